//! Editions: the page of a dated issue, and the list of them. A finite piece of reading, as its curator ordered it.

use super::super::markup::{Html, markdown};
use super::super::shell::Shell;
use super::super::site::{Cite, Here};
use super::super::wording::{Day, clip, minutes};
use crate::model::{ArticleIx, Issue, Subject};
use serde::Serialize;

/// View of `edition.html`.
#[derive(Debug, Serialize)]
pub struct EditionPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// The issue.
    pub edition: EditionView<'a>,
}

/// View of `editions.html`.
#[derive(Debug, Serialize)]
pub struct EditionsPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// All issues, newest first.
    pub editions: Vec<EditionLine>,
}

/// An issue.
#[derive(Debug, Serialize)]
pub struct EditionView<'a> {
    line: EditionLine,
    editorial: Html,
    lead: Option<&'a Html>,
    articles: Vec<&'a Html>,
    newer: Option<EditionLine>,
    older: Option<EditionLine>,
}

/// An issue in a few lines.
#[derive(Debug, Serialize)]
pub struct EditionLine {
    title: String,
    day: Day,
    href: String,
    /// The beginning of what the curator writes to it.
    text: String,
    articles: usize,
    minutes: u32,
}

/// Longest beginning of an editorial in lists, in characters.
const LONGEST: usize = 240;

impl EditionLine {
    /// An issue by its place; nothing where there is none.
    pub fn new(here: Here<'_>, at: u32) -> Option<Self> {
        let issue = here.site.briefing.editions.get(at as usize)?;
        let words = |ix: ArticleIx| here.site.briefing.article(ix).annotated.article.words;
        Some(Self {
            title: title(issue),
            day: Day::new(issue.date, None),
            href: here.to_subject(Subject::Edition(at))?,
            text: opening(issue),
            articles: articles(issue).count(),
            minutes: minutes(articles(issue).map(words).sum()),
        })
    }
}

impl<'a> EditionView<'a> {
    /// The view of an issue.
    pub fn new(here: Here<'a>, at: u32) -> Option<Self> {
        let issue = here.site.briefing.editions.get(at as usize)?;
        let row = |ix: ArticleIx| &here.site.rows[ix.0 as usize];
        Some(Self {
            line: EditionLine::new(here, at)?,
            editorial: markdown::render(&issue.editorial),
            lead: issue.lead.map(row),
            articles: issue.articles.iter().map(|&ix| row(ix)).collect(),
            newer: at.checked_sub(1).and_then(|at| EditionLine::new(here, at)),
            older: EditionLine::new(here, at + 1),
        })
    }
}

/// All issues.
pub fn lines(here: Here<'_>) -> Vec<EditionLine> {
    (0..here.site.briefing.editions.len() as u32).filter_map(|at| EditionLine::new(here, at)).collect()
}

/// The articles that an issue names, the newest issue's for the front page.
pub fn cites<'a>(here: Here<'a>, issue: &Issue) -> Vec<Cite<'a>> {
    articles(issue).map(|ix| here.cite(ix)).collect()
}

/// The title of an issue.
pub fn title(issue: &Issue) -> String {
    issue.title.clone().unwrap_or_else(|| format!("Edition of {}", issue.date.long()))
}

/// The articles of an issue, the leading one first.
pub fn articles(issue: &Issue) -> impl Iterator<Item = ArticleIx> {
    issue.lead.into_iter().chain(issue.articles.iter().copied())
}

/// The beginning of an editorial as plain text.
pub fn opening(issue: &Issue) -> String {
    clip(&markdown::plain(&issue.editorial), LONGEST)
}
