//! Social cards: the picture that a link to a page is shown with, and the icons of the site.
//!
//! Input: what a card says. Output: `assets/cards/<key>.png`, 1200 × 630 pixels.
//!
//! 1. [`plan`] words a card for the front page, every article and topic, and every name that has a page. The key of a card
//!    is a hash of all that it shows; cards that show the same are one.
//! 2. Pages name the card by its address.
//! 3. [`emit`] asks the sink for each: a card with that key that an earlier build made is kept, any other is drawn.

pub mod canvas;
pub mod cover;
pub mod draw;
mod encode;
pub mod font;
pub mod paragraph;
mod wording;

use super::{EmitContext, EmitError};
use crate::config::SocialCards;
use crate::model::{ArticleIx, ArtifactSink, EntityIx, Subject, Thing, TopicIx, UrlPath};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub use wording::Wording;

/// Raised with every change of how a card looks: what was drawn before is then drawn anew.
pub const DRAWING: u32 = 2;

/// What a card shows. Every text is one that can be drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Card {
    /// Above the title: who published it, or what kind of page it is.
    pub kicker: Option<String>,
    /// The title.
    pub title: String,
    /// Beneath the title.
    pub note: Option<String>,
    /// Title of the briefing.
    pub site: Option<String>,
    /// At the foot: a date, a number.
    pub fact: Option<String>,
    /// The briefing's own colour, red, green and blue; none for the program's.
    pub brand: Option<[u8; 3]>,
}

impl Card {
    /// Where it lies.
    fn path(&self) -> UrlPath {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&DRAWING.to_le_bytes());
        let texts = [self.kicker.as_deref(), Some(&self.title), self.note.as_deref(), self.site.as_deref()];
        for text in texts.into_iter().chain([self.fact.as_deref()]) {
            // what is absent differs from what is empty
            hasher.update(&[u8::from(text.is_some())]).update(text.unwrap_or("").as_bytes()).update(&[0]);
        }
        hasher.update(self.brand.as_ref().map_or(&[], <[u8; 3]>::as_slice));
        UrlPath::new(format!("assets/cards/{}.png", &hasher.finalize().to_hex()[..16]))
    }
}

/// The cards of a site.
#[derive(Debug, Clone, Default)]
pub struct Cards {
    home: Option<UrlPath>,
    articles: Vec<UrlPath>,
    entities: Vec<Option<UrlPath>>,
    topics: Vec<UrlPath>,
    all: BTreeMap<UrlPath, Card>,
}

impl Cards {
    /// The card of a page: its own, else that of the front page; none where cards are not wanted.
    pub fn of(&self, subject: Subject) -> Option<&UrlPath> {
        let own = subject.thing().and_then(|thing| match thing {
            Thing::Article(ix) => self.articles.get(ix.0 as usize),
            Thing::Entity(ix) => self.entities.get(ix.0 as usize).and_then(Option::as_ref),
            Thing::Topic(ix) => self.topics.get(ix.0 as usize),
        });
        own.or(self.home.as_ref())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn take(&mut self, card: Card) -> UrlPath {
        let path = card.path();
        self.all.entry(path.clone()).or_insert(card);
        path
    }
}

/// Words the cards of a site; none when they are not wanted.
pub fn plan(context: &EmitContext<'_>) -> Cards {
    let mut cards = Cards::default();
    let SocialCards::Names(most_names) = context.settings.social_cards() else { return cards };
    let wording = Wording::new(context);
    let briefing = context.briefing;
    let articles: Vec<Card> =
        (0..briefing.articles.len()).into_par_iter().map(|at| wording.article(ArticleIx(at as u32))).collect();
    let mut named: Vec<EntityIx> = (0..briefing.entities.len() as u32).map(EntityIx).collect();
    named.retain(|&ix| context.plan.entity(ix).is_some());
    named.sort_by_key(|&ix| (Reverse(briefing.entity(ix).articles.len()), ix));
    // the pages of the others show the card of the front page
    named.truncate(most_names);
    let entities: Vec<(EntityIx, Card)> = named.into_par_iter().map(|ix| (ix, wording.entity(ix))).collect();
    let topics: Vec<Card> =
        (0..briefing.topics.len()).into_par_iter().map(|at| wording.topic(TopicIx(at as u32))).collect();
    cards.home = Some(cards.take(wording.home()));
    cards.articles = articles.into_iter().map(|card| cards.take(card)).collect();
    cards.entities = vec![None; briefing.entities.len()];
    for (ix, card) in entities {
        cards.entities[ix.0 as usize] = Some(cards.take(card));
    }
    cards.topics = topics.into_iter().map(|card| cards.take(card)).collect();
    cards
}

/// Draws the cards that are not there yet.
///
/// # Errors
/// When a file cannot be handed on.
pub fn emit(cards: &Cards, sink: &dyn ArtifactSink) -> Result<(), EmitError> {
    cards.all.par_iter().try_for_each(|(path, card)| {
        if !sink.keep(path)? {
            sink.put(path, &draw::card(card))?;
        }
        Ok(())
    })
}
