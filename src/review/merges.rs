//! Entities of one kind that may be one.
//!
//! 1. Names come into one block whose words sound alike, or one of which is written like the initials of the other.
//! 2. Each name of a block is compared with the best-attested ones and with its neighbours in the alphabet.
//! 3. Pairs whose names fit are weighed by the company they keep, and by whether one article has both.
//!
//! What the curator keeps apart, or has decided on both sides, is not asked again; nor are two names that the gazetteer knows.

use super::company::Company;
use super::likeness::{ALIKE, Fit, Rarity, Word, fit, words};
use super::{Doubt, DoubtKind, Effect, Sentence, entities, is_known, mention_text, sentence, written};
use crate::config::{Curation, Settlement};
use crate::link::{Form, Shape};
use crate::model::{ArticleIx, Briefing, Entity, EntityIx, EntityKind};
use crate::text::slug;
use rayon::prelude::*;

/// The best-attested names of a block, with which each of its names is compared.
const HEADS: usize = 12;
/// Neighbours in the alphabet with which each name of a block is compared.
const NEIGHBOURS: usize = 3;
/// Most pairs whose company is weighed.
const MOST_PAIRS: usize = 4_000;
/// Names fit from here on, if their company is alike; …
const FITS: f32 = 0.5;
/// … so alike at least.
const ALIKE_COMPANY: f32 = 0.1;
/// Words that the company of two names must have in common which are spelled differently.
const COMMON_WORDS: usize = 3;
/// How alike a name and its initials are.
const INITIALS: f32 = 0.75;
/// An article that names the one in full and the other only in short speaks for one person.
const CALLED_SO: f32 = 0.2;
/// A lone surname is asked of so many bearers at most.
const LONE: u32 = 3;
/// What is less likely is not asked.
const LIKELY: f32 = 0.4;
/// Most doubts of this kind.
const MOST: usize = 500;

/// Two entities whose names fit; the first is the better attested one.
struct Pair {
    kept: EntityIx,
    joined: EntityIx,
    names: f32,
    /// How they fit.
    relation: Relation,
    reason: String,
}

/// How two names fit each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// Word for word alike, or one the initials of the other.
    Spelling,
    /// All words of one are words of the other.
    Part,
    /// A word sounds the same and is spelled otherwise, others differ.
    Garbled,
    /// They have words in common.
    Akin,
}

/// Names of the briefing, ready to be compared.
struct Names<'a> {
    briefing: &'a Briefing,
    words: Vec<Vec<Word>>,
    rarity: [Rarity; 3],
}

/// Finds the entities that may be one.
pub(super) fn find(briefing: &Briefing, curation: &Curation) -> Vec<Doubt> {
    let names = Names::new(briefing);
    let mut pairs: Vec<Pair> = names
        .candidates()
        .into_par_iter()
        .filter(|&(a, b)| may_be_asked(briefing, curation, a, b))
        .filter_map(|(a, b)| names.pair(a, b))
        .collect();
    pairs.sort_by(|a, b| b.names.total_cmp(&a.names).then_with(|| (a.kept, a.joined).cmp(&(b.kept, b.joined))));
    pairs.truncate(MOST_PAIRS);
    let mut compared: Vec<EntityIx> = pairs.iter().flat_map(|pair| [pair.kept, pair.joined]).collect();
    compared.sort_unstable();
    compared.dedup();
    let company = Company::new(briefing, &compared);
    let mut found: Vec<Doubt> = pairs.iter().filter_map(|pair| doubt(briefing, &company, pair)).collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.about.cmp(&b.about)));
    found.truncate(MOST);
    found
}

impl<'a> Names<'a> {
    fn new(briefing: &'a Briefing) -> Self {
        let words: Vec<Vec<Word>> =
            briefing.entities.par_iter().map(|entity| words(&Form::of(written(entity), entity.kind).words)).collect();
        let rarity = EntityKind::ALL.map(|kind| {
            let of_kind = entities(briefing).filter(|(_, entity)| entity.kind == kind);
            Rarity::new(of_kind.map(|(ix, _)| words[ix.0 as usize].as_slice()))
        });
        Self { briefing, words, rarity }
    }

    fn words(&self, ix: EntityIx) -> &[Word] {
        &self.words[ix.0 as usize]
    }

    /// Pairs that share a block, each once.
    fn candidates(&self) -> Vec<(EntityIx, EntityIx)> {
        let mut keyed: Vec<(EntityKind, String, EntityIx)> = entities(self.briefing)
            .flat_map(|(ix, entity)| self.keys(ix, entity).into_iter().map(move |key| (entity.kind, key, ix)))
            .collect();
        keyed.par_sort_unstable();
        keyed.dedup();
        let blocks: Vec<&[(EntityKind, String, EntityIx)]> =
            keyed.chunk_by(|a, b| (a.0, &a.1) == (b.0, &b.1)).collect();
        let mut pairs: Vec<(EntityIx, EntityIx)> =
            blocks.into_par_iter().flat_map_iter(|block| self.within(block.iter().map(|entry| entry.2))).collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Where a name can be met: by the sound of each word, by its initials, and as the initials of another.
    fn keys(&self, ix: EntityIx, entity: &Entity) -> Vec<String> {
        let words = self.words(ix);
        let mut keys: Vec<String> =
            words.iter().filter(|word| word.letters.len() > 2).map(|word| word.skeleton.clone()).collect();
        if entity.kind != EntityKind::Person {
            let form = Form::of(written(entity), entity.kind);
            keys.extend(
                form.initials().into_iter().filter(|letters| letters.len() > 1).map(|letters| format!("={letters}")),
            );
            if let [only] = words
                && is_acronym(written(entity))
            {
                keys.push(format!("={}", only.text()));
            }
        }
        keys
    }

    /// The pairs of a block: each name with the best attested and with its neighbours.
    fn within(&self, block: impl Iterator<Item = EntityIx>) -> Vec<(EntityIx, EntityIx)> {
        let mut names: Vec<EntityIx> = block.collect();
        if names.len() < 2 {
            return Vec::new();
        }
        // entities of one kind stand in the order of their names
        let mut pairs: Vec<(EntityIx, EntityIx)> = Vec::new();
        for (at, &name) in names.iter().enumerate() {
            pairs.extend(names[at + 1..].iter().take(NEIGHBOURS).map(|&next| (name, next)));
        }
        names.sort_by_key(|&ix| (std::cmp::Reverse(self.briefing.entity(ix).mentions.len()), ix));
        for (at, &head) in names.iter().take(HEADS).enumerate() {
            pairs.extend(names[at + 1..].iter().map(|&name| (head.min(name), head.max(name))));
        }
        pairs
    }

    /// Whether two names fit each other, and how.
    fn pair(&self, a: EntityIx, b: EntityIx) -> Option<Pair> {
        let briefing = self.briefing;
        let kind = briefing.entity(a).kind;
        let (kept, joined) = if attested(briefing, a) >= attested(briefing, b) { (a, b) } else { (b, a) };
        if let Some((short, long)) = initials(briefing, a, b) {
            let reason =
                format!("“{}” are the initials of “{}”", written(briefing.entity(short)), briefing.entity(long).name);
            return Some(Pair { kept: long, joined: short, names: INITIALS, relation: Relation::Spelling, reason });
        }
        let (short, long) = if self.words(a).len() <= self.words(b).len() { (a, b) } else { (b, a) };
        let rarity = &self.rarity[kind as usize];
        let fit = fit(self.words(short), self.words(long), rarity);
        let relation = self.relation(&fit, (short, long));
        let is_possible = match (relation, kind) {
            // a lone surname that many bear says nothing
            (Relation::Part, EntityKind::Person) => {
                self.words(short).len() > 1 || rarity.uses(&self.words(short)[0]) <= LONE
            }
            (Relation::Garbled, EntityKind::Person) => {
                self.words(short).len() == self.words(long).len() && fit.whole >= FITS
            }
            // people who have a word of their names in common are two people
            (Relation::Akin, EntityKind::Person) => false,
            _ => fit.whole >= FITS,
        };
        if !is_possible {
            return None;
        }
        let reason = match relation {
            Relation::Spelling => format!("spelled alike: {}", self.differing(&fit, (short, long))),
            Relation::Part => {
                format!("“{}” is a part of “{}”", briefing.entity(short).name, briefing.entity(long).name)
            }
            Relation::Garbled | Relation::Akin => format!("alike: {}", self.differing(&fit, (short, long))),
        };
        Some(Pair { kept, joined, names: fit.whole, relation, reason })
    }

    fn relation(&self, fit: &Fit, (short, long): (EntityIx, EntityIx)) -> Relation {
        let (own, other) = (self.words(short), self.words(long));
        if fit.pairs.iter().all(|&(_, alike)| alike >= ALIKE) {
            return if own.len() == other.len() { Relation::Spelling } else { Relation::Part };
        }
        // a word that is the same to the letter is simply one that both have
        let sounds = |(word, &(partner, alike)): (&Word, &(usize, f32))| {
            alike >= ALIKE && other.get(partner).is_some_and(|other| other.letters != word.letters)
        };
        if own.iter().zip(&fit.pairs).any(sounds) { Relation::Garbled } else { Relation::Akin }
    }

    /// The words that differ: "Amurula / Amrullah, Surrey / Saleh".
    fn differing(&self, fit: &Fit, (short, long): (EntityIx, EntityIx)) -> String {
        let shown = |ix: EntityIx, at: usize| {
            let name = written(self.briefing.entity(ix));
            let text = self.words(ix).get(at).map(Word::text).unwrap_or_default();
            // as the article writes it, where that is easily found
            let same = name.split([' ', '-']).find(|part| crate::text::fold(part) == text);
            same.map_or(text, str::to_owned)
        };
        let own = self.words(short).iter().zip(&fit.pairs).enumerate();
        let pairs = own.filter(|(_, (word, (partner, _)))| {
            self.words(long).get(*partner).is_some_and(|other| other.letters != word.letters)
        });
        let pairs: Vec<String> =
            pairs.map(|(at, (_, &(partner, _)))| format!("{} / {}", shown(short, at), shown(long, partner))).collect();
        if pairs.is_empty() { "the same words".to_owned() } else { pairs.join(", ") }
    }
}

/// The entity that keeps its id: the curator's, the known one, the one with the most mentions; then the first.
fn attested(briefing: &Briefing, ix: EntityIx) -> (bool, usize, std::cmp::Reverse<EntityIx>) {
    let entity = briefing.entity(ix);
    (is_known(briefing, entity), entity.mentions.len(), std::cmp::Reverse(ix))
}

fn is_acronym(text: &str) -> bool {
    text.chars().nth(1).is_some() && text.chars().all(|c| c.is_uppercase() || c == '.' || c.is_ascii_digit())
}

/// The acronym and the name whose initials it is, if the two are that to each other.
fn initials(briefing: &Briefing, a: EntityIx, b: EntityIx) -> Option<(EntityIx, EntityIx)> {
    let fits = |short: &Entity, long: &Entity| {
        let letters = || Form::of(written(short), short.kind).words;
        long.kind != EntityKind::Person
            && is_acronym(written(short))
            && Form::of(written(long), long.kind).initials().contains(&letters())
    };
    let (x, y) = (briefing.entity(a), briefing.entity(b));
    if fits(x, y) {
        return Some((a, b));
    }
    fits(y, x).then_some((b, a))
}

/// Neither the gazetteer nor the curator has settled it.
fn may_be_asked(briefing: &Briefing, curation: &Curation, a: EntityIx, b: EntityIx) -> bool {
    let (x, y) = (briefing.entity(a), briefing.entity(b));
    let decision = |entity: &Entity| curation.entities.by_id.get(&entity.id);
    let apart = |of: &Entity, other: &Entity| {
        decision(of).is_some_and(|decision| {
            decision.distinct_from.contains(&other.id)
                || decision.never.iter().any(|never| slug(never) == other.id || *never == other.name)
        })
    };
    let is_decided = decision(x).is_some() && decision(y).is_some();
    !(is_decided || apart(x, y) || apart(y, x) || (is_known(briefing, x) && is_known(briefing, y)))
}

fn doubt(briefing: &Briefing, company: &Company, pair: &Pair) -> Option<Doubt> {
    let (kept, joined) = (briefing.entity(pair.kept), briefing.entity(pair.joined));
    let (alike, words) = company.shared(pair.kept, pair.joined);
    let together = Together::new(briefing, kept, joined);
    let is_person = kept.kind == EntityKind::Person;
    let is_excluded = match pair.relation {
        Relation::Spelling => false,
        // an article that writes two names in full means two people
        Relation::Part => is_person && together.articles > 0,
        Relation::Garbled => {
            together.short.is_none() && (alike < ALIKE_COMPANY || (is_person && together.articles > 0))
        }
        Relation::Akin => alike < ALIKE_COMPANY || words.len() < COMMON_WORDS || together.articles > 0,
    };
    if is_excluded {
        return None;
    }
    let apart = match together.articles {
        0 => 0.0,
        _ if is_person => 0.3,
        _ => 0.15,
    };
    let called = if together.short.is_some() { CALLED_SO } else { 0.0 };
    let score = 0.55 * pair.names + 0.45 * (2.0 * alike).min(1.0) + called - apart;
    if score < LIKELY {
        return None;
    }
    let mut reasons = vec![pair.reason.clone()];
    if alike >= ALIKE_COMPANY {
        let words: Vec<String> = words.iter().take(5).map(|word| format!("“{word}”")).collect();
        reasons.push(format!("both stand beside {}", words.join(", ")));
    }
    reasons.push(match together.articles {
        0 => "no article names both".to_owned(),
        1 => "one article names both".to_owned(),
        many => format!("{many} articles name both"),
    });
    if let Some((short, full)) = &together.short {
        reasons.push(format!("an article names “{full}” and says “{short}” without naming any in full"));
    }
    let evidence: Vec<Sentence> = [kept, joined]
        .into_iter()
        .filter_map(|entity| Company::telling(briefing, entity, &words).map(|mention| sentence(briefing, mention)))
        .collect();
    Some(Doubt {
        kind: DoubtKind::Merge,
        about: format!("{} ~ {}", kept.name, joined.name),
        score: score.min(1.0),
        reasons,
        evidence,
        effect: Effect {
            pages: usize::from(kept.has_page) + usize::from(joined.has_page),
            mentions: joined.mentions.len(),
        },
        settle: Settlement::Alias {
            id: kept.id.clone(),
            name: (slug(&kept.name) != kept.id).then(|| kept.name.clone()),
            aliases: vec![written(joined).to_owned()],
        },
        otherwise: Some(Settlement::Apart { id: kept.id.clone(), from: joined.id.clone() }),
    })
}

/// What articles have of two entities at once.
#[derive(Debug, Default)]
struct Together {
    /// Articles that name both in full.
    articles: usize,
    /// A short form of the one that an article uses which names the other alone in full, with that other's name.
    short: Option<(String, String)>,
}

impl Together {
    fn new(briefing: &Briefing, a: &Entity, b: &Entity) -> Self {
        let (few, many) = if a.articles.len() < b.articles.len() { (a, b) } else { (b, a) };
        let mut found = Self::default();
        for &(ix, _) in &few.articles {
            if many.articles.binary_search_by_key(&ix, |entry| entry.0).is_err() {
                continue;
            }
            match (full_name(briefing, few, ix), full_name(briefing, many, ix)) {
                (Ok(_), Ok(_)) => found.articles += 1,
                (Ok(full), Err(short)) | (Err(short), Ok(full)) if found.short.is_none() => {
                    found.short = Some((short.to_owned(), full.to_owned()));
                }
                _ => {}
            }
        }
        found
    }
}

/// A full name by which an article names an entity; else how it names it.
fn full_name<'b>(briefing: &'b Briefing, entity: &Entity, ix: ArticleIx) -> Result<&'b str, &'b str> {
    let article = briefing.article(ix);
    let from = entity.mentions.partition_point(|mention| mention.article < ix);
    let of_article = entity.mentions[from..].iter().take_while(|mention| mention.article == ix);
    let mut texts = of_article.map(|mention| mention_text(article, mention.mention as usize));
    let first = texts.next().unwrap_or("");
    let is_full = |text: &&str| Form::of(text, entity.kind).shape == Shape::Full;
    std::iter::once(first).chain(texts).find(is_full).ok_or(first)
}
