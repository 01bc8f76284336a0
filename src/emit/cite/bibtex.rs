//! BibTeX, for BibTeX and biblatex alike. UTF-8.
//!
//! What LaTeX would take for a command is escaped. Braces become commands: BibTeX counts them, with or without a backslash
//! before. Titles stand in double braces, so that styles leave their capitals alone.

use super::{Author, Reference, Work};
use std::fmt::Write;

pub(super) fn entry(reference: &Reference<'_>) -> String {
    let kind = if reference.work == Work::Article && reference.publisher.is_some() { "article" } else { "misc" };
    let mut out = format!("@{kind}{{{},\n", reference.key);
    // writing to a string cannot fail
    let mut field = |name: &str, value: &str| _ = writeln!(out, "  {name} = {{{value}}},");
    if !reference.authors.is_empty() {
        let names: Vec<String> = reference.authors.iter().map(author).collect();
        field("author", &names.join(" and "));
    }
    field("title", &format!("{{{}}}", escape(&reference.title)));
    if let Some(publisher) = reference.publisher {
        field("journal", &escape(publisher));
    }
    if let Some(date) = reference.issued {
        field("date", &date.to_string());
        field("year", &date.year_number().to_string());
    }
    if let Some(url) = &reference.url {
        field("url", &url.replace(['{', '}', '\\'], ""));
    }
    if let Some(language) = reference.language {
        field("language", &escape(language));
    }
    if let Some(note) = reference.note() {
        field("note", &escape(&note));
    }
    // a macro of three letters, not a text
    if let Some(month) = reference.issued.and_then(crate::model::PartialDate::month_number) {
        let _ = writeln!(out, "  month = {},", MONTHS[month as usize - 1]);
    }
    out.push_str("}\n");
    out
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn author(author: &Author) -> String {
    match author {
        Author::Body(name) => format!("{{{}}}", escape(name)),
        Author::Person { family, given, particle, suffix } => {
            let particle = particle.as_ref().map(|particle| format!("{} ", escape(particle))).unwrap_or_default();
            let suffix = suffix.as_ref().map(|suffix| format!("{}, ", escape(suffix))).unwrap_or_default();
            // a family name of several words is one
            let family = if family.contains(' ') { format!("{{{}}}", escape(family)) } else { escape(family) };
            format!("{particle}{family}, {suffix}{}", escape(given))
        }
    }
}

/// Text as LaTeX reads it, in one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '|' => out.push_str("\\textbar{}"),
            '$' | '&' | '#' | '%' | '_' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_whitespace() || c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
