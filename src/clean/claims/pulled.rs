//! Pulled quotations: a sentence of the text that stands once more, on its own and larger, between its paragraphs.
//!
//! 1. Candidates are short units between paragraphs that open with a quotation mark or end without a stop.
//! 2. One pass over the paragraphs finds those candidates that stand in them word for word.

use crate::clean::evidence::Ending;
use crate::clean::fate::{Fate, Judged};
use crate::model::RawKind;
use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// Words of a pulled quotation.
const WORDS: std::ops::RangeInclusive<u32> = 6..=45;
/// Most candidates of a page: more are no pulled quotations.
const MOST: usize = 40;

/// Claims every pulled quotation of the page.
pub(crate) fn claim(judged: &mut Judged<'_, '_>) {
    let candidates: Vec<usize> = (0..judged.fates.len()).filter(|&at| is_candidate(judged, at)).take(MOST).collect();
    if candidates.is_empty() {
        return;
    }
    let units = &judged.page.units;
    // quick to build: it is used once
    let built = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::NoncontiguousNFA))
        .build(candidates.iter().map(|&at| bare(&units[at].text)));
    let Ok(finder) = built else { return };
    let mut pulled = vec![false; candidates.len()];
    for (at, unit) in units.iter().enumerate() {
        if !judged.is_good(at) {
            continue;
        }
        for hit in finder.find_overlapping_iter(unit.text.as_ref()) {
            let number = hit.pattern().as_usize();
            // a paragraph that says more than the quotation
            pulled[number] |= candidates[number] != at && unit.text.len() >= hit.len() + hit.len() / 2;
        }
    }
    for (&at, _) in candidates.iter().zip(&pulled).filter(|&(_, &pulled)| pulled) {
        judged.fates[at] = Fate::Pulled;
    }
}

fn is_candidate(judged: &Judged<'_, '_>, at: usize) -> bool {
    let unit = &judged.page.units[at];
    let evidence = &unit.evidence;
    let opens = unit.text.starts_with(['“', '"', '«', '„', '‘', '»']);
    let good = |place: Option<usize>| place.is_some_and(|at| at < judged.fates.len() && judged.is_good(at));
    judged.fates[at].is_open()
        && matches!(unit.kind, RawKind::Line | RawKind::Paragraph | RawKind::Quote)
        && WORDS.contains(&evidence.words)
        && (opens || evidence.ending == Ending::Open || *unit.kind == RawKind::Quote)
        && evidence.says.any.is_empty()
        && (good(at.checked_sub(1)) || good(Some(at + 1)))
        && bare(&unit.text).len() >= 30
}

/// The words without the marks around them.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}
