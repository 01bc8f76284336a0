//! `curation/sources.toml`: publishers.

use super::{SourceDecision, publishers};
use crate::config::reading::{TomlFile, fields_of};
use crate::config::values::{address, checked, checked_lines, country, display, id, text};
use crate::config::withholding::{Belongs, LOST_RIGHTS, Withholding, report_misplaced};
use crate::diag::Diagnostic;
use crate::model::Display;
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

const WHERE: &str = "write what holds for a publisher below [source.id-of-the-publisher]";

const RIGHTS: Belongs = Belongs { place: Some(&[Some("source"), None]), what: "withholds texts", help: WHERE };

/// Reads the file. No slip of the pen in it must show what is to be withheld.
pub(super) fn read(file: &mut TomlFile<'_>, toml: &str) -> BTreeMap<String, SourceDecision> {
    let Some(mut table) = file.parse(toml) else { return BTreeMap::new() };
    report_misplaced(file, &table, RIGHTS);
    let mut sources = BTreeMap::new();
    let mut places = BTreeMap::new();
    for (key, mut inner) in file.take_tables(&mut table, "source") {
        let place = key.span();
        let line = file.line(&place);
        let id = checked(file, Some(key), id);
        let withholding = Withholding::of(file, &mut inner, fields_of::<RawSource>());
        let raw = file.read::<RawSource>(inner, &[]);
        let decision = SourceDecision {
            name: checked(file, raw.name, text),
            matches: raw.matches.unwrap_or_default(),
            url: checked(file, raw.url, address),
            country: checked(file, raw.country, country),
            kind: raw.kind,
            note: raw.note,
            display: withholding.with(checked(file, raw.display, display)),
            licence: checked(file, raw.licence, text),
            permission: checked(file, raw.permission, text),
            strip: checked_lines(file, raw.strip),
            first: String::new(),
            line,
            path: file.path.clone(),
        };
        if id.is_none() && decision.display.is_some_and(|display| display != Display::Full) {
            let message = "whose texts this withholds cannot be read, so nothing is built";
            file.report(Diagnostic::error(LOST_RIGHTS, message).help(WHERE), &place);
        }
        if let Some(id) = id {
            places.insert(id.clone(), place);
            sources.insert(id, decision);
        }
    }
    publishers::join(file, &mut sources, &places);
    let RawFile {} = file.read(table, &["source"]);
    sources
}
