//! A document as clean looks at it: units of text, each with its evidence.
//!
//! Input: a [`Document`]. Output: a [`Page`] that borrows from it.
//!
//! 1. Hard-wrapped lines are joined: a unit is one raw block, or the lines of one paragraph.
//! 2. What a scraper left behind a finished sentence (" ..") is set aside, so that it can go without the sentence.
//! 3. Each unit gets its [`Evidence`]. Lines of figures that follow each other are the rows of a table that has lost its
//!    markup: they read like text.

use super::evidence::{Ending, Evidence};
use super::wrap::Wrap;
use crate::model::{Document, Format, RawBlock, RawKind, Region};
use crate::text::Lines;
use std::borrow::Cow;
use std::ops::Range;

/// One paragraph, line or other block, to be judged as a whole.
#[derive(Debug)]
pub(crate) struct Unit<'a> {
    /// The raw blocks that it is made of.
    pub(crate) raws: Range<usize>,
    /// Its text without residue; wrapped lines joined by a space.
    pub(crate) text: Cow<'a, str>,
    /// Bytes of the last raw block's text that are text; what follows is residue.
    pub(crate) kept: usize,
    /// What the reader says it is.
    pub(crate) kind: &'a RawKind,
    /// Where in a marked-up page it stands.
    pub(crate) region: Region,
    /// Lines of the source file.
    pub(crate) lines: Lines,
    /// A blank line or a block's border stands before it.
    pub(crate) after_gap: bool,
    /// What can be seen of it.
    pub(crate) evidence: Evidence,
}

impl Unit<'_> {
    /// Code, tables and the like: kept or dropped by place alone.
    pub(crate) fn is_structural(&self) -> bool {
        matches!(self.kind, RawKind::Code(_) | RawKind::Table { .. })
    }

    /// A heading by markup.
    pub(crate) fn is_heading(&self) -> bool {
        matches!(self.kind, RawKind::Heading(_))
    }
}

/// A document, ready to be judged.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    /// Where it was read from.
    pub(crate) document: &'a Document,
    /// Its units in reading order.
    pub(crate) units: Vec<Unit<'a>>,
    /// Some of it stands in an article's own container.
    pub(crate) has_container: bool,
    /// What the page says of its regions may be believed: the article is not in a sidebar or a footer.
    pub(crate) regions_hold: bool,
}

impl<'a> Page<'a> {
    /// Looks at a document.
    pub(crate) fn read(document: &'a Document) -> Self {
        let blocks = &document.blocks;
        let wrap = Wrap::of(document);
        let mut units: Vec<Unit<'a>> = Vec::with_capacity(blocks.len());
        let mut at = 0;
        while at < blocks.len() {
            let end = wrap.paragraph_end(blocks, at);
            units.push(unit(blocks, at..end));
            at = end;
        }
        find_rows(&mut units);
        let has_container = document.source.format == Format::Html && holds_article(&units);
        let regions_hold = has_container || regions_hold(&units);
        Self { document, units, has_container, regions_hold }
    }

    /// The unit at a place, if there is one.
    pub(crate) fn get(&self, at: Option<usize>) -> Option<&Unit<'a>> {
        self.units.get(at?)
    }
}

/// Fewest rows of a table.
const ROWS: usize = 5;

/// At least [`ROWS`] lines of figures, with no more than one other line between two of them, are rows of a table.
fn find_rows(units: &mut [Unit<'_>]) {
    let mut run: Vec<usize> = Vec::new();
    for at in 0..=units.len() {
        if units.get(at).is_some_and(is_row) {
            run.push(at);
            continue;
        }
        if run.last().is_some_and(|&last| at < units.len() && at < last + 2) {
            continue;
        }
        // a list of headlines with their dates is none
        let between = run.last().zip(run.first()).map_or(0, |(last, first)| last + 1 - first - run.len());
        if run.len() >= ROWS && between * 4 <= run.len() {
            for &row in &run {
                units[row].evidence.good = true;
                units[row].evidence.row = true;
            }
        }
        run.clear();
    }
}

/// A short line with two figures or more that is no sentence; a line that says when has more of them.
fn is_row(unit: &Unit<'_>) -> bool {
    let evidence = &unit.evidence;
    let figures = evidence.key().bytes().filter(|&b| b == b'0').count();
    (3..=16).contains(&evidence.words)
        && evidence.ending == Ending::Open
        && evidence.says.any.is_empty()
        && evidence.linked < 0.5
        && figures >= if evidence.stamp_like() { 4 } else { 2 }
}

/// Whether the units inside the article's container are most of the running text; or its lines, where there is next to
/// no running text: a table of results, a calendar.
fn holds_article(units: &[Unit<'_>]) -> bool {
    let (mut inside, mut lines, mut outside) = (0_u32, 0, 0);
    for unit in units {
        let evidence = &unit.evidence;
        match unit.region {
            Region::Article | Region::Figure if evidence.good => inside += evidence.words,
            Region::Article if evidence.linked < 0.5 && !unit.is_heading() => lines += evidence.words,
            Region::Unknown if evidence.good => outside += evidence.words,
            _ => {}
        }
    }
    inside.max(inside.midpoint(lines)) >= 30.max(outside) && inside + lines >= 60
}

/// Some pages put everything into a `<form>` or an `<aside>`: then their regions say nothing.
fn regions_hold(units: &[Unit<'_>]) -> bool {
    let (mut inside, mut outside) = (0, 0);
    for unit in units.iter().filter(|unit| unit.evidence.good) {
        match unit.region {
            Region::Unknown | Region::Article | Region::Figure => inside += unit.evidence.words,
            Region::Hidden | Region::Comments | Region::Navigation => {}
            Region::Header | Region::Aside | Region::Footer | Region::Form | Region::Share => {
                outside += unit.evidence.words;
            }
        }
    }
    inside >= 25 || outside < 60
}

fn unit(blocks: &[RawBlock], raws: Range<usize>) -> Unit<'_> {
    let first = &blocks[raws.start];
    let last = &blocks[raws.end - 1];
    let residue = residue(&last.text);
    let kept = last.text.len() - residue;
    let text = match text_of(blocks, raws.clone()) {
        Cow::Borrowed(text) => Cow::Borrowed(&text[..kept]),
        Cow::Owned(mut text) => {
            text.truncate(text.len() - residue);
            Cow::Owned(text)
        }
    };
    let linked: u32 = blocks[raws.clone()].iter().map(|block| block.linked).sum();
    let evidence = Evidence::of(&text, linked);
    Unit {
        text,
        kept,
        kind: &first.kind,
        region: first.region,
        lines: first.lines.join(last.lines),
        after_gap: first.after_gap,
        evidence,
        raws,
    }
}

/// The text of a paragraph: one raw block, or hard-wrapped lines joined by a space.
pub(crate) fn text_of(blocks: &[RawBlock], raws: Range<usize>) -> Cow<'_, str> {
    if raws.len() == 1 {
        return Cow::Borrowed(&blocks[raws.start].text);
    }
    let texts: Vec<&str> = blocks[raws].iter().map(|block| block.text.as_str()).collect();
    Cow::Owned(texts.join(" "))
}

/// Bytes at the end of a text that are residue: dots and spaces behind a finished sentence.
pub(crate) fn residue(text: &str) -> usize {
    let body = text.trim_end_matches(['.', ' ']);
    let tail = &text[body.len()..];
    // the sentence's own full stop stands first, or a closing quotation mark before the dots
    let own = usize::from(tail.starts_with('.'));
    let rest = &tail[own..];
    let ended = own == 1 || body.ends_with(['!', '?', '”', '"', '»', '…', '’']);
    if ended && rest.starts_with(' ') && rest.trim() == ".." { rest.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::residue;

    #[test]
    fn residue_stands_behind_a_finished_sentence() {
        assert_eq!(residue("a good deal more careful. .."), 3);
        assert_eq!(residue("as he said. ” .."), 3);
        for text in ["and then ...", "and then ..", "It ended.", "It ended...", "Well. ...", "..", ""] {
            assert_eq!(residue(text), 0, "{text}");
        }
    }
}
