//! What a new project is begun with: articles, and of a project the decisions and settings that belong to them.

use super::has_entries;
use crate::config::Project;
use crate::diag::Diagnostics;
use crate::ingest;
use std::path::{Path, PathBuf};

/// Files to copy, by their path in the new project.
#[derive(Debug)]
pub(super) struct Brought {
    /// Articles, by their path below `seeds/`.
    pub(super) articles: Vec<(String, PathBuf)>,
    /// How many files beside them are none.
    pub(super) left: usize,
    /// `briefing.toml`, and what is in `curation/`, `templates/` and `static/`.
    pub(super) others: Vec<(String, PathBuf)>,
}

impl Brought {
    /// All that a folder of articles or a project has for a project in another folder.
    pub(super) fn of(from: &Path, folder: &Path) -> anyhow::Result<Self> {
        anyhow::ensure!(from.is_dir(), "{} is not a folder", from.display());
        let (from_full, full) = (from.canonicalize().ok(), folder.canonicalize().ok());
        let seeds = folder.join("seeds");
        if let (Some(from_full), Ok(seeds), true) = (&from_full, seeds.canonicalize(), has_entries(&seeds)) {
            let meet = from_full.starts_with(&seeds) || seeds.starts_with(from_full);
            anyhow::ensure!(!meet, "{} holds the project's own articles, or lies among them", from.display());
        }
        let project = Project::open(from, &mut Diagnostics::new())?;
        let listing = ingest::list(&project.config.ingest, &project.seeds)?;
        anyhow::ensure!(!listing.files.is_empty(), "{} holds no articles: .txt, .md or .html files", from.display());
        let mut others = Vec::new();
        if project.root.canonicalize().ok() != full {
            // in a folder of articles `templates` and `static` are folders of articles
            let names: &[&str] = match (project.is_plain(), &project.config.ingest.curation) {
                (false, _) => &["briefing.toml", "curation", "templates", "static"],
                (true, Some(_)) => &["curation"],
                (true, None) => &[],
            };
            for name in names {
                files(&project.path(name), name, &mut others);
            }
            others.sort();
        }
        let articles = listing.files.into_iter().map(|file| (file.relative, file.full)).collect();
        Ok(Self { articles, left: listing.skipped.len(), others })
    }
}

/// Whether articles lie in a folder that is to become a project: nobody would read them any more beside its `seeds/`.
pub(super) fn lie_in(folder: &Path) -> bool {
    let plain = Project::open(folder, &mut Diagnostics::new()).ok().filter(Project::is_plain);
    plain.is_some_and(|plain| {
        ingest::list(&plain.config.ingest, &plain.seeds).is_ok_and(|listing| !listing.files.is_empty())
    })
}

/// A file, or all files below a folder that are not hidden.
fn files(path: &Path, name: &str, found: &mut Vec<(String, PathBuf)>) {
    if path.is_file() {
        found.push((name.to_owned(), path.to_owned()));
    }
    let entries = path.read_dir().into_iter().flatten().filter_map(Result::ok);
    for entry in entries.filter(|entry| !entry.file_type().is_ok_and(|kind| kind.is_symlink())) {
        let inner = entry.file_name().to_string_lossy().into_owned();
        if !inner.starts_with('.') {
            files(&entry.path(), &format!("{name}/{inner}"), found);
        }
    }
}
