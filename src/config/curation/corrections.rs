//! `curation/corrections.toml`: what was corrected, and when.

use super::CorrectionDecision;
use crate::config::reading::{Table, TomlFile};
use crate::config::values::{checked, date, id, text};
use crate::config::withholding::{Belongs, report_misplaced};
use serde::Deserialize;
use toml::{Spanned, Value};

/// An entry as written.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawCorrection {
    article: Option<Spanned<String>>,
    date: Option<Spanned<Value>>,
    text: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {}

const EXAMPLE: &str = "[[correction]] with date = 2021-10-02 and text = \"what was wrong, and what is right\"";

/// Nothing here withholds: what does was meant for another file.
const ELSEWHERE: Belongs = Belongs {
    place: None,
    what: "withholds something",
    help: "what may be shown stands in articles/<id of the article>.toml and in sources.toml",
};

pub(super) fn read(file: &mut TomlFile<'_>, toml: &str) -> Vec<CorrectionDecision> {
    let Some(mut table) = file.parse(toml) else { return Vec::new() };
    report_misplaced(file, &table, ELSEWHERE);
    let entries = file.take_array(&mut table, "correction", EXAMPLE);
    let corrections = entries.into_iter().filter_map(|entry| correction(file, entry)).collect();
    let RawFile {} = file.read(table, &["correction"]);
    corrections
}

fn correction(file: &mut TomlFile<'_>, entry: Table<'_>) -> Option<CorrectionDecision> {
    let span = entry.span();
    let line = file.line(&span);
    let raw = file.read::<RawCorrection>(entry, &[]);
    if raw.date.is_none() || raw.text.is_none() {
        file.bad_value(&span, "a correction needs both `date` and `text`", &format!("write {EXAMPLE}"));
    }
    let of_article = raw.article.is_some();
    let article = checked(file, raw.article, id);
    let (date, text) = (checked(file, raw.date, date), checked(file, raw.text, text));
    // a correction of an article that cannot be read must not become one of the whole briefing
    let is_sound = article.is_some() == of_article;
    Some(CorrectionDecision { article, date: date?, text: text?, line, path: file.path.clone() }).filter(|_| is_sound)
}
