//! What every view is made from: the graph, the plan, and how to link from one page to another.

use super::Parts;
use super::links::{Links, anchor_of, chapter_file};
use super::markup::Html;
use super::markup::inline::EntityLink;
use super::wording::{When, count, partly, stretch};
use crate::config::EmitSettings;
use crate::emit::EmitContext;
use crate::emit::assets::Assets;
use crate::emit::card::Cards;
use crate::emit::cite::Bodies;
use crate::emit::feed::channel::Channels;
use crate::emit::search::SearchIndex;
use crate::model::annotation::TITLE_BLOCK;
use crate::model::site::slice_of_page;
use crate::model::{
    Article, ArticleIx, Briefing, Citing, EntityIx, EntityKind, Page, PartialDate, Place, SitePlan, Subject, TopicIx,
    UrlPath,
};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// Everything that pages are made from.
#[derive(Debug)]
pub struct Site<'a> {
    /// The graph.
    pub briefing: &'a Briefing,
    /// The pages and their addresses.
    pub plan: &'a SitePlan,
    /// Settings.
    pub settings: &'a EmitSettings,
    /// Where styles and scripts are.
    pub assets: &'a Assets,
    /// Where the search index is.
    pub search: &'a SearchIndex,
    /// Where social cards are.
    pub cards: &'a Cards,
    /// Feeds of single topics and names.
    pub feeds: &'a Channels,
    /// Position of each publisher, by id; only looked up in.
    pub publishers: FxHashMap<&'a str, usize>,
    /// The row of each article for lists one folder deep, by [`ArticleIx`].
    pub rows: Vec<Html>,
    /// How its pages are linked with each other.
    pub links: Links,
    /// Which authors are no people.
    pub bodies: Bodies,
    /// For each entity with a page how often it is named, and when: what its card says beside who it is.
    pub on_names: Vec<Option<String>>,
    addresses: BTreeMap<Subject, &'a UrlPath>,
}

impl<'a> Site<'a> {
    /// Gathers it; the rows are still missing.
    pub fn new(context: &EmitContext<'a>, parts: Parts<'a>) -> Self {
        let entities = (0..context.briefing.entities.len() as u32).into_par_iter().map(EntityIx);
        let on_names = entities.map(|ix| context.plan.entity(ix).map(|_| card(context.briefing, ix))).collect();
        Self {
            briefing: context.briefing,
            plan: context.plan,
            settings: context.settings,
            assets: parts.assets,
            search: parts.search,
            cards: parts.cards,
            feeds: parts.feeds,
            publishers: context.briefing.publishers.iter().zip(0..).map(|(p, at)| (p.id.as_str(), at)).collect(),
            rows: Vec::new(),
            links: Links::Pages,
            bodies: Bodies::of(context.briefing),
            on_names,
            addresses: context.plan.pages.iter().map(|page| (page.subject, &page.url)).collect(),
        }
    }

    /// Address of the page about a subject, when there is one.
    pub fn address(&self, subject: Subject) -> Option<&'a UrlPath> {
        self.addresses.get(&subject).copied()
    }

    /// How many pages a subject fills: those from `first` (whose page number is 1) on.
    pub fn page_count(&self, first: Subject) -> u32 {
        let Some(last) = numbered(first, u32::MAX) else { return 1 };
        self.addresses.range(first..=last).count().max(1) as u32
    }

    /// The part of so many items that stands on a page of its subject.
    pub fn slice(&self, items: usize, subject: Subject) -> Range<usize> {
        match (page_number(subject), numbered(subject, 1)) {
            (Some(page), Some(first)) => slice_of_page(items, self.page_count(first), page),
            _ => 0..items,
        }
    }

    /// The page of a subject on which an item stands.
    pub fn page_of(&self, item: usize, items: usize, subject: Subject) -> Option<Subject> {
        let pages = self.page_count(numbered(subject, 1)?);
        let page = (1..=pages).find(|&page| slice_of_page(items, pages, page).end > item)?;
        numbered(subject, page)
    }
}

/// "12 articles, 8 September – 14 October 2021".
fn card(briefing: &Briefing, ix: EntityIx) -> String {
    let articles = &briefing.entity(ix).articles;
    let mut text = count(articles.len(), "article", "articles");
    let dates = articles.iter().filter_map(|&(ix, _)| briefing.article(ix).annotated.article.metadata.published.date);
    let (first, last) = dates.fold((None, None), |(first, last), date| {
        (Some(first.map_or(date, |first: PartialDate| first.min(date))), last.max(Some(date)))
    });
    if let (Some(first), Some(last)) = (first, last) {
        text.push_str(", ");
        text.push_str(&stretch(first, last));
    }
    text
}

/// The subject's page with a number; `None` for subjects of one page.
pub fn numbered(subject: Subject, page: u32) -> Option<Subject> {
    match subject {
        Subject::Entity(ix, _) => Some(Subject::Entity(ix, page)),
        Subject::Topic(ix, _) => Some(Subject::Topic(ix, page)),
        Subject::Articles(_) => Some(Subject::Articles(page)),
        Subject::Entities(kind, _) => Some(Subject::Entities(kind, page)),
        Subject::Timeline(_) => Some(Subject::Timeline(page)),
        Subject::Quotes(_) => Some(Subject::Quotes(page)),
        Subject::Home
        | Subject::Article(_)
        | Subject::Edition(_)
        | Subject::Editions
        | Subject::Topics
        | Subject::Relations
        | Subject::Search
        | Subject::About
        | Subject::Corrections
        | Subject::TakenDown(_)
        | Subject::NotFound => None,
    }
}

/// Number of a subject's page; `None` for subjects of one page.
pub fn page_number(subject: Subject) -> Option<u32> {
    match subject {
        Subject::Entity(_, page)
        | Subject::Topic(_, page)
        | Subject::Articles(page)
        | Subject::Entities(_, page)
        | Subject::Timeline(page)
        | Subject::Quotes(page) => Some(page),
        Subject::Home
        | Subject::Article(_)
        | Subject::Edition(_)
        | Subject::Editions
        | Subject::Topics
        | Subject::Relations
        | Subject::Search
        | Subject::About
        | Subject::Corrections
        | Subject::TakenDown(_)
        | Subject::NotFound => None,
    }
}

/// A page in the making: links start here.
#[derive(Debug, Clone, Copy)]
pub struct Here<'a> {
    /// Everything.
    pub site: &'a Site<'a>,
    /// What leads from this page to the site's root: `""`, `"../"`.
    pub root: &'a str,
}

impl<'a> Here<'a> {
    /// Link to a file of the site.
    pub fn to(&self, path: &UrlPath) -> String {
        match self.site.links {
            Links::Pages => [self.root, path.as_str()].concat(),
            Links::Chapters => [self.root, &chapter_file(path)].concat(),
            Links::Anchors => ["#", &anchor_of(path)].concat(),
        }
    }

    /// Link to the page about a subject, when there is one.
    pub fn to_subject(&self, subject: Subject) -> Option<String> {
        self.site.address(subject).map(|path| self.to(path))
    }

    /// Link to an article.
    pub fn to_article(&self, ix: ArticleIx) -> String {
        self.to(self.site.plan.article(ix))
    }

    /// Link to an entity, when it has a page.
    pub fn to_entity(&self, ix: EntityIx) -> Option<String> {
        self.site.plan.entity(ix).map(|path| self.to(path))
    }

    /// Link to a topic.
    pub fn to_topic(&self, ix: TopicIx) -> String {
        self.to(self.site.plan.topic(ix))
    }

    /// Link to a place in an article: its block, or its page for the title.
    pub fn to_place(&self, ix: ArticleIx, place: Place) -> String {
        let mut link = self.to_article(ix);
        if let Some(block) = block_at(self.site.briefing.article(ix), place) {
            link.push(if self.site.links == Links::Anchors { '.' } else { '#' });
            link.push_str(&block.anchor);
        }
        link
    }

    /// The link that a mention in a text becomes, when its entity has a page.
    pub fn mention_link(&self, entity: EntityIx, at: Place) -> Option<EntityLink> {
        let href = self.to_entity(entity)?;
        Some(EntityLink { span: at.span, kind: self.site.briefing.entity(entity).kind, href })
    }

    /// Link to what is known of a source: its row among the sources, else its own page.
    pub fn to_source(&self, citing: &Citing) -> Option<String> {
        let row = citing.publisher.and_then(|at| {
            let about = self.to_subject(Subject::About)?;
            Some(format!("{about}#{}", source_id(&self.site.briefing.publishers.get(at as usize)?.id)))
        });
        row.or_else(|| self.to_entity(citing.entity?))
    }

    /// An article in one line.
    pub fn cite(&self, ix: ArticleIx) -> Cite<'a> {
        let article = self.site.briefing.article(ix);
        let metadata = &article.annotated.article.metadata;
        Cite {
            title: &metadata.title,
            href: self.to_article(ix),
            publisher: metadata.outlet(),
            when: When::new(&metadata.published),
            partly: partly(article.rights.display),
        }
    }

    /// An entity in one line.
    pub fn name(&self, ix: EntityIx, count: u32) -> Name<'a> {
        let entity = self.site.briefing.entity(ix);
        Name {
            name: &entity.name,
            href: self.to_entity(ix),
            kind: entity.kind.name(),
            note: entity.description.as_deref().or(entity.role.as_ref().map(|(role, _)| role.as_str())),
            count,
            card: None,
        }
    }

    /// The same with what its card says.
    pub fn carded(&self, ix: EntityIx, count: u32) -> Name<'a> {
        Name { card: self.site.on_names[ix.0 as usize].clone(), ..self.name(ix, count) }
    }

    /// A topic in one line.
    pub fn topic(&self, ix: TopicIx, count: u32) -> TopicLine<'a> {
        TopicLine { name: &self.site.briefing.topic(ix).name, href: self.to_topic(ix), count }
    }
}

/// Id of a publisher's row among the sources.
pub fn source_id(publisher: &str) -> String {
    format!("source-{publisher}")
}

/// The block that a place lies in; `None` for the title, and for a block that is not there.
pub fn block_at(article: &Article, place: Place) -> Option<&crate::model::Block> {
    if place.block == TITLE_BLOCK {
        return None;
    }
    article.annotated.article.blocks.get(place.block as usize - 1)
}

/// The text that a place lies in: its block's, or the title.
pub fn text_at(article: &Article, place: Place) -> &str {
    block_at(article, place).map_or_else(|| article.title(), |block| block.text.as_str())
}

/// The name of one entity kind.
pub fn kind_label(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organisation => "Organisation",
        EntityKind::Place => "Place",
    }
}

/// An article in one line.
#[derive(Debug, Serialize)]
pub struct Cite<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its page.
    pub href: String,
    /// Who published it, or where.
    pub publisher: Option<&'a str>,
    /// When.
    pub when: When,
    /// `excerpt` or `link only`, when it is not shown whole.
    pub partly: Option<&'static str>,
}

/// An entity in one line.
#[derive(Debug, Serialize)]
pub struct Name<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its page, when it has one.
    pub href: Option<String>,
    /// `person`, `organisation`, `place`.
    pub kind: &'static str,
    /// Who or what it is.
    pub note: Option<&'a str>,
    /// How often, in the sense of the list that it stands in.
    pub count: u32,
    /// How often and when articles name it, for lists whose names have cards.
    pub card: Option<String>,
}

/// A topic in one line.
#[derive(Debug, Serialize)]
pub struct TopicLine<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its page.
    pub href: String,
    /// How many articles.
    pub count: u32,
}

/// Links through the pages of a subject.
#[derive(Debug, Serialize)]
pub struct Pager {
    /// This page's number.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// The first, the last and those around this one.
    pub numbers: Vec<PagerNumber>,
}

/// A page of a subject.
#[derive(Debug, Serialize)]
pub struct PagerNumber {
    /// Its number.
    pub number: u32,
    /// Its address.
    pub href: String,
    /// Whether pages are left out before it.
    pub gap: bool,
}

impl Pager {
    /// The pager of a page; `None` when its subject fills one page only.
    pub fn new(here: Here<'_>, page: &Page) -> Option<Self> {
        let number = page_number(page.subject)?;
        let pages = here.site.page_count(numbered(page.subject, 1)?);
        if pages < 2 {
            return None;
        }
        let to = |n: u32| numbered(page.subject, n).and_then(|subject| here.to_subject(subject));
        let shown = (1..=pages).filter(|&n| n == 1 || n == pages || n.abs_diff(number) <= 2);
        let mut before = 0;
        let mut numbers = Vec::new();
        for n in shown {
            if let Some(href) = to(n) {
                numbers.push(PagerNumber { number: n, href, gap: n != before + 1 });
                before = n;
            }
        }
        Some(Self { page: number, pages, previous: number.checked_sub(1).and_then(to), next: to(number + 1), numbers })
    }
}
