//! What the curator has to say about articles from outside of them: corrections, and notices in the place of what was
//! taken down.

use crate::config::Curation;
use crate::model::{Article, ArticleIx, Correction, TakenDown};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The corrections by article, those of the whole briefing first, newest first. One of an article that is not shown is not
/// shown either; whether there is such an article at all is asked elsewhere.
pub(super) fn corrections(curation: &Curation, articles: &[Article]) -> Vec<Correction> {
    if curation.corrections.is_empty() {
        return Vec::new();
    }
    let of_ids: FxHashMap<&str, ArticleIx> =
        articles.iter().zip(0..).map(|(article, ix)| (article.id(), ArticleIx(ix))).collect();
    let mut corrections: Vec<Correction> = Vec::new();
    for decision in &curation.corrections {
        let article = decision.article.as_deref().map(|id| of_ids.get(id));
        let article = match article {
            Some(None) => continue,
            Some(Some(ix)) => Some(*ix),
            None => None,
        };
        corrections.push(Correction { date: decision.date, article, text: decision.text.clone() });
    }
    corrections.sort_by(|a, b| (a.article, Reverse(a.date), &a.text).cmp(&(b.article, Reverse(b.date), &b.text)));
    corrections.dedup();
    corrections
}

/// The pages of articles that were taken down, each once, but for one that an article of today has.
pub(super) fn taken_down(curation: &Curation, articles: &[Article]) -> Vec<TakenDown> {
    if curation.takedowns.is_empty() {
        return Vec::new();
    }
    let in_use: BTreeSet<&str> = articles.iter().map(|article| article.slug.as_str()).collect();
    let mut pages: BTreeMap<&str, TakenDown> = BTreeMap::new();
    for takedown in &curation.takedowns {
        let Some(slug) = takedown.slug.as_deref().filter(|slug| !in_use.contains(slug)) else { continue };
        pages.entry(slug).or_insert_with(|| TakenDown {
            slug: slug.to_owned(),
            date: takedown.date,
            reason: takedown.reason.clone(),
        });
    }
    pages.into_values().collect()
}
