//! Same in, same out: on any number of threads, in any order of the files, built anew or built again.

#![expect(clippy::disallowed_methods, reason = "the tests make the files that the program then reads")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_briefing");

/// Files below a folder by relative path, without the writer's own.
fn files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(&at).expect("a folder") {
            let path = entry.expect("an entry of it").path();
            if path.file_name().is_some_and(|name| name == ".briefing") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(folder).expect("it lies below").to_string_lossy().replace('\\', "/");
                found.insert(relative, path);
            }
        }
    }
    found
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder).into_iter().map(|(name, path)| (name, fs::read(path).expect("a file"))).collect()
}

fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let modified = |path: PathBuf| fs::metadata(path).and_then(|data| data.modified()).expect("a time");
    files(folder).into_iter().map(|(name, path)| (name, modified(path))).collect()
}

/// A copy of the sample's seeds, the files made in the given order.
fn project(order: impl Fn(&mut Vec<(String, PathBuf)>)) -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let mut seeds: Vec<(String, PathBuf)> = files(Path::new("seeds")).into_iter().collect();
    assert!(seeds.len() > 8, "the sample is not there");
    order(&mut seeds);
    for (name, path) in seeds {
        let target = folder.path().join("sample/seeds").join(name);
        fs::create_dir_all(target.parent().expect("it has a folder")).expect("the folder can be made");
        fs::copy(path, target).expect("a file can be copied");
    }
    folder
}

fn build(project: &TempDir, site: &str, threads: &str) -> PathBuf {
    let site = project.path().join(site);
    let built = Command::new(PROGRAM)
        .args(["build", "--threads", threads, "--output"])
        .arg(&site)
        .arg(project.path().join("sample"))
        .output()
        .expect("the program runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    site
}

/// Names the first file that differs rather than printing two sites.
fn assert_same(left: &BTreeMap<String, Vec<u8>>, right: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(left.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>());
    for (name, bytes) in left {
        assert!(*bytes == right[name], "{name} differs");
    }
    assert!(left.contains_key("index.html") && left.contains_key("briefing.json"));
}

#[test]
fn threads_and_order_of_files_change_no_byte() {
    let sorted = project(|_| {});
    let reference = contents(&build(&sorted, "one", "1"));
    for threads in ["2", "8"] {
        assert_same(&reference, &contents(&build(&sorted, threads, threads)));
    }
    let reversed = project(|seeds| seeds.reverse());
    assert_same(&reference, &contents(&build(&reversed, "site", "8")));
    let shuffled = project(|seeds| seeds.sort_by_key(|(name, _)| name.bytes().rev().collect::<Vec<_>>()));
    assert_same(&reference, &contents(&build(&shuffled, "site", "2")));
}

#[test]
fn a_second_build_touches_no_file() {
    let project = project(|_| {});
    let site = build(&project, "site", "2");
    let before = times(&site);
    std::thread::sleep(std::time::Duration::from_millis(20));
    build(&project, "site", "2");
    assert_eq!(before, times(&site));
}

#[test]
fn a_rebuild_after_changes_is_a_clean_build() {
    let project = project(|_| {});
    let site = build(&project, "site", "2");
    let seeds = project.path().join("sample/seeds");
    let paths = files(&seeds);
    let texts: Vec<&PathBuf> = paths.values().filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    fs::remove_file(texts[0]).expect("it was copied");
    let mut text = fs::read(texts[1]).expect("it was copied");
    text.extend(
        b"\n\nOn 3 October 2021 the mayor of Khorog, Zafar Rahimov, spoke to reporters in Dushanbe about the bridge.\n",
    );
    fs::write(texts[1], text).expect("it can be written");
    fs::rename(texts[2], seeds.join("renamed-article.txt")).expect("it can be renamed");
    build(&project, "site", "2");
    assert_same(&contents(&site), &contents(&build(&project, "clean", "2")));
}
