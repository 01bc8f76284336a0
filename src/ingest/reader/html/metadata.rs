//! What a page says of its article: JSON-LD before Open Graph before `<meta>` before elements.
//!
//! Input: the tree. Output: [`MarkupMetadata`]. Each field is taken from the best-placed statement; what is
//! no name (an address where an author should be) is passed over.

use super::authors::{self, people};
use super::published::{self, Statement};
use super::tree::{DOCUMENT, Element, NodeId, Tree};
use super::{json_ld, title};
use crate::model::MarkupMetadata;
use crate::text::tidy;
use html5ever::{LocalName, local_name};
use std::collections::BTreeMap;

const TITLE: &[&str] =
    &["og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title", "headline"];
const DESCRIPTION: &[&str] = &[
    "og:description",
    "twitter:description",
    "description",
    "dc.description",
    "dcterms.description",
    "dcterms.abstract",
];
const AUTHOR: &[&str] = &[
    "article:author",
    "author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "article:author_name",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "date",
];
const SITE: &[&str] =
    &["og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "application-name"];
const URL: &[&str] = &["og:url"];
const LANGUAGE: &[&str] = &["dc.language", "dcterms.language", "language", "content-language", "og:locale"];

const SECTION: &[&str] = &["article:section", "section", "parsely-section", "sailthru.section", "dc.subject"];
const IMAGE: &[&str] = &["og:image", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url"];

/// Reads the metadata of a page.
pub(super) fn read(tree: &Tree) -> MarkupMetadata {
    let json_ld = json_ld::read(tree);
    let found = Found::of(tree);
    let meta = |names: &[&str]| names.iter().find_map(|name| found.meta.get(*name)?.first().cloned());
    let text = |stated: Option<&str>| stated.and_then(plain);
    let address = |url: &String| is_web_address(url);
    let url = found.canonical.clone().or_else(|| meta(URL)).or_else(|| json_ld.url.clone()).filter(address);
    let publisher = text(json_ld.publisher.as_deref()).filter(|name| is_name(name));
    let site = meta(SITE).filter(|name| is_name(name));
    let site_name = title::fuller(publisher, site).map(|name| title::site_name(&name).to_owned());
    let stated = text(json_ld.title.as_deref()).or_else(|| meta(TITLE));
    let headline = |title| title::headline(title, &found.headings, site_name.as_deref(), url.as_deref());
    let title = stated.map(headline);
    let repeats = |text: &String| title.as_deref().is_some_and(|title| title::letters(title) == title::letters(text));
    MarkupMetadata {
        page_title: found.page_title.clone(),
        description: text(json_ld.description.as_deref())
            .or_else(|| meta(DESCRIPTION))
            .filter(|description| !repeats(description)),
        authors: found.all_authors(tree, &json_ld.authors),
        published: published::settle(&found.statements(&json_ld.published), url.as_deref()),
        language: found
            .language
            .clone()
            .or_else(|| json_ld.language.clone())
            .or_else(|| meta(LANGUAGE))
            .map(|tag| tag.trim().replace('_', "-"))
            .filter(|tag| is_language_tag(tag)),
        section: text(json_ld.section.as_deref()).or_else(|| meta(SECTION)),
        image: json_ld.image.filter(address).or_else(|| meta(IMAGE).filter(address)),
        title,
        site_name,
        url,
    }
}

/// What the elements of a page state.
#[derive(Default)]
struct Found {
    /// Contents of `<meta>` by lower-case name, in order.
    meta: BTreeMap<String, Vec<String>>,
    page_title: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
    authors: Vec<String>,
    time: Option<String>,
    /// Texts of `<h1>`.
    headings: Vec<String>,
}

impl Found {
    fn of(tree: &Tree) -> Self {
        let mut found = Self::default();
        for id in tree.descendants(DOCUMENT) {
            if let Some(element) = tree.element(id) {
                found.look_at(tree, id, element);
            }
        }
        found
    }

    fn look_at(&mut self, tree: &Tree, id: NodeId, element: &Element) {
        match *element.html_name() {
            local_name!("meta") => self.meta(element),
            local_name!("title") if self.page_title.is_none() => self.page_title = plain(&tree.text_below(id)),
            local_name!("link") if has_word(element, &local_name!("rel"), "canonical") && self.canonical.is_none() => {
                self.canonical = element.attribute(&local_name!("href")).map(|url| url.trim().to_owned());
            }
            local_name!("html") if self.language.is_none() => {
                let tag =
                    element.attribute(&local_name!("lang")).or_else(|| element.attribute(&LocalName::from("xml:lang")));
                self.language = tag.map(str::to_owned).filter(|tag| !tag.trim().is_empty());
            }
            local_name!("time") if self.time.is_none() && states_publication(element) => {
                let stated = element.attribute(&local_name!("datetime")).filter(|text| Statement::read(text).is_some());
                self.time = Some(stated.map_or_else(|| tidy(&tree.text_below(id)).into_owned(), str::to_owned));
            }
            local_name!("h1") if self.headings.len() < MOST_AUTHORS => {
                self.headings.extend(plain(&tree.text_below(id)));
            }
            _ => {}
        }
        if self.authors.len() < MOST_AUTHORS && names_author(element) {
            let text = tree.text_below(author_name(tree, id));
            self.authors.extend(plain(&text).filter(|name| name.len() <= LONGEST_NAME));
        }
        if self.time.is_none() && has_word(element, &local_name!("itemprop"), "datePublished") {
            let stated = [local_name!("content"), local_name!("datetime")];
            self.time = stated.iter().find_map(|name| element.attribute(name)).map(str::to_owned);
        }
    }

    fn meta(&mut self, element: &Element) {
        let names = [local_name!("property"), local_name!("name"), local_name!("itemprop"), local_name!("http-equiv")];
        let Some(name) = names.iter().find_map(|name| element.attribute(name)) else { return };
        let Some(content) = element.attribute(&local_name!("content")).and_then(plain) else { return };
        let all = self.meta.entry(name.trim().to_ascii_lowercase()).or_default();
        if all.len() < MOST_AUTHORS {
            all.push(content);
        }
    }

    fn meta_authors(&self) -> Vec<String> {
        let all = AUTHOR.iter().filter_map(|name| self.meta.get(*name));
        all.map(|names| people(names)).find(|names| !names.is_empty()).unwrap_or_default()
    }

    fn all_authors(&self, tree: &Tree, json_ld: &[String]) -> Vec<String> {
        [people(json_ld), self.meta_authors(), people(&self.authors)]
            .into_iter()
            .find(|names| !names.is_empty())
            .unwrap_or_else(|| authors::by_class(tree))
    }

    /// What the page says of its publication, the best-placed first.
    fn statements(&self, json_ld: &[String]) -> Vec<Statement> {
        let meta = PUBLISHED.iter().filter_map(|name| self.meta.get(*name)).flatten();
        json_ld.iter().chain(meta).chain(&self.time).filter_map(|text| Statement::read(text)).collect()
    }
}

fn is_name(text: &str) -> bool {
    !is_web_address(text) && !text.starts_with('@')
}

const MOST_AUTHORS: usize = 20;
const LONGEST_NAME: usize = 100;

/// The element that holds an author's bare name.
fn author_name(tree: &Tree, id: NodeId) -> NodeId {
    tree.descendants(id)
        .take(50)
        .find(|&inner| tree.element(inner).is_some_and(|element| has_word(element, &local_name!("itemprop"), "name")))
        .unwrap_or(id)
}

fn names_author(element: &Element) -> bool {
    has_word(element, &local_name!("itemprop"), "author")
        || (has_word(element, &local_name!("rel"), "author") && *element.html_name() == local_name!("a"))
}

/// `<time pubdate>`, or one whose class or property says that it is the day of publication.
fn states_publication(element: &Element) -> bool {
    let class = element.attribute(&local_name!("class")).unwrap_or("").to_ascii_lowercase();
    let says_so = ["publish", "pubdate", "entry-date", "post-date"].iter().any(|word| class.contains(word));
    let updated = ["updat", "modif"].iter().any(|word| class.contains(word)) && !class.contains("publish");
    element.attribute(&LocalName::from("pubdate")).is_some()
        || has_word(element, &local_name!("itemprop"), "datePublished")
        || (says_so && !updated)
}

fn has_word(element: &Element, attribute: &LocalName, word: &str) -> bool {
    element
        .attribute(attribute)
        .is_some_and(|words| words.split_whitespace().any(|known| known.eq_ignore_ascii_case(word)))
}

/// Tidy text without character references, which metadata often hold twice escaped.
pub(super) fn plain(text: &str) -> Option<String> {
    let text = if text.contains('&') && text.contains(';') { unescape(text) } else { text.to_owned() };
    Some(tidy(&text).into_owned()).filter(|text| !text.is_empty())
}

/// Resolves character references by reading the text as a page's.
fn unescape(text: &str) -> String {
    let tree = super::guard::parse(&text.replace('<', "&lt;"), 1).tree;
    tree.text_below(DOCUMENT)
}

pub(super) fn is_web_address(text: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))
}

fn is_language_tag(tag: &str) -> bool {
    (2..=35).contains(&tag.len())
        && tag
            .split('-')
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        && tag
            .split('-')
            .next()
            .is_some_and(|language| language.len() <= 3 && language.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PartialDate;

    fn metadata(page: &str) -> MarkupMetadata {
        let tree = super::super::guard::parse(page, 1).tree;
        read(&tree)
    }

    #[test]
    fn strongest_statement_first() {
        let page = r#"<html lang="en_GB"><title>T | Site</title><meta property="og:title" content="Open &amp;amp; graph">
            <meta name="description" content="D"><meta name="author" content="By Jane Roe and John Doe">
            <meta property="article:author" content="https://social.example/jane">
            <meta property="article:published_time" content="2021-09-30T23:30:00+05:00"><meta property="og:site_name" content="Site">
            <link rel="canonical" href="https://site.example/a"><body><p>x"#;
        let found = metadata(page);
        assert_eq!(found.title.as_deref(), Some("Open & graph"));
        assert_eq!(found.page_title.as_deref(), Some("T | Site"));
        assert_eq!(found.authors, ["Jane Roe", "John Doe"]);
        assert_eq!(found.published, PartialDate::parse_iso("2021-09-30"));
        assert_eq!(found.site_name.as_deref(), Some("Site"));
        assert_eq!(found.url.as_deref(), Some("https://site.example/a"));
        assert_eq!(found.language.as_deref(), Some("en-GB"));
        let with_json =
            format!(r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"J"}}</script>{page}"#);
        assert_eq!(metadata(&with_json).title.as_deref(), Some("J"));
    }

    #[test]
    fn what_a_system_writes_for_nothing_is_nothing() {
        let found = metadata(
            r#"<script type="application/ld+json">{"@type":"Article","datePublished":"0001-01-01T00:00:00","headline":"H",
            "publisher":{"name":"https://site.example"}}</script><meta name="date" content="1970-01-01">
            <meta property="og:site_name" content="@site"><meta name="pubdate" content="2021-09-30">"#,
        );
        assert_eq!(found.published, PartialDate::parse_iso("2021-09-30"));
        assert_eq!(found.site_name, None);
    }

    #[test]
    fn elements_state_too() {
        let found = metadata(
            r#"<article><span itemprop="author"><b itemprop="name">Jane Roe</b>, editor</span><a rel="author">J. Doe</a>
            <time class="updated" datetime="2022-01-01">x</time><time class="entry-date" datetime="2021-09-30">y</time>"#,
        );
        assert_eq!(found.authors, ["Jane Roe", "J. Doe"]);
        assert_eq!(found.published, PartialDate::parse_iso("2021-09-30"));
    }
}
