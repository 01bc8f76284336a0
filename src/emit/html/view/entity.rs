//! The page of a person, an organisation or a place: who it is, how sources name it, and every mention in its sentence.

use super::super::markup::url::outside;
use super::super::markup::{Html, Markup};
use super::super::shell::Shell;
use super::super::site::{Cite, Here, Name, Pager, TopicLine, kind_label, text_at};
use super::super::wording::{When, clip};
use super::chart::Chart;
use super::mentions::groups;
use super::timeline::{OwnEvents, own};
use crate::model::{ArticleIx, Entity, EntityIx, Event, Page, Subject, Variant, country_name};
use crate::text::fold;
use serde::Serialize;

/// View of `entity.html`.
#[derive(Debug, Serialize)]
pub struct EntityPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// The entity.
    pub entity: EntityView<'a>,
    /// Links through its pages.
    pub pager: Option<Pager>,
}

/// A person, an organisation or a place.
#[derive(Debug, Serialize)]
pub struct EntityView<'a> {
    name: &'a str,
    kind: &'static str,
    label: &'static str,
    /// The curator's line on it.
    description: Option<&'a str>,
    /// How a source calls it, with that source.
    role: Option<Role<'a>>,
    /// Its spellings, when there are several.
    names: Vec<Alias<'a>>,
    /// The rarer ones.
    more_names: Vec<Alias<'a>>,
    mentions: usize,
    articles: usize,
    first: Option<Cite<'a>>,
    last: Option<Cite<'a>>,
    /// Where a place lies, unless that is what it is.
    country: Option<&'a str>,
    coordinates: Option<String>,
    same_as: Vec<Elsewhere>,
    companions: Vec<Name<'a>>,
    topics: Vec<TopicLine<'a>>,
    quotes: Vec<QuoteBy<'a>>,
    more_quotes: usize,
    /// The mentions on this page, grouped by article.
    groups: Html,
    /// Mentions over time.
    chart: Option<Chart>,
    /// What the sentences that name it date.
    events: Option<OwnEvents<'a>>,
    /// Whether this is the first of its pages: the others hold mentions only.
    is_first: bool,
}

#[derive(Debug, Serialize)]
struct Role<'a> {
    text: &'a str,
    article: Cite<'a>,
}

#[derive(Debug, Serialize)]
struct Alias<'a> {
    text: &'a str,
    count: u32,
}

#[derive(Debug, Serialize)]
struct Elsewhere {
    href: String,
    label: String,
}

#[derive(Debug, Serialize)]
struct QuoteBy<'a> {
    text: String,
    href: String,
    article: Cite<'a>,
}

/// Most quotes on the page.
const MOST_QUOTES: usize = 12;
/// Of those that it appears with in one article, so many are named.
const MET_ONCE: usize = 12;
/// Longest quote, in characters; its link leads to the whole.
const LONGEST_QUOTE: usize = 320;
/// Spellings of the name that stand open; the others are folded away.
const MOST_NAMES: usize = 16;

impl<'a> EntityView<'a> {
    /// The view of an entity on one of its pages.
    pub fn new(here: Here<'a>, ix: EntityIx, page: &Page) -> Self {
        let entity = here.site.briefing.entity(ix);
        let slice = here.site.slice(entity.articles.len(), page.subject);
        let dated = || {
            entity.articles.iter().filter_map(|&(ix, _)| {
                let published = &here.site.briefing.article(ix).annotated.article.metadata.published;
                published.date.map(|date| (date, ix))
            })
        };
        let last = dated().max_by_key(|&(date, ix)| (date, std::cmp::Reverse(ix)));
        let first = dated().min_by_key(|&(date, ix)| (date, std::cmp::Reverse(ix)));
        let (names, more_names) = names(&entity.variants);
        let is_first = matches!(page.subject, Subject::Entity(_, 1));
        Self {
            name: &entity.name,
            kind: entity.kind.name(),
            label: kind_label(entity.kind),
            description: entity.description.as_deref(),
            role: entity.role.as_ref().map(|(text, article)| Role { text, article: here.cite(*article) }),
            names,
            more_names,
            mentions: entity.mention_count(),
            articles: entity.articles.len(),
            first: first.map(|(_, ix)| here.cite(ix)),
            last: last.filter(|_| first != last).map(|(_, ix)| here.cite(ix)),
            country: country(entity),
            coordinates: entity.coordinates.map(coordinates),
            same_as: entity.same_as.iter().filter_map(|url| elsewhere(url)).collect(),
            companions: companions(here, entity),
            topics: entity.topics.iter().map(|&(topic, count)| here.topic(topic, count)).collect(),
            quotes: quotes(here, ix),
            more_quotes: entity.quotes.len().saturating_sub(MOST_QUOTES),
            groups: groups(here, ix, slice),
            chart: if is_first { Chart::new(here, entity) } else { None },
            events: if is_first { events(here, ix) } else { None },
            is_first,
        }
    }
}

/// All spellings with their counts, the frequent ones apart; none when there is but one.
fn names(variants: &[Variant]) -> (Vec<Alias<'_>>, Vec<Alias<'_>>) {
    if variants.len() < 2 {
        return (Vec::new(), Vec::new());
    }
    let mut all = variants.iter().map(|variant| Alias { text: &variant.text, count: variant.count });
    let first = all.by_ref().take(MOST_NAMES).collect();
    (first, all.collect())
}

/// Who or what it appears with: of those that it met in a single article only some, for chance brings many together once.
pub fn companions<'a>(here: Here<'a>, entity: &'a Entity) -> Vec<Name<'a>> {
    let mut once = 0;
    let mut is_telling = |articles: u32| {
        once += usize::from(articles == 1);
        articles > 1 || once <= MET_ONCE
    };
    let shown = entity.companions.iter().filter(|other| is_telling(other.articles));
    shown.map(|other| here.carded(other.entity, other.articles)).collect()
}

/// The name of the country that an entity belongs to, if it is not that country itself.
pub fn country(entity: &Entity) -> Option<&str> {
    let code = entity.country.as_deref()?;
    let name = country_name(code).unwrap_or(code);
    (fold(name) != fold(&entity.name)).then_some(name)
}

/// What the dated sentences that name the entity tell.
fn events(here: Here<'_>, ix: EntityIx) -> Option<OwnEvents<'_>> {
    let mut told: Vec<(ArticleIx, usize)> = Vec::new();
    for mention in &here.site.briefing.entity(ix).mentions {
        let article = here.site.briefing.article(mention.article);
        let Some(at) = article.annotated.mentions.get(mention.mention as usize).map(|mention| mention.at) else {
            continue;
        };
        let events = &article.annotated.events;
        let from = events.partition_point(|event| (event.at.block, event.at.span.end) <= (at.block, at.span.start));
        // mentions are sorted by place: all those of a sentence come one after another
        if told.last().is_some_and(|&(ix, event)| ix == mention.article && event >= from) {
            continue;
        }
        let has_it = |event: &&Event| event.at.block == at.block && event.at.span.contains(at.span);
        let found = events[from..].iter().take_while(has_it).count();
        told.extend((from..from + found).map(|event| (mention.article, event)));
    }
    told.sort_unstable();
    told.dedup();
    let entries = told
        .into_iter()
        .filter_map(|(ix, event)| here.site.briefing.article(ix).timeline.get(event).copied().flatten());
    Some(own(here, entries.collect())?.without_links_to(here.to_entity(ix).as_deref()))
}

fn quotes(here: Here<'_>, ix: EntityIx) -> Vec<QuoteBy<'_>> {
    let quotes = here.site.briefing.entity(ix).quotes.iter().take(MOST_QUOTES);
    quotes
        .filter_map(|&(ix, quote)| {
            let article = here.site.briefing.article(ix);
            let at = article.annotated.quotes.get(quote as usize)?.at;
            Some(QuoteBy {
                text: clip(at.span.of(text_at(article, at)), LONGEST_QUOTE),
                href: here.to_place(ix, at),
                article: here.cite(ix),
            })
        })
        .collect()
}

/// A date as pages show it.
pub fn when(when: &When, out: &mut Markup) {
    match &when.iso {
        Some(iso) => out.raw("<time datetime=\"").text(iso).raw("\">").text(&when.text).raw("</time>"),
        None => out.text(&when.text),
    };
}

fn coordinates((latitude, longitude): (f64, f64)) -> String {
    let (north, east) = (if latitude < 0.0 { 'S' } else { 'N' }, if longitude < 0.0 { 'W' } else { 'E' });
    format!("{:.2}° {north}, {:.2}° {east}", latitude.abs(), longitude.abs())
}

/// A link to the same thing elsewhere, named by its host.
fn elsewhere(url: &str) -> Option<Elsewhere> {
    let href = outside(url)?;
    let host = href.split("://").nth(1)?.split(['/', '?', '#']).next()?;
    let label = host.strip_prefix("www.").unwrap_or(host).to_owned();
    Some(Elsewhere { href, label })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_signs_in_words() {
        assert_eq!(coordinates((38.56, 68.774)), "38.56° N, 68.77° E");
        assert_eq!(coordinates((-0.5, -1.25)), "0.50° S, 1.25° W");
    }
}
