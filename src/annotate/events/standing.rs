//! What states a date without telling an event.
//!
//! 1. Sentences: editor's notes ("Correction, Nov. 15: …"), stamps of a page, a few words without a verb.
//! 2. Years that belong to something else: an address, a title, "the primary of 2020".

use super::expression::{Expression, Stated};
use super::tense::has_verb;
use super::words::{NOTES, PARTS_OF_TIME, STREETS, contains};
use crate::annotate::passage::{Passage, Shape};

/// Tokens below which a sentence needs a verb to tell something.
const FEW: usize = 14;
/// Tokens of an address from its number to "Street".
const ADDRESS: usize = 4;
/// Tokens of the longest title in quotation marks.
const TITLE: usize = 7;

/// Whether a sentence, a range of tokens, tells something of the world rather than of its page.
pub(super) fn tells(passage: &Passage<'_>, (from, to): (usize, usize)) -> bool {
    let words = to - from;
    !is_note(passage, (from, to)) && (words >= FEW || has_verb(passage, (from, to)))
}

/// "Correction added Nov. 18, 2019: …", "This story was updated on …"
fn is_note(passage: &Passage<'_>, (from, to): (usize, usize)) -> bool {
    let Some(first) = (from..to).find(|&at| !matches!(passage.tokens[at].shape, Shape::Mark(_))) else { return false };
    let word = |at: usize| if at < to { passage.key(at) } else { "" };
    let first_is_note = contains(&NOTES, word(first));
    // "Published in 1980, the novel …" tells something; "Published: Nov. 18" does not
    let labels = (first + 1..to.min(first + 8)).any(|at| matches!(word(at), ":" | "|" | "-" | "–"));
    let of_page = matches!(word(first), "this" | "the")
        && matches!(
            word(first + 1),
            "article" | "story" | "post" | "page" | "piece" | "report" | "version" | "interview"
        )
        && (first + 2..to.min(first + 8)).any(|at| {
            matches!(
                word(at),
                "updated"
                    | "corrected"
                    | "originally"
                    | "published"
                    | "amended"
                    | "misstated"
                    | "edited"
                    | "appeared"
                    | "appears"
            )
        });
    let editors = matches!(word(first), "editor" | "editors")
        && (first + 1..to.min(first + 4)).any(|at| matches!(word(at), "note" | "notes"));
    let corrects = matches!(word(first), "correction" | "corrections" | "clarification" | "erratum");
    first_is_note && labels || of_page || editors || corrects
}

/// Whether a date expression says when something was, rather than being part of a name.
pub(super) fn is_adverbial(passage: &Passage<'_>, (from, to): (usize, usize), expression: &Expression) -> bool {
    let word = |at: usize| if at >= from && at < to { passage.key(at) } else { "" };
    let next = expression.to;
    // the time of day that a stamp states
    let is_number = |at: usize| at < to && passage.tokens[at].shape == Shape::Number;
    if matches!(expression.states, Stated::Day(..)) && is_number(next) && word(next + 1) == ":" && is_number(next + 2) {
        return false;
    }
    let Stated::Year(_) = expression.states else { return true };
    if expression.until.is_some() {
        return true;
    }
    let is_title = |at: usize| at < to && passage.tokens[at].is_capitalised();
    let address = is_title(next) && (next..to.min(next + ADDRESS)).any(|at| contains(&STREETS, word(at)));
    let titled = word(next) == ":" && is_title(next + 1);
    let before = |back: usize| expression.from.checked_sub(back).map_or("", word);
    let part_of = before(1) != "of" || before(2) == "as" || contains(&PARTS_OF_TIME, before(2));
    let bracketed = before(1) == "(" && word(next) == ")";
    !address && !titled && part_of && !bracketed && !is_quoted_title(passage, (from, to), expression)
}

/// Whether an expression stands between the marks of a short quotation: "Blade Runner 2049".
fn is_quoted_title(passage: &Passage<'_>, (from, to): (usize, usize), expression: &Expression) -> bool {
    let is = |at: usize, marks: &[char]| matches!(passage.tokens[at].shape, Shape::Mark(mark) if marks.contains(&mark));
    let opens = (from.max(expression.from.saturating_sub(TITLE))..expression.from)
        .rev()
        .find(|&at| is(at, &['“', '"', '‘', '”', '’']));
    let closes = (expression.to..to.min(expression.to + TITLE)).find(|&at| is(at, &['”', '"', '’', '“', '‘']));
    let (Some(opens), Some(closes)) = (opens, closes) else { return false };
    is(opens, &['“', '"', '‘'])
        && is(closes, &['”', '"', '’'])
        && closes - opens <= TITLE
        && !has_verb(passage, (opens, closes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::events::expression::expressions;
    use crate::annotate::lexicon::Lexicon;

    fn told(text: &str) -> usize {
        let passage = Passage::new(1, text, false, Lexicon::built_in());
        let found = expressions(&passage);
        assert!(!found.is_empty(), "{text}");
        let all = (0, passage.tokens.len());
        found.iter().filter(|e| tells(&passage, all) && is_adverbial(&passage, all, e)).count()
    }

    #[test]
    fn what_states_a_date_without_an_event() {
        for text in [
            "Officers stopped a vehicle driven by Jonathan P. Blair, 29, of 1909 Jolinda Drive.",
            "In movies from 2001: A Space Odyssey to Event Horizon, astronauts were put to sleep.",
            "Since 1994.",
            "기사입력 :[ 2018-08-25 15:24 ]",
            "Correction added Nov. 18, 2019: The caption originally made a statement.",
            "Correction, Nov. 15, 2019: This article originally misidentified the publisher.",
            "This story was updated on Nov. 18, 2019 with a statement.",
            "Published: Nov. 18, 2019",
            "The state holds the first primary of 2020, he said.",
            "He reviewed “Blues of 1984” for the paper.",
        ] {
            assert_eq!(told(text), 0, "{text}");
        }
    }

    #[test]
    fn their_look_alikes_tell_events() {
        for text in [
            "He has lived there since 1994.",
            "As of 1994, it had admitted few.",
            "In 1909 Jolinda drove to Boston.",
            "The novel was published in 2001: a first.",
            "Published in 1980, the novel was a success.",
            "No one had had contact with them since the summer of 2007.",
            "The story was told on 18 November 2019 in court.",
            "The correction was made on Nov. 18, 2019.",
            "“We were poor in 1984,” he said.",
        ] {
            assert_eq!(told(text), 1, "{text}");
        }
    }
}
