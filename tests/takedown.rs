//! An article that was taken down is nowhere: not in a page, list, feed, search, data file or export.

#![expect(clippy::disallowed_methods, reason = "the scenes are set on a real disk")]

use briefing::config::Project;
use briefing::diag::Diagnostics;
use briefing::emit::export::Export;
use briefing::output::MemoryOutput;
use briefing::pipeline::{self, Audience, Planned, Silent};
use briefing::text::{fold, words};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const GONE: &str = "+++\ntitle = \"The warden of Kestrel Lock\"\ndate = 2021-10-02\n+++\n\n\
    Halvard Brekke has kept the lock at Kestrel Weir for forty winters, and nobody in the valley remembers another warden.\n\n\
    “When the gates freeze I sing to them until they move,” Brekke told visitors on 12 September 2021 beside the old mill.\n";
const STAYS: &str = "+++\ntitle = \"Barges return to the valley\"\ndate = 2021-10-05\n+++\n\n\
    The first barges of the season passed Kestrel Weir on Monday, the canal office said.\n";

fn project(folder: &Path, takedowns: &str, name: &str) -> (Project, Diagnostics) {
    let _ = fs::remove_dir_all(folder.join("seeds"));
    fs::create_dir_all(folder.join("seeds")).expect("a folder");
    fs::create_dir_all(folder.join("curation")).expect("a folder");
    fs::write(folder.join("seeds").join(name), GONE).expect("a file");
    fs::write(folder.join("seeds/barges.md"), STAYS).expect("a file");
    fs::write(folder.join("curation/takedowns.toml"), takedowns).expect("a file");
    let mut diagnostics = Diagnostics::new();
    let project = Project::open(folder, &mut diagnostics).expect("a project");
    (project, diagnostics)
}

fn assemble(project: &Project) -> Planned {
    let mut diagnostics = Diagnostics::new();
    let planned = pipeline::assemble(project, Audience::Readers, &Silent, &mut diagnostics).expect("it is read");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    planned
}

/// Every file that the program makes of a project, packed ones unpacked.
fn everything(project: &Project, planned: &Planned) -> BTreeMap<String, String> {
    let sink = MemoryOutput::default();
    pipeline::render(project, planned, &sink, &Silent).expect("it is rendered");
    let site = sink.into_files().into_iter().map(|(path, bytes)| (path.to_string(), bytes));
    let mut files: Vec<(String, Vec<u8>)> = site.collect();
    for kind in Export::ALL {
        for file in pipeline::export(project, planned, kind).expect("it is made") {
            files.push((format!("{} of {}", file.name, kind.id()), file.bytes));
        }
    }
    files.into_iter().map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

/// Runs of eight words, folded.
fn runs(text: &str) -> BTreeSet<Vec<String>> {
    let words: Vec<String> = words(text).map(|word| fold(word.span.of(text))).collect();
    words.windows(8).map(<[String]>::to_vec).collect()
}

fn leaks(files: &BTreeMap<String, String>) -> Vec<&str> {
    let wanted: BTreeSet<Vec<String>> = GONE.split("\n\n").skip(1).flat_map(runs).collect();
    assert!(wanted.len() > 20);
    let has = |text: &str| {
        let plain = regex::Regex::new("<[^>]*>|&#39;|&quot;").expect("a pattern").replace_all(text, "").into_owned();
        !runs(&plain).is_disjoint(&wanted)
    };
    files.iter().filter(|(_, text)| has(text)).map(|(name, _)| name.as_str()).collect()
}

const TAKEDOWN: &str =
    "[[takedown]]\narticle = \"warden\"\nslug = \"the-warden-0000\"\ndate = 2021-11-02\nreason = \"wrong\"\n";

#[test]
fn no_words_of_it_are_left_anywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let (open, _) = project(folder.path(), "", "warden.md");
    let shown = everything(&open, &assemble(&open));
    let leaking = leaks(&shown);
    for channel in ["briefing.json", "feed.xml", "warden", "mentions.csv", "single"] {
        assert!(leaking.iter().any(|name| name.contains(channel)), "the test sees {channel}: {leaking:?}");
    }

    let (down, _) = project(folder.path(), TAKEDOWN, "warden.md");
    let files = everything(&down, &assemble(&down));
    assert_eq!(leaks(&files), Vec::<&str>::new());
    for (name, text) in &files {
        for word in ["Halvard", "Brekke", "Warden of Kestrel", "warden.md"] {
            assert!(!text.to_lowercase().contains(&word.to_lowercase()), "{name} has {word}");
        }
    }
    let notice = &files["articles/the-warden-0000.html"];
    assert!(notice.contains("noindex") && notice.contains("2 November 2021") && notice.contains("wrong"));
    for list in ["sitemap.xml", "articles/index.html", "feed.json", "index.html"] {
        assert!(!files[list].contains("the-warden-0000"), "{list}");
    }
}

#[test]
fn a_new_name_does_not_bring_it_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let (open, _) = project(folder.path(), "", "warden.md");
    let planned = assemble(&open);
    let article = planned.briefing.articles.iter().find(|article| article.id() == "warden").expect("the article");
    let sha256 = article.annotated.article.source.sha256.clone();
    let takedown = format!("{TAKEDOWN}sha256 = \"{sha256}\"\n");
    let (renamed, _) = project(folder.path(), &takedown, "keeper-of-the-lock.md");
    let planned = assemble(&renamed);
    assert_eq!(planned.briefing.articles.len(), 1);
    assert_eq!(planned.briefing.taken_down.len(), 1);
}

#[test]
fn the_file_may_go_and_the_notice_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let (down, _) = project(folder.path(), TAKEDOWN, "warden.md");
    fs::remove_file(folder.path().join("seeds/warden.md")).expect("it is there");
    fs::create_dir_all(folder.path().join("curation/articles")).expect("a folder");
    fs::write(folder.path().join("curation/articles/warden.toml"), "note = \"x\"\n").expect("a file");
    let planned = assemble(&down);
    assert_eq!(planned.briefing.taken_down[0].slug, "the-warden-0000");
}

#[test]
fn a_mistake_in_the_file_is_one_of_the_whole_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, diagnostics) = project(folder.path(), "[[takedown]]\nartikle = \"warden\"\n", "warden.md");
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code == briefing::config::UNSURE_TAKEDOWN));
}
