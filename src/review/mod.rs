//! What a curator could settle: names that may be one, names that fit several, doubtful kinds, names found once.
//!
//! Input: the [`Briefing`] and the decisions made so far. Output: [`Doubt`]s, the most doubtful of each kind first, each
//! with its evidence, what settling it would change, and the lines of a curation file that would settle it.
//!
//! 1. [`merges`] finds names of one kind that [`likeness`] holds for spellings, parts or initials of each other, and weighs
//!    them by the [`company`] that they keep.
//! 2. [`open`] lists the names that were left unresolved with those whom they fit.
//! 3. [`kinds`] lists entities that the finder took now for one kind of thing, now for another.
//! 4. [`single`] lists names that were found once and hardly.
//!
//! Nothing is compared with everything: names meet in blocks of equal sound, and a block costs what its members cost.

mod company;
mod kinds;
mod likeness;
mod merges;
mod open;
mod single;

use crate::config::{Curation, Settlement};
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{Article, ArticleIx, Briefing, Entity, EntityIx, MentionRef, Place};
use crate::text::Span;

/// The kinds of doubt, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoubtKind {
    /// Two entities that may be one.
    Merge,
    /// A name that fits several entities, or none for sure.
    Unresolved,
    /// An entity that may be of another kind.
    Kind,
    /// A name that was found once, and hardly.
    OneOff,
}

impl DoubtKind {
    /// All kinds of doubt.
    pub const ALL: [Self; 4] = [Self::Merge, Self::Unresolved, Self::Kind, Self::OneOff];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Unresolved => "unresolved",
            Self::Kind => "kind",
            Self::OneOff => "one-off",
        }
    }

    /// Heading of a list of them.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Merge => "Possible merges",
            Self::Unresolved => "Unresolved names",
            Self::Kind => "Doubtful kinds",
            Self::OneOff => "Names found once",
        }
    }
}

/// Something to settle.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// What kind of doubt.
    pub kind: DoubtKind,
    /// What it is about: "Amrullah Saleh ~ Amurula Surrey".
    pub about: String,
    /// How likely it is that `settle` is right and matters, 0 to 1.
    pub score: f32,
    /// Why it is asked.
    pub reasons: Vec<String>,
    /// The sentences that speak for or against it.
    pub evidence: Vec<Sentence>,
    /// What `settle` would change.
    pub effect: Effect,
    /// The decision that is proposed.
    pub settle: Settlement,
    /// The decision to the contrary.
    pub otherwise: Option<Settlement>,
}

/// A sentence with the name in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// The article.
    pub article: ArticleIx,
    /// The sentence.
    pub at: Place,
    /// The name, byte range of the same block.
    pub name: Span,
}

/// What a decision would change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effect {
    /// Pages that it touches.
    pub pages: usize,
    /// Mentions that would mean something else than now.
    pub mentions: usize,
}

/// All doubts: by kind, the most doubtful first, ties by what they are about.
pub fn review(briefing: &Briefing, curation: &Curation) -> Vec<Doubt> {
    let mut all = merges::find(briefing, curation);
    all.extend(open::find(briefing));
    all.extend(kinds::find(briefing, curation));
    all.extend(single::find(briefing, curation));
    all.sort_by(|a, b| {
        a.kind
            .cmp(&b.kind)
            .then_with(|| b.score.total_cmp(&a.score))
            .then_with(|| (&a.about, &a.evidence_key()).cmp(&(&b.about, &b.evidence_key())))
    });
    all
}

impl Doubt {
    fn evidence_key(&self) -> Option<(ArticleIx, Place)> {
        self.evidence.first().map(|sentence| (sentence.article, sentence.at))
    }
}

/// The text that a place lies in: its block's, or the title.
pub(crate) fn text_around(article: &Article, block: u32) -> &str {
    match block {
        TITLE_BLOCK => article.title(),
        n => article.annotated.article.blocks.get(n as usize - 1).map_or("", |block| block.text.as_str()),
    }
}

/// The text of a mention.
fn mention_text(article: &Article, mention: usize) -> &str {
    let at = article.annotated.mentions[mention].at;
    text_around(article, at.block).get(at.span.range()).unwrap_or("")
}

/// The sentence around a mention.
fn sentence(briefing: &Briefing, mention: MentionRef) -> Sentence {
    let found = &briefing.article(mention.article).annotated.mentions[mention.mention as usize];
    let at = Place { block: found.at.block, span: found.sentence };
    Sentence { article: mention.article, at, name: found.at.span }
}

/// A name of an entity as the articles write it: its own, or its most frequent spelling.
fn written(entity: &Entity) -> &str {
    let own = entity.variants.iter().any(|variant| variant.text == entity.name);
    if own { &entity.name } else { entity.variants.first().map_or(&entity.name, |variant| &variant.text) }
}

/// Whether the gazetteer knows an entity; a few mentions tell.
fn is_known(briefing: &Briefing, entity: &Entity) -> bool {
    entity.mentions.iter().take(8).any(|mention| {
        briefing.article(mention.article).annotated.mentions[mention.mention as usize].known_as.is_some()
    })
}

/// How sure the finder was of an entity at best.
fn confidence(briefing: &Briefing, entity: &Entity) -> u8 {
    let mentions = entity.mentions.iter().take(64);
    let sure = mentions
        .map(|mention| briefing.article(mention.article).annotated.mentions[mention.mention as usize].confidence);
    sure.max().unwrap_or(0)
}

/// All entities with their numbers.
fn entities(briefing: &Briefing) -> impl Iterator<Item = (EntityIx, &Entity)> {
    (0..).map(EntityIx).zip(&briefing.entities)
}
