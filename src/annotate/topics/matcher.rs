//! Finds many phrases in a text in one pass, on word boundaries: plain phrases whatever their case, names as they are
//! written.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap;

/// A phrase found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    /// Number of the phrase.
    pub phrase: u32,
    /// Byte offset at which it begins.
    pub start: usize,
    /// Byte offset behind it.
    pub end: usize,
}

/// One way to write a phrase.
#[derive(Debug)]
struct Pattern {
    /// Number of its phrase.
    phrase: u32,
    /// Any ending may follow.
    open: bool,
    /// For a name: how it is written.
    name: Option<Box<str>>,
}

/// What is done with phrases that hold capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capitals {
    /// They are names: found only as they are written.
    Names,
    /// They are found in any case.
    Ignored,
}

/// Which phrases are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kinds {
    /// All.
    All,
    /// Names alone: those are the same in other languages than that of the phrases.
    Names,
}

/// Phrases, each with what it speaks for.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    automaton: Option<AhoCorasick>,
    /// What is looked for. A phrase with an apostrophe has two patterns.
    patterns: Vec<Pattern>,
    /// For each phrase: target and weight.
    targets: Vec<Vec<(u32, f32)>>,
}

impl Matcher {
    /// From phrases (a trailing `*` lets any ending follow) with target and weight.
    pub(super) fn new(capitals: Capitals, phrases: impl IntoIterator<Item = (String, u32, f32)>) -> Self {
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut matcher = Self::default();
        let mut patterns: Vec<String> = Vec::new();
        for (phrase, target, weight) in phrases {
            let phrase = phrase.trim().replace('’', "'");
            let phrase = if capitals == Capitals::Ignored { phrase.to_lowercase() } else { phrase };
            if phrase.trim_end_matches('*').is_empty() {
                continue;
            }
            let number = if let Some(&number) = numbers.get(&phrase) {
                number
            } else {
                let number = matcher.targets.len() as u32;
                matcher.targets.push(Vec::new());
                matcher.add_patterns(&phrase, number, &mut patterns);
                numbers.insert(phrase, number);
                number
            };
            let targets = &mut matcher.targets[number as usize];
            if !targets.iter().any(|(other, _)| *other == target) {
                targets.push((target, weight));
            }
        }
        matcher.automaton = (!patterns.is_empty())
            .then(|| {
                AhoCorasick::builder()
                    .kind(Some(AhoCorasickKind::DFA))
                    .match_kind(MatchKind::Standard)
                    .ascii_case_insensitive(true)
                    .build(&patterns)
                    .ok()
            })
            .flatten();
        matcher
    }

    fn add_patterns(&mut self, phrase: &str, number: u32, patterns: &mut Vec<String>) {
        let (stem, open) = phrase.strip_suffix('*').map_or((phrase, false), |stem| (stem, true));
        let curly = stem.contains('\'').then(|| stem.replace('\'', "’"));
        for spelling in std::iter::once(stem.to_owned()).chain(curly) {
            let name = spelling.chars().any(char::is_uppercase).then(|| spelling.clone().into_boxed_str());
            self.patterns.push(Pattern { phrase: number, open, name });
            patterns.push(spelling.to_lowercase());
        }
    }

    /// How many patterns are names.
    #[cfg(test)]
    pub(super) fn names(&self) -> usize {
        self.patterns.iter().filter(|pattern| pattern.name.is_some()).count()
    }

    /// What a phrase speaks for.
    pub(super) fn targets(&self, phrase: u32) -> &[(u32, f32)] {
        &self.targets[phrase as usize]
    }

    /// Calls for every phrase in a text, in order of their ends. Phrases within phrases count too.
    pub(super) fn find(&self, text: &str, kinds: Kinds, mut call: impl FnMut(Match)) {
        let Some(automaton) = &self.automaton else { return };
        for hit in automaton.find_overlapping_iter(text) {
            let pattern = &self.patterns[hit.pattern().as_usize()];
            let written = match &pattern.name {
                Some(name) => text.as_bytes()[hit.range()] == *name.as_bytes(),
                None => kinds == Kinds::All,
            };
            if written
                && !text[..hit.start()].ends_with(char::is_alphanumeric)
                && (pattern.open || ends_word(&text[hit.end()..]))
            {
                call(Match { phrase: pattern.phrase, start: hit.start(), end: hit.end() });
            }
        }
    }
}

/// Whether a word ends here, a plural or possessive s aside.
fn ends_word(rest: &str) -> bool {
    let after = rest.strip_prefix(['s', 'S']).unwrap_or(rest);
    !after.starts_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_phrases_on_word_boundaries() {
        let phrases = ["peace talk", "insurgen*", "women's rights", "un"];
        let matcher =
            Matcher::new(Capitals::Ignored, phrases.iter().enumerate().map(|(n, p)| ((*p).to_owned(), n as u32, 1.0)));
        let found = |text: &str| {
            let mut all = Vec::new();
            matcher.find(text, Kinds::All, |hit| all.push(hit.phrase));
            all
        };
        assert_eq!(found("Peace talks; the INSURGENCY; women’s rights"), [0, 1, 2]);
        assert_eq!(found("peace talker, counterinsurgency, under, fun, uns"), [3]);
        assert_eq!(found("the UN’s"), [3]);
        assert!(Matcher::new(Capitals::Names, [(" * ".to_owned(), 0, 1.0)]).targets.is_empty());
    }

    #[test]
    fn names_are_found_as_they_are_written_and_in_all_languages() {
        let phrases = ["Apple", "apple pie", "McDonald's"];
        let numbered = phrases.iter().enumerate().map(|(n, p)| ((*p).to_owned(), n as u32, 1.0));
        let matcher = Matcher::new(Capitals::Names, numbered);
        let found = |text: &str, kinds| {
            let mut all = Vec::new();
            matcher.find(text, kinds, |hit| all.push(hit.phrase));
            all
        };
        assert_eq!(found("Apple ate an apple and an Apple pie at McDonald’s", Kinds::All), [0, 0, 1, 2]);
        assert_eq!(found("Apple gefällt der apple pie", Kinds::Names), [0]);
        assert_eq!(matcher.names(), 3);
    }
}
