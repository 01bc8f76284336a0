//! From resolved mentions to entities: kinds, names, ids, postings.
//!
//! 1. Mentions are counted by entity and surface in one pass.
//! 2. Each entity takes the kind that most of its mentions have, and its canonical name.
//! 3. Ids are given: the curator's first, then by kind and name, so that a clash changes only the later kinds.
//! 4. Postings are filled in page order.

use super::resolve::{Form, Resolution, Shape, Table, display};
use crate::config::{EntityDecision, LinkSettings};
use crate::model::{Annotated, ArticleIx, Entity, EntityIx, EntityKind, MentionRef, Variant};
use crate::text::{fold, short_hash, slug, tidy};
use rustc_hash::{FxHashMap, FxHashSet};

/// Entities with the entity of each mention.
#[derive(Debug)]
pub(super) struct Entities {
    /// By kind, then folded name, then id.
    pub(super) all: Vec<Entity>,
    /// For each article and mention.
    pub(super) of_mentions: Vec<Vec<Option<EntityIx>>>,
}

/// Letters of a place's name in capitals that may be an abbreviation.
const SHORT: usize = 4;

/// An entity on its way.
struct Draft<'a> {
    root: u32,
    decision: Option<&'a EntityDecision>,
    kind: EntityKind,
    taken_for: [u32; 3],
    name: String,
    folded: String,
    variants: Vec<Variant>,
    id: String,
}

/// Makes the entities of a briefing.
pub(super) fn build(settings: &LinkSettings, articles: &[Annotated], resolution: &Resolution<'_>) -> Entities {
    let mut drafts = drafts(resolution);
    drafts.sort_unstable_by(|a, b| (a.kind, &a.folded, &a.name, a.root).cmp(&(b.kind, &b.folded, &b.name, b.root)));
    give_ids(&mut drafts, resolution);
    drafts.sort_unstable_by(|a, b| (a.kind, &a.folded, &a.id).cmp(&(b.kind, &b.folded, &b.id)));
    let index: FxHashMap<u32, EntityIx> =
        drafts.iter().enumerate().map(|(at, draft)| (draft.root, EntityIx(at as u32))).collect();
    let of_mentions: Vec<Vec<Option<EntityIx>>> = resolution
        .mentions
        .iter()
        .map(|mentions| mentions.iter().map(|root| index.get(root.as_ref()?).copied()).collect())
        .collect();
    let mut all: Vec<Entity> = drafts.into_iter().map(Draft::finish).collect();
    fill_postings(&mut all, articles, &of_mentions);
    for entity in &mut all {
        let is_named_enough = entity.mentions.len() >= settings.page_mentions as usize
            || entity.articles.len() >= settings.page_articles as usize;
        entity.has_page |= is_named_enough && is_sure(entity, articles, settings.page_confidence);
    }
    Entities { all, of_mentions }
}

/// Whether the finder was so sure of one of its mentions at least.
fn is_sure(entity: &Entity, articles: &[Annotated], least: u8) -> bool {
    let of = |mention: &MentionRef| &articles[mention.article.0 as usize].mentions[mention.mention as usize];
    entity.mentions.iter().any(|mention| of(mention).confidence >= least)
}

/// Counts mentions by entity and surface; hidden entities are left out.
fn drafts<'a>(resolution: &Resolution<'a>) -> Vec<Draft<'a>> {
    let table = &resolution.table;
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (roots, surfaces) in resolution.mentions.iter().zip(&table.mentions) {
        pairs.extend(roots.iter().zip(surfaces).filter_map(|(&root, &surface)| Some((root?, surface))));
    }
    pairs.sort_unstable();
    pairs
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|same| {
            let root = same[0].0;
            let owner = resolution.owners.get(&root);
            let decision = owner.and_then(|owner| owner.decision);
            if decision.is_some_and(|decision| decision.hide) {
                return None;
            }
            let counts: Vec<(u32, u32)> =
                same.chunk_by(|a, b| a.1 == b.1).map(|run| (run[0].1, run.len() as u32)).collect();
            let taken_for = taken_for(table, &counts);
            let kind = decision.and_then(|decision| decision.kind).unwrap_or_else(|| majority(taken_for));
            let name = without_capitals(kind, canonical(resolution, root, &counts));
            let folded = fold(&name);
            let variants = variants(table, &counts);
            Some(Draft { root, decision, kind, taken_for, name, folded, variants, id: String::new() })
        })
        .collect()
}

/// Mentions by the kind that the finder took each for.
fn taken_for(table: &Table<'_>, counts: &[(u32, u32)]) -> [u32; 3] {
    EntityKind::ALL.map(|kind| {
        let of_kind = counts.iter().filter(|(surface, _)| table.surfaces[*surface as usize].kind == kind);
        of_kind.map(|(_, count)| count).sum()
    })
}

/// The kind of most mentions; a tie goes to the first in the order of kinds.
fn majority(taken_for: [u32; 3]) -> EntityKind {
    let best = (0..taken_for.len()).max_by_key(|&at| (taken_for[at], std::cmp::Reverse(at)));
    EntityKind::ALL[best.unwrap_or(0)]
}

/// Spellings as written, most frequent first.
fn variants(table: &Table<'_>, counts: &[(u32, u32)]) -> Vec<Variant> {
    let mut by_text: FxHashMap<&str, u32> = FxHashMap::default();
    for &(surface, count) in counts {
        *by_text.entry(table.surfaces[surface as usize].text).or_default() += count;
    }
    let mut found: Vec<Variant> =
        by_text.into_iter().map(|(text, count)| Variant { text: text.to_owned(), count }).collect();
    found.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    found
}

/// The curator's name, else the gazetteer's, else the most frequent of the forms that identify by themselves (a full
/// name before a surname, an expansion before its acronym, mixed case before capitals, a place before its province).
fn canonical(resolution: &Resolution<'_>, root: u32, counts: &[(u32, u32)]) -> String {
    let (table, owner) = (&resolution.table, resolution.owners.get(&root));
    if let Some(name) = owner.and_then(|owner| owner.decision?.name.as_ref()) {
        return tidy(name).into_owned();
    }
    if let Some(owner) = owner.filter(|_| root as usize >= table.names.len()) {
        return spelled(owner.id);
    }
    let mut forms: FxHashMap<&str, (Class, u32)> = FxHashMap::default();
    for &(surface, count) in counts {
        let written = &table.surfaces[surface as usize];
        let name = table.name_of[surface as usize] as usize;
        let own = resolution.roots[name] == root;
        let (text, class) = match table.known[name].filter(|_| own) {
            Some(known) if spells(table, surface, known) => (display(written.text, written.kind), Class::Spelled),
            Some(known) => (known, Class::Known),
            None if own => (display(written.text, written.kind), class(table, surface)),
            None => (display(written.text, written.kind), Class::Short),
        };
        let entry = forms.entry(text).or_insert((class, 0));
        entry.0 = entry.0.max(class);
        entry.1 += count;
    }
    let mut forms: Vec<(&str, (Class, u32))> = forms.into_iter().collect();
    if let Some(owner) = owner
        && forms.iter().any(|(text, _)| slug(text) == owner.id)
    {
        forms.retain(|(text, _)| slug(text) == owner.id);
    }
    let best = forms.into_iter().max_by(|(a, x), (b, y)| {
        // the longer of two equally frequent forms says more; then the first in the alphabet
        x.cmp(y).then_with(|| a.chars().count().cmp(&b.chars().count())).then_with(|| b.cmp(a))
    });
    best.map_or_else(String::new, |(text, _)| text.to_owned())
}

/// A place that only a dateline names, as prose would write it: "HAYWARD" is "Hayward". Short ones may be abbreviations.
fn without_capitals(kind: EntityKind, name: String) -> String {
    let shouts = name.chars().all(|c| c.is_uppercase() || c == ' ' || c == '-') && name.chars().count() > SHORT;
    if kind != EntityKind::Place || !shouts {
        return name;
    }
    let mut begins = true;
    let mut small = String::with_capacity(name.len());
    for c in name.chars() {
        if begins {
            small.push(c);
        } else {
            small.extend(c.to_lowercase());
        }
        begins = !c.is_alphabetic();
    }
    small
}

/// Whether a surface is its name in full, not an acronym or another name of it, nor a headline's capitals.
fn spells(table: &Table<'_>, surface: u32, known: &str) -> bool {
    let written = &table.surfaces[surface as usize];
    let name = &table.names[table.name_of[surface as usize] as usize];
    let capitals = !written.text.chars().any(char::is_lowercase);
    let acronym = table.acronym[surface as usize] && !known.chars().any(char::is_lowercase);
    (!capitals || acronym) && Form::of(written.text, written.kind).words == name.form.words
}

/// A name from an id, for an entity that only a sidecar's mention stands for.
fn spelled(id: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    id.split('-').map(word).collect::<Vec<String>>().join(" ")
}

/// How well a form stands for an entity, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// A part of a personal name, or an acronym.
    Short,
    /// A whole name in capitals, as in a headline.
    Capitals,
    /// A place with the word for its kind.
    Classed,
    /// A whole name.
    Whole,
    /// The gazetteer's name.
    Known,
    /// The gazetteer's name as the articles spell it: "Kulob" for "Kŭlob".
    Spelled,
}

fn class(table: &Table<'_>, surface: u32) -> Class {
    let name = &table.names[table.name_of[surface as usize] as usize];
    if table.acronym[surface as usize] || name.form.shape == Shape::Single {
        return Class::Short;
    }
    let capitals = !table.surfaces[surface as usize].text.chars().any(char::is_lowercase);
    match capitals {
        true => Class::Capitals,
        false if name.kind == EntityKind::Place && name.form.without_class().is_some() => Class::Classed,
        false => Class::Whole,
    }
}

/// Gives ids in order: the curator's own, then the slug of the name, with the kind where another entity has it already,
/// with a hash of the name where even that is taken.
fn give_ids(drafts: &mut [Draft<'_>], resolution: &Resolution<'_>) {
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let mut owners: Vec<(usize, &str)> = drafts
        .iter()
        .enumerate()
        .filter_map(|(at, draft)| Some((at, resolution.owners.get(&draft.root)?.id)))
        .collect();
    owners.sort_unstable_by_key(|&(_, id)| id);
    for (at, id) in owners {
        let id = slug(id);
        if !id.is_empty() && taken.insert(id.clone()) {
            drafts[at].id = id;
        }
    }
    for draft in drafts.iter_mut().filter(|draft| draft.id.is_empty()) {
        let name = resolution.table.names.get(draft.root as usize);
        let (kind, words) = (draft.kind.name(), name.map_or(draft.name.as_str(), |name| name.form.words.as_str()));
        let base = match slug(&draft.name) {
            base if base.is_empty() => format!("{kind}-{}", short_hash(words, 4)),
            base => base,
        };
        let candidates = [base.clone(), format!("{base}-{kind}")];
        let hashed = (1..=8).map(|n| format!("{base}-{kind}-{}", short_hash(words, 4 * n)));
        let id = candidates.into_iter().chain(hashed).find(|id| !taken.contains(id));
        // names of one briefing differ, so their hashes do; should all eight lengths clash, the name's number cannot
        draft.id = id.unwrap_or_else(|| format!("{base}-{kind}-{}", draft.root));
        taken.insert(draft.id.clone());
    }
}

impl Draft<'_> {
    fn finish(self) -> Entity {
        let decided = self.decision.cloned().unwrap_or_default();
        Entity {
            id: self.id,
            kind: self.kind,
            taken_for: self.taken_for,
            name: self.name,
            variants: self.variants,
            description: decided.description,
            role: None,
            country: decided.country,
            coordinates: decided.coordinates,
            same_as: decided.same_as,
            mentions: Vec::new(),
            articles: Vec::new(),
            companions: Vec::new(),
            quotes: Vec::new(),
            topics: Vec::new(),
            // whom the curator speaks of is worth a page
            has_page: self.decision.is_some(),
        }
    }
}

/// Fills mentions, articles and quotes, each in page order.
fn fill_postings(entities: &mut [Entity], articles: &[Annotated], of_mentions: &[Vec<Option<EntityIx>>]) {
    for (at, (article, of_mentions)) in articles.iter().zip(of_mentions).enumerate() {
        let ix = ArticleIx(at as u32);
        for (mention, entity) in of_mentions.iter().enumerate() {
            let Some(entity) = entity else { continue };
            let entity = &mut entities[entity.0 as usize];
            entity.mentions.push(MentionRef { article: ix, mention: mention as u32 });
            match entity.articles.last_mut() {
                Some((last, count)) if *last == ix => *count += 1,
                _ => entity.articles.push((ix, 1)),
            }
        }
        for (quote, said) in article.quotes.iter().enumerate() {
            if let Some(speaker) = speaker(said.speaker, of_mentions) {
                entities[speaker.0 as usize].quotes.push((ix, quote as u32));
            }
        }
    }
}

/// The entity behind the mention that a quote names as its speaker.
pub(super) fn speaker(mention: Option<u32>, of_mentions: &[Option<EntityIx>]) -> Option<EntityIx> {
    of_mentions.get(mention? as usize).copied().flatten()
}
