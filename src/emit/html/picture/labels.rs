//! Where labels go so that none lies on another or on a dot.
//!
//! Input: things in order of weight, with the text of each. Output: a place for every label that has one: beside its dot,
//! else above or below it; the others are left out, their dots keep their titles.

use super::text_width;

/// Something to label.
#[derive(Debug, Clone)]
pub struct Labelled<'a> {
    /// Its middle.
    pub at: (i64, i64),
    /// Radius of its dot; 0 when the label stands in its place.
    pub radius: i64,
    /// The label.
    pub text: &'a str,
}

/// A label with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Index of what it labels.
    pub of: usize,
    /// Where the text is anchored: on its base line.
    pub at: (i64, i64),
    /// `start`, `middle`, `end`.
    pub anchor: &'static str,
}

/// West, north, east, south.
type Area = (i64, i64, i64, i64);

/// Places the labels in a font of a size within a picture.
pub fn place(things: &[Labelled<'_>], font: i64, (width, height): (i64, i64)) -> Vec<Placed> {
    let dot = |thing: &Labelled<'_>| {
        let ((x, y), r) = (thing.at, thing.radius);
        (x - r, y - r, x + r, y + r)
    };
    let mut taken: Vec<(Option<usize>, Area)> = things
        .iter()
        .enumerate()
        .filter(|(_, thing)| thing.radius > 0)
        .map(|(at, thing)| (Some(at), dot(thing)))
        .collect();
    let mut placed = Vec::new();
    for (of, thing) in things.iter().enumerate() {
        let long = text_width(thing.text) * font / 1000;
        let (x, y) = thing.at;
        let (gap, r) = (font / 4, thing.radius);
        let choices: [((i64, i64), &'static str); 4] = if r == 0 {
            [
                ((x, y + font / 3), "middle"),
                ((x, y - font), "middle"),
                ((x, y + font * 3 / 2), "middle"),
                ((x, y - font * 2), "middle"),
            ]
        } else {
            [
                ((x + r + gap, y + font / 3), "start"),
                ((x - r - gap, y + font / 3), "end"),
                ((x, y - r - gap), "middle"),
                ((x, y + r + font), "middle"),
            ]
        };
        let fits = |&(at, anchor): &((i64, i64), &'static str)| {
            let from = match anchor {
                "start" => at.0,
                "end" => at.0 - long,
                _ => at.0 - long / 2,
            };
            let area = (from, at.1 - font, from + long, at.1 + font / 4);
            let inside = area.0 >= 0 && area.1 >= 0 && area.2 <= width && area.3 <= height;
            // the name of a country may cover the dots of places that are named less
            let is_lesser = |owner: &Option<usize>| r == 0 && owner.is_some_and(|owner| owner > of);
            let is_own = |owner: &Option<usize>| *owner == Some(of);
            let free = taken.iter().all(|(owner, other)| is_own(owner) || is_lesser(owner) || !meet(area, *other));
            (inside && free).then_some((area, Placed { of, at, anchor }))
        };
        if let Some((area, label)) = choices.iter().find_map(fits) {
            taken.push((None, area));
            placed.push(label);
        }
    }
    placed
}

fn meet(a: Area, b: Area) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_make_room_for_each_other() {
        let thing = |x, y, text| Labelled { at: (x, y), radius: 4, text };
        let near = [thing(100, 100, "Dushanbe"), thing(112, 100, "Khorog"), thing(106, 104, "Kulob")];
        let placed = place(&near, 12, (400, 200));
        assert_eq!(placed.iter().map(|label| label.anchor).collect::<Vec<_>>(), ["end", "start", "middle"]);
    }

    #[test]
    fn a_country_is_named_over_the_dots_of_lesser_places_only() {
        let country = Labelled { at: (100, 100), radius: 0, text: "Tajikistan" };
        let town = Labelled { at: (100, 98), radius: 4, text: "Gharm" };
        let placed = place(&[country.clone(), town.clone()], 12, (400, 200));
        assert_eq!(placed.iter().find(|label| label.of == 0).map(|label| label.at), Some((100, 104)));
        let placed = place(&[town, country], 12, (400, 200));
        assert_ne!(placed.iter().find(|label| label.of == 1).map(|label| label.at), Some((100, 104)));
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let thing = Labelled { at: (10, 10), radius: 4, text: "a very long label indeed" };
        assert!(place(&[thing], 12, (60, 20)).is_empty());
    }
}
