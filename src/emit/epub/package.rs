//! The package document: what the book is, what is in it, in which order.

use super::cover::Picture;
use super::is_right_to_left;
use super::xhtml::escape;
use crate::emit::EmitContext;
use crate::emit::book::Book;
use crate::emit::html::links::chapter_file;
use crate::emit::html::wording::is_language;
use crate::model::PartialDate;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Topics named as subjects.
const SUBJECTS: usize = 12;

/// What a book says of how it can be read: it is text with headings, contents and a reading order; its one picture is the
/// cover, which has a text.
const ACCESSIBILITY: &str = "\
<meta property=\"schema:accessMode\">textual</meta>
<meta property=\"schema:accessModeSufficient\">textual</meta>
<meta property=\"schema:accessibilityFeature\">structuralNavigation</meta>
<meta property=\"schema:accessibilityFeature\">tableOfContents</meta>
<meta property=\"schema:accessibilityFeature\">readingOrder</meta>
<meta property=\"schema:accessibilityFeature\">alternativeText</meta>
<meta property=\"schema:accessibilityFeature\">displayTransformability</meta>
<meta property=\"schema:accessibilityHazard\">none</meta>
<meta property=\"schema:accessibilitySummary\">Running text with headings, a table of contents and links; \
names, dates and quotations link to the paragraphs that they come from. The only picture is the cover.</meta>
";

/// `urn:uuid:` from title, address and articles: another set of articles is another book.
pub(super) fn identifier(context: &EmitContext<'_>) -> String {
    let site = &context.settings.site;
    let mut hasher = blake3::Hasher::new();
    let articles = context.briefing.articles.iter().map(|article| article.annotated.article.source.sha256.as_str());
    for part in [site.title.as_str(), site.base_url.as_deref().unwrap_or("")].into_iter().chain(articles) {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    crate::emit::urn_of(&hasher.finalize())
}

pub(super) fn package(context: &EmitContext<'_>, book: &Book, cover: &Picture) -> String {
    let mut out = String::new();
    write(context, book, cover, &mut out).expect("writing to a String cannot fail");
    out
}

fn write(context: &EmitContext<'_>, book: &Book, cover: &Picture, out: &mut String) -> std::fmt::Result {
    let language = escape(&context.settings.site.language);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
    writeln!(
        out,
        "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"{language}\" \
         prefix=\"schema: http://schema.org/\">"
    )?;
    metadata(context, book, out)?;
    writeln!(out, "<manifest>")?;
    for (id, file, kind, properties) in [
        ("nav", "nav.xhtml", "application/xhtml+xml", " properties=\"nav\""),
        ("ncx", "toc.ncx", "application/x-dtbncx+xml", ""),
        ("style", "style.css", "text/css", ""),
        ("cover-picture", cover.file, cover.kind, " properties=\"cover-image\""),
        ("cover", "cover.xhtml", "application/xhtml+xml", ""),
    ] {
        writeln!(out, "<item id=\"{id}\" href=\"{file}\" media-type=\"{kind}\"{properties}/>")?;
    }
    for (nth, chapter) in book.chapters().enumerate() {
        let file = chapter_file(&chapter.path);
        writeln!(out, "<item id=\"c{nth}\" href=\"{file}\" media-type=\"application/xhtml+xml\"/>")?;
    }
    writeln!(out, "</manifest>")?;
    let direction = if is_right_to_left(&context.settings.site) { "rtl" } else { "ltr" };
    writeln!(out, "<spine toc=\"ncx\" page-progression-direction=\"{direction}\">")?;
    writeln!(out, "<itemref idref=\"cover\"/>\n<itemref idref=\"nav\"/>")?;
    for (nth, _) in book.chapters().enumerate() {
        writeln!(out, "<itemref idref=\"c{nth}\"/>")?;
    }
    writeln!(out, "</spine>\n</package>")
}

fn metadata(context: &EmitContext<'_>, book: &Book, out: &mut String) -> std::fmt::Result {
    let site = &context.settings.site;
    writeln!(out, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">")?;
    writeln!(out, "<dc:identifier id=\"id\">{}</dc:identifier>", identifier(context))?;
    writeln!(out, "<dc:title>{}</dc:title>", escape(&site.title))?;
    for language in languages(context) {
        writeln!(out, "<dc:language>{}</dc:language>", escape(language))?;
    }
    if let Some(author) = &site.author {
        writeln!(out, "<dc:creator id=\"curator\">{}</dc:creator>", escape(author))?;
        writeln!(out, "<meta refines=\"#curator\" property=\"role\" scheme=\"marc:relators\">com</meta>")?;
    }
    // who curates a briefing publishes it; nobody else is known
    writeln!(out, "<dc:publisher>{}</dc:publisher>", escape(site.author.as_deref().unwrap_or(&site.title)))?;
    let description = site.description.as_deref().unwrap_or(&book.holdings);
    writeln!(out, "<dc:description>{}</dc:description>", escape(description))?;
    if let Some(url) = &site.base_url {
        writeln!(out, "<dc:source>{}</dc:source>", escape(url))?;
    }
    let corrected = context.briefing.corrections.iter().map(|correction| correction.date).max();
    let issued = context.briefing.editions.iter().map(|issue| issue.date).max();
    let newest = book
        .dates
        .map(|(_, last)| last)
        .max(corrected)
        .max(issued)
        .filter(|date| (1..=9999).contains(&date.year_number()));
    if let Some(date) = newest {
        writeln!(out, "<dc:date>{date}</dc:date>")?;
    }
    for topic in context.briefing.topics.iter().take(SUBJECTS) {
        writeln!(out, "<dc:subject>{}</dc:subject>", escape(&topic.name))?;
    }
    writeln!(out, "<meta property=\"dcterms:modified\">{}</meta>", instant(newest))?;
    out.push_str(ACCESSIBILITY);
    writeln!(out, "<meta name=\"cover\" content=\"cover-picture\"/>\n</metadata>")
}

/// The book's own language, then those of its articles.
fn languages<'a>(context: &EmitContext<'a>) -> Vec<&'a str> {
    let own = context.settings.site.language.as_str();
    let others = context.briefing.articles.iter().map(|article| article.annotated.article.metadata.language.as_str());
    let others: BTreeSet<&str> = others.filter(|tag| *tag != own).filter(|tag| is_language(tag)).collect();
    std::iter::once(own).chain(others).collect()
}

/// Midnight of the first day that a date can mean; where no article has any, the beginning of time, which nobody takes for
/// news.
fn instant(date: Option<PartialDate>) -> String {
    date.map_or_else(
        || "1970-01-01T00:00:00Z".to_owned(),
        |date| date.first_day().format("%Y-%m-%dT00:00:00Z").to_string(),
    )
}
