//! Which stretch of an article is its excerpt.

use crate::config::RightsSettings;
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{Block, BlockKind, Display, Place};
use crate::text::{Span, sentences, words};

/// The blocks that are shown, by their old numbers.
#[derive(Debug)]
pub(super) struct Shown {
    /// For each block: its new number and how many bytes of it are shown.
    blocks: Vec<Option<(u32, u32)>>,
}

impl Shown {
    /// Of an excerpt the running text from the beginning on, whole sentences, as many words as the settings allow and no
    /// more than half of the article; of a link nothing.
    pub(super) fn of(blocks: &[Block], display: Display, settings: &RightsSettings) -> Self {
        let all: usize = blocks.iter().filter(|block| is_running(block)).map(|block| words(&block.text).count()).sum();
        let mut left = if display == Display::Excerpt { (settings.excerpt_words as usize).min(all / 2) } else { 0 };
        let mut shown = Self { blocks: vec![None; blocks.len()] };
        let mut number = 0;
        for (block, fate) in blocks.iter().zip(&mut shown.blocks) {
            if left == 0 || matches!(block.kind, BlockKind::Table { .. } | BlockKind::Code(_)) {
                break;
            }
            if !is_running(block) {
                continue;
            }
            let is_first = number == 0;
            let (end, used) = beginning(&block.text, left, is_first);
            if end > 0 {
                number += 1;
                *fate = Some((number, end as u32));
            }
            left = if end < block.text.len() { 0 } else { left - used };
        }
        shown
    }

    /// How many bytes of the block with this number are shown, and its new number.
    pub(super) fn block(&self, n: u32) -> Option<(u32, u32)> {
        *self.blocks.get((n as usize).checked_sub(1)?)?
    }

    /// Where a place is now; `None` where it is not shown.
    pub(super) fn place(&self, at: Place) -> Option<Place> {
        if at.block == TITLE_BLOCK {
            return Some(at);
        }
        let (n, end) = self.block(at.block)?;
        (at.span.end <= end).then_some(Place { block: n, ..at })
    }

    /// A span of a block as far as it is shown.
    pub(super) fn clip(&self, block: u32, span: Span) -> Span {
        let end = self.block(block).map_or(span.end, |(_, end)| span.end.min(end));
        Span { start: span.start.min(end), end }
    }
}

fn is_running(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::List { .. } | BlockKind::Quote)
}

/// How many bytes of a text make whole sentences of at most so many words, and how many words these are. A first sentence
/// that is longer is cut between words, so that an excerpt is never empty.
fn beginning(text: &str, most: usize, is_first: bool) -> (usize, usize) {
    let (mut end, mut used) = (0, 0);
    for sentence in sentences(text) {
        let length = words(sentence.of(text)).count();
        if used + length > most {
            break;
        }
        used += length;
        end = sentence.end as usize;
    }
    if end == 0 && is_first {
        let last = words(text).take(most).last();
        return last.map_or((0, 0), |last| (last.span.end as usize, most));
    }
    (end, used)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lines;

    fn block(n: u32, kind: BlockKind, text: &str) -> Block {
        let lines = Lines { first: n, last: n };
        Block { n, anchor: format!("p{n}"), kind, text: text.to_owned(), marks: Vec::new(), lines, language: None }
    }

    fn shown(blocks: &[Block], excerpt_words: u32) -> Vec<String> {
        let shown = Shown::of(blocks, Display::Excerpt, &RightsSettings { excerpt_words });
        let stretches = blocks.iter().filter_map(|block| {
            let (n, end) = shown.block(block.n)?;
            Some(format!("{n} {}", &block.text[..end as usize]))
        });
        stretches.collect()
    }

    fn article() -> Vec<Block> {
        let figure = BlockKind::Figure { credit: None, alt: None };
        vec![
            block(1, figure, "A caption of a picture."),
            block(2, BlockKind::Paragraph, "One two three. Four five six."),
            block(3, BlockKind::Paragraph, "Seven eight nine. Ten eleven twelve thirteen fourteen fifteen sixteen."),
            block(
                4,
                BlockKind::Paragraph,
                "And so on for many words more, of which nobody is to read a single one here.",
            ),
        ]
    }

    #[test]
    fn an_excerpt_is_whole_sentences_of_running_text() {
        assert_eq!(shown(&article(), 10), ["1 One two three. Four five six.", "2 Seven eight nine."]);
        assert_eq!(shown(&article(), 4), ["1 One two three."]);
    }

    #[test]
    fn a_long_first_sentence_is_cut_between_words() {
        assert_eq!(shown(&article(), 2), ["1 One two"]);
    }

    #[test]
    fn no_more_than_half_is_an_excerpt() {
        let short =
            [block(1, BlockKind::Paragraph, "One two three. Four five six."), block(2, BlockKind::Quote, "A b c d.")];
        assert_eq!(shown(&short, 1000), ["1 One two three."]);
    }

    #[test]
    fn nothing_is_shown_of_a_link() {
        let shown = Shown::of(&article(), Display::LinkOnly, &RightsSettings { excerpt_words: 60 });
        assert!((1..=4).all(|n| shown.block(n).is_none()));
        let title = Place { block: TITLE_BLOCK, span: Span::new(0..4) };
        assert_eq!(shown.place(title), Some(title));
    }
}
