//! Header lines that news databases put around an article.

use super::Spot::{Head, Middle, Tail};
use super::{Context, Example, Rule, Verdict};
use crate::clean::page::Unit;
use crate::text::fold;

/// `archive-header`
#[derive(Debug)]
pub(crate) struct ArchiveHeader;

/// Folded labels of header lines, sorted.
const LABELS: [&str; 58] = [
    "acc-no",
    "accession number",
    "body",
    "byline",
    "circulation",
    "column",
    "correction-date",
    "dateline",
    "distribution",
    "document-type",
    "edition",
    "geographic",
    "graphic",
    "headline",
    "idioma",
    "industry",
    "issn",
    "journal-code",
    "kicker",
    "lange",
    "langue",
    "language",
    "length",
    "ladedatum",
    "load-date",
    "longitud",
    "longueur",
    "lunghezza",
    "notes",
    "organization",
    "page",
    "person",
    "pub-type",
    "publication-type",
    "publication type",
    "publisher",
    "pubtype",
    "rubrik",
    "rubrique",
    "seccion",
    "section",
    "series",
    "sezione",
    "sourcefile",
    "sprache",
    "subject",
    "tipo de publicacion",
    "type de publication",
    "uhr",
    "update",
    "update-code",
    "word count",
    "zeitungstyp",
    "дата загрузки",
    "длина",
    "источник",
    "раздел",
    "рубрика",
];

impl Rule for ArchiveHeader {
    fn id(&self) -> &'static str {
        "archive-header"
    }

    fn doc(&self) -> &'static str {
        "Header lines of news databases: “LENGTH: 612 words”, “SECTION: …”, “LOAD-DATE: …”, “Document 3 of 50”."
    }

    fn verdict(&self, unit: &Unit<'_>, context: &Context<'_, '_>) -> Verdict {
        let text: &str = &unit.text;
        if unit.evidence.words > 40 || unit.is_structural() {
            return Verdict::Abstain;
        }
        // a shouted label alone may head a paragraph: a second one must stand near
        let near = |other: Option<&Unit<'_>>| other.is_some_and(|other| label(&other.text).is_some());
        let at = context.at;
        let company = near(context.above())
            || near(context.below())
            || near(context.page.get(at.checked_sub(2)))
            || near(context.page.get(Some(at + 2)));
        let holds = (label(text).is_some() && company) || is_number(unit.evidence.key());
        Verdict::drop_if(holds, "header line of a news database")
    }

    fn drops(&self) -> &'static [Example] {
        &[
            Example(Head, "LENGTH: 612 words"),
            Example(Head, "SECTION: FOREIGN DESK; Pg. 4\nLENGTH: 612 words"),
            Example(Tail, "LOAD-DATE: October 19, 2021\nLANGUAGE: ENGLISH"),
            Example(Tail, "LADEDATUM: 19. Oktober 2021\nSPRACHE: DEUTSCH"),
            Example(Head, "3 of 50 DOCUMENTS"),
            Example(Tail, "Document OXUSW00020211018ehai0001a"),
        ]
    }

    fn keeps(&self) -> &'static [Example] {
        &[
            Example(
                Middle,
                "LENGTH: nobody had asked how long the bridge would be, and nobody had measured the river.",
            ),
            Example(Middle, "Section: the part of the river between the two bridges, which nobody crosses in May."),
        ]
    }
}

/// A shouted label of the list before a colon; what stands behind it.
pub(crate) fn label(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.split_once(':')?;
    let shouted =
        label.len() <= 40 && label.chars().all(|c| !c.is_lowercase()) && label.chars().any(char::is_alphabetic);
    (shouted && LABELS.contains(&fold(label.trim()).as_str())).then(|| (label, rest.trim()))
}

/// "3 of 50 DOCUMENTS", "LENGTH: 612 words", "Document" and a code.
fn is_number(key: &str) -> bool {
    matches!(
        key,
        "0 of 0 documents"
            | "0 of 0 document"
            | "document 0 of 0"
            | "length: 0 words"
            | "word count: 0"
            | "0 words"
            | "lange: 0 worter"
            | "longitud: 0 palabras"
            | "longueur: 0 mots"
            | "lunghezza: 0 parole"
            | "comprimento: 0 palavras"
            | "длина: 0 слов"
            | "end of document"
    ) || key.strip_prefix("document ").is_some_and(|code| {
        code.len() >= 10 && !code.contains(' ') && code.contains('0') && code.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_shouted() {
        assert_eq!(
            label("HEADLINE: The river keeps its own calendar"),
            Some(("HEADLINE", "The river keeps its own calendar"))
        );
        assert_eq!(label("LÄNGE: 612 Wörter").map(|(label, _)| label), Some("LÄNGE"));
        assert_eq!(label("Length: 612 words"), None);
        assert_eq!(label("ASKED: why"), None);
    }
}
