//! Files for machines: feeds, sitemap, robots, `briefing.json`.
//!
//! Input: the briefing and the plan. Output: one or a few files an emitter. A new kind is a file here and a line in [`ALL`].
//!
//! Without `base-url` nobody knows where the site will stand. Links are then relative to the file that holds them, which
//! Atom allows and feed readers resolve; where a standard leaves no room for that, `docs/output.md` says what is done.

mod address;
mod atom;
pub mod channel;
mod entry;
mod json_feed;
mod robots;
mod sitemap;
pub mod web_manifest;
mod xml;

pub use atom::Atom;
pub use json_feed::JsonFeed;
pub use robots::Robots;
pub use sitemap::Sitemap;
pub(super) use xml::escape;

use super::Emitter;
use super::cite::Citations;
use super::json::BriefingJson;

/// Every emitter of files that are no pages, by id.
pub const ALL: &[&dyn Emitter] = &[&Atom, &BriefingJson, &Citations, &JsonFeed, &Robots, &Sitemap];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_sorted() {
        let ids: Vec<_> = ALL.iter().map(|emitter| emitter.id()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
    }
}
