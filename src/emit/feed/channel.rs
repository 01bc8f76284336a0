//! Feeds: that of the site, and those of single topics and names for readers who follow one thing.
//!
//! 1. [`plan`] says which topics and names have feeds of their own, and where; their pages link to them.
//! 2. [`emit_own`] writes those, side by side; the site's own is written by its emitters.

use super::address::Addresses;
use super::entry::{Entry, entries, oldest, urn};
use super::{atom, json_feed};
use crate::config::OwnFeeds;
use crate::emit::{EmitContext, EmitError};
use crate::model::{ArticleIx, ArtifactSink, Subject, Thing, UrlPath};
use rayon::prelude::*;

/// Entries in the feed of the site: what a reader who looks in once a month may have missed, and no archive.
const NEWEST: usize = 50;

/// Entries in the feed of a topic or a name.
const NEWEST_OWN: usize = 20;

/// A feed of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFeed {
    /// What it is called: the topic's or the name's title, and that of the site.
    pub title: String,
    /// The Atom file.
    pub atom: UrlPath,
    /// The JSON Feed file.
    pub json: UrlPath,
    subject: Subject,
    /// The page that it belongs to.
    page: UrlPath,
}

/// Feeds of topics and names.
#[derive(Debug, Clone, Default)]
pub struct Channels {
    topics: Vec<Option<OwnFeed>>,
    entities: Vec<Option<OwnFeed>>,
}

impl Channels {
    /// The feed of what a page is about.
    pub fn of(&self, subject: Subject) -> Option<&OwnFeed> {
        match subject.thing()? {
            Thing::Article(_) => None,
            Thing::Entity(ix) => self.entities.get(ix.0 as usize)?.as_ref(),
            Thing::Topic(ix) => self.topics.get(ix.0 as usize)?.as_ref(),
        }
    }
}

/// Which topics and names have feeds of their own.
pub fn plan(context: &EmitContext<'_>) -> Channels {
    let wanted = context.settings.own_feeds();
    let mut channels = Channels::default();
    if wanted >= OwnFeeds::Topics {
        let topics = context.briefing.topics.iter().zip(&context.plan.topics).zip(0..);
        channels.topics = topics
            .map(|((topic, page), at)| {
                Some(OwnFeed::new(context, &topic.name, page, Subject::Topic(crate::model::TopicIx(at), 1)))
            })
            .collect();
    }
    if wanted >= OwnFeeds::All {
        let entities = context.briefing.entities.iter().zip(&context.plan.entities).zip(0..);
        channels.entities = entities
            .map(|((entity, page), at)| {
                let page = page.as_ref().filter(|_| entity.articles.len() >= context.settings.feed_articles)?;
                Some(OwnFeed::new(context, &entity.name, page, Subject::Entity(crate::model::EntityIx(at), 1)))
            })
            .collect();
    }
    channels
}

impl OwnFeed {
    fn new(context: &EmitContext<'_>, name: &str, page: &UrlPath, subject: Subject) -> Self {
        let stem = page.as_str().strip_suffix(".html").unwrap_or(page.as_str());
        Self {
            title: format!("{name} – {}", context.settings.site.title),
            atom: UrlPath::new(format!("{stem}.xml")),
            json: UrlPath::new(format!("{stem}.json")),
            subject,
            page: page.clone(),
        }
    }

    fn articles(&self, context: &EmitContext<'_>) -> Vec<ArticleIx> {
        match self.subject {
            Subject::Topic(ix, _) => context.briefing.topic(ix).articles.iter().map(|entry| entry.article).collect(),
            Subject::Entity(ix, _) => context.briefing.entity(ix).articles.iter().map(|&(ix, _)| ix).collect(),
            _ => Vec::new(),
        }
    }
}

/// Writes the feeds of topics and names.
///
/// # Errors
/// When a file cannot be handed on.
pub fn emit_own(context: &EmitContext<'_>, channels: &Channels, sink: &dyn ArtifactSink) -> Result<(), EmitError> {
    let feeds: Vec<&OwnFeed> = channels.topics.iter().chain(&channels.entities).flatten().collect();
    let oldest = if feeds.is_empty() { None } else { oldest(context.briefing) };
    feeds.par_iter().try_for_each(|feed| {
        let site = &context.settings.site;
        let addresses = Addresses::new(site).below(feed.page.depth());
        let channel = Channel {
            title: &feed.title,
            description: None,
            id: urn(site, feed.page.as_str()),
            page: &feed.page,
            addresses,
            entries: entries(context, addresses, feed.articles(context).into_iter(), NEWEST_OWN, oldest.as_deref()),
        };
        sink.put(&feed.atom, atom::text(context, &channel, &feed.atom).as_bytes())?;
        sink.put(&feed.json, &json_feed::text(context, &channel, &feed.json))?;
        Ok(())
    })
}

/// What a feed says.
#[derive(Debug)]
pub(super) struct Channel<'a> {
    pub(super) title: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) id: String,
    /// The page that it is about.
    pub(super) page: &'a UrlPath,
    pub(super) addresses: Addresses<'a>,
    pub(super) entries: Vec<Entry<'a>>,
}

/// The feed of the whole site.
pub(super) fn whole<'a>(context: &EmitContext<'a>, home: &'a UrlPath) -> Channel<'a> {
    let site = &context.settings.site;
    let addresses = Addresses::new(site);
    let articles = (0..context.briefing.articles.len() as u32).map(ArticleIx);
    Channel {
        title: &site.title,
        description: site.description.as_deref(),
        id: urn(site, ""),
        page: home,
        addresses,
        entries: entries(context, addresses, articles, NEWEST, oldest(context.briefing).as_deref()),
    }
}
