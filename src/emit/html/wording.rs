//! How numbers, dates, names of languages and shortened texts are worded on pages.

use crate::model::{Article, Block, BlockKind, CleanArticle, Display, PartialDate, Published};
use crate::text::sentences;
pub use crate::text::{counted as count, grouped};
use serde::Serialize;

/// Minutes that an average reader needs for so many words, at least one.
pub fn minutes(words: u32) -> u32 {
    const WORDS_PER_MINUTE: u32 = 230;
    words.div_ceil(WORDS_PER_MINUTE).max(1)
}

/// Less than the whole, for lists: what a reader finds behind the link.
pub fn partly(display: Display) -> Option<&'static str> {
    match display {
        Display::Full => None,
        Display::Excerpt => Some("excerpt"),
        Display::LinkOnly | Display::Hidden => Some("link only"),
    }
}

/// How long the reading is, of what is shown: an excerpt is named as such, since its minutes would pass for the article's.
pub fn length(article: &Article) -> String {
    match partly(article.rights.display) {
        Some(partly) => partly.to_owned(),
        None => format!("{} min", minutes(article.annotated.article.words)),
    }
}

/// A text cut to at most so many characters at the end of a word, with an ellipsis when something is missing. Line breaks
/// and tabs become spaces.
pub fn clip(text: &str, longest: usize) -> String {
    let mut out = String::with_capacity(text.len().min(longest * 4));
    let (mut length, mut word_end) = (0, 0);
    let mut chars = text.trim().chars();
    for c in chars.by_ref().take(longest + 1) {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c == ' ' {
            word_end = out.len();
        }
        out.push(c);
        length += 1;
    }
    if length > longest {
        if word_end < out.len() / 2 {
            word_end = out.char_indices().next_back().map_or(0, |(at, _)| at);
        }
        out.truncate(word_end);
        out.truncate(out.trim_end_matches([' ', ',', ';', ':', '–', '—', '-']).len());
        out.push('…');
    }
    out
}

/// When an article was published, as pages show it.
#[derive(Debug, Clone, Serialize)]
pub struct When {
    /// For `<time datetime>`; absent when nothing is known or HTML cannot express it.
    pub iso: Option<String>,
    /// "30 September 2021", "not before 8 September 2021", "date unknown".
    pub text: String,
    /// `stated`, `bound` (the text proves that it was not earlier) or `unknown`.
    pub kind: &'static str,
}

impl When {
    /// From what is known.
    pub fn new(published: &Published) -> Self {
        match (published.date, published.not_before) {
            (Some(date), _) => Self { iso: iso(date), text: date.long(), kind: "stated" },
            (None, Some(bound)) => {
                Self { iso: iso(bound), text: format!("not before {}", bound.long()), kind: "bound" }
            }
            (None, None) => Self { iso: None, text: "date unknown".to_owned(), kind: "unknown" },
        }
    }
}

/// A date, or a stretch of time, as pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// For `<time datetime>`; absent for a stretch of time, and for years that HTML cannot express.
    pub iso: Option<String>,
    /// "30 September 2021", "2–5 July 1999", "1996 – 2001", "the 1990s".
    pub text: String,
}

impl Day {
    /// From the first and the last date.
    pub fn new(date: PartialDate, until: Option<PartialDate>) -> Self {
        let Some(last) = until else { return Self { iso: iso(date), text: date.long() } };
        let is_decade = date.month_number().is_none()
            && date.year_number() % 10 == 0
            && last == PartialDate::year(date.year_number() + 9).unwrap_or(date);
        let text = if is_decade { format!("the {}s", date.long()) } else { stretch(date, last) };
        Self { iso: None, text }
    }
}

/// For `<time datetime>`, which knows no year before 1.
pub fn iso(date: PartialDate) -> Option<String> {
    (date.year_number() >= 1).then(|| date.to_string())
}

/// "8 September – 14 October 2021": two dates as one stretch.
pub fn stretch(first: PartialDate, last: PartialDate) -> String {
    if first == last {
        return first.long();
    }
    let shared_year = first.year_number() == last.year_number();
    let shared_month = shared_year && first.month_number() == last.month_number();
    let long = first.long();
    let from = match (first.day_number(), first.month_number()) {
        (Some(day), Some(_)) if shared_month && last.day_number().is_some() => return format!("{day}–{}", last.long()),
        (_, Some(_)) if shared_year && last.month_number().is_some() => {
            long.rsplit_once(' ').map_or(long.as_str(), |(day_and_month, _)| day_and_month)
        }
        _ => long.as_str(),
    };
    format!("{from} – {}", last.long())
}

/// What an article says in short: the curator's summary, or its deck, or its beginning without what the title says already.
pub fn told(article: &CleanArticle) -> &str {
    let metadata = &article.metadata;
    if let Some(told) = metadata.summary.as_deref().or(metadata.deck.as_deref()) {
        return told;
    }
    let opening = opening(&article.blocks);
    if !opening.starts_with(metadata.title.trim_end_matches(['…', '.'])) {
        return opening;
    }
    let rest = sentences(opening).get(1).map_or("", |second| &opening[second.start as usize..]);
    if rest.is_empty() { opening } else { rest }
}

/// The beginning of a running text: its first paragraph that says something.
fn opening(blocks: &[Block]) -> &str {
    const TELLING: usize = 60;
    let mut texts = blocks.iter().filter(|b| b.kind == BlockKind::Paragraph).map(|b| b.text.as_str());
    let first = texts.next().unwrap_or("");
    if first.len() >= TELLING {
        return first;
    }
    texts.find(|text| text.len() >= TELLING).unwrap_or(first)
}

/// English name of a language by its BCP 47 tag; `None` for those not in the table.
pub fn language_name(tag: &str) -> Option<&'static str> {
    let primary = primary(tag);
    LANGUAGES.binary_search_by_key(&primary.as_str(), |(code, _)| code).ok().map(|at| LANGUAGES[at].1)
}

/// Whether a tag is one that can be handed on: pages state their own language, and not all do it well.
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
        && first != "und"
}

/// Writing direction of a language: `rtl`, `ltr`, or `auto` when the language is unknown.
pub fn direction(tag: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
    let primary = primary(tag);
    if primary == "und" || primary.is_empty() {
        "auto"
    } else if tag.split('-').any(|part| part.eq_ignore_ascii_case("arab")) || RIGHT_TO_LEFT.contains(&primary.as_str())
    {
        "rtl"
    } else {
        "ltr"
    }
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase()
}

/// ISO 639 codes, sorted.
const LANGUAGES: [(&str, &str); 66] = [
    ("af", "Afrikaans"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("az", "Azerbaijani"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("bs", "Bosnian"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("gl", "Galician"),
    ("gu", "Gujarati"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("ko", "Korean"),
    ("ky", "Kyrgyz"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mk", "Macedonian"),
    ("ms", "Malay"),
    ("nb", "Norwegian"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pa", "Punjabi"),
    ("pl", "Polish"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovene"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("tg", "Tajik"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_rounded_up() {
        assert_eq!(minutes(0), 1);
        assert_eq!(minutes(231), 2);
    }

    #[test]
    fn texts_are_cut_at_words() {
        assert_eq!(clip("one two three", 40), "one two three");
        assert_eq!(clip("one two, three", 9), "one two…");
        assert_eq!(clip("abcdefghij", 4), "abcd…");
        assert_eq!(clip("a\nb\tc", 9), "a b c");
        assert_eq!(clip("", 9), "");
    }

    #[test]
    fn stretches_share_what_they_can() {
        let date = |text| PartialDate::parse_iso(text).expect("a date");
        let shown = |a, b| stretch(date(a), date(b));
        assert_eq!(shown("2021-09-08", "2021-10-14"), "8 September – 14 October 2021");
        assert_eq!(shown("2021-09-08", "2021-09-30"), "8–30 September 2021");
        assert_eq!(shown("2020-09-08", "2021-09"), "8 September 2020 – September 2021");
        assert_eq!(shown("2021-09", "2021-10-14"), "September – 14 October 2021");
        assert_eq!(shown("2021", "2021-10-14"), "2021 – 14 October 2021");
        assert_eq!(shown("2021", "2021"), "2021");
    }

    #[test]
    fn languages_are_sorted_and_known() {
        assert!(LANGUAGES.is_sorted());
        assert_eq!(language_name("fa-IR"), Some("Persian"));
        assert_eq!(language_name("und"), None);
        assert!(["en", "pt-BR", "zh-Hant-TW", "ckb"].into_iter().all(is_language));
        assert!(!["", "und", "en\" x", "english", "en_GB", "und-Arab"].into_iter().any(is_language));
        assert_eq!(["fa", "en", "und", "az-Arab"].map(direction), ["rtl", "ltr", "auto", "rtl"]);
    }
}
