//! Trains the sequence model and scores what the whole stage finds. Built with the feature `training` only.
//!
//! Input: annotated texts. Output: the weights in their stored form; counts of right, wrong and missed names.
//!
//! 1. [`corpus`] reads the texts.
//! 2. Every text is read as an article is: passages, known names, rules, segments, features.
//! 3. [`mod@fit`] fits the first pass to all texts. For the second pass each text must be seen as the first pass would see a new
//!    one, so it is labelled by a model of the other folds.
//! 4. The second pass is fitted to the texts with those sightings.
//! 5. Weights are rounded to bytes; those near zero are left out.

mod corpus;
mod fit;

pub use corpus::{Text, read_marked, read_uner, read_wikigold};
pub use fit::Recipe;

use super::Annotator;
use super::backend::sequence::decode::Lattice;
use super::backend::sequence::features::Extractor;
use super::backend::sequence::labels::{COUNT, OUTSIDE, Position, kind_of, label, may_follow};
use super::backend::sequence::weights::{PASSES, Row, Weights, column};
use super::backend::sequence::{Reading, Sequence};
use super::backend::{self, EntityBackend, Evidence};
use super::gazetteer::Gazetteer;
use super::lexicon::Lexicon;
use super::passage::Passage;
use crate::config::{AnnotateSettings, Curation};
use crate::model::{EntityKind, Place};
use fit::{Fitted, Instance, fit};
use rayon::prelude::*;

/// Bits of a bucket number.
const BITS: u32 = 21;

/// Weights to one natural logarithm unit.
const UNIT: u32 = 32;

/// Folds of the texts for the second pass.
const FOLDS: usize = 4;

/// Weights below this are left out.
const NEGLIGIBLE: f32 = 0.06;

/// A text to learn from.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// The text with its marks.
    pub text: &'a Text,
    /// How much it counts.
    pub weight: f32,
    /// Number of its group: copies of one text have one, so that no model is asked of what it learnt by heart.
    pub group: usize,
}

/// Trains both passes.
pub fn train(corpus: &[Sample<'_>], recipe: &Recipe, rarest: u32) -> Vec<u8> {
    let mut prepared: Vec<Prepared> =
        corpus.par_iter().map(|sample| Prepared::new(sample.text, sample.weight)).collect();
    let rows = Rows::of(&prepared, rarest);
    prepared.par_iter_mut().for_each(|text| text.translate(&rows));
    let all = |texts: &[&Prepared]| -> Fitted {
        let instances: Vec<&Instance> = texts.iter().flat_map(|text| &text.instances).collect();
        fit(&instances, rows.buckets.len(), recipe)
    };
    let without = |fold: usize| -> Vec<&Prepared> {
        let samples = corpus.iter().zip(&prepared);
        samples.filter(|(sample, _)| sample.group % FOLDS != fold).map(|(_, text)| text).collect()
    };
    let fitted: Vec<Fitted> = (0..FOLDS).into_par_iter().map(|n| all(&without(n))).collect();
    let first = all(&prepared.iter().collect::<Vec<_>>());
    let mut second: Vec<Prepared> = corpus
        .par_iter()
        .zip(&prepared)
        .map(|(sample, prepared)| prepared.second_pass(sample.text, &fitted[sample.group % FOLDS]))
        .collect();
    let rows_of_second = Rows::of(&second, rarest);
    second.par_iter_mut().for_each(|text| text.translate(&rows_of_second));
    let instances: Vec<&Instance> = second.iter().flat_map(|text| &text.instances).collect();
    let last = fit(&instances, rows_of_second.buckets.len(), recipe);
    export([(&rows, &first), (&rows_of_second, &last)]).write()
}

/// What the whole stage finds with these weights, the built-in ones if there are none. The weights stay in memory until the
/// end of the program.
///
/// # Errors
/// When the weights are damaged.
pub fn annotator(weights: Option<&[u8]>) -> Result<Annotator, &'static str> {
    let mut annotator = Annotator::new(&AnnotateSettings::default(), &Curation::default());
    if let Some(weights) = weights {
        let own = Some(Weights::read(weights).ok_or("these are no weights of a sequence model")?);
        let sequence: &'static dyn EntityBackend = Box::leak(Box::new(Sequence { own }));
        for backend in annotator.backends.iter_mut().filter(|backend| backend.id() == sequence.id()) {
            *backend = sequence;
        }
    }
    Ok(annotator)
}

/// A finding or a miss of one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What kind.
    pub kind: EntityKind,
    /// Whether the text's marks have it.
    pub is_right: bool,
    /// Whether it was found at all.
    pub is_found: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

/// Compares what is found in a text with its marks: every finding and every miss.
pub fn compare(annotator: &Annotator, text: &Text) -> Vec<Finding> {
    let annotated = annotator.annotate(text.article.clone());
    let mut all: Vec<Finding> = annotated
        .mentions
        .iter()
        .map(|mention| Finding {
            place: mention.at,
            kind: mention.kind,
            is_right: text.names.contains(&(mention.at, mention.kind)),
            is_found: true,
            rule: mention.rule,
        })
        .collect();
    for &(place, kind) in &text.names {
        if !all.iter().any(|finding| finding.place == place && finding.kind == kind) {
            all.push(Finding { place, kind, is_right: false, is_found: false, rule: "" });
        }
    }
    all
}

/// A text as the trainer sees it.
struct Prepared {
    /// Buckets of the features; rows once translated.
    instances: Vec<Instance>,
}

impl Prepared {
    fn new(text: &Text, weight: f32) -> Self {
        let mut instances = Vec::new();
        read(text, |reading, passages| {
            let mut extractor = Extractor::default();
            for context in reading.contexts() {
                let mut instance = Instance { weight, ..Instance::default() };
                extractor.each_token(context, |_, features| {
                    instance.rows.extend(features.iter().map(|&feature| Weights::bucket(feature, BITS) as u32));
                    instance.ends.push(instance.rows.len() as u32);
                });
                let segment = context.segment;
                instance.labels = right_labels(text, context.passage, segment.from, segment.to);
                instances.push(instance);
            }
            debug_assert!(passages.len() > text.article.blocks.len());
        });
        Self { instances }
    }

    /// The instances with the sightings that a model has of the text.
    fn second_pass(&self, text: &Text, first: &Fitted) -> Self {
        let found: Vec<Vec<u8>> = self.instances.iter().map(|instance| likeliest(first, instance)).collect();
        // the features once more: those of `self` are rows of the first pass
        let mut again = Prepared::new(text, self.instances.first().map_or(1.0, |instance| instance.weight));
        read(text, |reading, _| {
            let sightings = reading.sightings(&found);
            for ((context, labels), instance) in reading.contexts().zip(&found).zip(&mut again.instances) {
                let old = std::mem::take(instance);
                instance.labels.clone_from(&old.labels);
                instance.weight = old.weight;
                sightings.each_token(context, labels, |n, features| {
                    instance.rows.extend_from_slice(old.token(n));
                    instance.rows.extend(features.iter().map(|&feature| Weights::bucket(feature, BITS) as u32));
                    instance.ends.push(instance.rows.len() as u32);
                });
            }
        });
        again
    }

    /// Replaces buckets by rows; features without a row are left out.
    fn translate(&mut self, rows: &Rows) {
        for instance in &mut self.instances {
            let mut kept = Vec::with_capacity(instance.rows.len());
            let ends = (0..instance.ends.len()).map(|at| {
                kept.extend(instance.token(at).iter().filter_map(|&bucket| rows.row(bucket)));
                kept.len() as u32
            });
            let ends = ends.collect();
            instance.rows = kept;
            instance.ends = ends;
        }
    }
}

/// Reads a text as the backend does: with what lists and rules propose.
fn read(text: &Text, with: impl FnOnce(&Reading<'_>, &[Passage<'_>])) {
    let passages = Passage::all(&text.article, Lexicon::built_in());
    let gather = || Evidence::gather(&passages, &[Gazetteer::built_in()], "en");
    let before: Vec<&dyn EntityBackend> =
        backend::ALL.into_iter().filter(|backend| backend.id() < "sequence").collect();
    let mut evidence = gather();
    evidence.proposals = backend::propose(&before, gather());
    with(&Reading::new(&evidence), &passages);
}

/// The labels that the marks of a text give to a range of tokens.
fn right_labels(text: &Text, passage: &Passage<'_>, from: usize, to: usize) -> Vec<u8> {
    let mut labels = vec![OUTSIDE; to - from];
    for (place, kind) in text.names.iter().filter(|(place, _)| place.block == passage.block) {
        let within = |at: &usize| {
            let span = passage.tokens[*at].span;
            span.start < place.span.end && place.span.start < span.end
        };
        let Some(first) = (from..to).find(within) else { continue };
        let last = (first..to).take_while(within).last().unwrap_or(first);
        let whole =
            passage.tokens[first].span.start == place.span.start && passage.tokens[last].span.end == place.span.end;
        if whole {
            for at in first..=last {
                labels[at - from] = label(*kind, Position::of(at, first, last + 1));
            }
        }
    }
    labels
}

/// The labels with the highest probability of being right one by one, as far as they can follow each other.
fn likeliest(model: &Fitted, instance: &Instance) -> Vec<u8> {
    let lattice = Lattice::new(&model.emissions(instance), &model.transitions);
    let mut before = OUTSIDE;
    let mut labels: Vec<u8> = (0..instance.labels.len())
        .map(|at| {
            let chances = lattice.labels(at);
            let best = (0..COUNT as u8)
                .filter(|&label| may_follow(before, label))
                .max_by(|&a, &b| chances[usize::from(a)].total_cmp(&chances[usize::from(b)]))
                .unwrap_or(OUTSIDE);
            before = best;
            best
        })
        .collect();
    // a name that does not end is none
    for at in (0..labels.len()).rev() {
        let after = labels.get(at + 1).copied().unwrap_or(OUTSIDE);
        if !may_follow(labels[at], after) {
            labels[at] = OUTSIDE;
        }
    }
    for at in 0..labels.len() {
        let before = at.checked_sub(1).map_or(OUTSIDE, |at| labels[at]);
        if !may_follow(before, labels[at]) {
            labels[at] = OUTSIDE;
        }
    }
    debug_assert!(labels.iter().all(|&label| label == OUTSIDE || kind_of(label).is_some()));
    labels
}

/// The features that are worth a row.
struct Rows {
    by_bucket: Vec<u32>,
    buckets: Vec<u32>,
}

impl Rows {
    const NONE: u32 = u32::MAX;

    fn of(texts: &[Prepared], rarest: u32) -> Self {
        let mut counts = vec![0u32; 1 << BITS];
        for &bucket in texts.iter().flat_map(|text| &text.instances).flat_map(|instance| &instance.rows) {
            counts[bucket as usize] += 1;
        }
        let mut buckets = Vec::new();
        let by_bucket = counts.iter().enumerate().map(|(bucket, &count)| {
            if count < rarest.max(1) {
                return Self::NONE;
            }
            buckets.push(bucket as u32);
            buckets.len() as u32 - 1
        });
        Self { by_bucket: by_bucket.collect(), buckets }
    }

    fn row(&self, bucket: u32) -> Option<u32> {
        Some(self.by_bucket[bucket as usize]).filter(|&row| row != Self::NONE)
    }
}

/// Rounds the weights of both passes.
fn export(passes: [(&Rows, &Fitted); PASSES]) -> Weights {
    let mut rows: Vec<(usize, Row)> = Vec::new();
    for bucket in 0..1u32 << BITS {
        let mut row: Row = [0; _];
        for (pass, (rows, fitted)) in passes.iter().enumerate() {
            let weights = rows.row(bucket).map(|row| fitted.rows[row as usize]).unwrap_or_default();
            for (label, weight) in weights.into_iter().enumerate().filter(|(_, weight)| weight.abs() >= NEGLIGIBLE) {
                row[column(pass, label)] = (weight * UNIT as f32).round().clamp(-127.0, 127.0) as i8;
            }
        }
        if row.iter().any(|&weight| weight != 0) {
            rows.push((bucket as usize, row));
        }
    }
    let transitions =
        passes.map(|(_, fitted)| fitted.transitions.map(|row| row.map(|weight| (weight * UNIT as f32).round() as i16)));
    Weights::new(BITS, UNIT, &transitions, rows)
}
