//! What a headline looks like, and what stands around it and is none.

use super::Found;
use crate::clean::evidence::Ending;
use crate::clean::fate::Fate;
use crate::clean::names;
use crate::clean::page::Unit;
use crate::model::Role;

/// Longest headline in words.
pub(super) const LONGEST: u32 = 32;

/// A line that could be a headline: no sentence with a full stop, no date, no list.
pub(super) fn is_headline(found: &Found<'_, '_, '_>, at: usize) -> bool {
    let unit = &found.judged.page.units[at];
    let evidence = &unit.evidence;
    let repeated = matches!(&found.judged.fates[at], Fate::Dropped { rule, .. } if *rule == "repeated-line");
    (found.judged.fates[at].is_open() || repeated)
        && evidence.words >= 1
        && evidence.words <= LONGEST
        && !evidence.full_stop
        && !evidence.row
        && evidence.ending != Ending::Colon
        && !evidence.stamp_like()
        && unit.text.chars().any(char::is_alphabetic)
        && !unit.text.starts_with(['•', '–', '—', '-', '*'])
        && !is_byline(&unit.text)
        && !is_caption(&unit.text)
        && !holds_sentence(unit)
        && (evidence.dense_script || !unit.text.starts_with(char::is_lowercase))
}

/// A sentence ends within it, and not after an abbreviation: a standfirst rather than a headline.
fn holds_sentence(unit: &Unit<'_>) -> bool {
    unit.evidence.words >= 12
        && unit.text.match_indices(". ").any(|(at, _)| {
            !is_within_quotes(&unit.text[..at])
                && unit.text[..at]
                    .rsplit(' ')
                    .next()
                    .is_some_and(|word| word.chars().count() > 3 && !word.contains('.'))
        })
}

/// Whether a quotation is open at the end of a text. An apostrophe within a word opens and closes nothing.
pub(super) fn is_within_quotes(text: &str) -> bool {
    let (mut open, mut before) = (false, ' ');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if matches!(c, '\'' | '‘' | '’' | '"' | '“' | '”' | '«' | '»') {
            if before.is_whitespace() {
                open = true;
            } else if chars.peek().is_none_or(|next| !next.is_alphanumeric()) {
                open = false;
            }
        }
        before = c;
    }
    open
}

/// Names without a label, between a headline that is written like a sentence and the date: "Ann Berg and Jo Li Daily Post".
pub(super) fn signs_what_stands_above(found: &Found<'_, '_, '_>, at: usize) -> bool {
    let units = &found.judged.page.units;
    let is_capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
    let is_all_capital = |text: &str| text.split(' ').all(|word| is_capital(word) || matches!(word, "and" | "of"));
    at > 0
        && units.get(at + 1).is_some_and(|below| below.evidence.stamp_like())
        && is_all_capital(&units[at].text)
        && units[at - 1].evidence.words >= 5
        && (is_headline(found, at - 1) || found.judged.fates[at - 1] == Fate::Says(Role::Title))
        && !is_all_capital(&units[at - 1].text)
}

/// A line that says who stands where in a picture.
fn is_caption(text: &str) -> bool {
    ["(left)", "(right)", "(centre)", "(center)", "(L)", "(R)", "(pictured"].iter().any(|mark| text.contains(mark))
}

pub(super) fn is_byline(text: &str) -> bool {
    names::behind_label(text).is_some_and(|rest| names::names(rest).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_open_until_their_end() {
        for (text, open) in [
            ("The state says, 'Meth", true),
            ("The state says, 'Meth. We're on it,' and laughs", false),
            ("The children's bridge", false),
            ("She called it “a day", true),
            ("She called it “a day” and left", false),
        ] {
            assert_eq!(is_within_quotes(text), open, "{text}");
        }
    }
}
