//! A line to read.

use super::{Reference, Work, quoted};

/// `Bruce Pannier, “Title”, Publisher, 30 September 2021, paragraph 7, https://…`, without an end.
pub(super) fn line(reference: &Reference<'_>) -> String {
    let mut parts: Vec<String> = reference.authors.iter().map(super::Author::spoken).collect();
    parts.push(format!("“{}”", reference.title));
    parts.extend(reference.publisher.map(str::to_owned));
    match (reference.issued, reference.not_before) {
        (Some(date), _) => parts.push(date.long()),
        (None, Some(bound)) => parts.push(format!("not before {}", bound.long())),
        (None, None) if reference.work == Work::Article => parts.push("date unknown".to_owned()),
        (None, None) => {}
    }
    if let Some(paragraph) = reference.passage.as_ref().and_then(|passage| passage.paragraph) {
        parts.push(format!("paragraph {paragraph}"));
    }
    parts.extend(reference.url.clone());
    let source = parts.join(", ");
    match &reference.passage {
        None => source,
        Some(passage) => {
            let by = passage.speaker.map(|speaker| format!(" ({speaker})")).unwrap_or_default();
            format!("{}{by}, in: {source}", quoted(&passage.text))
        }
    }
}
