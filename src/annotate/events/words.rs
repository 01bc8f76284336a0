//! The words by which clauses look back or ahead, and those that make a date part of something else. All sorted.

/// Words that look ahead.
pub(super) const AHEAD: [&str; 9] =
    ["forthcoming", "shall", "tomorrow", "upcoming", "will", "won't", "won’t", "would", "wouldn't"];

/// What is not yet: followed by "to", "for" or a date.
pub(super) const PLANNED: [&str; 19] = [
    "aims",
    "anticipated",
    "booked",
    "due",
    "expected",
    "expects",
    "hoped",
    "hopes",
    "intends",
    "planned",
    "planning",
    "plans",
    "poised",
    "projected",
    "scheduled",
    "set",
    "slated",
    "targeted",
    "tipped",
];

/// Verbs of beginning and ending: in the present they tell a programme.
pub(super) const BEGINNING: [&str; 17] = [
    "airs",
    "begin",
    "begins",
    "concludes",
    "debuts",
    "ends",
    "expires",
    "goes",
    "kicks",
    "launches",
    "opens",
    "play",
    "plays",
    "premieres",
    "resumes",
    "returns",
    "starts",
];

/// What stands between an auxiliary and its participle.
pub(super) const AUXILIARY_GAP: [&str; 14] =
    ["all", "already", "also", "be", "been", "being", "first", "have", "just", "never", "not", "now", "once", "then"];

/// What makes a participle an adjective.
pub(super) const DETERMINERS: [&str; 14] =
    ["a", "an", "each", "every", "her", "his", "its", "my", "our", "that", "the", "their", "these", "this"];

/// Words in "ed" that are no verbs in the past.
pub(super) const NO_PAST: [&str; 15] = [
    "breed",
    "creed",
    "embed",
    "exceed",
    "greed",
    "hundred",
    "indeed",
    "naked",
    "proceed",
    "sacred",
    "speed",
    "succeed",
    "united",
    "unprecedented",
    "wicked",
];

/// Verbs whose past does not end in "ed", and that have no other use.
pub(super) const PAST: [&str; 105] = [
    "ate",
    "awoke",
    "beaten",
    "became",
    "began",
    "begun",
    "born",
    "bought",
    "broke",
    "broken",
    "brought",
    "built",
    "came",
    "caught",
    "chose",
    "chosen",
    "dealt",
    "done",
    "drank",
    "drawn",
    "drew",
    "driven",
    "drove",
    "fallen",
    "fell",
    "felt",
    "fled",
    "flew",
    "flown",
    "forgot",
    "fought",
    "found",
    "froze",
    "frozen",
    "gave",
    "given",
    "gone",
    "got",
    "grew",
    "grown",
    "heard",
    "held",
    "hid",
    "hidden",
    "hung",
    "kept",
    "knew",
    "known",
    "laid",
    "led",
    "left",
    "lent",
    "lost",
    "made",
    "meant",
    "met",
    "paid",
    "ran",
    "rang",
    "risen",
    "rode",
    "rose",
    "said",
    "sang",
    "sank",
    "sat",
    "saw",
    "seen",
    "sent",
    "shook",
    "shot",
    "shown",
    "slept",
    "sold",
    "sought",
    "spent",
    "spoke",
    "spoken",
    "stole",
    "stolen",
    "stood",
    "struck",
    "stuck",
    "swept",
    "swore",
    "sworn",
    "taken",
    "taught",
    "thought",
    "threw",
    "thrown",
    "told",
    "took",
    "tore",
    "torn",
    "understood",
    "went",
    "withdrew",
    "woke",
    "won",
    "wore",
    "worn",
    "wound",
    "written",
    "wrote",
];

/// What a note on the page begins with.
pub(super) const NOTES: [&str; 13] = [
    "copyright",
    "created",
    "disclosure",
    "first",
    "last",
    "modified",
    "note",
    "originally",
    "posted",
    "published",
    "stand",
    "update",
    "updated",
];

/// Parts of a year and what else stands before "of 2007" when that says when.
pub(super) const PARTS_OF_TIME: [&str; 23] = [
    "autumn",
    "beginning",
    "christmas",
    "close",
    "course",
    "days",
    "end",
    "fall",
    "half",
    "later",
    "middle",
    "month",
    "months",
    "most",
    "much",
    "part",
    "quarter",
    "rest",
    "spring",
    "start",
    "summer",
    "weeks",
    "winter",
];

/// What an address ends in.
pub(super) const STREETS: [&str; 21] = [
    "ave",
    "avenue",
    "blvd",
    "boulevard",
    "circle",
    "court",
    "ct",
    "dr",
    "drive",
    "highway",
    "lane",
    "ln",
    "parkway",
    "place",
    "rd",
    "road",
    "square",
    "st",
    "street",
    "terrace",
    "way",
];

/// Whether a sorted list has a word.
pub(super) fn contains(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        let lists: [&[&str]; 10] = [
            &AHEAD,
            &PLANNED,
            &BEGINNING,
            &AUXILIARY_GAP,
            &DETERMINERS,
            &NO_PAST,
            &PAST,
            &NOTES,
            &PARTS_OF_TIME,
            &STREETS,
        ];
        assert!(lists.iter().all(|list| list.is_sorted()));
    }
}
