//! Dates as articles write them.
//!
//! 1. [`find`] gives every full date of a text: "18 October 2021", "Oct. 18, 2021", "18 de octubre de 2021",
//!    "18. Oktober 2021", "18 октября 2021", "2021-10-18", "18.10.2021". A date that could be read in two ways
//!    ("03/04/2021") is none.
//! 2. [`stamp`] says how much of a line is about when, to tell "Published 10:02 AM EST Nov 19, 2019" from a sentence.
//!
//! Only the surroundings of a four-digit year are looked at, so that the work is linear.

use super::key::key;
use super::phrases::entries;
use crate::model::PartialDate;
use crate::text::{Span, fold};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A full date in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// The date.
    pub(crate) date: PartialDate,
    /// Where its words stand.
    pub(crate) span: Span,
}

/// Folded names of months, all languages; an entry a month.
const MONTHS: [&str; 12] = [
    "january jan enero ene janvier janv januar janner jan janeiro gennaio gen января январь янв يناير كانونالثاني ژانویه januari",
    "february feb febrero fevrier fevr februar fevereiro fev febbraio февраля февраль фев فبراير شباط فوریه februari",
    "march mar marzo mars marz marco марта март мар مارس اذار maart maret",
    "april apr abril abr avril avr aprile апреля апрель апр ابريل نيسان آوریل",
    "may mayo mai maio maggio mag мая май مايو ايار مه mei",
    "june jun junio juin juni junho giugno giu июня июнь июн يونيو حزيران ژوئن",
    "july jul julio juillet juil juli julho luglio lug июля июль июл يوليو تموز ژوئیه",
    "august aug agosto ago aout августа август авг اغسطس اب اوت agustus",
    "september sept sep septiembre setiembre septembre setembro set settembre сентября сентябрь сен سبتمبر ايلول سپتامبر",
    "october oct octubre octobre oktober okt outubro out ottobre ott октября октябрь окт اكتوبر اکتبر",
    "november nov noviembre novembre novembro ноября ноябрь ноя نوفمبر نوامبر",
    "december dec diciembre dic decembre dezember dez dezembro dicembre декабря декабрь дек ديسمبر دسامبر desember",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Month(u32),
    Weekday,
    Label,
    Time,
    Filler,
}

static WORDS: LazyLock<FxHashMap<String, Word>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for (section, word) in entries(include_str!("phrases/date_words.txt")) {
        let meaning = match section {
            "label" => Word::Label,
            "time" => Word::Time,
            "day" => Word::Weekday,
            _ => Word::Filler,
        };
        words.entry(key(word)).or_insert(meaning);
    }
    for (at, names) in MONTHS.iter().enumerate() {
        for name in names.split(' ') {
            words.insert(fold(name), Word::Month(at as u32 + 1));
        }
    }
    words
});

/// The month that a word names, in any of the languages.
pub(crate) fn month(word: &str) -> Option<u32> {
    if word.len() < 2 || word.len() > 24 {
        return None;
    }
    match WORDS.get(fold(word).as_str()) {
        Some(&Word::Month(number)) => Some(number),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl Token<'_> {
    fn number(&self) -> Option<u32> {
        let digits = self.text.bytes().take_while(u8::is_ascii_digit).count();
        let ordinal = matches!(&self.text[digits..], "" | "st" | "nd" | "rd" | "th" | "er" | "º");
        ((1..=4).contains(&digits) && ordinal).then(|| self.text[..digits].parse().ok()).flatten()
    }
}

/// How far from its year a date's other words may stand, in bytes.
const REACH: usize = 48;

/// Every full date of a text, in order.
pub(crate) fn find(text: &str) -> Vec<Found> {
    let bytes = text.as_bytes();
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        if at - start != 4 || !matches!(&bytes[start..start + 2], b"19" | b"20") {
            continue;
        }
        if let Some(date) = around(text, start, at)
            && found.last().is_none_or(|last| (last.span.end as usize) <= date.span.start as usize)
        {
            found.push(date);
        }
    }
    found
}

/// The date that the year at `start..end` belongs to.
fn around(text: &str, start: usize, end: usize) -> Option<Found> {
    let year: i32 = text[start..end].parse().ok()?;
    let before = tokens_before(text, start);
    let after = tokens_after(text, end);
    let make = |day: u32, month: u32, from: usize, to: usize| {
        Some(Found { date: PartialDate::day(year, month, day)?, span: Span::new(from..to) })
    };
    if let [second, first, ..] = before.as_slice() {
        // "18 October 2021", "18 de octubre de 2021"
        if let (Some(month), Some(day)) = (month(second.text), first.number()) {
            return make(day, month, first.start, end);
        }
        // "October 18, 2021"
        if let (Some(day), Some(month)) = (second.number(), month(first.text)) {
            return make(day, month, first.start, end);
        }
        let mark = |from: usize, to: usize| text.get(from..to).filter(|gap| matches!(*gap, "." | "/" | "-"));
        if let (Some(b), Some(a)) = (second.number(), first.number())
            && let (Some(left), Some(right)) = (mark(first.end, second.start), mark(second.end, start))
            && left == right
        {
            let (day, month) = day_and_month(a, b, left)?;
            return make(day, month, first.start, end);
        }
    }
    // "2021-10-18", "2021/10/18"
    if let [first, second, ..] = after.as_slice()
        && let (Some(month), Some(day)) = (first.number(), second.number())
        && matches!(&text[end..first.start], "-" | "/" | ".")
        && text[end..first.start] == text[first.end..second.start]
    {
        return make(day, month, start, second.end);
    }
    None
}

/// Which of two numbers is the day; `None` when both readings are possible and differ.
fn day_and_month(a: u32, b: u32, mark: &str) -> Option<(u32, u32)> {
    match (a > 12, b > 12) {
        (true, false) => Some((a, b)),
        (false, true) => Some((b, a)),
        (false, false) if a == b || mark == "." => Some((a, b)),
        _ => None,
    }
}

fn is_joint(word: &str) -> bool {
    matches!(word, "de" | "del" | "of" | "the" | "di" | "г")
}

/// Up to two words before a place, nearest first, joints left out.
fn tokens_before(text: &str, at: usize) -> Vec<Token<'_>> {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut tokens: Vec<Token<'_>> = tokens(text, from, at).filter(|token| !is_joint(token.text)).collect();
    // the first may have lost its beginning
    if from > 0 && tokens.first().is_some_and(|token| token.start == from) {
        tokens.remove(0);
    }
    tokens.reverse();
    tokens.truncate(2);
    tokens
}

fn tokens_after(text: &str, at: usize) -> Vec<Token<'_>> {
    let mut to = (at + REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    tokens(text, at, to).take(2).collect()
}

fn tokens(text: &str, from: usize, to: usize) -> impl Iterator<Item = Token<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = &text[at..to];
        let start = at + rest.find(char::is_alphanumeric)?;
        let len = text[start..to].find(|c: char| !c.is_alphanumeric()).unwrap_or(to - start);
        at = start + len;
        Some(Token { text: &text[start..at], start, end: at })
    })
}

/// How much of a line is about when.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Stamp {
    /// Words that say when, of all words, 0 to 1.
    pub(crate) share: f32,
    /// A month or a full numeric date.
    pub(crate) day: bool,
    /// A time of day, or "2 hours ago".
    pub(crate) time: bool,
    /// "Published", "Updated" and the like.
    pub(crate) label: bool,
}

/// Whether a number with two marks, "11.14.2019", may be a date by the lengths of its parts; a telephone number is none.
pub(crate) fn has_lengths_of_date(number: &str) -> bool {
    let mut parts = number.split(['/', '-', '.', ' ']).map(str::len);
    let lengths = (parts.next(), parts.next(), parts.next(), parts.next());
    matches!(lengths, (Some(1..=2), Some(1..=2), Some(2 | 4), None) | (Some(4), Some(1..=2), Some(1..=2), None))
}

/// Judges a line's key.
pub(crate) fn stamp(key: &str) -> Stamp {
    let mut found = Stamp::default();
    let (mut words, mut about) = (0u32, 0u32);
    let mut number = false;
    let mut weekday: Option<&str> = None;
    let mut week = false;
    for word in key.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '(' | ')')) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.is_empty() {
            continue;
        }
        words += 1;
        if word.starts_with('0') {
            let rest = word.trim_matches(|c: char| c == '0' || !c.is_alphanumeric());
            let marks = word.bytes().filter(|b| matches!(b, b'/' | b'-' | b'.')).count();
            let known =
                matches!(rest, "" | "am" | "pm" | "a.m" | "p.m" | "st" | "nd" | "rd" | "th" | "h" | "er" | "t" | "z");
            number = true;
            found.time |= word.contains("0:0") || matches!(rest, "am" | "pm" | "h");
            found.day |= marks >= 2 && rest.is_empty();
            about += u32::from(known);
            continue;
        }
        match WORDS.get(word) {
            // "2 hours ago", and not the Spanish August
            _ if word == "ago" => found.time |= number,
            Some(Word::Month(_)) => found.day = true,
            Some(Word::Label) => found.label = true,
            Some(Word::Time) => found.time |= number,
            Some(Word::Weekday) => week |= weekday.replace(word).is_some_and(|other| other != word),
            Some(Word::Filler) => {}
            None => continue,
        }
        about += 1;
    }
    // numeric dates fold to one number: "11.14.2019"
    found.share = about as f32 / words.max(1) as f32;
    // opening hours name several days of the week
    if !number || (week && !found.label) {
        found.day = false;
        found.time = false;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(text: &str) -> Vec<String> {
        find(text).iter().map(|found| found.date.to_string()).collect()
    }

    #[test]
    fn many_forms_and_languages() {
        for text in [
            "18 October 2021",
            "Monday, October 18, 2021 at 4:02 pm",
            "Oct. 18, 2021",
            "October 18th 2021",
            "18th of October 2021",
            "18 de octubre de 2021",
            "18. Oktober 2021",
            "le 18 octobre 2021",
            "18 outubro 2021",
            "18 ottobre 2021",
            "18 октября 2021 г.",
            "18 أكتوبر 2021",
            "2021-10-18",
            "2021/10/18",
            "18.10.2021",
            "10/18/2021",
        ] {
            assert_eq!(dates(text), ["2021-10-18"], "{text}");
        }
    }

    #[test]
    fn ambiguous_and_partial_dates_are_none() {
        for text in ["03/04/2021", "October 2021", "in 2021", "31 June 2021", "2021", "1997–2021", "20,000 to 2021"] {
            assert_eq!(dates(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn spans_hold_the_words() {
        let text = "killed on 9 September 2001, and on Sept. 3, 2002 again";
        let words: Vec<&str> = find(text).iter().map(|found| found.span.of(text)).collect();
        assert_eq!(words, ["9 September 2001", "Sept. 3, 2002"]);
    }

    #[test]
    fn numbers_that_are_no_dates() {
        for (number, may_be) in [("11.14.2019", true), ("2019-11-14", true), ("14/11/19", true), ("02-751-1500", false)]
        {
            assert_eq!(has_lengths_of_date(number), may_be, "{number}");
        }
    }

    #[test]
    fn stamps() {
        let line = |text: &str| stamp(&key(text));
        let full = line("Published 10:02 AM EST Nov 19, 2019");
        assert!(full.share > 0.99 && full.day && full.time && full.label, "{full:?}");
        assert!(line("16:40 GMT").time);
        assert!(!line("Tue – Sat 4PM (Closed on Sun & Mon)").time);
        assert!(line("Опубликовано 18 ноября 2019, 10:00").share > 0.99);
        assert!(line("Published histories, and there are a good many, tend to").share < 0.4);
    }
}
