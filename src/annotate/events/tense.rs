//! Whether a clause looks back or ahead.
//!
//! "The trial began in February" and "the trial is set to begin in February" state two dates. The verb nearest before the
//! expression decides; where none stands before it, the first behind it. Verbs that leave it open ("was scheduled for",
//! "may open") decide nothing.

use super::words::{AHEAD, AUXILIARY_GAP, BEGINNING, DETERMINERS, NO_PAST, PAST, PLANNED, contains};
use crate::annotate::passage::{Passage, Shape};

/// Where a clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// It tells what has happened.
    Past,
    /// It tells what will.
    Ahead,
    /// It does not say.
    Unclear,
}

/// Where the clause looks that holds a range of tokens within a sentence's range of tokens.
pub(super) fn tense(passage: &Passage<'_>, sentence: (usize, usize), expression: (usize, usize)) -> Tense {
    let clause = Clause { passage, from: sentence.0, to: sentence.1 };
    if expression.0 > sentence.0 && clause.word(expression.0 - 1) == "since" || clause.says_back(expression.0) {
        return Tense::Past;
    }
    clause.behind(expression.0).or_else(|| clause.ahead(expression.1)).unwrap_or(Tense::Unclear)
}

/// Whether a sentence has a verb that says so.
pub(super) fn has_verb(passage: &Passage<'_>, (from, to): (usize, usize)) -> bool {
    let clause = Clause { passage, from, to };
    (from..to).any(|at| {
        clause.cue(at).is_some()
            || matches!(clause.word(at), "am" | "are" | "be" | "can" | "do" | "does" | "has" | "have" | "is" | "may")
    })
}

struct Clause<'a, 'b> {
    passage: &'a Passage<'b>,
    from: usize,
    to: usize,
}

impl Clause<'_, '_> {
    fn word(&self, at: usize) -> &str {
        if at >= self.from && at < self.to { self.passage.key(at) } else { "" }
    }

    fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// "back in March", "earlier on Wednesday"
    fn says_back(&self, at: usize) -> bool {
        matches!(self.before(at, 2), "back" | "earlier") && matches!(self.before(at, 1), "in" | "on")
            || matches!(self.before(at, 1), "back" | "earlier")
    }

    /// The nearest cue before a token, what stands in brackets aside.
    fn behind(&self, end: usize) -> Option<Tense> {
        let mut inside = 0usize;
        for at in (self.from..end).rev() {
            match self.passage.tokens[at].shape {
                Shape::Mark(')') => inside += 1,
                Shape::Mark('(') if inside > 0 => inside -= 1,
                Shape::Mark(mark) if inside == 0 && ends_clause(mark) => return None,
                _ if inside == 0 => {
                    if let Some(found) = self.cue(at).or_else(|| self.stands_at(at, end)) {
                        return Some(found);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The first cue from a token on, relative clauses aside.
    fn ahead(&self, start: usize) -> Option<Tense> {
        let mut aside = false;
        for at in start..self.to {
            let shape = self.passage.tokens[at].shape;
            match shape {
                Shape::Mark(mark) if ends_clause(mark) => return None,
                Shape::Mark(',') => aside = matches!(self.word(at + 1), "who" | "which" | "whose" | "where" | "when"),
                _ if !aside => {
                    if let Some(found) = self.cue(at) {
                        return Some(found);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// "The vote is on Friday."
    fn stands_at(&self, at: usize, end: usize) -> Option<Tense> {
        (matches!(self.word(at), "is" | "are") && end - at <= 2).then_some(Tense::Ahead)
    }

    /// What a word says of its clause, if anything.
    fn cue(&self, at: usize) -> Option<Tense> {
        let token = &self.passage.tokens[at];
        if !(token.shape == Shape::Lower || (token.shape == Shape::Title && token.starts_sentence)) {
            return None;
        }
        let word = self.word(at);
        if contains(&AHEAD, word) || word.ends_with("'ll") || word.ends_with("’ll") {
            return Some(Tense::Ahead);
        }
        if word == "going" {
            return (self.word(at + 1) == "to").then(|| self.unless_past(at));
        }
        if contains(&PLANNED, word) {
            return self.planned(at);
        }
        if matches!(word, "take" | "takes") && matches!(self.word(at + 1), "effect" | "place") {
            return (self.before(at, 1) != "to").then_some(Tense::Ahead);
        }
        if contains(&BEGINNING, word) {
            let is_verb = !matches!(self.before(at, 1), "to" | "not") && !contains(&DETERMINERS, self.before(at, 1));
            return is_verb.then_some(Tense::Ahead);
        }
        self.past(at)
    }

    /// "is set to", "scheduled for": ahead, unless it was.
    fn planned(&self, at: usize) -> Option<Tense> {
        let next = self.word(at + 1);
        let auxiliary = self.auxiliary(at);
        let is_passive =
            matches!(auxiliary, "is" | "are" | "be" | "’s" | "'s" | "was" | "were" | "been" | "isn’t" | "isn't");
        match self.word(at) {
            "set" if !matches!(next, "to" | "for") => None,
            "due" if next == "to" && !is_passive => None,
            // "they planned to", "the office projected in May that"; but "a vote planned for May"
            "anticipated" | "booked" | "expected" | "hoped" | "planned" | "projected" | "targeted"
                if !is_passive && next != "for" =>
            {
                Some(Tense::Unclear)
            }
            word if word.ends_with('s') && word != "is" => (next == "to").then_some(Tense::Ahead),
            _ if contains(&DETERMINERS, self.before(at, 1)) => None,
            _ => {
                let is_followed = matches!(
                    next,
                    "to" | "for"
                        | "in"
                        | "on"
                        | "by"
                        | "at"
                        | "until"
                        | "next"
                        | "late"
                        | "early"
                        | "out"
                        | "back"
                        | "from"
                        | "this"
                ) || self.passage.tokens.get(at + 1).is_some_and(|next| next.shape == Shape::Title);
                is_followed.then(|| self.unless_past(at))
            }
        }
    }

    fn unless_past(&self, at: usize) -> Tense {
        if matches!(self.auxiliary(at), "was" | "were" | "had" | "been" | "wasn't" | "wasn’t" | "weren't" | "weren’t")
        {
            Tense::Unclear
        } else {
            Tense::Ahead
        }
    }

    /// A verb in the past, by itself or with what stands before it.
    fn past(&self, at: usize) -> Option<Tense> {
        let word = self.word(at);
        if matches!(
            word,
            "was"
                | "were"
                | "had"
                | "did"
                | "wasn't"
                | "wasn’t"
                | "weren't"
                | "weren’t"
                | "hadn't"
                | "hadn’t"
                | "didn't"
                | "didn’t"
        ) {
            return Some(Tense::Past);
        }
        let regular = word.ends_with("ed") && word.len() > 4 && !contains(&NO_PAST, word);
        // "left, …": a side in a caption
        let irregular = contains(&PAST, word) && !matches!(self.word(at + 1), "," | ".");
        if !(regular || irregular) || contains(&DETERMINERS, self.before(at, 1)) {
            return None;
        }
        Some(match self.auxiliary(at) {
            "will" | "shall" | "would" | "to" | "won't" | "won’t" => Tense::Ahead,
            "is" | "are" | "am" | "be" | "’s" | "'s" | "can" | "could" | "may" | "might" | "must" | "should" => {
                Tense::Unclear
            }
            _ => Tense::Past,
        })
    }

    /// The auxiliary before a participle, past "be", "not" and adverbs.
    fn auxiliary(&self, at: usize) -> &str {
        let skipped = |back: &usize| {
            let word = self.before(at, *back);
            contains(&AUXILIARY_GAP, word) || (word.len() > 3 && word.ends_with("ly"))
        };
        let first = (1..=4).find(|back| !skipped(back)).unwrap_or(1);
        self.before(at, first)
    }
}

fn ends_clause(mark: char) -> bool {
    matches!(mark, ';' | ':' | '—' | '(' | ')' | '“' | '”' | '"' | '«' | '»' | '|')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::events::expression::expressions;
    use crate::annotate::lexicon::Lexicon;

    fn read(text: &str) -> Tense {
        let passage = Passage::new(1, text, false, Lexicon::built_in());
        let expression = expressions(&passage)[0];
        let last = passage.tokens.len();
        tense(&passage, (0, last), (expression.from, expression.to))
    }

    #[test]
    fn looks_ahead() {
        for text in [
            "The sedan is set to go on sale in the US in late January.",
            "It is now set to expire in February.",
            "Sentencing is scheduled for Feb. 14.",
            "His first match in charge will be away to West Ham on Saturday.",
            "The Gophers (9-1, 6-1) play Saturday against the Wildcats.",
            "The 2020 Sentra, which goes on sale in late January, loses the look.",
            "The show opens to the public on Friday.",
            "They’ll meet on Friday.",
            "On Friday the court will rule.",
            "The results are to be published in March.",
            "The hearing is on Friday.",
            "A vote planned for March has its critics.",
            "He will open the renovated hall in March.",
        ] {
            assert_eq!(read(text), Tense::Ahead, "{text}");
        }
    }

    #[test]
    fn looks_back() {
        for text in [
            "The trial began in February.",
            "The plan was announced by MOTIE in March.",
            "The festival, founded by Smith, on Friday announced a tour.",
            "On Friday the court, which will rule again, heard them.",
            "He had been released in March.",
            "“We will go,” he said Friday.",
            "He did not play on Saturday.",
            "It has grown since March.",
            "Prices fell due to rain in March.",
        ] {
            assert_eq!(read(text), Tense::Past, "{text}");
        }
    }

    #[test]
    fn leaves_it_open() {
        for text in [
            "The trial was scheduled for Feb. 14.",
            "The hall may be opened in March.",
            "A street in March.",
            "The company planned to close in March.",
            "The foundation projected in March that prices rise.",
        ] {
            assert_eq!(read(text), Tense::Unclear, "{text}");
        }
    }
}
