//! What withholds text must not be lost to a slip of the pen: showing less than was asked can be mended, showing more
//! cannot.
//!
//! 1. [`Withholding::of`] looks at a table before it is read, since reading drops what is wrong: is there a `display`, or a
//!    key that was likely meant to be one? 2. [`Withholding::with`] joins that with what could be read of it.
//! 3. [`report_lost`] finds decisions that stand where nobody reads them. [`hides`] does for names and topics what the
//!    others do for texts.

use super::reading::{Table, TomlFile};
use super::suggest::closest;
use super::values;
use crate::diag::Diagnostic;
use crate::model::Display;
use std::ops::Range;
use toml::de::DeValue;

/// Code of the diagnostic that says that an article which is not to be shown cannot be told from the others.
pub const LOST_RIGHTS: &str = "B082";

const KEY: &str = "display";

/// Keys that other programs, or other tables of ours, have for it.
const SAME: [&str; 5] = ["hide", "hidden", "private", "withheld", "withhold"];

/// What a table says of what may be shown, beside what can be read as it should be.
#[derive(Debug, Default)]
pub(super) struct Withholding {
    is_stated: bool,
    meant: Option<Display>,
}

impl Withholding {
    /// Takes keys out of a table that were likely meant to be `display`, and reports them. `known` are those it may have.
    pub(super) fn of(file: &mut TomlFile<'_>, table: &mut Table<'_>, known: &[&str]) -> Self {
        let mut found = Self { is_stated: table.get_ref().contains_key(KEY), meant: None };
        let mut taken: Vec<(String, Range<usize>, Display)> = Vec::new();
        for (key, value) in table.get_ref() {
            let name: &str = key.get_ref();
            if !known.contains(&name)
                && means_display(name, known)
                && let Some(display) = meant(value.get_ref())
            {
                taken.push((name.to_owned(), key.span(), display));
            }
        }
        for (name, span, display) in taken {
            table.get_mut().remove(name.as_str());
            let message = format!("unknown key `{name}`, taken for `{KEY} = \"{}\"`", display.name());
            let help = format!("did you mean `{KEY}`? Until the key is mended, that holds");
            file.report(Diagnostic::error("B002", message).help(help), &span);
            found.meant = found.meant.max(Some(display));
        }
        found
    }

    /// What holds, given what could be read of `display`: one that cannot be read hides, and of several the strictest holds.
    pub(super) fn with(self, read: Option<Display>) -> Option<Display> {
        read.or(self.is_stated.then_some(Display::Hidden)).max(self.meant)
    }
}

/// Whether a name or a topic is to be hidden, before its table is read: `hide` that cannot be read hides, and so does a key
/// that was likely meant to be it, which is taken out and reported.
pub(super) fn hides(file: &mut TomlFile<'_>, table: &mut Table<'_>, known: &[&str]) -> bool {
    let is_false = |value: &DeValue<'_>| matches!(value, DeValue::Boolean(false));
    let is_meant =
        |name: &str| closest(name, known.iter().copied()) == Some(HIDE) || SAME.contains(&name.to_lowercase().as_str());
    let is_unread = |value: &DeValue<'_>| !matches!(value, DeValue::Boolean(_));
    let mut hides = table.get_ref().get(HIDE).is_some_and(|value| is_unread(value.get_ref()));
    let unknown = table.get_ref().iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref()));
    let meant = unknown.filter(|(key, value)| is_meant(key.get_ref()) && !is_false(value.get_ref()));
    let meant: Vec<(String, Range<usize>)> = meant.map(|(key, _)| (key.get_ref().to_string(), key.span())).collect();
    for (name, span) in meant {
        table.get_mut().remove(name.as_str());
        let fault = Diagnostic::error("B002", format!("unknown key `{name}`, taken for `{HIDE} = true`"));
        file.report(fault.help(format!("did you mean `{HIDE}`? Until the key is mended, that holds")), &span);
        hides = true;
    }
    hides
}

const HIDE: &str = "hide";

fn means_display(name: &str, known: &[&str]) -> bool {
    let lower = name.to_lowercase();
    closest(name, known.iter().copied()) == Some(KEY) || lower.starts_with("disp") || SAME.contains(&lower.as_str())
}

/// What such a key asks for; nothing where it asks for nothing to be withheld.
fn meant(value: &DeValue<'_>) -> Option<Display> {
    match value {
        DeValue::Boolean(false) => None,
        DeValue::String(text) => {
            Some(values::display(text).unwrap_or(Display::Hidden)).filter(|&display| display != Display::Full)
        }
        _ => Some(Display::Hidden),
    }
}

/// Decisions to withhold in the part of a file that nobody reads: nothing is built until they stand where they belong.
pub(super) fn report_lost(file: &mut TomlFile<'_>, table: &Table<'_>, belongs: &str) {
    let mut lost: Vec<Range<usize>> = Vec::new();
    for (key, value) in table.get_ref() {
        if means_display(key.get_ref(), &[KEY]) && meant(value.get_ref()).is_some() || holds(value.get_ref(), DEPTH) {
            lost.push(key.span());
        }
    }
    for span in lost {
        let message = "this withholds texts, and stands where nobody reads it, so nothing is built";
        file.report(Diagnostic::error(LOST_RIGHTS, message).help(belongs), &span);
    }
}

/// Tables within tables that are looked into.
const DEPTH: u32 = 8;

fn holds(value: &DeValue<'_>, depth: u32) -> bool {
    match value {
        _ if depth == 0 => false,
        DeValue::Table(table) => table.iter().any(|(key, value)| {
            means_display(key.get_ref(), &[KEY]) && meant(value.get_ref()).is_some()
                || holds(value.get_ref(), depth - 1)
        }),
        DeValue::Array(values) => values.iter().any(|value| holds(value.get_ref(), depth - 1)),
        _ => false,
    }
}
