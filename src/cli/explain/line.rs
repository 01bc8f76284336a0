//! Why a line of a source file was kept or taken out.
//!
//! 1. The file is found in its project, which is assembled as `build` does; a file of no project stands for itself.
//! 2. What lies on the line is looked up in the article's parts: block, metadata or removal, each with its reason.

use crate::cli::build::assemble;
use crate::cli::inspect::lines;
use crate::cli::ui::Ui;
use crate::cli::wording::counted;
use crate::config::Project;
use crate::diag::Diagnostics;
use crate::ingest::{self, Listing};
use crate::model::{CleanArticle, Document, Part, RawBlock, Role, SkipReason, UrlPath};
use crate::pipeline::{self, Audience, Planned, Work, works};
use anyhow::{Context, bail};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// So many passages of one line are shown; a saved page may stand on a single one.
const MOST: usize = 60;

/// A file with what became of it.
struct Judged {
    project: Project,
    work: Work,
    text: String,
    document: Document,
    article: CleanArticle,
    /// Its page, when it has one.
    page: Option<UrlPath>,
    /// Why it is not in the briefing.
    left_out: Option<SkipReason>,
}

/// Explains a line of a file.
pub(super) fn explain(
    (file, line): (&Path, u32),
    root: Option<&Path>,
    ui: Ui,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<String> {
    let judged = judge(file, root, ui, diagnostics)?;
    let count = judged.text.lines().count() as u32;
    if line == 0 || line > count {
        bail!("{} has {}, no line {line}", file.display(), counted(count as usize, "line", "lines"));
    }
    let found = passages(&judged, line);
    if ui.json {
        return Ok(format!("{}\n", as_json(&judged, line, &found)));
    }
    Ok(as_text(&judged, (file, line), &found))
}

fn judge(file: &Path, root: Option<&Path>, ui: Ui, diagnostics: &mut Diagnostics) -> anyhow::Result<Judged> {
    let root = root.map(Path::to_owned).or_else(|| Project::root_around(file));
    let project = match &root {
        Some(root) => Project::open(root, diagnostics)?,
        None => Project::plain(Path::new(".")),
    };
    let in_project = if root.is_some() { find(&project, file)? } else { None };
    let planned = match &in_project {
        Some(_) => Some(assemble(&project, Audience::Curator, ui.progress().as_ref(), diagnostics)?),
        None => None,
    };
    let work = in_project.map_or_else(|| alone(&project, file), Ok)?;
    let text = match ingest::read_text(&project.config.ingest, &work.file) {
        Ok(text) => text,
        Err(reason) => bail!("{} was not read: {reason}", file.display()),
    };
    let document = match pipeline::read_file(&project, &work, diagnostics) {
        Ok(document) => document,
        Err(skipped) => bail!("{} was not read: {}", file.display(), skipped.reason),
    };
    let there = planned.as_ref().and_then(|planned| in_briefing(planned, &work));
    let (article, page) = match there {
        Some((article, page)) => (article, Some(page)),
        None => (judge_left_out(&project, &work, planned.is_some())?, None),
    };
    let left_out = planned.as_ref().and_then(|planned| why_left_out(planned, &work));
    Ok(Judged { project, work, text, document, article, page, left_out })
}

/// The file among those of a project; `None` when the walk does not reach it, as in a hidden folder.
fn find(project: &Project, file: &Path) -> anyhow::Result<Option<Work>> {
    let Listing { files, skipped } = ingest::list(&project.config.ingest, &project.seeds)
        .with_context(|| format!("{} holds no articles", project.seeds.display()))?;
    let Ok(full) = file.canonicalize() else { return Ok(None) };
    let is_it = |work: &Work| work.file.full.canonicalize().is_ok_and(|path| path == full);
    // most files are told apart by their names, which costs nothing
    let named = works(files).into_iter().filter(|work| work.file.full.file_name() == full.file_name());
    let found = named.into_iter().find(is_it);
    let is_skipped = |path: &str| project.seeds.join(path).canonicalize().is_ok_and(|path| path == full);
    match skipped.iter().find(|skipped| found.is_none() && is_skipped(&skipped.path)) {
        Some(skipped) => bail!("{} was not read: {}", file.display(), skipped.reason),
        None => Ok(found),
    }
}

/// A file that stands for itself.
fn alone(project: &Project, file: &Path) -> anyhow::Result<Work> {
    let Listing { files, skipped } = ingest::list_paths(&project.config.ingest, &[file.to_owned()])?;
    match (works(files).pop(), skipped.first()) {
        (Some(work), _) => Ok(work),
        (None, Some(skipped)) => bail!("{} was not read: {}", file.display(), skipped.reason),
        (None, None) => bail!("{} was not read", file.display()),
    }
}

/// The article of a file, and its page.
fn in_briefing(planned: &Planned, work: &Work) -> Option<(CleanArticle, UrlPath)> {
    let at = planned.briefing.articles.iter().position(|article| article.id() == work.id)?;
    Some((planned.briefing.articles[at].annotated.article.clone(), planned.plan.articles[at].clone()))
}

fn judge_left_out(project: &Project, work: &Work, is_in_project: bool) -> anyhow::Result<CleanArticle> {
    let around =
        if is_in_project { works(ingest::list(&project.config.ingest, &project.seeds)?.files) } else { Vec::new() };
    match pipeline::judge_file(project, work, &around) {
        Ok(article) => Ok(article),
        Err(skipped) => bail!("{} was not read: {}", work.file.full.display(), skipped.reason),
    }
}

fn why_left_out(planned: &Planned, work: &Work) -> Option<SkipReason> {
    let skipped = planned.briefing.skipped.iter().find(|skipped| skipped.path == work.file.relative);
    skipped.map(|skipped| skipped.reason.clone())
}

/// A stretch of the document on the line, with what became of it.
struct Passage<'a> {
    text: &'a str,
    raw: &'a RawBlock,
    fate: Fate<'a>,
}

/// What became of a stretch.
enum Fate<'a> {
    Kept { n: u32, kind: &'static str, anchor: &'a str },
    Says(&'static str),
    Removed { rule: &'static str, reason: &'a str },
}

fn passages(judged: &Judged, line: u32) -> Vec<Passage<'_>> {
    let on_line = |part: &&Part| {
        let raw = judged.document.blocks.get(part.raw as usize);
        raw.is_some_and(|raw| raw.lines.first <= line && line <= raw.lines.last)
    };
    let parts = judged.article.parts.iter().filter(on_line);
    parts
        .filter_map(|part| {
            let raw = judged.document.blocks.get(part.raw as usize)?;
            let text = raw.text.get(part.span.range()).filter(|text| !text.trim().is_empty())?;
            Some(Passage { text, raw, fate: fate(part, &judged.article) })
        })
        .collect()
}

fn fate<'a>(part: &Part, article: &'a CleanArticle) -> Fate<'a> {
    match part.role {
        Role::Title => Fate::Says("title"),
        Role::Deck => Fate::Says("deck"),
        Role::Byline => Fate::Says("byline"),
        Role::Publisher => Fate::Says("source"),
        Role::Date => Fate::Says("date of publication"),
        Role::Block(n) => match article.blocks.get((n as usize).saturating_sub(1)) {
            Some(block) => Fate::Kept { n, kind: block.kind.name(), anchor: &block.anchor },
            None => Fate::Kept { n, kind: "block", anchor: "" },
        },
        Role::Removed(ix) => match article.removed.get(ix as usize) {
            Some(removal) => Fate::Removed { rule: removal.rule, reason: &removal.reason },
            None => Fate::Removed { rule: "", reason: "" },
        },
    }
}

/// What a line is on which no text of the document stands.
fn no_text(judged: &Judged, line: u32) -> &'static str {
    let mut lines = judged.text.lines();
    let is_blank = judged.text.lines().nth(line as usize - 1).is_none_or(|text| text.trim().is_empty());
    let fence = lines.next().map(str::trim_end).filter(|first| matches!(*first, "+++" | "---"));
    let in_front_matter = judged.document.front_matter.is_some()
        && fence.is_some_and(|fence| {
            let end = lines.position(|text| text.trim_end() == fence).map_or(0, |at| at as u32 + 2);
            line <= end
        });
    match (in_front_matter, is_blank) {
        (true, _) => "front matter: what it says of the article comes before what the text says",
        (false, true) => "a blank line",
        (false, false) => "markup or metadata without text of its own",
    }
}

fn as_text(judged: &Judged, (file, line): (&Path, u32), found: &[Passage<'_>]) -> String {
    let mut out = format!("{}:{line}\n", file.display());
    // writing to a string cannot fail
    if let Some(reason) = &judged.left_out {
        let _ = writeln!(out, "  not in the briefing: {reason}");
    }
    if found.is_empty() {
        let _ = writeln!(out, "  {}", no_text(judged, line));
        return out;
    }
    for passage in found.iter().take(MOST) {
        let range = passage.raw.lines;
        let at = if range.first == range.last { String::new() } else { format!(" (lines {})", lines(range)) };
        let _ = writeln!(out, "  {}{at}", in_words(judged, &passage.fate));
        let _ = writeln!(out, "    {}", passage.text.replace('\n', "\n    "));
    }
    if found.len() > MOST {
        let _ = writeln!(
            out,
            "  … and {} more on this line; --json shows all",
            counted(found.len() - MOST, "passage", "passages")
        );
    }
    let is_removed = |passage: &Passage<'_>| matches!(passage.fate, Fate::Removed { .. });
    let sidecar = sidecar(judged);
    let sidecar = sidecar.display();
    let _ = if found.iter().all(is_removed) {
        writeln!(out, "To bring it back, name the line in {sidecar}: {}", decision("keep", found))
    } else if found.iter().any(|passage| matches!(passage.fate, Fate::Kept { .. })) {
        writeln!(out, "To take it out, name the line in {sidecar}: {}", decision("strip", found))
    } else {
        writeln!(out, "To decide otherwise, state title, authors, published or source in {sidecar}")
    };
    out
}

fn in_words(judged: &Judged, fate: &Fate<'_>) -> String {
    match fate {
        Fate::Kept { n, kind, anchor } => {
            let page = judged.page.as_ref().map(ToString::to_string).unwrap_or_default();
            let article = if kind.starts_with('e') { "an" } else { "a" };
            format!("kept in block {n}, {article} {kind} ({page}#{anchor})")
        }
        Fate::Says(what) => format!("kept as the {what}"),
        Fate::Removed { rule, reason } => format!("removed by `{rule}`: {reason}"),
    }
}

/// The entry that would decide otherwise, ready to be copied.
fn decision(list: &str, found: &[Passage<'_>]) -> String {
    let wanted = |passage: &&Passage<'_>| match passage.fate {
        Fate::Kept { .. } => list == "strip",
        Fate::Removed { .. } => list == "keep",
        Fate::Says(_) => false,
    };
    let line = found.iter().find(wanted).map_or("", |passage| passage.text);
    let line: String = match line.char_indices().nth(60) {
        None => line.to_owned(),
        Some((end, _)) => format!("{}…", line[..end].rsplit_once(' ').map_or(&line[..end], |(head, _)| head)),
    };
    let line = line.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\t'], " ");
    format!("{list} = [\"{line}\"]")
}

fn sidecar(judged: &Judged) -> PathBuf {
    judged.project.path(&format!("curation/articles/{}.toml", judged.work.id))
}

fn as_json(judged: &Judged, line: u32, found: &[Passage<'_>]) -> Value {
    let passages: Vec<Value> = found
        .iter()
        .map(|passage| {
            let mut value = match &passage.fate {
                Fate::Kept { n, kind, anchor } => {
                    json!({ "fate": "kept", "block": n, "kind": kind, "anchor": anchor })
                }
                Fate::Says(what) => json!({ "fate": "metadata", "what": what }),
                Fate::Removed { rule, reason } => json!({ "fate": "removed", "rule": rule, "reason": reason }),
            };
            value["lines"] = json!([passage.raw.lines.first, passage.raw.lines.last]);
            value["text"] = json!(passage.text);
            value
        })
        .collect();
    json!({
        "article": judged.work.id,
        "path": judged.work.file.relative,
        "line": line,
        "page": judged.page.as_ref().map(ToString::to_string),
        "left_out": judged.left_out.as_ref().map(ToString::to_string),
        "passages": passages,
        "without_text": if found.is_empty() { Some(no_text(judged, line)) } else { None },
        "sidecar": sidecar(judged).display().to_string(),
    })
}
