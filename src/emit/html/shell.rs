//! What all pages share: head, navigation, breadcrumbs, assets.

use super::head::Head;
use super::markup::Html;
use super::meta::{address, meta};
use super::share::Share;
use super::site::Here;
use crate::model::{EntityKind, Page, Subject};
use serde::Serialize;
use std::collections::BTreeMap;

/// The part of a view that `base.html` reads.
#[derive(Debug, Serialize)]
pub struct Shell<'a> {
    /// The word in `<html data-kind>`.
    pub kind: &'static str,
    /// For `<title>`.
    pub title: &'a str,
    /// For `<meta name="description">`.
    pub description: &'a str,
    /// Absolute address, when the site knows where it will be.
    pub canonical: Option<String>,
    /// What else the head tells machines.
    pub meta: Html,
    /// How it is passed on, when the site knows its address.
    pub share: Option<Share>,
    /// The section of the navigation that the page belongs to.
    pub section: &'static str,
    /// Whether the page is that section's own.
    pub is_section: bool,
    /// The way from the front page to here; empty on the front page.
    pub crumbs: Vec<Crumb<'a>>,
    /// Navigation and assets, made once for all pages of a depth.
    pub furniture: &'a tera::Value,
}

/// A step of the way from the front page.
#[derive(Debug, Serialize)]
pub struct Crumb<'a> {
    /// Its name.
    pub label: &'a str,
    /// Its page; absent for the page itself.
    pub href: Option<String>,
}

/// Navigation and assets as seen from a depth.
#[derive(Debug, Serialize)]
pub struct Furniture {
    /// The front page.
    pub home: String,
    /// The search page.
    pub search: Option<String>,
    /// The about page.
    pub about: Option<String>,
    /// The sections.
    pub nav: Vec<NavItem>,
    /// Styles, scripts and pictures by their name in `static/`.
    pub assets: BTreeMap<String, String>,
    /// The Atom feed.
    pub feed: String,
    /// The JSON feed.
    pub feed_json: String,
    /// The briefing as data.
    pub data: String,
}

/// An entry of the navigation.
#[derive(Debug, Serialize)]
pub struct NavItem {
    /// Its id.
    pub section: &'static str,
    /// Its name.
    pub label: &'static str,
    /// Its page.
    pub href: String,
}

impl Furniture {
    /// The furniture of pages whose links start with `here`'s root.
    pub fn new(here: Here<'_>) -> Self {
        let sections = [Subject::Editions, Subject::Articles(1)]
            .into_iter()
            .chain(EntityKind::ALL.map(|kind| Subject::Entities(kind, 1)))
            .chain([Subject::Topics, Subject::Timeline(1), Subject::Quotes(1), Subject::Relations, Subject::About]);
        let nav = sections
            .filter_map(|subject| {
                let (section, label) = section(subject);
                here.to_subject(subject).map(|href| NavItem { section, label, href })
            })
            .collect();
        let file = |name: &str| [here.root, name].concat();
        Self {
            home: file("index.html"),
            search: here.to_subject(Subject::Search),
            about: here.to_subject(Subject::About),
            nav,
            assets: here.site.assets.paths.iter().map(|(name, path)| (name.clone(), here.to(path))).collect(),
            feed: file("feed.xml"),
            feed_json: file("feed.json"),
            data: file("briefing.json"),
        }
    }
}

/// The section of the navigation that a page belongs to: id and name.
pub fn section(subject: Subject) -> (&'static str, &'static str) {
    match subject {
        Subject::Home => ("home", "Home"),
        Subject::Edition(_) | Subject::Editions => ("editions", "Editions"),
        Subject::Article(_) | Subject::Articles(_) => ("articles", "Articles"),
        // the kind of an entity is known to its caller
        Subject::Entity(..) => ("entities", "Names"),
        Subject::Entities(kind, _) => (kind.folder(), kind.plural()),
        Subject::Topic(..) | Subject::Topics => ("topics", "Topics"),
        Subject::Timeline(_) => ("timeline", "Timeline"),
        Subject::Quotes(_) => ("quotes", "Quotes"),
        Subject::Relations => ("relations", "Relations"),
        Subject::Search => ("search", "Search"),
        Subject::About => ("about", "About"),
        Subject::NotFound => ("", "Page not found"),
    }
}

impl<'a> Shell<'a> {
    /// The shell of a page.
    pub fn new(here: Here<'a>, page: &Page, head: &'a Head, furniture: &'a tera::Value) -> Self {
        let (section, _) = section(index_of(here, page.subject));
        let steps = crumbs(here, page);
        let crumbs = steps
            .into_iter()
            .map(|step| Crumb { label: step.label, href: step.subject.and_then(|subject| here.to_subject(subject)) });
        Self {
            kind: page.kind.name(),
            title: &head.title,
            description: &head.description,
            canonical: address(here, &page.url),
            meta: meta(here, page, head),
            share: Share::new(here, page, own_name(here, page.subject).unwrap_or(&head.title)),
            section,
            is_section: own_name(here, page.subject).is_none(),
            crumbs: crumbs.collect(),
            furniture,
        }
    }
}

/// The index that lists a subject; the subject itself when it is one.
fn index_of(here: Here<'_>, subject: Subject) -> Subject {
    match subject {
        Subject::Article(_) => Subject::Articles(1),
        Subject::Entity(ix, _) => Subject::Entities(here.site.briefing.entity(ix).kind, 1),
        Subject::Topic(..) => Subject::Topics,
        Subject::Edition(_) => Subject::Editions,
        other => other,
    }
}

/// The name of the article, the name or the topic that a page is about.
fn own_name(here: Here<'_>, subject: Subject) -> Option<&str> {
    match subject {
        Subject::Article(ix) => Some(here.site.briefing.article(ix).title()),
        Subject::Entity(ix, _) => Some(here.site.briefing.entity(ix).name.as_str()),
        Subject::Topic(ix, _) => Some(here.site.briefing.topic(ix).name.as_str()),
        Subject::Edition(at) => {
            Some(here.site.briefing.editions[at as usize].title.as_deref().unwrap_or("This edition"))
        }
        _ => None,
    }
}

/// A step of the way from the front page, as a subject of the site; none for the page itself.
#[derive(Debug)]
pub struct Step<'a> {
    /// Its name.
    pub label: &'a str,
    /// What its page is about.
    pub subject: Option<Subject>,
}

/// The way from the front page to a page; empty for the front page.
pub fn crumbs<'a>(here: Here<'a>, page: &Page) -> Vec<Step<'a>> {
    if page.subject == Subject::Home {
        return Vec::new();
    }
    let index = index_of(here, page.subject);
    let (_, label) = section(index);
    let mut steps = vec![Step { label: "Home", subject: Some(Subject::Home) }];
    match own_name(here, page.subject) {
        Some(name) => {
            steps.push(Step { label, subject: Some(index) });
            steps.push(Step { label: name, subject: None });
        }
        None => steps.push(Step { label, subject: None }),
    }
    steps
}
