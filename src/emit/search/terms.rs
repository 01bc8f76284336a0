//! Cuts text into the terms that are searched for.
//!
//! `static/search-index.js` does the same with what the reader types; `tests/cases/search/terms.json` is the table that holds
//! both to it. Whoever changes a rule here changes it there.
//!
//! 1. Folding: [`fold`], then `ς` as `σ` and `ß` as `ss`.
//! 2. A word is a run of letters and digits. Single letters with full stops between are one word (`U.S.` is `us`).
//! 3. Scripts that put no spaces between words give every two neighbouring letters as a term.
//! 4. Single letters and digits of ASCII are no terms (the `s` of `Kabul's`); long terms are cut.

use crate::text::fold;

/// Longest term in characters; more than that nobody types, and hostile text would fill shards with it.
pub const LONGEST_TERM: usize = 32;

/// Calls back with every term of the text, in order, repetitions included.
pub fn terms(text: &str, mut each: impl FnMut(&str)) {
    words(&folded(text), &mut each);
}

/// The folded text, stretch by stretch: letters fold one by one, and most of any Latin text is ASCII.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let start = out.len();
        out.push_str(&rest[..plain]);
        out[start..].make_ascii_lowercase();
        rest = &rest[plain..];
        let other = rest.bytes().position(|byte| byte.is_ascii()).unwrap_or(rest.len());
        for c in fold(&rest[..other]).chars() {
            match c {
                'ς' => out.push('σ'),
                'ß' => out.push_str("ss"),
                c => out.push(c),
            }
        }
        rest = &rest[other..];
    }
    out
}

fn words(folded: &str, each: &mut impl FnMut(&str)) {
    let mut rest = folded;
    while let Some(start) = rest.find(is_word) {
        rest = &rest[start..];
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, mut after) = rest.split_at(end);
        if word.len() == 1 && word.is_ascii() {
            let mut joined = word.to_owned();
            while let Some((letter, behind)) = dotted_letter(after) {
                joined.push(letter);
                after = behind;
            }
            if joined.len() > 1 {
                each(cut(&joined));
            }
        } else {
            each_term(word, each);
        }
        rest = after;
    }
}

/// The letter after a full stop, when it stands alone: the next one of an abbreviation.
fn dotted_letter(text: &str) -> Option<(char, &str)> {
    let mut chars = text.strip_prefix('.')?.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?;
    let behind = chars.as_str();
    (!behind.starts_with(is_word)).then_some((letter, behind))
}

/// The terms of one word: itself, or its pairs of letters where its script has no spaces.
fn each_term(word: &str, each: &mut impl FnMut(&str)) {
    if !word.contains(is_unspaced) {
        return each_plain(word, each);
    }
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let unspaced = is_unspaced(first);
        let end = rest.find(|c| is_unspaced(c) != unspaced).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        if unspaced {
            each_pair(part, each);
        } else {
            each_plain(part, each);
        }
        rest = behind;
    }
}

fn each_plain(word: &str, each: &mut impl FnMut(&str)) {
    if word.len() > 1 {
        each(cut(word));
    }
}

fn each_pair(part: &str, each: &mut impl FnMut(&str)) {
    let bounds: Vec<usize> = part.char_indices().map(|(at, _)| at).chain([part.len()]).collect();
    if bounds.len() == 2 {
        return each(part);
    }
    for pair in bounds.windows(3) {
        each(&part[pair[0]..pair[2]]);
    }
}

fn cut(word: &str) -> &str {
    word.char_indices().nth(LONGEST_TERM).map_or(word, |(end, _)| &word[..end])
}

/// Letters and digits, as `[\p{Alphabetic}\p{N}]` has them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// Thai, Lao, Burmese, Khmer, Japanese syllables, Chinese characters.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
