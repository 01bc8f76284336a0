//! Dates as metadata write them: ISO 8601, RFC 2822, day and month by name. A date keeps the day of its own time zone.
//!
//! Numbers that can be read in two ways (`03/04/2021`) are no date.

use crate::model::PartialDate;
use regex::Regex;
use std::sync::LazyLock;

/// Reads a date out of a metadata field.
pub fn parse_date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    PartialDate::parse_iso(text).or_else(|| numeric(text)).or_else(|| by_name(text))
}

/// `2021/09/30`, `2021.09.30`, `20210930`, `30.09.2021`, `9/30/2021`, each alone or before a time.
fn numeric(text: &str) -> Option<PartialDate> {
    static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(\d{4})(?:[/.](\d{1,2})[/.](\d{1,2})|-?(\d{2})-?(\d{2})|-(\d{1,2})-(\d{1,2}))(?:\D.*)?$")
            .expect("a valid pattern")
    });
    static YEAR_LAST: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})(?:\D.*)?$").expect("a valid pattern"));
    let number = |text: &str| text.parse::<u32>().ok();
    if let Some(found) = YEAR_FIRST.captures(text) {
        let month = found.get(2).or(found.get(4)).or(found.get(6))?.as_str();
        let day = found.get(3).or(found.get(5)).or(found.get(7))?.as_str();
        return PartialDate::day(found[1].parse().ok()?, number(month)?, number(day)?);
    }
    let found = YEAR_LAST.captures(text)?;
    let (first, second, year) = (number(&found[1])?, number(&found[3])?, found[4].parse().ok()?);
    match (first, second) {
        (first, second) if first == second => PartialDate::day(year, first, second),
        (day, month) if day > 12 => PartialDate::day(year, month, day),
        (month, day) if day > 12 => PartialDate::day(year, month, day),
        // with full stops the day comes first wherever people write it so
        (day, month) if &found[2] == "." => PartialDate::day(year, month, day),
        _ => None,
    }
}

/// `Thu, 30 Sep 2021 10:00:00 GMT`, `30 September 2021`, `September 30, 2021`, `September 2021`.
fn by_name(text: &str) -> Option<PartialDate> {
    const NAMES: &str = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|\
        oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
    const SHORT: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(?i)(?:^|[\s,])(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s-]+({NAMES})\.?,?[\s-]+(\d{{4}})\b"))
            .expect("a valid pattern")
    });
    static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(?i)(?:^|[\s,])({NAMES})\.?\s+(?:(\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?:\d{{1,2}}:\S+\s+)?(?:\S+\s+)?(\d{{4}})\b"))
            .expect("a valid pattern")
    });
    let month = |name: &str| {
        SHORT.iter().zip(1..).find(|(short, _)| name[..3].eq_ignore_ascii_case(short)).map(|(_, number)| number)
    };
    if let Some(found) = DAY_FIRST.captures(text) {
        return PartialDate::day(found[3].parse().ok()?, month(&found[2])?, found[1].parse().ok()?);
    }
    let found = MONTH_FIRST.captures(text)?;
    let (year, month) = (found[3].parse().ok()?, month(&found[1])?);
    match found.get(2) {
        Some(day) => PartialDate::day(year, month, day.as_str().parse().ok()?),
        None => PartialDate::month(year, month),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_metadata() {
        let cases = [
            ("2021-09-30T23:10:00+05:00", "2021-09-30"),
            ("2021-09-30", "2021-09-30"),
            ("2021-9-3", "2021-09-03"),
            ("2021-09-30+02:00", "2021-09-30"),
            ("20210930", "2021-09-30"),
            ("20210930T101500Z", "2021-09-30"),
            ("2021/09/30 10:15", "2021-09-30"),
            ("30.09.2021, 10:15 Uhr", "2021-09-30"),
            ("01.02.2021", "2021-02-01"),
            ("9/30/2021 5:00 PM", "2021-09-30"),
            ("Thu, 30 Sep 2021 10:00:00 GMT", "2021-09-30"),
            ("Thu Sep 30 10:00:00 UTC 2021", "2021-09-30"),
            ("30th September, 2021", "2021-09-30"),
            ("Sept. 30, 2021", "2021-09-30"),
            ("September 2021", "2021-09"),
            ("2021", "2021"),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_date(text).map(|date| date.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in
            ["", "soon", "03/04/2021", "2021-02-30", "1632999600", "31 Juni 2021", "99999-01-01", "Marching 2021"]
        {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
