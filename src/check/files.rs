//! The files of a site, wherever they are.

use crate::emit::export::Exported;
use crate::model::UrlPath;
use crate::output::STATE_FOLDER;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The site cannot be checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// There is no site in the folder.
    #[error("{} holds no site; build it first", path.display())]
    NoSite {
        /// The folder.
        path: PathBuf,
    },
    /// Its manifest is damaged or cannot be read.
    #[error(transparent)]
    Manifest(#[from] crate::output::OutputError),
    /// A file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
}

/// Where a site's files come from. Paths are relative to its root, with forward slashes.
pub(super) trait SiteFiles: Sync {
    /// All files with their sizes, sorted by path.
    fn list(&self) -> Result<Vec<(String, u64)>, CheckError>;

    /// The bytes of one.
    fn read(&self, path: &str) -> Result<Cow<'_, [u8]>, CheckError>;
}

impl SiteFiles for BTreeMap<UrlPath, Vec<u8>> {
    fn list(&self) -> Result<Vec<(String, u64)>, CheckError> {
        Ok(self.iter().map(|(path, bytes)| (path.to_string(), bytes.len() as u64)).collect())
    }

    fn read(&self, path: &str) -> Result<Cow<'_, [u8]>, CheckError> {
        Ok(Cow::Borrowed(self.get(&UrlPath::new(path)).map_or(&[], Vec::as_slice)))
    }
}

impl SiteFiles for &[Exported] {
    fn list(&self) -> Result<Vec<(String, u64)>, CheckError> {
        Ok(self.iter().map(|file| (file.name.clone(), file.bytes.len() as u64)).collect())
    }

    fn read(&self, path: &str) -> Result<Cow<'_, [u8]>, CheckError> {
        let file = self.iter().find(|file| file.name == path);
        Ok(Cow::Borrowed(file.map_or(&[], |file| file.bytes.as_slice())))
    }
}

/// A site in a folder. The writer's own files are no part of it, nor is what version control keeps there.
pub(super) struct SiteFolder<'a>(pub(super) &'a Path);

impl SiteFiles for SiteFolder<'_> {
    fn list(&self) -> Result<Vec<(String, u64)>, CheckError> {
        let hidden = |name: &std::ffi::OsStr| name == STATE_FOLDER || name == ".git";
        let walk = WalkDir::new(self.0).sort_by_file_name().into_iter();
        let mut files = Vec::new();
        for entry in walk.filter_entry(|entry| entry.depth() != 1 || !hidden(entry.file_name())) {
            let entry = entry.map_err(|error| self.failed(error.into()))?;
            if entry.file_type().is_file() {
                let size = entry.metadata().map_err(|error| self.failed(error.into()))?.len();
                let path = entry.path().strip_prefix(self.0).unwrap_or(entry.path());
                let segments: Vec<_> = path.iter().map(|segment| segment.to_string_lossy()).collect();
                files.push((segments.join("/"), size));
            }
        }
        files.sort();
        Ok(files)
    }

    fn read(&self, path: &str) -> Result<Cow<'_, [u8]>, CheckError> {
        let path = self.0.join(path);
        std::fs::read(&path).map(Cow::Owned).map_err(|cause| CheckError::Read { path, cause })
    }
}

impl SiteFolder<'_> {
    fn failed(&self, cause: io::Error) -> CheckError {
        CheckError::Read { path: self.0.to_owned(), cause }
    }
}
