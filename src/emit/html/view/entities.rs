//! The index of people, organisations or places, A to Z.

use super::super::shell::Shell;
use super::super::site::{Here, Pager};
use super::map::MapView;
use crate::model::{Briefing, Entity, EntityIx, EntityKind, Page, Subject};
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::ops::Range;

/// View of `entities.html`.
#[derive(Debug, Serialize)]
pub struct EntitiesPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// The index.
    pub index: IndexView<'a>,
    /// Links through the pages.
    pub pager: Option<Pager>,
}

/// An index of names.
#[derive(Debug, Serialize)]
pub struct IndexView<'a> {
    heading: &'static str,
    kind: &'static str,
    count: usize,
    /// Every first letter that occurs, with a link to its group.
    letters: Vec<Letter>,
    groups: Vec<Group<'a>>,
    /// Where the places are, on the first page of their index.
    map: Option<MapView<'a>>,
}

/// A first letter with a link to its names.
#[derive(Debug, Serialize)]
pub struct Letter {
    letter: String,
    href: String,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    letter: String,
    id: String,
    names: Vec<Entry<'a>>,
}

#[derive(Debug, Serialize)]
struct Entry<'a> {
    name: &'a str,
    href: Option<String>,
    note: Option<&'a str>,
    articles: usize,
    mentions: usize,
}

impl<'a> IndexView<'a> {
    /// A page of the index of a kind.
    pub fn new(here: Here<'a>, kind: EntityKind, page: &Page, initials: &[Initial]) -> Self {
        let of_kind = range(&here.site.briefing.entities, kind);
        let entities = &here.site.briefing.entities[of_kind.clone()];
        let slice = here.site.slice(entities.len(), page.subject);
        let mut groups: Vec<Group<'a>> = Vec::new();
        let mut group_of: FxHashMap<String, usize> = FxHashMap::default();
        for at in slice {
            let entity = &entities[at];
            let letter = initial(&entity.name);
            // names that begin with signs may stand on both sides of the alphabet: they share one group
            let group = *group_of.entry(letter).or_insert_with_key(|letter| {
                groups.push(Group { id: id(letter), letter: letter.clone(), names: Vec::new() });
                groups.len() - 1
            });
            groups[group].names.push(Entry {
                name: &entity.name,
                href: here.to_entity(EntityIx((of_kind.start + at) as u32)).or_else(|| only_mention(here, entity)),
                note: entity.description.as_deref().or(entity.role.as_ref().map(|(role, _)| role.as_str())),
                articles: entity.articles.len(),
                mentions: entity.mention_count(),
            });
        }
        Self {
            heading: kind.plural(),
            kind: kind.name(),
            count: entities.len(),
            letters: letters(here, initials, entities.len(), (page.subject, Some(page.subject))),
            groups,
            map: (page.subject == Subject::Entities(EntityKind::Place, 1)).then(|| MapView::large(here)).flatten(),
        }
    }
}

/// Link to where an entity without a page is named first.
fn only_mention(here: Here<'_>, entity: &Entity) -> Option<String> {
    let first = entity.mentions.first()?;
    let mention = here.site.briefing.article(first.article).annotated.mentions.get(first.mention as usize)?;
    Some(here.to_place(first.article, mention.at))
}

/// A first letter, and where in the index of its kind it first stands.
#[derive(Debug)]
pub struct Initial {
    letter: String,
    first: usize,
}

/// Every first letter of the names of a kind.
pub fn initials(briefing: &Briefing, kind: EntityKind) -> Vec<Initial> {
    let mut seen: FxHashSet<String> = FxHashSet::default();
    let names = briefing.entities[range(&briefing.entities, kind)].iter().enumerate();
    names
        .filter_map(|(first, entity)| {
            let letter = initial(&entity.name);
            seen.insert(letter.clone()).then_some(Initial { letter, first })
        })
        .collect()
}

/// Where the entities of a kind stand; they are sorted by kind.
fn range(entities: &[Entity], kind: EntityKind) -> Range<usize> {
    entities.partition_point(|entity| entity.kind < kind)..entities.partition_point(|entity| entity.kind <= kind)
}

/// The letter that a name is filed under: upper case without diacritics, `#` for figures and signs.
fn initial(name: &str) -> String {
    match fold(name).chars().next() {
        Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
        _ => "#".to_owned(),
    }
}

/// Id of a letter's group: plain for A to Z, by code point for others.
fn id(letter: &str) -> String {
    match letter.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => format!("letter-{}", c.to_ascii_lowercase()),
        Some('#') | None => "letter-0".to_owned(),
        Some(c) => format!("letter-u{:x}", u32::from(c)),
    }
}

/// The letters of a kind's index, as seen from a page that is no part of it.
pub fn alphabet(here: Here<'_>, kind: EntityKind, initials: &[Initial]) -> Vec<Letter> {
    let names = range(&here.site.briefing.entities, kind).len();
    letters(here, initials, names, (Subject::Entities(kind, 1), None))
}

/// Each first letter with a link to where in an index it first occurs, on whatever page that is; and the page that the
/// links start from, when it is one of the index's.
fn letters(
    here: Here<'_>,
    initials: &[Initial],
    names: usize,
    (index, from): (Subject, Option<Subject>),
) -> Vec<Letter> {
    let letter = |initial: &Initial| {
        let file = here
            .site
            .page_of(initial.first, names, index)
            .filter(|subject| Some(*subject) != from)
            .and_then(|subject| here.to_subject(subject));
        Letter { letter: initial.letter.clone(), href: format!("{}#{}", file.unwrap_or_default(), id(&initial.letter)) }
    };
    initials.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filed_without_diacritics() {
        assert_eq!(["Élysée", "“Lion”", "9/11", "Шохин", "—"].map(initial), ["E", "#", "#", "Ш", "#"]);
        assert_eq!(["E", "#", "Ш"].map(id), ["letter-e", "letter-0", "letter-u428"]);
    }
}
