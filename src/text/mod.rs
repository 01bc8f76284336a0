//! Text without meaning: spans, lines, white space, folding, words and sentences, slugs.
//!
//! Lowest layer; uses nothing of ours.

mod fold;
mod number;
mod segment;
mod slug;
mod span;
mod web;

pub use fold::{fold, is_invisible, tidy};
pub use number::{counted, grouped};
pub use segment::{Word, sentences, words};
pub use slug::{short_hash, slug};
pub use span::{LineIndex, Lines, Span, code_points};
pub use web::{host, leads_to_a_page, page_of, site_of};
