//! What the PATHs of `clean` and `inspect` name: files, with the project whose decisions hold for them.

use crate::config::Project;
use crate::diag::Diagnostics;
use crate::ingest::{self, Listing, SourcePath};
use crate::model::Skipped;
use crate::pipeline::{Work, works};
use anyhow::Context;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The files of one project, or of none, that were named.
#[derive(Debug)]
pub(super) struct Selection {
    pub(super) project: Project,
    pub(super) works: Vec<Work>,
    /// All files of the project, when there is one: what recurs in them is known of.
    pub(super) around: Vec<Work>,
    /// How each of `works` was named.
    pub(super) names: Vec<Name>,
    /// Named or found, and not read.
    pub(super) skipped: Vec<Skipped>,
    /// Whether one of those not read was named itself.
    pub(super) lost_named: bool,
    root: Option<PathBuf>,
    seen: BTreeSet<PathBuf>,
}

/// How a file came to be selected.
#[derive(Debug)]
pub(super) struct Name {
    /// Its path below the folder that was named, or the name of the file that was.
    pub(super) path: String,
    /// Whether the file itself was named, rather than a folder above it.
    pub(super) is_itself: bool,
}

/// Finds the files below the paths, a selection for each project among them, in the order in which they are named.
pub(super) fn select(paths: &[PathBuf], diagnostics: &mut Diagnostics) -> anyhow::Result<Vec<Selection>> {
    let mut selections: Vec<Selection> = Vec::new();
    for path in paths {
        // as the program itself shows paths: below the seeds
        let shown = Path::new("seeds").join(path);
        let path = if !path.exists() && Project::is_at(Path::new(".")) && shown.exists() { &shown } else { path };
        anyhow::ensure!(path.exists(), "{} is not there", path.display());
        // a project's folder stands for its articles
        let seeds = path.join("seeds");
        let path = if Project::is_at(path) && seeds.is_dir() { &seeds } else { path };
        let root = Project::root_around(path);
        let at = if let Some(at) = selections.iter().position(|selection| selection.root == root) {
            at
        } else {
            selections.push(Selection::open(root, path, diagnostics)?);
            selections.len() - 1
        };
        selections[at].add(path)?;
    }
    Ok(selections)
}

impl Selection {
    fn open(root: Option<PathBuf>, path: &Path, diagnostics: &mut Diagnostics) -> anyhow::Result<Self> {
        let project = match &root {
            Some(root) => Project::open(root, diagnostics)?,
            None => Project::plain(path),
        };
        let (works, around, names, skipped) = Default::default();
        Ok(Self { project, works, around, names, skipped, lost_named: false, root, seen: BTreeSet::new() })
    }

    fn add(&mut self, path: &Path) -> anyhow::Result<()> {
        let (works, skipped) = if let Some(found) = self.within_seeds(path)? {
            found
        } else {
            let Listing { files, skipped } = ingest::list_paths(&self.project.config.ingest, &[path.to_owned()])
                .with_context(|| format!("{} cannot be read", path.display()))?;
            (works(files), skipped)
        };
        let below = path.is_dir().then(|| path.canonicalize().ok()).flatten();
        self.lost_named |= below.is_none() && !skipped.is_empty();
        self.skipped.extend(skipped);
        for work in works {
            let real = work.file.full.canonicalize().unwrap_or_else(|_| work.file.full.clone());
            let name = below.as_ref().and_then(|folder| real.strip_prefix(folder).ok()).map(slashed);
            if self.seen.insert(real) {
                let path = name.unwrap_or_else(|| file_name(&work.file));
                self.names.push(Name { path, is_itself: below.is_none() });
                self.works.push(work);
            }
        }
        Ok(())
    }

    /// The part of the project's own listing that a path names, so that ids are those of the briefing; `None` for a path
    /// outside of its seeds.
    fn within_seeds(&mut self, path: &Path) -> anyhow::Result<Option<(Vec<Work>, Vec<Skipped>)>> {
        let (Ok(full), Ok(seeds)) = (path.canonicalize(), self.project.seeds.canonicalize()) else { return Ok(None) };
        let (Some(_), Ok(inner)) = (&self.root, full.strip_prefix(&seeds)) else { return Ok(None) };
        let Listing { files, skipped } = ingest::list(&self.project.config.ingest, &self.project.seeds)?;
        let inner = slashed(inner);
        let is_named = |relative: &str| {
            inner.is_empty()
                || relative.strip_prefix(&inner).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.around = works(files);
        let works: Vec<Work> = self.around.iter().filter(|work| is_named(&work.file.relative)).cloned().collect();
        let skipped: Vec<Skipped> = skipped.into_iter().filter(|skip| is_named(&skip.path)).collect();
        // a file that the walk does not reach (a hidden folder) can still be named
        Ok(if works.is_empty() && skipped.is_empty() && full.is_file() { None } else { Some((works, skipped)) })
    }
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn file_name(file: &SourcePath) -> String {
    file.full.file_name().map_or_else(|| file.relative.clone(), |name| name.to_string_lossy().into_owned())
}
