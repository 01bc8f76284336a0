//! Who said what: the attributed speech of all articles, newest first.

use super::super::shell::Shell;
use super::super::site::{Cite, Here, Name, Pager, text_at};
use super::super::wording::clip;
use crate::model::{Article, ArticleIx, EntityIx, Page, Quote};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::cmp::Reverse;

/// View of `quotes.html`.
#[derive(Debug, Serialize)]
pub struct QuotesPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// Who said what.
    pub quotes: QuotesView<'a>,
    /// Links through the pages.
    pub pager: Option<Pager>,
}

/// The quotes of a page.
#[derive(Debug, Serialize)]
pub struct QuotesView<'a> {
    /// How many there are on all pages.
    count: usize,
    /// Those who are quoted most, in the whole briefing; only on the first page.
    speakers: Vec<Name<'a>>,
    articles: Vec<Quoting<'a>>,
}

/// An article with its quotes.
#[derive(Debug, Serialize)]
struct Quoting<'a> {
    article: Cite<'a>,
    quotes: Vec<QuoteLine<'a>>,
}

/// Attributed speech with a link to its paragraph.
#[derive(Debug, Serialize)]
pub struct QuoteLine<'a> {
    text: String,
    href: String,
    speaker: Option<Name<'a>>,
    /// The words that name a speaker without a name: "a Western diplomat".
    speaker_text: Option<&'a str>,
}

/// Longest quote, in characters; its link leads to the whole.
const LONGEST: usize = 600;
/// Most names above the quotes.
const SPEAKERS: usize = 24;

impl<'a> QuotesView<'a> {
    /// The quotes of a page.
    pub fn new(here: Here<'a>, page: &Page) -> Self {
        let briefing = here.site.briefing;
        let slice = here.site.slice(briefing.quoting.len(), page.subject);
        let mut said: FxHashMap<EntityIx, u32> = FxHashMap::default();
        let mut count = 0;
        for article in briefing.quoting.iter().map(|&ix| briefing.article(ix)) {
            for (_, speaker) in attributed(article) {
                count += 1;
                if let Some(speaker) = speaker {
                    *said.entry(speaker).or_default() += 1;
                }
            }
        }
        let mut said: Vec<(EntityIx, u32)> = said.into_iter().collect();
        said.sort_unstable_by_key(|&(speaker, times)| (Reverse(times), speaker));
        let is_first = slice.start == 0;
        let speakers = said.into_iter().filter(|_| is_first).take(SPEAKERS);
        Self {
            count,
            speakers: speakers.map(|(speaker, times)| here.name(speaker, times)).collect(),
            articles: briefing.quoting[slice].iter().map(|&ix| quoting(here, ix)).collect(),
        }
    }
}

/// The attributed quotes of an article with their speakers.
fn attributed(article: &Article) -> impl Iterator<Item = (&Quote, Option<EntityIx>)> {
    let quotes = article.annotated.quotes.iter().zip(article.speakers.iter().copied());
    quotes.filter(|(quote, _)| quote.is_attributed())
}

fn quoting(here: Here<'_>, ix: ArticleIx) -> Quoting<'_> {
    let article = here.site.briefing.article(ix);
    let quotes = attributed(article).map(|(quote, speaker)| QuoteLine {
        text: clip(quote.at.span.of(text_at(article, quote.at)), LONGEST),
        href: here.to_place(ix, quote.at),
        speaker: speaker.map(|speaker| here.name(speaker, 0)),
        speaker_text: quote.speaker_text.as_deref(),
    });
    Quoting { article: here.cite(ix), quotes: quotes.collect() }
}
