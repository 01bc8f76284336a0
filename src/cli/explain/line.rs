//! Why a line of a source file was kept or taken out.

use crate::cli::inspect::lines;
use crate::cli::selection::{Selection, select};
use crate::config::Project;
use crate::diag::Diagnostics;
use crate::model::{CleanArticle, Document, Part, Role};
use crate::pipeline::{self, Silent, Work};
use crate::text::Lines;
use anyhow::{Context, bail};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Explains a line of a file.
pub(super) fn explain(
    file: &Path,
    line: u32,
    root: Option<&Path>,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<String> {
    let selection = select(&[PathBuf::from(file)], diagnostics)?.pop().context("the file is gone")?;
    let project = match root {
        Some(root) => Project::open(root, diagnostics)?,
        None => selection.project.clone(),
    };
    let Some(work) = selection.works.first() else { return not_read(&selection, file) };
    let document = match pipeline::read_file(&project, work, diagnostics) {
        Ok(document) => document,
        Err(skipped) => bail!("{} was not read: {}", file.display(), skipped.reason),
    };
    let cleaned = pipeline::clean_files(&project, std::slice::from_ref(work), &Silent).pop();
    let mut out = format!("{}:{line}\n", file.display());
    match cleaned.map(|(article, _)| article) {
        Some(Ok(article)) => push_roles(&mut out, &article, &document, line),
        Some(Err(skipped)) => _ = writeln!(out, "  no article: {}", skipped.reason),
        None => {}
    }
    push_decision(&mut out, work, &project);
    Ok(out)
}

fn not_read(selection: &Selection, file: &Path) -> anyhow::Result<String> {
    match selection.skipped.first() {
        Some(skipped) => bail!("{} was not read: {}", file.display(), skipped.reason),
        None => bail!("{} was not read", file.display()),
    }
}

/// One entry for each stretch of the document on that line.
fn push_roles(out: &mut String, article: &CleanArticle, document: &Document, line: u32) {
    let is_there = |range: Lines| range.first <= line && line <= range.last;
    let mut found = false;
    for part in &article.parts {
        let Some(raw) = document.blocks.get(part.raw as usize).filter(|raw| is_there(raw.lines)) else { continue };
        let text = raw.text.get(part.span.range()).unwrap_or("");
        if text.trim().is_empty() {
            continue;
        }
        found = true;
        let at =
            if raw.lines.first == raw.lines.last { String::new() } else { format!(" (lines {})", lines(raw.lines)) };
        let _ = writeln!(out, "  {}{at}\n    {}", fate(part, article), text.replace('\n', "\n    "));
    }
    if !found {
        out.push_str("  nothing but white space or markup\n");
    }
}

fn fate(part: &Part, article: &CleanArticle) -> String {
    let kept = |what: &str| format!("kept as {what}");
    match part.role {
        Role::Title => kept("the title"),
        Role::Deck => kept("the deck"),
        Role::Byline => kept("the byline"),
        Role::Publisher => kept("the source"),
        Role::Date => kept("the date of publication"),
        Role::Block(n) => match article.blocks.get((n as usize).saturating_sub(1)) {
            Some(block) => format!("kept in block {n}, a {} (#{})", block.kind.name(), block.anchor),
            None => kept(&format!("block {n}")),
        },
        Role::Removed(ix) => match article.removed.get(ix as usize) {
            Some(removal) => format!("removed by `{}`: {}", removal.rule, removal.reason),
            None => "removed".to_owned(),
        },
    }
}

fn push_decision(out: &mut String, work: &Work, project: &Project) {
    let sidecar = project.path(&format!("curation/articles/{}.toml", work.id));
    let _ =
        writeln!(out, "To decide otherwise, name the line in {}: keep = [\"…\"] or strip = [\"…\"]", sidecar.display());
}
