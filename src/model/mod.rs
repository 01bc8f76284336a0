//! The plain data that flows between the stages: no I/O, no settings, no behaviour beyond small accessors.
//!
//! One file a station of the flow: [`source`] and [`document`] (from ingest), [`article`] (from clean),
//! [`annotation`] (from annotate), [`briefing`] (from link), [`rights`] (from withhold), [`site`] (from pages and emit).
//! [`country`] names countries.

pub mod annotation;
pub mod article;
pub mod briefing;
pub mod country;
pub mod date;
pub mod document;
pub mod rights;
pub mod site;
pub mod source;

pub use annotation::{Annotated, EntityKind, Event, Mention, Phrase, Place, Quote, Term, TopicTag};
pub use article::{
    Block, BlockKind, CleanArticle, Metadata, Origin, Part, Published, Publisher, Removal, Role, TitleOrigin,
};
pub use briefing::{
    Article, ArticleIx, Briefing, Citing, Companion, Correction, Entity, EntityIx, EventRef, Issue, MentionRef, Pair,
    Related, Relations, SourcePublisher, TakenDown, TimelineEntry, Topic, TopicArticle, TopicIx, Variant,
};
pub use country::{country_name, country_of_capital};
pub use date::{PartialDate, Precision};
pub use document::{Document, FrontMatter, Mark, MarkKind, MarkupMetadata, RawBlock, RawKind, Region};
pub use rights::{Display, Hidden, Recognised, Rights, Withheld};
pub use site::{ArtifactSink, Page, PageKind, SinkError, SitePlan, Subject, Thing, UrlPath};
pub use source::{Format, Ingested, SkipReason, Skipped, SourceInfo};
