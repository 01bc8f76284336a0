//! What the head of a page tells machines: search engines, programs that show a link with a picture, reference managers.
//!
//! Input: a page of the plan with its title and description. Output: finished HTML, written in Rust rather than in a
//! template because there is one for each of tens of thousands of pages, and because it changes with standards, not taste.
//!
//! 1. What search engines may do, where that is restricted; the page's own address.
//! 2. Open Graph and Twitter: title, description, kind, card. Only where the site knows its address: they are absolute.
//! 3. Feeds of its own, if the page has any.
//! 4. [`citation`]: what reference managers read from the page of an article.
//! 5. [`data`]: the page as schema.org has it.

pub mod citation;
mod data;

use super::head::Head;
use super::markup::{Html, Markup};
use super::site::Here;
use crate::emit::card::draw::{HEIGHT, WIDTH};
use crate::model::{ArticleIx, Page, PageKind, Precision, Subject, UrlPath};

/// Topics named in the head of an article.
const TOPICS: usize = 6;

/// The address that a file of the site has once published; none while nobody knows where that will be. That of the front
/// page is that of its folder.
pub fn address(here: Here<'_>, path: &UrlPath) -> Option<String> {
    let base = here.site.settings.site.base_url.as_deref()?.trim_end_matches('/');
    Some(match path.as_str() {
        "index.html" => format!("{base}/"),
        path => format!("{base}/{path}"),
    })
}

/// Everything for the head of a page.
pub fn meta(here: Here<'_>, page: &Page, head: &Head) -> Html {
    let mut out = Markup::with_capacity(4 << 10);
    if let Some(rules) = here.site.settings.robots.get(&page.kind) {
        tag(&mut out, "name", "robots", rules);
    }
    let canonical = address(here, &page.url);
    if let Some(canonical) = &canonical {
        out.raw("\n<link rel=\"canonical\" href=\"").text(canonical).raw("\">");
        share(&mut out, here, page, head, canonical);
    }
    feeds(&mut out, here, page);
    if let Subject::Article(ix) = page.subject {
        citation::tags(&mut out, here, ix);
    }
    if let Some(data) = data::graph(here, page, head) {
        out.raw("\n<script type=\"application/ld+json\">").html(&Html::data(&data)).raw("</script>");
    }
    out.finish()
}

/// `<meta name="…" content="…">`
fn tag(out: &mut Markup, kind: &'static str, name: &'static str, content: &str) {
    out.raw("\n<meta ").raw(kind).raw("=\"").raw(name).raw("\" content=\"").text(content).raw("\">");
}

/// The name of what a page is about, without that of the site.
fn own_title<'a>(here: Here<'a>, page: &Page, head: &'a Head) -> &'a str {
    match page.subject {
        Subject::Article(ix) => here.site.briefing.article(ix).title(),
        Subject::Entity(ix, 1) => &here.site.briefing.entity(ix).name,
        Subject::Topic(ix, 1) => &here.site.briefing.topic(ix).name,
        _ => &head.title,
    }
}

fn share(out: &mut Markup, here: Here<'_>, page: &Page, head: &Head, canonical: &str) {
    let site = &here.site.settings.site;
    let title = own_title(here, page, head);
    let mut property = |name: &'static str, content: &str| tag(out, "property", name, content);
    property("og:title", title);
    property("og:description", &head.description);
    property("og:url", canonical);
    property("og:type", if page.kind == PageKind::Article { "article" } else { "website" });
    property("og:site_name", &site.title);
    let card = here.site.cards.of(page.subject);
    if let Some(image) = card.and_then(|card| address(here, card)) {
        property("og:image", &image);
        property("og:image:type", "image/png");
        property("og:image:width", &WIDTH.to_string());
        property("og:image:height", &HEIGHT.to_string());
        property("og:image:alt", &format!("Title card: {title}"));
    }
    if let Subject::Article(ix) = page.subject {
        about_article(out, here, ix);
    }
    tag(out, "name", "twitter:card", if card.is_some() { "summary_large_image" } else { "summary" });
}

fn about_article(out: &mut Markup, here: Here<'_>, ix: ArticleIx) {
    let article = here.site.briefing.article(ix);
    // an instant is asked for: a month or a year would be read as their first day
    let day = article.annotated.article.metadata.published.date.filter(|date| date.precision() == Precision::Day);
    if let Some(day) = day {
        tag(out, "property", "article:published_time", &day.to_string());
    }
    for &topic in article.topics.iter().take(TOPICS) {
        tag(out, "property", "article:tag", &here.site.briefing.topic(topic).name);
    }
}

/// Feeds of what the page is about.
fn feeds(out: &mut Markup, here: Here<'_>, page: &Page) {
    let Some(feed) = here.site.feeds.of(page.subject) else { return };
    for (kind, path) in [("application/atom+xml", &feed.atom), ("application/feed+json", &feed.json)] {
        out.raw("\n<link rel=\"alternate\" type=\"").raw(kind).raw("\" title=\"").text(&feed.title);
        out.raw("\" href=\"").text(&here.to(path)).raw("\">");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_cannot_leave_their_attribute() {
        let mut out = Markup::new();
        tag(&mut out, "name", "robots", "\"><script>alert('x')</script>");
        assert_eq!(out.finish().as_str().matches(['<', '>']).count(), 2);
    }
}
