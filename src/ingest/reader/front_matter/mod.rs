//! Front matter of a Markdown file: `+++` TOML or `---` YAML with Zola's field names.
//!
//! Input: the file's text. Output: the [`FrontMatter`] and where the body begins; warnings for what is wrong.
//!
//! 1. [`split`] finds the block; a lone `---` that is a thematic break is none.
//! 2. [`value`] parses it into a small tree with lines, mending what it can.
//! 3. Each field takes the first of its names that is there. Unknown names are ignored: people bring the front matter of
//!    other tools along. A wrong type costs that field and gives a warning.

mod value;

use super::date::parse_date;
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::model::{FrontMatter, PartialDate};
use crate::text::tidy;
use std::sync::Arc;
use value::{Node, Syntax, Value};

/// A file's text in two.
#[derive(Debug)]
pub struct Split {
    /// What the front matter says, when there is one.
    pub front_matter: Option<FrontMatter>,
    /// Byte offset at which the body begins.
    pub body: usize,
}

/// Where the pieces of a front matter are, byte offsets into the file's text.
struct Fence {
    syntax: Syntax,
    /// Start of the opening line.
    open: usize,
    /// First byte behind the opening line.
    start: usize,
    /// Start of the closing line; `None` when there is none.
    end: Option<usize>,
    /// First byte behind the closing line.
    body: usize,
}

/// Takes the front matter off a file's text.
pub fn split(path: &str, text: &str, diagnostics: &mut Diagnostics) -> Split {
    let none = Split { front_matter: None, body: 0 };
    let Some(fence) = find_fence(text) else { return none };
    let source = Source { path, text, fence: &fence };
    let Some(end) = fence.end else {
        if fence.syntax.looks_like_field(first_line(&text[fence.start..])) {
            diagnostics.push(source.not_closed());
        }
        return none;
    };
    let inner = &text[fence.start..end];
    let first = inner.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let is_fields = first.is_none_or(|line| fence.syntax.looks_like_field(line));
    // between two thematic breaks stands text
    if fence.syntax == Syntax::Yaml && !is_fields {
        return none;
    }
    let parsed = value::parse(fence.syntax, inner);
    for fault in &parsed.faults {
        diagnostics.push(source.broken(fault));
    }
    let mut fields = Fields { source: &source, root: &parsed.root, diagnostics };
    Split { front_matter: Some(fields.front_matter()), body: fence.body }
}

fn find_fence(text: &str) -> Option<Fence> {
    let open = text.len() - text.trim_start_matches([' ', '\t', '\n', '\u{FEFF}']).len();
    let line = first_line(&text[open..]);
    let syntax = match line.trim_end() {
        "+++" => Syntax::Toml,
        "---" => Syntax::Yaml,
        _ => return None,
    };
    // an indented fence is code
    if !text[..open].is_empty() && !text[..open].ends_with('\n') && !text[..open].ends_with('\u{FEFF}') {
        return None;
    }
    let start = open + line.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let closes = match syntax {
            Syntax::Toml => line.trim_end() == "+++",
            Syntax::Yaml => matches!(line.trim_end(), "---" | "..."),
        };
        if closes {
            return Some(Fence { syntax, open, start, end: Some(at), body: at + line.len() });
        }
        at += line.len();
    }
    Some(Fence { syntax, open, start, end: None, body: text.len() })
}

/// The first line with its line end.
fn first_line(text: &str) -> &str {
    text.split_inclusive('\n').next().unwrap_or("")
}

/// Makes messages with their place.
struct Source<'a> {
    path: &'a str,
    text: &'a str,
    fence: &'a Fence,
}

impl Source<'_> {
    /// Underlines a line of the front matter; lines are counted from its first.
    fn at(&self, line: u32) -> Location {
        let shown = &self.text[..self.fence.body.min(self.fence.start + MOST_SHOWN).max(self.fence.start)];
        let shown = &self.text[..floor_char(self.text, shown.len())];
        let start = self.fence.start
            + shown[self.fence.start..]
                .split_inclusive('\n')
                .take((line as usize).saturating_sub(1))
                .map(str::len)
                .sum::<usize>();
        let line = first_line(&shown[start..]).trim_end();
        Location::span(self.path, Arc::from(shown), start..start + line.len())
    }

    fn not_closed(&self) -> Diagnostic {
        let fence = self.fence.syntax.fence();
        let open = self.fence.open..self.fence.open + fence.len();
        let shown = Arc::from(&self.text[..self.fence.start]);
        Diagnostic::warning("B022", format!("the front matter has no closing `{fence}`"))
            .at(Location::span(self.path, shown, open))
            .help(format!(
                "the file was read as text from its first line; put `{fence}` on a line of its own behind the fields"
            ))
    }

    fn broken(&self, fault: &value::Fault) -> Diagnostic {
        let name = self.fence.syntax.name();
        Diagnostic::warning("B023", format!("the front matter is not valid {name}: {}", fault.message))
            .at(self.at(fault.line))
            .help(
                "the fields that could be read are used; text with a colon or a quotation mark needs quotes around it",
            )
    }

    fn wrong_type(&self, name: &str, wanted: &str, node: &Node) -> Diagnostic {
        Diagnostic::warning("B024", format!("`{name}` is {}, not {wanted}", node.value.kind()))
            .at(self.at(node.line))
            .help(format!("the field is left out; write {wanted}, or remove the line"))
    }
}

/// Longest stretch of a front matter that a message carries along.
const MOST_SHOWN: usize = 64 << 10;

fn floor_char(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Reads the fields one by one.
struct Fields<'a> {
    source: &'a Source<'a>,
    root: &'a Node,
    diagnostics: &'a mut Diagnostics,
}

impl Fields<'_> {
    fn front_matter(&mut self) -> FrontMatter {
        self.report_withholding();
        FrontMatter {
            title: self.text(&["title"]),
            description: self.text(&["description", "summary"]),
            date: self.date(&["date"]),
            updated: self.date(&["updated", "lastmod"]),
            authors: self.list(&["authors", "author", "extra.authors", "extra.author"]),
            source: self.text(&["extra.source", "source", "extra.publisher", "publisher"]),
            url: self.address(&["extra.url", "extra.source_url", "url", "source_url", "canonical", "extra.canonical"]),
            language: self.text(&["language", "lang"]),
            tags: self.list(&["taxonomies.tags", "tags"]),
            draft: self.flag("draft"),
        }
    }

    /// What may be shown is the curator's to say. A file that asks for less is shown, so that is not passed over in silence.
    fn report_withholding(&mut self) {
        for name in ["display", "extra.display", "draft"] {
            let Some((name, node)) = self.find(&[name]) else { continue };
            let asks = match (name, &node.value) {
                (_, Value::Flag(flag)) => *flag,
                // what else `draft` says is of the wrong form
                ("draft", value) => value.as_text().is_some_and(|text| text.eq_ignore_ascii_case("true")),
                (_, value) => value.as_text().is_none_or(|text| !text.trim().eq_ignore_ascii_case("full")),
            };
            if asks {
                let message = format!("`{name}` of front matter withholds nothing");
                let fault = Diagnostic::warning("B026", message).at(self.source.at(node.line));
                let help = "write display = \"hidden\", \"link-only\" or \"excerpt\" into curation/articles/<id of the article>.toml";
                self.diagnostics.push(fault.help(help));
            }
        }
    }

    /// The first of the names that stands there with a value.
    fn find<'n>(&self, names: &[&'n str]) -> Option<(&'n str, Node)> {
        names.iter().find_map(|name| {
            let node = name.split('.').try_fold(self.root, |node, part| node.field(part))?;
            (!matches!(node.value, Value::Null)).then(|| (*name, node.clone()))
        })
    }

    fn text(&mut self, names: &[&str]) -> Option<String> {
        let (name, node) = self.find(names)?;
        if let Some(text) = node.value.as_text() {
            return Some(tidy(text).into_owned()).filter(|text| !text.is_empty());
        }
        self.complain(name, "a text", &node)
    }

    /// An address on the web; other tools use the same names for paths within a site.
    fn address(&mut self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(&[name]).filter(|url| is_web_address(url)))
    }

    fn date(&mut self, names: &[&str]) -> Option<PartialDate> {
        let (name, node) = self.find(names)?;
        match node.value.as_text().and_then(parse_date) {
            Some(date) => Some(date),
            None => self.complain(name, "a date such as 2021-09-30", &node),
        }
    }

    /// A list of texts; a single text is a list of one, names in it separated by commas.
    fn list(&mut self, names: &[&str]) -> Vec<String> {
        let Some((name, node)) = self.find(names) else { return Vec::new() };
        let clean = |text: &str| Some(tidy(text).into_owned()).filter(|text| !text.is_empty());
        let Value::List(items) = &node.value else {
            let Some(text) = node.value.as_text() else {
                self.complain::<()>(name, "a list of texts", &node);
                return Vec::new();
            };
            return text.split(',').filter_map(clean).collect();
        };
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            let text = item.value.as_text().or_else(|| item.field("name").and_then(|name| name.value.as_text()));
            match text {
                Some(text) => found.extend(clean(text)),
                None => drop(self.complain::<()>(name, "a list of texts", item)),
            }
        }
        found
    }

    fn flag(&mut self, name: &str) -> bool {
        let Some((name, node)) = self.find(&[name]) else { return false };
        match &node.value {
            Value::Flag(flag) => *flag,
            Value::Text(text) if text.eq_ignore_ascii_case("true") => true,
            Value::Text(text) if text.eq_ignore_ascii_case("false") => false,
            _ => self.complain::<()>(name, "true or false", &node).is_some(),
        }
    }

    fn complain<T>(&mut self, name: &str, wanted: &str, node: &Node) -> Option<T> {
        self.diagnostics.push(self.source.wrong_type(name, wanted, node));
        None
    }
}

fn is_web_address(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<FrontMatter>, &str, Vec<String>) {
        let mut diagnostics = Diagnostics::new();
        let split = split("a.md", text, &mut diagnostics);
        let messages = diagnostics
            .iter()
            .map(|d| format!("{}:{} {}", d.code, d.at.as_ref().and_then(|at| at.line).unwrap_or(0), d.message))
            .collect();
        (split.front_matter, &text[split.body..], messages)
    }

    fn full() -> FrontMatter {
        FrontMatter {
            title: Some("Dushanbe: a hub".into()),
            description: Some("A deck".into()),
            date: PartialDate::parse_iso("2021-09-30"),
            updated: PartialDate::parse_iso("2021-10"),
            authors: vec!["A. Karimova".into(), "B. Noor".into()],
            source: Some("The Amu Courier".into()),
            url: Some("https://amu.example/1".into()),
            language: Some("en".into()),
            tags: vec!["Tajikistan".into()],
            draft: true,
        }
    }

    #[test]
    fn toml_with_every_field() {
        let text = "+++\ntitle = \"Dushanbe: a hub\"\ndescription = \"A deck\"\ndate = 2021-09-30T23:30:00+05:00\n\
            updated = \"2021-10\"\nauthors = [\"A. Karimova\", \"B. Noor\"]\ndraft = true\nlanguage = \"en\"\n\
            weight = 3\n[taxonomies]\ntags = [\"Tajikistan\"]\n[extra]\nsource = \"The Amu Courier\"\n\
            url = \"https://amu.example/1\"\n+++\nBody\n";
        let said = vec!["B026:7 `draft` of front matter withholds nothing".to_owned()];
        assert_eq!(read(text), (Some(full()), "Body\n", said));
        for open in ["draft: false", "display: full", "title: x"] {
            assert_eq!(read(&format!("---\n{open}\n---\nBody\n")).2, [""; 0], "{open}");
        }
        assert_eq!(read("---\ndisplay: hidden\n---\nBody\n").2.len(), 1);
    }

    #[test]
    fn yaml_with_every_field() {
        let text = "---\ntitle: \"Dushanbe: a hub\"\nsummary: A deck\ndate: 2021-09-30 23:30:00 +05:00\n\
            updated: 2021-10\nauthor: A. Karimova, B. Noor\nlang: en\ndraft: yes please\ntags:\n- Tajikistan\n\
            source: The Amu Courier\ncanonical: https://amu.example/1\n---\nBody\n";
        let (front_matter, body, messages) = read(text);
        assert_eq!(front_matter, Some(FrontMatter { draft: false, ..full() }));
        assert_eq!(body, "Body\n");
        assert_eq!(messages, ["B024:8 `draft` is a text, not true or false"]);
    }

    #[test]
    fn wrong_types_cost_the_field() {
        let (front_matter, _, messages) =
            read("+++\ntitle = [1]\ndate = \"soon\"\ntags = [\"a\", 2, { b = 1 }]\n+++\n");
        let front_matter = front_matter.expect("it is front matter");
        assert_eq!((front_matter.title, front_matter.date), (None, None));
        assert_eq!(front_matter.tags, ["a", "2"]);
        assert_eq!(
            messages,
            [
                "B024:2 `title` is a list, not a text",
                "B024:3 `date` is a text, not a date such as 2021-09-30",
                "B024:4 `tags` is a table, not a list of texts",
            ]
        );
    }

    #[test]
    fn broken_syntax_loses_only_what_is_broken() {
        let (front_matter, body, messages) = read("---\ntitle: Dushanbe: a hub\ndate: 2021-09-30\n---\nBody");
        let front_matter = front_matter.expect("it is front matter");
        assert_eq!(front_matter.title.as_deref(), Some("Dushanbe: a hub"));
        assert_eq!(front_matter.date, PartialDate::parse_iso("2021-09-30"));
        assert_eq!(body, "Body");
        assert!(messages.len() == 1 && messages[0].starts_with("B023:2 "), "{messages:?}");
        let (front_matter, _, messages) = read("+++\ntitle = Dushanbe\nlang = \"en\"\n+++\n");
        assert_eq!(front_matter.expect("it is front matter").language.as_deref(), Some("en"));
        assert!(messages.len() == 1 && messages[0].starts_with("B023:2 "), "{messages:?}");
    }

    #[test]
    fn what_is_no_front_matter_stays_text() {
        for text in
            ["---\n\nA paragraph.\n\n---\n\nAnother.", "---\nWords without fields\n", "Text\n---\ntitle: x\n---\n"]
        {
            assert_eq!(read(text), (None, text, vec![]), "{text}");
        }
        let (front_matter, body, messages) = read("---\ntitle: x\n\nText that goes on");
        assert_eq!((front_matter, body), (None, "---\ntitle: x\n\nText that goes on"));
        assert_eq!(messages, ["B022:1 the front matter has no closing `---`"]);
    }

    #[test]
    fn empty_and_bombs() {
        assert_eq!(read("---\n---\nBody"), (Some(FrontMatter::default()), "Body", vec![]));
        let bomb = format!("---\na: {}\n---\n", "[".repeat(100_000));
        assert!(read(&bomb).0.is_some());
        let bomb = format!("+++\na = {}\n+++\n", "[".repeat(100_000));
        assert!(read(&bomb).0.is_some());
        let laughs = "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n\
            d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\ntags: [*e,*e,*e,*e,*e,*e,*e]\n---\n";
        assert!(read(laughs).0.is_some());
    }
}
