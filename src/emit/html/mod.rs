//! Pages from templates.

use super::assets::Assets;
use super::search::SearchIndex;
use super::{EmitContext, EmitError, PageDone};
use crate::model::ArtifactSink;

/// Renders every page of the plan.
///
/// # Errors
/// When a template is wrong or a file cannot be handed on.
pub fn emit(
    _context: &EmitContext<'_>,
    _assets: &Assets,
    _search: &SearchIndex,
    _sink: &dyn ArtifactSink,
    _page_done: PageDone<'_>,
) -> Result<(), EmitError> {
    Ok(())
}
