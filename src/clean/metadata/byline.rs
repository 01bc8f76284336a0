//! Who wrote it.
//!
//! A byline stands above the first paragraph or behind the last one, begins with "By" or its like, and names people.
//! A note about the author at the end names them too. Whoever else the text names did not write it.

use super::{Found, first};
use crate::clean::fate::Fate;
use crate::clean::key::key;
use crate::clean::names::{self, Names};
use crate::clean::rules::author;
use crate::model::{Origin, Role};

/// What bylines say.
#[derive(Debug, Default)]
pub(crate) struct Byline {
    /// Names of the authors.
    pub(crate) authors: Vec<String>,
    /// Where they came from.
    pub(crate) origin: Option<Origin>,
    /// A medium that the byline names behind them.
    pub(crate) medium: Option<String>,
}

/// Longest byline in words.
const LONGEST: u32 = 30;

/// Finds the authors; lines that name them say so.
pub(crate) fn read(found: &mut Found<'_, '_, '_>) -> Byline {
    let document = found.judged.page.document;
    let listed = |list: Option<&[String]>| {
        let list: Vec<String> =
            list.unwrap_or_default().iter().map(|name| clean_name(name)).filter(|name| !name.is_empty()).collect();
        (!list.is_empty()).then_some(list)
    };
    let sidecar = found.context.sidecar.and_then(|sidecar| sidecar.authors.as_deref());
    let nobody = sidecar.is_some_and(<[String]>::is_empty);
    let front = document.front_matter.as_ref().map(|front| front.authors.as_slice());
    let known = first([
        (listed(sidecar), Origin::Sidecar),
        (listed(front), Origin::FrontMatter),
        (listed(Some(&document.markup.authors)), Origin::Markup),
    ]);
    let line = from_lines(found);
    let medium = line.as_ref().and_then(|names| names.medium.clone());
    let (authors, origin) = match (known, line) {
        _ if nobody => (Vec::new(), Some(Origin::Sidecar)),
        (Some((authors, origin)), _) => (authors, Some(origin)),
        (None, Some(names)) => (names.people, Some(Origin::Text)),
        (None, None) => from_bio(found).map_or((Vec::new(), None), |name| (vec![name], Some(Origin::Text))),
    };
    Byline { authors, origin, medium }
}

/// Metadata says "By Jane Doe" or "Doe, Jane" at times; only the label goes.
fn clean_name(name: &str) -> String {
    let tidy = crate::text::tidy(name);
    names::behind_label(&tidy).unwrap_or(&tidy).trim().to_owned()
}

fn from_lines(found: &mut Found<'_, '_, '_>) -> Option<Names> {
    let mut best: Option<Names> = None;
    for at in found.head().into_iter().chain(found.tail()) {
        let unit = &found.judged.page.units[at];
        if !found.is_free(at)
            || unit.evidence.words > LONGEST
            || (unit.evidence.is_sentence(9) && !ends_with_date(&unit.text))
        {
            continue;
        }
        let (names, label) = match line_names(&unit.text) {
            Some(names) => (names, None),
            None => match labelled_above(found, at) {
                Some((label, names)) => (names, Some(label)),
                None => continue,
            },
        };
        for line in label.into_iter().chain([at]) {
            found.judged.fates[line] = Fate::Says(Role::Byline);
        }
        if best.is_none() {
            best = Some(names);
        }
    }
    best
}

/// A name on a line of its own below "By" or "Author" on another.
fn labelled_above(found: &Found<'_, '_, '_>, at: usize) -> Option<(usize, Names)> {
    const ALONE: [&str; 24] = [
        "by",
        "written by",
        "author",
        "authors",
        "story by",
        "words by",
        "reported by",
        "por",
        "escrito por",
        "autor",
        "autora",
        "par",
        "auteur",
        "von",
        "di",
        "autore",
        "автор",
        "авторы",
        "текст",
        "بقلم",
        "كتب",
        "نویسنده",
        "گزارش",
        "نوشته",
    ];
    let above = at.checked_sub(1)?;
    let (label, name) = (&found.judged.page.units[above], &found.judged.page.units[at]);
    let alone = found.is_free(above) && found.is_in_reach(above) && ALONE.contains(&label.evidence.key());
    let names = names::names(&name.text).filter(|_| alone && name.evidence.words <= 12)?;
    Some((above, names))
}

fn ends_with_date(text: &str) -> bool {
    crate::clean::dates::find(text).last().is_some_and(|date| date.span.end as usize + 3 >= text.len())
}

/// "By A and B", "Text: A", or a name with its date and nothing else ("Chris Davies - Nov 19, 2019, 10:31 pm CST").
fn line_names(text: &str) -> Option<Names> {
    if let Some(rest) = names::behind_label(text) {
        return names::names(rest);
    }
    let (name, rest) = [" - ", " – ", " — ", " | ", " / ", " · "].iter().find_map(|mark| text.split_once(mark))?;
    let dated = crate::clean::dates::stamp(&key(rest)).share >= 0.7;
    let plain = name.split_whitespace().count() >= 2 && names::is_person(name) && !names::names_medium(name);
    (dated && plain).then(|| Names { people: vec![name.trim().to_owned()], medium: None })
}

fn from_bio(found: &Found<'_, '_, '_>) -> Option<String> {
    found.tail().into_iter().find_map(|at| {
        let unit = &found.judged.page.units[at];
        let is_bio = matches!(&found.judged.fates[at], Fate::Dropped { rule, .. } if *rule == "author-bio");
        is_bio.then(|| author::person(&unit.text).map(str::to_owned))?
    })
}
