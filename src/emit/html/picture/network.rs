//! Who appears with whom: dots with names, lines between them.
//!
//! Input: at most a few dozen nodes and the lines between them. Output: SVG.
//!
//! 1. Nodes start on a ring in their order; lines pull, nodes push each other off (Fruchterman and Reingold 1991), with
//!    sums, products and square roots only, so that every machine comes to the same place.
//! 2. Each node with its label is a box; boxes that overlap are pushed apart along the shorter way.
//! 3. Places are rounded and drawn: lines first, then nodes by kind in shape and colour.

use super::super::markup::{Html, Markup};
use super::{LINK, text_width};
use crate::model::EntityKind;

/// A node.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its page.
    pub href: Option<String>,
    /// What its tooltip says.
    pub title: String,
    /// What it is: its shape and colour.
    pub kind: EntityKind,
    /// Share of the largest node's weight, in thousandths.
    pub weight: i64,
}

/// A line between two nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Index of a node.
    pub a: usize,
    /// Index of another.
    pub b: usize,
    /// 1 to 3.
    pub width: u8,
}

/// Width of the picture.
const WIDTH: i64 = 1000;
/// Font size of the labels.
const FONT: i64 = 15;
/// Height of a box.
const ROW: f64 = 27.0;
/// Longest label, in characters.
const LONGEST: usize = 34;
/// Rounds of pulling and pushing.
const ROUNDS: u32 = 400;
/// Rounds of pushing boxes apart, at most.
const PUSHES: u32 = 400;
/// Space between the outermost boxes and the edge.
const EDGE: f64 = 14.0;

/// A node on its way: the middle of its box, and half of the box's size.
#[derive(Debug, Clone, Copy)]
struct Body {
    x: f64,
    y: f64,
    half: f64,
}

/// Draws the picture.
pub fn draw(nodes: &[Node<'_>], lines: &[Line], name: &'static str) -> Html {
    let labels: Vec<String> = nodes.iter().map(|node| super::super::wording::clip(node.name, LONGEST)).collect();
    let (bodies, height) = layout(&labels, lines);
    let mut out = Markup::with_capacity(16 << 10);
    out.raw("<svg class=\"network\" role=\"group\" paint-order=\"stroke\" viewBox=\"0 0 ")
        .text(&format!("{WIDTH} {height}"));
    out.raw("\" aria-label=\"").raw(name).raw("\">\n<g class=\"lines\" aria-hidden=\"true\">\n");
    let dots: Vec<(i64, i64)> =
        bodies.iter().map(|body| (rounded(body.x - body.half + 12.0), rounded(body.y))).collect();
    for line in lines {
        let ((x1, y1), (x2, y2)) = (dots[line.a], dots[line.b]);
        let width = ["w1", "w2", "w3"][usize::from(line.width.clamp(1, 3)) - 1];
        out.raw("<path class=\"").raw(width).raw("\" d=\"").text(&format!("M{x1} {y1}L{x2} {y2}")).raw("\"/>\n");
    }
    out.raw("</g>\n");
    for ((node, label), &(x, y)) in nodes.iter().zip(&labels).zip(&dots) {
        match &node.href {
            Some(href) => out.raw(LINK).text(href).raw("\"><title>").text(&node.title).raw("</title>"),
            None => out.raw("<g><title>").text(&node.title).raw("</title>"),
        };
        shape(node, (x, y), &mut out);
        out.raw("<text x=\"").text(&(x + 14).to_string()).raw("\" y=\"").text(&(y + 5).to_string()).raw("\">");
        out.text(label).raw("</text>").raw(if node.href.is_some() { "</a>\n" } else { "</g>\n" });
    }
    out.raw("</svg>\n");
    out.finish()
}

/// A disc for a person, a square for an organisation, a diamond for a place.
fn shape(node: &Node<'_>, (x, y): (i64, i64), out: &mut Markup) {
    let r = 4 + super::root(node.weight * 1000) * 5 / 1000;
    match node.kind {
        EntityKind::Person => {
            out.raw("<circle class=\"person\" cx=\"").text(&x.to_string()).raw("\" cy=\"").text(&y.to_string());
            out.raw("\" r=\"").text(&r.to_string()).raw("\"/>");
        }
        EntityKind::Organisation => {
            let path = format!("M{} {}h{}v{}h-{}z", x - r, y - r, 2 * r, 2 * r, 2 * r);
            out.raw("<path class=\"organisation\" d=\"").text(&path).raw("\"/>");
        }
        EntityKind::Place => {
            let r = r + 1;
            let path = format!("M{} {y}l{r}-{r} {r} {r}-{r} {r}z", x - r);
            out.raw("<path class=\"place\" d=\"").text(&path).raw("\"/>");
        }
    }
}

fn rounded(value: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "places lie within the picture")]
    let whole = value.round() as i64;
    whole
}

/// Places the boxes of the labels; gives the picture's height, too.
fn layout(labels: &[String], lines: &[Line]) -> (Vec<Body>, i64) {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred units")]
    let half = |label: &String| (text_width(label) * FONT / 1000 + 34) as f64 / 2.0;
    let count = u32::try_from(labels.len()).unwrap_or(u32::MAX);
    let (width, height) = (1000.0, 200.0 + f64::from(count) * 13.0);
    let mut bodies: Vec<Body> = labels
        .iter()
        .zip(0..count)
        .map(|(label, nth)| {
            let (x, y) = on_ring(f64::from(nth) / f64::from(count.max(1)));
            Body { x: width / 2.0 + x * width * 0.4, y: height / 2.0 + y * height * 0.4, half: half(label) }
        })
        .collect();
    settle(&mut bodies, lines, (width, height));
    spread(&mut bodies, (width, height));
    part(&mut bodies, width);
    let top = bodies.iter().map(|body| body.y).fold(f64::MAX, f64::min);
    let bottom = bodies.iter().map(|body| body.y).fold(0.0, f64::max);
    for body in &mut bodies {
        body.y += ROW / 2.0 + EDGE - top;
    }
    (bodies, rounded((bottom - top).max(0.0) + ROW + 2.0 * EDGE))
}

/// A point of the unit circle, a share of the way around it: by the rational parametrisation, quarter by quarter.
fn on_ring(share: f64) -> (f64, f64) {
    let quarter = (share * 4.0).floor();
    let t = share * 4.0 - quarter;
    let (x, y) = ((1.0 - t * t) / (1.0 + t * t), 2.0 * t / (1.0 + t * t));
    if quarter < 1.0 {
        (x, y)
    } else if quarter < 2.0 {
        (-y, x)
    } else if quarter < 3.0 {
        (-x, -y)
    } else {
        (y, -x)
    }
}

/// Lines pull, nodes push; the steps grow smaller.
fn settle(bodies: &mut [Body], lines: &[Line], (width, height): (f64, f64)) {
    let count = f64::from(u32::try_from(bodies.len().max(1)).unwrap_or(u32::MAX));
    let ideal = (width * height / count).sqrt() * 0.75;
    for round in 0..ROUNDS {
        let step = width / 12.0 * (1.0 - f64::from(round) / f64::from(ROUNDS)) + 0.5;
        let mut moves = vec![(0.0_f64, 0.0_f64); bodies.len()];
        for a in 0..bodies.len() {
            for b in a + 1..bodies.len() {
                let (dx, dy, distance) = apart(&bodies[a], &bodies[b], b - a);
                // those far apart leave each other alone, so that groups without a line between them stay near
                let push = if distance > ideal * 2.5 { 0.0 } else { ideal * ideal / distance };
                shift(&mut moves, (a, b), (dx / distance * push, dy / distance * push));
            }
            // whatever hangs on no line stays in the picture
            moves[a].0 += (width / 2.0 - bodies[a].x) * 0.35;
            moves[a].1 += (height / 2.0 - bodies[a].y) * 0.6;
        }
        for line in lines {
            let (dx, dy, distance) = apart(&bodies[line.a], &bodies[line.b], 1);
            let pull = -distance * distance / ideal * (0.4 + 0.2 * f64::from(line.width));
            shift(&mut moves, (line.a, line.b), (dx / distance * pull, dy / distance * pull));
        }
        for (body, (dx, dy)) in bodies.iter_mut().zip(moves) {
            let length = (dx * dx + dy * dy).sqrt().max(0.01);
            let limited = length.min(step);
            body.x += dx / length * limited;
            body.y += dy / length * limited;
        }
    }
}

/// From `b` to `a`: the way and its length, never nothing.
fn apart(a: &Body, b: &Body, nth: usize) -> (f64, f64, f64) {
    let (mut dx, dy) = (a.x - b.x, a.y - b.y);
    if dx * dx + dy * dy < 0.01 {
        dx = 0.1 * f64::from(u32::try_from(nth).unwrap_or(1));
    }
    (dx, dy, (dx * dx + dy * dy).sqrt())
}

fn shift(moves: &mut [(f64, f64)], (a, b): (usize, usize), (dx, dy): (f64, f64)) {
    moves[a].0 += dx;
    moves[a].1 += dy;
    moves[b].0 -= dx;
    moves[b].1 -= dy;
}

/// Stretches the layout over the whole picture.
fn spread(bodies: &mut [Body], (width, height): (f64, f64)) {
    let (mut left, mut right, mut top, mut bottom) = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
    for body in bodies.iter() {
        (left, right) = (left.min(body.x), right.max(body.x));
        (top, bottom) = (top.min(body.y), bottom.max(body.y));
    }
    for body in bodies {
        let inner = width - 2.0 * (body.half + EDGE);
        body.x = body.half + EDGE + (body.x - left) / (right - left).max(1.0) * inner;
        body.y = (body.y - top) / (bottom - top).max(1.0) * height;
    }
}

/// Pushes boxes apart until none lies on another; downwards there is always room.
fn part(bodies: &mut [Body], width: f64) {
    for round in 0..PUSHES {
        let mut moved = false;
        for a in 0..bodies.len() {
            for b in a + 1..bodies.len() {
                let (dx, dy) = (bodies[b].x - bodies[a].x, bodies[b].y - bodies[a].y);
                let (over_x, over_y) = (bodies[a].half + bodies[b].half - dx.abs(), ROW - dy.abs());
                if over_x <= 0.0 || over_y <= 0.0 {
                    continue;
                }
                moved = true;
                // sideways only where that is much shorter, and not for ever: the edges may be in the way
                if over_x < over_y && round < PUSHES / 2 {
                    let way = if dx < 0.0 { -over_x } else { over_x } / 2.0;
                    bodies[a].x -= way;
                    bodies[b].x += way;
                } else {
                    let way = if dy < 0.0 { -over_y } else { over_y } / 2.0;
                    bodies[a].y -= way;
                    bodies[b].y += way;
                }
            }
        }
        for body in bodies.iter_mut() {
            let least = body.half + EDGE;
            body.x = body.x.max(least).min((width - least).max(least));
        }
        if !moved {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(count: usize) -> Vec<String> {
        (0..count).map(|n| format!("Somebody named {n}{}", " or more".repeat(n % 3))).collect()
    }

    #[test]
    fn labels_never_overlap() {
        for count in [1, 2, 7, 40] {
            let lines: Vec<Line> = (1..count).map(|b| Line { a: b / 3, b, width: 2 }).collect();
            let (bodies, height) = layout(&labels(count), &lines);
            for (nth, a) in bodies.iter().enumerate() {
                assert!(a.x - a.half >= 0.0 && a.x + a.half <= 1000.0 && a.y > 0.0 && rounded(a.y) < height);
                for b in &bodies[nth + 1..] {
                    let apart = (a.x - b.x).abs() >= a.half + b.half - 0.5 || (a.y - b.y).abs() >= ROW - 0.5;
                    assert!(apart, "{count}: {a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn the_layout_is_the_same_everywhere() {
        let lines = [Line { a: 0, b: 1, width: 1 }, Line { a: 1, b: 2, width: 3 }];
        let (bodies, height) = layout(&labels(4), &lines);
        let places: Vec<(i64, i64)> = bodies.iter().map(|body| (rounded(body.x), rounded(body.y))).collect();
        assert_eq!((places, height), (vec![(781, 280), (375, 231), (162, 154), (899, 28)], 307));
    }

    #[test]
    fn points_lie_on_the_ring() {
        for nth in 0..16_u32 {
            let (x, y) = on_ring(f64::from(nth) / 16.0);
            assert!((x * x + y * y - 1.0).abs() < 1e-9);
        }
    }
}
