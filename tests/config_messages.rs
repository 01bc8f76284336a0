//! What a curator reads when a file of the project is wrong: the exact text, a case a folder.
//!
//! `tests/cases/config/<case>/project` is opened; `messages.txt` holds what is said (nothing for a sound project).
//! Renew with `SNAPSHOTS=overwrite`.

use briefing::config::Project;
use briefing::diag::{Diagnostics, render};
use briefing::model::Display;
use snapbox::{Assert, Data};
use std::fs;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir("tests/cases/config")
        .expect("the cases are there")
        .map(|entry| entry.expect("an entry of the folder").path())
        .collect();
    cases.sort();
    cases
}

fn open(case: &Path) -> (Project, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let project = Project::open(&case.join("project"), &mut diagnostics).expect("the case has a project");
    (project, diagnostics)
}

#[test]
fn every_message_is_what_the_case_says() {
    let assert = Assert::new().action_env("SNAPSHOTS");
    for case in cases() {
        let (_, diagnostics) = open(&case);
        let messages: Vec<String> = diagnostics.iter().map(|diagnostic| render(diagnostic, false)).collect();
        assert.eq(messages.join("\n\n") + "\n", Data::read_from(&case.join("messages.txt"), None));
    }
}

#[test]
fn a_case_holds_a_project_and_messages_and_nothing_else() {
    for case in cases() {
        let mut names: Vec<_> = fs::read_dir(&case)
            .expect("a case is a folder")
            .map(|entry| entry.expect("an entry of the folder").file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["messages.txt", "project"], "{}", case.display());
    }
}

#[test]
fn a_sound_project_is_read_in_full() {
    let (project, diagnostics) = open(Path::new("tests/cases/config/sound"));
    assert!(diagnostics.is_empty());
    let config = project.config;
    assert_eq!(config.site.title, "The border");
    assert_eq!(config.site.base_url.as_deref(), Some("https://example.org/border/"));
    assert_eq!(config.site.sections, ["security"]);
    assert_eq!(config.site.extra["contact"].as_str(), Some("desk@example.org"));
    assert_eq!(config.emit.site, config.site);
    assert_eq!(
        config.site.look.rule(),
        "\n:root { --brand: light-dark(#7a1f3d, #e0a0b5); --serif: \"Charter\", \"Georgia\", serif; --measure: 40rem; }\n"
    );
    assert_eq!(config.ingest.max_file_size, 2_000_000);
    let link = (config.link.page_mentions, config.link.page_articles, config.link.related, config.link.companions);
    assert_eq!(link, (3, 1, 4, 12));
    let pages = (config.pages.articles_per_page, config.pages.entities_per_page, config.pages.events_per_page);
    assert_eq!(pages, (10, 20, 30));

    let curation = project.curation;
    assert_eq!(curation.entities.ignore, ["Source link"]);
    assert_eq!(curation.entities.people_groups, ["Pamiri"]);
    let massoud = &curation.entities.by_id["ahmad-massoud"];
    assert_eq!((massoud.line, massoud.never.len(), massoud.same_as.len()), (4, 1, 1));
    let dushanbe = &curation.entities.by_id["dushanbe"];
    assert_eq!(dushanbe.country.as_deref(), Some("TJ"));
    assert_eq!(dushanbe.coordinates, Some((38.56, 68.77)));
    assert!(dushanbe.hide);
    assert_eq!(curation.topics["drills"].parent.as_deref(), Some("security"));
    assert_eq!(curation.sources["oxus-wire"].display, Some(Display::Excerpt));
    let sidecar = &curation.sidecars["the-heir"];
    assert_eq!(sidecar.published.map(|date| date.to_string()).as_deref(), Some("2021-09-08"));
    assert_eq!(sidecar.mentions[0].entity, None);
    assert_eq!(sidecar.topics, ["security", "-drills"]);
    let edition = &curation.editions[0];
    assert_eq!((edition.date.to_string().as_str(), edition.editorial.as_str()), ("2021-10-01", "What happened."));
}

#[test]
fn no_slip_of_the_pen_shows_a_text() {
    let (project, _) = open(Path::new("tests/cases/config/withholding"));
    let of = |id: &str| project.curation.sidecars[id].display;
    assert_eq!(of("the-heir"), Some(Display::Excerpt));
    assert_eq!(of("the-ferry"), Some(Display::Hidden));
    assert_eq!(of("the-bridge"), Some(Display::LinkOnly));
    assert_eq!(project.curation.sources["dispatch"].display, Some(Display::Hidden));
    let hidden = |id: &str| project.curation.entities.by_id[id].hide;
    assert!(hidden("anna-lindholm") && hidden("old-landing") && !hidden("harbour-board"));
}

#[test]
fn of_two_tables_for_one_publisher_the_stricter_holds() {
    let (project, _) = open(Path::new("tests/cases/config/one-publisher-twice"));
    let of = |id: &str| project.curation.sources[id].display;
    assert_eq!([of("courier"), of("courier-online")], [Some(Display::Excerpt); 2]);
    assert_eq!([of("dispatch"), of("the-dispatch")], [Some(Display::Hidden); 2]);
    assert_eq!([of("ledger"), of("ledger-blog")], [None, Some(Display::LinkOnly)]);
}

#[test]
fn a_policy_that_cannot_be_read_hides() {
    let (project, _) = open(Path::new("tests/cases/config/sidecars"));
    assert_eq!(project.curation.sidecars["the-heir"].display, Some(Display::Hidden));
}

#[test]
fn a_plain_folder_is_named_after_itself() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let plain = folder.path().join("tajik-border_2021");
    fs::create_dir(&plain).expect("a folder in it");
    let mut diagnostics = Diagnostics::new();
    let project = Project::open(&plain, &mut diagnostics).expect("it is a folder");
    assert_eq!(project.config.site.title, "Tajik border 2021");
    assert_eq!(project.config.emit.site.title, "Tajik border 2021");
    assert_eq!(project.seeds, plain);
    assert_eq!(project.output, Path::new("site"));
}
