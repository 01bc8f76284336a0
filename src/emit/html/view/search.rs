//! The search page, and what it has in common with the index of articles: the filters. Without scripts it offers the
//! indexes, the names from A to Z.

use super::super::shell::Shell;
use super::super::site::Here;
use super::entities::{Initial, Letter, alphabet};
use crate::model::{EntityKind, PartialDate, Subject};
use serde::Serialize;
use std::cmp::Reverse;

/// View of `search.html`.
#[derive(Debug, Serialize)]
pub struct SearchPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// Address of the first script of the index.
    pub manifest: String,
    /// What results can be narrowed down to.
    pub filters: Filters<'a>,
    /// The indexes to browse instead.
    pub indexes: Vec<Index>,
}

/// An index to browse.
#[derive(Debug, Serialize)]
pub struct Index {
    label: &'static str,
    href: String,
    count: usize,
    /// The first letters of its names, when it is an index of names.
    letters: Vec<Letter>,
}

/// What articles can be narrowed down to.
#[derive(Debug, Serialize)]
pub struct Filters<'a> {
    sources: Vec<Choice<'a>>,
    topics: Vec<Choice<'a>>,
    /// First and last stated day.
    first: Option<String>,
    last: Option<String>,
}

#[derive(Debug, Serialize)]
struct Choice<'a> {
    id: &'a str,
    name: &'a str,
    count: usize,
}

/// Most publishers, and most topics, to choose from.
const MOST_CHOICES: usize = 300;

impl<'a> Filters<'a> {
    /// The filters of this briefing.
    pub fn new(here: Here<'a>) -> Self {
        let briefing = here.site.briefing;
        let sources = briefing.publishers.iter().map(|source| Choice {
            id: &source.id,
            name: &source.name,
            count: source.articles.len(),
        });
        let topics = briefing.topics.iter().map(|topic| Choice {
            id: &topic.id,
            name: &topic.name,
            count: topic.articles.len(),
        });
        let days = briefing.articles.iter().filter_map(|article| article.annotated.article.metadata.published.date);
        let span = days.fold(None, |span, date: PartialDate| match span {
            None => Some((date, date)),
            Some((first, last)) => Some((date.min(first), date.max(last))),
        });
        Self {
            sources: choices(sources.collect()),
            topics: choices(topics.collect()),
            first: span.map(|(first, _)| first.first_day().to_string()),
            last: span.map(|(_, last)| last.first_day().to_string()),
        }
    }
}

/// Those with most articles, by name.
fn choices(mut all: Vec<Choice<'_>>) -> Vec<Choice<'_>> {
    all.sort_by_key(|choice| Reverse(choice.count));
    all.truncate(MOST_CHOICES);
    all.sort_by_cached_key(|choice| (crate::text::fold(choice.name), choice.id));
    all
}

/// The indexes with their counts.
pub fn indexes(here: Here<'_>, initials: &[(EntityKind, Vec<Initial>)]) -> Vec<Index> {
    let briefing = here.site.briefing;
    let index = |subject: Subject, label: &'static str, count: usize, letters: Vec<Letter>| {
        here.to_subject(subject).map(|href| Index { label, href, count, letters })
    };
    let said = briefing.quoting.iter().flat_map(|&ix| &briefing.article(ix).annotated.quotes);
    let quotes = said.filter(|quote| quote.is_attributed()).count();
    let articles = index(Subject::Articles(1), "Articles", briefing.articles.len(), Vec::new());
    let names = initials.iter().filter(|(_, initials)| !initials.is_empty()).filter_map(|(kind, initials)| {
        let count = briefing.entities.iter().filter(|entity| entity.kind == *kind).count();
        index(Subject::Entities(*kind, 1), kind.plural(), count, alphabet(here, *kind, initials))
    });
    let others = [
        index(Subject::Topics, "Topics", briefing.topics.len(), Vec::new()),
        index(Subject::Timeline(1), "Timeline", briefing.timeline.len(), Vec::new()),
        index(Subject::Quotes(1), "Quotes", quotes, Vec::new()),
    ];
    articles.into_iter().chain(names).chain(others.into_iter().flatten()).collect()
}
