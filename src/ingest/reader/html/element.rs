//! What an element is to the walk, by its name alone.

use super::tree::Element;
use crate::ingest::reader::inline::Style;
use html5ever::{LocalName, local_name, ns};

/// The part that an element plays in the text of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Not text: scripts, styles, drawings.
    Nothing,
    /// Stands in the line of text.
    Inline,
    /// Inline with markup that stays.
    Styled(Style),
    /// `<a>`.
    Link,
    /// `<q>`, which browsers show with quotation marks.
    InlineQuote,
    /// `<br>`.
    LineBreak,
    /// `<img>`.
    Image,
    /// `<hr>`.
    Rule,
    /// Parts the text before it from the text in it.
    Block,
    /// `<h1>` to `<h6>`.
    Heading(u8),
    /// `<ul>`, `<ol>`.
    List { ordered: bool },
    /// `<li>`.
    Item,
    /// `<blockquote>`.
    Quote,
    /// `<pre>`.
    Preformatted,
    /// `<table>`.
    Table,
    /// `<tr>`.
    Row,
    /// `<td>`, `<th>`.
    Cell,
    /// `<figure>`.
    Figure,
    /// `<figcaption>`, `<caption>`.
    Caption,
    /// Buttons, menus, fields and their labels.
    Control,
    /// `<input>`, whose text is in its attributes.
    Input,
    /// `<video>` and the like: what stands in it shows only where the medium cannot.
    Fallback,
}

/// The part of an element.
#[expect(clippy::too_many_lines, reason = "one table")]
pub(super) fn part(element: &Element) -> Part {
    if element.name.ns == ns!(svg) {
        return Part::Nothing;
    }
    match *element.html_name() {
        local_name!("script")
        | local_name!("style")
        | local_name!("head")
        | local_name!("title")
        | local_name!("meta")
        | local_name!("link")
        | local_name!("base")
        | local_name!("template")
        | local_name!("iframe")
        | local_name!("noembed")
        | local_name!("noframes")
        | local_name!("datalist")
        | local_name!("col")
        | local_name!("colgroup")
        | local_name!("area")
        | local_name!("map")
        | local_name!("param")
        | local_name!("source")
        | local_name!("track")
        | local_name!("embed") => Part::Nothing,
        local_name!("b") | local_name!("strong") => Part::Styled(Style::Strong),
        local_name!("em") | local_name!("i") | local_name!("cite") | local_name!("dfn") => {
            Part::Styled(Style::Emphasis)
        }
        local_name!("code") | local_name!("kbd") | local_name!("samp") | local_name!("tt") => Part::Styled(Style::Code),
        local_name!("a") => Part::Link,
        local_name!("q") => Part::InlineQuote,
        local_name!("br") => Part::LineBreak,
        local_name!("img") => Part::Image,
        local_name!("hr") => Part::Rule,
        local_name!("h1") => Part::Heading(1),
        local_name!("h2") => Part::Heading(2),
        local_name!("h3") => Part::Heading(3),
        local_name!("h4") => Part::Heading(4),
        local_name!("h5") => Part::Heading(5),
        local_name!("h6") => Part::Heading(6),
        local_name!("ul") | local_name!("menu") | local_name!("dir") => Part::List { ordered: false },
        local_name!("ol") => Part::List { ordered: true },
        local_name!("li") => Part::Item,
        local_name!("blockquote") => Part::Quote,
        local_name!("pre") | local_name!("listing") | local_name!("xmp") | local_name!("plaintext") => {
            Part::Preformatted
        }
        local_name!("table") => Part::Table,
        local_name!("tr") => Part::Row,
        local_name!("td") | local_name!("th") => Part::Cell,
        local_name!("figure") => Part::Figure,
        local_name!("figcaption") | local_name!("caption") => Part::Caption,
        local_name!("button")
        | local_name!("select")
        | local_name!("textarea")
        | local_name!("label")
        | local_name!("output")
        | local_name!("progress")
        | local_name!("meter") => Part::Control,
        local_name!("input") => Part::Input,
        local_name!("video")
        | local_name!("audio")
        | local_name!("canvas")
        | local_name!("object")
        | local_name!("applet") => Part::Fallback,
        _ if is_block(element.html_name()) => Part::Block,
        _ => Part::Inline,
    }
}

fn is_block(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("html")
            | local_name!("body")
            | local_name!("p")
            | local_name!("div")
            | local_name!("section")
            | local_name!("article")
            | local_name!("main")
            | local_name!("nav")
            | local_name!("aside")
            | local_name!("header")
            | local_name!("footer")
            | local_name!("hgroup")
            | local_name!("address")
            | local_name!("center")
            | local_name!("details")
            | local_name!("summary")
            | local_name!("dialog")
            | local_name!("dl")
            | local_name!("dt")
            | local_name!("dd")
            | local_name!("form")
            | local_name!("fieldset")
            | local_name!("legend")
            | local_name!("option")
            | local_name!("optgroup")
            | local_name!("tbody")
            | local_name!("thead")
            | local_name!("tfoot")
            | local_name!("frameset")
            | local_name!("noscript")
            | local_name!("search")
            | local_name!("marquee")
    )
}
