//! Turns the tree into blocks in reading order.
//!
//! Input: the tree, the hints of its elements. Output: a [`Draft`] a block, whose region is still open.
//!
//! 1. Text of inline elements runs together as it shows; block elements, double line breaks and rules part it.
//! 2. What stands in a line of text without belonging to it (a button, a hidden word, a picture's text) is built in a frame
//!    of its own and comes behind the block, so that no sentence is cut.
//! 3. Quotations, headings and tables of data collect all that stands in them into one block.

use super::element::{Part, part};
use super::figure;
use super::frame::{Context, Draft, Frame};
use super::hint::{Hint, Strength};
use super::preformatted;
use super::survey::Survey;
use super::tree::{DOCUMENT, Element, NodeId, Step, Tree};
use crate::ingest::reader::inline::{Inline, Style};
use crate::model::{RawKind, Region};
use crate::text::{Lines, tidy};
use html5ever::local_name;

/// Everything that shows on the page.
pub(super) fn walk(tree: &Tree, hints: &[Option<Hint>]) -> Vec<Draft> {
    let survey = Survey::of(tree);
    let mut walker = Walker {
        tree,
        survey,
        hints,
        frames: vec![Frame::new(DOCUMENT)],
        open: Vec::new(),
        lists: Vec::new(),
        list: 0,
    };
    let mut step = Some(Step::Enter(DOCUMENT));
    while let Some(now) = step {
        let mut after = now;
        match now {
            Step::Enter(id) => {
                if walker.enter(id) == Below::Skip {
                    walker.leave(id);
                    after = Step::Leave(id);
                }
            }
            Step::Leave(id) => walker.leave(id),
        }
        step = tree.after(after, DOCUMENT);
    }
    walker.finish()
}

/// What to undo when an element is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Undo {
    Inline,
    Style(Style),
    Link,
    InlineQuote,
    Block,
    /// A block that made a context, too.
    Context,
    List,
    Frame,
    Cell,
    Row,
}

/// Whether to go on below an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Below {
    Enter,
    Skip,
}

struct Walker<'t> {
    tree: &'t Tree,
    survey: Survey,
    hints: &'t [Option<Hint>],
    frames: Vec<Frame>,
    open: Vec<(NodeId, Undo)>,
    /// Open lists: ordered or not.
    lists: Vec<bool>,
    /// Number of the last outermost list.
    list: u32,
}

impl Walker<'_> {
    fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the page's own frame is never popped")
    }

    fn finish(mut self) -> Vec<Draft> {
        while self.frames.len() > 1 {
            self.pop_frame();
        }
        let mut frame = self.frames.pop().unwrap_or_else(|| Frame::new(DOCUMENT));
        frame.flush();
        frame.drafts
    }

    fn enter(&mut self, id: NodeId) -> Below {
        let tree = self.tree;
        if let Some(text) = tree.text(id) {
            self.frame().text(text, tree.line(id));
            return Below::Enter;
        }
        let Some(element) = tree.element(id) else { return Below::Enter };
        let part = part(element);
        self.side_frame(id, element, part);
        match part {
            Part::Nothing => return Below::Skip,
            Part::Preformatted => {
                self.preformatted(id, element);
                return Below::Skip;
            }
            Part::Inline => self.open.push((id, Undo::Inline)),
            Part::Styled(style) => {
                self.frame().builder.open(style);
                self.open.push((id, Undo::Style(style)));
            }
            Part::Link => {
                if let Some(address) = element.attribute(&local_name!("href")) {
                    self.frame().builder.open_link(address);
                    self.open.push((id, Undo::Link));
                }
            }
            Part::InlineQuote => {
                self.frame().text("“", tree.line(id));
                self.open.push((id, Undo::InlineQuote));
            }
            Part::LineBreak => self.frame().breaks += 1,
            Part::Image => self.image(id, element),
            Part::Input => self.input(id, element),
            Part::Rule => self.frame().boundary(),
            Part::Control => self.push_frame(id, Context::Control),
            Part::Fallback => self.push_frame(id, Context::Plain),
            part => self.enter_block(id, element, part),
        }
        Below::Enter
    }

    /// Opens a frame for an element that says it is something else than the text around it.
    fn side_frame(&mut self, id: NodeId, element: &Element, part: Part) {
        let in_line = matches!(part, Part::Inline | Part::Styled(_) | Part::Link | Part::InlineQuote);
        let frame = self.frame();
        let (is_empty, collects) = (frame.builder.is_empty(), frame.context().collects());
        let is_shown = in_line && self.is_shown(id, part);
        let is_apart = !is_shown
            && self.hints[id as usize].is_some_and(|hint| {
                // a linked word within a sentence stays there whatever its class says
                let leaves_line = hint.region == Region::Hidden || (is_empty && part != Part::Link);
                if in_line { leaves_line } else { collects }
            });
        if is_apart {
            self.push_frame(id, Context::Plain);
        } else if in_line && let Some(context) = figure::role(element, self.in_figure()) {
            self.push_frame(id, context);
        }
    }

    /// Whether an element within a line that its class calls hidden is what opens the hidden box: a link, or what holds the
    /// words of the sentence and the box.
    fn is_shown(&self, id: NodeId, part: Part) -> bool {
        let hidden = |id: NodeId| self.hints[id as usize].filter(|hint| hint.region == Region::Hidden);
        let is_inner = |child| hidden(child).is_some();
        hidden(id).is_some_and(|hint| {
            hint.strength == Strength::Weak && (part == Part::Link || self.tree.children(id).any(is_inner))
        })
    }

    fn in_figure(&self) -> bool {
        self.frames
            .iter()
            .flat_map(|frame| &frame.contexts)
            .any(|context| matches!(context, Context::Figure | Context::Caption))
    }

    fn enter_block(&mut self, id: NodeId, element: &Element, part: Part) {
        let collects = self.frame().context().collects();
        let in_table = matches!(self.frame().context(), Context::Table { .. });
        if part == Part::Cell && in_table {
            self.open.push((id, Undo::Cell));
            return;
        }
        if part == Part::Row && in_table {
            self.open.push((id, Undo::Row));
            return;
        }
        self.frame().boundary();
        let context = match part {
            Part::Table if !self.survey.is_layout_table(id) => {
                self.frame().flush();
                Some(Context::Table { header: has_header(self.tree, id) })
            }
            Part::Caption if in_table => return self.push_frame(id, Context::Caption),
            _ if collects => None,
            Part::Heading(level) => Some(Context::Heading(level)),
            Part::List { ordered } => {
                if self.lists.is_empty() {
                    self.list += 1;
                }
                self.lists.push(ordered);
                self.open.push((id, Undo::List));
                None
            }
            Part::Item => Some(Context::Item {
                ordered: self.lists.last().copied().unwrap_or(false),
                depth: u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX),
                list: self.list,
                used: false,
            }),
            Part::Quote if !self.survey.holds_most(id) => Some(Context::Quote { embed: figure::is_embed(element) }),
            Part::Figure if self.survey.weight(id).text < LONGEST_FIGURE => Some(Context::Figure),
            Part::Caption => Some(Context::Caption),
            Part::Block if self.survey.weight(id).text < LONGEST_FIGURE => figure::role(element, self.in_figure()),
            _ => None,
        };
        let undo = if context.is_some() { Undo::Context } else { Undo::Block };
        let frame = self.frame();
        frame.contexts.extend(context);
        frame.blocks.push(id);
        self.open.push((id, undo));
    }

    fn leave(&mut self, id: NodeId) {
        while let Some(&(_, undo)) = self.open.last().filter(|(open, _)| *open == id) {
            self.open.pop();
            let line = self.tree.line(id);
            let next = matches!(undo, Undo::Link | Undo::Inline).then(|| self.next_part(id)).flatten();
            let frame = self.frame();
            match undo {
                Undo::Inline => {
                    if matches!(next, Some(Part::Inline | Part::Link)) {
                        frame.builder.perhaps_space();
                    }
                }
                Undo::Style(style) => frame.builder.close(style),
                Undo::Link => {
                    frame.builder.close_link();
                    match next {
                        // links side by side are parted by the page's style
                        Some(Part::Link) => frame.builder.space(),
                        Some(Part::Inline) => frame.builder.perhaps_space(),
                        _ => {}
                    }
                }
                Undo::InlineQuote => frame.text("”", line),
                Undo::Block => {
                    frame.boundary();
                    frame.blocks.pop();
                }
                Undo::Context => {
                    frame.flush();
                    frame.contexts.pop();
                    frame.blocks.pop();
                }
                Undo::List => drop(self.lists.pop()),
                Undo::Cell => frame.builder.cell_end(),
                Undo::Row => frame.builder.row_end(),
                Undo::Frame => self.pop_frame(),
            }
        }
    }

    /// The part of the element that follows directly, without text between.
    fn next_part(&self, id: NodeId) -> Option<Part> {
        self.tree.next_sibling(id).and_then(|next| self.tree.element(next)).map(part)
    }

    fn push_frame(&mut self, id: NodeId, context: Context) {
        let mut frame = Frame::new(id);
        frame.contexts[0] = context;
        self.frames.push(frame);
        self.open.push((id, Undo::Frame));
    }

    fn pop_frame(&mut self) {
        let Some(mut frame) = self.frames.pop() else { return };
        frame.flush();
        let outer = self.frame();
        // what stood on both sides of it was never one word
        outer.builder.space();
        for draft in frame.drafts {
            outer.put(draft);
        }
    }

    fn image(&mut self, id: NodeId, element: &Element) {
        let Some(alt) = element.attribute(&local_name!("alt")) else { return };
        let line = self.tree.line(id);
        if !alt.chars().any(char::is_alphanumeric) {
            // a picture in place of a character, such as an emoji
            return self.frame().text(alt, line);
        }
        self.attribute_text(id, alt, RawKind::Alt);
    }

    fn input(&mut self, id: NodeId, element: &Element) {
        let name = match element.attribute(&local_name!("type")).map(str::to_ascii_lowercase).as_deref() {
            Some("hidden" | "checkbox" | "radio" | "file" | "range" | "color") => return,
            Some("submit" | "button" | "reset") => local_name!("value"),
            Some("image") => local_name!("alt"),
            _ => local_name!("placeholder"),
        };
        if let Some(text) = element.attribute(&name) {
            self.attribute_text(id, text, RawKind::Paragraph);
        }
    }

    fn attribute_text(&mut self, id: NodeId, text: &str, kind: RawKind) {
        let text = tidy(text).into_owned();
        if text.is_empty() {
            return;
        }
        let lines = Lines::one(self.tree.line(id));
        let inline = Inline { text, lines, marks: Vec::new(), linked: 0 };
        self.frame().put(Draft { block: inline.into_block(kind), node: id });
    }

    fn preformatted(&mut self, id: NodeId, element: &Element) {
        let frame = self.frame();
        frame.boundary();
        let kinds = preformatted::blocks(self.tree, id, element);
        let frame = self.frame();
        frame.flush();
        for (kind, inline) in kinds {
            frame.drafts.push(Draft { block: inline.into_block(kind), node: id });
        }
    }
}

/// A figure with more text than this is none.
const LONGEST_FIGURE: u32 = 2000;

/// Whether a table's first row consists of header cells.
fn has_header(tree: &Tree, table: NodeId) -> bool {
    let is = |id: NodeId, wanted: Part| tree.element(id).is_some_and(|element| part(element) == wanted);
    let Some(row) = tree.descendants(table).find(|&id| is(id, Part::Row)) else { return false };
    let mut cells = tree.children(row).filter(|&id| is(id, Part::Cell)).peekable();
    cells.peek().is_some()
        && cells.all(|id| tree.element(id).is_some_and(|cell| *cell.html_name() == local_name!("th")))
}
