//! `curation/sources.toml`: publishers.

use super::SourceDecision;
use crate::config::reading::TomlFile;
use crate::config::resolve::display_unread;
use crate::config::values::{address, checked, checked_lines, country, display, id, text};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// `[source.<id>]` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawSource {
    name: Option<Spanned<String>>,
    matches: Option<Vec<String>>,
    url: Option<Spanned<String>>,
    country: Option<Spanned<String>>,
    kind: Option<String>,
    note: Option<String>,
    display: Option<Spanned<String>>,
    licence: Option<Spanned<String>>,
    permission: Option<Spanned<String>>,
    strip: Option<Vec<Spanned<String>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {}

pub(super) fn read(file: &mut TomlFile<'_>, toml: &str) -> BTreeMap<String, SourceDecision> {
    let Some(mut table) = file.parse(toml) else { return BTreeMap::new() };
    let mut sources = BTreeMap::new();
    for (key, inner) in file.take_tables(&mut table, "source") {
        let line = file.line(&key.span());
        let id = checked(file, Some(key), id);
        let unread = display_unread(&inner);
        let raw = file.read::<RawSource>(inner, &[]);
        let decision = SourceDecision {
            name: checked(file, raw.name, text),
            matches: raw.matches.unwrap_or_default(),
            url: checked(file, raw.url, address),
            country: checked(file, raw.country, country),
            kind: raw.kind,
            note: raw.note,
            display: checked(file, raw.display, display).or(unread),
            licence: checked(file, raw.licence, text),
            permission: checked(file, raw.permission, text),
            strip: checked_lines(file, raw.strip),
            line,
            path: file.path.clone(),
        };
        sources.extend(id.map(|id| (id, decision)));
    }
    let RawFile {} = file.read(table, &["source"]);
    sources
}
