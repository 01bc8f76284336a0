//! `curation/editions/<date>.md`: one dated issue, TOML front matter and an editorial.

use super::Edition;
use crate::config::reading::TomlFile;
use crate::config::values::{checked, checked_all, id, text};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::PartialDate;
use serde::Deserialize;
use toml::Spanned;

/// The front matter as written.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawEdition {
    title: Option<Spanned<String>>,
    lead: Option<Spanned<String>>,
    articles: Option<Vec<Spanned<String>>>,
}

/// Reads one edition; its date is the file's name.
pub(super) fn read(date: PartialDate, path: String, whole: &str, diagnostics: &mut Diagnostics) -> Edition {
    let mut file = TomlFile::new(path.clone(), whole, diagnostics);
    let (front, body) = split(&mut file, whole);
    let raw = match front.and_then(|front| file.parse(front)) {
        Some(table) => file.read::<RawEdition>(table, &[]),
        None => RawEdition::default(),
    };
    Edition {
        date,
        title: checked(&mut file, raw.title, text),
        lead: checked(&mut file, raw.lead, id),
        articles: checked_all(&mut file, raw.articles, id),
        editorial: body.trim().to_owned(),
        path,
    }
}

/// Front matter between two lines of `+++`, and what follows it.
fn split<'t>(file: &mut TomlFile<'_>, whole: &'t str) -> (Option<&'t str>, &'t str) {
    let Some(rest) = fence(whole, "+++") else {
        if fence(whole, "---").is_some() {
            let fault = Diagnostic::error("B007", "an edition's front matter is TOML, this looks like YAML");
            file.report(fault.help("write it between two lines of +++"), &(0..3));
        }
        return (None, whole);
    };
    file.offset = whole.len() - rest.len();
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return (Some(&rest[..at]), &rest[at + line.len()..]);
        }
        at += line.len();
    }
    file.offset = 0;
    let fault = Diagnostic::error("B007", "the front matter is not closed");
    file.report(fault.help("end it with a line of +++; the whole file is read as editorial"), &(0..3));
    (None, whole)
}

fn fence<'t>(whole: &'t str, mark: &str) -> Option<&'t str> {
    let rest = whole.strip_prefix(mark)?;
    rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))
}
