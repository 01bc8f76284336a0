//! The latest day that the text proves had come when it was written.
//!
//! A post's date and a picture's date are proof. A full date in a sentence is, unless the sentence announces something.

use super::Found;
use crate::clean::dates::{self, Found as Dated};
use crate::clean::fate::Fate;
use crate::model::PartialDate;
use crate::text::{fold, sentences};

/// Words by which a sentence speaks of what is still to come.
const AHEAD: [&str; 60] = [
    "ahead",
    "announced",
    "aplazado",
    "bald",
    "begins",
    "beginnt",
    "bis",
    "deadline",
    "debera",
    "deve",
    "devra",
    "doit",
    "due",
    "estara",
    "expected",
    "expire",
    "expires",
    "forthcoming",
    "geplant",
    "hasta",
    "invited",
    "jusqu'au",
    "kommenden",
    "might",
    "next",
    "plan",
    "planned",
    "planning",
    "plans",
    "prevista",
    "previsto",
    "prevu",
    "proxima",
    "proximo",
    "scheduled",
    "sera",
    "seran",
    "should",
    "shall",
    "slated",
    "soll",
    "sollen",
    "soon",
    "starting",
    "takes",
    "tendra",
    "through",
    "todavia",
    "tomorrow",
    "until",
    "upcoming",
    "will",
    "wird",
    "would",
    "до",
    "будет",
    "будут",
    "пройдет",
    "состоится",
    "планируется",
];

/// Finds it, with the words that prove it.
pub(crate) fn latest_past(found: &Found<'_, '_, '_>) -> Option<(PartialDate, String)> {
    let mut latest: Option<(PartialDate, String)> = None;
    for (at, unit) in found.judged.page.units.iter().enumerate() {
        let certain = match &found.judged.fates[at] {
            Fate::Embed(_) | Fate::Figure(..) => true,
            Fate::Open | Fate::Kept => false,
            Fate::Dropped { .. } | Fate::Says(_) | Fate::Pulled => continue,
        };
        let text: &str = &unit.text;
        for date in if certain { dates::find(text) } else { stated_dates(text) } {
            if latest.as_ref().is_none_or(|(known, _)| date.date > *known) {
                latest = Some((date.date, date.span.of(text).to_owned()));
            }
        }
    }
    latest
}

/// The dates of a text that no announcement holds.
fn stated_dates(text: &str) -> Vec<Dated> {
    let mut dates = dates::find(text).into_iter().peekable();
    let mut stated = Vec::new();
    if dates.peek().is_none() {
        return stated;
    }
    for span in sentences(text) {
        let mut own = Vec::new();
        while let Some(date) = dates.next_if(|date| date.span.start < span.end) {
            own.push(date);
        }
        if !own.is_empty() && !announces(span.of(text)) {
            stated.append(&mut own);
        }
    }
    stated
}

fn announces(sentence: &str) -> bool {
    let folded = fold(sentence);
    folded.split(|c: char| !c.is_alphanumeric() && c != '\'').any(|word| AHEAD.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::announces;

    #[test]
    fn announcements_prove_nothing() {
        assert!(announces("Talks will be held in Moscow on 20 October 2021."));
        assert!(announces("Macron has invited him for talks on 13 October 2021."));
        assert!(!announces("He signed the decree on 2 September 2021."));
    }
}
