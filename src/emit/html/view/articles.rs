//! The index of articles, newest first, under the month of their publication.

use super::super::markup::Html;
use super::super::shell::Shell;
use super::super::site::{Here, Pager};
use super::search::Filters;
use crate::model::{Article, Page, PartialDate};
use serde::Serialize;

/// View of `articles.html`.
#[derive(Debug, Serialize)]
pub struct ArticlesPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// How many there are in all.
    pub count: usize,
    /// What the briefing holds, in one line.
    pub holdings: String,
    /// Address of the first script of the search index, which filters and sorts.
    pub manifest: String,
    /// What they can be narrowed down to.
    pub filters: Filters<'a>,
    /// Those of this page.
    pub groups: Vec<Group<'a>>,
    /// Links through the pages.
    pub pager: Option<Pager>,
}

/// The articles of a month.
#[derive(Debug, Serialize)]
pub struct Group<'a> {
    label: String,
    rows: Vec<&'a Html>,
}

/// The articles of a page.
pub fn groups<'a>(here: Here<'a>, page: &Page) -> Vec<Group<'a>> {
    let articles = &here.site.briefing.articles;
    let slice = here.site.slice(articles.len(), page.subject);
    let mut groups: Vec<Group<'a>> = Vec::new();
    for at in slice {
        let (label, is_bound) = label(&articles[at]);
        let row = &here.site.rows[at];
        // a month and the bounds within it are two groups, the dated articles first, though their days alternate
        let near = groups.len().saturating_sub(2);
        let same = groups[near..].iter().position(|group| group.label == label);
        let other = groups.last().is_some_and(|last| !is_bound && last.label == format!("{NOT_BEFORE} {label}"));
        match same {
            Some(at) => groups[near + at].rows.push(row),
            None if other => groups.insert(groups.len() - 1, Group { label, rows: vec![row] }),
            None => groups.push(Group { label, rows: vec![row] }),
        }
    }
    groups
}

/// Before the month that the text of an article without a date proves.
const NOT_BEFORE: &str = "Not before";

/// The month of the date, or of the bound, that an article is sorted by; and whether it is a bound.
fn label(article: &Article) -> (String, bool) {
    let published = &article.annotated.article.metadata.published;
    let month = |date: PartialDate| match date.month_number() {
        Some(month) => PartialDate::month(date.year_number(), month).unwrap_or(date).long(),
        None => date.long(),
    };
    match (published.date, published.not_before) {
        (Some(date), _) => (month(date), false),
        (None, Some(bound)) => (format!("{NOT_BEFORE} {}", month(bound)), true),
        (None, None) => ("Without a date".to_owned(), false),
    }
}
