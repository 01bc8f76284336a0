//! The manifest: which files of the output folder are ours.
//!
//! A text file, sorted, so that the same site gives the same bytes and a person can read it:
//!
//! ```text
//! briefing manifest 1
//! 5b3e8c…  4711 articles/a.html
//! ```

use super::{OutputError, STATE_FOLDER, failed};
use rustc_hash::FxHashMap;
use std::fmt::{self, Write as _};
use std::io;
use std::path::Path;

/// First line of a manifest that this version understands.
const HEADER: &str = "briefing manifest 1";

/// The first half of a file's BLAKE3 hash: 128 bits, far more than telling versions of a file apart needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash([u8; 16]);

impl Hash {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut half = [0; 16];
        half.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
        Self(half)
    }

    fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 32 {
            return None;
        }
        let digit = |c: u8| char::from(c).to_digit(16);
        let mut half = [0; 16];
        for (byte, pair) in half.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = u8::try_from(digit(pair[0])? << 4 | digit(pair[1])?).ok()?;
        }
        Some(Self(half))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Path relative to the site's root, forward slashes.
    pub path: String,
    /// Hash of its bytes.
    pub hash: Hash,
    /// Its length in bytes.
    pub length: u64,
}

/// The files of a site, sorted by path, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    entries: Vec<Entry>,
    by_path: FxHashMap<String, u32>,
}

impl Manifest {
    /// From entries in any order.
    ///
    /// # Errors
    /// The path that occurs twice, when one does.
    pub fn new(mut entries: Vec<Entry>) -> Result<Self, String> {
        entries.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        if let Some(pair) = entries.windows(2).find(|pair| pair[0].path == pair[1].path) {
            return Err(pair[0].path.clone());
        }
        let by_path = entries.iter().zip(0..).map(|(entry, at)| (entry.path.clone(), at)).collect();
        Ok(Self { entries, by_path })
    }

    /// The manifest of a built site; `None` when the folder has none.
    ///
    /// # Errors
    /// When it cannot be read or is damaged.
    pub fn of_site(folder: &Path) -> Result<Option<Self>, OutputError> {
        Self::read(&folder.join(STATE_FOLDER).join("manifest"))
    }

    /// Reads a manifest; `None` when there is no such file.
    pub(super) fn read(file: &Path) -> Result<Option<Self>, OutputError> {
        let text = match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(failed("read", file)(cause)),
        };
        let damaged = |line| OutputError::Damaged { path: file.to_owned(), line };
        let text = str::from_utf8(&text).map_err(|_| damaged(1))?;
        Self::parse(text).map(Some).map_err(damaged)
    }

    /// Reads the text of a manifest.
    ///
    /// # Errors
    /// The number of the first line that is wrong. A path that could lead out of the folder is wrong too: paths read here
    /// are removed when a site shrinks, and the folder may have come from somebody else.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut lines = text.split_terminator('\n').zip(1..);
        if lines.next() != Some((HEADER, 1)) || !text.ends_with('\n') {
            return Err(1);
        }
        let mut entries: Vec<Entry> = Vec::new();
        for (line, number) in lines {
            let entry = parse_entry(line).ok_or(number)?;
            if entries.last().is_some_and(|before| before.path >= entry.path) {
                return Err(number);
            }
            entries.push(entry);
        }
        Self::new(entries).map_err(|_| 1)
    }

    /// Its text.
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.entries.iter().map(|entry| entry.path.len() + 44).sum());
        text.push_str(HEADER);
        text.push('\n');
        for Entry { path, hash, length } in &self.entries {
            writeln!(text, "{hash} {length} {path}").expect("writing to a String cannot fail");
        }
        text
    }

    /// The files, sorted by path.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of a path.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        self.by_path.get(path).map(|&at| &self.entries[at as usize])
    }
}

fn parse_entry(line: &str) -> Option<Entry> {
    let mut fields = line.splitn(3, ' ');
    let hash = Hash::parse(fields.next()?)?;
    let length = fields.next()?.parse().ok()?;
    let path = fields.next().filter(|path| is_inside(path))?;
    Some(Entry { path: path.to_owned(), hash, length })
}

/// Whether a path names a file of the site and nothing above it or of the writer's own.
pub(super) fn is_inside(path: &str) -> bool {
    let sound = |segment: &str| !matches!(segment, "" | "." | "..");
    let own = |segment: &str| segment.eq_ignore_ascii_case(STATE_FOLDER) || segment.eq_ignore_ascii_case(".git");
    path.split('/').all(sound)
        && !path.split('/').next().is_some_and(own)
        && !path.contains(['\\', ':', '\0'])
        && !path.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str) -> Entry {
        Entry { path: path.to_owned(), hash: Hash::of(path.as_bytes()), length: 7 }
    }

    #[test]
    fn reads_what_it_writes() {
        let manifest = Manifest::new(vec![entry("b.html"), entry("a/b c.html"), entry("a.html")]).expect("unique");
        let text = manifest.to_text();
        assert_eq!(Manifest::parse(&text).as_ref(), Ok(&manifest));
        assert_eq!(
            manifest.entries().iter().map(|e| e.path.as_str()).collect::<Vec<_>>(),
            ["a.html", "a/b c.html", "b.html"]
        );
        assert_eq!(manifest.get("b.html").map(|e| e.length), Some(7));
        assert_eq!(manifest.get("c.html"), None);
    }

    #[test]
    fn refuses_a_path_twice() {
        assert_eq!(Manifest::new(vec![entry("a"), entry("b"), entry("a")]), Err("a".to_owned()));
    }

    #[test]
    fn refuses_damage_and_paths_that_lead_out() {
        let hash = Hash::of(b"x");
        let with = |path: &str| format!("{HEADER}\n{hash} 1 {path}\n");
        assert!(Manifest::parse(&with("a/b.html")).is_ok());
        for path in
            ["../b", "/etc/passwd", "a/../../b", "a//b", ".briefing/lock", ".Briefing/lock", "a\\b", "C:/x", "", "."]
        {
            assert_eq!(Manifest::parse(&with(path)), Err(2), "{path}");
        }
        for text in ["", "something else\n", "briefing manifest 2\n", HEADER] {
            assert_eq!(Manifest::parse(text), Err(1), "{text}");
        }
        assert_eq!(Manifest::parse(&format!("{HEADER}\n{hash} 1 b\n{hash} 1 a\n")), Err(3), "unsorted");
        assert_eq!(Manifest::parse(&format!("{HEADER}\nabc 1 b\n")), Err(2), "short hash");
    }
}
