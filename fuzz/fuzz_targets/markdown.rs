//! The reader of Markdown.

#![no_main]

mod check;

use briefing::model::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check::check("a.md", Format::Markdown, bytes));
