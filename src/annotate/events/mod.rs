//! Dated sentences.
//!
//! Input: passages and what is known of the date of publication. Output: [`Event`]s: sentence, date expression, date.
//!
//! 1. [`expression`] finds date expressions among the tokens and reads what they state.
//! 2. [`resolve`] makes dates of them. What states no year gets one only where it is proven: by the date of publication, or
//!    by the text when it names one year, and only one, for the same month. Stretches of time keep both ends. Relative expressions ("last month", "on
//!    Wednesday") need the date of publication. Everything else is left out: a date is never guessed.

mod expression;
mod resolve;

use super::passage::Passage;
use crate::model::{BlockKind, CleanArticle, Event};
use crate::text::Span;
use expression::{Expression, expressions};
use resolve::Resolver;

/// Finds the dated sentences of an article's prose; headings and tables tell no events.
pub(super) fn events(article: &CleanArticle, passages: &[Passage<'_>]) -> Vec<Event> {
    let found: Vec<(usize, Vec<Expression>)> = passages
        .iter()
        .enumerate()
        .filter(|(_, passage)| !passage.is_heading)
        .map(|(index, passage)| (index, expressions(passage)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    let stated = found.iter().flat_map(|(_, found)| found.iter().filter_map(|expression| expression.states.year()));
    let posted = article.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Embed { date, .. } => date.map(|date| (date.year_number(), date.month_number())),
        _ => None,
    });
    let resolver = Resolver::new(article.metadata.published.date, stated.chain(posted));
    let mut events = Vec::new();
    for (index, found) in &found {
        let passage = &passages[*index];
        if is_table(article, passage.block) {
            continue;
        }
        for expression in found {
            let Some((date, until)) = resolver.period(expression) else { continue };
            let span = passage.span(expression.from, expression.to);
            let sentence = passage.sentences[passage.sentence_at(span.start)];
            let event = Event { at: passage.place(sentence), expression: clip(span, sentence), date, until };
            // the same date twice in a sentence is one event
            let mut told = events.iter().rev().take_while(|told: &&Event| told.at == event.at);
            if !told.any(|told| told.date == event.date && told.until == event.until) {
                events.push(event);
            }
        }
    }
    events
}

fn is_table(article: &CleanArticle, block: u32) -> bool {
    (block as usize)
        .checked_sub(1)
        .and_then(|at| article.blocks.get(at))
        .is_some_and(|block| matches!(block.kind, BlockKind::Table { .. }))
}

fn clip(span: Span, sentence: Span) -> Span {
    Span { start: span.start, end: span.end.min(sentence.end) }
}
