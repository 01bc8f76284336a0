//! The letters: which font has them, how they stand side by side in a line.
//!
//! Input: a line of text. Output: a [`Line`] of glyphs with their places, in ems.
//!
//! 1. Runs of one direction, in the order in which they are seen (Unicode's algorithm for mixed directions).
//! 2. Within them, runs of one font: the first that has a character; what several have goes on in the font before.
//! 3. Each run is shaped: joined, spaced and marked as its script wants.
//!
//! Fonts: Latin, Greek and Cyrillic letters in two weights, Arabic and Hebrew ones in one. What no font has is not drawn as
//! a box: [`drawable`] says beforehand that a text cannot be shown.

use super::canvas::{Point, Shape};
use harfrust::font::glyph::outline::{DrawMemory, PathSink};
use harfrust::{Buffer, Direction, Font, GlyphId, ShapeOptions, ShaperFont, shape};
use std::sync::LazyLock;
use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_normalization::UnicodeNormalization;

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// For titles.
    SemiBold,
    /// For everything else.
    Regular,
}

/// The fonts: both weights of the first script, then the others. See `data/fonts/build.py`.
const FILES: [&[u8]; 4] = [
    include_bytes!("../../../data/fonts/serif-semibold.ttf"),
    include_bytes!("../../../data/fonts/serif-regular.ttf"),
    include_bytes!("../../../data/fonts/arabic-semibold.ttf"),
    include_bytes!("../../../data/fonts/hebrew-semibold.ttf"),
];

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let read = |bytes: &&'static [u8]| Font::new(bytes.to_vec(), 0).expect("the program's own fonts are sound");
    FILES.iter().map(read).collect()
});

/// Fonts to look for a character in, by weight.
fn faces(weight: Weight) -> [usize; 3] {
    match weight {
        Weight::SemiBold => [0, 2, 3],
        Weight::Regular => [1, 2, 3],
    }
}

fn has(face: usize, c: char) -> bool {
    FONTS[face].charmap().map_unicode(c).is_some()
}

/// A text as it can be drawn: composed, on one line, without signs and emoji that no font has. `None` when letters are
/// missing, so that it would say something else, or when nothing is left.
pub fn drawable(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        let c = match c {
            '\u{2011}' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c.is_control() || (c == ' ' && (out.is_empty() || out.ends_with(' '))) {
            continue;
        }
        if faces(Weight::SemiBold).into_iter().any(|face| has(face, c)) {
            out.push(c);
        } else if c.is_alphanumeric() {
            return None;
        }
    }
    out.truncate(out.trim_end().len());
    out.contains(char::is_alphanumeric).then_some(out)
}

/// A glyph at its place on the line, in ems.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    face: usize,
    id: GlyphId,
    x: f32,
    y: f32,
}

/// A line of text, set. Lengths are in ems.
#[derive(Debug, Clone, Default)]
pub struct Line {
    glyphs: Vec<Glyph>,
    width: f32,
}

impl Line {
    /// Sets a line of text.
    pub fn new(text: &str, weight: Weight) -> Self {
        Self::of(text, weight, text)
    }

    /// Sets a line of a longer text, which says in which direction its lines run.
    pub fn of(text: &str, weight: Weight, whole: &str) -> Self {
        let mut line = Self::default();
        let info = ParagraphBidiInfo::new(text, Some(if is_rtl(whole) { Level::rtl() } else { Level::ltr() }));
        let (levels, runs) = info.visual_runs(0..text.len());
        for run in runs {
            let level = levels.get(run.start).copied().unwrap_or(Level::ltr());
            let mut parts = parts(text, run, weight);
            if level.is_rtl() {
                parts.reverse();
            }
            for (face, part) in parts {
                line.shape(face, part, level);
            }
        }
        line
    }

    /// Its length.
    pub fn width(&self) -> f32 {
        self.width
    }

    fn shape(&mut self, face: usize, text: &str, level: Level) {
        let font = &FONTS[face];
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.set_direction(if level.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        if shape(&ShaperFont::new(font), &mut buffer, ShapeOptions::new()).is_err() {
            return;
        }
        let em = f32::from(font.units_per_em());
        for (info, place) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let (x, y) = (self.width + place.x_offset as f32 / em, place.y_offset as f32 / em);
            self.glyphs.push(Glyph { face, id: GlyphId::new(info.glyph_id), x, y });
            self.width += place.x_advance as f32 / em;
        }
    }

    /// The outlines of its glyphs, at a size, from the left end of its baseline on.
    pub fn outlines(&self, size: f32, at: Point, mut each: impl FnMut(&Shape)) {
        let settings = harfrust::font::glyph::outline::DrawOptions::default();
        for glyph in &self.glyphs {
            let font = &FONTS[glyph.face];
            let Some(outline) = font.outline_glyphs().get(glyph.id) else { continue };
            let scale = size / f32::from(font.units_per_em());
            // two pixels are a byte: a letter that begins with one is the same bytes wherever it stands, which press well
            let origin = (((at.0 + glyph.x * size) * 0.5).round() * 2.0, (at.1 - glyph.y * size).round());
            let mut pen = Pen { shape: Shape::default(), origin, scale };
            if outline.draw(&settings, DrawMemory::Scratch, &mut pen).is_ok() {
                each(&pen.shape);
            }
        }
    }
}

/// Runs of one font in a run of text.
fn parts(text: &str, run: std::ops::Range<usize>, weight: Weight) -> Vec<(usize, &str)> {
    let faces = faces(weight);
    let mut parts: Vec<(usize, &str)> = Vec::new();
    let mut start = run.start;
    let mut current: Option<usize> = None;
    for (at, c) in text[run.clone()].char_indices() {
        let at = run.start + at;
        let face = match current {
            Some(face) if has(face, c) && !c.is_ascii_alphanumeric() => face,
            _ => faces.into_iter().find(|&face| has(face, c)).unwrap_or(faces[0]),
        };
        if let Some(before) = current.filter(|&before| before != face) {
            parts.push((before, &text[start..at]));
            start = at;
        }
        current = Some(face);
    }
    parts.extend(current.map(|face| (face, &text[start..run.end])));
    parts
}

/// Draws an outline in font units, y upwards, into a shape in pixels.
struct Pen {
    shape: Shape,
    origin: Point,
    scale: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> Point {
        (self.origin.0 + x * self.scale, self.origin.1 - y * self.scale)
    }
}

impl PathSink for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.shape.move_to(to);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.shape.line_to(to);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let (control, to) = (self.at(cx0, cy0), self.at(x, y));
        self.shape.curve_to(control, to);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        // the fonts have curves of one control point only; should one ever have others, this comes close
        let (control, to) = (self.at((cx0 + cx1) * 0.5, (cy0 + cy1) * 0.5), self.at(x, y));
        self.shape.curve_to(control, to);
    }

    fn close(&mut self) {
        self.shape.close();
    }
}

/// Whether a text runs from right to left.
pub fn is_rtl(text: &str) -> bool {
    ParagraphBidiInfo::new(text, None).paragraph_level.is_rtl()
}
