//! Judges one piece of a capitalised run.

use crate::annotate::backend::Evidence;
use crate::annotate::gazetteer::Standing;
use crate::annotate::lexicon::Classes;
use crate::annotate::passage::{Passage, Shape, Token};
use crate::model::EntityKind;

/// Kind, rule, confidence.
pub(super) type Finding = (EntityKind, &'static str, u8);

/// Words of a person's name at most, particles and hyphens aside.
const LONGEST_PERSON: usize = 5;

/// A stretch of a sentence's tokens without titles.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub evidence: &'a Evidence<'a>,
    pub index: usize,
    pub passage: &'a Passage<'a>,
    pub from: usize,
    pub to: usize,
    pub sentence_end: usize,
}

impl<'a> Piece<'a> {
    fn tokens(&self) -> &'a [Token] {
        &self.passage.tokens[self.from..self.to]
    }

    fn first(&self) -> &'a Token {
        &self.passage.tokens[self.from]
    }

    fn last(&self) -> &'a Token {
        &self.passage.tokens[self.to - 1]
    }

    fn names(&self) -> impl Iterator<Item = &'a Token> {
        self.tokens().iter().filter(|token| token.is_capitalised())
    }

    /// The token before, unless it is in another sentence.
    fn before(&self) -> Option<&'a Token> {
        let first = self.first();
        let at = self.from.checked_sub(1)?;
        (!first.starts_sentence).then(|| &self.passage.tokens[at])
    }

    fn after(&self) -> Option<&'a Token> {
        (self.to < self.sentence_end).then(|| &self.passage.tokens[self.to])
    }

    /// Whether a gazetteer knows exactly this.
    pub(super) fn is_known(&self) -> bool {
        self.evidence
            .hit_over(self.index, self.from)
            .is_some_and(|hit| hit.from == self.from && hit.to == self.to && hit.sense.standing != Standing::Doubtful)
    }

    fn begins_with_known(&self) -> bool {
        self.evidence.hit_over(self.index, self.from).is_some_and(|hit| hit.sense.standing != Standing::Doubtful)
    }

    /// An organisation or a place by its head word.
    pub(super) fn body_or_place(&self) -> Option<Finding> {
        let count = self.names().count();
        // the full stop of "Inc." is a mark
        let last = if self.last().is('.') && self.to - self.from > 1 {
            self.passage.tokens[self.to - 2]
        } else {
            *self.last()
        };
        let last = last.classes;
        let all_ordinary = self.names().all(|t| t.classes.has(Classes::OPENER.or(Classes::TITLE_WORD)));
        if count < 2 || all_ordinary || self.is_hyphenated_end() {
            return None;
        }
        let joined = self.tokens().iter().enumerate().find(|(at, t)| {
            *at > 0 && t.shape == Shape::Lower && t.classes.has(Classes::CONNECTOR) && !t.classes.has(Classes::PARTICLE)
        });
        if let Some((at, _)) = joined {
            let head = self.tokens()[at - 1].classes;
            if head.has(Classes::PLACE_HEAD) && head.has(Classes::PLACE_TAIL) && !head.has(Classes::ORG_HEAD) {
                return Some((EntityKind::Place, "place-of", 75));
            }
            // "Commissioner of Police" is an office
            if head.has(Classes::TITLE) && !head.has(Classes::ORG_HEAD) {
                return None;
            }
            if head.has(Classes::ORG_HEAD.or(Classes::ORG_TAIL)) {
                return Some((EntityKind::Organisation, "organisation-of", 85));
            }
        }
        if last.has(Classes::NO_NAME) || (joined.is_some() && self.first().classes.has(Classes::TITLE)) {
            return None;
        }
        let begins_as_person =
            self.first().classes.has(Classes::GIVEN) && !self.begins_with_known() && last.has(Classes::FAMILY);
        if last.has(Classes::ORG_TAIL) && !begins_as_person {
            return Some((EntityKind::Organisation, "organisation-tail", 80));
        }
        if last.has(Classes::PLACE_TAIL) && !begins_as_person && !self.first().classes.has(Classes::TITLE_WORD) {
            return Some((EntityKind::Place, "place-tail", 75));
        }
        let mount = matches!(
            self.passage.key(self.from),
            "mount" | "mt" | "lake" | "cape" | "port" | "fort" | "gulf" | "río" | "rio" | "camp"
        );
        (mount && (count == 2 || !self.first().starts_sentence)).then_some((EntityKind::Place, "place-head", 70))
    }

    /// "Post-Soviet", "Tajik-Afghan": the end is glued to the beginning.
    fn is_hyphenated_end(&self) -> bool {
        self.tokens().len() == 3 && self.tokens()[1].is('-')
    }

    /// Whether a person's name may stand here at all.
    pub(super) fn can_be_person(&self) -> bool {
        let first = self.first();
        let known_other = self.evidence.hit_over(self.index, self.from).is_some_and(|hit| {
            hit.from == self.from
                && hit.to == self.to
                && hit.sense.kind != Some(EntityKind::Person)
                && hit.sense.standing == Standing::Clear
        });
        !known_other
            && first.is_capitalised()
            && first.shape != Shape::Upper
            && !first.classes.has(
                Classes::PEOPLE.or(Classes::ORG_TAIL).or(Classes::ORG_HEAD).or(Classes::MONTH).or(Classes::WEEKDAY),
            )
            && self.names().count() <= LONGEST_PERSON + 1
    }

    /// Whether the words themselves speak for a person, as they must behind a weak title ("General", "Director").
    pub(super) fn looks_like_person(&self) -> bool {
        let ordinary = |t: &Token| t.classes.has(Classes::WORD) && !t.classes.has(Classes::GIVEN.or(Classes::FAMILY));
        !ordinary(self.first()) && !self.last().classes.has(Classes::ORG_TAIL.or(Classes::PLACE_TAIL))
    }

    /// Where the person's name ends that the piece begins with.
    pub(super) fn end_of_person(&self) -> usize {
        let mut names = 0;
        for at in self.from..self.to {
            let token = &self.passage.tokens[at];
            let numeral = names > 0 && token.shape == Shape::Upper && is_roman(self.passage.word(at));
            if numeral {
                return at + 1;
            }
            if !token.is_capitalised() {
                if token.shape == Shape::Lower && !token.classes.has(Classes::PARTICLE) {
                    return at;
                }
                continue;
            }
            names += 1;
            let foreign = names > 1
                && (token.classes.has(Classes::ORG_TAIL.or(Classes::NO_NAME))
                    && !token.classes.has(Classes::FAMILY.or(Classes::GIVEN))
                    || token.classes.has(Classes::PEOPLE) && !token.classes.has(Classes::GIVEN.or(Classes::FAMILY)));
            // a country or body behind the name belongs to something else
            let own = token.classes.has(Classes::FAMILY.or(Classes::GIVEN));
            let known = names > 2
                && !own
                && self
                    .evidence
                    .hit_over(self.index, at)
                    .is_some_and(|hit| hit.from == at && hit.sense.standing != Standing::Doubtful);
            if foreign || known || names > LONGEST_PERSON {
                return self.back_to_name(at);
            }
        }
        self.to
    }

    /// Leaves trailing marks and particles out.
    fn back_to_name(&self, mut end: usize) -> usize {
        while end > self.from + 1 && !self.passage.tokens[end - 1].is_capitalised() {
            end -= 1;
        }
        end
    }

    /// A person by the name's own parts.
    pub(super) fn person(&self) -> Option<Finding> {
        let count = self.names().count();
        if !(2..=LONGEST_PERSON).contains(&count) || !self.can_be_person() {
            return None;
        }
        let last = self.last();
        let numeral = is_roman(self.passage.word(self.to - 1)) && count > 1;
        if last.classes.has(Classes::NO_NAME) && !numeral && !last.classes.has(Classes::FAMILY) {
            return None;
        }
        if self.tokens().iter().any(|t| t.is('&') || (t.shape == Shape::Lower && !t.classes.has(Classes::PARTICLE))) {
            return None;
        }
        let given = self.first().classes.has(Classes::GIVEN);
        let initial =
            self.first().shape == Shape::Initial || self.names().nth(1).is_some_and(|t| t.shape == Shape::Initial);
        let family = last.classes.has(Classes::FAMILY.or(Classes::GIVEN));
        let ordinary = self
            .names()
            .filter(|t| t.classes.has(Classes::WORD) && !t.classes.has(Classes::GIVEN.or(Classes::FAMILY)))
            .count();
        let shouted = self.names().skip(1).any(|t| t.shape == Shape::Upper && t.span.len() > 1);
        let last_known = self.evidence.hit_over(self.index, self.to - 1).is_some_and(|hit| {
            hit.sense.standing == Standing::Clear
                && hit.from > self.from
                && !last.classes.has(Classes::FAMILY.or(Classes::GIVEN))
        });
        if last_known || (shouted && !numeral) {
            return None;
        }
        let name = EntityKind::Person;
        match (given, family, ordinary) {
            _ if self.begins_with_known() && !(given && family) => None,
            (true, true, 0) => Some((name, "given-and-family-name", 85)),
            (true, _, 0) if initial => Some((name, "given-name-and-initial", 85)),
            (true, _, 0) => Some((name, "given-name", 75)),
            (true, _, 1) if !last.classes.has(Classes::PLACE_TAIL.or(Classes::ORG_TAIL)) => {
                Some((name, "given-name-and-word", 60))
            }
            (_, true, 0) if initial => Some((name, "initials-and-family-name", 75)),
            (_, _, 0) if initial && !last.classes.has(Classes::PEOPLE) => Some((name, "initials", 60)),
            (_, true, 0) => Some((name, "family-name", 65)),
            _ => None,
        }
    }

    /// By the words around it.
    pub(super) fn by_context(&self) -> Option<Finding> {
        let first = self.first();
        let count = self.names().count();
        let barred = Classes::PEOPLE.or(Classes::MONTH).or(Classes::WEEKDAY).or(Classes::NO_NAME);
        let all_words =
            self.names().all(|t| t.classes.has(Classes::WORD) && !t.classes.has(Classes::FAMILY.or(Classes::GIVEN)));
        if self.last().classes.has(barred) || all_words || count > 4 || self.begins_with_known() {
            return None;
        }
        if self.tokens().iter().any(|t| t.shape == Shape::Lower && !t.classes.has(Classes::PARTICLE)) {
            return None;
        }
        self.place_by_context().or_else(|| self.organisation_by_context()).or_else(|| {
            (first.shape != Shape::Upper && self.last().shape != Shape::Upper)
                .then(|| self.person_by_context(count))
                .flatten()
        })
    }

    fn place_by_context(&self) -> Option<Finding> {
        let place = EntityKind::Place;
        let lower = |t: &Token, class| t.shape == Shape::Lower && t.classes.has(class);
        if self.after().is_some_and(|t| lower(t, Classes::PLACE_NOUN)) && !self.first().classes.has(Classes::PEOPLE) {
            return Some((place, "place-noun-after", 75));
        }
        let of = self.before().is_some_and(|_| self.passage.key(self.from - 1) == "of");
        if of && self.from >= 2 && lower(&self.passage.tokens[self.from - 2], Classes::PLACE_NOUN) {
            return Some((place, "place-noun-of", 75));
        }
        let preposition = self.before().is_some_and(|t| lower(t, Classes::PLACE_PREPOSITION));
        let comma = self.after().is_some_and(|t| t.is(','));
        let known_next = comma
            && self.to + 1 < self.sentence_end
            && self.evidence.hit_over(self.index, self.to + 1).is_some_and(|hit| {
                hit.sense.kind == Some(EntityKind::Place) && hit.sense.standing != Standing::Doubtful
            });
        if known_next && self.names().count() <= 3 {
            return Some((place, "place-before-country", 75));
        }
        let ordinary = self.names().any(|t| t.classes.has(Classes::WORD.or(Classes::GIVEN)));
        let near =
            preposition && matches!(self.passage.key(self.from - 1), "in" | "near" | "at" | "outside" | "across");
        (near && !ordinary && self.first().shape == Shape::Title && self.last().shape == Shape::Title).then_some((
            place,
            "place-preposition",
            55,
        ))
    }

    fn organisation_by_context(&self) -> Option<Finding> {
        let noun = self.after().is_some_and(|t| t.shape == Shape::Lower && t.classes.has(Classes::ORG_NOUN));
        let person = self.first().classes.has(Classes::GIVEN) && self.names().count() > 1;
        (noun && !person).then_some((EntityKind::Organisation, "organisation-noun-after", 60))
    }

    fn person_by_context(&self, count: usize) -> Option<Finding> {
        let person = EntityKind::Person;
        if !self.can_be_person() {
            return None;
        }
        let lower = |t: &Token, class| t.shape == Shape::Lower && t.classes.has(class);
        if self.before().is_some_and(|t| lower(t, Classes::ROLE)) {
            return Some((person, "role-before", 70));
        }
        let comma = self.after().is_some_and(|t| t.is(','));
        if comma && self.to + 1 < self.sentence_end {
            let next = &self.passage.tokens[self.to + 1];
            let age = next.shape == Shape::Number
                && next.span.len() == 2
                && self.passage.tokens.get(self.to + 2).is_some_and(|t| t.is(','));
            if age || self.role_follows(self.to + 1) {
                return Some((person, "role-after", 70));
            }
        }
        let said = self.after().is_some_and(|t| lower(t, Classes::SPEECH.or(Classes::PERSON_VERB)));
        let says = self.before().is_some_and(|t| lower(t, Classes::SPEECH));
        let known_part = self.names().any(|t| t.classes.has(Classes::GIVEN.or(Classes::FAMILY)));
        if said || says {
            return Some((person, "speech-verb", if known_part { 70 } else { 60 }));
        }
        let plain = self.names().all(|t| !t.classes.has(Classes::WORD) && t.shape != Shape::Upper);
        match count {
            1 if self.first().classes.has(Classes::GIVEN)
                && plain
                && self.evidence.hit_over(self.index, self.from).is_none() =>
            {
                Some((person, "given-name-alone", 50))
            }
            _ => None,
        }
    }

    /// ", the leader of", ", a former Taliban spokesman": a role within a few words.
    fn role_follows(&self, at: usize) -> bool {
        let end = self.sentence_end.min(at + 5);
        let opens = matches!(self.passage.key(at), "the" | "a" | "an" | "who" | "whose" | "his" | "her")
            || self.passage.tokens[at].classes.has(Classes::ROLE);
        opens
            && (self.passage.key(at) == "who"
                || (at..end).take_while(|&t| !self.passage.tokens[t].is(',') && self.passage.key(t) != "of").any(|t| {
                    self.passage.tokens[t].shape == Shape::Lower && self.passage.tokens[t].classes.has(Classes::ROLE)
                }))
    }
}

/// II, III, IV … up to XXXIX.
fn is_roman(word: &str) -> bool {
    (1..=6).contains(&word.len()) && word != "I" && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}
