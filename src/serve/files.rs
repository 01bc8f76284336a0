//! The files of a site by the addresses that a static host gives them.

use crate::model::UrlPath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A site in memory; cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Site(Arc<BTreeMap<UrlPath, Vec<u8>>>);

/// What an address leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// A file, with its path in the site.
    File(&'a str, &'a [u8]),
    /// A folder that was asked for without its slash.
    Folder,
    /// Nothing.
    Nothing,
}

impl Site {
    pub(super) fn new(files: BTreeMap<UrlPath, Vec<u8>>) -> Self {
        Self(Arc::new(files))
    }

    /// Looks up the path of a request, percent-decoded, as GitHub Pages does: `/` and folders are their `index.html`, and
    /// `/about` is `about.html`. A look-up in a map: no path leads anywhere else.
    pub(super) fn find(&self, path: &str) -> Found<'_> {
        let path = path.strip_prefix('/').unwrap_or(path);
        if path.is_empty() || path.ends_with('/') {
            return self.file(&format!("{path}index.html")).unwrap_or(Found::Nothing);
        }
        if let Some(file) = self.file(path) {
            return file;
        }
        if self.file(&format!("{path}/index.html")).is_some() {
            return Found::Folder;
        }
        self.file(&format!("{path}.html")).unwrap_or(Found::Nothing)
    }

    fn file(&self, path: &str) -> Option<Found<'_>> {
        if path.split('/').any(|segment| matches!(segment, "" | "." | "..")) || path.contains(['\\', '\0']) {
            return None;
        }
        let (path, bytes) = self.0.get_key_value(&UrlPath::new(path))?;
        Some(Found::File(path.as_str(), bytes))
    }
}

/// Media type by the ending of a name.
pub(super) fn media_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    MEDIA_TYPES.iter().find(|(known, _)| *known == ending).map_or("application/octet-stream", |(_, media)| media)
}

const MEDIA_TYPES: [(&str, &str); 20] = [
    ("atom", "application/atom+xml; charset=utf-8"),
    ("avif", "image/avif"),
    ("css", "text/css; charset=utf-8"),
    ("gif", "image/gif"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("map", "application/json; charset=utf-8"),
    ("png", "image/png"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("webp", "image/webp"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("xml", "application/xml; charset=utf-8"),
    ("xsl", "text/xsl; charset=utf-8"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let paths = ["index.html", "about.html", "people/index.html", "people/a.html", "assets/a.css"];
        Site::new(paths.iter().map(|path| (UrlPath::new(*path), path.as_bytes().to_vec())).collect())
    }

    #[test]
    fn addresses_lead_where_a_static_host_leads_them() {
        let site = site();
        for (address, file) in [
            ("/", "index.html"),
            ("/index.html", "index.html"),
            ("/about", "about.html"),
            ("/people/", "people/index.html"),
            ("/people/a.html", "people/a.html"),
            ("/assets/a.css", "assets/a.css"),
        ] {
            assert_eq!(site.find(address), Found::File(file, file.as_bytes()), "{address}");
        }
        assert_eq!(site.find("/people"), Found::Folder);
    }

    #[test]
    fn nothing_else_is_reached() {
        let site = site();
        for address in
            ["/x", "/../Cargo.toml", "/people/../index.html", "//etc/passwd", "/people//a.html", "/\\x", "/\0"]
        {
            assert_eq!(site.find(address), Found::Nothing, "{address}");
        }
    }

    #[test]
    fn media_types_are_sorted_and_right() {
        assert!(MEDIA_TYPES.is_sorted());
        assert_eq!(media_type("assets/main.1f2e.css"), "text/css; charset=utf-8");
        assert_eq!(media_type("CNAME"), "application/octet-stream");
    }
}
