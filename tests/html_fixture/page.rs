//! A page as a browser's parser sees it.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A parsed page.
pub(crate) struct Page<'a> {
    pub(crate) path: &'a str,
    pub(crate) elements: Vec<Element>,
    text_of_title: String,
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Element {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split(' ').any(|each| each == class))
    }
}

/// All pages of a site.
pub(crate) fn pages(files: &BTreeMap<String, String>) -> Vec<Page<'_>> {
    files.iter().filter(|(path, _)| is_page(path)).map(|(path, html)| Page::parse(path, html)).collect()
}

#[expect(clippy::case_sensitive_file_extension_comparisons, reason = "paths of the site are lower case")]
fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

#[derive(Default)]
struct Sink {
    tags: RefCell<Vec<(TagKind, Element)>>,
    title: RefCell<String>,
    in_title: RefCell<bool>,
    errors: RefCell<Vec<String>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(Tag { kind, name, attrs, .. }) => {
                let attributes = attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                self.tags.borrow_mut().push((kind, Element { name: name.to_string(), attributes }));
                *self.in_title.borrow_mut() = kind == TagKind::StartTag && &*name == "title";
                return match (kind, &*name) {
                    (TagKind::StartTag, "title") => TokenSinkResult::RawData(RawKind::Rcdata),
                    (TagKind::StartTag, "style") => TokenSinkResult::RawData(RawKind::Rawtext),
                    (TagKind::StartTag, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::CharacterTokens(text) if *self.in_title.borrow() => self.title.borrow_mut().push_str(&text),
            Token::ParseError(error) => self.errors.borrow_mut().push(error.into_owned()),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl<'a> Page<'a> {
    pub(crate) fn parse(path: &'a str, html: &str) -> Self {
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from(html));
        let tokenizer =
            Tokenizer::new(Sink::default(), TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() });
        let _ = tokenizer.feed(&queue);
        tokenizer.end();
        let sink = tokenizer.sink;
        assert_eq!(*sink.errors.borrow(), Vec::<String>::new(), "{path}");
        let tags = sink.tags.into_inner();
        assert_nesting(path, &tags);
        let elements =
            tags.into_iter().filter(|(kind, _)| *kind == TagKind::StartTag).map(|(_, element)| element).collect();
        Self { path, elements, text_of_title: sink.title.into_inner() }
    }

    pub(crate) fn named(&self, name: &'a str) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.elements.iter().filter_map(|element| element.get("id"))
    }

    pub(crate) fn links(&self) -> impl Iterator<Item = &str> {
        self.elements
            .iter()
            .filter_map(|element| ["href", "xlink:href", "src"].iter().find_map(|name| element.get(name)))
    }

    pub(crate) fn title(&self) -> String {
        self.text_of_title.clone()
    }

    pub(crate) fn description(&self) -> Option<&str> {
        self.named("meta").find(|meta| meta.get("name") == Some("description")).and_then(|meta| meta.get("content"))
    }

    /// What every page must have and be.
    pub(crate) fn assert_well_built(&self) {
        let path = self.path;
        assert_eq!(self.named("h1").count(), 1, "{path}: one h1");
        assert_eq!(self.named("main").count(), 1, "{path}: one main");
        assert!(!self.title().trim().is_empty(), "{path}: a title");
        let html = self.named("html").next().expect("an html element");
        assert!(html.get("lang").is_some() && html.get("data-kind").is_some(), "{path}: language and kind");
        let mut ids = BTreeSet::new();
        assert!(self.ids().all(|id| ids.insert(id)), "{path}: ids are unique");
        for element in &self.elements {
            let names = [element.get("aria-labelledby"), element.get("data-copy"), element.get("for")];
            for id in names.into_iter().flatten() {
                assert!(ids.contains(id), "{path}: nothing is called {id}");
            }
        }
        let mut level = 0;
        for heading in self.elements.iter().filter_map(|e| e.name.strip_prefix('h')?.parse::<u32>().ok()) {
            assert!(heading <= level + 1, "{path}: h{heading} after h{level}");
            level = heading;
        }
        let policy = self.named("meta").position(|meta| meta.get("http-equiv") == Some("Content-Security-Policy"));
        assert!(policy.is_some_and(|at| at <= 1), "{path}: the policy comes first");
    }
}

/// Every end tag ends the element opened last.
fn assert_nesting(path: &str, tags: &[(TagKind, Element)]) {
    const VOID: [&str; 8] = ["meta", "link", "input", "br", "hr", "img", "path", "circle"];
    let mut open: Vec<&str> = Vec::new();
    for (kind, element) in tags {
        let name = element.name.as_str();
        match kind {
            TagKind::StartTag if VOID.contains(&name) => {}
            TagKind::StartTag => {
                assert!(name != "a" || !open.contains(&"a"), "{path}: a link within a link");
                open.push(name);
            }
            TagKind::EndTag => assert_eq!(open.pop(), Some(name), "{path}: </{name}>"),
        }
    }
    assert!(open.is_empty(), "{path}: {open:?} stay open");
}
