//! Tells when files of a project change.
//!
//! Input: the project's root and the files and folders that a build reads, there or not yet. Output: one call for each burst
//! of changes, once it is over.
//!
//! 1. The root is watched for what appears in it, each source that is a folder with all that is below it.
//! 2. An event that only reads (a build reads every file) or that touches no source is dropped.
//! 3. From the first change on, wait until nothing has happened for a moment; then tell, once.

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Editors write a file in several steps; this long nothing must have happened.
const QUIET: Duration = Duration::from_millis(60);

/// In a folder where something happens all the time, tell after so many of those.
const MOST_WAITS: usize = 20;

/// Files cannot be watched.
#[derive(Debug, thiserror::Error)]
#[error("cannot watch {}", path.display())]
pub struct WatchError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub cause: notify::Error,
}

/// Files that are being watched.
pub struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    sources: Vec<PathBuf>,
    watched: BTreeSet<PathBuf>,
}

impl Watch {
    /// Watches `sources`, which lie in `root`; those that are not there are watched for.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn start(root: &Path, sources: &[PathBuf]) -> Result<Self, WatchError> {
        let (sender, events) = channel();
        let failed = |cause| WatchError { path: root.to_owned(), cause };
        let watcher = notify::recommended_watcher(move |event| {
            // the receiver is gone only when nobody wants to know any more
            let _ = sender.send(event);
        });
        let sources = sources.iter().map(|source| real(source)).collect();
        let mut watch = Self { watcher: watcher.map_err(failed)?, events, sources, watched: BTreeSet::new() };
        let root = real(root);
        if !watch.sources.contains(&root) {
            watch.watcher.watch(&root, RecursiveMode::NonRecursive).map_err(failed)?;
        }
        watch.follow()?;
        Ok(watch)
    }

    /// Waits for a burst of changes to end. `None` when nothing can be watched any more.
    pub fn changed(&mut self) -> Option<()> {
        loop {
            let first = self.events.recv().ok()?;
            if self.is_change(&first) {
                break;
            }
        }
        for _ in 0..MOST_WAITS {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => _ = self.is_change(&event),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        // a folder that cannot be watched now is tried again with the next change
        let _ = self.follow();
        Some(())
    }

    /// Whether an event changes a source. A source that itself came or went has to be watched anew.
    fn is_change(&mut self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        if matches!(event.kind, EventKind::Access(_)) {
            return false;
        }
        for path in &event.paths {
            if self.watched.remove(path) {
                // fails when the folder is gone, and then there is nothing to end
                let _ = self.watcher.unwatch(path);
            }
        }
        event.need_rescan() || event.paths.iter().any(|path| self.sources.iter().any(|source| path.starts_with(source)))
    }

    /// Watches the folders among the sources that are there and not yet watched.
    fn follow(&mut self) -> Result<(), WatchError> {
        for source in self.sources.iter().filter(|source| source.is_dir()) {
            if !self.watched.contains(source) {
                let failed = |cause| WatchError { path: source.clone(), cause };
                self.watcher.watch(source, RecursiveMode::Recursive).map_err(failed)?;
                self.watched.insert(source.clone());
            }
        }
        Ok(())
    }
}

/// Events carry real paths. What is not there yet is named through the folder that will hold it.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => real(folder).join(name),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    })
}
