//! Cleans files and hand-made documents for the tests of clean, and prints what came of them.

#![allow(dead_code, reason = "each test uses its part")]

use briefing::clean::{CleanContext, RecurringIn, clean};
use briefing::config::{CleanSettings, IngestSettings, Sidecar, SourceDecision};
use briefing::diag::Diagnostics;
use briefing::ingest;
use briefing::model::{
    BlockKind, CleanArticle, Document, Format, Ingested, MarkupMetadata, RawBlock, RawKind, Region, Role, Skipped,
    SourceInfo,
};
use briefing::text::{Lines, tidy};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// A document of plain text, a line a block.
pub(crate) fn text_document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut after_gap = true;
    for (line, number) in text.lines().zip(1..) {
        let line = tidy(line);
        if line.is_empty() {
            after_gap = true;
            continue;
        }
        blocks.push(RawBlock { after_gap, lines: Lines::one(number), ..raw(RawKind::Line, Region::Unknown, &line) });
        after_gap = false;
    }
    document(Format::Text, blocks)
}

/// A raw block on line 1.
pub(crate) fn raw(kind: RawKind, region: Region, text: &str) -> RawBlock {
    let lines = Lines::one(1);
    RawBlock { kind, text: text.to_owned(), lines, marks: Vec::new(), after_gap: true, region, linked: 0 }
}

/// A document without metadata.
pub(crate) fn document(format: Format, blocks: Vec<RawBlock>) -> Document {
    let bytes = blocks.iter().map(|block| block.text.len() as u64).sum();
    let source = SourceInfo { path: "case".to_owned(), sha256: String::new(), format, encoding: "UTF-8", bytes };
    Document { source, front_matter: None, markup: MarkupMetadata::default(), blocks }
}

/// Reads a file as the program does.
pub(crate) fn read(path: &Path) -> Document {
    let settings = IngestSettings::default();
    let listing = ingest::list_paths(&settings, &[path.to_owned()]).expect("the case's file is there");
    match ingest::read(&settings, &listing.files[0], &mut Diagnostics::new()) {
        Ingested::Document(document) => *document,
        Ingested::Skipped(skipped) => panic!("{}: {}", skipped.path, skipped.reason),
    }
}

/// Cleans without a curator.
pub(crate) fn cleaned(document: Document) -> Result<CleanArticle, Skipped> {
    curated(document, None, &BTreeMap::new()).0
}

/// Cleans with a curator's decisions.
pub(crate) fn curated(
    document: Document,
    sidecar: Option<&Sidecar>,
    sources: &BTreeMap<String, SourceDecision>,
) -> (Result<CleanArticle, Skipped>, Diagnostics) {
    let settings = CleanSettings::default();
    let context = CleanContext { settings: &settings, id: "case", sidecar, sources, recurring: RecurringIn::default() };
    let mut diagnostics = Diagnostics::new();
    let article = clean(context, document, &mut diagnostics);
    (article, diagnostics)
}

/// The running text, a block a paragraph.
pub(crate) fn body(article: &CleanArticle) -> String {
    let mut texts = Vec::new();
    for block in article.blocks.iter().filter(|block| block.kind.is_body()) {
        texts.push(block.text.replace('\n', "\n\n"));
        if let BlockKind::Embed { author: Some(author), handle: Some(handle), date: Some(date), .. } = &block.kind {
            texts.push(format!("— {author} ({handle}) {}", date.long()));
        }
    }
    texts.join("\n\n")
}

/// Everything about an article, for people to read and compare.
pub(crate) fn dump(article: &CleanArticle) -> String {
    let mut out = String::new();
    let metadata = &article.metadata;
    line(&mut out, &format!("title ({})", metadata.title_origin.name()), Some(&metadata.title));
    line(&mut out, "deck", metadata.deck.as_deref());
    if let Some(origin) = metadata.authors_origin {
        line(&mut out, &format!("authors ({})", origin.name()), Some(&metadata.authors.join("; ")));
    }
    let url = metadata.url.as_deref().map(|url| format!("<{url}>"));
    if let Some(publisher) = &metadata.publisher {
        let said = [Some(publisher.name.clone()), url].into_iter().flatten().collect::<Vec<_>>().join(" ");
        line(&mut out, &format!("source ({})", publisher.origin.name()), Some(&said));
    } else {
        line(&mut out, "source", url.as_deref());
    }
    let evidence = metadata.published.evidence.as_deref().map(|words| format!(" by “{words}”")).unwrap_or_default();
    if let Some(date) = metadata.published.date {
        let origin = metadata.published.origin.map_or("?", briefing::model::Origin::name);
        line(&mut out, &format!("date ({origin})"), Some(&format!("{date}{evidence}")));
    }
    if let Some(bound) = metadata.published.not_before {
        line(&mut out, "not before", Some(&format!("{bound}{evidence}")));
    }
    line(&mut out, "language", Some(&metadata.language));
    line(&mut out, "words", Some(&article.words.to_string()));
    out.push_str("\nBLOCKS\n");
    for block in &article.blocks {
        let kind = kind(&block.kind);
        let text = block.text.replace('\n', "\n      ");
        let _ = writeln!(out, "{:>3} {kind}{}\n      {text}", block.n, lines(block.lines));
    }
    out.push_str("\nREMOVED\n");
    for removal in &article.removed {
        let text = removal.text.replace('\n', " / ");
        let _ = writeln!(out, "{}{}: {text}\n      {}", removal.rule, lines(removal.lines), removal.reason);
    }
    out
}

fn line(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = writeln!(out, "{name}: {value}");
    }
}

fn lines(lines: Lines) -> String {
    if lines.first == lines.last { format!(" @{}", lines.first) } else { format!(" @{}-{}", lines.first, lines.last) }
}

fn kind(kind: &BlockKind) -> String {
    let some = |name: &str, value: Option<&str>| value.map(|value| format!(" {name}={value:?}")).unwrap_or_default();
    match kind {
        BlockKind::Heading(level) => format!("heading {level}"),
        BlockKind::List { ordered, depths } => format!("list ordered={ordered} depths={depths:?}"),
        BlockKind::Figure { credit, alt } => {
            format!("figure{}{}", some("credit", credit.as_deref()), some("alt", alt.as_deref()))
        }
        BlockKind::Embed { author, handle, date, url } => format!(
            "embed{}{}{}{}",
            some("author", author.as_deref()),
            some("handle", handle.as_deref()),
            some("date", date.map(|date| date.to_string()).as_deref()),
            some("url", url.as_deref())
        ),
        BlockKind::Table { header } => format!("table header={header}"),
        BlockKind::Code(language) => format!("code{}", some("language", language.as_deref())),
        BlockKind::Paragraph | BlockKind::Quote => kind.name().to_owned(),
    }
}

/// Checks what must hold for every cleaned document, given its raw blocks.
pub(crate) fn assert_sound(blocks: &[RawBlock], article: &CleanArticle) {
    // parts cover every raw block once, in order
    let mut at = (0_u32, 0_u32);
    for part in &article.parts {
        if part.raw != at.0 {
            assert_eq!(at.1 as usize, blocks[at.0 as usize].text.len(), "raw block {} is not covered to its end", at.0);
            at = (at.0 + 1, 0);
        }
        assert_eq!((part.raw, part.span.start), at, "parts are not in order");
        at.1 = part.span.end;
        let _ = part.span.of(&blocks[part.raw as usize].text);
    }
    assert_eq!(at.0 as usize + 1, blocks.len(), "raw blocks are missing at the end");
    assert_eq!(at.1 as usize, blocks[at.0 as usize].text.len());
    for (block, n) in article.blocks.iter().zip(1..) {
        assert_eq!((block.n, block.anchor.clone()), (n, format!("p{n}")));
        for mark in &block.marks {
            let _ = mark.span.of(&block.text);
        }
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let source = |role: Role| {
        let parts = article.parts.iter().filter(|part| part.role == role);
        parts.map(|part| letters(part.span.of(&blocks[part.raw as usize].text))).collect::<String>()
    };
    for block in &article.blocks {
        let (kept, from) = (letters(&block.text), source(Role::Block(block.n)));
        match &block.kind {
            // labels of credits, attributions and running numbers are told by the kind
            BlockKind::Figure { .. } | BlockKind::Embed { .. } => {
                assert!(from.contains(&kept), "{kept} is not in {from}");
            }
            BlockKind::List { ordered: true, .. } => assert!(kept.len() <= from.len()),
            BlockKind::Paragraph
            | BlockKind::Heading(_)
            | BlockKind::List { .. }
            | BlockKind::Quote
            | BlockKind::Table { .. }
            | BlockKind::Code(_) => assert_eq!(kept, from),
        }
    }
    let removed: String = article.removed.iter().map(|removal| letters(&removal.text)).collect();
    let from: String = (0..article.removed.len() as u32).map(|n| source(Role::Removed(n))).collect();
    assert_eq!(removed, from);
    for removal in &article.removed {
        assert!(!removal.rule.is_empty() && !removal.reason.is_empty() && !removal.text.is_empty());
    }
}
