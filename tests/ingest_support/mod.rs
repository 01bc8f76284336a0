//! What the tests of ingest share: reading bytes as a file, and a document as a person can read it.

use briefing::diag::Diagnostics;
use briefing::ingest::{SourcePath, read_document, reader};
use briefing::model::{Document, Format, Ingested, MarkKind, RawBlock, RawKind};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Reads bytes as the file of this name.
pub(crate) fn ingest(name: &str, bytes: &[u8]) -> (Ingested, Diagnostics) {
    let ending = name.rsplit('.').next().unwrap_or_default();
    let format = reader::by_ending(ending).unwrap_or(Format::Text);
    let source = SourcePath { relative: name.to_owned(), full: PathBuf::from(name), format };
    let mut diagnostics = Diagnostics::new();
    let ingested = read_document(&source, bytes, &mut diagnostics);
    (ingested, diagnostics)
}

/// The same where a document must come out.
#[allow(dead_code, reason = "each test crate uses some of these")]
pub(crate) fn document(name: &str, bytes: &[u8]) -> Document {
    match ingest(name, bytes).0 {
        Ingested::Document(document) => *document,
        Ingested::Skipped(skipped) => panic!("{name}: {}", skipped.reason),
    }
}

/// A document, a block a paragraph: region, kind, lines, then text and marks.
#[allow(dead_code, reason = "each test crate uses some of these")]
pub(crate) fn picture(ingested: &Ingested, diagnostics: &Diagnostics) -> String {
    let mut out = String::new();
    match ingested {
        Ingested::Skipped(skipped) => {
            let _ = writeln!(out, "skipped: {}", skipped.reason);
        }
        Ingested::Document(document) => {
            let source = &document.source;
            let _ = writeln!(out, "{} in {}, {} bytes", source.format.name(), source.encoding, source.bytes);
            metadata(&mut out, document);
            for block in &document.blocks {
                draw(&mut out, block);
            }
        }
    }
    for diagnostic in diagnostics.iter() {
        let _ = writeln!(out, "\n{}", briefing::diag::render(diagnostic, false));
    }
    out
}

fn metadata(out: &mut String, document: &Document) {
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{name}: {value}");
        }
    };
    let list = |values: &[String]| (!values.is_empty()).then(|| values.join(" | "));
    if let Some(front) = &document.front_matter {
        line("front title", front.title.clone());
        line("front description", front.description.clone());
        line("front date", front.date.map(|date| date.to_string()));
        line("front updated", front.updated.map(|date| date.to_string()));
        line("front authors", list(&front.authors));
        line("front source", front.source.clone());
        line("front url", front.url.clone());
        line("front language", front.language.clone());
        line("front tags", list(&front.tags));
        line("front draft", front.draft.then(|| "yes".to_owned()));
    }
    let markup = &document.markup;
    line("title", markup.title.clone());
    line("page title", markup.page_title.clone());
    line("description", markup.description.clone());
    line("authors", list(&markup.authors));
    line("published", markup.published.map(|date| date.to_string()));
    line("site", markup.site_name.clone());
    line("url", markup.url.clone());
    line("language", markup.language.clone());
    line("section", markup.section.clone());
    line("image", markup.image.clone());
}

fn draw(out: &mut String, block: &RawBlock) {
    let kind = match &block.kind {
        RawKind::ListItem { ordered, depth, list } => {
            format!("{} {list}.{depth}", if *ordered { "numbered" } else { "item" })
        }
        RawKind::Heading(level) => format!("heading {level}"),
        RawKind::Code(Some(language)) => format!("code {language}"),
        RawKind::Table { header: true } => "table with header".to_owned(),
        RawKind::Table { header: false } => "table".to_owned(),
        other => format!("{other:?}").to_lowercase().replace("(none)", ""),
    };
    let region = format!("{:?}", block.region).to_lowercase();
    let (first, last) = (block.lines.first, block.lines.last);
    let lines = if first == last { format!("{first}") } else { format!("{first}-{last}") };
    let gap = if block.after_gap { "" } else { ", no gap" };
    let linked = if block.linked > 0 { format!(", {} linked", block.linked) } else { String::new() };
    let _ = writeln!(out, "\n[{region} {kind}, {lines}{gap}{linked}]");
    let _ = writeln!(out, "{}", block.text.replace('\t', " → "));
    for mark in &block.marks {
        let what = match &mark.kind {
            MarkKind::Strong => "strong".to_owned(),
            MarkKind::Emphasis => "emphasis".to_owned(),
            MarkKind::Code => "code".to_owned(),
            MarkKind::Link(address) => format!("link {address}"),
            MarkKind::Edited(was) => format!("edited, was {was}"),
        };
        let _ = writeln!(out, "  {what}: {}", mark.span.of(&block.text).replace(['\n', '\t'], " "));
    }
}
