//! The front page: what this is about, who matters, what happened when, what to read first.

use super::super::markup::{Html, markdown};
use super::super::shell::Shell;
use super::super::site::{Cite, Here, Name, TopicLine, text_at};
use super::super::wording::{Day, When, clip, length, told};
use super::edition::EditionLine;
use super::map::MapView;
use super::timeline::Dated;
use crate::model::{
    Article, ArticleIx, Briefing, CleanArticle, Display, Entity, EntityIx, EntityKind, EventRef, Origin, Subject,
    TimelineEntry, Topic, TopicIx,
};
use crate::text::fold;
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::cmp::Reverse;

/// View of `home.html`.
#[derive(Debug, Serialize)]
pub struct HomePage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// What it says.
    pub home: HomeView<'a>,
}

/// The front page.
#[derive(Debug, Serialize)]
pub struct HomeView<'a> {
    description: Html,
    holdings: String,
    /// The newest issue.
    edition: Option<EditionLine>,
    lead: Option<Lead<'a>>,
    latest: Vec<Html>,
    more_articles: usize,
    names: Vec<NameGroup<'a>>,
    map: Option<MapView<'a>>,
    topics: Vec<TopicSection<'a>>,
    more_topics: usize,
    events: Vec<KeyDate<'a>>,
    dates: usize,
    skipped: usize,
}

/// The article to read first.
#[derive(Debug, Serialize)]
pub struct Lead<'a> {
    article: Cite<'a>,
    text: String,
    /// Its minutes, or that it is not shown whole.
    length: String,
    when: When,
    /// The curator put it first in the newest edition.
    chosen: bool,
    /// The main names that it mentions.
    names: Vec<&'a str>,
    /// How many other articles have it among those closest to them.
    close: usize,
}

#[derive(Debug, Serialize)]
struct NameGroup<'a> {
    heading: &'static str,
    kind: &'static str,
    href: Option<String>,
    total: usize,
    names: Vec<Name<'a>>,
}

#[derive(Debug, Serialize)]
struct KeyDate<'a> {
    day: Day,
    event: Dated<'a>,
    /// How many articles speak of the date.
    articles: usize,
}

#[derive(Debug, Serialize)]
struct TopicSection<'a> {
    topic: TopicLine<'a>,
    articles: Vec<Cite<'a>>,
}

const MOST_LATEST: usize = 6;
const MOST_NAMES: usize = 6;
const MOST_TOPICS: usize = 6;
const ARTICLES_A_TOPIC: usize = 3;
const MOST_EVENTS: usize = 6;
/// Articles that count at most as related to a lead: names weigh as much.
const MOST_RELATED: usize = 12;
/// Among so many of the newest articles the lead is chosen.
const LEAD_AMONG: usize = 60;
/// Longest text under the lead, in characters.
const LONGEST_LEAD: usize = 320;
/// Words of a lead that weigh as much as a close article, and how many such weights length can give.
const WORDS_A_POINT: u32 = 150;
const MOST_LENGTH: u32 = 6;
/// What the newest has ahead of the last candidate.
const NEWEST: usize = 3;
/// A shorter text is no way into a subject, nor is one without a title of its own.
const LEAST_WORDS: u32 = 150;

impl<'a> HomeView<'a> {
    /// The view; `row` renders an article's row as seen from the front page.
    ///
    /// # Errors
    /// When a row's template is wrong.
    pub fn new<E>(here: Here<'a>, row: impl Fn(ArticleIx) -> Result<Html, E>) -> Result<Self, E> {
        let briefing = here.site.briefing;
        let main = EntityKind::ALL.map(|kind| main_entities(&briefing.entities, kind));
        let chosen = briefing.editions.first().and_then(|issue| issue.lead);
        let lead = chosen.map(|ix| (ix, 0)).or_else(|| lead(here, &main.concat()));
        let latest: Vec<Html> = latest(here, lead.map(|(ix, _)| ix)).into_iter().map(row).collect::<Result<_, E>>()?;
        let shown = latest.len() + usize::from(lead.is_some());
        let events = key_dates(here);
        let topics = topics(here);
        Ok(Self {
            description: here.site.settings.site.description.as_deref().map(markdown::render).unwrap_or_default(),
            holdings: super::super::head::holdings(here.site),
            edition: EditionLine::new(here, 0),
            lead: lead.map(|lead| Lead { chosen: chosen.is_some(), ..lead_view(here, lead, &main.concat()) }),
            latest,
            more_articles: briefing.articles.len().saturating_sub(shown),
            names: EntityKind::ALL.into_iter().zip(&main).filter_map(|(kind, main)| group(here, kind, main)).collect(),
            map: MapView::small(here),
            more_topics: briefing.topics.len().saturating_sub(topics.len()),
            topics,
            dates: briefing.timeline.len(),
            events,
            skipped: briefing.skipped.iter().filter(|skipped| !skipped.reason.is_decided()).count(),
        })
    }
}

/// The newest articles besides the lead; of a piece that several published, one.
fn latest(here: Here<'_>, lead: Option<ArticleIx>) -> Vec<ArticleIx> {
    let mut shown: Vec<ArticleIx> = lead.into_iter().collect();
    for ix in (0..here.site.briefing.articles.len() as u32).map(ArticleIx) {
        let reprints = &here.site.briefing.article(ix).also_published;
        if !shown.contains(&ix) && !reprints.iter().any(|reprint| shown.contains(reprint)) {
            shown.push(ix);
        }
        if shown.len() > MOST_LATEST {
            break;
        }
    }
    shown.split_off(usize::from(lead.is_some()).min(shown.len()))
}

/// Those that most articles name; at equal counts those with more mentions.
fn main_entities(entities: &[Entity], kind: EntityKind) -> Vec<EntityIx> {
    let mut of_kind: Vec<EntityIx> = (0..entities.len() as u32)
        .map(EntityIx)
        .filter(|ix| entities[ix.0 as usize].kind == kind && entities[ix.0 as usize].has_page)
        .collect();
    of_kind.sort_by_key(|&ix| {
        let entity = &entities[ix.0 as usize];
        (Reverse((entity.articles.len(), entity.mention_count())), ix)
    });
    of_kind.truncate(MOST_NAMES);
    of_kind
}

/// The article to read first, with the number of others that are close to it: among the newest, the one that brings most
/// together. Main names and close articles count most, length up to a point, newness a little; a running ticker is the
/// worst way into a subject.
fn lead(here: Here<'_>, main: &[EntityIx]) -> Option<(ArticleIx, usize)> {
    let articles = &here.site.briefing.articles;
    let mut close = vec![0_usize; articles.len()];
    for neighbour in articles.iter().flat_map(|article| &article.related) {
        close[neighbour.article.0 as usize] += 1;
    }
    let candidates = articles.len().min(LEAD_AMONG);
    let score = |at: usize| {
        let clean = &articles[at].annotated.article;
        let breadth = 2 * mentioned(&articles[at], main).len() + close[at].min(MOST_RELATED);
        let length = (clean.words / WORDS_A_POINT).min(MOST_LENGTH) as usize;
        let newness = (candidates - at) * NEWEST / candidates.max(1);
        let is_whole = clean.words >= LEAST_WORDS
            && clean.metadata.title_origin != Origin::Derived
            && articles[at].rights.display == Display::Full;
        (!is_ticker(clean), (breadth + length + newness) / if is_whole { 1 } else { 2 })
    };
    (0..candidates).max_by_key(|&at| (score(at), Reverse(at))).map(|at| (ArticleIx(at as u32), close[at]))
}

/// Whether an article is a live blog: its title says so, or it was full of a ticker's stamps and buttons.
fn is_ticker(article: &CleanArticle) -> bool {
    const STAMPS: usize = 5;
    let title = fold(&article.metadata.title);
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next() == Some("live");
    first
        || ["live blog", "liveblog", "live updates", "as it happened", "- live", "| live"]
            .iter()
            .any(|m| title.contains(m))
        || article.removed.iter().filter(|removal| removal.rule.starts_with("live-")).count() >= STAMPS
}

/// Which of the main names an article mentions, in the order given.
fn mentioned(article: &Article, main: &[EntityIx]) -> Vec<EntityIx> {
    let named: FxHashSet<EntityIx> = article.names.iter().map(|(ix, _)| *ix).collect();
    main.iter().copied().filter(|ix| named.contains(ix)).collect()
}

fn lead_view<'a>(here: Here<'a>, (ix, close): (ArticleIx, usize), main: &[EntityIx]) -> Lead<'a> {
    let article = here.site.briefing.article(ix);
    let clean = &article.annotated.article;
    let metadata = &clean.metadata;
    let text = told(clean);
    Lead {
        article: here.cite(ix),
        text: clip(text, LONGEST_LEAD),
        length: length(article),
        when: When::new(&metadata.published),
        chosen: false,
        names: mentioned(article, main).into_iter().map(|ix| here.site.briefing.entity(ix).name.as_str()).collect(),
        close,
    }
}

fn group<'a>(here: Here<'a>, kind: EntityKind, main: &[EntityIx]) -> Option<NameGroup<'a>> {
    let briefing = here.site.briefing;
    let total = briefing.entities.iter().filter(|entity| entity.kind == kind).count();
    (!main.is_empty()).then(|| NameGroup {
        heading: kind.plural(),
        kind: kind.name(),
        href: here.to_subject(Subject::Entities(kind, 1)),
        total,
        names: main.iter().map(|&ix| here.name(ix, briefing.entity(ix).articles.len() as u32)).collect(),
    })
}

/// The curator's sections in their order, then the topics with most articles, each with its newest.
fn topics(here: Here<'_>) -> Vec<TopicSection<'_>> {
    let topics = &here.site.briefing.topics;
    let mut by_size: Vec<TopicIx> = (0..topics.len() as u32).map(TopicIx).collect();
    let sections = &here.site.settings.site.sections;
    let section = |ix: TopicIx| sections.iter().position(|id| *id == topics[ix.0 as usize].id);
    by_size
        .sort_by_key(|&ix| (section(ix).unwrap_or(sections.len()), Reverse(topics[ix.0 as usize].articles.len()), ix));
    // a topic all of whose articles stand under a narrower one says nothing that it does not say better
    let is_covered = |ix: TopicIx| {
        let covers =
            |other: &Topic| other.parent == Some(ix) && other.articles.len() >= topics[ix.0 as usize].articles.len();
        section(ix).is_none() && topics.iter().any(covers)
    };
    let first = by_size.into_iter().filter(|&ix| !is_covered(ix)).take(MOST_TOPICS.max(sections.len()));
    first
        .map(|ix| {
            let articles = &topics[ix.0 as usize].articles;
            TopicSection {
                topic: here.topic(ix, articles.len() as u32),
                articles: articles.iter().take(ARTICLES_A_TOPIC).map(|entry| here.cite(entry.article)).collect(),
            }
        })
        .collect()
}

/// The days (months, when there are too few days) that most articles speak of, in order of time, each with the sentence that
/// tells most.
fn key_dates(here: Here<'_>) -> Vec<KeyDate<'_>> {
    let briefing = here.site.briefing;
    let dates = briefing.timeline.chunk_by(|a, b| (a.date, a.until) == (b.date, b.until));
    let mut dates: Vec<(&TimelineEntry, usize)> = dates
        .filter(|entries| entries[0].date.month_number().is_some() && entries[0].until.is_none())
        .map(|entries| (&entries[0], articles_of(entries)))
        .collect();
    dates.sort_by_key(|&(entry, articles)| {
        let is_day = entry.date.day_number().is_some() && is_in_figures(briefing, entry.told[0]);
        Reverse((is_day, articles, entry.date))
    });
    dates.truncate(MOST_EVENTS);
    dates.sort_by_key(|(entry, _)| entry.date);
    let key_date = |(entry, articles): (&TimelineEntry, usize)| {
        Some(KeyDate { day: Day::new(entry.date, entry.until), event: Dated::new(here, entry)?, articles })
    };
    dates.into_iter().filter_map(key_date).collect()
}

/// How many articles speak of a date.
fn articles_of(entries: &[TimelineEntry]) -> usize {
    let mut articles: Vec<ArticleIx> = entries.iter().flat_map(|entry| &entry.told).map(|told| told.article).collect();
    articles.sort_unstable();
    articles.dedup();
    articles.len()
}

/// Whether a sentence states its date in figures, rather than as "today".
fn is_in_figures(briefing: &Briefing, told: EventRef) -> bool {
    let article = briefing.article(told.article);
    let event = article.annotated.events.get(told.event as usize);
    event.is_some_and(|event| event.expression.of(text_at(article, event.at)).contains(|c: char| c.is_ascii_digit()))
}
