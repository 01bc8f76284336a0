use super::*;
use crate::clean::{CleanContext, RecurringIn, clean};
use crate::config::CleanSettings;
use crate::diag::Diagnostics;
use crate::model::{CleanArticle, Document, Format, MarkupMetadata, RawBlock, RawKind, Region, Role, SourceInfo};
use crate::text::Lines;
use std::collections::{BTreeMap, BTreeSet};

const TITLE: &str = "Why the river keeps its own calendar";
const PARAGRAPHS: [&str; 5] = [
    "The river rises in the second week of May, whatever the ministry has printed, and the villages below the dam have learned to watch the birds instead of the bulletins that are sent to them.",
    "In the spring of the great flood nobody was warned, because the clerk who kept the gauge had gone to his brother’s wedding and had taken the only key with him to the other end of the valley.",
    "Since then every child on the lower terraces can read the marks on the bridge, and it is said that no teacher has ever had to explain to them what a metre is or why it matters.",
    "The engineers who came from the capital last year brought instruments that send their readings by satellite, and they were received with the politeness that is kept for guests who will not stay.",
    "When the water came they were at dinner, and it was an old woman with a lantern who walked up to the guest house and told them that their instruments would be wanted on higher ground.",
];

fn line(text: &str, number: u32) -> RawBlock {
    RawBlock {
        kind: RawKind::Line,
        text: text.to_owned(),
        lines: Lines::one(number),
        marks: Vec::new(),
        after_gap: true,
        region: Region::Unknown,
        linked: 0,
    }
}

/// The article with the example's lines at their spot; also the place of its last line.
fn article_with(example: Example) -> (Document, u32) {
    let Example(spot, lines) = example;
    let mut texts: Vec<&str> = std::iter::once(TITLE).chain(PARAGRAPHS).collect();
    let at = match spot {
        Spot::Head => 1,
        Spot::Middle => 3,
        Spot::Tail => texts.len(),
    };
    let added: Vec<&str> = lines.split('\n').collect();
    let last = at + added.len() - 1;
    texts.splice(at..at, added);
    let blocks = texts.iter().zip(1..).map(|(text, number)| line(text, number)).collect();
    (document(blocks), last as u32)
}

fn document(blocks: Vec<RawBlock>) -> Document {
    let source = SourceInfo {
        path: "river.txt".to_owned(),
        sha256: String::new(),
        format: Format::Text,
        encoding: "UTF-8",
        bytes: 0,
    };
    Document { source, front_matter: None, markup: MarkupMetadata::default(), blocks }
}

fn cleaned(document: Document) -> CleanArticle {
    let settings = CleanSettings::default();
    let context = CleanContext {
        settings: &settings,
        id: "river",
        sidecar: None,
        sources: &BTreeMap::new(),
        recurring: RecurringIn::default(),
    };
    clean(context, document, &mut Diagnostics::new()).expect("the paragraphs are an article")
}

/// The rule that took the raw block out, if one did.
fn rule_of(article: &CleanArticle, raw: u32) -> Option<&'static str> {
    article.parts.iter().filter(|part| part.raw == raw).find_map(|part| match part.role {
        Role::Removed(number) => Some(article.removed[number as usize].rule),
        Role::Block(_) | Role::Title | Role::Deck | Role::Byline | Role::Publisher | Role::Date => None,
    })
}

#[test]
fn ids_are_unique_and_well_formed() {
    let mut seen = BTreeSet::new();
    for crate::clean::RuleInfo { id, doc, .. } in crate::clean::rule_list() {
        assert!(seen.insert(id), "{id} stands twice");
        assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{id}");
        assert!(doc.len() > 12 && doc.ends_with('.'), "{id}: {doc}");
    }
}

#[test]
fn every_rule_has_cases_on_both_sides() {
    for rule in ALL {
        match rule.id() {
            // judged by markup: its cases are golden files
            "page-region" => {}
            "speech" => assert!(rule.drops().is_empty() && !rule.keeps().is_empty()),
            id => assert!(!rule.drops().is_empty() && !rule.keeps().is_empty(), "{id}"),
        }
    }
}

#[test]
fn rules_drop_what_they_say() {
    for rule in ALL {
        for &example in rule.drops() {
            let (document, raw) = article_with(example);
            let article = cleaned(document);
            assert_eq!(rule_of(&article, raw), Some(rule.id()), "{example:?}");
        }
    }
}

#[test]
fn rules_keep_look_alikes() {
    for rule in ALL {
        for &example in rule.keeps() {
            let (document, raw) = article_with(example);
            let article = cleaned(document);
            assert_eq!(rule_of(&article, raw), None, "{}: {example:?}", rule.id());
        }
    }
}

#[test]
fn the_article_itself_is_untouched() {
    for rule in ALL {
        for &example in rule.drops().iter().chain(rule.keeps()) {
            let (document, _) = article_with(example);
            let article = cleaned(document);
            assert_eq!(article.metadata.title, TITLE, "{example:?}");
            for paragraph in PARAGRAPHS {
                assert!(article.blocks.iter().any(|block| block.text == paragraph), "{example:?} lost: {paragraph}");
            }
        }
    }
}
