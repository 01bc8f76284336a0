//! Pairs of quotation marks.

use crate::text::Span;

/// Speech between marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// With the marks.
    pub outer: Span,
    /// Without them.
    pub speech: Span,
}

impl Pair {
    /// Whether a full stop, exclamation or question mark follows the closing mark.
    pub(super) fn is_sentence(&self, text: &str) -> bool {
        text[self.outer.end as usize..].starts_with(['.', '!', '?'])
    }
}

/// The closing marks of an opening one. A second opening mark closes too where the real one was mis-set.
fn closing(open: char) -> Option<[char; 2]> {
    match open {
        '“' => Some(['”', '"']),
        '„' => Some(['“', '”']),
        '"' => Some(['"', '”']),
        '«' => Some(['»', '»']),
        '‘' => Some(['’', '’']),
        _ => None,
    }
}

/// The pairs of a text, in order, not nested. Marks do not pair across lines.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    let mut found = Vec::new();
    let mut start_of_line = 0;
    for line in text.split_inclusive('\n') {
        let mut at = 0;
        while let Some(open) = line[at..].find(['“', '„', '"', '«', '‘']).map(|offset| at + offset) {
            let Some(mark) = line[open..].chars().next() else { break };
            let inside = open + mark.len_utf8();
            match closing(mark).and_then(|closing| close(line, inside, mark, closing)) {
                Some((end, past)) => {
                    let span = |from: usize, to: usize| Span::new(start_of_line + from..start_of_line + to);
                    found.push(Pair { outer: span(open, past), speech: span(inside, end) });
                    at = past;
                }
                // without its partner further along this line, no later one of the same mark has one either
                None if mark != '‘' && mark != '"' => at = inside,
                None => at = inside,
            }
        }
        start_of_line += line.len();
    }
    found
}

/// Where the speech ends and where its closing mark does.
fn close(line: &str, inside: usize, open: char, closing: [char; 2]) -> Option<(usize, usize)> {
    if open == '‘' {
        return close_single(line, inside);
    }
    let mut fallback = None;
    for (offset, c) in line[inside..].char_indices() {
        let end = inside + offset;
        if closing.contains(&c) {
            return Some((end, end + c.len_utf8()));
        }
        if c == open && fallback.is_none() {
            // “Yes. “He nodded”: a second opening mark before a space or the end was meant to close
            let after = &line[end + c.len_utf8()..];
            if after.is_empty() || after.starts_with([' ', ',', '.']) {
                return Some((end, end + c.len_utf8()));
            }
            fallback = Some(());
        }
    }
    None
}

/// A single closing mark is an apostrophe unless it follows a mark of punctuation and ends a word.
fn close_single(line: &str, inside: usize) -> Option<(usize, usize)> {
    const REACH: usize = 600;
    let mut before = ' ';
    for (offset, c) in line[inside..].char_indices().take(REACH) {
        let end = inside + offset;
        let after = line[end + c.len_utf8()..].chars().next();
        if c == '’' && matches!(before, ',' | '.' | '!' | '?' | '…') && after.is_none_or(|c| !c.is_alphanumeric()) {
            return Some((end, end + c.len_utf8()));
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speeches(text: &str) -> Vec<&str> {
        pairs(text).iter().map(|pair| pair.speech.of(text)).collect()
    }

    #[test]
    fn pairs_all_kinds_of_marks() {
        assert_eq!(
            speeches("“One,” he said. \"Two.\" «Trois» „Vier“ ‘Five, it’s five,’ he said"),
            ["One,", "Two.", "Trois", "Vier", "Five, it’s five,"]
        );
    }

    #[test]
    fn leaves_apostrophes_and_open_ends_alone() {
        assert_eq!(speeches("It’s the boys’ ‘own’ game. “Open"), Vec::<&str>::new());
        assert_eq!(speeches("\"a\nb\""), Vec::<&str>::new());
    }

    #[test]
    fn survives_mis_set_marks() {
        assert_eq!(speeches("“It plays a role there. “Yes,” said Umarov"), ["It plays a role there. “Yes,"]);
        assert_eq!(speeches("“We go on“ he said"), ["We go on"]);
    }
}
