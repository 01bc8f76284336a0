//! The last chapter: what the book is, and from which sources.

use super::{Chapter, Writer, plain};
use crate::emit::html::head::holdings;
use crate::emit::html::markup::url::outside;
use crate::emit::html::markup::{Markup, markdown};
use crate::emit::html::wording::count;
use crate::model::Subject;

pub(super) fn chapter(writer: Writer<'_>) -> Option<Chapter> {
    let site = writer.here.site;
    let path = writer.path(Subject::About)?;
    let mut out = Markup::new();
    writer.heading(0, "About", &mut out);
    if let Some(description) = &site.settings.site.description {
        out.raw("<div class=\"intro\">").html(&markdown::render(description)).raw("</div>\n");
    }
    out.raw("<p>").text(&holdings(site)).raw(".</p>\n");
    if let Some(author) = &site.settings.site.author {
        out.raw("<p>Curated by ").isolated(author).raw(".</p>\n");
    }
    if let Some(url) = site.settings.site.base_url.as_deref().and_then(outside) {
        out.raw("<p>On the web: <a rel=\"noopener external\" href=\"")
            .text(&url)
            .raw("\">")
            .text(&url)
            .raw("</a></p>\n");
    }
    out.raw(
        "<p>Names, topics, quotes and dates were found by a program and may be wrong. The articles belong to their ",
    );
    out.raw("publishers.</p>\n");
    if !site.briefing.corrections.is_empty() {
        writer.heading(1, "Corrections", &mut out);
        out.raw("<ul>\n");
        for correction in &site.briefing.corrections {
            out.raw("<li>");
            super::correction(correction, &mut out);
            if let Some(ix) = correction.article {
                out.raw(" ");
                super::cite(&writer.here.cite(ix), &mut out);
            }
            out.raw("</li>\n");
        }
        out.raw("</ul>\n");
    }
    if !site.briefing.publishers.is_empty() {
        writer.heading(1, "Sources", &mut out);
        out.raw("<ul>\n");
        for publisher in &site.briefing.publishers {
            out.raw("<li>");
            super::source(&publisher.name, publisher.url.as_deref(), &mut out);
            out.raw(", ").text(&count(publisher.articles.len(), "article", "articles")).raw("</li>\n");
        }
        out.raw("</ul>\n");
    }
    Some(plain(path, "About", out))
}
