//! What the first pass found elsewhere in the article: the second pass's features.

use super::features::Context;
use super::hash::{mix, word};
use super::labels::{self, OUTSIDE};
use crate::annotate::passage::Passage;
use rustc_hash::FxHashMap;

/// Kinds of feature; far from those of the first pass.
#[derive(Clone, Copy)]
#[repr(u64)]
enum Of {
    Own = 1001,
    Elsewhere,
    ElsewhereShape,
    Before,
    After,
    Longer,
}

/// Votes on a word: outside, then the three kinds.
type Votes = [u32; 4];

/// How the first pass labelled each capitalised word of the article.
#[derive(Debug, Default)]
pub(in crate::annotate) struct Sightings {
    votes: FxHashMap<u64, Votes>,
    /// Votes of the names of several words only.
    in_longer: FxHashMap<u64, Votes>,
}

impl Sightings {
    /// Adds the labels of a segment.
    pub(in crate::annotate) fn add(&mut self, passage: &Passage<'_>, from: usize, found: &[u8]) {
        for (at, &label) in (from..).zip(found) {
            if passage.tokens[at].is_capitalised() {
                let key = word(passage.key(at));
                self.votes.entry(key).or_default()[vote(label)] += 1;
            }
        }
        for (start, end, kind) in labels::names(found) {
            for at in (from + start..from + end).filter(|_| end - start > 1) {
                if passage.tokens[at].is_capitalised() {
                    self.in_longer.entry(word(passage.key(at))).or_default()[1 + kind as usize] += 1;
                }
            }
        }
    }

    /// The features of a segment's tokens, after their labels of the first pass.
    pub(in crate::annotate) fn each_token(
        &self,
        context: Context<'_>,
        found: &[u8],
        mut with: impl FnMut(usize, &[u64]),
    ) {
        let segment = context.segment;
        let codes: Vec<u64> =
            (segment.from..segment.to).zip(found).map(|(at, &label)| self.code(context.passage, at, label)).collect();
        for (n, at) in (segment.from..segment.to).enumerate() {
            let shape = mix(context.passage.tokens[at].is_capitalised().into(), found[n].into());
            let before = n.checked_sub(1).map_or(0, |n| codes[n]);
            let after = codes.get(n + 1).copied().unwrap_or(0);
            let feature = |of: Of, value: u64| mix((of as u64) << 32 | 0x5EED, value);
            let longer = self.longer(context.passage, at, found, n);
            with(
                n,
                &[
                    feature(Of::Own, found[n].into()),
                    feature(Of::Elsewhere, codes[n]),
                    feature(Of::ElsewhereShape, mix(codes[n], shape)),
                    feature(Of::Before, mix(before, codes[n])),
                    feature(Of::After, mix(codes[n], after)),
                    feature(Of::Longer, mix(longer, found[n].into())),
                ],
            );
        }
    }

    /// What the article's other uses of a word say, beside its own label.
    fn code(&self, passage: &Passage<'_>, at: usize, label: u8) -> u64 {
        let own = vote(label);
        let token = &passage.tokens[at];
        let Some(votes) = self.votes.get(&word(passage.key(at))).filter(|_| token.is_capitalised()) else {
            return 1 + own as u64;
        };
        let mut others = *votes;
        others[own] = others[own].saturating_sub(1);
        match winner(others, own) {
            None => 5 + own as u64,
            Some((best, strong)) => 10 + (best * 8 + own * 2 + usize::from(strong)) as u64,
        }
    }

    /// The kind of the longer names that the word stands in elsewhere.
    fn longer(&self, passage: &Passage<'_>, at: usize, found: &[u8], n: usize) -> u64 {
        let Some(votes) = self.in_longer.get(&word(passage.key(at))) else { return 0 };
        let mut others = *votes;
        // a name of several words that holds this token has voted once
        let alone = found[n] == OUTSIDE || (found[n] - 1) % 4 == labels::Position::Only as u8;
        if !alone {
            others[vote(found[n])] = others[vote(found[n])].saturating_sub(1);
        }
        winner(others, 0).map_or(1, |(best, _)| 2 + best as u64)
    }
}

fn vote(label: u8) -> usize {
    labels::kind_of(label).map_or(0, |kind| 1 + kind as usize)
}

/// The vote with the most voices, and whether it has nearly all.
fn winner(votes: Votes, tie: usize) -> Option<(usize, bool)> {
    let total: u64 = votes.iter().map(|&n| u64::from(n)).sum();
    let best = (0..votes.len()).max_by_key(|&at| (votes[at], at == tie)).filter(|_| total > 0)?;
    Some((best, u64::from(votes[best]) * 10 >= total * 8))
}
