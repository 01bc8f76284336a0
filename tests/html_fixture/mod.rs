//! A small briefing for tests, built from a few lines of text: names, quotes and dates are found by looking for them.

#![allow(dead_code, reason = "each test takes what it needs")]

pub(crate) mod page;
pub(crate) mod sample;

use ::briefing::config::{EmitSettings, SiteSettings};
use ::briefing::emit::{EmitContext, emit};
use ::briefing::model::annotation::TITLE_BLOCK;
use ::briefing::model::*;
use ::briefing::output::MemoryOutput;
use ::briefing::text::{Lines, Span, fold, sentences, slug};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Files of a built site by path.
pub(crate) type Files = BTreeMap<String, String>;

/// Builds the site of a briefing in memory.
pub(crate) fn build(briefing: &Briefing, settings: &EmitSettings) -> Files {
    try_build(briefing, settings).expect("the site is built")
}

/// The same, with what went wrong.
pub(crate) fn try_build(briefing: &Briefing, settings: &EmitSettings) -> Result<Files, ::briefing::emit::EmitError> {
    let plan = plan(briefing);
    let sink = MemoryOutput::default();
    let context = EmitContext { settings, briefing, plan: &plan };
    emit(&context, &sink, &|| {})?;
    let files = sink.into_files();
    Ok(files
        .into_iter()
        .map(|(path, bytes)| (path.to_string(), String::from_utf8_lossy(&bytes).into_owned()))
        .collect())
}

/// Settings with a title.
pub(crate) fn settings(title: &str) -> EmitSettings {
    EmitSettings {
        site: SiteSettings { title: title.to_owned(), ..SiteSettings::default() },
        ..EmitSettings::default()
    }
}

/// The plan of the site.
pub(crate) fn plan(briefing: &Briefing) -> SitePlan {
    ::briefing::pages::plan(&::briefing::config::PageSettings::default(), briefing)
}

/// An article in the making.
pub(crate) struct Draft {
    pub(crate) id: &'static str,
    pub(crate) metadata: Metadata,
    pub(crate) blocks: Vec<Block>,
    pub(crate) removed: Vec<Removal>,
    pub(crate) topics: Vec<&'static str>,
}

impl Draft {
    /// An article with a title and paragraphs. A line that starts with `# ` is a heading, with `> ` a quotation, with `- ` a
    /// list (items separated by ` / `).
    pub(crate) fn new(id: &'static str, title: &str, text: &[&str]) -> Self {
        let mut draft =
            Self { id, metadata: metadata(title), blocks: Vec::new(), removed: Vec::new(), topics: Vec::new() };
        for line in text {
            let (kind, text) = if let Some(rest) = line.strip_prefix("# ") {
                (BlockKind::Heading(2), rest.to_owned())
            } else if let Some(rest) = line.strip_prefix("> ") {
                (BlockKind::Quote, rest.to_owned())
            } else if let Some(rest) = line.strip_prefix("- ") {
                let items = rest.replace(" / ", "\n");
                (BlockKind::List { ordered: false, depths: vec![0; items.lines().count()] }, items)
            } else {
                (BlockKind::Paragraph, (*line).to_owned())
            };
            draft = draft.block(kind, &text);
        }
        draft
    }

    pub(crate) fn block(mut self, kind: BlockKind, text: &str) -> Self {
        let n = self.blocks.len() as u32 + 1;
        let lines = Lines::one(n * 2);
        self.blocks.push(Block {
            n,
            anchor: format!("p{n}"),
            kind,
            text: text.to_owned(),
            marks: Vec::new(),
            lines,
            language: None,
        });
        self
    }

    /// Marks the first occurrence of some words in the last block.
    pub(crate) fn mark(mut self, words: &str, kind: MarkKind) -> Self {
        let block = self.blocks.last_mut().expect("a block");
        let at = block.text.find(words).expect("the words");
        block.marks.push(Mark { span: Span::new(at..at + words.len()), kind });
        block.marks.sort_by_key(|mark| mark.span);
        self
    }

    pub(crate) fn by(mut self, author: &str, publisher: &str, url: Option<&str>) -> Self {
        if !author.is_empty() {
            self.metadata.authors = vec![author.to_owned()];
            self.metadata.authors_origin = Some(Origin::Text);
        }
        self.metadata.publisher =
            Some(Publisher { id: slug(publisher), name: publisher.to_owned(), origin: Origin::Text });
        self.metadata.url = url.map(str::to_owned);
        self
    }

    pub(crate) fn deck(mut self, deck: &str) -> Self {
        self.metadata.deck = Some(deck.to_owned());
        self
    }

    pub(crate) fn on(mut self, date: &str) -> Self {
        self.metadata.published.date = PartialDate::parse_iso(date);
        self.metadata.published.origin = Some(Origin::Text);
        self
    }

    pub(crate) fn not_before(mut self, date: &str, evidence: &str) -> Self {
        self.metadata.published.not_before = PartialDate::parse_iso(date);
        self.metadata.published.evidence = Some(evidence.to_owned());
        self
    }

    pub(crate) fn removing(mut self, line: u32, text: &str, rule: &'static str, reason: &str) -> Self {
        self.removed.push(Removal { lines: Lines::one(line), text: text.to_owned(), rule, reason: reason.to_owned() });
        self
    }

    pub(crate) fn about(mut self, topics: &[&'static str]) -> Self {
        self.topics = topics.to_vec();
        self
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Metadata)) -> Self {
        change(&mut self.metadata);
        self
    }
}

fn metadata(title: &str) -> Metadata {
    Metadata {
        title: title.to_owned(),
        title_origin: Origin::Text,
        deck: None,
        authors: Vec::new(),
        authors_origin: None,
        publisher: None,
        url: None,
        published: Published::default(),
        language: "en".to_owned(),
        summary: None,
        note: None,
    }
}

/// A name to look for: kind, canonical name, further spellings, role.
pub(crate) type Known = (EntityKind, &'static str, &'static [&'static str], Option<&'static str>);

/// Joins drafts into a briefing.
pub(crate) fn briefing(mut drafts: Vec<Draft>, known: &[Known]) -> Briefing {
    drafts.sort_by_key(|draft| (std::cmp::Reverse(draft.metadata.published.sort_key()), draft.id));
    let mut known: Vec<&Known> = known.iter().collect();
    known.sort_by_key(|(kind, name, ..)| (*kind, fold(name), slug(name)));
    let mut forms: Vec<(&str, usize)> = Vec::new();
    for (at, (_, name, others, _)) in known.iter().enumerate() {
        forms.push((name, at));
        forms.extend(others.iter().map(|other| (*other, at)));
    }
    forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));

    let mut topic_names: Vec<&str> = drafts.iter().flat_map(|draft| draft.topics.iter().copied()).collect();
    topic_names.sort_by_key(|name| fold(name));
    topic_names.dedup();
    let articles = drafts.into_iter().map(|draft| article(draft, &known, &forms, &topic_names)).collect();
    let mut briefing = Briefing { articles, ..Briefing::default() };
    briefing.entities = known.iter().enumerate().map(|(at, known)| entity(&briefing, at, known)).collect();
    briefing.topics = topic_names.iter().enumerate().map(|(at, name)| topic(&briefing, at, name)).collect();
    companions(&mut briefing);
    finish(&mut briefing);
    briefing
}

/// What is found in the texts of a draft.
#[derive(Default)]
struct Found {
    mentions: Vec<Mention>,
    entities: Vec<Option<EntityIx>>,
    quotes: Vec<Quote>,
    events: Vec<Event>,
}

/// The dates that are looked for.
const DATES: [(&str, &str); 4] = [
    ("15 August 2021", "2021-08-15"),
    ("8 September 2021", "2021-09-08"),
    ("in 1997", "1997"),
    ("September 2001", "2001-09"),
];

/// The sentence around a place.
fn around(block: u32, text: &str, span: Span) -> Span {
    let whole = Span::new(0..text.len());
    match block {
        TITLE_BLOCK => whole,
        _ => sentences(text).into_iter().find(|sentence| sentence.contains(span)).unwrap_or(whole),
    }
}

impl Found {
    fn names(&mut self, block: u32, text: &str, known: &[&Known], forms: &[(&str, usize)]) {
        let mut at = 0;
        while at < text.len() {
            let found = forms.iter().find(|(form, _)| text[at..].starts_with(form));
            let Some((form, entity)) = found else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            let span = Span::new(at..at + form.len());
            self.mentions.push(Mention {
                at: Place { block, span },
                sentence: around(block, text, span),
                kind: known[*entity].0,
                known_as: None,
                title: None,
                rule: "test",
                confidence: 100,
            });
            self.entities.push(Some(EntityIx(*entity as u32)));
            at += form.len();
        }
    }

    fn quotes_and_dates(&mut self, block: u32, text: &str) {
        let mut from = 0;
        while let Some(start) = text[from..].find('“').map(|n| n + from) {
            let Some(end) = text[start..].find('”').map(|n| n + start + '”'.len_utf8()) else { break };
            let span = Span::new(start..end);
            let sentence = around(block, text, span);
            let speaker = self.mentions.iter().position(|m| m.at.block == block && sentence.contains(m.at.span));
            let speaker = speaker.map(|n| n as u32);
            self.quotes.push(Quote { at: Place { block, span }, speaker, speaker_text: None });
            from = end;
        }
        for (shown, iso) in DATES {
            if let Some(start) = text.find(shown) {
                let expression = Span::new(start..start + shown.len());
                let at = Place { block, span: around(block, text, expression) };
                self.events.push(Event {
                    at,
                    expression,
                    date: PartialDate::parse_iso(iso).expect("a date"),
                    until: None,
                });
            }
        }
    }
}

fn article(draft: Draft, known: &[&Known], forms: &[(&str, usize)], topics: &[&str]) -> Article {
    let mut found = Found::default();
    let title = draft.metadata.title.clone();
    found.names(TITLE_BLOCK, &title, known, forms);
    for block in &draft.blocks {
        found.names(block.n, &block.text, known, forms);
        found.quotes_and_dates(block.n, &block.text);
    }
    let Found { mentions, entities, quotes, events } = found;
    let speakers =
        quotes.iter().map(|quote| quote.speaker.and_then(|speaker: u32| entities[speaker as usize])).collect();
    let words = draft.blocks.iter().map(|block| block.text.split_whitespace().count() as u32).sum();
    let tags = draft.topics.iter().map(|name| TopicTag {
        topic: slug(name),
        name: Arc::from(*name),
        iptc: None,
        broader: std::sync::Arc::default(),
        score: 1.0,
        evidence: draft.blocks.first().map(|block| Place { block: block.n, span: sentences(&block.text)[0] }),
    });
    let position = |name: &&str| TopicIx(topics.iter().position(|topic| topic == name).expect("it is known") as u32);
    Article {
        slug: slug(&title),
        names: Article::names_among(&entities),
        entities,
        speakers,
        topics: draft.topics.iter().map(position).collect(),
        related: Vec::new(),
        timeline: Vec::new(),
        also_published: Vec::new(),
        rights: Rights::default(),
        annotated: Annotated {
            mentions,
            quotes,
            events,
            topics: tags.collect(),
            terms: Vec::new(),
            phrases: Vec::new(),
            article: CleanArticle {
                id: draft.id.to_owned(),
                source: SourceInfo {
                    path: format!("{}.txt", draft.id),
                    sha256: "5e".repeat(32),
                    format: Format::Text,
                    encoding: "UTF-8",
                    bytes: 4_321,
                },
                metadata: draft.metadata,
                blocks: draft.blocks,
                removed: draft.removed,
                parts: Vec::new(),
                words,
            },
        },
    }
}

fn entity(briefing: &Briefing, at: usize, (kind, name, _, role): &Known) -> Entity {
    let ix = EntityIx(at as u32);
    let mut mentions = Vec::new();
    let mut articles: Vec<(ArticleIx, u32)> = Vec::new();
    let mut variants: BTreeMap<String, u32> = BTreeMap::new();
    let mut quotes = Vec::new();
    for (n, article) in briefing.articles.iter().enumerate() {
        let article_ix = ArticleIx(n as u32);
        for (m, (mention, entity)) in article.annotated.mentions.iter().zip(&article.entities).enumerate() {
            if *entity != Some(ix) {
                continue;
            }
            mentions.push(MentionRef { article: article_ix, mention: m as u32 });
            match articles.last_mut() {
                Some((last, count)) if *last == article_ix => *count += 1,
                _ => articles.push((article_ix, 1)),
            }
            let text = match mention.at.block {
                TITLE_BLOCK => article.title(),
                block => &article.annotated.article.blocks[block as usize - 1].text,
            };
            *variants.entry(mention.at.span.of(text).to_owned()).or_default() += 1;
        }
        for (q, speaker) in article.speakers.iter().enumerate() {
            if *speaker == Some(ix) {
                quotes.push((article_ix, q as u32));
            }
        }
    }
    let mut variants: Vec<Variant> = variants.into_iter().map(|(text, count)| Variant { text, count }).collect();
    variants.sort_by_key(|variant| std::cmp::Reverse(variant.count));
    let role = role.zip(articles.first()).map(|(role, (ix, _))| (role.to_owned(), *ix));
    Entity {
        id: slug(name),
        kind: *kind,
        taken_for: [0; 3],
        name: (*name).to_owned(),
        variants,
        description: None,
        role,
        country: None,
        coordinates: None,
        same_as: Vec::new(),
        has_page: mentions.len() > 1,
        mentions,
        articles,
        companions: Vec::new(),
        quotes,
        topics: Vec::new(),
    }
}

fn topic(briefing: &Briefing, at: usize, name: &str) -> Topic {
    let entry = |(n, article): (usize, &Article)| {
        let tag = article.topics.iter().position(|topic| topic.0 as usize == at)?;
        Some(TopicArticle { article: ArticleIx(n as u32), score: 1.0, tag: tag as u32 })
    };
    Topic {
        id: slug(name),
        name: name.to_owned(),
        parent: None,
        iptc: None,
        intro: None,
        articles: briefing.articles.iter().enumerate().filter_map(entry).collect(),
        entities: Vec::new(),
        neighbours: Vec::new(),
    }
}

fn companions(briefing: &mut Briefing) {
    for at in 0..briefing.entities.len() {
        let own: Vec<ArticleIx> = briefing.entities[at].articles.iter().map(|(ix, _)| *ix).collect();
        let shared = |other: &Entity| other.articles.iter().filter(|(ix, _)| own.contains(ix)).count() as u32;
        let mut found: Vec<Companion> = (0..briefing.entities.len())
            .filter(|&other| other != at)
            .map(|other| (other, shared(&briefing.entities[other])))
            .filter(|(_, articles)| *articles > 0)
            .map(|(other, articles)| Companion { entity: EntityIx(other as u32), articles, weight: articles as f32 })
            .collect();
        found.sort_by_key(|companion| (std::cmp::Reverse(companion.articles), companion.entity));
        found.truncate(12);
        briefing.entities[at].companions = found;
        let mut topics: BTreeMap<TopicIx, u32> = BTreeMap::new();
        for ix in own {
            for topic in &briefing.articles[ix.0 as usize].topics {
                *topics.entry(*topic).or_default() += 1;
            }
        }
        briefing.entities[at].topics = topics.into_iter().collect();
    }
    for topic in &mut briefing.topics {
        let mut counts: BTreeMap<EntityIx, u32> = BTreeMap::new();
        for entry in &topic.articles {
            for entity in briefing.articles[entry.article.0 as usize].entities.iter().flatten() {
                *counts.entry(*entity).or_default() += 1;
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(ix, count)| (std::cmp::Reverse(*count), *ix));
        counts.truncate(12);
        topic.entities = counts;
    }
}

fn finish(briefing: &mut Briefing) {
    let count = briefing.articles.len() as u32;
    for at in 0..count {
        let neighbours = [at + 1, at + 2].into_iter().filter(|&other| other < count);
        briefing.articles[at as usize].related = neighbours
            .map(|other| Related { article: ArticleIx(other), score: 0.5, why: "both mention Oxbridge".to_owned() })
            .collect();
    }
    let mut publishers: BTreeMap<String, SourcePublisher> = BTreeMap::new();
    let mut timeline = Vec::new();
    for (at, article) in briefing.articles.iter().enumerate() {
        let ix = ArticleIx(at as u32);
        if let Some(publisher) = &article.annotated.article.metadata.publisher {
            publishers
                .entry(fold(&publisher.name))
                .or_insert_with(|| SourcePublisher {
                    id: publisher.id.clone(),
                    name: publisher.name.clone(),
                    url: None,
                    articles: Vec::new(),
                })
                .articles
                .push(ix);
        }
        timeline.extend(article.annotated.events.iter().enumerate().map(|(event, found)| TimelineEntry {
            date: found.date,
            until: found.until,
            told: vec![EventRef { article: ix, event: event as u32 }],
            names: Vec::new(),
        }));
    }
    timeline.sort_by_key(|entry| (entry.date, entry.told[0]));
    briefing.timeline = timeline;
    let quotes = |article: &Article| article.annotated.quotes.iter().any(Quote::is_attributed);
    let numbered = briefing.articles.iter().enumerate().filter(|(_, article)| quotes(article));
    briefing.quoting = numbered.map(|(at, _)| ArticleIx(at as u32)).collect();
    briefing.publishers = publishers.into_values().collect();
}
