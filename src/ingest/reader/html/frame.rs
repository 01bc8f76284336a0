//! A run of text that is being built, with what it will become.

use super::figure;
use super::tree::{DOCUMENT, NodeId};
use crate::ingest::reader::inline::{Inline, InlineBuilder};
use crate::ingest::reader::post::ends_like_post;
use crate::model::{RawBlock, RawKind};

/// A block whose region is not settled.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) block: RawBlock,
    /// The element that it belongs to.
    pub(super) node: NodeId,
}

/// What an open element makes of the text in it.
#[derive(Debug, Clone)]
pub(super) enum Context {
    /// Paragraphs.
    Plain,
    Heading(u8),
    /// `used` once the item's own block is made; what follows in it are paragraphs.
    Item {
        ordered: bool,
        depth: u8,
        list: u32,
        used: bool,
    },
    Quote {
        embed: bool,
    },
    Caption,
    Credit,
    /// A figure: text in it that is marked as nothing else is caption.
    Figure,
    Table {
        header: bool,
    },
    /// A button, a menu, a field.
    Control,
}

impl Context {
    /// Whether all that stands in it becomes one block.
    pub(super) fn collects(&self) -> bool {
        match self {
            Self::Heading(_) | Self::Quote { .. } | Self::Table { .. } | Self::Control => true,
            Self::Plain | Self::Item { .. } | Self::Caption | Self::Credit | Self::Figure => false,
        }
    }
}

/// A run of text that is being built.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) builder: InlineBuilder,
    pub(super) contexts: Vec<Context>,
    /// Open block elements, innermost last.
    pub(super) blocks: Vec<NodeId>,
    /// Line breaks since the last text.
    pub(super) breaks: u32,
    pub(super) drafts: Vec<Draft>,
    /// Blocks that come behind the one being built.
    pub(super) behind: Vec<Draft>,
}

impl Frame {
    pub(super) fn new(node: NodeId) -> Self {
        Self {
            builder: InlineBuilder::default(),
            contexts: vec![Context::Plain],
            blocks: vec![node],
            breaks: 0,
            drafts: Vec::new(),
            behind: Vec::new(),
        }
    }

    pub(super) fn context(&mut self) -> &mut Context {
        self.contexts.last_mut().expect("a frame is made with a context, and each pop has its push")
    }

    fn node(&self) -> NodeId {
        self.blocks.last().copied().unwrap_or(DOCUMENT)
    }

    /// Puts a block in its place: at once, or behind the text that is being built.
    pub(super) fn put(&mut self, draft: Draft) {
        if self.builder.is_empty() { self.drafts.push(draft) } else { self.behind.push(draft) }
    }

    /// Ends the block that is being built.
    pub(super) fn flush(&mut self) {
        self.breaks = 0;
        if let Some(inline) = self.builder.finish() {
            let kind = self.kind(&inline);
            let node = self.node();
            self.drafts.push(Draft { block: inline.into_block(kind), node });
        }
        self.drafts.append(&mut self.behind);
    }

    fn kind(&mut self, inline: &Inline) -> RawKind {
        match self.context() {
            Context::Heading(level) => RawKind::Heading(*level),
            Context::Plain | Context::Control | Context::Item { used: true, .. } => RawKind::Paragraph,
            Context::Item { ordered, depth, list, used } => {
                *used = true;
                RawKind::ListItem { ordered: *ordered, depth: *depth, list: *list }
            }
            Context::Quote { embed } if *embed || ends_like_post(&inline.text) => RawKind::Embed,
            Context::Quote { .. } => RawKind::Quote,
            Context::Credit => RawKind::Credit,
            Context::Caption | Context::Figure if figure::is_credit(&inline.text) => RawKind::Credit,
            Context::Caption | Context::Figure => RawKind::Caption,
            Context::Table { header } => RawKind::Table { header: *header },
        }
    }

    /// A border between blocks.
    pub(super) fn boundary(&mut self) {
        match self.context() {
            Context::Quote { .. } => self.builder.line_break(),
            Context::Heading(_) | Context::Table { .. } | Context::Control => self.builder.space(),
            Context::Plain | Context::Item { .. } | Context::Caption | Context::Credit | Context::Figure => {
                self.flush();
            }
        }
    }

    pub(super) fn text(&mut self, text: &str, line: u32) {
        if self.breaks > 0 {
            let Some(first) = text.chars().find(|c| !c.is_whitespace()) else { return };
            self.apply_breaks(first);
        }
        self.builder.push(text, line);
    }

    /// Line breaks make paragraphs on pages that know no `<p>`, unless a single one only wraps a sentence.
    fn apply_breaks(&mut self, first: char) {
        let breaks = std::mem::take(&mut self.breaks);
        let wraps = wraps(self.builder.text(), first);
        match self.context() {
            Context::Quote { .. } => self.builder.line_break(),
            Context::Heading(_) | Context::Table { .. } | Context::Control => self.builder.space(),
            _ if breaks > 1 => self.flush(),
            Context::Item { .. } | Context::Caption | Context::Credit | Context::Figure => self.builder.space(),
            Context::Plain if wraps => self.builder.space(),
            Context::Plain => self.flush(),
        }
    }
}

/// Whether a line break between `before` and a text that begins with `next` only wraps a sentence.
fn wraps(before: &str, next: char) -> bool {
    /// Lines of wrapped mail and old pages are longer than those of lists and addresses.
    const WRAPPED: usize = 55;
    let line = before.rsplit('\n').next().unwrap_or(before);
    let ends = line
        .trim_end_matches(['"', '\'', '”', '’', '»', ')'])
        .ends_with(['.', '!', '?', ':', ';', '…', '。', '؟', '۔']);
    !ends && (next.is_lowercase() || line.len() >= WRAPPED)
}
