//! Who says it.

use super::gender::{Gender, Genders};
use super::marks::Pair;
use crate::annotate::lexicon::Classes;
use crate::annotate::passage::{Passage, Shape};
use crate::model::{EntityKind, Mention};
use crate::text::Span;

/// Tokens after a quote within which its verb of speech must stand.
const VERB_WITHIN: usize = 14;
/// Tokens after "said" within which the name must begin, past an apposition.
const NAME_WITHIN: usize = 30;
/// Mentions looked back at for who "he" is.
const LOOK_BACK: usize = 48;
/// Tokens between "said that" and the quote.
const GAP_BEFORE: usize = 24;

/// A passage with its mentions and quotes.
pub(super) struct Room<'a> {
    pub passage: &'a Passage<'a>,
    /// The passage's mentions.
    pub mentions: &'a [Mention],
    /// Index of the first of them among the article's.
    pub offset: usize,
    /// Its quotes.
    pub pairs: Vec<Pair>,
    /// Who of the article "she" can be.
    pub genders: &'a Genders,
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// Index of a mention of the article.
    Mention(usize),
    /// Words of the passage that name the speaker without a name.
    Words(Span),
}

/// A speaker, and how the text said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Voice {
    /// Who speaks.
    pub speaker: Speaker,
}

/// The speaker of a passage's quote. `last` is who spoke before in the same passage, `before` the passage before.
pub(super) fn of(room: &Room<'_>, number: usize, last: Option<&Voice>, before: Option<&Room<'_>>) -> Option<Voice> {
    let pair = &room.pairs[number];
    let behind = room.behind(number);
    let ahead = room.ahead(number);
    let pronoun = |word: &str| room.resolve_pronoun(pair, Gender::of_pronoun(word)?, last, before);
    room.verb_first(behind, &pronoun)
        .or_else(|| room.subject_first(behind, &pronoun))
        .or_else(|| room.introduced(ahead, &pronoun))
        .or_else(|| last.copied().filter(|_| room.continues(number)))
}

impl Room<'_> {
    fn token_at(&self, offset: u32) -> usize {
        self.passage.tokens.partition_point(|token| token.span.start < offset)
    }

    /// Tokens after a quote up to the end of its sentence (or of the next, when the quote ends one) or the next quote.
    fn behind(&self, number: usize) -> (usize, usize) {
        let pair = &self.pairs[number];
        let from = self.token_at(pair.outer.end);
        let next = self.pairs.get(number + 1).map_or(u32::MAX, |next| next.outer.start);
        let Some(first) = self.passage.tokens.get(from).map(|token| token.span.start) else { return (from, from) };
        let sentence = self.passage.sentences[self.passage.sentence_at(first)];
        (from, self.token_at(sentence.end.min(next)))
    }

    /// Tokens of the sentence before a quote, after the quote before it.
    fn ahead(&self, number: usize) -> (usize, usize) {
        let pair = &self.pairs[number];
        let to = self.token_at(pair.outer.start);
        let sentence =
            self.passage.sentences.get(self.passage.sentence_at(pair.outer.start)).copied().unwrap_or_default();
        let earlier = number.checked_sub(1).map_or(0, |earlier| self.pairs[earlier].outer.end);
        (self.token_at(sentence.start.max(earlier)).min(to), to)
    }

    fn classes(&self, at: usize) -> Classes {
        let token = &self.passage.tokens[at];
        if matches!(token.shape, Shape::Lower | Shape::Title) { token.classes } else { Classes::NONE }
    }

    fn is_speech(&self, at: usize) -> bool {
        self.classes(at).has(Classes::SPEECH) && self.passage.tokens[at].shape == Shape::Lower
    }

    /// The mentions that begin within a range of tokens, outside all quotes.
    fn named(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = (usize, &Mention)> + Clone {
        let start = self.passage.tokens.get(from).map_or(u32::MAX, |token| token.span.start);
        let end = self.passage.tokens.get(to).map_or(u32::MAX, |token| token.span.start);
        let first = self.mentions.partition_point(|mention| mention.at.span.start < start);
        let last = self.mentions.partition_point(|mention| mention.at.span.start < end).max(first);
        self.mentions[first..last].iter().enumerate().map(move |(n, mention)| (self.offset + first + n, mention))
    }

    fn person(&self, from: usize, to: usize) -> Option<Voice> {
        let mut persons = self.named(from, to).filter(|(_, mention)| mention.kind == EntityKind::Person);
        let first = persons.find(|(_, mention)| !self.is_possessive(mention));
        first.map(|(index, _)| Voice { speaker: Speaker::Mention(index) })
    }

    /// "Ford's sister": the name only says whose.
    fn is_possessive(&self, mention: &Mention) -> bool {
        let behind = self.token_at(mention.at.span.end);
        self.passage.tokens.get(behind).is_some_and(|token| token.shape == Shape::Possessive)
    }

    /// "…," said X. "…," concludes the journalist and professor at Y, X.
    fn verb_first(&self, (from, to): (usize, usize), pronoun: &dyn Fn(&str) -> Option<Voice>) -> Option<Voice> {
        let verb = (from..to.min(from + 2)).find(|&at| !matches!(self.passage.tokens[at].shape, Shape::Mark(',')))?;
        if !self.is_speech(verb) || verb + 1 >= to {
            return None;
        }
        if matches!(self.passage.key(verb + 1), "he" | "she") {
            return pronoun(self.passage.key(verb + 1));
        }
        let end =
            (verb + 1..to.min(verb + NAME_WITHIN)).find(|&at| self.is_speech(at)).unwrap_or(to.min(verb + NAME_WITHIN));
        if let Some(voice) = self.person(verb + 1, end) {
            return Some(voice);
        }
        self.other_name(verb + 1, end).or_else(|| self.unnamed(verb + 1, end))
    }

    /// "… Ford's family, Starner said": the name between a comma and the verb.
    fn person_beside(&self, from: usize, verb: usize) -> Option<Voice> {
        let (index, mention) = self.named(from, verb).next_back()?;
        let begins = mention.title.map_or(mention.at.span.start, |title| title.start.min(mention.at.span.start));
        let begins = self.token_at(begins);
        let is_beside = mention.kind == EntityKind::Person && self.token_at(mention.at.span.end) == verb;
        let is_behind_comma = begins > from && self.passage.tokens[begins - 1].is(',');
        (is_beside && is_behind_comma).then_some(Voice { speaker: Speaker::Mention(index) })
    }

    /// An organisation or place that the words begin with, an article and adjectives aside.
    fn other_name(&self, from: usize, to: usize) -> Option<Voice> {
        let (index, mention) = self.named(from, to).next()?;
        let begins = self.token_at(mention.at.span.start);
        let behind = self.token_at(mention.at.span.end);
        let small = (from..begins).all(|at| {
            self.passage.key(at) == "the"
                || (self.passage.tokens[at].shape == Shape::Lower && !self.classes(at).has(Classes::CONNECTOR))
        });
        // "Taliban spokesmen", "Russia's president": the name only says whose
        let of_something = behind < to
            && (self.passage.tokens[behind].shape == Shape::Possessive
                || (self.passage.tokens[behind].shape == Shape::Lower
                    && !self.is_speech(behind)
                    && !self.classes(behind).has(Classes::CONNECTOR.or(Classes::OPENER))));
        (small && begins - from <= 4 && !of_something).then_some(Voice { speaker: Speaker::Mention(index) })
    }

    /// "…," X said. "…," the leader of Y told Z.
    fn subject_first(&self, (from, to): (usize, usize), pronoun: &dyn Fn(&str) -> Option<Voice>) -> Option<Voice> {
        let start = from
            + usize::from(
                from < to && matches!(self.passage.tokens[from].shape, Shape::Mark(',' | '.' | '-' | '–' | '—')),
            );
        let limit = to.min(start + VERB_WITHIN);
        let verb = (start..limit).find(|&at| self.is_speech(at)).filter(|&verb| verb > start)?;
        if matches!(self.passage.key(start), "he" | "she") && verb <= start + 3 {
            return pronoun(self.passage.key(start));
        }
        if self.passage.key(start) == "they" || self.passage.key(start) == "which" || self.passage.key(start) == "and" {
            return None;
        }
        self.subject(start, verb)
    }

    /// Who the words before a verb name: a person, else a body or place at their beginning, else words without a name.
    fn subject(&self, from: usize, verb: usize) -> Option<Voice> {
        let person = || self.person_beside(from, verb).or_else(|| self.person(from, verb));
        person().or_else(|| self.other_name(from, verb)).or_else(|| self.unnamed(from, verb))
    }

    /// X said: "…"; X told Y that "…"; in his words, "…".
    fn introduced(&self, (from, to): (usize, usize), pronoun: &dyn Fn(&str) -> Option<Voice>) -> Option<Voice> {
        let (from, to) = (self.skip_to_subject(from, to), to);
        let earliest = to.saturating_sub(GAP_BEFORE).max(from);
        let verb = (earliest..to).rev().find(|&at| self.is_speech(at))?;
        if verb <= from {
            return None;
        }
        let colon_or_comma = matches!(self.passage.tokens[to - 1].shape, Shape::Mark(':' | ','));
        let gap = to - verb;
        if !(colon_or_comma || gap <= 3 || self.passage.key(verb + 1) == "that" || self.passage.key(to - 1) == "that") {
            return None;
        }
        // the first verb of speech has the subject before it
        let first = (from..=verb).find(|&at| self.is_speech(at)).unwrap_or(verb);
        if matches!(self.passage.key(from), "he" | "she") {
            return pronoun(self.passage.key(from));
        }
        self.subject(from, first).or_else(|| {
            let his = (from..to).find(|&at| matches!(self.passage.key(at), "he" | "she"))?;
            pronoun(self.passage.key(his))
        })
    }

    /// Leaves "In an interview," and the like out of the subject.
    fn skip_to_subject(&self, from: usize, to: usize) -> usize {
        let opener = from < to
            && self.classes(from).has(Classes::OPENER)
            && !matches!(self.passage.key(from), "the" | "a" | "an" | "he" | "she" | "one");
        if !opener {
            return from;
        }
        let comma = (from..to.min(from + 16)).find(|&at| self.passage.tokens[at].is(','));
        comma.map_or(from, |comma| comma + 1).min(to)
    }

    /// "Western diplomats", "the leader of the party": words that name somebody by what they are.
    fn unnamed(&self, from: usize, to: usize) -> Option<Voice> {
        let end = (from..to.min(from + 12))
            .find(|&at| matches!(self.passage.tokens[at].shape, Shape::Mark(_)))
            .unwrap_or(to.min(from + 12));
        let somebody = |at: usize| {
            let word = self.passage.key(at);
            let singular = word.strip_suffix("men").map(|stem| format!("{stem}man"));
            let role = Self::is_role;
            self.passage.tokens[at].shape == Shape::Lower
                && (role(word) || word.strip_suffix('s').is_some_and(role) || singular.as_deref().is_some_and(role))
        };
        let head = (from..end).find(|&at| somebody(at))?;
        let before = (from..head)
            .all(|at| !self.is_speech(at) && !matches!(self.passage.key(at), "that" | "of" | "and" | "but" | "to"));
        let first = &self.passage.tokens[from];
        let starts = first.is_capitalised()
            || matches!(self.passage.key(from), "the" | "a" | "an" | "one" | "some" | "many" | "several")
            || head == from
            || head - from <= 2;
        // "the leader of the party | last September when …"
        let other = Classes::OPENER.or(Classes::MONTH).or(Classes::WEEKDAY).or(Classes::SPEECH);
        let goes_on = |at: usize| {
            !self.classes(at).has(other) || matches!(self.passage.key(at), "the" | "a" | "an" | "of" | "for")
        };
        let last = (head + 1..end).find(|&at| !goes_on(at)).unwrap_or(end);
        (before && starts && last > from).then(|| Voice { speaker: Speaker::Words(self.passage.span(from, last)) })
    }

    fn is_role(word: &str) -> bool {
        crate::annotate::lexicon::Lexicon::built_in().classes(word).has(Classes::ROLE)
            || matches!(
                word,
                "diplomat"
                    | "source"
                    | "people"
                    | "observer"
                    | "authority"
                    | "leadership"
                    | "critics"
                    | "organisers"
                    | "organizers"
                    | "statement"
            )
    }

    /// "he said": who spoke last here, else the one person named just before who can be "he".
    fn resolve_pronoun(
        &self,
        pair: &Pair,
        gender: Gender,
        last: Option<&Voice>,
        before: Option<&Room<'_>>,
    ) -> Option<Voice> {
        if let Some(Voice { speaker: Speaker::Mention(index) }) = last
            && self.mentions.get(index - self.offset).is_some_and(|mention| self.can_be(gender, mention))
        {
            return last.copied();
        }
        let start = self.token_at(pair.outer.start);
        let sentence = self.passage.sentence_at(pair.outer.start);
        let (own, _) = self.passage.sentence_tokens.get(sentence).copied().unwrap_or_default();
        let previous = sentence.checked_sub(1).map_or(own, |previous| self.passage.sentence_tokens[previous].0);
        self.only_person(previous as usize, start, gender).or_else(|| self.only_person(0, start, gender)).or_else(
            || {
                if self.named(0, start).any(|(_, m)| m.kind == EntityKind::Person && self.can_be(gender, m)) {
                    None
                } else {
                    before.and_then(|before| before.last_person(gender))
                }
            },
        )
    }

    fn can_be(&self, gender: Gender, mention: &Mention) -> bool {
        self.genders.agree(gender, self.passage.text, mention)
    }

    /// The person of a range of tokens who can be "he" or "she", if it names no other and names them before the pronoun: in
    /// "she gave me the address of Martha" she is not Martha. Two forms are one person when one ends the other.
    fn only_person(&self, from: usize, to: usize, gender: Gender) -> Option<Voice> {
        let text = |mention: &Mention| mention.at.span.of(self.passage.text);
        let is_candidate = |mention: &Mention| mention.kind == EntityKind::Person && self.can_be(gender, mention);
        let mut persons = self.named(from, to).rev().take(LOOK_BACK).filter(|(_, mention)| is_candidate(mention));
        let (index, latest) = persons.next()?;
        let same = |mention: &Mention| text(mention).ends_with(text(latest)) || text(latest).ends_with(text(mention));
        let mut first = latest;
        for (_, mention) in persons {
            if !same(mention) {
                return None;
            }
            first = mention;
        }
        let named = self.token_at(first.at.span.start);
        let is_after = (from..named).any(|at| self.passage.key(at) == gender.pronoun());
        (!is_after).then_some(Voice { speaker: Speaker::Mention(index) })
    }

    fn last_person(&self, gender: Gender) -> Option<Voice> {
        let (from, to) = self.passage.sentence_tokens.last().copied()?;
        let (from, to) = (from as usize, to as usize);
        self.only_person(0, to, gender).or_else(|| self.only_person(from, to, gender))
    }

    /// The other half of an interrupted quote, or speech that simply goes on in the same paragraph.
    fn continues(&self, number: usize) -> bool {
        let Some(earlier) = number.checked_sub(1).map(|n| self.pairs[n]) else { return false };
        let (from, to) = (self.token_at(earlier.outer.end), self.token_at(self.pairs[number].outer.start));
        let comma = to > from && self.passage.tokens[to - 1].is(',');
        // one attribution between the halves: "A," said X, "b"; or a new sentence that is all speech
        let verb = (from..to).filter(|&at| self.is_speech(at)).count();
        let person = self.named(from, to).filter(|(_, mention)| mention.kind == EntityKind::Person).count();
        let outer = self.pairs[number].outer;
        let sentence = self.passage.sentences[self.passage.sentence_at(outer.start)];
        let ends = outer.end >= sentence.end || self.passage.text[outer.end as usize..].starts_with(',');
        let starts = sentence.start == outer.start && ends;
        (comma && verb == 1) || (starts && verb <= 1 && person <= 1)
    }
}
