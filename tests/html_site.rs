//! The pages of a small site: golden files, escaping, links, structure.

mod html_fixture;

use briefing::emit::html::markup::Html;
use briefing::model::{
    ArticleIx, BlockKind, Briefing, EntityKind, Issue, MarkKind, PartialDate, SkipReason, Skipped, Variant,
};
use html_fixture::page::{Page, pages};
use html_fixture::sample::sample;
use html_fixture::{Draft, Files, build, settings};
use rayon::ThreadPoolBuilder;
use snapbox::{Assert, Data};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The pages that are kept as goldens, by the name of their file in `tests/cases/html/sample`.
const GOLDEN: [(&str, &str); 12] = [
    ("404.html", "404.html"),
    ("about.html", "about.html"),
    ("article-derived-title.html", "articles/the-stern-outlier.html"),
    ("article-full.html", "articles/why-tajikistan-will-not-welcome-the-taliban.html"),
    ("article-right-to-left.html", "articles/nmhy-z-dwshnbh.html"),
    ("entity.html", "people/emomali-rahmon.html"),
    ("home.html", "index.html"),
    ("people.html", "people/index.html"),
    ("quotes.html", "quotes.html"),
    ("timeline.html", "timeline.html"),
    ("topic.html", "topics/armed-conflict.html"),
    ("topics.html", "topics/index.html"),
];

fn built() -> Files {
    let mut settings = settings("Tajikistan and its southern neighbour");
    settings.site.description =
        Some("Reports, opinions and background on how Tajikistan met the fall of Kabul in 2021.".to_owned());
    build(&sample(), &settings)
}

#[test]
fn key_pages_are_as_expected() {
    let folder = Path::new("tests/cases/html/sample");
    let files = built();
    let assert = Assert::new().action_env("SNAPSHOTS");
    for (golden, page) in GOLDEN {
        assert.eq(redacted(&files[page]), Data::read_from(&folder.join(golden), None).raw());
    }
    let kept: BTreeSet<_> = std::fs::read_dir(folder)
        .expect("the goldens are there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(kept, GOLDEN.map(|(golden, _)| golden.to_owned()).into(), "every golden is used");
}

/// Pages without what changes with every touch of a style sheet or a release.
fn redacted(html: &str) -> String {
    let hash = regex::Regex::new(r"(assets/[a-z-]+)-[0-9a-f]{8}\.").expect("it is a pattern");
    hash.replace_all(html, "$1-HASH.").replace(concat!("briefing ", env!("CARGO_PKG_VERSION")), "briefing VERSION")
}

#[test]
fn every_link_leads_somewhere() {
    check_links(&built());
    check_links(&build(&hostile(), &settings("<i>&\"'")));
    check_links(&build(many(), &settings("Many")));
    check_links(&build(&Briefing::default(), &settings("Empty")));
}

/// Every relative address resolves to a file of the site, every fragment to an id in it.
fn check_links(files: &Files) {
    let pages = pages(files);
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages.iter().map(|page| (page.path, page.ids().collect())).collect();
    for page in &pages {
        for link in page.links() {
            if link.contains("://") || link.starts_with("mailto:") || link.starts_with("data:") {
                continue;
            }
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            // the one page that is shown at any depth
            let target = match file.strip_prefix('/') {
                Some(rooted) if page.path == "404.html" => PathBuf::from(rooted),
                Some(_) => panic!("{}: {link} is not relative", page.path),
                None if file.is_empty() => PathBuf::from(page.path),
                None => resolve(page.path, file),
            };
            let target = target.to_string_lossy().into_owned();
            let target = if target.is_empty() { "index.html".to_owned() } else { target };
            assert!(files.contains_key(&target), "{}: {link} leads to no file", page.path);
            if !fragment.is_empty() {
                assert!(ids[target.as_str()].contains(fragment), "{}: {link} leads to no id", page.path);
            }
        }
    }
}

fn resolve(from: &str, link: &str) -> PathBuf {
    let mut path = PathBuf::from(from);
    path.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(path.pop(), "{from}: {link} leaves the site"),
            part => path.push(part),
        }
    }
    path
}

/// A briefing in which everything that comes from outside tries to break out.
fn hostile() -> Briefing {
    const EVIL: &str = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&{{ 1 + 1 }}";
    let draft = Draft::new(
        "evil",
        EVIL,
        &[EVIL, "# </h2><script>x</script>", "> \"><script>y</script>", "- <b>a</b> / </ul>b"],
    )
    .block(
        BlockKind::Paragraph,
        "Click here and there: Evil <script>Name</script> said “</q><script>z</script>” on 8 September 2021.",
    )
    .mark("here", MarkKind::Link("javascript:alert(1)".to_owned()))
    .mark("there", MarkKind::Link("https://x.example/\"><script>alert(1)</script>".to_owned()))
    .mark("Click", MarkKind::Link("data:text/html,<script>x</script>".to_owned()))
    .block(BlockKind::Figure { credit: Some(EVIL.to_owned()), alt: Some(EVIL.to_owned()) }, EVIL)
    .block(BlockKind::Figure { credit: None, alt: Some(EVIL.to_owned()) }, "")
    .block(
        BlockKind::Embed {
            author: Some(EVIL.to_owned()),
            handle: Some(EVIL.to_owned()),
            date: PartialDate::year(-44),
            url: Some("JavaScript:alert(1)//https://x.example".to_owned()),
        },
        EVIL,
    )
    .block(BlockKind::Table { header: true }, "<script>\t</td>\n</table><script>\t\"")
    .block(BlockKind::Code(Some("html\"><script>".to_owned())), "</code></pre><script>alert(1)</script>")
    .block(BlockKind::Code(Some("html".to_owned())), "</code></pre><script>alert(1)</script>")
    .deck(EVIL)
    .by(EVIL, EVIL, Some("javascript:alert(1)"))
    .not_before("2021-09-08", EVIL)
    .removing(1, EVIL, "share-bar", EVIL)
    .about(&["Topic <script>", "topic </a>"])
    .with(|metadata| {
        metadata.summary = Some(EVIL.to_owned());
        metadata.note = Some(EVIL.to_owned());
        metadata.language.push_str("\"><script>");
    });
    let known =
        (EntityKind::Person, "Evil <script>Name</script>", &["<script>", "<b>a</b>"][..], Some("\"><script>role"));
    let mut briefing = html_fixture::briefing(vec![draft], &[known]);
    briefing.entities[0].description = Some(EVIL.to_owned());
    briefing.entities[0].same_as = vec!["javascript:alert(1)".to_owned(), "https://x.example/\"><script>".to_owned()];
    briefing.entities[0].country = Some(EVIL.to_owned());
    briefing.entities[0].variants.push(Variant { text: EVIL.to_owned(), count: 1 });
    briefing.topics[0].intro =
        Some("<script>x</script><a href=\"javascript:x\" onclick=x>y</a> [z](javascript:x)".to_owned());
    briefing.topics[0].iptc = Some(EVIL.to_owned());
    briefing.publishers[0].url = Some("javascript:alert(1)".to_owned());
    briefing.unresolved = vec![(EVIL.to_owned(), briefing::model::ArticleIx(0))];
    briefing.skipped = vec![Skipped { path: EVIL.to_owned(), reason: SkipReason::Unreadable(EVIL.to_owned()) }];
    briefing
}

#[test]
fn nothing_from_outside_becomes_markup() {
    let mut settings = settings("<script>alert(1)</script>\"'");
    settings.site.description = Some("<script>x</script> **bold** <img src=x onerror=x>".to_owned());
    settings.site.author = Some("\"><script>x</script>".to_owned());
    settings.site.base_url = Some("https://x.example/\"><script>/".to_owned());
    for page in pages(&build(&hostile(), &settings)) {
        for element in &page.elements {
            let of =
                |name: &str| element.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
            assert!(
                !matches!(element.name.as_str(), "img" | "b" | "iframe" | "object" | "embed" | "base"),
                "{}: <{}>",
                page.path,
                element.name
            );
            // data is no script: browsers run none of it
            if element.name == "script" && of("type") != Some("application/ld+json") {
                assert!(of("src").is_some_and(|src| src.contains("assets/")), "{}: {element:?}", page.path);
            }
            for (name, value) in &element.attributes {
                assert!(!name.starts_with("on") && name != "style", "{}: {name}", page.path);
                let scheme = value.trim_start().to_ascii_lowercase();
                if matches!(name.as_str(), "href" | "src" | "cite" | "action") {
                    assert!(
                        !scheme.starts_with("javascript:") && !scheme.starts_with("data:text"),
                        "{}: {value}",
                        page.path
                    );
                }
            }
            if element.name == "a" && of("href").is_some_and(|href| href.contains("://")) {
                assert!(of("rel").is_some_and(|rel| rel.contains("noopener")), "{}: {element:?}", page.path);
            }
        }
    }
}

#[test]
fn every_page_is_well_built() {
    for files in [built(), build(&hostile(), &settings("Hostile")), build(many(), &settings("Many"))] {
        let (mut titles, mut descriptions) = (BTreeSet::new(), BTreeSet::new());
        for page in pages(&files) {
            page.assert_well_built();
            assert!(titles.insert(page.title()), "{}: two pages are called {}", page.path, page.title());
            if let Some(description) = page.description() {
                assert!(descriptions.insert(description.to_owned()), "{}: {description} is said twice", page.path);
                assert!(!description.is_empty() && description.chars().count() < 400, "{}: {description}", page.path);
            }
        }
    }
}

/// Enough articles and names for several pages of everything; many look alike.
fn many() -> &'static Briefing {
    static MANY: LazyLock<Briefing> = LazyLock::new(make_many);
    &MANY
}

fn make_many() -> Briefing {
    let drafts = (0..250)
        .map(|n| {
            let id: &'static str = Box::leak(format!("a{n:03}").into_boxed_str());
            let text =
                "Rahmon spoke on 15 August 2021 in Dushanbe of the Panjshir Valley and what would come of it in 1997.";
            Draft::new(id, if n % 2 == 0 { "The same title" } else { "Another title" }, &[text, text, text])
                .on(&format!("2021-{:02}-01", n % 12 + 1))
                .about(&["Diplomacy"])
        })
        .collect();
    let mut briefing = html_fixture::briefing(drafts, html_fixture::sample::KNOWN);
    for (n, article) in briefing.articles.iter_mut().enumerate() {
        article.slug = format!("{}-{n}", article.slug);
    }
    briefing
}

#[test]
fn long_lists_are_cut_into_pages_that_hold_everything_once() {
    let files = build(many(), &settings("Many"));
    let rows = |page: &Page<'_>| page.elements.iter().filter(|element| element.has_class("row")).count();
    let pages = pages(&files);
    let count = |of: &dyn Fn(&str) -> bool| pages.iter().filter(|page| of(page.path)).map(rows).sum::<usize>();
    assert_eq!(count(&|path| path.starts_with("articles/index") || path.starts_with("articles/page-")), 250);
    assert_eq!(count(&|path| path.starts_with("topics/diplomacy")), 250);
    // those that are spelled out, and those of one line each
    let person = || pages.iter().filter(|page| page.path.starts_with("people/emomali-rahmon"));
    let spelled_out = person().flat_map(|page| &page.elements).filter(|element| element.has_class("in-article"));
    assert_eq!(spelled_out.count(), 100);
    let linked: BTreeSet<&str> =
        person().flat_map(Page::links).filter(|link| link.starts_with("../articles/") && !link.contains('#')).collect();
    assert_eq!(linked.len(), 250 + 1, "each article, and their index");
    let paragraphs: BTreeSet<&str> = person().flat_map(Page::links).filter(|link| link.contains(".html#p")).collect();
    assert_eq!(paragraphs.len(), 250 * 3, "every mention is within reach");
    let dated = pages.iter().filter(|page| page.path.starts_with("timeline")).flat_map(|page| &page.elements);
    assert_eq!(dated.filter(|element| element.has_class("what")).count(), 250 * 6);
}

#[test]
fn an_empty_briefing_says_so() {
    let skipped = vec![Skipped { path: "a.pdf".to_owned(), reason: SkipReason::Binary }];
    let briefing = Briefing { skipped, ..Briefing::default() };
    let files = build(&briefing, &settings("Nothing yet"));
    assert!(files["index.html"].contains("No articles yet") && files["index.html"].contains("1 file was not read"));
    assert!(files["about.html"].contains("a.pdf"));
    for page in pages(&files) {
        page.assert_well_built();
    }
}

#[test]
fn addresses_are_absolute_only_when_the_site_knows_its_own() {
    let files = built();
    assert!(!files["index.html"].contains("rel=\"canonical\"") && !files["index.html"].contains("og:"));
    assert!(!files["404.html"].contains("<a "), "it would lead out of a site that lies below its host's root");
    let mut settings = settings("Published");
    settings.site.base_url = Some("https://desk.example/briefing/".to_owned());
    let files = build(&sample(), &settings);
    assert!(files["index.html"].contains("<link rel=\"canonical\" href=\"https://desk.example/briefing/\">"));
    assert!(
        files["people/emomali-rahmon.html"]
            .contains("content=\"https://desk.example/briefing/people/emomali-rahmon.html\"")
    );
    assert!(files["404.html"].contains("href=\"/briefing/articles/index.html\""));
}

#[test]
fn names_are_linked_once_a_section_and_to_pages_that_exist() {
    let html = &built()["articles/why-tajikistan-will-not-welcome-the-taliban.html"];
    let body = html.split("<div class=\"body\">").nth(1).and_then(|rest| rest.split("<aside").next()).expect("a body");
    assert_eq!(body.matches("people/ahmad-massoud.html").count(), 1, "his second mention stands in the same section");
    assert_eq!(body.matches("people/emomali-rahmon.html").count(), 1, "headings stay plain");
    assert!(!body.contains("places/kabul.html"), "a place named once has no page");
}

#[test]
fn mentions_link_to_their_paragraph() {
    let html = &built()["people/ahmad-massoud.html"];
    assert!(html.contains("<mark>Ahmad Massoud</mark> crossed the mountains"));
    assert!(html.contains("../articles/why-tajikistan-will-not-welcome-the-taliban.html#p3"));
}

#[test]
fn threads_do_not_matter() {
    let on = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| build(many(), &settings("Many")))
    };
    let one = on(1);
    assert_eq!(one, on(2));
    assert_eq!(one, on(8));
}

#[test]
fn scripts_are_loaded_from_the_site_only_and_the_highlighter_classes_code() {
    let draft =
        Draft::new("code", "Some code", &[]).block(BlockKind::Code(Some("rust".to_owned())), "fn main() {} // <x>");
    let files = build(&html_fixture::briefing(vec![draft], &[]), &settings("Code"));
    let html = &files["articles/some-code.html"];
    assert!(html.contains("hl-comment") && html.contains("&lt;x&gt;"));
    assert_eq!(html.matches("<script src").count(), 2);
    assert_eq!(html.matches("<script").count(), 3, "and data, which runs nothing");
}

/// Only of use to look at: `SITE_OUT=folder cargo test --test html_site look`.
#[test]
#[expect(clippy::disallowed_methods, reason = "a folder of the caller's choice, not a site")]
fn look_at_the_sample() {
    let Some(folder) = std::env::var_os("SITE_OUT") else { return };
    for (path, text) in built() {
        let path = Path::new(&folder).join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
}

#[test]
fn an_edition_has_a_page_and_the_newest_leads_the_front_page() {
    let mut briefing = sample();
    let day = |text| PartialDate::parse_iso(text).expect("a date");
    briefing.editions = vec![
        Issue {
            date: day("2021-10-18"),
            title: Some("Six <armies>".to_owned()),
            lead: Some(ArticleIx(1)),
            articles: vec![ArticleIx(0)],
            editorial: "What they *rehearse*.\n\n<script>x</script>".to_owned(),
        },
        Issue { date: day("2021-10"), title: None, lead: None, articles: Vec::new(), editorial: String::new() },
    ];
    let files = build(&briefing, &settings("t"));
    check_links(&files);
    let page = &files["editions/2021-10-18.html"];
    assert!(page.contains("Six &lt;armies&gt;") && page.contains("<em>rehearse</em>") && !page.contains("<script>x"));
    let at = |ix: usize| page.find(Html::text(briefing.articles[ix].title()).as_str()).expect("its title");
    assert!(at(1) < at(0), "the leading article stands first");
    assert!(files["editions/2021-10.html"].contains("Edition of October 2021"));
    assert!(files["editions/index.html"].contains("2021-10.html"));
    let home = &files["index.html"];
    assert!(home.contains("editions/2021-10-18.html") && home.contains("Chosen by the curator"));
    let lead = home.find("Read first").expect("a lead");
    assert!(
        home[lead..].find(briefing.articles[1].slug.as_str()) < home[lead..].find(briefing.articles[0].slug.as_str())
    );
}

#[test]
fn a_topic_lists_a_piece_that_several_published_once() {
    let mut briefing = sample();
    let topic = briefing.topics.iter().find(|topic| topic.articles.len() > 1).expect("a topic of several articles");
    let page = format!("topics/{}.html", topic.id);
    let (first, second, count) = (topic.articles[0].article, topic.articles[1].article, topic.articles.len());
    briefing.articles[first.0 as usize].also_published = vec![second];
    briefing.articles[second.0 as usize].also_published = vec![first];
    let html = build(&briefing, &settings("t"))[&page].clone();
    assert_eq!(html.matches("<article class=\"row\"").count(), count - 1);
    let also = html.find("Also published:").expect("the other one is named");
    let slug = &briefing.articles[second.0 as usize].slug;
    assert!(html[also..].contains(slug.as_str()), "and linked");
}

#[test]
fn the_page_for_missing_addresses_knows_or_finds_its_site() {
    let mut settings = settings("t");
    let found = build(&sample(), &settings)["404.html"].clone();
    let script = found.split("<script>").nth(1).and_then(|rest| rest.split("</script>").next()).expect("a script");
    let hash = found.split("script-src 'sha256-").nth(1).and_then(|rest| rest.split('\'').next()).expect("its hash");
    assert_eq!(hash.len(), 44);
    assert!(script.contains("data-icon") || script.contains("dataset.icon"));
    assert!(!found.contains("<a "), "no link that could lead out of the site");

    settings.site.base_url = Some("https://example.org/border/".to_owned());
    let known = build(&sample(), &settings)["404.html"].clone();
    assert!(known.contains("href=\"/border/\"") && known.contains("href=\"/border/search.html\""));
    assert!(!known.contains("<script>") && known.contains("script-src 'none'"));
}

#[test]
fn the_look_stands_in_the_style_sheet() {
    let mut settings = settings("t");
    settings.site.look.width = Some("44rem".to_owned());
    let files = build(&sample(), &settings);
    for page in ["404.html", "index.html"] {
        assert!(!files[page].contains("style=\""), "{page}");
    }
    assert!(files["404.html"].contains("--measure: 44rem"));
    let style = files.iter().find(|(path, _)| path.starts_with("assets/style-")).expect("a style sheet").1;
    assert!(style.ends_with("\n:root { --measure: 44rem; }\n"));
}
