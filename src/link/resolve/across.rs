//! What short names mean whose own article does not say: what the rest of the briefing makes of them.

use super::cluster::Clusters;
use super::name::Shape;
use super::short::{Class, Shorts};
use super::table::Table;
use super::within::Local;
use rustc_hash::{FxHashMap, FxHashSet};

/// A full name must be mentioned so often in the briefing before another article's bare surname is taken for it.
const CLEAR: u32 = 2;
/// Acronyms of so many letters may be joined by their initials alone; shorter ones need an article that has both.
const LONG_ACRONYM: usize = 4;

/// What a short name means wherever its article leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The entity with this name.
    Is(u32),
    /// Several fit.
    Ambiguous,
    /// The name is all there is.
    Itself,
}

/// Decides for each name that some article leaves open.
pub(crate) struct Briefing<'a> {
    table: &'a Table<'a>,
    clusters: &'a Clusters,
    shorts: &'a Shorts,
    /// Entities by surname, and by initials.
    fits: FxHashMap<(Class, u32), Vec<u32>>,
    /// Mentions of each entity by its full names.
    full_mentions: FxHashMap<u32, u32>,
    /// Shorter forms with the entities that articles with both forms give them.
    shown: FxHashMap<u32, Vec<u32>>,
}

impl<'a> Briefing<'a> {
    /// Gathers what all articles together show.
    pub(crate) fn new(table: &'a Table<'a>, clusters: &'a Clusters, shorts: &'a Shorts, locals: &[Vec<Local>]) -> Self {
        let mut found = Self {
            table,
            clusters,
            shorts,
            fits: FxHashMap::default(),
            full_mentions: FxHashMap::default(),
            shown: FxHashMap::default(),
        };
        let seen: FxHashSet<(u32, u32)> = locals
            .iter()
            .flatten()
            .filter_map(|local| match *local {
                Local::Shortens { name, is } => Some((name, clusters.root(is))),
                Local::Is(_) | Local::Ambiguous | Local::Open(_) | Local::Nothing => None,
            })
            .collect();
        let mut seen: Vec<(u32, u32)> = seen.into_iter().collect();
        seen.sort_unstable();
        for (name, root) in seen {
            push_new(found.shown.entry(name).or_default(), root);
        }
        for (name, keys) in shorts.of_full.iter().enumerate() {
            let root = found.longer(name as u32).unwrap_or_else(|| clusters.root(name as u32));
            for key in keys.iter().filter(|key| matches!(key.0, Class::Surname | Class::Initials)) {
                push_new(found.fits.entry(*key).or_default(), root);
            }
            if table.names[name].form.shape == Shape::Full {
                *found.full_mentions.entry(root).or_default() += table.counts[name];
            }
        }
        found
    }

    /// The entity of the longer form that articles with both forms show a shorter one to belong to, if they agree.
    pub(crate) fn longer(&self, name: u32) -> Option<u32> {
        match self.shown.get(&name).map(Vec::as_slice) {
            Some(&[only]) if self.clusters.may_join(name, only) => Some(only),
            _ => None,
        }
    }

    /// What a surface means that its article leaves open.
    pub(crate) fn meaning(&self, name: u32, surface: u32) -> Meaning {
        if let Some(longer) = self.longer(name) {
            return Meaning::Is(longer);
        }
        if let Some(&initials) = self.shorts.of_acronym.get(&surface) {
            return self.acronym(name, initials);
        }
        match self.shorts.of_single[name as usize] {
            Some(single) => self.surname(name, single.text),
            None => Meaning::Itself,
        }
    }

    fn acronym(&self, name: u32, initials: u32) -> Meaning {
        let letters = self.table.names[name as usize].form.words.chars().count();
        match self.fitting(Class::Initials, initials, name)[..] {
            [only] if letters >= LONG_ACRONYM => Meaning::Is(only),
            _ => Meaning::Itself,
        }
    }

    fn surname(&self, name: u32, text: Option<u32>) -> Meaning {
        let Some(text) = text else { return self.other_kind(name) };
        match self.fitting(Class::Surname, text, name)[..] {
            [] => self.other_kind(name),
            [only] if self.full_mentions.get(&only).is_some_and(|&count| count >= CLEAR) => Meaning::Is(only),
            [_] => Meaning::Itself,
            _ => Meaning::Ambiguous,
        }
    }

    /// A bare name taken for a person that is otherwise the name of a body or place, at least as often.
    fn other_kind(&self, name: u32) -> Meaning {
        let words = &self.table.names[name as usize].form.words;
        let others = self.table.with_words(words).filter(|&other| {
            self.table.names[other as usize].form.shape == Shape::Full && self.clusters.may_join(name, other)
        });
        let best = others.max_by_key(|&other| (self.table.counts[other as usize], std::cmp::Reverse(other)));
        match best {
            Some(other) if self.table.counts[other as usize] >= self.table.counts[name as usize] => Meaning::Is(other),
            _ => Meaning::Itself,
        }
    }

    fn fitting(&self, class: Class, key: u32, name: u32) -> Vec<u32> {
        let fits = self.fits.get(&(class, key)).map_or(&[][..], Vec::as_slice);
        fits.iter().copied().filter(|&root| self.clusters.may_join(name, root)).collect()
    }
}

/// Keeps at most eight: more are as ambiguous.
fn push_new(list: &mut Vec<u32>, root: u32) {
    if list.len() < 8 && !list.contains(&root) {
        list.push(root);
    }
}
