//! Where places are.
//!
//! Input: the entities. Output: coordinates and countries of the places that the gazetteer knows, in their fields; what the
//! curator decided stays.
//!
//! 1. A place is looked up by the name that the finder knows it by, else by its own.
//! 2. A name of several cities means the one whose country its articles name most, by its own name or by those of cities
//!    that lie nowhere else; where that does not decide, a capital.
//! 3. A name that the finder doubts, because it is a person's or a word as well ("Mary", "Nice"), needs its country or another
//!    place of it in one of its articles.
//! 4. Any other place stays without coordinates: a dot in the wrong country is worse than none.

use super::entities::Entities;
use crate::model::{Annotated, Entity, EntityIx, EntityKind, MentionRef, country_of_capital};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static COORDINATES: &str = include_str!("../../data/coordinates.tsv");

/// The finder's rule for names that are places wherever they stand …
const KNOWN: &str = "known-name";
/// … and for those that are places only beside the right words.
const IN_CONTEXT: &str = "known-name-in-context";

/// A place on the globe.
#[derive(Debug, Clone, Copy)]
struct Spot {
    name: &'static str,
    country: &'static str,
    at: (f64, f64),
    is_country: bool,
}

/// By name; of one name the country first, then the largest city.
static SPOTS: LazyLock<Vec<Spot>> = LazyLock::new(|| COORDINATES.lines().filter_map(spot).collect());

fn spot(line: &'static str) -> Option<Spot> {
    let mut fields = line.split('\t');
    let (name, country) = (fields.next()?, fields.next()?);
    let at = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Spot { name, country, at, is_country: fields.next() == Some("C") })
}

fn spots(name: &str) -> &'static [Spot] {
    let from = SPOTS.partition_point(|spot| spot.name < name);
    let count = SPOTS[from..].partition_point(|spot| spot.name == name);
    &SPOTS[from..from + count]
}

/// Fills in coordinates and countries.
pub(super) fn fill(entities: &mut Entities, articles: &[Annotated]) {
    let found: Vec<(usize, &[Spot])> = entities
        .all
        .iter()
        .enumerate()
        .filter(|(_, entity)| entity.kind == EntityKind::Place)
        .map(|(at, entity)| (at, spots(known_name(entity, articles).unwrap_or(&entity.name))))
        .filter(|(_, spots)| !spots.is_empty())
        .collect();
    let mut countries: FxHashMap<u32, &str> = FxHashMap::default();
    for (at, spots) in &found {
        let decided = entities.all[*at].country.as_deref();
        countries.extend(only_country(spots, decided).map(|country| (*at as u32, country)));
    }
    for (at, spots) in found {
        let entity = &entities.all[at];
        let spot = meant(entity, spots, &entities.of_mentions, &countries);
        let is_shown = |spot: &&Spot| !is_doubtful(entity, articles) || is_seconded(at, spot, entities, &countries);
        let Some(spot) = spot.filter(is_shown) else { continue };
        let entity = &mut entities.all[at];
        entity.country.get_or_insert_with(|| spot.country.to_owned());
        entity.coordinates.get_or_insert(spot.at);
    }
}

/// The country that a name speaks of whatever else is said: the curator's, its own, or that of the only places so called.
fn only_country(spots: &[Spot], decided: Option<&str>) -> Option<&'static str> {
    if let Some(spot) = decided.and_then(|decided| spots.iter().find(|spot| spot.country == decided)) {
        return Some(spot.country);
    }
    let first = spots.first()?;
    (first.is_country || spots.iter().all(|spot| spot.country == first.country)).then_some(first.country)
}

/// The name that the finder knows most of its mentions by. One that it knows few of its mentions by is somebody else's: an
/// acronym stands for several things.
fn known_name(entity: &Entity, articles: &[Annotated]) -> Option<&'static str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in &entity.mentions {
        let mention = articles[mention.article.0 as usize].mentions.get(mention.mention as usize);
        if let Some(name) = mention.and_then(|mention| mention.known_as) {
            *counts.entry(name).or_default() += 1;
        }
    }
    // of names as frequent the first in the alphabet
    let best = counts.into_iter().rev().max_by_key(|&(_, count)| count);
    best.filter(|&(_, count)| count * 2 > entity.mentions.len()).map(|(name, _)| name)
}

/// Whether the finder knows the name for a place only by its surroundings.
fn is_doubtful(entity: &Entity, articles: &[Annotated]) -> bool {
    let of = |at: &MentionRef| articles[at.article.0 as usize].mentions.get(at.mention as usize);
    entity.country.is_none()
        && entity.mentions.iter().filter_map(of).any(|mention| mention.rule == IN_CONTEXT)
        && !entity.mentions.iter().filter_map(of).any(|mention| mention.rule == KNOWN)
}

/// Whether an article of the entity names another place of the spot's country.
fn is_seconded(entity: usize, spot: &Spot, entities: &Entities, countries: &FxHashMap<u32, &str>) -> bool {
    let mut articles = entities.all[entity].articles.iter().map(|(article, _)| article.0 as usize);
    articles.any(|article| {
        let others = entities.of_mentions[article].iter().flatten().filter(|other| other.0 as usize != entity);
        others.into_iter().any(|other| countries.get(&other.0) == Some(&spot.country))
    })
}

/// Which of the spots of its name an entity is.
fn meant<'a>(
    entity: &Entity,
    spots: &'a [Spot],
    of_mentions: &[Vec<Option<EntityIx>>],
    countries: &FxHashMap<u32, &str>,
) -> Option<&'a Spot> {
    if let Some(decided) = &entity.country {
        return spots.iter().find(|spot| spot.country == decided);
    }
    let first = spots.first()?;
    if spots.len() == 1 || first.is_country {
        return Some(first);
    }
    let mut votes: BTreeMap<&str, u32> = BTreeMap::new();
    for (article, _) in &entity.articles {
        for other in of_mentions[article.0 as usize].iter().flatten() {
            if let Some(country) = countries.get(&other.0) {
                *votes.entry(country).or_default() += 1;
            }
        }
    }
    let votes_of = |spot: &Spot| votes.get(spot.country).copied().unwrap_or(0);
    let best = spots.iter().map(votes_of).max()?;
    let mut chosen = spots.iter().filter(|spot| best > 0 && votes_of(spot) == best);
    // two cities of one country, or two countries named as often: the text does not say which
    let decided = chosen.next().filter(|_| chosen.next().is_none());
    let capital = || {
        let country = country_of_capital(first.name)?;
        spots.iter().find(|spot| spot.country == country && votes_of(spot) == best)
    };
    decided.or_else(capital)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_sound() {
        assert_eq!(SPOTS.len(), COORDINATES.lines().count(), "every line was read");
        assert!(SPOTS.is_sorted_by_key(|spot| spot.name));
        for spot in SPOTS.iter() {
            assert!(spot.at.0.abs() <= 90.0 && spot.at.1.abs() <= 180.0, "{}", spot.name);
            assert!(crate::model::country_name(spot.country).is_some(), "{}", spot.country);
        }
        assert!(spots("Tajikistan")[0].is_country && spots("Dushanbe").len() == 1 && spots("Birmingham").len() == 2);
        assert!(spots("Nowhere at all").is_empty());
    }
}
