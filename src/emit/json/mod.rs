//! `briefing.json`: the whole graph as data, and the objects that `inspect` prints.
//!
//! Input: the [`Briefing`]. Output: one file in the shape that `docs/briefing.schema.json` describes, and that schema
//! beside it. Each article, entity and topic stands on a line of its own, so that versions can be compared line by line.
//!
//! 1. Articles are written into buffers of their own, in parallel, some hundred at a time, so that the file is held in
//!    memory once and no tree of values is ever built. 2. The buffers are joined in page order.

pub(super) mod stretch;
mod view;

use super::{EmitContext, EmitError, Emitter};
use crate::model::{ArticleIx, ArtifactSink, Briefing, EntityIx, UrlPath};
use rayon::prelude::*;
use serde::Serialize;
use view::{ArticleView, CorrectionView, EntityView, TopicView};

/// The schema of `briefing.json`, as published beside it.
pub const SCHEMA: &str = include_str!("../../../docs/briefing.schema.json");

/// Articles that are written at a time.
const BATCH: usize = 512;

/// Emits `briefing.json` and its schema.
#[derive(Debug)]
pub struct BriefingJson;

impl Emitter for BriefingJson {
    fn id(&self) -> &'static str {
        "briefing-json"
    }

    fn emit(&self, context: &EmitContext<'_>, sink: &dyn ArtifactSink) -> Result<(), EmitError> {
        sink.put(&UrlPath::new("briefing.schema.json"), SCHEMA.as_bytes())?;
        sink.put(&UrlPath::new("briefing.json"), &document(context))?;
        Ok(())
    }
}

/// One article of the briefing as a line of JSON without a line break: what stands in `articles[]` of `briefing.json`.
pub fn article_line(briefing: &Briefing, ix: ArticleIx) -> String {
    text(&ArticleView::new(briefing, briefing.article(ix)))
}

/// One entity as a line of JSON without a line break: what stands in `entities[]` of `briefing.json`.
pub fn entity_line(briefing: &Briefing, ix: EntityIx) -> String {
    text(&EntityView::new(briefing, briefing.entity(ix)))
}

fn document(context: &EmitContext<'_>) -> Vec<u8> {
    let (site, briefing) = (&context.settings.site, context.briefing);
    let mut out = Vec::new();
    out.extend(b"{\"version\":1,\"title\":");
    write_json(&mut out, &site.title);
    out.extend(b",\"language\":");
    write_json(&mut out, &site.language);
    out.extend(b",\"articles\":[");
    write_lines(&mut out, &briefing.articles, |article| ArticleView::new(briefing, article));
    out.extend(b"],\"entities\":[");
    write_lines(&mut out, &briefing.entities, |entity| EntityView::new(briefing, entity));
    out.extend(b"],\"topics\":[");
    write_lines(&mut out, &briefing.topics, |topic| TopicView::new(briefing, topic));
    out.extend(b"]");
    if !briefing.corrections.is_empty() {
        out.extend(b",\"corrections\":[");
        write_lines(&mut out, &briefing.corrections, |correction| CorrectionView::new(briefing, correction));
        out.extend(b"]");
    }
    out.extend(b"}\n");
    out
}

/// The items with commas between, each on its line.
fn write_lines<'a, T: Sync, V: Serialize>(out: &mut Vec<u8>, items: &'a [T], view: impl Fn(&'a T) -> V + Sync) {
    let mut first = true;
    for batch in items.chunks(BATCH) {
        let lines: Vec<Vec<u8>> = batch
            .par_iter()
            .map(|item| {
                let mut line = Vec::new();
                write_json(&mut line, &view(item));
                line
            })
            .collect();
        let length: usize = lines.iter().map(|line| line.len() + 2).sum();
        // the first batch tells how long the whole will be, so that a large file is not copied as it grows
        out.reserve(if first { length / batch.len() * items.len() * 9 / 8 + length } else { length });
        for line in lines {
            out.extend_from_slice(if first { b"\n" } else { b",\n" });
            first = false;
            out.extend_from_slice(&line);
        }
    }
    if !first {
        out.push(b'\n');
    }
}

fn write_json(out: &mut Vec<u8>, value: &impl Serialize) {
    serde_json::to_writer(out, value).expect(PLAIN);
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect(PLAIN)
}

const PLAIN: &str = "plain data with text keys has a JSON form, and memory takes any write";
