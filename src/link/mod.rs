//! Joins single articles into one graph: mentions to entities, tags to topics, articles to their neighbours.
//!
//! Input: all [`Annotated`] articles. Output: the [`Briefing`]. Independent of the order of the input.
//!
//! 1. `order` puts the articles in page order and names their pages.
//! 2. `resolve` finds out which mention means whom; `entities` makes entities of them.
//! 3. `reprints` finds the same text in several places, `own_topics` what the briefing comes back to; `topics` gathers the
//!    subject headings.
//! 4. `companions` and `related` connect entities with entities and articles with articles, by
//!    `surprise` and rarity. `role` reads how the sources call a person. `timeline` joins sentences on the same event.
//! 5. `whereabouts` puts places on the globe, `relations` picks the main entities and how they meet, `cites` finds the
//!    sources that articles draw on.
//!
//! Work on single articles and entities runs in parallel; everything else is sorting and counting integers.

mod cites;
mod companions;
mod entities;
mod order;
mod own_topics;
mod related;
mod relations;
mod reprints;
mod resolve;
mod role;
mod surprise;
mod timeline;
mod topics;
mod whereabouts;
mod word_list;

pub(crate) use own_topics::{OwnTopic, own_topics};
pub(crate) use resolve::{Form, Shape, sound_key};

use crate::config::{Curation, Edition, LinkSettings};
use crate::diag::Diagnostics;
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{
    Annotated, Article, ArticleIx, Briefing, Issue, Place, Relations, Rights, Skipped, SourcePublisher,
};
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Links the articles of a briefing. Each mention takes the kind of its entity.
pub fn link(
    settings: &LinkSettings,
    curation: &Curation,
    mut articles: Vec<Annotated>,
    skipped: Vec<Skipped>,
    diagnostics: &mut Diagnostics,
) -> Briefing {
    order::sort(&mut articles);
    let slugs = order::slugs(&articles);
    let (mut entities, unresolved) = {
        let resolution = resolve::resolve(&articles, curation, diagnostics);
        (entities::build(settings, &articles, &resolution), resolution.unresolved)
    };
    settle_kinds(&mut articles, &entities);
    whereabouts::fill(&mut entities, &articles);
    let also_published = reprints::find(&articles);
    own_topics::publish(&mut articles, &also_published, curation);
    topics::apply_curation(&mut articles, curation, &entities, diagnostics);
    let mut topics = topics::build(&articles, curation, diagnostics);
    topics::set_entities(&mut topics.all, &entities, articles.len() as u32);
    topics::set_neighbours(&mut topics, articles.len() as u32);
    companions::fill(settings, &mut entities, &articles, &topics.of_articles);
    role::fill(&mut entities, &articles);
    let related = related::find(settings, &articles, &entities, (&topics, &also_published));
    let publishers = publishers(&articles, curation);
    let (main, pairs) = relations::find(&entities, &articles);
    let relations = Relations { main, pairs, cites: cites::find(&articles, &entities, &publishers, curation) };
    let (timeline, of_events) = timeline::build(&articles, &entities);
    let articles: Vec<Article> = articles
        .into_iter()
        .zip(slugs)
        .zip(entities.of_mentions)
        .zip(topics.of_articles)
        .zip(related.into_iter().zip(also_published).zip(of_events))
        .map(|((((annotated, slug), of_mentions), topics), ((related, also_published), timeline))| {
            let speakers =
                annotated.quotes.iter().map(|quote| entities::speaker(quote.speaker, &of_mentions)).collect();
            let names = Article::names_among(&of_mentions);
            let entities = of_mentions;
            let rights = Rights::default();
            Article { annotated, slug, entities, names, speakers, timeline, topics, related, also_published, rights }
        })
        .collect();
    let quoting = Briefing::quoting_among(&articles);
    Briefing {
        editions: editions(&articles, curation),
        articles,
        entities: entities.all,
        topics: topics.all,
        publishers,
        timeline,
        quoting,
        relations,
        unresolved,
        skipped,
    }
}

/// The curator's issues, newest first, each with those of its articles that are shown. An article stands in an issue once.
fn editions(articles: &[Article], curation: &Curation) -> Vec<Issue> {
    let of_id: FxHashMap<&str, ArticleIx> =
        articles.iter().zip(0..).map(|(article, at)| (article.id(), ArticleIx(at))).collect();
    let find = |id: &String| of_id.get(id.as_str()).copied();
    let issue = |edition: &Edition| {
        let lead = edition.lead.as_ref().and_then(find);
        let mut articles: Vec<ArticleIx> = Vec::new();
        for ix in edition.articles.iter().filter_map(find) {
            if Some(ix) != lead && !articles.contains(&ix) {
                articles.push(ix);
            }
        }
        Issue { date: edition.date, title: edition.title.clone(), lead, articles, editorial: edition.editorial.clone() }
    };
    curation.editions.iter().map(issue).collect()
}

/// Gives each mention the kind that its entity turned out to have.
fn settle_kinds(articles: &mut [Annotated], entities: &entities::Entities) {
    for (article, of_mentions) in articles.iter_mut().zip(&entities.of_mentions) {
        for (mention, entity) in article.mentions.iter_mut().zip(of_mentions) {
            if let Some(entity) = entity {
                mention.kind = entities.all[entity.0 as usize].kind;
            }
        }
    }
}

/// Publishers with their articles. One id has one name: the curator's, else that of its first article in page order.
fn publishers(articles: &[Annotated], curation: &Curation) -> Vec<SourcePublisher> {
    let mut found: BTreeMap<&str, SourcePublisher> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        let Some(publisher) = &article.article.metadata.publisher else { continue };
        let decision = curation.sources.get(&publisher.id);
        let entry = found.entry(&publisher.id).or_insert_with(|| SourcePublisher {
            id: publisher.id.clone(),
            name: decision.and_then(|decision| decision.name.clone()).unwrap_or_else(|| publisher.name.clone()),
            url: decision.and_then(|decision| decision.url.clone()),
            articles: Vec::new(),
        });
        entry.articles.push(ArticleIx(at as u32));
    }
    let mut found: Vec<SourcePublisher> = found.into_values().collect();
    found.sort_by_cached_key(|publisher| fold(&publisher.name));
    found
}

/// The text of a block, or the title; empty for a block that is not there.
fn block_text(article: &Annotated, block: u32) -> &str {
    match block {
        TITLE_BLOCK => &article.article.metadata.title,
        n => article.article.blocks.get(n as usize - 1).map_or("", |block| block.text.as_str()),
    }
}

/// The text at a place; empty for a place that is not there.
fn text_of(article: &Annotated, at: Place) -> &str {
    block_text(article, at.block).get(at.span.range()).unwrap_or("")
}
