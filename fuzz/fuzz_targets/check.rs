//! What must hold for every input, shared by the targets.

use briefing::diag::{Diagnostics, render};
use briefing::ingest::{SourcePath, read_document};
use briefing::model::{Format, Ingested, RawKind};
use briefing::text::tidy;
use std::path::PathBuf;

/// Reads bytes as a file of this name and checks each block and message.
pub(crate) fn check(name: &str, format: Format, bytes: &[u8]) {
    let source = SourcePath { relative: name.to_owned(), full: PathBuf::from(name), format };
    let mut diagnostics = Diagnostics::new();
    let ingested = read_document(&source, bytes, &mut diagnostics);
    for diagnostic in diagnostics.iter() {
        assert!(!render(diagnostic, false).is_empty());
    }
    let Ingested::Document(document) = ingested else { return };
    let lines = 1 + bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    for block in &document.blocks {
        assert!(!block.text.is_empty() && block.linked as usize <= block.text.len());
        assert!(1 <= block.lines.first && block.lines.first <= block.lines.last && block.lines.last as usize <= lines);
        if !matches!(block.kind, RawKind::Code(_)) {
            assert!(block.text.split(['\n', '\t']).all(|piece| tidy(piece) == piece), "{block:?}");
        }
        for mark in &block.marks {
            assert!(block.text.get(mark.span.range()).is_some_and(|text| !text.is_empty()), "{block:?}");
        }
        assert!(block.marks.is_sorted_by_key(|mark| mark.span.start));
    }
}
