//! `briefing inspect`

use super::Outcome;
use super::clean::NO_ARTICLE;
use super::selection::{Selection, select};
use super::summary::not_read;
use super::ui::{self, Ui};
use super::wording::{counted, printable, shortened};
use crate::diag::{Diagnostics, Severity};
use crate::emit::json;
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{Article, ArticleIx, Briefing, Metadata};
use crate::pipeline;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  briefing inspect seeds/2021/kabul.txt              what was found in one article, for reading
  briefing inspect seeds/ --format json > found.jsonl
  briefing inspect seeds/ --json | jq -r '.mentions[] | [.kind, .text, .entity] | @tsv' | sort | uniq -c

The objects are those of `articles` in briefing.json; offsets count Unicode code points.";

/// Show everything found in single articles, without building
///
/// Prints title, metadata with origins, blocks, what was removed and why, mentions, quotes, dates and topics of each
/// article. The articles are linked among each other as `build` would do.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Inspect {
    /// Files, and folders of any depth
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// `text` for people, `json` for one JSON object a line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

impl Inspect {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        let mut diagnostics = Diagnostics::new();
        let (mut articles, mut lost) = (0, false);
        for selection in select(&self.paths, &mut diagnostics)? {
            let Selection { project, works, around, names, skipped, lost_named, .. } = selection;
            let named = names.iter().filter(|name| name.is_itself).count();
            let progress = ui.progress();
            let files = (works.as_slice(), around.as_slice());
            let planned = pipeline::assemble_works(&project, files, skipped, progress.as_ref(), &mut diagnostics);
            drop(progress);
            let briefing = planned.briefing;
            // where files alone were named, none of them may be missing
            lost |= lost_named || (named == names.len() && briefing.articles.len() < named);
            for skipped in not_read(&briefing.skipped, ui.verbosity) {
                ui.say(&skipped);
            }
            for (ix, article) in (0..).map(ArticleIx).zip(&briefing.articles) {
                if ui.json || self.format == Format::Json {
                    ui::print(&(json::article_line(&briefing, ix) + "\n"))?;
                } else {
                    let gap = if articles > 0 { "\n" } else { "" };
                    ui::print(&format!("{gap}{}", printable(&report(&briefing, article))))?;
                }
                articles += 1;
            }
        }
        ui.diagnostics(&diagnostics);
        if articles == 0 {
            ui.say(NO_ARTICLE);
        }
        let is_faulty = diagnostics.count(Severity::Error) > 0 || lost || articles == 0;
        Ok(if is_faulty { Outcome::Faulty } else { Outcome::Fine })
    }
}

/// One article for people.
fn report(briefing: &Briefing, article: &Article) -> String {
    let clean = &article.annotated.article;
    let mut out = format!("{}\n", clean.source.path);
    push_metadata(&mut out, &clean.metadata);
    let blocks = counted(clean.blocks.len(), "block", "blocks");
    field(
        &mut out,
        "text",
        &format!("{}, {blocks}, {}", counted(clean.words as usize, "word", "words"), clean.metadata.language),
    );
    push_removed(&mut out, article);
    push_mentions(&mut out, briefing, article);
    push_quotes(&mut out, briefing, article);
    push_events(&mut out, article);
    let topics: Vec<&str> = article.topics.iter().map(|&ix| briefing.topic(ix).name.as_str()).collect();
    if !topics.is_empty() {
        field(&mut out, "topics", &topics.join(", "));
    }
    for related in &article.related {
        let title = briefing.article(related.article).title();
        field(&mut out, "related", &format!("{} ({})", shortened(title, 70), related.why));
    }
    out
}

fn field(out: &mut String, name: &str, value: &str) {
    // writing to a string cannot fail
    let _ = writeln!(out, "  {name:<10} {value}");
}

pub(super) fn push_metadata(out: &mut String, metadata: &Metadata) {
    field(out, "title", &format!("{} ({})", metadata.title, metadata.title_origin.name()));
    if let Some(deck) = &metadata.deck {
        field(out, "deck", deck);
    }
    if let Some(origin) = metadata.authors_origin {
        field(out, "authors", &format!("{} ({})", metadata.authors.join(", "), origin.name()));
    }
    match (&metadata.publisher, &metadata.url) {
        (Some(publisher), url) => {
            let url = url.as_ref().map(|url| format!(", {url}")).unwrap_or_default();
            field(out, "source", &format!("{}{url} ({})", publisher.name, publisher.origin.name()));
        }
        (None, Some(url)) => field(out, "source", url),
        (None, None) => {}
    }
    let published = &metadata.published;
    let evidence = published.evidence.as_ref().map(|words| format!(", from “{words}”")).unwrap_or_default();
    let origin = published.origin.map(|origin| format!(" ({})", origin.name())).unwrap_or_default();
    let date = match (published.date, published.not_before) {
        (Some(date), _) => format!("{}{evidence}{origin}", date.long()),
        (None, Some(bound)) => format!("unknown, not before {}{evidence}", bound.long()),
        (None, None) => "unknown".to_owned(),
    };
    field(out, "published", &date);
}

fn push_removed(out: &mut String, article: &Article) {
    let removed = &article.annotated.article.removed;
    field(out, "removed", &counted(removed.len(), "passage", "passages"));
    for removal in removed {
        let lines = lines(removal.lines);
        let _ = writeln!(out, "    {lines:<9} {:<18} {}", removal.rule, shortened(&removal.text, 80));
    }
}

/// "line 3", or "3–5".
pub(super) fn lines(lines: crate::text::Lines) -> String {
    if lines.first == lines.last {
        format!("line {}", lines.first)
    } else {
        format!("{}–{}", lines.first, lines.last)
    }
}

fn push_mentions(out: &mut String, briefing: &Briefing, article: &Article) {
    let mentions = &article.annotated.mentions;
    field(out, "mentions", &mentions.len().to_string());
    // by kind and entity, in the order of first mention; unresolved ones by their text
    let mut groups: BTreeMap<(crate::model::EntityKind, usize), (String, Vec<&str>)> = BTreeMap::new();
    let mut first_of: BTreeMap<(crate::model::EntityKind, String), usize> = BTreeMap::new();
    for (nth, (mention, entity)) in mentions.iter().zip(&article.entities).enumerate() {
        let text = text_at(article, mention.at);
        let name = entity.map_or_else(|| format!("{text} ?"), |ix| briefing.entity(ix).name.clone());
        let kind = entity.map_or(mention.kind, |ix| briefing.entity(ix).kind);
        let first = *first_of.entry((kind, name.clone())).or_insert(nth);
        groups.entry((kind, first)).or_insert_with(|| (name, Vec::new())).1.push(text);
    }
    for ((kind, _), (name, texts)) in groups {
        let mut spellings: Vec<&str> =
            texts.iter().copied().filter(|text| *text != name.trim_end_matches(" ?")).collect();
        spellings.sort_unstable();
        spellings.dedup();
        let also = if spellings.is_empty() { String::new() } else { format!(", as {}", spellings.join(", ")) };
        let _ = writeln!(out, "    {:<13} {name} ×{}{also}", kind.name(), texts.len());
    }
}

fn push_quotes(out: &mut String, briefing: &Briefing, article: &Article) {
    for (quote, speaker) in article.annotated.quotes.iter().zip(&article.speakers) {
        let by = speaker.map(|ix| briefing.entity(ix).name.clone()).or_else(|| quote.speaker_text.clone());
        let by = by.unwrap_or_else(|| "unknown".to_owned());
        field(out, "quote", &format!("{by}: {}", shortened(text_at(article, quote.at), 90)));
    }
}

fn push_events(out: &mut String, article: &Article) {
    for event in &article.annotated.events {
        field(out, "event", &format!("{}: {}", event.date, shortened(text_at(article, event.at), 90)));
    }
}

/// The text of a place in an article.
pub(super) fn text_at(article: &Article, place: crate::model::Place) -> &str {
    let clean = &article.annotated.article;
    let text = match place.block {
        TITLE_BLOCK => Some(clean.metadata.title.as_str()),
        n => clean.blocks.get(n as usize - 1).map(|block| block.text.as_str()),
    };
    text.and_then(|text| text.get(place.span.range())).unwrap_or("")
}
