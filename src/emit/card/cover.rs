//! The cover of a book, upright: its title, who curates it, what it holds.
//!
//! Input: texts that can be drawn. Output: a PNG.

use super::canvas::{Canvas, Colour, Palette, Shape};
use super::draw::PAPER;
use super::font::Weight;
use super::paragraph::{Area, Paragraph};

/// Width of a cover in pixels.
pub const WIDTH: u32 = 1200;
/// Its height.
pub const HEIGHT: u32 = 1600;

/// Room at the sides of texts.
const MARGIN: f32 = 120.0;
/// The frame: its distance from the border, its thickness.
const FRAME: (f32, f32) = (60.0, 4.0);
const AMBER: Colour = [0xe0, 0xa4, 0x58, 255];
/// Where the title begins, and the height that it has.
const TITLE: (f32, f32) = (240.0, 820.0);
/// The smallest is still read on a shelf of covers 200 pixels wide.
const TITLE_SIZES: &[f32] = &[150.0, 132.0, 116.0, 102.0, 90.0, 80.0, 70.0, 62.0];
const AUTHOR_SIZES: &[f32] = &[52.0, 44.0];
const HOLDINGS_SIZES: &[f32] = &[38.0, 34.0];

/// What a cover shows. Every text is one that can be drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cover {
    /// The title.
    pub title: String,
    /// Who curates it.
    pub author: Option<String>,
    /// What is in it.
    pub holdings: Option<String>,
}

/// Draws a cover on a ground that is dark enough for light letters, as PNG.
pub fn cover(cover: &Cover, ground: Colour) -> Vec<u8> {
    let mut palette = Palette::new(ground);
    let (ink, soft, amber) =
        (palette.ramp(ground, PAPER, 4), palette.ramp(ground, PAPER, 2), palette.ramp(ground, AMBER, 1));
    let mut canvas = Canvas::new(WIDTH as usize, HEIGHT as usize, palette);
    let mut bar = |left: f32, top: f32, size: (f32, f32), ramp| {
        let mut shape = Shape::default();
        shape.rounded((left, top), size, 0.0);
        canvas.fill(&shape, ramp);
    };
    let (inset, thickness) = FRAME;
    let (width, height) = (WIDTH as f32 - 2.0 * inset, HEIGHT as f32 - 2.0 * inset);
    for top in [inset, HEIGHT as f32 - inset - thickness] {
        bar(inset, top, (width, thickness), soft);
    }
    for left in [inset, WIDTH as f32 - inset - thickness] {
        bar(left, inset, (thickness, height), soft);
    }
    let column = WIDTH as f32 - 2.0 * MARGIN;
    let area = Area { width: column, height: TITLE.1, leading: 1.16, sizes: TITLE_SIZES };
    let title = Paragraph::new(&cover.title, Weight::SemiBold, area);
    let first = TITLE.0 + title.size;
    bar((WIDTH as f32 - 120.0) * 0.5, first + title.depth() + title.size * 0.7, (120.0, 8.0), amber);
    let mut centred = |paragraph: &Paragraph, baseline: f32, ramp| {
        for (nth, line) in paragraph.lines.iter().enumerate() {
            let left = (WIDTH as f32 - line.width() * paragraph.size) * 0.5;
            let at = (left, baseline + paragraph.leading * nth as f32);
            line.outlines(paragraph.size, at, |glyph| canvas.fill(glyph, ramp));
        }
    };
    centred(&title, first, ink);
    for (text, weight, sizes, last) in [
        (&cover.author, Weight::SemiBold, AUTHOR_SIZES, HEIGHT as f32 - 330.0),
        (&cover.holdings, Weight::Regular, HOLDINGS_SIZES, HEIGHT as f32 - 150.0),
    ] {
        let Some(text) = text else { continue };
        let text = Paragraph::new(text, weight, Area { width: column, height: 110.0, leading: 1.3, sizes });
        // the last line stands where a single one would
        centred(&text, last - text.depth(), ink);
    }
    canvas.png()
}
