//! The curator's `edit`: words of the article replaced by others, each replacement marked and in the ledger.
//!
//! Input: the assembled article and the edits of its sidecar. The blocks are changed in place.
//!
//! 1. Every edit is looked for in every block; of two that overlap, the one that begins first wins.
//! 2. A block is written anew in one pass; its marks move along, and each replacement gets a mark with what it replaces.
//! 3. Each goes into the ledger, in order of the source; an edit that was nowhere to be done is reported.

use super::assemble::Assembled;
use crate::config::{EditDecision, Sidecar};
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::model::article::CURATED_EDIT;
use crate::model::{Block, Mark, MarkKind, Removal, Role};
use crate::text::Span;

/// Rule of words that the curator replaced.
pub(crate) const EDIT: (&str, &str) = (CURATED_EDIT, "Words that the curator replaced, in the article's sidecar.");

/// Words to replace: bytes of a block's text, and the number of the edit.
type Found = (std::ops::Range<usize>, usize);

/// Applies the edits.
pub(crate) fn apply(article: &mut Assembled, sidecar: &Sidecar, diagnostics: &mut Diagnostics) {
    if sidecar.edits.is_empty() {
        return;
    }
    let mut used = vec![false; sidecar.edits.len()];
    let mut ledger = Vec::new();
    for block in &mut article.blocks {
        let found = find(&block.text, &sidecar.edits);
        let left: usize = block.text.trim().len();
        let taken: usize =
            found.iter().filter(|(_, nth)| sidecar.edits[*nth].replace.is_empty()).map(|(at, _)| at.len()).sum();
        // what would leave an empty block is a line to strip, and is not done
        if found.is_empty() || taken >= left {
            continue;
        }
        for (range, nth) in &found {
            used[*nth] = true;
            let edit = &sidecar.edits[*nth];
            let reason = if edit.replace.is_empty() {
                "the curator leaves these words out".to_owned()
            } else {
                format!("the curator writes “{}” instead", edit.replace)
            };
            let text = block.text[range.clone()].to_owned();
            ledger.push(Removal { lines: block.lines, text, rule: EDIT.0, reason });
        }
        rewrite(block, &found, &sidecar.edits);
    }
    record(article, ledger);
    for (edit, _) in sidecar.edits.iter().zip(used).filter(|(_, used)| !used) {
        let message = format!("`edit` looks for words that the cleaned article does not have: “{}”", edit.find);
        let lost = Diagnostic::error("B032", message).at(Location::line(&sidecar.path, edit.line));
        diagnostics.push(lost.help(
            "words are compared to the letter, within a paragraph; `strip` takes out whole lines. Mend the entry, or take it out",
        ));
    }
}

/// Where the edits are to be done, in order, without overlaps.
fn find(text: &str, edits: &[EditDecision]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (nth, edit) in edits.iter().enumerate() {
        found.extend(text.match_indices(&edit.find).map(|(at, words)| (at..at + words.len(), nth)));
    }
    found.sort_by_key(|(range, nth)| (range.start, std::cmp::Reverse(range.end), *nth));
    let mut end = 0;
    found.retain(|(range, _)| {
        let is_free = range.start >= end;
        if is_free {
            end = range.end;
        }
        is_free
    });
    found
}

fn rewrite(block: &mut Block, found: &[Found], edits: &[EditDecision]) {
    let mut text = String::with_capacity(block.text.len());
    let mut made: Vec<Mark> = Vec::new();
    // old place and new place of the ends of every replacement
    let mut moved: Vec<(usize, usize)> = vec![(0, 0)];
    let mut at = 0;
    for (range, nth) in found {
        text.push_str(&block.text[at..range.start]);
        let start = text.len();
        text.push_str(&edits[*nth].replace);
        if text.len() > start {
            let was = block.text[range.clone()].to_owned();
            made.push(Mark { span: Span::new(start..text.len()), kind: MarkKind::Edited(was) });
        }
        moved.push((range.start, start));
        moved.push((range.end, text.len()));
        at = range.end;
    }
    text.push_str(&block.text[at..]);
    let place = |old: u32| {
        let old = old as usize;
        let behind = moved.partition_point(|&(from, _)| from <= old);
        let (from, to) = moved[behind - 1];
        // within a replacement everything stands at its end
        let limit = moved.get(behind).map_or(usize::MAX, |&(_, next)| next);
        (to + (old - from)).min(limit)
    };
    for mark in &mut block.marks {
        let (start, end) = (place(mark.span.start), place(mark.span.end));
        mark.span = Span::new(start..end.max(start));
    }
    let is_sound = |mark: &Mark| {
        let range = mark.span.range();
        !range.is_empty() && text.is_char_boundary(range.start) && text.is_char_boundary(range.end)
    };
    block.marks.retain(is_sound);
    block.marks.append(&mut made);
    block.marks.sort_by_key(|mark| mark.span.start);
    block.text = text;
}

/// Puts entries into the ledger where their lines belong, and renumbers what refers to the others.
fn record(article: &mut Assembled, entries: Vec<Removal>) {
    let old = std::mem::take(&mut article.removed);
    let mut numbers = Vec::with_capacity(old.len());
    let mut entries = entries.into_iter().peekable();
    for removal in old {
        while let Some(entry) = entries.next_if(|entry| entry.lines.first <= removal.lines.first) {
            article.removed.push(entry);
        }
        numbers.push(article.removed.len() as u32);
        article.removed.push(removal);
    }
    article.removed.extend(entries);
    for part in &mut article.parts {
        if let Role::Removed(number) = &mut part.role {
            *number = numbers[*number as usize];
        }
    }
}
