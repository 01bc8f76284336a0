//! Safe HTML, by type: [`Html`] can only be made here: from literals of the program, from escaped text and data, and by three
//! that vouch for what they make ([`markdown`], sanitised; [`code`], escaped by the highlighter; the theme's own
//! fragments).
//!
//! Templates escape everything else. Input: text of any origin. Output: [`Html`].

pub mod block;
pub mod code;
pub mod inline;
pub mod markdown;
pub mod url;

use serde::{Serialize, Serializer};
use std::convert::Infallible;
use std::io::{self, Write};

/// A piece of HTML that is safe to put into a page's body as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Nothing.
    pub const EMPTY: Self = Self(String::new());

    /// Text, escaped.
    pub fn text(text: &str) -> Self {
        let mut markup = Markup::new();
        markup.text(text);
        markup.finish()
    }

    /// A style sheet of the theme for a `<style>` element. `None` when it could end the element.
    pub fn style(css: &str) -> Option<Self> {
        (!css.contains("</")).then(|| Self(css.to_owned()))
    }

    /// A script of the theme for a `<script>` element. `None` when it could end the element, or begin a comment in it.
    pub fn script(js: &str) -> Option<Self> {
        (!js.is_empty() && !js.contains("</") && !js.contains("<!--")).then(|| Self(js.to_owned()))
    }

    /// Data for a `<script type="application/ld+json">`, which it cannot end, nor begin a comment in.
    pub fn data(data: &serde_json::Value) -> Self {
        let mut out = String::new();
        for c in data.to_string().chars() {
            match c {
                '<' => out.push_str("\\u003c"),
                '>' => out.push_str("\\u003e"),
                '&' => out.push_str("\\u0026"),
                other => out.push(other),
            }
        }
        Self(out)
    }

    /// What a template made, which escapes whatever is not safe by type.
    pub(super) fn rendered(fragment: String) -> Self {
        Self(fragment)
    }

    /// What it holds.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Templates get it as a string that is not escaped again.
impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}

/// Writes [`Html`]. Takes literals, text (escaped) and other [`Html`], nothing else.
#[derive(Debug, Default)]
pub struct Markup(String);

impl Markup {
    /// Nothing written yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Nothing written yet, with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Markup of the program's own: only literals have this lifetime.
    pub fn raw(&mut self, literal: &'static str) -> &mut Self {
        self.0.push_str(literal);
        self
    }

    /// Text of any origin, escaped for elements and for attribute values in double quotes.
    pub fn text(&mut self, text: &str) -> &mut Self {
        let Ok(()) = escape(text, |piece| {
            self.0.push_str(piece);
            Ok::<_, Infallible>(())
        });
        self
    }

    /// A number.
    pub fn number(&mut self, number: u32) -> &mut Self {
        use std::fmt::Write;
        // writing to a string cannot fail
        let _ = write!(self.0, "{number}");
        self
    }

    /// HTML that is safe already.
    pub fn html(&mut self, html: &Html) -> &mut Self {
        self.0.push_str(&html.0);
        self
    }

    /// A name or a title between `<bdi>` tags, so that its direction does not disturb the line around it.
    pub fn isolated(&mut self, text: &str) -> &mut Self {
        self.raw("<bdi>").text(text).raw("</bdi>")
    }

    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was written.
    pub fn finish(self) -> Html {
        Html(self.0)
    }
}

/// Escapes for a template.
///
/// # Errors
/// What the writer's are.
pub(in crate::emit::html) fn escape_to(text: &str, out: &mut dyn Write) -> io::Result<()> {
    escape(text, |piece| out.write_all(piece.as_bytes()))
}

/// Escapes the five characters that mean something in HTML; drops NUL, which no document may hold.
fn escape<E>(text: &str, mut put: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| IS_MARKUP[usize::from(byte)]) {
        let entity = match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => "",
        };
        put(&rest[..at])?;
        put(entity)?;
        rest = &rest[at + 1..];
    }
    put(rest)
}

/// For each byte, whether it is not written as it is.
static IS_MARKUP: [bool; 256] = {
    let mut table = [false; 256];
    let mut bytes: &[u8] = b"&<>\"'\0";
    while let [first, rest @ ..] = bytes {
        table[*first as usize] = true;
        bytes = rest;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_what_means_something() {
        assert_eq!(
            Html::text("<a href=\"x\" id='y'>&\0</a>").as_str(),
            "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;&lt;/a&gt;"
        );
    }

    #[test]
    fn styles_cannot_end_their_element() {
        assert!(Html::style("a{}</style><script>").is_none());
        assert!(Html::style("a > b { color: red }").is_some());
        assert!(Html::script("a('</script>')").is_none() && Html::script("a('<!--')").is_none());
        assert!(Html::script("if (a < b) c()").is_some());
    }

    #[test]
    fn data_cannot_end_its_element() {
        let data = serde_json::json!({ "name": "</script><script>&<!--" });
        let html = Html::data(&data);
        assert!(!html.as_str().contains(['<', '>', '&']));
        assert_eq!(serde_json::from_str::<serde_json::Value>(html.as_str()).ok(), Some(data));
    }

    proptest! {
        #[test]
        fn escaped_text_holds_no_markup(text in ".*") {
            let html = Html::text(&text);
            let mut of_template = Vec::new();
            escape_to(&text, &mut of_template).expect("memory can be written");
            prop_assert_eq!(html.as_str().as_bytes(), of_template);
            prop_assert!(!html.as_str().contains(['<', '>', '"', '\'']));
        }
    }
}
