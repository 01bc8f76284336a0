//! HTML of ours as XHTML.

use super::is_right_to_left;
use crate::config::SiteSettings;
pub(super) use crate::emit::feed::escape;
use std::borrow::Cow;

/// A page around its body.
pub(super) fn page(site: &SiteSettings, title: &str, root: &str, body: &str) -> String {
    let language = escape(&site.language);
    let direction = if is_right_to_left(site) { " dir=\"rtl\"" } else { "" };
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" \
         xml:lang=\"{language}\"{direction}>\n<head>\n<meta charset=\"utf-8\"/>\n<title>{}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"{root}style.css\"/>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escape(title)
    )
}

/// Well-formed HTML as XML: elements without an end are closed, the one entity that serialisers of HTML write and XML does
/// not know becomes a number, and what XML cannot hold goes.
pub(super) fn of_html(html: &str) -> Cow<'_, str> {
    const OPEN: [&str; 3] = ["<br>", "<hr>", "<wbr>"];
    const CLOSED: [&str; 3] = ["<br/>", "<hr/>", "<wbr/>"];
    let mut xml = if html.chars().all(is_legal) {
        Cow::Borrowed(html)
    } else {
        Cow::Owned(html.chars().filter(|&c| is_legal(c)).collect())
    };
    for (open, closed) in OPEN.iter().zip(CLOSED).chain([(&"&nbsp;", "&#160;")]) {
        if xml.contains(open) {
            xml = Cow::Owned(xml.replace(open, closed));
        }
    }
    xml
}

/// `Char` of XML 1.0.
fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_xml() {
        assert_eq!(of_html("<p>a<br>b&nbsp;c\u{B}\u{FFFE}</p>"), "<p>a<br/>b&#160;c</p>");
        assert!(matches!(of_html("<p>a &amp;nbsp; b</p>"), Cow::Borrowed(_)));
    }
}
