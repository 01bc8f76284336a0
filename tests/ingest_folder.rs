//! Walking a folder: every file is listed to be read or set aside with the reason, and the counts add up.

#![expect(clippy::disallowed_methods, reason = "the scenes are set on a real disk")]

use briefing::config::IngestSettings;
use briefing::diag::Diagnostics;
use briefing::ingest::{Listing, SourcePath, list, list_paths, read};
use briefing::model::{Format, Ingested, SkipReason};
use std::fs;
use std::path::{Path, PathBuf};

/// Makes a folder of files; a name that ends with a slash is a folder.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a scratch folder");
    for (name, content) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        if name.ends_with('/') {
            fs::create_dir_all(&path).expect("a folder");
        } else {
            fs::write(&path, content).expect("a file");
        }
    }
    root
}

fn listed(root: &Path) -> Listing {
    list(&IngestSettings::default(), root).expect("the folder can be walked")
}

fn names(listing: &Listing) -> Vec<&str> {
    listing.files.iter().map(|file| file.relative.as_str()).collect()
}

fn reasons(listing: &Listing) -> Vec<String> {
    listing.skipped.iter().map(|skipped| format!("{}: {}", skipped.path, skipped.reason)).collect()
}

fn read_one(path: &Path, limit: u64) -> Ingested {
    let source = SourcePath { relative: "a.txt".into(), full: path.to_owned(), format: Format::Text };
    read(&IngestSettings { max_file_size: limit, ..IngestSettings::default() }, &source, &mut Diagnostics::new())
}

fn reason(ingested: Ingested) -> SkipReason {
    match ingested {
        Ingested::Skipped(skipped) => skipped.reason,
        Ingested::Document(document) => panic!("{} was read", document.source.path),
    }
}

#[test]
fn every_file_is_read_or_listed_with_its_reason() {
    let root = folder(&[
        ("b.txt", "x"),
        ("a/z.MD", "x"),
        ("a/y.Html", "x"),
        ("a b/ü.markdown", "x"),
        ("README.md", "x"),
        ("LICENSE-MIT", "x"),
        ("notice-of-eviction.txt", "x"),
        (".hidden.txt", "x"),
        (".git/config.txt", "x"),
        ("photo.JPG", "x"),
        ("noending", "x"),
        ("Page.html", "x"),
        ("Page_files/frame.html", "x"),
        ("Page_files/style.css", "x"),
        ("other_files/own.txt", "x"),
        ("site/.briefing/manifest", "x"),
        ("site/index.html", "x"),
    ]);
    let listing = listed(root.path());
    assert_eq!(
        names(&listing),
        ["Page.html", "a b/ü.markdown", "a/y.Html", "a/z.MD", "b.txt", "notice-of-eviction.txt", "other_files/own.txt"]
    );
    assert_eq!(
        reasons(&listing),
        [
            ".git/: not an article: a hidden folder, not entered",
            ".hidden.txt: not an article: a hidden file",
            "LICENSE-MIT: not an article: a note for people",
            "Page_files/frame.html: not an article: a part of the saved page beside its folder",
            "Page_files/style.css: unknown type .css; .txt, .md and .html are read",
            "README.md: not an article: a note for people",
            "noending: unknown type: no ending; .txt, .md and .html are read",
            "photo.JPG: unknown type .jpg; .txt, .md and .html are read",
            "site/: not an article: a site that briefing made, not entered",
        ]
    );
}

#[test]
fn a_missing_folder_is_an_error() {
    let missing = Path::new("no such folder");
    assert!(list(&IngestSettings::default(), missing).is_err());
    assert!(list_paths(&IngestSettings::default(), &[missing.to_owned()]).is_err());
    let root = folder(&[("a.txt", "x")]);
    assert!(list(&IngestSettings::default(), &root.path().join("a.txt")).is_err(), "a file is no folder");
}

#[test]
fn named_paths_keep_their_names_and_are_told_apart() {
    let root = folder(&[("one/a.txt", "1"), ("two/a.txt", "2"), ("two/b.md", "3"), ("c.pdf", "4")]);
    let at = |name: &str| root.path().join(name);
    let settings = IngestSettings::default();
    let listing = list_paths(&settings, &[at("one/a.txt"), at("two"), at("two/b.md"), at("c.pdf")]).expect("all exist");
    assert_eq!(
        names(&listing),
        ["b.md", "one/a.txt", "two/a.txt"],
        "alike names get their folder's, twice named is once"
    );
    assert_eq!(reasons(&listing), ["c.pdf: unknown type .pdf; .txt, .md and .html are read"]);
    // a note that was named itself was meant
    let note = folder(&[("README.md", "x")]);
    let listing = list_paths(&settings, &[note.path().join("README.md")]).expect("it exists");
    assert_eq!(names(&listing), ["README.md"]);
}

#[test]
fn unreadable_contents_have_their_reasons() {
    let root =
        folder(&[("empty.txt", ""), ("white.txt", " \n\u{200B}\n"), ("large.txt", "12345"), ("binary.txt", "a\0b")]);
    let at = |name: &str| root.path().join(name);
    assert_eq!(reason(read_one(&at("empty.txt"), 100)), SkipReason::Empty);
    assert_eq!(reason(read_one(&at("white.txt"), 100)), SkipReason::Empty);
    assert_eq!(reason(read_one(&at("binary.txt"), 100)), SkipReason::Binary);
    assert_eq!(reason(read_one(&at("large.txt"), 4)), SkipReason::TooLarge { bytes: 5, limit: 4 });
    assert!(matches!(read_one(&at("large.txt"), 5), Ingested::Document(_)), "the limit itself is allowed");
    assert!(matches!(reason(read_one(&at("gone.txt"), 100)), SkipReason::Unreadable(_)));
    assert!(matches!(reason(read_one(root.path(), 100)), SkipReason::Unreadable(_)), "a folder is no file");
}

#[test]
fn provenance_is_recorded() {
    let root = folder(&[("a.txt", "abc")]);
    let Ingested::Document(document) = read_one(&root.path().join("a.txt"), 100) else { panic!("it is text") };
    assert_eq!(document.source.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!((document.source.bytes, document.source.encoding), (3, "UTF-8"));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    #[test]
    fn links_are_followed_inside_only_and_no_file_is_read_twice() {
        let outside = folder(&[("secret.txt", "x")]);
        let root = folder(&[("a.txt", "x"), ("sub/b.txt", "x"), ("store/c", "x"), (".cellar/d.txt", "x")]);
        let at = |name: &str| root.path().join(name);
        let links = [
            ("0-to-a.txt", at("a.txt")),
            ("to-c.txt", at("store/c")),
            ("to-c-again.txt", PathBuf::from("store/c")),
            ("to-d.txt", PathBuf::from(".cellar/d.txt")),
            ("out.txt", outside.path().join("secret.txt")),
            ("up.txt", PathBuf::from("../../../../etc/hostname")),
            ("nowhere.txt", PathBuf::from("nowhere")),
            ("self.txt", PathBuf::from("self.txt")),
            ("loop", PathBuf::from(".")),
            ("sub/parent", PathBuf::from("..")),
        ];
        for (name, target) in &links {
            symlink(target, at(name)).expect("a link");
        }
        let listing = listed(root.path());
        assert_eq!(names(&listing), ["a.txt", "sub/b.txt", "to-c-again.txt", "to-d.txt"]);
        let leaves = "symbolic link that leaves the folder or leads nowhere";
        assert_eq!(
            reasons(&listing),
            [
                ".cellar/: not an article: a hidden folder, not entered".to_owned(),
                "0-to-a.txt: not an article: a link to a file that is listed under its own name".to_owned(),
                "loop: not an article: a symbolic link to a folder, not entered".to_owned(),
                format!("nowhere.txt: {leaves}"),
                format!("out.txt: {leaves}"),
                format!("self.txt: {leaves}"),
                "store/c: unknown type: no ending; .txt, .md and .html are read".to_owned(),
                "sub/parent: not an article: a symbolic link to a folder, not entered".to_owned(),
                "to-c.txt: not an article: a link to a file that is listed under its own name".to_owned(),
                format!("up.txt: {leaves}"),
            ]
        );
    }

    #[test]
    fn the_folder_itself_may_be_a_link() {
        let root = folder(&[("real/a.txt", "x")]);
        symlink(root.path().join("real"), root.path().join("alias")).expect("a link");
        assert_eq!(names(&listed(&root.path().join("alias"))), ["a.txt"]);
    }

    #[test]
    fn pipes_and_sockets_are_listed_and_never_opened() {
        let root = folder(&[("a.txt", "x")]);
        let made = std::process::Command::new("mkfifo").arg(root.path().join("pipe.txt")).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo makes a pipe");
        let _socket = UnixListener::bind(root.path().join("socket.txt")).expect("a socket");
        symlink("pipe.txt", root.path().join("to-pipe.txt")).expect("a link");
        let listing = listed(root.path());
        assert_eq!(names(&listing), ["a.txt"]);
        let what = "unreadable: a pipe, socket or device, not a file";
        assert_eq!(
            reasons(&listing),
            [format!("pipe.txt: {what}"), format!("socket.txt: {what}"), format!("to-pipe.txt: {what}")]
        );
        // a pipe that takes the place of a listed file
        assert!(matches!(reason(read_one(&root.path().join("pipe.txt"), 100)), SkipReason::Unreadable(_)));
        let named = list_paths(&IngestSettings::default(), &[root.path().join("pipe.txt")]).expect("it exists");
        assert_eq!((named.files.len(), named.skipped.len()), (0, 1));
    }

    #[test]
    fn strange_names_work_or_are_listed() {
        let root = tempfile::tempdir().expect("a scratch folder");
        let long = format!("{}.txt", "n".repeat(251));
        let names: Vec<Vec<u8>> = vec![
            b"new\nline.txt".to_vec(),
            b"\xFF\xFE.txt".to_vec(),
            b"\xFF\xFF.txt".to_vec(),
            "👩‍👩‍👧‍👦.md".into(),
            "\u{202E}txt.exe.html".into(),
            b"...txt".to_vec(),
            b"a\\b.txt".to_vec(),
            long.into_bytes(),
        ];
        let mut made = 0;
        for name in &names {
            // some file systems take Unicode names only
            made += usize::from(fs::write(root.path().join(OsStr::from_bytes(name)), "words").is_ok());
        }
        let listing = listed(root.path());
        assert_eq!(listing.files.len() + listing.skipped.len(), made);
        let mut relative: Vec<_> = listing.files.iter().map(|file| &file.relative).collect();
        relative.dedup();
        assert_eq!(relative.len(), listing.files.len(), "no two files are called alike");
        for file in &listing.files {
            let ingested = read(&IngestSettings::default(), file, &mut Diagnostics::new());
            assert!(matches!(ingested, Ingested::Document(_)), "{} is read", file.relative);
        }
    }

    #[test]
    fn a_folder_that_may_not_be_entered_is_listed() {
        use std::os::unix::fs::PermissionsExt as _;
        let root = folder(&[("a.txt", "x"), ("shut/b.txt", "x")]);
        let shut = root.path().join("shut");
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).expect("permissions");
        let is_shut = fs::read_dir(&shut).is_err();
        let listing = listed(root.path());
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).expect("permissions");
        // root may enter everything
        if is_shut {
            assert_eq!(names(&listing), ["a.txt"]);
            assert_eq!(listing.skipped.len(), 1);
        }
    }
}
