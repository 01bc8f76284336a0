//! Who and what an entity appears with.
//!
//! Surprise counts articles in common and paragraphs in common: in a small briefing, where most articles name the same,
//! paragraphs tell what belongs together. Those of entities that are everywhere are left out: their articles tell enough. Only the most
//! mentioned entities of an article are paired, so that a list of ten thousand names costs no more than one of sixty-four.

use super::entities::Entities;
use super::surprise::log_likelihood;
use crate::config::LinkSettings;
use crate::model::{Annotated, Companion, EntityIx, TopicIx};
use rayon::prelude::*;

/// Entities of an article that are paired.
const PAIRED: usize = 64;
/// Of entities in more articles than this the paragraphs are not counted.
const RARE: usize = 64;
/// Entities whose company is weighed exactly; chosen by the square of the articles in common over all of the other's.
const CANDIDATES: usize = 256;
/// Most topics shown with an entity.
const TOPICS: usize = 12;

/// Companions and topics of an entity.
type Filled = (Vec<Companion>, Vec<(TopicIx, u32)>);

/// Fills in companions and topics of all entities that have pages.
pub(super) fn fill(
    settings: &LinkSettings,
    entities: &mut Entities,
    articles: &[Annotated],
    topics_of: &[Vec<TopicIx>],
) {
    let company = Company::new(entities, articles);
    let found: Vec<Filled> = (0..entities.all.len())
        .into_par_iter()
        .map_init(
            || Counters::new(entities.all.len()),
            |counters, at| {
                if !entities.all[at].has_page {
                    return (Vec::new(), Vec::new());
                }
                let entity = EntityIx(at as u32);
                let companions = company.of(entity, entities, counters, settings.companions);
                (companions, topics(&entities.all[at].articles, topics_of))
            },
        )
        .collect();
    for (entity, (companions, topics)) in entities.all.iter_mut().zip(found) {
        entity.companions = companions;
        entity.topics = topics;
    }
}

fn topics(articles: &[(crate::model::ArticleIx, u32)], topics_of: &[Vec<TopicIx>]) -> Vec<(TopicIx, u32)> {
    let mut all: Vec<TopicIx> =
        articles.iter().flat_map(|(article, _)| topics_of[article.0 as usize].iter().copied()).collect();
    all.sort_unstable();
    let mut counted: Vec<(TopicIx, u32)> =
        all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
    counted.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    counted.truncate(TOPICS);
    counted
}

/// Counts by entity that forget quickly.
struct Counters {
    articles: Vec<u32>,
    blocks: Vec<u32>,
    touched: Vec<EntityIx>,
}

impl Counters {
    fn new(entities: usize) -> Self {
        Self { articles: vec![0; entities], blocks: vec![0; entities], touched: Vec::new() }
    }
}

/// An entity that stands in an article with another.
struct Candidate {
    entity: EntityIx,
    together: u32,
    near: u32,
    theirs: u32,
    promise: f32,
}

/// Sorted pairs of block and entity.
type InBlocks = Vec<(u32, EntityIx)>;

/// The paired entities of each article, and of each of its blocks.
struct Company {
    articles: Vec<Vec<EntityIx>>,
    blocks: Vec<InBlocks>,
    /// By entity: how many articles mention it.
    in_articles: Vec<u32>,
    count: u32,
    /// By entity: in how many blocks it is paired.
    in_blocks: Vec<u32>,
    /// Blocks that name anything.
    named: u32,
}

impl Company {
    fn new(entities: &Entities, articles: &[Annotated]) -> Self {
        let (paired, blocks): (Vec<Vec<EntityIx>>, Vec<InBlocks>) = articles
            .par_iter()
            .zip(&entities.of_mentions)
            .map(|(article, of_mentions)| {
                let paired = paired(entities, of_mentions);
                let mentions = article.mentions.iter().zip(of_mentions);
                let mut blocks: Vec<(u32, EntityIx)> = mentions
                    .filter_map(|(mention, entity)| Some((mention.at.block, (*entity)?)))
                    .filter(|(_, entity)| paired.binary_search(entity).is_ok())
                    .collect();
                blocks.sort_unstable();
                blocks.dedup();
                (paired, blocks)
            })
            .unzip();
        let in_articles = entities.all.iter().map(|entity| entity.articles.len() as u32).collect();
        let (mut in_blocks, mut named) = (vec![0; entities.all.len()], 0);
        for block in blocks.iter().flat_map(|blocks| blocks.chunk_by(|a, b| a.0 == b.0)) {
            named += 1;
            for (_, entity) in block {
                in_blocks[entity.0 as usize] += 1;
            }
        }
        Self { articles: paired, blocks, in_articles, count: articles.len() as u32, in_blocks, named }
    }

    fn of(&self, entity: EntityIx, entities: &Entities, counters: &mut Counters, most: usize) -> Vec<Companion> {
        let own = &entities.all[entity.0 as usize];
        for &(article, _) in &own.articles {
            let paired = &self.articles[article.0 as usize];
            if paired.binary_search(&entity).is_err() {
                continue;
            }
            for &other in paired {
                let count = &mut counters.articles[other.0 as usize];
                if *count == 0 {
                    counters.touched.push(other);
                }
                *count += 1;
            }
            if own.articles.len() > RARE {
                continue;
            }
            for block in self.blocks[article.0 as usize].chunk_by(|a, b| a.0 == b.0) {
                if block.binary_search_by_key(&entity, |pair| pair.1).is_ok() {
                    for pair in block {
                        counters.blocks[pair.1.0 as usize] += 1;
                    }
                }
            }
        }
        let mut candidates: Vec<Candidate> = Vec::with_capacity(counters.touched.len());
        for other in counters.touched.drain(..) {
            let together = std::mem::take(&mut counters.articles[other.0 as usize]);
            let near = std::mem::take(&mut counters.blocks[other.0 as usize]);
            if other != entity {
                let theirs = self.in_articles[other.0 as usize];
                let promise = (together as f32) * (together as f32) / theirs as f32;
                candidates.push(Candidate { entity: other, together, near, theirs, promise });
            }
        }
        if candidates.len() > CANDIDATES {
            candidates.select_nth_unstable_by(CANDIDATES, |a, b| {
                b.promise.total_cmp(&a.promise).then(b.near.cmp(&a.near)).then(a.entity.cmp(&b.entity))
            });
            candidates.truncate(CANDIDATES);
        }
        let in_blocks = |entity: EntityIx| self.in_blocks[entity.0 as usize];
        let mut ranked: Vec<(Companion, u32)> = candidates
            .into_iter()
            .map(|found| {
                let far = log_likelihood(found.together, own.articles.len() as u32, found.theirs, self.count);
                let near = log_likelihood(found.near, in_blocks(entity), in_blocks(found.entity), self.named);
                (Companion { entity: found.entity, articles: found.together, weight: far + near }, found.near)
            })
            .collect();
        ranked.sort_unstable_by(|(a, near_a), (b, near_b)| {
            let by_weight = b.weight.total_cmp(&a.weight);
            by_weight.then(near_b.cmp(near_a)).then(b.articles.cmp(&a.articles)).then(a.entity.cmp(&b.entity))
        });
        ranked.into_iter().take(most).map(|(companion, _)| companion).collect()
    }
}

/// The most mentioned entities with pages of an article, in order of their number.
fn paired(entities: &Entities, of_mentions: &[Option<EntityIx>]) -> Vec<EntityIx> {
    let mut all: Vec<EntityIx> =
        of_mentions.iter().copied().flatten().filter(|entity| entities.all[entity.0 as usize].has_page).collect();
    all.sort_unstable();
    let mut counted: Vec<(EntityIx, u32)> =
        all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
    if counted.len() > PAIRED {
        counted.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        counted.truncate(PAIRED);
        counted.sort_unstable();
    }
    counted.into_iter().map(|(entity, _)| entity).collect()
}
