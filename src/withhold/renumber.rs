//! The briefing around articles that were reduced: what pointed at text that is gone points nowhere any more.

use super::reduce::Change;
use crate::model::rights::PASSAGE;
use crate::model::{ArticleIx, Briefing, Entity};
use crate::text::words;
use std::collections::BTreeMap;

/// What became of the reduced articles.
#[derive(Debug, Default)]
pub(super) struct Changes(BTreeMap<u32, Change>);

impl Changes {
    pub(super) fn insert(&mut self, article: usize, change: Change) {
        self.0.insert(article as u32, change);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn of(&self, article: ArticleIx) -> Option<&Change> {
        self.0.get(&article.0)
    }
}

/// The new number of an item of an article; that of an article shown in full stays.
fn renumbered(change: Option<&Change>, numbers: impl Fn(&Change) -> &[Option<u32>], old: u32) -> Option<u32> {
    match change {
        Some(change) => numbers(change).get(old as usize).copied().flatten(),
        None => Some(old),
    }
}

pub(super) fn renumber(briefing: &mut Briefing, changes: &Changes) {
    for entity in &mut briefing.entities {
        renumber_entity(entity, changes);
    }
    renumber_timeline(briefing, changes);
    briefing.relations.cites.retain_mut(|citing| match changes.of(citing.article) {
        None => true,
        Some(change) => change.shown.place(citing.at).inspect(|at| citing.at = *at).is_some(),
    });
    briefing.quoting = Briefing::quoting_among(&briefing.articles);
}

fn renumber_entity(entity: &mut Entity, changes: &Changes) {
    entity.mentions.retain_mut(|mention| {
        let new = renumbered(changes.of(mention.article), |change| &change.mentions, mention.mention);
        new.inspect(|new| mention.mention = *new).is_some()
    });
    entity.quotes.retain_mut(|(article, quote)| {
        let new = renumbered(changes.of(*article), |change| &change.quotes, *quote);
        new.inspect(|new| *quote = *new).is_some()
    });
    let is_passage = |text: &str| words(text).nth(PASSAGE - 1).is_some();
    entity.role.take_if(|(role, article)| changes.of(*article).is_some() && is_passage(role));
}

/// Drops tellings that are gone, then entries that nobody tells, and numbers the rest anew.
fn renumber_timeline(briefing: &mut Briefing, changes: &Changes) {
    let mut next = 0..;
    let mut numbers = Vec::with_capacity(briefing.timeline.len());
    briefing.timeline.retain_mut(|entry| {
        entry.told.retain_mut(|told| {
            let new = renumbered(changes.of(told.article), |change| &change.events, told.event);
            new.inspect(|new| told.event = *new).is_some()
        });
        numbers.push(if entry.told.is_empty() { None } else { next.next() });
        !entry.told.is_empty()
    });
    for at in briefing.articles.iter_mut().flat_map(|article| &mut article.timeline) {
        *at = at.and_then(|old| numbers[old as usize]);
    }
}
