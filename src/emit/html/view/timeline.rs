//! The timeline: dated sentences, oldest first, by year and month.

use super::super::markup::{Html, Markup};
use super::super::shell::Shell;
use super::super::site::{Cite, Here, Name, Pager, text_at};
use super::super::wording::Day;
use crate::model::{Article, Briefing, Event, EventRef, Page, PartialDate, Subject, TimelineEntry};
use crate::text::Span;
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::cmp::Reverse;

/// View of `timeline.html`.
#[derive(Debug, Serialize)]
pub struct TimelinePage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// How many events there are in all.
    pub count: usize,
    /// The years of this page.
    pub years: Vec<Year<'a>>,
    /// Every year, with a link to its beginning.
    pub jumps: Vec<Jump>,
    /// Links through the pages.
    pub pager: Option<Pager>,
}

/// A year with a link to it.
#[derive(Debug, Serialize)]
pub struct Jump {
    label: String,
    href: String,
    count: u32,
}

/// A year.
#[derive(Debug, Serialize)]
pub struct Year<'a> {
    label: String,
    id: String,
    months: Vec<Month<'a>>,
}

#[derive(Debug, Serialize)]
struct Month<'a> {
    /// "September 2021"; absent for what is known to the year only.
    label: Option<String>,
    days: Vec<DayEvents<'a>>,
}

/// What happened on a day, or in a stretch of time.
#[derive(Debug, Serialize)]
struct DayEvents<'a> {
    day: Day,
    /// The first few.
    events: Vec<Dated<'a>>,
    /// Those of a crowded day that are folded away.
    rest: Vec<Dated<'a>>,
}

/// An event in the words of the article that tells it best.
#[derive(Debug, Serialize)]
pub struct Dated<'a> {
    /// The sentence with its date expressions set off.
    text: Html,
    href: String,
    article: Cite<'a>,
    /// Other articles that tell it.
    also: Vec<AlsoTold<'a>>,
    /// How many more tell it.
    more: usize,
    names: Vec<Name<'a>>,
}

#[derive(Debug, Serialize)]
struct AlsoTold<'a> {
    /// The publisher, else the title.
    by: &'a str,
    href: String,
}

/// Longest sentence, in bytes; longer ones are cut around their date expression.
const LONGEST: usize = 420;
/// Other articles named with an event.
const ALSO: usize = 3;
/// Events of a day before the rest is folded away; a rest of one is not worth a fold.
const OF_A_DAY: usize = 4;
/// People, organisations and places named with an event.
const NAMES: usize = 4;

impl<'a> Dated<'a> {
    /// An entry of the timeline.
    pub fn new(here: Here<'a>, entry: &TimelineEntry) -> Option<Self> {
        let told = *entry.told.first()?;
        let article = here.site.briefing.article(told.article);
        let event = article.annotated.events.get(told.event as usize)?;
        let mut met = FxHashSet::from_iter([told.article]);
        let others: Vec<EventRef> = entry.told.iter().copied().filter(|other| met.insert(other.article)).collect();
        let names = entry.names.iter().map(|&name| here.name(name, 0)).filter(|name| name.href.is_some());
        Some(Self {
            text: sentence(text_at(article, event.at), event.at.span, &expressions(article, told.event as usize)),
            href: here.to_place(told.article, event.at),
            article: here.cite(told.article),
            more: others.len().saturating_sub(ALSO),
            also: others.into_iter().take(ALSO).filter_map(|other| also_told(here, other)).collect(),
            names: names.take(NAMES).collect(),
        })
    }
}

fn also_told(here: Here<'_>, told: EventRef) -> Option<AlsoTold<'_>> {
    let article = here.site.briefing.article(told.article);
    let event = article.annotated.events.get(told.event as usize)?;
    let cite = here.cite(told.article);
    Some(AlsoTold { by: cite.publisher.unwrap_or(cite.title), href: here.to_place(told.article, event.at) })
}

/// The events of one subject, on its own page.
#[derive(Debug, Serialize)]
pub struct OwnEvents<'a> {
    days: Vec<DayEvents<'a>>,
    /// How many there are.
    count: usize,
    /// How many there are beside those shown.
    more: usize,
    /// The timeline.
    href: Option<String>,
}

impl OwnEvents<'_> {
    /// The same without links to the page that they stand on.
    #[must_use]
    pub fn without_links_to(mut self, own: Option<&str>) -> Self {
        for event in self.days.iter_mut().flat_map(|day| &mut day.events) {
            event.names.retain(|name| name.href.as_deref() != own);
        }
        self
    }
}

/// Events on the page of an entity or a topic.
const OWN: usize = 12;

/// The events that a subject's articles tell most often, in order of time; `entries` are places on the timeline, one for
/// each telling. `None` when there are none.
pub fn own<'a>(here: Here<'a>, mut entries: Vec<u32>) -> Option<OwnEvents<'a>> {
    let timeline = &here.site.briefing.timeline;
    entries.sort_unstable();
    let mut counted: Vec<(usize, u32)> = entries.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).collect();
    // days say more than years; of two told as often, the one with more names
    counted.sort_by_key(|&(tellings, at)| {
        let entry = &timeline[at as usize];
        (Reverse(tellings), entry.date.precision(), Reverse(entry.names.len()), at)
    });
    let count = counted.len();
    let more = count.saturating_sub(OWN);
    counted.truncate(OWN);
    counted.sort_unstable_by_key(|&(_, at)| at);
    let mut days: Vec<DayEvents<'a>> = Vec::new();
    for (_, at) in counted {
        let entry = &timeline[at as usize];
        let Some(dated) = Dated::new(here, entry) else { continue };
        let day = Day::new(entry.date, entry.until);
        match days.last_mut() {
            Some(last) if last.day == day => last.events.push(dated),
            _ => days.push(DayEvents { day, events: vec![dated], rest: Vec::new() }),
        }
    }
    (!days.is_empty()).then(|| OwnEvents { days, count, more, href: here.to_subject(Subject::Timeline(1)) })
}

/// The date expressions of an event's sentence, in order.
fn expressions(article: &Article, event: usize) -> Vec<Span> {
    let events = &article.annotated.events;
    let is_here = |other: &&Event| other.at == events[event].at;
    let from = event - events[..event].iter().rev().take_while(is_here).count();
    events[from..].iter().take_while(is_here).map(|other| other.expression).collect()
}

/// The sentence with its date expressions set off.
fn sentence(text: &str, span: Span, expressions: &[Span]) -> Html {
    let mut out = Markup::with_capacity(span.len() + 32);
    if span.len() > LONGEST || !expressions.iter().all(|expression| span.contains(*expression)) {
        out.text(&super::super::wording::clip(span.of(text), LONGEST));
        return out.finish();
    }
    let mut at = span.start;
    for expression in expressions {
        out.text(&text[at as usize..expression.start as usize]);
        out.raw("<span class=\"when\">").text(expression.of(text)).raw("</span>");
        at = expression.end;
    }
    out.text(&text[at as usize..span.end as usize]);
    out.finish()
}

/// The entries of a page by year and month.
pub fn years<'a>(here: Here<'a>, page: &Page) -> Vec<Year<'a>> {
    let timeline = &here.site.briefing.timeline;
    let slice = here.site.slice(timeline.len(), page.subject);
    let mut years: Vec<Year<'a>> = Vec::new();
    for entry in &timeline[slice] {
        let Some(dated) = Dated::new(here, entry) else { continue };
        let label = year_label(entry.date);
        if years.last().is_none_or(|year| year.label != label) {
            years.push(Year { id: year_id(entry.date), label, months: Vec::new() });
        }
        let month = entry.date.month_number().and_then(|month| PartialDate::month(entry.date.year_number(), month));
        let month = month.map(PartialDate::long);
        let Some(year) = years.last_mut() else { continue };
        if year.months.last().is_none_or(|last| last.label != month) {
            year.months.push(Month { label: month, days: Vec::new() });
        }
        let Some(month) = year.months.last_mut() else { continue };
        let day = Day::new(entry.date, entry.until);
        match month.days.last_mut() {
            Some(last) if last.day == day => last.events.push(dated),
            _ => month.days.push(DayEvents { day, events: vec![dated], rest: Vec::new() }),
        }
    }
    for day in years.iter_mut().flat_map(|year| &mut year.months).flat_map(|month| &mut month.days) {
        if day.events.len() > OF_A_DAY + 1 {
            day.rest = day.events.split_off(OF_A_DAY);
        }
    }
    years
}

/// A year of the timeline, and where it begins.
#[derive(Debug)]
pub struct YearStart {
    date: PartialDate,
    first: usize,
    count: u32,
}

/// Every year of the timeline.
pub fn year_starts(briefing: &Briefing) -> Vec<YearStart> {
    let mut years: Vec<YearStart> = Vec::new();
    for (first, entry) in briefing.timeline.iter().enumerate() {
        match years.last_mut() {
            Some(year) if year.date.year_number() == entry.date.year_number() => year.count += 1,
            _ => years.push(YearStart { date: entry.date, first, count: 1 }),
        }
    }
    years
}

/// Links to the years, on whatever page each begins.
pub fn jumps(here: Here<'_>, years: &[YearStart], page: &Page) -> Vec<Jump> {
    let jump = |year: &YearStart| {
        let file = here
            .site
            .page_of(year.first, here.site.briefing.timeline.len(), page.subject)
            .filter(|subject| *subject != page.subject)
            .and_then(|subject| here.to_subject(subject));
        Jump {
            href: format!("{}#{}", file.unwrap_or_default(), year_id(year.date)),
            label: year_label(year.date),
            count: year.count,
        }
    };
    years.iter().map(jump).collect()
}

fn year_label(date: PartialDate) -> String {
    match date.year_number() {
        year if year < 1 => format!("{} BC", 1 - year),
        year => year.to_string(),
    }
}

fn year_id(date: PartialDate) -> String {
    format!("y{}", date.year_number()).replace('-', "bc")
}
