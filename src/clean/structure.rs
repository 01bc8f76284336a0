//! What kind of block each kept unit becomes.
//!
//! Markup says it for Markdown and HTML. In plain text a short line before a paragraph is a subhead, lines with bullets or
//! running numbers are a list, a line behind `>` is a quotation.

use super::evidence::Ending;
use super::fate::{Fate, Judged};
use super::page::Unit;
use crate::model::{MarkKind, RawKind};

/// The shape of a block to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A paragraph.
    Paragraph,
    /// A subheading.
    Heading(u8),
    /// An item of the list with this number; `marker` bytes at the start of the text are its bullet or number.
    Item {
        /// Items of one list share it.
        list: u32,
        /// Numbered.
        ordered: bool,
        /// Nesting.
        depth: u8,
        /// Bytes of the marker.
        marker: usize,
    },
    /// A quotation; `marker` bytes at the start are its sign.
    Quote {
        /// Bytes of the marker.
        marker: usize,
    },
    /// A table.
    Table {
        /// The first row holds the column names.
        header: bool,
    },
    /// Program text.
    Code(Option<String>),
}

/// Numbers of lists made from plain text begin here, so that they never meet those of markup.
const TEXT_LISTS: u32 = 1 << 24;

/// Longest subhead in words.
const SUBHEAD: u32 = 14;

/// The shape of every unit that is a block; `None` for all others.
pub(crate) fn shapes(judged: &Judged<'_, '_>) -> Vec<Option<Shape>> {
    let kept: Vec<usize> = (0..judged.fates.len()).filter(|&at| !judged.fates[at].is_dropped()).collect();
    let mut shapes = vec![None; judged.fates.len()];
    let mut lists = TEXT_LISTS;
    let mut last_item: Option<(usize, bool)> = None;
    for (place, &at) in kept.iter().enumerate() {
        if judged.fates[at] == Fate::Pulled {
            shapes[at] = Some(Shape::Quote { marker: 0 });
        }
        if !judged.is_candidate(at) {
            continue;
        }
        let unit = &judged.page.units[at];
        let above = place.checked_sub(1).map(|place| kept[place]);
        let below = kept.get(place + 1).copied();
        let shape = match item(judged, at, above, below) {
            Some((marker, ordered)) => {
                if !last_item.is_some_and(|(last, same)| Some(last) == above && same == ordered) {
                    lists += 1;
                }
                last_item = Some((at, ordered));
                Shape::Item { list: lists, ordered, depth: 0, marker }
            }
            None => shape(judged, unit, above, below),
        };
        shapes[at] = Some(shape);
    }
    shapes
}

fn shape(judged: &Judged<'_, '_>, unit: &Unit<'_>, above: Option<usize>, below: Option<usize>) -> Shape {
    match unit.kind {
        RawKind::Heading(level) => Shape::Heading((*level).clamp(2, 6)),
        RawKind::ListItem { ordered, depth, list } => {
            Shape::Item { list: *list, ordered: *ordered, depth: *depth, marker: 0 }
        }
        RawKind::Quote => Shape::Quote { marker: 0 },
        RawKind::Code(language) => Shape::Code(language.clone()),
        RawKind::Table { header } => Shape::Table { header: *header },
        RawKind::Line if is_subhead(judged, unit, above, below) => Shape::Heading(2),
        RawKind::Line if unit.text.starts_with("> ") => Shape::Quote { marker: 2 },
        RawKind::Paragraph if is_bold_line(judged, unit) && is_subhead(judged, unit, above, below) => Shape::Heading(3),
        RawKind::Line | RawKind::Paragraph | RawKind::Embed | RawKind::Caption | RawKind::Credit | RawKind::Alt => {
            Shape::Paragraph
        }
    }
}

/// A short line without a final stop (or a short question) before a paragraph.
fn is_subhead(judged: &Judged<'_, '_>, unit: &Unit<'_>, above: Option<usize>, below: Option<usize>) -> bool {
    let evidence = &unit.evidence;
    let asks = evidence.ending == Ending::Sentence && unit.text.ends_with(['?', '؟', '？']) && evidence.words <= 10;
    let titled = evidence.ending == Ending::Open || asks;
    let starts =
        unit.text.chars().next().is_some_and(|c| !c.is_lowercase() && !matches!(c, '—' | '–' | '-' | '•' | '(' | '['));
    let leads = below.is_some_and(|at| {
        let next = &judged.page.units[at];
        judged.is_candidate(at)
            && (next.evidence.good || next.evidence.is_sentence(6) || next.evidence.words > evidence.words * 2)
    });
    // two subheads do not follow each other; a row of short lines is something else
    let alone = above.is_none_or(|at| {
        let last = &judged.page.units[at];
        !judged.is_candidate(at)
            || last.evidence.good
            || last.evidence.is_sentence(3)
            || last.evidence.ending == Ending::Colon
    });
    let speech = unit.text.starts_with(['“', '"', '«']) && asks;
    titled
        && starts
        && leads
        && alone
        && !speech
        && evidence.words <= SUBHEAD
        && evidence.bytes <= 140
        && !evidence.good
        && unit.text.chars().any(char::is_alphabetic)
        && !unit.text.ends_with([',', ';'])
        && !matches!(unit.text.get(..2), Some("Q:" | "A:"))
}

fn is_bold_line(judged: &Judged<'_, '_>, unit: &Unit<'_>) -> bool {
    let block = &judged.page.document.blocks[unit.raws.start];
    unit.raws.len() == 1
        && block.marks.iter().any(|mark| mark.kind == MarkKind::Strong && mark.span.len() + 2 >= block.text.len())
}

/// The marker of a list item in plain text, when a neighbour has one too.
fn item(judged: &Judged<'_, '_>, at: usize, above: Option<usize>, below: Option<usize>) -> Option<(usize, bool)> {
    let of = |at: usize| {
        let unit = &judged.page.units[at];
        (judged.is_candidate(at) && *unit.kind == RawKind::Line).then(|| marker(&unit.text)).flatten()
    };
    let own = of(at)?;
    let next_to = |other: Option<usize>, step: i64| {
        other.and_then(of).is_some_and(|found| match (own, found) {
            (Marker::Bullet(c, _), Marker::Bullet(other, _)) => c == other,
            (Marker::Number(n, _), Marker::Number(other, _)) => i64::from(n) + step == i64::from(other),
            (Marker::Bullet(..), Marker::Number(..)) | (Marker::Number(..), Marker::Bullet(..)) => false,
        })
    };
    let (before, after) = (next_to(above, -1), next_to(below, 1));
    match own {
        Marker::Bullet(_, len) => (before || after).then_some((len, false)),
        // a list of numbers begins with 1, so that counting again gives the same numbers
        Marker::Number(n, len) => (before || (n == 1 && after)).then_some((len, true)),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    Bullet(char, usize),
    Number(u32, usize),
}

fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    if matches!(first, '•' | '◦' | '▪' | '‣' | '●' | '·') {
        let len = first.len_utf8() + (rest.len() - rest.trim_start().len());
        return Some(Marker::Bullet(first, len));
    }
    if matches!(first, '-' | '*' | '–') && rest.starts_with(' ') {
        return Some(Marker::Bullet(first, first.len_utf8() + 1));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..digits).filter(|_| (1..=3).contains(&digits))?.parse().ok()?;
    let after = &text[digits..];
    let marked = after.starts_with(". ") || after.starts_with(") ");
    marked.then_some(Marker::Number(number, digits + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        assert_eq!(marker("- a thing"), Some(Marker::Bullet('-', 2)));
        assert_eq!(marker("• a thing"), Some(Marker::Bullet('•', 4)));
        assert_eq!(marker("12. a thing"), Some(Marker::Number(12, 4)));
        for text in ["-5 degrees", "1.5 million", "2021. A year", "* ", "text"] {
            assert!(!matches!(marker(text), Some(Marker::Number(..))), "{text}");
        }
    }
}
