//! A person, an organisation or a place as a chapter: who or what it is, what it said, every mention.

use super::{Chapter, Writer, plain};
use crate::emit::html::markup::Markup;
use crate::emit::html::site::{kind_label, text_at};
use crate::emit::html::view::entity::{companions, country};
use crate::emit::html::view::mentions::groups;
use crate::emit::html::wording::{clip, count};
use crate::model::{Entity, EntityIx};

/// Most quotes.
const MOST_QUOTES: usize = 12;
/// Longest quote in characters.
const LONGEST_QUOTE: usize = 320;
/// Most spellings of its name.
const MOST_NAMES: usize = 16;

/// The chapter of an entity; `None` for one that has no page.
pub(super) fn chapter(writer: Writer<'_>, ix: EntityIx) -> Option<Chapter> {
    let here = writer.here;
    let path = here.site.plan.entity(ix)?;
    let entity = here.site.briefing.entity(ix);
    let mut out = Markup::with_capacity(entity.mentions.len().min(2_000) * 300 + 500);
    writer.heading(0, &entity.name, &mut out);
    head(writer, entity, &mut out);
    let names = companions(here, entity);
    super::names("Appears with", &names, &mut out);
    let topics = entity.topics.iter().map(|&(topic, _)| topic);
    super::topic::line(writer, "Topics", topics, &mut out);
    quotes(writer, entity, &mut out);
    writer.heading(1, "Every mention", &mut out);
    out.html(&groups(here, ix, 0..entity.articles.len()));
    Some(plain(path, &entity.name, out))
}

fn head(writer: Writer<'_>, entity: &Entity, out: &mut Markup) {
    out.raw("<p class=\"byline\">").raw(kind_label(entity.kind));
    if let Some(country) = country(entity) {
        out.raw(", ").text(country);
    }
    out.raw("; ").text(&count(entity.mention_count(), "mention", "mentions")).raw(" in ");
    out.text(&count(entity.articles.len(), "article", "articles")).raw("</p>\n");
    if let Some(description) = &entity.description {
        out.raw("<p>").isolated(description).raw("</p>\n");
    }
    if let Some((role, article)) = &entity.role {
        out.raw("<p>“").isolated(role).raw("”: ");
        super::cite(&writer.here.cite(*article), out);
        out.raw("</p>\n");
    }
    if entity.variants.len() > 1 {
        out.raw("<p class=\"names\"><b>Called</b> ");
        for (nth, variant) in entity.variants.iter().take(MOST_NAMES).enumerate() {
            out.raw(if nth == 0 { "" } else { ", " }).isolated(&variant.text).raw(" <small>");
            out.number(variant.count).raw("</small>");
        }
        out.raw("</p>\n");
    }
}

fn quotes(writer: Writer<'_>, entity: &Entity, out: &mut Markup) {
    if entity.quotes.is_empty() {
        return;
    }
    writer.heading(1, "Quoted", out);
    for &(ix, quote) in entity.quotes.iter().take(MOST_QUOTES) {
        let article = writer.here.site.briefing.article(ix);
        let Some(said) = article.annotated.quotes.get(quote as usize) else { continue };
        out.raw("<blockquote><p>").isolated(&clip(said.at.span.of(text_at(article, said.at)), LONGEST_QUOTE));
        out.raw(" <a href=\"").text(&writer.here.to_place(ix, said.at)).raw("\">").isolated(article.title());
        out.raw("</a></p></blockquote>\n");
    }
}
