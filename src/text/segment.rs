//! Words and sentences.

use super::Span;
use unicode_segmentation::UnicodeSegmentation;

/// A word of a text: letters and digits with inner apostrophes and hyphens left apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
}

/// The words of a text by UAX #29, without punctuation and spaces.
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    text.unicode_word_indices().map(|(at, word)| Word { span: Span::new(at..at + word.len()) })
}

/// The sentences of a text: spans without the white space between them, covering every other character.
///
/// A full stop ends a sentence unless it belongs to an abbreviation ("Mr.", "U.S.", an initial) or a number, and what
/// follows must look like a start. Line breaks always end one.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends = match c {
            '.' => !is_inner_stop(text, at),
            '\n' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' => true,
            _ => continue,
        };
        if !ends {
            continue;
        }
        let mut end = at + c.len_utf8();
        // closing quotes, brackets and further marks belong to the sentence
        while let Some(&(next, mark)) = chars.peek() {
            if !matches!(mark, '.' | '!' | '?' | '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '…') {
                break;
            }
            end = next + mark.len_utf8();
            chars.next();
        }
        let gap = bytes.get(end).is_none_or(u8::is_ascii_whitespace) || matches!(c, '\n' | '。' | '！' | '？');
        if gap && (c == '\n' || starts_sentence(&text[end..])) {
            push_trimmed(&mut found, text, start, end);
            start = end;
        }
    }
    push_trimmed(&mut found, text, start, text.len());
    found
}

fn push_trimmed(found: &mut Vec<Span>, text: &str, start: usize, end: usize) {
    let piece = &text[start..end];
    let lead = piece.len() - piece.trim_start().len();
    let kept = piece.trim();
    if !kept.is_empty() {
        found.push(Span::new(start + lead..start + lead + kept.len()));
    }
}

/// What follows must begin with an upper-case letter, a digit, a quotation mark, or a letter without case.
fn starts_sentence(rest: &str) -> bool {
    rest.trim_start()
        .chars()
        .find(|c| !matches!(c, '"' | '\'' | '“' | '‘' | '«' | '(' | '[' | '—' | '–' | '-'))
        .is_none_or(|c| !c.is_lowercase())
}

/// Whether the full stop at `at` belongs to an abbreviation or a number.
fn is_inner_stop(text: &str, at: usize) -> bool {
    if text[at + 1..].chars().next().is_some_and(char::is_alphanumeric) {
        return true;
    }
    // no abbreviation is longer, and endless "words" must not be walked again for every stop in them
    let reach = text[..at].char_indices().rev().take(LONGEST_ABBREVIATION).last().map_or(at, |(start, _)| start);
    let before =
        text[reach..at].rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"')).next().unwrap_or("");
    let is_initial = before.chars().count() == 1 && before.chars().all(char::is_uppercase);
    let dotted = before.contains('.')
        && before.split('.').all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic));
    // "U.S." ends a sentence only before something that cannot continue it; without that knowledge it does not
    is_initial || dotted || ABBREVIATIONS.binary_search(&before.to_lowercase().as_str()).is_ok()
}

/// Characters looked at before a full stop.
const LONGEST_ABBREVIATION: usize = 16;

/// Sorted; each takes a full stop and is commonly followed by a capital.
const ABBREVIATIONS: [&str; 43] = [
    "adm", "apr", "aug", "brig", "capt", "cf", "cmdr", "col", "dec", "dr", "e.g", "feb", "fig", "fr", "gen", "gov",
    "hon", "i.e", "jan", "jr", "lt", "maj", "mar", "messrs", "mr", "mrs", "ms", "mt", "no", "nov", "oct", "prof",
    "rep", "rev", "sen", "sep", "sept", "sgt", "sr", "st", "supt", "viz", "vs",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn splits_at_ends_only() {
        assert_eq!(
            split("He left. “Yes,” said Mr. Rahmon. It cost 1.5 m. Then?"),
            ["He left.", "“Yes,” said Mr. Rahmon.", "It cost 1.5 m.", "Then?"]
        );
        assert_eq!(split("The U.S. Army came. J. Smith left."), ["The U.S. Army came.", "J. Smith left."]);
        assert_eq!(split("“I have.” He said so.\nNext line"), ["“I have.”", "He said so.", "Next line"]);
        assert_eq!(split("  "), Vec::<&str>::new());
    }

    #[test]
    fn abbreviations_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }
}
