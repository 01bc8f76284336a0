//! What withholds text must not be lost to a slip of the pen: showing less than was asked can be mended, showing more
//! cannot.
//!
//! 1. [`Withholding::of`] looks at a table before it is read, since reading drops what is wrong: is there a `display`, or a
//!    key that was likely meant to be one? 2. [`Withholding::with`] joins that with what could be read of it.
//! 3. [`report_misplaced`] finds decisions that stand where nobody reads them, and [`holds`] those of a file that nobody
//!    reads. [`hides`] does for names and topics what the others do for texts.

use super::reading::{Table, TomlFile};
use super::suggest::closest;
use super::values;
use crate::diag::Diagnostic;
use crate::model::Display;
use std::ops::Range;
use toml::de::{DeArray, DeTable, DeValue};

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
    closest(name, known.iter().copied()) == Some(KEY) || SAME.contains(&name.to_lowercase().as_str())
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

/// Where decisions to withhold stand in a kind of file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Belongs {
    /// The path of the table that has them, `None` for any id; no path where none belong.
    pub(super) place: Option<&'static [Option<&'static str>]>,
    /// What one that stands elsewhere does.
    pub(super) what: &'static str,
    /// Where to write it.
    pub(super) help: &'static str,
}

/// Decisions to withhold that stand where nobody reads them, in the whole of a file before any of it is taken: nothing is
/// built until they stand where they belong.
pub(super) fn report_misplaced(file: &mut TomlFile<'_>, table: &Table<'_>, belongs: Belongs) {
    for span in holds(table.get_ref(), belongs.place) {
        let message = format!("this {}, and stands where nobody reads it, so nothing is built", belongs.what);
        file.report(Diagnostic::error(LOST_RIGHTS, message).help(belongs.help), &span);
    }
}

/// The keys of a document that withhold something, but for those in the tables at `place`.
pub(super) fn holds(document: &DeTable<'_>, place: Option<&[Option<&str>]>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // each table with the rest of the way from it to the place; a list of its own, since nesting may be deep
    let mut tables = vec![(document, place)];
    let mut lists: Vec<&DeArray<'_>> = Vec::new();
    loop {
        if let Some((table, way)) = tables.pop() {
            for (key, value) in table {
                let name: &str = key.get_ref();
                let step = way.and_then(<[_]>::split_first).filter(|(step, _)| step.is_none_or(|step| step == name));
                let is_id =
                    step.is_some_and(|(step, _)| step.is_none()) && matches!(value.get_ref(), DeValue::Table(_));
                let is_there = way.is_some_and(<[_]>::is_empty);
                if !is_there && !is_id && means_to_withhold(name) && meant(value.get_ref()).is_some() {
                    found.push(key.span());
                    continue;
                }
                match value.get_ref() {
                    DeValue::Table(inner) => tables.push((inner, step.map(|(_, rest)| rest))),
                    DeValue::Array(inner) => lists.push(inner),
                    _ => {}
                }
            }
        } else if let Some(list) = lists.pop() {
            for value in list {
                match value.get_ref() {
                    DeValue::Table(inner) => tables.push((inner, None)),
                    DeValue::Array(inner) => lists.push(inner),
                    _ => {}
                }
            }
        } else {
            return found;
        }
    }
}

fn means_to_withhold(name: &str) -> bool {
    means_display(name, &[KEY]) || closest(name, [HIDE]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost<'t>(toml: &'t str, place: Option<&[Option<&str>]>) -> Vec<&'t str> {
        let document = DeTable::parse(toml).expect("the sample is TOML");
        holds(document.get_ref(), place).into_iter().map(|span| &toml[span]).collect()
    }

    #[test]
    fn what_withholds_is_found_wherever_it_stands() {
        let sidecar: Option<&[Option<&str>]> = Some(&[]);
        assert_eq!(lost("display = 'hidden'\n[[mention]]\nentity = 'x'", sidecar), [""; 0]);
        for elsewhere in [
            "[[mention]]\ntext = 'x'\ndisplay = 'hidden'",
            "edit = [{ find = 'x', display = 'excerpt' }]",
            "[article]\ndisplay = 'link-only'",
            "a.b.c.d.e.f.g.h.i.j.k.display = 'hidden'",
            "x = [[[{ display = 'hidden' }]]]",
        ] {
            assert_eq!(lost(elsewhere, sidecar), ["display"], "{elsewhere}");
        }
        assert_eq!(lost("[article]\ndisplay = 'full'\nprivate = false\ndisplay-name = 'x'", sidecar), [""; 0]);

        let source: Option<&[Option<&str>]> = Some(&[Some("source"), None]);
        assert_eq!(lost("[source.display]\ndisplay = 'hidden'\n[source.hidden]", source), [""; 0]);
        for elsewhere in [
            "display = 'hidden'",
            "[[source]]\nid = 'x'\ndisplay = 'hidden'",
            "[[source.x]]\ndisplay = 'hidden'",
            "[source]\ndisplay = 'hidden'",
            "[source.x.rights]\ndisplay = 'hidden'",
            "[sources.x]\ndisplay = 'hidden'",
        ] {
            assert_eq!(lost(elsewhere, source), ["display"], "{elsewhere}");
        }
        assert_eq!(lost("[source.x]\nhide = true", None), ["hide"]);
    }
}
