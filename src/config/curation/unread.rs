//! A file or folder of `curation/` that nobody reads. It may hold what was to be withheld under a name with a slip of the pen:
//! then nothing is built.
//!
//! Input: its path, and what its name was likely meant to be. Output: what to say of it.
//!
//! 1. A copy that an editor left beside the file that is read, and notes in Markdown, decide nothing. 2. Of the rest, every
//!    TOML file at any depth is looked through for decisions to withhold, and where the name is nearly that of a file that
//!    may hold some, every file. One that is no TOML is looked through line by line.

use super::UNSURE_TAKEDOWN;
use crate::config::suggest::closest;
use crate::config::withholding::{LOST_RIGHTS, holds};
use crate::diag::{Diagnostic, Location};
use std::fs;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};
use walkdir::{DirEntry, WalkDir};

/// Which files may hold decisions to withhold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suspects {
    /// TOML files alone.
    Toml,
    /// Whatever lies there: the name or the folder is nearly that of decisions.
    All,
    /// The thing itself, whatever it holds: its name is nearly that of the takedowns.
    Itself,
}

/// What is to be said of it.
pub(super) fn judge(path: &Path, suspects: Suspects) -> Diagnostic {
    let is_visible = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    let files = WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(is_visible).filter_map(Result::ok);
    let mut files = files.filter(|entry| entry.path().is_file()).map(DirEntry::into_path).filter(|file| !is_idle(file));
    if suspects == Suspects::Itself && (path.is_dir() || !is_idle(path)) {
        return lost(path, Withheld::Takedown);
    }
    let looked_at = |file: &PathBuf| suspects == Suspects::All || name(file).contains(TOML);
    let found = files.find_map(|file| if looked_at(&file) { Some((withheld(&file)?, file)) } else { None });
    match found {
        Some((what, file)) => lost(&file, what),
        None => nobody_reads(path),
    }
}

/// What a file that nobody reads would withhold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Withheld {
    Takedown,
    Text,
}

const TOML: &str = ".toml";

/// In lower case.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().to_lowercase()
}

/// Notes, and copies of a file that lies beside them: `sources.toml.bak`, `the-heir.toml~`.
fn is_idle(path: &Path) -> bool {
    let written = path.file_name().unwrap_or_default().to_string_lossy();
    let is_copy = || {
        let end = written.find(TOML)? + TOML.len();
        let (real, further) = written.split_at(end);
        let is_ending = further.starts_with(['.', '~']) && !further.to_lowercase().ends_with(TOML);
        Some(is_ending && path.with_file_name(real).is_file())
    };
    written.to_lowercase().ends_with(".md") || written.ends_with('~') || is_copy().unwrap_or(false)
}

fn withheld(path: &Path) -> Option<Withheld> {
    let bytes = fs::read(path).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{FEFF}');
    let Ok(document) = DeTable::parse(text) else { return text.lines().find_map(in_line) };
    let is_takedown = |key: &str, value: &DeValue<'_>| {
        matches!(value, DeValue::Table(_) | DeValue::Array(_)) && closest(key, [TAKEDOWN]).is_some()
    };
    if document.get_ref().iter().any(|(key, value)| is_takedown(key.get_ref(), value.get_ref())) {
        return Some(Withheld::Takedown);
    }
    (!holds(document.get_ref(), None).is_empty()).then_some(Withheld::Text)
}

const TAKEDOWN: &str = "takedown";

/// What a line of a file that is no TOML says.
fn in_line(line: &str) -> Option<Withheld> {
    let line = line.trim();
    if line.strip_prefix("[[").and_then(|rest| rest.split(']').next()).is_some_and(|key| key.trim() == TAKEDOWN) {
        return Some(Withheld::Takedown);
    }
    let one = DeTable::parse(line).ok()?;
    (!holds(one.get_ref(), None).is_empty()).then_some(Withheld::Text)
}

fn nobody_reads(path: &Path) -> Diagnostic {
    Diagnostic::warning("B006", "no such file belongs here, so nobody reads it").at(at(path))
}

fn lost(path: &Path, withheld: Withheld) -> Diagnostic {
    let (code, what) = match withheld {
        Withheld::Takedown => (UNSURE_TAKEDOWN, "it may say what was taken down"),
        Withheld::Text => (LOST_RIGHTS, "it withholds something"),
    };
    let message = format!("nobody reads a file of this name, and {what}, so nothing is built");
    Diagnostic::error(code, message).at(at(path))
}

fn at(path: &Path) -> Location {
    Location::file(path.display().to_string())
}
