//! The writer on a real disk: what it writes, what it leaves alone, what it refuses, what an interruption costs.

#![expect(clippy::disallowed_methods, reason = "the scenes are set on a real disk")]

use briefing::model::{ArtifactSink, UrlPath};
use briefing::output::{DiskOutput, Entry, Hash, Manifest, OutputError, PlainFolder, WriteReport};
use proptest::prelude::*;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

type Files = BTreeMap<String, Vec<u8>>;

fn files(list: &[(&str, &str)]) -> Files {
    list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn build(folder: &Path, files: &Files) -> Result<WriteReport, OutputError> {
    let output = DiskOutput::open(folder, &[])?;
    for (path, bytes) in files {
        output.put(&UrlPath::new(path), bytes).expect("the disk takes it");
    }
    output.commit()
}

/// Every file below a folder, the writer's own included.
fn read_all(folder: &Path) -> Files {
    fn walk(folder: &Path, prefix: &str, found: &mut Files) {
        for entry in fs::read_dir(folder).expect("it is a folder") {
            let entry = entry.expect("it can be read");
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().expect("it has a type").is_dir() {
                walk(&entry.path(), &format!("{path}/"), found);
            } else {
                found.insert(path, fs::read(entry.path()).expect("it can be read"));
            }
        }
    }
    let mut found = Files::new();
    walk(folder, "", &mut found);
    found
}

/// Every file but the writer's own.
fn read_site(folder: &Path) -> Files {
    read_all(folder).into_iter().filter(|(path, _)| !path.starts_with(".briefing/")).collect()
}

fn report(added: usize, changed: usize, same: usize, removed: usize) -> WriteReport {
    WriteReport { added, changed, same, removed, ..WriteReport::default() }
}

fn counts(report: &WriteReport) -> WriteReport {
    WriteReport { bytes: 0, overwritten: Vec::new(), left: Vec::new(), ..report.clone() }
}

fn scratch() -> TempDir {
    tempfile::tempdir().expect("there is a disk")
}

fn first_site() -> Files {
    files(&[("index.html", "home"), ("articles/a.html", "a"), ("articles/b.html", "b"), ("people/x/y.html", "y")])
}

fn second_site() -> Files {
    files(&[("index.html", "home 2"), ("articles/a.html", "a"), ("articles/c.html", "c"), ("topics/t.html", "t")])
}

#[test]
fn writes_a_site_and_then_only_what_changed() {
    let folder = scratch();
    let site = folder.path().join("deep/site");
    assert_eq!(counts(&build(&site, &first_site()).expect("a fresh folder")), report(4, 0, 0, 0));
    assert_eq!(read_site(&site), first_site());
    assert_eq!(counts(&build(&site, &second_site()).expect("our folder")), report(2, 1, 1, 2));
    assert_eq!(read_site(&site), second_site());
    assert!(!site.join("people").exists(), "a folder of ours that is empty goes");
}

#[test]
fn what_is_unchanged_is_not_touched() {
    let folder = scratch();
    build(folder.path(), &first_site()).expect("a fresh folder");
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let touched = ["index.html", "articles/a.html", ".briefing/manifest"].map(|path| folder.path().join(path));
    for path in &touched {
        fs::File::options().write(true).open(path).and_then(|file| file.set_modified(past)).expect("it is ours");
    }
    assert_eq!(counts(&build(folder.path(), &first_site()).expect("our folder")), report(0, 0, 4, 0));
    for path in &touched {
        assert_eq!(fs::metadata(path).and_then(|m| m.modified()).expect("it is there"), past, "{}", path.display());
    }
}

#[test]
fn what_was_damaged_behind_our_back_is_written_again() {
    let folder = scratch();
    build(folder.path(), &first_site()).expect("a fresh folder");
    fs::write(folder.path().join("index.html"), "half")
        .and_then(|()| fs::write(folder.path().join("index.html"), "ho"))
        .expect("it is ours");
    fs::remove_file(folder.path().join("articles/b.html")).expect("it is there");
    fs::remove_dir_all(folder.path().join("people")).expect("it is there");
    assert_eq!(counts(&build(folder.path(), &first_site()).expect("our folder")), report(2, 1, 1, 0));
    assert_eq!(read_site(folder.path()), first_site());
}

#[test]
fn what_an_earlier_build_made_can_be_kept_without_making_it_again() {
    let folder = scratch();
    build(folder.path(), &first_site()).expect("a fresh folder");
    fs::remove_file(folder.path().join("articles/b.html")).expect("it is there");
    fs::write(folder.path().join("people/x/y.html"), "longer by hand").expect("it can be written");
    fs::write(folder.path().join("mine.html"), "mine").expect("it can be written");
    let output = DiskOutput::open(folder.path(), &[]).expect("our folder");
    let kept = |path: &str| output.keep(&UrlPath::new(path)).expect("it can be looked at");
    assert!(kept("articles/a.html"));
    for path in ["articles/b.html", "people/x/y.html", "mine.html", "never.html"] {
        assert!(!kept(path), "{path}: gone, changed, not ours, never there");
    }
    output.put(&UrlPath::new("index.html"), b"home").expect("the disk takes it");
    assert_eq!(counts(&output.commit().expect("our folder")), report(0, 0, 2, 1));
    assert_eq!(read_site(folder.path())["articles/a.html"], b"a");
    assert!(folder.path().join("people/x/y.html").is_file(), "what was changed by hand is not removed");
}

#[test]
fn a_page_changed_by_hand_is_named_when_it_is_written_anew() {
    let folder = scratch();
    build(folder.path(), &first_site()).expect("a fresh folder");
    fs::write(folder.path().join("index.html"), "mine").expect("it can be written");
    let written = build(folder.path(), &second_site()).expect("our folder");
    assert_eq!(written.overwritten, ["index.html"]);
    assert_eq!(build(folder.path(), &first_site()).expect("our folder").overwritten, [""; 0]);
}

#[test]
fn a_page_changed_by_hand_that_goes_is_named_until_it_is_gone() {
    let folder = scratch();
    build(folder.path(), &first_site()).expect("a fresh folder");
    let page = folder.path().join("people/x/y.html");
    fs::write(&page, "mine").expect("it can be written");
    for _ in 0..2 {
        assert_eq!(build(folder.path(), &second_site()).expect("our folder").left, ["people/x/y.html"]);
        assert_eq!(fs::read(&page).expect("it stays"), b"mine");
    }
    fs::write(&page, &first_site()["people/x/y.html"]).expect("it can be written");
    let written = build(folder.path(), &second_site()).expect("our folder");
    assert_eq!((written.removed, written.left.as_slice()), (1, [].as_slice()), "as it was written, it goes");
    assert_eq!(read_site(folder.path()), second_site());
}

#[test]
fn a_build_that_changes_nothing_leaves_the_lock_as_it_was() {
    let folder = scratch();
    build(folder.path(), &first_site()).expect("a fresh folder");
    let lock = folder.path().join(".briefing/lock");
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(&lock).and_then(|file| file.set_modified(past)).expect("it is ours");
    build(folder.path(), &first_site()).expect("our folder");
    assert_eq!(fs::metadata(&lock).and_then(|there| there.modified()).expect("it is there"), past);
}

#[test]
fn files_of_others_stay() {
    let folder = scratch();
    build(folder.path(), &first_site()).expect("a fresh folder");
    fs::write(folder.path().join("people/x/notes.txt"), "mine").expect("it can be written");
    fs::write(folder.path().join("CNAME"), "example.org").expect("it can be written");
    build(folder.path(), &second_site()).expect("our folder");
    let site = read_site(folder.path());
    assert_eq!(site.get("people/x/notes.txt").map(Vec::as_slice), Some(&b"mine"[..]));
    assert_eq!(site.len(), second_site().len() + 2);
}

#[test]
fn a_folder_of_others_is_refused_and_left_as_it_is() {
    let folder = scratch();
    fs::write(folder.path().join("thesis.doc"), "years of work").expect("it can be written");
    let before = read_all(folder.path());
    let error = build(folder.path(), &first_site()).expect_err("it is not ours");
    assert!(matches!(error, OutputError::NotOurs { .. }), "{error}");
    assert!(error.to_string().contains("name another folder with -o"), "{error}");
    assert_eq!(read_all(folder.path()), before);
}

#[test]
fn a_checkout_that_waits_for_its_site_is_taken() {
    let folder = scratch();
    fs::create_dir(folder.path().join(".git")).expect("it can be made");
    for name in [".gitignore", ".gitattributes", ".gitkeep", "CNAME", "README.md"] {
        fs::write(folder.path().join(name), name).expect("it can be written");
    }
    build(folder.path(), &first_site()).expect("nothing is in the way");
    assert_eq!(read_site(folder.path()).len(), first_site().len() + 5);
}

#[test]
fn a_file_of_others_in_the_way_is_never_overwritten() {
    let folder = scratch();
    build(folder.path(), &first_site()).expect("a fresh folder");
    fs::create_dir(folder.path().join("topics"))
        .and_then(|()| fs::write(folder.path().join("topics/t.html"), "mine"))
        .expect("it can be written");
    let before = read_site(folder.path());
    let output = DiskOutput::open(folder.path(), &[]).expect("our folder");
    let error = output.put(&UrlPath::new("topics/t.html"), b"ours").expect_err("it is in the way");
    assert!(error.cause.to_string().contains("topics/t.html stands in the way"), "{}", error.cause);
    drop(output);
    assert_eq!(read_site(folder.path()), before);
}

#[test]
fn the_same_bytes_by_another_hand_are_neither_written_nor_ours() {
    let folder = scratch();
    fs::write(folder.path().join(".nojekyll"), "").expect("it can be written");
    let with = files(&[("index.html", "home"), (".nojekyll", "")]);
    assert_eq!(counts(&build(folder.path(), &with).expect("nothing is in the way")), report(1, 0, 1, 0));
    build(folder.path(), &files(&[("index.html", "home")])).expect("our folder");
    assert!(folder.path().join(".nojekyll").exists());
}

#[test]
fn a_build_that_ends_before_the_swap_leaves_the_old_site() {
    let folder = scratch();
    build(folder.path(), &first_site()).expect("a fresh folder");
    let before = read_all(folder.path());
    let output = DiskOutput::open(folder.path(), &[]).expect("our folder");
    output.put(&UrlPath::new("index.html"), b"new").expect("the disk takes it");
    output.put(&UrlPath::new("new/index.html"), b"new").expect("the disk takes it");
    assert_eq!(read_site(folder.path()), first_site());
    drop(output);
    assert_eq!(read_all(folder.path()), before);

    // killed: nobody tidied up
    fs::create_dir_all(folder.path().join(".briefing/stage/new")).expect("it can be made");
    fs::write(folder.path().join(".briefing/stage/new/index.html"), "new").expect("it can be written");
    fs::write(folder.path().join(".briefing/stage/index.html"), "new").expect("it can be written");
    build(folder.path(), &second_site()).expect("our folder");
    assert_eq!(read_site(folder.path()), second_site());
}

fn manifest_text(files: &Files) -> String {
    let entries = files
        .iter()
        .map(|(path, bytes)| Entry { path: path.clone(), hash: Hash::of(bytes), length: bytes.len() as u64 })
        .collect();
    Manifest::new(entries).expect("paths are unique").to_text()
}

fn put_file(root: &Path, path: &str, bytes: &[u8]) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("it has a folder")).expect("it can be made");
    fs::write(file, bytes).expect("it can be written");
}

/// A site's files out of a few paths and contents, so that sites share some.
fn any_site() -> impl Strategy<Value = Files> {
    let paths = ["index.html", "a/1.html", "a/2.html", "a/b/3.html", "c/4.html", "c/d/e/5.html", ".nojekyll"];
    let file = (proptest::sample::select(paths.to_vec()), "[xy]{0,2}");
    proptest::collection::vec(file, 0..7)
        .prop_map(|list| list.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_sequence_of_sites_ends_as_the_last_one_built_fresh(sites in proptest::collection::vec(any_site(), 1..5)) {
        let (one, fresh) = (scratch(), scratch());
        for site in &sites {
            build(one.path(), site).expect("our folder");
        }
        build(fresh.path(), sites.last().expect("at least one")).expect("a fresh folder");
        prop_assert_eq!(read_all(one.path()), read_all(fresh.path()));
    }

    #[test]
    fn a_swap_interrupted_anywhere_is_finished(old in any_site(), new in any_site(), done in any::<u64>()) {
        let (site, fresh) = (scratch(), scratch());
        build(site.path(), &old).expect("a fresh folder");
        build(fresh.path(), &new).expect("a fresh folder");
        put_file(site.path(), ".briefing/manifest.next", manifest_text(&new).as_bytes());
        for (at, (path, bytes)) in new.iter().enumerate().filter(|(_, (path, bytes))| old.get(*path) != Some(*bytes)) {
            let moved = done >> at & 1 == 1;
            put_file(&if moved { site.path().to_owned() } else { site.path().join(".briefing/stage") }, path, bytes);
        }
        for (at, path) in old.keys().filter(|path| !new.contains_key(*path)).enumerate() {
            if done >> (at + 16) & 1 == 1 {
                fs::remove_file(site.path().join(path)).expect("it is there");
            }
        }
        drop(DiskOutput::open(site.path(), &[]).expect("our folder"));
        prop_assert_eq!(read_site(site.path()), read_site(fresh.path()));
        prop_assert_eq!(counts(&build(site.path(), &new).expect("our folder")), report(0, 0, new.len(), 0));
        prop_assert_eq!(read_all(site.path()), read_all(fresh.path()));
    }
}

#[test]
fn many_threads_give_the_same_folder_as_one() {
    let site: Files = (0..500).map(|n| (format!("f{}/{n}.html", n % 7), vec![b'x'; n])).collect();
    let (one, many) = (scratch(), scratch());
    build(one.path(), &site).expect("a fresh folder");
    let output = DiskOutput::open(many.path(), &[]).expect("a fresh folder");
    site.par_iter().for_each(|(path, bytes)| output.put(&UrlPath::new(path), bytes).expect("the disk takes it"));
    output.commit().expect("nothing is in the way");
    assert_eq!(read_all(one.path()), read_all(many.path()));
}

#[test]
fn two_builds_at_once_are_refused() {
    let folder = scratch();
    let first = DiskOutput::open(folder.path(), &[]).expect("a fresh folder");
    let error = DiskOutput::open(folder.path(), &[]).expect_err("the first still runs");
    assert!(matches!(error, OutputError::Busy { .. }), "{error}");
    #[cfg(unix)]
    assert!(error.to_string().contains(&format!("(process {})", std::process::id())), "{error}");
    drop(first);
    build(folder.path(), &first_site()).expect("the first has ended");
}

#[test]
fn two_files_of_one_name_are_a_defect() {
    let folder = scratch();
    let output = DiskOutput::open(folder.path(), &[]).expect("a fresh folder");
    output.put(&UrlPath::new("a.html"), b"1").expect("the disk takes it");
    let error = output.put(&UrlPath::new("a.html"), b"2").expect_err("it is there");
    assert!(error.cause.to_string().contains("two files of the site are called a.html"), "{}", error.cause);
}

#[test]
fn a_damaged_manifest_is_an_error_with_its_place() {
    let folder = scratch();
    build(folder.path(), &first_site()).expect("a fresh folder");
    let hash = Hash::of(b"");
    put_file(folder.path(), ".briefing/manifest", format!("briefing manifest 1\n{hash} 0 ../../precious\n").as_bytes());
    let error = build(folder.path(), &second_site()).expect_err("it is damaged");
    assert!(matches!(error, OutputError::Damaged { line: 2, .. }), "{error}");
    assert_eq!(read_site(folder.path()), first_site());
}

#[test]
fn what_is_read_is_never_written_to() {
    let folder = scratch();
    let seeds = folder.path().join("project/seeds");
    fs::create_dir_all(&seeds).expect("it can be made");
    for target in [seeds.clone(), folder.path().join("project"), folder.path().join("project/seeds/..")] {
        let error = DiskOutput::open(&target, &[&seeds]).expect_err("it holds the seeds");
        assert!(matches!(error, OutputError::Protected { .. }), "{error}");
    }
    let root = folder.path().ancestors().last().expect("a root").to_owned();
    assert!(matches!(DiskOutput::open(&root, &[]), Err(OutputError::Protected { .. })));
    assert_eq!(read_all(folder.path()), Files::new());
    DiskOutput::open(&folder.path().join("project/site"), &[&seeds]).expect("it lies beside the seeds");
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_linked_folder_is_not_written_through() {
        let (folder, elsewhere) = (scratch(), scratch());
        build(folder.path(), &first_site()).expect("a fresh folder");
        symlink(elsewhere.path(), folder.path().join("topics")).expect("it can be made");
        let output = DiskOutput::open(folder.path(), &[]).expect("our folder");
        output.put(&UrlPath::new("topics/t.html"), b"t").expect_err("it would lie elsewhere");
        drop(output);
        assert_eq!(read_all(elsewhere.path()), Files::new());
    }

    #[test]
    fn an_orphan_is_not_removed_through_a_link() {
        let (folder, elsewhere) = (scratch(), scratch());
        build(folder.path(), &first_site()).expect("a fresh folder");
        fs::remove_dir_all(folder.path().join("people")).expect("it is there");
        put_file(elsewhere.path(), "x/y.html", b"precious");
        symlink(elsewhere.path(), folder.path().join("people")).expect("it can be made");
        build(folder.path(), &second_site()).expect_err("people/x/y.html would be somebody else's");
        assert_eq!(read_all(elsewhere.path()), files(&[("x/y.html", "precious")]));
    }

    #[test]
    fn a_linked_file_is_not_written_through() {
        let (folder, elsewhere) = (scratch(), scratch());
        put_file(elsewhere.path(), "precious", b"precious");
        build(folder.path(), &first_site()).expect("a fresh folder");
        fs::remove_file(folder.path().join("index.html")).expect("it is there");
        symlink(elsewhere.path().join("precious"), folder.path().join("index.html")).expect("it can be made");
        let output = DiskOutput::open(folder.path(), &[]).expect("our folder");
        output.put(&UrlPath::new("index.html"), b"new").expect_err("it is not ours any more");
        assert_eq!(read_all(elsewhere.path()), files(&[("precious", "precious")]));
    }
}

#[test]
fn single_files_go_into_a_plain_folder_and_never_over_what_is_read() {
    let folder = scratch();
    put_file(folder.path(), "seeds/a.txt", b"raw");
    let raw = folder.path().join("seeds/a.txt");
    let mut clean = PlainFolder::open(&folder.path().join("clean"), &[&raw]).expect("a fresh folder");
    for (name, bytes) in [("a.txt", "1"), ("A.txt", "2"), ("a.txt", "3"), ("b/c.txt", "4"), ("../../up.txt", "5")] {
        let path = clean.write(name, bytes.as_bytes()).expect("nothing is in the way");
        assert!(
            path.starts_with(folder.path().canonicalize().expect("it is there").join("clean")),
            "{}",
            path.display()
        );
    }
    let written = read_all(&folder.path().join("clean"));
    assert_eq!(written.len(), 5, "{:?}", written.keys());
    assert_eq!(written.get("a-3.txt").map(Vec::as_slice), Some(&b"3"[..]));

    let mut over = PlainFolder::open(&folder.path().join("seeds"), &[&raw]).expect("no folder is protected");
    assert!(matches!(over.write("a.txt", b"clean"), Err(OutputError::Protected { .. })));
    assert_eq!(fs::read(&raw).expect("it is there"), b"raw");
}
