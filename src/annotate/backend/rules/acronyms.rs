//! Acronyms: the ones that a text expands, and unknown ones that it keeps using.

use super::super::{Authority, Candidate, Evidence};
use crate::annotate::lexicon::Classes;
use crate::annotate::passage::{Case, Passage, Shape};
use crate::model::EntityKind;
use rustc_hash::FxHashMap;

/// Adds candidates for acronyms.
pub(super) fn find(evidence: &Evidence<'_>, found: &mut Vec<Candidate>) {
    let mut uses: FxHashMap<&str, u32> = FxHashMap::default();
    for passage in evidence.passages.iter().filter(|passage| passage.case == Case::Prose) {
        for at in (0..passage.tokens.len()).filter(|&at| is_acronym(passage, at)) {
            *uses.entry(passage.word(at)).or_default() += 1;
        }
    }
    for (index, passage) in evidence.passages.iter().enumerate() {
        for &(from, to) in &passage.sentence_tokens {
            for at in from as usize..to as usize {
                if passage.tokens[at].shape != Shape::Upper {
                    continue;
                }
                let candidate = |from, to, rule, confidence| Candidate {
                    passage: index,
                    from,
                    to,
                    kind: Some(EntityKind::Organisation),
                    known_as: None,
                    title: None,
                    rule,
                    confidence,
                    authority: Authority::Proposal,
                };
                if let Some(start) = expansion(passage, from as usize, at) {
                    found.push(candidate(start, at - 1, "expanded-acronym", 80));
                    found.push(candidate(at, at + 1, "acronym-of-expansion", 80));
                } else if passage.case == Case::Prose
                    && is_acronym(passage, at)
                    && evidence.hit_over(index, at).is_none()
                    && uses.get(passage.word(at)).is_some_and(|&n| n > 1)
                    && !beside_capitals(passage, at)
                {
                    found.push(candidate(at, at + 1, "repeated-acronym", 55));
                }
            }
        }
    }
}

/// Two to six capitals that are no word, no numeral and no thing.
fn is_acronym(passage: &Passage<'_>, at: usize) -> bool {
    let token = &passage.tokens[at];
    let word = passage.word(at);
    token.shape == Shape::Upper
        && (3..=6).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase())
        && !word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
        && !token
            .classes
            .has(Classes::WORD.or(Classes::NO_NAME).or(Classes::MONTH).or(Classes::WEEKDAY).or(Classes::TITLE))
}

fn beside_capitals(passage: &Passage<'_>, at: usize) -> bool {
    let capital = |t: &crate::annotate::passage::Token| t.shape == Shape::Upper;
    // "CASA-1000" is the name of a thing
    let number = passage.tokens.get(at + 1).is_some_and(|t| t.is('-') && t.glued)
        && passage.tokens.get(at + 2).is_some_and(|t| t.shape == Shape::Number);
    number || (at > 0 && capital(&passage.tokens[at - 1])) || passage.tokens.get(at + 1).is_some_and(capital)
}

/// For the acronym of "Collective Security Treaty Organisation (CSTO)": where its expansion begins. The initials of the
/// capitalised words before the bracket must spell it.
fn expansion(passage: &Passage<'_>, sentence: usize, at: usize) -> Option<usize> {
    let tokens = &passage.tokens;
    let word = passage.word(at);
    if at < sentence + 3
        || !tokens[at - 1].is('(')
        || !tokens.get(at + 1)?.is(')')
        || !(2..=8).contains(&word.len())
        || !word.is_ascii()
    {
        return None;
    }
    let mut letters = word.bytes().rev().filter(u8::is_ascii_uppercase).peekable();
    let mut start = None;
    for before in (sentence.max(at.saturating_sub(16))..at - 1).rev() {
        let Some(&wanted) = letters.peek() else { break };
        let token = &tokens[before];
        let initial = passage.word(before).bytes().next()?.to_ascii_uppercase();
        match token.shape {
            Shape::Title | Shape::Upper | Shape::Initial if initial == wanted => {
                letters.next();
                start = Some(before);
            }
            // "of", "the", "for": may be spelled or not
            Shape::Lower if token.classes.has(Classes::CONNECTOR) || passage.key(before) == "the" => {
                if initial == wanted
                    && token.classes.has(Classes::CONNECTOR)
                    && start.is_some()
                    && passage.key(before) != "the"
                {
                    letters.next();
                }
            }
            Shape::Mark('-') => {}
            _ => return None,
        }
    }
    if letters.next().is_some() {
        return None;
    }
    start.filter(|&start| start + 1 < at - 1)
}
