//! What may be written where: nothing of the user's is touched, nothing outside of the folder is reached.

use super::{OutputError, failed};
use rustc_hash::FxHashMap;
use std::fs::Metadata;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Names in the output folder that don't make it somebody else's: what people keep beside a published site.
const TOLERATED: [&str; 8] =
    [".git", ".gitattributes", ".gitignore", ".gitkeep", ".nojekyll", "CNAME", "README.md", super::STATE_FOLDER];

/// Refuses the root of the disk, and a folder that is or holds one of the protected paths.
pub(super) fn refuse_protected(folder: &Path, protected: &[&Path]) -> Result<(), OutputError> {
    let refuse = |what: &Path| OutputError::Protected { path: folder.to_owned(), what: what.to_owned() };
    if folder.parent().is_none() {
        return Err(refuse(folder));
    }
    for &path in protected {
        // what does not exist cannot be harmed
        if path.canonicalize().is_ok_and(|path| path.starts_with(folder)) {
            return Err(refuse(path));
        }
    }
    Ok(())
}

/// Whether the folder holds nothing but what people keep beside a published site.
pub(super) fn is_vacant(folder: &Path) -> Result<bool, OutputError> {
    for entry in folder.read_dir().map_err(failed("read", folder))? {
        let name = entry.map_err(failed("read", folder))?.file_name();
        if !TOLERATED.iter().any(|tolerated| name == *tolerated) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What stands at a path, symbolic links not followed; `None` when nothing does.
pub(super) fn standing(path: &Path) -> Result<Option<Metadata>, OutputError> {
    match path.symlink_metadata() {
        Ok(metadata) => Ok(Some(metadata)),
        Err(cause) if matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(cause) => Err(failed("read", path)(cause)),
    }
}

/// The folders below the output folder, each looked at once.
#[derive(Debug)]
pub(super) struct Folders {
    root: PathBuf,
    known: Mutex<FxHashMap<String, bool>>,
}

impl Folders {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), known: Mutex::default() }
    }

    /// Whether the folder (relative, `""` for the root) exists. A symbolic link, or a file, in its place or in that of a
    /// folder above it is refused: whatever is written or removed below it would lie elsewhere.
    pub(super) fn exists(&self, folder: &str) -> Result<bool, OutputError> {
        if folder.is_empty() {
            return Ok(true);
        }
        if let Some(&known) = self.lock().get(folder) {
            return Ok(known);
        }
        let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
        let exists = self.exists(above)? && {
            let path = self.root.join(folder);
            match standing(&path)? {
                None => false,
                Some(metadata) if metadata.is_dir() => true,
                Some(_) => return Err(OutputError::Foreign { path }),
            }
        };
        self.lock().insert(folder.to_owned(), exists);
        Ok(exists)
    }

    /// The folder of a file's path.
    pub(super) fn of(path: &str) -> &str {
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, FxHashMap<String, bool>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
