//! RIS: one field a line, two letters, two spaces, hyphen, space. UTF-8, lines end as on Windows, as the format says.

use super::{Author, Reference, Work};
use crate::model::PartialDate;

pub(super) fn entry(reference: &Reference<'_>) -> String {
    let mut out = String::new();
    let mut line = |tag: &str, value: &str| out.extend([tag, "  - ", one_line(value).as_str(), "\r\n"]);
    line("TY", if reference.work == Work::Article { "NEWS" } else { "ELEC" });
    line("ID", &reference.key);
    line("TI", &reference.title);
    for author in &reference.authors {
        line("AU", &name(author));
    }
    if let Some(publisher) = reference.publisher {
        line("T2", publisher);
    }
    if let Some(date) = reference.issued {
        line("PY", &format!("{:04}", date.year_number()));
        line("DA", &day(date));
    }
    if let Some(url) = &reference.url {
        line("UR", url);
    }
    if let Some(language) = reference.language {
        line("LA", language);
    }
    if let Some(note) = reference.note() {
        line("N1", &note);
    }
    line("ER", "");
    out
}

/// `2021/09/30/`; what is unknown stays empty.
fn day(date: PartialDate) -> String {
    let part = |number: Option<u32>| number.map(|number| format!("{number:02}")).unwrap_or_default();
    format!("{:04}/{}/{}/", date.year_number(), part(date.month_number()), part(date.day_number()))
}

/// `Family, Given, Suffix`. The asterisk is the format's own.
fn name(author: &Author) -> String {
    let name = match author {
        Author::Body(name) => name.clone(),
        Author::Person { family, given, particle, suffix } => {
            let family = particle.iter().chain([family]).map(String::as_str).collect::<Vec<_>>().join(" ");
            let suffix = suffix.as_ref().map(|suffix| format!(", {suffix}")).unwrap_or_default();
            format!("{family}, {given}{suffix}")
        }
    };
    name.replace('*', "")
}

/// A line break would begin another field.
fn one_line(value: &str) -> String {
    value.chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).collect()
}
