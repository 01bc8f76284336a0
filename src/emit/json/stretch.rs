//! Places in an article as `briefing.json` gives them: offsets in code points, with the text.

use crate::model::annotation::TITLE_BLOCK;
use crate::model::{CleanArticle, Place};
use serde::Serialize;

/// A stretch of a block, in code points.
#[derive(Serialize)]
pub(in crate::emit) struct Stretch<'a> {
    pub(in crate::emit) block: u32,
    pub(in crate::emit) start: usize,
    pub(in crate::emit) end: usize,
    pub(in crate::emit) text: &'a str,
}

/// Turns places in bytes into stretches in code points. Places come sorted, so a text is counted through once however
/// many of them it holds.
pub(in crate::emit) struct Stretches<'a> {
    article: &'a CleanArticle,
    block: u32,
    text: &'a str,
    is_ascii: bool,
    /// How far the text is counted, in bytes and in code points.
    counted: (usize, usize),
}

impl<'a> Stretches<'a> {
    pub(in crate::emit) fn new(article: &'a CleanArticle) -> Self {
        let text = article.metadata.title.as_str();
        Self { article, block: TITLE_BLOCK, text, is_ascii: text.is_ascii(), counted: (0, 0) }
    }

    pub(in crate::emit) fn at(&mut self, place: Place) -> Stretch<'a> {
        if place.block != self.block {
            self.block = place.block;
            self.text = match place.block {
                TITLE_BLOCK => &self.article.metadata.title,
                n => &self.article.blocks[n as usize - 1].text,
            };
            self.is_ascii = self.text.is_ascii();
            self.counted = (0, 0);
        }
        let text = place.span.of(self.text);
        let start = self.code_point(place.span.start as usize);
        let length = if self.is_ascii { text.len() } else { text.chars().count() };
        Stretch { block: place.block, start, end: start + length, text }
    }

    fn code_point(&mut self, byte: usize) -> usize {
        if self.is_ascii {
            return byte;
        }
        if byte < self.counted.0 {
            self.counted = (0, 0);
        }
        let (from, count) = self.counted;
        self.counted = (byte, count + self.text[from..byte].chars().count());
        self.counted.1
    }
}
