//! What the lists and the rules say of each token of a passage.

use super::super::{Candidate, Evidence};
use super::hash::{mix, word};
use super::labels::Position;
use crate::annotate::gazetteer::Standing;

/// What is said of one token; zero where nothing is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sign {
    /// The known name over it: kind, standing, position.
    pub hit: u64,
    /// The rule that proposes a name over it, and the position.
    pub rule: u64,
    /// Kind and confidence of that proposal, and the position.
    pub proposal: u64,
}

/// The signs of a passage's tokens.
#[derive(Debug, Default)]
pub(in crate::annotate) struct Signs {
    tokens: Vec<Sign>,
}

impl Signs {
    /// Collects what is said of a passage. `proposals` are those of the passage, not overlapping.
    pub(super) fn gather(evidence: &Evidence<'_>, passage: usize, proposals: &[Candidate]) -> Self {
        let mut tokens = vec![Sign::default(); evidence.passages[passage].tokens.len()];
        for hit in &evidence.hits[passage] {
            // what the curator lists is as clear to the model as what the program lists
            let doubtful = u64::from(hit.sense.standing == Standing::Doubtful);
            let kind = hit.sense.kind.map_or(3, |kind| kind as u64);
            for (at, sign) in tokens.iter_mut().enumerate().take(hit.to).skip(hit.from) {
                sign.hit = 1 + (kind * 2 + doubtful) * 4 + Position::of(at, hit.from, hit.to) as u64;
            }
        }
        for proposal in proposals {
            let kind = proposal.kind.map_or(3, |kind| kind as u64);
            let sure = u64::from(proposal.confidence / 10);
            for (at, sign) in tokens.iter_mut().enumerate().take(proposal.to).skip(proposal.from) {
                let position = Position::of(at, proposal.from, proposal.to) as u64;
                sign.rule = mix(word(proposal.rule), position);
                sign.proposal = 1 + (kind * 11 + sure) * 4 + position;
            }
        }
        Self { tokens }
    }

    /// What is said of a token.
    pub(super) fn at(&self, token: usize) -> Sign {
        self.tokens[token]
    }
}
