//! The stretches of a sentence in which names can stand: capitalised words and what may join them. Everything else is
//! outside of names without a look at it, which is most of a text.

use crate::annotate::lexicon::Classes;
use crate::annotate::passage::{Passage, Shape};

/// Small words and marks at most between two capitalised words of one segment.
const WIDEST_GAP: usize = 3;

/// Tokens of a segment at most, roughly: what is done with one must not depend on the length of a line.
const LONGEST: usize = 64;

/// A stretch of tokens that is labelled as a whole, with the sentence around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::annotate) struct Segment {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// First token of its sentence.
    pub sentence_from: usize,
    /// One past the last token of its sentence.
    pub sentence_to: usize,
}

/// The segments of a passage, in order.
pub(in crate::annotate) fn segments(passage: &Passage<'_>) -> Vec<Segment> {
    let mut found = Vec::new();
    for &(from, to) in &passage.sentence_tokens {
        let (sentence_from, sentence_to) = (from as usize, to as usize);
        let mut at = sentence_from;
        while at < sentence_to {
            if !passage.tokens[at].is_capitalised() {
                at += 1;
                continue;
            }
            let after_last = found.last().map_or(sentence_from, |last: &Segment| last.to.max(sentence_from));
            let from = before(passage, at, after_last);
            let to = after(passage, at, sentence_to);
            found.push(Segment { from, to, sentence_from, sentence_to });
            at = to;
        }
    }
    found
}

/// Where the segment of a capitalised word begins: "al-Qaeda", "de Gaulle".
fn before(passage: &Passage<'_>, at: usize, limit: usize) -> usize {
    let tokens = &passage.tokens;
    let small = |at: usize| matches!(tokens[at].shape, Shape::Lower) && !passage.breaks_before(at + 1);
    if at >= limit + 2 && tokens[at].glued && tokens[at - 1].glued && tokens[at - 1].is('-') && small(at - 2) {
        return at - 2;
    }
    let particle = at > limit && small(at - 1) && tokens[at - 1].classes.has(Classes::PARTICLE);
    if particle { at - 1 } else { at }
}

/// Where it ends: behind the last capitalised word, or what is glued to it.
fn after(passage: &Passage<'_>, from: usize, limit: usize) -> usize {
    let tokens = &passage.tokens;
    let mut end = from + 1;
    while end - from < LONGEST {
        let next = (end..limit.min(end + WIDEST_GAP + 1)).find(|&at| passage.breaks_before(at) || !joins(passage, at));
        match next.filter(|&at| tokens[at].is_capitalised() && !passage.breaks_before(at)) {
            Some(at) => end = at + 1,
            None => break,
        }
    }
    let glued = |at: usize| at < limit && tokens[at].glued && !passage.breaks_before(at);
    // "Inc.", "Macy's", "Coca-cola", "Channel 4"
    let short_form = tokens[end - 1].span.len() <= 5 && glued(end) && tokens[end].is('.');
    let possessive = glued(end) && tokens[end].shape == Shape::Possessive;
    let number = end < limit && tokens[end].shape == Shape::Number && !passage.breaks_before(end);
    if short_form || possessive || number {
        end + 1
    } else if glued(end) && tokens[end].is('-') && glued(end + 1) {
        end + 2
    } else {
        end
    }
}

/// Whether a token may stand between two words of a name.
fn joins(passage: &Passage<'_>, at: usize) -> bool {
    match passage.tokens[at].shape {
        Shape::Lower | Shape::Number | Shape::Possessive | Shape::Caseless => true,
        Shape::Mark(mark) => matches!(mark, '-' | '‐' | '‑' | '&' | '\'' | '’' | '.' | ',' | '/' | '+' | '!'),
        Shape::Title | Shape::Upper | Shape::Initial => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::lexicon::Lexicon;

    fn found(text: &str) -> Vec<&str> {
        let passage = Passage::new(1, text, false, Lexicon::built_in());
        segments(&passage).iter().map(|s| passage.span(s.from, s.to).of(text)).collect()
    }

    #[test]
    fn holds_names_whole() {
        assert_eq!(
            found("we met the Bank of the West near al-Qaim with de Gaulle"),
            ["Bank of the West near al-Qaim with de Gaulle"]
        );
        assert_eq!(found("he saw that Acme Inc. had gone to a quiet place in Mali"), ["Acme Inc.", "Mali"]);
        assert_eq!(found("nothing here, (or) there 12"), Vec::<&str>::new());
        assert_eq!(found("a Macy's, a Coca-cola"), ["Macy's, a Coca-cola"]);
        assert_eq!(found("to Rome\nTo Milan"), ["Rome", "To Milan"]);
    }

    #[test]
    fn do_not_overlap() {
        let text = "A-b-C de D-e de-F al-G. H'i J.K.-l de M de-de-N.";
        let passage = Passage::new(1, text, false, Lexicon::built_in());
        let all = segments(&passage);
        assert!(all.windows(2).all(|pair| pair[0].to <= pair[1].from), "{all:?}");
        assert!(all.iter().all(|s| s.sentence_from <= s.from && s.from < s.to && s.to <= s.sentence_to));
        let long = "A-b ".repeat(200);
        let passage = Passage::new(1, &long, false, Lexicon::built_in());
        assert!(segments(&passage).iter().all(|s| s.to - s.from < LONGEST + 2 * WIDEST_GAP));
    }
}
