//! TOML and YAML as one small tree of values with their lines, mended where the syntax is broken.

use crate::text::LineIndex;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;
use std::fmt;
use toml::de::{DeTable, DeValue};

/// The two languages of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Toml,
    Yaml,
}

impl Syntax {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Toml => "TOML",
            Self::Yaml => "YAML",
        }
    }

    pub(super) fn fence(self) -> &'static str {
        match self {
            Self::Toml => "+++",
            Self::Yaml => "---",
        }
    }

    fn separator(self) -> char {
        match self {
            Self::Toml => '=',
            Self::Yaml => ':',
        }
    }

    /// `name: …` or `name = …` (or a TOML table's head).
    pub(super) fn looks_like_field(self, line: &str) -> bool {
        let line = line.trim();
        if self == Self::Toml && line.starts_with('[') {
            return true;
        }
        line.split_once(self.separator()).is_some_and(|(key, rest)| {
            let key = key.trim().trim_matches(['"', '\'']);
            let spaced = self == Self::Toml || rest.is_empty() || rest.starts_with([' ', '\t']);
            let named = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
            !key.is_empty() && named && spaced
        })
    }
}

/// A value with the line on which it stands, counted from the first line of the front matter.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) line: u32,
}

/// A value. Numbers and dates are kept as they are written.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Null,
    Text(String),
    Number(String),
    Date(String),
    Flag(bool),
    List(Vec<Node>),
    Table(Vec<(String, Node)>),
}

impl Value {
    /// As a message calls it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "empty",
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Date(_) => "a date",
            Self::Flag(_) => "true or false",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }

    /// A text, or what reads as one: `title: 1984`.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Date(text) => Some(text),
            Self::Null | Self::Flag(_) | Self::List(_) | Self::Table(_) => None,
        }
    }
}

impl Node {
    pub(super) fn field(&self, name: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, node)| node),
            _ => None,
        }
    }
}

/// What is wrong with the syntax.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) line: u32,
    pub(super) message: String,
}

/// The root and what is wrong.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) root: Node,
    pub(super) faults: Vec<Fault>,
}

pub(super) fn parse(syntax: Syntax, text: &str) -> Parsed {
    match syntax {
        Syntax::Toml => parse_toml(text),
        Syntax::Yaml => parse_yaml(text),
    }
}

/// TOML is parsed with recovery: only the first fault is told, the others mostly follow from it.
fn parse_toml(text: &str) -> Parsed {
    let index = LineIndex::new(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let faults = errors
        .first()
        .map(|error| Fault {
            line: error.span().map_or(1, |span| index.line(span.start.min(text.len()))),
            message: first_sentence(error.message()),
        })
        .into_iter()
        .collect();
    let fields = table.into_inner().into_iter().map(|(key, value)| {
        let line = index.line(value.span().start.min(text.len()));
        (key.into_inner().into_owned(), Node { value: from_toml(value.into_inner(), &index), line })
    });
    Parsed { root: Node { value: Value::Table(fields.collect()), line: 1 }, faults }
}

/// Recursion is bounded by the parser, which refuses deep nesting.
fn from_toml(value: DeValue<'_>, index: &LineIndex) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .into_iter()
                .map(|item| {
                    let line = index.line(item.span().start);
                    Node { value: from_toml(item.into_inner(), index), line }
                })
                .collect(),
        ),
        DeValue::Table(fields) => Value::Table(
            fields
                .into_iter()
                .map(|(key, value)| {
                    let line = index.line(value.span().start);
                    (key.into_inner().into_owned(), Node { value: from_toml(value.into_inner(), index), line })
                })
                .collect(),
        ),
    }
}

/// YAML that the parser refuses is read line by line: people write `title: One: two` without quotes.
fn parse_yaml(text: &str) -> Parsed {
    let options = serde_saphyr::options! {
        with_snippet: false,
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::FirstWins,
        budget: serde_saphyr::budget! { max_depth: 32, max_nodes: 20_000 },
    };
    let parsed: Result<Spanned<Value>, _> = serde_saphyr::from_str_with_options(text, options);
    match parsed {
        Ok(root) => Parsed { root: Node { value: root.value, line: 1 }, faults: Vec::new() },
        Err(error) => {
            let line = error.location().map_or(1, |at| u32::try_from(at.line()).unwrap_or(1).max(1));
            let lines = text.lines().count() as u32;
            let fault = Fault { line: line.min(lines.max(1)), message: first_sentence(&error.to_string()) };
            Parsed { root: Node { value: Value::Table(line_by_line(text)), line: 1 }, faults: vec![fault] }
        }
    }
}

fn line_by_line(text: &str) -> Vec<(String, Node)> {
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.starts_with(char::is_whitespace) && Syntax::Yaml.looks_like_field(line))
        .filter_map(|(number, line)| {
            let (key, rest) = line.split_once(':')?;
            let value = match rest.trim().trim_matches(['"', '\'']) {
                "" => Value::Null,
                "true" => Value::Flag(true),
                "false" => Value::Flag(false),
                text => Value::Text(text.to_owned()),
            };
            Some((key.trim().to_owned(), Node { value, line: number }))
        })
        .collect()
}

fn first_sentence(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    // the place is told in another way, counted from the file's first line
    line.split(" at line ").next().unwrap_or(line).trim_end_matches('.').to_owned()
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

fn node(spanned: Spanned<Value>) -> Node {
    Node { value: spanned.value, line: u32::try_from(spanned.referenced.line()).unwrap_or(1).max(1) }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Spanned<Value>>()? {
            list.push(node(item));
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut table = Vec::new();
        while let Some(key) = fields.next_key::<Value>()? {
            let value = fields.next_value::<Spanned<Value>>()?;
            if let Some(key) = key.as_text() {
                table.push((key.to_owned(), node(value)));
            }
        }
        Ok(Value::Table(table))
    }
}
