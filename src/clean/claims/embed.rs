//! Posts of social networks pasted into a text: `— Name (@handle) September 8, 2021` and the lines above it.

use crate::clean::dates;
use crate::clean::fate::{Fate, Judged};
use crate::model::{PartialDate, RawKind};
use std::ops::Range;

/// Longest post in characters; longer paragraphs above an attribution are the article's.
const POST_CHARS: usize = 300;

/// What an attribution says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribution {
    /// Display name.
    pub(crate) author: Option<String>,
    /// Account with its `@`.
    pub(crate) handle: String,
    /// Day of the post.
    pub(crate) date: Option<PartialDate>,
    /// Where in the text the attribution stands; the post is before it.
    pub(crate) at: Range<usize>,
}

/// Claims every post of the page.
pub(crate) fn claim(judged: &mut Judged<'_, '_>) {
    let mut number = 0;
    for at in 0..judged.fates.len() {
        let unit = &judged.page.units[at];
        if !judged.fates[at].is_open() || unit.is_structural() {
            continue;
        }
        if *unit.kind == RawKind::Embed {
            judged.fates[at] = Fate::Embed(number);
            number += 1;
            continue;
        }
        let Some(found) = attribution(&unit.text) else { continue };
        // the post may stand on the attribution's own line
        let first = if found.at.start > 0 { at } else { first_line(judged, at) };
        if first == at && found.at.start == 0 {
            continue;
        }
        for fate in &mut judged.fates[first..=at] {
            *fate = Fate::Embed(number);
        }
        number += 1;
        drop_copies(judged, first, at);
    }
}

/// How near a copy of a post stands to it.
const NEAR: usize = 3;

/// The words of a post that stand beside it once more, as a paragraph or a quotation.
fn drop_copies(judged: &mut Judged<'_, '_>, first: usize, last: usize) {
    let units = &judged.page.units;
    let words: Vec<String> = (first..=last).map(|at| post_key(&units[at].text)).collect();
    let near = first.saturating_sub(NEAR)..(last + 1 + NEAR).min(units.len());
    for (unit, fate) in units[near.clone()].iter().zip(&mut judged.fates[near]) {
        if !fate.is_open() || unit.is_structural() || unit.text.len() > POST_CHARS * 2 {
            continue;
        }
        let own = post_key(&unit.text);
        if own.len() >= 20
            && words.iter().any(|post| post.starts_with(&own) || own.starts_with(post) && post.len() >= 20)
        {
            *fate = Fate::dropped("repeated-line", "repeats the post beside it");
        }
    }
}

/// The words of a post's line, without its attribution and the address of its picture.
fn post_key(text: &str) -> String {
    let end = attribution(text).map_or(text.len(), |found| found.at.start);
    let end = ["pic.twitter.com/", "https://t.co/", "pic.x.com/"]
        .iter()
        .filter_map(|host| text[..end].find(host))
        .min()
        .unwrap_or(end);
    super::super::key::key(&text[..end])
}

/// The first line of the post that is attributed at `at`.
fn first_line(judged: &Judged<'_, '_>, at: usize) -> usize {
    let is_post = |i: usize| {
        let unit = &judged.page.units[i];
        judged.fates[i].is_open()
            && !unit.is_structural()
            && !unit.is_heading()
            && unit.text.len() <= POST_CHARS * 2
            && unit.text.chars().count() <= POST_CHARS
            && attribution(&unit.text).is_none()
    };
    let Some(mut first) = at.checked_sub(1).filter(|&i| is_post(i)) else { return at };
    // a line that is little more than a picture's address goes on with the line above it
    if judged.page.units[first].evidence.words <= 5
        && holds_address(&judged.page.units[first].text)
        && let Some(above) = first.checked_sub(1).filter(|&i| is_post(i))
    {
        first = above;
    }
    first
}

fn holds_address(text: &str) -> bool {
    ["pic.twitter.com/", "t.co/", "pic.x.com/"].iter().any(|host| text.contains(host))
}

/// Reads an attribution, at the start of a line or behind the post.
pub(crate) fn attribution(text: &str) -> Option<Attribution> {
    let open = text.rfind("(@")?;
    let close = open + text[open..].find(')')?;
    let handle = &text[open + 1..close];
    let plain = handle.len() > 1 && handle[1..].bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
    if !plain || text.len() - close > 60 {
        return None;
    }
    let before = &text[..open];
    let (dash, len) = ["—", "–", "--"]
        .iter()
        .filter_map(|mark| before.rfind(mark).map(|at| (at, mark.len())))
        .max()
        .or_else(|| before.starts_with("- ").then_some((0, 1)))?;
    let name = before[dash + len..].trim();
    let rest = text[close + 1..].trim();
    let known_rest = rest.is_empty() || dates::stamp(&super::super::key::key(rest)).share > 0.6;
    if name.split_whitespace().count() > 8 || !known_rest {
        return None;
    }
    let date = dates::find(rest).first().map(|found| found.date);
    // what cannot be read as a date stays in the text
    if !rest.is_empty() && date.is_none() {
        return None;
    }
    Some(Attribution {
        author: (!name.is_empty()).then(|| name.to_owned()),
        handle: handle.to_owned(),
        date,
        at: dash..text.len(),
    })
}

/// The first address in a post: of its picture or of the post itself.
pub(crate) fn address(text: &str) -> Option<String> {
    let hosts = ["https://", "http://", "pic.twitter.com/", "pic.x.com/", "t.co/"];
    let at = hosts.iter().filter_map(|host| text.find(host)).min()?;
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |len| at + len);
    let address = text[at..end].trim_end_matches(['.', ',', ')', '”', '"']);
    Some(if address.starts_with("http") { address.to_owned() } else { format!("https://{address}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_attributions() {
        let found = attribution("— Sidhant Sibal (@sidhant) September 8, 2021").expect("an attribution");
        assert_eq!((found.author.as_deref(), found.handle.as_str()), (Some("Sidhant Sibal"), "@sidhant"));
        assert_eq!(found.date.map(|date| date.to_string()).as_deref(), Some("2021-09-08"));
        let found = attribution("I have not. pic.twitter.com/F — Manija T. (@m_f) September 25, 2021").expect("one");
        assert_eq!(found.author.as_deref(), Some("Manija T."));
        assert_eq!(
            &"I have not. pic.twitter.com/F — Manija T. (@m_f) September 25, 2021"[..found.at.start],
            "I have not. pic.twitter.com/F "
        );
    }

    #[test]
    fn prose_is_no_attribution() {
        for text in [
            "He wrote to them — as he always did (@home or not) and waited.",
            "The account (@NGRSenate) posted the details of the session on Tuesday morning.",
            "— a pause —",
        ] {
            assert_eq!(attribution(text), None, "{text}");
        }
    }

    #[test]
    fn addresses() {
        assert_eq!(address("Full speech: pic.twitter.com/Qd7").as_deref(), Some("https://pic.twitter.com/Qd7"));
        assert_eq!(address("nothing"), None);
    }
}
