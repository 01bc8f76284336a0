//! Front matter: the input stands between fences of either kind, and as a file of its own.

#![no_main]

use briefing::diag::{Diagnostics, render};
use briefing::ingest::reader::front_matter::split;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|inner: &str| {
    for text in [format!("+++\n{inner}\n+++\nBody"), format!("---\n{inner}\n---\nBody"), inner.to_owned()] {
        let mut diagnostics = Diagnostics::new();
        let split = split("a.md", &text, &mut diagnostics);
        assert!(text.is_char_boundary(split.body));
        for diagnostic in diagnostics.iter() {
            assert!(!render(diagnostic, false).is_empty());
        }
    }
});
