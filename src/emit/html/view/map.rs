//! The map of places, and the table that says the same.

use super::super::markup::Html;
use super::super::picture::map::{Spot, Style, draw};
use super::super::site::{Here, Name};
use super::super::wording::count;
use super::entity::country;
use crate::model::{EntityIx, EntityKind};
use serde::Serialize;
use std::cmp::Reverse;

/// A map with what it shows.
#[derive(Debug, Serialize)]
pub struct MapView<'a> {
    svg: Html,
    /// Every place with coordinates, the most mentioned first.
    places: Vec<PlaceRow<'a>>,
    /// Those too far from the others to be on the map.
    outside: Vec<Name<'a>>,
    more_outside: usize,
}

#[derive(Debug, Serialize)]
struct PlaceRow<'a> {
    place: Name<'a>,
    country: Option<&'a str>,
    mentions: usize,
    articles: usize,
}

/// Most places on a map and in its table.
const MOST: usize = 150;
/// Most places that are named as lying outside.
const MOST_OUTSIDE: usize = 12;

/// The map above the index of places.
const LARGE: Style =
    Style { size: (1000, 560), labels: &[("wide", 14), ("middle", 19), ("narrow", 36)], name: "Map of the places" };
/// The map on the front page.
const SMALL: Style = Style { size: (480, 400), labels: &[("all", 18)], name: "Map of the places named most" };
/// Most places on the front page's map.
const MOST_SMALL: usize = 40;

impl<'a> MapView<'a> {
    /// The map above the index of places; `None` when fewer than two places have coordinates.
    pub fn large(here: Here<'a>) -> Option<Self> {
        Self::new(here, LARGE, MOST)
    }

    /// The map on the front page.
    pub fn small(here: Here<'a>) -> Option<Self> {
        Self::new(here, SMALL, MOST_SMALL)
    }

    fn new(here: Here<'a>, style: Style, most: usize) -> Option<Self> {
        let entities = &here.site.briefing.entities;
        let mut located: Vec<EntityIx> = (0..entities.len() as u32).map(EntityIx).collect();
        located.retain(|ix| {
            let entity = &entities[ix.0 as usize];
            entity.kind == EntityKind::Place && entity.coordinates.is_some()
        });
        located.sort_by_key(|&ix| (Reverse(entities[ix.0 as usize].mentions.len()), ix));
        located.truncate(most);
        let spots: Vec<Spot<'a>> = located.iter().filter_map(|&ix| spot(here, ix)).collect();
        let map = draw(&spots, style)?;
        let name = |at: &usize| here.name(located[*at], entities[located[*at].0 as usize].articles.len() as u32);
        Some(Self {
            svg: map.svg,
            places: located.iter().map(|&ix| row(here, ix)).collect(),
            more_outside: map.outside.len().saturating_sub(MOST_OUTSIDE),
            outside: map.outside.iter().take(MOST_OUTSIDE).map(name).collect(),
        })
    }
}

fn spot(here: Here<'_>, ix: EntityIx) -> Option<Spot<'_>> {
    let entity = here.site.briefing.entity(ix);
    let (latitude, longitude) = entity.coordinates?;
    let (mentions, articles) = (entity.mention_count(), entity.articles.len());
    let within = country(entity).map(|country| format!(", {country}")).unwrap_or_default();
    let told = [count(mentions, "mention", "mentions"), count(articles, "article", "articles")].join(" in ");
    Some(Spot {
        name: &entity.name,
        href: here.to_entity(ix),
        title: format!("{}{within}: {told}", entity.name),
        at: (hundredths(longitude), hundredths(latitude)),
        weight: articles as u32,
        mentions: mentions as u32,
        country: entity.country.as_deref().filter(|_| country(entity).is_none()),
    })
}

fn row(here: Here<'_>, ix: EntityIx) -> PlaceRow<'_> {
    let entity = here.site.briefing.entity(ix);
    PlaceRow {
        place: here.name(ix, entity.articles.len() as u32),
        country: country(entity),
        mentions: entity.mention_count(),
        articles: entity.articles.len(),
    }
}

fn hundredths(degrees: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "degrees have three digits")]
    let whole = (degrees.clamp(-180.0, 180.0) * 100.0).round() as i64;
    whole
}
