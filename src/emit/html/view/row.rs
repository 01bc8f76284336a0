//! The row of an article in a list: rendered once, put into every list that holds the article.

use super::super::markup::Html;
use super::super::meta::citation::coins;
use super::super::site::{Cite, Here};
use super::super::wording::{clip, direction, length, told};
use crate::model::ArticleIx;
use serde::Serialize;

/// View of `row-article.html`.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    cite: Cite<'a>,
    /// The curator's summary, or the deck, or the beginning of the text.
    text: String,
    /// Its minutes, or that it is not shown whole.
    length: String,
    /// Language of title and text, when it is known and not the site's.
    lang: Option<&'a str>,
    dir: &'static str,
    topics: Vec<&'a str>,
    /// The article for reference managers.
    coins: Html,
}

/// Longest text, in characters.
const LONGEST: usize = 200;
/// Topics named with an article.
const TOPICS: usize = 3;

impl<'a> Row<'a> {
    /// The row of an article.
    pub fn new(here: Here<'a>, ix: ArticleIx) -> Self {
        let article = here.site.briefing.article(ix);
        let clean = &article.annotated.article;
        let metadata = &clean.metadata;
        let text = told(clean);
        let language = metadata.language.as_str();
        Self {
            cite: here.cite(ix),
            text: clip(text, LONGEST),
            length: length(article),
            lang: (language != "und" && language != here.site.settings.site.language).then_some(language),
            dir: direction(language),
            topics: article.topics.iter().take(TOPICS).map(|&ix| here.site.briefing.topic(ix).name.as_str()).collect(),
            coins: coins(here, ix),
        }
    }
}
