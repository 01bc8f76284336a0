//! The whole graph: articles, entities, topics, and the postings that connect them.

use super::{Annotated, EntityKind, PartialDate, Place, Quote, Rights, Skipped};

/// Position of an article in [`Briefing::articles`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleIx(pub u32);

/// Position of an entity in [`Briefing::entities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIx(pub u32);

/// Position of a topic in [`Briefing::topics`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicIx(pub u32);

/// Everything that the site is made from. Immutable once linked.
#[derive(Debug, Clone, Default)]
pub struct Briefing {
    /// The curator's dated issues, newest first.
    pub editions: Vec<Issue>,
    /// Articles in page order: newest first by [`super::Published::sort_key`], those without any date last, then by id.
    pub articles: Vec<Article>,
    /// Entities by kind, then by folded name, then by id.
    pub entities: Vec<Entity>,
    /// Topics, the curator's pinned ones first, then by folded name, then by id. Only those with articles.
    pub topics: Vec<Topic>,
    /// Publishers by folded name.
    pub publishers: Vec<SourcePublisher>,
    /// What the articles date, oldest first; sentences on the same event are one entry.
    pub timeline: Vec<TimelineEntry>,
    /// The articles that quote somebody, in page order; of a piece that several published, the first.
    pub quoting: Vec<ArticleIx>,
    /// How the main entities meet, and which articles draw on which sources.
    pub relations: Relations,
    /// Surnames and the like that fit several entities, and were therefore linked to none: surface form, article.
    pub unresolved: Vec<(String, ArticleIx)>,
    /// Files that gave no article.
    pub skipped: Vec<Skipped>,
    /// What was corrected, by article, what concerns the whole first; newest first.
    pub corrections: Vec<Correction>,
    /// Pages of articles that were taken down, by slug.
    pub taken_down: Vec<TakenDown>,
}

/// A correction of an article, or of the briefing as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// When it was made.
    pub date: PartialDate,
    /// The article.
    pub article: Option<ArticleIx>,
    /// What was wrong, and what is right.
    pub text: String,
}

/// A page whose article was taken down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenDown {
    /// Name of the page.
    pub slug: String,
    /// When that was.
    pub date: Option<PartialDate>,
    /// Why, in the curator's words.
    pub reason: Option<String>,
}

impl Briefing {
    /// The article at a position.
    pub fn article(&self, ix: ArticleIx) -> &Article {
        &self.articles[ix.0 as usize]
    }

    /// The entity at a position.
    pub fn entity(&self, ix: EntityIx) -> &Entity {
        &self.entities[ix.0 as usize]
    }

    /// The corrections of an article, newest first.
    pub fn corrections_of(&self, ix: ArticleIx) -> impl Iterator<Item = &Correction> {
        let from = self.corrections.partition_point(|correction| correction.article < Some(ix));
        self.corrections[from..].iter().take_while(move |correction| correction.article == Some(ix))
    }

    /// The articles with attributed speech, in page order; a reprint says nothing that its original does not.
    pub fn quoting_among(articles: &[Article]) -> Vec<ArticleIx> {
        let says = |ix: ArticleIx| articles[ix.0 as usize].annotated.quotes.iter().any(Quote::is_attributed);
        let is_first =
            |ix: ArticleIx| articles[ix.0 as usize].also_published.iter().all(|&other| other > ix || !says(other));
        (0..articles.len() as u32).map(ArticleIx).filter(|&ix| says(ix) && is_first(ix)).collect()
    }

    /// The topic at a position.
    pub fn topic(&self, ix: TopicIx) -> &Topic {
        &self.topics[ix.0 as usize]
    }
}

/// A dated issue of the briefing, as the curator put it together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Its date.
    pub date: PartialDate,
    /// Its title.
    pub title: Option<String>,
    /// The leading article.
    pub lead: Option<ArticleIx>,
    /// Its other articles in order.
    pub articles: Vec<ArticleIx>,
    /// What the curator writes to it, Markdown.
    pub editorial: String,
}

/// An article within the briefing.
#[derive(Debug, Clone)]
pub struct Article {
    /// Text and annotations.
    pub annotated: Annotated,
    /// Name of its page, e.g. `tajikistan-the-stern-outlier-k3f9`.
    pub slug: String,
    /// For each mention of `annotated.mentions`: the entity, or `None` where the name stays unresolved (NIL).
    pub entities: Vec<Option<EntityIx>>,
    /// Whom and what its whole text names, with how often, most often first.
    pub names: Vec<(EntityIx, u32)>,
    /// For each quote of `annotated.quotes`: the speaker's entity.
    pub speakers: Vec<Option<EntityIx>>,
    /// For each event of `annotated.events`: index of its entry on the timeline; none where its sentence is told at another of
    /// its dates, or states only that it was "this year".
    pub timeline: Vec<Option<u32>>,
    /// Its topics, strongest first.
    pub topics: Vec<TopicIx>,
    /// The closest other articles, closest first, at most five.
    pub related: Vec<Related>,
    /// Other articles with (nearly) the same text: the same piece published elsewhere.
    pub also_published: Vec<ArticleIx>,
    /// What is shown of it, and by whose leave.
    pub rights: Rights,
}

impl Article {
    /// The entities of an article's mentions with their counts, most frequent first.
    pub fn names_among(of_mentions: &[Option<EntityIx>]) -> Vec<(EntityIx, u32)> {
        let mut found: Vec<EntityIx> = of_mentions.iter().flatten().copied().collect();
        found.sort_unstable();
        let mut names: Vec<(EntityIx, u32)> =
            found.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
        names.sort_unstable_by_key(|&(ix, count)| (std::cmp::Reverse(count), ix));
        names
    }

    /// Id of the article.
    pub fn id(&self) -> &str {
        &self.annotated.article.id
    }

    /// Title of the article.
    pub fn title(&self) -> &str {
        &self.annotated.article.metadata.title
    }
}

/// A neighbouring article, with what connects them.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// The other article.
    pub article: ArticleIx,
    /// Closeness, 0 to 1.
    pub score: f32,
    /// The reason in words: "both mention CSTO, Emomali Rahmon".
    pub why: String,
}

/// A person, organisation or place.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Identity, unique in the briefing: the slug of its name, or the curator's id.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// How many of its mentions the finder took for each kind, in the order of [`EntityKind::ALL`].
    pub taken_for: [u32; 3],
    /// Canonical name: the curator's, else the gazetteer's, else the best-attested full form.
    pub name: String,
    /// All names that the articles use, most frequent first, the canonical one included if it occurs.
    pub variants: Vec<Variant>,
    /// One line on who or what it is, from the curator.
    pub description: Option<String>,
    /// How the sources call it, with the article that does: "President of Tajikistan".
    pub role: Option<(String, ArticleIx)>,
    /// ISO 3166 alpha-2 code of the country it belongs to.
    pub country: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// Addresses that identify it elsewhere (Wikidata and the like).
    pub same_as: Vec<String>,
    /// Every mention, in page order of the articles and then in order of the text.
    pub mentions: Vec<MentionRef>,
    /// The articles that mention it with the number of mentions, in page order.
    pub articles: Vec<(ArticleIx, u32)>,
    /// Who or what it appears with, most telling first, bounded.
    pub companions: Vec<Companion>,
    /// Quotes by it: article and index of the quote.
    pub quotes: Vec<(ArticleIx, u32)>,
    /// Topics of the articles that mention it, most frequent first, bounded.
    pub topics: Vec<(TopicIx, u32)>,
    /// Whether it is worth a page of its own.
    pub has_page: bool,
}

impl Entity {
    /// How often the articles name it, also where their text is not shown.
    pub fn mention_count(&self) -> usize {
        self.articles.iter().map(|&(_, count)| count as usize).sum()
    }
}

/// A spelling of an entity's name with its count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// As written.
    pub text: String,
    /// How often.
    pub count: u32,
}

/// One mention, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MentionRef {
    /// The article.
    pub article: ArticleIx,
    /// Index into its mentions.
    pub mention: u32,
}

/// An entity that appears with another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Companion {
    /// The other entity.
    pub entity: EntityIx,
    /// Articles that mention both.
    pub articles: u32,
    /// How telling that is (log-likelihood ratio).
    pub weight: f32,
}

/// A subject heading with its articles.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Identity: the slug of the name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The broader topic, when it is in the briefing too.
    pub parent: Option<TopicIx>,
    /// IPTC Media Topics id, e.g. `medtop:20000593`.
    pub iptc: Option<String>,
    /// The curator's introduction, Markdown.
    pub intro: Option<String>,
    /// Its articles in page order.
    pub articles: Vec<TopicArticle>,
    /// The entities that its articles mention most, most telling first, bounded.
    pub entities: Vec<(EntityIx, u32)>,
    /// Topics that stand more often than chance would have it in the same articles, with how many these are, most telling
    /// first, bounded; none above or beneath it.
    pub neighbours: Vec<(TopicIx, u32)>,
}

/// An article under a topic.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicArticle {
    /// The article.
    pub article: ArticleIx,
    /// Weight of the evidence.
    pub score: f32,
    /// Index into the article's topic tags.
    pub tag: u32,
}

/// A publisher with its articles.
#[derive(Debug, Clone)]
pub struct SourcePublisher {
    /// Identity: the slug of the name, or the id in `sources.toml`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its home page.
    pub url: Option<String>,
    /// Its articles in page order.
    pub articles: Vec<ArticleIx>,
}

/// An event on the timeline: a stretch of time, and the sentences that tell what happened then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The date, or the first of a stretch of time.
    pub date: PartialDate,
    /// The last date of a stretch of time.
    pub until: Option<PartialDate>,
    /// The sentences that tell it, the one that tells most first; never empty.
    pub told: Vec<EventRef>,
    /// Who and what they name, people first, bounded.
    pub names: Vec<EntityIx>,
}

/// One dated sentence of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventRef {
    /// The article.
    pub article: ArticleIx,
    /// Index into its events.
    pub event: u32,
}

/// What connects the main entities, and articles with the sources that they name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Relations {
    /// The main entities, the most widely named first; bounded.
    pub main: Vec<EntityIx>,
    /// Pairs of them that share paragraphs more often than chance would have it, the most telling first.
    pub pairs: Vec<Pair>,
    /// Where articles name the source of what they say, by article and place; each source once an article.
    pub cites: Vec<Citing>,
}

impl Relations {
    /// What an article cites.
    pub fn cited_by(&self, article: ArticleIx) -> &[Citing] {
        let from = self.cites.partition_point(|citing| citing.article < article);
        let count = self.cites[from..].partition_point(|citing| citing.article == article);
        &self.cites[from..from + count]
    }
}

/// Two entities that stand together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The one named more widely.
    pub a: EntityIx,
    /// The other.
    pub b: EntityIx,
    /// Articles with a paragraph that names both.
    pub articles: u32,
    /// Paragraphs that name both.
    pub paragraphs: u32,
    /// How telling that is (log-likelihood ratio).
    pub weight: f32,
}

/// An article that names another source: "according to the Financial Times".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citing {
    /// The article that cites.
    pub article: ArticleIx,
    /// The sentence that does.
    pub at: Place,
    /// The source's name.
    pub source: String,
    /// Its entity.
    pub entity: Option<EntityIx>,
    /// Index into [`Briefing::publishers`], when the briefing has articles of it.
    pub publisher: Option<u32>,
    /// The very article, when its address, title or date proves it.
    pub cited: Option<ArticleIx>,
}
