//! Makes dates of what expressions state, where a date is proven.

use super::expression::{Expression, Stated};
use super::tense::Tense;
use crate::model::PartialDate;
use chrono::{Datelike, Days};
use std::collections::{BTreeMap, BTreeSet};

/// Days ahead of publication in which a day without a year is meant after all though the clause looks back: "they agreed on
/// talks on 13 October".
const SOON: i64 = 45;
/// Days behind publication in which a clause that looks ahead was written before, or the page was changed.
const AROUND: i64 = 7;
/// Days ahead of publication behind which a date without a year is more likely told from an earlier one.
const FAR_AHEAD: i64 = 240;

/// What proves the years of an article.
#[derive(Debug)]
pub(super) struct Resolver {
    published: Option<PartialDate>,
    /// For each month the years that the text names with it.
    years: BTreeMap<u32, BTreeSet<i32>>,
    /// The latest year that the text names.
    latest: Option<i32>,
}

impl Resolver {
    /// From the date of publication and the years that the text names, with their months where it names them.
    pub(super) fn new(published: Option<PartialDate>, stated: impl Iterator<Item = (i32, Option<u32>)>) -> Self {
        let mut years: BTreeMap<u32, BTreeSet<i32>> = BTreeMap::new();
        let mut latest = None;
        for (year, month) in stated {
            latest = latest.max(Some(year));
            if let Some(month) = month {
                years.entry(month).or_default().insert(year);
            }
        }
        Self { published, years, latest }
    }

    /// The date that an expression states, or the first and the last of its stretch of time, if they are proven.
    pub(super) fn period(&self, expression: &Expression, tense: Tense) -> Option<(PartialDate, Option<PartialDate>)> {
        if let Stated::Weeks(weeks) = expression.states {
            return self.week(weeks);
        }
        let first = self.date(&expression.states, tense)?;
        // a stretch without its end would be a lie about its beginning
        let last = match &expression.until {
            Some(until) => Some(self.date(until, tense).filter(|last| *last > first)?),
            None => None,
        };
        Some((first, last))
    }

    fn date(&self, stated: &Stated, tense: Tense) -> Option<PartialDate> {
        match *stated {
            Stated::Day(year, month, day) => PartialDate::day(year, month, day),
            Stated::Month(year, month) => PartialDate::month(year, month),
            Stated::Year(year) => PartialDate::year(year),
            Stated::DayOfMonth(month, day) => PartialDate::day(self.year_of(month, Some(day), tense)?, month, day),
            Stated::MonthAlone(month) => PartialDate::month(self.year_of(month, None, tense)?, month),
            Stated::RelativeMonth(shift, month) => self.relative_month(shift, month),
            Stated::Weekday(shift, day) => self.weekday(shift, day, tense),
            Stated::Days(days) => self.day_from(days),
            Stated::Weeks(weeks) => self.week(weeks).map(|(monday, _)| monday),
            Stated::Months(months) => {
                let published = self.published?;
                let count = published.year_number() * 12 + published.month_number()?.cast_signed() - 1 + months;
                PartialDate::month(count.div_euclid(12), count.rem_euclid(12).cast_unsigned() + 1)
            }
            Stated::Years(years) => PartialDate::year(self.published?.year_number() + years),
        }
    }

    /// The year of a month or a day without one: the nearest on the side of publication that the clause looks to; where that
    /// is unknown, the only one that the text names for that month, if it names no later year: "2 September" in an article on
    /// 2021 that recalls September 2001 has no proven year.
    fn year_of(&self, month: u32, day: Option<u32>, tense: Tense) -> Option<i32> {
        let Some(published) = self.published.filter(|date| date.month_number().is_some()) else {
            let years = self.years.get(&month)?;
            return years.first().copied().filter(|year| years.len() == 1 && Some(*year) == self.latest);
        };
        let year = published.year_number();
        let ahead = |year| {
            let date = day.map_or_else(|| PartialDate::month(year, month), |day| PartialDate::day(year, month, day));
            let whole = day.is_none() || published.day_number().is_none();
            let today =
                if whole { PartialDate::month(published.year_number(), published.month_number()?)? } else { published };
            Some((date.or_else(|| PartialDate::month(year, month))?.first_day() - today.first_day()).num_days())
        };
        let days = ahead(year)?;
        match tense {
            Tense::Unclear => None,
            Tense::Past if days <= 0 || (day.is_some() && days <= SOON) => Some(year),
            Tense::Past => (days > SOON).then_some(year - 1),
            Tense::Ahead if (-AROUND..0).contains(&days) => None,
            Tense::Ahead => {
                let next = if days < 0 { year + 1 } else { year };
                (ahead(next)? <= FAR_AHEAD).then_some(next)
            }
        }
    }

    fn relative_month(&self, shift: i32, month: u32) -> Option<PartialDate> {
        let published = self.published?;
        let now = published.month_number()?;
        let year = match shift {
            -1 if month >= now => published.year_number() - 1,
            1 if month <= now => published.year_number() + 1,
            _ => published.year_number(),
        };
        PartialDate::month(year, month)
    }

    /// The day of the week that is meant. The one next to publication on the other side than the verb says belongs to a page
    /// that was written a day earlier or changed a day later: it proves nothing.
    fn weekday(&self, shift: i32, day: u32, tense: Tense) -> Option<PartialDate> {
        let today = self.published?.day_number().and(self.published)?.first_day().weekday().num_days_from_monday();
        let back = i64::from((today + 7 - day) % 7);
        let ahead = (7 - back) % 7;
        self.day_from(match (shift, tense) {
            (1, _) => {
                if back == 0 {
                    7
                } else {
                    ahead
                }
            }
            (-1, _) => {
                if back == 0 {
                    -7
                } else {
                    -back
                }
            }
            (_, Tense::Past) if ahead != 1 => -back,
            (_, Tense::Ahead) if back != 1 => ahead,
            _ => return None,
        })
    }

    /// Monday and Sunday of a week, counted from that of publication.
    fn week(&self, weeks: i64) -> Option<(PartialDate, Option<PartialDate>)> {
        let today = self.published?.day_number().and(self.published)?.first_day().weekday().num_days_from_monday();
        let monday = weeks * 7 - i64::from(today);
        Some((self.day_from(monday)?, self.day_from(monday + 6)))
    }

    fn day_from(&self, days: i64) -> Option<PartialDate> {
        let published = self.published?;
        published.day_number()?;
        let shift = Days::new(days.unsigned_abs());
        let first = published.first_day();
        let date = if days < 0 { first.checked_sub_days(shift) } else { first.checked_add_days(shift) };
        PartialDate::from_naive(date?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(published: Option<&str>, text: &[(i32, Option<u32>)], stated: Stated) -> Option<String> {
        dated(published, text, stated, Tense::Past)
    }

    fn dated(published: Option<&str>, text: &[(i32, Option<u32>)], stated: Stated, tense: Tense) -> Option<String> {
        let published = published.and_then(PartialDate::parse_iso);
        Resolver::new(published, text.iter().copied()).date(&stated, tense).map(|date| date.to_string())
    }

    #[test]
    fn a_clause_that_looks_ahead_means_the_next_one() {
        let on = |stated| dated(Some("2019-11-18"), &[], stated, Tense::Ahead).unwrap_or_default();
        assert_eq!(on(Stated::MonthAlone(1)), "2020-01");
        assert_eq!(on(Stated::MonthAlone(11)), "2019-11");
        assert_eq!(on(Stated::MonthAlone(9)), "", "told from before: it would return in September");
        assert_eq!(on(Stated::DayOfMonth(2, 14)), "2020-02-14");
        assert_eq!(on(Stated::DayOfMonth(11, 15)), "", "just past: the page has changed");
        assert_eq!(on(Stated::Weekday(0, 5)), "2019-11-23");
        assert_eq!(on(Stated::Weekday(0, 0)), "2019-11-18");
        assert_eq!(on(Stated::Weekday(0, 6)), "", "yesterday");
    }

    #[test]
    fn a_clause_that_looks_back_means_the_last_one() {
        let on = |stated| date(Some("2019-11-18"), &[], stated).unwrap_or_default();
        assert_eq!(on(Stated::MonthAlone(12)), "", "the coming one, or a year ago");
        assert_eq!(on(Stated::MonthAlone(11)), "2019-11");
        assert_eq!(on(Stated::MonthAlone(2)), "2019-02");
        assert_eq!(on(Stated::DayOfMonth(11, 20)), "2019-11-20", "agreed on talks on");
        assert_eq!(on(Stated::DayOfMonth(1, 20)), "2019-01-20");
        assert_eq!(on(Stated::Weekday(0, 0)), "2019-11-18");
        assert_eq!(on(Stated::Weekday(0, 1)), "", "told on a Tuesday, published the day before");
        assert_eq!(on(Stated::Weekday(0, 2)), "2019-11-13");
    }

    #[test]
    fn a_clause_that_looks_nowhere_proves_nothing() {
        let on = |stated| dated(Some("2019-11-18"), &[], stated, Tense::Unclear);
        assert_eq!(on(Stated::MonthAlone(1)), None);
        assert_eq!(on(Stated::DayOfMonth(2, 14)), None);
        assert_eq!(on(Stated::Weekday(0, 5)), None);
        assert_eq!(on(Stated::Weekday(-1, 5)).as_deref(), Some("2019-11-16"));
        assert_eq!(on(Stated::Day(2019, 2, 14)).as_deref(), Some("2019-02-14"));
    }

    #[test]
    fn the_date_of_publication_proves() {
        let on = |stated| date(Some("2021-10-07"), &[], stated).unwrap_or_default();
        assert_eq!(on(Stated::DayOfMonth(8, 15)), "2021-08-15");
        assert_eq!(on(Stated::DayOfMonth(12, 24)), "2020-12-24");
        assert_eq!(on(Stated::DayOfMonth(10, 13)), "2021-10-13");
        assert_eq!(on(Stated::RelativeMonth(-1, 9)), "2021-09");
        assert_eq!(on(Stated::Months(-10)), "2020-12");
        assert_eq!(on(Stated::Years(-20)), "2001");
        assert_eq!(on(Stated::Weekday(0, 2)), "2021-10-06");
        assert_eq!(on(Stated::Weekday(0, 3)), "2021-10-07");
        assert_eq!(on(Stated::Weekday(1, 3)), "2021-10-14");
        assert_eq!(on(Stated::Days(-7)), "2021-09-30");
        assert_eq!(on(Stated::Weeks(-1)), "2021-09-27");
    }

    #[test]
    fn a_stretch_of_time_has_both_ends_or_none() {
        let resolver = Resolver::new(PartialDate::parse_iso("2021-10-07"), std::iter::empty());
        let period = |states, until| {
            let period = resolver.period(&Expression { from: 0, to: 1, states, until }, Tense::Past)?;
            Some((period.0.to_string(), period.1.map(|last| last.to_string()).unwrap_or_default()))
        };
        let both = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
        assert_eq!(period(Stated::Weeks(-1), None), both("2021-09-27", "2021-10-03"));
        assert_eq!(period(Stated::Year(1990), Some(Stated::Year(1999))), both("1990", "1999"));
        assert_eq!(period(Stated::DayOfMonth(7, 2), Some(Stated::DayOfMonth(7, 5))), both("2021-07-02", "2021-07-05"));
        assert_eq!(period(Stated::DayOfMonth(2, 28), Some(Stated::DayOfMonth(2, 31))), None);
    }

    #[test]
    fn without_proof_there_is_no_date() {
        assert_eq!(date(None, &[], Stated::DayOfMonth(8, 15)), None);
        assert_eq!(date(None, &[(2021, Some(8))], Stated::DayOfMonth(8, 15)).as_deref(), Some("2021-08-15"));
        assert_eq!(date(None, &[(2021, Some(8)), (2001, Some(8))], Stated::DayOfMonth(8, 15)), None);
        assert_eq!(date(None, &[(2021, Some(9))], Stated::DayOfMonth(8, 15)), None);
        assert_eq!(date(None, &[(2001, Some(8)), (2021, None)], Stated::DayOfMonth(8, 15)), None);
        assert_eq!(date(Some("2021-10"), &[], Stated::Weekday(0, 2)), None);
        assert_eq!(date(Some("2021"), &[], Stated::Months(-1)), None);
        assert_eq!(date(None, &[], Stated::Day(2021, 2, 30)), None);
    }
}
