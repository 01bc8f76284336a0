//! Weighs the candidates of all backends against each other: longer before shorter, surer before less sure, never two on the
//! same words.

use super::backend::{CERTAIN_ENOUGH, Candidate};
use super::passage::Passage;

/// The candidates that hold, sorted by place, not overlapping; those that name nothing among them.
pub(super) fn merge(passages: &[Passage<'_>], mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.retain(|candidate| candidate.confidence >= CERTAIN_ENOUGH);
    candidates.sort_by(|a, b| {
        let rank = |c: &Candidate| (c.authority, c.to - c.from, c.confidence);
        (a.passage.cmp(&b.passage))
            .then(rank(b).cmp(&rank(a)))
            .then(a.from.cmp(&b.from))
            .then(a.kind.cmp(&b.kind))
            .then(a.rule.cmp(b.rule))
    });
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    let mut taken: Vec<bool> = Vec::new();
    let mut current = usize::MAX;
    for candidate in candidates {
        if candidate.passage != current {
            current = candidate.passage;
            taken.clear();
            taken.resize(passages[current].tokens.len(), false);
        }
        let range = candidate.from..candidate.to;
        if !taken[range.clone()].contains(&true) {
            taken[range].fill(true);
            kept.push(candidate);
        }
    }
    kept.sort_by_key(|candidate| (candidate.passage, candidate.from));
    kept
}
