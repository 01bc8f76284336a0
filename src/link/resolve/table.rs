//! Every distinct surface form and every distinct name of a briefing once, as integers.
//!
//! Surfaces and names are numbered in the order of their text, so that nothing that follows depends on the order of the
//! articles.

use super::name::{Form, Shape, is_acronym};
use crate::link::text_of;
use crate::model::{Annotated, EntityKind};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// A spelling with what the finder says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Surface<'a> {
    /// As the text has it.
    pub(crate) text: &'a str,
    /// What kind of thing the finder takes it for.
    pub(crate) kind: EntityKind,
    /// The gazetteer's canonical name.
    pub(crate) known_as: Option<&'static str>,
}

/// A name in its comparable form; one for all surfaces that differ only in dress.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    /// The comparable form.
    pub(crate) form: Form,
    /// What kind of thing it names.
    pub(crate) kind: EntityKind,
}

/// All surfaces and names, and which stands where.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    /// Distinct surfaces, sorted.
    pub(crate) surfaces: Vec<Surface<'a>>,
    /// For each surface: its name.
    pub(crate) name_of: Vec<u32>,
    /// For each surface: whether it is written as an acronym.
    pub(crate) acronym: Vec<bool>,
    /// Distinct names, sorted by words, then kind.
    pub(crate) names: Vec<Name>,
    /// For each name: the gazetteer's canonical name behind it.
    pub(crate) known: Vec<Option<&'static str>>,
    /// For each name: mentions of it.
    pub(crate) counts: Vec<u32>,
    /// For each article and each of its mentions: the surface.
    pub(crate) mentions: Vec<Vec<u32>>,
}

impl<'a> Table<'a> {
    /// Numbers everything that the articles name. What the curator names by these `words` keeps its own name, whatever
    /// the gazetteer knows it by.
    pub(crate) fn new(articles: &'a [Annotated], words: &FxHashSet<String>) -> Self {
        let (surfaces, mentions) = intern(articles);
        let forms: Vec<Name> = surfaces.par_iter().map(|surface| surface.name(words)).collect();
        let mut names = forms.clone();
        names.par_sort_unstable();
        names.dedup();
        let name_of: Vec<u32> = forms.par_iter().map(|form| names.partition_point(|name| name < form) as u32).collect();
        let mut known = vec![None; names.len()];
        for ((surface, form), &name) in surfaces.iter().zip(&forms).zip(&name_of) {
            if let Some(canonical) = surface.known_as
                && form.form.words == Form::of(canonical, surface.kind).words
            {
                known[name as usize] = Some(canonical);
            }
        }
        let mut counts = vec![0; names.len()];
        for &surface in mentions.iter().flatten() {
            counts[name_of[surface as usize] as usize] += 1;
        }
        let acronym = surfaces.iter().map(|surface| is_acronym(surface.text)).collect();
        Self { surfaces, name_of, acronym, names, known, counts, mentions }
    }

    /// The name behind a mention.
    pub(crate) fn name(&self, article: usize, mention: usize) -> u32 {
        self.name_of[self.mentions[article][mention] as usize]
    }

    /// All names with these words, of any kind.
    pub(crate) fn with_words(&self, words: &str) -> std::ops::Range<u32> {
        let from = self.names.partition_point(|name| name.form.words.as_str() < words);
        let len = self.names[from..].iter().take_while(|name| name.form.words == words).count();
        from as u32..(from + len) as u32
    }

    /// The name with these words and this kind that identifies.
    pub(crate) fn full(&self, words: &str, kind: EntityKind) -> Option<u32> {
        self.with_words(words).find(|&name| {
            let name = &self.names[name as usize];
            name.kind == kind && name.form.shape == Shape::Full
        })
    }

    /// The articles of each name, ascending, each once.
    pub(crate) fn articles_of(&self, wanted: &[u32]) -> FxHashMap<u32, Vec<u32>> {
        let mut found: FxHashMap<u32, Vec<u32>> = wanted.iter().map(|&name| (name, Vec::new())).collect();
        for (article, surfaces) in self.mentions.iter().enumerate() {
            for &surface in surfaces {
                if let Some(articles) = found.get_mut(&self.name_of[surface as usize])
                    && articles.last() != Some(&(article as u32))
                {
                    articles.push(article as u32);
                }
            }
        }
        found
    }
}

impl Surface<'_> {
    /// Its name: the gazetteer's, which identifies even in one word, else its own.
    fn name(&self, curated: &FxHashSet<String>) -> Name {
        let own = || Form::of(self.text, self.kind);
        let form = match self.known_as {
            None => own(),
            Some(_) if !curated.is_empty() && curated.contains(&own().words) => own(),
            Some(canonical) => Form { shape: Shape::Full, ..Form::of(canonical, self.kind) },
        };
        Name { form, kind: self.kind }
    }
}

/// Distinct surfaces in order, and the surface of each mention.
fn intern(articles: &[Annotated]) -> (Vec<Surface<'_>>, Vec<Vec<u32>>) {
    let mut seen: FxHashMap<Surface<'_>, u32> = FxHashMap::default();
    let mut surfaces: Vec<Surface<'_>> = Vec::new();
    let mut mentions: Vec<Vec<u32>> = articles
        .iter()
        .map(|article| {
            let number = |mention: &crate::model::Mention| {
                let text = text_of(article, mention.at);
                let surface = Surface { text, kind: mention.kind, known_as: mention.known_as };
                *seen.entry(surface).or_insert_with(|| {
                    surfaces.push(surface);
                    surfaces.len() as u32 - 1
                })
            };
            article.mentions.iter().map(number).collect()
        })
        .collect();
    let mut order: Vec<u32> = (0..surfaces.len() as u32).collect();
    order.sort_unstable_by_key(|&at| surfaces[at as usize]);
    let mut rank = vec![0; surfaces.len()];
    for (new, &old) in order.iter().enumerate() {
        rank[old as usize] = new as u32;
    }
    mentions.par_iter_mut().flatten().for_each(|surface| *surface = rank[*surface as usize]);
    surfaces.sort_unstable();
    (surfaces, mentions)
}
