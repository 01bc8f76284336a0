//! The objects of `briefing.json`: borrowed, with their keys in the order of the contract.

use super::stretch::{Stretch, Stretches};
use crate::model::{
    Article, Block, BlockKind, Briefing, Correction, Display, Entity, EntityIx, Origin, PartialDate, Removal, Topic,
    TopicIx,
};
use crate::text::Lines;
use serde::{Serialize, Serializer};

#[derive(Serialize)]
pub(super) struct ArticleView<'a> {
    id: &'a str,
    slug: &'a str,
    path: &'a str,
    sha256: &'a str,
    title: &'a str,
    title_origin: &'static str,
    deck: Option<&'a str>,
    authors: &'a [String],
    source: SourceView<'a>,
    published: PublishedView<'a>,
    language: &'a str,
    words: u32,
    blocks: Vec<BlockView<'a>>,
    removed: Vec<RemovalView<'a>>,
    mentions: Vec<MentionView<'a>>,
    quotes: Vec<QuoteView<'a>>,
    events: Vec<EventView<'a>>,
    topics: Vec<&'a str>,
    related: Vec<RelatedView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also_published: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<&'a str>,
}

#[derive(Serialize)]
struct SourceView<'a> {
    id: Option<&'a str>,
    name: Option<&'a str>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct PublishedView<'a> {
    date: Option<Iso>,
    not_before: Option<Iso>,
    evidence: Option<&'a str>,
}

#[derive(Serialize)]
struct BlockView<'a> {
    n: u32,
    anchor: &'a str,
    kind: &'static str,
    text: &'a str,
    lines: [u32; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alt: Option<&'a str>,
}

#[derive(Serialize)]
struct RemovalView<'a> {
    lines: [u32; 2],
    text: &'a str,
    rule: &'static str,
    reason: &'a str,
}

#[derive(Serialize)]
struct MentionView<'a> {
    #[serde(flatten)]
    at: Stretch<'a>,
    kind: &'static str,
    entity: Option<&'a str>,
}

#[derive(Serialize)]
struct QuoteView<'a> {
    #[serde(flatten)]
    at: Stretch<'a>,
    speaker: Option<&'a str>,
    speaker_text: Option<&'a str>,
}

#[derive(Serialize)]
struct EventView<'a> {
    #[serde(flatten)]
    at: Stretch<'a>,
    date: Iso,
    precision: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Iso>,
}

#[derive(Serialize)]
struct RelatedView<'a> {
    id: &'a str,
    score: f64,
    why: &'a str,
}

#[derive(Serialize)]
pub(super) struct EntityView<'a> {
    id: &'a str,
    kind: &'static str,
    name: &'a str,
    aliases: Vec<&'a str>,
    description: Option<&'a str>,
    country: Option<&'a str>,
    coordinates: Option<(f64, f64)>,
    same_as: &'a [String],
    mentions: usize,
    articles: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct TopicView<'a> {
    id: &'a str,
    name: &'a str,
    parent: Option<&'a str>,
    iptc: Option<&'a str>,
    articles: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct CorrectionView<'a> {
    article: Option<&'a str>,
    date: Iso,
    text: &'a str,
}

/// A date as ISO 8601, as exact as it is known.
struct Iso(PartialDate);

impl Serialize for Iso {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'a> CorrectionView<'a> {
    pub(super) fn new(briefing: &'a Briefing, correction: &'a Correction) -> Self {
        Self {
            article: correction.article.map(|ix| briefing.article(ix).id()),
            date: Iso(correction.date),
            text: &correction.text,
        }
    }
}

impl<'a> ArticleView<'a> {
    pub(super) fn new(briefing: &'a Briefing, article: &'a Article) -> Self {
        let clean = &article.annotated.article;
        let metadata = &clean.metadata;
        let publisher = metadata.publisher.as_ref();
        let date = &metadata.published;
        Self {
            id: &clean.id,
            slug: &article.slug,
            path: &clean.source.path,
            sha256: &clean.source.sha256,
            title: &metadata.title,
            title_origin: title_origin(metadata.title_origin),
            deck: metadata.deck.as_deref(),
            authors: &metadata.authors,
            source: SourceView {
                id: publisher.map(|publisher| publisher.id.as_str()),
                name: publisher.map(|publisher| publisher.name.as_str()),
                url: metadata.url.as_deref(),
            },
            published: PublishedView {
                date: date.date.map(Iso),
                not_before: date.not_before.map(Iso),
                evidence: date.evidence.as_deref(),
            },
            language: &metadata.language,
            words: clean.words,
            blocks: clean.blocks.iter().map(BlockView::new).collect(),
            removed: clean.removed.iter().map(RemovalView::new).collect(),
            mentions: mentions(briefing, article),
            quotes: quotes(briefing, article),
            events: events(article),
            topics: article.topics.iter().map(|&ix| briefing.topic(ix).id.as_str()).collect(),
            related: related(briefing, article),
            also_published: article.also_published.iter().map(|&ix| briefing.article(ix).id()).collect(),
            display: (article.rights.display != Display::Full).then(|| article.rights.display.name()),
            licence: article.rights.licence.as_deref(),
            permission: article.rights.permission.as_deref(),
        }
    }
}

/// The contract knows five origins; `sources.toml` is the curator's hand, as a sidecar is.
fn title_origin(origin: Origin) -> &'static str {
    if origin == Origin::Sources { Origin::Sidecar.name() } else { origin.name() }
}

fn mentions<'a>(briefing: &'a Briefing, article: &'a Article) -> Vec<MentionView<'a>> {
    let mut stretches = Stretches::new(&article.annotated.article);
    let found = article.annotated.mentions.iter().zip(&article.entities);
    found
        .map(|(mention, entity)| {
            let entity = entity.map(|ix| briefing.entity(ix));
            MentionView {
                at: stretches.at(mention.at),
                // what the graph took it for, which may be the curator's word
                kind: entity.map_or(mention.kind, |entity| entity.kind).name(),
                entity: entity.map(|entity| entity.id.as_str()),
            }
        })
        .collect()
}

fn quotes<'a>(briefing: &'a Briefing, article: &'a Article) -> Vec<QuoteView<'a>> {
    let mut stretches = Stretches::new(&article.annotated.article);
    let id = |ix: EntityIx| briefing.entity(ix).id.as_str();
    let found = article.annotated.quotes.iter().zip(&article.speakers);
    found
        .map(|(quote, speaker)| QuoteView {
            at: stretches.at(quote.at),
            speaker: speaker.map(id),
            speaker_text: quote.speaker_text.as_deref(),
        })
        .collect()
}

fn events(article: &Article) -> Vec<EventView<'_>> {
    let mut stretches = Stretches::new(&article.annotated.article);
    let found = article.annotated.events.iter();
    found
        .map(|event| EventView {
            at: stretches.at(event.at),
            date: Iso(event.date),
            precision: event.date.precision().name(),
            until: event.until.map(Iso),
        })
        .collect()
}

fn related<'a>(briefing: &'a Briefing, article: &'a Article) -> Vec<RelatedView<'a>> {
    let thousandths = |score: f32| f64::from((score * 1000.0).round()) / 1000.0;
    let neighbours = article.related.iter();
    neighbours
        .map(|related| RelatedView {
            id: briefing.article(related.article).id(),
            score: thousandths(related.score),
            why: &related.why,
        })
        .collect()
}

impl<'a> BlockView<'a> {
    fn new(block: &'a Block) -> Self {
        let (credit, alt) = if let BlockKind::Figure { credit, alt } = &block.kind {
            (credit.as_deref(), alt.as_deref())
        } else {
            (None, None)
        };
        Self {
            n: block.n,
            anchor: &block.anchor,
            kind: block.kind.name(),
            text: &block.text,
            lines: range(block.lines),
            language: block.language.as_deref(),
            credit,
            alt,
        }
    }
}

impl<'a> RemovalView<'a> {
    fn new(removal: &'a Removal) -> Self {
        Self { lines: range(removal.lines), text: &removal.text, rule: removal.rule, reason: &removal.reason }
    }
}

fn range(lines: Lines) -> [u32; 2] {
    [lines.first, lines.last]
}

impl<'a> EntityView<'a> {
    pub(super) fn new(briefing: &'a Briefing, entity: &'a Entity) -> Self {
        let variants = entity.variants.iter().map(|variant| variant.text.as_str());
        Self {
            id: &entity.id,
            kind: entity.kind.name(),
            name: &entity.name,
            aliases: variants.filter(|text| *text != entity.name).collect(),
            description: entity.description.as_deref(),
            country: entity.country.as_deref(),
            coordinates: entity.coordinates,
            same_as: &entity.same_as,
            mentions: entity.mention_count(),
            articles: entity.articles.iter().map(|&(ix, _)| briefing.article(ix).id()).collect(),
        }
    }
}

impl<'a> TopicView<'a> {
    pub(super) fn new(briefing: &'a Briefing, topic: &'a Topic) -> Self {
        Self {
            id: &topic.id,
            name: &topic.name,
            parent: topic.parent.map(|ix: TopicIx| briefing.topic(ix).id.as_str()),
            iptc: topic.iptc.as_deref(),
            articles: topic.articles.iter().map(|found| briefing.article(found.article).id()).collect(),
        }
    }
}
