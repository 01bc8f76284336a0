//! Capitalised runs: the stretches of a sentence that can hold names.

use crate::annotate::lexicon::Classes;
use crate::annotate::passage::{Passage, Shape};

/// Particles that join names only behind or before a hyphen; alone they are English words or letters.
const HYPHEN_ONLY: [&str; 9] = ["a", "ad", "an", "as", "ash", "av", "az", "e", "i"];

/// Tokens of the longest run: no name is longer, and what is done with a run must not depend on the length of a line.
const LONGEST_RUN: usize = 48;

/// The runs of a sentence's tokens, in order.
pub(super) fn runs(passage: &Passage<'_>, from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = from;
    while at < to {
        if starts(passage, at, to) {
            let end = extend(passage, at, to);
            found.push((at, end));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

fn starts(passage: &Passage<'_>, at: usize, to: usize) -> bool {
    let token = &passage.tokens[at];
    if token.is_capitalised() {
        let calendar = token.classes.has(Classes::MONTH.or(Classes::WEEKDAY).or(Classes::NO_NAME));
        return !calendar || (token.classes.has(Classes::GIVEN) && at + 1 < to && continues(passage, at + 1));
    }
    // al-Zawahiri
    token.shape == Shape::Lower
        && token.classes.has(Classes::PARTICLE)
        && at + 2 < to
        && is_hyphen(passage, at + 1)
        && passage.tokens[at + 2].is_capitalised()
        && !(at > 0 && passage.tokens[at].glued)
}

fn continues(passage: &Passage<'_>, at: usize) -> bool {
    let token = &passage.tokens[at];
    token.is_capitalised()
        && !token.starts_sentence
        && !passage.breaks_before(at)
        && !token.classes.has(Classes::MONTH.or(Classes::WEEKDAY))
}

/// A hyphen with no space on either side.
pub(super) fn is_hyphen(passage: &Passage<'_>, at: usize) -> bool {
    passage.tokens.get(at).is_some_and(|t| (t.is('-') || t.is('\u{2010}') || t.is('\u{2011}')) && t.glued)
        && passage.tokens.get(at + 1).is_some_and(|t| t.glued)
}

/// End of the run that begins at a token.
fn extend(passage: &Passage<'_>, from: usize, to: usize) -> usize {
    let mut run = Run { passage, from, to, end: from + 1, joined: false };
    if !passage.tokens[from].is_capitalised() {
        run.end = from + 3;
    }
    while let Some(end) = run.step() {
        run.end = end;
    }
    run.end
}

struct Run<'a, 'b> {
    passage: &'a Passage<'b>,
    from: usize,
    to: usize,
    end: usize,
    /// Whether "of" or "for" has joined an organisation's name.
    joined: bool,
}

impl Run<'_, '_> {
    /// Where the run ends with one more piece; `None` when it is over.
    fn step(&mut self) -> Option<usize> {
        let at = self.end;
        if at >= self.to || at - self.from >= LONGEST_RUN || self.passage.breaks_before(at) {
            return None;
        }
        if continues(self.passage, at) {
            return Some(at + 1);
        }
        self.hyphen(at).or_else(|| self.abbreviation(at)).or_else(|| self.particle(at)).or_else(|| self.connector(at))
    }

    fn is_capitalised(&self, at: usize) -> bool {
        at < self.to && continues(self.passage, at)
    }

    fn hyphen(&self, at: usize) -> Option<usize> {
        if !is_hyphen(self.passage, at) || at + 1 >= self.to {
            return None;
        }
        let next = &self.passage.tokens[at + 1];
        if next.is_capitalised() {
            return Some(at + 2);
        }
        // Lashkar-e Taiba, Lashkar-e-Taiba, Hizb-ut-Tahrir
        let particle =
            next.shape == Shape::Lower && (next.classes.has(Classes::PARTICLE) || self.passage.key(at + 1) == "ut");
        if particle && self.is_capitalised(at + 2) {
            return Some(at + 3);
        }
        (particle && is_hyphen(self.passage, at + 2) && self.is_capitalised(at + 3)).then_some(at + 4)
    }

    /// "Gen." and "St." take their full stop with them.
    fn abbreviation(&self, at: usize) -> Option<usize> {
        let stop = self.passage.tokens[at].is('.') && self.passage.tokens[at].glued;
        let short = self.passage.tokens[at - 1].span.len() <= 5
            && self.passage.tokens[at - 1].classes.has(Classes::TITLE.or(Classes::PLACE_HEAD));
        let company = matches!(self.passage.key(at - 1), "inc" | "corp" | "ltd" | "co") && at - self.from >= 1;
        if stop && company {
            return Some(at + 1);
        }
        (stop && short && self.is_capitalised(at + 1)).then_some(at + 2)
    }

    fn particle(&self, at: usize) -> Option<usize> {
        let is_particle = |at: usize| {
            at < self.to
                && self.passage.tokens[at].shape == Shape::Lower
                && self.passage.tokens[at].classes.has(Classes::PARTICLE)
        };
        if !is_particle(at) {
            return None;
        }
        let alone = !HYPHEN_ONLY.contains(&self.passage.key(at));
        if alone && self.is_capitalised(at + 1) {
            return Some(at + 2);
        }
        if alone && is_particle(at + 1) && self.is_capitalised(at + 2) {
            return Some(at + 3);
        }
        (is_hyphen(self.passage, at + 1) && self.is_capitalised(at + 2)).then_some(at + 3)
    }

    /// "of", "for", "on", "and", "&" within the names of organisations, "of" within those of places and titles.
    fn connector(&mut self, at: usize) -> Option<usize> {
        let word = self.passage.key(at);
        let last = self.passage.tokens[at - 1].classes;
        let after_the = at + 1 + usize::from(at + 1 < self.to && self.passage.key(at + 1) == "the");
        match word {
            "of" | "for" | "on" => {
                let org =
                    last.has(Classes::ORG_HEAD) || (last.has(Classes::ORG_TAIL) && word == "of" && at - self.from >= 2);
                let place = word == "of" && last.has(Classes::PLACE_HEAD) && last.has(Classes::PLACE_TAIL);
                let title = word == "of"
                    && last.has(Classes::TITLE)
                    && self.passage.tokens.get(at + 1).is_some_and(|t| t.classes.has(Classes::TITLE_WORD));
                // "Front for the Salvation of Afghanistan"
                let org = org || (word == "of" && self.joined);
                if !(org || place || title) || !self.is_capitalised(after_the) {
                    return None;
                }
                self.joined |= org;
                Some(after_the + 1)
            }
            "&" => self.is_capitalised(at + 1).then_some(at + 2),
            "and" if self.joined && self.is_capitalised(at + 1) => {
                let next = self.passage.tokens[at + 1].classes;
                let another = Classes::TITLE.or(Classes::GIVEN).or(Classes::ORG_HEAD).or(Classes::PEOPLE);
                (next.has(Classes::WORD) && !next.has(another)).then_some(at + 2)
            }
            "," => {
                let company = |at: usize| matches!(self.passage.key(at), "inc" | "inc." | "ltd" | "llc" | "corp");
                (self.is_capitalised(at + 1) && company(at + 1)).then_some(at + 2)
            }
            _ => None,
        }
    }
}
