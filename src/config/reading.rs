//! Reads the curator's TOML files so that a mistake costs the key it stands in, and is reported with place and remedy.
//!
//! Input: a file's text. Output: a raw struct with every field that could be read, and diagnostics for the others.
//!
//! 1. Parse. A file that is no TOML is reported and read as if it were empty.
//! 2. Report and drop keys that the struct doesn't have, each with the closest name that it has.
//! 3. Deserialize; a key whose value has the wrong type is reported and dropped, and the rest tried again.

use super::suggest::closest;
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::text::LineIndex;
use serde::Deserializer;
use serde::de::{DeserializeOwned, Visitor, value::Error as FieldsError};
use std::cell::Cell;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, ValueDeserializer};

/// A table with the place of its keys and values.
pub(super) type Table<'t> = Spanned<DeTable<'t>>;

/// A file being read: knows its path and text, collects what is wrong with it.
pub(super) struct TomlFile<'d> {
    /// As the user would write it.
    pub(super) path: String,
    /// The whole text.
    pub(super) text: Arc<str>,
    /// Where in `text` the TOML starts (behind a front matter's opening line); spans count from there.
    pub(super) offset: usize,
    lines: LineIndex,
    found: Vec<(usize, Diagnostic)>,
    diagnostics: &'d mut Diagnostics,
}

/// Hands over what was found, in the order of the file.
impl Drop for TomlFile<'_> {
    fn drop(&mut self) {
        self.found.sort_by_key(|&(at, _)| at);
        self.found.drain(..).for_each(|(_, diagnostic)| self.diagnostics.push(diagnostic));
    }
}

/// Code of the diagnostic that a file as a whole is no TOML.
pub const NOT_TOML: &str = "B001";

/// Code of the diagnostic that a file could not be read, or is no text.
pub const UNREADABLE: &str = "B005";

impl<'d> TomlFile<'d> {
    /// A file whose whole text is TOML.
    pub(super) fn new(path: String, text: &str, diagnostics: &'d mut Diagnostics) -> Self {
        Self { path, text: text.into(), offset: 0, lines: LineIndex::new(text), found: Vec::new(), diagnostics }
    }

    /// Parses the file; `None` when it is no TOML, which is reported.
    pub(super) fn parse<'t>(&mut self, toml: &'t str) -> Option<Table<'t>> {
        match DeTable::parse(toml) {
            Ok(table) => Some(table),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let diagnostic = Diagnostic::error(NOT_TOML, format!("not valid TOML: {}", one_line(error.message())));
                self.report(diagnostic.help("nothing of this file is used until it is mended"), &span);
                None
            }
        }
    }

    /// Takes the tables below `key` out of `table`: `[key.<id>]` each with its id.
    pub(super) fn take_tables<'t>(&mut self, table: &mut Table<'t>, key: &str) -> Vec<(Spanned<String>, Table<'t>)> {
        let Some(value) = table.get_mut().remove(key) else { return Vec::new() };
        let span = value.span();
        let DeValue::Table(tables) = value.into_inner() else {
            self.wrong_type(key, &span, &format!("write its entries as tables: [{key}.some-id]"));
            return Vec::new();
        };
        let mut found = Vec::new();
        for (id, value) in tables {
            let span = value.span();
            let name = Spanned::new(id.span(), id.get_ref().to_string());
            if let DeValue::Table(inner) = value.into_inner() {
                found.push((name, Spanned::new(span, inner)));
            } else {
                let help = format!("write it as a table: [{key}.{}]", name.get_ref());
                self.wrong_type(name.get_ref(), &span, &help);
            }
        }
        found
    }

    /// Takes the tables of the array `key` out of `table`: `key = [{ … }, …]` or `[[key]]`.
    pub(super) fn take_array<'t>(&mut self, table: &mut Table<'t>, key: &str, example: &str) -> Vec<Table<'t>> {
        let Some(value) = table.get_mut().remove(key) else { return Vec::new() };
        let span = value.span();
        let DeValue::Array(values) = value.into_inner() else {
            self.wrong_type(key, &span, &format!("write {example}"));
            return Vec::new();
        };
        let mut found = Vec::new();
        for value in values {
            let span = value.span();
            match value.into_inner() {
                DeValue::Table(inner) => found.push(Spanned::new(span, inner)),
                _ => self.wrong_type(key, &span, &format!("write {example}")),
            }
        }
        found
    }

    /// Takes the table `key` out of `table`.
    pub(super) fn take_table<'t>(&mut self, table: &mut Table<'t>, key: &str) -> Option<Table<'t>> {
        let value = table.get_mut().remove(key)?;
        let span = value.span();
        if let DeValue::Table(inner) = value.into_inner() {
            return Some(Spanned::new(span, inner));
        }
        self.wrong_type(key, &span, &format!("write it as a table: [{key}]"));
        None
    }

    /// Reads a struct; what cannot be read is reported and left at its default. `nested` names the keys that the caller has
    /// taken out already, for suggestions.
    pub(super) fn read<T: DeserializeOwned + Default>(&mut self, mut table: Table<'_>, nested: &[&str]) -> T {
        self.drop_unknown(&mut table, fields_of::<T>(), nested);
        let span = table.span();
        let mut table = table.into_inner();
        loop {
            let value = Spanned::new(span.clone(), DeValue::Table(table.clone()));
            let error = match T::deserialize(ValueDeserializer::from(value)) {
                Ok(read) => return read,
                Err(error) => error,
            };
            let at = error.span().unwrap_or_else(|| span.clone());
            let culprit = table.iter().find(|(_, value)| contains(&value.span(), &at)).map(|(key, _)| key.clone());
            let Some(key) = culprit else {
                self.report(Diagnostic::error("B003", one_line(error.message())), &at);
                return T::default();
            };
            let message = format!("`{}` {}", key.get_ref(), wrong_type(error.message()));
            self.report(Diagnostic::error("B003", message).help("the key is not used until it is mended"), &at);
            table.remove(key.get_ref().as_ref() as &str);
        }
    }

    fn drop_unknown(&mut self, table: &mut Table<'_>, known: &[&str], nested: &[&str]) {
        let unknown: Vec<(Range<usize>, DeString<'_>)> = table
            .get_ref()
            .keys()
            .filter(|key| !known.contains(&key.get_ref().as_ref()))
            .map(|key| (key.span(), key.get_ref().clone()))
            .collect();
        for (span, key) in unknown {
            let all = known.iter().chain(nested).copied();
            let help = match closest(&key, all.clone()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("known here: {}", all.collect::<Vec<_>>().join(", ")),
            };
            self.report(Diagnostic::error("B002", format!("unknown key `{key}`")).help(help), &span);
            table.get_mut().remove(key.as_ref());
        }
    }

    fn wrong_type(&mut self, key: &str, span: &Range<usize>, help: &str) {
        self.report(Diagnostic::error("B003", format!("`{key}` is written in the wrong form")).help(help), span);
    }

    /// A value that has the right type and still cannot be: B004.
    pub(super) fn bad_value(&mut self, span: &Range<usize>, message: impl Into<String>, help: &str) {
        self.report(Diagnostic::error("B004", message).help(help), span);
    }

    /// Whether anything in the file has been found wrong so far.
    pub(super) fn has_faults(&self) -> bool {
        !self.found.is_empty()
    }

    /// Reports something about a stretch of the file.
    pub(super) fn report(&mut self, diagnostic: Diagnostic, span: &Range<usize>) {
        let end = self.text.len();
        let range = (span.start + self.offset).min(end)..(span.end + self.offset).min(end);
        let start = range.start;
        self.found.push((start, diagnostic.at(Location::span(self.path.clone(), Arc::clone(&self.text), range))));
    }

    /// Line of a byte of the file's TOML.
    pub(super) fn line(&self, span: &Range<usize>) -> u32 {
        self.lines.line(span.start + self.offset)
    }
}

/// A file's bytes as text, without a byte order mark; `None`, and a report, when they are not UTF-8.
pub(super) fn decode(bytes: Vec<u8>, path: &Path, diagnostics: &mut Diagnostics) -> Option<String> {
    let Ok(mut text) = String::from_utf8(bytes) else {
        let fault = Diagnostic::error(UNREADABLE, "the file is not UTF-8 text");
        let fault = fault.at(Location::file(path.display().to_string()));
        diagnostics.push(fault.help("save it as UTF-8; nothing of it is used until then"));
        return None;
    };
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Some(text)
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The TOML parser's messages can hold several lines; ours are one sentence.
fn one_line(message: &str) -> String {
    message.trim().replace('\n', "; ")
}

/// What serde says of a value of the wrong type, in our words; anything else as it is.
fn wrong_type(message: &str) -> String {
    let message = one_line(message);
    let stated = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    let Some((is, should_be)) = stated.and_then(|rest| rest.rsplit_once(", expected ")) else {
        return format!("cannot be read: {message}");
    };
    let should_be = match should_be {
        "a sequence" => "a list",
        "a string" => "a text in quotes",
        "a boolean" => "true or false",
        "u32" => "a whole number from 0 on",
        other => other,
    };
    format!("must be {should_be}, not {is}")
}

/// The keys of a struct as serde knows them.
pub(super) fn fields_of<T: DeserializeOwned>() -> &'static [&'static str] {
    let fields = Cell::new(&[] as &[&str]);
    // fails by design: it only looks at what the struct asks for
    let _ = T::deserialize(FieldNames(&fields));
    fields.get()
}

struct FieldNames<'a>(&'a Cell<&'static [&'static str]>);

impl<'de> Deserializer<'de> for FieldNames<'_> {
    type Error = FieldsError;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, FieldsError> {
        Err(serde::de::Error::custom("only the names of the fields are read"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FieldsError> {
        self.0.set(fields);
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(rename_all = "kebab-case", deny_unknown_fields)]
    struct Sample {
        first_name: Option<String>,
        count: Option<u32>,
    }

    #[test]
    fn knows_the_fields_of_a_struct() {
        assert_eq!(fields_of::<Sample>(), ["first-name", "count"]);
    }

    #[test]
    fn a_bad_key_costs_only_itself() {
        let text = "first-nam = 'x'\nfirst-name = 'A'\ncount = -1\n";
        let mut diagnostics = Diagnostics::new();
        let mut file = TomlFile::new("a.toml".to_owned(), text, &mut diagnostics);
        let table = file.parse(text).expect("the sample is TOML");
        assert_eq!(file.read::<Sample>(table, &[]), Sample { first_name: Some("A".to_owned()), count: None });
        drop(file);
        let said: Vec<_> = diagnostics.iter().map(|d| (d.code, d.at.as_ref().and_then(|at| at.line))).collect();
        assert_eq!(said, [("B002", Some(1)), ("B003", Some(3))]);
    }
}
