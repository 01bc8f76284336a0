//! Makes the article from what was decided.
//!
//! Input: the document, by value, with a fate and a shape for every unit. Output: blocks, removals and parts.
//!
//! 1. Units are gone through in order. Each becomes, joins or continues a block, goes into the ledger, or says something.
//! 2. Every raw block is covered by parts exactly once, in order: kept + removed = the input.
//!
//! Texts are moved out of the document, not copied, wherever a unit is one raw block.

use super::claims::embed;
use super::fate::{Fate, FigurePart, Judged};
use super::passage::Own;
use super::structure::{Shape, shapes};
use crate::model::{Block, BlockKind, Document, Mark, MarkKind, Part, Removal, Role};
use crate::text::{Lines, Span};
use std::ops::Range;

/// Rule of what is taken out behind a finished sentence.
pub(crate) const RESIDUE: (&str, &str) = ("residue", "Dots that a scraper left behind a finished sentence.");

/// What is decided about a unit, free of borrows.
#[derive(Debug)]
pub(crate) struct Decided {
    raws: Range<usize>,
    kept: usize,
    lines: Lines,
    words: u32,
    fate: Fate,
    shape: Option<Shape>,
    /// Its language, when it is not the article's.
    language: Option<String>,
}

/// Takes the decisions out of a judged page.
pub(crate) fn decide(judged: Judged<'_, '_>, own: Own<'_>) -> Vec<Decided> {
    let shapes = shapes(&judged);
    let units = judged.page.units.iter();
    units
        .zip(judged.fates)
        .zip(shapes)
        .map(|((unit, fate), shape)| Decided {
            raws: unit.raws.clone(),
            kept: unit.kept,
            lines: unit.lines,
            words: unit.evidence.words,
            language: if fate.is_dropped() { None } else { own.foreign(unit) },
            fate,
            shape,
        })
        .collect()
}

/// The body of an article.
#[derive(Debug, Default)]
pub(crate) struct Assembled {
    /// Kept blocks.
    pub(crate) blocks: Vec<Block>,
    /// The ledger.
    pub(crate) removed: Vec<Removal>,
    /// What became of every raw block.
    pub(crate) parts: Vec<Part>,
    /// Words of running text.
    pub(crate) words: u32,
    /// What the last block continues with.
    open: Option<Group>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    List(u32),
    Figure(u32),
    Embed(u32),
}

/// Goes through the decisions.
pub(crate) fn assemble(document: &mut Document, decisions: Vec<Decided>) -> Assembled {
    let mut out = Assembled::default();
    for decided in decisions {
        match &decided.fate {
            Fate::Dropped { .. } => out.remove(document, decided),
            Fate::Says(role) => {
                out.cover(document, &decided, *role);
                out.open = None;
            }
            Fate::Figure(number, part) => {
                let (number, part) = (*number, part.clone());
                out.figure(document, &decided, number, &part);
            }
            Fate::Embed(number) => {
                let number = *number;
                out.embed(document, &decided, number);
            }
            Fate::Open | Fate::Kept | Fate::Pulled => out.block(document, &decided),
        }
    }
    out.finish();
    out
}

impl Assembled {
    /// Parts for a unit's raw blocks, all of one role, and the ledger's entry for its residue.
    fn cover(&mut self, document: &Document, decided: &Decided, role: Role) {
        for raw in decided.raws.clone() {
            let block = &document.blocks[raw];
            let last = raw + 1 == decided.raws.end;
            let end = if last { decided.kept } else { block.text.len() };
            self.parts.push(Part { raw: raw as u32, span: Span::new(0..end), role });
            if last && decided.kept < block.text.len() {
                let span = Span::new(decided.kept..block.text.len());
                self.parts.push(Part { raw: raw as u32, span, role: Role::Removed(self.removed.len() as u32) });
                self.removed.push(Removal {
                    lines: Lines::one(block.lines.last),
                    text: block.text[decided.kept..].trim().to_owned(),
                    rule: RESIDUE.0,
                    reason: "dots left behind a finished sentence".to_owned(),
                });
            }
        }
    }

    fn remove(&mut self, document: &mut Document, decided: Decided) {
        let Fate::Dropped { rule, reason } = decided.fate else { return };
        let number = self.removed.len() as u32;
        let mut text = String::new();
        for raw in decided.raws {
            let block = &mut document.blocks[raw];
            self.parts.push(Part {
                raw: raw as u32,
                span: Span::new(0..block.text.len()),
                role: Role::Removed(number),
            });
            if text.is_empty() {
                text = std::mem::take(&mut block.text);
            } else {
                text.push('\n');
                text.push_str(&block.text);
            }
        }
        self.removed.push(Removal { lines: decided.lines, text, rule, reason: reason.into_owned() });
    }

    /// Number of the block to come.
    fn next(&self) -> u32 {
        self.blocks.len() as u32 + 1
    }

    fn push(&mut self, kind: BlockKind, text: String, marks: Vec<Mark>, decided: &Decided) {
        let n = self.next();
        let (lines, language) = (decided.lines, decided.language.clone());
        self.blocks.push(Block { n, anchor: format!("p{n}"), kind, text, marks, lines, language });
    }

    /// Whether the last block goes on with this group; otherwise a block begins.
    fn continues(&mut self, group: Group) -> bool {
        let goes_on = self.open == Some(group);
        self.open = Some(group);
        goes_on
    }

    fn block(&mut self, document: &mut Document, decided: &Decided) {
        let shape = decided.shape.clone().unwrap_or(Shape::Paragraph);
        if let Shape::Item { list, ordered, depth, marker } = shape {
            return self.item(document, decided, list, (ordered, depth, marker));
        }
        self.open = None;
        let role = Role::Block(self.next());
        self.cover(document, decided, role);
        let marker = if let Shape::Quote { marker } = shape { marker } else { 0 };
        let (text, marks) = take_text(document, decided, marker);
        let kind = match shape {
            Shape::Heading(level) => BlockKind::Heading(level),
            Shape::Quote { .. } => BlockKind::Quote,
            Shape::Table { header } => BlockKind::Table { header },
            Shape::Code(language) => BlockKind::Code(language),
            Shape::Paragraph | Shape::Item { .. } => BlockKind::Paragraph,
        };
        self.words += if kind.is_body() { decided.words } else { 0 };
        self.push(kind, text, marks, decided);
    }

    fn item(&mut self, document: &mut Document, decided: &Decided, list: u32, of: (bool, u8, usize)) {
        let (ordered, depth, marker) = of;
        let goes_on = self.continues(Group::List(list));
        let role = Role::Block(if goes_on { self.next() - 1 } else { self.next() });
        self.cover(document, decided, role);
        let (text, marks) = take_text(document, decided, marker);
        self.words += decided.words;
        match self.blocks.last_mut().filter(|_| goes_on) {
            Some(block) => {
                append(block, &text, marks, decided.lines);
                if let BlockKind::List { depths, .. } = &mut block.kind {
                    depths.push(depth);
                }
            }
            None => self.push(BlockKind::List { ordered, depths: vec![depth] }, text, marks, decided),
        }
    }

    fn figure(&mut self, document: &mut Document, decided: &Decided, number: u32, part: &FigurePart) {
        let goes_on = self.continues(Group::Figure(number));
        if !goes_on {
            self.push(BlockKind::Figure { credit: None, alt: None }, String::new(), Vec::new(), decided);
        }
        let role = Role::Block(self.next() - 1);
        self.cover(document, decided, role);
        let (text, marks) = take_text(document, decided, 0);
        let Some(block) = self.blocks.last_mut() else { return };
        block.lines = block.lines.join(decided.lines);
        let BlockKind::Figure { credit, alt } = &mut block.kind else { return };
        match part {
            FigurePart::Alt => *alt = Some(text),
            FigurePart::Credit(range) => *credit = Some(text[range.clone()].to_owned()),
            FigurePart::Caption { text: caption, credit: range } => {
                if let Some(range) = range {
                    *credit = Some(text[range.clone()].to_owned());
                }
                block.marks = clip(marks, caption.clone());
                block.language.clone_from(&decided.language);
                text[caption.clone()].clone_into(&mut block.text);
            }
        }
    }

    fn embed(&mut self, document: &mut Document, decided: &Decided, number: u32) {
        let goes_on = self.continues(Group::Embed(number));
        if !goes_on {
            let kind = BlockKind::Embed { author: None, handle: None, date: None, url: None };
            self.push(kind, String::new(), Vec::new(), decided);
        }
        let role = Role::Block(self.next() - 1);
        self.cover(document, decided, role);
        let (text, marks) = take_text(document, decided, 0);
        self.words += decided.words;
        if let Some(block) = self.blocks.last_mut() {
            append(block, &text, marks, decided.lines);
        }
    }

    /// Posts are read when all their lines are there.
    fn finish(&mut self) {
        for block in &mut self.blocks {
            if let BlockKind::Embed { author, handle, date, url } = &mut block.kind {
                *url = block
                    .marks
                    .iter()
                    .rev()
                    .find_map(|mark| if let MarkKind::Link(url) = &mark.kind { Some(url.clone()) } else { None })
                    .or_else(|| embed::address(&block.text));
                let Some(found) = embed::attribution(&block.text) else { continue };
                (*author, *handle, *date) = (found.author, Some(found.handle), found.date);
                let post = block.text[..found.at.start].trim_end().len();
                block.text.truncate(post);
                let marks = std::mem::take(&mut block.marks);
                block.marks = clip(marks, 0..post);
            }
        }
    }
}

/// Moves a unit's text out of the document, without a marker of so many bytes and without residue.
fn take_text(document: &mut Document, decided: &Decided, marker: usize) -> (String, Vec<Mark>) {
    let first = &mut document.blocks[decided.raws.start];
    let mut marks = std::mem::take(&mut first.marks);
    let mut text = std::mem::take(&mut first.text);
    for raw in decided.raws.clone().skip(1) {
        let block = &mut document.blocks[raw];
        text.push(' ');
        let offset = text.len();
        marks.extend(std::mem::take(&mut block.marks).into_iter().map(|mark| shifted(mark, offset)));
        text.push_str(&block.text);
    }
    // residue stands at the end of the last raw block
    let last_len = if decided.raws.len() == 1 { text.len() } else { document.blocks[decided.raws.end - 1].text.len() };
    text.truncate(text.len() - (last_len - decided.kept));
    if marker > 0 {
        text.drain(..marker);
    }
    if marker > 0 || last_len > decided.kept {
        marks = clip(marks, marker..marker + text.len());
    }
    (text, marks)
}

fn shifted(mark: Mark, by: usize) -> Mark {
    let range = mark.span.range();
    Mark { span: Span::new(range.start + by..range.end + by), kind: mark.kind }
}

/// The marks within a range, as offsets from its start.
fn clip(marks: Vec<Mark>, range: Range<usize>) -> Vec<Mark> {
    marks
        .into_iter()
        .filter_map(|mark| {
            let own = mark.span.range();
            let (start, end) = (own.start.max(range.start), own.end.min(range.end));
            (start < end).then(|| Mark { span: Span::new(start - range.start..end - range.start), kind: mark.kind })
        })
        .collect()
}

fn append(block: &mut Block, text: &str, marks: Vec<Mark>, lines: Lines) {
    if !block.text.is_empty() {
        block.text.push('\n');
    }
    let offset = block.text.len();
    block.text.push_str(text);
    block.marks.extend(marks.into_iter().map(|mark| shifted(mark, offset)));
    block.lines = block.lines.join(lines);
}
