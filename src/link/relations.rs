//! How the main entities meet.
//!
//! Input: the entities with their postings. Output: the main ones, and the pairs of them that share paragraphs more often
//! than chance would have it.
//!
//! 1. Of each kind the most widely named have a share of the places; what one kind leaves is the others'.
//! 2. Each paragraph is a mask of the main entities that it names; masks are counted by pair.
//! 3. Pairs are taken by surprise, as long as neither has its share of lines already: a picture, not a hairball.

use super::entities::Entities;
use super::surprise::log_likelihood;
use crate::model::{Annotated, ArticleIx, Entity, EntityIx, EntityKind, Pair};
use std::cmp::Reverse;

/// Most entities in the picture; fits the bits of a mask.
const MOST: usize = 40;
/// Places by kind. Places of the map come last: who is with whom says more than where.
const SHARES: [(EntityKind, usize); 3] =
    [(EntityKind::Person, 16), (EntityKind::Organisation, 14), (EntityKind::Place, 10)];
/// Most pairs of one entity.
const LINES_EACH: u32 = 5;
/// Most pairs in all.
const LINES: usize = 64;
/// With so many pairs that meet again, those that meet once are left out.
const ENOUGH: usize = 12;

/// The main entities of a briefing and how they meet.
pub(super) fn find(entities: &Entities, articles: &[Annotated]) -> (Vec<EntityIx>, Vec<Pair>) {
    let main = main(&entities.all);
    let (counts, shared, paragraphs) = count(&main, entities, articles);
    let mut pairs: Vec<Pair> = Vec::new();
    for a in 0..main.len() {
        for b in a + 1..main.len() {
            let [both, in_articles] = shared[a * MOST + b];
            let weight = log_likelihood(both, counts[a], counts[b], paragraphs);
            if both > 0 && weight > 0.0 {
                pairs.push(Pair { a: main[a], b: main[b], articles: in_articles, paragraphs: both, weight });
            }
        }
    }
    if pairs.iter().filter(|pair| pair.paragraphs > 1).count() >= ENOUGH {
        pairs.retain(|pair| pair.paragraphs > 1);
    }
    pairs.sort_unstable_by(|x, y| {
        let by_weight = y.weight.total_cmp(&x.weight).then(y.paragraphs.cmp(&x.paragraphs));
        by_weight.then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut lines = vec![0_u32; entities.all.len()];
    pairs.retain(|pair| {
        let room = [pair.a, pair.b].iter().all(|end| lines[end.0 as usize] < LINES_EACH);
        if room {
            lines[pair.a.0 as usize] += 1;
            lines[pair.b.0 as usize] += 1;
        }
        room
    });
    pairs.truncate(LINES);
    (main, pairs)
}

/// The most widely named entities with pages.
fn main(entities: &[Entity]) -> Vec<EntityIx> {
    let key = |ix: EntityIx| {
        let entity = &entities[ix.0 as usize];
        (Reverse(entity.articles.len()), Reverse(entity.mentions.len()), ix)
    };
    let mut all: Vec<EntityIx> = (0..entities.len() as u32).map(EntityIx).collect();
    all.retain(|ix| entities[ix.0 as usize].has_page);
    all.sort_by_key(|&ix| key(ix));
    let mut chosen: Vec<EntityIx> = Vec::with_capacity(MOST);
    for (kind, share) in SHARES {
        chosen.extend(all.iter().copied().filter(|ix| entities[ix.0 as usize].kind == kind).take(share));
    }
    let rest = MOST - chosen.len();
    let others: Vec<EntityIx> = all.into_iter().filter(|ix| !chosen.contains(ix)).take(rest).collect();
    chosen.extend(others);
    chosen.sort_by_key(|&ix| key(ix));
    chosen
}

/// Paragraphs of each entity, paragraphs and articles of each pair, and paragraphs in all.
fn count(main: &[EntityIx], entities: &Entities, articles: &[Annotated]) -> (Vec<u32>, Vec<[u32; 2]>, u32) {
    let mut named: Vec<(ArticleIx, u32, u32)> = Vec::new();
    for (bit, ix) in main.iter().enumerate() {
        for mention in &entities.all[ix.0 as usize].mentions {
            let at = articles[mention.article.0 as usize].mentions[mention.mention as usize].at;
            named.push((mention.article, at.block, bit as u32));
        }
    }
    named.sort_unstable();
    let mut counts = vec![0_u32; main.len()];
    let mut shared = vec![[0_u32; 2]; MOST * MOST];
    let mut last_article = vec![ArticleIx(u32::MAX); MOST * MOST];
    let mut paragraphs = 0;
    for paragraph in named.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
        let mut bits: Vec<usize> = paragraph.iter().map(|&(_, _, bit)| bit as usize).collect();
        bits.dedup();
        paragraphs += 1;
        for (nth, &a) in bits.iter().enumerate() {
            counts[a] += 1;
            for &b in &bits[nth + 1..] {
                let cell = a * MOST + b;
                shared[cell][0] += 1;
                if last_article[cell] != paragraph[0].0 {
                    last_article[cell] = paragraph[0].0;
                    shared[cell][1] += 1;
                }
            }
        }
    }
    (counts, shared, paragraphs)
}
