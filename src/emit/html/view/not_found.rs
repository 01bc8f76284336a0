//! The page for addresses that do not exist. A server shows it at any depth, so it carries its own style, and its links
//! start at the root of the host.

use super::super::markup::Html;
use crate::config::SiteSettings;
use serde::Serialize;
use sha2::{Digest, Sha256};

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
    /// The front page, when the site knows where on its host it lies.
    home: Option<String>,
    /// Other pages, with their names; none when the site does not know where it lies: it may be below the host's root, and
    /// then links from there would lead out of it.
    links: Vec<(&'static str, String)>,
}

impl<'a> NotFoundPage<'a> {
    /// The view.
    pub fn new(site: &'a SiteSettings, title: &'a str, style: &str, pages: &[(&'static str, &str)]) -> Self {
        let base = site.base_url.as_deref().map(base_path);
        let link = |path: &str| base.as_ref().map(|base| format!("{base}{path}"));
        let style = Html::style(style).unwrap_or_default();
        Self {
            kind: crate::model::PageKind::NotFound.name(),
            title,
            site_title: &site.title,
            style_hash: format!("sha256-{}", base64(&Sha256::digest(style.as_str().as_bytes()))),
            style,
            links: pages.iter().filter_map(|(label, path)| Some((*label, link(path)?))).collect(),
            home: link(""),
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
