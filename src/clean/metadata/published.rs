//! When it was published, or what the text proves about that.

use super::bounds::latest_past;
use super::{Found, first};
use crate::clean::dates::{self, Found as Dated};
use crate::clean::evidence::Ending;
use crate::clean::fate::Fate;
use crate::clean::key::key;
use crate::clean::rules::archive;
use crate::model::{Origin, PartialDate, Precision, Published, Role};

/// Longest line that states the date.
const LONGEST: u32 = 30;

/// Finds the date; lines that state it say so.
pub(crate) fn read(found: &mut Found<'_, '_, '_>) -> Published {
    let document = found.judged.page.document;
    let front = document.front_matter.as_ref();
    let stated = first([
        (found.context.sidecar.and_then(|sidecar| sidecar.published), Origin::Sidecar),
        (front.and_then(|front| front.date), Origin::FrontMatter),
        (document.markup.published, Origin::Markup),
        (document.markup.url.as_deref().and_then(in_address), Origin::Markup),
    ]);
    let line = from_lines(found);
    if let Some((date, origin)) = stated {
        return Published { date: Some(date), not_before: None, evidence: None, origin: Some(origin) };
    }
    if let Some((date, evidence)) = line.or_else(|| from_dateline(found)) {
        return Published { date: Some(date), not_before: None, evidence: Some(evidence), origin: Some(Origin::Text) };
    }
    match latest_past(found) {
        Some((date, evidence)) => {
            Published { date: None, not_before: Some(date), evidence: Some(evidence), origin: None }
        }
        None => Published::default(),
    }
}

/// `…/2021/09/30/…` in the article's own address.
fn in_address(url: &str) -> Option<PartialDate> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let digits = |part: &str, len: std::ops::RangeInclusive<usize>| {
            len.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        (digits(year, 4..=4) && digits(month, 1..=2) && digits(day, 1..=2))
            .then(|| PartialDate::day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))?
    })
}

/// What kind of statement a line makes; the stronger first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Published,
    Bare,
    Updated,
}

fn from_lines(found: &mut Found<'_, '_, '_>) -> Option<(PartialDate, String)> {
    let mut best: Option<(Strength, PartialDate, String)> = None;
    for at in found.head().into_iter().chain(found.tail()) {
        let unit = &found.judged.page.units[at];
        let byline = found.judged.fates[at] == Fate::Says(Role::Byline);
        if !(found.is_free(at) || byline) || unit.evidence.words > LONGEST || unit.evidence.ending == Ending::Colon {
            continue;
        }
        // when a database loaded it is not when it was published
        if archive::label(&unit.text)
            .is_some_and(|(label, _)| !label.trim().ends_with("DATE") || label.contains("LOAD"))
        {
            continue;
        }
        let text = unit.text.to_string();
        let about_time = byline || unit.evidence.stamp_like();
        let Some((strength, date)) = statement(&text, about_time) else { continue };
        if !byline {
            found.judged.fates[at] = Fate::Says(Role::Date);
        }
        if best.as_ref().is_none_or(|(known, ..)| strength < *known) {
            best = Some((strength, date.date, evidence(&text, date)));
        }
    }
    best.map(|(_, date, evidence)| (date, evidence))
}

/// The words around a date that state it: the whole line when it is short.
fn evidence(text: &str, date: Dated) -> String {
    if text.chars().count() <= 60 { text.to_owned() } else { date.span.of(text).to_owned() }
}

/// What a line states. A date in a byline or in a line that is all about when counts; one in a sentence does not.
fn statement(text: &str, about_time: bool) -> Option<(Strength, Dated)> {
    let found = dates::find(text);
    let date = *found.first()?;
    let before = key(&text[..date.span.start as usize]);
    let labelled =
        |labels: &[&str]| labels.iter().any(|label| before.ends_with(label) || before.contains(&format!("{label} ")));
    if labelled(&UPDATED) && !labelled(&PUBLISHED) {
        // "Updated 19 October · Published 18 October"
        let second = found.get(1).filter(|second| {
            let between = key(&text[date.span.end as usize..second.span.start as usize]);
            PUBLISHED.iter().any(|label| between.contains(label))
        });
        return Some(second.map_or((Strength::Updated, date), |&second| (Strength::Published, second)));
    }
    if labelled(&PUBLISHED) && (about_time || before.split(' ').count() <= 8) {
        return Some((Strength::Published, date));
    }
    (about_time || is_place_and_date(text, date)).then_some((Strength::Bare, date))
}

const PUBLISHED: [&str; 22] = [
    "published",
    "posted",
    "first published",
    "publicado",
    "publicada",
    "publicado el",
    "publie",
    "publie le",
    "paru le",
    "veroffentlicht",
    "veroffentlicht am",
    "erschienen",
    "stand",
    "pubblicato",
    "pubblicato il",
    "опубликовано",
    "date",
    "дата",
    "نشر",
    "نشر في",
    "تاريخ",
    "تاریخ انتشار",
];
const UPDATED: [&str; 12] = [
    "updated",
    "update",
    "modified",
    "actualizado",
    "actualizado el",
    "atualizado",
    "mis a jour",
    "aktualisiert",
    "aggiornato",
    "обновлено",
    "اخر تحديث",
    "تحديث",
];

/// "New Delhi, News Nation Bureau | 19 November 2019": a few words and the date at the end.
fn is_place_and_date(text: &str, date: Dated) -> bool {
    let before = &text[..date.span.start as usize];
    let after = key(&text[date.span.end as usize..]);
    let short = before.split_whitespace().count() <= 6 && !before.trim_end().ends_with(|c: char| c.is_lowercase());
    let marked = before.trim_end().ends_with(['|', ',', '·', '-', '–', '—', ':', '/']);
    short && marked && (after.is_empty() || dates::stamp(&after).share > 0.8)
}

/// "KABUL, 18 October 2021 (Oxus Wire) — …": a full date in the dateline of the first paragraph.
fn from_dateline(found: &Found<'_, '_, '_>) -> Option<(PartialDate, String)> {
    let unit = found.judged.page.units.get(found.body.lead)?;
    let head: String = unit.text.chars().take(80).collect();
    let dash = [" - ", " – ", " — ", " -- "].iter().filter_map(|dash| head.find(dash)).min()?;
    let line = &head[..dash];
    let place: String = line.chars().take_while(|&c| c != ',' && c != '(').collect();
    let shouted = place.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !place.chars().any(char::is_lowercase);
    let date = dates::find(line).first().copied()?;
    (shouted && date.date.precision() == Precision::Day).then(|| (date.date, line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(text: &str) -> Option<(Strength, String)> {
        statement(text, dates::stamp(&key(text)).share >= 0.7)
            .map(|(strength, found)| (strength, found.date.to_string()))
    }

    #[test]
    fn published_before_updated() {
        let expected = |strength| Some((strength, "2021-10-18".to_owned()));
        assert_eq!(states("Published 18 October 2021 · Updated 19 October 2021"), expected(Strength::Published));
        assert_eq!(states("Updated 19 October 2021 · Published 18 October 2021"), expected(Strength::Published));
        assert_eq!(states("October 18, 2021 at 4:02 pm"), expected(Strength::Bare));
        assert_eq!(states("Last updated: 18 October 2021"), expected(Strength::Updated));
        assert_eq!(states("Publicado el 18 de octubre de 2021"), expected(Strength::Published));
    }

    #[test]
    fn a_sentence_states_nothing() {
        assert_eq!(
            states("When the Taliban drove into Kabul on 15 August 2021, most of the capitals were silent."),
            None
        );
    }

    #[test]
    fn dates_in_addresses() {
        let date = |url| in_address(url).map(|date| date.to_string());
        assert_eq!(date("https://a.example/2021/09/30/the-class").as_deref(), Some("2021-09-30"));
        assert_eq!(date("https://a.example/2021/13/30/x"), None);
        assert_eq!(date("https://a.example/news/2021/x"), None);
    }
}
