//! What can be found: articles, entities, topics, numbered and described; and the text of articles for passages.

use super::json;
use crate::emit::EmitContext;
use crate::emit::html::wording::length;
use crate::model::{Article, ArticleIx, Briefing, Entity, EntityIx, EntityKind, PartialDate, Topic, TopicIx};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Documents described in one file.
pub(super) const ROWS: usize = 32;

/// Articles whose text lies in one file.
pub(super) const TEXTS: usize = 4;

/// Bytes of an article's text that passages are taken from: the first, at which even long reads are through their subject.
const TEXT_LIMIT: usize = 16_000;

/// Most languages whose inflections a search knows of.
const LANGUAGES: usize = 3;

/// One document of the index.
#[derive(Debug, Clone, Copy)]
pub(super) enum Document<'a> {
    Article(ArticleIx, &'a Article),
    Entity(EntityIx, &'a Entity),
    Topic(TopicIx, &'a Topic),
}

/// The documents by number: articles in page order, then entities, then topics.
#[derive(Debug)]
pub(super) struct Documents<'a>(Vec<Document<'a>>);

impl<'a> Documents<'a> {
    pub(super) fn of(context: &EmitContext<'a>) -> Self {
        let briefing = context.briefing;
        let articles = briefing.articles.iter().zip(0..).map(|(article, ix)| Document::Article(ArticleIx(ix), article));
        let entities = briefing.entities.iter().zip(0..).map(|(entity, ix)| Document::Entity(EntityIx(ix), entity));
        let topics = briefing.topics.iter().zip(0..).map(|(topic, ix)| Document::Topic(TopicIx(ix), topic));
        let found = |document: &Document<'_>| match document {
            Document::Entity(ix, _) => context.plan.entity(*ix).is_some(),
            Document::Article(..) | Document::Topic(..) => true,
        };
        Self(articles.chain(entities).chain(topics).filter(found).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// How many people, organisations, places and topics there are; they follow the articles in this order.
    pub(super) fn names(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for document in &self.0 {
            match document {
                Document::Article(..) => {}
                Document::Entity(_, entity) => counts[entity.kind as usize] += 1,
                Document::Topic(..) => counts[3] += 1,
            }
        }
        counts
    }

    pub(super) fn as_slice(&self) -> &[Document<'a>] {
        &self.0
    }

    /// The rows of the documents, [`ROWS`] a file: `[[kind, path, title, line], …]`.
    pub(super) fn row_chunks(&self, context: &EmitContext<'_>) -> Vec<String> {
        let chunks = self.0.par_chunks(ROWS);
        chunks
            .map(|chunk| {
                let rows: Vec<_> = chunk.iter().map(|document| row(context, *document)).collect();
                json(&rows)
            })
            .collect()
    }
}

/// The languages of the articles, the commonest first.
pub(super) fn languages(briefing: &Briefing) -> Vec<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for article in &briefing.articles {
        let primary = article.annotated.article.metadata.language.split('-').next().unwrap_or("");
        if !primary.is_empty() && primary != "und" {
            *counts.entry(primary).or_default() += 1;
        }
    }
    let mut languages: Vec<(&str, usize)> = counts.into_iter().collect();
    languages.sort_by_key(|&(language, count)| (Reverse(count), language));
    languages.into_iter().take(LANGUAGES).map(|(language, _)| language).collect()
}

/// The texts of the articles, [`TEXTS`] a file: for each `["", title, anchor, text, anchor, text, …]`.
pub(super) fn text_chunks(context: &EmitContext<'_>) -> Vec<String> {
    let chunks = context.briefing.articles.par_chunks(TEXTS);
    chunks
        .map(|chunk| {
            let texts: Vec<Vec<&str>> = chunk.iter().map(text).collect();
            json(&texts)
        })
        .collect()
}

fn text(article: &Article) -> Vec<&str> {
    let mut left = TEXT_LIMIT;
    let mut parts = vec!["", article.title()];
    for block in &article.annotated.article.blocks {
        let end = (0..=left.min(block.text.len())).rev().find(|&at| block.text.is_char_boundary(at)).unwrap_or(0);
        parts.extend([block.anchor.as_str(), &block.text[..end]]);
        left -= end;
        if end < block.text.len() {
            break;
        }
    }
    parts
}

/// Kind, path, title, and the line below it.
fn row<'a>(context: &EmitContext<'a>, document: Document<'a>) -> (u8, &'a str, &'a str, String) {
    match document {
        Document::Article(ix, article) => (0, context.plan.article(ix).as_str(), article.title(), provenance(article)),
        Document::Entity(ix, entity) => {
            let kind = match entity.kind {
                EntityKind::Person => 1,
                EntityKind::Organisation => 2,
                EntityKind::Place => 3,
            };
            let role = entity.role.as_ref().map(|(role, _)| role);
            let line = match entity.description.as_ref().or(role) {
                Some(line) => format!("{line} · {}", articles(entity.articles.len())),
                None => articles(entity.articles.len()),
            };
            (kind, context.plan.entity(ix).map_or("", |path| path.as_str()), &entity.name, line)
        }
        Document::Topic(ix, topic) => (4, context.plan.topic(ix).as_str(), &topic.name, articles(topic.articles.len())),
    }
}

fn provenance(article: &Article) -> String {
    let metadata = &article.annotated.article.metadata;
    let publisher = metadata.outlet().map(str::to_owned);
    let date = metadata.published.date.map(PartialDate::long);
    publisher.into_iter().chain(date).chain([length(article)]).collect::<Vec<_>>().join(" · ")
}

fn articles(count: usize) -> String {
    if count == 1 { "1 article".to_owned() } else { format!("{count} articles") }
}
