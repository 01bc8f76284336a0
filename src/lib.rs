//! `briefing` turns a folder of raw, noisy articles on one subject into a curated, cross-linked static site.
//!
//! Data flows one way, through immutable types; a stage sees only its input and its own settings, and only
//! [`output`] writes to the disk:
//!
//! ```text
//! seeds/ ─ingest→ Document        what one source file holds: raw blocks with their lines
//!        ─clean→ CleanArticle     kept blocks + a Removal{lines, rule, reason} for every dropped one
//!        ─annotate→ Annotated     mentions, quotes, events, topic tags, each with a span into a kept block
//!        ─link→ Briefing          the graph: articles, entities, topics, postings with evidence
//!        ─pages→ SitePlan         every page with its URL, unique by construction
//!        ─emit→ artifacts         bytes by URL path, handed to an ArtifactSink as they are made
//!        ─output→ WriteReport     added / changed / same / removed
//! ```
//!
//! [`pipeline`] is the one place that knows this order. Imports go down only (see `ARCHITECTURE.md`);
//! `tests/architecture.rs` holds them to it.

pub mod annotate;
pub mod check;
pub mod clean;
pub mod cli;
pub mod config;
pub mod diag;
pub mod emit;
pub mod ingest;
pub mod link;
pub mod model;
pub mod output;
pub mod pages;
pub mod pipeline;
pub mod review;
#[cfg(feature = "serve")]
pub mod serve;
pub mod text;
#[cfg(feature = "serve")]
pub mod watch;
pub mod withhold;
