//! How a reader passes a page on: its address to copy, a link that begins a mail, a code on the print-out that leads back.
//! Nothing of it asks another host for anything.
//!
//! Input: a page and its address. Output: [`Share`]; none while the site does not know where it will stand.

use super::markup::{Html, Markup};
use super::meta::address;
use super::site::{Here, page_number};
use crate::model::{Page, Subject};
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;

/// What the foot of a page offers.
#[derive(Debug, Serialize)]
pub struct Share {
    /// The page's own address.
    pub address: String,
    /// `mailto:` with a subject and the address.
    pub mail: String,
    /// The address as a picture, for print; none on pages that nobody prints to pass on.
    pub code: Html,
}

impl Share {
    /// For a page.
    pub fn new(here: Here<'_>, page: &Page, title: &str) -> Option<Self> {
        let address = address(here, &page.url)?;
        let mut mail = "mailto:?subject=".to_owned();
        encode(title, &mut mail);
        mail.push_str("&body=");
        encode(&address, &mut mail);
        let is_first = page_number(page.subject).is_none_or(|number| number == 1);
        let is_whole = matches!(page.subject, Subject::Home | Subject::Edition(_));
        let is_passed_on = is_whole || is_first && page.subject.thing().is_some();
        let code = if is_passed_on { code(&address) } else { Html::EMPTY };
        Some(Self { address, mail, code })
    }
}

/// Percent-encodes a value of a query; what is no letter, digit or one of `-._~` goes by its bytes.
pub fn encode(value: &str, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

/// Light modules around the code, as readers of it want them.
const QUIET: i32 = 4;

/// A QR code: each row's dark stretches as one stroke. Nothing for an address that is too long for one.
fn code(address: &str) -> Html {
    let Ok(code) = QrCode::encode_text(address, QrCodeEcc::Medium) else { return Html::EMPTY };
    let size = code.size();
    let whole = (size + 2 * QUIET).unsigned_abs();
    let mut out = Markup::with_capacity(4 << 10);
    out.raw("<svg class=\"qr\" viewBox=\"0 0 ").number(whole).raw(" ").number(whole);
    out.raw("\" role=\"img\" aria-label=\"QR code: the address of this page\" shape-rendering=\"crispEdges\">");
    out.raw("<path fill=\"#fff\" d=\"M0 0h").number(whole).raw("v").number(whole).raw("H0z\"/>");
    out.raw("<path fill=\"none\" stroke=\"#000\" d=\"");
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let end = (x..size).find(|&x| !code.get_module(x, y)).unwrap_or(size);
            let dark = end - x;
            if dark > 0 {
                out.raw("M").number((x + QUIET).unsigned_abs()).raw(" ").number((y + QUIET).unsigned_abs());
                out.raw(".5h").number(dark.unsigned_abs());
            }
            x += dark.max(1);
        }
    }
    out.raw("\"/></svg>");
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_percent_encoded() {
        let mut out = String::new();
        encode("Où? a&b=c+d", &mut out);
        assert_eq!(out, "O%C3%B9%3F%20a%26b%3Dc%2Bd");
    }

    #[test]
    fn codes_have_their_finders_and_are_small() {
        let html = code("https://example.org/briefing/articles/why-tajikistan-will-not-welcome-the-taliban-stnk.html");
        let svg = html.as_str();
        // seven dark modules at the top left and at the top right
        assert_eq!(svg.matches(" 4.5h7").count(), 2, "{svg}");
        assert!(svg.len() < 6_000, "{}", svg.len());
        assert_eq!(code(&"x".repeat(5_000)), Html::EMPTY);
    }
}
