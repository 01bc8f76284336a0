//! Single files into a folder, for commands that make no site.

use super::guard::{Folders, refuse_protected, standing};
use super::{OutputError, failed, make_folder, write_anew};
use crate::text::short_hash;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};

/// A folder into which files are written one by one, each whole or not at all. It keeps no manifest, so a file of
/// the same name with other content is refused unless [`Self::replacing`] was asked for.
#[derive(Debug)]
pub struct PlainFolder {
    root: PathBuf,
    protected: FxHashSet<PathBuf>,
    folders: Folders,
    /// Names written to, folded, with how often each was asked for.
    written: FxHashMap<String, u32>,
    /// Whether files that are there with other content give way.
    replaces: bool,
}

/// What became of a file that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It was written.
    New,
    /// Something stood there, and stays.
    Kept,
}

impl PlainFolder {
    /// Makes the folder if need be. `protected` are the files that are read: none of them is ever replaced. A folder among
    /// them must not be the one written to, nor lie in it.
    ///
    /// # Errors
    /// When the folder is protected or cannot be made.
    pub fn open(folder: &Path, protected: &[&Path]) -> Result<Self, OutputError> {
        let root = make_folder(folder)?;
        let (folders, files): (Vec<&Path>, Vec<&Path>) = protected.iter().partition(|path| path.is_dir());
        refuse_protected(&root, &folders)?;
        let protected = files.iter().filter_map(|file| file.canonicalize().ok()).collect();
        Ok(Self { folders: Folders::new(&root), root, protected, written: FxHashMap::default(), replaces: false })
    }

    /// From now on files that are there with other content are replaced.
    #[must_use]
    pub fn replacing(mut self) -> Self {
        self.replaces = true;
        self
    }

    /// Writes one file and says where. The name may have folders (`2021/kabul.txt`); whatever in it could lead out of the
    /// folder, or that Windows does not take, is replaced. A second file of the same name gets a number.
    ///
    /// # Errors
    /// When the file is protected, something else stands in the way, or the disk fails.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<PathBuf, OutputError> {
        let name = self.vacant_name(&safe_name(name));
        let target = self.root.join(&name);
        if self.protected.contains(&target) {
            return Err(OutputError::Protected { path: target.clone(), what: target });
        }
        let folder = self.root.join(Folders::of(&name));
        if !self.folders.exists(Folders::of(&name))? {
            std::fs::create_dir_all(&folder).map_err(failed("create", &folder))?;
        }
        if standing(&target)?.is_some_and(|there| !there.is_file()) {
            return Err(OutputError::Foreign { path: target });
        }
        if !self.replaces && standing(&target)?.is_some() {
            return match std::fs::read(&target) {
                Ok(there) if there == bytes => Ok(target),
                _ => Err(OutputError::Foreign { path: target }),
            };
        }
        let draft = folder.join(format!(".{}.draft", short_hash(&name, 12)));
        write_anew(&draft, bytes)?;
        std::fs::rename(&draft, &target).map_err(failed("write", &target))?;
        Ok(target)
    }

    /// Writes one file unless something stands at its path already, which then stays as it is. The name is made safe as
    /// [`Self::write`] does.
    ///
    /// # Errors
    /// When something else stands in the way of its folders, or the disk fails.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<Written, OutputError> {
        let name = safe_name(name);
        if self.folders.exists(Folders::of(&name))? && standing(&self.root.join(&name))?.is_some() {
            return Ok(Written::Kept);
        }
        self.write(&name, bytes).map(|_| Written::New)
    }

    fn vacant_name(&mut self, name: &str) -> String {
        // two names that differ in case alone are one file on half of the world's disks
        let uses = self.written.entry(name.to_lowercase()).or_default();
        *uses += 1;
        if *uses == 1 {
            return name.to_owned();
        }
        let mut number = *uses;
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) if !ending.contains('/') => (stem, format!(".{ending}")),
            _ => (name, String::new()),
        };
        loop {
            let numbered = format!("{stem}-{number}{ending}");
            if let Entry::Vacant(vacant) = self.written.entry(numbered.to_lowercase()) {
                vacant.insert(1);
                return numbered;
            }
            number += 1;
        }
    }
}

/// A relative path that stays inside its folder and that every system takes; a name that had to change gets a hash of the
/// original, so that two of them stay two.
fn safe_name(name: &str) -> String {
    let segments: Vec<String> = name.split(['/', '\\']).filter_map(safe_segment).collect();
    let safe = if segments.is_empty() { "unnamed".to_owned() } else { segments.join("/") };
    if safe == name {
        return safe;
    }
    let hash = short_hash(name, 6);
    match safe.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && !ending.contains('/') && !stem.ends_with('/') => {
            format!("{stem}-{hash}.{ending}")
        }
        _ => format!("{safe}-{hash}"),
    }
}

fn safe_segment(segment: &str) -> Option<String> {
    let segment = segment.trim_end_matches(['.', ' ']);
    if segment.is_empty() {
        return None;
    }
    let legal = |c: char| if c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c };
    let mut safe: String = segment.chars().map(legal).collect();
    let stem = safe.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    if matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt") {
        safe.insert(0, '_');
    }
    Some(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside() {
        assert_eq!(safe_name("2021/kabul.txt"), "2021/kabul.txt");
        assert_eq!(safe_name("Дushanbe – ü.md"), "Дushanbe – ü.md");
        for name in ["../../etc/passwd", "/etc/passwd", "..\\x", "a/./b/../c.txt", "...", "", "C:\\x", "con.txt"] {
            let safe = safe_name(name);
            assert!(!Path::new(&safe).is_absolute(), "{safe}");
            assert!(Path::new(&safe).components().all(|c| matches!(c, std::path::Component::Normal(_))), "{safe}");
            assert_ne!(safe, name);
        }
        assert_ne!(safe_name("a?.txt"), safe_name("a*.txt"));
    }
}
