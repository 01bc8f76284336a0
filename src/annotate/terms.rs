//! Content terms with their counts, for relatedness and for the briefing's own topics.
//!
//! Input: passages. Output: the most frequent terms, folded and brought to one number, most frequent first.

use super::lexicon::{Classes, Lexicon};
use super::passage::{Passage, Shape};
use crate::model::Term;
use rustc_hash::FxHashMap;

/// Most terms kept of an article. With a quarter of them relatedness finds three articles in a hundred fewer.
const MOST: usize = 256;
/// Longer "words" are addresses and debris.
const LONGEST: usize = 32;

/// Counts the terms of an article.
pub(super) fn terms(passages: &[Passage<'_>], lexicon: &Lexicon) -> Vec<Term> {
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for passage in passages {
        for at in 0..passage.tokens.len() {
            if is_content(passage, at) {
                *counts.entry(passage.key(at)).or_default() += 1;
            }
        }
    }
    let mut by_stem: FxHashMap<String, u32> = FxHashMap::default();
    for (word, count) in counts {
        // names keep their s: only what leaves an ordinary word is a plural
        let stem = singular(word);
        let stem = if lexicon.classes(&stem).has(Classes::WORD) { stem } else { word.to_owned() };
        *by_stem.entry(stem).or_default() += count;
    }
    let mut terms: Vec<Term> = by_stem.into_iter().map(|(text, count)| Term { text, count }).collect();
    terms.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    terms.truncate(MOST);
    terms
}

fn is_content(passage: &Passage<'_>, at: usize) -> bool {
    let token = &passage.tokens[at];
    let shape = matches!(token.shape, Shape::Lower | Shape::Title | Shape::Upper | Shape::Caseless);
    let length = token.span.len();
    shape
        && (3..=LONGEST).contains(&length)
        && !token.classes.has(Classes::OPENER.or(Classes::STOP).or(Classes::CONNECTOR))
}

/// "refugees" and "refugee" are one term, "countries" and "country"; "gas", "crisis" and "press" stay.
pub(super) fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() >= 3) {
        return format!("{stem}y");
    }
    for end in ["sses", "shes", "ches", "xes"] {
        if word.ends_with(end) && word.len() > end.len() + 1 {
            return word[..word.len() - 2].to_owned();
        }
    }
    let plural =
        word.len() > 4 && word.ends_with('s') && !["ss", "us", "is", "as"].iter().any(|end| word.ends_with(end));
    word[..word.len() - usize::from(plural)].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_content_in_one_number() {
        let text = "Refugees fled. The refugee said that countries of the country saw a crisis; gas, presses, press.";
        let found = terms(&[Passage::new(1, text, false, Lexicon::built_in())], Lexicon::built_in());
        let shown: Vec<String> = found.iter().map(|term| format!("{} {}", term.text, term.count)).collect();
        assert_eq!(shown, ["country 2", "press 2", "refugee 2", "crisis 1", "fled 1", "gas 1"]);
    }

    #[test]
    fn bounded() {
        let letters = || ('a'..='t').flat_map(|a| ('a'..='t').map(move |b| format!("term{a}{b}")));
        let text = letters().collect::<Vec<_>>().join(" ");
        assert!(terms(&[Passage::new(1, &text, false, Lexicon::built_in())], Lexicon::built_in()).len() <= MOST);
    }
}
