//! What the curator's files say: `briefing.toml` and `curation/`, read once, checked, resolved.
//!
//! Input: the project's root folder. Output: a [`Project`] with no open options left, and diagnostics for what is wrong.
//!
//! 1. [`project`] finds out what ROOT is: a project, or a plain folder of articles.
//! 2. `raw` is `briefing.toml` as written; [`settings`] is what it means, one struct a stage; `resolve` goes from one to
//!    the other.
//! 3. [`curation`] holds the decisions: sources, entities, topics, sidecars, editions.
//! 4. `reading` and `values` make mistakes cost as little as possible and say where they are and what would be right;
//!    `withholding` sees to it that none of them shows what was not to be shown.

pub mod curation;
mod look;
pub mod project;
mod raw;
mod reading;
mod resolve;
pub mod settings;
mod suggest;
mod values;
mod withholding;

pub use curation::{
    CorrectionDecision, Curation, EditDecision, Edition, EntityDecision, EntityDecisions, LineDecision,
    MentionDecision, SettleError, Settlement, Sidecar, SourceDecision, Takedown, TopicDecision, UNSURE_TAKEDOWN,
    Wanted, is_to_come,
};
pub use look::Look;
pub use project::{ConfigError, Project};
pub use reading::{NOT_TOML, UNREADABLE};
pub use settings::{
    AnnotateSettings, CleanSettings, Config, EmitSettings, IngestSettings, LinkSettings, OwnFeeds, PageSettings,
    RightsSettings, SiteSettings, SocialCards,
};
pub(crate) use suggest::closest;
pub use values::BaseUrl;
pub use withholding::LOST_RIGHTS;

#[cfg(test)]
pub(crate) mod documented {
    //! The tables of the documents name exactly the keys that are read.

    use std::collections::BTreeSet;

    /// The keys in the tables of a document's section, up to the next heading of that level.
    pub(crate) fn keys(document: &str, heading: &str) -> BTreeSet<String> {
        let whole = std::fs::read_to_string(document).expect("the document is there");
        let section = whole.split("\n## ").find(|section| section.starts_with(heading)).expect("the section is there");
        let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
        rows.filter_map(|row| row.split('`').next()).map(str::to_owned).collect()
    }

    /// The keys of structs, together with those that their callers take out before.
    pub(crate) fn fields(lists: &[&[&str]]) -> BTreeSet<String> {
        lists.concat().into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn configuration_md_names_every_key() {
        let document = "docs/configuration.md";
        let top = super::reading::fields_of::<super::raw::RawConfig>();
        assert_eq!(keys(document, "The keys of `briefing.toml`"), fields(&[top]));
        let thresholds = super::reading::fields_of::<super::raw::RawThresholds>();
        assert_eq!(keys(document, "`[thresholds]`"), fields(&[thresholds]));
        let robots = super::reading::fields_of::<super::raw::RawRobots>();
        assert_eq!(keys(document, "`[robots]`"), fields(&[robots]));
    }

    #[test]
    fn configuration_md_states_the_defaults() {
        let config = super::Config::default();
        let whole = std::fs::read_to_string("docs/configuration.md").expect("the document is there");
        for (key, default) in [
            ("page-mentions", config.link.page_mentions as usize),
            ("page-articles", config.link.page_articles as usize),
            ("page-confidence", usize::from(config.link.page_confidence)),
            ("related", config.link.related),
            ("companions", config.link.companions),
            ("excerpt-words", config.rights.excerpt_words as usize),
            ("articles-per-page", config.pages.articles_per_page),
            ("entities-per-page", config.pages.entities_per_page),
            ("events-per-page", config.pages.events_per_page),
            ("feed-articles", config.emit.feed_articles),
        ] {
            let row = whole.lines().find(|line| line.starts_with(&format!("| `{key}`"))).expect("the key has a row");
            assert_eq!(row.split('|').nth(3).map(str::trim), Some(default.to_string().as_str()), "{key}");
        }
        assert_eq!(config.ingest.max_file_size, 8 << 20);
        assert!(whole.contains("| `\"8 MiB\"` |"));
    }
}
