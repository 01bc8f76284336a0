//! Expressions that count from the day of publication.

use super::words::{NAMED_WEEKDAYS, VAGUE, WEEKDAYS, number, number_word};
use super::{Expression, Reader, Stated};
use crate::annotate::lexicon::Classes;

impl Reader<'_, '_> {
    pub(super) fn weekday(&self, at: usize) -> Option<Expression> {
        let day = WEEKDAYS.iter().position(|name| self.word(at).starts_with(name))? as u32;
        let is_many = self.word(at).ends_with('s');
        if self.passage.word(at).len() < 5 || self.glued(at) || is_many || self.spans_days(at) {
            return None;
        }
        let (from, shift) = match self.before(at, 1) {
            "last" | "next" | "coming" if self.is_of_the_story(at - 1) => return None,
            "last" => (at - 1, -1),
            "next" | "coming" => (at - 1, 1),
            named if NAMED_WEEKDAYS.binary_search(&named).is_ok() => return None,
            _ => (at, 0),
        };
        Some(Expression::at(from, at + 1, Stated::Weekday(shift, day)))
    }

    /// "Monday through Friday", "Tuesday, Nov. 19": not a day counted from publication.
    fn spans_days(&self, at: usize) -> bool {
        let is = |at: usize, class| at < self.to && self.passage.tokens[at].classes.has(class);
        let to = matches!(self.word(at + 1), "-" | "–" | "to" | "through" | "until");
        let from = matches!(self.before(at, 1), "-" | "–" | "to" | "through" | "until" | "and" | "or");
        (to && is(at + 2, Classes::WEEKDAY))
            || (from && at >= self.from + 2 && is(at - 2, Classes::WEEKDAY))
            || (self.word(at + 1) == "," && is(at + 2, Classes::MONTH))
    }

    /// "the next year", "over the last month": counted from what is told, not from publication, or a stretch of time.
    fn is_of_the_story(&self, at: usize) -> bool {
        matches!(self.before(at, 1), "the" | "that" | "this" | "these" | "every" | "each" | "very")
    }

    pub(super) fn relative(&self, at: usize) -> Option<Expression> {
        match self.word(at) {
            "yesterday" => Some(Expression::at(at, at + 1, Stated::Days(-1))),
            "tomorrow" => Some(Expression::at(at, at + 1, Stated::Days(1))),
            "night" if self.before(at, 1) == "last" => Some(Expression::at(at - 1, at + 1, Stated::Days(-1))),
            "week" | "month" | "year" => self.neighbouring(at),
            "ago" => self.ago(at),
            _ => None,
        }
    }

    /// "last month", "this year", "next week"
    fn neighbouring(&self, at: usize) -> Option<Expression> {
        let shift = match self.before(at, 1) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            _ => return None,
        };
        if self.is_of_the_story(at - 1) {
            return None;
        }
        let states = match self.word(at) {
            "week" => Stated::Weeks(shift),
            "month" => Stated::Months(i32::try_from(shift).ok()?),
            _ => Stated::Years(i32::try_from(shift).ok()?),
        };
        Some(Expression::at(at - 1, at + 1, states))
    }

    /// "two weeks ago"; "more than 20 years ago" states no year.
    fn ago(&self, at: usize) -> Option<Expression> {
        let from = at.checked_sub(2).filter(|&from| from >= self.from)?;
        let word = self.word(from);
        let count = number_word(word).or_else(|| number(word, 1..=3).map(i64::from))?;
        let states = match self.word(at - 1).trim_end_matches('s') {
            "day" => Stated::Days(-count),
            "week" => Stated::Weeks(-count),
            "month" => Stated::Months(i32::try_from(-count).ok()?),
            "year" => Stated::Years(i32::try_from(-count).ok()?),
            _ => return None,
        };
        let is_vague = VAGUE.binary_search(&self.before(from, 1)).is_ok();
        (!is_vague).then(|| Expression::at(from, at + 1, states))
    }
}
