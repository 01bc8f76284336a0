//! What a page says of its article in JSON-LD (schema.org).
//!
//! Input: the tree. Output: [`JsonLd`]. Broken JSON is mended where that is plain (control characters, a comma too many,
//! comment marks around it) and ignored otherwise.

use super::tree::{DOCUMENT, Tree};
use html5ever::local_name;
use rustc_hash::FxHashMap;
use serde_json::Value;

/// What was found of the first article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct JsonLd {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) authors: Vec<String>,
    /// Dates of publication as they are written, the best first.
    pub(super) published: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) section: Option<String>,
    pub(super) image: Option<String>,
}

/// Reads all JSON-LD of a page.
pub(super) fn read(tree: &Tree) -> JsonLd {
    let graphs: Vec<Value> = tree
        .descendants(DOCUMENT)
        .filter(|&id| {
            tree.element(id).is_some_and(|element| {
                *element.html_name() == local_name!("script")
                    && element
                        .attribute(&local_name!("type"))
                        .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"))
            })
        })
        .filter_map(|id| parse(&tree.text_below(id)))
        .collect();
    from_graphs(&graphs)
}

fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_end_matches(';');
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])?;
    let body = text.get(start..=end)?;
    serde_json::from_str(body).ok().or_else(|| serde_json::from_str(&mend(body)).ok())
}

/// Raw line breaks in strings become spaces, commas before a closing bracket go.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        if in_string {
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else {
            in_string = c == '"';
            if matches!(c, '}' | ']') {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
            }
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

fn from_graphs(graphs: &[Value]) -> JsonLd {
    let mut nodes = Vec::new();
    for graph in graphs {
        collect(graph, &mut nodes);
    }
    let Some(article) = nodes.iter().copied().find(|node| is_article(node)) else { return JsonLd::default() };
    let nodes = Nodes::of(&nodes);
    let field = |name: &str| article.get(name).map(|value| nodes.resolve(value));
    let text = |name: &str| field(name).and_then(name_of);
    JsonLd {
        title: text("headline").or_else(|| text("name")),
        description: text("description"),
        authors: field("author").or_else(|| field("creator")).map_or_else(Vec::new, |value| names(value, &nodes)),
        published: ["datePublished", "dateCreated"]
            .iter()
            .filter_map(|name| article.get(name)?.as_str().map(str::to_owned))
            .collect(),
        publisher: text("publisher").or_else(|| text("sourceOrganization")),
        url: text("url").or_else(|| {
            let page = article.get("mainEntityOfPage")?;
            page.as_str().or_else(|| page.get("@id")?.as_str()).map(str::to_owned)
        }),
        language: text("inLanguage"),
        section: text("articleSection"),
        image: field("image").or_else(|| field("thumbnailUrl")).and_then(address_of),
    }
}

/// All objects that can be an article or be referred to, in order. The parser bounds the depth.
fn collect<'v>(value: &'v Value, nodes: &mut Vec<&'v Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, nodes)),
        Value::Object(fields) => {
            nodes.push(value);
            for name in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"] {
                if let Some(inner) = fields.get(name) {
                    collect(inner, nodes);
                }
            }
            // authors and publishers are referred to by @id
            for name in ["author", "publisher", "creator"] {
                if let Some(inner @ Value::Object(_)) = fields.get(name) {
                    nodes.push(inner);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_article(node: &Value) -> bool {
    let is = |kind: &str| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
        kind.ends_with("Article")
            || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report" | "Review" | "CreativeWork")
    };
    let kind = match node.get("@type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    };
    kind && (node.get("headline").is_some() || node.get("datePublished").is_some())
}

/// The objects that say more than their `@id`, by it.
struct Nodes<'v>(FxHashMap<&'v str, &'v Value>);

impl<'v> Nodes<'v> {
    fn of(nodes: &[&'v Value]) -> Self {
        let mut by_id = FxHashMap::default();
        for &node in nodes.iter().filter(|node| node.as_object().is_some_and(|fields| fields.len() > 1)) {
            if let Some(id) = node.get("@id").and_then(Value::as_str) {
                by_id.entry(id).or_insert(node);
            }
        }
        Self(by_id)
    }

    /// An object that only says `@id` stands for the one that says more.
    fn resolve(&self, value: &'v Value) -> &'v Value {
        let reference = value.as_object().filter(|fields| fields.len() == 1).and_then(|fields| fields.get("@id"));
        reference.and_then(Value::as_str).and_then(|id| self.0.get(id).copied()).unwrap_or(value)
    }
}

/// The text of a field that may be a text, an object with a name, a language-tagged value or a list of these.
fn name_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Array(items) => return items.iter().find_map(name_of_plain),
        Value::Object(_) => return name_of_plain(value),
        Value::Null | Value::Bool(_) | Value::Number(_) => return None,
    };
    Some(text.to_owned()).filter(|text| !text.trim().is_empty())
}

fn name_of_plain(value: &Value) -> Option<String> {
    let text = value
        .as_str()
        .or_else(|| ["name", "@value", "alternateName"].iter().find_map(|field| value.get(field)?.as_str()))?;
    Some(text.to_owned()).filter(|text| !text.trim().is_empty())
}

/// The address of a field that may be one, an object with one, or a list of these.
fn address_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Object(fields) => {
            ["url", "contentUrl", "@id"].iter().find_map(|name| fields.get(*name)?.as_str()).map(str::to_owned)
        }
        Value::Array(items) => items.iter().find_map(address_of),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn names<'v>(value: &'v Value, nodes: &Nodes<'v>) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(|item| name_of_plain(nodes.resolve(item))).collect(),
        // {"name": ["A", "B"]}
        Value::Object(fields) => match fields.get("name") {
            Some(Value::Array(items)) => items.iter().filter_map(name_of_plain).collect(),
            _ => name_of_plain(value).into_iter().collect(),
        },
        other => name_of(other).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> JsonLd {
        from_graphs(&parse(text).into_iter().collect::<Vec<_>>())
    }

    #[test]
    fn the_shapes_of_an_author() {
        for author in [
            r#""Jane Roe""#,
            r#"{"@type":"Person","name":"Jane Roe"}"#,
            r#"[{"name":"Jane Roe"}]"#,
            r#"["Jane Roe"]"#,
            r#"{"name":["Jane Roe"]}"#,
            r##"{"@id":"#jane"}"##,
        ] {
            let text = format!(
                r##"{{"@graph":[{{"@id":"#jane","@type":"Person","name":"Jane Roe"}},
                {{"@type":["NewsArticle"],"headline":"H","author":{author}}}]}}"##
            );
            assert_eq!(article(&text).authors, ["Jane Roe"], "{author}");
        }
    }

    #[test]
    fn every_field() {
        let found = article(
            r#"[{"@type":"WebSite","name":"Site"},{"@type":"http://schema.org/NewsArticle","headline":"H","description":"D",
            "datePublished":"2021-09-30T23:30:00+05:00","publisher":{"name":"The Amu Courier"},"inLanguage":"en",
            "mainEntityOfPage":{"@id":"https://amu.example/1"}}]"#,
        );
        assert_eq!(found.title.as_deref(), Some("H"));
        assert_eq!(found.description.as_deref(), Some("D"));
        assert_eq!(found.published, ["2021-09-30T23:30:00+05:00"]);
        assert_eq!(found.publisher.as_deref(), Some("The Amu Courier"));
        assert_eq!(found.url.as_deref(), Some("https://amu.example/1"));
        assert_eq!(found.language.as_deref(), Some("en"));
    }

    #[test]
    fn broken_json_is_mended_or_ignored() {
        assert_eq!(article("<!-- {\"@type\":\"Article\",\"headline\":\"a\nb\",} -->;").title.as_deref(), Some("a b"));
        assert_eq!(article("{\"@type\":\"Article\",\"headline\":").title, None);
        assert_eq!(article(&"[".repeat(100_000)).title, None);
    }
}
