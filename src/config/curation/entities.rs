//! `curation/entities.toml`: merge, rename, retype, hide, describe, ignore.

use super::{EntityDecision, EntityDecisions};
use crate::config::reading::{TomlFile, fields_of};
use crate::config::values::{address, checked, checked_all, coordinates, country, entity_kind, id, text};
use crate::config::withholding::{Belongs, hides, report_misplaced};
use serde::Deserialize;
use toml::Spanned;

/// `[entity.<id>]` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawEntity {
    name: Option<Spanned<String>>,
    kind: Option<Spanned<String>>,
    aliases: Option<Vec<Spanned<String>>>,
    never: Option<Vec<Spanned<String>>>,
    distinct_from: Option<Vec<Spanned<String>>>,
    description: Option<String>,
    same_as: Option<Vec<Spanned<String>>>,
    country: Option<Spanned<String>>,
    coordinates: Option<Spanned<Vec<f64>>>,
    #[serde(default)]
    hide: bool,
}

/// The keys that stand before the tables.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawFile {
    ignore: Option<Vec<Spanned<String>>>,
    people_groups: Option<Vec<Spanned<String>>>,
}

const HIDDEN: Belongs = Belongs {
    place: Some(&[Some("entity"), None]),
    what: "hides a name",
    help: "write what holds for a name below [entity.id-of-the-name]",
};

pub(super) fn read(file: &mut TomlFile<'_>, toml: &str) -> EntityDecisions {
    let Some(mut table) = file.parse(toml) else { return EntityDecisions::default() };
    report_misplaced(file, &table, HIDDEN);
    let mut decisions = EntityDecisions::default();
    for (key, mut inner) in file.take_tables(&mut table, "entity") {
        let line = file.line(&key.span());
        let id = checked(file, Some(key), id);
        let hides = hides(file, &mut inner, fields_of::<RawEntity>());
        let raw = file.read::<RawEntity>(inner, &[]);
        let mut decision = resolve(file, raw, line);
        decision.hide |= hides;
        decisions.by_id.extend(id.map(|id| (id, decision)));
    }
    let raw = file.read::<RawFile>(table, &["entity"]);
    decisions.ignore = checked_all(file, raw.ignore, text);
    decisions.people_groups = checked_all(file, raw.people_groups, text);
    decisions
}

fn resolve(file: &mut TomlFile<'_>, raw: RawEntity, line: u32) -> EntityDecision {
    EntityDecision {
        name: checked(file, raw.name, text),
        kind: checked(file, raw.kind, entity_kind),
        aliases: checked_all(file, raw.aliases, text),
        never: checked_all(file, raw.never, text),
        distinct_from: checked_all(file, raw.distinct_from, id),
        description: raw.description,
        same_as: checked_all(file, raw.same_as, address),
        country: checked(file, raw.country, country),
        coordinates: checked(file, raw.coordinates, coordinates),
        hide: raw.hide,
        line,
    }
}
