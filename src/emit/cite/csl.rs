//! CSL-JSON: what Zotero, pandoc and word processors exchange.

use super::{Author, Reference, Work};
use serde::Serialize;

/// An item with its keys in a fixed order.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case", untagged)]
enum Name<'a> {
    Literal {
        literal: &'a str,
    },
    #[serde(rename_all = "kebab-case")]
    Person {
        family: &'a str,
        given: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        non_dropping_particle: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<&'a str>,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Date {
    date_parts: [Vec<i32>; 1],
}

pub(super) fn entry(reference: &Reference<'_>) -> String {
    let item = Item {
        id: &reference.key,
        kind: if reference.work == Work::Article { "article-newspaper" } else { "webpage" },
        title: &reference.title,
        author: reference.authors.iter().map(Name::new).collect(),
        container_title: reference.publisher,
        issued: reference.issued.map(|date| {
            let parts = [date.month_number(), date.day_number()].into_iter().map_while(|part| part);
            Date { date_parts: [std::iter::once(date.year_number()).chain(parts.map(u32::cast_signed)).collect()] }
        }),
        url: reference.url.as_deref(),
        language: reference.language,
        note: reference.note(),
    };
    serde_json::to_string_pretty(&item).expect("plain data has a JSON form") + "\n"
}

impl<'a> Name<'a> {
    fn new(author: &'a Author) -> Self {
        match author {
            Author::Body(name) => Self::Literal { literal: name },
            Author::Person { family, given, particle, suffix } => {
                Self::Person { family, given, non_dropping_particle: particle.as_deref(), suffix: suffix.as_deref() }
            }
        }
    }
}
