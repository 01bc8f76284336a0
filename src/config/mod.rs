//! What the curator's files say: `briefing.toml` and `curation/`, read once, checked, resolved.
//!
//! Input: the project's root folder. Output: a [`Project`] with no open options left, and diagnostics for what is wrong.
//!
//! 1. [`project`] finds out what ROOT is: a project, or a plain folder of articles.
//! 2. `raw` is `briefing.toml` as written; [`settings`] is what it means, one struct a stage; `resolve` goes from one to
//!    the other.
//! 3. [`curation`] holds the decisions: sources, entities, topics, sidecars, editions.
//! 4. `reading` and `values` make mistakes cost as little as possible and say where they are and what would be right.

pub mod curation;
pub mod project;
mod raw;
mod reading;
mod resolve;
pub mod settings;
mod suggest;
mod values;

pub use curation::{
    Curation, Display, Edition, EntityDecision, EntityDecisions, MentionDecision, Sidecar, SourceDecision,
    TopicDecision,
};
pub use project::{ConfigError, Project};
pub use settings::{
    AnnotateSettings, CleanSettings, Config, EmitSettings, IngestSettings, LinkSettings, PageSettings, SiteSettings,
};
pub(crate) use suggest::closest;
