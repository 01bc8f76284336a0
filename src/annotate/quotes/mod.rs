//! Attributed speech.
//!
//! Input: passages and their mentions. Output: [`Quote`]s with the speaker where the grammar says plainly who it is.
//!
//! 1. [`marks`] pairs quotation marks: curly, straight, guillemets, also where they are badly set.
//! 2. [`speaker`] looks around each: "…," said X; …, X said; X said: …; he said; the same paragraph's next half.
//! 3. [`gender`] keeps "she said" from a man.
//! 4. A few words without a speaker are a title or a scare quote, and are left out. What an article quotes twice, once from an
//!    embedded post, is one quote: the one with a speaker.

mod gender;
mod marks;
mod speaker;

use super::passage::Passage;
use crate::model::{Mention, Quote};
use crate::text::{Span, fold, words};
use gender::Genders;
use marks::Pair;
use rustc_hash::FxHashMap;
use speaker::{Room, Speaker, Voice};

/// Words of the shortest attributed quote.
const SHORTEST: usize = 4;
/// Words of the shortest quote that needs no speaker.
const SPEAKS_FOR_ITSELF: usize = 8;

/// Finds the quotes of an article. `mentions` are sorted by place.
pub(super) fn quotes(passages: &[Passage<'_>], mentions: &[Mention]) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut before: Option<Room<'_>> = None;
    let genders = Genders::new(passages, mentions);
    let mut told = Told::default();
    for passage in passages.iter().filter(|passage| !passage.is_heading) {
        let pairs = marks::pairs(passage.text);
        let first = mentions.partition_point(|mention| mention.at.block < passage.block);
        let count = mentions[first..].partition_point(|mention| mention.at.block == passage.block);
        let room = Room { passage, mentions: &mentions[first..first + count], offset: first, pairs, genders: &genders };
        let mut last: Option<Voice> = None;
        for (number, pair) in room.pairs.iter().enumerate() {
            let voice = speaker::of(&room, number, last.as_ref(), before.as_ref());
            if let Some(quote) = judge(&room, pair, voice.as_ref()) {
                told.add(&mut found, quote, pair.speech.of(passage.text));
                last = voice.or(last);
            }
        }
        before = Some(room);
    }
    found.sort_by_key(|quote| quote.at);
    found
}

/// What an article has quoted: the words, and the place among its quotes.
#[derive(Debug, Default)]
struct Told {
    at: FxHashMap<String, usize>,
}

impl Told {
    /// Adds a quote, unless the same words are there; then the first that has a speaker gives place and speaker.
    fn add(&mut self, found: &mut Vec<Quote>, quote: Quote, speech: &str) {
        let folded = fold(speech);
        let key = words(&folded).map(|word| word.span.of(&folded)).collect::<Vec<_>>().join(" ");
        match self.at.get(&key) {
            Some(&at) if found[at].is_attributed() || !quote.is_attributed() => {}
            Some(&at) => found[at] = quote,
            None => {
                self.at.insert(key, found.len());
                found.push(quote);
            }
        }
    }
}

fn judge(room: &Room<'_>, pair: &Pair, voice: Option<&Voice>) -> Option<Quote> {
    let speech = pair.speech.of(room.passage.text);
    let count = words(speech).take(SPEAKS_FOR_ITSELF).count();
    let at = room.passage.place(Span { start: pair.outer.start, end: pair.outer.end });
    let (speaker, speaker_text) = match voice.map(|voice| &voice.speaker) {
        Some(Speaker::Mention(index)) => (Some(*index as u32), None),
        Some(Speaker::Words(span)) => (None, Some(span.of(room.passage.text).to_owned())),
        None => {
            let whole = speech.trim_end().ends_with(['.', '!', '?', ',', '…']) || pair.is_sentence(room.passage.text);
            return (count >= SPEAKS_FOR_ITSELF && whole && speech.starts_with(|c: char| !c.is_lowercase()))
                .then_some(Quote { at, speaker: None, speaker_text: None });
        }
    };
    (count >= SHORTEST).then_some(Quote { at, speaker, speaker_text })
}
