//! `manifest.webmanifest`: what a device that keeps the site beside its apps needs to know. Pages name it by script over http
//! only: from disk a browser would refuse it, and say so.

use crate::emit::assets::{Assets, ICONS};
use crate::emit::card::canvas::Colour;
use crate::emit::card::draw::{Border, PAPER, brand};
use crate::emit::{EmitContext, EmitError};
use crate::model::{ArtifactSink, UrlPath};
use serde_json::{Value, json};

/// Emits it.
///
/// # Errors
/// When the file cannot be handed on.
pub fn emit(context: &EmitContext<'_>, assets: &Assets, sink: &dyn ArtifactSink) -> Result<(), EmitError> {
    let json = format!("{:#}\n", manifest(context, assets));
    sink.put(&UrlPath::new("manifest.webmanifest"), json.as_bytes())?;
    Ok(())
}

/// All addresses are relative to the manifest, so that it holds wherever the site stands.
fn manifest(context: &EmitContext<'_>, assets: &Assets) -> Value {
    let site = &context.settings.site;
    let icons = ICONS.iter().filter(|(name, ..)| *name != TOUCH_ICON).filter_map(|(name, side, border)| {
        let path = assets.get(name)?;
        let purpose = if *border == Border::Full { "maskable" } else { "any" };
        Some(
            json!({ "src": path.as_str(), "sizes": format!("{side}x{side}"), "type": "image/png", "purpose": purpose }),
        )
    });
    let mut manifest = json!({
        "name": site.title,
        "lang": site.language,
        "start_url": "index.html",
        "scope": "./",
        // its pages have no way back of their own
        "display": "minimal-ui",
        "background_color": hex(PAPER),
        "theme_color": hex(brand(site.look.picture_colour())),
        "icons": icons.collect::<Vec<Value>>(),
    });
    if let (Some(description), Some(entries)) = (&site.description, manifest.as_object_mut()) {
        entries.insert("description".to_owned(), json!(description));
    }
    manifest
}

/// Named by the pages themselves.
const TOUCH_ICON: &str = "apple-touch-icon.png";

fn hex([red, green, blue, _]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
