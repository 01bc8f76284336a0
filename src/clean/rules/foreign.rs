//! A tail in another language than the article's.

use super::Spot::{Middle, Tail};
use super::{Context, Example, Rule, Verdict};
use crate::clean::page::{Page, Unit};
use crate::clean::stopwords::{self, Counts, LANGUAGES};

/// `foreign-tail`
#[derive(Debug)]
pub(crate) struct ForeignTail;

/// How many units from the end a tail may begin.
const TAIL: usize = 16;
/// Units that are looked at for the article's language.
const SAMPLE: usize = 24;

impl Rule for ForeignTail {
    fn id(&self) -> &'static str {
        "foreign-tail"
    }

    fn doc(&self) -> &'static str {
        "Lines at the end in another language than the article's."
    }

    fn verdict(&self, unit: &Unit<'_>, context: &Context<'_, '_>) -> Verdict {
        let page = context.page;
        let from_end = page.units.len() - context.at;
        if from_end > TAIL || context.at < 4 || unit.evidence.quotes || unit.is_structural() {
            return Verdict::Abstain;
        }
        let Some(own) = article_language(page) else { return Verdict::Abstain };
        let foreign = |unit: &Unit<'_>| language(&unit.text, &unit.evidence.stops).is_some_and(|found| found != own);
        // nothing in the article's own language may follow
        let ends = page.units[context.at + 1..]
            .iter()
            .all(|below| !below.evidence.good || foreign(below) || !below.evidence.says.any.is_empty());
        Verdict::drop_if(ends && foreign(unit), "in another language than the article, behind its end")
    }

    fn drops(&self) -> &'static [Example] {
        &[Example(
            Tail,
            "Ha llegado el momento de que los lectores de este diario nos digan lo que piensan de la nueva edición.",
        )]
    }

    fn keeps(&self) -> &'static [Example] {
        &[Example(Middle, "El que no sabe nadar no debe cruzar el río de noche, y el que sabe tampoco.")]
    }
}

/// A language by its place in [`LANGUAGES`], or a script.
type Found = (usize, Script);

/// The scripts that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Script {
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Arabic and Persian.
    Arabic,
    /// Any other.
    Other,
}

impl Script {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Latin, Self::Cyrillic, Self::Arabic, Self::Other];
}

fn article_language(page: &Page<'_>) -> Option<Found> {
    let mut counts = Counts::default();
    let mut first = None;
    for unit in page.units.iter().filter(|unit| unit.evidence.good).take(SAMPLE) {
        counts.add(&unit.evidence.stops);
        first = first.or_else(|| script(&unit.text));
    }
    Some((counts.language()?, first?))
}

fn language(text: &str, stops: &Counts) -> Option<Found> {
    let script = script(text)?;
    let language = stops.language();
    if script != Script::Latin {
        // Cyrillic and Arabic script are not the article's Latin one, whatever the language
        return Some((language.unwrap_or(LANGUAGES.len()), script));
    }
    let language = language?;
    let again = stopwords::count(text, 200);
    // several languages share their small words: the lead must be clear
    let own = again.each[language];
    let rival = again.each.iter().enumerate().filter(|&(at, _)| at != language).map(|(_, &n)| n).max().unwrap_or(0);
    (own >= 3 && own * 3 >= rival * 4 || own >= 2 && rival == 0).then_some((language, script))
}

/// The script of most of a text's first letters.
pub(crate) fn script(text: &str) -> Option<Script> {
    let (mut latin, mut cyrillic, mut arabic, mut other) = (0, 0, 0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(120) {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' => latin += 1,
            '\u{400}'..='\u{52F}' => cyrillic += 1,
            '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FEFC}' => arabic += 1,
            _ => other += 1,
        }
    }
    [(latin, Script::Latin), (cyrillic, Script::Cyrillic), (arabic, Script::Arabic), (other, Script::Other)]
        .into_iter()
        .max_by_key(|&(n, _)| n)
        .filter(|&(n, _)| n >= 3)
        .map(|(_, script)| script)
}
