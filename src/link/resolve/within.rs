//! What the names of one article mean, as far as the article itself says.
//!
//! 1. The curator's word for this article, then for the briefing.
//! 2. A full name means itself, or the one longer name of the article that it shortens.
//! 3. A single part of a personal name means the full name of the article that it fits: by surname, else by given name,
//!    else by the sound of the surname. If several fit, those that stand before it decide, if that is one; else the
//!    article's subject, if it was named last; else it stays unresolved. So does a relative ("his son Ahmad", "X, the
//!    son of X") and every lone part of a name that might mean either of the two.
//! 4. An acronym means the expansion that the article gives, else the one name of the article with these initials.

use super::cluster::Clusters;
use super::decide::{Decided, Said};
use super::evidence::{Evidence, word_before};
use super::join::Acronyms;
use super::name::Shape;
use super::short::{Class, Key, Shorts};
use super::sound;
use super::table::Table;
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{Annotated, EntityKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a mention turned out to mean within its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Local {
    /// The entity with this name.
    Is(u32),
    /// The same, but only because this article has the longer form beside the shorter one.
    Shortens {
        /// The shorter form.
        name: u32,
        /// A name of the entity.
        is: u32,
    },
    /// Several entities fit.
    Ambiguous,
    /// The article does not say; the name is all there is.
    Open(u32),
    /// Names nothing: by the curator, or because it is all signs.
    Nothing,
}

/// What all articles share.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) table: &'a Table<'a>,
    pub(crate) clusters: &'a Clusters,
    pub(crate) shorts: &'a Shorts,
    pub(crate) acronyms: &'a Acronyms,
    pub(crate) decided: &'a Decided<'a>,
    pub(crate) evidence: &'a [Vec<Evidence>],
    pub(crate) articles: &'a [Annotated],
}

/// Full names that a short form fits, each entity with the first place where it stands; more than eight are as good as
/// eight.
type Fits = Vec<(u32, u32)>;

/// Mentions of a title that are looked at.
const AHEAD: usize = 8;
/// Mentions before a bare name among which the last full name is looked for.
const BACK: usize = 64;
/// Words before a bare name that pick one of several people out.
const PICKED_OUT: [&str; 10] = ["a", "an", "another", "elder", "junior", "late", "old", "senior", "young", "younger"];

/// Resolves the mentions of an article.
pub(crate) fn resolve(known: Known<'_>, article: usize) -> Vec<Local> {
    let index = Index::new(known, article);
    let surfaces = &known.table.mentions[article];
    (0..surfaces.len()).map(|mention| index.local(mention, surfaces[mention])).collect()
}

/// The full names of an article by their short forms.
struct Index<'a> {
    known: Known<'a>,
    article: usize,
    fits: FxHashMap<Key, Fits>,
    /// Shorter names with the longer ones of the article.
    longer: FxHashMap<u32, Fits>,
    /// Mentions of somebody else than their name says: of relatives.
    strangers: FxHashSet<u32>,
    /// The entities whose relatives these are, and whose surnames are therefore theirs, too.
    shared: FxHashSet<u32>,
}

impl<'a> Index<'a> {
    fn new(known: Known<'a>, article: usize) -> Self {
        let mut index = Self {
            known,
            article,
            fits: FxHashMap::default(),
            longer: FxHashMap::default(),
            strangers: FxHashSet::default(),
            shared: FxHashSet::default(),
        };
        for &piece in &known.evidence[article] {
            match piece {
                Evidence::Namesake(mention) => {
                    index.strangers.insert(mention);
                    index.shared.insert(known.clusters.root(known.table.name(article, mention as usize)));
                }
                Evidence::Relative { mention, of } => {
                    index.strangers.insert(mention);
                    index.shared.extend(of.map(|name| known.clusters.root(name)));
                }
                Evidence::Expansion { .. } | Evidence::Alias(..) | Evidence::Kin(_) => {}
            }
        }
        let names: Vec<(u32, u32)> = known.table.mentions[article]
            .iter()
            .enumerate()
            .filter(|&(at, &surface)| known.decided.of_mention(article, at, surface).is_none())
            .map(|(at, &surface)| (known.table.name_of[surface as usize], at as u32))
            .collect();
        for &(name, at) in &names {
            for &shorter in known.shorts.shortenings.get(&name).into_iter().flatten() {
                add(index.longer.entry(shorter).or_default(), known.clusters, name, at);
            }
        }
        for &(name, at) in &names {
            for &key in &known.shorts.of_full[name as usize] {
                let full = index.longest(name);
                add(index.fits.entry(key).or_default(), known.clusters, full, at);
            }
        }
        index
    }

    /// The longer name of the article that a full name shortens, else itself.
    fn longest(&self, name: u32) -> u32 {
        match self.longer.get(&name).map(Vec::as_slice) {
            Some(&[(longer, _)]) if self.known.clusters.may_join(name, longer) => longer,
            _ => name,
        }
    }

    fn local(&self, mention: usize, surface: u32) -> Local {
        let Known { table, clusters, shorts, acronyms, decided, .. } = self.known;
        match decided.of_mention(self.article, mention, surface) {
            Some(Said::Is(name)) => return Local::Is(name),
            Some(Said::Nothing) => return Local::Nothing,
            None => {}
        }
        let name = table.name_of[surface as usize];
        if !table.names[name as usize].form.words.contains(char::is_alphanumeric) {
            return Local::Nothing;
        }
        let is_stranger = self.strangers.contains(&(mention as u32));
        if is_stranger && table.names[name as usize].form.shape == Shape::Full {
            return Local::Ambiguous;
        }
        if clusters.owner(name).is_some() {
            return Local::Is(name);
        }
        if let Some(&full) = acronyms.local.get(&(self.article as u32, surface)) {
            return Local::Is(full);
        }
        if acronyms.ambiguous.contains(&name) {
            return Local::Ambiguous;
        }
        if shorts.of_acronym.contains_key(&surface) && clusters.is_alone(name) {
            return Local::Open(name);
        }
        match table.names[name as usize] {
            ref full if full.form.shape == Shape::Full => match self.longest(name) {
                longest if longest == name => Local::Is(name),
                longer => Local::Shortens { name, is: longer },
            },
            ref single => {
                debug_assert_eq!(single.kind, EntityKind::Person);
                match self.single(name, mention as u32) {
                    Local::Is(full) if is_stranger || self.shared.contains(&clusters.root(full)) => Local::Ambiguous,
                    local => local,
                }
            }
        }
    }

    fn single(&self, name: u32, mention: u32) -> Local {
        let Some(short) = self.known.shorts.of_single[name as usize] else { return Local::Open(name) };
        let by_text = short.text.and_then(|text| {
            self.only((Class::Surname, text), name, mention).or_else(|| self.only((Class::Given, text), name, mention))
        });
        match by_text {
            Some(Ok(full)) => Local::Is(full),
            Some(Err(())) => Local::Ambiguous,
            None => match short.sound.and_then(|sound| self.only((Class::Sound, sound), name, mention)) {
                Some(Ok(full)) if self.sounds_like(name, full) => Local::Is(full),
                _ => Local::Open(name),
            },
        }
    }

    /// The one entity that a short form fits: the only one before the mention, else the only one of the article.
    /// `Err` when there are several, `None` when there is none.
    fn only(&self, key: Key, name: u32, mention: u32) -> Option<Result<u32, ()>> {
        let clusters = self.known.clusters;
        let fits = self.fits.get(&key)?.iter().filter(|(full, _)| clusters.may_join(name, *full));
        let mut all = fits.clone().map(|&(full, _)| full);
        let mut before = fits.clone().filter(|&&(_, at)| at < mention).map(|&(full, _)| full);
        let first = all.next()?;
        if all.next().is_none() {
            return Some(Ok(first));
        }
        match (before.next(), before.next()) {
            (Some(full), None) => Some(Ok(full)),
            _ => Some(self.subject(&fits.map(|&(full, _)| full), mention).ok_or(())),
        }
    }

    /// Which of several people a bare name means where the article is about one of them: the one that its title names in
    /// full, provided that no other one was named in full since, and outside quotations.
    fn subject(&self, fits: &(impl Iterator<Item = u32> + Clone), mention: u32) -> Option<u32> {
        let Known { table, clusters, articles, .. } = self.known;
        let article = &articles[self.article];
        let own = article.mentions.get(mention as usize)?;
        let behind = article
            .quotes
            .partition_point(|quote| (quote.at.block, quote.at.span.start) <= (own.at.block, own.at.span.start));
        let quote = behind.checked_sub(1).map(|before| article.quotes[before].at);
        let is_said = quote.is_some_and(|quote| quote.block == own.at.block && quote.span.contains(own.at.span));
        if is_said || PICKED_OUT.contains(&word_before(article, own)) {
            return None;
        }
        let full = |at: usize| {
            let name = table.name(self.article, at);
            let is_full = table.names[name as usize].form.shape == Shape::Full;
            fits.clone().find(|&fit| is_full && clusters.root(fit) == clusters.root(name))
        };
        let in_title = article.mentions.iter().take(AHEAD).take_while(|mention| mention.at.block == TITLE_BLOCK);
        let mut in_title = (0..in_title.count()).filter_map(full);
        let subject = in_title.next().filter(|&first| in_title.all(|other| other == first))?;
        let last = (0..mention as usize).rev().take(BACK).find_map(full)?;
        (last == subject).then_some(subject)
    }

    /// Whether a single part is another spelling of a full name's last part.
    fn sounds_like(&self, single: u32, full: u32) -> bool {
        let names = &self.known.table.names;
        let text = names[single as usize].form.as_short();
        names[full as usize].form.parts().last().is_some_and(|last| sound::spelled_alike(&text, last))
    }
}

fn add(fits: &mut Fits, clusters: &Clusters, name: u32, at: u32) {
    let root = clusters.root(name);
    if fits.len() < 8 && !fits.iter().any(|&(other, _)| clusters.root(other) == root) {
        fits.push((name, at));
    }
}
