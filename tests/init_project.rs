//! A new user in an empty folder: three commands from nothing to a site that is ready for Pages, and the workflow that does
//! the same on a server.

#![expect(clippy::disallowed_methods, reason = "the scenes are set on a real disk")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_briefing");

fn scratch() -> TempDir {
    tempfile::tempdir().expect("there is a disk")
}

fn briefing(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).current_dir(folder).output().expect("it runs")
}

fn assert_fine(output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{said}", output.status);
    assert_eq!(said, "", "nothing to complain about");
}

/// The shell lines of the workflow's step with a name.
fn step(workflow: &str, name: &str) -> String {
    let rest = workflow.split(&format!("- name: {name}\n")).nth(1).expect("the step is there");
    let line = rest.lines().find_map(|line| line.trim_start().strip_prefix("run: ")).expect("it runs something");
    line.to_owned()
}

#[test]
fn three_commands_lead_to_a_site_that_is_ready() {
    let folder = scratch();
    assert_fine(&briefing(folder.path(), &["init", "border"]));
    assert_fine(&briefing(folder.path(), &["build", "border", "--base-url", "https://me.github.io/border"]));
    assert_fine(&briefing(folder.path(), &["check", "border", "--base-url", "https://me.github.io/border"]));
    let site = folder.path().join("border/site");
    for file in ["index.html", "404.html", ".nojekyll", "manifest.webmanifest", "feed.xml", "sitemap.xml"] {
        assert!(site.join(file).is_file(), "{file}");
    }
    let home = fs::read_to_string(site.join("index.html")).expect("it is there");
    assert!(home.contains("<h1><bdi>Border</bdi></h1>"), "named after its folder");
    assert!(home.contains("property=\"og:image\" content=\"https://me.github.io/border/assets/cards/"));
}

#[cfg(unix)]
#[test]
fn the_build_step_of_the_workflow_runs_as_written() {
    let folder = scratch();
    assert_fine(&briefing(folder.path(), &["init"]));
    let workflow = fs::read_to_string(folder.path().join(".github/workflows/publish.yml")).expect("it is there");
    let version = concat!("--version '=", env!("CARGO_PKG_VERSION"), "'");
    assert!(step(&workflow, "Install").ends_with(version), "the program that wrote it is the one that it installs");
    let bin = Path::new(PROGRAM).parent().expect("a folder");
    let path = std::env::join_paths(
        std::iter::once(bin.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    // as the runner does: bash, ending at the first fault
    let ran = Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &step(&workflow, "Build")])
        .env("PATH", path.expect("it has no colon"))
        .env("BASE_URL", "https://me.github.io/border")
        .current_dir(folder.path())
        .output()
        .expect("bash is there");
    assert_fine(&ran);
    let home = fs::read_to_string(folder.path().join("site/index.html")).expect("where the next step takes it from");
    assert!(workflow.contains("path: site\n"));
    assert!(home.contains("<link rel=\"canonical\" href=\"https://me.github.io/border/\">"));
    let ignored = fs::read_to_string(folder.path().join(".gitignore")).expect("it is there");
    assert!(ignored.lines().any(|line| line == "/site/"));
}

#[cfg(unix)]
#[test]
fn the_install_step_installs_what_was_asked_for() {
    use std::os::unix::fs::PermissionsExt;

    let folder = scratch();
    let bin = folder.path().join("bin");
    fs::create_dir_all(&bin).expect("a folder");
    // what the shell makes of the line, an argument a line
    fs::write(bin.join("cargo"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n").expect("a file");
    fs::set_permissions(bin.join("cargo"), fs::Permissions::from_mode(0o755)).expect("a mode");
    let installed = |arguments: &[&str], name: &str| {
        assert_fine(&briefing(folder.path(), &[&["init", "-q", name], arguments].concat()));
        let workflow = folder.path().join(name).join(".github/workflows/publish.yml");
        let workflow = fs::read_to_string(workflow).expect("it is there");
        let key = workflow.lines().find_map(|line| line.trim().strip_prefix("key: briefing-")).expect("a key");
        assert!(!workflow.contains("@SOURCE@") && !workflow.contains("@KEY@"));
        // nothing but that cargo is found
        let ran = Command::new("/bin/bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &step(&workflow, "Install")])
            .env("PATH", &bin)
            .output();
        let said = String::from_utf8(ran.expect("bash is there").stdout).expect("text");
        (key.to_owned(), said.lines().map(str::to_owned).collect::<Vec<_>>())
    };
    let (key, arguments) = installed(&[], "released");
    assert!(key.starts_with(env!("CARGO_PKG_VERSION")));
    assert_eq!(arguments, ["install", "briefing", "--locked", "--version", concat!("=", env!("CARGO_PKG_VERSION"))]);
    let (own, arguments) = installed(&["--install-from", "https://git.example/me/briefing.git#v0.1.0"], "own");
    assert_ne!(own, key, "another program is not taken for the one that was kept");
    let source = "https://git.example/me/briefing.git";
    assert_eq!(arguments, ["install", "briefing", "--locked", "--git", source, "--rev", "v0.1.0"]);
    let unpinned = briefing(folder.path(), &["init", "new", "--install-from", source]);
    assert_eq!(unpinned.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unpinned.stderr).contains("does not say which version"));
    assert!(!folder.path().join("new").exists());
}

#[test]
fn nothing_is_overwritten() {
    let folder = scratch();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder"))
            .and_then(|()| fs::write(path, text))
            .expect("it is written");
    };
    write("briefing.toml", "title = \"Mine\"\n");
    write("seeds/mine.txt", "My own article, which is long enough to be one.\n");
    write("raw/mine.txt", "Another text under the same name.\n");
    write("raw/deep/other.md", "# Other\n\nA text of its own.\n");
    let began = briefing(folder.path(), &["init", "--from", "raw"]);
    assert_fine(&began);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("it is there");
    assert_eq!(read("briefing.toml"), "title = \"Mine\"\n");
    assert_eq!(read("seeds/mine.txt"), "My own article, which is long enough to be one.\n");
    assert_eq!(read("seeds/deep/other.md"), "# Other\n\nA text of its own.\n");
    assert!(!folder.path().join("seeds/ferry-at-alderhaven.txt").exists(), "who has articles needs no sample");
    let said = String::from_utf8_lossy(&began.stdout).into_owned();
    assert!(
        said.contains("1 article copied") && said.contains("kept       as it was: briefing.toml, seeds/mine.txt"),
        "{said}"
    );
    // its own articles again would land in seeds/seeds
    let again = briefing(folder.path(), &["init", "--from", "."]);
    assert_eq!(again.status.code(), Some(2));
    assert!(!folder.path().join("seeds/seeds").exists());
}

#[test]
fn new_articles_and_decisions_go_where_they_belong() {
    let folder = scratch();
    assert_fine(&briefing(folder.path(), &["init", "-q"]));
    let made = briefing(
        folder.path(),
        &["new", "Second thoughts", "https://example.org/2024/the-crossing.html", "ferry-at-alderhaven"],
    );
    assert_fine(&made);
    let paths = "seeds/second-thoughts.md\nseeds/the-crossing.md\ncuration/articles/ferry-at-alderhaven.toml\n";
    assert_eq!(String::from_utf8_lossy(&made.stdout), paths);
    let again = briefing(folder.path(), &["new", "seeds/ferry-at-alderhaven.txt"]);
    assert_eq!(again.status.code(), Some(1), "it is the same file of decisions");
    // what has only been begun is no fault of the briefing
    let built = briefing(folder.path(), &["build", "--json"]);
    assert_fine(&built);
    let summary: serde_json::Value = serde_json::from_slice(&built.stdout).expect("JSON");
    assert_eq!(summary["errors"].as_u64().unwrap_or(0), 0, "{summary}");
    let outside = scratch();
    assert_eq!(briefing(outside.path(), &["new", "A title"]).status.code(), Some(2), "there is no project");
}

const ARTICLE: &str = "# The quay\n\nThe harbour office reopened the quay on Monday after a winter of repairs.\n";
const WITHHELD: &str = "# The pier\n\nThe watchman of the pier sold lanterns to the crew of a stranded trawler.\n";

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).and_then(|()| fs::write(path, text)).expect("it is written");
}

/// Two articles, and the decision to show nothing of one.
fn decided(folder: &Path, seeds: &str) {
    write(folder, &format!("{seeds}2021/quay.md"), ARTICLE);
    write(folder, &format!("{seeds}2021/pier.md"), WITHHELD);
    write(folder, "curation/articles/2021-pier.toml", "display = \"hidden\"\n");
    write(folder, "curation/editions/2021-10-02.md", "Lanterns of the week.\n");
}

/// Names of the articles' pages, without the mark of the file at their ends.
fn pages(folder: &Path, site: &str) -> Vec<String> {
    let entries = fs::read_dir(folder.join(site).join("articles")).expect("it is there").filter_map(Result::ok);
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name != "index.html");
    names.sort();
    names.iter().map(|name| name.rsplit_once('-').map_or(&**name, |(words, _)| words).to_owned()).collect()
}

#[test]
fn decisions_beside_the_articles_of_a_plain_folder_hold() {
    let folder = scratch();
    decided(folder.path(), "raw/");
    fs::rename(folder.path().join("curation"), folder.path().join("raw/curation")).expect("it is moved");
    let built = briefing(folder.path(), &["build", "raw"]);
    assert_eq!(built.status.code(), Some(0), "{}", String::from_utf8_lossy(&built.stderr));
    assert_eq!(pages(folder.path(), "site"), ["the-quay"]);
    // a folder of articles may be called so, too
    let other = scratch();
    write(other.path(), "raw/curation/quay.md", ARTICLE);
    briefing(other.path(), &["build", "raw"]);
    assert_eq!(pages(other.path(), "site"), ["the-quay"]);
}

#[test]
fn what_would_lose_the_decisions_is_refused() {
    let folder = scratch();
    decided(&folder.path().join("deep/project"), "seeds/");
    for (named, said) in [("deep/project/seeds/2021", "is a part of the project in"), ("deep", "holds a project in")] {
        let built = briefing(folder.path(), &["build", named]);
        assert_eq!(built.status.code(), Some(2), "{named}");
        let message = String::from_utf8_lossy(&built.stderr).into_owned();
        assert!(message.contains(said) && message.contains("name deep/project instead"), "{message}");
    }
    assert!(!folder.path().join("site").exists());
}

#[test]
fn decisions_come_along_with_a_projects_articles() {
    let folder = scratch();
    decided(&folder.path().join("old"), "seeds/");
    write(folder.path(), "old/briefing.toml", "title = \"Mine\"\n");
    assert_fine(&briefing(folder.path(), &["init", "new", "--from", "old"]));
    briefing(folder.path(), &["build", "new"]);
    assert_eq!(pages(folder.path(), "new/site"), ["the-quay"]);
    assert_eq!(fs::read_to_string(folder.path().join("new/briefing.toml")).expect("it is there"), "title = \"Mine\"\n");
}

#[test]
fn articles_that_lie_in_the_folder_become_those_of_the_project() {
    let folder = scratch();
    write(folder.path(), "2021/quay.md", ARTICLE);
    write(folder.path(), "curation/articles/2021-quay.toml", "title = \"Harbour\"\n");
    let began = briefing(folder.path(), &["init"]);
    assert_fine(&began);
    let said = String::from_utf8_lossy(&began.stdout).into_owned();
    assert!(said.contains("seeds/: 1 article copied"), "{said}");
    briefing(folder.path(), &["build"]);
    assert_eq!(pages(folder.path(), "site"), ["harbour"]);
    assert!(folder.path().join("2021/quay.md").is_file(), "what is there stays");
}

#[test]
fn exports_leave_the_settings_alone() {
    let folder = scratch();
    decided(folder.path(), "seeds/");
    write(folder.path(), "briefing.toml", "title = \"Mine\"\n");
    let export = |to: &str| briefing(folder.path(), &["export", "single", "-o", to, "--force"]).status.code();
    assert_eq!(export("briefing.toml"), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("briefing.toml")).expect("it is there"), "title = \"Mine\"\n");
    assert_eq!(export("not/there/a.html"), Some(2));
    assert!(!folder.path().join("not").exists());
    assert_eq!(export("books/a.html"), Some(0));
}
