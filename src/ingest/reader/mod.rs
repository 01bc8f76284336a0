//! One reader a format: text in, raw blocks out.
//!
//! Input: decoded text with `\n` line ends. Output: [`Content`].
//!
//! To add a format: a file here with an `impl Reader`, a line in [`ALL`], a variant of [`Format`], cases in
//! `tests/cases/ingest/`, a fuzz target.

pub mod date;
pub mod front_matter;
pub mod html;
pub mod inline;
pub mod markdown;
mod post;
pub mod text;

use crate::diag::Diagnostics;
use crate::model::{Format, FrontMatter, MarkupMetadata, RawBlock};
use encoding_rs::Encoding;

/// A decoded file.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Path as the user would write it, for messages.
    pub path: &'a str,
    /// The whole text; lines end with `\n`.
    pub text: &'a str,
}

/// What a reader finds in a file.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// Front matter, where the format has it.
    pub front_matter: Option<FrontMatter>,
    /// What the markup says of the article.
    pub markup: MarkupMetadata,
    /// All text in reading order.
    pub blocks: Vec<RawBlock>,
}

/// Reads one format.
pub trait Reader: Sync {
    /// The format.
    fn format(&self) -> Format;

    /// Endings of its files, lower case, without the dot.
    fn endings(&self) -> &'static [&'static str];

    /// Whether a text plainly is of this format, whatever the file is called.
    fn sniff(&self, text: &str) -> bool;

    /// Whether a text cannot be of this format though the file is called so.
    fn disowns(&self, _text: &str) -> bool {
        false
    }

    /// The encoding that the file itself names, found before decoding.
    fn declared_encoding(&self, _bytes: &[u8]) -> Option<&'static Encoding> {
        None
    }

    /// Reads the text. Never fails; what is wrong goes to `diagnostics`.
    fn read(&self, input: Input<'_>, diagnostics: &mut Diagnostics) -> Content;
}

/// All readers, the most demanding in sniffing first.
pub const ALL: &[&dyn Reader] = &[&html::Html, &markdown::Markdown, &text::Text];

/// The reader of a format.
///
/// # Panics
/// Never: a test holds that each format has its reader.
pub fn of(format: Format) -> &'static dyn Reader {
    *ALL.iter().find(|reader| reader.format() == format).expect("every format has a reader")
}

/// The format that a file name's ending stands for, in any case of letters.
pub fn by_ending(ending: &str) -> Option<Format> {
    ALL.iter()
        .find(|reader| reader.endings().iter().any(|known| known.eq_ignore_ascii_case(ending)))
        .map(|reader| reader.format())
}

/// Another reader than the one of the file's ending, when the content plainly asks for it.
pub fn sniff(by_ending: &'static dyn Reader, text: &str) -> Option<&'static dyn Reader> {
    if by_ending.disowns(text) {
        return Some(of(Format::Text));
    }
    ALL.iter().copied().find(|reader| reader.sniff(text)).filter(|reader| reader.format() != by_ending.format())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_registry_holds_together() {
        let formats: BTreeSet<_> = ALL.iter().map(|reader| reader.format()).collect();
        assert_eq!(formats.len(), ALL.len(), "one reader a format");
        for format in [Format::Text, Format::Markdown, Format::Html] {
            assert_eq!(of(format).format(), format);
        }
        let endings: Vec<_> = ALL.iter().flat_map(|reader| reader.endings()).collect();
        assert_eq!(endings.iter().collect::<BTreeSet<_>>().len(), endings.len(), "an ending has one reader");
        assert!(endings.iter().all(|ending| ending.chars().all(|c| c.is_ascii_lowercase())));
    }

    #[test]
    fn endings_in_any_case() {
        assert_eq!(by_ending("TXT"), Some(Format::Text));
        assert_eq!(by_ending("Markdown"), Some(Format::Markdown));
        assert_eq!(by_ending("xhtml"), Some(Format::Html));
        assert_eq!(by_ending("pdf"), None);
    }

    #[test]
    fn content_overrules_the_ending() {
        let format = |ending: Format, text: &str| sniff(of(ending), text).map(Reader::format);
        assert_eq!(format(Format::Text, "\n<!DOCTYPE html><p>a"), Some(Format::Html));
        assert_eq!(format(Format::Text, "<!-- saved --><html lang=en>"), Some(Format::Html));
        assert_eq!(format(Format::Text, "The tag <html> opens a page."), None);
        assert_eq!(format(Format::Html, "Just words, 3 < 4."), Some(Format::Text));
        assert_eq!(format(Format::Html, "<p>words"), None);
        assert_eq!(format(Format::Markdown, "# Title"), None);
    }
}
