//! Finds many phrases in a text in one pass, whatever their case, on word boundaries.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap;

/// A phrase found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    /// Number of the phrase.
    pub pattern: u32,
    /// Byte offset at which it begins.
    pub start: usize,
}

/// Phrases, each with what it speaks for.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    automaton: Option<AhoCorasick>,
    /// For each pattern: any ending may follow.
    open: Vec<bool>,
    /// For each pattern: number of its phrase. A phrase with an apostrophe has two patterns.
    phrase: Vec<u32>,
    /// For each phrase: target and weight.
    targets: Vec<Vec<(u32, f32)>>,
}

impl Matcher {
    /// From phrases (a trailing `*` lets any ending follow) with target and weight.
    pub(super) fn new(phrases: impl IntoIterator<Item = (String, u32, f32)>) -> Self {
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut matcher = Self::default();
        let mut patterns: Vec<String> = Vec::new();
        for (phrase, target, weight) in phrases {
            let phrase = phrase.trim().to_lowercase().replace('’', "'");
            if phrase.trim_end_matches('*').is_empty() {
                continue;
            }
            let number = *numbers.entry(phrase.clone()).or_insert_with(|| {
                let number = matcher.targets.len() as u32;
                matcher.targets.push(Vec::new());
                let (stem, open) = phrase.strip_suffix('*').map_or((phrase.as_str(), false), |stem| (stem, true));
                patterns.push(stem.to_owned());
                if stem.contains('\'') {
                    patterns.push(stem.replace('\'', "’"));
                }
                matcher.open.resize(patterns.len(), open);
                matcher.phrase.resize(patterns.len(), number);
                number
            });
            let targets = &mut matcher.targets[number as usize];
            if !targets.iter().any(|(other, _)| *other == target) {
                targets.push((target, weight));
            }
        }
        matcher.automaton = (!patterns.is_empty())
            .then(|| {
                AhoCorasick::builder()
                    .kind(Some(AhoCorasickKind::ContiguousNFA))
                    .match_kind(MatchKind::Standard)
                    .ascii_case_insensitive(true)
                    .build(&patterns)
                    .ok()
            })
            .flatten();
        matcher
    }

    /// What a phrase speaks for.
    pub(super) fn targets(&self, phrase: u32) -> &[(u32, f32)] {
        &self.targets[phrase as usize]
    }

    /// Calls for every phrase in a text, in order of their ends. Phrases within phrases count too.
    pub(super) fn find(&self, text: &str, mut call: impl FnMut(Match)) {
        let Some(automaton) = &self.automaton else { return };
        for hit in automaton.find_overlapping_iter(text) {
            let pattern = hit.pattern().as_usize();
            let starts = !text[..hit.start()].ends_with(char::is_alphanumeric);
            if starts && (self.open[pattern] || ends_word(&text[hit.end()..])) {
                call(Match { pattern: self.phrase[pattern], start: hit.start() });
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
        let matcher = Matcher::new(phrases.iter().enumerate().map(|(n, p)| ((*p).to_owned(), n as u32, 1.0)));
        let found = |text: &str| {
            let mut all = Vec::new();
            matcher.find(text, |hit| all.push(hit.pattern));
            all
        };
        assert_eq!(found("Peace talks; the INSURGENCY; women’s rights"), [0, 1, 2]);
        assert_eq!(found("peace talker, counterinsurgency, under, fun, uns"), [3]);
        assert_eq!(found("the UN’s"), [3]);
        assert!(Matcher::new([(" * ".to_owned(), 0, 1.0)]).targets.is_empty());
    }
}
