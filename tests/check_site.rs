//! What `check` finds in sites and briefings made for it.

#![expect(clippy::disallowed_methods, reason = "the scenes are set on a real disk")]

mod fixture;

use briefing::check::{CheckError, SiteReport, check_briefing, check_files, check_site};
use briefing::diag::{Diagnostics, Severity};
use briefing::model::{ArticleIx, ArtifactSink, Origin, SkipReason, Skipped, UrlPath};
use briefing::output::DiskOutput;
use fixture::Fixture;
use std::collections::BTreeMap;
use std::fs;

fn check(files: &[(&str, &str)]) -> (SiteReport, Diagnostics) {
    let files: BTreeMap<UrlPath, Vec<u8>> =
        files.iter().map(|(path, text)| (UrlPath::new(*path), text.as_bytes().to_vec())).collect();
    let mut diagnostics = Diagnostics::new();
    let report = check_files(&files, &mut diagnostics).expect("memory can be read");
    (report, diagnostics)
}

fn broken(report: &SiteReport) -> Vec<(&str, &str)> {
    report.broken.iter().map(|link| (link.target.as_str(), link.reason)).collect()
}

#[test]
fn a_sound_site_has_no_findings() {
    let (report, diagnostics) = check(&[
        (
            "index.html",
            r#"<link rel="stylesheet" href="assets/a.css"><a href="articles/a.html#p1">a</a><a href="https://example.org/">x</a>"#,
        ),
        (
            "articles/a.html",
            r##"<p id="p1"><a href="../index.html">home</a> <a href="#p1">here</a> <a href="?q=1">again</a>"##,
        ),
        ("assets/a.css", "body { background: url(b.png) }"),
        ("assets/b.png", ""),
        ("404.html", r#"<a href="/briefing/index.html">home</a>"#),
    ]);
    assert_eq!(broken(&report), []);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!((report.files, report.links), (5, 8));
}

#[test]
fn links_that_lead_nowhere_are_found_once_with_their_pages() {
    let nav = r#"<a href="../gone.html">gone</a>"#;
    let (report, diagnostics) = check(&[
        (
            "index.html",
            r#"<a href="a/1.html#p9">no place</a><a href="a/1.html">1</a><a href="a/2.html">2</a><a href="a/">folder</a>"#,
        ),
        ("a/1.html", nav),
        (
            "a/2.html",
            &format!(r#"{nav}<a href="/root.html">root</a><img src="../../up.png"><a href="javascript:x()">"#),
        ),
        ("a/index.html", ""),
        ("a.css", "i { background: url(none.png) }"),
    ]);
    assert_eq!(
        broken(&report),
        [
            ("../../up.png", "leads out of the site"),
            ("/root.html", "starts at the root of the host: works neither from disk nor below a folder"),
            ("a/", "a folder: from disk its listing is shown"),
            ("a/1.html#p9", "no such place in the page"),
            ("gone.html", "no such file"),
            ("javascript:x()", "a scheme that a page should not use"),
            ("none.png", "no such file"),
        ]
    );
    let gone = &report.broken[4];
    assert_eq!((gone.pages, gone.example.as_str()), (2, "a/1.html"));
    assert_eq!(diagnostics.count(Severity::Error), 7);
    assert_eq!(report.unlinked, ["a/index.html"]);
}

#[test]
fn what_pages_would_load_from_elsewhere_is_found_and_links_are_not() {
    let (report, _) = check(&[(
        "index.html",
        r#"<script src="https://cdn.example/x.js"></script><img src="//img.example/i.png"><a href="https://example.org/">fine</a>
           <link rel="canonical" href="https://example.org/"><link rel="preconnect" href="https://fonts.example">"#,
    )]);
    let external: Vec<_> = report.external.iter().map(|link| link.target.as_str()).collect();
    assert_eq!(external, ["//img.example/i.png", "https://cdn.example/x.js", "https://fonts.example"]);
}

#[test]
fn many_findings_of_a_kind_are_cut_short_for_people_and_complete_for_machines() {
    let page: Vec<String> = (0..100).map(|n| format!(r#"<a href="gone{n:02}.html">x</a>"#)).collect();
    let (report, diagnostics) = check(&[("index.html", &page.concat())]);
    assert_eq!(report.broken.len(), 100);
    assert_eq!(diagnostics.iter().count(), 21);
    let last = diagnostics.iter().last().expect("there are some");
    assert_eq!(last.message, "80 more of the same kind (B060)");
}

#[test]
fn the_folder_is_compared_with_what_was_built() {
    let folder = tempfile::tempdir().expect("there is a disk");
    let output = DiskOutput::open(folder.path(), &[]).expect("a fresh folder");
    for (path, text) in
        [("index.html", r#"<a href="a.html">a</a><a href="b.html">b</a>"#), ("a.html", "1"), ("b.html", "1")]
    {
        output.put(&UrlPath::new(path), text.as_bytes()).expect("the disk takes it");
    }
    output.commit().expect("nothing is in the way");
    let mut diagnostics = Diagnostics::new();
    let sound = check_site(folder.path(), &mut diagnostics).expect("it is a site");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(sound.files, 3);

    fs::write(folder.path().join("a.html"), "2").expect("it can be written");
    fs::remove_file(folder.path().join("b.html")).expect("it is there");
    fs::write(folder.path().join("CNAME"), "example.org").expect("it can be written");
    let report = check_site(folder.path(), &mut diagnostics).expect("it is a site");
    assert_eq!((report.changed, report.missing), (vec!["a.html".to_owned()], vec!["b.html".to_owned()]));
    assert_eq!(report.foreign, ["CNAME"]);
    assert_eq!(broken(&SiteReport { broken: report.broken, ..SiteReport::default() }), [("b.html", "no such file")]);
    assert!(serde_json::to_string(&sound).expect("it has a JSON form").contains("\"unlinked\":[]"));
}

#[test]
fn a_folder_without_a_site_is_an_error() {
    let folder = tempfile::tempdir().expect("there is a disk");
    let error = check_site(folder.path(), &mut Diagnostics::new()).expect_err("nothing is there");
    assert!(matches!(error, CheckError::NoSite { .. }), "{error}");
}

#[test]
fn gaps_of_a_briefing_are_found() {
    let mut fixture = Fixture::parse(
        r#"
        title = "t"
        [[article]]
        id = "a"
        title = "Elections"
        publisher = "The Courier"
        date = "2021-09-30"
        [[article]]
        id = "b"
        title = "Élections"
        publisher = "The Courier"
        [[article]]
        id = "c"
        title = "Elections"
        date = "2021-09"
        "#,
    );
    let briefing = &mut fixture.briefing;
    briefing.articles[2].annotated.article.metadata.title_origin = Origin::Derived;
    briefing.articles[2].also_published = vec![ArticleIx(0)];
    briefing.unresolved = vec![("Massoud".to_owned(), ArticleIx(1)), ("Massoud".to_owned(), ArticleIx(0))];
    briefing.skipped = [
        ("x.txt", SkipReason::NothingLeft),
        ("y.bin", SkipReason::Binary),
        ("README.md", SkipReason::NotAnArticle("a note")),
    ]
    .map(|(path, reason)| Skipped { path: path.to_owned(), reason })
    .to_vec();
    let mut diagnostics = Diagnostics::new();
    let report = check_briefing(briefing, &mut diagnostics);
    assert_eq!(report.without_source, ["c.txt"]);
    assert_eq!(report.without_date, ["b.txt"]);
    assert_eq!(report.without_title, ["c.txt"]);
    assert_eq!(report.same_title.len(), 1);
    assert_eq!(report.same_title[0].articles, ["a.txt", "b.txt"], "a reprint has its title by right");
    assert_eq!(report.unresolved[0].articles, ["a.txt", "b.txt"]);
    assert_eq!(report.not_read.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["x.txt", "y.bin"]);
    assert_eq!(diagnostics.count(Severity::Warning), 4);
    assert_eq!(diagnostics.count(Severity::Note), 3);
}
