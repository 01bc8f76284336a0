//! How alike two names are: as spellings, as parts, by their sound. What a common word shares tells little.

use crate::link::sound_key;
use rustc_hash::FxHashMap;

/// Words of a name that are compared.
const MOST_WORDS: usize = 8;
/// Letters of a word that are compared.
const MOST_LETTERS: usize = 24;
/// Words that names have in common whatever they name.
const SMALL: [&str; 14] = ["al", "and", "bin", "da", "de", "del", "di", "e", "el", "for", "la", "of", "the", "y"];
/// From here on two words are spellings of one.
pub(super) const ALIKE: f32 = 0.8;

/// A word of a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Its letters.
    pub(super) letters: Vec<char>,
    /// How it sounds.
    pub(super) sound: String,
    /// Its consonants, with a vowel that begins it.
    pub(super) skeleton: String,
}

impl Word {
    fn new(text: &str) -> Self {
        let sound = sound_key(text);
        let skeleton = sound.chars().enumerate().filter(|&(at, c)| at == 0 || c != 'a').map(|(_, c)| c).collect();
        Self { letters: text.chars().take(MOST_LETTERS).collect(), sound, skeleton }
    }

    pub(super) fn text(&self) -> String {
        self.letters.iter().collect()
    }
}

/// The words of a name in its comparable form, small ones left out where there are others.
pub(super) fn words(form: &str) -> Vec<Word> {
    let all = || form.split(' ').filter(|word| !word.is_empty());
    let telling: Vec<Word> = all().filter(|word| !SMALL.contains(word)).take(MOST_WORDS).map(Word::new).collect();
    if telling.is_empty() { all().take(MOST_WORDS).map(Word::new).collect() } else { telling }
}

/// How alike two words are, 0 to 1.
pub(super) fn of_words(a: &Word, b: &Word) -> f32 {
    if a.letters == b.letters {
        return 1.0;
    }
    let spelled = jaro_winkler(&a.letters, &b.letters);
    if a.sound == b.sound && a.sound.chars().nth(1).is_some() {
        return spelled.max(0.92);
    }
    if a.skeleton == b.skeleton && a.skeleton.chars().nth(1).is_some() {
        return spelled.max(0.85);
    }
    // other names begin otherwise
    if a.letters.first() == b.letters.first() { spelled } else { spelled * 0.7 }
}

/// How telling each word is among names: rare ones are.
#[derive(Debug, Default)]
pub(super) struct Rarity {
    names: f32,
    uses: FxHashMap<String, u32>,
}

impl Rarity {
    /// Counts the words of all names.
    pub(super) fn new<'w>(names: impl Iterator<Item = &'w [Word]>) -> Self {
        let mut found = Self::default();
        for words in names {
            found.names += 1.0;
            let mut skeletons: Vec<&str> = words.iter().map(|word| word.skeleton.as_str()).collect();
            skeletons.sort_unstable();
            skeletons.dedup();
            for skeleton in skeletons {
                *found.uses.entry(skeleton.to_owned()).or_default() += 1;
            }
        }
        found
    }

    /// How many names have a word that sounds so.
    pub(super) fn uses(&self, word: &Word) -> u32 {
        self.uses.get(&word.skeleton).copied().unwrap_or(1)
    }

    fn weight(&self, word: &Word) -> f32 {
        (1.0 + self.names / self.uses(word) as f32).ln()
    }
}

/// How two names fit each other word by word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    /// How alike they are as a whole, rare words counting more.
    pub(super) whole: f32,
    /// For each word of the shorter name: its best partner in the other (an index) and how alike they are.
    pub(super) pairs: Vec<(usize, f32)>,
}

/// Compares two names; the first has no more words than the second.
pub(super) fn fit(short: &[Word], long: &[Word], rarity: &Rarity) -> Fit {
    let mut taken = vec![false; long.len()];
    let mut pairs = vec![(usize::MAX, 0.0); short.len()];
    // the best pairs first, so that each word has one partner
    let mut all: Vec<(f32, usize, usize)> = Vec::with_capacity(short.len() * long.len());
    for (at, a) in short.iter().enumerate() {
        all.extend(long.iter().enumerate().map(|(other, b)| (of_words(a, b), at, other)));
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    for (alike, at, other) in all {
        if pairs[at].0 == usize::MAX && !taken[other] {
            taken[other] = true;
            pairs[at] = (other, alike);
        }
    }
    let (mut sum, mut weights) = (0.0, 0.0);
    for (word, &(other, alike)) in short.iter().zip(&pairs) {
        let weight = rarity.weight(word) + long.get(other).map_or(0.0, |other| rarity.weight(other));
        (sum, weights) = (sum + alike * weight, weights + weight);
    }
    for (word, _) in long.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        weights += rarity.weight(word);
    }
    Fit { whole: if weights > 0.0 { sum / weights } else { 0.0 }, pairs }
}

/// The similarity of Jaro and Winkler: letters in common near each other, a common beginning counting more.
fn jaro_winkler(a: &[char], b: &[char]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut of_b = vec![false; b.len()];
    let mut common: Vec<char> = Vec::with_capacity(a.len());
    for (at, letter) in a.iter().enumerate() {
        let window = at.saturating_sub(reach)..(at + reach + 1).min(b.len());
        if let Some(found) = window.into_iter().find(|&other| !of_b[other] && b[other] == *letter) {
            of_b[found] = true;
            common.push(*letter);
        }
    }
    if common.is_empty() {
        return 0.0;
    }
    let in_b = b.iter().zip(&of_b).filter(|(_, used)| **used).map(|(letter, _)| letter);
    let turned = common.iter().zip(in_b).filter(|(x, y)| x != y).count() as f32 / 2.0;
    let matches = common.len() as f32;
    let jaro = (matches / a.len() as f32 + matches / b.len() as f32 + (matches - turned) / matches) / 3.0;
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count() as f32;
    jaro + prefix * 0.1 * (1.0 - jaro)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Word {
        Word::new(text)
    }

    #[test]
    fn jaro_and_winkler_of_the_textbook() {
        let is = |a: &str, b: &str, expected: f32| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            (jaro_winkler(&a, &b) - expected).abs() < 0.001
        };
        assert!(is("martha", "marhta", 0.961));
        assert!(is("dwayne", "duane", 0.84));
        assert!(is("dixon", "dicksonx", 0.813));
        assert!(is("", "x", 0.0) && is("abc", "xyz", 0.0));
    }

    #[test]
    fn garbled_words_stay_alike() {
        assert!(of_words(&word("amurula"), &word("amrullah")) >= 0.85);
        assert!(of_words(&word("mansoori"), &word("mansouri")) >= 0.92);
        assert!(of_words(&word("surrey"), &word("saleh")) < ALIKE);
        assert!(of_words(&word("karim"), &word("rahim")) < ALIKE);
    }

    #[test]
    fn words_have_one_partner_each_and_rare_ones_count_more() {
        let names: Vec<Vec<Word>> =
            ["national party", "national front", "national congress party", "mansouri army"].map(words).into();
        let rarity = Rarity::new(names.iter().map(Vec::as_slice));
        let of = |a: &str, b: &str| fit(&words(a), &words(b), &rarity).whole;
        assert!(of("mansouri army", "mansoori army") > 0.9);
        assert!(of("national party", "national congress party") < 0.9);
        assert!(of("national national", "national front") < 0.7);
        assert!(of("mansouri", "mansouri army") > of("national", "national army"));
    }
}
