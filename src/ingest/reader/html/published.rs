//! The day of publication among several statements of it.
//!
//! Input: what metadata fields say, the best-placed first. Output: a date.
//!
//! A statement in UTC may fall on another day than the publisher's own: "2019-11-19T04:58Z" was the evening of the 18th in
//! San Francisco. The page often says so elsewhere: in the day of its address, or in a second statement of the same instant
//! in local time. Without such evidence the day stays as it is stated.

use crate::ingest::reader::date::parse_date;
use crate::model::PartialDate;
use chrono::NaiveDate;
use regex::Regex;
use std::sync::LazyLock;

/// When a field says that something was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Statement {
    date: PartialDate,
    /// Minutes since midnight.
    clock: Option<i64>,
    /// Minutes that the zone is ahead of UTC.
    offset: Option<i64>,
}

impl Statement {
    /// Reads a field; what a system writes when it has no date is none.
    pub(super) fn read(text: &str) -> Option<Self> {
        static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"[T ](\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(?:(Z|UTC|GMT)\b|([+-])(\d{2}):?(\d{2})\b)?")
                .expect("a valid pattern")
        });
        let text = text.get(..LONGEST).unwrap_or(text);
        let date = parse_date(text).filter(|date| is_set(*date))?;
        let Some(found) = CLOCK.captures(text) else { return Some(Self { date, clock: None, offset: None }) };
        let number = |group: usize| found.get(group).and_then(|digits| digits.as_str().parse::<i64>().ok());
        let clock = number(1).zip(number(2)).map(|(hours, minutes)| hours * 60 + minutes);
        let offset = match (found.get(4), number(5).zip(number(6))) {
            (Some(sign), Some((hours, minutes))) => {
                Some((hours * 60 + minutes) * if sign.as_str() == "-" { -1 } else { 1 })
            }
            _ => found.get(3).map(|_| 0),
        };
        Some(Self { date, clock, offset })
    }

    /// Minutes since the common era began, by its own clock.
    fn minutes(self) -> Option<i64> {
        self.date.day_number()?;
        Some(i64::from(days(self.date.first_day())) * 24 * 60 + self.clock?)
    }

    /// Whether it says the same instant as one in UTC, by a clock of another zone.
    fn is_local_to(self, utc: Self) -> bool {
        let Some(ahead) = self.minutes().zip(utc.minutes()).map(|(own, utc)| own - utc) else { return false };
        let is_zone = ahead != 0 && ahead % 15 == 0 && ahead.abs() <= FARTHEST_ZONE;
        is_zone && self.offset.is_none_or(|offset| offset == ahead)
    }
}

/// Longest text of a date that is looked at.
const LONGEST: usize = 100;
/// Zones are at most 14 hours from UTC.
const FARTHEST_ZONE: i64 = 14 * 60;

/// The date that the statements and the page's own address add up to.
pub(super) fn settle(statements: &[Statement], url: Option<&str>) -> Option<PartialDate> {
    let best = *statements.first()?;
    if best.offset != Some(0) || best.date.day_number().is_none() {
        return Some(best.date);
    }
    let day = days(best.date.first_day());
    let by_url = url.and_then(day_of_address).filter(|own| (days(own.first_day()) - day).abs() <= 1);
    let local = || statements.iter().find(|other| other.is_local_to(best)).map(|other| other.date);
    by_url.or_else(local).or(Some(best.date))
}

fn days(date: NaiveDate) -> i32 {
    chrono::Datelike::num_days_from_ce(&date)
}

/// `…/2019/11/18/…`, `…/2019-11-18-…`, `…/2019/nov/18/…`.
fn day_of_address(url: &str) -> Option<PartialDate> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"/(\d{4})(?:/(\d{1,2})/(\d{1,2})|-(\d{2})-(\d{2})|/([a-z]{3})/(\d{1,2}))(?:\D|$)")
            .expect("a valid pattern")
    });
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let found = DAY.captures(url)?;
    let number = |group: usize| found.get(group).and_then(|digits| digits.as_str().parse::<u32>().ok());
    let by_name = || {
        let name = found.get(6)?.as_str();
        MONTHS.iter().zip(1..).find(|(month, _)| **month == name).map(|(_, number)| number)
    };
    let month = number(2).or_else(|| number(4)).or_else(by_name)?;
    PartialDate::day(found[1].parse().ok()?, month, number(3).or_else(|| number(5)).or_else(|| number(7))?)
}

/// Whether a date is one and not what a system writes when it has none: the year 1, the start of Unix time.
fn is_set(date: PartialDate) -> bool {
    (1600..2200).contains(&date.year_number()) && PartialDate::day(1970, 1, 1) != Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(statements: &[&str], url: &str) -> Option<String> {
        let statements: Vec<Statement> = statements.iter().filter_map(|text| Statement::read(text)).collect();
        settle(&statements, Some(url)).map(|date| date.to_string())
    }

    #[test]
    fn the_publishers_own_day() {
        let day = |statements: &[&str], url: &str| settled(statements, url).expect("a date");
        assert_eq!(day(&["2021-09-30T23:30:00-05:00"], ""), "2021-09-30");
        assert_eq!(day(&["2021-09-30T02:30:00Z"], ""), "2021-09-30");
        assert_eq!(day(&["2021-09-30T02:30:00Z"], "https://a.example/2021/09/29/x"), "2021-09-29");
        assert_eq!(day(&["2021-09-30T02:30:00Z"], "https://a.example/world/2021/sep/29/x"), "2021-09-29");
        assert_eq!(day(&["2021-09-30T02:30:00Z"], "https://a.example/2020/01/01/x"), "2021-09-30");
        assert_eq!(day(&["2021-09-30T02:30:00+00:00", "2021-09-29 19:30:12"], ""), "2021-09-29");
        assert_eq!(day(&["2021-09-30T02:30:00Z", "2021-09-29T21:30:00-05:00"], ""), "2021-09-29");
        // another instant, such as the last change
        assert_eq!(day(&["2021-09-30T02:30:00Z", "2021-09-29 11:02:00"], ""), "2021-09-30");
        // its own zone is stated
        assert_eq!(day(&["2021-09-30T02:30:00+05:00"], "https://a.example/2021/09/29/x"), "2021-09-30");
        assert_eq!(day(&["Thu, 30 Sep 2021 23:30:00 GMT", "2021-10-01T04:30:00+05:00"], ""), "2021-10-01");
    }

    #[test]
    fn what_is_no_date() {
        for text in ["0001-01-01T00:00:00Z", "1970-01-01", "soon", ""] {
            assert_eq!(settled(&[text], "https://a.example/2021/09/29/x"), None, "{text}");
        }
    }
}
