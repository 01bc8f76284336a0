//! `curation/articles/<id>.toml`: the decisions on one article.

use super::{EditDecision, MentionDecision, Sidecar};
use crate::config::reading::{Table, TomlFile, fields_of};
use crate::config::values::{address, checked, checked_all, checked_lines, date, display, id, text};
use crate::config::withholding::{Belongs, Withholding, report_misplaced};
use serde::Deserialize;
use toml::{Spanned, Value};

/// The file as written, but for `mention` and `edit`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawSidecar {
    title: Option<Spanned<String>>,
    authors: Option<Vec<Spanned<String>>>,
    published: Option<Spanned<Value>>,
    url: Option<Spanned<String>>,
    source: Option<Spanned<String>>,
    display: Option<Spanned<String>>,
    licence: Option<Spanned<String>>,
    permission: Option<Spanned<String>>,
    keep: Option<Vec<Spanned<String>>>,
    strip: Option<Vec<Spanned<String>>>,
    topics: Option<Vec<Spanned<String>>>,
    summary: Option<String>,
    note: Option<String>,
}

/// An entry of `mention` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawMention {
    text: Option<Spanned<String>>,
    entity: Option<Spanned<Value>>,
    nth: Option<Spanned<u32>>,
}

/// An entry of `edit` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawEdit {
    find: Option<Spanned<String>>,
    replace: Option<String>,
}

const EDIT: &str = "edit = [{ find = \"Amurula\", replace = \"Amrullah\" }]";
const MENTION: &str = "mention = [{ text = \"Massoud\", entity = \"ahmad-massoud\" }]";

const RIGHTS: Belongs = Belongs {
    place: Some(&[]),
    what: "withholds texts",
    help: "write what holds for the article before the first line with a [",
};

pub(super) fn read(file: &mut TomlFile<'_>, toml: &str) -> Sidecar {
    let path = file.path.clone();
    let Some(mut table) = file.parse(toml) else { return Sidecar { path, ..Sidecar::default() } };
    report_misplaced(file, &table, RIGHTS);
    let mut mentions = Vec::new();
    for entry in file.take_array(&mut table, "mention", MENTION) {
        mentions.extend(mention(file, entry));
    }
    let edits = file.take_array(&mut table, "edit", EDIT).into_iter().filter_map(|entry| edit(file, entry)).collect();
    let withholding = Withholding::of(file, &mut table, fields_of::<RawSidecar>());
    let raw = file.read::<RawSidecar>(table, &["mention", "edit"]);
    let authors_stated = raw.authors.is_some();
    let authors = checked_all(file, raw.authors, text);
    Sidecar {
        title: checked(file, raw.title, text),
        authors: authors_stated.then_some(authors),
        published: checked(file, raw.published, date),
        url: checked(file, raw.url, address),
        source: checked(file, raw.source, text),
        display: withholding.with(checked(file, raw.display, display)),
        licence: checked(file, raw.licence, text),
        permission: checked(file, raw.permission, text),
        keep: checked_lines(file, raw.keep),
        strip: checked_lines(file, raw.strip),
        edits,
        mentions,
        topics: checked_all(file, raw.topics, topic),
        summary: raw.summary,
        note: raw.note,
        path,
    }
}

fn mention(file: &mut TomlFile<'_>, entry: Table<'_>) -> Option<MentionDecision> {
    let span = entry.span();
    let raw = file.read::<RawMention>(entry, &[]);
    let is_complete = raw.text.is_some() && raw.entity.is_some();
    let name = checked(file, raw.text, text);
    let entity = checked(file, raw.entity, entity);
    if !is_complete {
        file.bad_value(
            &span,
            "a mention needs both `text` and `entity`",
            &format!("write {MENTION}, or entity = false"),
        );
    }
    let is_one = raw.nth.is_some();
    let nth = checked(file, raw.nth, |&nth: &u32| occurrence(nth));
    // one occurrence that cannot be read must not become all
    Some(MentionDecision { text: name?, entity: entity?, nth }).filter(|_| nth.is_some() == is_one)
}

fn edit(file: &mut TomlFile<'_>, entry: Table<'_>) -> Option<EditDecision> {
    let span = entry.span();
    let line = file.line(&span);
    let raw = file.read::<RawEdit>(entry, &[]);
    let is_complete = raw.find.is_some() && raw.replace.is_some();
    let find = checked(file, raw.find, text);
    if !is_complete {
        file.bad_value(&span, "an edit needs both `find` and `replace`", &format!("write {EDIT}"));
    }
    let replace = crate::text::tidy(raw.replace?.as_str()).into_owned();
    Some(EditDecision { find: find?, replace, line })
}

/// The id of an entity, or `false`: the name names nothing.
fn entity(value: &Value) -> Result<Option<String>, (String, String)> {
    match value {
        Value::Boolean(false) => Ok(None),
        Value::String(value) => id(value.as_str()).map(Some),
        other => {
            Err((format!("`{other}` is no entity"), "write an entity's id, or false: it names nothing".to_owned()))
        }
    }
}

/// The number of an occurrence.
fn occurrence(nth: u32) -> Result<u32, (String, String)> {
    let fault = || ("occurrences are counted from 1".to_owned(), "write 1 for the first one".to_owned());
    if nth == 0 { Err(fault()) } else { Ok(nth) }
}

/// A topic's id, with a leading `-` to take it away.
fn topic(value: &str) -> Result<String, (String, String)> {
    let (sign, name) = value.strip_prefix('-').map_or(("", value), |name| ("-", name));
    id(name).map(|id| format!("{sign}{id}"))
}
