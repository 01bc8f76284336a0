//! How an article uses its words: how often small, how often with a capital where prose would not put one.

use super::hash::word;
use crate::annotate::passage::{Case, Passage, Shape};
use rustc_hash::FxHashMap;

/// Most uses that are told apart.
const MOST: u32 = 3;

/// Uses of the words that the article writes with a capital.
#[derive(Debug)]
pub(in crate::annotate) struct Usage {
    words: FxHashMap<u64, Uses>,
    /// Hash of the opening bracket.
    pub(super) opening: u64,
    /// Hash of the closing bracket.
    pub(super) closing: u64,
}

#[derive(Debug, Default, Clone, Copy)]
struct Uses {
    small: u32,
    capital: u32,
}

impl Usage {
    /// Counts.
    pub(in crate::annotate) fn count(passages: &[Passage<'_>]) -> Self {
        let mut words: FxHashMap<u64, Uses> = FxHashMap::default();
        for passage in passages {
            for (at, token) in passage.tokens.iter().enumerate() {
                if token.is_capitalised() {
                    let uses = words.entry(word(passage.key(at))).or_default();
                    uses.capital += u32::from(!token.starts_sentence && passage.case == Case::Prose);
                }
            }
        }
        for passage in passages {
            for (at, token) in passage.tokens.iter().enumerate() {
                if token.shape == Shape::Lower
                    && let Some(uses) = words.get_mut(&word(passage.key(at)))
                {
                    uses.small += 1;
                }
            }
        }
        Self { words, opening: word("("), closing: word(")") }
    }

    /// A number for how a word is used.
    pub(super) fn of(&self, key: u64) -> u64 {
        let uses = self.words.get(&key).copied().unwrap_or_default();
        u64::from(uses.small.min(MOST) * (MOST + 1) + uses.capital.min(MOST))
    }
}
