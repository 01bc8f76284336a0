//! Golden cases of clean: `tests/cases/clean/<case>/input.*` becomes `expected.txt`; the sample briefing in `seeds/` becomes
//! `tests/cases/clean_sample/`. `SNAPSHOTS=overwrite` renews them.

mod clean_support;

use clean_support::{assert_sound, body, cleaned, dump, read, text_document};
use snapbox::Data;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const CASES: &str = "tests/cases/clean";
const SAMPLE: &str = "tests/cases/clean_sample";

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}

/// Every case: its input and its golden.
fn cases() -> Vec<(PathBuf, PathBuf)> {
    entries(Path::new(CASES))
        .into_iter()
        .map(|case| {
            let files = entries(&case);
            let (goldens, inputs): (Vec<_>, Vec<_>) =
                files.into_iter().partition(|file| file.ends_with("expected.txt"));
            assert!(inputs.len() == 1 && goldens.len() <= 1, "{}: one input, one expected.txt", case.display());
            (inputs[0].clone(), case.join("expected.txt"))
        })
        .collect()
}

/// The articles of the sample briefing with their goldens.
fn sample() -> Vec<(PathBuf, PathBuf)> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from("seeds")];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name != "README.md") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let stem = file.file_stem().expect("a file has a name").to_string_lossy().into_owned();
            (file, Path::new(SAMPLE).join(format!("{stem}.txt")))
        })
        .collect()
}

#[test]
fn every_case_is_as_expected() {
    let mut used = BTreeSet::new();
    for (input, golden) in cases().into_iter().chain(sample()) {
        let document = read(&input);
        let blocks = document.blocks.clone();
        let shown = match cleaned(document) {
            Ok(article) => {
                assert_sound(&blocks, &article);
                dump(&article)
            }
            Err(skipped) => format!("{}\n", skipped.reason),
        };
        let expected = Data::read_from(&golden, None);
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(shown, expected);
        used.insert(golden);
    }
    for golden in entries(Path::new(SAMPLE)) {
        assert!(used.contains(&golden), "{} belongs to no article of seeds/", golden.display());
    }
}

#[test]
fn cleaning_what_is_clean_takes_nothing_more() {
    for (input, _) in cases().into_iter().chain(sample()) {
        let Ok(first) = cleaned(read(&input)) else { continue };
        let text = body(&first);
        let second = cleaned(text_document(&text)).expect("a clean text is an article");
        assert!(second.removed.is_empty(), "{}: {:#?}", input.display(), second.removed);
    }
}

const RULES: &str = "tests/cases/clean_rules";

/// Lines of a whole text that a rule of place takes out (`✂`), and look-alikes that stay (`✓`).
fn marked(text: &str, mark: char) -> Vec<String> {
    let plain = |line: &str| {
        let behind = line.split_once(mark).map(|(_, behind)| behind)?;
        let end = behind.find(['<', ']']).unwrap_or(behind.len());
        Some(behind[..end].trim().to_owned())
    };
    text.lines().filter_map(plain).collect()
}

/// Rules that are told by the place of a line: what they take out and what they leave stands in whole articles.
#[test]
fn every_rule_of_place_has_cases_on_both_sides() {
    let mut seen = BTreeSet::new();
    for folder in entries(Path::new(RULES)) {
        let rule = folder.file_name().expect("a folder has a name").to_string_lossy().into_owned();
        let file = entries(&folder).pop().expect("one article a rule");
        let source = fs::read_to_string(&file).expect("readable");
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let bare = scratch.path().join(file.file_name().expect("a file has a name"));
        #[expect(clippy::disallowed_methods, reason = "the case without its marks, in a scratch folder")]
        fs::write(&bare, source.replace("✂ ", "").replace("✓ ", "")).expect("writable");
        let article = cleaned(read(&bare)).expect("an article");
        let (goes, stays) = (marked(&source, '✂'), marked(&source, '✓'));
        assert!(!goes.is_empty() && (!stays.is_empty() || rule == "residue"), "{rule}: both sides");
        let removed =
            |line: &str| article.removed.iter().find(|removal| removal.text == line).map(|removal| removal.rule);
        for line in goes {
            assert_eq!(removed(&line), Some(rule.as_str()), "{rule}: {line}\n{}", dump(&article));
        }
        for line in stays {
            assert_eq!(removed(&line), None, "{rule}: {line}\n{}", dump(&article));
        }
        seen.insert(rule);
    }
    for rule in briefing::clean::rule_list() {
        // the curator's own lines are tested with the curator's files
        let elsewhere = !rule.drops.is_empty() || rule.id.starts_with("curated-") || rule.id == "recurring-line";
        assert!(elsewhere || seen.contains(rule.id), "{} has no case in {RULES}", rule.id);
    }
}
