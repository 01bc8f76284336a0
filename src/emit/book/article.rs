//! An article as a chapter.

use super::{Chapter, Writer};
use crate::emit::cite::{Format, Reference};
use crate::emit::html::links::{Links, anchor_of};
use crate::emit::html::markup::Markup;
use crate::emit::html::markup::block::BodyWriter;
use crate::emit::html::markup::url::outside;
use crate::emit::html::view::article::{body_size, names, write_body};
use crate::emit::html::view::entity::when;
use crate::emit::html::wording::{When, direction, is_language, language_name};
use crate::model::{ArticleIx, Display, Metadata, Origin};

pub(super) fn chapter(writer: Writer<'_>, ix: ArticleIx) -> Chapter {
    let here = writer.here;
    let article = here.site.briefing.article(ix);
    let metadata = &article.annotated.article.metadata;
    let path = here.site.plan.article(ix);
    let mut out = Markup::with_capacity(body_size(article) + 2_000);
    head(writer, metadata, &mut out);
    for correction in here.site.briefing.corrections_of(ix) {
        ours(writer, "curator", &mut out);
        super::correction(correction, &mut out);
        out.raw("</p>\n");
    }
    let prefix = if here.site.links == Links::Anchors { anchor_of(path) + "." } else { String::new() };
    let body = BodyWriter::for_edition(body_size(article), prefix, writer.level + 1);
    out.raw("<div class=\"body\">\n").html(&write_body(here, article, body).html).raw("</div>\n");
    withheld(writer, ix, &mut out);
    found(writer, ix, &mut out);
    provenance(writer, ix, &mut out);
    let own = here.site.settings.site.language.as_str();
    let known = is_language(&metadata.language) && metadata.language != own;
    Chapter {
        path: path.clone(),
        title: metadata.title.clone(),
        language: known.then(|| metadata.language.clone()),
        direction: Some(direction(&metadata.language)).filter(|it| *it != direction(own)),
        html: out.finish(),
    }
}

fn head(writer: Writer<'_>, metadata: &Metadata, out: &mut Markup) {
    writer.heading(0, &metadata.title, out);
    if metadata.title_origin == Origin::Derived {
        ours(writer, "hint", out);
        out.raw("The file states no title; this one was made from its text.</p>\n");
    }
    if let Some(deck) = &metadata.deck {
        out.raw("<p class=\"standfirst\">").text(deck).raw("</p>\n");
    }
    out.raw("<p class=\"byline\">");
    for author in &metadata.authors {
        out.isolated(author).raw(", ");
    }
    if let Some(outlet) = metadata.outlet() {
        super::source(outlet, metadata.url.as_deref(), out);
        out.raw(", ");
    }
    out.raw("<span dir=\"auto\">");
    when(&When::new(&metadata.published), out);
    out.raw("</span>");
    let own = &writer.here.site.settings.site.language;
    let primary = |tag: &str| tag.split('-').next().unwrap_or("").to_ascii_lowercase();
    if let Some(name) = language_name(&metadata.language).filter(|_| primary(&metadata.language) != primary(own)) {
        out.raw(", <span dir=\"auto\">in ").text(name).raw("</span>");
    }
    out.raw("</p>\n");
    if let (None, Some(evidence)) = (metadata.published.date, &metadata.published.evidence) {
        ours(writer, "hint", out);
        out.raw("The article states no date. Its text proves that it is not older: “")
            .isolated(evidence)
            .raw("”.</p>\n");
    }
    for (label, text) in [("Summary", &metadata.summary), ("Note", &metadata.note)] {
        if let Some(text) = text {
            ours(writer, "curator", out);
            out.raw("<b>").text(label).raw("</b> ").text(text).raw("</p>\n");
        }
    }
}

/// Begins a paragraph that is not in the article's words.
fn ours(writer: Writer<'_>, class: &'static str, out: &mut Markup) {
    let language = &writer.here.site.settings.site.language;
    out.raw("<p class=\"")
        .raw(class)
        .raw("\" lang=\"")
        .text(language)
        .raw("\" dir=\"")
        .raw(direction(language))
        .raw("\">");
}

/// What is not shown, and where to read it.
fn withheld(writer: Writer<'_>, ix: ArticleIx, out: &mut Markup) {
    let article = writer.here.site.briefing.article(ix);
    let text = match article.rights.display {
        Display::Full => return,
        Display::Excerpt => "Only the beginning is shown here.",
        Display::LinkOnly | Display::Hidden => "The text is not shown here.",
    };
    ours(writer, "hint", out);
    out.raw(text);
    if let Some(url) = article.annotated.article.metadata.url.as_deref().and_then(outside) {
        out.raw(" <a rel=\"nofollow noopener external\" href=\"").text(&url).raw("\">Read all of it</a>");
    }
    out.raw("</p>\n");
}

/// Names, topics, and where to read on.
fn found(writer: Writer<'_>, ix: ArticleIx, out: &mut Markup) {
    let here = writer.here;
    let article = here.site.briefing.article(ix);
    let language = &here.site.settings.site.language;
    out.raw("<div class=\"beside\" lang=\"").text(language).raw("\" dir=\"").raw(direction(language)).raw("\">\n");
    let groups = names(here, article);
    if !groups.is_empty() {
        writer.heading(1, "Named here", out);
    }
    for group in &groups {
        super::names(group.heading, &group.names, out);
    }
    if !article.topics.is_empty() {
        out.raw("<p class=\"names\"><b>Topics</b> ");
        for (nth, &topic) in article.topics.iter().enumerate() {
            out.raw(if nth == 0 { "<a href=\"" } else { ", <a href=\"" }).text(&here.to_topic(topic)).raw("\">");
            out.isolated(&here.site.briefing.topic(topic).name).raw("</a>");
        }
        out.raw("</p>\n");
    }
    if !article.also_published.is_empty() {
        writer.heading(1, "Also published", out);
        writer.cites(article.also_published.iter().copied(), out);
    }
    if !article.related.is_empty() {
        writer.heading(1, "Read on", out);
        writer.cites(article.related.iter().map(|related| related.article), out);
    }
}

/// How to cite it, and the file that it was made from.
fn provenance(writer: Writer<'_>, ix: ArticleIx, out: &mut Markup) {
    let briefing = writer.here.site.briefing;
    let source = &briefing.article(ix).annotated.article.source;
    let reference = Reference::article(briefing, ix, &writer.here.site.bodies);
    writer.heading(1, "Where this comes from", out);
    out.raw("<p class=\"source\">").isolated(&Format::Text.write(&reference)).raw(". File <code>").text(&source.path);
    out.raw("</code>, SHA-256 <code>").text(&source.sha256).raw("</code>.");
    let rights = &briefing.article(ix).rights;
    for (label, text) in [(" Licence: ", &rights.licence), (" Permission: ", &rights.permission)] {
        if let Some(text) = text {
            out.raw(label).isolated(text).raw(".");
        }
    }
    out.raw("</p>\n</div>\n");
}
