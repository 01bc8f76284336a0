//! The briefing as one HTML file: readable without script, from disk, and asking for nothing.
//!
//! Input: the briefing and the plan. Output: the bytes of the file.
//!
//! 1. [`Book`] gives parts and chapters, whose links are places in this document. 2. Head, contents and parts are written
//!    around them. 3. Style and script stand in the file; its own policy allows these two by their hashes, and nothing else.

use super::EmitContext;
use super::book::{Book, Chapter, Part};
use super::html::links::{Links, anchor_of};
use super::html::markup::{Html, Markup, markdown};
use super::html::view::not_found::base64;
use super::html::wording::{clip, direction};
use crate::config::SiteSettings;
use crate::model::PageKind;
use sha2::{Digest, Sha256};

/// The style of the file.
const STYLE: &str = include_str!("../../static/export/single.css");
/// The search in it.
const SCRIPT: &str = include_str!("../../static/export/single.js");
/// From so many chapters on, those that are far from view are laid out when they come near it.
const LONG: usize = 1_000;
/// Longest description in characters.
const LONGEST: usize = 155;

/// Makes the file.
pub fn single(context: &EmitContext<'_>) -> Vec<u8> {
    let book = Book::new(context, Links::Anchors);
    let site = &context.settings.site;
    let bytes: usize = book.chapters().map(|chapter| chapter.html.as_str().len() + 400).sum();
    let mut out = Markup::with_capacity(bytes + STYLE.len() + SCRIPT.len() + 4_000);
    head(site, &book, &mut out);
    out.raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to the articles</a>\n");
    opening(site, &book, &mut out);
    contents(&book, &mut out);
    let is_long = book.chapters().count() > LONG;
    out.raw(if is_long { "<main id=\"main\" class=\"long\">\n" } else { "<main id=\"main\">\n" });
    for part in &book.parts {
        write_part(part, &mut out);
    }
    out.raw("</main>\n<script>").raw(SCRIPT).raw("</script>\n");
    out.raw("</body>\n</html>\n");
    // text may hold characters that no document may
    let mut text = out.finish().as_str().to_owned();
    text.retain(is_of_documents);
    text.into_bytes()
}

/// Whether a character may stand in a document of HTML.
fn is_of_documents(c: char) -> bool {
    let is_none = matches!(c as u32 & 0xFFFF, 0xFFFE | 0xFFFF) || ('\u{FDD0}'..='\u{FDEF}').contains(&c);
    !is_none && (!c.is_control() || matches!(c, '\t' | '\n' | '\r'))
}

fn head(site: &SiteSettings, book: &Book, out: &mut Markup) {
    let hash = |text: &str| format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())));
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    );
    out.raw("<!doctype html>\n<html lang=\"").text(&site.language);
    out.raw(if direction(&site.language) == "rtl" { "\" dir=\"rtl" } else { "" });
    out.raw("\" data-kind=\"").raw(PageKind::Single.name()).raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"").text(&policy).raw("\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        .text(&site.title)
        .raw(" – in one file");
    let description = site.description.as_deref().unwrap_or(&book.holdings);
    out.raw("</title>\n<meta name=\"description\" content=\"").text(&clip(description, LONGEST));
    out.raw("\">\n<meta name=\"generator\" content=\"").raw(concat!("briefing ", env!("CARGO_PKG_VERSION")));
    // without an icon of its own, a browser would ask for one
    out.raw("\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n<style>");
    out.html(&Html::style(STYLE).unwrap_or_default()).raw("</style>\n</head>\n");
}

fn opening(site: &SiteSettings, book: &Book, out: &mut Markup) {
    out.raw("<header class=\"opening\">\n<h1>").text(&site.title).raw("</h1>\n");
    if let Some(description) = &site.description {
        out.html(&markdown::render(description));
    }
    out.raw("<p class=\"byline\">").text(&book.holdings).raw("</p>\n");
    out.raw("<div id=\"search\" role=\"search\" hidden>\n<label for=\"query\">Search this file</label>\n");
    out.raw("<input id=\"query\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\">\n");
    out.raw("<p id=\"count\" role=\"status\"></p>\n<ol id=\"found\"></ol>\n</div>\n</header>\n");
}

fn contents(book: &Book, out: &mut Markup) {
    out.raw("<nav id=\"contents\" aria-labelledby=\"contents-heading\">\n<h2 id=\"contents-heading\">Contents</h2>\n");
    for part in &book.parts {
        if let [only] = part.chapters.as_slice() {
            out.raw("<p class=\"only\">");
            link(only, part.heading, out);
            out.raw("</p>\n");
            continue;
        }
        out.raw(if part.id == "articles" { "<details open>" } else { "<details>" });
        out.raw("<summary>").raw(part.heading).raw(" <small>").number(part.chapters.len() as u32);
        out.raw("</small></summary>\n<ol>\n");
        for chapter in &part.chapters {
            out.raw("<li>");
            link(chapter, &chapter.title, out);
            out.raw("</li>\n");
        }
        out.raw("</ol>\n</details>\n");
    }
    out.raw("</nav>\n");
}

fn link(chapter: &Chapter, title: &str, out: &mut Markup) {
    out.raw("<a href=\"#").text(&anchor_of(&chapter.path)).raw("\">").isolated(title).raw("</a>");
}

fn write_part(part: &Part, out: &mut Markup) {
    out.raw("<section class=\"part ").raw(part.id).raw("\" aria-label=\"").raw(part.heading).raw("\">\n");
    if part.chapters.len() > 1 {
        out.raw("<p class=\"part-name\" aria-hidden=\"true\">").raw(part.heading).raw("</p>\n");
    }
    for chapter in &part.chapters {
        out.raw("<section class=\"chapter\" id=\"").text(&anchor_of(&chapter.path)).raw("\"");
        if let Some(language) = &chapter.language {
            out.raw(" lang=\"").text(language).raw("\"");
        }
        if let Some(direction) = chapter.direction {
            out.raw(" dir=\"").raw(direction).raw("\"");
        }
        out.raw(">\n")
            .html(&chapter.html)
            .raw("<p class=\"back\"><a href=\"#contents\">Contents</a></p>\n</section>\n");
    }
    out.raw("</section>\n");
}
