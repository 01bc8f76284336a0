//! The company that a name keeps: the words around its mentions, rare ones counting more.

use super::text_around;
use crate::model::{Briefing, Entity, EntityIx, MentionRef};
use crate::text::{fold, words};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Mentions of an entity that are looked at.
const MOST_MENTIONS: usize = 24;
/// Bytes on each side of a mention.
const STRETCH: usize = 110;
/// Words on each side of a mention.
const NEAREST: usize = 10;
/// Letters by which words are told apart: "president" and "presidential" are one.
const STEM: usize = 7;
/// Words that keep company with everything.
const EVERYWHERE: &str = "about after again against all also and any are been before being between both but can could did \
                          does during each for from had has have her him his how into its many more most much not now off \
                          only other our out over own said same says she should since some such than that the their them \
                          then there these they this those through under until very was were what when where which while \
                          who whom whose why will with would you your";

/// Words around the mentions of an entity, with their counts, sorted.
type Around = Vec<(u32, f32)>;

/// The company of the entities that are compared.
#[derive(Debug)]
pub(super) struct Company {
    around: BTreeMap<EntityIx, Around>,
    /// Each word by which texts are compared, as it was first written.
    shown: Vec<String>,
}

impl Company {
    /// Reads the company of these entities.
    pub(super) fn new(briefing: &Briefing, wanted: &[EntityIx]) -> Self {
        let everywhere: FxHashSet<&str> = EVERYWHERE.split_whitespace().collect();
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut shown: Vec<String> = Vec::new();
        let mut around: BTreeMap<EntityIx, Around> = BTreeMap::new();
        for &ix in wanted {
            let mut found: Vec<u32> = Vec::new();
            let entity = briefing.entity(ix);
            let own = fold(&entity.name);
            for mention in spread(entity) {
                for word in near(briefing, mention) {
                    if everywhere.contains(word.as_str()) || own.contains(&word) {
                        continue;
                    }
                    let stem = word.chars().take(STEM).collect();
                    found.push(*numbers.entry(stem).or_insert_with(|| {
                        shown.push(word);
                        shown.len() as u32 - 1
                    }));
                }
            }
            found.sort_unstable();
            let counted = found.chunk_by(|a, b| a == b).map(|same| (same[0], (same.len() as f32).sqrt()));
            around.insert(ix, counted.collect());
        }
        let mut company = Self { around, shown };
        company.weigh();
        company
    }

    /// Multiplies counts with rarity and makes every vector one long.
    fn weigh(&mut self) {
        let mut uses = vec![0_u32; self.shown.len()];
        for &(word, _) in self.around.values().flatten() {
            uses[word as usize] += 1;
        }
        let all = self.around.len() as f32;
        for around in self.around.values_mut() {
            for (word, weight) in around.iter_mut() {
                *weight *= (1.0 + all / uses[*word as usize] as f32).ln();
            }
            let length = around.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
            if length > 0.0 {
                for (_, weight) in around.iter_mut() {
                    *weight /= length;
                }
            }
        }
    }

    /// How alike the company of two entities is, 0 to 1, with the words that say so, the most telling first.
    pub(super) fn shared(&self, a: EntityIx, b: EntityIx) -> (f32, Vec<&str>) {
        let (Some(a), Some(b)) = (self.around.get(&a), self.around.get(&b)) else { return (0.0, Vec::new()) };
        let mut shared: Vec<(f32, u32)> = Vec::new();
        let (mut x, mut y) = (0, 0);
        while x < a.len() && y < b.len() {
            match a[x].0.cmp(&b[y].0) {
                std::cmp::Ordering::Less => x += 1,
                std::cmp::Ordering::Greater => y += 1,
                std::cmp::Ordering::Equal => {
                    shared.push((a[x].1 * b[y].1, a[x].0));
                    (x, y) = (x + 1, y + 1);
                }
            }
        }
        let text = |word: u32| self.shown[word as usize].as_str();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| text(a.1).cmp(text(b.1))));
        (shared.iter().map(|(weight, _)| weight).sum(), shared.into_iter().map(|(_, word)| text(word)).collect())
    }

    /// The mention of an entity that stands among most of these words, the first of several.
    pub(super) fn telling(briefing: &Briefing, entity: &Entity, words: &[&str]) -> Option<MentionRef> {
        let found = |mention: &MentionRef| {
            let stem = |word: &str| word.chars().take(STEM).collect::<String>();
            let near: FxHashSet<String> = near(briefing, *mention).map(|word| stem(&word)).collect();
            words.iter().take(NEAREST).filter(|word| near.contains(&stem(word))).count()
        };
        spread(entity).max_by_key(|mention| (found(mention), std::cmp::Reverse(*mention)))
    }
}

/// Some mentions of an entity, evenly from all of its articles.
pub(super) fn spread(entity: &Entity) -> impl Iterator<Item = MentionRef> + '_ {
    let step = entity.mentions.len().div_ceil(MOST_MENTIONS).max(1);
    entity.mentions.iter().step_by(step).copied()
}

/// The words around a mention, folded.
fn near(briefing: &Briefing, mention: MentionRef) -> impl Iterator<Item = String> + '_ {
    let article = briefing.article(mention.article);
    let at = article.annotated.mentions[mention.mention as usize].at;
    let text = text_around(article, at.block);
    let (start, end) = (at.span.start as usize, at.span.end as usize);
    let from = (start.saturating_sub(STRETCH)..=start).find(|&at| text.is_char_boundary(at)).unwrap_or(start);
    let to = (end..=(end + STRETCH).min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(end);
    let before: Vec<_> = words(&text[from..start]).map(|word| word.span.of(&text[from..start])).collect();
    let skip = before.len().saturating_sub(NEAREST);
    let after = words(&text[end..to]).map(move |word| word.span.of(&text[end..to])).take(NEAREST);
    let all = before.into_iter().skip(skip).chain(after);
    all.filter(|word| word.chars().nth(2).is_some() && word.contains(char::is_alphabetic)).map(fold)
}
