//! A small picture of how often an entity is mentioned: over time where the articles have dates, else article by article.
//!
//! Input: the entity's articles with their counts. Output: bars as inline SVG, with the same in words.
//!
//! 1. The unit is the finest of day, month and year that all dates state and that needs no more than [`MOST_BARS`] bars.
//! 2. Without enough dates each bar stands for an article, or for several, from the last in page order to the first.

use super::super::markup::{Html, Markup};
use super::super::site::Here;
use super::super::wording::count;
use crate::model::{Entity, PartialDate, Precision};
use serde::Serialize;

/// Fewer articles are seen at a glance in the list of mentions.
const FEWEST: usize = 3;
/// Most bars of a picture.
const MOST_BARS: usize = 48;
/// Width of a bar with the gap behind it.
const STEP: u32 = 12;
/// Width of a bar.
const BAR: u32 = 9;
/// Height of the highest bar.
const HEIGHT: u32 = 44;

/// A picture of mentions.
#[derive(Debug, Serialize)]
pub struct Chart {
    /// Bars.
    svg: Html,
    /// The same in words.
    caption: String,
}

/// A stretch of time or some articles, with the mentions in it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bar {
    label: String,
    mentions: u32,
}

impl Chart {
    /// The picture of an entity; none where it would show nothing.
    pub fn new(here: Here<'_>, entity: &Entity) -> Option<Self> {
        if entity.articles.len() < FEWEST {
            return None;
        }
        let published = |ix| here.site.briefing.article(ix).annotated.article.metadata.published.date;
        let dated: Vec<(PartialDate, u32)> =
            entity.articles.iter().filter_map(|&(ix, mentions)| Some((published(ix)?, mentions))).collect();
        let undated = entity.articles.len() - dated.len();
        let (bars, unit) = match over_time(&dated) {
            Some(found) if undated <= dated.len() => found,
            _ => over_articles(here, entity),
        };
        let is_over_time = unit != "article" && unit != "group of articles";
        let mut caption = caption(&bars, unit)?;
        if is_over_time && undated > 0 {
            caption.push(' ');
            caption.push_str(&count(
                undated,
                "article without a date is left out.",
                "articles without a date are left out.",
            ));
        }
        Some(Self { svg: svg(&bars, &caption), caption })
    }
}

/// One bar a day, month or year; none when all is of one day or a date is too vague.
fn over_time(dated: &[(PartialDate, u32)]) -> Option<(Vec<Bar>, &'static str)> {
    let units = [(Precision::Day, "day"), (Precision::Month, "month"), (Precision::Year, "year")];
    let (first, last) = (dated.iter().map(|d| d.0).min()?, dated.iter().map(|d| d.0).max()?);
    for (unit, name) in units {
        let states = |date: PartialDate| match unit {
            Precision::Day => date.day_number().is_some(),
            Precision::Month => date.month_number().is_some(),
            Precision::Year => true,
        };
        let (from, to) = (number(first, unit), number(last, unit));
        let bars = usize::try_from(to - from).ok().and_then(|span| span.checked_add(1))?;
        if bars > MOST_BARS || !dated.iter().all(|&(date, _)| states(date)) {
            continue;
        }
        if bars < 2 {
            return None;
        }
        let mut found: Vec<Bar> = (from..=to).map(|number| Bar { label: label(number, unit), mentions: 0 }).collect();
        for &(date, mentions) in dated {
            if let Some(bar) = usize::try_from(number(date, unit) - from).ok().and_then(|at| found.get_mut(at)) {
                bar.mentions += mentions;
            }
        }
        return Some((found, name));
    }
    None
}

/// Days, months or years since the beginning of the calendar.
fn number(date: PartialDate, unit: Precision) -> i64 {
    use chrono::Datelike;
    let year = i64::from(date.year_number());
    match unit {
        Precision::Day => i64::from(date.first_day().num_days_from_ce()),
        Precision::Month => year * 12 + i64::from(date.month_number().unwrap_or(1)) - 1,
        Precision::Year => year,
    }
}

/// "8 September 2021", "September 2021", "2021".
fn label(number: i64, unit: Precision) -> String {
    use chrono::{Datelike, NaiveDate};
    let date = match unit {
        Precision::Day => i32::try_from(number)
            .ok()
            .and_then(NaiveDate::from_num_days_from_ce_opt)
            .and_then(|day| PartialDate::day(day.year(), day.month(), day.day())),
        Precision::Month => {
            let (year, month) = (i32::try_from(number.div_euclid(12)), u32::try_from(number.rem_euclid(12) + 1));
            year.ok().zip(month.ok()).and_then(|(year, month)| PartialDate::month(year, month))
        }
        Precision::Year => i32::try_from(number).ok().and_then(PartialDate::year),
    };
    date.map_or_else(String::new, PartialDate::long)
}

/// One bar an article or group of articles, oldest first as far as the order of pages knows.
fn over_articles(here: Here<'_>, entity: &Entity) -> (Vec<Bar>, &'static str) {
    let each = entity.articles.len().div_ceil(MOST_BARS).max(1);
    let bars: Vec<Bar> = entity
        .articles
        .rchunks(each)
        .map(|chunk| Bar {
            label: match chunk {
                [(only, _)] => here.site.briefing.article(*only).title().to_owned(),
                many => count(many.len(), "article", "articles"),
            },
            mentions: chunk.iter().map(|(_, mentions)| mentions).sum(),
        })
        .collect();
    (bars, if each == 1 { "article" } else { "group of articles" })
}

/// "Mentions by month, September – November 2021; most in October 2021 (14)."
fn caption(bars: &[Bar], unit: &str) -> Option<String> {
    let (first, last) = (bars.first()?, bars.last()?);
    let most = bars.iter().max_by(|a, b| a.mentions.cmp(&b.mentions).then_with(|| b.label.cmp(&a.label)))?;
    Some(match unit {
        "article" | "group of articles" => {
            format!("Mentions by {unit}, by date where one is known; {} at most.", most.mentions)
        }
        unit => {
            let at = if unit == "day" { "on" } else { "in" };
            let (from, to) = (&first.label, &last.label);
            format!("Mentions by {unit}, {from} to {to}; most {at} {} ({}).", most.label, most.mentions)
        }
    })
}

fn svg(bars: &[Bar], caption: &str) -> Html {
    let most = bars.iter().map(|bar| bar.mentions).max().unwrap_or(1).max(1);
    let width = bars.len() as u32 * STEP;
    let mut out = Markup::with_capacity(bars.len() * 110 + 200);
    out.raw("<svg class=\"bars\" role=\"img\" width=\"").number(width).raw("\" height=\"").number(HEIGHT + 1);
    out.raw("\" viewBox=\"0 0 ")
        .number(width)
        .raw(" ")
        .number(HEIGHT + 1)
        .raw("\" aria-label=\"")
        .text(caption)
        .raw("\">\n");
    out.raw("<path class=\"ground\" d=\"M0 ").number(HEIGHT).raw("h").number(width).raw("\"/>\n");
    for (at, bar) in (0..).zip(bars).filter(|(_, bar)| bar.mentions > 0) {
        let height = (bar.mentions * (HEIGHT - 2)).div_ceil(most).max(2);
        out.raw("<rect x=\"").number(at * STEP).raw("\" y=\"").number(HEIGHT - height);
        out.raw("\" width=\"").number(BAR).raw("\" height=\"").number(height).raw("\"><title>").text(&bar.label);
        out.raw(": ").number(bar.mentions).raw("</title></rect>\n");
    }
    out.raw("</svg>");
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(texts: &[(&str, u32)]) -> Vec<(PartialDate, u32)> {
        texts.iter().filter_map(|&(text, mentions)| Some((PartialDate::parse_iso(text)?, mentions))).collect()
    }

    #[test]
    fn the_unit_fits_the_dates() {
        let of = |texts: &[(&str, u32)]| over_time(&dates(texts)).map(|(bars, unit)| (bars.len(), unit));
        assert_eq!(of(&[("2021-09-08", 1), ("2021-09-30", 2)]), Some((23, "day")));
        assert_eq!(of(&[("2021-09-08", 1), ("2021-12-30", 2)]), Some((4, "month")));
        assert_eq!(of(&[("2021-09-08", 1), ("2021-12", 2)]), Some((4, "month")), "one date states no day");
        assert_eq!(of(&[("1992-05-01", 1), ("2021-12-30", 2)]), Some((30, "year")));
        assert_eq!(of(&[("0001", 1), ("2021", 2)]), None);
        assert_eq!(of(&[("2021-09-08", 1), ("2021-09-08", 2)]), None, "one bar shows nothing");
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn bars_hold_all_mentions_in_order_of_time() {
        let (bars, unit) = over_time(&dates(&[("2021-12-30", 4), ("2021-09-08", 1), ("2021-09-10", 2)])).unwrap();
        let counts: Vec<u32> = bars.iter().map(|bar| bar.mentions).collect();
        assert_eq!(counts, [3, 0, 0, 4]);
        assert_eq!(
            caption(&bars, unit).as_deref(),
            Some("Mentions by month, September 2021 to December 2021; most in December 2021 (4).")
        );
        assert!(svg(&bars, "x").as_str().contains("<title>September 2021: 3</title>"));
    }
}
