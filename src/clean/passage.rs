//! The language of single passages: a paragraph of Spanish or Persian in an English article.
//!
//! Input: a unit and the article's language. Output: the passage's own language where it is clearly another one.
//!
//! 1. Another script is another language.
//! 2. In the same script the small words must be those of one other language, and hardly any of the article's; where no
//!    list of small words is at hand, letters decide, of long passages only.

use super::metadata::language::tag;
use super::page::Unit;
use super::rules::foreign::{Script, script};
use super::stopwords::{self, LANGUAGES};
use crate::model::RawKind;

/// Words that are counted.
const COUNTED: usize = 160;
/// Fewest words of a passage whose small words tell its language.
const FEW: u32 = 7;
/// Fewest words of a passage whose letters tell its language.
const MANY: u32 = 24;

/// What the passages of an article are compared with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Own<'a> {
    language: &'a str,
    script: Option<Script>,
    /// Its place in [`LANGUAGES`].
    listed: Option<usize>,
}

impl<'a> Own<'a> {
    /// Of an article in this language; its script is that of most of its units.
    pub(crate) fn of(language: &'a str, units: &[Unit<'_>]) -> Self {
        let primary = language.split('-').next().unwrap_or(language);
        let scripts: Vec<Script> =
            units.iter().filter(|unit| unit.evidence.good).filter_map(|unit| script(&unit.text)).collect();
        let count = |wanted: Script| scripts.iter().filter(|&&script| script == wanted).count();
        let script = Script::ALL.into_iter().max_by_key(|&script| (count(script), std::cmp::Reverse(script)));
        Self {
            language: primary,
            script: script.filter(|_| !scripts.is_empty()),
            listed: LANGUAGES.iter().position(|&listed| listed == primary),
        }
    }

    /// The language of a unit, when it is another one than the article's.
    pub(crate) fn foreign(&self, unit: &Unit<'_>) -> Option<String> {
        if self.language == "und" || matches!(unit.kind, RawKind::Code(_)) {
            return None;
        }
        let stops = &unit.evidence.stops;
        // nearly every passage ends here
        if self.listed.is_some_and(|own| u32::from(stops.each[own]) * 6 >= stops.words)
            && self.script == Some(Script::Latin)
        {
            return None;
        }
        let found = script(&unit.text)?;
        let (own_script, text) = (self.script?, unit.text.as_ref());
        if found != own_script {
            return Some(in_script(text, found));
        }
        self.by_words(text).or_else(|| self.by_letters(unit)).map(str::to_owned)
    }

    fn by_words(&self, text: &str) -> Option<&'static str> {
        let counts = stopwords::count(text, COUNTED);
        let best = counts.language()?;
        let (most, words) = (u32::from(counts.each[best]), counts.words);
        let rival =
            (0..LANGUAGES.len()).filter(|&at| at != best).map(|at| u32::from(counts.each[at])).max().unwrap_or(0);
        let own = self.listed.map_or(0, |own| u32::from(counts.each[own]));
        let is_clear = most >= 3 && most * 2 >= rival * 3 && own * 3 <= most && most * 6 >= words;
        (Some(best) != self.listed && words >= FEW && is_clear).then_some(LANGUAGES[best])
    }

    fn by_letters(&self, unit: &Unit<'_>) -> Option<&'static str> {
        let own = self.listed.map_or(0, |own| u32::from(unit.evidence.stops.each[own]));
        if unit.evidence.words < MANY || own * 12 > unit.evidence.stops.words {
            return None;
        }
        let detected = whatlang::detect(&unit.text).filter(|found| found.is_reliable() && found.confidence() > 0.9)?;
        tag(detected.lang()).filter(|&tag| tag != self.language)
    }
}

/// The language of a text in a script that is not the article's: at least the script, for the direction of writing.
fn in_script(text: &str, script: Script) -> String {
    let counts = stopwords::count(text, COUNTED);
    if let Some(best) = counts.language().filter(|_| counts.lead() >= 1.5) {
        return LANGUAGES[best].to_owned();
    }
    let told = whatlang::detect(text).filter(whatlang::Info::is_reliable).and_then(|found| tag(found.lang()));
    told.unwrap_or(match script {
        Script::Arabic => "und-Arab",
        Script::Cyrillic => "und-Cyrl",
        Script::Latin => "und-Latn",
        Script::Other => "und",
    })
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::page::Page;
    use crate::model::{Document, Format, MarkupMetadata, RawBlock, Region, SourceInfo};
    use crate::text::Lines;

    const ENGLISH: &str = "The river rises in the second week of May, and the villages have learned to wait for it.";
    const PERSIAN: &str = "مردم دره می‌گویند که امسال آب زودتر از همیشه بالا آمده است و کسی به آن‌ها خبر نداده بود.";

    fn languages(article: &str, texts: &[&str]) -> Vec<Option<String>> {
        let line = |text: &&str| RawBlock {
            kind: RawKind::Line,
            text: (*text).to_owned(),
            lines: Lines::one(1),
            marks: Vec::new(),
            after_gap: true,
            region: Region::Unknown,
            linked: 0,
        };
        let source = SourceInfo {
            path: String::new(),
            sha256: String::new(),
            format: Format::Text,
            encoding: "UTF-8",
            bytes: 0,
        };
        let blocks = texts.iter().map(line).collect();
        let document = Document { source, front_matter: None, markup: MarkupMetadata::default(), blocks };
        let page = Page::read(&document);
        let own = Own::of(article, &page.units);
        page.units.iter().map(|unit| own.foreign(unit)).collect()
    }

    #[test]
    fn passages_in_other_languages_are_told() {
        let texts = [
            ENGLISH,
            "El río sube en la segunda semana de mayo, y los pueblos han aprendido a esperar lo que venga.",
            PERSIAN,
            "Река поднимается во второй неделе мая, и люди в деревнях научились ждать.",
            ENGLISH,
        ];
        let tags = ["es", "fa", "ru"].map(|tag| Some(tag.to_owned()));
        let [spanish, persian, russian] = tags;
        assert_eq!(languages("en", &texts), [None, spanish, persian, russian, None]);
        assert_eq!(languages("fa", &[PERSIAN, PERSIAN, ENGLISH]), [None, None, Some("en".to_owned())]);
    }

    #[test]
    fn names_and_short_lines_are_not_another_language() {
        let texts = [
            ENGLISH,
            "Mazar-i-Sharif, Kunduz, Pul-e-Khumri, Faizabad, Herat",
            "Sí, señor",
            "Der Spiegel, El País, Le Monde",
        ];
        assert_eq!(languages("en", &texts), [None, None, None, None]);
        assert_eq!(languages("und", &[ENGLISH, PERSIAN]), [None, None]);
    }
}
