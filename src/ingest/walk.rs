//! Walks the folder: every file below it is to be read or set aside with the reason.
//!
//! Input: a folder, or paths named one by one. Output: a [`Listing`], sorted by relative path.
//!
//! 1. Folders that hold no articles (hidden ones, sites that we made) are not entered; each counts as one, except the site
//!    of these very files, so that a second build says what the first one said, and the curator's decisions on them.
//! 2. Regular files are sorted out by name: hidden, note for people, unknown ending, part of a saved page.
//! 3. Symbolic links come last, so that a file is read under its own name and a link to it is set aside; a link is
//!    followed only to a file inside the folder, never to a folder, so no cycle is possible.
//! 4. What is no regular file (a pipe, a socket, a device) is listed and never opened.

use super::{IngestError, Listing, SourcePath, reader};
use crate::config::IngestSettings;
use crate::model::{SkipReason, Skipped};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

pub(super) const NOT_A_FILE: &str = "a pipe, socket or device, not a file";

const HIDDEN_FILE: SkipReason = SkipReason::NotAnArticle("a hidden file");
const HIDDEN_FOLDER: SkipReason = SkipReason::NotAnArticle("a hidden folder, not entered");
const OUR_SITE: SkipReason = SkipReason::NotAnArticle("a site that briefing made, not entered");
const LINKED_FOLDER: SkipReason = SkipReason::NotAnArticle("a symbolic link to a folder, not entered");
const NOTE: SkipReason = SkipReason::NotAnArticle("a note for people");
const PAGE_PART: SkipReason = SkipReason::NotAnArticle("a part of the saved page beside its folder");
const LISTED_ALREADY: SkipReason = SkipReason::NotAnArticle("a link to a file that is listed under its own name");

/// Name of the folder in a site of ours that holds its manifest.
const MANIFEST_FOLDER: &str = ".briefing";

/// Lists every file below `folder`, sorted; directories named `.git` and the like are not entered.
///
/// # Errors
/// When the folder itself cannot be read. A subfolder that cannot is listed as skipped.
pub fn list(settings: &IngestSettings, folder: &Path) -> Result<Listing, IngestError> {
    let output = settings.output.as_ref().and_then(|output| fs::canonicalize(output).ok());
    let curation = settings.curation.as_ref().and_then(|curation| fs::canonicalize(curation).ok());
    let mut walk = Walk { output, curation, ..Walk::default() };
    walk.folder(folder)?;
    Ok(walk.finish())
}

/// Lists single files and folders that were named one by one; the relative path of a file that was named itself is its
/// file name, that of a file found below a named folder is its path below that folder. Where two would be called alike,
/// both get as many of their parent folders' names in front as it takes.
///
/// # Errors
/// When a named path does not exist or a named folder cannot be read.
pub fn list_paths(_settings: &IngestSettings, paths: &[PathBuf]) -> Result<Listing, IngestError> {
    let mut walk = Walk::default();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|cause| IngestError::Folder { path: path.clone(), cause })?;
        if metadata.is_dir() {
            walk.folder(path)?;
        } else {
            walk.named(path, metadata.is_file());
        }
    }
    Ok(walk.finish())
}

/// A file found, not yet judged.
struct Found {
    relative: String,
    full: PathBuf,
}

/// A symbolic link found, with the real path of the folder that it must not leave.
struct Link {
    found: Found,
    root: PathBuf,
}

#[derive(Default)]
struct Walk {
    files: Vec<SourcePath>,
    skipped: Vec<Skipped>,
    links: Vec<Link>,
    /// Real paths of `files`.
    taken: BTreeSet<PathBuf>,
    /// Real path of the folder that the site goes to.
    output: Option<PathBuf>,
    /// Real path of the curator's decisions.
    curation: Option<PathBuf>,
}

impl Walk {
    fn folder(&mut self, folder: &Path) -> Result<(), IngestError> {
        let failed = |cause| IngestError::Folder { path: folder.to_owned(), cause };
        let root = fs::canonicalize(folder).map_err(failed)?;
        fs::read_dir(folder).map_err(failed)?;
        let mut entries = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let relative = error.path().map(|path| relative(folder, path)).unwrap_or_default();
                    let cause = error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
                    self.skip(relative, SkipReason::Unreadable(cause));
                    continue;
                }
            };
            let found = Found { relative: relative(folder, entry.path()), full: entry.path().to_owned() };
            let kind = entry.file_type();
            if kind.is_symlink() {
                self.links.push(Link { found, root: root.clone() });
            } else if kind.is_dir() && self.curation.as_ref() == Some(&root.join(&found.relative)) {
                entries.skip_current_dir();
            } else if kind.is_dir() {
                if let Some(reason) = not_entered(&found) {
                    entries.skip_current_dir();
                    let is_output = reason == OUR_SITE && self.output.as_ref() == Some(&root.join(&found.relative));
                    if !is_output {
                        self.skip(format!("{}/", found.relative), reason);
                    }
                }
            } else if kind.is_file() {
                let real = root.join(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
                self.file(found, real);
            } else {
                self.skip(found.relative, SkipReason::Unreadable(NOT_A_FILE.to_owned()));
            }
        }
        Ok(())
    }

    /// A path that was named itself: read whatever its name, if it has a known ending.
    fn named(&mut self, path: &Path, is_file: bool) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !is_file {
            self.skip(name, SkipReason::Unreadable(NOT_A_FILE.to_owned()));
            return;
        }
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let ending = ending(&name);
        match reader::by_ending(ending) {
            Some(format) if self.taken.insert(real) => {
                self.files.push(SourcePath { relative: name, full: path.to_owned(), format });
            }
            Some(_) => {}
            None => {
                let reason = SkipReason::UnknownType(ending.to_lowercase());
                self.skip(name, reason);
            }
        }
    }

    fn file(&mut self, found: Found, real: PathBuf) {
        if self.taken.contains(&real) {
            return; // named twice, by itself and by its folder
        }
        match judge_name(&found) {
            Ok(format) => {
                self.taken.insert(real);
                self.files.push(SourcePath { relative: found.relative, full: found.full, format });
            }
            Err(reason) => self.skip(found.relative, reason),
        }
    }

    fn link(&mut self, Link { found, root }: Link) {
        let target = fs::canonicalize(&found.full).ok().filter(|target| target.starts_with(&root));
        let Some(target) = target else { return self.skip(found.relative, SkipReason::LinkLeavesFolder) };
        let reason = match fs::metadata(&target) {
            Ok(metadata) if metadata.is_dir() => LINKED_FOLDER,
            Ok(metadata) if metadata.is_file() && self.taken.contains(&target) => LISTED_ALREADY,
            Ok(metadata) if metadata.is_file() => return self.file(found, target),
            Ok(_) => SkipReason::Unreadable(NOT_A_FILE.to_owned()),
            Err(cause) => SkipReason::Unreadable(cause.to_string()),
        };
        self.skip(found.relative, reason);
    }

    fn skip(&mut self, path: String, reason: SkipReason) {
        self.skipped.push(Skipped { path, reason });
    }

    fn finish(mut self) -> Listing {
        let mut links = std::mem::take(&mut self.links);
        links.sort_by(|a, b| a.found.relative.cmp(&b.found.relative));
        for link in links {
            self.link(link);
        }
        tell_apart(&mut self.files);
        self.files.sort();
        self.skipped.sort_by(|a, b| a.path.cmp(&b.path));
        Listing { files: self.files, skipped: self.skipped }
    }
}

fn not_entered(folder: &Found) -> Option<SkipReason> {
    if name_of(&folder.relative).starts_with('.') {
        return Some(HIDDEN_FOLDER);
    }
    folder.full.join(MANIFEST_FOLDER).is_dir().then_some(OUR_SITE)
}

/// What the name alone says: the format, or why the file is no article.
fn judge_name(found: &Found) -> Result<crate::model::Format, SkipReason> {
    let name = name_of(&found.relative);
    if name.starts_with('.') {
        return Err(HIDDEN_FILE);
    }
    if is_note(name) {
        return Err(NOTE);
    }
    let ending = ending(name);
    let Some(format) = reader::by_ending(ending) else {
        return Err(SkipReason::UnknownType(ending.to_lowercase()));
    };
    if is_page_part(&found.full, found.relative.matches('/').count()) { Err(PAGE_PART) } else { Ok(format) }
}

/// `README`, `readme.txt`, `LICENSE-MIT`, `NOTICE.md`; not `notice-of-eviction.txt`.
fn is_note(name: &str) -> bool {
    const NOTES: [&str; 5] = ["readme", "license", "licence", "notice", "copying"];
    let stem = name.split('.').next().unwrap_or(name);
    let head = stem.split(['-', '_']).next().unwrap_or(stem);
    let is_known = |word: &str| NOTES.iter().any(|note| note.eq_ignore_ascii_case(word));
    is_known(stem) || (is_known(head) && head.chars().all(|c| c.is_ascii_uppercase()))
}

/// Browsers save the parts of `Page.html` in a folder `Page_files` beside it (the word differs by language). Only the
/// `depth` folders between the walked one and the file count.
fn is_page_part(path: &Path, depth: usize) -> bool {
    const WORDS: [&str; 9] =
        ["_files", "-files", ".files", "_fichiers", "-Dateien", "_archivos", "_ficheiros", "_bestanden", "_file"];
    path.ancestors().skip(1).take(depth).any(|folder| {
        let name = folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        WORDS.iter().filter_map(|word| name.strip_suffix(word)).any(|page| {
            ["html", "htm", "xhtml"].iter().any(|ending| folder.with_file_name(format!("{page}.{ending}")).is_file())
        })
    })
}

fn name_of(relative: &str) -> &str {
    relative.rsplit('/').next().unwrap_or(relative)
}

/// What follows the last dot of a name; empty for names without a dot or with nothing before it.
fn ending(name: &str) -> &str {
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or("", |(_, ending)| ending)
}

/// The path below the folder with forward slashes. Names that are no Unicode show U+FFFD there; `full` still opens them.
fn relative(folder: &Path, path: &Path) -> String {
    join(path.strip_prefix(folder).unwrap_or(path).components())
}

fn join<'a>(components: impl Iterator<Item = Component<'a>>) -> String {
    let names: Vec<_> = components
        .filter_map(|component| match component {
            Component::Normal(name) => Some(name.to_string_lossy()),
            Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
        })
        .collect();
    names.join("/")
}

/// Gives files with the same relative path the names of their parent folders in front, as many as it takes.
fn tell_apart(files: &mut [SourcePath]) {
    files.sort();
    let mut start = 0;
    while start < files.len() {
        let end = start + files[start..].iter().take_while(|file| file.relative == files[start].relative).count();
        if end - start > 1 {
            rename_alike(&mut files[start..end]);
        }
        start = end;
    }
}

fn rename_alike(alike: &mut [SourcePath]) {
    let real: Vec<PathBuf> =
        alike.iter().map(|file| fs::canonicalize(&file.full).unwrap_or_else(|_| file.full.clone())).collect();
    let deepest = real.iter().map(|path| path.components().count()).max().unwrap_or(0);
    for depth in 2..=deepest {
        let names: Vec<String> = real
            .iter()
            .map(|path| {
                let skipped = path.components().count().saturating_sub(depth);
                join(path.components().skip(skipped))
            })
            .collect();
        if names.iter().collect::<BTreeSet<_>>().len() == names.len() {
            for (file, name) in alike.iter_mut().zip(names) {
                file.relative = name;
            }
            return;
        }
    }
    // only names that are no Unicode come here: told apart by their place in the order
    for (n, file) in (1..).zip(alike) {
        file.relative = format!("{} ({n})", file.relative);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_told_from_articles() {
        for name in ["README", "readme.txt", "README.de.md", "LICENSE-MIT", "LICENSE_APACHE.txt", "Notice.md"] {
            assert!(is_note(name), "{name}");
        }
        for name in ["notice-of-eviction.txt", "licensed.md", "readmes.txt", "a-readme.txt", "License-fees-rise.txt"] {
            assert!(!is_note(name), "{name}");
        }
    }

    #[test]
    fn endings() {
        assert_eq!(["a.TXT", "a.b.md", ".txt", "a", "a."].map(ending), ["TXT", "md", "", "", ""]);
    }
}
