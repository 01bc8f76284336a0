//! The commonest words of eleven languages: what tells a sentence from a menu, and one language from another.

use super::phrases::entries;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Languages with a list, by bit.
pub(crate) const LANGUAGES: [&str; 11] = ["en", "es", "fr", "de", "pt", "it", "ru", "ar", "fa", "nl", "id"];

static WORDS: LazyLock<FxHashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, u16> = FxHashMap::default();
    for (section, word) in entries(include_str!("phrases/stopwords.txt")) {
        if let Some(bit) = LANGUAGES.iter().position(|&language| language == section) {
            *words.entry(word).or_default() |= 1 << bit;
        }
    }
    words
});

/// How many words of a text are stop words: of any language, and of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Words looked at.
    pub(crate) words: u32,
    /// Stop words of any language.
    pub(crate) any: u32,
    /// Stop words of each language, in the order of [`LANGUAGES`].
    pub(crate) each: [u16; LANGUAGES.len()],
}

impl Counts {
    /// Share of stop words, 0 to 1.
    pub(crate) fn share(&self) -> f32 {
        self.any as f32 / self.words.max(1) as f32
    }

    /// Adds those of another text.
    pub(crate) fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.any += other.any;
        for (sum, n) in self.each.iter_mut().zip(other.each) {
            *sum = sum.saturating_add(n);
        }
    }

    /// How many times more stop words the first language has than the second.
    pub(crate) fn lead(&self) -> f32 {
        let mut sorted = self.each;
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        f32::from(sorted[0]) / f32::from(sorted[1].max(1))
    }

    /// The language with the most stop words, when there are enough to tell.
    pub(crate) fn language(&self) -> Option<usize> {
        let (best, &count) = self.each.iter().enumerate().max_by_key(|&(at, &n)| (n, std::cmp::Reverse(at)))?;
        (count >= 2 && u32::from(count) * 8 >= self.words).then_some(best)
    }
}

/// Whether a lower-case word is a stop word of any language.
pub(crate) fn is_stop(word: &str) -> bool {
    WORDS.contains_key(word)
}

/// Counts over the first `limit` words: enough to judge a paragraph, and bounded for a long one.
pub(crate) fn count(text: &str, limit: usize) -> Counts {
    let mut counts = Counts::default();
    let mut lower = String::new();
    for word in text.split_whitespace().take(limit) {
        counts.words += 1;
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        // no stop word is longer; contractions ("don't", "l'homme") count by their first half
        let word = word.split(['\'', '’']).next().unwrap_or(word);
        if word.is_empty() || word.len() > 20 {
            continue;
        }
        lower.clear();
        if word.is_ascii() {
            lower.push_str(word);
            lower.make_ascii_lowercase();
        } else {
            lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        if let Some(&mask) = WORDS.get(lower.as_str()) {
            counts.any += 1;
            for (bit, n) in counts.each.iter_mut().enumerate() {
                *n += mask >> bit & 1;
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_have_stop_words_and_menus_have_none() {
        assert!(count("The river will still be there when the speeches have ended.", 64).share() > 0.5);
        assert!(count("World Asia Money Weather Subscribe", 64).share() < 0.1);
    }

    #[test]
    fn languages_are_told_apart() {
        for (language, text) in [
            ("es", "Escríbenos a la redacción y lo corregiremos cuanto antes."),
            ("de", "Der Fluss wird noch da sein, wenn die Reden zu Ende sind."),
            ("ru", "Подписывайтесь на наш канал и узнавайте новости, как только они выходят."),
            ("en", "He feels for the ribbon and does not say what it is."),
        ] {
            assert_eq!(count(text, 64).language().map(|at| LANGUAGES[at]), Some(language), "{text}");
        }
    }
}
