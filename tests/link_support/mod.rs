//! Annotated articles from a compact notation, and a readable picture of what link makes of them.
//!
//! ```text
//! === id | 2021-09-30 | Publisher
//! # Title with [Ahmad Massoud|p]
//! topic refugees 2.5 Refugees
//! A paragraph: [President/Rahmon|p] met [UK|l=United Kingdom] envoys {2021-08-15|on 15 August}.
//! ```
//!
//! `[text|p]`, `[text|o]`, `[text|l]` are mentions of people, organisations and places, `=` gives the gazetteer's name,
//! `?30` says how sure the finder is, `title/` the title before a person. `{date|words}` makes the sentence an event. `"…"@2` is a quote whose speaker is the
//! article's second mention. `phrase seed banks` is a phrase of the article, where it first stands above the line. Date
//! and publisher may be left out.

#![allow(dead_code, reason = "each test crate that includes this uses a part of it")]

pub(crate) mod synthetic;

use briefing::config::{Curation, EntityDecision, LinkSettings, MentionDecision, Sidecar, TopicDecision};
use briefing::diag::Diagnostics;
use briefing::link::link;
use briefing::model::{
    Annotated, Block, BlockKind, Briefing, CleanArticle, EntityIx, EntityKind, Event, Format, Mention, Metadata,
    Origin, PartialDate, Phrase, Place, Published, Publisher, Quote, SourceInfo, Term, TopicTag,
};
use briefing::text::{Lines, Span, fold, sentences, slug, words};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Reads articles in the compact notation.
pub(crate) fn articles(notation: &str) -> Vec<Annotated> {
    let mut found: Vec<Annotated> = Vec::new();
    for line in notation.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("//")) {
        if let Some(head) = line.strip_prefix("=== ") {
            found.push(head_of(head));
            continue;
        }
        let article = found.last_mut().expect("a case begins with `=== id`");
        if let Some(title) = line.strip_prefix("# ") {
            let text = marked(article, 0, title);
            article.article.metadata.title = text;
        } else if let Some(topic) = line.strip_prefix("topic ") {
            let mut parts = topic.splitn(3, ' ');
            let id = parts.next().expect("an id");
            article.topics.push(TopicTag {
                topic: id.to_owned(),
                score: parts.next().and_then(|score| score.parse().ok()).expect("a score"),
                name: parts.next().unwrap_or(id).into(),
                iptc: None,
                broader: std::sync::Arc::default(),
                evidence: None,
            });
        } else if let Some(form) = line.strip_prefix("phrase ") {
            let phrase = phrase(article, form);
            article.phrases.push(phrase);
        } else if let Some(parent) = line.strip_prefix("parent ") {
            article.topics.last_mut().expect("a topic before its parent").broader = [parent.into()].into();
        } else {
            let n = article.article.blocks.len() as u32 + 1;
            let text = marked(article, n, line);
            article.article.blocks.push(paragraph(n, text));
        }
    }
    for article in &mut found {
        finish(article);
    }
    found
}

fn head_of(head: &str) -> Annotated {
    let mut parts = head.split('|').map(str::trim);
    let id = parts.next().expect("an id");
    let date = parts.next().and_then(PartialDate::parse_iso);
    let publisher = parts.next().filter(|name| !name.is_empty()).map(str::to_owned);
    let mut article = empty(id, id);
    article.article.metadata.published.date = date;
    article.article.metadata.publisher =
        publisher.map(|name| Publisher { id: slug(&name), name, origin: Origin::Text });
    article
}

/// An article without anything in it.
pub(crate) fn empty(id: &str, title: &str) -> Annotated {
    Annotated {
        article: CleanArticle {
            id: id.to_owned(),
            source: SourceInfo {
                path: format!("{id}.txt"),
                sha256: "0".repeat(64),
                format: Format::Text,
                encoding: "UTF-8",
                bytes: 0,
            },
            metadata: Metadata {
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
            },
            blocks: Vec::new(),
            removed: Vec::new(),
            parts: Vec::new(),
            words: 0,
        },
        mentions: Vec::new(),
        quotes: Vec::new(),
        events: Vec::new(),
        topics: Vec::new(),
        terms: Vec::new(),
        phrases: Vec::new(),
    }
}

/// A paragraph.
pub(crate) fn paragraph(n: u32, text: String) -> Block {
    Block {
        n,
        anchor: format!("p{n}"),
        kind: BlockKind::Paragraph,
        text,
        marks: Vec::new(),
        lines: Lines::one(n),
        language: None,
    }
}

/// A mention of a span; its sentence is the whole block until [`finish`].
pub(crate) fn mention(block: u32, span: Span, kind: EntityKind) -> Mention {
    let at = Place { block, span };
    Mention { at, sentence: span, kind, known_as: None, title: None, rule: "test", confidence: 90 }
}

/// Takes the marks out of a line and notes what they say.
fn marked(article: &mut Annotated, block: u32, line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['[', '{', '@']) {
        text.push_str(&rest[..at]);
        let (open, inner) = (rest.as_bytes()[at], &rest[at + 1..]);
        if open == b'@' {
            let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
            let speaker: u32 = inner[..digits].parse().expect("`@` and the number of a mention");
            let start = text[..text.len() - 1].rfind('"').expect("a quote before `@`");
            let at = Place { block, span: Span::new(start..text.len()) };
            article.quotes.push(Quote { at, speaker: Some(speaker - 1), speaker_text: None });
            rest = &inner[digits..];
            continue;
        }
        let close = inner.find(if open == b'[' { ']' } else { '}' }).expect("a closing bracket");
        let (mark, after) = (&inner[..close], &inner[close + 1..]);
        let (left, right) = mark.split_once('|').expect("a bar in brackets");
        if open == b'[' {
            note_mention(article, &mut text, (block, left, right));
        } else {
            let start = text.len();
            text.push_str(right);
            let expression = Span::new(start..text.len());
            let date = PartialDate::parse_iso(left).expect("a date");
            article.events.push(Event { at: Place { block, span: expression }, expression, date, until: None });
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

fn note_mention(article: &mut Annotated, text: &mut String, (block, left, right): (u32, &str, &str)) {
    let (right, confidence) =
        right.split_once('?').map_or((right, 90), |(right, sure)| (right, sure.parse().expect("percent")));
    let (kind, known) = right.split_once('=').map_or((right, None), |(kind, known)| (kind, Some(known)));
    let kind = match kind {
        "p" => EntityKind::Person,
        "o" => EntityKind::Organisation,
        "l" => EntityKind::Place,
        other => panic!("no kind {other}"),
    };
    let (title, name) = left.split_once('/').map_or((None, left), |(title, name)| (Some(title), name));
    let title = title.map(|title| {
        let start = text.len();
        text.push_str(title);
        let span = Span::new(start..text.len());
        text.push(' ');
        span
    });
    let start = text.len();
    text.push_str(name);
    let known_as = known.map(|known| &*known.to_owned().leak());
    article.mentions.push(Mention {
        title,
        known_as,
        confidence,
        ..mention(block, Span::new(start..text.len()), kind)
    });
}

/// A phrase, as often as its paragraphs have it; rare words, singular without an s.
fn phrase(article: &Annotated, form: &str) -> Phrase {
    let blocks = &article.article.blocks;
    let first = blocks.iter().find(|block| block.text.contains(form)).expect("a phrase that stands above");
    let from = first.text.find(form).expect("it is there");
    let text = form.strip_suffix('s').unwrap_or(form).to_owned();
    Phrase {
        count: blocks.iter().map(|block| block.text.matches(&text).count() as u32).sum(),
        form: (text != form).then(|| form.to_owned()),
        at: Place { block: first.n, span: Span::new(from..from + form.len()) },
        sentence: sentences(&first.text)[0],
        bits: 16.0,
        text,
    }
}

/// Sets sentences and terms from the texts.
fn finish(article: &mut Annotated) {
    let title = article.article.metadata.title.clone();
    let texts: Vec<&str> =
        std::iter::once(title.as_str()).chain(article.article.blocks.iter().map(|block| block.text.as_str())).collect();
    let spans: Vec<Vec<Span>> = texts.iter().map(|text| sentences(text)).collect();
    let around = |block: u32, span: Span| {
        spans[block as usize].iter().copied().find(|sentence| sentence.overlaps(span)).unwrap_or(span)
    };
    for mention in &mut article.mentions {
        mention.sentence = around(mention.at.block, mention.at.span);
    }
    for event in &mut article.events {
        event.at.span = around(event.at.block, event.at.span);
    }
    let mut terms: BTreeMap<String, u32> = BTreeMap::new();
    for text in &texts[1..] {
        for word in words(text) {
            let word = word.span.of(text);
            if word.len() > 4 && word.starts_with(char::is_lowercase) {
                *terms.entry(fold(word)).or_default() += 1;
            }
        }
    }
    article.terms = terms.into_iter().map(|(text, count)| Term { text, count }).collect();
}

/// The curator's files of a case, those that are there.
pub(crate) fn curation(folder: &Path) -> Curation {
    let mut curation = Curation::default();
    if let Ok(text) = std::fs::read_to_string(folder.join("entities.toml")) {
        read_entities(&text, &mut curation);
    }
    if let Ok(text) = std::fs::read_to_string(folder.join("topics.toml")) {
        let table: toml::Table = text.parse().expect("topics.toml");
        for (id, value) in table["topic"].as_table().expect("[topic.<id>]") {
            let decision = TopicDecision {
                name: string(value, "name"),
                any: strings(value, "any"),
                entities: strings(value, "entities"),
                parent: string(value, "parent"),
                pin: flag(value, "pin"),
                hide: flag(value, "hide"),
                line: line_of(&text, &format!("[topic.{id}]")),
                ..TopicDecision::default()
            };
            curation.topics.insert(id.clone(), decision);
        }
    }
    if let Ok(text) = std::fs::read_to_string(folder.join("sidecars.toml")) {
        let table: toml::Table = text.parse().expect("sidecars.toml");
        for (id, value) in &table {
            let mentions = value.get("mention").and_then(toml::Value::as_array).into_iter().flatten();
            let mentions = mentions.map(|mention| MentionDecision {
                text: string(mention, "text").expect("text"),
                entity: string(mention, "entity"),
                nth: mention.get("nth").and_then(toml::Value::as_integer).and_then(|nth| u32::try_from(nth).ok()),
            });
            let sidecar = Sidecar {
                mentions: mentions.collect(),
                topics: strings(value, "topics"),
                path: format!("curation/articles/{id}.toml"),
                ..Sidecar::default()
            };
            curation.sidecars.insert(id.clone(), sidecar);
        }
    }
    curation
}

fn read_entities(text: &str, curation: &mut Curation) {
    let table: toml::Table = text.parse().expect("entities.toml");
    curation.entities.ignore = table.get("ignore").map(list).unwrap_or_default();
    curation.entities.people_groups = table.get("people-groups").map(list).unwrap_or_default();
    for (id, value) in table.get("entity").and_then(toml::Value::as_table).into_iter().flatten() {
        let decision = EntityDecision {
            name: string(value, "name"),
            kind: string(value, "kind").and_then(|kind| EntityKind::ALL.into_iter().find(|known| known.name() == kind)),
            aliases: strings(value, "aliases"),
            never: strings(value, "never"),
            distinct_from: strings(value, "distinct-from"),
            description: string(value, "description"),
            hide: flag(value, "hide"),
            line: line_of(text, &format!("[entity.{id}]")),
            ..EntityDecision::default()
        };
        curation.entities.by_id.insert(id.clone(), decision);
    }
}

fn string(value: &toml::Value, key: &str) -> Option<String> {
    value.get(key).and_then(toml::Value::as_str).map(str::to_owned)
}

fn strings(value: &toml::Value, key: &str) -> Vec<String> {
    value.get(key).map(list).unwrap_or_default()
}

fn list(value: &toml::Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn flag(value: &toml::Value, key: &str) -> bool {
    value.get(key).and_then(toml::Value::as_bool).unwrap_or(false)
}

fn line_of(text: &str, head: &str) -> u32 {
    text.lines().position(|line| line == head).map_or(0, |at| at as u32 + 1)
}

/// Links with default settings.
pub(crate) fn linked(articles: Vec<Annotated>, curation: &Curation) -> (Briefing, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let briefing = link(&LinkSettings::default(), curation, articles, Vec::new(), &mut diagnostics);
    (briefing, diagnostics)
}

/// Links articles in the compact notation without curation.
pub(crate) fn linked_text(notation: &str) -> Briefing {
    linked(articles(notation), &Curation::default()).0
}

/// The text of a mention.
pub(crate) fn text_of(article: &Annotated, at: Place) -> &str {
    match at.block {
        0 => at.span.of(&article.article.metadata.title),
        n => at.span.of(&article.article.blocks[n as usize - 1].text),
    }
}

/// A readable picture of a briefing, one fact a line.
pub(crate) fn picture(briefing: &Briefing, diagnostics: &Diagnostics) -> String {
    let mut out = String::new();
    let entity = |ix: &Option<EntityIx>| ix.map_or("NIL", |ix| briefing.entity(ix).id.as_str());
    for article in &briefing.articles {
        writeln!(out, "article {} → {}", article.id(), article.slug).expect("text");
        for (mention, ix) in article.annotated.mentions.iter().zip(&article.entities) {
            writeln!(out, "  {} → {}", text_of(&article.annotated, mention.at), entity(ix)).expect("text");
        }
        for (quote, speaker) in article.annotated.quotes.iter().zip(&article.speakers) {
            writeln!(out, "  quote {} by {}", text_of(&article.annotated, quote.at), entity(speaker)).expect("text");
        }
        let topics: Vec<&str> = article.topics.iter().map(|ix| briefing.topic(*ix).id.as_str()).collect();
        if !topics.is_empty() {
            writeln!(out, "  topics: {}", topics.join(", ")).expect("text");
        }
        for related in &article.related {
            writeln!(out, "  related {}: {}", briefing.article(related.article).id(), related.why).expect("text");
        }
        for other in &article.also_published {
            writeln!(out, "  also published: {}", briefing.article(*other).id()).expect("text");
        }
    }
    picture_entities(&mut out, briefing);
    for topic in &briefing.topics {
        let parent = topic.parent.map_or(String::new(), |ix| format!(" under {}", briefing.topic(ix).id));
        writeln!(out, "topic {} “{}”{parent}: {} articles", topic.id, topic.name, topic.articles.len()).expect("text");
    }
    for publisher in &briefing.publishers {
        writeln!(out, "publisher {} “{}”: {}", publisher.id, publisher.name, publisher.articles.len()).expect("text");
    }
    for entry in &briefing.timeline {
        let until = entry.until.map_or(String::new(), |until| format!("/{until}"));
        for (at, told) in entry.told.iter().enumerate() {
            let article = briefing.article(told.article);
            let event = &article.annotated.events[told.event as usize];
            let again = if at == 0 { "" } else { "  also " };
            let text = text_of(&article.annotated, event.at);
            writeln!(out, "{again}{}{until} {}: {text}", entry.date, article.id()).expect("text");
        }
    }
    for (name, article) in &briefing.unresolved {
        writeln!(out, "unresolved {name} in {}", briefing.article(*article).id()).expect("text");
    }
    for diagnostic in diagnostics.iter() {
        let at = diagnostic.at.as_ref().map_or(String::new(), |at| {
            format!(" at {}{}", at.path, at.line.map_or(String::new(), |line| format!(":{line}")))
        });
        writeln!(out, "{:?} {}{at}: {}", diagnostic.severity, diagnostic.code, diagnostic.message).expect("text");
        writeln!(out, "  {}", diagnostic.help.as_deref().unwrap_or("(no help)")).expect("text");
    }
    out
}

fn picture_entities(out: &mut String, briefing: &Briefing) {
    for entity in &briefing.entities {
        let page = if entity.has_page { "" } else { ", no page" };
        let variants: Vec<String> =
            entity.variants.iter().map(|variant| format!("{} ×{}", variant.text, variant.count)).collect();
        writeln!(
            out,
            "{} {} “{}”: {} in {} articles{page}: {}",
            entity.kind.name(),
            entity.id,
            entity.name,
            entity.mentions.len(),
            entity.articles.len(),
            variants.join(", ")
        )
        .expect("text");
        if let Some((role, article)) = &entity.role {
            writeln!(out, "  role: {role} ({})", briefing.article(*article).id()).expect("text");
        }
        if let Some(description) = &entity.description {
            writeln!(out, "  description: {description}").expect("text");
        }
        let companions: Vec<&str> =
            entity.companions.iter().map(|companion| briefing.entity(companion.entity).id.as_str()).collect();
        if !companions.is_empty() {
            writeln!(out, "  with: {}", companions.join(", ")).expect("text");
        }
    }
}
