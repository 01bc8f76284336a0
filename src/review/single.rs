//! Names that were found once, and hardly: most of what is no name at all is among them.

use super::{Doubt, DoubtKind, Effect, confidence, entities, is_known, sentence, written};
use crate::config::{Curation, Settlement};
use crate::model::{Briefing, Entity};

/// Finds as sure as this are not asked.
const SURE: u8 = 75;
/// Most doubts of this kind.
const MOST: usize = 500;

/// Finds the names of a single, doubtful mention.
pub(super) fn find(briefing: &Briefing, curation: &Curation) -> Vec<Doubt> {
    let is_asked = |entity: &Entity| {
        entity.mentions.len() == 1
            && entity.role.is_none()
            && !curation.entities.by_id.contains_key(&entity.id)
            && !is_known(briefing, entity)
    };
    let asked = entities(briefing).filter(|(_, entity)| is_asked(entity));
    let mut found: Vec<Doubt> = asked.filter_map(|(_, entity)| doubt(briefing, entity)).collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.about.cmp(&b.about)));
    found.truncate(MOST);
    found
}

fn doubt(briefing: &Briefing, entity: &Entity) -> Option<Doubt> {
    let confidence = confidence(briefing, entity);
    let first = *entity.mentions.first()?;
    if confidence >= SURE {
        return None;
    }
    let rule = briefing.article(first.article).annotated.mentions[first.mention as usize].rule;
    Some(Doubt {
        kind: DoubtKind::OneOff,
        about: format!("{}: {}?", entity.name, entity.kind.with_article()),
        score: 1.0 - f32::from(confidence) / 100.0,
        reasons: vec![format!("found once, by `{rule}`, which is {confidence} % sure")],
        evidence: vec![sentence(briefing, first)],
        effect: Effect { pages: usize::from(entity.has_page), mentions: 1 },
        settle: Settlement::Ignore(written(entity).to_owned()),
        otherwise: Some(Settlement::Kind { id: entity.id.clone(), kind: entity.kind }),
    })
}
