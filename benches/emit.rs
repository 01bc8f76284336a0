//! What it costs to make the pages of a briefing, without writing them.
//!
//! `cargo bench --bench emit` measures 1,000 articles; with `ARTICLES=10000` as many as are asked for.

use briefing::config::{EmitSettings, PageSettings};
use briefing::diag::Diagnostics;
use briefing::emit::{EmitContext, assets, card, feed, html, search::SearchIndex};
use briefing::model::{
    Annotated, Article, ArticleIx, ArtifactSink, Block, BlockKind, Briefing, CleanArticle, Companion, Entity, EntityIx,
    EntityKind, Event, EventRef, Format, Mention, MentionRef, Metadata, Origin, PartialDate, Place, Published,
    Publisher, Quote, Related, Removal, Rights, SinkError, SourceInfo, TimelineEntry, Topic, TopicArticle, TopicIx,
    TopicTag, UrlPath, Variant,
};
use briefing::text::{Lines, Span};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::sync::Arc;

const PARAGRAPHS: u32 = 12;
const MENTIONS: usize = 24;

/// Takes files and forgets them.
struct Nowhere;

impl ArtifactSink for Nowhere {
    fn put(&self, _path: &UrlPath, bytes: &[u8]) -> Result<(), SinkError> {
        black_box(bytes);
        Ok(())
    }
}

/// The mentions of an entity, and the articles with the number of mentions in each.
type Postings = (Vec<MentionRef>, Vec<(ArticleIx, u32)>);

/// A small generator of numbers, the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }

    /// Small numbers are much more frequent than large ones, as names are in news.
    fn skewed(&mut self, bound: usize) -> usize {
        let (a, b) = (self.below(bound) + 1, self.below(bound) + 1);
        a * b / (bound + 1)
    }
}

fn name(entity: usize) -> String {
    const FIRST: [&str; 8] = ["Anora", "Timur", "Clémence", "Jonas", "Parvina", "Rustam", "Ewa", "Farrukh"];
    format!("{} Nazri{}ev", FIRST[entity % FIRST.len()], entity)
}

fn paragraph(numbers: &mut Numbers, names: &[(usize, String)]) -> (String, Vec<(Span, usize)>) {
    const WORDS: [&str; 10] = ["the", "border", "was", "closed", "after", "talks", "in", "autumn", "said", "officials"];
    let mut text = String::new();
    let mut spans = Vec::new();
    for word in 0..55 {
        if let Some((entity, name)) = names.get(word / 20).filter(|_| word % 20 == 7) {
            spans.push((Span::new(text.len()..text.len() + name.len()), *entity));
            text.push_str(name);
        } else {
            text.push_str(WORDS[numbers.below(WORDS.len())]);
        }
        text.push_str(if word % 18 == 17 { ". " } else { " " });
    }
    text.truncate(text.trim_end().len());
    (text, spans)
}

#[expect(clippy::too_many_lines, reason = "one article, part by part")]
fn article(n: usize, numbers: &mut Numbers, entities: usize, topics: usize) -> Article {
    let named: Vec<usize> = (0..MENTIONS).map(|_| numbers.skewed(entities)).collect();
    let (mut blocks, mut mentions, mut entities_of, mut quotes, mut events) = (vec![], vec![], vec![], vec![], vec![]);
    for n in 1..=PARAGRAPHS {
        let two = named.iter().skip(n as usize * 2 % MENTIONS).take(2);
        let here: Vec<(usize, String)> = two.map(|&e| (e, name(e))).collect();
        let (text, spans) = paragraph(numbers, &here);
        let whole = Span::new(0..text.len());
        for (span, entity) in spans {
            mentions.push(Mention {
                at: Place { block: n, span },
                sentence: whole,
                kind: EntityKind::ALL[entity % 3],
                known_as: None,
                title: None,
                rule: "bench",
                confidence: 90,
            });
            entities_of.push(Some(EntityIx(entity as u32)));
        }
        if n % 6 == 0 {
            let said = Place { block: n, span: Span::new(0..text.len().min(120)) };
            quotes.push(Quote { at: said, speaker: Some(0), speaker_text: None });
            let (at, expression) = (Place { block: n, span: whole }, Span::new(0..3));
            events.extend(PartialDate::day(2021, n, 1).map(|date| Event { at, expression, date, until: None }));
        }
        blocks.push(Block {
            n,
            anchor: format!("p{n}"),
            kind: if n % 5 == 0 { BlockKind::Heading(2) } else { BlockKind::Paragraph },
            text,
            marks: Vec::new(),
            lines: Lines::one(n),
            language: None,
        });
    }
    let own: Vec<TopicIx> = (0..3).map(|_| TopicIx(numbers.skewed(topics) as u32)).collect();
    let evidence = Some(Place { block: 1, span: Span::new(0..blocks[0].text.len()) });
    let tag = |topic: &TopicIx| TopicTag {
        topic: format!("topic-{}", topic.0),
        name: Arc::from("a topic"),
        iptc: None,
        broader: Arc::default(),
        score: 1.0,
        evidence,
    };
    Article {
        slug: format!("what-happened-at-the-border-{n}"),
        speakers: quotes.iter().map(|_| entities_of.first().copied().flatten()).collect(),
        names: Article::names_among(&entities_of),
        entities: entities_of,
        rights: Rights::default(),
        related: Vec::new(),
        timeline: Vec::new(),
        also_published: Vec::new(),
        annotated: Annotated {
            topics: own.iter().map(tag).collect(),
            terms: Vec::new(),
            phrases: Vec::new(),
            mentions,
            quotes,
            events,
            article: clean(n, blocks),
        },
        topics: own,
    }
}

fn clean(n: usize, blocks: Vec<Block>) -> CleanArticle {
    let day = 1 + n as u32 % 28;
    CleanArticle {
        id: format!("article-{n}"),
        source: SourceInfo {
            path: format!("{n}.txt"),
            sha256: "5e".repeat(32),
            format: Format::Text,
            encoding: "UTF-8",
            bytes: 4_000,
        },
        metadata: Metadata {
            title: format!("What happened at the border, part {n}"),
            title_origin: Origin::Text,
            deck: Some("Officials said the border was closed after talks in autumn.".to_owned()),
            authors: vec!["Anora Yusufi".to_owned()],
            authors_origin: Some(Origin::Text),
            publisher: Some(Publisher { id: "wire".to_owned(), name: "Oxus Wire".to_owned(), origin: Origin::Text }),
            url: None,
            published: Published { date: PartialDate::day(2021, 1 + n as u32 % 12, day), ..Published::default() },
            language: "en".to_owned(),
            summary: None,
            note: None,
        },
        words: 55 * PARAGRAPHS,
        removed: (1..6)
            .map(|line| Removal {
                lines: Lines::one(line),
                text: "Back to top".to_owned(),
                rule: "back-to-top",
                reason: "link to the top of the page".to_owned(),
            })
            .collect(),
        blocks,
        parts: Vec::new(),
    }
}

fn briefing(articles: usize) -> Briefing {
    let (entities, topics) = (articles, articles.div_ceil(50));
    let mut numbers = Numbers(7);
    let mut briefing = Briefing {
        articles: (0..articles).map(|n| article(n, &mut numbers, entities, topics)).collect(),
        ..Briefing::default()
    };
    let mut postings: Vec<Postings> = vec![(vec![], vec![]); entities];
    let mut topic_articles: Vec<Vec<TopicArticle>> = vec![vec![]; topics];
    for (n, article) in briefing.articles.iter_mut().enumerate() {
        let ix = ArticleIx(n as u32);
        for (mention, entity) in article.entities.iter().enumerate() {
            let (mentions, counts) = &mut postings[entity.expect("every mention has one").0 as usize];
            mentions.push(MentionRef { article: ix, mention: mention as u32 });
            match counts.last_mut() {
                Some((last, count)) if *last == ix => *count += 1,
                _ => counts.push((ix, 1)),
            }
        }
        for (tag, topic) in article.topics.iter().enumerate() {
            topic_articles[topic.0 as usize].push(TopicArticle { article: ix, score: 1.0, tag: tag as u32 });
        }
        article.related = (1..=5)
            .map(|step| Related {
                article: ArticleIx(((n + step) % articles) as u32),
                score: 0.5,
                why: "both mention Anora Nazri8ev, Timur Nazri1ev".to_owned(),
            })
            .collect();
        let entry = |(event, found): (usize, &Event)| TimelineEntry {
            date: found.date,
            until: None,
            told: vec![EventRef { article: ix, event: event as u32 }],
            names: Vec::new(),
        };
        briefing.timeline.extend(article.annotated.events.iter().enumerate().map(entry));
    }
    briefing.timeline.sort_by_key(|entry| (entry.date, entry.told[0]));
    let mut numbered: Vec<(usize, _)> = postings.into_iter().enumerate().collect();
    numbered.sort_by_key(|(n, _)| (EntityKind::ALL[n % 3], *n));
    // the sort moves entities: every reference to one moves with it
    let mut place = vec![EntityIx(0); entities];
    for (at, (n, _)) in numbered.iter().enumerate() {
        place[*n] = EntityIx(at as u32);
    }
    for article in &mut briefing.articles {
        for entity in article.entities.iter_mut().chain(&mut article.speakers).flatten() {
            *entity = place[entity.0 as usize];
        }
    }
    briefing.entities =
        numbered.into_iter().map(|(n, (mentions, articles))| entity(n, mentions, articles, entities)).collect();
    briefing.topics =
        topic_articles.into_iter().enumerate().map(|(n, articles)| topic(n, articles, entities)).collect();
    briefing
}

fn entity(n: usize, mentions: Vec<MentionRef>, articles: Vec<(ArticleIx, u32)>, entities: usize) -> Entity {
    Entity {
        id: format!("nazriev-{n}"),
        kind: EntityKind::ALL[n % 3],
        taken_for: [0; 3],
        name: name(n),
        variants: vec![Variant { text: name(n), count: mentions.len() as u32 }],
        description: None,
        role: articles.first().map(|(ix, _)| ("governor of the province".to_owned(), *ix)),
        country: None,
        coordinates: None,
        same_as: Vec::new(),
        has_page: mentions.len() > 1,
        mentions,
        articles,
        companions: (1..=12)
            .map(|step| Companion { entity: EntityIx(((n + step * 7) % entities) as u32), articles: 3, weight: 1.0 })
            .collect(),
        quotes: Vec::new(),
        topics: Vec::new(),
    }
}

fn topic(n: usize, articles: Vec<TopicArticle>, entities: usize) -> Topic {
    Topic {
        id: format!("topic-{n}"),
        name: format!("Topic {n}"),
        parent: None,
        iptc: None,
        intro: None,
        articles,
        entities: (0..12).map(|step| (EntityIx(((n + step) % entities) as u32), 4)).collect(),
        neighbours: Vec::new(),
    }
}

fn pages(criterion: &mut Criterion) {
    let articles = std::env::var("ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000);
    let briefing = briefing(articles);
    let plan = briefing::pages::plan(&PageSettings::default(), &briefing);
    let settings = EmitSettings::default();
    let context = EmitContext { settings: &settings, briefing: &briefing, plan: &plan };
    let mut group = criterion.benchmark_group("html");
    group.sample_size(10).throughput(Throughput::Elements(plan.pages.len() as u64));
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        group.bench_function(format!("{articles} articles, {threads} threads"), |bencher| {
            bencher.iter(|| {
                pool.install(|| {
                    let assets = assets::emit(&context, &Nowhere).expect("assets");
                    let search = SearchIndex { manifest: UrlPath::new("assets/search.js") };
                    let (cards, feeds) = (card::plan(&context), feed::channel::plan(&context));
                    let parts = html::Parts { assets: &assets, search: &search, cards: &cards, feeds: &feeds };
                    html::emit(&context, parts, &Nowhere, &|| {}).expect("pages");
                });
            });
        });
    }
    group.finish();
    black_box(Diagnostics::new());
}

criterion_group!(benches, pages);
criterion_main!(benches);
