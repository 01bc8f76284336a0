//! Dates that may lack their day or month.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Known to the day.
    Day,
    /// Known to the month.
    Month,
    /// Known to the year.
    Year,
}

impl Precision {
    /// The word used in `briefing.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// A calendar date known to the day, the month or the year. Sorts by time, the vaguer first at equal start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    /// 0 when unknown.
    month: u8,
    /// 0 when unknown.
    day: u8,
}

impl PartialDate {
    /// A full date; `None` when there is no such day.
    pub fn day(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        Self::from_naive(date)
    }

    /// A month of a year; `None` when there is no such month.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        (1..=12).contains(&month).then_some(())?;
        Some(Self { year: i16::try_from(year).ok()?, month: month as u8, day: 0 })
    }

    /// A year between -9999 and 9999.
    pub fn year(year: i32) -> Option<Self> {
        (-9999..=9999).contains(&year).then_some(())?;
        Some(Self { year: i16::try_from(year).ok()?, month: 0, day: 0 })
    }

    /// From a full date.
    pub fn from_naive(date: NaiveDate) -> Option<Self> {
        Some(Self { year: i16::try_from(date.year()).ok()?, month: date.month() as u8, day: date.day() as u8 })
    }

    /// Reads `2021-09-30`, `2021-09`, `2021` or an RFC 3339 date-time, whose date in its own zone is taken.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let date = text.trim().split(['T', ' ']).next()?;
        let mut parts = date.splitn(3, '-');
        let year_text = parts.next()?;
        if year_text.len() != 4 {
            return None;
        }
        let year: i32 = year_text.parse().ok()?;
        match (parts.next(), parts.next()) {
            (None, _) => Self::year(year),
            (Some(month), None) => Self::month(year, month.parse().ok()?),
            (Some(month), Some(day)) => Self::day(year, month.parse().ok()?, day.parse().ok()?),
        }
    }

    /// How exact it is.
    pub fn precision(self) -> Precision {
        match (self.month, self.day) {
            (0, _) => Precision::Year,
            (_, 0) => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// The first day that it can mean.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(i32::from(self.year), u32::from(self.month.max(1)), u32::from(self.day.max(1)))
            .unwrap_or_default()
    }

    /// The year.
    pub fn year_number(self) -> i32 {
        i32::from(self.year)
    }

    /// The month, 1 to 12, when known.
    pub fn month_number(self) -> Option<u32> {
        (self.month > 0).then_some(u32::from(self.month))
    }

    /// The day of the month, when known.
    pub fn day_number(self) -> Option<u32> {
        (self.day > 0).then_some(u32::from(self.day))
    }

    /// "30 September 2021", "September 2021" or "2021".
    pub fn long(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = |m: u8| MONTHS[usize::from(m - 1)];
        match self.precision() {
            Precision::Day => format!("{} {} {}", self.day, month(self.month), self.year),
            Precision::Month => format!("{} {}", month(self.month), self.year),
            Precision::Year => self.year.to_string(),
        }
    }
}

/// ISO 8601: `2021-09-30`, `2021-09` or `2021`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints_iso() {
        for text in ["2021-09-30", "2021-09", "2021"] {
            assert_eq!(PartialDate::parse_iso(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        assert_eq!(
            PartialDate::parse_iso("2021-09-30T23:10:00+05:00").map(|d| d.to_string()).as_deref(),
            Some("2021-09-30")
        );
        for text in ["2021-02-30", "21-09-30", "2021-13", "soon", ""] {
            assert_eq!(PartialDate::parse_iso(text), None, "{text}");
        }
    }

    #[test]
    fn sorts_by_time() {
        let mut dates: Vec<_> =
            ["2021-09-30", "2021", "2021-09", "2020-12-31"].iter().filter_map(|d| PartialDate::parse_iso(d)).collect();
        dates.sort();
        let shown: Vec<_> = dates.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["2020-12-31", "2021", "2021-09", "2021-09-30"]);
    }
}
