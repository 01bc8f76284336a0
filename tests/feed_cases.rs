//! Feeds, sitemap and robots against goldens, and what must hold for all of them.

mod fixture;

use briefing::emit::feed;
use briefing::model::{Page, PageKind, Subject, UrlPath};
use fixture::{Fixture, assert_goldens, cases};
use std::collections::BTreeMap;

fn feeds(fixture: &Fixture) -> BTreeMap<String, Vec<u8>> {
    let mut files = fixture.emit(|context, sink| feed::ALL.iter().try_for_each(|emitter| emitter.emit(context, sink)));
    files.retain(|name, _| !name.starts_with("briefing."));
    files
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("it is text")
}

#[test]
fn every_case_is_as_expected() {
    for (case, fixture) in cases("feed") {
        assert_goldens(&case, &feeds(&fixture));
    }
}

#[test]
fn xml_holds_no_markup_of_others_and_no_illegal_character() {
    for (case, fixture) in cases("feed") {
        let files = feeds(&fixture);
        for name in ["feed.xml", "sitemap.xml"] {
            let xml = text(&files, name);
            assert!(well_formed(&xml), "{}: {name}", case.display());
            assert!(!xml.contains("<script") && !xml.contains("<img") && !xml.contains("<b>"), "{}", case.display());
            assert!(xml.chars().all(|c| c == '\n' || (c >= ' ' && c != '\u{FFFE}')), "{}", case.display());
            assert!(!xml.contains("javascript:"), "{}", case.display());
        }
    }
}

/// Tags nest, attributes are quoted, every `&` starts a reference that XML knows: enough for files that we wrote.
fn well_formed(xml: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.find(['<', '&', '>']) {
        let from = &rest[at..];
        if let Some(reference) = from.strip_prefix('&') {
            if !["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|known| reference.starts_with(known)) {
                return false;
            }
            rest = reference;
            continue;
        }
        let Some(end) = from.find('>').filter(|_| from.starts_with('<')) else { return false };
        let tag = &from[1..end];
        let name = tag.trim_matches('/').split(' ').next().unwrap_or_default();
        match tag.as_bytes() {
            [b'?' | b'!', ..] | [.., b'/'] => {}
            [b'/', ..] if open.pop() == Some(name) => {}
            [b'/', ..] => return false,
            _ => open.push(name),
        }
        if tag.matches('"').count() % 2 == 1 {
            return false;
        }
        rest = &from[end + 1..];
    }
    open.is_empty()
}

#[test]
fn only_dated_articles_carry_dates() {
    let fixture = Fixture::parse(
        "title = 't'\n[[article]]\nid = 'a'\ntitle = 'A'\n[[article]]\nid = 'b'\ntitle = 'B'\nnot-before = '2021-09-08'",
    );
    let files = feeds(&fixture);
    let atom = text(&files, "feed.xml");
    assert!(!atom.contains("<published>"), "{atom}");
    assert!(atom.contains("<updated>2021-09-08T00:00:00Z</updated>"), "the bound is proved by the text");
    assert_eq!(
        atom.matches("<updated>2021-09-08T00:00:00Z</updated>").count(),
        3,
        "what is undated stays behind the oldest: {atom}"
    );
    assert!(!text(&files, "feed.json").contains("date_published"));
    assert!(!text(&files, "sitemap.xml").contains("lastmod"));
}

#[test]
fn a_summary_does_not_repeat_the_title() {
    let files = feeds(&Fixture::parse(
        "title = 't'\n[[article]]\nid = 'a'\ntitle = 'Talks end'\ntext = '“Talks end.” Nobody smiled.'",
    ));
    assert!(text(&files, "feed.json").contains("\"content_text\": \"Nobody smiled.\""));
}

#[test]
fn a_feed_holds_the_newest_only() {
    let articles: Vec<String> = (0..200).map(|n| format!("[[article]]\nid = 'a{n}'\ntitle = 'Title {n}'\n")).collect();
    let files = feeds(&Fixture::parse(&format!("title = 't'\n{}", articles.concat())));
    assert_eq!(text(&files, "feed.xml").matches("<entry").count(), 50);
    assert_eq!(text(&files, "feed.json").matches("\"content_text\"").count(), 50);
    assert!(text(&files, "feed.xml").contains("Title 49<"));
}

#[test]
fn entries_keep_their_ids_when_titles_change() {
    let ids = |title: &str| {
        let files = feeds(&Fixture::parse(&format!(
            "title = 't'\nbase-url = 'https://x.example/'\n[[article]]\nid = 'a'\ntitle = '{title}'"
        )));
        let json: serde_json::Value = serde_json::from_slice(&files["feed.json"]).expect("it is JSON");
        json["items"][0]["id"].clone()
    };
    assert_eq!(ids("One title"), ids("Another title"));
}

#[test]
fn a_very_large_sitemap_is_split() {
    let mut fixture = Fixture::parse("title = 't'\nbase-url = 'https://desk.example/b'");
    fixture.plan.pages = (0..90_001)
        .map(|n| Page { url: UrlPath::new(format!("p/{n}.html")), kind: PageKind::List, subject: Subject::About })
        .collect();
    let files = feeds(&fixture);
    let index = text(&files, "sitemap.xml");
    assert_eq!(index.matches("<sitemap>").count(), 3);
    assert!(index.contains("<loc>https://desk.example/b/sitemap-3.xml</loc>"), "{index}");
    let parts: Vec<String> = (1..=3).map(|n| text(&files, &format!("sitemap-{n}.xml"))).collect();
    assert_eq!(parts.iter().map(|part| part.matches("<url>").count()).sum::<usize>(), 90_001);
    assert!(parts.iter().all(|part| part.matches("<url>").count() <= 50_000));
}
