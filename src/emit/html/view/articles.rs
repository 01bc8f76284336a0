//! The index of articles, newest first, under the month of their publication.

use super::super::markup::Html;
use super::super::shell::Shell;
use super::super::site::{Here, Pager};
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
        let label = label(&articles[at]);
        let row = &here.site.rows[at];
        match groups.last_mut() {
            Some(group) if group.label == label => group.rows.push(row),
            _ => groups.push(Group { label, rows: vec![row] }),
        }
    }
    groups
}

/// The month of the date or of the bound that an article is sorted by.
fn label(article: &Article) -> String {
    let date = article.annotated.article.metadata.published.sort_key();
    let month = |date: PartialDate| match date.month_number() {
        Some(month) => PartialDate::month(date.year_number(), month).unwrap_or(date),
        None => date,
    };
    date.map_or_else(|| "Without a date".to_owned(), |date| month(date).long())
}
