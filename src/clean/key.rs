//! What lines are compared by.

use crate::text::fold;

/// A key for comparing lines with the tables: folded, numbers as `0`, white space single, marks at both ends dropped.
pub(crate) fn key(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    let mut chars = folded.chars().peekable();
    let mut gap = false;
    while let Some(c) = chars.next() {
        if c.is_ascii_lowercase() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
            continue;
        }
        if c.is_whitespace() || matches!(c, '\u{200C}' | '\u{200D}' | '\u{640}') {
            gap |= c != '\u{640}';
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        if c.is_numeric() {
            out.push('0');
            while let Some(&next) = chars.peek() {
                if next.is_numeric() {
                    chars.next();
                    continue;
                }
                // "1,204" and "1.204" are one number, "14." ends with a stop
                let mut ahead = chars.clone();
                ahead.next();
                if matches!(next, '.' | ',') && ahead.peek().is_some_and(|c| c.is_numeric()) {
                    chars.next();
                } else {
                    break;
                }
            }
        } else {
            out.push(c);
        }
    }
    let inner = out.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '©'));
    if inner.len() == out.len() { out } else { inner.to_owned() }
}
