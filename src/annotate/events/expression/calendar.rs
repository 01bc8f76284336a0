//! Expressions that name a day, a month or a year.

use super::words::{BEFORE_YEAR, COUNTED, MONTHS, number};
use super::{Expression, Reader, Stated};
use crate::annotate::passage::Shape;

/// A day of the month, or a stretch of days.
#[derive(Clone, Copy)]
struct Days {
    first: u32,
    last: Option<u32>,
}

impl Reader<'_, '_> {
    /// `2021-09-30`
    pub(super) fn iso(&self, at: usize) -> Option<Expression> {
        let year = self.year_at(at)?;
        let joined = (1..5).all(|n| self.glued(at + n)) && self.word(at + 1) == "-" && self.word(at + 3) == "-";
        let month = number(self.word(at + 2), 2..=2)?;
        let day = self.day_at(at + 4)?;
        let states = Stated::Day(year, u32::try_from(month).ok()?, day);
        (joined && (1..=12).contains(&month)).then(|| Expression::at(at, at + 5, states))
    }

    /// The one day that is known by two numbers.
    pub(super) fn nine_eleven(&self, at: usize) -> Option<Expression> {
        let is_it = self.word(at) == "9" && self.word(at + 1) == "/" && self.word(at + 2) == "11";
        (is_it && self.word(at + 3) != "/").then(|| Expression::at(at, at + 3, Stated::Day(2001, 9, 11)))
    }

    pub(super) fn month(&self, at: usize) -> Option<Expression> {
        let month = MONTHS.iter().position(|name| self.word(at).starts_with(name))? as u32 + 1;
        // "Sept. 25"
        let behind = at + 1 + usize::from(self.word(at + 1) == "." && self.glued(at + 1) && self.word(at).len() < 5);
        let (from, mut days) = self.days_before(at);
        let mut to = at + 1;
        let mut next = behind;
        if days.is_none()
            && let Some((found, end)) = self.days_behind(behind)
        {
            days = Some(found);
            to = end;
            next = end;
        }
        let comma = usize::from(matches!(self.word(next), "," | "of"));
        let mut year = self.year_at(next + comma).filter(|_| !self.is_quantity(next + comma));
        if year.is_some() {
            to = next + comma + 1;
        } else if (month, days.map(|days| days.first)) == (9, Some(11))
            && matches!(self.word(next), "attack" | "attacks" | "terrorist" | "terror")
        {
            year = Some(2001);
        }
        let date = |day| match year {
            Some(year) => Stated::Day(year, month, day),
            None => Stated::DayOfMonth(month, day),
        };
        let states = match (year, days) {
            (_, Some(days)) => date(days.first),
            (Some(year), None) => Stated::Month(year, month),
            (None, None) => return self.month_alone(at, month),
        };
        let until = days.and_then(|days| days.last).map(date);
        Some(Expression { from, to, states, until })
    }

    /// "25", "2–5": the days, and one past their last token.
    fn days_behind(&self, at: usize) -> Option<(Days, usize)> {
        let first = self.day_at(at).filter(|_| !self.is_quantity(at))?;
        let last = self.day_at(at + 2).filter(|last| matches!(self.word(at + 1), "-" | "–") && *last > first);
        Some((Days { first, last }, if last.is_some() { at + 3 } else { at + 1 }))
    }

    /// "15 August", "15th of August", "2-5 August", "2 to 5 August": where it begins, and the days.
    fn days_before(&self, at: usize) -> (usize, Option<Days>) {
        let of = usize::from(self.before(at, 1) == "of");
        let Some(end) = at.checked_sub(1 + of).filter(|&end| end >= self.from) else { return (at, None) };
        let Some(day) = self.day_at(end) else { return (at, None) };
        if end >= self.from + 2
            && matches!(self.word(end - 1), "-" | "–" | "and" | "to")
            && let Some(first) = self.day_at(end - 2).filter(|first| *first < day)
        {
            return (end - 2, Some(Days { first, last: Some(day) }));
        }
        (end, Some(Days { first: day, last: None }))
    }

    fn month_alone(&self, at: usize, month: u32) -> Option<Expression> {
        let before = match self.before(at, 1) {
            "last" | "next" if self.before(at, 2) == "the" => return None,
            before => before,
        };
        let relative = |n| Some(Expression::at(at - 1, at + 1, Stated::RelativeMonth(n, month)));
        let alone = |from| Some(Expression::at(from, at + 1, Stated::MonthAlone(month)));
        match before {
            "last" => relative(-1),
            "this" => relative(0),
            "next" => relative(1),
            "in" | "since" | "until" | "by" | "during" | "early" | "late" => alone(at),
            "for" if matches!(self.before(at, 2), "due" | "planned" | "scheduled" | "set" | "slated") => alone(at),
            "-" if self.before(at, 2) == "mid" => alone(at - 2),
            _ => None,
        }
    }

    /// A bare year, a range of years, or a decade.
    pub(super) fn year(&self, at: usize) -> Option<Expression> {
        let word = self.word(at);
        let year = number(word.trim_end_matches('s'), 4..=4).filter(|year| (1500..2100).contains(year))?;
        if word.len() == 5 && word.ends_with('s') {
            return (year % 10 == 0).then(|| self.decade(at, year));
        }
        if word.len() != 4 || self.is_quantity(at) || (self.glued(at) && !matches!(self.before(at, 1), "(" | "-" | "–"))
        {
            return None;
        }
        let between =
            matches!(self.before(at, 1), "between" | "from") && matches!(self.word(at + 1), "and" | "to" | "until");
        let dash = matches!(self.word(at + 1), "-" | "–") && self.glued(at + 1);
        if let Some(end) = self.year_at(at + 2).filter(|end| (between || dash) && *end > year && *end < 2100) {
            let from = if between { at - 1 } else { at };
            return Some(Expression { from, to: at + 3, states: Stated::Year(year), until: Some(Stated::Year(end)) });
        }
        let stands = !dash
            && (BEFORE_YEAR.binary_search(&self.before(at, 1)).is_ok()
                || (self.before(at, 1) == "as" && self.before(at, 2) == "early")
                || (self.before(at, 1) == "(" && self.word(at + 1) == ")"));
        stands.then(|| Expression::at(at, at + 1, Stated::Year(year)))
    }

    /// "the 1990s", "the mid-1990s", "the late 1980s".
    fn decade(&self, at: usize, year: i32) -> Expression {
        let hyphen = usize::from(self.before(at, 1) == "-");
        let (from, first, last) = match self.before(at, 1 + hyphen) {
            "early" => (at - 1 - hyphen, year, year + 3),
            "mid" => (at - 1 - hyphen, year + 4, year + 6),
            "late" => (at - 1 - hyphen, year + 7, year + 9),
            _ => (at, year, year + 9),
        };
        Expression { from, to: at + 1, states: Stated::Year(first), until: Some(Stated::Year(last)) }
    }

    /// "2,000 people", "15%", "$30"
    fn is_quantity(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        let split = matches!(next, "," | "." | ":")
            && self.glued(at + 1)
            && self.glued(at + 2)
            && self.passage.tokens.get(at + 2).is_some_and(|t| t.shape == Shape::Number);
        split
            || matches!(next, "%" | "percent" | "per")
            || COUNTED.binary_search(&next).is_ok()
            || matches!(self.before(at, 1), "$" | "€" | "£")
    }
}
