//! Attributed speech.
//!
//! Input: passages and their mentions. Output: [`Quote`]s with the speaker where the grammar says plainly who it is.
//!
//! 1. [`marks`] pairs quotation marks: curly, straight, guillemets, also where they are badly set.
//! 2. [`speaker`] looks around each: "…," said X; …, X said; X said: …; he said; the same paragraph's next half.
//! 3. A few words without a speaker are a title or a scare quote, and are left out.

mod marks;
mod speaker;

use super::passage::Passage;
use crate::model::{Mention, Quote};
use crate::text::{Span, words};
use marks::Pair;
use speaker::{Room, Speaker, Voice};

/// Words of the shortest attributed quote.
const SHORTEST: usize = 4;
/// Words of the shortest quote that needs no speaker.
const SPEAKS_FOR_ITSELF: usize = 8;

/// Finds the quotes of an article. `mentions` are sorted by place.
pub(super) fn quotes(passages: &[Passage<'_>], mentions: &[Mention]) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut before: Option<Room<'_>> = None;
    for passage in passages.iter().filter(|passage| !passage.is_heading) {
        let pairs = marks::pairs(passage.text);
        let first = mentions.partition_point(|mention| mention.at.block < passage.block);
        let count = mentions[first..].partition_point(|mention| mention.at.block == passage.block);
        let room = Room { passage, mentions: &mentions[first..first + count], offset: first, pairs };
        let mut last: Option<Voice> = None;
        for (number, pair) in room.pairs.iter().enumerate() {
            let voice = speaker::of(&room, number, last.as_ref(), before.as_ref());
            if let Some(quote) = judge(&room, pair, voice.as_ref()) {
                found.push(quote);
                last = voice.or(last);
            }
        }
        before = Some(room);
    }
    found
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
