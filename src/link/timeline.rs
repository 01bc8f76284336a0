//! The timeline: dated sentences of all articles, those that tell the same event together.
//!
//! 1. A sentence with several dates is told once, at the most precise of them, the first of those. A year that a sentence only counts to ("this year", "three years ago") is no event.
//! 2. Sentences are sorted by their stretch of time; only those of the same stretch can tell the same event.
//! 3. Each becomes a set of features: the entities that it names and its words besides names and dates, so that
//!    "President Rahmon" and "Emomali Rahmon" are one.
//! 4. In page order each joins the entry that it shares most with, if that is enough, else it begins one. An index from
//!    features to the newest entries with them bounds the work on a date that thousands of sentences name.
//!
//! Dates run in parallel.

use super::entities::Entities;
use super::{block_text, text_of};
use crate::model::{
    Annotated, ArticleIx, EntityIx, EntityKind, Event, EventRef, PartialDate, Precision, TimelineEntry,
};
use crate::text::{Span, fold, words};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::cmp::Reverse;
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// Entries that a feature leads to at most, the newest of them.
const LISTED: usize = 16;
/// Shorter words join and refer; they tell nothing.
const SHORTEST_WORD: usize = 4;
/// Share of the shorter sentence's features that two have in common when they tell the same event of a day …
const ALIKE_ON_A_DAY: f32 = 0.5;
/// … and of a longer time, in which more can happen.
const ALIKE: f32 = 0.7;
/// Fewer features in common prove nothing.
const FEWEST_COMMON: usize = 4;
/// A sentence of more bytes tells its event less well than a shorter one.
const FEW_LINES: usize = 260;
/// Names kept with an entry.
const NAMES: usize = 6;

/// A dated sentence.
struct Told<'a> {
    period: (PartialDate, Option<PartialDate>),
    at: EventRef,
    event: &'a Event,
}

/// How much a sentence tells: in figures, in a few lines, so many names.
type Telling = (bool, bool, usize);

/// The timeline, oldest first, and for each article's events the entry that tells each.
pub(super) fn build(articles: &[Annotated], entities: &Entities) -> (Vec<TimelineEntry>, Vec<Vec<Option<u32>>>) {
    let mut told: Vec<Told<'_>> = Vec::new();
    for (article, annotated) in articles.iter().enumerate() {
        for (event, it) in annotated.events.iter().enumerate().filter(|&(event, _)| is_main(annotated, event)) {
            told.push(Told {
                period: (it.date, it.until),
                at: EventRef { article: ArticleIx(article as u32), event: event as u32 },
                event: it,
            });
        }
    }
    told.par_sort_unstable_by_key(|told| (told.period, told.at));
    let dates: Vec<&[Told<'_>]> = told.chunk_by(|a, b| a.period == b.period).collect();
    let found: Vec<Vec<TimelineEntry>> =
        dates.into_par_iter().map(|same| Joining::new(articles, entities).join(same)).collect();
    let all: Vec<TimelineEntry> = found.into_iter().flatten().collect();
    let mut of_events: Vec<Vec<Option<u32>>> =
        articles.iter().map(|article| vec![None; article.events.len()]).collect();
    for (entry, of) in all.iter().enumerate() {
        for told in &of.told {
            of_events[told.article.0 as usize][told.event as usize] = Some(entry as u32);
        }
    }
    (all, of_events)
}

/// The events of the sentence of an event.
fn sentence(events: &[Event], event: usize) -> Range<usize> {
    let at = events[event].at;
    let from = events[..event].iter().rposition(|other| other.at != at).map_or(0, |other| other + 1);
    let to = events[event..].iter().position(|other| other.at != at).map_or(events.len(), |other| event + other);
    from..to
}

/// Whether a sentence is told at this one of its dates: the most precise, days before months before years, a point before a
/// stretch, the first of equals.
fn is_main(annotated: &Annotated, event: usize) -> bool {
    let events = &annotated.events;
    let rank = |at: &usize| (events[*at].date.precision(), events[*at].until.is_some(), *at);
    let is_event = |at: &usize| !is_counted_year(annotated, &events[*at]);
    sentence(events, event).filter(is_event).min_by_key(rank) == Some(event)
}

/// Whether a year is only counted to: "this year", "three years ago".
fn is_counted_year(annotated: &Annotated, event: &Event) -> bool {
    let expression = event.expression.of(block_text(annotated, event.at.block));
    let is_named = expression.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    event.date.precision() == Precision::Year && event.until.is_none() && !is_named
}

/// An entry with the features of all its tellings.
#[derive(Default)]
struct Draft<'a> {
    features: FxHashSet<u64>,
    told: Vec<(EventRef, &'a Event)>,
}

/// The sentences of one stretch of time, on their way to entries.
struct Joining<'a> {
    articles: &'a [Annotated],
    entities: &'a Entities,
    entries: Vec<Draft<'a>>,
    /// By feature the newest entries that have it.
    index: FxHashMap<u64, Vec<u32>>,
}

impl<'a> Joining<'a> {
    fn new(articles: &'a [Annotated], entities: &'a Entities) -> Self {
        Self { articles, entities, entries: Vec::new(), index: FxHashMap::default() }
    }

    fn join(mut self, same: &[Told<'a>]) -> Vec<TimelineEntry> {
        for told in same {
            let features = self.features(told);
            let at = self.alike(told, &features).unwrap_or_else(|| {
                self.entries.push(Draft::default());
                self.entries.len() - 1
            });
            let entry = &mut self.entries[at];
            entry.told.push((told.at, told.event));
            for feature in features {
                if entry.features.insert(feature) {
                    let listed = self.index.entry(feature).or_default();
                    if listed.len() == LISTED {
                        listed.remove(0);
                    }
                    listed.push(at as u32);
                }
            }
        }
        let Some(first) = same.first() else { return Vec::new() };
        let entries = std::mem::take(&mut self.entries);
        let mut entries: Vec<_> = entries.into_iter().map(|draft| self.entry(first.period, draft.told)).collect();
        // what most articles tell stands first on its date
        entries.sort_by_cached_key(|(telling, entry)| (Reverse(articles(&entry.told)), *telling, entry.told[0]));
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    /// The entry that shares most with a sentence, the older one when two share as much.
    fn alike(&self, told: &Told<'_>, features: &FxHashSet<u64>) -> Option<usize> {
        let mut common: FxHashMap<u32, usize> = FxHashMap::default();
        for entry in features.iter().filter_map(|feature| self.index.get(feature)).flatten() {
            *common.entry(*entry).or_default() += 1;
        }
        let (at, common) = common.into_iter().max_by_key(|&(at, common)| (common, Reverse(at)))?;
        let entry = &self.entries[at as usize];
        // an entry gathers words with each telling: it is measured by what one of them has
        let size = features.len().min(entry.features.len() / entry.told.len().max(1)).max(1);
        let is_day = told.period.0.precision() == Precision::Day && told.period.1.is_none();
        let enough = if is_day { ALIKE_ON_A_DAY } else { ALIKE };
        (common >= FEWEST_COMMON && common as f32 >= enough * size as f32).then_some(at as usize)
    }

    /// The entities and words of a sentence.
    fn features(&self, told: &Told<'_>) -> FxHashSet<u64> {
        let annotated = &self.articles[told.at.article.0 as usize];
        let (at, text) = (told.event.at, text_of(annotated, told.event.at));
        let mut features = FxHashSet::default();
        let mut hidden = vec![told.event.expression];
        for (mention, entity) in self.mentions(told) {
            hidden.push(mention);
            features.insert(hash(&entity.0));
        }
        for word in words(text).map(|word| word.span) {
            let start = at.span.start + word.start;
            let is_hidden = hidden.iter().any(|hidden| (hidden.start..hidden.end).contains(&start));
            if word.len() >= SHORTEST_WORD && !is_hidden {
                features.insert(hash(fold(word.of(text)).as_str()));
            }
        }
        features
    }

    /// The resolved names of a sentence.
    fn mentions(&self, told: &Told<'_>) -> impl Iterator<Item = (Span, EntityIx)> {
        let article = told.at.article.0 as usize;
        let annotated = &self.articles[article];
        let at = told.event.at;
        let from = annotated
            .mentions
            .partition_point(|mention| (mention.at.block, mention.at.span.start) < (at.block, at.span.start));
        let of_mentions = &self.entities.of_mentions[article];
        let those = annotated.mentions[from..].iter().zip(&of_mentions[from..]);
        those
            .take_while(move |(mention, _)| mention.at.block == at.block && mention.at.span.start < at.span.end)
            .filter_map(|(mention, entity)| Some((mention.at.span, (*entity)?)))
    }

    /// The best telling first, equally good ones in page order; with how much the best one tells.
    fn entry(
        &self,
        (date, until): (PartialDate, Option<PartialDate>),
        told: Vec<(EventRef, &Event)>,
    ) -> (Reverse<Telling>, TimelineEntry) {
        let told = told.into_iter().map(|(at, event)| Told { period: (date, until), at, event });
        let mut told: Vec<(_, Told<'_>)> = told.map(|told| (Reverse(self.telling(&told)), told)).collect();
        told.sort_by_key(|(telling, told)| (*telling, told.at));
        let mut names: Vec<EntityIx> = Vec::new();
        for (_, told) in &told {
            for (_, entity) in self.mentions(told) {
                if names.len() < NAMES && !names.contains(&entity) {
                    names.push(entity);
                }
            }
        }
        // people first: an event is what somebody did
        names.sort_by_key(|name| self.entities.all[name.0 as usize].kind != EntityKind::Person);
        let best = told.first().map_or_else(Default::default, |(telling, _)| *telling);
        (best, TimelineEntry { date, until, told: told.into_iter().map(|(_, told)| told.at).collect(), names })
    }

    /// How much a dated sentence tells by itself: whether it states its date in figures (rather than "today") in a few
    /// lines, and how many names it holds.
    fn telling(&self, told: &Told<'_>) -> Telling {
        let annotated = &self.articles[told.at.article.0 as usize];
        let expression = told.event.expression.of(block_text(annotated, told.event.at.block));
        let in_figures = expression.contains(|c: char| c.is_ascii_digit());
        (in_figures, told.event.at.span.len() <= FEW_LINES, self.mentions(told).count())
    }
}

/// How many articles tell it.
fn articles(told: &[EventRef]) -> usize {
    let mut articles: Vec<ArticleIx> = told.iter().map(|told| told.article).collect();
    articles.sort_unstable();
    articles.dedup();
    articles.len()
}

fn hash<T: Hash + ?Sized>(of: &T) -> u64 {
    let mut hasher = FxHasher::default();
    of.hash(&mut hasher);
    hasher.finish()
}
