//! Finds what an article names and says: mentions, quotes, events, topics, terms.
//!
//! Input: a [`CleanArticle`]. Output: [`Annotated`], every finding with its span.

use crate::config::{AnnotateSettings, Curation};
use crate::model::{Annotated, CleanArticle};

/// The finders with their tables built: made once, shared by all threads.
#[derive(Debug)]
pub struct Annotator {}

impl Annotator {
    /// Builds the tables: gazetteer, phrases, the curator's names and topics.
    pub fn new(_settings: &AnnotateSettings, _curation: &Curation) -> Self {
        Self {}
    }

    /// Annotates one article.
    pub fn annotate(&self, article: CleanArticle) -> Annotated {
        Annotated {
            article,
            mentions: Vec::new(),
            quotes: Vec::new(),
            events: Vec::new(),
            topics: Vec::new(),
            terms: Vec::new(),
        }
    }
}
