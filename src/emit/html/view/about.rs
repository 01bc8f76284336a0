//! The about page: how the briefing was made, from what, and what was left out.

use super::super::markup::url::outside;
use super::super::markup::{Html, markdown};
use super::super::shell::Shell;
use super::super::site::{Cite, Here, source_id};
use super::super::wording::clip;
use super::citation::CitationView;
use crate::emit::cite::Reference;
use crate::model::{ArticleIx, Briefing, Citing, SkipReason, Skipped};
use serde::Serialize;
use std::collections::BTreeMap;

/// View of `about.html`.
#[derive(Debug, Serialize)]
pub struct AboutPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// What it says.
    pub about: AboutView<'a>,
}

/// How the briefing was made.
#[derive(Debug, Serialize)]
pub struct AboutView<'a> {
    description: Html,
    author: Option<&'a str>,
    holdings: String,
    /// The briefing as a whole.
    cite: Vec<CitationView>,
    articles: usize,
    names: usize,
    topics: usize,
    publishers: Vec<PublisherRow<'a>>,
    cited: Vec<CitedRow<'a>>,
    /// Articles whose publisher nothing states.
    without_publisher: usize,
    /// Articles whose date nothing states.
    without_date: usize,
    /// Articles whose title was made from their text.
    derived_titles: usize,
    rules: Vec<RuleRow<'a>>,
    removed: u32,
    skipped: Vec<SkippedRow<'a>>,
    more_skipped: usize,
    /// Articles that were taken down; the names of their files say what they were about, so they are only counted.
    taken_down: usize,
    unresolved: Vec<UnresolvedRow<'a>>,
    more_unresolved: usize,
}

#[derive(Debug, Serialize)]
struct PublisherRow<'a> {
    /// Id of the row.
    id: String,
    name: &'a str,
    url: Option<String>,
    count: usize,
    latest: Option<Cite<'a>>,
}

/// A source that articles draw on.
#[derive(Debug, Serialize)]
struct CitedRow<'a> {
    source: &'a str,
    href: Option<String>,
    count: usize,
    articles: Vec<Cite<'a>>,
}

#[derive(Debug, Serialize)]
struct RuleRow<'a> {
    rule: &'a str,
    /// The reason it gives most often.
    reason: &'a str,
    count: u32,
    articles: u32,
    /// What it took out, once.
    example: String,
}

#[derive(Debug, Serialize)]
struct SkippedRow<'a> {
    path: &'a str,
    reason: String,
}

#[derive(Debug, Serialize)]
struct UnresolvedRow<'a> {
    name: &'a str,
    count: usize,
    articles: Vec<Cite<'a>>,
}

/// Most rows of the tables that input can make long.
const MOST_ROWS: usize = 200;
/// Most articles shown with an unresolved name.
const MOST_CITES: usize = 5;
/// Longest example of what a rule took out, in characters.
const LONGEST_EXAMPLE: usize = 90;

impl<'a> AboutView<'a> {
    /// The view.
    pub fn new(here: Here<'a>) -> Self {
        let briefing = here.site.briefing;
        let rules = rules(briefing);
        let unresolved = unresolved(here);
        // nothing of a hidden article, and its path may be its title
        let is_named = |skipped: &&'a Skipped| !skipped.reason.is_decided();
        let skipped: Vec<&Skipped> = briefing.skipped.iter().filter(is_named).collect();
        let count = |is: fn(&crate::model::Metadata) -> bool| {
            briefing.articles.iter().filter(|article| is(&article.annotated.article.metadata)).count()
        };
        Self {
            description: here.site.settings.site.description.as_deref().map(markdown::render).unwrap_or_default(),
            author: here.site.settings.site.author.as_deref(),
            holdings: super::super::head::holdings(here.site),
            cite: CitationView::all(&Reference::briefing(&here.site.settings.site)),
            articles: briefing.articles.len(),
            names: briefing.entities.len(),
            topics: briefing.topics.len(),
            publishers: publishers(here),
            cited: cited(here),
            without_publisher: count(|metadata| metadata.publisher.is_none()),
            without_date: count(|metadata| metadata.published.date.is_none()),
            derived_titles: count(|metadata| metadata.title_origin == crate::model::Origin::Derived),
            removed: rules.iter().map(|rule| rule.count).sum(),
            rules,
            taken_down: briefing.skipped.iter().filter(|skipped| skipped.reason == SkipReason::TakenDown).count(),
            more_skipped: skipped.len().saturating_sub(MOST_ROWS),
            skipped: skipped
                .into_iter()
                .take(MOST_ROWS)
                .map(|skipped| SkippedRow { path: &skipped.path, reason: skipped.reason.to_string() })
                .collect(),
            more_unresolved: unresolved.len().saturating_sub(MOST_ROWS),
            unresolved: unresolved.into_iter().take(MOST_ROWS).collect(),
        }
    }
}

fn publishers(here: Here<'_>) -> Vec<PublisherRow<'_>> {
    let rows = here.site.briefing.publishers.iter().map(|publisher| PublisherRow {
        id: source_id(&publisher.id),
        name: &publisher.name,
        url: publisher.url.as_deref().and_then(outside),
        count: publisher.articles.len(),
        latest: publisher.articles.first().map(|&ix| here.cite(ix)),
    });
    rows.collect()
}

/// The sources that articles draw on, those of most articles first.
fn cited(here: Here<'_>) -> Vec<CitedRow<'_>> {
    let mut by_source: BTreeMap<&str, Vec<&Citing>> = BTreeMap::new();
    for citing in &here.site.briefing.relations.cites {
        by_source.entry(&citing.source).or_default().push(citing);
    }
    let mut rows: Vec<CitedRow<'_>> = Vec::with_capacity(by_source.len());
    for (source, mut all) in by_source {
        // an article may cite several articles of one source
        all.dedup_by_key(|citing| citing.article);
        let articles = all.iter().take(MOST_CITES).map(|citing| here.cite(citing.article)).collect();
        rows.push(CitedRow { source, href: here.to_source(all[0]), count: all.len(), articles });
    }
    rows.sort_by_key(|row| (std::cmp::Reverse(row.count), row.source));
    rows.truncate(MOST_ROWS);
    rows
}

/// What each rule took out, the busiest rule first.
fn rules(briefing: &Briefing) -> Vec<RuleRow<'_>> {
    #[derive(Default)]
    struct Tally<'a> {
        count: u32,
        articles: u32,
        last: Option<usize>,
        reasons: BTreeMap<&'a str, u32>,
        example: &'a str,
    }
    let mut tallies: BTreeMap<&str, Tally<'_>> = BTreeMap::new();
    for (at, article) in briefing.articles.iter().enumerate() {
        for removal in &article.annotated.article.removed {
            let tally = tallies.entry(removal.rule).or_default();
            tally.count += 1;
            if tally.last.replace(at) != Some(at) {
                tally.articles += 1;
            }
            *tally.reasons.entry(&removal.reason).or_default() += 1;
            if tally.example.is_empty() {
                tally.example = &removal.text;
            }
        }
    }
    let mut rows: Vec<RuleRow<'_>> = tallies
        .into_iter()
        .map(|(rule, tally)| RuleRow {
            rule,
            reason: most_frequent(&tally.reasons),
            count: tally.count,
            articles: tally.articles,
            example: clip(tally.example, LONGEST_EXAMPLE),
        })
        .collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.count), row.rule));
    rows
}

fn most_frequent<'a>(reasons: &BTreeMap<&'a str, u32>) -> &'a str {
    reasons.iter().max_by_key(|(reason, count)| (**count, std::cmp::Reverse(**reason))).map_or("", |(reason, _)| reason)
}

/// Names that fit several entities and were linked to none, by name.
fn unresolved(here: Here<'_>) -> Vec<UnresolvedRow<'_>> {
    let mut by_name: BTreeMap<&str, Vec<ArticleIx>> = BTreeMap::new();
    for (name, article) in &here.site.briefing.unresolved {
        by_name.entry(name).or_default().push(*article);
    }
    by_name
        .into_iter()
        .map(|(name, mut articles)| {
            let count = articles.len();
            articles.sort_unstable();
            articles.dedup();
            UnresolvedRow {
                name,
                count,
                articles: articles.into_iter().take(MOST_CITES).map(|ix| here.cite(ix)).collect(),
            }
        })
        .collect()
}
