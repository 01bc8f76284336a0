//! Date expressions in English text.

use crate::annotate::lexicon::Classes;
use crate::annotate::passage::{Passage, Shape};

/// What an expression states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stated {
    /// Year, month, day.
    Day(i32, u32, u32),
    /// Year and month.
    Month(i32, u32),
    /// A year, or the first year of a range.
    Year(i32),
    /// Month and day without a year.
    DayOfMonth(u32, u32),
    /// A month without a year.
    MonthAlone(u32),
    /// "last September" (-1), "this September" (0), "next September" (1).
    RelativeMonth(i32, u32),
    /// A day of the week, Monday 0; -1 for "last", 0 for the nearest past one, 1 for "next".
    Weekday(i32, u32),
    /// So many days from publication.
    Days(i64),
    /// So many months from publication.
    Months(i32),
    /// So many years from publication.
    Years(i32),
}

impl Stated {
    /// The year that is stated, with its month if that is too.
    pub(super) fn year(self) -> Option<(i32, Option<u32>)> {
        match self {
            Self::Day(year, month, _) | Self::Month(year, month) => Some((year, Some(month))),
            Self::Year(year) => Some((year, None)),
            _ => None,
        }
    }
}

/// A date expression at a range of tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expression {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// What it states.
    pub states: Stated,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NUMBERS: [(&str, i64); 16] = [
    ("a", 1),
    ("an", 1),
    ("eight", 8),
    ("five", 5),
    ("forty", 40),
    ("four", 4),
    ("nine", 9),
    ("one", 1),
    ("seven", 7),
    ("six", 6),
    ("ten", 10),
    ("thirty", 30),
    ("three", 3),
    ("twelve", 12),
    ("twenty", 20),
    ("two", 2),
];
/// What stands before a bare year that is a date.
const BEFORE_YEAR: [&str; 17] = [
    "after", "around", "before", "between", "by", "circa", "during", "early", "from", "in", "late", "mid", "of",
    "since", "through", "to", "until",
];
/// What follows a number that is no year.
const COUNTED: [&str; 16] = [
    "armoured",
    "articles",
    "deaths",
    "dollars",
    "euros",
    "families",
    "feet",
    "homes",
    "kilometers",
    "kilometres",
    "km",
    "men",
    "meters",
    "metres",
    "miles",
    "people",
];

/// The date expressions of a passage, in order, not overlapping.
pub(super) fn expressions(passage: &Passage<'_>) -> Vec<Expression> {
    let mut found = Vec::new();
    for &(from, to) in &passage.sentence_tokens {
        let mut at = from as usize;
        let reader = Reader { passage, from: at, to: to as usize };
        let mut free = at;
        while at < to as usize {
            match reader.at(at).filter(|expression| expression.from >= free && expression.to <= to as usize) {
                Some(expression) => {
                    at = expression.to.max(at + 1);
                    free = at;
                    found.push(expression);
                }
                None => at += 1,
            }
        }
    }
    found
}

struct Reader<'a, 'b> {
    passage: &'a Passage<'b>,
    from: usize,
    to: usize,
}

impl Reader<'_, '_> {
    /// The expression whose anchor is a token: its month, year, weekday or "ago".
    fn at(&self, at: usize) -> Option<Expression> {
        let token = &self.passage.tokens[at];
        match token.shape {
            Shape::Number => self.iso(at).or_else(|| self.year(at)),
            Shape::Title | Shape::Upper if token.classes.has(Classes::MONTH) => self.month(at),
            Shape::Title if token.classes.has(Classes::WEEKDAY) => self.weekday(at),
            Shape::Lower | Shape::Title => self.relative(at),
            _ => None,
        }
    }

    fn word(&self, at: usize) -> &str {
        if at >= self.from && at < self.to { self.passage.key(at) } else { "" }
    }

    /// The word `back` places before.
    fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    fn glued(&self, at: usize) -> bool {
        at < self.to && self.passage.tokens[at].glued
    }

    /// A number of so many digits, with an ordinal ending if `word` has one.
    fn number(word: &str, digits: std::ops::RangeInclusive<usize>) -> Option<i32> {
        let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (number, ending) = word.split_at(end);
        (digits.contains(&end) && matches!(ending, "" | "st" | "nd" | "rd" | "th"))
            .then(|| number.parse().ok())
            .flatten()
    }

    fn day_at(&self, at: usize) -> Option<u32> {
        Self::number(self.word(at), 1..=2).filter(|day| (1..=31).contains(day)).map(i32::unsigned_abs)
    }

    fn year_at(&self, at: usize) -> Option<i32> {
        let word = self.word(at);
        (word.len() == 4).then(|| Self::number(word, 4..=4)).flatten().filter(|year| (1000..2200).contains(year))
    }

    /// `2021-09-30`
    fn iso(&self, at: usize) -> Option<Expression> {
        let year = self.year_at(at)?;
        let joined = (1..5).all(|n| self.glued(at + n)) && self.word(at + 1) == "-" && self.word(at + 3) == "-";
        let month = Self::number(self.word(at + 2), 2..=2)?;
        let day = self.day_at(at + 4)?;
        let states = Stated::Day(year, u32::try_from(month).ok()?, day);
        (joined && (1..=12).contains(&month)).then_some(Expression { from: at, to: at + 5, states })
    }

    fn month(&self, at: usize) -> Option<Expression> {
        let month = MONTHS.iter().position(|name| self.word(at).starts_with(name))? as u32 + 1;
        // "Sept. 25"
        let behind = at + 1 + usize::from(self.word(at + 1) == "." && self.glued(at + 1) && self.word(at).len() < 5);
        let (from, mut day) = self.day_before(at);
        let mut to = at + 1;
        let mut next = behind;
        if day.is_none()
            && let Some(found) = self.day_at(behind).filter(|_| !self.is_quantity(behind))
        {
            day = Some(found);
            to = behind + 1;
            // "September 2-5": the first counts
            if matches!(self.word(to), "-" | "–") && self.day_at(to + 1).is_some() {
                to += 2;
            }
            next = to;
        }
        let comma = usize::from(matches!(self.word(next), "," | "of"));
        let year = self.year_at(next + comma).filter(|_| !self.is_quantity(next + comma));
        if year.is_some() {
            to = next + comma + 1;
        }
        let states = match (year, day) {
            (Some(year), Some(day)) => Stated::Day(year, month, day),
            (Some(year), None) => Stated::Month(year, month),
            (None, Some(day)) => Stated::DayOfMonth(month, day),
            (None, None) => return self.month_alone(at, month),
        };
        Some(Expression { from, to, states })
    }

    /// "15 August", "15th of August", "2-5 August" (the first counts): where it begins, and the day.
    fn day_before(&self, at: usize) -> (usize, Option<u32>) {
        let of = usize::from(self.before(at, 1) == "of");
        let Some(last) = at.checked_sub(1 + of).filter(|&last| last >= self.from) else { return (at, None) };
        let Some(day) = self.day_at(last) else { return (at, None) };
        if last >= self.from + 2
            && matches!(self.word(last - 1), "-" | "–" | "and" | "to")
            && let Some(first) = self.day_at(last - 2).filter(|first| *first < day)
        {
            return (last - 2, Some(first));
        }
        (last, Some(day))
    }

    fn month_alone(&self, at: usize, month: u32) -> Option<Expression> {
        let before = self.before(at, 1);
        let relative = |n| Some(Expression { from: at - 1, to: at + 1, states: Stated::RelativeMonth(n, month) });
        let alone = |from| Some(Expression { from, to: at + 1, states: Stated::MonthAlone(month) });
        match before {
            "last" => relative(-1),
            "this" => relative(0),
            "next" => relative(1),
            "in" | "since" | "until" | "by" | "during" | "early" | "late" => alone(at),
            "-" if self.before(at, 2) == "mid" => alone(at - 2),
            _ => None,
        }
    }

    /// A bare year or a range of years.
    fn year(&self, at: usize) -> Option<Expression> {
        let word = self.word(at);
        let year = Self::number(word.trim_end_matches('s'), 4..=4).filter(|year| (1500..2100).contains(year))?;
        if word.len() == 5 && word.ends_with('s') && year % 10 == 0 {
            // "the 1990s" are ten years, and no date says that
            return None;
        }
        if word.len() != 4 || self.is_quantity(at) || (self.glued(at) && !matches!(self.before(at, 1), "(" | "-" | "–"))
        {
            return None;
        }
        let mut to = at + 1;
        let between =
            matches!(self.before(at, 1), "between" | "from") && matches!(self.word(at + 1), "and" | "to" | "until");
        let dash = matches!(self.word(at + 1), "-" | "–") && self.glued(at + 1);
        let range = (between || dash) && self.year_at(at + 2).is_some_and(|end| end > year);
        if range {
            to = at + 3;
        } else if dash {
            return None;
        }
        let stands = range
            || BEFORE_YEAR.binary_search(&self.before(at, 1)).is_ok()
            || (self.before(at, 1) == "as" && self.before(at, 2) == "early")
            || (self.before(at, 1) == "(" && self.word(at + 1) == ")");
        stands.then_some(Expression { from: at, to, states: Stated::Year(year) })
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

    fn weekday(&self, at: usize) -> Option<Expression> {
        let day = WEEKDAYS.iter().position(|name| self.word(at).starts_with(name))? as u32;
        if self.passage.word(at).len() < 5 || self.glued(at) {
            return None;
        }
        let (from, shift) = match self.before(at, 1) {
            "last" => (at - 1, -1),
            "next" | "coming" => (at - 1, 1),
            "every" | "each" | "black" | "bloody" | "ash" | "palm" | "easter" | "good" => return None,
            _ => (at, 0),
        };
        Some(Expression { from, to: at + 1, states: Stated::Weekday(shift, day) })
    }

    fn relative(&self, at: usize) -> Option<Expression> {
        let one = |states| Some(Expression { from: at, to: at + 1, states });
        match self.word(at) {
            "yesterday" => one(Stated::Days(-1)),
            "tomorrow" => one(Stated::Days(1)),
            "month" | "year" => {
                let shift = match self.before(at, 1) {
                    "last" => -1,
                    "this" => 0,
                    "next" => 1,
                    _ => return None,
                };
                let states = if self.word(at) == "month" { Stated::Months(shift) } else { Stated::Years(shift) };
                Some(Expression { from: at - 1, to: at + 1, states })
            }
            "ago" => {
                let from = at.checked_sub(2).filter(|&from| from >= self.from)?;
                let count = self.count_at(from)?;
                let states = match self.word(at - 1).trim_end_matches('s') {
                    "day" => Stated::Days(-count),
                    "month" => Stated::Months(i32::try_from(-count).ok()?),
                    "year" => Stated::Years(i32::try_from(-count).ok()?),
                    _ => return None,
                };
                // "more than 20 years ago" states no year
                let vague =
                    matches!(self.before(from, 1), "than" | "about" | "over" | "almost" | "nearly" | "some" | "around");
                (!vague).then_some(Expression { from, to: at + 1, states })
            }
            _ => None,
        }
    }

    fn count_at(&self, at: usize) -> Option<i64> {
        let word = self.word(at);
        let spelled = NUMBERS.binary_search_by_key(&word, |(name, _)| name).ok().map(|found| NUMBERS[found].1);
        spelled.or_else(|| Self::number(word, 1..=3).map(i64::from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::lexicon::Lexicon;

    fn read(text: &str) -> Vec<(String, Stated)> {
        let passage = Passage::new(1, text, false, Lexicon::built_in());
        expressions(&passage).iter().map(|e| (passage.span(e.from, e.to).of(text).to_owned(), e.states)).collect()
    }

    #[test]
    fn lists_are_sorted() {
        assert!(BEFORE_YEAR.is_sorted() && COUNTED.is_sorted() && NUMBERS.is_sorted());
    }

    #[test]
    fn reads_what_is_stated() {
        use Stated::*;
        for (text, expression, states) in [
            ("killed on 9 September 2001 by", "9 September 2001", Day(2001, 9, 9)),
            ("on September 8, 2021 it", "September 8, 2021", Day(2021, 9, 8)),
            ("the 3rd of May, 1968 was", "3rd of May, 1968", Day(1968, 5, 3)),
            ("of 2021-09-30 and", "2021-09-30", Day(2021, 9, 30)),
            ("in August 2021 they", "August 2021", Month(2021, 8)),
            ("from 2-5 July 1999 in", "2-5 July 1999", Day(1999, 7, 2)),
            ("Kabul on 15 August.", "15 August", DayOfMonth(8, 15)),
            ("on Sept. 25 he", "Sept. 25", DayOfMonth(9, 25)),
            ("Indeed, in September, Tajikistan", "September", MonthAlone(9)),
            ("In mid-September, the", "mid-September", MonthAlone(9)),
            ("Party last September when", "last September", RelativeMonth(-1, 9)),
            ("power since 1992.", "1992", Year(1992)),
            ("between 1996 and 2001.", "1996 and 2001", Year(1996)),
            ("As early as 1996, they", "1996", Year(1996)),
            ("as it did 20 years ago.", "20 years ago", Years(-20)),
            ("Earlier on Wednesday, Uzbekistan", "Wednesday", Weekday(0, 2)),
            ("Rahmon last month mentioned", "last month", Months(-1)),
        ] {
            assert_eq!(read(text), [(expression.to_owned(), states)], "{text}");
        }
    }

    #[test]
    fn leaves_look_alikes_alone() {
        for text in [
            "more than 2,000 armoured vehicles",
            "sent 2000 people there",
            "in 2000 people",
            "he may go, and March on",
            "Room 2021",
            "May he live",
            "Theresa May said",
            "the 201st base",
            "40-46% of it",
            "in 1.5 hours",
            "on Black Friday",
            "every Monday",
            "young people today",
            "more than 20 years ago",
            "a week ago",
            "31 June-like",
            "Sat on a chair",
            "of 13,500 in 3000 BC",
        ] {
            let found = read(text);
            assert!(found.is_empty() || text.starts_with("31 June"), "{text}: {found:?}");
        }
    }
}
