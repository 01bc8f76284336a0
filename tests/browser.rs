//! A real browser: on the built sample, opened from disk as by a double click, and on the preview.

#![expect(clippy::disallowed_methods, reason = "the tests make the files that the program then reads")]

#[path = "browser/hosting.rs"]
mod hosting;
#[path = "browser/reading.rs"]
mod reading;
#[path = "browser/search.rs"]
mod search;
mod webdriver;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use webdriver::Browser;

const PROGRAM: &str = env!("CARGO_BIN_EXE_briefing");

/// The sample briefing, built into a scratch folder.
fn sample() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let site = folder.path().canonicalize().expect("it exists").join("site");
    let built = Command::new(PROGRAM).args(["build", ".", "--output"]).arg(&site).output().expect("the program runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    (folder, site)
}

/// Nothing may be wrong on the pages that were open, and nothing may be asked of anybody but the folder.
fn assert_quiet(browser: &Browser, home: &str) {
    assert_eq!(browser.console(), [""; 0], "on {}", browser.url());
    let strangers: Vec<String> = browser
        .requests()
        .into_iter()
        .filter(|url| !url.starts_with(home) && !url.starts_with("data:") && !url.starts_with("blob:"))
        .collect();
    assert_eq!(strangers, [""; 0], "asked for on {}", browser.url());
}

fn kind(browser: &Browser) -> String {
    browser.run("return document.documentElement.dataset.kind").as_str().unwrap_or("none").to_owned()
}

#[test]
fn a_reader_walks_through_the_site_on_disk() {
    let (_folder, site) = sample();
    let home = format!("file://{}/", site.display());
    let browser = Browser::start();

    browser.open(&format!("{home}index.html"));
    assert_eq!(kind(&browser), "home");
    assert_quiet(&browser, &home);

    browser.click(&browser.find("main a[href^='articles/']:not([href*='index'])"));
    browser.wait("the article", || (kind(&browser) == "article").then_some(()));
    let article = browser.url();
    assert!(article.starts_with(&format!("{home}articles/")), "{article}");
    assert_quiet(&browser, &home);

    browser.click(&browser.find("main a[href^='../people/']:not([href*='index'])"));
    browser.wait("the person", || (kind(&browser) == "entity").then_some(()));
    assert!(browser.url().starts_with(&format!("{home}people/")), "{}", browser.url());
    assert_quiet(&browser, &home);

    // a mention leads to its paragraph
    browser.click(&browser.find("main a[href^='../articles/'][href*='#']"));
    browser.wait("the article", || (kind(&browser) == "article").then_some(()));
    let is_there = browser.run("return document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null");
    assert_eq!(is_there, true, "{}", browser.url());
    assert_quiet(&browser, &home);

    for kind_before in ["entity", "article", "home"] {
        browser.back();
        browser.wait(kind_before, || (kind(&browser) == kind_before).then_some(()));
    }
    assert_quiet(&browser, &home);
}

#[test]
fn every_page_of_the_menu_is_quiet_from_disk() {
    let (_folder, site) = sample();
    let home = format!("file://{}/", site.display());
    let browser = Browser::start();
    for page in [
        "articles/index.html",
        "people/index.html",
        "organisations/index.html",
        "places/index.html",
        "topics/index.html",
        "timeline.html",
        "search.html",
        "about.html",
        "404.html",
    ] {
        assert!(site.join(page).is_file(), "{page} was not written");
        browser.open(&format!("{home}{page}"));
        assert_ne!(kind(&browser), "none", "{page}");
        assert_quiet(&browser, &home);
    }
}

/// A preview of a scratch project.
struct Preview {
    process: Child,
    address: String,
    project: TempDir,
}

impl Preview {
    fn start() -> Self {
        let project = tempfile::tempdir().expect("a scratch folder");
        let seeds = project.path().join("seeds");
        fs::create_dir(&seeds).expect("a folder in it");
        fs::write(seeds.join("one.txt"), article("The first title")).expect("a file in it");
        let mut process = Command::new(PROGRAM)
            .args(["serve", "--port", "0"])
            .arg(project.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let mut address = String::new();
        BufReader::new(process.stdout.take().expect("it is piped")).read_line(&mut address).expect("it says where");
        Self { process, address: address.trim().to_owned(), project }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.project.path().join(path);
        fs::create_dir_all(path.parent().expect("it lies in the project")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn article(title: &str) -> String {
    let paragraph = "The border guards of the district counted the boats on the river on Monday morning, and the governor \
                     Davlat Karimov said that nobody had crossed. Traders in Khorog waited for the bridge to open again.";
    format!("{title}\n\n{paragraph}\n\n{paragraph}\n")
}

fn says(browser: &Browser, selector: &str, wanted: &str) {
    let script = format!("return [...document.querySelectorAll({selector:?})].map(e => e.textContent).join(' ')");
    browser.wait(&format!("“{wanted}” in {selector}"), || {
        browser.run(&script).as_str().is_some_and(|text| text.contains(wanted)).then_some(())
    });
}

#[test]
fn the_preview_reloads_and_shows_what_is_wrong() {
    let mut preview = Preview::start();
    let browser = Browser::start();
    browser.open(&preview.address);
    says(&browser, "main", "The first title");

    preview.write("seeds/one.txt", &article("The second title"));
    says(&browser, "main", "The second title");

    // a folder that was not there when the preview began
    preview.write("templates/home.html", "{% this is no template");
    says(&browser, "#briefing-problem", "home.html");
    says(&browser, "main", "The second title");

    fs::remove_file(preview.project.path().join("templates/home.html")).expect("it was written");
    browser.wait("the end of the error", || {
        (browser.run("return document.querySelector('#briefing-problem') === null") == true).then_some(())
    });
    let strangers: Vec<String> =
        browser.requests().into_iter().filter(|url| !url.starts_with(&preview.address)).collect();
    assert_eq!(strangers, [""; 0]);
    assert_eq!(browser.console(), [""; 0]);

    interrupt(&preview.process);
    assert!(preview.process.wait().expect("it was started").success(), "Ctrl-C is a fine end");
}

/// What Ctrl-C does.
fn interrupt(process: &Child) {
    let sent = Command::new("kill").args(["-INT", &process.id().to_string()]).status().expect("kill is there");
    assert!(sent.success());
}

#[test]
fn the_built_site_knows_nothing_of_the_preview() {
    let (_folder, site) = sample();
    let mut folders = vec![site];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the site") {
            let path = entry.expect("an entry of it").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                assert!(!holds(&path, b"__briefing"), "{}", path.display());
            }
        }
    }
}

fn holds(path: &Path, wanted: &[u8]) -> bool {
    fs::read(path).expect("a file of the site").windows(wanted.len()).any(|window| window == wanted)
}
