//! Golden cases of the readers: `tests/cases/ingest/<format>/<case>/input.<ending>` and `expected.txt`.
//! `SNAPSHOTS=overwrite cargo test --test ingest_cases` renews the latter.

mod ingest_support;

use ingest_support::{ingest, picture};
use snapbox::{Assert, Data};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry").path()).collect();
    found.sort();
    found
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ingest");
    entries(&folder).iter().flat_map(|format| entries(format)).collect()
}

fn input(case: &Path) -> PathBuf {
    let found = entries(case).into_iter().find(|path| path.file_stem().is_some_and(|stem| stem == "input"));
    found.unwrap_or_else(|| panic!("{} has no input", case.display()))
}

#[test]
fn each_case_reads_as_expected() {
    let assert = Assert::new().action_env("SNAPSHOTS");
    for case in cases() {
        let input = input(&case);
        let name = input.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let (ingested, diagnostics) = ingest(&name, &fs::read(&input).expect("the input can be read"));
        let golden = Data::read_from(&case.join("expected.txt"), Some(snapbox::data::DataFormat::Text));
        assert.eq(picture(&ingested, &diagnostics), golden);
    }
}

#[test]
fn a_case_holds_an_input_and_a_golden_and_nothing_else() {
    for case in cases() {
        let mut names: Vec<String> = entries(&case)
            .iter()
            .map(|path| path.file_stem().expect("a file has a name").to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(names, ["expected", "input"], "{}", case.display());
    }
}

#[test]
fn each_reader_has_cases() {
    let formats: BTreeSet<String> = cases()
        .iter()
        .map(|case| {
            case.parent().and_then(Path::file_name).expect("a case has a format").to_string_lossy().into_owned()
        })
        .collect();
    let readers: BTreeSet<String> =
        briefing::ingest::reader::ALL.iter().map(|reader| reader.format().name().to_lowercase()).collect();
    assert_eq!(formats, readers);
}
