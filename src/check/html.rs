//! What a page points at and what can be pointed at in it: one pass over its text, without a tree.

use memchr::{memchr, memmem};
use std::borrow::Cow;

/// Something of interest in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// A place that a fragment can name.
    Id(Cow<'a, str>),
    /// Where a reader can go from here.
    Link(Cow<'a, str>),
    /// What a browser loads with the page.
    Resource(Cow<'a, str>),
    /// The page stands in the place of one that is not there, so nothing links to it.
    InPlace,
}

/// Values of `rel` for which browsers fetch what a `<link>` names.
const LOADING: [&str; 10] = [
    "apple-touch-icon",
    "dns-prefetch",
    "icon",
    "manifest",
    "mask-icon",
    "modulepreload",
    "preconnect",
    "prefetch",
    "preload",
    "stylesheet",
];

/// Elements whose content is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Calls back with everything of interest, in order.
pub(super) fn scan<'a>(html: &'a str, mut each: impl FnMut(Found<'a>)) {
    let mut rest = html;
    let mut attributes = Vec::new();
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        match rest.as_bytes().first() {
            Some(b'!') if rest.starts_with("!--") => rest = after(rest, "-->"),
            Some(b'!' | b'/' | b'?') => rest = after(rest, ">"),
            Some(letter) if letter.is_ascii_alphabetic() => {
                attributes.clear();
                let (name, behind) = tag(rest, &mut attributes);
                report(name, &attributes, &mut each);
                rest = behind;
                if let Some(raw) = RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw)) {
                    rest = skip_raw(rest, raw);
                }
            }
            _ => {}
        }
    }
}

fn after<'a>(text: &'a str, end: &str) -> &'a str {
    memmem::find(text.as_bytes(), end.as_bytes()).map_or("", |at| &text[at + end.len()..])
}

/// What follows the content of an element that holds no markup: its end tag.
fn skip_raw<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = memmem::find(rest.as_bytes(), b"</") {
        rest = &rest[at + 2..];
        if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest;
        }
    }
    ""
}

type Attribute<'a> = (&'a str, &'a str);

/// Reads a start tag from its name on: name, attributes, and the text behind it.
fn tag<'a>(text: &'a str, attributes: &mut Vec<Attribute<'a>>) -> (&'a str, &'a str) {
    let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
    let (name, mut rest) = text.split_at(text.find(ends_name).unwrap_or(text.len()));
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(behind) = rest.strip_prefix('>') {
            return (name, behind);
        }
        if rest.is_empty() {
            return (name, rest);
        }
        // an attribute's name may begin with anything, even `=`
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find(|c| ends_name(c) || c == '=').map_or(rest.len(), |at| at + first);
        let (key, behind) = rest.split_at(end);
        let (value, behind) = value(behind);
        attributes.push((key, value));
        rest = behind;
    }
}

fn value(text: &str) -> (&str, &str) {
    let Some(rest) = text.trim_ascii_start().strip_prefix('=') else { return ("", text) };
    let rest = rest.trim_ascii_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = rest.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    rest.split_at(rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len()))
}

fn report<'a>(name: &str, attributes: &[Attribute<'a>], each: &mut impl FnMut(Found<'a>)) {
    let get =
        |wanted: &str| attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(wanted)).map(|(_, value)| *value);
    let name = name.to_ascii_lowercase();
    if let Some(id) = get("id") {
        each(Found::Id(decode(id)));
    }
    match name.as_str() {
        "html" if get("data-kind") == Some("notfound") => each(Found::InPlace),
        "a" | "area" => {
            if let Some(id) = get("name") {
                each(Found::Id(decode(id)));
            }
            // links in pictures have it with a prefix
            if let Some(url) = get("href").or_else(|| get("xlink:href")) {
                each(Found::Link(decode(url)));
            }
        }
        "form" => {
            if let Some(url) = get("action") {
                each(Found::Link(decode(url)));
            }
        }
        "link" => {
            let rel = get("rel").unwrap_or_default().to_ascii_lowercase();
            let loads = rel.split_ascii_whitespace().any(|rel| LOADING.contains(&rel));
            if let Some(url) = get("href").map(decode) {
                each(if loads { Found::Resource(url) } else { Found::Link(url) });
            }
        }
        "meta" if get("http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) => {
            let url = get("content").and_then(|content| content.split_once(';')).map(|(_, url)| url.trim());
            if let Some((_, url)) = url.and_then(|url| url.split_once('=')) {
                each(Found::Link(decode(url.trim_matches(['"', '\'', ' ']))));
            }
        }
        "img" | "source" | "script" | "iframe" | "frame" | "video" | "audio" | "track" | "embed" | "input"
        | "object" | "use" | "image" => {
            let addresses = ["src", "poster", "data", "href", "xlink:href"].into_iter().filter_map(get);
            let candidates = get("srcset").unwrap_or_default().split(',');
            let candidates = candidates.filter_map(|candidate| candidate.split_ascii_whitespace().next());
            for url in addresses.chain(candidates) {
                each(Found::Resource(decode(url)));
            }
        }
        _ => {}
    }
}

/// An attribute's value without character references; those that pages need in addresses.
pub(super) fn decode(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // references are short: what is not closed soon is none
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        if let Some((c, end)) = end.and_then(|end| Some((reference(&rest[1..end])?, end))) {
            out.push(c);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(html: &str) -> Vec<String> {
        let mut all = Vec::new();
        scan(html, |found| {
            all.push(match found {
                Found::Id(id) => format!("#{id}"),
                Found::Link(url) => format!("> {url}"),
                Found::Resource(url) => format!("! {url}"),
                Found::InPlace => "in place".to_owned(),
            });
        });
        all
    }

    #[test]
    fn finds_links_resources_and_ids() {
        let html = r#"<!doctype html><html id=top><link rel="stylesheet" href="a.css"><link rel=alternate href='feed.xml'>
            <!-- <a href="no"> --><script src=x.js>"<a href='no'>"</script><title><a href=no></title>
            <p ID="p1"><a class="x" href="b.html?q=1&amp;r=2#p3">text</a> 1 < 2 <img alt="a > b" src="i.png" srcset="j.png 2x, k.png">
            <form action="search.html"><input src=""><meta http-equiv=refresh content="0; url=c.html"><a name="old">"#;
        assert_eq!(
            found(html),
            [
                "#top",
                "! a.css",
                "> feed.xml",
                "! x.js",
                "#p1",
                "> b.html?q=1&r=2#p3",
                "! i.png",
                "! j.png",
                "! k.png",
                "> search.html",
                "! ",
                "> c.html",
                "#old"
            ]
        );
    }

    #[test]
    fn references_are_decoded() {
        assert_eq!(decode("a&amp;b&#39;&#x2F;&nope;&&lt"), "a&b'/&nope;&&lt");
    }

    proptest! {
        #[test]
        fn takes_anything(html in "[<>a-z=\"'/!&;# -]{0,200}") {
            scan(&html, |_| {});
        }
    }
}
