//! What pages tell machines once the site knows its address: previews, cards, structured data, citations, feeds.

mod html_fixture;

use briefing::config::{EmitSettings, OwnFeeds, SocialCards};
use briefing::model::{BlockKind, PageKind};
use html_fixture::page::{Page, pages};
use html_fixture::sample::sample;
use html_fixture::{Draft, Files, briefing, build, settings};
use serde_json::Value;
use std::collections::BTreeSet;

const BASE: &str = "https://desk.example/border/";
const ARTICLE: &str = "articles/why-tajikistan-will-not-welcome-the-taliban.html";

fn published() -> EmitSettings {
    let mut settings = settings("Tajikistan and its southern neighbour");
    settings.site.base_url = Some(BASE.to_owned());
    settings.site.author = Some("The border desk".to_owned());
    settings.feed_articles = 2;
    settings
}

/// Contents of the `<meta>` of a page with a name or property.
fn metas<'a>(page: &'a Page<'_>, name: &str) -> Vec<&'a str> {
    let metas = page.elements.iter().filter(|element| element.name == "meta");
    let named = metas.filter(|meta| meta.get("name").or_else(|| meta.get("property")) == Some(name));
    named.filter_map(|meta| meta.get("content")).collect()
}

fn meta<'a>(page: &'a Page<'_>, name: &str) -> Option<&'a str> {
    metas(page, name).first().copied()
}

/// The objects of a page's structured data.
fn data(html: &str) -> Vec<Value> {
    let Some(rest) = html.split("<script type=\"application/ld+json\">").nth(1) else { return Vec::new() };
    let json: Value = serde_json::from_str(rest.split("</script>").next().unwrap_or("")).expect("JSON");
    json["@graph"].as_array().expect("a graph").clone()
}

fn page<'a>(files: &'a Files, path: &'a str) -> Page<'a> {
    Page::parse(path, &files[path])
}

#[test]
fn every_page_has_a_preview_with_a_card_of_the_site() {
    let files = build(&sample(), &published());
    let mut cards = BTreeSet::new();
    for page in pages(&files).iter().filter(|page| page.path != "404.html") {
        let path = if page.path == "index.html" { "" } else { page.path };
        assert_eq!(meta(page, "og:url"), Some(format!("{BASE}{path}").as_str()));
        assert!(meta(page, "og:title").is_some_and(|title| !title.is_empty()), "{}", page.path);
        assert_eq!(meta(page, "twitter:card"), Some("summary_large_image"));
        let card = meta(page, "og:image").and_then(|url| url.strip_prefix(BASE)).expect("an image of this site");
        assert!(files[card].contains("PNG"), "{card}");
        cards.insert(card.to_owned());
    }
    let drawn = files.keys().filter(|path| path.starts_with("assets/cards/"));
    assert_eq!(drawn.cloned().collect::<BTreeSet<_>>(), cards, "none is drawn that no page names");
    assert_eq!(meta(&page(&files, ARTICLE), "og:type"), Some("article"));
    assert_eq!(meta(&page(&files, ARTICLE), "article:published_time"), Some("2021-10-06"));
    let outlier = page(&files, "articles/the-stern-outlier.html");
    assert_eq!(meta(&outlier, "article:published_time"), None, "no day is made up");
}

#[test]
fn cards_are_drawn_when_they_can_be_found_unless_the_curator_says_otherwise() {
    let has_cards = |settings: &EmitSettings| build(&sample(), settings).keys().any(|path| path.contains("cards/"));
    assert!(has_cards(&published()));
    assert!(!has_cards(&EmitSettings { social_cards: Some(SocialCards::None), ..published() }));
    assert!(!has_cards(&settings("On disk")));
    assert!(has_cards(&EmitSettings { social_cards: Some(SocialCards::USUAL), ..settings("On disk") }));
    let names = |most: usize| {
        let settings = EmitSettings { social_cards: Some(SocialCards::Names(most)), ..published() };
        build(&sample(), &settings).keys().filter(|path| path.contains("cards/")).count()
    };
    assert_eq!(names(3), names(0) + 3, "of so many names, and all articles and topics");
    assert!(names(usize::MAX) > names(3));
}

#[test]
fn icons_and_what_devices_are_told_follow_the_colour() {
    let mut own = published();
    own.site.look.colour = Some(["#7a1f3d".to_owned(), "#d99aae".to_owned()]);
    let (usual, own) = (build(&sample(), &published()), build(&sample(), &own));
    let manifest: Value = serde_json::from_str(&own["manifest.webmanifest"]).expect("JSON");
    assert_eq!(manifest["theme_color"], "#7a1f3d");
    let named = |files: &Files, name: &str| -> Vec<String> {
        files.keys().filter(|path| path.starts_with("assets/") && path.contains(name)).cloned().collect()
    };
    for icon in ["icon-192", "icon-512", "icon-maskable", "apple-touch-icon"] {
        assert_eq!(named(&own, icon).len(), 1);
        assert_ne!(named(&own, icon), named(&usual, icon), "{icon} is another picture");
    }
    let drawn = own.iter().find(|(path, _)| path.starts_with("assets/icon-") && path.contains(".svg"));
    assert!(drawn.is_some_and(|(_, svg)| svg.contains("#7a1f3d") && !svg.contains("#0f5257")));
    let cards = |files: &Files| named(files, "cards/");
    assert!(cards(&own).iter().all(|card| !cards(&usual).contains(card)));
}

#[test]
fn articles_are_their_publishers_in_structured_data() {
    let files = build(&sample(), &published());
    let objects = data(&files[ARTICLE]);
    let article = &objects[0];
    assert_eq!(article["@type"], "NewsArticle");
    assert_eq!(article["publisher"]["name"], "Central Steppe Review");
    assert_eq!(article["author"][0]["name"], "Clémence Aubrac");
    assert_eq!(article["isBasedOn"], "https://steppe.example/2021/10/neighbour");
    assert_eq!(article["datePublished"], "2021-10-06");
    assert_eq!(article["isPartOf"]["url"], BASE);
    assert!(article["image"].as_str().is_some_and(|url| url.starts_with(&format!("{BASE}assets/cards/"))));
    assert!(article["mentions"].as_array().is_some_and(|names| names.iter().any(|name| name["@type"] == "Person")));
    let steps = objects[1]["itemListElement"].as_array().expect("breadcrumbs");
    let names: Vec<&str> = steps.iter().filter_map(|step| step["name"].as_str()).collect();
    assert_eq!(names, ["Home", "Articles", "Why Tajikistan will not welcome the Taliban"]);
    assert!(steps.iter().all(|step| step["item"].as_str().is_some_and(|url| url.starts_with(BASE))));
    let unsigned = &data(&files["articles/the-stern-outlier.html"])[0];
    assert_eq!(unsigned["author"]["@type"], "Organization", "what nobody signed is its publisher's");
    assert_eq!(unsigned.get("datePublished"), None);
    assert!(article["wordCount"].as_u64().is_some_and(|words| words > 10));
    assert!(article["keywords"].as_array().is_some_and(|topics| topics.first() == article.get("articleSection")));
}

#[test]
fn the_front_page_says_how_to_search_and_lists_are_collections() {
    let files = build(&sample(), &published());
    let home = &data(&files["index.html"])[0];
    assert_eq!(home["@type"], "WebSite");
    let template = home["potentialAction"]["target"]["urlTemplate"].as_str();
    assert_eq!(template, Some(format!("{BASE}search.html?q={{search_term_string}}").as_str()));
    for path in ["articles/index.html", "people/index.html", "topics/diplomacy.html", "timeline.html"] {
        assert_eq!(data(&files[path])[0]["@type"], "CollectionPage", "{path}");
    }
    assert_eq!(data(&files["people/emomali-rahmon.html"])[0]["@type"], "Person");
}

#[test]
fn reference_managers_read_articles_and_lists() {
    let files = build(&sample(), &settings("On disk"));
    let article = page(&files, ARTICLE);
    for (name, content) in [
        ("citation_title", "Why Tajikistan will not welcome the Taliban"),
        ("citation_author", "Clémence Aubrac"),
        ("citation_publication_date", "2021/10/06"),
        ("citation_journal_title", "Central Steppe Review"),
        ("citation_public_url", "https://steppe.example/2021/10/neighbour"),
        ("DC.type", "newspaperArticle"),
        ("DC.date", "2021-10-06"),
    ] {
        assert_eq!(meta(&article, name), Some(content), "{name}");
    }
    let spans = |path: &str| {
        let page = page(&files, path);
        page.elements.iter().filter(|element| element.has_class("Z3988")).count()
    };
    assert_eq!(spans("articles/index.html"), 4, "each article once");
    assert_eq!(spans("topics/diplomacy.html"), 2);
}

#[test]
fn topics_and_names_have_feeds_that_their_pages_offer() {
    let files = build(&sample(), &published());
    let topic = &files["topics/diplomacy.html"];
    assert!(topic.contains("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Diplomacy – Tajikistan"));
    let atom = &files["topics/diplomacy.xml"];
    assert!(atom.contains(&format!("rel=\"self\" type=\"application/atom+xml\" href=\"{BASE}topics/diplomacy.xml\"")));
    assert_eq!(atom.matches("<entry").count(), 2);
    let json: Value = serde_json::from_str(&files["people/emomali-rahmon.json"]).expect("JSON");
    assert_eq!(json["home_page_url"], format!("{BASE}people/emomali-rahmon.html"));
    assert!(json["items"].as_array().is_some_and(|items| items.len() >= 2));
    let ids = |path: &str| {
        let ids = files[path].split("<id>").skip(1).map(|rest| rest.split('<').next().unwrap_or("").to_owned());
        ids.collect::<Vec<String>>()
    };
    assert_ne!(ids("feed.xml")[0], ids("topics/diplomacy.xml")[0], "each feed has an id of its own");
    assert!(ids("feed.xml").contains(&ids("topics/diplomacy.xml")[1]), "an article keeps its id in all of them");
    let own = |settings: &EmitSettings| {
        let files = build(&sample(), settings);
        let count = |folder: &str| {
            let is_feed = |path: &&String| {
                path.starts_with(folder) && std::path::Path::new(path).extension().is_some_and(|e| e == "xml")
            };
            files.keys().filter(is_feed).count()
        };
        (count("topics/") > 0, count("people/") > 0)
    };
    assert_eq!(own(&EmitSettings { own_feeds: Some(OwnFeeds::Topics), ..published() }), (true, false));
    assert_eq!(own(&EmitSettings { feed_articles: 99, ..published() }), (true, false));
    assert_eq!(own(&settings("On disk")), (false, false));
    let forced = build(&sample(), &EmitSettings { own_feeds: Some(OwnFeeds::All), ..settings("On disk") });
    assert!(forced["topics/diplomacy.xml"].contains("href=\"../articles/"), "relative to where the feed lies");
}

#[test]
fn search_engines_are_told_what_the_curator_allows() {
    let mut settings = published();
    settings.robots.insert(PageKind::Entity, "noindex, nofollow".to_owned());
    settings.robots.insert(PageKind::Search, "nosnippet".to_owned());
    settings.domain = Some("desk.example".to_owned());
    let files = build(&sample(), &settings);
    assert_eq!(meta(&page(&files, "people/emomali-rahmon.html"), "robots"), Some("noindex, nofollow"));
    assert_eq!(meta(&page(&files, "index.html"), "robots"), None);
    assert!(!files["sitemap.xml"].contains("/people/emomali-rahmon.html"), "what is not to be found is not listed");
    assert!(files["sitemap.xml"].contains("/search.html") && files["sitemap.xml"].contains("/people/index.html"));
    assert_eq!(files["CNAME"], "desk.example\n");
}

#[test]
fn pages_offer_their_address() {
    let files = build(&sample(), &published());
    let html = &files[ARTICLE];
    assert!(html.contains(&format!("<span id=\"page-address\">{BASE}{ARTICLE}</span>")));
    assert!(html.contains(
        "href=\"mailto:?subject=Why%20Tajikistan%20will%20not%20welcome%20the%20Taliban&amp;body=https%3A%2F%2F"
    ));
    assert_eq!(html.matches("<svg class=\"qr\"").count(), 1);
    assert!(!files["articles/index.html"].contains("class=\"qr\""), "nobody prints a list to pass it on");
    let on_disk = &build(&sample(), &settings("On disk"))[ARTICLE];
    assert!(!on_disk.contains("class=\"share\"") && !on_disk.contains("class=\"qr\""));
}

#[test]
fn titles_of_any_kind_stay_text() {
    let title = "\"><script>alert(1)</script><!-- & 'x' \u{202e}";
    let draft = Draft::new("hostile", title, &["A text of the article that says nothing in particular."])
        .by("</script><script>", "</title>&\"", Some("https://e.example/\"onload=\"x"))
        .block(BlockKind::Paragraph, "More.");
    let mut settings = published();
    settings.site.title = title.to_owned();
    let files = build(&briefing(vec![draft], &[]), &settings);
    for page in pages(&files) {
        page.assert_well_built();
        let html = &files[page.path];
        assert!(!html.contains("<script>alert"), "{}", page.path);
        for object in data(html) {
            assert!(object["@type"].is_string());
        }
    }
    let article = files.keys().find(|path| path.starts_with("articles/") && !path.contains("index")).expect("a page");
    assert_eq!(data(&files[article])[0]["publisher"]["name"], "</title>&\"");
    serde_json::from_str::<Value>(&files["manifest.webmanifest"]).expect("JSON");
}

#[test]
fn the_app_manifest_is_relative_and_named_by_script_only() {
    let files = build(&sample(), &settings("On disk"));
    let manifest: Value = serde_json::from_str(&files["manifest.webmanifest"]).expect("JSON");
    for icon in manifest["icons"].as_array().expect("icons") {
        assert!(files.contains_key(icon["src"].as_str().expect("a path")), "{icon}");
    }
    assert_eq!((manifest["start_url"].as_str(), manifest["scope"].as_str()), (Some("index.html"), Some("./")));
    assert!(pages(&files).iter().flat_map(|page| &page.elements).all(|element| element.get("rel") != Some("manifest")));
}
