//! What stands in Markdown without being Markdown text: pictures, raw HTML.

use super::Writer;
use crate::ingest::reader::html;
use crate::ingest::reader::inline::{Inline, InlineBuilder, Style};
use crate::model::RawKind;
use crate::text::{Lines, tidy};
use regex::Regex;
use std::sync::LazyLock;

/// A picture whose text is being read.
pub(super) struct Picture {
    pub(super) builder: InlineBuilder,
    /// Pictures within its text.
    depth: u32,
    title: String,
    line: u32,
}

impl Writer {
    pub(super) fn begin_picture(&mut self, title: &str, line: u32) {
        if let Some(picture) = &mut self.alt {
            picture.depth += 1;
        } else {
            let title = tidy(title).into_owned();
            self.alt = Some(Picture { builder: InlineBuilder::default(), depth: 0, title, line });
        }
    }

    pub(super) fn end_picture(&mut self) {
        match &mut self.alt {
            Some(picture) if picture.depth > 0 => picture.depth -= 1,
            _ => {
                let Some(mut picture) = self.alt.take() else { return };
                let alt = picture.builder.finish();
                let same = alt.as_ref().is_some_and(|alt| alt.text == picture.title);
                if let Some(alt) = alt {
                    self.put(Inline { marks: Vec::new(), linked: 0, ..alt }.into_block(RawKind::Alt));
                }
                if !same && !picture.title.is_empty() {
                    let lines = Lines::one(picture.line);
                    let inline = Inline { text: picture.title, lines, marks: Vec::new(), linked: 0 };
                    self.put(inline.into_block(RawKind::Caption));
                }
            }
        }
    }

    pub(super) fn html_block(&mut self) {
        let html = std::mem::take(&mut self.html);
        self.flush();
        let mut blocks = html::read_fragment(&html, self.html_line);
        if self.quotes > 0 {
            for block in blocks.iter_mut().filter(|block| block.kind == RawKind::Paragraph) {
                block.kind = RawKind::Quote;
            }
        }
        // lists are numbered through the file
        let before = self.list;
        for block in &mut blocks {
            if let RawKind::ListItem { list, .. } = &mut block.kind {
                *list += before;
                self.list = self.list.max(*list);
            }
        }
        self.blocks.append(&mut blocks);
    }

    /// A single tag within a paragraph.
    pub(super) fn inline_html(&mut self, html: &str, line: u32) {
        static TAG: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"^<(/?)([A-Za-z][A-Za-z0-9-]*)").expect("a valid pattern"));
        let Some(found) = TAG.captures(html) else { return };
        let (closes, name) = (&found[1] == "/", found[2].to_ascii_lowercase());
        if let Some(silenced) = &self.silenced {
            if closes && *silenced == name {
                self.silenced = None;
            }
            return;
        }
        let style = match name.as_str() {
            "b" | "strong" => Some(Style::Strong),
            "i" | "em" | "cite" => Some(Style::Emphasis),
            "code" | "kbd" | "samp" => Some(Style::Code),
            _ => None,
        };
        match (name.as_str(), style) {
            (_, Some(style)) if closes => self.inline().close(style),
            (_, Some(style)) => self.inline().open(style),
            ("br", _) => self.hard_break(),
            ("a", _) if closes => self.inline().close_link(),
            ("a", _) => self.inline().open_link(&html::tag_attribute(html, "href").unwrap_or_default()),
            ("img", _) => {
                if let Some(alt) =
                    html::tag_attribute(html, "alt").map(|alt| tidy(&alt).into_owned()).filter(|alt| !alt.is_empty())
                {
                    let lines = Lines::one(line);
                    self.put(Inline { text: alt, lines, marks: Vec::new(), linked: 0 }.into_block(RawKind::Alt));
                }
            }
            ("script" | "style" | "template" | "iframe" | "noscript" | "svg" | "title", _) if !closes => {
                self.silenced = (!html.ends_with("/>")).then_some(name);
            }
            ("p" | "div" | "li" | "tr" | "td" | "section", _) => self.inline().space(),
            _ => {}
        }
    }
}
