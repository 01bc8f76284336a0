//! Hard-wrapped plain text: paragraphs broken into lines of about one length.
//!
//! 1. [`Wrap::of`] decides once a document: lines that are followed by another without a blank line between them must
//!    mostly be nearly as long as the longest, which must be a width that people wrap at.
//! 2. [`Wrap::paragraph_end`] then joins lines until one ends a paragraph.

use crate::model::{Document, Format, RawBlock, RawKind};

/// Widths at which text is wrapped, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=110;
/// Fewest inner lines to decide by.
const FEWEST: usize = 6;

/// How a document is wrapped.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wrap {
    /// The width, when lines are to be joined.
    width: Option<usize>,
}

impl Wrap {
    /// Looks at the lengths of a document's lines.
    pub(crate) fn of(document: &Document) -> Self {
        if document.source.format != Format::Text {
            return Self { width: None };
        }
        let blocks = &document.blocks;
        let lengths: Vec<usize> = blocks.iter().map(length).collect();
        let width = lengths.iter().copied().max().unwrap_or(0);
        if !WIDTHS.contains(&width) {
            return Self { width: None };
        }
        let inner: Vec<usize> =
            (0..blocks.len().saturating_sub(1)).filter(|&at| !blocks[at + 1].after_gap).map(|at| lengths[at]).collect();
        let long = inner.iter().filter(|&&len| len * 4 >= width * 3).count();
        let open = (0..blocks.len().saturating_sub(1))
            .filter(|&at| !blocks[at + 1].after_gap && !ends_sentence(&blocks[at].text))
            .count();
        let wrapped = inner.len() >= FEWEST && long * 10 >= inner.len() * 6 && open * 2 >= inner.len();
        Self { width: wrapped.then_some(width) }
    }

    /// One past the last line of the paragraph that begins at `from`.
    pub(crate) fn paragraph_end(self, blocks: &[RawBlock], from: usize) -> usize {
        let Some(width) = self.width else { return from + 1 };
        let mut end = from + 1;
        while end < blocks.len() && !blocks[end].after_gap && continues(&blocks[end - 1], &blocks[end], width) {
            end += 1;
        }
        end
    }
}

fn length(block: &RawBlock) -> usize {
    if block.text.len() > 440 { usize::MAX } else { block.text.chars().count() }
}

/// Whether the next line goes on with the paragraph.
fn continues(line: &RawBlock, next: &RawBlock, width: usize) -> bool {
    if line.kind != RawKind::Line || next.kind != RawKind::Line || starts_item(&next.text) {
        return false;
    }
    let room = width.saturating_sub(length(line));
    let next_word = next.text.split(' ').next().map_or(0, |word| word.chars().count());
    // a line is broken where the next word had no room, give or take a few characters
    let full = next_word + 1 + 8 >= room;
    full || (!ends_sentence(&line.text) && next.text.starts_with(char::is_lowercase))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '»', ')']).ends_with(['.', '!', '?', '…', ':'])
}

fn starts_item(text: &str) -> bool {
    text.starts_with("- ") || text.starts_with("* ") || text.starts_with('•') || text.starts_with("— ")
}
