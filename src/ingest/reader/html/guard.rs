//! Keeps hostile pages linear: stands between tokenizer and tree builder.
//!
//! The tree builder of the HTML standard looks through all open elements for many tags, and rebuilds unclosed formatting
//! in every paragraph. A page of 100,000 nested elements would take it quadratic time, a page of unclosed `<b id=1>`,
//! `<b id=2>` … quadratic memory. Browsers cap the depth of the tree at 512; so do we, and the work beside it.
//!
//! 1. While the tree is deeper than [`DEEPEST`], start tags are left out with their end tags; those of blocks become line
//!    breaks, so that their texts stay apart.
//! 2. A tag keeps its first [`MOST_ATTRIBUTES`]: the tokenizer compares each with all before it.
//! 3. When the work done is out of all proportion to the tokens seen, the rest of the page is taken as text.

use super::sink::Sink;
use super::tree::{NodeId, Tree};
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{LocalName, TokenizerResult, local_name};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// Deepest tree built.
const DEEPEST: u32 = 512;
/// Looks at open elements that a token may cost on average, and nodes that it may make.
const LOOKS_A_TOKEN: u64 = 300;
const NODES_A_TOKEN: usize = 6;
/// A small page may do as it likes.
const FREE_LOOKS: u64 = 1_000_000;
const FREE_NODES: usize = 50_000;

/// A parsed page and whether it had to be flattened.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) tree: Tree,
    /// The line from which on the structure was given up.
    pub(super) flattened_from: Option<u32>,
}

/// Parses a page; `first_line` is the number of its first line.
pub(super) fn parse(text: &str, first_line: u32) -> Parsed {
    let guard = run(text, first_line);
    Parsed { flattened_from: guard.flattened_from.get(), tree: guard.builder.sink.finish() }
}

fn run(text: &str, first_line: u32) -> Guard {
    // scripts don't run here: what stands in <noscript> is markup
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let guard = Guard {
        builder: TreeBuilder::new(Sink::new(), options),
        first_line,
        left_out: RefCell::new(Vec::new()),
        deep: Cell::new(false),
        parted: Cell::new(false),
        tokens: Cell::new(0),
        flattened_from: Cell::new(None),
    };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&tame(text)));
    // scripts and encoding declarations only pause the tokenizer
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink
}

/// How many unclosed elements an end tag may close with its own.
const UNCLOSED: usize = 16;

/// Attributes that a tag keeps.
const MOST_ATTRIBUTES: usize = 500;

/// Blanks the attributes of a tag behind the first [`MOST_ATTRIBUTES`]; its lines stay.
fn tame(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let tag = scan_tag(bytes, at);
            if let Some(surplus) = tag.surplus {
                for byte in &mut out.get_or_insert_with(|| bytes.to_vec())[surplus..tag.end] {
                    if *byte != b'\n' {
                        *byte = b' ';
                    }
                }
            }
            at = tag.end;
        }
    }
    match out.map(String::from_utf8) {
        // whole attributes are blanked, so no character is cut
        Some(Ok(tamed)) => Cow::Owned(tamed),
        Some(Err(_)) | None => Cow::Borrowed(text),
    }
}

struct ScannedTag {
    /// Where its `>` stands, or the text ends.
    end: usize,
    /// Where the first attribute too many begins.
    surplus: Option<usize>,
}

/// Counts the attributes of a tag as the tokenizer would.
fn scan_tag(bytes: &[u8], start: usize) -> ScannedTag {
    let mut tag = ScannedTag { end: start, surplus: None };
    let (mut attributes, mut between) = (0, false);
    while let Some(&byte) = bytes.get(tag.end) {
        match byte {
            b'>' => break,
            b' ' | b'\n' | b'\t' | b'\x0C' | b'/' => between = true,
            b'=' => {
                let value = bytes[tag.end + 1..].iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
                tag.end += 1 + value;
                if let Some(&quote @ (b'"' | b'\'')) = bytes.get(tag.end) {
                    let rest = &bytes[tag.end + 1..];
                    tag.end += 1 + memchr::memchr(quote, rest).unwrap_or(rest.len());
                    between = true;
                } else {
                    between = false;
                    continue;
                }
            }
            _ if between => {
                between = false;
                attributes += 1;
                if attributes > MOST_ATTRIBUTES {
                    tag.surplus.get_or_insert(tag.end);
                }
            }
            _ => {}
        }
        tag.end += 1;
    }
    tag.end = tag.end.min(bytes.len());
    tag
}

struct Guard {
    builder: TreeBuilder<NodeId, Sink>,
    first_line: u32,
    /// Names of elements left out that are not closed yet.
    left_out: RefCell<Vec<LocalName>>,
    deep: Cell<bool>,
    /// Whether nothing stood behind the last line breaks put in place of a tag.
    parted: Cell<bool>,
    tokens: Cell<u64>,
    flattened_from: Cell<Option<u32>>,
}

impl Guard {
    fn sink(&self) -> &Sink {
        &self.builder.sink
    }

    fn forward(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        self.tokens.set(self.tokens.get() + 1);
        self.builder.process_token(token, line)
    }

    /// Gives the text to the builder with the line on which it begins; white space in front goes on its own, because the
    /// builder drops it in some places.
    fn characters(&self, text: StrTendril, line: u64) -> TokenSinkResult<NodeId> {
        self.parted.set(false);
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64;
        let mut begins = line.saturating_sub(newlines);
        let white = text.len() - text.trim_start_matches([' ', '\t', '\n', '\x0C']).len();
        let mut rest = text;
        if white > 0 && white < rest.len() {
            let lead = rest.subtendril(0, white as u32);
            self.sink().text_begins(begins as u32);
            begins += memchr::memchr_iter(b'\n', lead.as_bytes()).count() as u64;
            drop(self.forward(Token::CharacterTokens(lead), line));
            rest.pop_front(white as u32);
        }
        self.sink().text_begins(begins as u32);
        self.forward(Token::CharacterTokens(rest), line)
    }

    fn tag(&self, tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        let leaves_out = self.flattened_from.get().is_some() || self.deep.get();
        if leaves_out && let Some(result) = self.leave_out(&tag, line) {
            return result;
        }
        let starts = tag.kind == StartTag;
        let result = self.forward(Token::TagToken(tag), line);
        let depth = self.sink().depth.get();
        if starts && depth >= DEEPEST {
            self.deep.set(true);
        }
        let tokens = self.tokens.get();
        let too_much = self.sink().looks.get() > FREE_LOOKS + LOOKS_A_TOKEN * tokens
            || self.sink().nodes() > FREE_NODES + NODES_A_TOKEN * tokens as usize;
        if (too_much || depth > 2 * DEEPEST) && self.flattened_from.get().is_none() {
            self.flattened_from.set(Some(line as u32));
        }
        result
    }

    /// Leaves a tag out where the page is too deep; `None` for tags that must reach the builder.
    fn leave_out(&self, tag: &Tag, line: u64) -> Option<TokenSinkResult<NodeId>> {
        let flat = self.flattened_from.get().is_some();
        if switches_tokenizer(&tag.name) || is_void(&tag.name) {
            return None;
        }
        let mut left_out = self.left_out.borrow_mut();
        if tag.kind == StartTag {
            if !flat && !tag.self_closing {
                left_out.push(tag.name.clone());
            }
        } else if let Some(at) = left_out.iter().rev().take(UNCLOSED).position(|name| *name == tag.name) {
            // what stands above it was never closed
            let kept = left_out.len() - at - 1;
            left_out.truncate(kept);
        } else if left_out.is_empty() && !flat {
            self.deep.set(false);
            return None;
        }
        drop(left_out);
        if is_inline(&tag.name) || self.parted.replace(true) {
            return Some(TokenSinkResult::Continue);
        }
        for _ in 0..2 {
            let name = local_name!("br");
            let line_break =
                Tag { kind: StartTag, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false };
            drop(self.forward(Token::TagToken(line_break), line));
        }
        Some(TokenSinkResult::Continue)
    }
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let line = line + u64::from(self.first_line - 1);
        match token {
            Token::CharacterTokens(text) => self.characters(text, line),
            Token::TagToken(tag) => self.tag(tag, line),
            // nothing reads them, and each would be a node
            Token::CommentToken(_) | Token::ParseError(_) => TokenSinkResult::Continue,
            token @ (Token::DoctypeToken(_) | Token::NullCharacterToken | Token::EOFToken) => self.forward(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements after whose start tag the tokenizer reads on in another way.
fn switches_tokenizer(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("xmp")
            | local_name!("plaintext")
    )
}

fn is_void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("br")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("meta")
            | local_name!("link")
            | local_name!("wbr")
            | local_name!("area")
            | local_name!("base")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
    )
}

/// Elements that don't part the text before them from the text in them.
fn is_inline(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("s")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strong")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("tt")
            | local_name!("u")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::reader::html::tree::DOCUMENT;

    /// Parses `count` times a piece; the work done: looks at open elements and nodes made.
    fn work(piece: &str, count: usize) -> (u64, usize) {
        let guard = run(&format!("<body>{}", piece.repeat(count)), 1);
        (guard.sink().looks.get(), guard.sink().nodes())
    }

    #[test]
    fn work_is_linear_for_hostile_pages() {
        for piece in [
            "<div>",
            "<table><tr><td>",
            "<ul><li>",
            "<b id=1>",
            "<p><font size=1>x</p>",
            "<a href=x><p>",
            "</p>",
            "</b>",
            "<div></x>",
            "<svg><g>",
            "<select><option>",
            "<button><p>",
            "<table><b>x",
        ] {
            let (few, many) = (work(piece, 2_000), work(piece, 20_000));
            assert!(many.0 <= 12 * few.0 + FREE_LOOKS, "{piece}: {few:?} {many:?}");
            assert!(many.1 <= 12 * few.1 + FREE_NODES, "{piece}: {few:?} {many:?}");
        }
        // each of these is other formatting that the next paragraph has to rebuild
        let text = (0..20_000).fold(String::new(), |text, n| text + &format!("<p><b id={n}>x</p>"));
        let guard = run(&text, 1);
        assert!(guard.sink().nodes() < 20 * 20_000 + FREE_NODES, "{}", guard.sink().nodes());
    }

    #[test]
    fn deep_texts_stay_apart_and_structure_comes_back() {
        let deep = format!("{}<p>one<p>two{}<h1>three</h1>", "<div>".repeat(5_000), "</div>".repeat(5_000));
        let tree = parse(&deep, 1).tree;
        let is_heading = |id| tree.element(id).is_some_and(|element| *element.html_name() == local_name!("h1"));
        let heading = tree.descendants(DOCUMENT).find(|&id| is_heading(id)).expect("the heading is one again");
        assert_eq!(tree.text_below(heading), "three");
        let breaks = tree
            .descendants(DOCUMENT)
            .filter(|&id| tree.element(id).is_some_and(|element| *element.html_name() == local_name!("br")));
        assert!(breaks.count() >= 4, "the paragraphs are parted");
    }

    #[test]
    fn tags_keep_their_first_attributes() {
        let many = (0..2_000).fold(String::new(), |text, n| text + &format!(" a{n}='>{n}'"));
        let text = format!("<p{many} class=last>x</p><a href=x>y</a>");
        let tamed = tame(&text);
        assert_eq!(tamed.len(), text.len());
        assert!(tamed.contains("a499=") && !tamed.contains("a500="), "the first 500 stay");
        assert!(tamed.ends_with(">x</p><a href=x>y</a>"));
        for plain in ["a < b and c > d", "<p class='a b' data-x=\"<b>\">", "<p", "<a href=x"] {
            assert!(matches!(tame(plain), Cow::Borrowed(same) if same == plain));
        }
    }

    #[test]
    fn lines_are_those_of_the_source() {
        let tree = parse("\n<p>one\n<b>two</b>\n\nthree &amp; four\n</p>\n<p>five", 10).tree;
        let lines: Vec<(u32, &str)> = tree
            .descendants(DOCUMENT)
            .filter_map(|id| tree.text(id).map(|text| (tree.line(id), text)))
            .filter(|(_, text)| !text.trim().is_empty())
            .collect();
        assert_eq!(lines, [(11, "one\n"), (12, "two"), (12, "\n\nthree & four\n"), (16, "five")]);
    }
}
