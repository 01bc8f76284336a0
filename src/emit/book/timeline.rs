//! The timeline as chapters: a chapter a page of the plan, years as headings.

use super::{Chapter, Writer, plain};
use crate::emit::html::markup::Markup;
use crate::emit::html::site::text_at;
use crate::emit::html::view::timeline::year_label;
use crate::emit::html::wording::{Day, clip};
use crate::model::{Subject, TimelineEntry};

/// Longest sentence in characters.
const LONGEST: usize = 420;

/// The chapters; none when nothing is dated.
pub(super) fn chapters(writer: Writer<'_>) -> Vec<Chapter> {
    let timeline = &writer.here.site.briefing.timeline;
    let pages = writer.here.site.page_count(Subject::Timeline(1));
    let mut chapters = Vec::new();
    for subject in (1..=pages).map(Subject::Timeline) {
        let entries = &timeline[writer.here.site.slice(timeline.len(), subject)];
        if let (Some(path), false) = (writer.path(subject), entries.is_empty()) {
            let title = title(entries, pages);
            let mut out = Markup::with_capacity(entries.len() * 400);
            writer.heading(0, &title, &mut out);
            days(writer, entries, &mut out);
            chapters.push(plain(path, &title, out));
        }
    }
    chapters
}

fn title(entries: &[TimelineEntry], pages: u32) -> String {
    match entries {
        [first, .., last] if pages > 1 => {
            let (first, last) = (year_label(first.date), year_label(last.date));
            if first == last { format!("Timeline: {first}") } else { format!("Timeline: {first} – {last}") }
        }
        _ => "Timeline".to_owned(),
    }
}

fn days(writer: Writer<'_>, entries: &[TimelineEntry], out: &mut Markup) {
    let mut year = None;
    for entry in entries {
        let label = year_label(entry.date);
        if year.as_ref() != Some(&label) {
            out.raw(if year.is_some() { "</ul>\n" } else { "" });
            writer.heading(1, &label, out);
            out.raw("<ul class=\"events\">\n");
            year = Some(label);
        }
        out.raw("<li>");
        event(writer, entry, out);
        out.raw("</li>\n");
    }
    out.raw(if year.is_some() { "</ul>\n" } else { "" });
}

fn event(writer: Writer<'_>, entry: &TimelineEntry, out: &mut Markup) {
    out.raw("<b>").text(&Day::new(entry.date, entry.until).text).raw("</b> ");
    for (nth, told) in entry.told.iter().enumerate() {
        let article = writer.here.site.briefing.article(told.article);
        let Some(event) = article.annotated.events.get(told.event as usize) else { continue };
        // the sentence that tells most, and where else it is told
        if nth == 0 {
            out.isolated(&clip(event.at.span.of(text_at(article, event.at)), LONGEST));
        }
        out.raw(if nth == 0 { " <small><a href=\"" } else { ", <a href=\"" });
        out.text(&writer.here.to_place(told.article, event.at)).raw("\">").isolated(article.title()).raw("</a>");
    }
    out.raw(if entry.told.is_empty() { "" } else { "</small>" });
}
