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

/// Marks that open speech.
const OPENING: [char; 5] = ['“', '„', '"', '«', '‘'];

/// The marks that close what one opens.
fn closing(open: char) -> [char; 2] {
    match open {
        '“' => ['”', '"'],
        '„' => ['“', '”'],
        '"' => ['"', '”'],
        '«' => ['»', '»'],
        _ => ['’', '’'],
    }
}

/// The pairs of a text, in order, not nested. Marks do not pair across lines.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.contains(OPENING) {
            pairs_of_line(line, start, &mut found);
        }
        start += line.len();
    }
    found
}

fn pairs_of_line(line: &str, start: usize, found: &mut Vec<Pair>) {
    // a mark behind the last of its partners is never closed: without this, a line of opening marks would be walked again
    // for each of them
    let last: Vec<Option<usize>> = OPENING.iter().map(|open| line.rfind(closing(*open))).collect();
    let span = |from: usize, to: usize| Span::new(start + from..start + to);
    let mut at = 0;
    while let Some(open) = line[at..].find(OPENING).map(|offset| at + offset) {
        let Some(mark) = line[open..].chars().next() else { break };
        let inside = open + mark.len_utf8();
        let closes =
            OPENING.iter().position(|other| *other == mark).and_then(|n| last[n]).is_some_and(|last| last >= inside);
        match closes.then(|| close(line, inside, mark)).flatten() {
            Some((end, past)) => {
                found.push(Pair { outer: span(open, past), speech: span(inside, end) });
                at = past;
            }
            None => at = inside,
        }
    }
}

/// Where the speech ends and where its closing mark does.
fn close(line: &str, inside: usize, open: char) -> Option<(usize, usize)> {
    if open == '‘' {
        return close_single(line, inside);
    }
    for (offset, c) in line[inside..].char_indices() {
        let end = inside + offset;
        let past = end + c.len_utf8();
        // “We go on“ he said: a second opening mark before a space or the end was meant to close
        let mis_set = c == open && (past == line.len() || line[past..].starts_with([' ', ',', '.']));
        if closing(open).contains(&c) || mis_set {
            return Some((end, past));
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
        assert_eq!(speeches("“We go on“ he said ”"), ["We go on"]);
    }
}
