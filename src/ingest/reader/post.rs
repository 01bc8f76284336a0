//! Recognises a social media post that was embedded as a quotation.

use regex::Regex;
use std::sync::LazyLock;

/// Whether a quotation ends as an embedded post does: "— Name (@handle) November 18, 2019".
pub(super) fn ends_like_post(text: &str) -> bool {
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:—|–|―|--|-)\s?[^\n]{1,80}\(@\w{1,30}\)[^\n]{0,40}\d[^\n]{0,20}$").expect("a valid pattern")
    });
    // the tail is short: a long text is not searched as a whole
    let mut start = text.len().saturating_sub(400);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    TAIL.is_match(&text[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_and_look_alikes() {
        for post in [
            "We stand with them. pic.twitter.com/x1 — Jane Roe (@janeroe) November 18, 2019",
            "Texto\n— Nombre (@usuario) 8 de septiembre de 2021",
            "Hi — Name (@a_b) 2021年9月8日",
        ] {
            assert!(ends_like_post(post), "{post}");
        }
        for quote in ["“I have,” he said — in 2019.", "Write to me (@janeroe) in 2019", ""] {
            assert!(!ends_like_post(quote), "{quote}");
        }
    }
}
