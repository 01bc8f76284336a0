//! How names and sources hang together: the map, the relation picture with its table, sources by topics and names.

use super::super::markup::Html;
use super::super::picture::network::{Line, Node, draw};
use super::super::shell::Shell;
use super::super::site::{Here, Name, kind_label, source_id};
use super::super::wording::count;
use super::map::MapView;
use crate::model::{ArticleIx, EntityIx, EntityKind, Pair, Subject, TopicIx};
use serde::Serialize;
use std::cmp::Reverse;

/// View of `relations.html`.
#[derive(Debug, Serialize)]
pub struct RelationsPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// What it says.
    pub relations: RelationsView<'a>,
}

/// Relations.
#[derive(Debug, Serialize)]
pub struct RelationsView<'a> {
    network: Option<NetworkView<'a>>,
    map: Option<MapView<'a>>,
    matrices: Vec<Matrix<'a>>,
}

#[derive(Debug, Serialize)]
struct NetworkView<'a> {
    svg: Html,
    names: usize,
    rows: Vec<NetworkRow<'a>>,
}

/// A name and those it has lines to.
#[derive(Debug, Serialize)]
struct NetworkRow<'a> {
    name: Name<'a>,
    kind: &'static str,
    /// Counts are paragraphs.
    others: Vec<Name<'a>>,
}

/// Sources by something: how many articles of each have it.
#[derive(Debug, Serialize)]
struct Matrix<'a> {
    id: &'static str,
    heading: &'static str,
    columns: Vec<Column<'a>>,
    rows: Vec<Row<'a>>,
    more_sources: usize,
}

#[derive(Debug, Serialize)]
struct Column<'a> {
    label: &'a str,
    href: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    /// `None` for the articles whose publisher nothing states.
    source: Option<&'a str>,
    href: Option<String>,
    articles: usize,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    count: u32,
    /// 0 to 5, by share of the row's articles.
    heat: u32,
}

/// Most sources in a matrix.
const SOURCES: usize = 24;
/// Most columns of a matrix.
const COLUMNS: usize = 14;

impl<'a> RelationsView<'a> {
    /// The view.
    pub fn new(here: Here<'a>) -> Self {
        Self { network: network(here), map: MapView::large(here), matrices: matrices(here) }
    }
}

fn network(here: Here<'_>) -> Option<NetworkView<'_>> {
    let (briefing, relations) = (here.site.briefing, &here.site.briefing.relations);
    let has_line = |ix: &EntityIx| relations.pairs.iter().any(|pair| pair.a == *ix || pair.b == *ix);
    let shown: Vec<EntityIx> = relations.main.iter().copied().filter(has_line).collect();
    let most = shown.iter().map(|&ix| briefing.entity(ix).articles.len()).max()?;
    let nodes: Vec<Node<'_>> = shown
        .iter()
        .map(|&ix| {
            let entity = briefing.entity(ix);
            let articles = entity.articles.len();
            let title = format!("{}: {}", entity.name, count(articles, "article", "articles"));
            let weight = i64::try_from(articles * 1000 / most.max(1)).unwrap_or(1000);
            Node { name: &entity.name, href: here.to_entity(ix), title, kind: entity.kind, weight }
        })
        .collect();
    let at = |ix: EntityIx| shown.iter().position(|&other| other == ix);
    let paragraphs = relations.pairs.iter().map(|pair| pair.paragraphs).max().unwrap_or(1);
    let line = |pair: &Pair| Some(Line { a: at(pair.a)?, b: at(pair.b)?, width: width(pair.paragraphs, paragraphs) });
    let lines: Vec<Line> = relations.pairs.iter().filter_map(line).collect();
    let svg = draw(&nodes, &lines, "Who and what appear together");
    let rows = shown.iter().map(|&ix| network_row(here, ix)).collect();
    Some(NetworkView { svg, names: shown.len(), rows })
}

/// One step of width for each third of the root of what the strongest pair has.
fn width(paragraphs: u32, most: u32) -> u8 {
    match u64::from(paragraphs) * u64::from(paragraphs) * 9 / (u64::from(most) * u64::from(most)).max(1) {
        0 => 1,
        1..=3 => 2,
        _ => 3,
    }
}

fn network_row(here: Here<'_>, ix: EntityIx) -> NetworkRow<'_> {
    let briefing = here.site.briefing;
    let pairs = briefing.relations.pairs.iter();
    let mut others: Vec<(EntityIx, u32)> = pairs
        .filter_map(|pair| match (pair.a == ix, pair.b == ix) {
            (true, _) => Some((pair.b, pair.paragraphs)),
            (_, true) => Some((pair.a, pair.paragraphs)),
            _ => None,
        })
        .collect();
    others.sort_by_key(|&(other, paragraphs)| (Reverse(paragraphs), other));
    let entity = briefing.entity(ix);
    NetworkRow {
        name: here.name(ix, entity.articles.len() as u32),
        kind: kind_label(entity.kind),
        others: others.into_iter().map(|(other, paragraphs)| here.name(other, paragraphs)).collect(),
    }
}

/// Sources by topics, and by people and organisations. None where there is only one source.
fn matrices(here: Here<'_>) -> Vec<Matrix<'_>> {
    let briefing = here.site.briefing;
    let sources = Sources::new(here);
    if sources.rows.len() < 2 {
        return Vec::new();
    }
    let mut topics: Vec<TopicIx> = (0..briefing.topics.len() as u32).map(TopicIx).collect();
    topics.sort_by_key(|&ix| (Reverse(briefing.topic(ix).articles.len()), ix));
    topics.truncate(COLUMNS);
    let columns = topics.iter().map(|&ix| Column { label: &briefing.topic(ix).name, href: Some(here.to_topic(ix)) });
    let by_topic =
        topics.iter().map(|&ix| sources.count(briefing.topic(ix).articles.iter().map(|entry| entry.article)));
    let by_topic =
        sources.matrix(here, ("by-topic", "Sources by topic"), columns.collect(), &by_topic.collect::<Vec<_>>());
    let main = briefing.relations.main.iter().copied();
    let names: Vec<EntityIx> = main.filter(|&ix| briefing.entity(ix).kind != EntityKind::Place).take(COLUMNS).collect();
    let columns = names.iter().map(|&ix| Column { label: &briefing.entity(ix).name, href: here.to_entity(ix) });
    let by_name =
        names.iter().map(|&ix| sources.count(briefing.entity(ix).articles.iter().map(|&(article, _)| article)));
    let by_name = sources.matrix(here, ("by-name", "Sources by name"), columns.collect(), &by_name.collect::<Vec<_>>());
    [by_topic, by_name].into_iter().filter(|matrix| !matrix.columns.is_empty()).collect()
}

/// The sources with most articles, and which of them each article has.
struct Sources {
    /// Index of the publisher, `None` for the unknown one, with the number of articles.
    rows: Vec<(Option<usize>, usize)>,
    row_of: Vec<Option<usize>>,
    more: usize,
}

impl Sources {
    fn new(here: Here<'_>) -> Self {
        let briefing = here.site.briefing;
        let mut rows: Vec<(Option<usize>, usize)> = briefing
            .publishers
            .iter()
            .enumerate()
            .map(|(at, publisher)| (Some(at), publisher.articles.len()))
            .collect();
        rows.sort_by_key(|&(at, articles)| (Reverse(articles), at));
        let more = rows.len().saturating_sub(SOURCES);
        rows.truncate(SOURCES);
        let mut row_of = vec![None; briefing.articles.len()];
        for (row, &(at, _)) in rows.iter().enumerate() {
            for &ix in at.map_or(&[][..], |at| briefing.publishers[at].articles.as_slice()) {
                row_of[ix.0 as usize] = Some(row);
            }
        }
        let mut unknown = 0;
        for (article, row) in briefing.articles.iter().zip(&mut row_of) {
            if article.annotated.article.metadata.publisher.is_none() {
                unknown += 1;
                *row = Some(rows.len());
            }
        }
        if unknown > 0 {
            rows.push((None, unknown));
        }
        Self { rows, row_of, more }
    }

    /// How many of the articles each row has.
    fn count(&self, articles: impl Iterator<Item = ArticleIx>) -> Vec<u32> {
        let mut counts = vec![0; self.rows.len()];
        for row in articles.filter_map(|ix| self.row_of[ix.0 as usize]) {
            counts[row] += 1;
        }
        counts
    }

    /// `counts`: by column and row.
    fn matrix<'a>(
        &self,
        here: Here<'a>,
        (id, heading): (&'static str, &'static str),
        columns: Vec<Column<'a>>,
        counts: &[Vec<u32>],
    ) -> Matrix<'a> {
        let about = here.to_subject(Subject::About);
        let rows = self.rows.iter().enumerate().map(|(row, &(at, articles))| {
            let publisher = at.map(|at| &here.site.briefing.publishers[at]);
            Row {
                source: publisher.map(|publisher| publisher.name.as_str()),
                href: publisher
                    .zip(about.as_ref())
                    .map(|(publisher, about)| format!("{about}#{}", source_id(&publisher.id))),
                articles,
                cells: counts
                    .iter()
                    .map(|column| Cell { count: column[row], heat: heat(column[row], articles) })
                    .collect(),
            }
        });
        Matrix { id, heading, rows: rows.collect(), columns, more_sources: self.more }
    }
}

fn heat(count: u32, of: usize) -> u32 {
    let share = u64::from(count) * 100 / (of as u64).max(1);
    match share {
        _ if count == 0 => 0,
        0..10 => 1,
        10..25 => 2,
        25..50 => 3,
        50..75 => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heat_is_a_share() {
        assert_eq!([(0, 10), (1, 100), (1, 5), (1, 3), (2, 3), (3, 3)].map(|(n, of)| heat(n, of)), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn lines_have_three_widths() {
        assert_eq!([1, 4, 9].map(|n| width(n, 9)), [1, 2, 3]);
    }
}
