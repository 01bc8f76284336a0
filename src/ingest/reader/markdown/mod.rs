//! Markdown: front matter, then blocks with their lines and marks.
//!
//! Input: the text. Output: raw blocks; raw HTML in it goes through the reader of pages.
//!
//! 1. [`front_matter`] is taken off.
//! 2. pulldown-cmark gives events with offsets.
//! 3. Each text-bearing block becomes a raw block; paragraphs behind the first of a list item are paragraphs; quotations
//!    collect all that stands in them.

mod embedded;

use super::front_matter;
use super::inline::{InlineBuilder, Style};
use super::post::ends_like_post;
use super::{Content, Input, Reader};
use crate::diag::Diagnostics;
use crate::model::{Format, RawBlock, RawKind};
use crate::text::LineIndex;
use embedded::Picture;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The reader of Markdown.
#[derive(Debug)]
pub struct Markdown;

impl Reader for Markdown {
    fn format(&self) -> Format {
        Format::Markdown
    }

    fn endings(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn sniff(&self, _text: &str) -> bool {
        false
    }

    fn read(&self, input: Input<'_>, diagnostics: &mut Diagnostics) -> Content {
        let split = front_matter::split(input.path, input.text, diagnostics);
        let blocks = read_body(input.text, split.body);
        Content { front_matter: split.front_matter, blocks, ..Content::default() }
    }
}

fn read_body(text: &str, start: usize) -> Vec<RawBlock> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut writer = Writer {
        index: LineIndex::new(text),
        start,
        blocks: Vec::new(),
        builder: InlineBuilder::default(),
        alt: None,
        behind: Vec::new(),
        contexts: vec![Context::Plain],
        lists: Vec::new(),
        list: 0,
        quotes: 0,
        html: String::new(),
        html_line: 1,
        silenced: None,
    };
    for (event, range) in Parser::new_ext(&text[start..], options).into_offset_iter() {
        writer.event(event, range);
    }
    writer.flush();
    writer.blocks
}

/// What the text that is being built will be.
#[derive(Debug, Clone)]
enum Context {
    Plain,
    Heading(u8),
    Item { ordered: bool, depth: u8, list: u32, used: bool },
    Code(Option<String>),
    Table,
    Html,
}

struct Writer {
    index: LineIndex,
    /// Offset of the body in the file.
    start: usize,
    blocks: Vec<RawBlock>,
    builder: InlineBuilder,
    /// Text of the picture that is open.
    alt: Option<Picture>,
    /// Blocks that come behind the one being built.
    behind: Vec<RawBlock>,
    contexts: Vec<Context>,
    /// Open lists: ordered or not.
    lists: Vec<bool>,
    /// Number of the last outermost list.
    list: u32,
    /// Open quotations.
    quotes: u32,
    /// The block of raw HTML that is open.
    html: String,
    html_line: u32,
    /// The raw HTML element whose content is no text.
    silenced: Option<String>,
}

impl Writer {
    fn line(&self, range: &Range<usize>) -> u32 {
        self.index.line(self.start + range.start)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let line = self.line(&range);
        match event {
            Event::Start(tag) => self.begin(tag, line),
            Event::End(tag) => self.end(tag),
            // mathematics is not enabled
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, line),
            Event::Code(code) => {
                let builder = self.inline();
                builder.open(Style::Code);
                builder.push(&code, line);
                builder.close(Style::Code);
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html, line),
            Event::FootnoteReference(name) => self.text(&format!("[{name}]"), line),
            Event::SoftBreak => self.inline().space(),
            Event::HardBreak => self.hard_break(),
            Event::Rule => self.boundary(),
            Event::TaskListMarker(_) => {}
        }
    }

    /// Where inline text goes.
    fn inline(&mut self) -> &mut InlineBuilder {
        match &mut self.alt {
            Some(picture) => &mut picture.builder,
            None => &mut self.builder,
        }
    }

    fn text(&mut self, text: &str, line: u32) {
        if self.silenced.is_some() {
            return;
        }
        match self.context() {
            Context::Code(_) => {
                for (piece, number) in text.trim_end_matches('\n').split('\n').zip(line..) {
                    self.builder.push_verbatim(piece, number);
                }
            }
            Context::Html => self.html.push_str(text),
            Context::Plain | Context::Heading(_) | Context::Item { .. } | Context::Table => {
                self.inline().push(text, line);
            }
        }
    }

    fn hard_break(&mut self) {
        let parts = matches!(self.context(), Context::Plain) && self.alt.is_none();
        if parts {
            self.boundary();
        } else {
            self.inline().space();
        }
    }

    fn context(&mut self) -> &mut Context {
        self.contexts.last_mut().expect("the first context is never popped")
    }

    fn begin(&mut self, tag: Tag<'_>, line: u32) {
        match tag {
            Tag::Paragraph
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::FootnoteDefinition(_) => self.boundary(),
            Tag::Heading { level, .. } => self.enter(Context::Heading(number(level))),
            Tag::BlockQuote(_) => {
                if self.quotes == 0 {
                    self.flush();
                }
                self.boundary();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                self.enter(Context::Code(language(&kind)));
            }
            Tag::HtmlBlock => {
                self.enter(Context::Html);
                self.html_line = line;
            }
            Tag::List(first) => {
                self.boundary();
                if self.lists.is_empty() {
                    self.list += 1;
                }
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
                let ordered = self.lists.last().copied().unwrap_or(false);
                self.enter(Context::Item { ordered, depth, list: self.list, used: false });
            }
            Tag::Table(_) => {
                self.flush();
                self.enter(Context::Table);
            }
            Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {}
            Tag::Emphasis => self.inline().open(Style::Emphasis),
            Tag::Strong => self.inline().open(Style::Strong),
            Tag::Link { dest_url, .. } => self.inline().open_link(&dest_url),
            Tag::Image { title, .. } => self.begin_picture(&title, line),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::MetadataBlock(_)
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition => self.boundary(),
            TagEnd::Heading(_) | TagEnd::Item => self.leave(),
            TagEnd::BlockQuote(_) => {
                self.boundary();
                if self.quotes == 1 {
                    self.flush();
                }
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock | TagEnd::Table => {
                self.flush();
                self.contexts.pop();
            }
            TagEnd::HtmlBlock => {
                self.contexts.pop();
                self.html_block();
            }
            TagEnd::List(_) => {
                self.boundary();
                self.lists.pop();
            }
            TagEnd::TableHead | TagEnd::TableRow => self.builder.row_end(),
            TagEnd::TableCell => self.builder.cell_end(),
            TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Emphasis => self.inline().close(Style::Emphasis),
            TagEnd::Strong => self.inline().close(Style::Strong),
            TagEnd::Link => self.inline().close_link(),
            TagEnd::Image => self.end_picture(),
        }
    }

    fn enter(&mut self, context: Context) {
        self.boundary();
        self.contexts.push(context);
    }

    fn leave(&mut self) {
        self.boundary();
        if self.contexts.len() > 1 {
            self.contexts.pop();
        }
    }

    /// A border between blocks; within a quotation it only ends a line.
    fn boundary(&mut self) {
        self.silenced = None;
        let in_quote = self.quotes > 0;
        match self.context() {
            Context::Table => self.builder.space(),
            _ if in_quote => self.builder.line_break(),
            _ => self.flush(),
        }
    }

    fn flush(&mut self) {
        if let Some(inline) = self.builder.finish() {
            let kind = self.kind(&inline.text);
            self.blocks.push(inline.into_block(kind));
        }
        self.blocks.append(&mut self.behind);
    }

    fn kind(&mut self, text: &str) -> RawKind {
        let in_quote = self.quotes > 0;
        match self.context() {
            Context::Code(language) => RawKind::Code(language.take()),
            Context::Table => RawKind::Table { header: true },
            _ if in_quote && ends_like_post(text) => RawKind::Embed,
            _ if in_quote => RawKind::Quote,
            Context::Heading(level) => RawKind::Heading(*level),
            Context::Item { ordered, depth, list, used } if !*used => {
                *used = true;
                RawKind::ListItem { ordered: *ordered, depth: *depth, list: *list }
            }
            Context::Plain | Context::Item { .. } | Context::Html => RawKind::Paragraph,
        }
    }

    /// Puts a block in its place: at once, or behind the text that is being built.
    fn put(&mut self, block: RawBlock) {
        if self.builder.is_empty() { self.blocks.push(block) } else { self.behind.push(block) }
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn language(kind: &CodeBlockKind<'_>) -> Option<String> {
    match kind {
        CodeBlockKind::Indented => None,
        CodeBlockKind::Fenced(info) => {
            let language = info.split([' ', ',', '{', '\t']).next().unwrap_or_default();
            Some(language.to_owned()).filter(|language| !language.is_empty())
        }
    }
}
