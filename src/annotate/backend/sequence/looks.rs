//! What the features need of a token, looked up once.

use super::hash::{mix, word};
use crate::annotate::passage::{Passage, Shape};

/// What is looked up of a token once.
#[derive(Clone, Copy, Default)]
pub(super) struct Looks {
    /// Hash of the word as written; of a small word it says no more than the key.
    pub word: u64,
    /// Hash of its folded form.
    pub key: u64,
    /// Hash of its capitals, small letters, digits.
    pub form: u64,
    /// Number of its shape.
    pub shape: u64,
    /// Hash of its last three letters.
    pub suffix: u64,
    /// What the lexicon knows of it.
    pub classes: u64,
}

impl Looks {
    /// Looks a token up.
    pub(super) fn at(passage: &Passage<'_>, at: usize) -> Self {
        let token = &passage.tokens[at];
        let key = passage.key(at);
        let suffix = key
            .char_indices()
            .rev()
            .nth(2)
            .filter(|(start, _)| *start > 0)
            .map_or(13, |(start, _)| word(&key[start..]));
        let text = passage.word(at);
        let key_hash = word(key);
        Self {
            word: if token.is_capitalised() { word(text) } else { mix(key_hash, 1) },
            key: key_hash,
            form: form(text),
            shape: shape_code(token.shape),
            suffix,
            classes: u64::from(token.classes.bits()),
        }
    }
}

fn shape_code(shape: Shape) -> u64 {
    match shape {
        Shape::Lower => 1,
        Shape::Title => 2,
        Shape::Upper => 3,
        Shape::Initial => 4,
        Shape::Number => 5,
        Shape::Caseless => 6,
        Shape::Possessive => 7,
        Shape::Mark(mark) => 100 + u64::from(u32::from(mark)),
    }
}

/// The look of a word with repetitions shortened: `McDonald` is `XxXxx`.
fn form(text: &str) -> u64 {
    let mut hash = 17;
    let (mut last, mut repeated) = ('\0', 0);
    for c in text.chars() {
        let class = if c.is_uppercase() {
            'X'
        } else if c.is_lowercase() {
            'x'
        } else if c.is_numeric() {
            'd'
        } else {
            c
        };
        repeated = if class == last { repeated + 1 } else { 0 };
        last = class;
        if repeated < 2 {
            hash = mix(hash, u64::from(u32::from(class)));
        }
    }
    hash
}
