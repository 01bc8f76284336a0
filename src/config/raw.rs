//! `briefing.toml` as written. Every field is optional; unknown keys are errors. The doc comments are the table of
//! `docs/configuration.md`.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::{Spanned, Value};

/// The file.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawConfig {
    /// Title of the briefing.
    pub(super) title: Option<Spanned<String>>,
    /// One sentence on what it is about.
    pub(super) description: Option<String>,
    /// Where it will be published.
    pub(super) base_url: Option<Spanned<String>>,
    /// The domain that it is published under, for hosts that read it from a file.
    pub(super) domain: Option<Spanned<String>>,
    /// BCP 47 tag of the site's own language.
    pub(super) language: Option<Spanned<String>>,
    /// Who curates it.
    pub(super) author: Option<String>,
    /// Ids of the topics that stand first on the front page.
    pub(super) sections: Option<Vec<Spanned<String>>>,
    /// Colour of links and marks; one, or one for light and one for dark pages.
    pub(super) colour: Option<Spanned<Value>>,
    /// Font of texts and headings.
    pub(super) font: Option<Spanned<String>>,
    /// Width of the column of text.
    pub(super) width: Option<Spanned<String>>,
    /// Whether pictures are drawn that links to the pages are shown with, or of how many names.
    pub(super) social_cards: Option<Spanned<Value>>,
    /// What has feeds of its own: the site, topics too, or all.
    pub(super) feeds: Option<Spanned<String>>,
    /// Larger files are listed, not read: bytes, or "12 MB".
    pub(super) max_file_size: Option<Spanned<Value>>,
    /// Free values for templates.
    pub(super) extra: Option<BTreeMap<String, Value>>,
}

/// `[robots]`: what search engines may do with pages of a kind.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawRobots {
    /// The front page.
    pub(super) home: Option<Spanned<String>>,
    /// Articles.
    pub(super) article: Option<Spanned<String>>,
    /// People, organisations and places.
    pub(super) entity: Option<Spanned<String>>,
    /// Topics.
    pub(super) topic: Option<Spanned<String>>,
    /// The timeline.
    pub(super) timeline: Option<Spanned<String>>,
    /// The search page.
    pub(super) search: Option<Spanned<String>>,
    /// Indexes of articles, names and topics, quotes, relations, the page about the briefing.
    pub(super) list: Option<Spanned<String>>,
}

/// `[thresholds]`
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawThresholds {
    /// An entity gets a page from so many mentions on.
    pub(super) page_mentions: Option<Spanned<u32>>,
    /// Or when so many articles mention it.
    pub(super) page_articles: Option<Spanned<u32>>,
    /// And of one of its mentions the finder is so sure, in percent.
    pub(super) page_confidence: Option<Spanned<u32>>,
    /// Most related articles shown with an article.
    pub(super) related: Option<Spanned<u32>>,
    /// Most companions shown with an entity.
    pub(super) companions: Option<Spanned<u32>>,
    /// Articles on one page of a list.
    pub(super) articles_per_page: Option<Spanned<u32>>,
    /// Names on one page of an index.
    pub(super) entities_per_page: Option<Spanned<u32>>,
    /// Words of an article that is shown as an excerpt.
    pub(super) excerpt_words: Option<Spanned<u32>>,
    /// Entries on one page of the timeline.
    pub(super) events_per_page: Option<Spanned<u32>>,
    /// A name has feeds of its own when so many articles mention it.
    pub(super) feed_articles: Option<Spanned<u32>>,
}
