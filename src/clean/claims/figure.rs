//! Captions, credits and alternative texts of pictures.
//!
//! A caption reads like a sentence of the article; what tells it is its credit: behind it ("… © NAME / AGENCY",
//! "… Photo: NAME"), before it ("AGENCY/NAME - …") or on the next line.

use crate::clean::fate::{Fate, FigurePart, Judged};
use crate::clean::page::Unit;
use crate::model::{MarkKind, RawKind};
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// Rules of what is left of a picture without its caption: id and what they take out.
pub(crate) const LOST: [(&str, &str); 2] = [
    ("image-alt", "Alternative texts of pictures that have no caption."),
    ("image-credit", "Credits of pictures that have no caption."),
];

/// Longest caption in words.
const CAPTION_WORDS: u32 = 90;
/// Longest credit in words.
const CREDIT_WORDS: usize = 14;

/// Claims every figure of the page.
pub(crate) fn claim(judged: &mut Judged<'_, '_>) {
    let mut number = 0;
    let mut at = 0;
    while at < judged.fates.len() {
        let unit = &judged.page.units[at];
        if !judged.fates[at].is_open() || unit.is_structural() || unit.is_heading() {
            at += 1;
            continue;
        }
        let end = match unit.kind {
            RawKind::Alt | RawKind::Caption | RawKind::Credit => by_markup(judged, at, number),
            _ => by_text(judged, at, number),
        };
        number += u32::from(end > at + 1 || matches!(judged.fates[at], Fate::Figure(..)));
        at = end;
    }
}

/// A run of alt, caption and credit blocks, each at most once. One past its end.
fn by_markup(judged: &mut Judged<'_, '_>, at: usize, number: u32) -> usize {
    let units = &judged.page.units;
    let (mut alt, mut caption, mut credit) = (None, None, None);
    let mut end = at;
    while end < units.len() && judged.fates[end].is_open() {
        let slot = match units[end].kind {
            RawKind::Alt if caption.is_none() && credit.is_none() => &mut alt,
            RawKind::Caption => &mut caption,
            RawKind::Credit => &mut credit,
            // Markdown: a picture with an emphasised line right below it
            RawKind::Paragraph if alt.is_some() && is_caption_below(judged, end) => &mut caption,
            _ => break,
        };
        if slot.is_some() {
            break;
        }
        *slot = Some(end);
        end += 1;
    }
    let Some(caption) = caption else {
        for (fate, unit) in judged.fates[at..end].iter_mut().zip(&units[at..end]) {
            *fate = match unit.kind {
                RawKind::Alt => Fate::dropped("image-alt", "description of a picture that is not part of the text"),
                _ => Fate::dropped("image-credit", "credit of a picture that is not part of the text"),
            };
        }
        return end.max(at + 1);
    };
    let text = &units[caption].text;
    let part = credited(text).unwrap_or(FigurePart::Caption { text: 0..text.len(), credit: None });
    judged.fates[caption] = Fate::Figure(number, part);
    if let Some(alt) = alt {
        judged.fates[alt] = Fate::Figure(number, FigurePart::Alt);
    }
    if let Some(credit) = credit {
        let text = &units[credit].text;
        judged.fates[credit] = Fate::Figure(number, FigurePart::Credit(behind_label(text).unwrap_or(0..text.len())));
    }
    end
}

fn is_caption_below(judged: &Judged<'_, '_>, at: usize) -> bool {
    let unit = &judged.page.units[at];
    let block = &judged.page.document.blocks[unit.raws.start];
    let emphasised =
        block.marks.iter().any(|mark| mark.kind == MarkKind::Emphasis && mark.span.len() + 2 >= block.text.len());
    unit.evidence.words <= CAPTION_WORDS && (emphasised || credited(&unit.text).is_some())
}

/// A caption line of text with its credit, an alternative text glued above it, or a credit line below it.
fn by_text(judged: &mut Judged<'_, '_>, at: usize, number: u32) -> usize {
    let units = &judged.page.units;
    let unit = &units[at];
    if unit.evidence.words > CAPTION_WORDS + CREDIT_WORDS as u32 {
        return at + 1;
    }
    if let Some(part) = credited(&unit.text) {
        judged.fates[at] = Fate::Figure(number, part);
        let alt = at.checked_sub(1).filter(|&above| is_alt_above(judged, above, at)).or_else(|| copy_above(judged, at));
        if let Some(above) = alt {
            judged.fates[above] = Fate::Figure(number, FigurePart::Alt);
            for between in above + 1..at {
                judged.fates[between] = Fate::dropped("image-credit", "counter between the two copies of a caption");
            }
        }
        return at + 1;
    }
    let Some(credit) = credit_line(unit) else { return at + 1 };
    match at.checked_sub(1).filter(|&above| is_caption_above(judged, above)) {
        Some(above) => {
            let text = 0..units[above].text.len();
            judged.fates[above] = Fate::Figure(number, FigurePart::Caption { text, credit: None });
            judged.fates[at] = Fate::Figure(number, FigurePart::Credit(credit));
        }
        None => judged.fates[at] = Fate::dropped("image-credit", "credit of a picture that is not part of the text"),
    }
    at + 1
}

/// An alternative text stands glued above its caption: a title-like line with a gap before it and none behind.
fn is_alt_above(judged: &Judged<'_, '_>, above: usize, caption: usize) -> bool {
    let (alt, below) = (&judged.page.units[above], &judged.page.units[caption]);
    judged.fates[above].is_open()
        && *alt.kind == RawKind::Line
        && alt.after_gap
        && !below.after_gap
        && alt.evidence.words <= 16
        && alt.evidence.ending == crate::clean::evidence::Ending::Open
}

/// A line just above that is the caption, or its beginning, without the credit.
fn copy_above(judged: &Judged<'_, '_>, caption: usize) -> Option<usize> {
    let units = &judged.page.units;
    let is_copy = |above: usize| {
        let text: &str = &units[above].text;
        judged.fates[above].is_open() && text.len() >= 16 && units[caption].text.starts_with(text.trim_end_matches('…'))
    };
    let near = caption.checked_sub(1)?;
    if is_copy(near) {
        return Some(near);
    }
    // a gallery's counter may stand between them
    let counter =
        judged.fates[near].is_open() && units[near].text.len() <= 8 && !units[near].text.contains(char::is_alphabetic);
    near.checked_sub(1).filter(|&above| counter && is_copy(above))
}

/// The line above a credit line is its caption when it looks like one; a paragraph of the article may stand there too.
fn is_caption_above(judged: &Judged<'_, '_>, above: usize) -> bool {
    let unit = &judged.page.units[above];
    let words = unit.evidence.words;
    judged.fates[above].is_open()
        && matches!(unit.kind, RawKind::Line | RawKind::Paragraph)
        && unit.evidence.says.any.is_empty()
        && !unit.evidence.stamp_like()
        && (3..=75).contains(&words)
        && (hints_at_picture(&unit.text)
            || (unit.evidence.ending != crate::clean::evidence::Ending::Sentence && words < 30))
}

/// Words that captions use to point into the picture.
fn hints_at_picture(text: &str) -> bool {
    const HINTS: [&str; 14] = [
        ", left,",
        ", right,",
        ", centre,",
        ", center,",
        "(left)",
        "(right)",
        " pictured",
        "file photo",
        " poses ",
        " seen here",
        "is shown ",
        "in this photo",
        "In this photo",
        " pose for ",
    ];
    HINTS.iter().any(|hint| text.contains(hint))
}

/// A caption and its credit on one line.
pub(crate) fn credited(text: &str) -> Option<FigurePart> {
    if text.len() > 900 {
        return None;
    }
    credit_behind(text).or_else(|| credit_before(text))
}

/// "… © NAME / AGENCY", "… Photo: NAME", "… (AP Photo/NAME)".
fn credit_behind(text: &str) -> Option<FigurePart> {
    let caption = |at: usize, credit: Range<usize>| {
        let caption = text[..at].trim_end().trim_end_matches(['(', '[', '|', '—', '–', '-']).trim_end();
        let enough = caption.split_whitespace().count() >= 2 || caption.chars().count() >= 12;
        let range = trim(text, credit);
        (enough && is_credit(&text[range.clone()]))
            .then_some(FigurePart::Caption { text: 0..caption.len(), credit: Some(range) })
    };
    if let Some(at) = text.rfind('©').filter(|&at| at > 0) {
        let credit = at + '©'.len_utf8()..text.len();
        if !text[credit.clone()].trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            return caption(at, credit);
        }
    }
    if let Some(found) = label_behind(text).and_then(|(at, credit)| caption(at, credit)) {
        return Some(found);
    }
    // in brackets at the end
    let inner_end = text.trim_end().strip_suffix([')', ']'])?.len();
    let open = text[..inner_end].rfind(['(', '['])?;
    let inner = &text[open + 1..inner_end];
    let photographic = ["Photo", "photo", "Image", "Getty", "Courtesy", "Credit", "Foto", "Shutterstock", "via AP"];
    let slashed = inner.contains('/') && inner.chars().filter(|c| c.is_uppercase()).count() >= 2;
    let says = photographic.iter().any(|word| inner.contains(word)) || slashed;
    (says && inner.split_whitespace().count() <= CREDIT_WORDS).then(|| caption(open, open + 1..inner_end))?
}

/// Labels of credits; the text behind them is the credit.
const LABELS: [&str; 43] = [
    "Courtesy of",
    "Photo courtesy of",
    "Image courtesy of",
    "Foto de",
    "Credito:",
    "Imagen:",
    "Illustration :",
    "Иллюстрация:",
    "تصویر:",
    "Photo:",
    "Photos:",
    "Photo by",
    "Photos by",
    "Photo credit:",
    "Photo Credit:",
    "Photograph:",
    "Photographs:",
    "Photography:",
    "Image:",
    "Image credit:",
    "Image Credit:",
    "Images:",
    "Picture:",
    "Pictures:",
    "Picture by",
    "Credit:",
    "Illustration:",
    "Illustration by",
    "Foto:",
    "Fotos:",
    "Fotografía:",
    "Crédito:",
    "Crédit photo :",
    "Crédit photo:",
    "Crédit :",
    "Photo :",
    "Bild:",
    "Фото:",
    "Фото",
    "الصورة:",
    "تصوير:",
    "عکس:",
    "عکاس:",
];

/// All labels in one pass.
static FINDER: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(LABELS).expect("a few dozen labels are far below the automaton's limits"));

/// Bytes at the end of a text in which a credit with its label stands.
const TAIL: usize = 320;

/// The last label that begins a sentence of its own: where it stands, and the credit behind it.
fn label_behind(text: &str) -> Option<(usize, Range<usize>)> {
    let mut from = text.len().saturating_sub(TAIL);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    FINDER
        .find_overlapping_iter(&text[from..])
        .filter_map(|found| {
            let (at, behind) = (from + found.start(), from + found.end());
            let before = text[..at].trim_end();
            // "… after he ate a rabbitCredit: Getty" has lost the space between two elements
            let glued = before.len() == at && before.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
            let begins = glued
                || before.is_empty()
                || before.ends_with(['.', '!', '?', ')', '”', '"', '|', '(', '[', '’', '»', '—', '-', '…']);
            let spaced = text[at..behind].ends_with(':') || text[behind..].starts_with(' ');
            (begins && spaced).then_some((at, behind..text.len()))
        })
        .max_by_key(|(at, range)| (*at, range.start))
}

/// "AGENCY/NAME - text": capitals with a slash before a dash.
fn credit_before(text: &str) -> Option<FigurePart> {
    let (at, len) = [" - ", " – ", " — "].iter().filter_map(|dash| text.find(dash).map(|at| (at, dash.len()))).min()?;
    let credit = text[..at].trim();
    let shouted =
        credit.contains('/') && !credit.chars().any(char::is_lowercase) && credit.chars().any(char::is_alphabetic);
    let caption = at + len..text.len();
    let long_enough = text[caption.clone()].split_whitespace().count() >= 3;
    (shouted && long_enough && is_credit(credit))
        .then(|| FigurePart::Caption { text: trim(text, caption), credit: Some(trim(text, 0..at)) })
}

/// A line that is nothing but a credit; the range without its label.
fn credit_line(unit: &Unit<'_>) -> Option<Range<usize>> {
    let text: &str = &unit.text;
    if unit.evidence.words as usize > CREDIT_WORDS + 2 || !matches!(unit.kind, RawKind::Line | RawKind::Paragraph) {
        return None;
    }
    let bare = text.trim_start_matches(['(', '[']);
    let lead = text.len() - bare.len();
    let labelled = behind_label(bare).map(|range| lead + range.start..lead + range.end).filter(|range| {
        let credit = &text[range.clone()];
        is_credit(credit) && credit.split_whitespace().count() <= CREDIT_WORDS
    });
    labelled.or_else(|| ends_with_agency(text).then_some(0..text.len()))
}

/// What stands behind a label or `©` at the start of a text.
fn behind_label(text: &str) -> Option<Range<usize>> {
    if let Some(rest) = text.strip_prefix('©') {
        let range = trim(text, text.len() - rest.len()..text.len());
        return (!text[range.clone()].starts_with(|c: char| c.is_ascii_digit())).then_some(range);
    }
    let at = LABELS.iter().filter(|label| text.starts_with(**label)).map(|label| label.len()).max()?;
    Some(trim(text, at..text.len()))
}

/// Names and agencies, not a sentence: short, mostly capitalised, no year at its start.
fn is_credit(text: &str) -> bool {
    let text = text.trim().trim_end_matches([')', ']', '.']);
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty()).collect();
    let small = |word: &&&str| word.starts_with(char::is_lowercase);
    !words.is_empty()
        && words.len() <= CREDIT_WORDS
        && words.iter().filter(small).count() * 2 <= words.len()
        && !text.contains(['?', '!', ';'])
        && !["pic.", "http", "www."].iter().any(|address| text.contains(address))
        && !text.to_lowercase().contains("rights")
}

/// "John Locher, AP", "NAME/Getty Images", "(Walt Disney Co./AFP)".
fn ends_with_agency(text: &str) -> bool {
    const AGENCIES: [&str; 22] = [
        "AP",
        "AFP",
        "EPA",
        "EFE",
        "dpa",
        "DPA",
        "PA",
        "Reuters",
        "REUTERS",
        "Associated Press",
        "Getty Images",
        "Getty",
        "Bloomberg",
        "Xinhua",
        "TASS",
        "Sputnik",
        "NurPhoto",
        "Anadolu",
        "Shutterstock",
        "iStock",
        "Alamy",
        "AAP",
    ];
    let bare = text.trim_matches(['(', ')', '[', ']', ' ', '.']);
    if bare.split_whitespace().count() > 10 || !is_credit(bare) {
        return false;
    }
    AGENCIES.iter().any(|agency| {
        bare.strip_suffix(agency)
            .is_some_and(|rest| rest.trim_end().ends_with(['/', ',', '|', '-', '–']) || rest.ends_with(" via "))
    })
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    let inner = piece.trim();
    start..start + inner.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(&str, &str)> {
        match credited(text)? {
            FigurePart::Caption { text: caption, credit: Some(credit) } => Some((&text[caption], &text[credit])),
            _ => None,
        }
    }

    #[test]
    fn credits_behind_and_before() {
        assert_eq!(
            parts("A supply truck on the road above the Panj. © Lola Mirzoeva / Turan Photos"),
            Some(("A supply truck on the road above the Panj.", "Lola Mirzoeva / Turan Photos"))
        );
        assert_eq!(
            parts("AFP/AHMAD SAHEL ARMAN - Afghan resistance movement forces take part in training."),
            Some(("Afghan resistance movement forces take part in training.", "AFP/AHMAD SAHEL ARMAN"))
        );
        assert_eq!(
            parts("The line that leaves Sangtuda. Photo: Lola Mirzoeva / Turan Photos"),
            Some(("The line that leaves Sangtuda.", "Lola Mirzoeva / Turan Photos"))
        );
        assert_eq!(parts("Tanks on the road (AP Photo/John Doe)"), Some(("Tanks on the road", "AP Photo/John Doe")));
    }

    #[test]
    fn sentences_have_no_credit() {
        for text in [
            "DUSHANBE, Oct 18 (Oxus Wire) - Soldiers of six countries began a week of exercises.",
            "He showed us a photo: it was of his father at the gate.",
            "© 2021 Oxus Wire. All rights reserved.",
            "The deal was announced on Tuesday (Wednesday in Asia) and the shares rose.",
            "There were Russians and/or Tajiks - nobody could tell.",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
