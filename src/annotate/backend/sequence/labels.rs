//! The labels of the sequence model: where a token stands in a name, and of which kind the name is.

use crate::model::EntityKind;

/// Labels: outside, and four positions for each kind of entity.
pub(in crate::annotate) const COUNT: usize = 13;

/// No part of a name.
pub(in crate::annotate) const OUTSIDE: u8 = 0;

/// Where in a name a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::annotate) enum Position {
    /// First of several tokens.
    First,
    /// Neither first nor last.
    Inner,
    /// Last of several tokens.
    Last,
    /// The only token.
    Only,
}

impl Position {
    /// Of a token within a range.
    pub(in crate::annotate) fn of(at: usize, from: usize, to: usize) -> Self {
        match (at == from, at + 1 == to) {
            (true, true) => Self::Only,
            (true, false) => Self::First,
            (false, true) => Self::Last,
            (false, false) => Self::Inner,
        }
    }
}

/// The label of a position in a name of a kind.
pub(in crate::annotate) fn label(kind: EntityKind, position: Position) -> u8 {
    1 + 4 * kind as u8 + position as u8
}

/// Kind of the name that a label belongs to.
pub(in crate::annotate) fn kind_of(label: u8) -> Option<EntityKind> {
    (label != OUTSIDE).then(|| EntityKind::ALL[usize::from(label - 1) / 4])
}

fn position_of(label: u8) -> Option<u8> {
    (label != OUTSIDE).then(|| (label - 1) % 4)
}

/// Whether a name goes on behind a token with this label.
fn is_open(label: u8) -> bool {
    position_of(label).is_some_and(|p| p == Position::First as u8 || p == Position::Inner as u8)
}

/// Whether one label may follow another; the end and the beginning of a segment count as [`OUTSIDE`].
pub(in crate::annotate) fn may_follow(before: u8, after: u8) -> bool {
    let continues = position_of(after).is_some_and(|p| p == Position::Inner as u8 || p == Position::Last as u8);
    if is_open(before) { continues && kind_of(before) == kind_of(after) } else { !continues }
}

/// The names that a sequence of labels spells: first token, one past the last, kind.
pub(in crate::annotate) fn names(labels: &[u8]) -> Vec<(usize, usize, EntityKind)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, &label) in labels.iter().enumerate() {
        let Some(kind) = kind_of(label) else { continue };
        let position = position_of(label);
        if position == Some(Position::First as u8) {
            start = at;
        } else if position == Some(Position::Only as u8) {
            found.push((at, at + 1, kind));
        } else if position == Some(Position::Last as u8) {
            found.push((start, at + 1, kind));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_spell_the_names_that_they_were_made_of() {
        let names_in = [(0, 1, EntityKind::Person), (1, 4, EntityKind::Organisation), (5, 7, EntityKind::Place)];
        let mut labels = [OUTSIDE; 8];
        for (from, to, kind) in names_in {
            for (at, place) in labels.iter_mut().enumerate().take(to).skip(from) {
                *place = label(kind, Position::of(at, from, to));
            }
        }
        assert_eq!(names(&labels), names_in);
        assert!(labels.windows(2).all(|pair| may_follow(pair[0], pair[1])));
        assert!(usize::from(*labels.iter().max().expect("eight labels")) < COUNT);
    }

    #[test]
    fn names_begin_and_end_properly() {
        let person = |position| label(EntityKind::Person, position);
        assert!(!may_follow(OUTSIDE, person(Position::Inner)));
        assert!(!may_follow(person(Position::First), OUTSIDE));
        assert!(!may_follow(person(Position::First), label(EntityKind::Place, Position::Last)));
        assert!(may_follow(person(Position::Only), person(Position::First)));
    }
}
