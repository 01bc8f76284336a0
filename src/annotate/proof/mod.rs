//! Proofreading of the names that the finders agree on: what grammar, spelling and the rest of the article say against them.
//!
//! Input: the passages and the merged candidates. Output: the candidates that hold, cut or of another kind where need be; the
//! curator's word is left alone.
//!
//! 1. [`shape`] drops what no name looks like, and cuts what runs on: into the next sentence, into a caption's text.
//! 2. [`context`] reads what stands around a name: "X, a charity", "atop X", "Order of X".
//! 3. What a text says of a form once holds for the form in the whole article.
//! 4. [`know_again`]: a known name has its known name back; abbreviated states are states.

mod context;
mod shape;
mod states;

use super::backend::Candidate;
use super::gazetteer::{Gazetteer, Hit, Standing};
use super::lexicon::Classes;
use super::passage::{Passage, Shape};
use crate::model::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// Confidence of what only the curator says.
const CURATED: u8 = 100;

/// Corrects the candidates. They stay sorted by place and free of overlaps.
pub(super) fn read(passages: &[Passage<'_>], kept: &mut Vec<Candidate>) {
    let article = Article::gather(passages, kept);
    let mut out = Vec::with_capacity(kept.len());
    for candidate in kept.drain(..) {
        if candidate.kind.is_none() || candidate.confidence >= CURATED {
            out.push(candidate);
            continue;
        }
        let name = Name { article: &article, passage: &passages[candidate.passage], candidate };
        name.split(&mut out);
    }
    let told = told_kinds(passages, &out);
    for candidate in out.iter_mut().filter(|c| c.confidence < CURATED) {
        let Some(kind) = candidate.kind else { continue };
        let form = form(passages, candidate);
        match told.get(form) {
            Some(Some(other)) if *other != kind && candidate.title.is_none() => set_kind(candidate, *other),
            _ => {}
        }
    }
    let things = context::things(passages, &out);
    out.retain(|candidate| candidate.kind != Some(EntityKind::Person) || !things.contains(form(passages, candidate)));
    whole_places(&mut out);
    *kept = out;
}

/// Gives known names back to whatever the article has made places and bodies.
pub(super) fn know_again(passages: &[Passage<'_>], kept: &mut [Candidate]) {
    for candidate in kept {
        knows_again(&passages[candidate.passage], candidate);
    }
}

/// Two places side by side with nothing between them are one: "San" and "Ysidro".
fn whole_places(kept: &mut Vec<Candidate>) {
    let is_place = |c: &Candidate| c.kind == Some(EntityKind::Place) && c.confidence < CURATED;
    kept.dedup_by(|right, left| {
        let one = is_place(left)
            && is_place(right)
            && (left.passage, left.to) == (right.passage, right.from)
            && left.to == left.from + 1
            && right.known_as.is_none();
        if one {
            left.to = right.to;
            left.known_as = None;
            left.rule = "places-side-by-side";
        }
        one
    });
}

/// What the article shows of its names before any is corrected.
struct Article<'p> {
    /// Forms that prose writes, with their mentions.
    in_prose: FxHashMap<&'p str, u32>,
    /// Forms of organisations of two words or more.
    bodies: FxHashSet<&'p str>,
    /// Family names of persons that are named in full.
    families: FxHashSet<&'p str>,
    /// Forms of places.
    places: FxHashSet<&'p str>,
    /// Initials of bodies of several words.
    initials: FxHashSet<String>,
}

impl<'p> Article<'p> {
    fn gather(passages: &[Passage<'p>], kept: &[Candidate]) -> Self {
        let mut article = Self {
            in_prose: FxHashMap::default(),
            bodies: FxHashSet::default(),
            families: FxHashSet::default(),
            places: FxHashSet::default(),
            initials: FxHashSet::default(),
        };
        for candidate in kept {
            let passage = &passages[candidate.passage];
            let form = form(passages, candidate);
            if !passage.is_heading {
                *article.in_prose.entry(form).or_default() += 1;
            }
            match candidate.kind {
                Some(EntityKind::Organisation) if form.contains(' ') => {
                    article.bodies.insert(form);
                    article.initials.insert(form.chars().filter(|c| c.is_uppercase()).collect());
                }
                Some(EntityKind::Place) => {
                    article.places.insert(form);
                }
                Some(EntityKind::Person) => {
                    if let Some((_, last)) = form.rsplit_once(' ') {
                        article.families.insert(last);
                    }
                }
                _ => {}
            }
        }
        article
    }
}

/// A candidate in its place.
#[derive(Clone, Copy)]
struct Name<'a, 'p> {
    article: &'a Article<'p>,
    passage: &'a Passage<'p>,
    candidate: Candidate,
}

impl<'p> Name<'_, 'p> {
    /// Puts what holds of the name into `out`: the name, two names, or none.
    fn split(mut self, out: &mut Vec<Candidate>) {
        if let Some(at) = self.end_of_body() {
            let mut body = Candidate { to: at, kind: Some(EntityKind::Organisation), title: None, ..self.candidate };
            body.known_as = None;
            out.push(body);
            self.candidate.from = at;
        }
        self.trim();
        if self.candidate.from >= self.candidate.to || self.is_nothing() {
            return;
        }
        if let Some(kind) = self.kind_by_context().filter(|kind| Some(*kind) != self.candidate.kind) {
            set_kind(&mut self.candidate, kind);
        }
        out.push(self.candidate);
    }

    /// Where a body that the article names elsewhere ends, with a person's name behind it: "Acme Motors Jane Roe".
    fn end_of_body(&self) -> Option<usize> {
        let Candidate { from, to, kind, .. } = self.candidate;
        if kind != Some(EntityKind::Person) || to - from < 4 {
            return None;
        }
        (from + 2..to - 1).find(|&at| self.article.bodies.contains(self.passage.span(from, at).of(self.passage.text)))
    }

    fn is_known(&self) -> bool {
        self.candidate.known_as.is_some()
    }

    fn is_one_word(&self) -> bool {
        self.candidate.to == self.candidate.from + 1
    }

    fn form(&self) -> &'p str {
        self.passage.span(self.candidate.from, self.candidate.to).of(self.passage.text)
    }

    /// The word before, empty where there is none.
    fn key_before(&self) -> &str {
        self.candidate.from.checked_sub(1).map_or("", |at| self.passage.key(at))
    }

    /// The word behind, empty where there is none.
    fn key_after(&self) -> &str {
        if self.candidate.to < self.passage.tokens.len() { self.passage.key(self.candidate.to) } else { "" }
    }

    fn classes(&self, at: usize) -> Classes {
        self.passage.tokens[at].classes
    }

    fn first(&self) -> Classes {
        self.classes(self.candidate.from)
    }

    fn last(&self) -> Classes {
        self.classes(self.candidate.to - 1)
    }
}

fn form<'p>(passages: &[Passage<'p>], candidate: &Candidate) -> &'p str {
    let passage = &passages[candidate.passage];
    passage.span(candidate.from, candidate.to).of(passage.text)
}

fn set_kind(candidate: &mut Candidate, kind: EntityKind) {
    candidate.kind = Some(kind);
    candidate.known_as = None;
    candidate.title = None;
    candidate.rule = "kind-by-context";
}

/// The kinds that appositions give to forms; `None` where they disagree.
fn told_kinds<'p>(passages: &[Passage<'p>], kept: &[Candidate]) -> FxHashMap<&'p str, Option<EntityKind>> {
    let mut told: FxHashMap<&str, Option<EntityKind>> = FxHashMap::default();
    for candidate in kept.iter().filter(|c| c.kind.is_some() && c.known_as.is_none()) {
        if let Some(kind) = context::apposition(&passages[candidate.passage], candidate.to) {
            let entry = told.entry(form(passages, candidate)).or_insert(Some(kind));
            if *entry != Some(kind) {
                *entry = None;
            }
        }
    }
    told
}

/// The known name on exactly these tokens.
fn known_on(passage: &Passage<'_>, from: usize, to: usize) -> Option<Hit> {
    Gazetteer::built_in().at(passage, from, "en").filter(|hit| hit.to == to)
}

/// A name that a list knows is known by it, whichever finder found it; abbreviated states are known by their names.
fn knows_again(passage: &Passage<'_>, candidate: &mut Candidate) {
    if candidate.known_as.is_some() || candidate.kind.is_none() || candidate.kind == Some(EntityKind::Person) {
        return;
    }
    let known = known_on(passage, candidate.from, candidate.to)
        .filter(|hit| hit.sense.kind == candidate.kind && hit.sense.standing == Standing::Clear);
    candidate.known_as = known.and_then(|hit| hit.sense.known_as).or_else(|| {
        let is_place = candidate.kind == Some(EntityKind::Place);
        let form = passage.span(candidate.from, candidate.to).of(passage.text);
        is_place.then(|| states::name(form)).flatten()
    });
}

/// Whether a word is written as a name's part.
fn is_title_case(passage: &Passage<'_>, at: usize) -> bool {
    passage.tokens[at].shape == Shape::Title
}
