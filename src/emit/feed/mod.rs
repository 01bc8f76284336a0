//! Files for machines: feeds, sitemap, robots, `briefing.json`.

use super::Emitter;

/// Every emitter of files that are no pages, by id.
pub const ALL: &[&dyn Emitter] = &[];
