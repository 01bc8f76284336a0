//! What is decided about each unit, while clean goes through its steps.

use super::page::Page;
use crate::model::Role;
use std::borrow::Cow;

/// Why something is taken out, in words that a reader understands.
pub(crate) type Reason = Cow<'static, str>;

/// What is decided about a unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fate {
    /// Nothing yet.
    Open,
    /// It stays: a rule or the curator insists.
    Kept,
    /// It goes.
    Dropped {
        /// Id of the rule.
        rule: &'static str,
        /// Its reason.
        reason: Reason,
    },
    /// It is no block but says something about the article: title, deck, byline, publisher, date.
    Says(Role),
    /// It is a part of the figure with this number.
    Figure(u32, FigurePart),
    /// It is a part of the embedded post with this number.
    Embed(u32),
    /// It is a quotation pulled out of the text.
    Pulled,
}

/// The parts of a figure; ranges are bytes of the unit's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FigurePart {
    /// Alternative text.
    Alt,
    /// The caption, with the credit when it stands on the same line.
    Caption {
        /// The caption proper.
        text: std::ops::Range<usize>,
        /// The credit without its label.
        credit: Option<std::ops::Range<usize>>,
    },
    /// A credit on a line of its own, without its label.
    Credit(std::ops::Range<usize>),
}

impl Fate {
    /// It goes, by this rule.
    pub(crate) fn dropped(rule: &'static str, reason: impl Into<Reason>) -> Self {
        Self::Dropped { rule, reason: reason.into() }
    }

    /// Whether nothing is decided yet.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }

    /// Whether it goes.
    pub(crate) fn is_dropped(&self) -> bool {
        matches!(self, Self::Dropped { .. })
    }
}

/// A page and what is decided about its units so far.
#[derive(Debug)]
pub(crate) struct Judged<'p, 'a> {
    /// The page.
    pub(crate) page: &'p Page<'a>,
    /// A fate for each unit.
    pub(crate) fates: Vec<Fate>,
}

impl<'p, 'a> Judged<'p, 'a> {
    /// Nothing decided.
    pub(crate) fn new(page: &'p Page<'a>) -> Self {
        Self { page, fates: vec![Fate::Open; page.units.len()] }
    }

    /// Whether the unit may become a block of running text.
    pub(crate) fn is_candidate(&self, at: usize) -> bool {
        matches!(self.fates[at], Fate::Open | Fate::Kept)
    }

    /// Whether the unit reads like running text and is not taken.
    pub(crate) fn is_good(&self, at: usize) -> bool {
        self.is_candidate(at) && self.page.units[at].evidence.good
    }
}
