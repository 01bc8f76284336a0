//! `curation/takedowns.toml`: articles that were taken down, and when, and why. The entry is the decision and its record.

use super::Takedown;
use crate::config::reading::{Table, TomlFile};
use crate::config::values::{checked, checked_all, date, id, page, seed, text};
use crate::diag::Diagnostic;
use serde::Deserialize;
use toml::{Spanned, Value};

/// An entry as written.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawTakedown {
    article: Option<Spanned<String>>,
    file: Option<Spanned<String>>,
    slug: Option<Spanned<String>>,
    url: Option<Spanned<String>>,
    sha256: Option<Spanned<String>>,
    except: Option<Vec<Spanned<String>>>,
    date: Option<Spanned<Value>>,
    reason: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {}

const EXAMPLE: &str = "[[takedown]] with article = \"id-of-the-article\"";

/// Code of the diagnostic that says that the file has mistakes.
pub const UNSURE_TAKEDOWN: &str = "B080";

/// Reads the file. A mistake in it could mean an article that must not be shown, so it is reported as one of the whole file.
pub(super) fn read(file: &mut TomlFile<'_>, toml: &str) -> Vec<Takedown> {
    let mut takedowns = Vec::new();
    if let Some(mut table) = file.parse(toml) {
        for entry in file.take_array(&mut table, "takedown", EXAMPLE) {
            takedowns.extend(takedown(file, entry));
        }
        let RawFile {} = file.read(table, &["takedown"]);
    }
    if file.has_faults() {
        let fault = Diagnostic::error(UNSURE_TAKEDOWN, "what was taken down is not certain, so nothing is built");
        file.report(fault.help("mend the mistakes of this file"), &(0..0));
    }
    takedowns
}

fn takedown(file: &mut TomlFile<'_>, entry: Table<'_>) -> Option<Takedown> {
    let span = entry.span();
    let line = file.line(&span);
    let raw = file.read::<RawTakedown>(entry, &[]);
    if raw.article.is_none() {
        file.bad_value(&span, "a takedown names no article", &format!("write {EXAMPLE}"));
    }
    let article = checked(file, raw.article, id);
    let except = checked_all(file, raw.except, id);
    if article.as_ref().is_some_and(|article| except.contains(article)) {
        file.bad_value(&span, "an entry excepts its own article", "to bring the article back, remove the entry");
    }
    Some(Takedown {
        article: article?,
        file: checked(file, raw.file, seed),
        slug: checked(file, raw.slug, id),
        url: checked(file, raw.url, page),
        sha256: checked(file, raw.sha256, sha256),
        except,
        date: checked(file, raw.date, date),
        reason: checked(file, raw.reason, text),
        line,
        path: file.path.clone(),
    })
}

/// The hash of a file, as `sha256sum` prints it.
fn sha256(value: &str) -> Result<String, (String, String)> {
    if value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(value.to_ascii_lowercase());
    }
    let help = "copy the 64 digits from the article's page, or leave the key out".to_owned();
    Err((format!("`{value}` is no SHA-256"), help))
}
