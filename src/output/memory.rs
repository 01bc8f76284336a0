//! A site in memory.

use super::{ArtifactSink, SinkError, UrlPath};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

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
