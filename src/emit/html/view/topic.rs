//! The page of a topic: its introduction, its articles with the sentence that speaks for each, the names in them.

use super::super::markup::{Html, markdown};
use super::super::shell::Shell;
use super::super::site::{Here, Name, Pager, TopicLine, text_at};
use super::super::wording::clip;
use super::timeline::{OwnEvents, own};
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{Page, Subject, TopicArticle, TopicIx};
use serde::Serialize;

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
    names: Vec<Name<'a>>,
    events: Option<OwnEvents<'a>>,
    count: usize,
    articles: Vec<Listed<'a>>,
    /// Whether this is the first of its pages.
    is_first: bool,
}

#[derive(Debug, Serialize)]
struct Listed<'a> {
    row: &'a Html,
    evidence: Option<Evidence>,
}

#[derive(Debug, Serialize)]
struct Evidence {
    text: String,
    href: String,
}

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
        let told = || topic.articles.iter().flat_map(|entry| &briefing.article(entry.article).timeline).copied();
        Self {
            name: &topic.name,
            iptc: topic.iptc.as_deref(),
            intro: topic.intro.as_deref().map(markdown::render).unwrap_or_default(),
            parent: topic.parent.map(line),
            children: children.iter().map(|&child| line(child)).collect(),
            names: topic.entities.iter().map(|&(entity, count)| here.name(entity, count)).collect(),
            events: if is_first { own(here, told().collect()) } else { None },
            count: topic.articles.len(),
            articles: topic.articles[slice].iter().map(|entry| listed(here, entry)).collect(),
            is_first,
        }
    }
}

fn listed<'a>(here: Here<'a>, entry: &TopicArticle) -> Listed<'a> {
    let article = here.site.briefing.article(entry.article);
    // the title stands in the row already
    let evidence = article.annotated.topics.get(entry.tag as usize).and_then(|tag| tag.evidence);
    let evidence = evidence.filter(|at| at.block != TITLE_BLOCK).map(|at| Evidence {
        text: clip(at.span.of(text_at(article, at)), LONGEST_EVIDENCE),
        href: here.to_place(entry.article, at),
    });
    Listed { row: &here.site.rows[entry.article.0 as usize], evidence }
}
