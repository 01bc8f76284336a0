//! The page of an article: its text, and everything found in it beside it.

use super::super::markup::Html;
use super::super::markup::block::{Body, BodyWriter, Heading};
use super::super::markup::inline::EntityLink;
use super::super::markup::url::outside;
use super::super::shell::Shell;
use super::super::site::{Cite, Here, Name, TopicLine, text_at};
use super::super::wording::{Day, When, clip, direction, grouped, language_name, length};
use super::citation::CitationView;
use super::notices::CorrectionView;
use crate::emit::cite::{Format, Reference};
use crate::emit::licence::licence_address;
use crate::model::annotation::TITLE_BLOCK;
use crate::model::article::CURATED_EDIT;
use crate::model::{
    Article, ArticleIx, BlockKind, Citing, Display, EntityIx, EntityKind, Event, Origin, Place, Removal, SourceInfo,
};
use rustc_hash::FxHashSet;
use serde::Serialize;

/// View of `article.html`.
#[derive(Debug, Serialize)]
pub struct ArticlePage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// The article.
    pub article: ArticleView<'a>,
}

/// An article.
#[derive(Debug, Serialize)]
pub struct ArticleView<'a> {
    title: &'a str,
    /// Nothing in the file states a title: this one was made from its text.
    derived: bool,
    deck: Option<&'a str>,
    summary: Option<&'a str>,
    note: Option<&'a str>,
    authors: &'a [String],
    publisher: Option<PublisherView<'a>>,
    when: When,
    /// The words that state the date or prove the bound.
    evidence: Option<&'a str>,
    length: String,
    words: String,
    language: LanguageView<'a>,
    body: Html,
    contents: Vec<Heading>,
    names: Vec<NameGroup<'a>>,
    topics: Vec<TopicLine<'a>>,
    quotes: Vec<QuoteView<'a>>,
    events: Vec<EventView>,
    cites: Vec<CitesView<'a>>,
    related: Vec<RelatedView<'a>>,
    also: Vec<Cite<'a>>,
    removed: Vec<RemovalView<'a>>,
    /// What is shown of it, when that is not all, and by whose leave.
    rights: RightsView<'a>,
    /// The rules that took something out, with how often.
    rules: Vec<(&'a str, usize)>,
    /// The curator replaced words of it.
    edited: bool,
    source: SourceView<'a>,
    newer: Option<Cite<'a>>,
    older: Option<Cite<'a>>,
    corrections: Vec<CorrectionView<'a>>,
    /// In one line, with its file.
    citation: String,
    cite: Vec<CitationView>,
}

#[derive(Debug, Serialize)]
struct PublisherView<'a> {
    name: &'a str,
    url: Option<String>,
    named: bool, // else it is a host
}

#[derive(Debug, Serialize)]
struct LanguageView<'a> {
    /// For `lang`; absent when unknown.
    tag: Option<&'a str>,
    /// For `dir`; absent when it is the site's own.
    dir: Option<&'static str>,
    /// Its name, when it is not the site's.
    foreign: Option<&'a str>,
}

/// Names of a kind.
#[derive(Debug, Serialize)]
pub struct NameGroup<'a> {
    /// "People".
    pub heading: &'static str,
    kind: &'static str,
    /// The most frequent first.
    pub names: Vec<Name<'a>>,
}

#[derive(Debug, Serialize)]
struct QuoteView<'a> {
    text: String,
    href: String,
    speaker: Option<Name<'a>>,
    speaker_text: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct EventView {
    dates: Vec<Day>,
    text: String,
    href: String,
}

/// A source that the article draws on.
#[derive(Debug, Serialize)]
struct CitesView<'a> {
    source: &'a str,
    /// What is known of the source.
    href: Option<String>,
    /// Where the article says so, on its own page.
    at: String,
    /// The very article, when something proves which it is.
    article: Option<Cite<'a>>,
}

#[derive(Debug, Serialize)]
struct RelatedView<'a> {
    article: Cite<'a>,
    why: &'a str,
}

#[derive(Debug, Serialize)]
struct RemovalView<'a> {
    first: u32,
    last: u32,
    text: String,
    rule: &'a str,
    reason: &'a str,
}

#[derive(Debug, Serialize)]
struct SourceView<'a> {
    path: &'a str,
    sha256: &'a str,
    format: &'static str,
    encoding: &'a str,
    bytes: String,
}

/// What of an article is shown.
#[derive(Debug, Serialize)]
struct RightsView<'a> {
    /// `excerpt` or `link-only`, when it is not shown whole.
    partial: Option<&'static str>,
    licence: Option<Licence<'a>>,
    permission: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Licence<'a> {
    text: &'a str,
    href: Option<String>,
}

impl<'a> RightsView<'a> {
    fn new(article: &'a Article) -> Self {
        let rights = &article.rights;
        Self {
            partial: (rights.display != Display::Full).then(|| rights.display.name()),
            licence: rights.licence.as_deref().map(|text| Licence { text, href: licence_address(text) }),
            permission: rights.permission.as_deref(),
        }
    }
}

/// Longest quote or dated sentence beside the text, in characters; its link leads to the whole.
const LONGEST_ASIDE: usize = 280;
/// Most quotes, and most dated sentences, beside the text.
const MOST_ASIDES: usize = 12;
/// An article with so many subheadings gets a table of contents.
const CONTENTS_FROM: usize = 3;
/// Longest text of a removal that is shown, in characters.
const LONGEST_REMOVAL: usize = 400;

impl<'a> ArticleView<'a> {
    /// The view of an article.
    pub fn new(here: Here<'a>, ix: ArticleIx) -> Self {
        let article = here.site.briefing.article(ix);
        let clean = &article.annotated.article;
        let metadata = &clean.metadata;
        let body = body(here, article);
        let reference = Reference::article(here.site.briefing, ix, &here.site.bodies);
        let neighbour = |at: Option<u32>| {
            at.filter(|&at| (at as usize) < here.site.briefing.articles.len()).map(|at| here.cite(ArticleIx(at)))
        };
        Self {
            title: &metadata.title,
            derived: metadata.title_origin == Origin::Derived,
            deck: metadata.deck.as_deref(),
            summary: metadata.summary.as_deref(),
            note: metadata.note.as_deref(),
            authors: &metadata.authors,
            publisher: metadata.outlet().map(|name| PublisherView {
                name,
                url: metadata.url.as_deref().and_then(outside),
                named: metadata.publisher.is_some(),
            }),
            when: When::new(&metadata.published),
            evidence: metadata.published.evidence.as_deref(),
            length: length(article),
            words: grouped(u64::from(clean.words)),
            language: language(&metadata.language, &here.site.settings.site.language),
            contents: if body.contents.len() >= CONTENTS_FROM { body.contents } else { Vec::new() },
            body: body.html,
            names: names(here, article),
            topics: article
                .topics
                .iter()
                .map(|&topic| here.topic(topic, here.site.briefing.topic(topic).articles.len() as u32))
                .collect(),
            quotes: quotes(here, ix),
            events: events(here, ix),
            cites: cites(here, ix),
            related: article
                .related
                .iter()
                .map(|related| RelatedView { article: here.cite(related.article), why: &related.why })
                .collect(),
            also: article.also_published.iter().map(|&other| here.cite(other)).collect(),
            removed: clean.removed.iter().map(removal).collect(),
            rights: RightsView::new(article),
            rules: rules(&clean.removed),
            edited: clean.removed.iter().any(|removal| removal.rule == CURATED_EDIT),
            source: SourceView {
                path: &clean.source.path,
                sha256: &clean.source.sha256,
                format: clean.source.format.name(),
                encoding: clean.source.encoding,
                bytes: grouped(clean.source.bytes),
            },
            newer: neighbour(ix.0.checked_sub(1)),
            older: neighbour(ix.0.checked_add(1)),
            corrections: here.site.briefing.corrections_of(ix).map(CorrectionView::own).collect(),
            citation: citation(&reference, &clean.source),
            cite: CitationView::all(&reference),
        }
    }
}

fn body(here: Here<'_>, article: &Article) -> Body {
    write_body(here, article, BodyWriter::with_capacity(body_size(article)))
}

/// How many bytes the text will fill, about.
pub fn body_size(article: &Article) -> usize {
    let bytes: usize = article.annotated.article.blocks.iter().map(|block| block.text.len() + 160).sum();
    bytes + bytes / 2
}

/// The blocks with links at the first mention of each name in a section.
pub fn write_body(here: Here<'_>, article: &Article, mut writer: BodyWriter) -> Body {
    let clean = &article.annotated.article;
    let mut linked: FxHashSet<EntityIx> = FxHashSet::default();
    let mut mentions = article.annotated.mentions.iter().zip(&article.entities).peekable();
    let mut links: Vec<EntityLink> = Vec::new();
    for block in &clean.blocks {
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        if is_heading {
            linked.clear();
        }
        links.clear();
        while let Some((mention, entity)) = mentions.next_if(|(mention, _)| mention.at.block <= block.n) {
            let Some(entity) = *entity else { continue };
            // headings stay plain, so that the text below them has the link
            let may_link = mention.at.block == block.n && !is_heading && !linked.contains(&entity);
            if let Some(link) = may_link.then(|| here.mention_link(entity, mention.at)).flatten() {
                linked.insert(entity);
                links.push(link);
            }
        }
        writer.block(block, &links);
    }
    writer.finish()
}

/// Who and what the article names, the most frequent first.
pub fn names<'a>(here: Here<'a>, article: &Article) -> Vec<NameGroup<'a>> {
    EntityKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let of_kind = article.names.iter().filter(|(ix, _)| here.site.briefing.entity(*ix).kind == kind);
            let names: Vec<_> = of_kind.map(|&(ix, count)| here.carded(ix, count)).collect();
            (!names.is_empty()).then(|| NameGroup { heading: kind.plural(), kind: kind.name(), names })
        })
        .collect()
}

fn quotes(here: Here<'_>, ix: ArticleIx) -> Vec<QuoteView<'_>> {
    let article = here.site.briefing.article(ix);
    let quotes = article.annotated.quotes.iter().zip(&article.speakers);
    quotes
        .take(MOST_ASIDES)
        .map(|(quote, speaker)| QuoteView {
            text: clip(quote.at.span.of(text_at(article, quote.at)), LONGEST_ASIDE),
            href: fragment(article, quote.at),
            speaker: speaker.map(|speaker| here.name(speaker, 0)),
            speaker_text: quote.speaker_text.as_deref(),
        })
        .collect()
}

/// The sources that the article draws on, in the order of its text.
fn cites<'a>(here: Here<'a>, ix: ArticleIx) -> Vec<CitesView<'a>> {
    let cites = here.site.briefing.relations.cited_by(ix).iter().take(MOST_ASIDES);
    let view = |citing: &'a Citing| CitesView {
        source: &citing.source,
        href: here.to_source(citing),
        at: fragment(here.site.briefing.article(ix), citing.at),
        article: citing.cited.map(|cited| here.cite(cited)),
    };
    cites.map(view).collect()
}

/// The dated sentences in order of time, each once with all its dates.
fn events(here: Here<'_>, ix: ArticleIx) -> Vec<EventView> {
    let article = here.site.briefing.article(ix);
    let mut events: Vec<&Event> = article.annotated.events.iter().collect();
    events.sort_by_key(|event| (event.at, event.date));
    let mut sentences: Vec<&[&Event]> = events.chunk_by(|a, b| a.at == b.at).collect();
    sentences.sort_by_key(|sentence| (sentence[0].date, sentence[0].at));
    let view = |sentence: &[&Event]| EventView {
        dates: sentence.iter().map(|event| Day::new(event.date, event.until)).collect(),
        text: clip(sentence[0].at.span.of(text_at(article, sentence[0].at)), LONGEST_ASIDE),
        href: fragment(article, sentence[0].at),
    };
    sentences.into_iter().take(MOST_ASIDES).map(view).collect()
}

/// Link to a place on the article's own page.
fn fragment(article: &Article, at: Place) -> String {
    match super::super::site::block_at(article, at) {
        Some(block) if at.block != TITLE_BLOCK => format!("#{}", block.anchor),
        _ => "#main".to_owned(),
    }
}

/// The rules that were used, the most used first.
fn rules(removed: &[Removal]) -> Vec<(&str, usize)> {
    let mut used: Vec<&str> = removed.iter().map(|removal| removal.rule).collect();
    used.sort_unstable();
    let mut rules: Vec<(&str, usize)> = used.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
    rules.sort_by_key(|&(rule, count)| (std::cmp::Reverse(count), rule));
    rules
}

fn removal(removal: &Removal) -> RemovalView<'_> {
    RemovalView {
        first: removal.lines.first,
        last: removal.lines.last,
        text: clip(&removal.text, LONGEST_REMOVAL),
        rule: removal.rule,
        reason: &removal.reason,
    }
}

fn language<'a>(tag: &'a str, site: &str) -> LanguageView<'a> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or("").to_ascii_lowercase();
    let known = tag != "und" && !tag.is_empty();
    let is_foreign = known && primary(tag) != primary(site);
    LanguageView {
        tag: known.then_some(tag),
        dir: (direction(tag) != direction(site)).then(|| direction(tag)),
        foreign: is_foreign.then(|| language_name(tag).unwrap_or(tag)),
    }
}

/// The article as a reader would cite it, in one line of plain text, with the file that it was made from.
fn citation(reference: &Reference<'_>, source: &SourceInfo) -> String {
    let hash = source.sha256.get(..16).unwrap_or("");
    format!("{}, file {}, SHA-256 {hash}.", Format::Text.write(reference), source.path)
}
