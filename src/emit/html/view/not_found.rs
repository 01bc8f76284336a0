//! The page for addresses that do not exist. A server shows it at any depth, so it carries its own style, and its links
//! start at the root of the host.
//!
//! Where the site lies on its host is known when it has a `base-url`. Otherwise the page carries a script that finds out: it
//! asks for the site's icon above the missing address until it is there.

use super::super::markup::Html;
use crate::config::SiteSettings;
use crate::emit::assets::Assets;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// View of `404.html`.
#[derive(Debug, Serialize)]
pub struct NotFoundPage<'a> {
    kind: &'static str,
    title: &'a str,
    site_title: &'a str,
    /// The style itself.
    style: Html,
    /// Its hash as a content security policy names it.
    style_hash: String,
    /// The script that finds the site, when nothing says where it lies; and its hash.
    script: Option<Html>,
    script_hash: Option<String>,
    /// The icon that it looks for.
    icon: &'a str,
    /// The folders of the site, which an address that was meant for it goes through.
    folders: String,
    /// The front page, when the site knows where on its host it lies.
    home: Option<String>,
    /// Other pages, with their names: from the host's root when the site knows where it lies, else from its own, for the
    /// script to complete.
    links: Vec<(&'static str, String)>,
}

impl<'a> NotFoundPage<'a> {
    /// The view.
    pub fn new(site: &'a SiteSettings, title: &'a str, assets: &'a Assets, pages: &[(&'static str, &str)]) -> Self {
        let base = site.base_url.as_deref().map(base_path);
        let hash = |text: &Html| format!("sha256-{}", base64(&Sha256::digest(text.as_str().as_bytes())));
        // browsers hash what they read with their own line ends
        let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
        let style = Html::style(&lines(&assets.not_found_style)).unwrap_or_default();
        let script = if base.is_none() { Html::script(&lines(&assets.not_found_script)) } else { None };
        let folders: BTreeSet<&str> = pages.iter().filter_map(|(_, path)| Some(path.split_once('/')?.0)).collect();
        Self {
            kind: crate::model::PageKind::NotFound.name(),
            title,
            site_title: &site.title,
            style_hash: hash(&style),
            style,
            script_hash: script.as_ref().map(hash),
            script,
            icon: assets.get("icon.svg").map_or("", |path| path.as_str()),
            folders: folders.into_iter().collect::<Vec<_>>().join(" "),
            links: pages
                .iter()
                .map(|(label, path)| (*label, [base.as_deref().unwrap_or_default(), path].concat()))
                .collect(),
            home: base,
        }
    }
}

/// The path of an address, with a slash at both ends.
fn base_path(url: &str) -> String {
    let path = url.split_once("://").map_or("", |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    match path.trim_matches('/') {
        "" => "/".to_owned(),
        path => format!("/{path}/"),
    }
}

/// Base 64 as content security policies want it.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, &byte| group << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            if digit <= chunk.len() {
                out.push(char::from(DIGITS[(group >> (18 - 6 * digit) & 63) as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_base_64() {
        assert_eq!(
            ["", "f", "fo", "foo", "foob"].map(|text| base64(text.as_bytes())),
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
    }

    #[test]
    fn links_start_at_the_root_of_the_host() {
        assert_eq!(base_path("https://example.org/my/briefing/"), "/my/briefing/");
        assert_eq!(base_path("https://example.org"), "/");
    }
}
