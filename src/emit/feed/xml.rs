//! Text into XML 1.0.

use std::borrow::Cow;

/// Escapes text for an element or a double-quoted attribute. Characters that XML 1.0 cannot hold at all are dropped.
pub(in crate::emit) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| matches!(c, '&' | '<' | '>' | '"' | '\'') || !is_legal(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars().filter(|&c| is_legal(c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// `Char` of XML 1.0.
fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_drops() {
        assert_eq!(escape("plain – ü 𝒳"), "plain – ü 𝒳");
        assert_eq!(escape("<a href=\"x\">&'\0\u{B}\u{FFFE}"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    }
}
