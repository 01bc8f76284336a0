//! The briefing as one work to read from front to back: what the EPUB and the single file are made from.
//!
//! Input: the briefing and the plan. Output: a [`Book`] of parts and chapters, each a piece of [`Html`] that is well-formed
//! XML, too, but for what [`Html`] of other origin brings in.
//!
//! 1. Chapters bear the addresses of the plan's pages; [`Links`] says what these become.
//! 2. In parallel, chapter by chapter: [`edition`], [`article`], [`entity`], [`topic`], [`timeline`]; [`about`] closes the book.

mod about;
mod article;
mod edition;
mod entity;
mod timeline;
mod topic;

use super::EmitContext;
use super::assets::Assets;
use super::card::Cards;
use super::feed::channel::Channels;
use super::html::Parts;
use super::html::head::span_of_dates;
use super::html::links::Links;
use super::html::markup::url::outside;
use super::html::markup::{Html, Markup};
use super::html::site::{Cite, Here, Name, Site};
use super::html::view::entity::when;
use super::search::SearchIndex;
use crate::model::{ArticleIx, Correction, EntityIx, EntityKind, PartialDate, Subject, TopicIx, UrlPath};
use rayon::prelude::*;

/// A briefing in reading order.
#[derive(Debug)]
pub struct Book {
    /// Editions, articles, people, organisations, places, topics, timeline, about; none of them empty.
    pub parts: Vec<Part>,
    /// First and last date on which an article was published.
    pub dates: Option<(PartialDate, PartialDate)>,
    /// "12 articles from 7 publishers, 8 September – 14 October 2021".
    pub holdings: String,
}

/// A part of the book.
#[derive(Debug)]
pub struct Part {
    /// Its heading.
    pub heading: &'static str,
    /// Its name in ids.
    pub id: &'static str,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
}

/// A chapter.
#[derive(Debug)]
pub struct Chapter {
    /// Address of the page that it stands for.
    pub path: UrlPath,
    /// Title.
    pub title: String,
    /// Language, where it is known to be another than the book's.
    pub language: Option<String>,
    /// Writing direction, where it is another than the book's.
    pub direction: Option<&'static str>,
    /// The chapter, its heading included.
    pub html: Html,
}

/// The work that a book is made for.
#[derive(Debug, Clone, Copy)]
struct Writer<'a> {
    here: Here<'a>,
    /// Level of a chapter's heading.
    level: u8,
}

impl Book {
    /// Writes the book with links of a kind. Chapters have headings of the first level where each is a file of its own, of
    /// the second where all stand in one.
    pub fn new(context: &EmitContext<'_>, links: Links) -> Self {
        let (assets, search) = (Assets::default(), SearchIndex { manifest: UrlPath::new("search.js") });
        let (cards, feeds) = (Cards::default(), Channels::default());
        let mut site = Site::new(context, Parts { assets: &assets, search: &search, cards: &cards, feeds: &feeds });
        site.links = links;
        let root = if links == Links::Chapters { "../" } else { "" };
        let level = if links == Links::Anchors { 2 } else { 1 };
        let writer = Writer { here: Here { site: &site, root }, level };
        let briefing = context.briefing;
        let all = || (0..briefing.articles.len() as u32).map(ArticleIx);
        let articles: Vec<Chapter> =
            all().collect::<Vec<_>>().into_par_iter().map(|ix| article::chapter(writer, ix)).collect();
        let mut parts = vec![Part { heading: "Editions", id: "editions", chapters: edition::chapters(writer) }];
        parts.push(Part { heading: "Articles", id: "articles", chapters: articles });
        for kind in EntityKind::ALL {
            let entities = (0..briefing.entities.len() as u32).map(EntityIx);
            let of_kind: Vec<EntityIx> = entities.filter(|&ix| briefing.entity(ix).kind == kind).collect();
            let chapters = of_kind.into_par_iter().filter_map(|ix| entity::chapter(writer, ix)).collect();
            parts.push(Part { heading: kind.plural(), id: kind.folder(), chapters });
        }
        let topics: Vec<TopicIx> = (0..briefing.topics.len() as u32).map(TopicIx).collect();
        let topics = topics.into_par_iter().map(|ix| topic::chapter(writer, ix)).collect();
        parts.push(Part { heading: "Topics", id: "topics", chapters: topics });
        // these lie at the root
        let writer = Writer { here: Here { site: &site, root: "" }, level };
        parts.push(Part { heading: "Timeline", id: "timeline", chapters: timeline::chapters(writer) });
        parts.push(Part { heading: "About", id: "about", chapters: about::chapter(writer).into_iter().collect() });
        parts.retain(|part| !part.chapters.is_empty());
        Self { parts, dates: span_of_dates(&site, all()), holdings: super::html::head::holdings(&site) }
    }

    /// All chapters in order.
    pub fn chapters(&self) -> impl Iterator<Item = &Chapter> {
        self.parts.iter().flat_map(|part| &part.chapters)
    }
}

impl<'a> Writer<'a> {
    /// A heading so many levels below that of the chapter.
    fn heading(self, below: u8, text: &str, out: &mut Markup) {
        const TAGS: [(&str, &str); 4] =
            [("<h1>", "</h1>\n"), ("<h2>", "</h2>\n"), ("<h3>", "</h3>\n"), ("<h4>", "</h4>\n")];
        let (start, end) = TAGS[usize::from((self.level + below).clamp(1, 4) - 1)];
        out.raw(start).text(text).raw(end);
    }

    /// Articles as a list.
    fn cites(self, cites: impl Iterator<Item = ArticleIx>, out: &mut Markup) {
        out.raw("<ul class=\"cites\">\n");
        for ix in cites {
            out.raw("<li>");
            cite(&self.here.cite(ix), out);
            out.raw("</li>\n");
        }
        out.raw("</ul>\n");
    }

    /// Address of a page of the plan.
    fn path(self, subject: Subject) -> Option<&'a UrlPath> {
        self.here.site.address(subject)
    }
}

/// A name, linked where it has a chapter.
fn name_of(name: &Name<'_>, out: &mut Markup) {
    match &name.href {
        Some(href) => out.raw("<a href=\"").text(href).raw("\">").isolated(name.name).raw("</a>"),
        None => out.isolated(name.name),
    };
    if name.count > 1 {
        out.raw(" <small>").number(name.count).raw("</small>");
    }
}

/// Names in a line behind their heading.
fn names(heading: &str, names: &[Name<'_>], out: &mut Markup) {
    if names.is_empty() {
        return;
    }
    out.raw("<p class=\"names\"><b>").text(heading).raw("</b> ");
    for (nth, name) in names.iter().enumerate() {
        out.raw(if nth == 0 { "" } else { ", " });
        name_of(name, out);
    }
    out.raw("</p>\n");
}

/// An article in a line: title, publisher, date.
fn cite(cite: &Cite<'_>, out: &mut Markup) {
    out.raw("<a href=\"").text(&cite.href).raw("\">").isolated(cite.title).raw("</a> <small>");
    if let Some(publisher) = cite.publisher {
        out.isolated(publisher).raw(", ");
    }
    when(&cite.when, out);
    out.raw("</small>");
}

/// A publisher by name, with a link to where it is known to be.
fn source(name: &str, url: Option<&str>, out: &mut Markup) {
    match url.and_then(outside) {
        Some(url) => {
            out.raw("<a rel=\"nofollow noopener external\" href=\"").text(&url).raw("\">").isolated(name).raw("</a>")
        }
        None => out.isolated(name),
    };
}

/// A correction in a line.
fn correction(correction: &Correction, out: &mut Markup) {
    out.raw("<b>Correction, ").text(&correction.date.long()).raw(":</b> ").isolated(&correction.text);
}

/// A chapter in the book's own language.
fn plain(path: &UrlPath, title: &str, out: Markup) -> Chapter {
    Chapter { path: path.clone(), title: title.to_owned(), language: None, direction: None, html: out.finish() }
}
