//! What is found in an article, against goldens: `tests/cases/annotate/<case>/article.txt` and `expected.txt`.
//!
//! An article begins with what is known of it, a fact a line, then `---`, then a block a line: `## ` heads a heading, `> ` a
//! quote, `* ` a list (items separated by ` * `), `| ` a table (cells separated by ` | `), `^ ` a caption, anything else a
//! paragraph. The dump repeats the text with what was found in it.

mod annotate_support;

use annotate_support::{Case, dump};
use snapbox::{assert_data_eq, data::Data};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const CASES: &str = "tests/cases/annotate";

#[test]
fn every_case_is_as_expected() {
    let mut folders: Vec<_> =
        fs::read_dir(CASES).expect("the cases").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    assert!(folders.len() >= 10, "the cases are there");
    for folder in folders {
        let names: BTreeSet<String> = fs::read_dir(&folder)
            .expect("a folder a case")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        let unknown: Vec<&String> =
            names.iter().filter(|name| !matches!(name.as_str(), "article.txt" | "expected.txt")).collect();
        assert!(unknown.is_empty(), "{}: unused {unknown:?}", folder.display());
        let text = fs::read_to_string(folder.join("article.txt")).expect("article.txt");
        let dumped = dump(&Case::parse(&text).annotate());
        assert_data_eq!(dumped, Data::read_from(&folder.join("expected.txt"), None).raw());
    }
}

#[test]
fn case_names_say_the_behaviour() {
    for entry in fs::read_dir(Path::new(CASES)).expect("the cases") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(name.contains('-') && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{name}");
    }
}

/// `docs/annotation.md` names every finder and every rule that the goldens show.
#[test]
fn the_document_is_complete() {
    let document = fs::read_to_string("docs/annotation.md").expect("docs/annotation.md");
    for (id, _) in briefing::annotate::finders() {
        assert!(document.contains(&format!("`{id}`")), "finder {id}");
    }
    let mut rules = BTreeSet::new();
    for entry in fs::read_dir(CASES).expect("the cases") {
        let expected = fs::read_to_string(entry.expect("an entry").path().join("expected.txt")).expect("expected.txt");
        let ends = expected.split(']').filter_map(|piece| piece.rsplit_once('['));
        rules.extend(ends.filter_map(|(_, mention)| mention.rsplit_once('|')).map(|(_, rule)| rule.to_owned()));
    }
    assert!(rules.len() > 15, "the goldens show most rules: {rules:?}");
    for rule in rules {
        assert!(document.contains(&format!("`{rule}`")), "rule {rule}");
    }
}
