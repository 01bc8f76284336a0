//! How the units of a page differ: running text, furniture, and what stands inside articles.
//!
//! Input: a page with the fates that claims and rules gave, and the bearings of what was dropped. Output: a [`Texture`], which
//! answers what the search for the article's extent asks, each question at once.
//!
//! 1. Each unit scores: running text for the article, furniture against it, what stands inside articles hardly at all.
//!    A paragraph alone between short lines is as often the teaser of another article, and counts less.
//! 2. [`best_runs`] gives the run of greatest sum for every possible end, [`best_runs_from`] for every start.

use super::fate::{Fate, Judged};
use super::rules::Bearing;

/// Of so many units in a row …
const STREAM: usize = 8;
/// … so many are paragraphs right below another, which no list of teasers has.
const PAIRS: usize = 5;
/// Most that a single paragraph counts.
const CAP: f32 = 60.0;
/// Rules of lines that stand below each excerpt of a list.
const BUTTONS: [&str; 4] = ["repeated-line", "related-link", "share-bar", "comments"];
/// Rules of lines that stand inside articles, with the article's own paragraphs around them.
const INSIDE: [&str; 8] =
    ["advertisement", "app-prompt", "gallery", "image-credit", "image-slug", "newsletter", "player", "related-link"];
/// What a line of furniture costs.
pub(crate) const COST: f32 = 14.0;

/// A run of units, `end` exclusive.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Run {
    /// Sum of its units' scores.
    pub(crate) score: f32,
    /// First unit.
    pub(crate) first: usize,
    /// One past the last.
    pub(crate) end: usize,
}

/// What the steps ask about units, with running sums so that each question is answered at once.
pub(crate) struct Texture {
    /// What each unit counts.
    pub(crate) scores: Vec<f32>,
    /// Words of running text before each place.
    words: Vec<u32>,
    /// Paragraphs alone between short lines, before each place.
    alone: Vec<u32>,
    /// Paragraphs right below another, before each place.
    paired: Vec<u32>,
    /// Looks like furniture: dropped as such, or short and undecided.
    pub(crate) furniture: Vec<bool>,
    /// Stands inside articles: dropped as such, or part of a figure or embed.
    pub(crate) inside: Vec<bool>,
    /// Dropped as an end mark that is a label of its own.
    pub(crate) ends: Vec<bool>,
}

impl Texture {
    /// Looks at every unit.
    pub(crate) fn of(judged: &Judged<'_, '_>, bearings: &[Option<Bearing>]) -> Self {
        let total = judged.fates.len();
        let mut texture = Self {
            scores: Vec::with_capacity(total),
            words: Vec::with_capacity(total + 1),
            alone: Vec::with_capacity(total + 1),
            paired: Vec::with_capacity(total + 1),
            furniture: Vec::with_capacity(total),
            inside: Vec::with_capacity(total),
            ends: Vec::with_capacity(total),
        };
        let (mut sum, mut lonely, mut pairs, mut good_above) = (0, 0, 0, false);
        for (at, bearing) in bearings.iter().enumerate() {
            let evidence = &judged.page.units[at].evidence;
            let good = judged.is_good(at);
            let inside = *bearing == Some(Bearing::Inside)
                || matches!(judged.fates[at], Fate::Figure(..) | Fate::Embed(_) | Fate::Pulled);
            let sentence = judged.is_candidate(at) && evidence.is_sentence(3);
            let alone = good && is_alone(judged, at);
            texture.words.push(sum);
            texture.alone.push(lonely);
            texture.paired.push(pairs);
            lonely += u32::from(alone);
            pairs += u32::from(good && good_above);
            good_above = good;
            sum += if good { evidence.words } else { 0 };
            texture.scores.push(score(judged, at, *bearing) * if alone { 0.5 } else { 1.0 });
            texture.inside.push(inside);
            texture.furniture.push(!good && !inside && !sentence);
            texture.ends.push(*bearing == Some(Bearing::End) && is_label(judged, at));
        }
        texture.words.push(sum);
        texture.alone.push(lonely);
        texture.paired.push(pairs);
        texture
    }

    /// Words of running text in a stretch.
    pub(crate) fn words_in(&self, from: usize, to: usize) -> u32 {
        self.words[to.max(from)] - self.words[from]
    }

    /// Running text begins right there and goes on for paragraphs, with hardly more than a subhead between them.
    pub(crate) fn flows(&self, from: usize, to: usize) -> bool {
        from + STREAM <= to && (self.paired[from + STREAM] - self.paired[from]) as usize >= PAIRS
    }

    /// A stretch is a list of teasers: headline, a few lines of text, headline, a few lines of text.
    pub(crate) fn lists_teasers(&self, from: usize, to: usize) -> bool {
        let alone = self.alone[to.max(from)] - self.alone[from];
        let paired = self.paired[to.max(from)] - self.paired[from];
        alone >= 3 && paired * 4 <= alone
    }
}

/// A label or list of its own rather than a link with its headline ("Read more: …"), which stands inside articles.
fn is_label(judged: &Judged<'_, '_>, at: usize) -> bool {
    let unit = &judged.page.units[at];
    let says = unit.evidence.says;
    let listed = matches!(&judged.fates[at], Fate::Dropped { rule, .. } if matches!(*rule, "comments" | "tag-list" | "author-box" | "source-link" | "back-to-top"));
    unit.evidence.words <= 14 && (!says.whole.is_empty() || listed || says.bar)
}

fn score(judged: &Judged<'_, '_>, at: usize, bearing: Option<Bearing>) -> f32 {
    let evidence = &judged.page.units[at].evidence;
    let words = evidence.words as f32;
    match (&judged.fates[at], bearing) {
        (Fate::Embed(_), _) => (words * 0.5).max(4.0),
        (Fate::Figure(..) | Fate::Pulled, _) | (_, Some(Bearing::Inside)) => -COST * 0.25,
        (Fate::Dropped { .. }, _) => -COST,
        _ if evidence.good => words.min(CAP),
        _ if judged.page.units[at].is_structural() => words.min(CAP) * 0.5,
        _ if evidence.is_sentence(4) => (words * 0.6).min(CAP),
        _ if evidence.words <= 6 => -COST * 0.35,
        _ => -COST * 0.15,
    }
}

/// For every end, the run of greatest sum that ends there or before.
pub(crate) fn best_runs(scores: &[f32]) -> Vec<Run> {
    let mut runs = Vec::with_capacity(scores.len());
    let mut best = Run::default();
    let (mut sum, mut first) = (0.0_f32, 0);
    for (at, &score) in scores.iter().enumerate() {
        if sum <= 0.0 {
            sum = 0.0;
            first = at;
        }
        sum += score;
        if sum > best.score {
            best = Run { score: sum, first, end: at + 1 };
        }
        runs.push(best);
    }
    runs
}

/// For every start, the run of greatest sum that begins there or behind.
pub(crate) fn best_runs_from(scores: &[f32]) -> Vec<Run> {
    let reversed: Vec<f32> = scores.iter().rev().copied().collect();
    let total = scores.len();
    let mut runs = best_runs(&reversed);
    runs.reverse();
    for run in &mut runs {
        (run.first, run.end) = (total - run.end, total - run.first);
    }
    runs
}

/// A paragraph with a headline or furniture above it and no text below: the teaser of another article, as often as not. A
/// long one is an excerpt when a button stands below it, as below many others.
fn is_alone(judged: &Judged<'_, '_>, at: usize) -> bool {
    let units = &judged.page.units;
    let thin = |at: usize| {
        let evidence = &units[at].evidence;
        !judged.is_candidate(at) || (!evidence.good && !evidence.is_sentence(4) && !units[at].is_structural())
    };
    // one to three words are rather a subhead
    let headline = |at: usize| match &judged.fates[at] {
        Fate::Dropped { rule, .. } => !INSIDE.contains(rule),
        // markup that says heading says that it heads what stands below
        _ => thin(at) && !units[at].is_heading() && (!judged.is_candidate(at) || units[at].evidence.words > 3),
    };
    let button = |fate: &Fate| matches!(fate, Fate::Dropped { rule, .. } if BUTTONS.contains(rule));
    let short = units[at].evidence.words < 45 || judged.fates.get(at + 1).is_some_and(button);
    short && at.checked_sub(1).is_none_or(headline) && (at + 1 == units.len() || thin(at + 1))
}
