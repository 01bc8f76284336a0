//! A work in every format of citations, as pages offer it.
//!
//! Input: a [`Reference`]. Output: the texts to copy.

use crate::emit::cite::{Format, Reference};
use serde::Serialize;

/// A citation in a format.
#[derive(Debug, Serialize)]
pub struct CitationView {
    id: &'static str,
    label: &'static str,
    text: String,
}

impl CitationView {
    /// One for each format.
    pub fn all(reference: &Reference<'_>) -> Vec<Self> {
        let view = |format: Format| Self {
            id: format.id(),
            label: format.label(),
            text: format.write(reference).replace('\r', ""),
        };
        Format::ALL.map(view).into()
    }
}
