//! The page of a topic: its introduction, its articles with the sentence that speaks for each, the names in them, who
//! published them, the topics beneath and beside it.

use super::super::markup::{Html, markdown};
use super::super::shell::Shell;
use super::super::site::{Cite, Here, Name, Pager, TopicLine, text_at};
use super::super::wording::clip;
use super::timeline::{OwnEvents, own};
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{ArticleIx, Page, Subject, Topic, TopicArticle, TopicIx};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// View of `topic.html`.
#[derive(Debug, Serialize)]
pub struct TopicPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// The topic.
    pub topic: TopicView<'a>,
    /// Links through its pages.
    pub pager: Option<Pager>,
}

/// A topic.
#[derive(Debug, Serialize)]
pub struct TopicView<'a> {
    name: &'a str,
    iptc: Option<&'a str>,
    intro: Html,
    parent: Option<TopicLine<'a>>,
    children: Vec<TopicLine<'a>>,
    neighbours: Vec<TopicLine<'a>>,
    names: Vec<Name<'a>>,
    sources: Option<Sources<'a>>,
    events: Option<OwnEvents<'a>>,
    count: usize,
    articles: Vec<Listed<'a>>,
    /// Whether this is the first of its pages.
    is_first: bool,
}

/// Who published a topic's articles.
#[derive(Debug, Serialize)]
struct Sources<'a> {
    publishers: Vec<Source<'a>>,
    /// Publishers left out of the list.
    more: usize,
    /// Articles whose publisher nothing states.
    unknown: usize,
}

#[derive(Debug, Serialize)]
struct Source<'a> {
    name: &'a str,
    count: usize,
}

#[derive(Debug, Serialize)]
struct Listed<'a> {
    row: &'a Html,
    evidence: Option<Evidence>,
    /// The same piece as others published it.
    also: Vec<Cite<'a>>,
}

#[derive(Debug, Serialize)]
struct Evidence {
    text: String,
    href: String,
}

/// Most publishers listed.
const MOST_SOURCES: usize = 12;
/// Longest sentence of evidence, in characters.
const LONGEST_EVIDENCE: usize = 240;

impl<'a> TopicView<'a> {
    /// The view of a topic on one of its pages.
    pub fn new(here: Here<'a>, ix: TopicIx, page: &Page, children: &[TopicIx]) -> Self {
        let briefing = here.site.briefing;
        let topic = briefing.topic(ix);
        let slice = here.site.slice(topic.articles.len(), page.subject);
        let line = |ix: TopicIx| here.topic(ix, briefing.topic(ix).articles.len() as u32);
        let is_first = matches!(page.subject, Subject::Topic(_, 1));
        let told = || {
            topic.articles.iter().flat_map(|entry| briefing.article(entry.article).timeline.iter().flatten()).copied()
        };
        Self {
            name: &topic.name,
            iptc: topic.iptc.as_deref(),
            intro: topic.intro.as_deref().map(markdown::render).unwrap_or_default(),
            parent: topic.parent.map(line),
            children: children.iter().map(|&child| line(child)).collect(),
            neighbours: topic.neighbours.iter().map(|&(other, both)| here.topic(other, both)).collect(),
            sources: if is_first { sources(here, topic) } else { None },
            names: topic.entities.iter().map(|&(entity, count)| here.carded(entity, count)).collect(),
            events: if is_first { own(here, told().collect()) } else { None },
            count: topic.articles.len(),
            articles: topic.articles[slice]
                .iter()
                .filter(|entry| !is_reprint(here, entry.article, topic))
                .map(|entry| listed(here, entry))
                .collect(),
            is_first,
        }
    }
}

/// The publishers of a topic's articles, those with most first; nothing when none is known.
fn sources<'a>(here: Here<'a>, topic: &Topic) -> Option<Sources<'a>> {
    let mut found: BTreeMap<&str, Source<'a>> = BTreeMap::new();
    let mut unknown = 0;
    for entry in &topic.articles {
        match &here.site.briefing.article(entry.article).annotated.article.metadata.publisher {
            Some(publisher) => {
                found.entry(&publisher.id).or_insert(Source { name: &publisher.name, count: 0 }).count += 1;
            }
            None => unknown += 1,
        }
    }
    // one id has one name, whatever single articles write
    for publisher in &here.site.briefing.publishers {
        if let Some(source) = found.get_mut(publisher.id.as_str()) {
            source.name = &publisher.name;
        }
    }
    let mut publishers: Vec<Source<'a>> = found.into_values().collect();
    publishers.sort_by_key(|source| Reverse(source.count));
    let more = publishers.len().saturating_sub(MOST_SOURCES);
    publishers.truncate(MOST_SOURCES);
    (!publishers.is_empty()).then_some(Sources { publishers, more, unknown })
}

/// Whether the same piece stands further up among the topic's articles: it is named there.
fn is_reprint(here: Here<'_>, ix: ArticleIx, topic: &Topic) -> bool {
    let above = here.site.briefing.article(ix).also_published.iter().filter(|&&other| other < ix);
    above.into_iter().any(|other| topic.articles.binary_search_by_key(other, |entry| entry.article).is_ok())
}

fn listed<'a>(here: Here<'a>, entry: &TopicArticle) -> Listed<'a> {
    let article = here.site.briefing.article(entry.article);
    // the title stands in the row already
    let evidence = article.annotated.topics.get(entry.tag as usize).and_then(|tag| tag.evidence);
    let evidence = evidence.filter(|at| at.block != TITLE_BLOCK).map(|at| Evidence {
        text: clip(at.span.of(text_at(article, at)), LONGEST_EVIDENCE),
        href: here.to_place(entry.article, at),
    });
    let also = article.also_published.iter().map(|&other| here.cite(other)).collect();
    Listed { row: &here.site.rows[entry.article.0 as usize], evidence, also }
}
