//! Addresses of the site's files as machines outside of it need them.

use crate::config::SiteSettings;
use crate::model::UrlPath;

/// Where the site will stand, if that is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addresses<'a> {
    base: Option<&'a str>,
    /// What leads to the root of the site, where addresses are relative.
    root: &'static str,
}

impl<'a> Addresses<'a> {
    pub(super) fn new(site: &'a SiteSettings) -> Self {
        let base = site.base_url.as_deref().map(|base| base.trim_end_matches('/')).filter(|base| !base.is_empty());
        Self { base, root: "./" }
    }

    /// The same for a file that lies in a folder of the site.
    pub(super) fn below(self, depth: usize) -> Self {
        Self { root: if depth == 0 { "./" } else { "../" }, ..self }
    }

    /// Whether addresses are absolute.
    pub(super) fn is_known(self) -> bool {
        self.base.is_some()
    }

    /// Address of a file of the site; without `base-url` relative to the file that holds it. That of the front page is
    /// that of its folder.
    pub(super) fn of(self, path: &UrlPath) -> String {
        match (self.base, path.as_str()) {
            (Some(base), "index.html") => format!("{base}/"),
            (Some(base), path) => format!("{base}/{path}"),
            (None, path) => format!("{}{path}", self.root),
        }
    }

    /// Address of a file at the root of the site.
    pub(super) fn at_root(self, name: &str) -> String {
        self.of(&UrlPath::new(name))
    }
}

/// An address that the source names for the article, when it is one that a reader can follow.
pub(super) fn web_address(url: &str) -> Option<&str> {
    let url = url.trim();
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    let plain = !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'));
    (matches!(scheme.as_str(), "http" | "https") && plain).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_followed() {
        assert_eq!(web_address(" https://example.org/a?b=c&d "), Some("https://example.org/a?b=c&d"));
        for url in ["javascript:alert(1)", "data:text/html,x", "example.org", "https://a b", "ftp://example.org"] {
            assert_eq!(web_address(url), None, "{url}");
        }
    }
}
