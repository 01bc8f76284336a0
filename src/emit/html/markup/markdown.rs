//! The curator's Markdown: introductions, editorials, the briefing's description.
//!
//! `CommonMark` through pulldown-cmark; what comes out is sanitised all the same, since the text may be pasted from anywhere.

use super::Html;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::sync::LazyLock;

/// Renders Markdown. Raw HTML in it is cut down to harmless elements; links lead out of the site, since a relative one
/// would mean something else on every page that shows the text.
pub fn render(markdown: &str) -> Html {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, parser);
    Html(SANITISER.clean(&html).to_string())
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
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(ammonia::UrlRelative::Deny)
        .generic_attributes(["lang", "dir"].into())
        .link_rel(Some("nofollow noopener external"));
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
            "Who **fled** where.\n\n[a](javascript:b) [c](https://d.example/) [e](../f.html)\n\n<script>x</script><img src=x onerror=y>",
        );
        assert_eq!(
            html.as_str().trim(),
            "<p>Who <strong>fled</strong> where.</p>\n<p><a rel=\"nofollow noopener external\">a</a> \
             <a href=\"https://d.example/\" rel=\"nofollow noopener external\">c</a> \
             <a rel=\"nofollow noopener external\">e</a></p>"
        );
    }
}
