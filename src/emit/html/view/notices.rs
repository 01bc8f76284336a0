//! The page of corrections, and the page in the place of an article that was taken down.

use super::super::shell::Shell;
use super::super::site::{Cite, Here};
use super::super::wording::iso;
use crate::model::{Correction, PartialDate, TakenDown};
use serde::Serialize;
use std::cmp::Reverse;

/// View of `corrections.html`.
#[derive(Debug, Serialize)]
pub struct CorrectionsPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// All of them, newest first.
    pub corrections: Vec<CorrectionView<'a>>,
}

/// A correction.
#[derive(Debug, Serialize)]
pub struct CorrectionView<'a> {
    /// For `<time datetime>`.
    iso: Option<String>,
    date: String,
    text: &'a str,
    /// The article; absent on its own page, and for one of the whole briefing.
    article: Option<Cite<'a>>,
}

impl<'a> CorrectionView<'a> {
    /// The view of a correction on the page of its article.
    pub fn own(correction: &'a Correction) -> Self {
        let date = correction.date;
        Self { iso: iso(date), date: date.long(), text: &correction.text, article: None }
    }
}

/// All corrections, newest first.
pub fn corrections(here: Here<'_>) -> Vec<CorrectionView<'_>> {
    let mut all: Vec<&Correction> = here.site.briefing.corrections.iter().collect();
    all.sort_by_key(|correction| Reverse(correction.date));
    let views = all.into_iter().map(|correction| CorrectionView {
        article: correction.article.map(|ix| here.cite(ix)),
        ..CorrectionView::own(correction)
    });
    views.collect()
}

/// View of `gone.html`.
#[derive(Debug, Serialize)]
pub struct GonePage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// What is known.
    pub gone: GoneView<'a>,
}

/// An article that was taken down.
#[derive(Debug, Serialize)]
pub struct GoneView<'a> {
    iso: Option<String>,
    date: Option<String>,
    reason: Option<&'a str>,
    /// The index of articles.
    articles: Option<String>,
}

impl<'a> GoneView<'a> {
    /// The view.
    pub fn new(here: Here<'a>, gone: &'a TakenDown) -> Self {
        Self {
            iso: gone.date.and_then(iso),
            date: gone.date.map(PartialDate::long),
            reason: gone.reason.as_deref(),
            articles: here.to_subject(crate::model::Subject::Articles(1)),
        }
    }
}
