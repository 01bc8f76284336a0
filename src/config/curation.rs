//! What the curator decided, one struct a file of `curation/`. Each decision knows the file it came from, so that one that
//! no longer fits the text can be reported with its place.

mod corrections;
mod edition;
mod entities;
mod future;
mod load;
mod publishers;
mod settle;
mod sidecar;
mod sources;
mod takedowns;
mod topics;
mod unread;

pub use future::is_to_come;
pub(crate) use load::load;
pub use settle::{SettleError, Settlement, Wanted};
pub use takedowns::UNSURE_TAKEDOWN;

use crate::model::{Display, EntityKind, PartialDate};
use std::collections::BTreeMap;

/// All decisions.
#[derive(Debug, Clone, Default)]
pub struct Curation {
    /// `entities.toml`
    pub entities: EntityDecisions,
    /// `topics.toml` by topic id.
    pub topics: BTreeMap<String, TopicDecision>,
    /// `sources.toml` by publisher id.
    pub sources: BTreeMap<String, SourceDecision>,
    /// `articles/<id>.toml` by article id.
    pub sidecars: BTreeMap<String, Sidecar>,
    /// `editions/<date>.md`, newest first.
    pub editions: Vec<Edition>,
    /// `takedowns.toml`, in its order.
    pub takedowns: Vec<Takedown>,
    /// `corrections.toml`, in its order.
    pub corrections: Vec<CorrectionDecision>,
}

/// An article that was taken down: `[[takedown]]`. All that it is known by counts: it is not to come back under another name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Takedown {
    /// Its id.
    pub article: String,
    /// Path of its file, relative to the seeds.
    pub file: Option<String>,
    /// Name of the page that it had.
    pub slug: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Hash of its file.
    pub sha256: Option<String>,
    /// Ids of other articles that look like it and are not meant.
    pub except: Vec<String>,
    /// When it was taken down.
    pub date: Option<PartialDate>,
    /// Why, for readers.
    pub reason: Option<String>,
    /// Line of the entry.
    pub line: u32,
    /// The path of the file that holds the entry, for messages.
    pub path: String,
}

/// Something that was corrected: `[[correction]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionDecision {
    /// Id of the article; none for the briefing as a whole.
    pub article: Option<String>,
    /// When.
    pub date: PartialDate,
    /// What was wrong, and what is right.
    pub text: String,
    /// Line of the entry.
    pub line: u32,
    /// The file's path, for messages.
    pub path: String,
}

/// `entities.toml`
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntityDecisions {
    /// By entity id: `[entity.<id>]`.
    pub by_id: BTreeMap<String, EntityDecision>,
    /// Surface forms that name nothing.
    pub ignore: Vec<String>,
    /// Names of peoples and languages: neither persons nor places.
    pub people_groups: Vec<String>,
}

/// A decision on one entity.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntityDecision {
    /// Canonical name; by default the name that slugs to the id.
    pub name: Option<String>,
    /// What it is.
    pub kind: Option<EntityKind>,
    /// Other names that are joined with it.
    pub aliases: Vec<String>,
    /// Names that are never joined with it.
    pub never: Vec<String>,
    /// Ids that it must stay apart from.
    pub distinct_from: Vec<String>,
    /// Who or what it is, one line.
    pub description: Option<String>,
    /// Addresses that identify it elsewhere.
    pub same_as: Vec<String>,
    /// ISO 3166 alpha-2.
    pub country: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// No page, no links.
    pub hide: bool,
    /// Line of its table in `entities.toml`.
    pub line: u32,
}

/// A topic of the curator's: `[topic.<id>]`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TopicDecision {
    /// Its name.
    pub name: Option<String>,
    /// An article has it when any of these phrases occurs …
    pub any: Vec<String>,
    /// … and all of these …
    pub all: Vec<String>,
    /// … and none of these …
    pub none: Vec<String>,
    /// … or it mentions one of these entities (ids).
    pub entities: Vec<String>,
    /// Id of the broader topic.
    pub parent: Option<String>,
    /// IPTC Media Topics id.
    pub iptc: Option<String>,
    /// Introduction, Markdown.
    pub intro: Option<String>,
    /// Stands first in lists.
    pub pin: bool,
    /// Not shown.
    pub hide: bool,
    /// Line of its table in `topics.toml`.
    pub line: u32,
}

impl TopicDecision {
    /// Whether it says which articles have the topic.
    pub fn says_where(&self) -> bool {
        [&self.any, &self.all, &self.none, &self.entities].iter().any(|list| !list.is_empty())
    }
}

/// A publisher: `[source.<id>]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceDecision {
    /// Its name.
    pub name: Option<String>,
    /// Other names and host names by which articles are recognised as its own.
    pub matches: Vec<String>,
    /// Home page.
    pub url: Option<String>,
    /// ISO 3166 alpha-2 of its seat.
    pub country: Option<String>,
    /// What it is: newspaper, agency, think tank, …
    pub kind: Option<String>,
    /// The curator's note.
    pub note: Option<String>,
    /// What may be shown of its articles.
    pub display: Option<Display>,
    /// The licence that they are shown under.
    pub licence: Option<String>,
    /// Who permitted that they are shown.
    pub permission: Option<String>,
    /// Lines to take out of its articles.
    pub strip: Vec<LineDecision>,
    /// Id of the first table that speaks of the same publisher; its own where no other does.
    pub first: String,
    /// Line of its table in `sources.toml`.
    pub line: u32,
    /// The file's path, for messages.
    pub path: String,
}

/// The curator's decisions on one article: `curation/articles/<id>.toml`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sidecar {
    /// Title.
    pub title: Option<String>,
    /// Authors.
    pub authors: Option<Vec<String>>,
    /// Date of publication.
    pub published: Option<PartialDate>,
    /// Where it was published.
    pub url: Option<String>,
    /// Publisher: a name, or an id of `sources.toml`.
    pub source: Option<String>,
    /// What may be shown of it.
    pub display: Option<Display>,
    /// The licence that it is shown under.
    pub licence: Option<String>,
    /// Who permitted that it is shown.
    pub permission: Option<String>,
    /// Lines to keep, though a rule would take them out.
    pub keep: Vec<LineDecision>,
    /// Lines to take out, though no rule would.
    pub strip: Vec<LineDecision>,
    /// Words to replace in what is kept.
    pub edits: Vec<EditDecision>,
    /// What single names mean in this article.
    pub mentions: Vec<MentionDecision>,
    /// Topic ids to add; with a leading `-` to take away.
    pub topics: Vec<String>,
    /// The curator's summary.
    pub summary: Option<String>,
    /// The curator's note.
    pub note: Option<String>,
    /// The sidecar's own path, for messages.
    pub path: String,
}

/// A line of an article that the curator keeps or takes out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineDecision {
    /// The line; `…` stands for any text.
    pub text: String,
    /// Where in its file the decision stands.
    pub line: u32,
}

/// `edit = [{ find = "Amurula", replace = "Amrullah" }]`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditDecision {
    /// Words of the article, to the letter.
    pub find: String,
    /// What the curator writes instead; may be nothing.
    pub replace: String,
    /// Where in its file the decision stands.
    pub line: u32,
}

/// `mention = [{ text = "Islamic State", entity = "taliban" }]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionDecision {
    /// The name as the article writes it.
    pub text: String,
    /// Id of the entity that it means; `None` (`entity = false`) when it names nothing.
    pub entity: Option<String>,
    /// Which of its occurrences in the article, the title's first, from 1; all of them where it is left out.
    pub nth: Option<u32>,
}

/// One dated issue of the briefing: `curation/editions/<date>.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its date, from the file's name.
    pub date: PartialDate,
    /// Title from the front matter.
    pub title: Option<String>,
    /// Id of the leading article.
    pub lead: Option<String>,
    /// Ids of its articles in order.
    pub articles: Vec<String>,
    /// The editorial, Markdown.
    pub editorial: String,
    /// The file's path, for messages.
    pub path: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::documented::{fields, keys};
    use crate::config::reading::fields_of;

    #[test]
    fn curation_md_names_every_key() {
        let keys = |heading| keys("docs/curation.md", heading);
        let sidecar = fields_of::<sidecar::RawSidecar>();
        assert_eq!(keys("`curation/articles/<id>.toml`"), fields(&[sidecar, &["mention", "edit"]]));
        let (entity, file) = (fields_of::<entities::RawEntity>(), fields_of::<entities::RawFile>());
        assert_eq!(keys("`curation/entities.toml`"), fields(&[entity, file]));
        assert_eq!(keys("`curation/topics.toml`"), fields(&[fields_of::<topics::RawTopic>()]));
        assert_eq!(keys("`curation/sources.toml`"), fields(&[fields_of::<sources::RawSource>()]));
        assert_eq!(keys("`curation/editions/<date>.md`"), fields(&[fields_of::<edition::RawEdition>()]));
        assert_eq!(keys("`curation/takedowns.toml`"), fields(&[fields_of::<takedowns::RawTakedown>()]));
        assert_eq!(keys("`curation/corrections.toml`"), fields(&[fields_of::<corrections::RawCorrection>()]));
        assert_eq!(fields_of::<sidecar::RawMention>(), ["text", "entity", "nth"]);
        assert_eq!(fields_of::<sidecar::RawEdit>(), ["find", "replace"]);
    }
}
