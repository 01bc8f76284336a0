//! One article without what may not be shown of it.

use super::shown::Shown;
use crate::model::article::CURATED_EDIT;
use crate::model::rights::PASSAGE;
use crate::model::{Article, Block, BlockKind, Display, MarkKind, Withheld};
use crate::text::words;

/// What became of the numbers of an article's mentions, quotes and events: the new one, or none.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) mentions: Vec<Option<u32>>,
    pub(super) quotes: Vec<Option<u32>>,
    pub(super) events: Vec<Option<u32>>,
    /// Where each place is now.
    pub(super) shown: Shown,
}

/// Takes out of an article what is not shown; what was taken out, and what became of the rest.
pub(super) fn reduce(article: &mut Article, shown: Shown) -> (Withheld, Change) {
    let withheld = reduce_text(article, &shown);
    (withheld, reduce_annotations(article, shown))
}

fn reduce_annotations(article: &mut Article, shown: Shown) -> Change {
    let found = &mut article.annotated;
    let mentions = kept(&found.mentions, |mention| shown.place(mention.at).is_some());
    retain(&mut article.entities, &mentions);
    retain(&mut found.mentions, &mentions);
    for mention in &mut found.mentions {
        mention.sentence = shown.clip(mention.at.block, mention.sentence);
        mention.at = shown.place(mention.at).unwrap_or(mention.at);
    }

    let quotes = kept(&found.quotes, |quote| shown.place(quote.at).is_some());
    retain(&mut article.speakers, &quotes);
    retain(&mut found.quotes, &quotes);
    for quote in &mut found.quotes {
        quote.at = shown.place(quote.at).unwrap_or(quote.at);
        quote.speaker = quote.speaker.and_then(|speaker| mentions[speaker as usize]);
        // the words for a speaker may stand in the next sentence
        quote.speaker_text.take_if(|text| words(text).nth(PASSAGE - 1).is_some());
    }

    let events = kept(&found.events, |event| shown.place(event.at).is_some());
    retain(&mut article.timeline, &events);
    retain(&mut found.events, &events);
    for event in &mut found.events {
        event.at = shown.place(event.at).unwrap_or(event.at);
    }

    for tag in &mut found.topics {
        tag.evidence = tag.evidence.and_then(|evidence| shown.place(evidence));
    }
    found.terms.clear();
    found.phrases.clear();
    Change { mentions, quotes, events, shown }
}

/// The new number of each item that stays.
fn kept<T>(items: &[T], stays: impl Fn(&T) -> bool) -> Vec<Option<u32>> {
    let mut next = 0..;
    items.iter().map(|item| if stays(item) { next.next() } else { None }).collect()
}

/// Drops the items that have no new number.
fn retain<T>(items: &mut Vec<T>, numbers: &[Option<u32>]) {
    let mut numbers = numbers.iter();
    items.retain(|_| numbers.next().is_some_and(Option::is_some));
}

/// Cuts the text itself; returns what was cut.
fn reduce_text(article: &mut Article, shown: &Shown) -> Withheld {
    let display = article.rights.display;
    let clean = &mut article.annotated.article;
    let mut withheld = Withheld { path: clean.source.path.clone(), passages: Vec::new() };
    if display != Display::Excerpt {
        withheld.passages.extend(clean.metadata.deck.take());
    }
    let evidence = &mut clean.metadata.published.evidence;
    if evidence.as_ref().is_some_and(|evidence| words(evidence).nth(PASSAGE - 1).is_some()) {
        *evidence = None;
    }
    for removal in &mut clean.removed {
        withheld.passages.push(std::mem::take(&mut removal.text));
        if removal.rule == CURATED_EDIT {
            "the curator wrote other words instead".clone_into(&mut removal.reason);
        }
    }
    clean.parts.clear();
    for mut block in std::mem::take(&mut clean.blocks) {
        match shown.block(block.n) {
            Some((n, end)) => {
                withheld.passages.push(block.text[end as usize..].to_owned());
                cut(&mut block, n, end);
                clean.blocks.push(block);
            }
            None => withheld.passages.push(block.text),
        }
    }
    let body = clean.blocks.iter().filter(|block| block.kind.is_body());
    clean.words = body.map(|block| words(&block.text).count() as u32).sum();
    withheld.passages.retain(|passage| !passage.trim().is_empty());
    withheld
}

fn cut(block: &mut Block, n: u32, end: u32) {
    block.n = n;
    let is_cut = (end as usize) < block.text.len();
    block.text.truncate(end as usize);
    if is_cut && block.text.ends_with(char::is_alphanumeric) {
        // within a sentence, which was longer than an excerpt may be
        block.text.push('…');
    }
    // what the curator replaced stays the source's word
    block.marks.retain(|mark| mark.span.start < end && !matches!(mark.kind, MarkKind::Edited(_)));
    for mark in &mut block.marks {
        mark.span.end = mark.span.end.min(end);
    }
    if let BlockKind::List { depths, .. } = &mut block.kind {
        depths.truncate(block.text.split('\n').count());
    }
}
