//! Golden cases of link: `tests/cases/link/<case>/articles.txt`, with the curator's files where there are some, and
//! `expected.txt`. `SNAPSHOTS=overwrite cargo test --test link_cases` renews the latter.

mod link_support;

use link_support::{articles, curation, linked, picture};
use snapbox::{Assert, Data};
use std::path::PathBuf;

/// The files that a case may hold.
const FILES: [&str; 5] = ["articles.txt", "entities.toml", "expected.txt", "sidecars.toml", "topics.toml"];

fn cases() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/link");
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("an entry").path()).collect();
    found.sort();
    found
}

#[test]
fn cases_link_as_expected() {
    assert!(cases().len() >= 10, "the cases are gone");
    for case in cases() {
        let notation = std::fs::read_to_string(case.join("articles.txt")).expect("articles.txt");
        let (briefing, diagnostics) = linked(articles(&notation), &curation(&case));
        Assert::new().action_env("SNAPSHOTS").eq(
            picture(&briefing, &diagnostics),
            Data::read_from(&case.join("expected.txt"), Some(snapbox::data::DataFormat::Text)),
        );
    }
}

#[test]
fn cases_hold_nothing_else() {
    for case in cases() {
        for entry in std::fs::read_dir(&case).expect("a case") {
            let name = entry.expect("an entry").file_name();
            assert!(FILES.iter().any(|file| name == *file), "{} is used by nothing", case.join(name).display());
        }
    }
}

/// Every case, its articles turned round, links to the same.
#[test]
fn order_of_the_input_does_not_matter() {
    for case in cases() {
        let notation = std::fs::read_to_string(case.join("articles.txt")).expect("articles.txt");
        let curation = curation(&case);
        let forward = linked(articles(&notation), &curation);
        let mut turned = articles(&notation);
        turned.reverse();
        let backward = linked(turned, &curation);
        assert_eq!(picture(&forward.0, &forward.1), picture(&backward.0, &backward.1), "{}", case.display());
    }
}
