//! What the sequence model looks at: for each token of a segment a list of hashed features.
//!
//! Input: a passage with what the other backends propose in it ([`Signs`]), and how the article uses its words ([`Usage`]).
//! Output: 64-bit features. The weights are stored under these hashes: a changed feature needs a new training.

use super::hash::{mix, word};
use super::looks::Looks;
use super::segments::Segment;
use super::signs::Signs;
use super::usage::Usage;
use crate::annotate::lexicon::Classes;
use crate::annotate::passage::{Passage, Shape, Token};

/// Tokens around a segment that its features look at.
const AROUND: usize = 3;

/// What stands outside of the sentence.
const EDGE: Looks = Looks { word: 3, key: 5, form: 7, shape: 99, suffix: 11, classes: 0 };

/// Most tokens that a run's features count.
const LONGEST_COUNTED: usize = 6;

/// Kinds of feature; their numbers are part of the stored hashes.
#[derive(Clone, Copy)]
#[repr(u64)]
enum Of {
    Always = 1,
    Word,
    Key,
    Form,
    Shape,
    Prefix,
    Suffix,
    Neighbour,
    NeighbourShape,
    NeighbourSuffix,
    KeysBefore,
    KeysAfter,
    KeysAround,
    ShapesAround,
    ShapeBefore,
    ShapeAfter,
    TwoBefore,
    TwoAfter,
    Class,
    ClassShape,
    NeighbourClass,
    ClassesBefore,
    ClassesAfter,
    SentenceStart,
    Case,
    CaseWord,
    Hit,
    HitShape,
    HitBefore,
    HitAfter,
    Rule,
    Proposal,
    ProposalBefore,
    ProposalAfter,
    HitAndProposal,
    RunPosition,
    RunWords,
    RunFirst,
    RunLast,
    RunLastClasses,
    RunFirstClasses,
    BeforeRun,
    AfterRun,
    ClassesBeforeRun,
    ClassesAfterRun,
    AroundRun,
    TwoAfterRun,
    TwoBeforeRun,
    Glue,
    Usage,
    UsageShape,
    Brackets,
    OnlyClasses,
    RunSuffix,
}

/// Makes the features of segments; keeps its buffers between them.
#[derive(Default)]
pub(in crate::annotate) struct Extractor {
    looks: Vec<Looks>,
    runs: Vec<(usize, usize)>,
    features: Vec<u64>,
}

/// A segment and what is around it.
#[derive(Clone, Copy)]
pub(in crate::annotate) struct Context<'a> {
    /// The passage.
    pub passage: &'a Passage<'a>,
    /// What the other backends say of its tokens.
    pub signs: &'a Signs,
    /// How the article uses its words.
    pub usage: &'a Usage,
    /// The segment.
    pub segment: Segment,
}

impl Extractor {
    /// Calls `with` for each token of the segment with its features.
    pub(in crate::annotate) fn each_token(&mut self, context: Context<'_>, mut with: impl FnMut(usize, &[u64])) {
        let segment = context.segment;
        let from = segment.from.saturating_sub(AROUND).max(segment.sentence_from);
        let to = (segment.to + AROUND).min(segment.sentence_to);
        self.looks.clear();
        self.looks.resize(AROUND - (segment.from - from), EDGE);
        self.looks.extend((from..to).map(|at| Looks::at(context.passage, at)));
        self.looks.resize(segment.to - segment.from + 2 * AROUND, EDGE);
        self.runs.clear();
        find_runs(context.passage, segment, &mut self.runs);
        for at in segment.from..segment.to {
            self.features.clear();
            let mut view = View { context, from, to, at, looks: &self.looks, features: &mut self.features };
            view.own_word();
            view.words_around();
            view.classes();
            view.lists();
            view.article();
            let next = self.runs.partition_point(|run| run.0 <= at);
            if let Some(&run) = self.runs[..next].last().filter(|run| run.1 > at) {
                view.run(run);
            }
            with(at, &self.features);
        }
    }
}

/// The feature-making view of one token.
struct View<'a, 'f> {
    context: Context<'a>,
    /// Range of tokens that the features look at.
    from: usize,
    to: usize,
    at: usize,
    /// The segment's tokens with [`AROUND`] more on either side.
    looks: &'f [Looks],
    features: &'f mut Vec<u64>,
}

impl View<'_, '_> {
    fn push(&mut self, of: Of, value: u64) {
        self.features.push(mix((of as u64) << 32 | 0x5EED, value));
    }

    /// A token at a distance of at most [`AROUND`]; a fixed stranger outside of the sentence.
    fn near(&self, distance: isize) -> &Looks {
        let own = self.at - self.context.segment.from + AROUND;
        &self.looks[own.wrapping_add_signed(distance)]
    }

    /// A token of the segment, or near it.
    fn look(&self, at: usize) -> &Looks {
        &self.looks[at + AROUND - self.context.segment.from]
    }

    fn token(&self) -> &Token {
        &self.context.passage.tokens[self.at]
    }

    fn own_word(&mut self) {
        let own = *self.near(0);
        self.push(Of::Always, 0);
        self.push(Of::Word, own.word);
        self.push(Of::Key, own.key);
        self.push(Of::Form, own.form);
        self.push(Of::Shape, own.shape);
        let passage = self.context.passage;
        let key = passage.key(self.at);
        let mut ends = [0usize; 5];
        let mut count = 0;
        for (end, (start, c)) in ends.iter_mut().zip(key.char_indices()) {
            *end = start + c.len_utf8();
            count += 1;
        }
        for letters in 2..=4 {
            if count > letters {
                self.push(Of::Prefix, mix(letters as u64, word(&key[..ends[letters - 1]])));
            }
        }
        let mut start = key.len();
        for (letters, c) in (1u64..=4).zip(key.chars().rev()) {
            start -= c.len_utf8();
            if start > 0 {
                self.push(Of::Suffix, mix(letters, word(&key[start..])));
            }
        }
        if self.token().starts_sentence {
            self.push(Of::SentenceStart, mix(own.shape, u64::from(self.token().classes.has(Classes::WORD))));
        }
        let case = passage.case as u64 * 2 + u64::from(passage.is_heading);
        self.push(Of::Case, mix(case, own.shape));
        self.push(Of::CaseWord, mix(case, u64::from(self.token().classes.has(Classes::WORD))));
        let next_glued = passage.tokens.get(self.at + 1).is_some_and(|next| next.glued);
        self.push(Of::Glue, u64::from(self.token().glued) * 2 + u64::from(next_glued));
    }

    fn words_around(&mut self) {
        for (distance, place) in [(-3, 0), (-2, 1), (-1, 2), (1, 3), (2, 4), (3, 5)] {
            let other = *self.near(distance);
            self.push(Of::Neighbour, mix(place, other.key));
            if (1..=4).contains(&place) {
                self.push(Of::NeighbourShape, mix(place, other.shape));
            }
            if (2..=3).contains(&place) {
                self.push(Of::NeighbourSuffix, mix(place, other.suffix));
            }
        }
        let (own, before, after) = (*self.near(0), *self.near(-1), *self.near(1));
        self.push(Of::KeysBefore, mix(before.key, own.key));
        self.push(Of::KeysAfter, mix(own.key, after.key));
        self.push(Of::KeysAround, mix(mix(before.key, own.shape), after.key));
        self.push(Of::ShapesAround, mix(mix(before.shape, own.shape), after.shape));
        self.push(Of::ShapeBefore, mix(before.shape, own.shape));
        self.push(Of::ShapeAfter, mix(own.shape, after.shape));
        self.push(Of::TwoBefore, mix(self.near(-2).key, before.key));
        self.push(Of::TwoAfter, mix(after.key, self.near(2).key));
        if before.key == self.context.usage.opening && after.key == self.context.usage.closing {
            self.push(Of::Brackets, own.shape);
        }
    }

    fn classes(&mut self) {
        let (own, before, after) = (*self.near(0), *self.near(-1), *self.near(1));
        for class in bits(own.classes) {
            self.push(Of::Class, class);
            self.push(Of::ClassShape, mix(class, own.shape));
        }
        self.push(Of::OnlyClasses, mix(own.classes, own.shape));
        for (distance, place) in [(-2, 0), (-1, 1), (1, 2), (2, 3)] {
            for class in bits(self.near(distance).classes) {
                self.push(Of::NeighbourClass, mix(place, class));
            }
        }
        self.push(Of::ClassesBefore, mix(before.classes, own.classes));
        self.push(Of::ClassesAfter, mix(own.classes, after.classes));
    }

    fn lists(&mut self) {
        let signs = self.context.signs;
        let own = *self.near(0);
        let sign = signs.at(self.at);
        let neighbour = |distance: isize| {
            let at = self.at.checked_add_signed(distance).filter(|at| (self.from..self.to).contains(at));
            at.map(|at| signs.at(at)).unwrap_or_default()
        };
        let (before, after) = (neighbour(-1), neighbour(1));
        self.push(Of::Hit, sign.hit);
        self.push(Of::HitShape, mix(sign.hit, own.shape));
        self.push(Of::HitBefore, mix(before.hit, sign.hit));
        self.push(Of::HitAfter, mix(sign.hit, after.hit));
        self.push(Of::Rule, sign.rule);
        self.push(Of::Proposal, sign.proposal);
        self.push(Of::ProposalBefore, mix(before.proposal, sign.proposal));
        self.push(Of::ProposalAfter, mix(sign.proposal, after.proposal));
        self.push(Of::HitAndProposal, mix(sign.hit, sign.proposal));
    }

    fn article(&mut self) {
        let own = *self.near(0);
        if self.token().is_capitalised() {
            let usage = self.context.usage.of(own.key);
            let word = u64::from(self.token().classes.has(Classes::WORD));
            let start = u64::from(self.token().starts_sentence);
            self.push(Of::Usage, usage);
            self.push(Of::UsageShape, mix(usage, mix(own.shape, word * 2 + start)));
        }
    }

    /// The capitalised run that the token stands in, as a whole.
    fn run(&mut self, run: (usize, usize)) {
        let (from, to) = run;
        let (first, last, after) = (*self.look(from), *self.look(to - 1), *self.look(to));
        // the two tokens before the first of a passage are strangers, too
        let before = self.looks[from + AROUND - 1 - self.context.segment.from];
        let two_after = mix(after.key, self.look(to + 1).key);
        let two_before = mix(self.looks[from + AROUND - 2 - self.context.segment.from].key, before.key);
        let whole = (from..to).fold(0, |hash, at| mix(hash, self.look(at).key));
        let words = (to - from).min(LONGEST_COUNTED) as u64;
        let place = u64::from(self.at == from) + 2 * u64::from(self.at + 1 == to);
        let with = |value: u64| mix(place, value);
        self.push(Of::RunPosition, with(words));
        self.push(Of::RunWords, with(whole));
        self.push(Of::RunFirst, with(first.key));
        self.push(Of::RunLast, with(last.key));
        self.push(Of::RunSuffix, with(last.suffix));
        self.push(Of::RunFirstClasses, with(first.classes));
        self.push(Of::RunLastClasses, with(last.classes));
        self.push(Of::BeforeRun, with(before.key));
        self.push(Of::AfterRun, with(after.key));
        self.push(Of::ClassesBeforeRun, with(before.classes));
        self.push(Of::ClassesAfterRun, with(after.classes));
        self.push(Of::AroundRun, with(mix(before.key, after.key)));
        self.push(Of::TwoAfterRun, with(two_after));
        self.push(Of::TwoBeforeRun, with(two_before));
    }
}

/// The stretches of a segment that look like one name: capitalised words and what joins them.
fn find_runs(passage: &Passage<'_>, segment: Segment, runs: &mut Vec<(usize, usize)>) {
    let tokens = &passage.tokens;
    let mut at = segment.from;
    while at < segment.to {
        if !tokens[at].is_capitalised() {
            at += 1;
            continue;
        }
        let from = at;
        let mut end = at + 1;
        let mut next = end;
        while next < segment.to {
            if tokens[next].is_capitalised() {
                end = next + 1;
            } else if !is_link(passage, next) {
                break;
            }
            next += 1;
        }
        runs.push((from, end));
        at = end;
    }
}

fn is_link(passage: &Passage<'_>, at: usize) -> bool {
    let token = &passage.tokens[at];
    match token.shape {
        Shape::Lower => {
            token.classes.has(Classes::CONNECTOR.or(Classes::PARTICLE))
                && !matches!(passage.key(at), "and" | "in" | "on" | "a" | "as" | "i")
                || passage.key(at) == "the"
        }
        Shape::Mark(mark) => {
            matches!(mark, '-' | '‐' | '‑' | '&')
                || (mark == '.' && token.glued && passage.tokens[at - 1].span.len() <= 4)
        }
        _ => false,
    }
}

fn bits(mut set: u64) -> impl Iterator<Item = u64> {
    std::iter::from_fn(move || {
        let lowest = (set != 0).then(|| u64::from(set.trailing_zeros()))?;
        set &= set - 1;
        Some(lowest)
    })
}
