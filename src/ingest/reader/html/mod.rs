//! Saved pages: everything that a browser would show of a page, in reading order, each block with its region.
//!
//! Input: the text of a page. Output: raw blocks and what the page's markup says of the article.
//!
//! 1. [`guard`] parses the page as the WHATWG standard says into the arena of [`tree`], in linear time.
//! 2. [`metadata`] reads JSON-LD, `<meta>` and the elements that state title, authors, date, publisher.
//! 3. [`survey`] weighs each element; [`walk`] turns the tree into blocks: text joined as it shows, marks, lines.
//! 4. [`region`] settles which part of the page is what, and [`container`] where the article stands.
//!
//! Nothing is thrown away here but what is no text (scripts, styles): menus and footers come out as blocks too, and
//! cleaning takes them out with the reason.

mod authors;
mod class_words;
mod container;
mod element;
mod encoding;
mod figure;
mod frame;
mod guard;
mod hint;
mod json_ld;
mod metadata;
mod preformatted;
mod published;
mod region;
mod sink;
mod survey;
mod title;
mod tree;
mod walk;

use super::{Content, Input, Reader};
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::model::{Format, RawBlock};
use encoding_rs::Encoding;
use regex::Regex;
use std::sync::LazyLock;

/// The reader of saved pages.
#[derive(Debug)]
pub struct Html;

impl Reader for Html {
    fn format(&self) -> Format {
        Format::Html
    }

    fn endings(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    /// A doctype, or `<html>` or `<head>` behind comments at most.
    fn sniff(&self, text: &str) -> bool {
        static START: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?is)^[\s\u{FEFF}]*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,1000}?-->\s*)*<(?:!doctype\s+html|html|head)[\s>]")
                .expect("a valid pattern")
        });
        let mut end = text.len().min(SNIFFED);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        START.is_match(&text[..end])
    }

    /// A page without a single tag is plain text.
    fn disowns(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        !memchr::memchr_iter(b'<', bytes).any(|at| {
            bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'!' | b'/' | b'?'))
        })
    }

    fn declared_encoding(&self, bytes: &[u8]) -> Option<&'static Encoding> {
        encoding::declared(bytes)
    }

    fn read(&self, input: Input<'_>, diagnostics: &mut Diagnostics) -> Content {
        let parsed = guard::parse(input.text, 1);
        if let Some(line) = parsed.flattened_from {
            diagnostics.push(
                Diagnostic::warning("B025", "the page's structure is too tangled to follow")
                    .at(Location::line(input.path, line))
                    .help("from this line on only its text is read; save the page again from a browser"),
            );
        }
        let tree = &parsed.tree;
        let markup = metadata::read(tree);
        let hints = hint::all(tree);
        let drafts = walk::walk(tree, &hints);
        let title = markup.title.as_deref().or(markup.page_title.as_deref());
        let map = region::settle(tree, &hints, &drafts, title);
        Content { front_matter: None, markup, blocks: map.place(drafts) }
    }
}

/// How far into a text the start of a page is looked for.
const SNIFFED: usize = 4096;

/// Reads a piece of markup within another format; its blocks get a region only where an element says so itself.
pub(super) fn read_fragment(text: &str, first_line: u32) -> Vec<RawBlock> {
    let parsed = guard::parse(text, first_line);
    let hints = hint::all(&parsed.tree);
    let drafts = walk::walk(&parsed.tree, &hints);
    region::hinted(&parsed.tree, &hints).place(drafts)
}

/// An attribute of a single tag, its character references resolved.
pub(super) fn tag_attribute(tag: &str, name: &str) -> Option<String> {
    let tree = guard::parse(tag, 1).tree;
    let name = html5ever::LocalName::from(name);
    tree.descendants(tree::DOCUMENT).find_map(|id| tree.element(id)?.attribute(&name)).map(str::to_owned)
}
