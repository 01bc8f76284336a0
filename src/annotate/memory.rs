//! What an article teaches about its own names: a name seen clearly once is found everywhere in it, and the family name of a
//! person named in full is that person's.

use super::backend::{Authority, Candidate};
use super::lexicon::Classes;
use super::passage::{Case, Passage};
use crate::model::EntityKind;
use rustc_hash::FxHashMap;

/// The least confidence of a name that teaches.
const TEACHES: u8 = 60;

/// What the article has shown of a name.
#[derive(Clone, Copy)]
struct Taught {
    kind: EntityKind,
    known_as: Option<&'static str>,
}

/// The names that the article has shown.
#[derive(Default)]
struct Lesson<'p> {
    /// By the form as written.
    names: FxHashMap<&'p str, Taught>,
    /// By first word: tokens of the longest name that begins with it.
    longest: FxHashMap<&'p str, usize>,
}

impl<'p> Lesson<'p> {
    fn add(&mut self, passage: &Passage<'p>, from: usize, to: usize, taught: Taught) {
        self.names.entry(passage.span(from, to).of(passage.text)).or_insert(taught);
        let longest = self.longest.entry(passage.word(from)).or_default();
        *longest = (*longest).max(to - from);
    }
}

/// Adds the mentions that only the article's own names explain, and gives one kind to one name. `kept` is sorted by place.
pub(super) fn recall(passages: &[Passage<'_>], kept: &mut Vec<Candidate>) {
    agree(passages, kept);
    let known = learn(passages, kept);
    if known.names.is_empty() {
        return;
    }
    let mut found = Vec::new();
    let mut next = 0;
    for (index, passage) in passages.iter().enumerate() {
        let mut at = 0;
        while at < passage.tokens.len() {
            if let Some(candidate) = kept.get(next).filter(|c| c.passage == index && c.from == at) {
                at = candidate.to;
                next += 1;
                continue;
            }
            let free_until = kept.get(next).filter(|c| c.passage == index).map_or(passage.tokens.len(), |c| c.from);
            match name_at(passage, &known, at, free_until) {
                Some((to, name)) => {
                    found.push(Candidate {
                        passage: index,
                        from: at,
                        to,
                        kind: Some(name.kind),
                        known_as: name.known_as,
                        title: None,
                        rule: "seen-in-article",
                        confidence: 70,
                        authority: Authority::Proposal,
                    });
                    at = to;
                }
                None => at += 1,
            }
        }
    }
    kept.append(&mut found);
    kept.sort_by_key(|candidate| (candidate.passage, candidate.from));
}

/// Gives every mention of one form the kind that most of its mentions speak for.
fn agree(passages: &[Passage<'_>], kept: &mut [Candidate]) {
    let mut votes: FxHashMap<&str, [u32; 3]> = FxHashMap::default();
    let form = |c: &Candidate| passages[c.passage].span(c.from, c.to).of(passages[c.passage].text);
    for candidate in kept.iter() {
        if let Some(kind) = candidate.kind {
            votes.entry(form(candidate)).or_default()[kind as usize] += u32::from(candidate.confidence);
        }
    }
    for candidate in kept.iter_mut().filter(|c| c.kind.is_some() && c.confidence < 100) {
        let Some(votes) = votes.get(form(candidate)) else { continue };
        // in a tie the first kind wins: a name with a title and without is a person
        let best = EntityKind::ALL.into_iter().rev().max_by_key(|kind| votes[*kind as usize]);
        if best != candidate.kind {
            candidate.kind = best;
            candidate.known_as = None;
            candidate.rule = "kind-by-majority";
        }
    }
}

fn learn<'p>(passages: &[Passage<'p>], kept: &[Candidate]) -> Lesson<'p> {
    let mut lesson = Lesson::default();
    for candidate in kept.iter().filter(|c| c.confidence >= TEACHES) {
        let Some(kind) = candidate.kind else { continue };
        let passage = &passages[candidate.passage];
        // "in Nice" says nothing of "Nice people"
        let word = candidate.to - candidate.from == 1 && passage.tokens[candidate.from].classes.has(Classes::WORD);
        if word && kind == EntityKind::Place && candidate.confidence < 80 {
            continue;
        }
        let taught = Taught { kind, known_as: candidate.known_as };
        lesson.add(passage, candidate.from, candidate.to, taught);
        if let Some(from) = family_name(passage, candidate).filter(|_| kind == EntityKind::Person) {
            lesson.add(passage, from, candidate.to, taught);
        }
    }
    lesson
}

/// Where the family name of a full name begins: its last word, with what a hyphen joins to it.
fn family_name(passage: &Passage<'_>, candidate: &Candidate) -> Option<usize> {
    let mut from = candidate.to - 1;
    while from >= candidate.from + 2 && passage.tokens[from].glued && passage.tokens[from - 1].is('-') {
        from -= 2;
    }
    let last = &passage.tokens[candidate.to - 1];
    (from > candidate.from && last.is_capitalised() && last.span.len() > 2 && !last.classes.has(Classes::NO_NAME))
        .then_some(from)
}

/// The longest known name that begins at a token and ends before `limit`.
fn name_at(passage: &Passage<'_>, known: &Lesson<'_>, at: usize, limit: usize) -> Option<(usize, Taught)> {
    let longest = *known.longest.get(passage.word(at))?;
    (at + 1..=limit.min(at + longest)).rev().find_map(|to| {
        let taught = known.names.get(passage.span(at, to).of(passage.text))?;
        (within_sentence(passage, at, to) && (to > at + 1 || stands_alone(passage, at))).then_some((to, *taught))
    })
}

fn within_sentence(passage: &Passage<'_>, at: usize, to: usize) -> bool {
    let sentence = passage.sentence_at(passage.tokens[at].span.start);
    passage.sentence_tokens.get(sentence).is_some_and(|&(_, end)| to <= end as usize)
}

/// A single word counts only where it is not part of something longer, and not where a capital proves nothing.
fn stands_alone(passage: &Passage<'_>, at: usize) -> bool {
    let token = &passage.tokens[at];
    if token.classes.has(Classes::WORD) && (token.starts_sentence || passage.case != Case::Prose) {
        return false;
    }
    if passage.case != Case::Prose {
        return true;
    }
    let part_of_name = |t: &super::passage::Token| {
        t.is_capitalised()
            && !t.classes.has(Classes::OPENER.or(Classes::TITLE).or(Classes::PEOPLE).or(Classes::TITLE_WORD))
    };
    let before = at > 0 && !token.starts_sentence && part_of_name(&passage.tokens[at - 1]);
    let after = passage.tokens.get(at + 1).is_some_and(|next| part_of_name(next) && !passage.breaks_before(at + 1));
    !before && !after
}
