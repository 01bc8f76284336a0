//! What was found, as tables: entities, mentions, quotes, events.
//!
//! Input: the briefing. Output: a file a table, as CSV (RFC 4180) or as JSON Lines. The columns of each are in
//! `docs/export.md`, which a test compares.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end as a formula. Texts of sources do
//! begin so; in CSV they get an apostrophe before them, as spreadsheets themselves write such a text. Numbers, such as
//! coordinates, do not need it. JSON has everything as it is.

use super::EmitContext;
use super::cite::{Bodies, Format, Reference};
use super::export::Exported;
use super::html::site::{block_at, text_at};
use super::json::stretch::Stretches;
use crate::model::{Article, ArticleIx, Briefing, Entity, EntityIx, Place};
use rayon::prelude::*;
use serde_json::{Value, json};

/// A table: its name, its columns, and how its rows are made.
#[derive(Debug)]
pub struct Table {
    /// Name of its file.
    pub name: &'static str,
    /// Its columns in order.
    pub columns: &'static [&'static str],
    rows: fn(&Sources<'_>) -> Vec<Vec<Value>>,
}

/// What rows are made from.
struct Sources<'a> {
    briefing: &'a Briefing,
    bodies: Bodies,
}

/// Every table, by name.
pub const ALL: &[Table] = &[
    Table {
        name: "entities",
        columns: &[
            "id",
            "kind",
            "name",
            "aliases",
            "description",
            "country",
            "latitude",
            "longitude",
            "same_as",
            "mentions",
            "articles",
            "page",
        ],
        rows: entities,
    },
    Table {
        name: "events",
        columns: &["article", "title", "block", "anchor", "start", "end", "date", "precision", "until", "text"],
        rows: events,
    },
    Table {
        name: "mentions",
        columns: &[
            "article",
            "title",
            "block",
            "anchor",
            "start",
            "end",
            "text",
            "kind",
            "entity",
            "name",
            "sentence",
            "confidence",
        ],
        rows: mentions,
    },
    Table {
        name: "quotes",
        columns: &[
            "article",
            "title",
            "block",
            "anchor",
            "start",
            "end",
            "text",
            "speaker",
            "speaker_name",
            "speaker_text",
            "citation",
        ],
        rows: quotes,
    },
];

/// The tables as CSV.
pub fn csv(context: &EmitContext<'_>) -> Vec<Exported> {
    all(context, "csv", |columns, rows| {
        let mut out = String::new();
        line(columns.iter().map(|column| (*column).to_owned()), &mut out);
        for row in rows {
            line(row.iter().map(cell), &mut out);
        }
        out
    })
}

/// The tables as JSON, an object a line.
pub fn json_lines(context: &EmitContext<'_>) -> Vec<Exported> {
    all(context, "jsonl", |columns, rows| {
        let mut out = String::new();
        for row in rows {
            out.push_str(&object(columns, row));
            out.push('\n');
        }
        out
    })
}

fn all(
    context: &EmitContext<'_>,
    ending: &str,
    write: impl Fn(&[&str], &[Vec<Value>]) -> String + Sync,
) -> Vec<Exported> {
    let sources = Sources { briefing: context.briefing, bodies: Bodies::of(context.briefing) };
    let file = |table: &Table| Exported {
        name: format!("{}.{ending}", table.name),
        bytes: write(table.columns, &(table.rows)(&sources)).into_bytes(),
    };
    ALL.par_iter().map(file).collect()
}

/// A row with its keys in the order of the columns, whatever a map would make of it.
fn object(columns: &[&str], row: &[Value]) -> String {
    let fields = columns.iter().zip(row).map(|(column, value)| format!("\"{column}\":{value}"));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
}

/// A value as a cell: lists joined by semicolons, nothing for what is unknown.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => guarded(text),
        Value::Array(items) => {
            guarded(&items.iter().map(|item| item.as_str().unwrap_or_default()).collect::<Vec<_>>().join("; "))
        }
        other => other.to_string(),
    }
}

fn guarded(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if runs { format!("'{text}") } else { text.to_owned() }
}

/// A line of CSV: cells with commas, quotation marks or line breaks in quotation marks, those in them doubled.
fn line(cells: impl Iterator<Item = String>, out: &mut String) {
    for (nth, cell) in cells.enumerate() {
        out.push_str(if nth == 0 { "" } else { "," });
        if cell.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

fn entities(sources: &Sources<'_>) -> Vec<Vec<Value>> {
    let row = |entity: &Entity| {
        let aliases: Vec<&str> =
            entity.variants.iter().map(|it| it.text.as_str()).filter(|text| *text != entity.name).collect();
        let (latitude, longitude) = entity.coordinates.unzip();
        vec![
            json!(entity.id),
            json!(entity.kind.name()),
            json!(entity.name),
            json!(aliases),
            json!(entity.description),
            json!(entity.country),
            json!(latitude),
            json!(longitude),
            json!(entity.same_as),
            json!(entity.mention_count()),
            json!(entity.articles.len()),
            json!(entity.has_page),
        ]
    };
    sources.briefing.entities.iter().map(row).collect()
}

/// The rows of all articles, made side by side, in page order.
fn of_articles(sources: &Sources<'_>, rows: impl Fn(ArticleIx, &Article) -> Vec<Vec<Value>> + Sync) -> Vec<Vec<Value>> {
    let articles = sources.briefing.articles.par_iter().enumerate();
    let rows: Vec<Vec<Vec<Value>>> = articles.map(|(at, article)| rows(ArticleIx(at as u32), article)).collect();
    rows.into_iter().flatten().collect()
}

fn events(sources: &Sources<'_>) -> Vec<Vec<Value>> {
    of_articles(sources, |_, article| {
        let mut places = Places::of(article);
        let row = |event: &crate::model::Event| {
            let [id, title, block, anchor, start, end, text] = places.cells(event.at);
            let until = event.until.map(|date| date.to_string());
            let (date, precision) = (json!(event.date.to_string()), json!(event.date.precision().name()));
            vec![id, title, block, anchor, start, end, date, precision, json!(until), text]
        };
        article.annotated.events.iter().map(row).collect()
    })
}

fn mentions(sources: &Sources<'_>) -> Vec<Vec<Value>> {
    of_articles(sources, |_, article| {
        let mut places = Places::of(article);
        let found = article.annotated.mentions.iter().zip(&article.entities);
        found
            .map(|(mention, entity)| {
                let [id, title, block, anchor, start, end, text] = places.cells(mention.at);
                let entity = entity.map(|ix| sources.briefing.entity(ix));
                let sentence = mention.sentence.of(text_at(article, mention.at));
                let kind = entity.map_or(mention.kind, |entity| entity.kind).name();
                let (entity, name) = (entity.map(|it| &it.id), entity.map(|it| &it.name));
                let (entity, name, sure) = (json!(entity), json!(name), json!(mention.confidence));
                vec![id, title, block, anchor, start, end, text, json!(kind), entity, name, json!(sentence), sure]
            })
            .collect()
    })
}

fn quotes(sources: &Sources<'_>) -> Vec<Vec<Value>> {
    let briefing = sources.briefing;
    of_articles(sources, |ix, article| {
        let mut places = Places::of(article);
        let said = article.annotated.quotes.iter().zip(&article.speakers).enumerate();
        said.map(|(nth, (quote, speaker))| {
            let [id, title, block, anchor, start, end, text] = places.cells(quote.at);
            let speaker = speaker.map(|ix: EntityIx| briefing.entity(ix));
            let (id_of, name) = (json!(speaker.map(|it| &it.id)), json!(speaker.map(|it| &it.name)));
            let citation = Reference::quote(briefing, ix, nth, &sources.bodies).map(|it| Format::Text.write(&it));
            let (by, citation) = (json!(quote.speaker_text), json!(citation));
            vec![id, title, block, anchor, start, end, text, id_of, name, by, citation]
        })
        .collect()
    })
}

/// Turns the places of an article, which come sorted, into cells.
struct Places<'a> {
    article: &'a Article,
    stretches: Stretches<'a>,
}

impl<'a> Places<'a> {
    fn of(article: &'a Article) -> Self {
        Self { article, stretches: Stretches::new(&article.annotated.article) }
    }

    /// Article, title, block, anchor, start, end and text. Offsets count code points, as in `briefing.json`.
    fn cells(&mut self, at: Place) -> [Value; 7] {
        let anchor = block_at(self.article, at).map(|block| block.anchor.as_str());
        let stretch = self.stretches.at(at);
        [
            json!(self.article.id()),
            json!(self.article.title()),
            json!(stretch.block),
            json!(anchor),
            json!(stretch.start),
            json!(stretch.end),
            json!(stretch.text),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_rows_as_wide_as_their_columns() {
        assert!(ALL.is_sorted_by(|a, b| a.name < b.name));
    }

    #[test]
    fn cells_are_quoted_and_never_run() {
        let mut out = String::new();
        let values =
            [json!("a,b"), json!("say \"x\"\nno"), json!(null), json!(-1.5), json!(["=1+1", "b"]), json!("+49")];
        line(values.iter().map(cell), &mut out);
        assert_eq!(out, "\"a,b\",\"say \"\"x\"\"\nno\",,-1.5,'=1+1; b,'+49\r\n");
        for evil in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\tx", "\r=1"] {
            assert!(cell(&json!(evil)).starts_with('\''), "{evil}");
        }
    }
}
