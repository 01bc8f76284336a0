//! The only writer. Puts a site into its folder so that readers see the old one or the new one, never half of each.
//!
//! Input: artifacts through [`ArtifactSink`], from many threads. Output: a [`WriteReport`].
//!
//! 1. [`DiskOutput::open`] refuses a folder that is not ours, locks it, finishes a swap that was interrupted, and reads
//!    the manifest: which files are ours, with hash and length.
//! 2. Each artifact is compared with the manifest and with the file's length on disk. What is unchanged is neither read
//!    nor written; the rest goes to a stage inside the folder. The old site stands untouched.
//! 3. [`DiskOutput::commit`] writes the next manifest beside the old one. From then on the swap can only go forward: should
//!    it be interrupted, the next `open` finishes it. Staged files are moved into place, our orphans are removed, and the
//!    next manifest takes the place of the old.
//!
//! [`PlainFolder`] writes single files for commands that make no site, [`MemoryOutput`] keeps a site in memory.
//! `docs/output.md` says what lies in the folder and what is promised of it.

#![expect(clippy::disallowed_methods, reason = "this module is the one that writes")]

mod disk;
mod folder;
mod guard;
mod lock;
mod manifest;
mod memory;

pub use disk::DiskOutput;
pub use folder::{PlainFolder, Written};
pub use manifest::{Entry, Hash, Manifest};
pub use memory::MemoryOutput;

use crate::model::{ArtifactSink, SinkError, UrlPath};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folder inside the site in which the writer keeps its manifest, its lock and its stage.
pub const STATE_FOLDER: &str = ".briefing";

/// What a build changed in the output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WriteReport {
    /// Files that were not there before.
    pub added: usize,
    /// Files whose content changed.
    pub changed: usize,
    /// Files left untouched, bytes and times.
    pub same: usize,
    /// Files of ours that are no longer part of the site.
    pub removed: usize,
    /// Size of the whole site in bytes.
    pub bytes: u64,
    /// Files that somebody else had changed, and that were written anew, sorted.
    pub overwritten: Vec<String>,
    /// Files that are no longer part of the site, but were changed by hand and are therefore still there, sorted.
    pub left: Vec<String>,
}

/// The site cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The folder holds files and no manifest of ours.
    #[error(
        "{} is not empty and was not made by briefing; name another folder with -o, or empty this one",
        path.display()
    )]
    NotOurs {
        /// The folder.
        path: PathBuf,
    },
    /// The folder holds, or is, something that is only ever read.
    #[error("{} would be written over {}; name another folder with -o", path.display(), what.display())]
    Protected {
        /// The folder or file to be written.
        path: PathBuf,
        /// What it would harm.
        what: PathBuf,
    },
    /// Something that we did not write stands where one of our files or folders must go.
    #[error("{} stands in the way and was not made by briefing; move it away and build again", path.display())]
    Foreign {
        /// What stands there.
        path: PathBuf,
    },
    /// Another build is writing into the folder.
    #[error("another build{} is writing to {}; wait for it to end", by(*pid), path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
        /// Process id of the other build, when it can be read.
        pid: Option<u32>,
    },
    /// The manifest cannot be understood, so nobody knows which files are ours.
    #[error(
        "{}:{line}: the manifest is damaged; remove the folder that holds the site and build anew",
        path.display()
    )]
    Damaged {
        /// The manifest.
        path: PathBuf,
        /// Its first faulty line.
        line: usize,
    },
    /// Two artifacts of the site have the same path: a defect of the program.
    #[error("two files of the site are called {path}; please report this as a defect of briefing")]
    PutTwice {
        /// The path in the site.
        path: String,
    },
    /// A file operation failed.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// "write", "create", "rename", "remove".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
}

fn by(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
}

/// For `map_err`: what was tried on which path.
fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OutputError {
    move |cause| OutputError::Io { action, path: path.to_owned(), cause }
}

/// Writes a file of ours that is about to be renamed, as a new one: what stands at its path goes first, so that no link
/// planted there is followed.
fn write_anew(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    match std::fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(failed("write", path)(cause)),
        _ => {}
    }
    let mut file = File::options().write(true).create_new(true).open(path).map_err(failed("write", path))?;
    file.write_all(bytes).map_err(failed("write", path))
}

/// Makes a folder and those above it, and gives its path without symbolic links.
fn make_folder(folder: &Path) -> Result<PathBuf, OutputError> {
    std::fs::create_dir_all(folder).map_err(failed("create", folder))?;
    folder.canonicalize().map_err(failed("read", folder))
}

/// Removes a folder of ours with all that is in it; one that is not there is fine.
fn remove_folder(folder: &Path) -> Result<(), OutputError> {
    match std::fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(failed("remove", folder)(cause)),
        _ => Ok(()),
    }
}
