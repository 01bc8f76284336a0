//! Borders and coasts: the file `data/outlines.txt`, read once.

use std::sync::LazyLock;

static OUTLINES: &str = include_str!("../../../../data/outlines.txt");

/// Longitude and latitude in hundredths of a degree.
pub type Point = (i64, i64);

/// Once around the world.
pub const AROUND: i64 = 36_000;

/// A country's rings as lists of arcs.
#[derive(Debug)]
pub struct Country {
    /// ISO 3166 alpha-2, or `--`.
    pub code: &'static str,
    rings: Vec<Vec<Step>>,
}

/// An arc of a ring.
#[derive(Debug, Clone, Copy)]
struct Step {
    arc: usize,
    backwards: bool,
}

/// All arcs and the countries made of them.
#[derive(Debug)]
pub struct Outlines {
    arcs: Vec<Vec<Point>>,
    /// By code.
    pub countries: Vec<Country>,
}

impl Outlines {
    /// The world as the program carries it.
    pub fn built_in() -> &'static Self {
        static BUILT: LazyLock<Outlines> = LazyLock::new(|| read(OUTLINES));
        &BUILT
    }

    /// The rings of a country. One that crosses the 180th meridian goes on beyond it.
    pub fn rings<'a>(&'a self, country: &'a Country) -> impl Iterator<Item = Vec<Point>> + 'a {
        country.rings.iter().map(|ring| {
            let mut points: Vec<Point> = Vec::new();
            for step in ring {
                let arc = self.arcs.get(step.arc).map_or(&[][..], Vec::as_slice);
                // each arc begins where the one before it ends
                points.pop();
                if step.backwards { points.extend(arc.iter().rev()) } else { points.extend(arc) }
            }
            unrolled(points)
        })
    }
}

/// Lets a ring go on where it jumps from one edge of the world to the other; one around the pole closes along it.
fn unrolled(mut ring: Vec<Point>) -> Vec<Point> {
    let (mut before, mut shift) = (ring.first().map_or(0, |point| point.0), 0);
    for (x, _) in &mut ring {
        let step = *x - before;
        before = *x;
        shift += if step.abs() > AROUND / 2 { -step.signum() * AROUND } else { 0 };
        *x += shift;
    }
    if let (Some(&first), Some(&last)) = (ring.first(), ring.last())
        && first != last
    {
        let pole = 9_000 * last.1.signum();
        ring.extend([(last.0, pole), (first.0, pole), first]);
    }
    ring
}

fn read(text: &'static str) -> Outlines {
    let mut outlines = Outlines { arcs: Vec::new(), countries: Vec::new() };
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(' ') {
            Some((code, rings)) if code == "--" || code.starts_with(|c: char| c.is_ascii_uppercase()) => {
                let rings = rings.split(';').map(|ring| ring.split_whitespace().filter_map(step).collect());
                outlines.countries.push(Country { code, rings: rings.collect() });
            }
            _ => outlines.arcs.push(arc(line)),
        }
    }
    outlines
}

/// `7` is arc 7, `~7` the same backwards.
fn step(text: &str) -> Option<Step> {
    let number = text.trim_start_matches('~');
    Some(Step { arc: number.parse().ok()?, backwards: number.len() < text.len() })
}

/// A first point, then differences.
fn arc(line: &str) -> Vec<Point> {
    let numbers: Vec<i64> = line.split(' ').filter_map(|number| number.parse().ok()).collect();
    let steps = numbers.chunks_exact(2).scan((0, 0), |at: &mut Point, step| {
        *at = (at.0 + step[0], at.1 + step[1]);
        Some(*at)
    });
    steps.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ring_is_closed_and_on_the_globe() {
        let world = Outlines::built_in();
        assert!(world.countries.len() > 200 && world.arcs.len() > 1500);
        assert!(world.countries.is_sorted_by_key(|country| country.code));
        for country in &world.countries {
            assert!(country.rings.iter().flatten().all(|step| step.arc < world.arcs.len()), "{}", country.code);
            for ring in world.rings(country) {
                assert_eq!(ring.first(), ring.last(), "{}", country.code);
                assert!(ring.iter().all(|&(x, y)| x.abs() <= AROUND && y.abs() <= 9_000), "{}", country.code);
            }
        }
    }
    #[test]
    fn rings_go_on_beyond_the_edge_of_the_world() {
        let chukotka = vec![(17_900, 6_500), (-17_900, 6_500), (-17_900, 6_600), (17_900, 6_600), (17_900, 6_500)];
        let whole = vec![(17_900, 6_500), (18_100, 6_500), (18_100, 6_600), (17_900, 6_600), (17_900, 6_500)];
        assert_eq!(unrolled(chukotka), whole);
        let polar = unrolled(vec![(0, -7_000), (12_000, -7_100), (-12_000, -7_000), (0, -7_000)]);
        assert_eq!(polar[3..], [(36_000, -7_000), (36_000, -9_000), (0, -9_000), (0, -7_000)]);
        for country in &Outlines::built_in().countries {
            for ring in Outlines::built_in().rings(country).filter(|_| country.code != "AQ") {
                assert!(ring.windows(2).all(|pair| (pair[0].0 - pair[1].0).abs() < AROUND / 4), "{}", country.code);
            }
        }
    }
}
