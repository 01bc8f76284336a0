//! Builds the text of a block with its inline markup while a reader walks through the source.
//!
//! Input: pieces of text, each with its line, and marks that open and close between them. Output: [`Inline`], tidy: white
//! space collapsed, invisible characters dropped, NFC, marks on character borders and never over outer white space.

use crate::model::{Mark, MarkKind, RawBlock, RawKind, Region};
use crate::text::{Lines, Span, is_invisible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The finished text of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub lines: Lines,
    /// Its markup, sorted by start, longer ones first.
    pub marks: Vec<Mark>,
    /// How many bytes are inside links.
    pub linked: u32,
}

impl Inline {
    /// A raw block of this text whose place in the page is not known yet.
    pub fn into_block(self, kind: RawKind) -> RawBlock {
        let Self { text, lines, marks, linked } = self;
        RawBlock { kind, text, lines, marks, after_gap: true, region: Region::Unknown, linked }
    }
}

/// Inline markup without an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Strong importance.
    Strong,
    /// Emphasis.
    Emphasis,
    /// Inline code.
    Code,
}

/// White space waiting for the next character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    /// A space if what stands on both sides looks like two words.
    Perhaps,
    Space,
    /// A line's end.
    Line,
}

/// A mark that is open.
#[derive(Debug, Default)]
struct Open {
    /// How many elements of the kind are open; only the outermost counts.
    depth: u32,
    /// Where it began, once it covers a character.
    start: Option<usize>,
}

/// A link that is open; `None` as the address for links that lose their mark.
#[derive(Debug)]
struct OpenLink {
    address: Option<String>,
    start: Option<usize>,
}

/// Collects the text of one block after another; marks that stay open go on in the next one.
#[derive(Debug, Default)]
pub struct InlineBuilder {
    text: String,
    lines: Option<Lines>,
    gap: Gap,
    styles: [Open; 3],
    links: Vec<OpenLink>,
    marks: Vec<Mark>,
    linked: usize,
}

impl InlineBuilder {
    /// Whether there is no text yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds a piece of source text that begins on `line`; its white space collapses with what stands around it.
    pub fn push(&mut self, piece: &str, line: u32) {
        let mut line = line;
        let mut rest = piece;
        // runs of printable ASCII are copied whole; all else goes character by character
        while let Some(first) = rest.chars().next() {
            let plain = rest.bytes().take_while(|byte| (0x21..0x7F).contains(byte)).count();
            if plain > 0 {
                self.text_char_begins(first, line);
                self.text.push_str(&rest[..plain]);
                rest = &rest[plain..];
                continue;
            }
            if first == '\n' {
                line += 1;
            }
            if first.is_whitespace() {
                self.gap = self.gap.max(Gap::Space);
            } else if !is_invisible(first) {
                self.text_char_begins(first, line);
                self.text.push(first);
            }
            rest = &rest[first.len_utf8()..];
        }
    }

    /// Adds a line of preformatted text: nothing collapses but control characters.
    pub fn push_verbatim(&mut self, line_text: &str, line: u32) {
        if !self.text.is_empty() {
            self.text.push('\n');
        } else if line_text.trim().is_empty() {
            return;
        }
        let lines = Lines::one(line);
        self.lines = Some(self.lines.map_or(lines, |so_far| so_far.join(lines)));
        for c in line_text.chars() {
            match c {
                '\t' => self.text.push_str("    "),
                c if c.is_whitespace() => self.text.push(' '),
                c if is_invisible(c) => {}
                c => self.text.push(c),
            }
        }
    }

    /// A space between what stands before and what follows.
    pub fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    /// A space where otherwise a capital would follow a small letter: "Jane Roe" and "Staff writer" side by side.
    pub fn perhaps_space(&mut self) {
        self.gap = self.gap.max(Gap::Perhaps);
    }

    /// A line break between what stands before and what follows.
    pub fn line_break(&mut self) {
        self.gap = Gap::Line;
    }

    /// The end of a table's cell: kept even when the cell is empty.
    pub fn cell_end(&mut self) {
        if std::mem::take(&mut self.gap) == Gap::Line && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push('\t');
    }

    /// The end of a table's row.
    pub fn row_end(&mut self) {
        while self.text.ends_with('\t') {
            self.text.pop();
        }
        self.gap = Gap::Line;
    }

    /// Opens a style.
    pub fn open(&mut self, style: Style) {
        self.styles[style as usize].depth += 1;
    }

    /// Closes a style.
    pub fn close(&mut self, style: Style) {
        let open = &mut self.styles[style as usize];
        open.depth = open.depth.saturating_sub(1);
        if open.depth == 0 {
            self.end_style(style);
        }
    }

    /// Opens a link; only web and mail addresses keep their mark.
    pub fn open_link(&mut self, address: &str) {
        let address = keeps_address(address).then(|| address.trim().to_owned());
        self.links.push(OpenLink { address, start: None });
    }

    /// Closes the link opened last.
    pub fn close_link(&mut self) {
        if let Some(link) = self.links.pop() {
            self.end_link(&link);
        }
    }

    /// Takes the text out; `None` when there is none. Marks that are open go on in the next text.
    pub fn finish(&mut self) -> Option<Inline> {
        self.gap = Gap::None;
        for style in [Style::Strong, Style::Emphasis, Style::Code] {
            self.end_style(style);
        }
        for mut link in std::mem::take(&mut self.links) {
            self.end_link(&link);
            link.start = None;
            self.links.push(link);
        }
        let lines = self.lines.take()?;
        let mut text = std::mem::take(&mut self.text);
        text.truncate(text.trim_end_matches([' ', '\n', '\t']).len());
        let mut marks = std::mem::take(&mut self.marks);
        let linked = std::mem::take(&mut self.linked);
        marks.sort_by(|a, b| {
            (a.span.start, std::cmp::Reverse(a.span.end)).cmp(&(b.span.start, std::cmp::Reverse(b.span.end)))
        });
        for mark in &mut marks {
            mark.span.end = mark.span.end.min(text.len() as u32);
        }
        let (text, marks) = compose(text, marks);
        let linked = linked.min(text.len()) as u32;
        (!text.is_empty()).then_some(Inline { text, lines, marks, linked })
    }

    /// A character that shows is about to be added.
    fn text_char_begins(&mut self, first: char, line: u32) {
        let in_text = !self.text.is_empty();
        match std::mem::take(&mut self.gap) {
            Gap::Space if in_text && !self.text.ends_with(['\n', '\t']) => self.text.push(' '),
            Gap::Line if in_text => self.text.push('\n'),
            Gap::Perhaps if first.is_uppercase() && self.text.ends_with(char::is_lowercase) => self.text.push(' '),
            Gap::None | Gap::Perhaps | Gap::Space | Gap::Line => {}
        }
        let here = Lines::one(line);
        self.lines = Some(self.lines.map_or(here, |lines| lines.join(here)));
        let at = self.text.len();
        for open in &mut self.styles {
            if open.depth > 0 {
                open.start.get_or_insert(at);
            }
        }
        if let Some(link) = self.links.last_mut() {
            link.start.get_or_insert(at);
        }
    }

    fn end_style(&mut self, style: Style) {
        let end = self.text.len();
        if let Some(start) = self.styles[style as usize].start.take().filter(|&start| start < end) {
            let kind = match style {
                Style::Strong => MarkKind::Strong,
                Style::Emphasis => MarkKind::Emphasis,
                Style::Code => MarkKind::Code,
            };
            self.marks.push(Mark { span: Span::new(start..end), kind });
        }
    }

    fn end_link(&mut self, link: &OpenLink) {
        let end = self.text.len();
        if let Some(start) = link.start.filter(|&start| start < end) {
            self.linked += end - start;
            if let Some(address) = &link.address {
                let kind = MarkKind::Link(address.clone());
                self.marks.push(Mark { span: Span::new(start..end), kind });
            }
        }
    }
}

fn keeps_address(address: &str) -> bool {
    let address = address.trim_start();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))
        && !address.trim_end().contains(|c: char| c.is_control())
}

/// NFC, with the marks moved along. Stretches between the borders of marks are composed one by one; where a mark cuts a
/// composed character in two, the block loses its marks rather than its letters.
fn compose(text: String, marks: Vec<Mark>) -> (String, Vec<Mark>) {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return (text, marks);
    }
    let mut borders: Vec<u32> = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    borders.push(text.len() as u32);
    borders.sort_unstable();
    borders.dedup();
    let mut out = String::with_capacity(text.len());
    let mut moved = Vec::with_capacity(borders.len());
    let mut from = 0;
    for &border in &borders {
        out.extend(text[from..border as usize].nfc());
        moved.push(out.len() as u32);
        from = border as usize;
    }
    let whole: String = text.nfc().collect();
    if whole != out {
        return (whole, Vec::new());
    }
    let place = |at: u32| borders.binary_search(&at).map_or(at, |index| moved[index]);
    let marks = marks
        .into_iter()
        .map(|mark| Mark { span: Span { start: place(mark.span.start), end: place(mark.span.end) }, kind: mark.kind })
        .collect();
    (out, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(inline: &Inline) -> Vec<(&str, &MarkKind)> {
        inline.marks.iter().map(|mark| (mark.span.of(&inline.text), &mark.kind)).collect()
    }

    #[test]
    fn collapses_across_pieces() {
        let mut builder = InlineBuilder::default();
        builder.push("  a \n", 3);
        builder.open(Style::Strong);
        builder.push(" b\u{AD}c ", 4);
        builder.close(Style::Strong);
        builder.push("\u{A0}d  ", 5);
        let inline = builder.finish().expect("there is text");
        assert_eq!(inline.text, "a bc d");
        assert_eq!(inline.lines, Lines::new(3, 5));
        assert_eq!(shown(&inline), [("bc", &MarkKind::Strong)]);
    }

    #[test]
    fn marks_go_on_in_the_next_block() {
        let mut builder = InlineBuilder::default();
        builder.open(Style::Emphasis);
        builder.open(Style::Emphasis);
        builder.push("a", 1);
        let first = builder.finish().expect("there is text");
        builder.push("b", 2);
        builder.close(Style::Emphasis);
        builder.push("c", 2);
        builder.close(Style::Emphasis);
        builder.push("d", 2);
        let second = builder.finish().expect("there is text");
        assert_eq!(shown(&first), [("a", &MarkKind::Emphasis)]);
        assert_eq!(shown(&second), [("bc", &MarkKind::Emphasis)]);
        assert_eq!(builder.finish(), None);
    }

    #[test]
    fn only_web_and_mail_addresses_stay() {
        let mut builder = InlineBuilder::default();
        for address in ["HTTPS://example.org/a?b=1&c", "javascript:alert(1)", "#top", "/local", "mailto:a@example.org"]
        {
            builder.open_link(address);
            builder.push("x", 1);
            builder.close_link();
        }
        let inline = builder.finish().expect("there is text");
        assert_eq!(inline.linked, 5);
        let kinds: Vec<_> = inline.marks.iter().map(|mark| mark.kind.clone()).collect();
        assert_eq!(
            kinds,
            [MarkKind::Link("HTTPS://example.org/a?b=1&c".into()), MarkKind::Link("mailto:a@example.org".into())]
        );
    }

    #[test]
    fn composes_with_the_marks_moved_along() {
        let mut builder = InlineBuilder::default();
        builder.push("e\u{301}tude ", 1);
        builder.open(Style::Strong);
        builder.push("re\u{301}gime", 1);
        builder.close(Style::Strong);
        let inline = builder.finish().expect("there is text");
        assert_eq!(inline.text, "étude régime");
        assert_eq!(shown(&inline), [("régime", &MarkKind::Strong)]);
        builder.open(Style::Strong);
        builder.push("e", 1);
        builder.close(Style::Strong);
        builder.push("\u{301}", 1);
        let cut = builder.finish().expect("there is text");
        assert_eq!((cut.text.as_str(), cut.marks.len()), ("é", 0));
    }
}
