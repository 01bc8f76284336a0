//! What is said of where an article comes from, and of what was corrected in it.

#![expect(clippy::disallowed_methods, reason = "the scenes are set on a real disk")]

use briefing::config::Project;
use briefing::diag::Diagnostics;
use briefing::emit::export::Export;
use briefing::output::MemoryOutput;
use briefing::pipeline::{self, Audience, Planned, Silent};
use std::collections::BTreeMap;
use std::fs;

/// A project from its files, read and linked, with the codes of what is said about it.
fn assemble(files: &[(&str, &str)]) -> (Project, Planned, Vec<&'static str>) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let mut diagnostics = Diagnostics::new();
    let project = Project::open(folder.path(), &mut diagnostics).expect("a project");
    let planned = pipeline::assemble(&project, Audience::Readers, &Silent, &mut diagnostics).expect("it is read");
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    (project, planned, codes)
}

/// The pages, and what is exported as one file each.
fn made(project: &Project, planned: &Planned) -> BTreeMap<String, String> {
    let sink = MemoryOutput::default();
    pipeline::render(project, planned, &sink, &Silent).expect("it is rendered");
    let site = sink.into_files().into_iter().map(|(path, bytes)| (path.to_string(), bytes));
    let single = pipeline::export(project, planned, Export::Single).expect("it is made");
    let all = site.chain(single.into_iter().map(|file| ("single".to_owned(), file.bytes)));
    all.map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

const SETTINGS: &str = "title = \"The valley\"\nbase-url = \"https://briefing.example/\"\nsocial-cards = false\n";
const TEXT: &str = "The first barges of the season passed Kestrel Weir on Monday, the canal office said. Three more follow.\n\n\
    Nobody had expected them before the thaw, since the gates of the lock were frozen until Sunday night.\n";

fn barges(url: &str) -> String {
    format!("+++\ntitle = \"Barges return\"\ndate = 2021-10-05\n[extra]\nurl = \"{url}\"\n+++\n\n{TEXT}")
}

#[test]
fn an_original_without_a_known_publisher_is_linked_to_everywhere() {
    let article = barges("https://www.valley.example/barges");
    let (project, planned, codes) = assemble(&[("briefing.toml", SETTINGS), ("seeds/barges.md", &article)]);
    assert_eq!(codes, [""; 0]);
    let files = made(&project, &planned);
    let page = &files[planned.plan.articles[0].as_str()];
    for wanted in [
        "Read the original at <bdi>valley.example</bdi>",
        "\"isBasedOn\":\"https://www.valley.example/barges\"",
        "citation_public_url",
        "DC.source",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
    assert!(!page.contains("publisher unknown") && !page.contains("citation_journal_title"));
    for (name, wanted) in [
        ("articles/index.html", "valley.example"),
        ("citations.bib", "url = {https://www.valley.example/barges}"),
        ("citations.ris", "UR  - https://www.valley.example/barges"),
        ("citations.json", "https://www.valley.example/barges"),
        ("feed.json", "https://www.valley.example/barges"),
        ("feed.xml", "https://www.valley.example/barges"),
        ("briefing.json", "\"source\":{\"id\":null,\"name\":null,\"url\":\"https://www.valley.example/barges\"}"),
        ("single", "href=\"https://www.valley.example/barges\""),
    ] {
        assert!(files[name].contains(wanted), "{name} lacks {wanted}");
    }
}

#[test]
fn an_address_that_leads_nowhere_is_no_provenance() {
    let article = barges("javascript:alert(1)");
    let (project, planned, _) = assemble(&[("seeds/barges.md", &article)]);
    let files = made(&project, &planned);
    let page = &files[planned.plan.articles[0].as_str()];
    assert!(page.contains("publisher unknown") && !page.contains("javascript:"));
}

#[test]
fn what_is_not_shown_says_where_it_can_be_read() {
    let article = barges("https://www.valley.example/barges");
    let sidecar = ("curation/articles/barges.toml", "display = \"link-only\"\n");
    let (project, planned, _) = assemble(&[("seeds/barges.md", &article), sidecar]);
    let page = &made(&project, &planned)[planned.plan.articles[0].as_str()];
    assert!(page.contains("Read it whole at <bdi>valley.example</bdi>"));
}

#[test]
fn an_id_is_no_name() {
    let article = barges("https://www.valley.example/barges");
    let sources = ("curation/sources.toml", "[source.vlv]\nmatches = [\"valley.example\"]\nlicence = \"CC BY 4.0\"\n");
    let (_, planned, codes) = assemble(&[("seeds/barges.md", &article), sources]);
    assert_eq!((planned.briefing.publishers[0].name.as_str(), codes), ("valley.example", vec!["B087"]));

    // what the article says of itself is a name
    let signed = format!("{article}\nSource: Valley Post\n");
    let (_, planned, codes) = assemble(&[("seeds/barges.md", &signed), sources]);
    assert_eq!((planned.briefing.publishers[0].name.as_str(), codes), ("Valley Post", vec![]));
}

#[test]
fn a_part_of_a_host_is_a_publisher_of_its_own() {
    let sources = (
        "curation/sources.toml",
        "[source.all]\nname = \"The host\"\nmatches = [\"valley.example\"]\n\
         [source.post]\nname = \"The Post\"\nmatches = [\"post.valley.example\"]\ndisplay = \"link-only\"\n",
    );
    for (url, name) in [
        ("https://post.valley.example/barges", "The Post"),
        ("https://www.valley.example/barges", "The host"),
        ("https://mail.valley.example/barges", "The host"),
    ] {
        let (_, planned, _) = assemble(&[("seeds/barges.md", &barges(url)), sources]);
        assert_eq!(planned.briefing.publishers[0].name, name, "{url}");
    }
}

#[test]
fn a_line_to_strip_may_stand_in_a_hidden_article_alone() {
    let article =
        format!("{}\nSource: Valley Post\n\nPrinted at the old mill.\n", barges("https://valley.example/barges"));
    let sources = (
        "curation/sources.toml",
        "[source.valley-post]\nname = \"Valley Post\"\nstrip = [\"Printed at the old mill.\"]\n",
    );
    let hidden = ("curation/articles/barges.toml", "display = \"hidden\"\n");
    let other = ("seeds/other.md", TEXT);
    let (_, _, codes) = assemble(&[("seeds/barges.md", &article), sources, hidden, other]);
    assert_eq!(codes, [""; 0]);
}

#[test]
fn corrections_reach_every_channel_and_none_of_a_hidden_article() {
    let article = barges("https://www.valley.example/barges");
    let corrections = (
        "curation/corrections.toml",
        "[[correction]]\ndate = 2021-10-07\narticle = \"barges\"\ntext = \"It was Tuesday, not Monday.\"\n\
         [[correction]]\ndate = 2021-10-08\ntext = \"The map was upside down.\"\n",
    );
    let (shown, hidden) = ("It was Tuesday, not Monday.", "The map was upside down.");
    let files = [("briefing.toml", SETTINGS), ("seeds/barges.md", &article), ("seeds/other.md", TEXT), corrections];
    let (project, planned, codes) = assemble(&files);
    assert_eq!(codes, [""; 0]);
    let made_of = made(&project, &planned);
    let page = planned.plan.articles.iter().find(|path| path.as_str().contains("barges")).expect("its page");
    for name in [page.as_str(), "corrections.html", "briefing.json", "single"] {
        assert!(made_of[name].contains(shown), "{name}");
    }
    assert!(made_of[page.as_str()].contains("\"dateModified\":\"2021-10-07\""));
    assert!(made_of["feed.xml"].contains("<updated>2021-10-07T00:00:00Z</updated>"));
    let json = |name: &str| -> serde_json::Value { serde_json::from_str(&made_of[name]).expect("JSON") };
    assert_eq!(json("feed.json")["items"][0]["date_modified"], "2021-10-07T00:00:00Z");
    let data = json("briefing.json");
    assert_eq!(data["corrections"][0]["article"], serde_json::Value::Null);
    assert_eq!(data["corrections"][1], serde_json::json!({ "article": "barges", "date": "2021-10-07", "text": shown }));

    let sidecar = [("curation/articles/barges.toml", "display = \"hidden\"\n")];
    let (project, planned, _) = assemble(&[&files[..], &sidecar[..]].concat());
    for (name, text) in made(&project, &planned) {
        assert!(!text.contains(shown) && !text.contains("Barges return"), "{name}");
        assert!(name != "corrections.html" || text.contains(hidden));
    }
}
