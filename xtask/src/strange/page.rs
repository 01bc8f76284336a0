//! Pages: depth, soup, tables, references, structured data.

use super::{PAGE, Random};
use std::fmt::Write as _;

fn page(body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><head><title>Strange</title></head><body>{body}</body></html>").into_bytes()
}

pub(super) fn deep_blocks(random: &mut Random) -> Vec<u8> {
    let tag = *random.pick(&[
        "div",
        "blockquote",
        "ul><li",
        "table><tr><td",
        "span",
        "b",
        "a href=x",
        "svg",
        "section",
        "font",
    ]);
    let depth = random.between(1_000, 40_000);
    let mut text = format!("<{tag}>").repeat(depth);
    text.push_str("The text at the bottom of it all.");
    if random.below(2) == 0 {
        let name = tag.split([' ', '>']).next().unwrap_or(tag);
        text.push_str(&format!("</{name}>").repeat(depth));
    }
    page(&text)
}

pub(super) fn unclosed_tags(random: &mut Random) -> Vec<u8> {
    let mut text = String::new();
    for _ in 0..random.between(10, 3_000) {
        let tag = random.pick(&[
            "p", "div", "li", "td", "tr", "table", "a", "h2", "figure", "form", "select", "option", "button", "pre",
            "q",
        ]);
        let _ = write!(text, "<{tag}>said Rahmon ");
    }
    page(&text)
}

pub(super) fn unclosed_formatting(random: &mut Random) -> Vec<u8> {
    let mut text = String::new();
    for number in 0..random.between(100, 4_000) {
        let tag = random.pick(&["b", "i", "font", "a", "nobr", "u", "code"]);
        let _ = write!(text, "<p><{tag} id={number}>said</p>");
    }
    page(&text)
}

pub(super) fn giant_table(random: &mut Random) -> Vec<u8> {
    let (rows, cells) = (random.between(100, 2_000), random.between(1, 40));
    let row = format!("<tr>{}</tr>", "<td>42</td>".repeat(cells));
    page(&format!("<p>Before it.</p><table>{}</table>", row.repeat(rows)))
}

pub(super) fn entities(random: &mut Random) -> Vec<u8> {
    let pieces = [
        "&amp;",
        "&amp;amp;",
        "&#0;",
        "&#xD800;",
        "&#x110000;",
        "&#99999999999;",
        "&nbsp;",
        "&notit;",
        "&",
        "&#x202E;",
        "&lt;script&gt;",
        "&NotEqualTilde;",
    ];
    let text: String = (0..random.between(50, 5_000)).map(|_| *random.pick(&pieces)).collect();
    page(&format!("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><p>{text}&b;"))
}

pub(super) fn cdata(random: &mut Random) -> Vec<u8> {
    let pieces = [
        "<![CDATA[",
        "]]>",
        "<p>text</p>",
        "<!--",
        "-->",
        "--!>",
        "<?php echo 1 ?>",
        "<svg><![CDATA[x]]></svg>",
        "<!>",
        "</>",
        "<%= x %>",
    ];
    let text: String = (0..random.between(5, 200)).map(|_| *random.pick(&pieces)).collect();
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>{text}</body></html>").into_bytes()
}

pub(super) fn many_attributes(random: &mut Random) -> Vec<u8> {
    let mut tag = String::from("<p");
    for number in 0..random.between(100, 30_000) {
        let _ = write!(tag, " a{number}=\"{number}\"");
    }
    page(&format!("{tag}>A paragraph with too much to say of itself.</p>"))
}

pub(super) fn broken_json_ld(random: &mut Random) -> Vec<u8> {
    let json = *random.pick(&[
        "{",
        "{\"@type\":\"NewsArticle\",\"headline\":\"a\nb\",}",
        "[[[[[[[[",
        "{\"@type\":[\"NewsArticle\",3],\"headline\":[1,null],\"author\":[[[{}]]],\"datePublished\":{\"a\":1}}",
        "{\"@graph\":{\"@graph\":{\"@graph\":[]}}}",
        "<!-- {\"@type\":\"Article\",\"headline\":\"x\"} -->",
        "{\"@type\":\"NewsArticle\",\"headline\":\"</p><script>alert(1)//\"}",
        "\u{0}{\"@type\":\"Article\"}",
    ]);
    let json = if random.below(6) == 0 { "[".repeat(random.between(1_000, 100_000)) } else { json.to_owned() };
    PAGE.replace(
        "{\"@type\":\"NewsArticle\",\"headline\":\"Border markets reopen\",\"datePublished\":\"2022-05-12\"}",
        &json,
    )
    .into_bytes()
}

pub(super) fn foster_parents(random: &mut Random) -> Vec<u8> {
    let pieces = [
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "text ",
        "<b>",
        "</b>",
        "<a href=x>",
        "</a>",
        "<p>",
        "</p>",
        "<select>",
        "</select>",
        "<form>",
        "<template>",
        "</template>",
        "<frameset>",
        "<svg>",
        "<math>",
        "<title>",
        "</title>",
        "<caption>",
        "<col>",
        "<input>",
        "<body>",
        "</html>",
    ];
    let text: String = (0..random.between(50, 5_000)).map(|_| *random.pick(&pieces)).collect();
    page(&text)
}
