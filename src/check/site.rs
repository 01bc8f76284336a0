//! Checks a built site: its links, what its pages load, what hosts take, whether its files are those that were written.
//!
//! 1. Every page is read for the places that fragments can name.
//! 2. Every page is read again for what it points at, which is resolved against the list of files and places. Of the pages
//!    themselves nothing is kept, so that their number does not matter.

use super::address::{Address, address, css_urls};
use super::files::{CheckError, SiteFiles, SiteFolder};
use super::html::{Found, scan};
use super::{file, push_some};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::UrlPath;
use crate::output::{Hash, Manifest};
use crate::text::grouped;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// GitHub Pages publishes at most that many bytes.
const SITE_LIMIT: u64 = 1_000_000_000;

/// Git on GitHub refuses larger files.
const FILE_LIMIT: u64 = 100 << 20;

/// No host states a limit; so many have been seen to take minutes.
const MANY_FILES: usize = 50_000;

/// The page that hosts show for any missing address: its own cannot be relative.
const NOT_FOUND: &str = "404.html";

/// What is wrong with a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SiteReport {
    /// Number of files.
    pub files: usize,
    /// Their size together.
    pub bytes: u64,
    /// The largest file.
    pub largest: Option<FileSize>,
    /// Files that hosts refuse for their size.
    pub too_large: Vec<FileSize>,
    /// Links and resources looked at.
    pub links: usize,
    /// Those that lead nowhere, by what they name.
    pub broken: Vec<BrokenLink>,
    /// Addresses elsewhere that a page would load something from.
    pub external: Vec<BrokenLink>,
    /// Pages that no other page links to.
    pub unlinked: Vec<String>,
    /// Files that the build wrote and that are gone.
    pub missing: Vec<String>,
    /// Files that are no longer as the build wrote them.
    pub changed: Vec<String>,
    /// Files in the folder that the build did not write.
    pub foreign: Vec<String>,
}

/// A file with its size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileSize {
    /// Path in the site.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// An address that should not stand in a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BrokenLink {
    /// What it names: a path of the site, with its fragment, or the address as it stands.
    pub target: String,
    /// What is wrong with it.
    pub reason: &'static str,
    /// On so many pages.
    pub pages: usize,
    /// The first of them.
    pub example: String,
}

/// Checks a site in its folder.
///
/// # Errors
/// When there is no site, or a file cannot be read.
pub fn check_site(folder: &Path, diagnostics: &mut Diagnostics) -> Result<SiteReport, CheckError> {
    let Some(manifest) = Manifest::of_site(folder)? else {
        return Err(CheckError::NoSite { path: folder.to_owned() });
    };
    let files = SiteFolder(folder);
    let list = files.list()?;
    let mut report = check(&files, &list)?;
    compare(&files, &list, &manifest, &mut report)?;
    diagnose(&report, diagnostics);
    Ok(report)
}

/// Checks a site in memory.
///
/// # Errors
/// None: memory can be read.
pub fn check_files(
    files: &BTreeMap<UrlPath, Vec<u8>>,
    diagnostics: &mut Diagnostics,
) -> Result<SiteReport, CheckError> {
    let report = check(files, &files.list()?)?;
    diagnose(&report, diagnostics);
    Ok(report)
}

fn check(files: &dyn SiteFiles, list: &[(String, u64)]) -> Result<SiteReport, CheckError> {
    let sizes = list.iter().map(|(path, bytes)| FileSize { path: path.clone(), bytes: *bytes });
    let mut report = SiteReport {
        files: list.len(),
        bytes: list.iter().map(|(_, bytes)| bytes).sum(),
        largest: sizes.clone().max_by(|a, b| a.bytes.cmp(&b.bytes).then(b.path.cmp(&a.path))),
        too_large: sizes.filter(|size| size.bytes > FILE_LIMIT).collect(),
        ..SiteReport::default()
    };
    let pages: Vec<&str> = list.iter().map(|(path, _)| path.as_str()).filter(|path| is_page(path)).collect();
    let places: Vec<FxHashSet<Box<str>>> =
        pages.par_iter().map(|page| Ok(ids(&text(files, page)?))).collect::<Result<_, CheckError>>()?;
    let map = Map {
        files: list.iter().map(|(path, _)| path.as_str()).collect(),
        places: pages.iter().copied().zip(places).collect(),
    };
    let read = list.par_iter().map(|(path, _)| path.as_str()).filter(|path| is_page(path) || ending(path) == "css");
    let found: Vec<Findings> =
        read.map(|path| Ok(map.look_at(path, &text(files, path)?))).collect::<Result<_, CheckError>>()?;
    join(found, &pages, &mut report);
    Ok(report)
}

fn is_page(path: &str) -> bool {
    ending(path) == "html"
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn text(files: &dyn SiteFiles, path: &str) -> Result<String, CheckError> {
    Ok(String::from_utf8_lossy(&files.read(path)?).into_owned())
}

fn ids(html: &str) -> FxHashSet<Box<str>> {
    let mut ids = FxHashSet::default();
    scan(html, |found| {
        if let Found::Id(id) = found {
            ids.insert(id.into());
        }
    });
    ids
}

/// Files and, of pages, the places in them.
struct Map<'a> {
    files: FxHashSet<&'a str>,
    places: FxHashMap<&'a str, FxHashSet<Box<str>>>,
}

/// What one page points at.
#[derive(Debug, Default)]
struct Findings {
    links: usize,
    /// Pages of the site that it links to.
    linked: BTreeSet<String>,
    broken: BTreeSet<(String, &'static str)>,
    external: BTreeSet<String>,
    page: String,
}

impl Map<'_> {
    fn look_at(&self, page: &str, text: &str) -> Findings {
        let mut findings = Findings { page: page.to_owned(), ..Findings::default() };
        if is_page(page) {
            scan(text, |found| match found {
                Found::Id(_) => {}
                Found::Link(url) => self.follow(&url, Loads::No, &mut findings),
                Found::Resource(url) => self.follow(&url, Loads::Yes, &mut findings),
                Found::InPlace => _ = findings.linked.insert(page.to_owned()),
            });
        } else {
            css_urls(text).for_each(|url| self.follow(url, Loads::Yes, &mut findings));
        }
        findings
    }

    fn follow(&self, url: &str, loads: Loads, findings: &mut Findings) {
        findings.links += 1;
        let url = url.trim();
        let (path, fragment) = match address(&findings.page, url) {
            Address::Elsewhere if loads == Loads::Yes => {
                findings.external.insert(url.to_owned());
                return;
            }
            Address::Elsewhere | Address::Harmless => return,
            // shown for any address: what it names is the host's, not the folder's
            _ if findings.page == NOT_FOUND => return,
            Address::Wrong(reason) => {
                findings.broken.insert((url.to_owned(), reason));
                return;
            }
            Address::File(path, fragment) => (path, fragment),
        };
        if !self.files.contains(path.as_str()) {
            let index = format!("{}/index.html", path.trim_end_matches('/'));
            let is_folder = self.files.contains(index.trim_start_matches('/'));
            let reason = if is_folder { "a folder: from disk its listing is shown" } else { "no such file" };
            findings.broken.insert((path, reason));
            return;
        }
        if let (Some(places), Some(fragment)) = (self.places.get(path.as_str()), fragment)
            && !matches!(fragment.as_str(), "" | "top")
            && !places.contains(fragment.as_str())
        {
            findings.broken.insert((format!("{path}#{fragment}"), "no such place in the page"));
            return;
        }
        if loads == Loads::No && path != findings.page {
            findings.linked.insert(path);
        }
    }
}

/// Whether a browser fetches it without being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loads {
    Yes,
    No,
}

fn join(found: Vec<Findings>, pages: &[&str], report: &mut SiteReport) {
    let mut broken: BTreeMap<(String, &'static str), (usize, String)> = BTreeMap::new();
    let mut external = broken.clone();
    let mut linked: FxHashSet<String> = FxHashSet::default();
    for findings in found {
        report.links += findings.links;
        let page = findings.page;
        for key in findings.broken {
            broken.entry(key).or_insert_with(|| (0, page.clone())).0 += 1;
        }
        for url in findings.external {
            external.entry((url, "loaded from elsewhere")).or_insert_with(|| (0, page.clone())).0 += 1;
        }
        linked.extend(findings.linked);
    }
    let list = |map: BTreeMap<(String, &'static str), (usize, String)>| {
        let items = map.into_iter();
        items.map(|((target, reason), (pages, example))| BrokenLink { target, reason, pages, example }).collect()
    };
    report.broken = list(broken);
    report.external = list(external);
    let alone = pages.iter().filter(|page| !matches!(**page, "index.html" | NOT_FOUND) && !linked.contains(**page));
    report.unlinked = alone.map(|page| (*page).to_owned()).collect();
}

/// Compares the folder with what the build wrote.
fn compare(
    files: &SiteFolder<'_>,
    list: &[(String, u64)],
    manifest: &Manifest,
    report: &mut SiteReport,
) -> Result<(), CheckError> {
    let sizes: FxHashMap<&str, u64> = list.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
    let fates: Vec<(&str, Option<bool>)> = manifest
        .entries()
        .par_iter()
        .map(|entry| {
            let path = entry.path.as_str();
            let same = match sizes.get(path) {
                None => None,
                Some(bytes) if *bytes != entry.length => Some(false),
                Some(_) => Some(Hash::of(&files.read(path)?) == entry.hash),
            };
            Ok((path, same))
        })
        .collect::<Result<_, CheckError>>()?;
    let of = |wanted| fates.iter().filter(move |(_, same)| *same == wanted).map(|(path, _)| (*path).to_owned());
    report.missing = of(None).collect();
    report.changed = of(Some(false)).collect();
    let foreign = list.iter().map(|(path, _)| path).filter(|path| manifest.get(path).is_none());
    report.foreign = foreign.cloned().collect();
    Ok(())
}

fn diagnose(report: &SiteReport, diagnostics: &mut Diagnostics) {
    let pages = |link: &BrokenLink| if link.pages == 1 { String::new() } else { format!(" ({} pages)", link.pages) };
    push_some(diagnostics, &report.broken, |link| {
        Diagnostic::error("B060", format!("link to {}: {}{}", link.target, link.reason, pages(link)))
            .at(file(&link.example))
            .help("a template or a file of static/ has it; the program's own pages link to what exists")
    });
    push_some(diagnostics, &report.external, |link| {
        Diagnostic::error("B061", format!("{} is {}{}", link.target, link.reason, pages(link)))
            .at(file(&link.example))
            .help("readers' addresses would go to that host, and from disk it is missing; put the file into static/")
    });
    push_some(diagnostics, &report.unlinked, |page| {
        Diagnostic::warning("B062", "no other page links to this one").at(file(page))
    });
    push_some(diagnostics, &report.too_large, |size| {
        Diagnostic::warning("B063", format!("{} MiB: git on GitHub refuses files over 100 MiB", size.bytes >> 20))
            .at(file(&size.path))
            .help("publish with an Actions workflow rather than from a branch, or part the briefing")
    });
    if report.bytes > SITE_LIMIT {
        let message = format!("the site has {} MB, GitHub Pages publishes 1 GB at most", report.bytes / 1_000_000);
        diagnostics.push(Diagnostic::warning("B063", message).help("part the briefing, or publish it elsewhere"));
    }
    if report.files > MANY_FILES {
        let message = format!("{} files: hosts take long for so many", grouped(report.files as u64));
        let help = "GitHub Pages ends a deployment after ten minutes; `feeds = \"site\"` and `social-cards = false` make fewer";
        diagnostics.push(Diagnostic::note("B063", message).help(help));
    }
    let rebuild = "build again";
    push_some(diagnostics, &report.missing, |path| {
        Diagnostic::warning("B064", "a file of the site is gone").at(file(path)).help(rebuild)
    });
    push_some(diagnostics, &report.changed, |path| {
        Diagnostic::warning("B064", "a file of the site was changed by something else").at(file(path)).help(rebuild)
    });
    push_some(diagnostics, &report.foreign, |path| {
        Diagnostic::note("B065", "not a file of the site; it stays and will be published with it").at(file(path))
    });
}
