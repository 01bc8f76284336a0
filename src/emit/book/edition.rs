//! A dated issue as a chapter: what its curator writes, and its articles in the curator's order.

use super::{Chapter, Writer, plain};
use crate::emit::html::markup::{Markup, markdown};
use crate::emit::html::view::edition::{articles, title};
use crate::model::{Issue, Subject};

/// The chapters, newest first.
pub(super) fn chapters(writer: Writer<'_>) -> Vec<Chapter> {
    let issues = writer.here.site.briefing.editions.iter().zip(0..);
    let chapter = |(issue, at): (&Issue, u32)| {
        let path = writer.path(Subject::Edition(at))?;
        let title = title(issue);
        let mut out = Markup::with_capacity(issue.editorial.len() * 2 + 500);
        writer.heading(0, &title, &mut out);
        out.raw("<p class=\"byline\">").text(&issue.date.long()).raw("</p>\n");
        if !issue.editorial.trim().is_empty() {
            out.raw("<div class=\"intro\">").html(&markdown::render(&issue.editorial)).raw("</div>\n");
        }
        if articles(issue).next().is_some() {
            writer.heading(1, "Articles", &mut out);
            writer.cites(articles(issue), &mut out);
        }
        Some(plain(path, &title, out))
    };
    issues.filter_map(chapter).collect()
}
