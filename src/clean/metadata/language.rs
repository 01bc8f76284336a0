//! The article's language.

use super::{Found, stated};
use crate::clean::stopwords::{Counts, LANGUAGES};

/// Bytes of text that are looked at.
const SAMPLE: usize = 800;
/// Fewest bytes of text from which a language is told.
const LEAST: usize = 60;

/// What the front matter says; else what the kept text shows; else what the markup says; else `und`.
pub(crate) fn read(found: &Found<'_, '_, '_>) -> String {
    let document = found.judged.page.document;
    if let Some(language) = document.front_matter.as_ref().and_then(|front| stated(front.language.as_ref())) {
        return language;
    }
    let mut sample = String::new();
    let mut counts = Counts::default();
    // what stands around the article may be in any language
    let body = found.body.first..found.body.end;
    for at in body {
        let unit = &found.judged.page.units[at];
        if sample.len() >= SAMPLE {
            break;
        }
        if found.judged.is_candidate(at) && !unit.is_structural() {
            counts.add(&unit.evidence.stops);
            let mut end = unit.text.len().min(SAMPLE);
            while !unit.text.is_char_boundary(end) {
                end -= 1;
            }
            sample.push_str(&unit.text[..end]);
            sample.push(' ');
        }
    }
    let markup = stated(document.markup.language.as_ref());
    if sample.len() < LEAST {
        return markup.unwrap_or_else(|| "und".to_owned());
    }
    // the commonest words tell the languages that have a list, at next to no cost; the rest is told by letters
    let by_words = counts.language().map(|at| LANGUAGES[at]).filter(|_| counts.share() > 0.3);
    if let Some(language) = by_words.filter(|_| counts.lead() >= 1.6) {
        return markup.filter(|tag| tag.split('-').next() == Some(language)).unwrap_or_else(|| language.to_owned());
    }
    let detected = whatlang::detect(&sample);
    let by_letters = detected.as_ref().filter(|info| info.is_reliable()).and_then(|info| tag(info.lang()));
    match (by_words, by_letters, markup) {
        (Some(words), _, Some(markup)) if markup.split('-').next() == Some(words) => markup,
        (_, Some(letters), Some(markup)) if markup.split('-').next() == Some(letters) => markup,
        (Some(words), None, _) => words.to_owned(),
        (_, Some(letters), _) => letters.to_owned(),
        (None, None, Some(markup)) => markup,
        (None, None, None) => {
            detected.and_then(|info| tag(info.lang())).filter(|_| sample.len() > 200).unwrap_or("und").to_owned()
        }
    }
}

/// BCP 47 tag of a language that whatlang tells.
pub(crate) fn tag(language: whatlang::Lang) -> Option<&'static str> {
    TAGS.binary_search_by_key(&language.code(), |&(code, _)| code).ok().map(|at| TAGS[at].1)
}

/// ISO 639-3 to the shortest tag, sorted.
const TAGS: [(&str, &str); 70] = [
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_tag() {
        assert!(TAGS.is_sorted());
        for &language in whatlang::Lang::all() {
            assert!(tag(language).is_some(), "{}", language.code());
        }
    }
}
