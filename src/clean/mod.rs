//! Tells an article from the page furniture around it, and says why, line by line.
//!
//! Input: a [`Document`]. Output: a [`CleanArticle`] whose parts cover the document, or [`SkipReason::NothingLeft`].
//!
//! 1. [`page`]: raw blocks become units (hard-wrapped lines joined), each with its [`evidence`].
//! 2. [`curated`]: the curator's `keep` and `strip` lines are settled before anything else.
//! 3. [`claims`]: figures and embedded posts are recognised by their captions, credits and attributions.
//! 4. [`rules`]: each rule judges each unit by what it says ([`phrases`]), its shape and its neighbours.
//!    [`recurring`]: lines that stand around many articles of the same source are furniture.
//! 5. [`body`]: the run of good units is found, and its end.
//! 6. [`metadata`]: title, deck, byline, publisher, date and language are read, mostly from around the body.
//! 7. [`placed`]: what is still open is decided by where it stands.
//! 8. [`passage`] tells passages in another language; [`structure`] and [`assemble`]: kept units become blocks, the rest the ledger. [`edit`]: the curator's corrections.
//!
//! Every step is linear in the size of the document.

mod assemble;
mod body;
mod claims;
mod curated;
mod dates;
mod edit;
mod evidence;
mod fate;
mod key;
mod metadata;
mod names;
mod page;
mod passage;
mod phrases;
mod placed;
mod recurring;
mod rules;
mod stopwords;
mod structure;
mod texture;
mod wrap;

pub use curated::fits as decision_fits;

/// Rule of a line that the curator takes out.
pub const CURATED_STRIP: &str = curated::STRIP.0;
pub use recurring::{Recurring, RecurringIn, Survey, survey};

use crate::config::{CleanSettings, Sidecar, SourceDecision};
use crate::diag::Diagnostics;
use crate::model::{BlockKind, CleanArticle, Document, SkipReason, Skipped};
use fate::Judged;
use page::Page;
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
    /// What recurs in the other files of its source.
    pub recurring: RecurringIn<'a>,
}

/// A rule that can name a removal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleInfo {
    /// Its name in the ledger.
    pub id: &'static str,
    /// What it takes out, one sentence.
    pub doc: &'static str,
    /// Lines that it takes out, each in its place in an article.
    pub drops: Vec<&'static str>,
    /// Lines that look alike and stay.
    pub keeps: Vec<&'static str>,
}

/// Every rule that can name a removal, by id: for the documentation and the page about the method.
pub fn rule_list() -> Vec<RuleInfo> {
    let lines = |examples: &'static [rules::Example]| examples.iter().map(|example| example.1).collect();
    let takes_out = |rule: &&&dyn rules::Rule| !rule.drops().is_empty() || rule.id() == "page-region";
    let judging = rules::ALL.iter().filter(takes_out).map(|rule| RuleInfo {
        id: rule.id(),
        doc: rule.doc(),
        drops: lines(rule.drops()),
        keeps: lines(rule.keeps()),
    });
    let steps = placed::PLACES
        .into_iter()
        .chain(metadata::REPEATS)
        .chain(claims::figure::LOST)
        .chain([curated::STRIP, edit::EDIT, recurring::RECURRING, assemble::RESIDUE])
        .map(|(id, doc)| RuleInfo { id, doc, drops: Vec::new(), keeps: Vec::new() });
    let mut list: Vec<RuleInfo> = judging.chain(steps).collect();
    list.sort_unstable();
    list
}

/// Cleans one document.
///
/// # Errors
/// [`Skipped`] when no line of the document belongs to an article.
pub fn clean(
    context: CleanContext<'_>,
    document: Document,
    diagnostics: &mut Diagnostics,
) -> Result<CleanArticle, Skipped> {
    let has_text = document.blocks.iter().any(|block| !block.text.is_empty());
    let article = judge(context, document, diagnostics);
    if article.blocks.iter().any(|block| !matches!(block.kind, BlockKind::Figure { .. })) {
        return Ok(article);
    }
    let reason = if has_text { SkipReason::NothingLeft } else { SkipReason::NoText };
    Err(Skipped { path: article.source.path, reason })
}

/// What became of every line of a document, also of one that gives no article.
pub fn judge(context: CleanContext<'_>, mut document: Document, diagnostics: &mut Diagnostics) -> CleanArticle {
    let (metadata, decisions) = {
        let page = Page::read(&document);
        let mut judged = Judged::new(&page);
        curated::apply(&mut judged, context, diagnostics);
        claims::claim(&mut judged);
        let mut bearings = rules::judge(&mut judged);
        recurring::apply(&mut judged, context.recurring, &mut bearings);
        let body = body::find(&judged, &bearings);
        let metadata = metadata::read(&mut judged, body, context);
        placed::decide(&mut judged, body);
        let own = passage::Own::of(&metadata.language, &page.units);
        let decisions = assemble::decide(judged, own);
        (metadata, decisions)
    };
    let mut assembled = assemble::assemble(&mut document, decisions);
    if let Some(sidecar) = context.sidecar {
        edit::apply(&mut assembled, sidecar, diagnostics);
    }
    CleanArticle {
        id: context.id.to_owned(),
        source: document.source,
        metadata,
        blocks: assembled.blocks,
        removed: assembled.removed,
        parts: assembled.parts,
        words: assembled.words,
    }
}
