//! What can be seen of a unit of text without knowing its neighbours.

use super::dates::{Stamp, stamp};
use super::key::key;
use super::phrases::{self, Says, Shape};
use super::stopwords::{self, Counts};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// How a text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With a full stop, question or exclamation mark, or an ellipsis.
    Sentence,
    /// With a colon: something is announced.
    Colon,
    /// With anything else.
    Open,
}

/// The evidence of one unit.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations, each read by itself")]
pub(crate) struct Evidence {
    /// Words; two characters of Chinese, Japanese or Korean count as one.
    pub(crate) words: u32,
    /// Bytes.
    pub(crate) bytes: u32,
    /// How it ends.
    pub(crate) ending: Ending,
    /// Its last mark is a full stop.
    pub(crate) full_stop: bool,
    /// Written without spaces between words.
    pub(crate) dense_script: bool,
    /// Stop words among its first words.
    pub(crate) stops: Counts,
    /// Share of its bytes inside links.
    pub(crate) linked: f32,
    /// It holds quotation marks.
    pub(crate) quotes: bool,
    /// The key for comparing, of short texts only.
    pub(crate) key: Option<String>,
    /// Hash of the key (or of the text when it is no short line), for finding repetitions.
    pub(crate) hash: u64,
    /// What it says by the phrase tables.
    pub(crate) says: Says,
    /// How much of it says when.
    pub(crate) stamp: Stamp,
    /// It reads like running text: long enough, with the small words of sentences.
    pub(crate) good: bool,
    /// It is a row of a table that has lost its markup.
    pub(crate) row: bool,
}

/// Longest text in bytes that is compared with the tables.
const KEYED: usize = 480;
/// Longest text in bytes whose copies may differ in case and marks: a paragraph comes back as it is.
const HASHED_BY_KEY: usize = 160;
/// Words of a text that are looked up as stop words.
const SAMPLED: usize = 48;

impl Evidence {
    /// Looks at a text, `linked` bytes of which are inside links.
    pub(crate) fn of(text: &str, linked: u32) -> Self {
        let (words, dense_script) = count_words(text);
        let (ending, full_stop) = ending(text);
        let quotes = text.contains(['"', '“', '”', '«', '„']);
        let stops = stopwords::count(text, SAMPLED);
        let key = (text.len() <= KEYED).then(|| key(text));
        let shape = Shape { words, stops: full_stop, quotes };
        let says = key.as_deref().map_or_else(Says::default, |key| phrases::says(key, text, shape));
        let stamp = key.as_deref().filter(|_| words <= 30).map_or_else(Stamp::default, stamp);
        let mut evidence = Self {
            words,
            bytes: text.len() as u32,
            ending,
            full_stop,
            dense_script,
            stops,
            linked: linked as f32 / text.len().max(1) as f32,
            quotes,
            hash: line_hash(key.as_deref().filter(|_| text.len() <= HASHED_BY_KEY), text),
            key,
            says,
            stamp,
            good: false,
            row: false,
        };
        evidence.good = evidence.reads_like_text();
        evidence
    }

    /// The hash alone, for counting the lines of many documents.
    pub(crate) fn hash_of(text: &str) -> u64 {
        let key = (text.len() <= HASHED_BY_KEY).then(|| key(text));
        line_hash(key.as_deref(), text)
    }

    fn reads_like_text(&self) -> bool {
        let (n, share) = (self.words, self.stops.share());
        if self.linked > 0.8 && n < 60 {
            return false;
        }
        if self.dense_script {
            return n >= 14;
        }
        (n >= 22 && share >= 0.22)
            // a question of a few words is as often a headline
            || (n >= 9 && share >= 0.22 && self.ending == Ending::Sentence && (self.full_stop || self.quotes))
            || (n >= 45 && share >= 0.12)
    }

    /// The key, empty for long texts.
    pub(crate) fn key(&self) -> &str {
        self.key.as_deref().unwrap_or_default()
    }

    /// A sentence of at least so many words.
    pub(crate) fn is_sentence(&self, words: u32) -> bool {
        self.ending == Ending::Sentence && self.words >= words
    }
}

/// Of the key and, since that knows no numbers, of the text's digits: two rows of a table are not each other's copies.
fn line_hash(key: Option<&str>, text: &str) -> u64 {
    let Some(key) = key else { return hash(text) };
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    text.bytes().filter(u8::is_ascii_digit).for_each(|digit| hasher.write_u8(digit));
    hasher.finish()
}

/// What texts are compared by.
pub(crate) fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Words, and whether the text is written without spaces between them.
fn count_words(text: &str) -> (u32, bool) {
    let spaced = text.split_whitespace().count() as u32;
    if text.is_ascii() {
        return (spaced, false);
    }
    let dense = text
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{E00}'..='\u{E7F}'))
        .count() as u32;
    (spaced.max(dense / 2), dense > 0)
}

fn ending(text: &str) -> (Ending, bool) {
    let symbol = |c: char| matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{FE0F}');
    let mut rest = text.trim_end();
    // a footnote number or an emoji may follow the stop
    if rest.ends_with(']')
        && let Some(open) = rest.rfind('[')
        && rest[open + 1..rest.len() - 1].bytes().all(|b| b.is_ascii_digit())
    {
        rest = rest[..open].trim_end();
    }
    let bare = rest.trim_end_matches(symbol).trim_end();
    if bare.len() < rest.len() {
        return (Ending::Sentence, false);
    }
    let inner = bare
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '“'));
    match inner.chars().next_back() {
        Some('.' | '。' | '।' | '۔') => (Ending::Sentence, true),
        Some('!' | '?' | '…' | '！' | '？' | '؟') => (Ending::Sentence, false),
        Some(':' | '：') => (Ending::Colon, false),
        _ => (Ending::Open, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings() {
        for (text, expected) in [
            ("It ended.", Ending::Sentence),
            ("“It ended.”", Ending::Sentence),
            ("as they said.[3]", Ending::Sentence),
            ("for the following:", Ending::Colon),
            ("The Friends We Have", Ending::Open),
        ] {
            assert_eq!(ending(text).0, expected, "{text}");
        }
    }

    #[test]
    fn good_is_running_text() {
        assert!(Evidence::of("The timing was meant for the living, as he said in his speech.", 0).good);
        assert!(!Evidence::of("World Asia Money Weather Subscribe Video Opinion Culture Sport More", 0).good);
        assert!(!Evidence::of("Who Would Be Brave", 0).good);
    }
}
