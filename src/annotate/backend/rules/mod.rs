//! Names by their looks and their neighbours: what capitals, titles, head words and verbs say about a stretch of words that
//! no list knows.
//!
//! 1. [`runs`] finds the capitalised stretches of a sentence.
//! 2. A run is cut at titles ("Tajik President Emomali Rahmon"); what stands behind a title is a person.
//! 3. [`piece`] judges each piece: organisation, place, person, or nothing.
//! 4. [`acronyms`] adds "Collective Security Treaty Organisation (CSTO)" and acronyms that come back.
//!
//! Headlines with a capital on every word, and shouted lines, prove nothing by their looks and are left to the names that
//! the text itself has taught.

mod acronyms;
mod piece;
mod runs;

use super::{Authority, Candidate, EntityBackend, Evidence};
use crate::annotate::lexicon::Classes;
use crate::annotate::passage::{Case, Passage, Shape};
use crate::model::EntityKind;
use piece::Piece;

/// Rules that hold in other languages too: they look at nothing but the name.
const ANY_LANGUAGE: [&str; 4] =
    ["acronym-of-expansion", "expanded-acronym", "given-and-family-name", "given-name-and-initial"];

/// The backend `rules`.
#[derive(Debug)]
pub(super) struct Rules;

impl EntityBackend for Rules {
    fn id(&self) -> &'static str {
        "rules"
    }

    fn about(&self) -> &'static str {
        "Capitalised words judged by titles, given names, head words, verbs of speech and prepositions around them."
    }

    fn find(&self, evidence: &Evidence<'_>) -> Vec<Candidate> {
        let mut found = Vec::new();
        for (index, passage) in evidence.passages.iter().enumerate() {
            if passage.case != Case::Prose {
                continue;
            }
            for &(from, to) in &passage.sentence_tokens {
                let mut reader = Reader { evidence, index, passage, to: to as usize, found: &mut found };
                for (start, end) in runs::runs(passage, from as usize, to as usize) {
                    reader.read(start, end);
                }
            }
        }
        acronyms::find(evidence, &mut found);
        if !evidence.is_english {
            found.retain(|candidate| ANY_LANGUAGE.contains(&candidate.rule));
        }
        found
    }
}

/// Reads the runs of one sentence.
struct Reader<'a, 'e> {
    evidence: &'e Evidence<'a>,
    index: usize,
    passage: &'e Passage<'a>,
    /// End of the sentence.
    to: usize,
    found: &'e mut Vec<Candidate>,
}

impl Reader<'_, '_> {
    fn read(&mut self, from: usize, to: usize) {
        let Some(from) = self.skip_openers(from, to) else { return };
        let whole = self.piece(from, to);
        if whole.is_known() {
            return;
        }
        if let Some((kind, rule, confidence)) = whole.body_or_place() {
            self.push(from, to, (kind, rule, confidence), None);
            return;
        }
        let mut start = from;
        let mut title = None;
        let mut at = from;
        while at < to {
            match self.title_at(start, at, to) {
                Some(end) => {
                    self.judge(start, at, title);
                    title = Some((at, end));
                    start = end;
                    at = end;
                }
                None => at += 1,
            }
        }
        self.judge(start, to, title);
    }

    fn piece(&self, from: usize, to: usize) -> Piece<'_> {
        Piece { evidence: self.evidence, index: self.index, passage: self.passage, from, to, sentence_end: self.to }
    }

    /// Drops words that begin a sentence without belonging to the name.
    fn skip_openers(&self, from: usize, to: usize) -> Option<usize> {
        (from..to).find(|&at| {
            let token = &self.passage.tokens[at];
            let opener = token.classes.has(Classes::OPENER) && token.shape != Shape::Upper;
            let manner = token.starts_sentence && token.classes.has(Classes::WORD) && {
                let word = self.passage.key(at);
                word.ends_with("ly")
                    || ((word.ends_with("ing") || word.ends_with("ed")) && !token.classes.has(Classes::FAMILY))
            };
            let known_here =
                self.evidence.hit_over(self.index, at).is_some_and(|hit| hit.from == at && hit.to > at + 1);
            known_here || !(opener || manner || matches!(token.shape, Shape::Mark(_)))
        })
    }

    /// End of the title that begins at `at`; `start` is where the current piece begins.
    fn title_at(&self, start: usize, at: usize, to: usize) -> Option<usize> {
        let tokens = &self.passage.tokens;
        let mut end = at;
        let mut last_title = None;
        while end < to {
            let classes = tokens[end].classes;
            if classes.has(Classes::TITLE) && tokens[end].is_capitalised() {
                end += 1;
                if end < to && tokens[end].is('.') {
                    end += 1;
                }
                last_title = Some(end);
            } else if classes.has(Classes::TITLE_WORD) && tokens[end].is_capitalised() {
                end += 1;
                if self.passage.key(end - 1) == "state" && last_title.is_some() {
                    last_title = Some(end);
                }
            } else if end > at && (tokens[end].is('-') || self.passage.key(end) == "of") && end + 1 < to {
                end += 1;
            } else {
                break;
            }
        }
        let end = last_title.filter(|&end| end < to)?;
        let has_sure = (at..end).any(|t| tokens[t].classes.has(Classes::SURE_TITLE));
        let is_name_part = start < at && !self.is_separate(start, at);
        // "Ahmad Shah Massoud": a title within a name is a name
        if !has_sure && is_name_part {
            return None;
        }
        let behind = self.piece(end, to);
        (behind.can_be_person() && (has_sure || behind.looks_like_person())).then_some(end)
    }

    /// Whether what stands before a title is a name or word of its own: a country, a body, a people.
    fn is_separate(&self, start: usize, at: usize) -> bool {
        let covered = |t: usize| {
            let token = &self.passage.tokens[t];
            !token.is_capitalised()
                || token.classes.has(Classes::PEOPLE.or(Classes::TITLE_WORD).or(Classes::ORG_TAIL))
                || (token.classes.has(Classes::WORD) && !token.classes.has(Classes::GIVEN))
                || self.evidence.hit_over(self.index, t).is_some()
        };
        (start..at).all(covered)
    }

    /// Judges a piece; with a title before it, it is a person.
    fn judge(&mut self, from: usize, to: usize, title: Option<(usize, usize)>) {
        let Some(from) = self.skip_openers(from, to) else { return };
        if let Some(title) = title {
            let end = self.piece(from, to).end_of_person();
            let sure = (title.0..title.1).any(|t| self.passage.tokens[t].classes.has(Classes::SURE_TITLE));
            self.push(from, end, (EntityKind::Person, "title", if sure { 90 } else { 80 }), Some(title));
            if end < to {
                self.judge(end, to, None);
            }
            return;
        }
        let from = self.skip_description(from, to);
        let piece = self.piece(from, to);
        if piece.is_known() {
            return;
        }
        if let Some(found) = piece.body_or_place() {
            self.push(from, to, found, None);
            return;
        }
        let end = piece.end_of_person();
        let shorter = self.piece(from, end);
        if let Some(found) = shorter.person().or_else(|| shorter.by_context()) {
            self.push(from, end, found, None);
            if end < to {
                self.judge(end, to, None);
            }
            return;
        }
        // "Afghan Ashraf Ghani", "Paris Saint Germain": what is known at the front is a name or people of its own
        let step = match self.evidence.hit_over(self.index, from) {
            Some(hit) if hit.from == from => hit.to,
            _ if self.passage.tokens[from].classes.has(Classes::PEOPLE) => from + 1,
            _ => return,
        };
        if step < to {
            self.judge(step, to, None);
        }
    }

    /// "Employee Steve Castro": an ordinary word before a given name is not part of the name.
    fn skip_description(&self, from: usize, to: usize) -> usize {
        let tokens = &self.passage.tokens;
        let ordinary = |at: usize| {
            let classes = tokens[at].classes;
            tokens[at].shape == Shape::Title
                && classes.has(Classes::WORD)
                && !classes.has(Classes::GIVEN.or(Classes::FAMILY))
        };
        let name = (from..to).find(|&at| !ordinary(at)).unwrap_or(from);
        let given = name > from
            && name + 1 < to
            && tokens[name].classes.has(Classes::GIVEN)
            && tokens[name + 1].is_capitalised();
        if given && self.piece(name, to).person().is_some() { name } else { from }
    }

    fn push(&mut self, from: usize, to: usize, found: (EntityKind, &'static str, u8), title: Option<(usize, usize)>) {
        let (kind, rule, confidence) = found;
        if from < to {
            self.found.push(Candidate {
                passage: self.index,
                from,
                to,
                kind: Some(kind),
                known_as: None,
                title,
                rule,
                confidence,
                authority: Authority::Proposal,
            });
        }
    }
}
