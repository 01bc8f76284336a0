//! An article that was taken down is nowhere: not in a page, list, feed, search, data file or export.

#![expect(clippy::disallowed_methods, reason = "the scenes are set on a real disk")]

mod archive;

use archive::unpack;
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
    let (planned, codes) = assemble_saying(project);
    assert_eq!(codes, [""; 0]);
    planned
}

/// The same with the codes of what is said about it.
fn assemble_saying(project: &Project) -> (Planned, Vec<&'static str>) {
    let mut diagnostics = Diagnostics::new();
    let planned = pipeline::assemble(project, Audience::Readers, &Silent, &mut diagnostics).expect("it is read");
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    (planned, codes)
}

/// Every file that the program makes of a project, packed ones unpacked.
fn everything(project: &Project, planned: &Planned) -> BTreeMap<String, String> {
    let sink = MemoryOutput::default();
    pipeline::render(project, planned, &sink, &Silent).expect("it is rendered");
    let site = sink.into_files().into_iter().map(|(path, bytes)| (path.to_string(), bytes));
    let mut files: Vec<(String, Vec<u8>)> = site.collect();
    for kind in Export::ALL {
        for file in pipeline::export(project, planned, kind).expect("it is made") {
            let name = format!("{} of {}", file.name, kind.id());
            if matches!(kind, Export::Zip | Export::Epub) {
                files.extend(
                    unpack(&file.bytes).into_iter().map(|(inner, bytes)| (format!("{inner} in {name}"), bytes)),
                );
            } else {
                files.push((name, file.bytes));
            }
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

/// A published project with everything that a site can have, and a correction of the article.
fn published(folder: &Path, takedowns: &str) -> (Planned, BTreeMap<String, String>) {
    let settings = "title = \"The valley\"\nbase-url = \"https://valley.example/\"\nfeeds = \"all\"\n[thresholds]\nfeed-articles = 1\n";
    fs::write(folder.join("briefing.toml"), settings).expect("a file");
    fs::create_dir_all(folder.join("curation")).expect("a folder");
    let correction =
        "[[correction]]\narticle = \"warden\"\ndate = 2021-10-03\ntext = \"Brekke sang in winter only.\"\n";
    fs::write(folder.join("curation/corrections.toml"), correction).expect("a file");
    let (project, _) = project(folder, takedowns, "warden.md");
    let planned = assemble(&project);
    let files = everything(&project, &planned);
    (planned, files)
}

/// Each channel with how its files' names begin, or end.
const CHANNELS: [(&str, &str); 27] = [
    ("the front page", "index.html"),
    ("the list of articles", "articles/index.html"),
    ("the article's page", "articles/the-warden-of-kestrel-lock-"),
    ("pages of names", "people/"),
    ("the list of names", "people/index.html"),
    ("the timeline", "timeline.html"),
    ("quotes", "quotes.html"),
    ("corrections", "corrections.html"),
    ("the search", "assets/search/"),
    ("the Atom feed", "feed.xml"),
    ("the JSON feed", "feed.json"),
    ("the feeds of names", "people/halvard-brekke.xml"),
    ("briefing.json", "briefing.json"),
    ("the sitemap", "sitemap.xml"),
    ("citations for LaTeX", "citations.bib"),
    ("citations for reference managers", "citations.ris"),
    ("citations as data", "citations.json"),
    ("the zip", "the-valley/index.html in"),
    ("the book", "of epub"),
    ("the single file", "of single"),
    ("tables of names", "entities.csv"),
    ("tables of mentions", "mentions.csv"),
    ("tables of quotes", "quotes.csv"),
    ("tables of events", "events.csv"),
    ("tables as JSON", "quotes.jsonl"),
    ("exported references", "of ris"),
    ("exported references for LaTeX", "of bibtex"),
];

fn traces(channel: &str, files: &BTreeMap<String, String>) -> usize {
    const TRACES: [&str; 4] = ["warden of kestrel", "the-warden-of-kestrel-lock", "brekke", "warden.md"];
    let is_of =
        |name: &str| if channel.starts_with("of ") { name.ends_with(channel) } else { name.starts_with(channel) };
    let of_channel = files.iter().filter(|(name, _)| is_of(name));
    let has_one = |text: &str| TRACES.iter().any(|trace| text.to_lowercase().contains(trace));
    of_channel.filter(|(name, text)| has_one(name) || has_one(text)).count()
}

#[test]
fn every_channel_has_it_before_and_none_has_it_afterwards() {
    let folder = tempfile::tempdir().expect("a folder");
    let (open, before) = published(folder.path(), "");
    let (_, after) = published(folder.path(), TAKEDOWN);
    for (channel, name) in CHANNELS {
        assert!(traces(name, &before) > 0, "{channel} ({name}) had nothing of it: {:?}", before.keys());
        assert_eq!(traces(name, &after), 0, "{channel} ({name}) has something of it");
    }
    assert_eq!(traces("", &after), 0);

    // what pictures show can't be read from them: the one that previews of the page had is not made any more
    let page = &before[open.plan.articles[usize::from(open.briefing.articles[0].id() != "warden")].as_str()];
    let card = page.split("assets/cards/").nth(1).and_then(|rest| rest.split('"').next()).expect("a card");
    let card = format!("assets/cards/{card}");
    assert!(before.contains_key(&card) && !after.contains_key(&card), "{card}");

    // the data for machines
    assert!(
        page.contains("application/ld+json") && page.contains("CorrectionComment") && page.contains("dateModified")
    );
    let data =
        |files: &BTreeMap<String, String>| files.values().filter(|text| text.contains("CorrectionComment")).count();
    assert_eq!(data(&after), 0);
}

fn warden(folder: &Path) -> (String, String) {
    let (open, _) = project(folder, "", "warden.md");
    let planned = assemble(&open);
    let article = planned.briefing.articles.iter().find(|article| article.id() == "warden").expect("the article");
    (article.slug.clone(), article.annotated.article.source.sha256.clone())
}

#[test]
fn a_new_name_and_other_words_do_not_bring_it_back_unseen() {
    let folder = tempfile::tempdir().expect("a folder");
    let (slug, sha256) = warden(folder.path());
    let entry =
        format!("[[takedown]]\narticle = \"warden\"\nfile = \"warden.md\"\nslug = \"{slug}\"\nsha256 = \"{sha256}\"\n");
    let (renamed, _) = project(folder.path(), &entry, "keeper.md");
    let changed = GONE.replace("forty winters", "fifty winters");
    fs::write(folder.path().join("seeds/keeper.md"), &changed).expect("a file");
    let (planned, codes) = assemble_saying(&renamed);
    assert_eq!((planned.briefing.articles.len(), codes), (1, vec!["B085"]), "the title is the same");

    let (excepted, _) = project(folder.path(), &format!("{entry}except = [\"keeper\"]\n"), "keeper.md");
    fs::write(folder.path().join("seeds/keeper.md"), &changed).expect("a file");
    assert_eq!(assemble(&excepted).briefing.articles.len(), 2, "its curator says that it is another");
}

#[test]
fn the_address_of_the_original_is_doubt_enough() {
    let folder = tempfile::tempdir().expect("a folder");
    let entry = "[[takedown]]\narticle = \"gone\"\nurl = \"https://www.valley.example/warden/\"\n";
    let (down, _) = project(folder.path(), entry, "x.md");
    let stated = GONE.replace(
        "title = \"The warden",
        "url = \"http://valley.example/warden?utm_source=feed#top\"\ntitle = \"A warden",
    );
    fs::write(folder.path().join("seeds/x.md"), stated).expect("a file");
    let (planned, codes) = assemble_saying(&down);
    assert_eq!((planned.briefing.articles.len(), codes), (1, vec!["B085"]), "withheld, and not in silence");
}

#[test]
fn an_entry_that_no_file_falls_under_may_mean_one_with_nearly_its_id() {
    let folder = tempfile::tempdir().expect("a folder");
    let entry = "[[takedown]]\narticle = \"wardne\"\nfile = \"wardne.md\"\n";
    let (slip, _) = project(folder.path(), entry, "warden.md");
    let (planned, codes) = assemble_saying(&slip);
    assert_eq!((planned.briefing.articles.len(), codes), (2, vec![pipeline::LOST_TAKEDOWN]));
    let (other, _) = project(folder.path(), &format!("{entry}except = [\"warden\"]\n"), "warden.md");
    assemble(&other);
    let (windows, _) =
        project(folder.path(), "[[takedown]]\narticle = \"x\"\nfile = '.\\2021\\warden.md'\n", "barges.md");
    fs::create_dir_all(folder.path().join("seeds/2021")).expect("a folder");
    fs::write(folder.path().join("seeds/2021/warden.md"), GONE).expect("a file");
    assert_eq!(assemble(&windows).briefing.articles.len(), 1);
}

#[test]
fn an_id_that_another_file_takes_over_is_still_of_both() {
    let folder = tempfile::tempdir().expect("a folder");
    let entry = "[[takedown]]\narticle = \"the-warden\"\nfile = \"The Warden.md\"\n";
    let (down, _) = project(folder.path(), entry, "The Warden.md");
    let other = STAYS.replace("Barges return", "Ferries return").replace("first barges", "first ferries");
    fs::write(folder.path().join("seeds/the-warden.md"), other).expect("a file");
    let (planned, codes) = assemble_saying(&down);
    let ids: Vec<&str> = planned.briefing.articles.iter().map(briefing::model::Article::id).collect();
    assert_eq!((ids, codes), (vec!["barges"], vec!["B085"]));
}

#[test]
fn a_file_that_gives_no_article_is_not_named_either() {
    let folder = tempfile::tempdir().expect("a folder");
    let entry = "[[takedown]]\narticle = \"brekke-and-his-debts\"\nfile = \"Brekke and his debts.pdf\"\n";
    for (takedowns, named) in [("", true), (entry, false)] {
        let (project, _) = project(folder.path(), takedowns, "warden.md");
        fs::write(folder.path().join("seeds/Brekke and his debts.pdf"), "%PDF").expect("a file");
        let files = everything(&project, &assemble(&project));
        assert_eq!(files["about.html"].contains("his debts"), named);
    }
}

#[test]
fn an_entry_of_nothing_stops_the_build() {
    let folder = tempfile::tempdir().expect("a folder");
    let (lost, _) = project(folder.path(), "[[takedown]]\narticle = \"wardne\"\n", "warden.md");
    assert_eq!(assemble_saying(&lost).1, [pipeline::LOST_TAKEDOWN]);
    let (gone, _) = project(folder.path(), "[[takedown]]\narticle = \"x\"\nfile = \"x.md\"\n", "warden.md");
    assert_eq!(assemble(&gone).briefing.articles.len(), 2);
}
