//! Names known beforehand: countries, cities, organisations, and whatever the curator lists.
//!
//! Input: the files of `data/`, or the curator's decisions. Output: a [`Gazetteer`], asked at a token for the longest name
//! that begins there.
//!
//! Names are keyed by their first word: only tokens that begin some name cost more than one look-up, word boundaries hold by
//! construction, and when a longer name fails ("Republic of Koreans") the shorter one is still found.

use super::lexicon::{Classes, Lexicon};
use super::passage::{Case, Passage, Shape};
use crate::model::EntityKind;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static COUNTRIES: &str = include_str!("../../data/countries.tsv");
static CITIES: &str = include_str!("../../data/cities.tsv");
static TOWNS: &str = include_str!("../../data/towns.txt");
static PLACES: &str = include_str!("../../data/places.txt");
static ORGANISATIONS: &str = include_str!("../../data/organisations.txt");

/// How far a name can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Also an ordinary word, a person's name or a small town: counts only where the context speaks for it.
    Doubtful,
    /// Means what it says.
    Clear,
    /// The curator says so.
    Curated,
}

/// What a known name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sense {
    /// What it names; `None`: it names nothing (a people, or a form that the curator ignores).
    pub kind: Option<EntityKind>,
    /// The name that it is known by.
    pub known_as: Option<&'static str>,
    /// How far it can be trusted.
    pub standing: Standing,
    /// Only in articles in this language.
    pub language: Option<&'static str>,
}

#[derive(Debug)]
struct Name {
    /// Folded words after the first, with the capitals that they are written with.
    rest: Box<[(Box<str>, u32)]>,
    /// Capitals of the first word.
    capitals: u32,
    sense: Sense,
}

/// A name found at a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// What it means.
    pub sense: Sense,
}

/// Known names by first word.
#[derive(Debug, Default)]
pub(super) struct Gazetteer {
    by_first: FxHashMap<Box<str>, Vec<Name>>,
}

impl Gazetteer {
    /// The names that the program carries, built once.
    pub(super) fn built_in() -> &'static Self {
        static BUILT: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::build(Lexicon::built_in()));
        &BUILT
    }

    /// Adds a name. The sense that was added first holds.
    pub(super) fn add(&mut self, name: &str, sense: Sense) {
        let passage = Passage::new(1, name, false, &NO_WORDS);
        let mut words =
            (0..passage.tokens.len()).map(|at| (Box::<str>::from(passage.key(at)), passage.tokens[at].capitals));
        let Some((first, capitals)) = words.next() else { return };
        let rest: Box<[_]> = words.collect();
        let bucket = self.by_first.entry(first).or_default();
        let known = |n: &Name| {
            n.capitals == capitals
                && n.rest == rest
                && (n.sense.language == sense.language || n.sense.language.is_none())
        };
        if !bucket.iter().any(known) {
            bucket.push(Name { rest, capitals, sense });
        }
    }

    /// Longest names first.
    pub(super) fn seal(&mut self) {
        for bucket in self.by_first.values_mut() {
            bucket.sort_by_key(|name| std::cmp::Reverse(name.rest.len()));
        }
    }

    /// The longest name that begins at a token.
    pub(super) fn at(&self, passage: &Passage<'_>, from: usize, language: &str) -> Option<Hit> {
        let bucket = self.by_first.get(passage.key(from))?;
        let fits = |at: usize, capitals: u32| has_capitals(passage, at, capitals);
        bucket
            .iter()
            .find(|name| {
                name.sense.language.is_none_or(|l| language.starts_with(l))
                    && from + name.rest.len() < passage.tokens.len()
                    && fits(from, name.capitals)
                    && name.rest.iter().zip(from + 1..).all(|((word, capitals), at)| {
                        passage.key(at) == &**word && fits(at, *capitals) && !passage.breaks_before(at)
                    })
            })
            .map(|name| Hit { from, to: from + 1 + name.rest.len(), sense: name.sense })
    }

    fn build(lexicon: &Lexicon) -> Self {
        let mut gazetteer = Self::default();
        let place = |known_as, standing| Sense {
            kind: Some(EntityKind::Place),
            known_as: Some(known_as),
            standing,
            language: None,
        };
        gazetteer.add_list(PLACES, EntityKind::Place);
        gazetteer.add_list(ORGANISATIONS, EntityKind::Organisation);
        let mut foreign = Vec::new();
        for line in COUNTRIES.lines() {
            let mut fields = line.split('\t').skip(1);
            let Some(name) = fields.next() else { continue };
            // other than "Chad" and "Jordan", countries are seldom called like people or things
            let standing =
                if is_plain(name, lexicon, Classes::GIVEN) { Standing::Clear } else { standing_of_country(name) };
            gazetteer.add(name, place(name, standing));
            if let Some(capital) = fields.next().filter(|capital| !capital.is_empty()) {
                gazetteer.add(capital, place(capital, standing_of_city(capital, true, lexicon)));
            }
            foreign.extend(fields.filter_map(|field| field.split_once('=')).map(|(language, f)| (language, f, name)));
        }
        for line in CITIES.lines() {
            let mut fields = line.split('\t');
            let Some(name) = fields.next() else { continue };
            let is_large = fields.nth(1).is_some();
            gazetteer.add(name, place(name, standing_of_city(name, is_large, lexicon)));
        }
        for town in TOWNS.lines() {
            gazetteer.add(town, place(town, Standing::Doubtful));
        }
        for (language, form, name) in foreign {
            gazetteer.add(form, Sense { language: Some(language), ..place(name, Standing::Clear) });
        }
        gazetteer.seal();
        gazetteer
    }

    fn add_list(&mut self, file: &'static str, kind: EntityKind) {
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let known_as = line.split(" | ").next().unwrap_or(line).trim_start_matches('?');
            for form in line.split(" | ") {
                let standing = if form.starts_with('?') { Standing::Doubtful } else { Standing::Clear };
                let sense = Sense { kind: Some(kind), known_as: Some(known_as), standing, language: None };
                self.add(form.trim_start_matches('?'), sense);
            }
        }
    }
}

static NO_WORDS: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

/// Whether none of a name's words is an ordinary word or of another class, so that it can hardly mean anything else.
fn is_plain(name: &str, lexicon: &Lexicon, other: Classes) -> bool {
    if name.contains([' ', '-']) {
        return true;
    }
    let classes = lexicon.classes(&crate::text::fold(name));
    !classes.has(Classes::WORD.or(other))
}

fn standing_of_country(name: &str) -> Standing {
    if matches!(name, "Chad" | "Jordan" | "Georgia" | "Turkey" | "Guinea" | "Jersey" | "Mali" | "Niger" | "Togo") {
        if matches!(name, "Jordan" | "Chad" | "Jersey") { Standing::Doubtful } else { Standing::Clear }
    } else {
        Standing::Clear
    }
}

fn standing_of_city(name: &str, is_large: bool, lexicon: &Lexicon) -> Standing {
    let rivals = if is_large { Classes::NONE } else { Classes::GIVEN.or(Classes::FAMILY) };
    let common_given = ["Charlotte", "Florence", "Victoria", "Santiago", "Austin", "Jackson", "Madison", "Israel"];
    if is_plain(name, lexicon, rivals) && !common_given.contains(&name) { Standing::Clear } else { Standing::Doubtful }
}

/// Whether a token is written as a known name's word: with the same capitals, or all in capitals where that proves nothing.
fn has_capitals(passage: &Passage<'_>, at: usize, capitals: u32) -> bool {
    let token = &passage.tokens[at];
    if token.capitals == capitals {
        // "US" in a shouted line may be "us"
        return passage.case != Case::Shouting || token.span.len() > 3 || !token.classes.has(Classes::WORD);
    }
    match token.shape {
        Shape::Upper => capitals != 0 && (token.span.len() >= 4 || passage.case == Case::Shouting),
        // "Of" and "The" of a headline
        Shape::Title => capitals == 0 && token.classes.has(Classes::CONNECTOR),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Vec<(String, Option<&'static str>, Standing)> {
        let passage = Passage::new(1, text, false, Lexicon::built_in());
        let mut found = Vec::new();
        let mut at = 0;
        while at < passage.tokens.len() {
            if let Some(hit) = Gazetteer::built_in().at(&passage, at, "en") {
                found.push((
                    passage.span(hit.from, hit.to).of(text).to_owned(),
                    hit.sense.known_as,
                    hit.sense.standing,
                ));
                at = hit.to;
            } else {
                at += 1;
            }
        }
        found
    }

    #[test]
    fn longest_name_wins_and_boundaries_hold() {
        let names = |text| find(text).into_iter().map(|(name, ..)| name).collect::<Vec<_>>();
        assert_eq!(names("The New York Times of New York"), ["The New York Times", "New York"]);
        assert_eq!(names("Nigerian us who IT Usa"), Vec::<String>::new());
        assert_eq!(names("Sao Paulo, São Paulo, KABUL"), ["Sao Paulo", "São Paulo", "KABUL"]);
        assert_eq!(names("Al\nJazeera"), Vec::<String>::new());
    }

    #[test]
    fn knows_other_names() {
        assert_eq!(find("UK")[0].1, Some("United Kingdom"));
        assert_eq!(find("DAESH")[0].1, Some("Islamic State"));
        assert_eq!(find("Nice")[0].2, Standing::Doubtful);
        assert_eq!(find("Dushanbe")[0].2, Standing::Clear);
    }

    #[test]
    fn lists_are_tidy() {
        for (file, columns) in [(COUNTRIES, 3), (CITIES, 2), (TOWNS, 1)] {
            let lines: Vec<&str> = file.lines().collect();
            assert!(lines.is_sorted_by(|a, b| a < b), "sorted and unique");
            for line in lines {
                assert!(line.split('\t').count() >= columns, "{line}");
                assert_eq!(line.trim(), line);
            }
        }
        for file in [PLACES, ORGANISATIONS] {
            let mut forms: Vec<&str> = file
                .lines()
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
                .flat_map(|line| line.split(" | "))
                .collect();
            forms.sort_unstable();
            for pair in forms.windows(2) {
                assert_ne!(pair[0], pair[1], "listed twice");
            }
            for form in forms {
                assert_eq!(form.trim_start_matches('?').trim(), form.trim_start_matches('?'), "{form:?}");
            }
        }
    }
}
