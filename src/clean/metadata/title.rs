//! The title and the standfirst.
//!
//! 1. The curator, the front matter and the markup state a title; what repeats it in the text is taken out.
//! 2. Otherwise it is the line above the first paragraph that looks most like one. A long clause before a short
//!    headline is the deck; one or two words before it are a section label.
//! 3. Otherwise it is derived from the first sentence, and marked so.

use super::headline::{LONGEST, is_byline, is_headline, is_within_quotes, signs_what_stands_above};
use super::{Found, first, stated};
use crate::clean::evidence::Ending;
use crate::clean::fate::Fate;
use crate::clean::key::key;
use crate::clean::page::Unit;
use crate::clean::rules::archive;
use crate::clean::stopwords;
use crate::model::{Origin, RawKind, Role};
use crate::text::sentences;
use rustc_hash::{FxHashMap, FxHashSet};

/// Words of a description that may be a standfirst; a longer one is the text once more.
const LONGEST_DECK: usize = 60;
/// Longest derived title in characters.
const DERIVED: usize = 90;

type Title = (String, Origin, Option<String>);

/// Finds title and deck, and takes what repeats the title.
pub(crate) fn read(found: &mut Found<'_, '_, '_>) -> Title {
    let sidecar = found.context.sidecar;
    let document = found.judged.page.document;
    let front = document.front_matter.as_ref();
    let named = first([
        (sidecar.and_then(|sidecar| stated(sidecar.title.as_ref())), Origin::Sidecar),
        (front.and_then(|front| stated(front.title.as_ref())), Origin::FrontMatter),
        (stated(document.markup.title.as_ref()), Origin::Markup),
    ]);
    let stated_deck = first([
        (front.and_then(|front| stated(front.description.as_ref())), Origin::FrontMatter),
        (stated(document.markup.description.as_ref()), Origin::Markup),
    ])
    .map(|(deck, _)| deck)
    .filter(|deck| deck.split_whitespace().nth(LONGEST_DECK).is_none() && !begins_the_text(found, deck));
    if let Some((title, origin)) = named {
        let title = match_line(found, title, origin);
        let deck = stated_deck.or_else(|| deck_below(found));
        take_deck(found, deck.as_deref());
        take_repeats(found, &title);
        return (title, origin, deck);
    }
    let (title, origin) = labelled(found)
        .or_else(|| heading(found))
        .or_else(|| page_title(found))
        .or_else(|| headline(found))
        .unwrap_or_else(|| (derived(found), Origin::Derived));
    if origin != Origin::Derived {
        take_repeats(found, &title);
    }
    let deck = stated_deck.or_else(|| deck_above(found)).or_else(|| deck_below(found));
    take_deck(found, deck.as_deref());
    (title, origin, deck)
}

/// A description that is only the beginning of the first paragraph is no standfirst.
fn begins_the_text(found: &Found<'_, '_, '_>, deck: &str) -> bool {
    let wanted = key(deck.trim_end_matches(['…', '.', ' ']));
    found.judged.page.units.get(found.body.lead).is_some_and(|unit| {
        let head: String = unit.text.chars().take(deck.chars().count() + 8).collect();
        unit.evidence.words > 8 && key(&head).starts_with(&wanted)
    })
}

/// The line of the text that is the stated title becomes [`Role::Title`]. Its own spelling is taken when the statement
/// comes from markup and differs only in marks or case.
fn match_line(found: &mut Found<'_, '_, '_>, title: String, origin: Origin) -> String {
    if origin == Origin::FrontMatter {
        return title;
    }
    let wanted = key(&title);
    let line = title_places(found).find(|&at| {
        let own = found.judged.page.units[at].evidence.key();
        !wanted.is_empty() && own == wanted
    });
    let Some(at) = line else { return title };
    found.judged.fates[at] = Fate::Says(Role::Title);
    if origin == Origin::Markup { found.judged.page.units[at].text.to_string() } else { title }
}

/// Where a title may stand: above the first paragraph, or a heading of the first level anywhere.
fn title_places<'f>(found: &'f Found<'_, '_, '_>) -> impl Iterator<Item = usize> + 'f {
    let lead = found.body.lead;
    let units = &found.judged.page.units;
    (0..units.len()).filter(move |&at| {
        (at < lead + 1 || *units[at].kind == RawKind::Heading(1)) && found.is_in_reach(at) && found.is_free(at)
    })
}

/// "HEADLINE: …" of a news database.
fn labelled(found: &mut Found<'_, '_, '_>) -> Option<(String, Origin)> {
    let at = found.head().into_iter().find(|&at| found.is_free(at) && behind_headline(found, at).is_some())?;
    let title = behind_headline(found, at)?.to_owned();
    found.judged.fates[at] = Fate::Says(Role::Title);
    Some((title, Origin::Text))
}

fn behind_headline<'f>(found: &'f Found<'_, '_, '_>, at: usize) -> Option<&'f str> {
    let (label, rest) = archive::label(&found.judged.page.units[at].text)?;
    (label.trim() == "HEADLINE" && !rest.is_empty()).then_some(rest)
}

/// The first heading of level 1 (or the only one of level 2 above the text) of a marked-up page.
fn heading(found: &mut Found<'_, '_, '_>) -> Option<(String, Origin)> {
    let units = &found.judged.page.units;
    let fits = |unit: &Unit<'_>| {
        unit.evidence.words >= 1 && unit.evidence.words <= LONGEST + 8 && unit.evidence.says.whole.is_empty()
    };
    let of_level = |level: u8, end: usize| {
        (0..end.min(units.len())).find(|&at| {
            *units[at].kind == RawKind::Heading(level) && found.is_in_reach(at) && found.is_free(at) && fits(&units[at])
        })
    };
    let at = of_level(1, units.len()).or_else(|| of_level(2, found.body.lead))?;
    found.judged.fates[at] = Fate::Says(Role::Title);
    Some((units[at].text.to_string(), Origin::Markup))
}

/// `<title>` without the site's name behind (or before) its bar.
fn page_title(found: &mut Found<'_, '_, '_>) -> Option<(String, Origin)> {
    let markup = &found.judged.page.document.markup;
    let full = stated(markup.page_title.as_ref())?;
    let site = markup.site_name.as_deref().map(key);
    let mut title = full.as_str();
    for bar in [" | ", " - ", " – ", " — ", " :: ", " » ", " · "] {
        let Some((left, right)) = title.rsplit_once(bar) else { continue };
        let is_site = |part: &str| site.as_deref() == Some(key(part).as_str());
        if is_site(left) {
            title = right;
        } else if is_site(right) || right.split_whitespace().count() * 2 <= left.split_whitespace().count() {
            title = left;
        }
        break;
    }
    let title = title.trim().to_owned();
    (!title.is_empty()).then(|| (match_line(found, title, Origin::Markup), Origin::Markup))
}

/// The headline of a text without markup.
fn headline(found: &mut Found<'_, '_, '_>) -> Option<(String, Origin)> {
    let mut places: Vec<usize> = found.head();
    places.reverse();
    places.retain(|&at| is_headline(found, at));
    let headed: Vec<usize> = places.iter().copied().filter(|&at| !signs_what_stands_above(found, at)).collect();
    if !headed.is_empty() {
        places = headed;
    }
    let at = choose(found, &places)?;
    let units = &found.judged.page.units;
    // a title is the title of something
    (0..units.len()).find(|&other| other != at && found.judged.is_candidate(other))?;
    let title = units[at].text.to_string();
    found.judged.fates[at] = Fate::Says(Role::Title);
    for &other in places.iter().filter(|&&other| other < at) {
        let words = units[other].evidence.words;
        if !found.judged.fates[other].is_open() {
            continue;
        }
        if words >= 12 && words > units[at].evidence.words {
            found.judged.fates[other] = Fate::Says(Role::Deck);
        } else if words <= 3 && other + 3 >= at {
            found.judged.fates[other] = Fate::dropped("section-label", "label of the section above the title");
        }
    }
    Some((title, Origin::Text))
}

/// The best of the candidates, which stand in reading order.
fn choose(found: &Found<'_, '_, '_>, places: &[usize]) -> Option<usize> {
    let units = &found.judged.page.units;
    let words = |at: usize| units[at].evidence.words.max(if units[at].evidence.dense_script { 4 } else { 0 });
    // a line that comes back, here or further down, is the headline
    let hashes: FxHashSet<u64> = places.iter().map(|&at| units[at].evidence.hash).collect();
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for unit in units.iter().filter(|unit| hashes.contains(&unit.evidence.hash)) {
        *counts.entry(unit.evidence.hash).or_default() += 1;
    }
    let returns = |at: usize| counts.get(&units[at].evidence.hash).is_some_and(|n| (2..=4).contains(n));
    if let Some(at) = kin(found, places, &returns) {
        return Some(at);
    }
    if let Some(&at) = places.iter().find(|&&at| words(at) >= 3 && returns(at)) {
        return Some(at);
    }
    let near = |most: usize| {
        let fits = move |at: usize| words(at) >= 4 && signed(found, at).is_some_and(|lines| lines <= most);
        places.iter().find(move |&&at| fits(at))
    };
    let any = || places.iter().find(|&&at| words(at) >= 4);
    let &first = near(1).or_else(|| near(2)).or_else(any).or_else(|| places.iter().max_by_key(|&&at| words(at)))?;
    if words(first) < 2 {
        return None;
    }
    Some(below_deck(found, places, first).unwrap_or(first))
}

/// A long clause before a short headline is its deck.
fn below_deck(found: &Found<'_, '_, '_>, places: &[usize], first: usize) -> Option<usize> {
    let words = |at: usize| found.judged.page.units[at].evidence.words;
    let shorter = places.iter().copied().find(|&at| at > first && words(at) >= 3 && words(at) * 2 <= words(first));
    shorter.filter(|_| words(first) >= 16)
}

/// The candidate that speaks of what the text speaks of: on a whole page, lines of the masthead stand above the headline.
fn kin(found: &Found<'_, '_, '_>, places: &[usize], returns: &dyn Fn(usize) -> bool) -> Option<usize> {
    let units = &found.judged.page.units;
    let mut known: FxHashSet<String> = FxHashSet::default();
    let text = (found.body.lead..found.body.end).filter(|&at| found.judged.is_good(at)).take(KIN_UNITS);
    for at in text {
        if units[at].evidence.key().is_empty() {
            let sample: String = units[at].text.chars().take(KIN_CHARS).collect();
            known.extend(stems(&key(&sample)));
        } else {
            known.extend(stems(units[at].evidence.key()));
        }
    }
    let mut best: Option<(f32, usize)> = None;
    for (place, &at) in places.iter().enumerate() {
        let signed = signed(found, at);
        if signed.is_none() && !returns(at) && is_listed(found, places, place) {
            continue;
        }
        let stems: Vec<String> = stems(units[at].evidence.key()).collect();
        let shared = stems.iter().filter(|stem| known.contains(*stem)).count();
        let share = shared as f32 / stems.len().max(1) as f32;
        let score = shared.min(4) as f32 * share
            + if returns(at) { 1.0 } else { 0.0 }
            + signed.map_or(0.0, |lines| if lines < 2 { 1.5 } else { 0.5 });
        let fits = shared >= 2 && share >= 0.4 && units[at].evidence.words >= 3;
        if fits && best.is_none_or(|(known, _)| score > known) {
            best = Some((score, at));
        }
    }
    let (_, at) = best?;
    Some(below_deck(found, places, at).unwrap_or(at))
}

/// Lines between a headline and the byline or date right below it and its deck.
fn signed(found: &Found<'_, '_, '_>, at: usize) -> Option<usize> {
    let units = &found.judged.page.units;
    units[at + 1..].iter().take(3).position(|unit| unit.evidence.stamp_like() || is_byline(&unit.text))
}

/// The candidate stands in a column of other headlines.
fn is_listed(found: &Found<'_, '_, '_>, places: &[usize], place: usize) -> bool {
    let at = places[place];
    let around = places[place.saturating_sub(4)..(place + 5).min(places.len())].iter();
    around.filter(|&&other| other.abs_diff(at) <= 4 && found.judged.page.units[other].evidence.words >= 4).count() >= 5
}

/// Units of the text that a headline is compared with, and characters of each.
const KIN_UNITS: usize = 12;
const KIN_CHARS: usize = 480;

/// The beginnings of a key's longer words: what is left when endings differ.
fn stems(key: &str) -> impl Iterator<Item = String> {
    key.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().nth(3).is_some() && !stopwords::is_stop(word))
        .map(|word| word.chars().take(6).collect())
}

/// The first sentence of the text, cut at a word.
fn derived(found: &Found<'_, '_, '_>) -> String {
    let units = &found.judged.page.units;
    let at = (found.body.first..found.body.end)
        .find(|&at| found.judged.is_good(at))
        .or_else(|| (0..units.len()).find(|&at| found.judged.is_candidate(at)));
    let Some(at) = at else { return found.context.id.to_owned() };
    let text: String = units[at].text.chars().take(DERIVED * 4).collect();
    // a full stop within a quotation ends no title
    let ends = sentences(&text).into_iter().map(|span| &text[..span.end as usize]);
    let sentence = ends.into_iter().find(|head| !is_within_quotes(head)).unwrap_or(&text);
    let sentence = sentence.trim_end_matches('.').trim();
    if sentence.chars().count() <= DERIVED {
        return sentence.to_owned();
    }
    let limit = sentence.char_indices().nth(DERIVED).map_or(sentence.len(), |(at, _)| at);
    // better at the end of a clause than in the middle of one
    let clause = sentence[..limit].rfind([',', ';', ':', '–', '—']).filter(|&at| at > limit / 2);
    let cut = clause.or_else(|| sentence[..limit].rfind(' ').filter(|&at| at > limit / 2)).unwrap_or(limit);
    format!("{}…", sentence[..cut].trim_end_matches([',', ';', ':', ' ', '–', '—', '-']))
}

fn deck_above(found: &Found<'_, '_, '_>) -> Option<String> {
    let at = found.judged.fates.iter().position(|fate| *fate == Fate::Says(Role::Deck))?;
    Some(found.judged.page.units[at].text.to_string())
}

/// A clause without a full stop right below the title, when paragraphs follow.
fn deck_below(found: &Found<'_, '_, '_>) -> Option<String> {
    let units = &found.judged.page.units;
    let title = found.judged.fates.iter().position(|fate| *fate == Fate::Says(Role::Title))?;
    let at = (title + 1..units.len().min(title + 4)).find(|&at| !found.judged.fates[at].is_dropped())?;
    let unit = &units[at];
    let evidence = &unit.evidence;
    let clause = (8..=45).contains(&evidence.words) && evidence.ending == Ending::Open && !evidence.stamp_like();
    let signs = signs_what_stands_above(found, at);
    let fits = found.judged.fates[at].is_open() && clause && at <= found.body.lead && !unit.is_heading() && !signs;
    (fits && matches!(unit.kind, RawKind::Line | RawKind::Paragraph) && !is_byline(&unit.text))
        .then(|| unit.text.to_string())
}

/// The line that is the deck says so; a longer paragraph that begins like it stays.
fn take_deck(found: &mut Found<'_, '_, '_>, deck: Option<&str>) {
    let Some(deck) = deck else { return };
    let wanted = key(deck);
    let reach = found.body.lead.min(found.judged.fates.len().saturating_sub(1));
    for at in 0..=reach.min(found.judged.fates.len().saturating_sub(1)) {
        let unit = &found.judged.page.units[at];
        if found.is_free(at)
            && found.is_in_reach(at)
            && !wanted.is_empty()
            && unit.evidence.key() == wanted
            && !unit.is_heading()
        {
            found.judged.fates[at] = Fate::Says(Role::Deck);
            return;
        }
    }
}

/// Every further copy of the title goes.
fn take_repeats(found: &mut Found<'_, '_, '_>, title: &str) {
    let wanted = key(title);
    if wanted.is_empty() {
        return;
    }
    for at in 0..found.judged.fates.len() {
        let unit = &found.judged.page.units[at];
        if found.is_free(at) && unit.evidence.key() == wanted && !unit.is_structural() {
            found.judged.fates[at] = Fate::dropped("repeated-title", "repeats the title");
        }
    }
}
