//! Styles, scripts and pictures: built in, overridable one by one, named by their content.

use super::{EmitContext, EmitError};
use crate::model::{ArtifactSink, UrlPath};
use std::collections::BTreeMap;

/// Where each asset went: name in `static/` → path in the site with its hash.
#[derive(Debug, Clone, Default)]
pub struct Assets(pub BTreeMap<String, UrlPath>);

/// Emits every asset.
///
/// # Errors
/// When an asset of the project cannot be read or a file cannot be handed on.
pub fn emit(_context: &EmitContext<'_>, _sink: &dyn ArtifactSink) -> Result<Assets, EmitError> {
    Ok(Assets::default())
}
