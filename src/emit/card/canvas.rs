//! A picture of few colours: shapes are filled with smooth edges, each pixel is an index into a palette.
//!
//! Input: shapes in pixels, y downwards. Output: the bytes of a PNG.
//!
//! 1. A palette is made of ramps: steps from the ground that a shape lies on to the colour of the shape.
//! 2. [`Canvas::fill`] adds up for each pixel how much of it the shape covers, exactly, edge by edge and row by row.
//! 3. The cover picks the step of the ramp. Where two shapes of one ramp meet, the fuller one stays.
//!
//! Sums and products of numbers in a fixed order: the same picture on every machine.

#![expect(clippy::cast_sign_loss, reason = "pixels are counted from the top left: what lies before is cut off first")]

use super::encode::png;

/// A colour: red, green, blue, opacity.
pub type Colour = [u8; 4];

/// Colours from a ground to what is drawn on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ramp {
    /// Index of the faintest.
    first: u8,
    /// How many there are.
    steps: u8,
}

/// The colours of a picture.
#[derive(Debug, Clone)]
pub struct Palette {
    colours: Vec<Colour>,
}

impl Palette {
    /// A palette whose first colour is the ground of the whole picture.
    pub fn new(ground: Colour) -> Self {
        Self { colours: vec![ground] }
    }

    /// Adds so many steps from a ground to a colour, the last of which is the colour itself.
    pub fn ramp(&mut self, from: Colour, to: Colour, steps: u8) -> Ramp {
        let first = self.colours.len();
        let all = usize::from(steps);
        let mixed = |step: usize, channel: usize| {
            let (from, to) = (usize::from(from[channel]), usize::from(to[channel]));
            ((from * (all - step) + to * step + all / 2) / all) as u8
        };
        self.colours.extend((1..=all).map(|step| [0, 1, 2, 3].map(|channel| mixed(step, channel))));
        debug_assert!(self.colours.len() <= 256, "an indexed picture has 256 colours");
        Ramp { first: first as u8, steps }
    }
}

/// A point in pixels.
pub type Point = (f32, f32);

/// The outline of a shape: closed loops of straight edges. Loops within loops that run the other way are holes.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    edges: Vec<(Point, Point)>,
    start: Point,
    at: Point,
}

impl Shape {
    /// Begins a loop.
    pub fn move_to(&mut self, to: Point) {
        self.close();
        (self.start, self.at) = (to, to);
    }

    /// A straight edge.
    pub fn line_to(&mut self, to: Point) {
        self.edges.push((self.at, to));
        self.at = to;
    }

    /// A curve with one control point, in as many straight edges as its bend asks for.
    pub fn curve_to(&mut self, control: Point, to: Point) {
        let from = self.at;
        let bend = (from.0 - 2.0 * control.0 + to.0).abs() + (from.1 - 2.0 * control.1 + to.1).abs();
        // the distance between curve and edges is a quarter of the bend over the square of their number
        let edges = (bend * 2.0).sqrt().ceil().clamp(1.0, 64.0);
        for step in 1..edges as u32 {
            let t = step as f32 / edges;
            let (a, b, c) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
            self.line_to((a * from.0 + b * control.0 + c * to.0, a * from.1 + b * control.1 + c * to.1));
        }
        self.line_to(to);
    }

    /// Ends the loop.
    pub fn close(&mut self) {
        if self.at != self.start {
            self.line_to(self.start);
        }
    }

    /// A rectangle whose corners are rounded.
    pub fn rounded(&mut self, (left, top): Point, (width, height): Point, radius: f32) {
        const HALF: f32 = std::f32::consts::FRAC_1_SQRT_2;
        const TANGENT: f32 = std::f32::consts::SQRT_2 - 1.0;
        let (right, bottom) = (left + width, top + height);
        // an eighth of a circle a curve is round enough for the eye
        let corners = [
            ((right - radius, top + radius), [(0.0, -1.0), (1.0, 0.0)]),
            ((right - radius, bottom - radius), [(1.0, 0.0), (0.0, 1.0)]),
            ((left + radius, bottom - radius), [(0.0, 1.0), (-1.0, 0.0)]),
            ((left + radius, top + radius), [(-1.0, 0.0), (0.0, -1.0)]),
        ];
        self.move_to((left + radius, top));
        for (centre, [from, to]) in corners {
            let at = |(x, y): Point| (centre.0 + x * radius, centre.1 + y * radius);
            let middle = ((from.0 + to.0) * HALF, (from.1 + to.1) * HALF);
            let near = |a: Point, b: Point| (a.0 + b.0 * TANGENT, a.1 + b.1 * TANGENT);
            self.line_to(at(from));
            self.curve_to(at(near(from, to)), at(middle));
            self.curve_to(at(near(to, from)), at(to));
        }
        self.close();
    }

    /// A disc.
    pub fn disc(&mut self, (x, y): Point, radius: f32) {
        self.rounded((x - radius, y - radius), (2.0 * radius, 2.0 * radius), radius);
    }

    /// The smallest rectangle around it: left, top, right, bottom.
    fn bounds(&self) -> Option<[f32; 4]> {
        let (first, _) = *self.edges.first()?;
        let around = [first.0, first.1, first.0, first.1];
        Some(self.edges.iter().fold(around, |[left, top, right, bottom], &(_, (x, y))| {
            [left.min(x), top.min(y), right.max(x), bottom.max(y)]
        }))
    }
}

/// A picture being drawn.
#[derive(Debug)]
pub struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
    palette: Palette,
    /// How the cover changes from one pixel to the next; kept for the next shape.
    changes: Vec<f32>,
}

impl Canvas {
    /// A picture that shows its ground.
    pub fn new(width: usize, height: usize, palette: Palette) -> Self {
        Self { width, height, pixels: vec![0; width * height], palette, changes: Vec::new() }
    }

    /// Fills a shape with the full colour of a ramp.
    pub fn fill(&mut self, shape: &Shape, ramp: Ramp) {
        let Some([left, top, right, bottom]) = shape.bounds() else { return };
        let limit = |value: f32, most: usize| value.clamp(0.0, most as f32) as usize;
        let (first, last) = (limit(top.floor(), self.height), limit(bottom.ceil(), self.height));
        let (from, to) = (limit(left.floor(), self.width), limit(right.ceil(), self.width));
        if first >= last || from >= to {
            return;
        }
        let area = Area { left: from as f32, top: first as f32, width: to - from, height: last - first };
        self.changes.clear();
        // an edge that ends at the right border changes the pixel behind it
        self.changes.resize((area.width + 2) * area.height, 0.0);
        for &(a, b) in &shape.edges {
            area.add(&mut self.changes, a, b);
        }
        for (row, changes) in self.changes.chunks_exact(area.width + 2).enumerate() {
            let start = (first + row) * self.width + from;
            let mut cover = 0.0;
            for (pixel, change) in self.pixels[start..start + area.width].iter_mut().zip(changes) {
                cover += change;
                let step = (cover.abs().min(1.0) * f32::from(ramp.steps) + 0.5) as u8;
                if step > 0 {
                    let index = ramp.first + step - 1;
                    let is_fuller = !(ramp.first..ramp.first + ramp.steps).contains(pixel) || *pixel < index;
                    *pixel = if is_fuller { index } else { *pixel };
                }
            }
        }
    }

    /// The picture as a PNG.
    pub fn png(&self) -> Vec<u8> {
        png(self.width, &self.pixels, &self.palette.colours)
    }
}

/// The rows and columns that a shape touches.
struct Area {
    left: f32,
    top: f32,
    width: usize,
    height: usize,
}

impl Area {
    /// Adds what an edge changes: in each row, from the column that it crosses on everything to the right is covered by as
    /// much of the row's height as the edge spans, downwards more, upwards less.
    fn add(&self, changes: &mut [f32], a: Point, b: Point) {
        let (sign, (mut x, y), (end_x, end_y)) = if a.1 < b.1 { (1.0, a, b) } else { (-1.0, b, a) };
        let (y, end_y) = (y - self.top, end_y - self.top);
        if end_y <= y {
            return;
        }
        let slope = (end_x - x) / (end_y - y);
        x -= self.left + y.min(0.0) * slope;
        let bottom = end_y.min(self.height as f32);
        let mut y = y.max(0.0);
        while y < bottom {
            let row = y as usize;
            let next = ((row + 1) as f32).min(bottom);
            let beyond = x + (next - y) * slope;
            let row_of_changes = &mut changes[row * (self.width + 2)..(row + 1) * (self.width + 2)];
            self.add_in_row(row_of_changes, (x.min(beyond), x.max(beyond)), sign * (next - y));
            (x, y) = (beyond, next);
        }
    }

    /// The part of an edge within a row: it spans `height` of the row between two places.
    fn add_in_row(&self, changes: &mut [f32], (from, to): (f32, f32), height: f32) {
        let right = self.width as f32;
        let (from, to) = (from.clamp(0.0, right), to.clamp(0.0, right));
        let whole = to - from;
        let mut at = from;
        loop {
            let column = (at as usize).min(self.width);
            let edge = ((column + 1) as f32).min(to);
            let part = if whole > 0.0 { height * (edge - at) / whole } else { height };
            // the pixel itself is covered from the middle of the part on, those behind it wholly
            let uncovered = (at + edge) * 0.5 - column as f32;
            changes[column] += part * (1.0 - uncovered);
            changes[column + 1] += part * uncovered;
            if edge >= to {
                return;
            }
            at = edge;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE: Colour = [255, 255, 255, 255];
    const BLACK: Colour = [0, 0, 0, 255];
    const STEPS: u8 = 16;

    fn cover(shape: &Shape, width: usize, height: usize) -> Vec<u8> {
        let mut palette = Palette::new(WHITE);
        let ramp = palette.ramp(WHITE, BLACK, STEPS);
        let mut canvas = Canvas::new(width, height, palette);
        canvas.fill(shape, ramp);
        canvas.pixels
    }

    #[test]
    fn pixels_know_how_much_of_them_is_covered() {
        let mut shape = Shape::default();
        shape.rounded((0.5, 0.0), (2.0, 1.5), 0.0);
        assert_eq!(cover(&shape, 4, 2), [8, 16, 8, 0, 4, 8, 4, 0]);
    }

    #[test]
    fn a_slanted_edge_halves_its_pixels() {
        let mut shape = Shape::default();
        shape.move_to((0.0, 0.0));
        shape.line_to((2.0, 2.0));
        shape.line_to((0.0, 2.0));
        shape.close();
        assert_eq!(cover(&shape, 2, 2), [8, 0, 16, 8]);
    }

    #[test]
    fn what_lies_outside_is_cut_off() {
        let mut shape = Shape::default();
        shape.disc((1.0, 1.0), 50.0);
        assert_eq!(cover(&shape, 3, 2), [16; 6]);
        let mut far = Shape::default();
        far.disc((-80.0, 900.0), 20.0);
        assert_eq!(cover(&far, 3, 2), [0; 6]);
    }

    #[test]
    fn a_disc_has_its_area() {
        let mut shape = Shape::default();
        shape.disc((50.0, 50.0), 40.0);
        let area: f32 = cover(&shape, 100, 100).iter().map(|&index| f32::from(index) / f32::from(STEPS)).sum();
        assert!((area - std::f32::consts::PI * 1600.0).abs() < 8.0, "{area}");
    }
}
