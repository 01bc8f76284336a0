//! What a briefing is taken along as: goldens, well-formedness, links, the same bytes, nothing that text can break.

mod archive;
mod html_fixture;

use archive::unpack;
use briefing::config::EmitSettings;
use briefing::emit::EmitContext;
use briefing::emit::export::{Export, Exported};
use briefing::emit::tables;
use briefing::model::{ArticleIx, BlockKind, Briefing, Correction, EntityKind, Issue, MarkKind, PartialDate};
use html_fixture::page::Page;
use html_fixture::sample::sample;
use html_fixture::{Draft, plan, settings};
use rayon::ThreadPoolBuilder;
use sha2::Digest;
use snapbox::{Assert, Data};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn export(kind: Export, briefing: &Briefing, settings: &EmitSettings) -> Vec<Exported> {
    let plan = plan(briefing);
    kind.make(&EmitContext { settings, briefing, plan: &plan }).expect("it is made")
}

fn one(kind: Export, briefing: &Briefing, settings: &EmitSettings) -> Vec<u8> {
    let mut files = export(kind, briefing, settings);
    assert_eq!(files.len(), 1);
    files.remove(0).bytes
}

fn book(briefing: &Briefing, settings: &EmitSettings) -> BTreeMap<String, String> {
    let files = unpack(&one(Export::Epub, briefing, settings)).into_iter();
    // the cover is a picture
    files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap_or_default())).collect()
}

fn full_settings() -> EmitSettings {
    let mut settings = settings("Tajikistan and its southern neighbour");
    settings.site.description = Some("How Tajikistan met the **fall** of Kabul.<br>In 2021.".to_owned());
    settings.site.base_url = Some("https://example.org/border/".to_owned());
    settings.site.author = Some("The border desk".to_owned());
    settings
}

fn corrected() -> Briefing {
    let mut briefing = sample();
    let correction = |article: Option<u32>, date: &str, text: &str| Correction {
        date: PartialDate::parse_iso(date).expect("a date"),
        article: article.map(ArticleIx),
        text: text.to_owned(),
    };
    briefing.corrections = vec![
        correction(None, "2021-12-01", "The map showed <the> wrong bank."),
        correction(Some(0), "2021-12-02", "The year was wrong."),
    ];
    briefing.editions = vec![Issue {
        date: PartialDate::parse_iso("2021-10-20").expect("a date"),
        title: None,
        lead: Some(ArticleIx(1)),
        articles: vec![ArticleIx(0)],
        editorial: "What the river *remembers*.".to_owned(),
    }];
    briefing
}

/// Text that tries to be markup, a formula, a command.
fn hostile() -> Briefing {
    const EVIL: &str = "=1+1</title>]]><script>alert(1)</script>\"'<!--&{}\\\u{B}\u{FFFE}\r\nER  - ";
    let draft = Draft::new("evil", EVIL, &[EVIL, "# </h2>", "> \">", "- <b>a</b> / </ul>b"])
        .block(BlockKind::Paragraph, "Here is Evil <script>Name</script> who said “</q>” on 8 September 2021.")
        .mark("Here", MarkKind::Link("https://a..b:99999/\">".to_owned()))
        .block(BlockKind::Figure { credit: Some(EVIL.to_owned()), alt: Some(EVIL.to_owned()) }, EVIL)
        .block(BlockKind::Table { header: true }, "<script>\t</td>\n</table>\t\"")
        .block(BlockKind::Code(Some("html".to_owned())), "</code></pre><br>&nbsp;")
        .deck(EVIL)
        .by(EVIL, EVIL, Some("https://example.org/a?b=<c>&d"))
        .not_before("2021-09-08", EVIL)
        .about(&["Topic <script>", "topic </a>"])
        .with(|metadata| metadata.language.push_str("\"><script>"));
    let known = (EntityKind::Person, "Evil <script>Name</script>", &["<b>a</b>"][..], Some("\">role"));
    html_fixture::briefing(vec![draft], &[known])
}

/// Name and attributes.
type StartTag = (String, Vec<(String, String)>);

/// The start tags of a document of XML; panics where it is not well-formed.
fn tags(name: &str, xml: &str) -> Vec<StartTag> {
    assert!(!xml.contains(['\u{B}', '\u{FFFE}', '\0']), "{name}: characters that XML has not");
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n").unwrap_or_else(|| panic!("{name}"));
    rest = rest.strip_prefix("<!DOCTYPE html>\n").unwrap_or(rest);
    let (mut open, mut found): (Vec<String>, Vec<StartTag>) = (Vec::new(), Vec::new());
    while let Some(at) = rest.find('<') {
        references(name, &rest[..at]);
        let end = rest[at..].find('>').unwrap_or_else(|| panic!("{name}: a tag without an end")) + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(closed), "{name}: before {rest:.60}");
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let mut parts = tag.splitn(2, ' ');
        let element = parts.next().unwrap_or_default().to_owned();
        assert!(element.chars().all(|c| c.is_ascii_alphanumeric() || ":-".contains(c)), "{name}: <{element}>");
        let mut attributes: Vec<(String, String)> = Vec::new();
        let mut left = parts.next().unwrap_or_default().trim();
        while !left.is_empty() {
            let (key, value) = left.split_once("=\"").unwrap_or_else(|| panic!("{name}: {left}"));
            let (value, after) = value.split_once('"').unwrap_or_else(|| panic!("{name}: {left}"));
            references(name, value);
            assert!(attributes.iter().all(|(other, _)| other != key), "{name}: {key} twice");
            attributes.push((key.to_owned(), value.replace("&amp;", "&")));
            left = after.trim_start();
        }
        found.push((element.clone(), attributes));
        if !is_empty {
            open.push(element);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{name}: {open:?} left open");
    found
}

/// Every ampersand begins a reference that XML knows.
fn references(name: &str, text: &str) {
    for after in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "apos;", "#"].iter().any(|known| after.starts_with(known));
        assert!(known, "{name}: &{after:.20}");
    }
}

fn get<'a>(attributes: &'a [(String, String)], key: &str) -> Option<&'a str> {
    attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

/// The file and the place that a link of a file leads to.
fn target(from: &str, link: &str) -> (String, Option<String>) {
    let (file, place) = link.split_once('#').map_or((link, None), |(file, place)| (file, Some(place.to_owned())));
    let mut path: Vec<&str> = from.split('/').collect();
    if !file.is_empty() {
        path.pop();
        for part in file.split('/') {
            if part == ".." {
                path.pop();
            } else {
                path.push(part);
            }
        }
    }
    (path.join("/"), place)
}

fn check_book(files: &BTreeMap<String, String>) {
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut links = Vec::new();
    let is_markup = |name: &str| [".xhtml", ".opf", ".ncx", ".svg", ".xml"].iter().any(|ending| name.ends_with(ending));
    for (name, text) in files.iter().filter(|(name, _)| is_markup(name)) {
        for (element, attributes) in tags(name, text) {
            if let Some(id) = get(&attributes, "id") {
                assert!(ids.entry(name).or_default().insert(id.to_owned()), "{name}: {id} twice");
            }
            for link in ["href", "src"].iter().filter_map(|key| get(&attributes, key)) {
                links.push((name.as_str(), element.clone(), link.to_owned()));
            }
        }
    }
    let mut listed = BTreeSet::new();
    for (name, element, link) in &links {
        if link.starts_with("https://") || link.starts_with("http://") {
            assert_eq!(element, "a", "{name}: only links leave the book");
            continue;
        }
        let (file, place) = target(name, link);
        assert!(files.contains_key(&file), "{name}: {link}");
        if let Some(place) = place {
            assert!(ids.get(file.as_str()).is_some_and(|ids| ids.contains(&place)), "{name}: {link}");
        }
        if element == "item" {
            listed.insert(file);
        }
    }
    let inside: BTreeSet<String> =
        files.keys().filter(|name| name.starts_with("EPUB/") && *name != "EPUB/package.opf").cloned().collect();
    assert_eq!(listed, inside, "the package lists what there is");
}

#[test]
fn a_book_is_what_the_goldens_say() {
    let files = book(&corrected(), &full_settings());
    let folder = Path::new("tests/cases/export/epub");
    let assert = Assert::new().action_env("SNAPSHOTS");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert.eq(names.join("\n") + "\n", Data::read_from(&folder.join("files.txt"), None).raw());
    for (golden, file) in [
        ("article.xhtml", "EPUB/articles/why-tajikistan-will-not-welcome-the-taliban.xhtml"),
        ("entity.xhtml", "EPUB/people/emomali-rahmon.xhtml"),
        ("nav.xhtml", "EPUB/nav.xhtml"),
        ("package.opf", "EPUB/package.opf"),
        ("right-to-left.xhtml", "EPUB/articles/nmhy-z-dwshnbh.xhtml"),
    ] {
        assert.eq(files[file].clone(), Data::read_from(&folder.join(golden), None).raw());
    }
}

#[test]
fn a_book_is_well_formed_and_its_links_lead_somewhere() {
    check_book(&book(&sample(), &settings("Sample")));
    check_book(&book(&corrected(), &full_settings()));
    check_book(&book(&hostile(), &settings("<i>&\"'\u{B}")));
    check_book(&book(&Briefing::default(), &settings("")));
}

#[test]
fn a_book_begins_with_its_type() {
    let book = one(Export::Epub, &sample(), &settings("Sample"));
    assert_eq!(&book[30..58], b"mimetypeapplication/epub+zip");
    assert_eq!(unpack(&book)[0].0, "mimetype");
}

#[test]
fn right_to_left_articles_stay_so() {
    let files = book(&sample(), &settings("Sample"));
    let article = &files["EPUB/articles/nmhy-z-dwshnbh.xhtml"];
    assert!(article.contains("dir=\"rtl\"") && article.contains("xml:lang=\"fa\""), "{article:.900}");
    let mut own = settings("مرز");
    own.site.language = "fa".to_owned();
    let files = book(&sample(), &own);
    assert!(files["EPUB/package.opf"].contains("page-progression-direction=\"rtl\""));
    assert!(files["EPUB/articles/why-tajikistan-will-not-welcome-the-taliban.xhtml"].contains("dir=\"ltr\""));
}

fn check_single(briefing: &Briefing, settings: &EmitSettings) {
    let html = String::from_utf8(one(Export::Single, briefing, settings)).expect("text");
    let page = Page::parse("single.html", &html);
    let mut ids = BTreeSet::new();
    for element in &page.elements {
        if let Some(id) = element.get("id") {
            assert!(ids.insert(id.to_owned()), "{id} twice");
        }
        assert!(element.get("src").is_none() && element.get("style").is_none(), "{element:?}");
        assert!(element.attributes.iter().all(|(name, _)| !name.starts_with("on")), "{element:?}");
    }
    for element in &page.elements {
        let Some(href) = element.get("href") else { continue };
        match href.strip_prefix('#') {
            Some(id) => assert!(ids.contains(id), "{href}"),
            None if element.name == "link" => assert_eq!(href, "data:,"),
            None => assert!(href.starts_with("https://") || href.starts_with("http://"), "{href}"),
        }
    }
    assert_eq!(html.matches("<script").count(), 1, "one script, ours");
    assert!(html.contains("data-kind=\"single\""));
    let policy =
        page.elements.iter().find(|element| element.get("http-equiv").is_some()).and_then(|it| it.get("content"));
    let policy = policy.expect("a policy");
    assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe") && !policy.contains("http"));
    for (start, end) in [("<style>", "</style>"), ("<script>", "</script>")] {
        let text = html.split(start).nth(1).and_then(|rest| rest.split(end).next()).expect("it is there");
        let hash = sha2::Sha256::digest(text.as_bytes());
        assert!(
            policy.contains(&format!("'sha256-{}'", briefing::emit::html::view::not_found::base64(&hash))),
            "{start}"
        );
    }
}

#[test]
fn one_file_asks_for_nothing_and_its_links_lead_somewhere() {
    check_single(&corrected(), &full_settings());
    check_single(&hostile(), &settings("<i>&\"'"));
    check_single(&Briefing::default(), &settings(""));
}

#[test]
fn one_file_is_what_the_golden_says() {
    let html = String::from_utf8(one(Export::Single, &corrected(), &full_settings())).expect("text");
    // style, script and their hashes have their own files
    let pattern =
        regex::Regex::new(r"(?s)<style>.*?</style>|<script>.*?</script>|sha256-[A-Za-z0-9+/=]+").expect("a pattern");
    let html =
        pattern.replace_all(&html, "…").replace(concat!("briefing ", env!("CARGO_PKG_VERSION")), "briefing VERSION");
    let golden = Path::new("tests/cases/export/single.html");
    Assert::new().action_env("SNAPSHOTS").eq(html, Data::read_from(golden, None).raw());
}

#[test]
fn the_packed_site_is_the_site() {
    let settings = settings("Granica „Tadżykistan”");
    let files = unpack(&one(Export::Zip, &sample(), &settings));
    let site = html_fixture::build(&sample(), &settings);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let expected: Vec<String> = site.keys().map(|name| format!("granica-tadzykistan/{name}")).collect();
    assert_eq!(names, expected);
    for ((name, bytes), text) in files.iter().zip(site.values()) {
        assert_eq!(&String::from_utf8_lossy(bytes), text, "{name}");
    }
}

#[test]
fn every_export_has_the_same_bytes_each_time() {
    let (briefing, settings) = (corrected(), full_settings());
    for kind in Export::ALL {
        let on = |threads| {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| export(kind, &briefing, &settings))
        };
        assert_eq!(on(1), on(4), "{}", kind.id());
    }
}

/// Records of CSV, read as RFC 4180 says.
fn records(csv: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut chars = csv.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'));
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            c => cell.push(c),
        }
    }
    assert!(!quoted && record.is_empty() && cell.is_empty(), "every record ends");
    records
}

#[test]
fn tables_say_the_same_in_both_forms() {
    for briefing in [sample(), hostile()] {
        let csv = export(Export::Csv, &briefing, &settings("x"));
        let json = export(Export::Json, &briefing, &settings("x"));
        for ((csv, json), table) in csv.iter().zip(&json).zip(tables::ALL) {
            assert_eq!(
                (csv.name.as_str(), json.name.as_str()),
                (&*format!("{}.csv", table.name), &*format!("{}.jsonl", table.name))
            );
            let records = records(str::from_utf8(&csv.bytes).expect("text"));
            let lines: Vec<&str> = str::from_utf8(&json.bytes).expect("text").lines().collect();
            assert_eq!(records[0], table.columns);
            assert_eq!(records.len(), lines.len() + 1, "{}", csv.name);
            for (record, line) in records[1..].iter().zip(lines) {
                let object: serde_json::Value = serde_json::from_str(line).expect("an object");
                assert_eq!(record.len(), table.columns.len());
                for (cell, column) in record.iter().zip(table.columns) {
                    assert!(!cell.starts_with(['=', '+', '@', '\t']), "{cell}");
                    if let Some(text) = object[column].as_str() {
                        assert_eq!(cell.strip_prefix('\'').filter(|_| !text.starts_with('\'')).unwrap_or(cell), text);
                    }
                }
            }
        }
    }
}

#[test]
fn offsets_of_tables_are_code_points_of_their_blocks() {
    let briefing = sample();
    let files = export(Export::Json, &briefing, &settings("x"));
    let mut seen = 0;
    for file in files.iter().filter(|file| file.name != "entities.jsonl") {
        for line in str::from_utf8(&file.bytes).expect("text").lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("an object");
            let article = briefing.articles.iter().find(|article| row["article"] == article.id()).expect("an article");
            let text = match row["block"].as_u64().expect("a number") as usize {
                0 => article.title(),
                n => &article.annotated.article.blocks[n - 1].text,
            };
            let (start, end) = (row["start"].as_u64().expect("start"), row["end"].as_u64().expect("end"));
            let words: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
            assert_eq!(row["text"], words);
            seen += 1;
        }
    }
    assert!(seen > 10);
}

#[test]
fn export_md_names_every_kind_table_and_column() {
    let document = std::fs::read_to_string("docs/export.md").expect("it is there");
    let kinds: Vec<&str> = document
        .split("\n## ")
        .next()
        .expect("an opening")
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert_eq!(kinds, Export::ALL.map(Export::id));
    for table in tables::ALL {
        let heading = format!("\n### `{}`\n", table.name);
        let section = document.split(&heading).nth(1).and_then(|rest| rest.split("\n#").next()).expect("a section");
        let columns: Vec<&str> =
            section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
        assert_eq!(columns, table.columns, "{}", table.name);
    }
}

#[test]
fn references_are_what_the_goldens_say() {
    let assert = Assert::new().action_env("SNAPSHOTS");
    for kind in [Export::Bibtex, Export::Csl, Export::Ris] {
        let file = String::from_utf8(one(kind, &sample(), &full_settings())).expect("text").replace('\r', "");
        let golden = Path::new("tests/cases/export").join(kind.name("references"));
        assert.eq(file, Data::read_from(&golden, None).raw());
    }
}
