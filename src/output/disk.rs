//! A site on disk: compared, staged, swapped.

use super::guard::{Folders, is_vacant, refuse_protected, standing};
use super::lock::Lock;
use super::manifest::{Entry, Hash, Manifest, is_inside};
use super::{
    ArtifactSink, OutputError, STATE_FOLDER, SinkError, UrlPath, WriteReport, failed, make_folder, remove_folder,
    write_anew,
};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A site on disk, staged beside the old one until [`DiskOutput::commit`]. Dropped without it, the old site stands as it
/// stood.
#[derive(Debug)]
pub struct DiskOutput {
    paths: Paths,
    old: Manifest,
    /// What stands in the folder; not asked again for each file.
    folders: Folders,
    /// Folders of the stage that exist.
    staged_folders: Mutex<FxHashSet<String>>,
    put: Mutex<Put>,
    /// Whether the stage is still ours to throw away: not once the swap has begun.
    discard: bool,
    _lock: Lock,
}

/// The places that the writer works with.
#[derive(Debug)]
struct Paths {
    site: PathBuf,
    state: PathBuf,
    stage: PathBuf,
    manifest: PathBuf,
    /// The manifest of the new site; where it stands, a swap is under way. It is the journal: what to remove is what only
    /// the old one lists, what to move is what lies in the stage.
    next: PathBuf,
}

/// What was put so far.
#[derive(Debug, Default)]
struct Put {
    entries: Vec<Entry>,
    report: WriteReport,
}

impl DiskOutput {
    /// Prepares the folder; nothing of the old site changes before [`Self::commit`], unless an interrupted swap has to be
    /// finished. `protected` are files and folders that must not lie in it: the seeds, the project.
    ///
    /// # Errors
    /// When the folder is not ours, another build is writing into it, or it cannot be used.
    pub fn open(folder: &Path, protected: &[&Path]) -> Result<Self, OutputError> {
        let site = make_folder(folder)?;
        refuse_protected(&site, protected)?;
        let paths = Paths::new(site);
        if let Some(metadata) = standing(&paths.state)?
            && !metadata.is_dir()
        {
            return Err(OutputError::Foreign { path: paths.state });
        }
        let ours = standing(&paths.manifest)?.is_some() || standing(&paths.next)?.is_some();
        if !ours && !is_vacant(&paths.site)? {
            return Err(OutputError::NotOurs { path: folder.to_owned() });
        }
        make_folder(&paths.state)?;
        let lock = Lock::take(&paths.state, folder)?;
        let mut old = Manifest::read(&paths.manifest)?.unwrap_or_default();
        if let Some(next) = Manifest::read(&paths.next)? {
            refuse_planted(&paths.stage, "", &next)?;
            swap(&paths, &old, &next)?;
            old = next;
        }
        remove_folder(&paths.stage)?;
        Ok(Self {
            folders: Folders::new(&paths.site),
            paths,
            old,
            staged_folders: Mutex::default(),
            put: Mutex::default(),
            discard: true,
            _lock: lock,
        })
    }

    /// Swaps the new site in, removes our files that are no longer part of it, writes the manifest.
    ///
    /// # Errors
    /// When the disk fails. What was swapped by then stays; the next build finishes it.
    pub fn commit(mut self) -> Result<WriteReport, OutputError> {
        let Put { entries, mut report } = std::mem::take(&mut *lock(&self.put));
        let next = self.manifest(entries, &mut report)?;
        report.overwritten.sort_unstable();
        report.bytes = next.entries().iter().map(|entry| entry.length).sum();
        let untouched = report.added == 0 && report.changed == 0 && report.removed == 0;
        if untouched && standing(&self.paths.manifest)?.is_some() {
            return Ok(report);
        }
        let draft = self.paths.state.join("manifest.draft");
        write_anew(&draft, next.to_text().as_bytes())?;
        self.discard = false;
        std::fs::rename(&draft, &self.paths.next).map_err(failed("write", &self.paths.next))?;
        swap(&self.paths, &self.old, &next)?;
        Ok(report)
    }

    /// The manifest of the new site. What is no longer part of it and was changed by hand stays listed as it was written, so
    /// that each build tells of it until it is gone.
    fn manifest(&self, entries: Vec<Entry>, report: &mut WriteReport) -> Result<Manifest, OutputError> {
        let new = |entries| Manifest::new(entries).map_err(|path| OutputError::PutTwice { path });
        let next = new(entries)?;
        let mut left = Vec::new();
        for orphan in orphans(&self.old, &next) {
            // refused now rather than half-way through the swap
            let is_there = self.folders.exists(Folders::of(&orphan.path))?;
            let file = self.paths.site.join(&orphan.path);
            let standing = if is_there { standing(&file)? } else { None };
            if standing.is_some_and(|there| there.is_file()) && !is_as_written(&file, orphan) {
                left.push(orphan.clone());
            } else {
                report.removed += 1;
            }
        }
        report.left = left.iter().map(|entry| entry.path.clone()).collect();
        if left.is_empty() { Ok(next) } else { new([next.entries(), left.as_slice()].concat()) }
    }

    fn try_put(&self, path: &UrlPath, bytes: &[u8]) -> Result<(), OutputError> {
        let path = path.as_str();
        let target = self.paths.site.join(path);
        if !is_inside(path) {
            return Err(OutputError::Foreign { path: target });
        }
        let entry = Entry { path: path.to_owned(), hash: Hash::of(bytes), length: bytes.len() as u64 };
        let old = self.old.get(path);
        let in_the_way = if self.folders.exists(Folders::of(path))? { standing(&target)? } else { None };
        let fate = match (in_the_way, old) {
            (None, _) => Fate::Added,
            (Some(file), Some(old)) if file.is_file() => {
                if *old == entry && file.len() == entry.length {
                    Fate::Same
                } else {
                    Fate::Changed
                }
            }
            // the same bytes by somebody else's hand (`.nojekyll`): nothing to do, and not ours to remove some day
            (Some(file), None) if file.is_file() && file.len() == entry.length && holds(&target, bytes) => {
                lock(&self.put).report.same += 1;
                return Ok(());
            }
            (Some(_), _) => return Err(OutputError::Foreign { path: target }),
        };
        if fate != Fate::Same {
            self.stage(path, bytes)?;
        }
        let by_hand = fate == Fate::Changed && old.is_some_and(|old| !is_as_written(&target, old));
        let mut put = lock(&self.put);
        if by_hand {
            put.report.overwritten.push(path.to_owned());
        }
        *match fate {
            Fate::Added => &mut put.report.added,
            Fate::Changed => &mut put.report.changed,
            Fate::Same => &mut put.report.same,
        } += 1;
        put.entries.push(entry);
        Ok(())
    }

    /// What the manifest lists and what lies there in its length, as [`Self::try_put`] takes it to be unchanged.
    fn try_keep(&self, path: &str) -> Result<bool, OutputError> {
        let Some(old) = self.old.get(path) else { return Ok(false) };
        let there = if self.folders.exists(Folders::of(path))? { standing(&self.paths.site.join(path))? } else { None };
        if !there.is_some_and(|there| there.is_file() && there.len() == old.length) {
            return Ok(false);
        }
        let mut put = lock(&self.put);
        put.report.same += 1;
        put.entries.push(old.clone());
        Ok(true)
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let folder = Folders::of(path);
        let known = lock(&self.staged_folders).contains(folder);
        if !known {
            let full = self.paths.stage.join(folder);
            std::fs::create_dir_all(&full).map_err(failed("create", &full))?;
            lock(&self.staged_folders).insert(folder.to_owned());
        }
        let file = self.paths.stage.join(path);
        // the stage was empty: a file that is there was put by this very build
        let written = OpenOptions::new().write(true).create_new(true).open(&file).and_then(|mut f| f.write_all(bytes));
        written.map_err(|cause| match cause.kind() {
            io::ErrorKind::AlreadyExists => OutputError::PutTwice { path: path.to_owned() },
            _ => failed("write", &file)(cause),
        })
    }
}

/// What became of an artifact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Added,
    Changed,
    Same,
}

impl ArtifactSink for DiskOutput {
    fn put(&self, path: &UrlPath, bytes: &[u8]) -> Result<(), SinkError> {
        self.try_put(path, bytes).map_err(|error| match error {
            OutputError::Io { path, cause, .. } => SinkError { path: path.display().to_string(), cause },
            other => SinkError { path: path.to_string(), cause: io::Error::other(other) },
        })
    }

    fn keep(&self, path: &UrlPath) -> Result<bool, SinkError> {
        self.try_keep(path.as_str())
            .map_err(|error| SinkError { path: path.to_string(), cause: io::Error::other(error) })
    }
}

impl Drop for DiskOutput {
    fn drop(&mut self) {
        if self.discard {
            // what is left here the next build throws away
            let _ = remove_folder(&self.paths.stage);
        }
    }
}

impl Paths {
    fn new(site: PathBuf) -> Self {
        let state = site.join(STATE_FOLDER);
        Self {
            stage: state.join("stage"),
            manifest: state.join("manifest"),
            next: state.join("manifest.next"),
            state,
            site,
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a file is still what we wrote.
fn is_as_written(file: &Path, entry: &Entry) -> bool {
    std::fs::read(file).is_ok_and(|bytes| bytes.len() as u64 == entry.length && Hash::of(&bytes) == entry.hash)
}

fn holds(file: &Path, bytes: &[u8]) -> bool {
    std::fs::read(file).is_ok_and(|found| found == bytes)
}

/// Files of the old site that the new one lacks.
fn orphans<'a>(old: &'a Manifest, next: &'a Manifest) -> impl Iterator<Item = &'a Entry> {
    old.entries().iter().filter(|entry| next.get(&entry.path).is_none())
}

/// Makes the new site the one that stands. Every step can be repeated, so that a swap interrupted anywhere is finished by
/// running it again: new pages first, then what nobody links to any more, the manifest last.
fn swap(paths: &Paths, old: &Manifest, next: &Manifest) -> Result<(), OutputError> {
    if standing(&paths.stage)?.is_some() {
        move_in(&paths.stage, &paths.site, "", old)?;
        remove_folder(&paths.stage)?;
    }
    remove_orphans(&paths.site, old, next)?;
    std::fs::rename(&paths.next, &paths.manifest).map_err(failed("write", &paths.manifest))
}

/// A stage left by an interrupted swap holds plain files that its manifest lists, in plain folders; anything else was put
/// there by somebody else and is not moved.
fn refuse_planted(stage: &Path, folder: &str, next: &Manifest) -> Result<(), OutputError> {
    match standing(stage)? {
        None => return Ok(()),
        Some(there) if there.is_dir() => {}
        Some(_) => return Err(OutputError::Foreign { path: stage.to_owned() }),
    }
    for entry in stage.read_dir().map_err(failed("read", stage))? {
        let entry = entry.map_err(failed("read", stage))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let kind = entry.file_type().map_err(failed("read", stage))?;
        if kind.is_dir() {
            refuse_planted(&entry.path(), &path, next)?;
        } else if !kind.is_file() || next.get(&path).is_none() || !is_inside(&path) {
            return Err(OutputError::Foreign { path: entry.path() });
        }
    }
    Ok(())
}

/// Moves what lies in a folder of the stage into the folder of the site. One that the site lacks is moved whole.
fn move_in(stage: &Path, site: &Path, folder: &str, old: &Manifest) -> Result<(), OutputError> {
    for entry in stage.read_dir().map_err(failed("read", stage))? {
        let entry = entry.map_err(failed("read", stage))?;
        let (from, to) = (entry.path(), site.join(entry.file_name()));
        let is_folder = entry.file_type().map_err(failed("read", &from))?.is_dir();
        // the stage holds nothing but names of ours, which are text
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        match standing(&to)? {
            Some(there) if is_folder && there.is_dir() => {
                move_in(&from, &to, &path, old)?;
                continue;
            }
            Some(there) if is_folder || !there.is_file() || old.get(&path).is_none() => {
                return Err(OutputError::Foreign { path: to });
            }
            _ => {}
        }
        std::fs::rename(&from, &to).map_err(failed("rename", &from))?;
    }
    Ok(())
}

/// Removes our files that are no longer part of the site, and the folders that this leaves empty.
fn remove_orphans(site: &Path, old: &Manifest, next: &Manifest) -> Result<(), OutputError> {
    let folders = Folders::new(site);
    let mut emptied: BTreeSet<&str> = BTreeSet::new();
    for orphan in orphans(old, next) {
        let mut folder = Folders::of(&orphan.path);
        if !folders.exists(folder)? {
            continue;
        }
        let file = site.join(&orphan.path);
        // what somebody put in its place since is theirs
        let there = standing(&file)?;
        let is_ours = there.is_some_and(|there| there.is_file() && there.len() == orphan.length);
        if !is_ours || !is_as_written(&file, orphan) {
            continue;
        }
        match std::fs::remove_file(&file) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(failed("remove", &file)(cause)),
            _ => {}
        }
        while !folder.is_empty() && emptied.insert(folder) {
            folder = Folders::of(folder);
        }
    }
    // longer names first: a folder before the one that holds it
    for folder in emptied.into_iter().rev() {
        // fails where something is left in it, which is as it should be
        let _ = std::fs::remove_dir(site.join(folder));
    }
    Ok(())
}
