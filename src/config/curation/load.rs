//! Reads the whole folder `curation/`. A file that cannot be read costs itself; a file that nobody reads is reported.

use super::unread::{Suspects, judge};
use super::{Curation, corrections, edition, entities, sidecar, sources, takedowns, topics};
use crate::config::reading::{TomlFile, UNREADABLE, decode};
use crate::config::suggest::closest;
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::model::PartialDate;
use std::fs;
use std::path::{Path, PathBuf};

/// The files and folders of `curation/`.
const KNOWN: [&str; 7] =
    ["sources.toml", "entities.toml", "topics.toml", "takedowns.toml", "corrections.toml", "articles", "editions"];

/// Reads the folder; one that is not there gives no decisions.
pub(crate) fn load(folder: &Path, diagnostics: &mut Diagnostics) -> Curation {
    let mut curation = Curation::default();
    for (name, path) in entries(folder, diagnostics) {
        match name.as_str() {
            "articles" if path.is_dir() => load_sidecars(&path, &mut curation, diagnostics),
            "editions" if path.is_dir() => load_editions(&path, &mut curation, diagnostics),
            "sources.toml" | "entities.toml" | "topics.toml" | "takedowns.toml" | "corrections.toml" => {
                load_file(&name, &path, &mut curation, diagnostics);
            }
            _ => {
                let meant = closest(&name, KNOWN);
                let help = meant.map_or_else(
                    || format!("known here: {}", KNOWN.join(", ")),
                    |known| format!("did you mean `{known}`?"),
                );
                let suspects = match meant {
                    Some("takedowns.toml") => Suspects::Itself,
                    Some("sources.toml" | "articles") => Suspects::All,
                    _ => Suspects::Toml,
                };
                diagnostics.push(judge(&path, suspects).help(help));
            }
        }
    }
    curation
}

fn load_file(name: &str, path: &Path, curation: &mut Curation, diagnostics: &mut Diagnostics) {
    let Some(text) = read_text(path, diagnostics) else { return };
    let mut file = TomlFile::new(shown(path), &text, diagnostics);
    match name {
        "sources.toml" => curation.sources = sources::read(&mut file, &text),
        "entities.toml" => curation.entities = entities::read(&mut file, &text),
        "takedowns.toml" => curation.takedowns = takedowns::read(&mut file, &text),
        "corrections.toml" => curation.corrections = corrections::read(&mut file, &text),
        _ => curation.topics = topics::read(&mut file, &text),
    }
}

fn load_sidecars(folder: &Path, curation: &mut Curation, diagnostics: &mut Diagnostics) {
    for (name, path) in entries(folder, diagnostics) {
        let Some(id) = name.strip_suffix(".toml") else {
            let fault = judge(&path, Suspects::All);
            diagnostics.push(fault.help("decisions on an article stand in articles/<id of the article>.toml"));
            continue;
        };
        let Some(text) = read_text(&path, diagnostics) else { continue };
        let mut file = TomlFile::new(shown(&path), &text, diagnostics);
        curation.sidecars.insert(id.to_owned(), sidecar::read(&mut file, &text));
    }
}

fn load_editions(folder: &Path, curation: &mut Curation, diagnostics: &mut Diagnostics) {
    for (name, path) in entries(folder, diagnostics) {
        let Some(date) = name.strip_suffix(".md").and_then(PartialDate::parse_iso) else {
            diagnostics.push(judge(&path, Suspects::Toml).help("name an edition by its date: editions/2021-10-01.md"));
            continue;
        };
        let Some(text) = read_text(&path, diagnostics) else { continue };
        curation.editions.push(edition::read(date, shown(&path), &text, diagnostics));
    }
    curation.editions.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.path.cmp(&b.path)));
}

/// The folder's entries by name, without hidden files and editors' backups.
fn entries(folder: &Path, diagnostics: &mut Diagnostics) -> Vec<(String, PathBuf)> {
    let listing = match fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(cause) => {
            if cause.kind() != std::io::ErrorKind::NotFound {
                diagnostics.push(unreadable(folder, &cause));
            }
            return Vec::new();
        }
    };
    let mut found: Vec<(String, PathBuf)> = listing
        .filter_map(Result::ok)
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .filter(|(name, _)| !name.starts_with('.') && !name.ends_with('~'))
        .collect();
    found.sort();
    found
}

fn read_text(path: &Path, diagnostics: &mut Diagnostics) -> Option<String> {
    match fs::read(path) {
        Ok(bytes) => decode(bytes, path, diagnostics),
        Err(cause) => {
            diagnostics.push(unreadable(path, &cause));
            None
        }
    }
}

fn unreadable(path: &Path, cause: &std::io::Error) -> Diagnostic {
    Diagnostic::error(UNREADABLE, format!("cannot be read: {cause}"))
        .at(Location::file(shown(path)))
        .help("nothing of it is used; check its permissions")
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
