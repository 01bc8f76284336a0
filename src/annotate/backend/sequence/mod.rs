//! Names by a sequence model: a linear-chain conditional random field over what the words look like, what stands around them,
//! what the lists know and what the rules propose. docs/names.md says how it is trained.
//!
//! 1. [`mod@segments`] picks the stretches in which names can stand.
//! 2. [`features`] describes each of their tokens, [`weights`] adds up what the features speak for, for both passes at once.
//! 3. The first pass labels each segment by itself.
//! 4. [`sightings`] collects what it found; the second pass sees for each word what it is elsewhere in the article.
//! 5. [`decode`] gives each name of the second pass its probability. What a rule proposed and the model is sure to be
//!    nothing is barred.

pub(in crate::annotate) mod decode;
pub(in crate::annotate) mod features;
mod hash;
pub(in crate::annotate) mod labels;
mod looks;
pub(in crate::annotate) mod segments;
pub(in crate::annotate) mod sightings;
mod signs;
mod usage;
pub(in crate::annotate) mod weights;

use super::{Authority, Candidate, EntityBackend, Evidence};
use crate::annotate::lexicon::Classes;
use crate::annotate::merge::merge;
use crate::annotate::passage::{Passage, Shape};
use crate::model::EntityKind;
use decode::{Emission, Lattice, best_labels};
use features::{Context, Extractor};
use segments::{Segment, segments};
use sightings::Sightings;
use signs::Signs;
use usage::Usage;
use weights::{PASSES, Scores, Weights, column};

/// How sure the model must be that a proposal of others is nothing, to bar it: a sure one …
const SURE_OF_NOTHING: f32 = 0.95;

/// … and a weak one.
const NOTHING_RATHER: f32 = 0.6;

/// The confidence of a proposal that is sure.
const SURE: u8 = 85;

/// That of one that counts.
const WEIGHTY: u8 = 75;

/// The probability of a name below which a sure proposal on the same words goes before it: one proposal …
const RATHER_NOT: f32 = 0.7;

/// … or several, which speak of words run together.
const NOT_OVER_SEVERAL: f32 = 0.95;

/// The probability below which a known name keeps its kind: a country that "said" something stays a place.
const OTHER_KIND: f32 = 0.95;

/// The probability that a lone ordinary word needs.
const WORD_AS_NAME: f32 = 0.9;

/// What stands behind these and a hyphen is spoken of, not named.
const STANCES: [&str; 2] = ["anti", "pro"];

/// The confidence that a finding has at least: the best labelling holds it.
const LEAST: u8 = 50;

/// The most that it has: only the curator is certain.
const MOST: u8 = 95;

/// The backend `sequence`.
#[derive(Debug)]
pub(in crate::annotate) struct Sequence {
    /// Weights other than the built-in ones.
    pub own: Option<Weights>,
}

impl EntityBackend for Sequence {
    fn id(&self) -> &'static str {
        "sequence"
    }

    fn about(&self) -> &'static str {
        "A trained sequence model that weighs words, their neighbours, the lists and the rules; for English."
    }

    fn find(&self, evidence: &Evidence<'_>) -> Vec<Candidate> {
        if !evidence.is_english {
            return Vec::new();
        }
        let weights = self.own.as_ref().unwrap_or_else(|| Weights::built_in());
        let passages = evidence.passages;
        let reading = Reading::new(evidence);
        let mut scores = reading.scores(weights);
        let first: Vec<Vec<u8>> =
            scores.iter().map(|scores| best_labels(emissions(scores, 0), &weights.steps[0])).collect();
        reading.look_again(weights, &first, &mut scores);
        let mut found = Vec::new();
        let mut proposals = reading.proposals.iter().peekable();
        for (&(passage, segment), scores) in reading.segments.iter().zip(&scores) {
            let mut within = Vec::new();
            while let Some(proposal) = proposals.next_if(|p| (p.passage, p.from) < (passage, segment.to)) {
                if proposal.passage == passage && proposal.from >= segment.from && proposal.to <= segment.to {
                    within.push(proposal);
                }
            }
            let judge = Judge { passage: &passages[passage], index: passage, segment, proposals: &within };
            judge.decide(weights, scores, &mut found);
        }
        found
    }
}

/// An article as the model reads it.
pub(in crate::annotate) struct Reading<'a> {
    passages: &'a [Passage<'a>],
    signs: Vec<Signs>,
    usage: Usage,
    /// All segments with their passages, in order.
    pub segments: Vec<(usize, Segment)>,
    proposals: Vec<Candidate>,
}

impl<'a> Reading<'a> {
    /// Looks up what all features need.
    pub(in crate::annotate) fn new(evidence: &Evidence<'a>) -> Self {
        let passages = evidence.passages;
        let proposals = merge(passages, evidence.proposals.clone());
        let signs = (0..passages.len()).map(|passage| {
            let from = proposals.partition_point(|p| p.passage < passage);
            let to = proposals.partition_point(|p| p.passage <= passage);
            Signs::gather(evidence, passage, &proposals[from..to])
        });
        let all = passages.iter().enumerate();
        Self {
            passages,
            signs: signs.collect(),
            usage: Usage::count(passages),
            segments: all.flat_map(|(n, passage)| segments(passage).into_iter().map(move |s| (n, s))).collect(),
            proposals,
        }
    }

    /// Each segment with what is around it.
    pub(in crate::annotate) fn contexts(&self) -> impl Iterator<Item = Context<'_>> {
        self.segments.iter().map(|&(passage, segment)| Context {
            passage: &self.passages[passage],
            signs: &self.signs[passage],
            usage: &self.usage,
            segment,
        })
    }

    /// Adds up the weights of every token's features.
    fn scores(&self, weights: &Weights) -> Vec<Vec<Scores>> {
        let mut extractor = Extractor::default();
        let score = |context: Context<'_>| {
            let mut all = Vec::with_capacity(context.segment.to - context.segment.from);
            extractor.each_token(context, |_, features| {
                let mut scores = [0; _];
                for &feature in features {
                    weights.add(feature, &mut scores);
                }
                all.push(scores);
            });
            all
        };
        self.contexts().map(score).collect()
    }

    /// What a pass's labels say of the whole article.
    pub(in crate::annotate) fn sightings(&self, found: &[Vec<u8>]) -> Sightings {
        let mut sightings = Sightings::default();
        for ((passage, segment), labels) in self.segments.iter().zip(found) {
            sightings.add(&self.passages[*passage], segment.from, labels);
        }
        sightings
    }

    fn look_again(&self, weights: &Weights, first: &[Vec<u8>], scores: &mut [Vec<Scores>]) {
        let sightings = self.sightings(first);
        for ((context, labels), scores) in self.contexts().zip(first).zip(scores) {
            sightings.each_token(context, labels, |n, features| {
                for &feature in features {
                    weights.add(feature, &mut scores[n]);
                }
            });
        }
    }
}

fn emissions(scores: &[Scores], pass: usize) -> impl ExactSizeIterator<Item = Emission> {
    scores.iter().map(move |row| std::array::from_fn(|label| i32::from(row[column(pass, label)])))
}

/// Decides on one segment.
struct Judge<'a> {
    passage: &'a Passage<'a>,
    /// Number of the passage.
    index: usize,
    segment: Segment,
    /// What lists and rules propose in it.
    proposals: &'a [&'a Candidate],
}

impl Judge<'_> {
    /// The names of the segment, and the proposals in it that are none.
    fn decide(&self, weights: &Weights, scores: &[Scores], found: &mut Vec<Candidate>) {
        const LAST: usize = PASSES - 1;
        let mut names = labels::names(&best_labels(emissions(scores, LAST), &weights.steps[LAST]));
        if names.is_empty() && self.proposals.is_empty() {
            return;
        }
        let unit = weights.unit as f32;
        let natural: Vec<[f32; labels::COUNT]> =
            emissions(scores, LAST).map(|row| row.map(|score| score as f32 / unit)).collect();
        let transitions = weights.transitions[LAST].map(|row| row.map(|score| f32::from(score) / unit));
        let lattice = Lattice::new(&natural, &transitions);
        names.retain_mut(|(from, to, kind)| {
            // the model speaks of what it labelled, the mark at its end included
            let probability = lattice.name(*from, *to, *kind);
            *to = self.without_marks(*from, *to);
            if !self.holds((*from, *to, *kind), probability) {
                return false;
            }
            found.push(self.candidate(*from, *to, *kind, percent(probability).clamp(LEAST, MOST)));
            true
        });
        for proposal in self.proposals.iter().filter(|proposal| proposal.kind.is_some()) {
            let (from, to) = (proposal.from - self.segment.from, proposal.to - self.segment.from);
            let is_free = names.iter().all(|&(start, end, _)| end <= from || to <= start);
            let is_sure = proposal.confidence >= SURE || proposal.known_as.is_some();
            let enough = if is_sure { SURE_OF_NOTHING } else { NOTHING_RATHER };
            if is_free && lattice.nothing(from, to) >= enough {
                found.push(Candidate { kind: None, rule: "sequence-bars", authority: Authority::Model, ..**proposal });
            }
        }
    }

    /// The end of a finding without the closing quotation mark or genitive that the labelling took in.
    fn without_marks(&self, from: usize, mut to: usize) -> usize {
        let is_mark = |at: usize| {
            let shape = self.passage.tokens[self.segment.from + at].shape;
            matches!(shape, Shape::Possessive | Shape::Mark('\'' | '’' | '‘' | '"' | '”' | '“' | '»' | ',' | ';' | ':'))
        };
        while to > from + 1 && is_mark(to - 1) {
            to -= 1;
        }
        to
    }

    /// Whether a finding of this probability stands against what others propose on its words.
    fn holds(&self, (from, to, kind): (usize, usize, EntityKind), probability: f32) -> bool {
        let (from, to) = (self.segment.from + from, self.segment.from + to);
        if is_no_name(self.passage, from, to, probability) {
            return false;
        }
        let on_it = || self.proposals.iter().filter(|p| p.kind.is_some() && p.from < to && from < p.to);
        // "the Islamic Emirate's Mansoori Army" is the army of a body with a name of its own
        let owner = on_it().any(|p| {
            let owns = p.to < to && self.passage.tokens[p.to].shape == Shape::Possessive;
            owns && p.from == from && p.known_as.is_some()
        });
        let several = on_it().filter(|p| p.confidence >= WEIGHTY).count() > 1;
        let clashes = on_it().any(|p| p.confidence >= SURE && (p.from, p.to) != (from, to));
        let other_kind = on_it().any(|p| {
            p.known_as.is_some() && p.confidence >= SURE && (p.from, p.to) == (from, to) && p.kind != Some(kind)
        });
        let least = [(other_kind, OTHER_KIND), (several, NOT_OVER_SEVERAL), (clashes, RATHER_NOT)];
        !owner && least.iter().all(|&(applies, least)| !applies || probability >= least)
    }

    /// A finding with what another finder knows of the same name: its rule, its title, the name that it is known by.
    fn candidate(&self, from: usize, to: usize, kind: EntityKind, confidence: u8) -> Candidate {
        let (from, to) = (self.segment.from + from, self.segment.from + to);
        let mut candidate = Candidate {
            passage: self.index,
            from,
            to,
            kind: Some(kind),
            known_as: None,
            title: None,
            rule: "sequence",
            confidence,
            authority: Authority::Model,
        };
        for proposal in self.proposals.iter().filter(|proposal| proposal.kind == Some(kind)) {
            if (proposal.from, proposal.to) == (from, to) {
                candidate.known_as = proposal.known_as;
                candidate.rule = proposal.rule;
                candidate.confidence = confidence.max(proposal.confidence);
            }
            if proposal.title.is_some_and(|(_, end)| end == from) {
                candidate.title = proposal.title;
            }
        }
        candidate
    }
}

/// A people, a month, or another word that is written with a capital and names nobody; an ordinary word that is hardly a
/// name; what somebody is for or against.
fn is_no_name(passage: &Passage<'_>, from: usize, to: usize, probability: f32) -> bool {
    let barred = Classes::PEOPLE.or(Classes::MONTH).or(Classes::WEEKDAY).or(Classes::NO_NAME);
    let classes = passage.tokens[from].classes;
    let is_one = to == from + 1 && !classes.has(Classes::GIVEN.or(Classes::FAMILY));
    let tokens = &passage.tokens;
    let behind_stance = from >= 2
        && tokens[from].glued
        && tokens[from - 1].glued
        && tokens[from - 1].is('-')
        && STANCES.contains(&passage.key(from - 2));
    let hardly = classes.has(Classes::WORD) && tokens[from].shape == Shape::Title && probability < WORD_AS_NAME;
    behind_stance || (is_one && (classes.has(barred) || hardly))
}

fn percent(probability: f32) -> u8 {
    #[expect(clippy::cast_sign_loss, reason = "the clamp holds it between 0 and 100")]
    let whole = (probability * 100.0).round().clamp(0.0, 100.0) as u8;
    whole
}
