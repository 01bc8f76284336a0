//! Inline markup over a text: the article's own marks and the links to entities, merged in one pass.
//!
//! Input: a text, its marks, its entity links. Output: well-formed nested elements, whatever the spans overlap like.
//!
//! 1. Every span becomes two events; events are sorted once.
//! 2. The text is walked from event to event; the set of open elements follows, in the fixed nesting edit > link >
//!    strong > emphasis > code.
//! 3. Links never nest: the one that starts first wins, at equal start the article's own.

use super::Markup;
use super::url::outside;
use crate::model::{EntityKind, Mark, MarkKind};
use crate::text::Span;
use std::ops::Range;

/// A link from a name in the text to the page of what it names.
#[derive(Debug, Clone)]
pub struct EntityLink {
    /// The name, byte range of the block's text.
    pub span: Span,
    /// What it names.
    pub kind: EntityKind,
    /// Relative address of the page.
    pub href: String,
}

/// A text with inline markup, written stretch by stretch from front to back.
#[derive(Debug)]
pub struct Inline<'a> {
    text: &'a str,
    links: Vec<Link<'a>>,
    /// What the source has where the curator wrote something else.
    edits: Vec<&'a str>,
    events: Vec<Event>,
    next: usize,
    open: State,
}

#[derive(Debug)]
enum Link<'a> {
    Outside(String),
    Entity(&'a EntityLink),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    at: u32,
    /// Ends before starts.
    starts: bool,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// Index into `edits`.
    Edit(u32),
    /// Index into `links`; outside links come first.
    Link(u32),
    Strong,
    Emphasis,
    Code,
}

/// What is open: the edit, the link, and how many marks of each kind lie over the current place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct State {
    edit: Option<u32>,
    link: Option<u32>,
    strong: u32,
    emphasis: u32,
    code: u32,
}

impl<'a> Inline<'a> {
    /// Prepares a text. Spans that do not lie on the text's character borders are left out.
    pub fn new(text: &'a str, marks: &'a [Mark], entities: &'a [EntityLink]) -> Self {
        let sound = |span: Span| {
            !span.is_empty()
                && span.start < span.end
                && text.is_char_boundary(span.start as usize)
                && text.is_char_boundary(span.end as usize)
        };
        let mut inline =
            Self { text, links: Vec::new(), edits: Vec::new(), events: Vec::new(), next: 0, open: State::default() };
        for mark in marks.iter().filter(|mark| sound(mark.span)) {
            let what = match &mark.kind {
                MarkKind::Strong => What::Strong,
                MarkKind::Emphasis => What::Emphasis,
                MarkKind::Code => What::Code,
                MarkKind::Edited(was) => {
                    inline.edits.push(was);
                    What::Edit(inline.edits.len() as u32 - 1)
                }
                MarkKind::Link(url) => match outside(url) {
                    Some(url) => inline.link(Link::Outside(url)),
                    None => continue,
                },
            };
            inline.span(mark.span, what);
        }
        for entity in entities.iter().filter(|entity| sound(entity.span)) {
            let what = inline.link(Link::Entity(entity));
            inline.span(entity.span, what);
        }
        inline.events.sort_unstable();
        inline
    }

    fn link(&mut self, link: Link<'a>) -> What {
        self.links.push(link);
        What::Link(self.links.len() as u32 - 1)
    }

    fn span(&mut self, span: Span, what: What) {
        self.events.push(Event { at: span.start, starts: true, what });
        self.events.push(Event { at: span.end, starts: false, what });
    }

    /// Writes a stretch of the text. Stretches are asked for from front to back; every element that is open at the end of
    /// one is closed there and opened again in the next.
    pub fn write(&mut self, range: Range<usize>, out: &mut Markup) {
        self.advance(range.start);
        let mut shown = State::default();
        let mut at = range.start;
        while at < range.end {
            let stop = self.events.get(self.next).map_or(range.end, |event| (event.at as usize).min(range.end));
            if stop > at {
                shown = self.change(shown, self.open, out);
                out.text(&self.text[at..stop]);
                at = stop;
            }
            if at < range.end {
                self.advance(at);
            }
        }
        self.change(shown, State::default(), out);
    }

    /// Applies the events up to and at a place.
    fn advance(&mut self, to: usize) {
        while let Some(event) = self.events.get(self.next).filter(|event| event.at as usize <= to) {
            let counter = match event.what {
                What::Edit(index) => {
                    settle(&mut self.open.edit, index, event.starts);
                    self.next += 1;
                    continue;
                }
                What::Link(index) => {
                    settle(&mut self.open.link, index, event.starts);
                    self.next += 1;
                    continue;
                }
                What::Strong => &mut self.open.strong,
                What::Emphasis => &mut self.open.emphasis,
                What::Code => &mut self.open.code,
            };
            *counter = if event.starts { *counter + 1 } else { counter.saturating_sub(1) };
            self.next += 1;
        }
    }

    /// Closes and opens elements to get from one state to another; returns the new one.
    fn change(&self, from: State, to: State, out: &mut Markup) -> State {
        let (a, b) = (from.layers(), to.layers());
        let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
        let keep = match (from.edit == to.edit, from.link == to.link) {
            (true, true) => same,
            (true, false) => same.min(1),
            (false, _) => 0,
        };
        for layer in (keep..5).rev().filter(|&layer| a[layer]) {
            out.raw(["</ins>", "</a>", "</strong>", "</em>", "</code>"][layer]);
        }
        for layer in (keep..5).filter(|&layer| b[layer]) {
            match (layer, to.edit, to.link) {
                (0, Some(edit), _) => {
                    out.raw("<ins class=\"edit\" title=\"Edited by the curator. The source has: ");
                    out.text(self.edits[edit as usize]).raw("\">");
                }
                (1, _, Some(link)) => self.open_link(link, out),
                (layer, ..) => {
                    out.raw(["", "", "<strong>", "<em>", "<code>"][layer]);
                }
            }
        }
        to
    }

    fn open_link(&self, link: u32, out: &mut Markup) {
        match &self.links[link as usize] {
            Link::Outside(url) => {
                out.raw("<a class=\"out\" rel=\"nofollow noopener external\" href=\"").text(url).raw("\">");
            }
            Link::Entity(entity) => {
                out.raw("<a class=\"name ").raw(entity.kind.name()).raw("\" href=\"").text(&entity.href).raw("\">");
            }
        }
    }
}

/// Of those that cannot nest, the one that starts first stays open.
fn settle(open: &mut Option<u32>, index: u32, starts: bool) {
    match (starts, *open) {
        (true, None) => *open = Some(index),
        (false, Some(other)) if other == index => *open = None,
        _ => {}
    }
}

impl State {
    fn layers(self) -> [bool; 5] {
        [self.edit.is_some(), self.link.is_some(), self.strong > 0, self.emphasis > 0, self.code > 0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(range: Range<usize>, kind: MarkKind) -> Mark {
        Mark { span: Span::new(range), kind }
    }

    fn entity(range: Range<usize>) -> EntityLink {
        EntityLink { span: Span::new(range), kind: EntityKind::Person, href: "../people/x.html".into() }
    }

    fn render(text: &str, marks: &[Mark], entities: &[EntityLink]) -> String {
        let mut out = Markup::new();
        Inline::new(text, marks, entities).write(0..text.len(), &mut out);
        out.finish().as_str().to_owned()
    }

    #[test]
    fn overlapping_marks_nest_well() {
        let marks = [mark(0..6, MarkKind::Strong), mark(3..9, MarkKind::Emphasis)];
        assert_eq!(render("abcdefghi", &marks, &[]), "<strong>abc<em>def</em></strong><em>ghi</em>");
    }

    #[test]
    fn a_name_inside_a_link_is_not_linked_again() {
        let marks = [mark(0..5, MarkKind::Link("https://example.org/?a=1&b=\"".into()))];
        assert_eq!(
            render("ab cd ef", &marks, &[entity(3..5), entity(6..8)]),
            "<a class=\"out\" rel=\"nofollow noopener external\" href=\"https://example.org/?a=1&amp;b=%22\">ab cd</a> \
             <a class=\"name person\" href=\"../people/x.html\">ef</a>"
        );
    }

    #[test]
    fn scripts_are_no_links() {
        let marks = [mark(0..2, MarkKind::Link("javascript:alert(1)".into()))];
        assert_eq!(render("<b>", &marks, &[]), "&lt;b&gt;");
    }

    #[test]
    fn stretches_close_and_reopen() {
        let marks = [mark(0..5, MarkKind::Strong)];
        let mut inline = Inline::new("ab\ncd", &marks, &[]);
        let mut out = Markup::new();
        inline.write(0..2, &mut out);
        out.raw("|");
        inline.write(3..5, &mut out);
        assert_eq!(out.finish().as_str(), "<strong>ab</strong>|<strong>cd</strong>");
    }

    /// Tags in the order written, checked like a browser would: every end tag ends the element opened last.
    fn is_well_formed(html: &str) -> bool {
        let mut open: Vec<&str> = Vec::new();
        for tag in html.split('<').skip(1).filter_map(|piece| piece.split('>').next()) {
            match tag.strip_prefix('/') {
                Some(name) if open.last() == Some(&name) => {
                    open.pop();
                }
                Some(_) => return false,
                None => {
                    let name = tag.split(' ').next().unwrap_or(tag);
                    if name == "a" && open.contains(&"a") {
                        return false;
                    }
                    open.push(name);
                }
            }
        }
        open.is_empty()
    }

    proptest! {
        #[test]
        fn any_spans_give_well_formed_markup_and_keep_the_text(
            text in "[a-dé<&\" ]{0,30}",
            spans in prop::collection::vec((0usize..40, 0usize..40, 0u8..6), 0..20),
        ) {
            let mut marks = Vec::new();
            let mut entities = Vec::new();
            for (a, b, kind) in spans {
                let range = a.min(b)..a.max(b);
                match kind {
                    0 => marks.push(mark(range, MarkKind::Strong)),
                    1 => marks.push(mark(range, MarkKind::Emphasis)),
                    2 => marks.push(mark(range, MarkKind::Code)),
                    3 => marks.push(mark(range, MarkKind::Link("https://example.org/".into()))),
                    4 => marks.push(mark(range, MarkKind::Edited("a < \"b\"".into()))),
                    _ => entities.push(entity(range)),
                }
            }
            let html = render(&text, &marks, &entities);
            prop_assert!(is_well_formed(&html), "{html}");
            let shown: String = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect();
            let mut escaped = Markup::new();
            escaped.text(&text);
            let escaped = escaped.finish();
            prop_assert_eq!(shown, escaped.as_str());
        }
    }
}
