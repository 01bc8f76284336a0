//! Plain text that has lost its markup: a block a line, and whether a blank line stood before it.

use super::{Content, Input, Reader};
use crate::diag::Diagnostics;
use crate::model::{Format, RawBlock, RawKind, Region};
use crate::text::{Lines, tidy};

/// The reader of plain text.
#[derive(Debug)]
pub struct Text;

impl Reader for Text {
    fn format(&self) -> Format {
        Format::Text
    }

    fn endings(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn sniff(&self, _text: &str) -> bool {
        false
    }

    fn read(&self, input: Input<'_>, _diagnostics: &mut Diagnostics) -> Content {
        Content { blocks: lines(input.text), ..Content::default() }
    }
}

/// What ends a line on the screen without being counted as one by editors: vertical tab (a line break of word
/// processors), form feed, NEL, LINE SEPARATOR, PARAGRAPH SEPARATOR.
const SOFT_ENDS: [char; 5] = ['\x0B', '\x0C', '\u{85}', '\u{2028}', '\u{2029}'];

fn lines(text: &str) -> Vec<RawBlock> {
    let mut blocks = Vec::new();
    let mut after_gap = true;
    for (number, line) in (1..).zip(text.split('\n')) {
        if line.is_ascii() && !line.bytes().any(|byte| matches!(byte, 0x0B | 0x0C)) {
            push(&mut blocks, line, number, &mut after_gap);
            continue;
        }
        for piece in line.split_inclusive(SOFT_ENDS) {
            push(&mut blocks, piece, number, &mut after_gap);
            after_gap |= piece.ends_with(['\x0C', '\u{2029}']);
        }
    }
    blocks
}

fn push(blocks: &mut Vec<RawBlock>, line: &str, number: u32, after_gap: &mut bool) {
    let text = tidy(line);
    if text.is_empty() {
        *after_gap = true;
        return;
    }
    blocks.push(RawBlock {
        kind: RawKind::Line,
        text: text.into_owned(),
        lines: Lines::one(number),
        marks: Vec::new(),
        after_gap: std::mem::take(after_gap),
        region: Region::Unknown,
        linked: 0,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, bool, String)> {
        lines(text).into_iter().map(|block| (block.lines.first, block.after_gap, block.text)).collect()
    }

    #[test]
    fn a_block_a_line() {
        assert_eq!(
            read("one\n two  words \n\n\u{200B}\nthree"),
            [(1, true, "one".into()), (2, false, "two words".into()), (5, true, "three".into())]
        );
    }

    #[test]
    fn separators_split_without_counting() {
        assert_eq!(
            read("é\u{2028}b\u{2029}c\n\nd\x0Be"),
            [
                (1, true, "é".into()),
                (1, false, "b".into()),
                (1, true, "c".into()),
                (3, true, "d".into()),
                (3, false, "e".into())
            ]
        );
    }

    #[test]
    fn very_long_lines_are_one_block() {
        let blocks = lines(&"word ".repeat(200_000));
        assert_eq!(blocks.len(), 1);
        assert_eq!(blocks[0].text.len(), 999_999);
    }
}
