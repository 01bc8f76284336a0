//! The briefing as an EPUB 3 book.
//!
//! Input: the briefing and the plan. Output: the bytes of the `.epub`.
//!
//! 1. [`Book`] gives parts and chapters; each becomes a file of XHTML ([`xhtml`]), in parallel.
//! 2. [`package`] describes the whole: metadata, what it says of its own accessibility, files, reading order. [`nav`] is
//!    the contents with the landmarks, and the same for older readers. [`cover`] is drawn from the title.
//! 3. [`archive`](super::archive) packs them, the type of the file first and as it is.
//!
//! Nothing depends on the clock: the book is as new as its newest article, and its identifier is made from title, address
//! and the articles' own bytes.

mod cover;
mod nav;
mod package;
mod xhtml;

use super::EmitContext;
use super::archive::{Packed, archive};
use super::book::{Book, Chapter, Part};
use super::html::links::{Links, chapter_file};
use super::html::wording::direction;
use crate::config::SiteSettings;
use rayon::prelude::*;

const CONTAINER: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// The style of the book.
const STYLE: &str = include_str!("../../../static/export/epub.css");

/// Makes the book.
pub fn epub(context: &EmitContext<'_>) -> Vec<u8> {
    let book = Book::new(context, Links::Chapters);
    let site = &context.settings.site;
    let files: Vec<(&Part, &Chapter)> =
        book.parts.iter().flat_map(|part| part.chapters.iter().map(move |chapter| (part, chapter))).collect();
    let mut packed = vec![Packed::stored("mimetype", b"application/epub+zip")];
    let mut add = |name: &str, text: &str| packed.push(Packed::new(name, text.as_bytes()));
    add("META-INF/container.xml", CONTAINER);
    let cover = cover::picture(site, &book);
    add("EPUB/package.opf", &package::package(context, &book, &cover));
    add("EPUB/nav.xhtml", &nav::nav(site, &book));
    add("EPUB/toc.ncx", &nav::ncx(site, &book, &package::identifier(context)));
    add("EPUB/style.css", STYLE);
    add("EPUB/cover.xhtml", &cover::page(site, &cover));
    packed.push(Packed::new(format!("EPUB/{}", cover.file), &cover.bytes));
    packed.par_extend(files.into_par_iter().map(|(part, chapter)| {
        let name = format!("EPUB/{}", chapter_file(&chapter.path));
        Packed::new(name, chapter_page(site, part, chapter).as_bytes())
    }));
    archive(&packed)
}

fn chapter_page(site: &SiteSettings, part: &Part, chapter: &Chapter) -> String {
    let role = if part.id == "about" { "appendix" } else { "chapter" };
    let language = chapter.language.as_deref().map(|tag| xhtml::escape(tag).into_owned());
    let attributes = [
        language.map(|tag| format!(" lang=\"{tag}\" xml:lang=\"{tag}\"")),
        chapter.direction.map(|direction| format!(" dir=\"{direction}\"")),
    ];
    let attributes: String = attributes.into_iter().flatten().collect();
    let body = format!(
        "<section class=\"{}\" epub:type=\"{role}\" role=\"doc-{role}\"{attributes}>\n{}</section>\n",
        part.id,
        xhtml::of_html(chapter.html.as_str())
    );
    let root = "../".repeat(chapter.path.depth());
    xhtml::page(site, &chapter.title, &root, &body)
}

/// Whether the book is read from right to left.
fn is_right_to_left(site: &SiteSettings) -> bool {
    direction(&site.language) == "rtl"
}
