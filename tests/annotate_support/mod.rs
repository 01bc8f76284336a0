//! Articles for tests of annotate, and a readable dump of what is found in them.

#![allow(dead_code, reason = "each test crate that includes this uses a part of it")]

use briefing::annotate::Annotator;
use briefing::config::{AnnotateSettings, Curation, EntityDecision, MentionDecision, Sidecar, TopicDecision};
use briefing::model::{
    Annotated, Block, BlockKind, CleanArticle, EntityKind, Format, Metadata, Origin, PartialDate, Place, Published,
    SourceInfo,
};
use briefing::text::Lines;
use std::fmt::Write;

/// An article with the curator's decisions.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) article: CleanArticle,
    pub(crate) curation: Curation,
}

impl Case {
    /// Reads the notation.
    pub(crate) fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("---\n").expect("`---` between what is known and the text");
        let mut case = Self { article: article("", &[]), curation: Curation::default() };
        for line in head.lines() {
            case.fact(line);
        }
        case.article.blocks =
            body.lines().filter(|line| !line.is_empty()).zip(1..).map(|(line, n)| block(n, line)).collect();
        case
    }

    fn fact(&mut self, line: &str) {
        let (what, value) = line.split_once(' ').expect("a word and its value");
        let list = |text: &str| text.split(" | ").map(str::to_owned).collect::<Vec<_>>();
        match what {
            "#" => value.clone_into(&mut self.article.metadata.title),
            "date" => self.article.metadata.published.date = PartialDate::parse_iso(value),
            "language" => value.clone_into(&mut self.article.metadata.language),
            "ignore" => self.curation.entities.ignore = list(value),
            "people" => self.curation.entities.people_groups = list(value),
            "silence" => {
                let mentions =
                    list(value).into_iter().map(|text| MentionDecision { text, entity: None, nth: None }).collect();
                let sidecar = Sidecar { mentions, ..Default::default() };
                self.curation.sidecars.insert(self.article.id.clone(), sidecar);
            }
            "person" | "organisation" | "place" => {
                let kind = EntityKind::ALL.into_iter().find(|kind| kind.name() == what);
                let mut names = list(value);
                let name = Some(names.remove(0));
                let decision = EntityDecision { name, kind, aliases: names, ..Default::default() };
                self.curation.entities.by_id.insert(format!("entity-{}", self.curation.entities.by_id.len()), decision);
            }
            "topic" => {
                let mut fields = list(value).into_iter();
                let id = fields.next().expect("an id");
                let decision = TopicDecision { any: fields.collect(), ..Default::default() };
                self.curation.topics.insert(id, decision);
            }
            _ => panic!("unknown fact: {line}"),
        }
    }

    /// Annotates it.
    pub(crate) fn annotate(self) -> Annotated {
        Annotator::new(&AnnotateSettings::default(), &self.curation).annotate(self.article)
    }
}

/// An article of paragraphs.
pub(crate) fn article(title: &str, paragraphs: &[&str]) -> CleanArticle {
    CleanArticle {
        id: "case".to_owned(),
        source: SourceInfo {
            path: "case.txt".to_owned(),
            sha256: String::new(),
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
        blocks: paragraphs
            .iter()
            .zip(1..)
            .map(|(text, n)| new_block(n, BlockKind::Paragraph, (*text).to_owned()))
            .collect(),
        removed: Vec::new(),
        parts: Vec::new(),
        words: 0,
    }
}

fn block(n: u32, line: &str) -> Block {
    let (kind, text) = if let Some(text) = line.strip_prefix("## ") {
        (BlockKind::Heading(2), text.to_owned())
    } else if let Some(text) = line.strip_prefix("> ") {
        (BlockKind::Quote, text.to_owned())
    } else if let Some(text) = line.strip_prefix("* ") {
        let text = text.replace(" * ", "\n");
        (BlockKind::List { ordered: false, depths: vec![0; text.lines().count()] }, text)
    } else if let Some(text) = line.strip_prefix("| ") {
        (BlockKind::Table { header: false }, text.replace(" | ", "\t"))
    } else if let Some(text) = line.strip_prefix("^ ") {
        (BlockKind::Figure { credit: None, alt: None }, text.to_owned())
    } else {
        (BlockKind::Paragraph, line.to_owned())
    };
    new_block(n, kind, text)
}

fn new_block(n: u32, kind: BlockKind, text: String) -> Block {
    Block { n, anchor: format!("p{n}"), kind, text, marks: Vec::new(), lines: Lines::one(n), language: None }
}

/// The text of the block at a place, or the title.
pub(crate) fn text_of(article: &CleanArticle, at: Place) -> &str {
    match (at.block as usize).checked_sub(1) {
        None => &article.metadata.title,
        Some(block) => &article.blocks[block].text,
    }
}

/// The text with its mentions in brackets, then everything else that was found.
pub(crate) fn dump(annotated: &Annotated) -> String {
    let article = &annotated.article;
    let mut out = String::new();
    let blocks = std::iter::once((0, article.metadata.title.as_str()))
        .chain(article.blocks.iter().map(|block| (block.n, block.text.as_str())));
    for (n, text) in blocks {
        let mut marked = String::new();
        let mut at = 0;
        for mention in annotated.mentions.iter().filter(|mention| mention.at.block == n) {
            let range = mention.at.span.range();
            marked.push_str(&text[at..range.start]);
            let title = mention.title.map(|title| format!("{}/", title.of(text))).unwrap_or_default();
            let known = mention.known_as.filter(|name| *name != &text[range.clone()]).map(|name| format!("={name}"));
            let kind = &mention.kind.name()[..2];
            let _ = write!(
                marked,
                "[{title}{}|{kind}{}|{}]",
                &text[range.clone()],
                known.unwrap_or_default(),
                mention.rule
            );
            at = range.end;
        }
        marked.push_str(&text[at..]);
        let _ = writeln!(out, "{n}: {}", marked.replace('\n', "\n   ").replace('\t', " | "));
    }
    for quote in &annotated.quotes {
        let speaker = quote.speaker.map(|index| annotated.mentions[index as usize].at);
        let name = speaker.map(|at| at.span.of(text_of(article, at)).to_owned());
        let who = name.or_else(|| quote.speaker_text.as_ref().map(|words| format!("({words})")));
        let speech = quote.at.span.of(text_of(article, quote.at));
        let _ = writeln!(out, "quote {}: {speech}", who.as_deref().unwrap_or("?"));
    }
    for event in &annotated.events {
        let text = text_of(article, event.at);
        let _ = writeln!(out, "event {} ({}): {}", event.date, event.expression.of(text), event.at.span.of(text));
    }
    for tag in &annotated.topics {
        let evidence = tag.evidence.map(|at| at.span.of(text_of(article, at))).unwrap_or_default();
        let parent = tag.broader.first().map(|parent| format!(" < {parent}")).unwrap_or_default();
        let _ = writeln!(out, "topic {}{parent} {:.1}: {evidence}", tag.topic, tag.score);
    }
    let terms: Vec<String> =
        annotated.terms.iter().take(12).map(|term| format!("{} {}", term.text, term.count)).collect();
    let _ = writeln!(out, "terms {}", terms.join(", "));
    out
}
