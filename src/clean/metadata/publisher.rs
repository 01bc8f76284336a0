//! Who published it.
//!
//! In the text, by strength: a "Source:" line, a copyright line, a medium in the byline, the agency of a dateline, the
//! medium that the author's note names. A name that `sources.toml` knows takes its id and spelling from there.
//!
//! Where it was published is known also when nothing says by whom: the sidecar, the front matter or the markup say it.

use super::byline::Byline;
use super::{Found, first, stated};
use crate::clean::fate::Fate;
use crate::clean::{CleanContext, names};
use crate::config::SourceDecision;
use crate::model::{Document, Origin, Publisher, RawBlock, Role};
use crate::text::{fold, site_of, slug};
use std::cmp::Reverse;

/// The address of the original, as the strongest of those who know says it.
pub(crate) fn address(found: &Found<'_, '_, '_>) -> Option<String> {
    let document = found.judged.page.document;
    let front = document.front_matter.as_ref();
    let sidecar = found.context.sidecar;
    sidecar
        .and_then(|sidecar| stated(sidecar.url.as_ref()))
        .or_else(|| front.and_then(|front| stated(front.url.as_ref())))
        .or_else(|| stated(document.markup.url.as_ref()))
}

/// Finds the publisher of what stands at an address; the line that names it says so.
pub(crate) fn read(found: &mut Found<'_, '_, '_>, byline: &Byline, url: Option<&str>) -> Option<Publisher> {
    let document = found.judged.page.document;
    let front = document.front_matter.as_ref();
    let sidecar = found.context.sidecar;
    let line = source_line(found);
    let by_address = url.and_then(|url| by_host(found, url));
    let named = first([
        (sidecar.and_then(|sidecar| stated(sidecar.source.as_ref())), Origin::Sidecar),
        (front.and_then(|front| stated(front.source.as_ref())), Origin::FrontMatter),
        (by_address.and_then(|(_, decision)| decision.name.clone()), Origin::Sources),
        (stated(document.markup.site_name.as_ref()), Origin::Markup),
        (line, Origin::Text),
        (copyright(found), Origin::Text),
        (byline.medium.clone(), Origin::Text),
        (dateline(found), Origin::Text),
        (author_note(found), Origin::Text),
    ]);
    let Some((name, origin)) = named else {
        let (id, decision) = by_address?;
        return Some(Publisher { id: id.clone(), name: decision.shown_name(id).to_owned(), origin: Origin::Sources });
    };
    let Some((id, decision)) = known(found.context, &name) else {
        return Some(Publisher { id: slug(&name), name, origin });
    };
    // an id says who is meant, and is no name
    let is_id = name == *id;
    let name = decision.name.clone().unwrap_or_else(|| if is_id { decision.shown_name(id).to_owned() } else { name });
    Some(Publisher { id: id.clone(), name, origin })
}

/// Lines at the beginning and at the end of a document in which [`declared`] looks for a publisher.
const LOOKED_AT: (usize, usize) = (10, 40);

/// The publisher that a document names before it is judged: in what the curator, the front matter or the markup say, in a
/// "Source:" line or a copyright note near its ends. An address alone gives the host.
pub(crate) fn declared(context: CleanContext<'_>, document: &Document) -> Option<String> {
    let (sidecar, front) = (context.sidecar, document.front_matter.as_ref());
    let url = [
        sidecar.and_then(|sidecar| sidecar.url.as_ref()),
        front.and_then(|front| front.url.as_ref()),
        document.markup.url.as_ref(),
    ];
    let host = url.into_iter().flatten().next().and_then(|url| Some(site_of(url)?.0));
    let named = [
        sidecar.and_then(|sidecar| stated(sidecar.source.as_ref())),
        front.and_then(|front| stated(front.source.as_ref())),
        stated(document.markup.site_name.as_ref()),
    ];
    let name = named.into_iter().flatten().next();
    if let Some(name) = name.or(host).or_else(|| in_lines(&document.blocks)) {
        let known = known(context, &name).and_then(|(_, decision)| decision.name.clone());
        return Some(known.unwrap_or(name));
    }
    None
}

fn in_lines(blocks: &[RawBlock]) -> Option<String> {
    let (first, last) = LOOKED_AT;
    let tail = blocks.len().saturating_sub(last).max(first.min(blocks.len()));
    let near = blocks[tail..].iter().rev().chain(blocks[..first.min(blocks.len())].iter());
    near.filter(|block| block.text.len() <= 400).find_map(|block| labelled(&block.text).or_else(|| holder(&block.text)))
}

/// The decision of `sources.toml` for a name or id.
fn known<'f>(context: CleanContext<'f>, name: &str) -> Option<(&'f String, &'f SourceDecision)> {
    let wanted = fold(name);
    context.sources.iter().find(|(id, decision)| {
        let names = decision.name.iter().chain(decision.matches.iter());
        id.as_str() == name || names.into_iter().any(|other| fold(other) == wanted)
    })
}

/// The decision whose hosts or home page an address belongs to: the closest one; of several that are as close, the strictest.
fn by_host<'f>(found: &Found<'f, '_, '_>, url: &str) -> Option<(&'f String, &'f SourceDecision)> {
    let (host, path) = site_of(url)?;
    let close = found.context.sources.iter().filter_map(|(id, decision)| {
        let closeness = decision.closeness(&host, path)?;
        Some(((closeness, decision.display, Reverse(id)), (id, decision)))
    });
    close.max_by_key(|&(key, _)| key).map(|(_, of_it)| of_it)
}

/// Labels of a line that names the publisher.
const LABELS: [&str; 16] = [
    "Source:",
    "Source :",
    "SOURCE:",
    "Sources:",
    "Fuente:",
    "Quelle:",
    "Fonte:",
    "Источник:",
    "المصدر:",
    "منبع:",
    "First published in",
    "First published by",
    "Originally published by",
    "Originally published in",
    "Published by",
    "Publisher:",
];

fn source_line(found: &mut Found<'_, '_, '_>) -> Option<String> {
    for at in found.tail().into_iter().chain(found.head()) {
        let unit = &found.judged.page.units[at];
        if !found.is_free(at) || unit.evidence.words > 10 {
            continue;
        }
        if let Some(name) = labelled(&unit.text) {
            found.judged.fates[at] = Fate::Says(Role::Publisher);
            return Some(name);
        }
    }
    None
}

/// "Source: Oxus Wire"
fn labelled(text: &str) -> Option<String> {
    let text = text.trim();
    let name = LABELS.iter().find_map(|label| text.strip_prefix(label))?.trim().trim_end_matches('.');
    names::is_publication(name).then(|| name.to_owned())
}

/// "© 2021 Oxus Wire. All rights reserved." names its holder between the year and the full stop.
fn copyright(found: &Found<'_, '_, '_>) -> Option<String> {
    let units = &found.judged.page.units;
    (0..units.len()).rev().take(24).find_map(|at| {
        let is_note = matches!(&found.judged.fates[at], Fate::Dropped { rule, .. } if matches!(*rule, "rights" | "page-region" | "after-article"));
        let text = &units[at].text;
        if !is_note || text.len() > 400 {
            return None;
        }
        holder(text)
    })
}

fn holder(text: &str) -> Option<String> {
    let after = |mark: &str| text.find(mark).map(|at| at + mark.len());
    let at = after("©").or_else(|| after("(c) ")).or_else(|| after("Copyright "))?;
    let rest = text[at..]
        .trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '–' | ',' | '©'));
    let rest = rest.trim_start_matches("by ").trim_start_matches("Copyright ");
    let end = rest
        .char_indices()
        .find(|&(at, c)| {
            matches!(c, '|' | '·' | '•' | ',' | '(')
                || (c == '.' && rest[at + 1..].chars().next().is_none_or(char::is_whitespace))
        })
        .map_or(rest.len(), |(at, _)| at);
    let name = rest[..end].trim().trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').trim();
    let generic =
        ["all rights", "copyright", "todos", "все права"].iter().any(|start| name.to_lowercase().starts_with(start));
    (names::is_publication(name) && !generic).then(|| name.to_owned())
}

/// "DUSHANBE, Oct 18 (Oxus Wire) - Soldiers of six countries …": the agency in the brackets of a dateline.
fn dateline(found: &Found<'_, '_, '_>) -> Option<String> {
    let unit = found.judged.page.units.get(found.body.lead)?;
    let head: String = unit.text.chars().take(90).collect();
    let open = head.find('(')?;
    let close = open + head[open..].find(')')?;
    let after = head[close + 1..].trim_start();
    let dash = after.starts_with(['-', '–', '—']);
    let place = head[..open].trim();
    let letters: Vec<char> = place.chars().take_while(|&c| c != ',').filter(|c| c.is_alphabetic()).collect();
    let shouted =
        letters.is_empty() && place.is_empty() || (letters.len() >= 3 && letters.iter().all(|c| c.is_uppercase()));
    let name = head[open + 1..close].trim();
    (dash && shouted && place.split_whitespace().count() <= 6 && names::is_publication(name)).then(|| name.to_owned())
}

/// "… is a columnist for The Meridian Ledger": the medium that the note about the author, or the disclaimer, names.
fn author_note(found: &Found<'_, '_, '_>) -> Option<String> {
    found.tail().into_iter().find_map(|at| {
        let Fate::Dropped { rule, .. } = &found.judged.fates[at] else { return None };
        let text = &found.judged.page.units[at].text;
        let marks: &[&str] = match *rule {
            "author-bio" if !text.contains("freelance") => &[
                "columnist for ",
                "columnist at ",
                "correspondent for ",
                "correspondent of ",
                "reporter for ",
                "reporter at ",
                "editor of ",
                "editor at ",
                "writer for ",
                "writer at ",
            ],
            "disclaimer" => {
                &["reflect those of ", "reflect the views of ", "reflect the position of ", "reflect the opinion of "]
            }
            _ => return None,
        };
        let at = marks.iter().filter_map(|mark| text.find(mark).map(|at| at + mark.len())).min()?;
        leading_name(&text[at..])
    })
}

/// The capitalised words that a text begins with.
fn leading_name(text: &str) -> Option<String> {
    let mut end = 0;
    for (at, word) in words_at(text).take(7) {
        let bare = word.trim_end_matches(['.', ',', ';', ')', '!']);
        let joint = matches!(bare, "of" | "the" | "and" | "&" | "de" | "la");
        if !joint && !bare.starts_with(char::is_uppercase) {
            break;
        }
        if !joint {
            end = at + bare.len();
        }
        if bare.len() < word.len() || (bare == "and" && end > 0) {
            break;
        }
    }
    let name = text[..end].trim().trim_start_matches("the ");
    (names::is_publication(name) && name.len() > 2).then(|| name.to_owned())
}

fn words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_of_rights() {
        assert_eq!(holder("© 2021 Oxus Wire. All rights reserved.").as_deref(), Some("Oxus Wire"));
        assert_eq!(holder("© 1996-2019 News Communications, Inc. | Privacy").as_deref(), Some("News Communications"));
        assert_eq!(holder("© Памирская депеша. Все права защищены.").as_deref(), Some("Памирская депеша"));
        assert_eq!(
            holder("Copyright 2021 The Amu Courier. Reuse only with permission.").as_deref(),
            Some("The Amu Courier")
        );
        assert_eq!(holder("© 2021. All rights reserved"), None);
    }

    #[test]
    fn names_in_notes() {
        assert_eq!(
            leading_name("The Meridian Ledger and the author of two books").as_deref(),
            Some("The Meridian Ledger")
        );
        assert_eq!(leading_name("Times of Central Asia.").as_deref(), Some("Times of Central Asia"));
        assert_eq!(leading_name("several papers"), None);
    }
}
