//! A site in memory.

use super::{ArtifactSink, Manifest, SinkError, UrlPath};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// A site in memory, for the preview server, for checks and for tests.
#[derive(Debug, Default)]
pub struct MemoryOutput {
    files: Mutex<BTreeMap<UrlPath, Vec<u8>>>,
    before: Manifest,
    kept: AtomicUsize,
}

impl MemoryOutput {
    /// One for a site that was built before: what can be kept of it is only counted.
    pub fn after(before: Manifest) -> Self {
        Self { before, ..Self::default() }
    }

    /// How many files were kept.
    pub fn kept(&self) -> usize {
        self.kept.load(Ordering::Relaxed)
    }

    /// Takes the files out.
    pub fn into_files(self) -> BTreeMap<UrlPath, Vec<u8>> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ArtifactSink for MemoryOutput {
    fn put(&self, path: &UrlPath, bytes: &[u8]) -> Result<(), SinkError> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), bytes.to_vec());
        Ok(())
    }

    fn keep(&self, path: &UrlPath) -> Result<bool, SinkError> {
        let is_there = self.before.get(path.as_str()).is_some();
        self.kept.fetch_add(usize::from(is_there), Ordering::Relaxed);
        Ok(is_there)
    }
}
