//! Names of the gazetteers, each weighed by how far its form can be trusted and by what stands around it.

use super::{Authority, Candidate, EntityBackend, Evidence};
use crate::annotate::gazetteer::{Hit, Standing};
use crate::annotate::lexicon::Classes;
use crate::annotate::passage::{Case, Passage, Shape};
use crate::model::EntityKind;

/// The backend `known`.
#[derive(Debug)]
pub(super) struct KnownNames;

impl EntityBackend for KnownNames {
    fn id(&self) -> &'static str {
        "known"
    }

    fn about(&self) -> &'static str {
        "Names of the built-in gazetteer and of the curator; doubtful forms only where the context speaks for them."
    }

    fn find(&self, evidence: &Evidence<'_>) -> Vec<Candidate> {
        let mut found = Vec::new();
        for (index, passage) in evidence.passages.iter().enumerate() {
            for hit in &evidence.hits[index] {
                if let Some((rule, confidence)) = weigh(evidence, index, passage, hit) {
                    found.push(Candidate {
                        passage: index,
                        from: hit.from,
                        to: hit.to,
                        kind: hit.sense.kind,
                        known_as: hit.sense.known_as,
                        title: None,
                        rule,
                        confidence,
                        authority: if hit.sense.standing == Standing::Curated {
                            Authority::Curator
                        } else {
                            Authority::Proposal
                        },
                    });
                }
            }
            found.extend(peoples(index, passage));
        }
        found
    }
}

/// The rule and the confidence of a known name, or `None` when it must not count here.
fn weigh(evidence: &Evidence<'_>, index: usize, passage: &Passage<'_>, hit: &Hit) -> Option<(&'static str, u8)> {
    if hit.sense.standing == Standing::Curated {
        return Some(("curated-name", 100));
    }
    if !has_free_edges(evidence, index, passage, hit) || names_a_thing(passage, hit) {
        return None;
    }
    match hit.sense.standing {
        Standing::Curated | Standing::Clear => Some(("known-name", 90)),
        Standing::Doubtful => {
            let speaks = match hit.sense.kind {
                Some(EntityKind::Place) => has_place_context(evidence, index, passage, hit),
                _ => stands_alone(passage, hit),
            };
            speaks.then_some(("known-name-in-context", 70))
        }
    }
}

/// "Paris Agreement", "Geneva Convention": the place only names the thing.
fn names_a_thing(passage: &Passage<'_>, hit: &Hit) -> bool {
    passage.tokens.get(hit.to).is_some_and(|next| {
        next.shape == Shape::Title
            && next.span.len() > 2
            && next.classes.has(Classes::NO_NAME)
            && !next.classes.has(Classes::OPENER.or(Classes::GIVEN))
            && !next.starts_sentence
            && !passage.breaks_before(hit.to)
    })
}

/// A hyphen may join a known name only with another one ("Moscow-Beijing") or with a small word ("Kuwait-based"); behind
/// "anti-" and the like it is no mention.
fn has_free_edges(evidence: &Evidence<'_>, index: usize, passage: &Passage<'_>, hit: &Hit) -> bool {
    let tokens = &passage.tokens;
    let joined = |at: usize| tokens[at].is('-') && tokens[at].glued;
    let before = hit.from >= 2 && joined(hit.from - 1) && tokens[hit.from].glued;
    if before && evidence.hit_over(index, hit.from - 2).is_none() {
        return false;
    }
    let after = hit.to + 1 < tokens.len() && joined(hit.to) && tokens[hit.to + 1].glued;
    !after || tokens[hit.to + 1].shape == Shape::Lower || evidence.hit_over(index, hit.to + 1).is_some()
}

/// Not beside another capitalised word, and not where every word has a capital.
fn stands_alone(passage: &Passage<'_>, hit: &Hit) -> bool {
    let tokens = &passage.tokens;
    let is_name_like = |at: usize| tokens[at].is_capitalised() && !tokens[at].classes.has(Classes::OPENER);
    let beside_a_name = (hit.from > 0 && is_name_like(hit.from - 1)) || (hit.to < tokens.len() && is_name_like(hit.to));
    passage.case == Case::Prose && !tokens[hit.from].starts_sentence && !beside_a_name
}

fn has_place_context(evidence: &Evidence<'_>, index: usize, passage: &Passage<'_>, hit: &Hit) -> bool {
    if !stands_alone(passage, hit) {
        return false;
    }
    let tokens = &passage.tokens;
    let before = hit.from.checked_sub(1).map(|at| tokens[at].classes).unwrap_or_default();
    let preposition = before.has(Classes::PLACE_PREPOSITION) && tokens[hit.from - 1].shape == Shape::Lower;
    let noun_after = tokens.get(hit.to).is_some_and(|t| t.shape == Shape::Lower && t.classes.has(Classes::PLACE_NOUN));
    let noun_before =
        hit.from >= 2 && passage.key(hit.from - 1) == "of" && tokens[hit.from - 2].classes.has(Classes::PLACE_NOUN);
    let country_after = hit.to + 1 < tokens.len()
        && tokens[hit.to].is(',')
        && evidence
            .hit_over(index, hit.to + 1)
            .is_some_and(|next| next.sense.kind == Some(EntityKind::Place) && next.sense.standing == Standing::Clear);
    // "the West" is a place, "the Victoria" is none
    let part_of_the_world = hit.from >= 1
        && passage.key(hit.from - 1) == "the"
        && matches!(passage.key(hit.from), "west" | "east" | "gulf")
        && !tokens.get(hit.to).is_some_and(|next| next.is('-'));
    part_of_the_world || preposition || noun_after || noun_before || country_after
}

/// Peoples and languages: nothing shorter or equal may become a name there.
fn peoples<'a>(index: usize, passage: &'a Passage<'_>) -> impl Iterator<Item = Candidate> + 'a {
    passage.tokens.iter().enumerate().filter(|(_, t)| t.is_capitalised() && t.classes.has(Classes::PEOPLE)).map(
        move |(at, _)| Candidate {
            passage: index,
            from: at,
            to: at + 1,
            kind: None,
            known_as: None,
            title: None,
            rule: "people",
            confidence: 80,
            authority: Authority::Proposal,
        },
    )
}
