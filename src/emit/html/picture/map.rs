//! An outline map of the places that are named, cropped to where most of them lie.
//!
//! Input: places with coordinates and weights. Output: SVG, and which places lie outside of it.
//!
//! 1. The window: around the weighted median, out to where seven tenths of the weight lie and a little further; more than
//!    half the world is shown as all of it. What lies in the window is shown, the core or not.
//! 2. Plate carrée, its middle parallel true to scale; everything from here on is integers.
//! 3. Rings are clipped to the window and thinned to its pixels. Countries that are named are tinted and link.
//! 4. Dots by area of mentions; labels where they fit, in one size for each width of screen.

use super::super::markup::{Html, Markup};
use super::labels::{Labelled, place};
use super::outlines::{AROUND, Outlines, Point};
use super::{LINK, root};

/// A place on the map.
#[derive(Debug, Clone)]
pub struct Spot<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its page.
    pub href: Option<String>,
    /// What its tooltip says.
    pub title: String,
    /// Longitude and latitude in hundredths of a degree.
    pub at: Point,
    /// How much it weighs in choosing the window: articles.
    pub weight: u32,
    /// How large its dot is: mentions.
    pub mentions: u32,
    /// Its code, when it is a country.
    pub country: Option<&'a str>,
}

/// How a map is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Width and height in units of the picture.
    pub size: (i64, i64),
    /// Class and font size of each set of labels.
    pub labels: &'static [(&'static str, i64)],
    /// What assistive technology calls it.
    pub name: &'static str,
}

/// A map.
#[derive(Debug)]
pub struct Map {
    /// The picture.
    pub svg: Html,
    /// Indexes of the places that lie outside.
    pub outside: Vec<usize>,
}

/// Radius of the smallest and the largest dot.
const RADIUS: (i64, i64) = (4, 15);
/// A map shows at least so much from west to east, in hundredths of a degree.
const LEAST: i64 = 600;
/// How far rings go beyond the picture, so that its edge shows no line.
const BEYOND: i64 = 8;

/// Draws the map; `None` when fewer than two places lie in its window.
pub fn draw(spots: &[Spot<'_>], style: Style) -> Option<Map> {
    let core: Vec<Point> = crop(spots)?.into_iter().map(|at| spots[at].at).collect();
    let view = View::around(&core, style.size);
    let mut out = Markup::with_capacity(32 << 10);
    let (width, height) = view.size;
    out.raw("<svg class=\"map\" role=\"group\" paint-order=\"stroke\" viewBox=\"0 0 ")
        .text(&format!("{width} {height}"))
        .raw("\" aria-label=\"");
    out.raw(style.name).raw("\">\n");
    let areas = land(&view, spots, &mut out);
    let (inside, outside): (Vec<usize>, Vec<usize>) =
        (0..spots.len()).partition(|&at| areas.contains(&at) || view.has(spots[at].at));
    let most = inside.iter().map(|&at| spots[at].mentions).max().unwrap_or(1);
    let mut order: Vec<usize> = inside;
    order.sort_by_key(|&at| (std::cmp::Reverse(spots[at].mentions), at));
    order.retain(|&at| view.has(spots[at].at));
    let things: Vec<Labelled<'_>> = order
        .iter()
        .map(|&at| Labelled {
            at: view.project(spots[at].at),
            radius: if areas.contains(&at) { 0 } else { radius(spots[at].mentions, most) },
            text: spots[at].name,
        })
        .collect();
    for (thing, &at) in things.iter().zip(&order).filter(|(thing, _)| thing.radius > 0) {
        link(&spots[at], &mut out, |out| {
            out.raw("<circle class=\"dot\" cx=\"")
                .text(&thing.at.0.to_string())
                .raw("\" cy=\"")
                .text(&thing.at.1.to_string());
            out.raw("\" r=\"").text(&thing.radius.to_string()).raw("\"/>");
        });
    }
    for &(class, font) in style.labels {
        out.raw("<g class=\"labels ")
            .raw(class)
            .raw("\" aria-hidden=\"true\" font-size=\"")
            .text(&font.to_string())
            .raw("\">\n");
        for label in place(&things, font, view.size) {
            let thing = &things[label.of];
            out.raw(if thing.radius == 0 { "<text class=\"area\" x=\"" } else { "<text x=\"" });
            out.text(&label.at.0.to_string()).raw("\" y=\"").text(&label.at.1.to_string());
            out.raw("\" text-anchor=\"").raw(label.anchor).raw("\">").text(thing.text).raw("</text>\n");
        }
        out.raw("</g>\n");
    }
    out.raw("</svg>\n");
    Some(Map { svg: out.finish(), outside })
}

fn radius(mentions: u32, most: u32) -> i64 {
    let (least, largest) = RADIUS;
    // the area follows the number of mentions
    let share = root(i64::from(mentions) * 1_000_000 / i64::from(most.max(1)));
    (share * largest / 1000).clamp(least, largest)
}

fn link(spot: &Spot<'_>, out: &mut Markup, shape: impl FnOnce(&mut Markup)) {
    match &spot.href {
        Some(href) => out.raw(LINK).text(href).raw("\"><title>").text(&spot.title).raw("</title>"),
        None => out.raw("<g><title>").text(&spot.title).raw("</title>"),
    };
    shape(out);
    out.raw(if spot.href.is_some() { "</a>\n" } else { "</g>\n" });
}

/// Draws the countries in view; gives the places that are countries and were drawn as such.
fn land(view: &View, spots: &[Spot<'_>], out: &mut Markup) -> Vec<usize> {
    let world = Outlines::built_in();
    let (mut plain, mut named, mut areas) = (String::new(), Vec::new(), Vec::new());
    for country in &world.countries {
        let mut path = String::new();
        world.rings(country).for_each(|ring| view.ring(&ring, &mut path));
        if path.is_empty() {
            continue;
        }
        match spots.iter().position(|spot| spot.country == Some(country.code)) {
            Some(at) => named.push((at, path)),
            None => plain.push_str(&path),
        }
    }
    out.raw("<path class=\"land\" d=\"").text(&plain).raw("\"/>\n");
    for (at, path) in named {
        link(&spots[at], out, |out| {
            out.raw("<path class=\"land named\" d=\"").text(&path).raw("\"/>");
        });
        areas.push(at);
    }
    areas
}

/// Which places a map is about: seven tenths of the weight around the weighted median, and what lies little further.
/// `None` when there are fewer than two.
fn crop(spots: &[Spot<'_>]) -> Option<Vec<usize>> {
    let middle = (median(spots, |spot| spot.at.0), median(spots, |spot| spot.at.1));
    let narrow = cosine(middle.1);
    let far = |at: usize| {
        let (x, y) = spots[at].at;
        ((x - middle.0).abs() * narrow / 1000).max((y - middle.1).abs())
    };
    let mut order: Vec<usize> = (0..spots.len()).collect();
    order.sort_by_key(|&at| (far(at), at));
    let all: u64 = spots.iter().map(|spot| u64::from(spot.weight)).sum();
    let (mut sum, mut core, mut count) = (0, LEAST / 2, 0);
    for &at in &order {
        if sum * 10 < all * 7 || count < 2 {
            core = core.max(far(at));
        } else if far(at) > core * 6 / 5 {
            break;
        }
        sum += u64::from(spots[at].weight);
        count += 1;
    }
    order.truncate(count);
    (count > 1).then_some(order)
}

fn median(spots: &[Spot<'_>], of: impl Fn(&Spot<'_>) -> i64) -> i64 {
    let mut weighted: Vec<(i64, u32)> = spots.iter().map(|spot| (of(spot), spot.weight)).collect();
    weighted.sort_unstable();
    let all: u64 = weighted.iter().map(|&(_, weight)| u64::from(weight)).sum();
    let mut sum = 0;
    let half = weighted.iter().find(|&&(_, weight)| {
        sum += u64::from(weight);
        sum * 2 >= all
    });
    half.map_or(0, |&(value, _)| value)
}

/// The cosine of a latitude in hundredths of a degree, in thousandths. By its series, whose sums are the same everywhere.
fn cosine(latitude: i64) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "a latitude has five digits")]
    let angle = latitude as f64 / 100.0 * (std::f64::consts::PI / 180.0);
    let square = angle * angle;
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..10 {
        let n = f64::from(n);
        term *= -square / ((2.0 * n - 1.0) * (2.0 * n));
        sum += term;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a thousand at most")]
    let thousandths = (sum * 1000.0).round() as i64;
    thousandths.max(100)
}

/// A window on the globe and how it becomes a picture.
struct View {
    west: i64,
    north: i64,
    /// From west to east, in hundredths of a degree.
    span: i64,
    narrow: i64,
    size: (i64, i64),
}

impl View {
    /// The least window of the picture's shape that holds the points with a margin.
    fn around(points: &[Point], (width, height): (i64, i64)) -> Self {
        let range = |of: fn(&Point) -> i64| {
            let values = || points.iter().map(of);
            (values().min().unwrap_or(0), values().max().unwrap_or(0))
        };
        let ((west, east), (south, north)) = (range(|point| point.0), range(|point| point.1));
        let narrow = cosine(i64::midpoint(south, north));
        let margin = |span: i64| span * 7 / 5;
        // what the height asks for, as a width
        let tall = margin(north - south) * 1000 * width / (narrow * height);
        let span = margin(east - west).max(tall).clamp(LEAST, AROUND);
        let span = if span > AROUND / 2 { AROUND } else { span };
        let down = span * narrow / 1000 * height / width;
        let left = (i64::midpoint(west, east) - span / 2).clamp(-18_000, 18_000 - span);
        let down = down.min(17_000);
        let top = (i64::midpoint(south, north) + down / 2).clamp(-8_500 + down, 8_500);
        Self { west: left, north: top, span, narrow, size: (width, down * 1000 * width / (span * narrow)) }
    }

    fn project(&self, (x, y): Point) -> (i64, i64) {
        let width = self.size.0;
        ((x - self.west) * width / self.span, (self.north - y) * 1000 * width / (self.span * self.narrow))
    }

    /// Whether a point is in the picture.
    fn has(&self, point: Point) -> bool {
        let (x, y) = self.project(point);
        (0..self.size.0).contains(&x) && (0..self.size.1).contains(&y)
    }

    /// Writes a ring as far as it is in view, from either side of the world's edge.
    fn ring(&self, ring: &[Point], path: &mut String) {
        let east = ring.iter().map(|point| point.0).max().unwrap_or(0);
        let west = ring.iter().map(|point| point.0).min().unwrap_or(0);
        for shift in [0, -AROUND, AROUND] {
            if west + shift <= self.west + self.span && east + shift >= self.west {
                self.shape(ring.iter().map(|&(x, y)| self.project((x + shift, y))).collect(), path);
            }
        }
    }

    /// Writes the part of a ring that is in view; what is smaller than a few pixels is left out.
    fn shape(&self, points: Vec<(i64, i64)>, path: &mut String) {
        use std::fmt::Write;
        let clipped = thinned(&self.clipped(points));
        let doubled: i64 = clipped.iter().zip(clipped.iter().cycle().skip(1)).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
        let Some((&(x, y), rest)) = clipped.split_first().filter(|_| doubled.abs() > 8) else { return };
        // writing to a string cannot fail
        let _ = write!(path, "M{x} {y}l");
        let mut last = (x, y);
        for (nth, &(x, y)) in rest.iter().enumerate() {
            let (dx, dy) = (x - last.0, y - last.1);
            let _ =
                write!(path, "{}{dx}{}{dy}", if nth == 0 || dx < 0 { "" } else { " " }, if dy < 0 { "" } else { " " });
            last = (x, y);
        }
        path.push('z');
    }

    /// The part of a ring within the picture and a little beyond (Sutherland and Hodgman, one edge after the other).
    fn clipped(&self, mut ring: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
        let (width, height) = self.size;
        let edges: [(bool, i64, bool); 4] = [
            (true, -BEYOND, true),
            (true, width + BEYOND, false),
            (false, -BEYOND, true),
            (false, height + BEYOND, false),
        ];
        for (vertical, limit, above) in edges {
            let value = |p: (i64, i64)| if vertical { p.0 } else { p.1 };
            let inside = |p: (i64, i64)| if above { value(p) >= limit } else { value(p) <= limit };
            let cross = |a: (i64, i64), b: (i64, i64)| {
                let (part, whole) = (limit - value(a), value(b) - value(a));
                if vertical {
                    (limit, a.1 + (b.1 - a.1) * part / whole)
                } else {
                    (a.0 + (b.0 - a.0) * part / whole, limit)
                }
            };
            let mut kept = Vec::with_capacity(ring.len());
            let Some(&last) = ring.last() else { return ring };
            let mut before = last;
            for &point in &ring {
                if inside(point) != inside(before) {
                    kept.push(cross(before, point));
                }
                if inside(point) {
                    kept.push(point);
                }
                before = point;
            }
            ring = kept;
        }
        ring
    }
}

/// Points that are a pixel or less from the one before go.
fn thinned(ring: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut kept: Vec<(i64, i64)> = Vec::with_capacity(ring.len());
    for &(x, y) in ring {
        if kept.last().is_none_or(|&(lx, ly)| (x - lx).abs() + (y - ly).abs() > 1) {
            kept.push((x, y));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(name: &str, at: Point, weight: u32) -> Spot<'_> {
        Spot { name, href: None, title: name.to_owned(), at, weight, mentions: weight, country: None }
    }

    const STYLE: Style = Style { size: (1000, 500), labels: &[("all", 14)], name: "Map" };

    #[test]
    fn one_place_is_no_map() {
        assert!(draw(&[spot("Kabul", (6917, 3453), 9)], STYLE).is_none());
        assert!(draw(&[], STYLE).is_none());
    }

    #[test]
    fn far_places_of_little_weight_stay_outside() {
        let spots =
            [spot("Kabul", (6917, 3453), 20), spot("Dushanbe", (6878, 3854), 20), spot("Washington", (-7704, 3890), 3)];
        let map = draw(&spots, STYLE).expect("two places are near each other");
        assert_eq!(map.outside, [2]);
        assert!(map.svg.as_str().contains("Dushanbe") && !map.svg.as_str().contains("Washington"));
    }

    #[test]
    fn the_whole_world_fits() {
        let spots = [
            spot("a", (-17_900, 0), 1),
            spot("b", (17_900, 100), 1),
            spot("c", (0, 8_000), 1),
            spot("d", (0, -8_000), 1),
        ];
        let map = draw(&spots, STYLE).expect("a map");
        assert!(map.outside.is_empty() && map.svg.as_str().len() < 200_000);
    }

    #[test]
    fn what_lies_in_the_window_is_shown() {
        let mut spots = vec![spot("Kabul", (6917, 3453), 20), spot("Almaty", (7690, 4320), 20)];
        spots.extend([spot("Kashgar", (7990, 3940), 1), spot("Tajikistan", (7101, 3856), 1)]);
        spots[3].country = Some("TJ");
        let map = draw(&spots, STYLE).expect("a map");
        assert!(map.outside.is_empty() && map.svg.as_str().contains("Kashgar"));
        assert!(map.svg.as_str().contains("class=\"land named\""));
    }

    #[test]
    fn no_outline_runs_across_the_world() {
        let view = View::around(&[(-17_900, 7_000), (17_900, -7_000)], (1000, 560));
        let mut path = String::new();
        view.ring(&[(17_000, 6_000), (19_000, 6_000), (19_000, 6_500), (17_000, 6_500), (17_000, 6_000)], &mut path);
        assert_eq!(path.matches('M').count(), 2, "{path}");
        assert!(path.contains("M972 ") && path.contains("M-8 "), "{path}");
    }

    #[test]
    fn cosines_are_right() {
        assert_eq!([0, 6000, -6000, 9000].map(cosine), [1000, 500, 500, 100]);
    }

    #[test]
    fn rings_are_clipped_to_the_picture() {
        let view = View { west: 0, north: 500, span: 1000, narrow: 1000, size: (1000, 500) };
        let mut path = String::new();
        view.ring(&[(-500, 100), (500, 100), (500, 300), (-500, 300), (-500, 100)], &mut path);
        assert_eq!(path, "M-8 400l508 0 0-200-508 0z");
        view.ring(&[(5000, 100), (5500, 100), (5500, 300)], &mut path);
        assert_eq!(path.matches('M').count(), 1);
    }
}
