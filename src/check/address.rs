//! What the addresses in a page name.

/// What an address in a page names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// A file of the site, and a place in it.
    File(String, Option<String>),
    /// Another host.
    Elsewhere,
    /// Nothing that is loaded or followed from the site: mail, data.
    Harmless,
    /// What no page of the site should point at.
    Wrong(&'static str),
}

/// Reads an address that stands in a page at this path.
pub(super) fn address(page: &str, url: &str) -> Address {
    if let Some((scheme, _)) = url.split_once(':')
        && !scheme.is_empty()
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => Address::Elsewhere,
            "mailto" | "tel" | "data" | "blob" | "about" => Address::Harmless,
            _ => Address::Wrong("a scheme that a page should not use"),
        };
    }
    if url.starts_with("//") {
        return Address::Elsewhere;
    }
    if url.starts_with('/') {
        return Address::Wrong("starts at the root of the host: works neither from disk nor below a folder");
    }
    let (path, fragment) = match url.split_once('#') {
        Some((path, fragment)) => (path, Some(percent_decode(fragment.split(":~:").next().unwrap_or_default()))),
        None => (url, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return Address::File(page.to_owned(), fragment);
    }
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    let decoded = percent_decode(path);
    for segment in decoded.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                if segments.pop().is_none() {
                    return Address::Wrong("leads out of the site");
                }
            }
            segment => segments.push(segment),
        }
    }
    let is_folder = decoded.ends_with(['/', '.']) || segments.is_empty();
    Address::File(segments.join("/") + if is_folder { "/" } else { "" }, fragment)
}

fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = bytes.get(at + 1..at + 3).and_then(|pair| str::from_utf8(pair).ok());
        match code.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                out.push(byte);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The addresses of `url(…)` and `@import "…"`.
pub(super) fn css_urls(css: &str) -> impl Iterator<Item = &str> {
    let functions = css.split("url(").skip(1).filter_map(|rest| rest.split_once(')')).map(|(url, _)| url);
    let imports = css.split("@import").skip(1).filter_map(|rest| rest.split_once(';')).map(|(url, _)| url);
    let imports = imports.filter(|url| !url.contains("url("));
    functions.chain(imports).map(|url| url.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_against_the_page() {
        let file = |path: &str| Address::File(path.to_owned(), None);
        let place = |path: &str, id: &str| Address::File(path.to_owned(), Some(id.to_owned()));
        assert_eq!(address("a/b.html", "c.html?q=1"), file("a/c.html"));
        assert_eq!(address("a/b.html", "../d/e.html#p3"), place("d/e.html", "p3"));
        assert_eq!(address("a/b.html", "#p%C3%A9"), place("a/b.html", "pé"));
        assert_eq!(address("a/b.html", "x%20y.html#p1:~:text=z"), place("a/x y.html", "p1"));
        assert_eq!(address("a/b.html", "?q=1"), file("a/b.html"));
        assert_eq!(address("a/b.html", "../"), file("/"));
        assert_eq!(address("a/b.html", "c/"), file("a/c/"));
        assert_eq!(address("a/b.html", "https://example.org/x"), Address::Elsewhere);
        assert_eq!(address("a/b.html", "//example.org/x"), Address::Elsewhere);
        assert_eq!(address("a/b.html", "mailto:a@example.org"), Address::Harmless);
        for url in ["../../x.html", "/x.html", "javascript:alert(1)", "file:///etc/passwd"] {
            assert!(matches!(address("a/b.html", url), Address::Wrong(_)), "{url}");
        }
    }

    #[test]
    fn finds_addresses_in_styles() {
        let css = "@import 'a.css'; @import url(b.css); body { background: url( \"c.png\" ) } i { mask: url(d.svg) }";
        assert_eq!(css_urls(css).collect::<Vec<_>>(), ["b.css", "c.png", "d.svg", "a.css"]);
    }
}
