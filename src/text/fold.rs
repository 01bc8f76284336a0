//! White space, invisible characters, and folding for comparison.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfc_quick};

/// Characters that show nothing and carry no text: soft hyphen, zero-width characters, byte-order marks, bidirectional
/// controls (which hostile text uses to show something else than it says), C0 and C1 controls.
///
/// ZERO WIDTH JOINER and NON-JOINER are left alone: they spell words in Persian, Hindi and others.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && !c.is_whitespace())
}

/// NFC, invisible characters dropped, each run of white space (NO-BREAK SPACE included) one space, ends trimmed.
/// Letters and digits stay as they were.
pub fn tidy(text: &str) -> Cow<'_, str> {
    if is_tidy(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    // what shows nothing goes first: it would keep a letter from its accent
    for c in text.chars().filter(|&c| !is_invisible(c)).nfc() {
        if c.is_whitespace() {
            gap = true;
        } else {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn is_tidy(text: &str) -> bool {
    if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
        return false;
    }
    let mut before = 'x';
    for c in text.chars() {
        if is_invisible(c) || (c.is_whitespace() && (c != ' ' || before == ' ')) {
            return false;
        }
        before = c;
    }
    text.is_ascii() || is_nfc_quick(text.chars()) == unicode_normalization::IsNormalized::Yes
}

/// A key for comparing: lower case, without diacritics, straight quotes, plain hyphens. Keeps spaces and punctuation.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            // between other letters, most are plain
            match c {
                '`' => out.push('\''),
                '\t' | '\n' | '\x0B' | '\x0C' | '\r' => out.push(' '),
                c if c.is_ascii_control() => {}
                c => out.push(c.to_ascii_lowercase()),
            }
        } else if let Some(plain) = plain_mark(c) {
            out.push(plain);
        } else {
            // what a character decomposes to does not depend on its neighbours, and combining marks are dropped
            std::iter::once(c).nfkd().for_each(|c| fold_char(c, &mut out));
        }
    }
    out
}

/// Quotation marks and hyphens, the commonest characters beyond ASCII in English.
const fn plain_mark(c: char) -> Option<char> {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2BC}' | '\u{2BB}' | '´' => Some('\''),
        '“' | '”' | '„' | '«' | '»' | '‟' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        _ => None,
    }
}

/// A decomposed character.
fn fold_char(c: char, out: &mut String) {
    match c {
        'ß' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'ł' | 'Ł' => out.push('l'),
        'ı' => out.push('i'),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        c if is_combining_mark(c) || is_invisible(c) => {}
        c if c.is_whitespace() => out.push(' '),
        c => match plain_mark(c) {
            Some(plain) => out.push(plain),
            None => out.extend(c.to_lowercase()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidies_white_space_and_invisibles() {
        assert_eq!(tidy("\u{FEFF}  a\u{A0}\u{A0}b\u{AD}c\t\r\n d\u{202E}"), "a bc d");
        assert_eq!(tidy("e\u{301}"), "é");
        assert_eq!(tidy("e\u{200B}\u{301}"), "é");
        assert!(matches!(tidy("plain text"), Cow::Borrowed(_)));
        assert_eq!(tidy("می\u{200C}خواهم"), "می\u{200C}خواهم");
    }

    #[test]
    fn folds_for_comparison() {
        assert_eq!(fold("Łódź’s “Ørsted”–Straße"), "lodz's \"orsted\"-strasse");
    }
}
