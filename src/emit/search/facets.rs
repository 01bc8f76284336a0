//! What results and the index of articles are filtered and sorted by.
//!
//! Input: the briefing. Output: two files, loaded only when a reader filters or sorts. The first has, for every article in
//! page order, its day, its publisher, its topics and its reading time; the second its place among the titles.
//!
//! Only stated dates count as days: a bound is no date. A vaguer date counts as the first day that it can mean.

use super::json;
use crate::emit::EmitContext;
use crate::emit::html::wording::minutes;
use crate::model::{Article, Briefing};
use crate::text::fold;
use rustc_hash::FxHashMap;
use serde::Serialize;

/// The first file.
#[derive(Debug, Serialize)]
struct Facets<'a> {
    /// Ids of the publishers; articles name them by their place here plus one, 0 is none.
    sources: Vec<&'a str>,
    /// Ids of the topics.
    topics: Vec<&'a str>,
    /// The day before the first day of any article, as days since 1970.
    epoch: i64,
    /// Days after that, 0 for articles without a date.
    day: Vec<i64>,
    source: Vec<u32>,
    /// Places of the article's topics in the list of topics.
    topic: Vec<Vec<u32>>,
    minutes: Vec<u32>,
}

/// The two files.
pub(super) fn files(context: &EmitContext<'_>) -> [String; 2] {
    let briefing = context.briefing;
    let days: Vec<Option<i64>> = briefing.articles.iter().map(day).collect();
    let epoch = days.iter().flatten().min().map_or(0, |first| first - 1);
    let sources: FxHashMap<&str, u32> =
        briefing.publishers.iter().zip(1..).map(|(publisher, n)| (publisher.id.as_str(), n)).collect();
    let source = |article: &Article| {
        let publisher = article.annotated.article.metadata.publisher.as_ref();
        publisher.and_then(|publisher| sources.get(publisher.id.as_str())).copied().unwrap_or(0)
    };
    let facets = Facets {
        sources: briefing.publishers.iter().map(|publisher| publisher.id.as_str()).collect(),
        topics: briefing.topics.iter().map(|topic| topic.id.as_str()).collect(),
        epoch,
        day: days.iter().map(|day| day.map_or(0, |day| day - epoch)).collect(),
        source: briefing.articles.iter().map(source).collect(),
        topic: topics(briefing),
        minutes: briefing.articles.iter().map(|article| minutes(article.annotated.article.words)).collect(),
    };
    [json(&facets), json(&title_ranks(briefing))]
}

fn day(article: &Article) -> Option<i64> {
    let date = article.annotated.article.metadata.published.date?;
    Some(date.first_day().signed_duration_since(chrono::NaiveDate::default()).num_days())
}

/// For each article the topics whose pages list it: its own and those above them.
fn topics(briefing: &Briefing) -> Vec<Vec<u32>> {
    let mut of_article = vec![Vec::new(); briefing.articles.len()];
    for (topic, n) in briefing.topics.iter().zip(0..) {
        for entry in &topic.articles {
            of_article[entry.article.0 as usize].push(n);
        }
    }
    of_article
}

/// For each article its place in the order of titles, signs at the beginning left out.
fn title_ranks(briefing: &Briefing) -> Vec<u32> {
    let key = |article: &Article| fold(article.title()).trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut order: Vec<(String, usize)> =
        briefing.articles.iter().enumerate().map(|(at, article)| (key(article), at)).collect();
    order.sort_unstable();
    let mut ranks = vec![0; order.len()];
    for ((_, at), rank) in order.iter().zip(0..) {
        ranks[*at] = rank;
    }
    ranks
}
