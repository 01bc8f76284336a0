//! Tells an article from the page furniture around it, and says why, line by line.
//!
//! Input: a [`Document`]. Output: a [`CleanArticle`] whose parts cover the document, or [`SkipReason::NothingLeft`].

use crate::config::{CleanSettings, Sidecar, SourceDecision};
use crate::diag::Diagnostics;
use crate::model::{CleanArticle, Document, Skipped};
use std::collections::BTreeMap;

/// What clean knows besides the document.
#[derive(Debug, Clone, Copy)]
pub struct CleanContext<'a> {
    /// Its settings.
    pub settings: &'a CleanSettings,
    /// Id of the article (its path's slug), unique in the briefing.
    pub id: &'a str,
    /// The curator's decisions on this article.
    pub sidecar: Option<&'a Sidecar>,
    /// The publishers that the curator knows, by id.
    pub sources: &'a BTreeMap<String, SourceDecision>,
}

/// Cleans one document.
///
/// # Errors
/// [`Skipped`] when no line of the document belongs to an article.
pub fn clean(
    _context: CleanContext<'_>,
    document: Document,
    _diagnostics: &mut Diagnostics,
) -> Result<CleanArticle, Skipped> {
    Err(Skipped { path: document.source.path, reason: crate::model::SkipReason::NothingLeft })
}
