//! Borders and coasts: the file `data/outlines.txt`, read once.

use std::sync::LazyLock;

static OUTLINES: &str = include_str!("../../../../data/outlines.txt");

/// Longitude and latitude in hundredths of a degree.
pub type Point = (i64, i64);

/// A country's rings as lists of arcs.
#[derive(Debug)]
pub struct Country {
    /// ISO 3166 alpha-2, or `--`.
    pub code: &'static str,
    rings: Vec<Vec<i32>>,
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

    /// The rings of a country.
    pub fn rings<'a>(&'a self, country: &'a Country) -> impl Iterator<Item = Vec<Point>> + 'a {
        country.rings.iter().map(|ring| {
            let mut points: Vec<Point> = Vec::new();
            for &arc in ring {
                // `!n` is arc n backwards
                let arc_points = self.arcs.get(if arc < 0 { !arc } else { arc } as usize).map_or(&[][..], Vec::as_slice);
                // each arc begins where the one before it ends
                points.pop();
                if arc < 0 { points.extend(arc_points.iter().rev()) } else { points.extend(arc_points) }
            }
            points
        })
    }
}

fn read(text: &'static str) -> Outlines {
    let mut outlines = Outlines { arcs: Vec::new(), countries: Vec::new() };
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(' ') {
            Some((code, rings)) if code == "--" || code.starts_with(|c: char| c.is_ascii_uppercase()) => {
                let rings = rings.split(';').map(|ring| ring.split_whitespace().filter_map(arc_number).collect());
                outlines.countries.push(Country { code, rings: rings.collect() });
            }
            _ => outlines.arcs.push(arc(line)),
        }
    }
    outlines
}

fn arc_number(text: &str) -> Option<i32> {
    match text.strip_prefix('~') {
        Some(backwards) => backwards.parse().ok().map(|n: i32| !n),
        None => text.parse().ok(),
    }
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
            assert!(country.rings.iter().flatten().all(|&n| (if n < 0 { !n } else { n } as usize) < world.arcs.len()));
            for ring in world.rings(country) {
                assert_eq!(ring.first(), ring.last(), "{}", country.code);
                assert!(ring.iter().all(|&(x, y)| x.abs() <= 18_000 && y.abs() <= 9_000), "{}", country.code);
            }
        }
    }
}
