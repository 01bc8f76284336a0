//! Styles, scripts and pictures: built in, overridable one by one, named by their content.
//!
//! Input: the built-in files, and those in the project's `static/` folder. Output: `assets/<name>-<hash>.<ending>` each,
//! and [`Assets`], which knows where each went.

use super::card::draw::{Border, brand, icon};
use super::{EmitContext, EmitError, folder};
use crate::model::{ArtifactSink, UrlPath};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The style of `404.html`, which is written into the page: that page is shown at any depth and can link to no file.
pub const NOT_FOUND_STYLE: &str = "404.css";

/// The script of that page, written into it too.
const NOT_FOUND_SCRIPT: &str = "404.js";

/// The style of all other pages.
const STYLE: &str = "style.css";

/// Every built-in asset by name, sorted.
pub const BUILT_IN: &[(&str, &[u8])] = &[
    (NOT_FOUND_STYLE, include_bytes!("../../static/404.css")),
    (NOT_FOUND_SCRIPT, include_bytes!("../../static/404.js")),
    ("cite.js", include_bytes!("../../static/cite.js")),
    ("icon.svg", include_bytes!("../../static/icon.svg")),
    ("print.css", include_bytes!("../../static/print.css")),
    ("search-index.js", include_bytes!("../../static/search-index.js")),
    ("search.css", include_bytes!("../../static/search.css")),
    ("search.js", include_bytes!("../../static/search.js")),
    ("site.js", include_bytes!("../../static/site.js")),
    ("style.css", include_bytes!("../../static/style.css")),
    ("theme.js", include_bytes!("../../static/theme.js")),
];

/// The icon for browsers, and the colour in it that gives way to the briefing's own.
const ICON: &str = "icon.svg";
const ICON_COLOUR: &str = "#0f5257";

/// Icons for systems that take no SVG, drawn as `icon.svg` is: name, side in pixels, how they meet their border.
pub const ICONS: [(&str, u32, Border); 4] = [
    ("apple-touch-icon.png", 180, Border::Full),
    ("icon-192.png", 192, Border::Rounded),
    ("icon-512.png", 512, Border::Rounded),
    ("icon-maskable.png", 512, Border::Full),
];

/// Where each asset went: name in `static/` → path in the site with its hash.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// The paths by name.
    pub paths: BTreeMap<String, UrlPath>,
    /// The style of the page for missing addresses.
    pub not_found_style: String,
    /// Its script.
    pub not_found_script: String,
}

impl Assets {
    /// Where an asset went.
    pub fn get(&self, name: &str) -> Option<&UrlPath> {
        self.paths.get(name)
    }
}

/// Emits every asset.
///
/// # Errors
/// When an asset of the project cannot be read or a file cannot be handed on.
pub fn emit(context: &EmitContext<'_>, sink: &dyn ArtifactSink) -> Result<Assets, EmitError> {
    let mut files: BTreeMap<String, Cow<'static, [u8]>> =
        BUILT_IN.iter().map(|&(name, bytes)| (name.to_owned(), Cow::Borrowed(bytes))).collect();
    let own = context.settings.site.look.picture_colour();
    files.extend(ICONS.map(|(name, side, border)| (name.to_owned(), Cow::Owned(icon(side, border, brand(own))))));
    if let Some([red, green, blue]) = own {
        let drawn =
            include_str!("../../static/icon.svg").replace(ICON_COLOUR, &format!("#{red:02x}{green:02x}{blue:02x}"));
        files.insert(ICON.to_owned(), Cow::Owned(drawn.into_bytes()));
    }
    if let Some(own) = &context.settings.assets {
        files.extend(folder::read(own)?.into_iter().map(|(name, bytes)| (name, Cow::Owned(bytes))));
    }
    let look = context.settings.site.look.rule();
    for name in [STYLE, NOT_FOUND_STYLE].into_iter().filter(|_| !look.is_empty()) {
        if let Some(style) = files.get_mut(name) {
            style.to_mut().extend_from_slice(look.as_bytes());
        }
    }
    let mut assets = Assets::default();
    for (name, bytes) in files {
        if name == NOT_FOUND_STYLE {
            assets.not_found_style = String::from_utf8_lossy(&bytes).into_owned();
            continue;
        }
        if name == NOT_FOUND_SCRIPT {
            assets.not_found_script = String::from_utf8_lossy(&bytes).into_owned();
            continue;
        }
        let path = hashed(&name, &bytes);
        // names that differ only in what addresses leave out, with the same content
        if !assets.paths.values().any(|other| *other == path) {
            sink.put(&path, &bytes)?;
        }
        assets.paths.insert(name, path);
    }
    Ok(assets)
}

/// `assets/<name>-<8 hex digits of its hash>.<ending>`: a changed file has another address, so nothing stale is shown.
fn hashed(name: &str, bytes: &[u8]) -> UrlPath {
    let hash = &blake3::hash(bytes).to_hex()[..8];
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let (stem, ending) = file.rsplit_once('.').map_or((file, ""), |(stem, ending)| (stem, ending));
    // names of the curator's choice become addresses that need no encoding
    let folder: String =
        folder.split('/').map(crate::text::slug).filter(|part| !part.is_empty()).map(|part| part + "/").collect();
    let stem = crate::text::slug(stem);
    let ending = crate::text::slug(ending);
    let dot = if ending.is_empty() { "" } else { "." };
    UrlPath::new(format!("assets/{folder}{stem}-{hash}{dot}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_assets_are_sorted() {
        assert!(BUILT_IN.is_sorted_by_key(|(name, _)| name));
    }

    #[test]
    fn the_icon_has_the_colour_that_gives_way() {
        assert!(include_str!("../../static/icon.svg").contains(ICON_COLOUR));
    }

    #[test]
    fn names_carry_their_hash() {
        assert_eq!(hashed("style.css", b"x").as_str(), "assets/style-3ae7d805.css");
        let path = hashed("my fonts/Ünïcode Font.WOFF2", b"x");
        assert_eq!(path.as_str(), "assets/my-fonts/unicode-font-3ae7d805.woff2");
        assert_ne!(hashed("style.css", b"y"), hashed("style.css", b"x"));
    }
}
