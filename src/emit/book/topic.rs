//! A topic as a chapter.

use super::{Chapter, Writer, plain};
use crate::emit::html::markup::{Markup, markdown};
use crate::emit::html::wording::count;
use crate::model::TopicIx;

pub(super) fn chapter(writer: Writer<'_>, ix: TopicIx) -> Chapter {
    let here = writer.here;
    let topic = here.site.briefing.topic(ix);
    let mut out = Markup::with_capacity(topic.articles.len() * 200 + 500);
    writer.heading(0, &topic.name, &mut out);
    out.raw("<p class=\"byline\">Topic; ").text(&count(topic.articles.len(), "article", "articles")).raw("</p>\n");
    if let Some(intro) = &topic.intro {
        out.raw("<div class=\"intro\">").html(&markdown::render(intro)).raw("</div>\n");
    }
    line(writer, "Part of", topic.parent.into_iter(), &mut out);
    line(writer, "Near", topic.neighbours.iter().map(|&(topic, _)| topic), &mut out);
    let names: Vec<_> = topic.entities.iter().map(|&(entity, _)| here.name(entity, 0)).collect();
    super::names("Who and where", &names, &mut out);
    writer.heading(1, "Articles", &mut out);
    writer.cites(topic.articles.iter().map(|found| found.article), &mut out);
    plain(here.site.plan.topic(ix), &topic.name, out)
}

/// Topics in a line behind their heading; nothing where there are none.
pub(super) fn line(writer: Writer<'_>, heading: &str, topics: impl Iterator<Item = TopicIx>, out: &mut Markup) {
    let mut topics = topics.peekable();
    if topics.peek().is_none() {
        return;
    }
    out.raw("<p class=\"names\"><b>").text(heading).raw("</b> ");
    for (nth, topic) in topics.enumerate() {
        out.raw(if nth == 0 { "<a href=\"" } else { ", <a href=\"" }).text(&writer.here.to_topic(topic)).raw("\">");
        out.isolated(&writer.here.site.briefing.topic(topic).name).raw("</a>");
    }
    out.raw("</p>\n");
}
