//! Noun phrases that an article comes back to: candidates for the briefing's own topics.
//!
//! Input: passages. Output: [`Phrase`]s, the most frequent first, bounded.
//!
//! 1. Two or three words in lower case beside each other, none of them a stop word, are a phrase: "seed bank". What ends in
//!    a verb or goes on in another noun is none, nor what stands where a verb would: "to build trust". Capitals are names,
//!    which are found elsewhere.
//! 2. One that stands once, behind the opening, was a passing word.
//! 3. What the vocabulary of topics has a cue for is left out: it has its topic.

use super::lexicon::{Classes, Lexicon};
use super::passage::{Passage, Shape, Token};
use super::terms::singular;
use super::topics::Topics;
use crate::model::{Phrase, Place};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// Most phrases kept of an article.
const MOST: usize = 32;
/// Most words of a phrase.
const LONGEST: usize = 3;
/// Passages that make the opening, the title among them.
const OPENING: usize = 4;
/// What says nothing of a subject or is no noun beside a noun.
const OUT: Classes = Classes::OPENER
    .or(Classes::STOP)
    .or(Classes::CONNECTOR)
    .or(Classes::SPEECH)
    .or(Classes::PERSON_VERB)
    .or(Classes::MONTH)
    .or(Classes::WEEKDAY)
    .or(Classes::PLACE_PREPOSITION);

/// Words before a phrase that make its first word a verb, sorted.
const VERB_FOLLOWS: [&str; 31] = [
    "can", "cannot", "could", "did", "do", "does", "had", "has", "have", "he", "i", "it", "let", "may", "might",
    "must", "n't", "never", "not", "shall", "she", "should", "that", "they", "to", "we", "which", "who", "will",
    "would", "you",
];
/// Verbs whose past does not end in "ed", and others that are hardly nouns, sorted.
const VERBS: [&str; 128] = [
    "ate", "beat", "became", "become", "began", "begin", "begun", "bent", "bore", "bought", "bound", "bred", "bring",
    "broke", "broken", "brought", "built", "burnt", "came", "caught", "choose", "chose", "chosen", "clung", "come",
    "crept", "dealt", "drank", "drawn", "drew", "driven", "drove", "dug", "fallen", "fed", "fell", "felt", "find",
    "fled", "flew", "flown", "forget", "forgot", "fought", "found", "froze", "frozen", "gave", "get", "give", "given",
    "go", "goes", "gone", "got", "grew", "grow", "grown", "heard", "held", "hid", "hidden", "hold", "hung", "kept",
    "knew", "know", "known", "laid", "lain", "lay", "led", "left", "lent", "let", "lie", "lit", "lose", "lost", "made",
    "make", "meant", "met", "paid", "proven", "quit", "ran", "rang", "remain", "remains", "risen", "rode", "rose",
    "sang", "sank", "sat", "saw", "seek", "seem", "seen", "sent", "set", "shook", "shown", "shut", "slept", "slid",
    "sold", "sought", "spent", "spoke", "stole", "stood", "struck", "sunk", "swept", "swore", "taken", "taught",
    "told", "took", "tore", "went", "won", "wore", "woven", "written", "wrote",
];
/// Words of place and time, and others that end no phrase of nouns, sorted.
const ADVERBS: [&str; 30] = [
    "abroad",
    "ahead",
    "alike",
    "altogether",
    "anew",
    "apart",
    "ashore",
    "aside",
    "asleep",
    "awake",
    "aware",
    "downstream",
    "indoor",
    "inland",
    "inside",
    "nationwide",
    "offshore",
    "online",
    "outdoor",
    "outside",
    "overnight",
    "overseas",
    "today",
    "together",
    "tomorrow",
    "tonight",
    "underground",
    "upstream",
    "worldwide",
    "yesterday",
];

/// A phrase as it was first seen, with its count.
#[derive(Debug, Clone, Copy)]
struct Seen {
    count: u32,
    at: Place,
    sentence: Span,
    /// Seen in the opening.
    is_early: bool,
}

/// Finds the phrases of an article.
pub(super) fn phrases(passages: &[Passage<'_>], lexicon: &Lexicon, topics: &Topics) -> Vec<Phrase> {
    let mut found: FxHashMap<&str, Seen> = FxHashMap::default();
    for (nth, passage) in passages.iter().enumerate() {
        let begins = |&from: &usize| is_part(&passage.tokens[from], passage.word(from)) && !is_verbal(passage, from);
        for from in (0..passage.tokens.len()).filter(begins) {
            for to in from + 2..=(from + LONGEST).min(passage.tokens.len()) {
                if !follows(passage, to - 1) {
                    break;
                }
                if is_head(passage.word(to - 1)) && stands_free(passage, from, to) {
                    let span = passage.span(from, to);
                    let first = || Seen {
                        count: 0,
                        at: passage.place(span),
                        sentence: passage.sentences[passage.sentence_at(span.start)],
                        is_early: nth < OPENING,
                    };
                    found.entry(span.of(passage.text)).or_insert_with(first).count += 1;
                }
            }
        }
    }
    let mut merged: FxHashMap<String, Seen> = FxHashMap::default();
    for (text, seen) in found {
        let entry = merged.entry(in_one_number(text, lexicon)).or_insert(Seen { count: 0, ..seen });
        let first = if entry.at <= seen.at { *entry } else { seen };
        *entry = Seen { count: entry.count + seen.count, is_early: entry.is_early | seen.is_early, ..first };
    }
    let mut kept: Vec<Phrase> = merged
        .into_iter()
        .filter(|(text, seen)| (seen.count > 1 || seen.is_early) && !topics.know(text))
        .map(|(text, Seen { count, at, sentence, .. })| {
            let bits = bits(&text, lexicon);
            Phrase { text, form: None, count, at, sentence, bits }
        })
        .collect();
    kept.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.at.cmp(&b.at)).then_with(|| a.text.cmp(&b.text)));
    kept.truncate(MOST);
    for phrase in &mut kept {
        let own = passages.iter().find(|passage| passage.block == phrase.at.block);
        let form = own.map(|passage| phrase.at.span.of(passage.text)).filter(|form| *form != phrase.text);
        phrase.form = form.map(str::to_owned);
    }
    kept
}

fn is_part(token: &Token, word: &str) -> bool {
    token.shape == Shape::Lower && word.len() >= 3 && !token.classes.has(OUT) && !word.ends_with("ly")
}

/// Whether a token continues a phrase: a space apart, and a part of one itself.
fn follows(passage: &Passage<'_>, at: usize) -> bool {
    let (before, token) = (&passage.tokens[at - 1], &passage.tokens[at]);
    let gap = passage.text.get(before.span.end as usize..token.span.start as usize);
    gap == Some(" ") && is_part(token, passage.word(at))
}

/// Whether a phrase may end with a word.
fn is_head(word: &str) -> bool {
    let ends = ["ing", "ed", "est", "ous", "ful", "able", "ible", "ive"];
    let is_out = |list: &[&str]| list.binary_search(&word).is_ok();
    !is_out(&VERBS) && !is_out(&ADVERBS) && !ends.iter().any(|end| word.ends_with(end))
}

/// Whether the words before a place make what follows a verb.
fn is_verbal(passage: &Passage<'_>, from: usize) -> bool {
    from > 0 && VERB_FOLLOWS.binary_search(&passage.key(from - 1)).is_ok()
        || VERBS.binary_search(&passage.word(from)).is_ok_and(|_| from == 0 || !passage.word(from).ends_with('n'))
}

/// Whether a phrase is whole: no other noun follows, and no hyphen ties its ends to something else.
fn stands_free(passage: &Passage<'_>, from: usize, to: usize) -> bool {
    let goes_on = to < passage.tokens.len() && follows(passage, to) && is_head(passage.word(to));
    let span = passage.span(from, to).range();
    !goes_on && !passage.text[..span.start].ends_with('-') && !passage.text[span.end..].starts_with('-')
}

/// "seed banks" and "seed bank" are one phrase.
fn in_one_number(text: &str, lexicon: &Lexicon) -> String {
    let (front, head) = text.rsplit_once(' ').unwrap_or(("", text));
    let stem = singular(head);
    let stem = if lexicon.classes(&stem).has(Classes::WORD) { stem } else { head.to_owned() };
    format!("{front} {stem}")
}

/// How much it surprises to meet these words in English, in bits: a background in three steps.
fn bits(text: &str, lexicon: &Lexicon) -> f32 {
    let word = |word: &str| {
        let classes = lexicon.classes(word);
        if classes.has(Classes::COMMON) {
            12.0
        } else if classes.has(Classes::WORD) {
            16.0
        } else {
            19.0
        }
    };
    text.split(' ').map(word).sum::<f32>() / text.split(' ').count().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Curation;

    fn found(text: &str) -> Vec<String> {
        let lexicon = Lexicon::built_in();
        let passages: Vec<Passage<'_>> =
            text.lines().enumerate().map(|(n, line)| Passage::new(n as u32, line, n == 0, lexicon)).collect();
        let topics = Topics::new(&Curation::default());
        phrases(&passages, lexicon, &topics).iter().map(|phrase| format!("{} {}", phrase.text, phrase.count)).collect()
    }

    #[test]
    fn phrases_in_one_number_without_names_verbs_and_passing_words() {
        let text = "A title\nThe walnut farmers met. A walnut farmer said so.\n\n\nIn Walnut Grove, walnut farmers quickly left.\nFar down stands one copper kettle alone.";
        assert_eq!(found(text), ["walnut farmer 3"]);
    }

    #[test]
    fn verbs_and_halves_are_no_phrases() {
        assert!(VERBS.is_sorted() && VERB_FOLLOWS.is_sorted() && ADVERBS.is_sorted());
        let text = "A title\nThe aquifer fell, and we build trust.\nThe aquifer fell; they build trust in a walnut grafter school by a well-copper kettle, kettle smoke overnight.";
        assert_eq!(found(text), ["walnut grafter school 1", "grafter school 1", "kettle smoke 1"]);
    }

    #[test]
    fn what_the_vocabulary_knows_is_left_out() {
        assert_eq!(found("Title\nThe wind farm and the wind farms."), [] as [&str; 0]);
    }
}
