//! Addresses outside the site, as they stand in articles and in the curator's files: hostile until looked at.

use std::fmt::Write;

/// An address that may stand in an `href`: absolute `http`, `https` or `mailto`, with the characters that no valid address
/// holds percent-encoded. `None` for everything else (`javascript:`, `data:`, relative, without a host).
pub fn outside(url: &str) -> Option<String> {
    let url = url.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let (scheme, rest) = url.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    match scheme.as_str() {
        "mailto" => (rest.contains('@') && !rest.contains(char::is_whitespace)).then(|| encode("mailto:", rest)),
        "http" | "https" => {
            let rest = rest.strip_prefix("//")?;
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            is_authority(authority).then(|| encode(&format!("{scheme}://{authority}"), path))
        }
        _ => None,
    }
}

/// A host with an optional port. User names and passwords are refused: they only serve to deceive.
fn is_authority(authority: &str) -> bool {
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, ""));
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            && !label.starts_with("xn--")
            || is_punycode(label)
    };
    let labels = host.strip_suffix('.').unwrap_or(host);
    let is_number = labels.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()));
    host.len() <= 253
        && host.contains(char::is_alphanumeric)
        && labels.split('.').all(is_label)
        && (!is_number || labels.parse::<std::net::Ipv4Addr>().is_ok())
        && (port.is_empty() || port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok())
}

/// A label in the ASCII form of another script, as far as its letters tell.
fn is_punycode(label: &str) -> bool {
    label.strip_prefix("xn--").is_some_and(|rest| {
        (1..=59).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

fn encode(head: &str, tail: &str) -> String {
    let mut out = String::with_capacity(head.len() + tail.len());
    out.push_str(head);
    let bytes = tail.as_bytes();
    let mut seen_fragment = false;
    for (at, c) in tail.char_indices() {
        let keep = match c {
            '%' => bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)),
            '#' => !std::mem::replace(&mut seen_fragment, true),
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' => false,
            c => !c.is_whitespace() && !c.is_control() && !crate::text::is_invisible(c),
        };
        if keep {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // writing to a string cannot fail
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::outside;

    #[test]
    fn only_web_and_mail_addresses_pass() {
        for url in [
            "javascript:alert(1)",
            " JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//host/x",
            "/root",
            "rel.html",
            "http:/x",
            "https://",
            "https://user:pass@host/",
            "http://[::1",
            "https://example.org:99999/",
            "https://a..b/",
            "https://1.2.3.256/",
            "file:///etc/passwd",
            "mailto:nobody",
            "",
        ] {
            assert_eq!(outside(url), None, "{url}");
        }
    }

    #[test]
    fn what_no_address_holds_is_encoded() {
        assert_eq!(
            outside("HTTPS://example.org:8080/a b\"<>?q=[1]|2#x#y%zz%20").as_deref(),
            Some("https://example.org:8080/a%20b%22%3C%3E?q=%5B1%5D%7C2#x%23y%25zz%20")
        );
        assert_eq!(outside("https://пример.рф/й").as_deref(), Some("https://пример.рф/й"));
        assert_eq!(outside("mailto:a@example.org").as_deref(), Some("mailto:a@example.org"));
    }
}
