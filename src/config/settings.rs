//! The resolved settings, one struct a stage: a stage sees its own and nothing else.

use super::look::Look;
use crate::model::PageKind;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// All settings of a build.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// What the briefing says of itself.
    pub site: SiteSettings,
    /// Reading files.
    pub ingest: IngestSettings,
    /// Cleaning.
    pub clean: CleanSettings,
    /// Finding.
    pub annotate: AnnotateSettings,
    /// Joining.
    pub link: LinkSettings,
    /// Withholding what may not be shown.
    pub rights: RightsSettings,
    /// Planning pages.
    pub pages: PageSettings,
    /// Making files.
    pub emit: EmitSettings,
}

/// What the briefing says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteSettings {
    /// Title of the briefing; from the folder's name when nothing is configured.
    pub title: String,
    /// One sentence on what it is about.
    pub description: Option<String>,
    /// Where it will be published, with a trailing slash; needed only for feeds, sitemap and canonical links.
    pub base_url: Option<String>,
    /// BCP 47 tag of the site's own language.
    pub language: String,
    /// Who curates it.
    pub author: Option<String>,
    /// Ids of the topics that stand first on the front page, in order.
    pub sections: Vec<String>,
    /// What is changed of the look.
    pub look: Look,
    /// Free values for templates.
    pub extra: BTreeMap<String, toml::Value>,
}

impl Default for SiteSettings {
    fn default() -> Self {
        Self {
            title: "Briefing".to_owned(),
            description: None,
            base_url: None,
            language: "en".to_owned(),
            author: None,
            sections: Vec::new(),
            look: Look::default(),
            extra: BTreeMap::new(),
        }
    }
}

/// Settings of ingest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngestSettings {
    /// Larger files are listed, not read; bytes.
    pub max_file_size: u64,
    /// Where the site goes. One of ours that stands there is no source file, so it is not listed as one that was not read.
    pub output: Option<PathBuf>,
    /// The curator's decisions, where they lie among the articles: no source files either.
    pub curation: Option<PathBuf>,
}

impl Default for IngestSettings {
    fn default() -> Self {
        Self { max_file_size: 8 << 20, output: None, curation: None }
    }
}

/// Settings of clean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CleanSettings {}

/// Settings of annotate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnnotateSettings {}

/// Settings of link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkSettings {
    /// An entity gets a page from so many mentions on …
    pub page_mentions: u32,
    /// … or when it is mentioned by so many articles.
    pub page_articles: u32,
    /// Of one of its mentions the finder must be so sure, 0 to 100.
    pub page_confidence: u8,
    /// Most related articles shown with an article.
    pub related: usize,
    /// Most companions shown with an entity.
    pub companions: usize,
}

impl Default for LinkSettings {
    fn default() -> Self {
        Self { page_mentions: 2, page_articles: 2, page_confidence: 50, related: 5, companions: 24 }
    }
}

/// Settings of withhold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightsSettings {
    /// Words of an excerpt, at most.
    pub excerpt_words: u32,
}

impl Default for RightsSettings {
    fn default() -> Self {
        Self { excerpt_words: 60 }
    }
}

/// Settings of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSettings {
    /// Articles on one page of an index, a topic or an entity.
    pub articles_per_page: usize,
    /// Names on one page of an index of entities.
    pub entities_per_page: usize,
    /// Entries on one page of the timeline.
    pub events_per_page: usize,
}

impl Default for PageSettings {
    fn default() -> Self {
        Self { articles_per_page: 100, entities_per_page: 500, events_per_page: 400 }
    }
}

/// What has feeds of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnFeeds {
    /// The site alone.
    Site,
    /// The site and each topic.
    Topics,
    /// The site, each topic, and names that many articles mention.
    All,
}

/// Which pages have a picture that links to them are shown with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SocialCards {
    /// None.
    None,
    /// The front page, every article and topic, and at most so many names, the most widely named first.
    Names(usize),
}

impl SocialCards {
    /// More names than all but the largest briefings have pages for; their cards are some 110 MB, and hosts publish a
    /// gigabyte at most.
    pub const USUAL: Self = Self::Names(10_000);
}

/// Settings of emit.
#[derive(Debug, Clone, PartialEq)]
pub struct EmitSettings {
    /// What the briefing says of itself.
    pub site: SiteSettings,
    /// The domain that the site is published under, for the file `CNAME`.
    pub domain: Option<String>,
    /// Which social cards are drawn; unsaid: the usual ones when the site knows its address, for they are found by it.
    pub social_cards: Option<SocialCards>,
    /// What has feeds of its own; unsaid: all when the site knows its address, else the site.
    pub own_feeds: Option<OwnFeeds>,
    /// A name has feeds of its own when so many articles mention it.
    pub feed_articles: usize,
    /// What search engines may do with pages of a kind, where that is restricted.
    pub robots: BTreeMap<PageKind, String>,
    /// The project's own templates, each overriding the built-in one of the same name.
    pub templates: Option<PathBuf>,
    /// The project's own static files, each overriding the built-in one of the same name.
    pub assets: Option<PathBuf>,
}

impl Default for EmitSettings {
    fn default() -> Self {
        Self {
            site: SiteSettings::default(),
            domain: None,
            social_cards: None,
            own_feeds: None,
            feed_articles: 5,
            robots: BTreeMap::new(),
            templates: None,
            assets: None,
        }
    }
}

impl EmitSettings {
    /// Which social cards are drawn.
    pub fn social_cards(&self) -> SocialCards {
        let unsaid = if self.site.base_url.is_some() { SocialCards::USUAL } else { SocialCards::None };
        self.social_cards.unwrap_or(unsaid)
    }

    /// What has feeds of its own.
    pub fn own_feeds(&self) -> OwnFeeds {
        let unsaid = if self.site.base_url.is_some() { OwnFeeds::All } else { OwnFeeds::Site };
        self.own_feeds.unwrap_or(unsaid)
    }

    /// Whether search engines are asked to leave pages of a kind out.
    pub fn is_unlisted(&self, kind: PageKind) -> bool {
        matches!(kind, PageKind::NotFound | PageKind::Single)
            || self
                .robots
                .get(&kind)
                .is_some_and(|rules| rules.split(", ").any(|rule| ["noindex", "none"].contains(&rule)))
    }
}
