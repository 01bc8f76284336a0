//! Dated sentences.
//!
//! Input: passages and what is known of the date of publication. Output: [`Event`]s: sentence, date expression, date.
//!
//! 1. [`expression`] finds date expressions among the tokens and reads what they state.
//! 2. [`standing`] leaves out what states a date without telling an event: notes of the page, addresses, titles.
//! 3. [`mod@tense`] says whether the clause looks back or ahead.
//! 4. [`resolve`] makes dates of them. What states no year gets one only where it is proven: by the date of publication, or
//!    by the text when it names one year, and only one, for the same month. Stretches of time keep both ends. Relative expressions ("last month", "on
//!    Wednesday") need the date of publication, and a clause that says which side of it is meant. Everything else is left out: a date is never guessed.

mod expression;
mod resolve;
mod standing;
mod tense;
mod words;

use super::passage::Passage;
use crate::model::{BlockKind, CleanArticle, Event, PartialDate};
use crate::text::Span;
use expression::{Expression, Stated, expressions};
use resolve::Resolver;
use standing::{is_adverbial, tells};
use tense::{Tense, tense};

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
        let sentence_of = |expression: &Expression| passage.sentence_at(passage.tokens[expression.from].span.start);
        for (nth, expression) in found.iter().enumerate() {
            let span = passage.span(expression.from, expression.to);
            let number = passage.sentence_at(span.start);
            let dates_before = |number| found.partition_point(|expression| sentence_of(expression) < number);
            if dates_before(number + 1) - dates_before(number) > LISTED {
                continue;
            }
            let (sentence, tokens) = (passage.sentences[number], passage.sentence_tokens[number]);
            let tokens = (tokens.0 as usize, tokens.1 as usize);
            if !tells(passage, tokens) || !is_adverbial(passage, tokens, expression) {
                continue;
            }
            let tense = tense(passage, tokens, (expression.from, expression.to));
            let published = article.metadata.published.date;
            if tense == Tense::Past && is_of_another_year(passage, &found[..nth], expression, published) {
                continue;
            }
            let Some((date, until)) = resolver.period(expression, tense) else { continue };
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

/// A sentence of more dates is a list, which tells nothing.
const LISTED: usize = 16;

/// Whether a month or a day without a year follows an earlier year than that of publication, in its sentence or the one
/// before: what is told may have happened then.
fn is_of_another_year(
    passage: &Passage<'_>,
    earlier: &[Expression],
    expression: &Expression,
    published: Option<PartialDate>,
) -> bool {
    if !matches!(expression.states, Stated::DayOfMonth(..) | Stated::MonthAlone(_)) {
        return false;
    }
    let number = |of: &Expression| passage.sentence_at(passage.tokens[of.from].span.start);
    let own = number(expression);
    let anchor = earlier.last().filter(|anchor| number(anchor) + 1 >= own && anchor.until.is_none());
    let year = anchor.and_then(|anchor| anchor.states.year()).map(|(year, _)| year);
    year.zip(published).is_some_and(|(year, published)| year < published.year_number())
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
