//! What stands on a card.

use super::Card;
use super::font::drawable;
use crate::emit::EmitContext;
use crate::emit::html::wording::language_name;
use crate::model::{ArticleIx, EntityIx, EntityKind, PartialDate, TopicIx};
use crate::text::counted;

/// Longest text on a card in characters, far more than fits.
const LONGEST: usize = 300;

/// Words cards.
#[derive(Debug)]
pub struct Wording<'a> {
    context: EmitContext<'a>,
    site: Option<String>,
    brand: Option<[u8; 3]>,
}

/// A text as it can be drawn, if it can.
fn shown(text: &str) -> Option<String> {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    drawable(&text[..end])
}

impl<'a> Wording<'a> {
    /// For a site.
    pub fn new(context: &EmitContext<'a>) -> Self {
        let settings = &context.settings.site;
        let brand = settings.look.picture_colour();
        Self { context: *context, site: shown(&settings.title), brand }
    }

    /// The card of the front page.
    pub fn home(&self) -> Card {
        let briefing = self.context.briefing;
        let mut holdings = counted(briefing.articles.len(), "article", "articles");
        if !briefing.publishers.is_empty() {
            holdings.push_str(" from ");
            holdings.push_str(&counted(briefing.publishers.len(), "publisher", "publishers"));
        }
        let dates = briefing.articles.iter().filter_map(|article| article.annotated.article.metadata.published.date);
        let years = dates.map(PartialDate::year_number);
        let years = (years.clone().min(), years.max());
        let fact = match years {
            (Some(first), Some(last)) if first == last => format!("{holdings}, {first}"),
            (Some(first), Some(last)) => format!("{holdings}, {first}–{last}"),
            _ => holdings,
        };
        Card {
            kicker: None,
            title: self.site.clone().unwrap_or_else(|| "A briefing".to_owned()),
            note: self.context.settings.site.description.as_deref().and_then(shown),
            site: self.context.settings.site.author.as_deref().and_then(shown),
            fact: Some(fact),
            brand: self.brand,
        }
    }

    /// The card of an article.
    pub fn article(&self, ix: ArticleIx) -> Card {
        let metadata = &self.context.briefing.article(ix).annotated.article.metadata;
        let publisher = metadata.outlet().and_then(shown);
        Card {
            title: shown(&metadata.title).unwrap_or_else(|| unnamed(&metadata.language)),
            kicker: publisher,
            note: None,
            site: self.site.clone(),
            fact: metadata.published.date.map(PartialDate::long),
            brand: self.brand,
        }
    }

    /// The card of a person, an organisation or a place.
    pub fn entity(&self, ix: EntityIx) -> Card {
        let entity = self.context.briefing.entity(ix);
        let kind = match entity.kind {
            EntityKind::Person => "Person",
            EntityKind::Organisation => "Organisation",
            EntityKind::Place => "Place",
        };
        let note = entity.description.as_deref().or(entity.role.as_ref().map(|(role, _)| role.as_str()));
        let met = || self.names("With", entity.companions.iter().map(|other| other.entity));
        Card {
            title: shown(&entity.name).unwrap_or_else(|| format!("One of the {}", entity.kind.plural().to_lowercase())),
            kicker: Some(kind.to_owned()),
            note: note.and_then(shown).or_else(met),
            site: self.site.clone(),
            fact: Some(counted(entity.articles.len(), "article", "articles")),
            brand: self.brand,
        }
    }

    /// The card of a topic.
    pub fn topic(&self, ix: TopicIx) -> Card {
        let topic = self.context.briefing.topic(ix);
        Card {
            title: shown(&topic.name).unwrap_or_else(|| "One of the topics".to_owned()),
            kicker: Some("Topic".to_owned()),
            note: self.names("On", topic.entities.iter().map(|&(ix, _)| ix)),
            site: self.site.clone(),
            fact: Some(counted(topic.articles.len(), "article", "articles")),
            brand: self.brand,
        }
    }

    /// The first names of a list, as a line that says how they belong here.
    fn names(&self, how: &str, entities: impl Iterator<Item = EntityIx>) -> Option<String> {
        let names: Vec<String> =
            entities.filter_map(|ix| shown(&self.context.briefing.entity(ix).name)).take(3).collect();
        (!names.is_empty()).then(|| format!("{how} {}", names.join(", ")))
    }
}

/// What stands for a title whose letters no font has: what is known of it, rather than boxes or a guess at its sound.
fn unnamed(language: &str) -> String {
    language_name(language).map_or_else(|| "An article".to_owned(), |language| format!("An article in {language}"))
}
