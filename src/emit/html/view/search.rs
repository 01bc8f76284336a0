//! The search page. Without scripts it offers the indexes.

use super::super::shell::Shell;
use super::super::site::Here;
use crate::model::{EntityKind, Subject};
use serde::Serialize;

/// View of `search.html`.
#[derive(Debug, Serialize)]
pub struct SearchPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// Address of the first script of the index.
    pub manifest: String,
    /// The indexes to browse instead.
    pub indexes: Vec<Index>,
}

/// An index to browse.
#[derive(Debug, Serialize)]
pub struct Index {
    label: &'static str,
    href: String,
    count: usize,
}

/// The indexes with their counts.
pub fn indexes(here: Here<'_>) -> Vec<Index> {
    let briefing = here.site.briefing;
    let of_kind = |kind: EntityKind| briefing.entities.iter().filter(|entity| entity.kind == kind).count();
    let mut indexes: Vec<(Subject, &'static str, usize)> =
        vec![(Subject::Articles(1), "Articles", briefing.articles.len())];
    indexes.extend(EntityKind::ALL.map(|kind| (Subject::Entities(kind, 1), kind.plural(), of_kind(kind))));
    indexes.push((Subject::Topics, "Topics", briefing.topics.len()));
    indexes.push((Subject::Timeline(1), "Timeline", briefing.timeline.len()));
    let said = briefing.quoting.iter().flat_map(|&ix| &briefing.article(ix).annotated.quotes);
    indexes.push((Subject::Quotes(1), "Quotes", said.filter(|quote| quote.is_attributed()).count()));
    indexes
        .into_iter()
        .filter_map(|(subject, label, count)| here.to_subject(subject).map(|href| Index { label, href, count }))
        .collect()
}
