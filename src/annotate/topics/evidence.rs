//! What speaks for each subject of the vocabulary in one article.
//!
//! 1. [`Tally::begin`] starts a passage, [`Tally::count`] takes the phrases found in it from left to right.
//! 2. A phrase within a longer one of the same subject is silent: "military exercise" is not "military" too. A phrase of
//!    weight 0 says nothing itself.
//! 3. [`Tally::into_evidence`] sums up: a cue counts by its weight and prominence, less each time it comes back.

use super::matcher::Match;
use crate::model::Place;

/// The cue weight that decides.
const DECISIVE: f32 = 3.0;
/// More different cues than this do not make a topic surer.
const ENOUGH_CUES: u32 = 7;
/// So often must be said what decides: twice, or once and prominently.
const DECIDED: f32 = 1.9;
/// Or once, among so many different cues.
const BROAD: f32 = 5.0;
/// In texts longer than this, in tokens, more must be said: an essay mentions a hospital and is not on health.
const SHORT: usize = 550;
/// The score with which that many cues do without one that decides.
const SURE: f32 = 2.0;

/// What speaks for a subject.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// Weights, summed.
    pub sum: f32,
    /// Different cues.
    pub cues: u32,
    /// How often one that decides was said, more where it is prominent.
    pub decided: f32,
    /// The sentence with most of it.
    pub best: Option<Place>,
    best_score: f32,
    current: Option<Place>,
    current_score: f32,
    /// Where the last phrase ended.
    covered: (u32, usize),
}

/// A cue found once.
#[derive(Debug, Clone, Copy)]
struct Found {
    subject: u32,
    phrase: u32,
    weight: f32,
    prominence: f32,
}

/// Counts the cues of an article.
#[derive(Debug)]
pub(super) struct Tally {
    subjects: Vec<Evidence>,
    found: Vec<Found>,
    passage: u32,
    prominence: f32,
}

impl Tally {
    /// For a number of subjects.
    pub(super) fn new(subjects: usize) -> Self {
        Self { subjects: vec![Evidence::default(); subjects], found: Vec::new(), passage: 0, prominence: 1.0 }
    }

    /// Begins a passage; what is said in it counts so many times.
    pub(super) fn begin(&mut self, prominence: f32) {
        self.passage += 1;
        self.prominence = prominence;
    }

    /// Counts a phrase for its subjects.
    pub(super) fn count(&mut self, hit: &Match, targets: &[(u32, f32)], place: Option<Place>) {
        for &(subject, weight) in targets {
            let evidence = &mut self.subjects[subject as usize];
            if evidence.covered.0 == self.passage && hit.start < evidence.covered.1 {
                continue;
            }
            evidence.covered = (self.passage, hit.end);
            if weight > 0.0 {
                evidence.at(place, weight * self.prominence);
                self.found.push(Found { subject, phrase: hit.phrase, weight, prominence: self.prominence });
            }
        }
    }

    /// The evidence for each subject.
    pub(super) fn into_evidence(mut self) -> Vec<Evidence> {
        self.found.sort_by_key(|found| (found.subject, found.phrase));
        for same in self.found.chunk_by(|a, b| (a.subject, a.phrase) == (b.subject, b.phrase)) {
            let evidence = &mut self.subjects[same[0].subject as usize];
            let most = same.iter().map(|found| found.prominence).fold(0.0, f32::max);
            evidence.sum += same[0].weight * most * (1.0 + f32::ln(same.len() as f32));
            evidence.cues += 1;
            if same[0].weight >= DECISIVE {
                evidence.decided += same.iter().map(|found| found.prominence).sum::<f32>();
            }
        }
        self.subjects
    }
}

impl Evidence {
    /// How much speaks for the subject in a text of so many tokens. Long texts say more of everything; very short ones
    /// must not be judged by a word.
    pub(super) fn score(&self, tokens: usize) -> f32 {
        self.sum * f32::log2(1.0 + self.cues.min(ENOUGH_CUES) as f32) / f32::sqrt(tokens.max(60) as f32)
    }

    /// Whether the subject is spoken of in a text of so many tokens, not merely mentioned.
    pub(super) fn is_decided(&self, tokens: usize) -> bool {
        let length = f32::sqrt(tokens.max(SHORT) as f32 / SHORT as f32);
        let is_broad = self.cues as f32 >= BROAD * length;
        self.cues >= 2
            && (self.decided >= DECIDED * length || is_broad && (self.decided >= 1.0 || self.score(tokens) >= SURE))
    }

    /// Adds a cue's weight to its sentence; the sentence with most, the earliest of equals, is the evidence.
    fn at(&mut self, place: Option<Place>, weight: f32) {
        if self.current != place {
            self.current = place;
            self.current_score = 0.0;
        }
        self.current_score += weight;
        if self.current_score > self.best_score {
            self.best = place;
            self.best_score = self.current_score;
        }
    }
}
