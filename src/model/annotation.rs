//! What was found in one article: mentions, quotes, events, topic tags, telling terms.

use super::{CleanArticle, PartialDate};
use crate::text::Span;
use std::sync::Arc;

/// Number of a block that stands for the article's title.
pub const TITLE_BLOCK: u32 = 0;

/// An article with everything found in it. Mentions, quotes and events are sorted by place and the mentions do not overlap.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// The cleaned article.
    pub article: CleanArticle,
    /// Names of people, organisations and places.
    pub mentions: Vec<Mention>,
    /// Attributed speech.
    pub quotes: Vec<Quote>,
    /// Dated sentences.
    pub events: Vec<Event>,
    /// Subject headings that the text speaks for.
    pub topics: Vec<TopicTag>,
    /// The article's most frequent content terms, for relatedness and the briefing's own topics.
    pub terms: Vec<Term>,
}

/// A stretch of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Number of the block, [`TITLE_BLOCK`] for the title.
    pub block: u32,
    /// Byte range in that block's text (or the title).
    pub span: Span,
}

/// The kinds of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body of people with a name: state organ, party, company, armed group, medium.
    Organisation,
    /// A named place.
    Place,
}

impl EntityKind {
    /// All kinds in the order of menus and lists.
    pub const ALL: [Self; 3] = [Self::Person, Self::Organisation, Self::Place];

    /// The word used in `briefing.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
        }
    }

    /// The same with its indefinite article, for sentences.
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Person => "a person",
            Self::Organisation => "an organisation",
            Self::Place => "a place",
        }
    }

    /// The folder of its pages.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Person => "people",
            Self::Organisation => "organisations",
            Self::Place => "places",
        }
    }

    /// The heading of its index.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Person => "People",
            Self::Organisation => "Organisations",
            Self::Place => "Places",
        }
    }
}

/// A span that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub at: Place,
    /// The sentence around it, byte range of the same block (the whole title for the title).
    pub sentence: Span,
    /// What kind of thing it names.
    pub kind: EntityKind,
    /// The name that the finder already knows it by (a gazetteer's canonical name, e.g. "United Kingdom" for "UK").
    pub known_as: Option<&'static str>,
    /// The title or office standing before it ("President", "Mr"), as byte range of the same block.
    pub title: Option<Span>,
    /// Id of the rule that found it.
    pub rule: &'static str,
    /// How sure the finder is, 0 to 100.
    pub confidence: u8,
}

/// Attributed speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The speech with its quotation marks.
    pub at: Place,
    /// Index into the article's mentions of who says it.
    pub speaker: Option<u32>,
    /// The words that name the speaker ("a Western diplomat"), when the text does.
    pub speaker_text: Option<String>,
}

impl Quote {
    /// Whether the text says who speaks, by name or in words.
    pub fn is_attributed(&self) -> bool {
        self.speaker.is_some() || self.speaker_text.is_some()
    }
}

/// A dated sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The sentence.
    pub at: Place,
    /// The date expression within it, byte range of the same block.
    pub expression: Span,
    /// The date that it states; of a stretch of time ("between 1996 and 2001", "the 1990s") its first.
    pub date: PartialDate,
    /// The last date of a stretch of time, of the same precision.
    pub until: Option<PartialDate>,
}

/// A subject heading with the evidence for it.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicTag {
    /// Id in the vocabulary or in `topics.toml`.
    pub topic: String,
    /// Its name: the curator's, else the vocabulary's.
    pub name: Arc<str>,
    /// IPTC Media Topics id, e.g. `medtop:20000593`.
    pub iptc: Option<Arc<str>>,
    /// Id of the broader topic, which the article need not have itself.
    pub parent: Option<Arc<str>>,
    /// Weight of the evidence; greater is stronger.
    pub score: f32,
    /// The sentence that speaks for it most.
    pub evidence: Option<Place>,
}

/// A content term with its count in the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Folded form: lower case, without diacritics.
    pub text: String,
    /// How often.
    pub count: u32,
}
