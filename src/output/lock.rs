//! Keeps two builds from writing into one folder at once.

use super::guard::standing;
use super::{OutputError, failed};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::time::SystemTime;

/// A lock of the operating system on a file, which holds our process id for whoever finds it taken. The system lets go of
/// it when the process ends in whatever way, so no lock is ever stale. Where the file system knows no locks we go without.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    /// When the file had been changed before: a build that changes nothing leaves no trace.
    modified: Option<SystemTime>,
}

impl Lock {
    /// Takes the lock in the folder that keeps the state of `site`.
    pub(super) fn take(state: &Path, site: &Path) -> Result<Self, OutputError> {
        let path = state.join("lock");
        // a link planted here would have its target emptied
        if standing(&path)?.is_some_and(|there| !there.is_file()) {
            return Err(OutputError::Foreign { path });
        }
        let is_new = standing(&path)?.is_none();
        let mut file = OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(false) // not before the lock is ours
            .open(&path)
            .map_err(failed("write", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let pid = std::fs::read_to_string(&path).ok().and_then(|text| text.trim().parse().ok());
                return Err(OutputError::Busy { path: site.to_owned(), pid });
            }
            Err(TryLockError::Error(cause)) if cause.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(cause)) => return Err(failed("lock", &path)(cause)),
        }
        let modified = file.metadata().and_then(|there| there.modified()).ok().filter(|_| !is_new);
        let written = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        written.map_err(failed("write", &path))?;
        Ok(Self { file, modified })
    }
}

impl Drop for Lock {
    /// Leaves the file empty, so that the folder's bytes don't depend on who built it. It stays: removing it would let a
    /// third build lock a new file while a second still waits for the old one.
    fn drop(&mut self) {
        // nothing depends on it
        let _ = self.file.set_len(0);
        if let Some(modified) = self.modified {
            let _ = self.file.set_modified(modified);
        }
    }
}
