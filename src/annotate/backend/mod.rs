//! The finders of names, behind one trait: a new one (a sequence model, a model in a local folder) is one file here and one
//! line in [`ALL`].
//!
//! Input: [`Evidence`], what one pass over the article saw. Output: [`Candidate`]s, which [`super::merge`] weighs against each
//! other; a backend need not care what the others find.

mod known;
mod rules;
pub(in crate::annotate) mod sequence;

use super::gazetteer::{Gazetteer, Hit};
use super::passage::Passage;
use crate::model::EntityKind;

/// What all backends may look at.
#[derive(Debug)]
pub(super) struct Evidence<'a> {
    /// Title and blocks of the article, cut into tokens.
    pub passages: &'a [Passage<'a>],
    /// For each passage the known names in it, in order, not overlapping.
    pub hits: Vec<Vec<Hit>>,
    /// Whether the article is in English, as far as is known: what words around a name say is only known for English.
    pub is_english: bool,
    /// What the backends before this one propose; they may overlap.
    pub proposals: Vec<Candidate>,
}

/// Whether a language tag stands for English, or for a text too short to tell.
pub(super) fn is_english(language: &str) -> bool {
    language.starts_with("en") || language == "und"
}

impl<'a> Evidence<'a> {
    /// Looks every token up in the gazetteers; a name of the first one goes before a name of the next.
    pub(super) fn gather(passages: &'a [Passage<'a>], gazetteers: &[&Gazetteer], language: &str) -> Self {
        let hits = passages.iter().map(|passage| hits_of(passage, gazetteers, language)).collect();
        let is_english = is_english(language);
        Self { passages, hits, is_english, proposals: Vec::new() }
    }

    /// The known name that covers a token.
    pub(super) fn hit_over(&self, passage: usize, token: usize) -> Option<&Hit> {
        let hits = &self.hits[passage];
        let next = hits.partition_point(|hit| hit.from <= token);
        hits[..next].last().filter(|hit| hit.to > token)
    }
}

fn hits_of(passage: &Passage<'_>, gazetteers: &[&Gazetteer], language: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for &(from, to) in &passage.sentence_tokens {
        let mut at = from as usize;
        while at < to as usize {
            let hit = gazetteers.iter().find_map(|gazetteer| gazetteer.at(passage, at, language));
            match hit.filter(|hit| hit.to <= to as usize) {
                Some(hit) => {
                    hits.push(hit);
                    at = hit.to;
                }
                None => at += 1,
            }
        }
    }
    hits
}

/// A stretch of tokens that may be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Index of the passage.
    pub passage: usize,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// What it names; `None` keeps weaker candidates away, and names nothing itself.
    pub kind: Option<EntityKind>,
    /// The name that it is known by.
    pub known_as: Option<&'static str>,
    /// Tokens of the title before it.
    pub title: Option<(usize, usize)>,
    /// The rule that found it.
    pub rule: &'static str,
    /// How sure, 0 to 100; candidates below [`CERTAIN_ENOUGH`] are not mentions.
    pub confidence: u8,
    /// Whose word it is.
    pub authority: Authority,
}

/// Whose word counts more, whatever the length of the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Authority {
    /// A list or a rule that saw one thing.
    Proposal,
    /// A model that weighed the proposals.
    Model,
    /// The curator.
    Curator,
}

/// The least confidence of a mention.
pub(super) const CERTAIN_ENOUGH: u8 = 50;

/// A way of finding names.
pub(super) trait EntityBackend: std::fmt::Debug + Sync {
    /// Short name, unique.
    fn id(&self) -> &'static str;
    /// One sentence on how it works.
    fn about(&self) -> &'static str;
    /// Finds names. Candidates may overlap.
    fn find(&self, evidence: &Evidence<'_>) -> Vec<Candidate>;
}

/// All backends, sorted by id. They run in this order, and each sees what those before it propose.
pub(super) const ALL: [&dyn EntityBackend; 3] = [&known::KnownNames, &rules::Rules, &sequence::Sequence { own: None }];

/// Lets backends propose, one after the other.
pub(super) fn propose(backends: &[&dyn EntityBackend], mut evidence: Evidence<'_>) -> Vec<Candidate> {
    for backend in backends {
        let found = backend.find(&evidence);
        evidence.proposals.extend(found);
    }
    evidence.proposals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::lexicon::Lexicon;

    #[test]
    fn ids_are_unique_and_sorted_and_told_about() {
        assert!(ALL.is_sorted_by(|a, b| a.id() < b.id()));
        assert!(ALL.iter().all(|backend| backend.about().ends_with('.')));
    }

    /// What every backend must hold to, whatever the text.
    #[test]
    fn candidates_lie_within_one_sentence() {
        let texts = [
            "President Emomali Rahmon met Mr. Putin in Moscow. “No,” said Umarov of the CSTO (Collective).\nKabul",
            "A. B. C. D. - - ' ’s ’s “ ” . , ( ) [X] St. Mt. Inc. of of of the The THE",
            "",
        ];
        for text in texts {
            let passages = [Passage::new(1, text, false, Lexicon::built_in())];
            let evidence = Evidence::gather(&passages, &[Gazetteer::built_in()], "en");
            for backend in ALL {
                for candidate in backend.find(&evidence) {
                    assert!(candidate.from < candidate.to && candidate.to <= passages[0].tokens.len());
                    let holds =
                        |&(from, to): &(u32, u32)| from as usize <= candidate.from && candidate.to <= to as usize;
                    assert!(passages[0].sentence_tokens.iter().any(holds), "{candidate:?}");
                    assert!(candidate.confidence <= 100);
                }
            }
        }
    }
}
