//! The curator's Markdown: introductions, editorials, the briefing's description.
//!
//! `CommonMark` through pulldown-cmark; what comes out is sanitised all the same, since the text may be pasted from anywhere.

use super::Html;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::sync::LazyLock;

/// Schemes of links that lead somewhere from any page.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
/// What is said of links.
const REL: &str = "nofollow noopener external";

/// Renders Markdown. Raw HTML in it is cut down to harmless elements; links lead out of the site, since a relative one
/// would mean something else on every page that shows the text: the words of others stay, as plain text.
pub fn render(markdown: &str) -> Html {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut in_dead_link = false;
    let living = parser.filter(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, .. }) => {
            in_dead_link = *link_type != LinkType::Email && !leads_out(dest_url);
            !in_dead_link
        }
        // links do not nest
        Event::End(TagEnd::Link) => !std::mem::take(&mut in_dead_link),
        _ => true,
    });
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, living);
    let clean = SANITISER.clean(&html).to_string();
    // only on what is a link: raw HTML may hold anchors that lost their address
    Html(clean.replace("<a href=", &format!("<a rel=\"{REL}\" href=")))
}

fn leads_out(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// The first paragraph as plain text.
pub fn plain(markdown: &str) -> String {
    let mut out = String::new();
    let mut in_paragraph = false;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Paragraph) => in_paragraph = true,
            Event::End(TagEnd::Paragraph) if !out.trim().is_empty() => break,
            Event::Text(text) | Event::Code(text) if in_paragraph => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::new();
    builder
        .tags(
            [
                "a",
                "abbr",
                "b",
                "blockquote",
                "br",
                "cite",
                "code",
                "dd",
                "del",
                "dl",
                "dt",
                "em",
                "h2",
                "h3",
                "h4",
                "hr",
                "i",
                "li",
                "ol",
                "p",
                "pre",
                "q",
                "s",
                "strong",
                "sub",
                "sup",
                "table",
                "tbody",
                "td",
                "th",
                "thead",
                "tr",
                "ul",
            ]
            .into(),
        )
        .url_schemes(SCHEMES.into())
        .url_relative(ammonia::UrlRelative::Deny)
        .generic_attributes(["lang", "dir"].into())
        // nothing that today's HTML has no room for
        .tag_attributes(
            [
                ("a", ["href"].into()),
                ("abbr", ["title"].into()),
                ("ol", ["start"].into()),
                ("td", ["colspan", "rowspan"].into()),
                ("th", ["colspan", "rowspan"].into()),
            ]
            .into(),
        )
        .link_rel(None);
    builder
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_paragraph_is_plain_text() {
        assert_eq!(plain("# Title\n\nWho *fled*\n[where](https://a.example) <b>x</b>.\n\nMore."), "Who fled where x.");
        assert_eq!(plain(""), "");
    }

    #[test]
    fn markdown_is_rendered_and_cut_down() {
        let html = render(
            "Who **fled** where.\n\n[a](javascript:b) [c](https://d.example/) [*e*](../f.html) [g]() <j@k.example> <a href=\"h\">i</a>\n\n<script>x</script><img src=x onerror=y>",
        );
        assert_eq!(
            html.as_str().trim(),
            "<p>Who <strong>fled</strong> where.</p>\n<p>a \
             <a rel=\"nofollow noopener external\" href=\"https://d.example/\">c</a> <em>e</em> g <a rel=\"nofollow noopener external\" href=\"mailto:j@k.example\">j@k.example</a> <a>i</a></p>"
        );
    }
}
