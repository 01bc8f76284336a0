//! Numbers, names and hostile text in sentences.

use crate::model::Briefing;
pub(super) use crate::text::counted;
use crate::text::grouped;
use std::borrow::Cow;

/// With commas between thousands.
pub(super) fn number(count: usize) -> String {
    grouped(count as u64)
}

/// Text from files and their names for a terminal: control characters, which could move the cursor or change its colours,
/// are replaced. Line breaks and tabs stay.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let is_harmful = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(is_harmful) {
        Cow::Owned(text.chars().map(|c| if is_harmful(c) { '\u{FFFD}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The beginning of a text on one line, with an ellipsis where it goes on.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    let line = text.replace(['\n', '\t'], " ");
    let line = printable(&line);
    match line.char_indices().nth(longest) {
        None => line.into_owned(),
        Some((end, _)) => {
            let cut = line[..end].rfind(' ').filter(|&at| at > end / 2).unwrap_or(end);
            format!("{}…", line[..cut].trim_end())
        }
    }
}

/// Kinds of entity with their number, in the order of menus: "12 people, 9 organisations, 1 place".
pub(super) fn by_kind(briefing: &Briefing) -> String {
    use crate::model::EntityKind;
    let words = |kind| match kind {
        EntityKind::Person => ("person", "people"),
        EntityKind::Organisation => ("organisation", "organisations"),
        EntityKind::Place => ("place", "places"),
    };
    let count = |kind| briefing.entities.iter().filter(|entity| entity.kind == kind).count();
    let each = EntityKind::ALL.map(|kind| counted(count(kind), words(kind).0, words(kind).1));
    each.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(counted(1, "file", "files"), "1 file");
        assert_eq!(counted(0, "file", "files"), "0 files");
        assert_eq!(counted(1_204_333, "file", "files"), "1,204,333 files");
        assert_eq!(number(999), "999");
    }

    #[test]
    fn nothing_reaches_the_terminal_that_controls_it() {
        assert_eq!(printable("a\u{1b}[31m\u{202e}b\n"), "a\u{fffd}[31m\u{fffd}b\n");
        assert_eq!(shortened("one two three four", 9), "one two…");
        assert_eq!(shortened("short", 9), "short");
    }
}
