//! Short forms: the parts by which people are called, and the initials of organisations, as integers.

use super::evidence::Evidence;
use super::name::{Form, Shape};
use super::sound;
use super::table::Table;
use crate::model::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// Two letters are the initials of far too much.
const SHORTEST_ACRONYM: usize = 3;

/// Words of the name of what a body belongs to.
const LONGEST_OWNER: usize = 4;

/// How a short form stands to a full name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Class {
    /// The last part of a personal name.
    Surname,
    /// Any other part of it.
    Given,
    /// The sound of the last part.
    Sound,
    /// The initials of a body or place.
    Initials,
}

/// A short form with its class.
pub(crate) type Key = (Class, u32);

/// For every full name the short forms that it answers to, and for every short name what it is looked up by.
#[derive(Debug)]
pub(crate) struct Shorts {
    /// Short forms of each full name; empty for others.
    pub(crate) of_full: Vec<Vec<Key>>,
    /// For each single part of a personal name: its number among short forms and its sound's, where any full name has
    /// them. `None` for other names.
    pub(crate) of_single: Vec<Option<Single>>,
    /// For each surface that is an acronym of a body or place: its number, where any full name has these initials.
    pub(crate) of_acronym: FxHashMap<u32, u32>,
    /// For each full name of a person or a body: shorter forms of it that occur as names too.
    pub(crate) shortenings: FxHashMap<u32, Vec<u32>>,
}

/// What a single part is looked up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Single {
    /// Its own text.
    pub(crate) text: Option<u32>,
    /// Its sound.
    pub(crate) sound: Option<u32>,
}

impl Shorts {
    /// Numbers all short forms of a table.
    pub(crate) fn new(table: &Table<'_>) -> Self {
        let mut numbers = Numbers::default();
        let of_full: Vec<Vec<Key>> = (0..table.names.len()).map(|name| numbers.of_full(table, name)).collect();
        let of_single = table.names.iter().map(|name| {
            (name.kind == EntityKind::Person && name.form.shape == Shape::Single).then(|| {
                let text = name.form.as_short();
                Single {
                    sound: numbers.get(Class::Sound, &sound::key(&text)),
                    text: numbers.get(Class::Surname, &text),
                }
            })
        });
        let of_single = of_single.collect();
        let acronyms = table.surfaces.iter().enumerate().filter(|&(at, surface)| {
            table.acronym[at] && surface.kind != EntityKind::Person && surface.known_as.is_none()
        });
        let of_acronym = acronyms
            .filter_map(|(at, _)| {
                let letters = &table.names[table.name_of[at] as usize].form.words;
                letters.chars().nth(SHORTEST_ACRONYM - 1)?;
                Some((at as u32, numbers.get(Class::Initials, letters)?))
            })
            .collect();
        Self { of_full, of_single, of_acronym, shortenings: shortenings(table) }
    }
}

/// Texts of short forms by class; a surname and a given name with the same text share a number.
#[derive(Default)]
struct Numbers {
    parts: FxHashMap<String, u32>,
    sounds: FxHashMap<String, u32>,
    initials: FxHashMap<String, u32>,
}

impl Numbers {
    fn table(&mut self, class: Class) -> &mut FxHashMap<String, u32> {
        match class {
            Class::Surname | Class::Given => &mut self.parts,
            Class::Sound => &mut self.sounds,
            Class::Initials => &mut self.initials,
        }
    }

    fn number(&mut self, class: Class, text: String) -> Key {
        let table = self.table(class);
        let next = table.len() as u32;
        (class, *table.entry(text).or_insert(next))
    }

    fn get(&self, class: Class, text: &str) -> Option<u32> {
        match class {
            Class::Surname | Class::Given => self.parts.get(text).copied(),
            Class::Sound => self.sounds.get(text).copied(),
            Class::Initials => self.initials.get(text).copied(),
        }
    }

    fn of_full(&mut self, table: &Table<'_>, name: usize) -> Vec<Key> {
        let name = &table.names[name];
        if name.form.shape == Shape::Single {
            return Vec::new();
        }
        if name.kind != EntityKind::Person {
            return name.form.initials().into_iter().map(|text| self.number(Class::Initials, text)).collect();
        }
        let mut keys = Vec::new();
        let parts = name.form.parts();
        let Some((last, given)) = parts.split_last() else { return keys };
        if given.is_empty() && !name.form.words.contains(' ') {
            return keys;
        }
        keys.extend(name.form.surnames().into_iter().map(|text| self.number(Class::Surname, text)));
        keys.extend(given.iter().map(|part| self.number(Class::Given, (*part).to_owned())));
        keys.push(self.number(Class::Sound, sound::key(last)));
        keys
    }
}

/// For each full name the shorter forms of it that are names of the briefing: of people as [`Form::shortenings`] has
/// them, of organisations what is left without the name of a known place or body before it ("General Assembly" of "UN
/// General Assembly").
fn shortenings(table: &Table<'_>) -> FxHashMap<u32, Vec<u32>> {
    let owners = owners(table);
    let names = table.names.iter().enumerate().filter(|(_, name)| name.form.shape == Shape::Full);
    names
        .filter_map(|(at, name)| {
            let shorter: Vec<String> = match name.kind {
                EntityKind::Person => name.form.shortenings(),
                EntityKind::Organisation => without_owner(&name.form.words, &owners).into_iter().collect(),
                EntityKind::Place => Vec::new(),
            };
            let found: Vec<u32> = shorter
                .iter()
                .filter_map(|words| table.full(words, name.kind))
                .filter(|&other| other != at as u32)
                .collect();
            (!found.is_empty()).then_some((at as u32, found))
        })
        .collect()
}

/// Full names with those that write initials for their middle names, "Jane M. Roe" of "Jane Mary Roe": only where one
/// of the two never stands without the other, and where no text speaks of kin beside either. A middle name that is left out
/// altogether joins nobody: father and son may differ by it.
pub(crate) fn middle_initials(table: &Table<'_>, evidence: &[Vec<Evidence>]) -> Vec<(u32, u32)> {
    let kin: FxHashSet<u32> = evidence
        .iter()
        .flatten()
        .filter_map(|piece| if let Evidence::Kin(name) = piece { Some(*name) } else { None })
        .collect();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (at, name) in table.names.iter().enumerate().filter(|(_, name)| name.kind == EntityKind::Person) {
        let shorter = name.form.with_middle_initials();
        let others = shorter.and_then(|words| table.full(&words, EntityKind::Person));
        pairs.extend(others.into_iter().map(|other| (at as u32, other)).filter(|pair| pair.0 != pair.1));
    }
    pairs.retain(|(long, short)| !kin.contains(long) && !kin.contains(short));
    let mut wanted: Vec<u32> = pairs.iter().flat_map(|&(long, short)| [long, short]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let articles = if wanted.is_empty() { FxHashMap::default() } else { table.articles_of(&wanted) };
    pairs.retain(|(long, short)| {
        let (Some(a), Some(b)) = (articles.get(long), articles.get(short)) else { return false };
        let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
        few.iter().all(|article| many.binary_search(article).is_ok())
    });
    pairs
}

/// All that the gazetteer knows in the briefing, as the articles write it.
fn owners(table: &Table<'_>) -> FxHashSet<String> {
    let known =
        table.surfaces.iter().filter(|surface| surface.known_as.is_some() && surface.kind != EntityKind::Person);
    known.map(|surface| Form::of(surface.text, surface.kind).words).collect()
}

/// A body's name of two words or more behind the name of what it belongs to.
fn without_owner(words: &str, owners: &FxHashSet<String>) -> Option<String> {
    let mut cuts = words.match_indices(' ').map(|(at, _)| at).take(LONGEST_OWNER);
    let cut = cuts.find(|&at| owners.contains(&words[..at]) && words[at + 1..].contains(' '))?;
    Some(words[cut + 1..].to_owned())
}
