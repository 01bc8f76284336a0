//! Makes the files of the site from the briefing and the plan. Touches no disk but for the project's own templates and
//! assets; hands every file to an [`ArtifactSink`] as it is made.
//!
//! 1. [`html`]: pages from templates. 2. [`feed`]: Atom, JSON Feed, sitemap, robots. 3. [`json`]: `briefing.json`.
//! 4. [`search`]: the index as script shards. 5. [`assets`]: styles and scripts with content hashes in their names.
//! 6. [`card`]: pictures that links to the pages are shown with.
//!
//! [`licence`] knows the addresses of licences.

pub mod archive;
pub mod assets;
pub mod book;
pub mod card;
pub mod cite;
pub mod epub;
pub mod export;
pub mod feed;
pub mod folder;
pub mod html;
pub mod json;
pub mod licence;
pub mod search;
pub mod single;
pub mod tables;

use crate::config::EmitSettings;
use crate::model::{ArtifactSink, Briefing, SinkError, SitePlan};
use rayon::prelude::*;

/// The site cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    /// A template does not parse or render; the message holds file, line and caret.
    #[error("{0}")]
    Template(String),
    /// A file could not be handed on.
    #[error(transparent)]
    Sink(#[from] SinkError),
    /// A template or asset of the project could not be read.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: String,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
}

/// What every emitter sees.
#[derive(Debug, Clone, Copy)]
pub struct EmitContext<'a> {
    /// Its settings.
    pub settings: &'a EmitSettings,
    /// The graph.
    pub briefing: &'a Briefing,
    /// The pages and their addresses.
    pub plan: &'a SitePlan,
}

/// Makes one kind of file that is no page: a feed, the sitemap, the data file. New kinds are added to [`feed::ALL`].
pub trait Emitter: Sync {
    /// Its name in messages and tests; unique.
    fn id(&self) -> &'static str;

    /// Makes its files.
    ///
    /// # Errors
    /// When a file cannot be handed on.
    fn emit(&self, context: &EmitContext<'_>, sink: &dyn ArtifactSink) -> Result<(), EmitError>;
}

/// Counts finished pages; called from many threads.
pub type PageDone<'a> = &'a (dyn Fn() + Sync);

/// Makes all files.
///
/// # Errors
/// See [`EmitError`].
pub fn emit(context: &EmitContext<'_>, sink: &dyn ArtifactSink, page_done: PageDone<'_>) -> Result<(), EmitError> {
    let assets = assets::emit(context, sink)?;
    let search = search::emit(context, sink)?;
    let cards = card::plan(context);
    feed::web_manifest::emit(context, &assets, sink)?;
    let feeds = feed::channel::plan(context);
    let parts = html::Parts { assets: &assets, search: &search, cards: &cards, feeds: &feeds };
    // side by side: `briefing.json` alone keeps one thread busy for a while
    let (pages, others) = rayon::join(
        || html::emit(context, parts, sink, page_done),
        || {
            feed::ALL.par_iter().try_for_each(|emitter| emitter.emit(context, sink))?;
            feed::channel::emit_own(context, &feeds, sink)?;
            card::emit(&cards, sink)
        },
    );
    pages.and(others)
}

/// `urn:uuid:` from a hash: a custom UUID (RFC 9562, version 8).
fn urn_of(hash: &blake3::Hash) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex = u128::from_be_bytes(bytes);
    format!(
        "urn:uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        hex >> 96,
        hex >> 80 & 0xFFFF,
        hex >> 64 & 0xFFFF,
        hex >> 48 & 0xFFFF,
        hex & 0xFFFF_FFFF_FFFF
    )
}
