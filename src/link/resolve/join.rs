//! Names of different articles that are one: same words, same letters, middle initials, the text's own word for it,
//! the class of a place, transliteration. Containment alone never joins two people.

use super::cluster::Clusters;
use super::evidence::Evidence;
use super::name::Shape;
use super::short::{Class, Shorts};
use super::sound;
use super::table::Table;
use crate::model::EntityKind;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Most spellings of one sound that are compared with each further one.
const HEADS: usize = 24;
/// A place's single word must be this long before its spelling may vary.
const LONG_PLACE: usize = 6;

/// Joins whatever the names and the texts show to be one, best-attested names first where it matters.
pub(crate) fn join_names(table: &Table<'_>, evidence: &[Vec<Evidence>], clusters: &mut Clusters) {
    same_words(table, clusters);
    groups(table, clusters, |_, name| Some(table.names[name as usize].form.squeezed()));
    middle_initials(table, clusters);
    for &found in evidence.iter().flatten() {
        if let Evidence::Alias(a, b) = found {
            clusters.join(a, b);
        }
    }
    place_classes(table, clusters);
    transliterations(table, clusters);
}

/// One name for two kinds of thing is one thing that the finder was unsure of; a lone part of a personal name is left out.
fn same_words(table: &Table<'_>, clusters: &mut Clusters) {
    for name in 1..table.names.len() as u32 {
        let (a, b) = (&table.names[name as usize - 1].form, &table.names[name as usize].form);
        if a.words == b.words && a.shape == Shape::Full && b.shape == Shape::Full {
            clusters.join(name - 1, name);
        }
    }
}

/// Joins the full names of one kind that share a key.
fn groups(table: &Table<'_>, clusters: &mut Clusters, key: impl Fn(&Table<'_>, u32) -> Option<String> + Sync) {
    let mut keyed: Vec<(EntityKind, String, u32)> = (0..table.names.len() as u32)
        .into_par_iter()
        .filter(|&name| table.names[name as usize].form.shape == Shape::Full)
        .filter_map(|name| Some((table.names[name as usize].kind, key(table, name)?, name)))
        .collect();
    keyed.par_sort_unstable();
    for pair in keyed.windows(2) {
        if pair[0].0 == pair[1].0 && pair[0].1 == pair[1].1 {
            clusters.join(pair[0].2, pair[1].2);
        }
    }
}

/// "Donald J. Trump" is "Donald Trump" unless the briefing has another "Donald … Trump" with other initials.
fn middle_initials(table: &Table<'_>, clusters: &mut Clusters) {
    let mut with: Vec<(String, u32)> = (0..table.names.len() as u32)
        .filter(|&name| table.names[name as usize].kind == EntityKind::Person)
        .filter_map(|name| Some((table.names[name as usize].form.without_initials()?, name)))
        .collect();
    with.sort_unstable();
    for same in with.chunk_by(|a, b| a.0 == b.0) {
        if let ([(plain, name)], Some(full)) = (same, table.full(&same[0].0, EntityKind::Person)) {
            debug_assert!(!plain.is_empty());
            clusters.join(full, *name);
        }
    }
}

/// "Panjshir Valley", "Panjshir Province" and "Panjshir" are one, unless the gazetteer knows them by different names or
/// knows the bare name only: then the class word tells a province from the city that it is named after.
fn place_classes(table: &Table<'_>, clusters: &mut Clusters) {
    let mut cores: Vec<(&str, u32)> = (0..table.names.len() as u32)
        .filter(|&name| table.names[name as usize].kind == EntityKind::Place)
        .filter_map(|name| Some((table.names[name as usize].form.without_class()?, name)))
        .collect();
    cores.sort_unstable();
    for same in cores.chunk_by(|a, b| a.0 == b.0) {
        let bare = table.full(same[0].0, EntityKind::Place);
        let names: Vec<u32> = bare.into_iter().chain(same.iter().map(|&(_, name)| name)).collect();
        let free = |name: u32| table.known[name as usize].is_none();
        let Some(&first) = names.iter().find(|&&name| free(name)) else { continue };
        for &name in names.iter().filter(|&&name| free(name)) {
            clusters.join(first, name);
        }
    }
}

/// Spellings that transliteration makes of one name, within blocks of names that sound alike; the best-attested spelling
/// of a block comes first and takes the others, so that no chain of small differences joins two distant names.
fn transliterations(table: &Table<'_>, clusters: &mut Clusters) {
    let mut blocks: Vec<(EntityKind, String, u32)> = (0..table.names.len() as u32)
        .into_par_iter()
        .filter(|&name| may_vary(table, name))
        .map(|name| {
            let sounds: Vec<String> = core(table, name).split(' ').map(sound::key).collect();
            (table.names[name as usize].kind, sounds.join(" "), name)
        })
        .collect();
    blocks.par_sort_unstable();
    let mut candidates: Vec<(u32, u32)> = Vec::new();
    for block in blocks.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
        let mut names: Vec<u32> = block.iter().map(|entry| entry.2).collect();
        names.sort_by_key(|&name| (std::cmp::Reverse(table.counts[name as usize]), name));
        let mut heads: Vec<u32> = Vec::new();
        for name in names {
            match heads.iter().find(|&&head| one_name(table, head, name)) {
                Some(&head) => candidates.push((head, name)),
                None if heads.len() < HEADS => heads.push(name),
                None => {}
            }
        }
    }
    let together = Together::new(table, &candidates);
    for (head, name) in candidates {
        if same_given_name(table, head, name) || !together.in_one_article(head, name) {
            clusters.join(head, name);
        }
    }
}

/// What of a name is compared by sound: of a place without the word for its kind.
fn core<'t>(table: &'t Table<'_>, name: u32) -> &'t str {
    let name = &table.names[name as usize];
    match name.kind {
        EntityKind::Place => name.form.without_class().unwrap_or(&name.form.words),
        EntityKind::Person | EntityKind::Organisation => &name.form.words,
    }
}

/// Names whose spelling may vary: full personal names, bodies of two words or more, long places.
fn may_vary(table: &Table<'_>, name: u32) -> bool {
    let form = &table.names[name as usize].form;
    match table.names[name as usize].kind {
        EntityKind::Person => form.shape == Shape::Full && form.words.contains(' '),
        EntityKind::Organisation => form.words.contains(' '),
        EntityKind::Place => core(table, name).len() >= LONG_PLACE,
    }
}

/// Whether two names of a block are one: word for word equal but for one word that is spelled alike, and not both known.
fn one_name(table: &Table<'_>, a: u32, b: u32) -> bool {
    let known = |name: u32| table.known[name as usize].is_some();
    if known(a) && known(b) {
        return false;
    }
    let (x, y) = (core(table, a), core(table, b));
    if x == y {
        // two names of one place with and without its class: settled before
        return false;
    }
    let mut differing = x.split(' ').zip(y.split(' ')).filter(|(x, y)| x != y);
    let (Some((x_word, y_word)), None) = (differing.next(), differing.next()) else { return false };
    let long = table.names[a as usize].kind != EntityKind::Place || x_word.len().min(y_word.len()) >= LONG_PLACE;
    long && x.split(' ').count() == y.split(' ').count() && sound::spelled_alike(x_word, y_word)
}

/// Whether two names begin with the same word (always so for what is no person).
fn same_given_name(table: &Table<'_>, a: u32, b: u32) -> bool {
    let (a, b) = (&table.names[a as usize], &table.names[b as usize]);
    a.kind != EntityKind::Person || a.form.words.split(' ').next() == b.form.words.split(' ').next()
}

/// Which candidates stand in one article: an article that writes two given names means two people.
struct Together(FxHashMap<u32, Vec<u32>>);

impl Together {
    fn new(table: &Table<'_>, candidates: &[(u32, u32)]) -> Self {
        let doubtful = candidates.iter().filter(|pair| !same_given_name(table, pair.0, pair.1));
        let mut wanted: Vec<u32> = doubtful.flat_map(|&(a, b)| [a, b]).collect();
        wanted.sort_unstable();
        wanted.dedup();
        Self(if wanted.is_empty() { FxHashMap::default() } else { table.articles_of(&wanted) })
    }

    fn in_one_article(&self, a: u32, b: u32) -> bool {
        let (Some(a), Some(b)) = (self.0.get(&a), self.0.get(&b)) else { return false };
        let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
        few.iter().any(|article| many.binary_search(article).is_ok())
    }
}

/// Acronyms that texts expand: joined with their expansion where all texts agree; the rest is left to each article.
#[derive(Debug, Default)]
pub(crate) struct Acronyms {
    /// Names that several expansions claim.
    pub(crate) ambiguous: FxHashSet<u32>,
    /// By article and surface: the expansion that this article gives.
    pub(crate) local: FxHashMap<(u32, u32), u32>,
}

impl Acronyms {
    /// Joins what is unambiguous. Runs after all other joins, so that spellings of one expansion count once.
    pub(crate) fn join(
        table: &Table<'_>,
        shorts: &Shorts,
        evidence: &[Vec<Evidence>],
        clusters: &mut Clusters,
    ) -> Self {
        let mut found = Self::default();
        for (article, evidence) in evidence.iter().enumerate() {
            for &piece in evidence {
                if let Evidence::Expansion { acronym, full } = piece {
                    found.local.entry((article as u32, acronym)).or_insert(full);
                }
            }
        }
        let beside: Vec<Vec<(u32, u32)>> =
            table.mentions.par_iter().map(|surfaces| beside(table, shorts, clusters, surfaces)).collect();
        for (article, pairs) in beside.into_iter().enumerate() {
            for (acronym, full) in pairs {
                found.local.entry((article as u32, acronym)).or_insert(full);
            }
        }
        let mut expansions: Vec<(u32, u32)> = found
            .local
            .iter()
            .map(|(&(_, acronym), &full)| (acronym, full))
            .filter(|&(acronym, full)| !is_another(table, full, acronym))
            .map(|(acronym, full)| (table.name_of[acronym as usize], full))
            .collect();
        expansions.sort_unstable();
        expansions.dedup();
        for same in expansions.chunk_by(|a, b| a.0 == b.0) {
            let name = same[0].0;
            let mut roots: Vec<u32> = same.iter().map(|&(_, full)| clusters.root(full)).collect();
            roots.sort_unstable();
            roots.dedup();
            if let [only] = roots[..] {
                clusters.join(name, only);
            } else if table.known[name as usize].is_none() {
                found.ambiguous.insert(name);
            }
        }
        found
    }
}

/// Acronyms of an article with the one name beside them that has their initials.
fn beside(table: &Table<'_>, shorts: &Shorts, clusters: &Clusters, surfaces: &[u32]) -> Vec<(u32, u32)> {
    let mut acronyms: Vec<(u32, u32)> =
        surfaces.iter().filter_map(|surface| Some((*shorts.of_acronym.get(surface)?, *surface))).collect();
    if acronyms.is_empty() {
        return acronyms;
    }
    acronyms.sort_unstable();
    acronyms.dedup();
    let mut fits: FxHashMap<u32, Vec<u32>> = acronyms.iter().map(|&(letters, _)| (letters, Vec::new())).collect();
    for &surface in surfaces {
        let name = table.name_of[surface as usize];
        for &(class, number) in &shorts.of_full[name as usize] {
            if class == Class::Initials
                && let Some(names) = fits.get_mut(&number)
                && names.len() < 2
                && !names.iter().any(|&other| clusters.root(other) == clusters.root(name))
            {
                names.push(name);
            }
        }
    }
    acronyms
        .into_iter()
        .filter_map(|(letters, surface)| match fits[&letters][..] {
            [only] => Some((surface, only)),
            _ => None,
        })
        .collect()
}

/// Whether an expansion is something else than what the gazetteer knows the acronym by: the known name spells the same
/// letters with other words.
fn is_another(table: &Table<'_>, full: u32, acronym: u32) -> bool {
    let name = table.name_of[acronym as usize];
    let letters = table.surfaces[acronym as usize].text.replace('.', "").to_lowercase();
    let known = &table.names[name as usize];
    name != full && table.known[name as usize].is_some() && known.form.initials().contains(&letters)
}
