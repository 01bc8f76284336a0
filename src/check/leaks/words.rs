//! Runs of eight words, hashed as they roll by.

use super::reading::BORDER;
use crate::model::rights::PASSAGE;
use crate::text::fold;
use rustc_hash::FxHasher;
use std::hash::Hasher;

const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// Eight words in a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'a> {
    /// Of the words, in any case, however they are written.
    pub hash: u64,
    /// As they stand there.
    pub text: &'a str,
    /// Whether a [`BORDER`] or a blank line parts them.
    pub is_parted: bool,
}

/// Calls back with each run of eight words, in order: one for every word from the eighth on.
pub(super) fn each_run<'a>(text: &'a str, mut each: impl FnMut(Run<'a>)) {
    let oldest = (1..PASSAGE).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut ring = [(0_u64, 0_usize); PASSAGE];
    let (mut hash, mut count) = (0_u64, 0_usize);
    // the word behind the last border
    let mut behind = 0;
    let mut rest = 0;
    while let Some((start, end)) = next_word(text, rest) {
        if is_border(&text[rest..start]) {
            behind = count;
        }
        let slot = count % PASSAGE;
        hash = hash.wrapping_sub(ring[slot].0.wrapping_mul(oldest));
        let word = hash_of(&text[start..end]);
        hash = hash.wrapping_mul(BASE).wrapping_add(word);
        ring[slot] = (word, start);
        count += 1;
        rest = end;
        if count >= PASSAGE {
            let text = &text[ring[count % PASSAGE].1..end];
            each(Run { hash, text, is_parted: behind > count - PASSAGE });
        }
    }
}

fn is_border(gap: &str) -> bool {
    gap.len() > 1 && (gap.contains(BORDER) || gap.contains("\n\n"))
}

/// The next run of letters and digits.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| match bytes[at] {
        byte if byte.is_ascii() => (byte.is_ascii_alphanumeric(), 1),
        _ => text[at..].chars().next().map_or((false, 1), |c| (c.is_alphanumeric() || is_mark(c), c.len_utf8())),
    };
    let mut start = from;
    while start < bytes.len() {
        let (is, length) = is_letter(start);
        if is {
            let mut end = start + length;
            while end < bytes.len() && !is_unspaced(text, start) && !is_unspaced(text, end) {
                let (is, length) = is_letter(end);
                if !is {
                    break;
                }
                end += length;
            }
            return Some((start, end));
        }
        start += length;
    }
    None
}

/// Whether a letter is of a script that writes no spaces: each of them counts as a word.
fn is_unspaced(text: &str, at: usize) -> bool {
    if text.as_bytes()[at].is_ascii() {
        return false;
    }
    let Some(c) = text[at..].chars().next() else { return false };
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Combining marks and joiners stand within words; folding drops them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
}

fn hash_of(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    if word.is_ascii() {
        for byte in word.bytes() {
            hasher.write_u8(byte.to_ascii_lowercase());
        }
    } else {
        for byte in fold(word).bytes() {
            hasher.write_u8(byte);
        }
    }
    // sums of products need words that differ in all bits
    hasher.finish().rotate_left(17).wrapping_mul(0xD6E8_FEB8_6659_FD93) | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> usize {
        let mut runs = 0;
        each_run(text, |_| runs += 1);
        runs
    }

    fn parted(text: &str) -> Vec<bool> {
        let mut found = Vec::new();
        each_run(text, |run| found.push(run.is_parted));
        found
    }

    #[test]
    fn letters_of_scripts_without_spaces_are_words() {
        assert_eq!(runs("one two three four five six seven"), 0);
        assert_eq!(runs("one, two – three four five six seven (eight)"), 1);
        assert_eq!(runs("渡し守はもう遅いと言"), 3);
    }

    #[test]
    fn a_run_knows_whether_a_passage_ends_in_it() {
        assert_eq!(parted("one two three four\u{2029}five six seven eight"), [true]);
        assert_eq!(parted("one two three four\n\nfive six seven eight"), [true]);
        assert_eq!(parted("one two three four\nfive six seven eight"), [false]);
        assert_eq!(parted("one\n\ntwo three four five six seven eight nine ten"), [true, false, false]);
        assert_eq!(parted("\n\none two three four five six seven eight\n\nnine"), [false, true]);
    }
}
