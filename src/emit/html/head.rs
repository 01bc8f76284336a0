//! Title and description of every page: unique, plain text.
//!
//! 1. Each page words its own.
//! 2. Where several come out alike, all of them get a mark of their own, so that none depends on which stands first.

use super::site::{Site, page_number};
use super::view::edition;
use super::wording::{clip, count, stretch, told};
use crate::model::{ArticleIx, EntityIx, Page, PartialDate, Subject, TopicIx};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Longest description in characters: what result lists of search engines show.
const LONGEST: usize = 155;

/// Title and description of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// For `<title>`.
    pub title: String,
    /// For `<meta name="description">`.
    pub description: String,
}

/// The heads of all pages, in the plan's order.
pub fn heads(site: &Site<'_>) -> Vec<Head> {
    let mut heads: Vec<Head> = site.plan.pages.par_iter().map(|page| head(site, page)).collect();
    tell_apart(&mut heads, |head| &mut head.title, site);
    tell_apart(&mut heads, |head| &mut head.description, site);
    heads
}

fn tell_apart(heads: &mut [Head], field: fn(&mut Head) -> &mut String, site: &Site<'_>) {
    let mut uses: FxHashMap<String, u32> = FxHashMap::default();
    for head in heads.iter_mut() {
        *uses.entry(field(head).clone()).or_default() += 1;
    }
    for (head, page) in heads.iter_mut().zip(&site.plan.pages) {
        let text = field(head);
        if uses[text.as_str()] > 1 {
            let path = page.url.as_str();
            text.push_str(" (");
            text.push_str(path.strip_suffix(".html").unwrap_or(path));
            text.push(')');
        }
    }
}

fn head(site: &Site<'_>, page: &Page) -> Head {
    let name = &site.settings.site.title;
    let (own, description) = match page.subject {
        Subject::Home => {
            let about = site.settings.site.description.clone().unwrap_or_else(|| holdings(site));
            return Head { title: name.clone(), description: clip(&about, LONGEST) };
        }
        Subject::Article(ix) => (site.briefing.article(ix).title().to_owned(), about_article(site, ix)),
        Subject::Entity(ix, _) => (site.briefing.entity(ix).name.clone(), about_entity(site, ix)),
        Subject::Topic(ix, _) => (site.briefing.topic(ix).name.clone(), about_topic(site, ix)),
        Subject::Edition(at) => (edition::title(&site.briefing.editions[at as usize]), about_edition(site, at)),
        Subject::Editions => ("Editions".to_owned(), format!("The dated issues of {name}, newest first.")),
        Subject::Articles(_) => ("Articles".to_owned(), format!("All articles of {name}: {}.", holdings(site))),
        Subject::Entities(kind, _) => {
            let plural = kind.plural();
            (plural.to_owned(), format!("{plural} that the articles of {name} mention, from A to Z."))
        }
        Subject::Topics => ("Topics".to_owned(), format!("The topics of {name} with their articles.")),
        Subject::Timeline(_) => {
            ("Timeline".to_owned(), format!("What happened when, by the dated sentences in the articles of {name}."))
        }
        Subject::Quotes(_) => ("Quotes".to_owned(), format!("Who said what, in the articles of {name}.")),
        Subject::Relations => (
            "Relations".to_owned(),
            format!("Who appears with whom and which source writes about what, in the articles of {name}."),
        ),
        Subject::Search => ("Search".to_owned(), format!("Search the articles, names and topics of {name}.")),
        Subject::About => ("About".to_owned(), format!("How {name} was made: sources, method, and what was left out.")),
        Subject::NotFound => ("Page not found".to_owned(), format!("{name} has no page at this address.")),
    };
    match page_number(page.subject) {
        Some(page) if page > 1 => Head {
            title: format!("{own}, page {page} – {name}"),
            description: format!("{} Page {page}.", clip(&description, LONGEST - 10)),
        },
        _ => Head { title: format!("{own} – {name}"), description: clip(&description, LONGEST) },
    }
}

/// What the briefing holds: "12 articles from 7 publishers, 8 September – 14 October 2021".
pub fn holdings(site: &Site<'_>) -> String {
    let briefing = site.briefing;
    let mut text = count(briefing.articles.len(), "article", "articles");
    if !briefing.publishers.is_empty() {
        text.push_str(" from ");
        let known = briefing.articles.iter().all(|article| article.annotated.article.metadata.publisher.is_some());
        let (one, many) = if known { ("publisher", "publishers") } else { ("known publisher", "known publishers") };
        text.push_str(&count(briefing.publishers.len(), one, many));
    }
    if let Some((first, last)) = span_of_dates(site, (0..briefing.articles.len()).map(|n| ArticleIx(n as u32))) {
        text.push_str(", ");
        text.push_str(&stretch(first, last));
    }
    text
}

/// First and last stated date of publication among articles; bounds are not dates.
pub fn span_of_dates(site: &Site<'_>, articles: impl Iterator<Item = ArticleIx>) -> Option<(PartialDate, PartialDate)> {
    let dates = articles.filter_map(|ix| site.briefing.article(ix).annotated.article.metadata.published.date);
    dates.fold(None, |span, date| match span {
        None => Some((date, date)),
        Some((first, last)) => Some((date.min(first), date.max(last))),
    })
}

fn about_article(site: &Site<'_>, ix: ArticleIx) -> String {
    let article = &site.briefing.article(ix).annotated.article;
    let metadata = &article.metadata;
    let told = told(article);
    if told.trim().is_empty() { format!("“{}”, an article.", metadata.title) } else { told.to_owned() }
}

fn about_entity(site: &Site<'_>, ix: EntityIx) -> String {
    let entity = site.briefing.entity(ix);
    let note = entity.description.as_deref().or(entity.role.as_ref().map(|(role, _)| role.as_str()));
    let mut text = entity.name.clone();
    if let Some(note) = note {
        text.push_str(", ");
        text.push_str(note.trim_end_matches('.'));
    }
    text.push_str(": named in ");
    text.push_str(&count(entity.articles.len(), "article", "articles"));
    if let Some((first, last)) = span_of_dates(site, entity.articles.iter().map(|&(ix, _)| ix)) {
        text.push_str(", ");
        text.push_str(&stretch(first, last));
    }
    text.push('.');
    text
}

fn about_edition(site: &Site<'_>, at: u32) -> String {
    let issue = &site.briefing.editions[at as usize];
    let opening = edition::opening(issue);
    if !opening.is_empty() {
        return opening;
    }
    let articles = count(edition::articles(issue).count(), "article", "articles");
    format!("{}, {}: {articles}.", site.settings.site.title, issue.date.long())
}

fn about_topic(site: &Site<'_>, ix: TopicIx) -> String {
    let topic = site.briefing.topic(ix);
    let mut text = format!("{}: {}", topic.name, count(topic.articles.len(), "article", "articles"));
    for (n, entry) in topic.articles.iter().take(3).enumerate() {
        text.push_str(if n == 0 { ", among them “" } else { ", “" });
        text.push_str(site.briefing.article(entry.article).title());
        text.push('”');
    }
    text.push('.');
    text
}
