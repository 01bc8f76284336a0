//! What an address of the plan becomes: a file of the site, a chapter of a book, or a place in one document.

use crate::model::UrlPath;

/// How the pages of an edition are linked with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// Files of a site.
    Pages,
    /// Files of an EPUB: the same, with its own ending.
    Chapters,
    /// Places in one document.
    Anchors,
}

/// The file of a page in an EPUB.
pub fn chapter_file(path: &UrlPath) -> String {
    [bare(path), ".xhtml"].concat()
}

/// The id of a page in a document that holds them all. Folders have no hyphens and slugs no dots, so that neither two pages
/// nor a page and a block (`articles-the-heir.p3`) meet.
pub fn anchor_of(path: &UrlPath) -> String {
    bare(path).replace('/', "-")
}

fn bare(path: &UrlPath) -> &str {
    path.as_str().strip_suffix(".html").unwrap_or(path.as_str())
}
