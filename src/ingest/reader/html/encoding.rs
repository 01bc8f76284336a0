//! The encoding that a page declares in its first bytes: `<meta charset>`, `http-equiv`, an XML declaration.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use regex::bytes::Regex;
use std::sync::LazyLock;

/// Browsers look at the first 1024 bytes; saved pages put more in front.
const LOOKED_AT: usize = 8192;

/// What the page says. A page cannot be in UTF-16 if its declaration can be read here, so that means UTF-8.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static META: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i-u)<meta\s[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)"#).expect("a valid pattern")
    });
    static XML: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i-u)^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9_:.-]+)"#).expect("a valid pattern")
    });
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let label = META.captures(start).or_else(|| XML.captures(start))?;
    let encoding = Encoding::for_label(&label[1])?;
    if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE {
        return Some(UTF_8);
    }
    Some(if encoding == encoding_rs::X_USER_DEFINED { WINDOWS_1252 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations() {
        let name = |text: &str| declared(text.as_bytes()).map(Encoding::name);
        assert_eq!(name("<html><meta charset=windows-1251>"), Some("windows-1251"));
        assert_eq!(
            name("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=iso-8859-1'>"),
            Some("windows-1252")
        );
        assert_eq!(name("<?xml version='1.0' encoding=\"KOI8-R\"?><html>"), Some("KOI8-R"));
        assert_eq!(name("<meta charset=utf-16>"), Some("UTF-8"));
        assert_eq!(name("<meta charset=nonsense>"), None);
        assert_eq!(name("<meta name=description content=x>"), None);
    }
}
