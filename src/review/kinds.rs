//! Entities that the finder took now for one kind of thing, now for another.

use super::{Doubt, DoubtKind, Effect, entities, is_known, mention_text, sentence, written};
use crate::config::{Curation, Settlement};
use crate::model::{Briefing, Entity, EntityKind};

/// From this share of its mentions on the second kind is worth a question.
const SHARE: f32 = 0.15;
/// Most doubts of this kind.
const MOST: usize = 200;

/// Finds the entities of doubtful kind.
pub(super) fn find(briefing: &Briefing, curation: &Curation) -> Vec<Doubt> {
    let is_decided =
        |entity: &Entity| curation.entities.by_id.get(&entity.id).is_some_and(|decision| decision.kind.is_some());
    let asked = entities(briefing).filter(|(_, entity)| !is_decided(entity) && !is_known(briefing, entity));
    let mut found: Vec<Doubt> = asked.filter_map(|(_, entity)| doubt(briefing, entity)).collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.about.cmp(&b.about)));
    found.truncate(MOST);
    found
}

fn doubt(briefing: &Briefing, entity: &Entity) -> Option<Doubt> {
    let own = entity.taken_for[entity.kind as usize];
    let others = EntityKind::ALL.into_iter().filter(|&kind| kind != entity.kind);
    let (other, count) = others
        .map(|kind| (kind, entity.taken_for[kind as usize]))
        .max_by_key(|&(kind, count)| (count, std::cmp::Reverse(kind)))?;
    let share = count as f32 / (own + count).max(1) as f32;
    if count == 0 || share < SHARE {
        return None;
    }
    let evidence = entity.mentions.iter().take(3).map(|&mention| sentence(briefing, mention)).collect();
    let kind = |kind| Settlement::Kind { id: entity.id.clone(), kind };
    // the same spelling taken for two things is more doubtful than two spellings
    let first = entity.mentions.first()?;
    let is_one_spelling = mention_text(briefing.article(first.article), first.mention as usize) == written(entity)
        && entity.variants.len() == 1;
    Some(Doubt {
        kind: DoubtKind::Kind,
        about: format!("{}: {} or {}", entity.name, entity.kind.name(), other.name()),
        score: (2.0 * share).min(1.0) * 0.8
            + if is_one_spelling { 0.1 } else { 0.0 }
            + 0.1 * (1.0 - 1.0 / (own + count) as f32),
        reasons: vec![format!(
            "taken for {} {} and for {} {}",
            entity.kind.with_article(),
            times(own),
            other.with_article(),
            times(count)
        )],
        evidence,
        effect: Effect { pages: usize::from(entity.has_page), mentions: entity.mentions.len() },
        settle: kind(other),
        otherwise: Some(kind(entity.kind)),
    })
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{many} times"),
    }
}
