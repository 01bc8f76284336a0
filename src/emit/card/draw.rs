//! The layout of a card, and of the program's icons.
//!
//! A card is read small, in a list of messages: the title has the most of it, in letters that are still read at a quarter
//! of the size. What it comes from stands above it, what briefing it belongs to beneath.

use super::Card;
use super::canvas::{Canvas, Colour, Palette, Ramp, Shape};
use super::font::{Line, Weight, is_rtl};
use super::paragraph::{Area, Paragraph};

/// Width of a card in pixels, as sharers want it.
pub const WIDTH: u32 = 1200;
/// Its height.
pub const HEIGHT: u32 = 630;

/// The ground of cards.
pub const PAPER: Colour = [0xfb, 0xfa, 0xf6, 255];
const INK: Colour = [0x1c, 0x1e, 0x1f, 255];
const SOFT: Colour = [0x56, 0x5b, 0x5e, 255];
const RULE: Colour = [0xd9, 0xd4, 0xc7, 255];
/// The colour of the program, for briefings that have none of their own.
const BRAND: [u8; 3] = [0x0f, 0x52, 0x57];
const AMBER: Colour = [0xe0, 0xa4, 0x58, 255];

/// The band at the side.
const BAND: f32 = 28.0;
/// Where text begins and ends.
const LEFT: f32 = 92.0;
const RIGHT: f32 = 1128.0;
/// Baseline of the line above the title, and its size.
const KICKER: (f32, f32) = (116.0, 38.0);
/// Top of the title.
const TITLE: f32 = 152.0;
/// Where the title ends that has nothing beneath, and one that has.
const TITLE_END: [f32; 2] = [508.0, 386.0];
/// Sizes of the title; the smallest is 15 pixels where a card is shown 300 wide.
const TITLE_SIZES: &[f32] = &[120.0, 108.0, 96.0, 88.0, 80.0, 74.0, 68.0, 64.0, 60.0];
const NOTE_SIZES: &[f32] = &[40.0, 36.0];
/// Side of the mark.
const MARK: f32 = 40.0;
/// The line at the foot: its rule, its baseline, its size.
const FOOT: (f32, f32, f32) = (530.0, 590.0, 32.0);

/// Draws a card, as PNG.
pub fn card(card: &Card) -> Vec<u8> {
    let mut page = Page::new(brand(card.brand));
    page.furniture();
    let top = match &card.kicker {
        Some(kicker) => {
            page.line(&clipped(kicker, Weight::SemiBold, KICKER.1, RIGHT - LEFT), KICKER, page.brand, card);
            TITLE
        }
        None => TITLE - 72.0,
    };
    let end = TITLE_END[usize::from(card.note.is_some())];
    let area = Area { width: RIGHT - LEFT, height: end - top, leading: 1.14, sizes: TITLE_SIZES };
    let title = Paragraph::new(&card.title, Weight::SemiBold, area);
    let mut baseline = top + title.size * 0.86;
    page.paragraph(&title, baseline, page.ink, card);
    if let Some(note) = &card.note {
        baseline += title.depth() + title.size * 0.34 + NOTE_SIZES[0] * 1.3;
        let area = Area { width: RIGHT - LEFT, height: FOOT.0 - baseline + 10.0, leading: 1.3, sizes: NOTE_SIZES };
        page.paragraph(&Paragraph::new(note, Weight::Regular, area), baseline, page.soft, card);
    }
    page.foot(card);
    page.canvas.png()
}

/// The colour of a briefing, or the program's.
pub fn brand(own: Option<[u8; 3]>) -> Colour {
    let [red, green, blue] = own.unwrap_or(BRAND);
    [red, green, blue, 255]
}

/// A card in the making.
struct Page {
    canvas: Canvas,
    ink: Ramp,
    soft: Ramp,
    brand: Ramp,
    rule: Ramp,
    /// The strokes and the dot of the mark, on its own ground.
    mark: (Ramp, Ramp),
}

impl Page {
    fn new(colour: Colour) -> Self {
        let mut palette = Palette::new(PAPER);
        // sixteen colours at most, so that two pixels are a byte; a third of a pixel more or less is not seen in an edge
        let (ink, soft) = (palette.ramp(PAPER, INK, 3), palette.ramp(PAPER, SOFT, 2));
        let (brand, rule) = (palette.ramp(PAPER, colour, 2), palette.ramp(PAPER, RULE, 1));
        let mark = (palette.ramp(colour, PAPER, 2), palette.ramp(colour, AMBER, 1));
        Self { canvas: Canvas::new(WIDTH as usize, HEIGHT as usize, palette), ink, soft, brand, rule, mark }
    }

    fn rectangle(&mut self, at: (f32, f32), size: (f32, f32), ramp: Ramp) {
        let mut shape = Shape::default();
        shape.rounded(at, size, 0.0);
        self.canvas.fill(&shape, ramp);
    }

    fn furniture(&mut self) {
        self.rectangle((0.0, 0.0), (BAND, HEIGHT as f32), self.brand);
        self.rectangle((LEFT, FOOT.0), (RIGHT - LEFT, 2.0), self.rule);
    }

    /// One line; that of a card in a language written from the right ends at the right.
    fn line(&mut self, line: &Line, (baseline, size): (f32, f32), ramp: Ramp, card: &Card) {
        let x = if is_rtl(&card.title) { RIGHT - line.width() * size } else { LEFT };
        self.line_at(line, (x, baseline), size, ramp);
    }

    fn line_at(&mut self, line: &Line, at: (f32, f32), size: f32, ramp: Ramp) {
        line.outlines(size, at, |glyph| self.canvas.fill(glyph, ramp));
    }

    fn paragraph(&mut self, paragraph: &Paragraph, baseline: f32, ramp: Ramp, card: &Card) {
        for (nth, line) in paragraph.lines.iter().enumerate() {
            self.line(line, (baseline + paragraph.leading * nth as f32, paragraph.size), ramp, card);
        }
    }

    /// The mark and the briefing's title at the left, a fact at the right.
    fn foot(&mut self, card: &Card) {
        let (_, baseline, size) = FOOT;
        let mut room = RIGHT - LEFT;
        if let Some(fact) = &card.fact {
            let fact = clipped(fact, Weight::Regular, size, room * 0.6);
            let width = fact.width() * size;
            self.line_at(&fact, (RIGHT - width, baseline), size, self.soft);
            room -= width + 40.0;
        }
        let strokes = Mark { at: (LEFT, baseline - MARK * 0.78), side: MARK, corner: 6.0 / 32.0 };
        self.canvas.fill(&strokes.ground(), self.brand);
        self.canvas.fill(&strokes.lines(), self.mark.0);
        self.canvas.fill(&strokes.dot(), self.mark.1);
        if let Some(name) = &card.site {
            let name = clipped(name, Weight::SemiBold, size, room - MARK - 16.0);
            self.line_at(&name, (LEFT + MARK + 16.0, baseline), size, self.ink);
        }
    }
}

/// As much of a text as fits on one line.
fn clipped(text: &str, weight: Weight, size: f32, room: f32) -> Line {
    const ONE: &[f32] = &[1.0];
    let area = Area { width: room / size, height: 1.0, leading: 1.0, sizes: ONE };
    Paragraph::new(text, weight, area).lines.into_iter().next().unwrap_or_default()
}

/// The mark: lines of text and a dot on a square.
struct Mark {
    at: (f32, f32),
    side: f32,
    /// Radius of its corners as a part of its side.
    corner: f32,
}

impl Mark {
    /// A place given in 32nds of the side, as `static/icon.svg` has it.
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.at.0 + x * self.side / 32.0, self.at.1 + y * self.side / 32.0)
    }

    fn ground(&self) -> Shape {
        let mut shape = Shape::default();
        shape.rounded(self.at, (self.side, self.side), self.corner * self.side);
        shape
    }

    fn lines(&self) -> Shape {
        let mut shape = Shape::default();
        for (y, length) in [(9.0, 16.0), (15.0, 16.0), (21.0, 9.0)] {
            let (half, unit) = (1.3, self.side / 32.0);
            let start = self.place(8.0 - half, y - half);
            shape.rounded(start, ((length + 2.0 * half) * unit, 2.0 * half * unit), half * unit);
        }
        shape
    }

    fn dot(&self) -> Shape {
        let mut shape = Shape::default();
        shape.disc(self.place(23.0, 21.5), 2.4 * self.side / 32.0);
        shape
    }
}

/// How an icon meets its border.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Border {
    /// Rounded corners on nothing.
    Rounded,
    /// Colour up to the border, the mark small enough that a system may cut off the corners.
    Full,
}

/// Draws the icon in a colour, as PNG.
pub fn icon(side: u32, border: Border, colour: Colour) -> Vec<u8> {
    let nothing = [colour[0], colour[1], colour[2], 0];
    let mut palette = Palette::new(nothing);
    let ground = palette.ramp(nothing, colour, 16);
    let (lines, dot) = (palette.ramp(colour, PAPER, 16), palette.ramp(colour, AMBER, 16));
    let mut canvas = Canvas::new(side as usize, side as usize, palette);
    let whole = side as f32;
    let corner = if border == Border::Rounded { 6.0 / 32.0 } else { 0.0 };
    canvas.fill(&Mark { at: (0.0, 0.0), side: whole, corner }.ground(), ground);
    let inner = if border == Border::Rounded { whole } else { whole * 0.8 };
    let inset = (whole - inner) * 0.5;
    let mark = Mark { at: (inset, inset), side: inner, corner: 0.0 };
    canvas.fill(&mark.lines(), lines);
    canvas.fill(&mark.dot(), dot);
    canvas.png()
}
