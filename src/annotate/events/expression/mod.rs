//! Date expressions in English text.
//!
//! Each has an anchor: a month, a year, a day of the week, a word like "ago". [`calendar`] reads those that name their day,
//! month or year, [`relative`] those that count from the day of publication.

mod calendar;
mod relative;
mod words;

use crate::annotate::lexicon::Classes;
use crate::annotate::passage::{Passage, Shape};
use words::number;

/// What an expression states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stated {
    /// Year, month, day.
    Day(i32, u32, u32),
    /// Year and month.
    Month(i32, u32),
    /// A year.
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
    /// The week, Monday to Sunday, so many weeks from that of publication.
    Weeks(i64),
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
    /// What it states; of a stretch of time its beginning.
    pub states: Stated,
    /// The end of a stretch of time: "between 1996 and 2001", "2–5 July", "the 1990s".
    pub until: Option<Stated>,
}

impl Expression {
    fn at(from: usize, to: usize, states: Stated) -> Self {
        Self { from, to, states, until: None }
    }
}

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

/// A sentence.
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
            Shape::Number => self.iso(at).or_else(|| self.nine_eleven(at)).or_else(|| self.year(at)),
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

    fn day_at(&self, at: usize) -> Option<u32> {
        number(self.word(at), 1..=2).filter(|day| (1..=31).contains(day)).map(i32::unsigned_abs)
    }

    fn year_at(&self, at: usize) -> Option<i32> {
        let word = self.word(at);
        (word.len() == 4).then(|| number(word, 4..=4)).flatten().filter(|year| (1000..2200).contains(year))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::lexicon::Lexicon;

    fn read(text: &str) -> Vec<(String, Stated, Option<Stated>)> {
        let passage = Passage::new(1, text, false, Lexicon::built_in());
        let shown = |e: &Expression| (passage.span(e.from, e.to).of(text).to_owned(), e.states, e.until);
        expressions(&passage).iter().map(shown).collect()
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
            ("Kabul on 15 August.", "15 August", DayOfMonth(8, 15)),
            ("on Sept. 25 he", "Sept. 25", DayOfMonth(9, 25)),
            ("Indeed, in September, Tajikistan", "September", MonthAlone(9)),
            ("In mid-September, the", "mid-September", MonthAlone(9)),
            ("Party last September when", "last September", RelativeMonth(-1, 9)),
            ("power since 1992.", "1992", Year(1992)),
            ("As early as 1996, they", "1996", Year(1996)),
            ("as it did 20 years ago.", "20 years ago", Years(-20)),
            ("Earlier on Wednesday, Uzbekistan", "Wednesday", Weekday(0, 2)),
            ("Rahmon last month mentioned", "last month", Months(-1)),
            ("war this month.", "this month", Months(0)),
            ("he left last week for", "last week", Weeks(-1)),
            ("seen two weeks ago in", "two weeks ago", Weeks(-2)),
            ("arrested last night in", "last night", Days(-1)),
            ("referring to the 9/11 attacks", "9/11", Day(2001, 9, 11)),
            ("after the September 11 attacks", "September 11", Day(2001, 9, 11)),
        ] {
            assert_eq!(read(text), [(expression.to_owned(), states, None)], "{text}");
        }
    }

    #[test]
    fn reads_stretches_of_time() {
        use Stated::*;
        for (text, expression, states, until) in [
            ("from 2-5 July 1999 in", "2-5 July 1999", Day(1999, 7, 2), Day(1999, 7, 5)),
            ("from 2 to 5 July the", "2 to 5 July", DayOfMonth(7, 2), DayOfMonth(7, 5)),
            ("on September 2–5, 2021, in", "September 2–5, 2021", Day(2021, 9, 2), Day(2021, 9, 5)),
            ("ruled between 1996 and 2001.", "between 1996 and 2001", Year(1996), Year(2001)),
            ("the war (1992–1997) was", "1992–1997", Year(1992), Year(1997)),
            ("out in the 1990s, and", "1990s", Year(1990), Year(1999)),
            ("in the mid-1990s he", "mid-1990s", Year(1994), Year(1996)),
            ("in the early 1990s he", "early 1990s", Year(1990), Year(1993)),
            ("in the late 1980s he", "late 1980s", Year(1987), Year(1989)),
        ] {
            assert_eq!(read(text), [(expression.to_owned(), states, Some(until))], "{text}");
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
            "open Monday through Friday",
            "on Mondays he",
            "the following Monday he",
            "the next year he",
            "over the last month it",
            "the next Friday they",
            "young people today",
            "more than 20 years ago",
            "some weeks ago",
            "Sat on a chair",
            "of 13,500 in 3000 BC",
            "a vote of 9/12",
            "between 1996 people",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
