//! The phrases of page furniture, by class and language, and what a line says by them.
//!
//! Input: a line's comparison key. Output: the classes of furniture that it speaks for.
//!
//! The tables are the text files in `phrases/`, one a class. A line of a table is a pattern over keys:
//!
//! ```text
//! back to top          the whole line
//! read also *          the line begins so, is short and is no full sentence
//! sign up for +        the line begins so, sentence or not, up to a few sentences long
//! + in your inbox +    so within the line
//! get the * app        begins and ends so
//! ```
//!
//! `0` stands for any number. Section headings (`[en]`) tell the languages apart for readers of the file; matching does
//! not need them, since a page's furniture is often in another language than its article.

use super::key::key;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

macro_rules! classes {
    ($($name:ident $file:literal $doc:literal,)*) => {
        /// A class of page furniture.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub(crate) enum Class { $(#[doc = $doc] $name,)* }

        impl Class {
            /// Every class.
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its table.
            fn table(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("phrases/", $file, ".txt")),)* }
            }
        }
    };
}

classes! {
    Ad "ad" "Advertisement marks.",
    App "app" "Prompts to install an app.",
    Author "author" "Boxes about the author.",
    Comments "comments" "Comment counts, forms and boxes.",
    Consent "consent" "Cookie and consent notes.",
    Counter "counter" "Reading times, views, ratings.",
    Credit "credit" "Credits of reporters and agencies.",
    Disclaimer "disclaimer" "Notes on whose opinion it is and where it first appeared.",
    Form "form" "Labels, buttons and messages of forms.",
    Gallery "gallery" "Counters and buttons of picture galleries.",
    Language "language" "Names of languages and editions.",
    Live "live" "Controls of live blogs.",
    Navigation "navigation" "Menus, pagers, skip links.",
    Newsletter "newsletter" "Newsletter, subscription and donation appeals.",
    Paywall "paywall" "Sign-in and paywall notes.",
    Player "player" "Texts of video and audio players.",
    Ranking "ranking" "Most-read, trending and latest rails.",
    Related "related" "Related links and the headings of their lists.",
    Rights "rights" "Copyright and licence notes.",
    Share "share" "Share and follow bars.",
    Site "site" "Links of a site's footer.",
    SourceLink "source_link" "Links to the original that a scraper left.",
    Tags "tags" "Lists of tags, topics and categories.",
    Ticker "ticker" "Weather, markets.",
    Tip "tip" "Calls to readers to write in.",
    Tools "tools" "Print, mail and font-size tools.",
    Top "top" "Links to the top of the page.",
}

/// A set of classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ClassSet(u32);

impl ClassSet {
    /// Adds one.
    pub(crate) fn insert(&mut self, class: Class) {
        self.0 |= 1 << class as u8;
    }

    /// Whether it is in.
    pub(crate) fn contains(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether none is.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The first in the order of [`Class::ALL`].
    pub(crate) fn first(self) -> Option<Class> {
        Class::ALL.iter().copied().find(|&class| self.contains(class))
    }
}

/// What a line says by the tables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Says {
    /// The classes that it speaks for.
    pub(crate) any: ClassSet,
    /// Those of which a phrase is the whole line: labels and headings of boxes.
    pub(crate) whole: ClassSet,
    /// The line is a bar of several items, half of them known.
    pub(crate) bar: bool,
}

/// The shape of a line, as far as patterns ask for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Words in the line.
    pub(crate) words: u32,
    /// It ends with a full stop.
    pub(crate) stops: bool,
    /// It holds quotation marks.
    pub(crate) quotes: bool,
}

/// Longest line, in words, that a `*` pattern fits: a label with a headline behind it.
const LABEL_WORDS: u32 = 16;
/// The same behind a colon or question mark, which sets the label apart.
const MARKED_LABEL_WORDS: u32 = 28;
/// Longest line, in words, that a `+` pattern fits: an appeal of two or three sentences.
const APPEAL_WORDS: u32 = 60;
/// A line of so many words with quotation marks in it is speech rather than furniture.
const SPEECH_WORDS: u32 = 8;

#[derive(Debug, Clone)]
struct Pattern {
    class: Class,
    /// The piece in the automaton stands at the start of the line.
    at_start: bool,
    /// It reaches to the end.
    at_end: bool,
    /// It fits sentences too.
    sentences: bool,
    /// Further pieces that must follow in order.
    then: Vec<String>,
}

struct Tables {
    whole: FxHashMap<String, ClassSet>,
    automaton: AhoCorasick,
    /// Patterns by the automaton's pattern number.
    patterns: Vec<Vec<Pattern>>,
    brands: FxHashSet<String>,
    words: FxHashSet<String>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(build);

/// The lines of a table, without comments, with the section that they stand in.
pub(crate) fn entries(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    table.lines().filter_map(move |line| {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
            return None;
        }
        (!line.is_empty() && !line.starts_with('#')).then_some((section, line))
    })
}

fn build() -> Tables {
    let mut whole: FxHashMap<String, ClassSet> = FxHashMap::default();
    let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
    let (mut pieces, mut patterns): (Vec<String>, Vec<Vec<Pattern>>) = (Vec::new(), Vec::new());
    for &class in Class::ALL {
        for (_, entry) in entries(class.table()) {
            match parse(class, entry) {
                Parsed::Whole(key) => whole.entry(key).or_default().insert(class),
                Parsed::Part(piece, pattern) => {
                    let number = *numbers.entry(piece.clone()).or_insert_with(|| {
                        pieces.push(piece);
                        patterns.push(Vec::new());
                        pieces.len() - 1
                    });
                    patterns[number].push(pattern);
                }
            }
        }
    }
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::Standard)
        .build(&pieces)
        .expect("the tables are far smaller than an automaton's limits");
    let networks = include_str!("phrases/networks.txt");
    let of = |name: &'static str| {
        entries(networks).filter(move |(section, _)| *section == name).map(|(_, word)| word_key(word)).collect()
    };
    Tables { whole, automaton, patterns, brands: of("brands"), words: of("words") }
}

fn word_key(word: &str) -> String {
    if word == "+" { word.to_owned() } else { key(word) }
}

enum Parsed {
    Whole(String),
    Part(String, Pattern),
}

fn parse(class: Class, entry: &str) -> Parsed {
    let (open_start, rest) = match entry.strip_prefix("+ ").or_else(|| entry.strip_prefix("* ")) {
        Some(rest) => (true, rest),
        None => (false, entry),
    };
    let (open_end, rest) = match rest.strip_suffix('+').or_else(|| rest.strip_suffix('*')) {
        // "a+" is a button, "sign up for +" a pattern
        Some(inner) if inner.ends_with(' ') => (true, inner),
        _ => (false, rest),
    };
    let sentences = entry.starts_with("+ ") || (open_end && entry.ends_with('+'));
    let inner = rest.trim();
    if !open_start && !open_end && !inner.contains(" * ") {
        return Parsed::Whole(key(inner));
    }
    let mut parts = inner.split(" * ").map(pattern_key);
    let first = parts.next().unwrap_or_default();
    let then = parts.collect();
    Parsed::Part(first, Pattern { class, at_start: !open_start, at_end: !open_end, sentences, then })
}

/// Like [`key`], but a colon or question mark at the end is part of the pattern.
fn pattern_key(text: &str) -> String {
    let mut out = key(text);
    if let Some(mark) = text.trim_end().chars().next_back().filter(|c| matches!(c, ':' | '?')) {
        out.push(mark);
    }
    out
}

/// What a line says, given its key.
pub(crate) fn says(key: &str, text: &str, shape: Shape) -> Says {
    let mut found = Says::default();
    if key.is_empty() || shape.words > APPEAL_WORDS {
        return found;
    }
    if let Some(&classes) = TABLES.whole.get(key) {
        found = Says { any: classes, whole: classes, bar: false };
    }
    if is_network_bar(key) {
        found.any.insert(Class::Share);
    }
    if let Some(class) = bar(text, shape) {
        found.any.insert(class);
        found.bar = true;
    }
    if shape.quotes && shape.words >= SPEECH_WORDS {
        return found;
    }
    for hit in TABLES.automaton.find_overlapping_iter(key) {
        for pattern in &TABLES.patterns[hit.pattern().as_usize()] {
            if fits(pattern, key, hit.range(), shape) {
                found.any.insert(pattern.class);
                if hit.range() == (0..key.len()) {
                    found.whole.insert(pattern.class);
                }
            }
        }
    }
    found
}

fn fits(pattern: &Pattern, key: &str, at: std::ops::Range<usize>, shape: Shape) -> bool {
    let border_before = key[..at.start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let border_after = key[at.end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    if !border_before || !border_after || (pattern.at_start && at.start > 0) {
        return false;
    }
    let labelled = key[..at.end].ends_with([':', '?']);
    let short_enough = match (pattern.sentences, labelled) {
        (true, _) => true,
        (false, true) => shape.words <= MARKED_LABEL_WORDS,
        (false, false) => shape.words <= LABEL_WORDS && !shape.stops,
    };
    let mut rest = &key[at.end..];
    for piece in &pattern.then {
        match rest.find(piece.as_str()) {
            Some(found) => rest = &rest[found + piece.len()..],
            None => return false,
        }
    }
    short_enough && (!pattern.at_end || rest.is_empty())
}

/// A row of names of networks and words like "share", "on", "print".
fn is_network_bar(key: &str) -> bool {
    let (mut words, mut brands) = (0, 0);
    for word in key.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty()) {
        words += 1;
        if TABLES.brands.contains(word) {
            brands += 1;
        } else if !TABLES.words.contains(word) {
            return false;
        }
    }
    brands > 0 && words <= 24
}

/// The items of a bar: what stands between `|`, `›`, `»`, `·` and the like; fewer than two when it is none.
pub(crate) fn bar_items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut rest = text;
    while let Some((at, mark)) = rest.char_indices().find(|&(at, c)| is_separator(rest, at, c)) {
        items.push(rest[..at].trim());
        rest = &rest[at + mark.len_utf8()..];
    }
    items.push(rest.trim());
    items.retain(|item| !item.is_empty());
    items
}

fn is_separator(text: &str, at: usize, c: char) -> bool {
    match c {
        '|' | '›' | '•' | '·' | '¦' | '→' => true,
        '»' | '«' | '>' | '/' | '~' => {
            let spaced = |c: Option<char>| c.is_none_or(char::is_whitespace);
            spaced(text[..at].chars().next_back()) && spaced(text[at + c.len_utf8()..].chars().next())
        }
        _ => false,
    }
}

/// The class of a bar of which at least half the items are known.
fn bar(text: &str, shape: Shape) -> Option<Class> {
    if shape.words > 40 {
        return None;
    }
    let items = bar_items(text);
    if items.len() < 2 {
        return None;
    }
    let mut classes: Vec<Class> = Vec::new();
    for item in &items {
        let key = key(item);
        let words = key.split(' ').count() as u32;
        let alone = Shape { words, stops: item.ends_with('.'), quotes: false };
        let classes_of = if is_network_bar(&key) {
            Some(Class::Share)
        } else {
            TABLES.whole.get(&key).and_then(|set| set.first()).or_else(|| start_class(&key, alone))
        };
        classes.extend(classes_of);
    }
    let count = |class: Class| classes.iter().filter(|&&other| other == class).count();
    let most = classes.iter().copied().enumerate().max_by_key(|&(at, class)| (count(class), std::cmp::Reverse(at)));
    most.filter(|_| classes.len() * 2 >= items.len()).map(|(_, class)| class)
}

fn start_class(key: &str, shape: Shape) -> Option<Class> {
    TABLES.automaton.find_overlapping_iter(key).find_map(|hit| {
        TABLES.patterns[hit.pattern().as_usize()]
            .iter()
            .find(|pattern| pattern.at_start && fits(pattern, key, hit.range(), shape))
            .map(|pattern| pattern.class)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Says {
        let words = line.split_whitespace().count() as u32;
        says(&key(line), line, Shape { words, stops: line.ends_with('.'), quotes: line.contains(['"', '“']) })
    }

    #[test]
    fn keys_fold_numbers_and_marks() {
        assert_eq!(key("» 1,204  Views!"), "0 views");
        assert_eq!(key("[ 167 comments ]"), "0 comments");
        assert_eq!(key("À lire aussi :"), "a lire aussi");
        assert_eq!(key("اشتراک\u{200C}گذاری"), key("اشتراک گذاری"));
    }

    #[test]
    fn whole_lines_starts_and_insides() {
        assert!(of("Back to top").any.contains(Class::Top));
        assert!(of("Read more: Five questions about the base that nobody will answer").any.contains(Class::Related));
        assert!(
            of("Your email address will not be published. Required fields are marked *").any.contains(Class::Comments)
        );
        assert!(of("Get the Pamir Dispatch app for faster news").any.contains(Class::App));
        assert!(of("Share this: Facebook Twitter WhatsApp").any.contains(Class::Share));
        assert!(of("Facebook Twitter Telegram E-mail 212 shares").any.contains(Class::Share));
        assert!(of("Datenschutz | Impressum | Alle Rechte vorbehalten").bar);
    }

    #[test]
    fn sentences_are_not_labels() {
        for line in [
            "Related to this is the question of who will pay for the border posts that were promised.",
            "Share prices fell in Moscow on Tuesday.",
            "“Sign up for the army,” his father told him, and he did as he was told.",
            "Published histories, and there are a good many, tend to treat that border as a place.",
        ] {
            assert!(of(line).any.is_empty(), "{line}: {:?}", of(line));
        }
    }

    #[test]
    fn tables_hold_no_pattern_twice() {
        for &class in Class::ALL {
            let mut seen = FxHashSet::default();
            for (section, entry) in entries(class.table()) {
                assert!(seen.insert((section, entry)), "{class:?}: {entry} stands twice");
                assert!(!section.is_empty(), "{class:?}: {entry} stands before the first section");
            }
        }
    }
}
