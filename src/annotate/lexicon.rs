//! What single words tell about names: classes of words, from hand-written and derived lists embedded in the program.
//!
//! Input: the files of `data/`. Output: a [`Lexicon`], asked with a folded word (lower case, no diacritics).

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Classes(u32);

impl Classes {
    /// No class.
    pub(super) const NONE: Self = Self(0);
    /// An ordinary English word.
    pub(super) const WORD: Self = Self(1);
    /// A given name.
    pub(super) const GIVEN: Self = Self(1 << 1);
    /// A family name.
    pub(super) const FAMILY: Self = Self(1 << 2);
    /// A people, language or believer.
    pub(super) const PEOPLE: Self = Self(1 << 3);
    /// Stands before a person's name.
    pub(super) const TITLE: Self = Self(1 << 4);
    /// Stands before nothing but a person's name.
    pub(super) const SURE_TITLE: Self = Self(1 << 5);
    /// Stands within a title of several words.
    pub(super) const TITLE_WORD: Self = Self(1 << 6);
    /// Says in lower case what a person is.
    pub(super) const ROLE: Self = Self(1 << 7);
    /// Ends an organisation's name.
    pub(super) const ORG_TAIL: Self = Self(1 << 8);
    /// Begins one, with "of" or "for".
    pub(super) const ORG_HEAD: Self = Self(1 << 9);
    /// Ends a place's name.
    pub(super) const PLACE_TAIL: Self = Self(1 << 10);
    /// Begins one.
    pub(super) const PLACE_HEAD: Self = Self(1 << 11);
    /// In lower case beside a place's name.
    pub(super) const PLACE_NOUN: Self = Self(1 << 12);
    /// In lower case behind an organisation's name.
    pub(super) const ORG_NOUN: Self = Self(1 << 13);
    /// A verb of speech.
    pub(super) const SPEECH: Self = Self(1 << 14);
    /// A verb that persons do.
    pub(super) const PERSON_VERB: Self = Self(1 << 15);
    /// "in", "at", "near" …
    pub(super) const PLACE_PREPOSITION: Self = Self(1 << 16);
    /// A small word within names.
    pub(super) const CONNECTOR: Self = Self(1 << 17);
    /// A small word within persons' names.
    pub(super) const PARTICLE: Self = Self(1 << 18);
    /// A month.
    pub(super) const MONTH: Self = Self(1 << 19);
    /// A day of the week.
    pub(super) const WEEKDAY: Self = Self(1 << 20);
    /// Capitalised, yet no name.
    pub(super) const NO_NAME: Self = Self(1 << 21);
    /// Follows a name behind a hyphen.
    pub(super) const SUFFIX_ADJECTIVE: Self = Self(1 << 22);
    /// Makes an event of a sentence with a year.
    pub(super) const EVENT_VERB: Self = Self(1 << 23);

    /// Begins a sentence without being part of a name.
    pub(super) const OPENER: Self = Self(1 << 24);

    /// Says nothing of a subject.
    pub(super) const STOP: Self = Self(1 << 25);

    /// Whether any of the other set's classes is in this one.
    pub(super) const fn has(self, any_of: Self) -> bool {
        self.0 & any_of.0 != 0
    }

    /// The set as a number, a bit a class.
    pub(super) const fn bits(self) -> u32 {
        self.0
    }

    /// Both sets.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Names of the sections of `data/lexicon.txt`, sorted.
const SECTIONS: [(&str, Classes); 21] = [
    ("connector", Classes::CONNECTOR),
    ("event-verb", Classes::EVENT_VERB),
    ("month", Classes::MONTH),
    ("no-name", Classes::NO_NAME),
    ("opener", Classes::OPENER),
    ("org-head", Classes::ORG_HEAD),
    ("org-noun", Classes::ORG_NOUN),
    ("org-tail", Classes::ORG_TAIL),
    ("particle", Classes::PARTICLE),
    ("person-verb", Classes::PERSON_VERB),
    ("place-head", Classes::PLACE_HEAD),
    ("place-noun", Classes::PLACE_NOUN),
    ("place-preposition", Classes::PLACE_PREPOSITION),
    ("place-tail", Classes::PLACE_TAIL),
    ("role", Classes::ROLE),
    ("speech", Classes::SPEECH),
    ("stop", Classes::STOP),
    ("suffix-adjective", Classes::SUFFIX_ADJECTIVE),
    ("title", Classes::TITLE),
    ("title-only", Classes::SURE_TITLE),
    ("title-word", Classes::TITLE_WORD),
];
const WEEKDAY_SECTION: &str = "weekday";

static LEXICON: &str = include_str!("../../data/lexicon.txt");
static PEOPLES: &str = include_str!("../../data/peoples.txt");
static WORDS: &str = include_str!("../../data/english_words.txt");
static GIVEN_NAMES: &str = include_str!("../../data/given_names.txt");
static GIVEN_NAMES_WORLD: &str = include_str!("../../data/given_names_world.txt");
static SURNAMES: &str = include_str!("../../data/surnames.txt");

/// Word classes by folded word.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: FxHashMap<Cow<'static, str>, Classes>,
}

impl Lexicon {
    /// The lexicon that the program carries, built once.
    pub(super) fn built_in() -> &'static Self {
        static BUILT: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);
        &BUILT
    }

    /// What is known of a folded word. Regular inflections of an ordinary word are ordinary words.
    pub(super) fn classes(&self, key: &str) -> Classes {
        let found = self.words.get(key).copied().unwrap_or_default();
        if found.has(Classes::WORD) || !self.is_inflected(key) { found } else { found.or(Classes::WORD) }
    }

    /// Whether taking an ending off leaves an ordinary word ("skirmishes", "resumed", "tries").
    fn is_inflected(&self, key: &str) -> bool {
        const ENDINGS: [(&str, &str); 9] = [
            ("ies", "y"),
            ("ied", "y"),
            ("ing", ""),
            ("ing", "e"),
            ("es", ""),
            ("ed", ""),
            ("ed", "e"),
            ("ly", ""),
            ("s", ""),
        ];
        if key.len() < 4 || !key.is_ascii() {
            return false;
        }
        let mut stem = String::new();
        ENDINGS.iter().any(|(end, put)| {
            key.strip_suffix(end).filter(|rest| rest.len() >= 3).is_some_and(|rest| {
                if put.is_empty() {
                    return self.is_word(rest);
                }
                stem.clear();
                stem.push_str(rest);
                stem.push_str(put);
                self.is_word(&stem)
            })
        })
    }

    fn is_word(&self, key: &str) -> bool {
        self.words.get(key).is_some_and(|classes| classes.has(Classes::WORD))
    }

    fn build() -> Self {
        let mut lexicon = Self::default();
        lexicon.words.reserve(64_000);
        lexicon.add_all(WORDS.lines(), Classes::WORD);
        lexicon.add_all(GIVEN_NAMES.lines(), Classes::GIVEN);
        lexicon.add_all(SURNAMES.lines(), Classes::FAMILY);
        for name in entries(GIVEN_NAMES_WORLD) {
            lexicon.add(Cow::Owned(crate::text::fold(name)), Classes::GIVEN);
        }
        for people in entries(PEOPLES) {
            let key = crate::text::fold(people);
            if !key.ends_with('s') && !key.ends_with("ese") && !key.ends_with("sh") && !key.ends_with("ch") {
                lexicon.add(Cow::Owned(format!("{key}s")), Classes::PEOPLE);
            }
            lexicon.add(Cow::Owned(key), Classes::PEOPLE);
        }
        for (section, classes) in SECTIONS.iter().copied().chain([(WEEKDAY_SECTION, Classes::WEEKDAY)]) {
            for word in section_words(section) {
                lexicon.add(Cow::Owned(crate::text::fold(word)), classes);
            }
        }
        lexicon
    }

    fn add_all(&mut self, words: impl Iterator<Item = &'static str>, classes: Classes) {
        for word in words {
            self.add(Cow::Borrowed(word), classes);
        }
    }

    fn add(&mut self, word: Cow<'static, str>, classes: Classes) {
        let entry = self.words.entry(word).or_default();
        *entry = entry.or(classes);
    }
}

/// Words of a hand-written file without its comments.
fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// Words of a section of `data/lexicon.txt`.
fn section_words(section: &str) -> impl Iterator<Item = &'static str> {
    let start = LEXICON.find(&format!("\n## {section}\n")).map_or(LEXICON.len(), |at| at + section.len() + 5);
    let body = &LEXICON[start..];
    let body = &body[..body.find("\n## ").unwrap_or(body.len())];
    body.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_known_and_filled() {
        let mut written: Vec<&str> = LEXICON.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        written.sort_unstable();
        let mut known: Vec<&str> = SECTIONS.iter().map(|(name, _)| *name).chain([WEEKDAY_SECTION]).collect();
        assert!(SECTIONS.is_sorted_by_key(|(name, _)| *name));
        known.sort_unstable();
        assert_eq!(written, known);
        for section in known {
            assert!(section_words(section).next().is_some(), "{section}");
        }
    }

    #[test]
    fn derived_lists_are_sorted_unique_and_folded() {
        for (name, list) in [("words", WORDS), ("given names", GIVEN_NAMES), ("surnames", SURNAMES)] {
            let lines: Vec<&str> = list.lines().collect();
            assert!(lines.is_sorted_by(|a, b| a < b), "{name}: sorted and unique");
            for line in lines {
                assert!(
                    line.len() > 1 && line.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'' || b == b'-'),
                    "{name}: {line}"
                );
            }
        }
    }

    #[test]
    fn knows_words_and_their_inflections() {
        let lexicon = Lexicon::built_in();
        for word in ["skirmish", "skirmishes", "resumed", "tries", "meanwhile", "quickly"] {
            assert!(lexicon.classes(word).has(Classes::WORD), "{word}");
        }
        for word in ["umarov", "dushanbe", "panjshir"] {
            assert!(!lexicon.classes(word).has(Classes::WORD), "{word}");
        }
        assert!(lexicon.classes("tajiks").has(Classes::PEOPLE));
        assert!(lexicon.classes("emomali").has(Classes::GIVEN));
        assert!(lexicon.classes("mr").has(Classes::SURE_TITLE));
    }
}
