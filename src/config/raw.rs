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
    /// Larger files are listed, not read: bytes, or "12 MB".
    pub(super) max_file_size: Option<Spanned<Value>>,
    /// Free values for templates.
    pub(super) extra: Option<BTreeMap<String, Value>>,
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
}
