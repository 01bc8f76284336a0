//! Reads a folder of source files: walk, decode, recognise, parse into raw blocks. Judges nothing.
//!
//! Input: the seeds folder. Output: a [`Listing`] of every file below it, then for each file an [`Ingested`].
//!
//! 1. [`list`] walks the folder in a fixed order and sets aside what is no article.
//! 2. [`read`] decodes one file (BOM, UTF-8, UTF-16, else the encoding that chardetng guesses) and hands it to the
//!    [`reader`] for its format. Called in parallel, a file at a time.

pub mod reader;

use crate::config::IngestSettings;
use crate::diag::Diagnostics;
use crate::model::{Format, Ingested, Skipped};
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourcePath {
    /// Path relative to the seeds folder, forward slashes.
    pub relative: String,
    /// Path to open.
    pub full: PathBuf,
    /// By its ending.
    pub format: Format,
}

/// Every file below a folder, sorted by relative path.
#[derive(Debug, Default)]
pub struct Listing {
    /// To be read.
    pub files: Vec<SourcePath>,
    /// Set aside, with the reason.
    pub skipped: Vec<Skipped>,
}

/// The folder cannot be walked at all.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The folder is missing or unreadable.
    #[error("cannot read the folder {}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
}

/// Lists every file below `folder`, sorted; directories named `.git` and the like are not entered.
///
/// # Errors
/// When the folder itself cannot be read. A subfolder that cannot is listed as skipped.
pub fn list(_settings: &IngestSettings, _folder: &Path) -> Result<Listing, IngestError> {
    Ok(Listing::default())
}

/// Lists single files and folders that were named one by one; the relative path of a file that was named itself is its
/// file name, that of a file found below a named folder is its path below that folder.
///
/// # Errors
/// When a named path does not exist or a named folder cannot be read.
pub fn list_paths(_settings: &IngestSettings, _paths: &[PathBuf]) -> Result<Listing, IngestError> {
    Ok(Listing::default())
}

/// Reads one file. Never fails: what cannot be read is [`Ingested::Skipped`] with the reason.
pub fn read(_settings: &IngestSettings, source: &SourcePath, _diagnostics: &mut Diagnostics) -> Ingested {
    Ingested::Skipped(Skipped { path: source.relative.clone(), reason: crate::model::SkipReason::Empty })
}
