//! `briefing clean`

use super::Outcome;
use super::selection::{Selection, select};
use super::summary::{lines_of, not_read};
use super::text::{markdown, plain};
use super::ui::{self, Ui, Verbosity};
use super::wording::{counted, number, printable};
use crate::diag::{Diagnostics, Severity};
use crate::emit::json;
use crate::model::{Annotated, Article, ArticleIx, Briefing, CleanArticle, Rights, Skipped};
use crate::output::PlainFolder;
use crate::pipeline;
use anyhow::Context;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  briefing clean page.html                           the article's text
  briefing clean raw/ -o clean/ --format markdown    a folder, one .md file an article
  briefing clean raw/ --format json | jq '.removed'  what was taken out, with rule and reason

A file inside the seeds of a project is cleaned with that project's decisions (curation/).";

/// Only clean: the articles without the page around them
///
/// Prints the articles of the PATHs, or writes one file for each with the name of its source file. `text` is the body
/// alone: paragraphs, subheads, lists, quotes, tables, code and embedded posts, with a blank line between; no title, no
/// captions. `markdown` adds title and metadata as front matter, captions and links. `json` is everything, with the ledger
/// of what was taken out.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Clean {
    /// Files, and folders of any depth
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write a file for each article into DIR, sub-folders kept
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Replace files in DIR that are there with other content
    #[arg(long, requires = "output")]
    force: bool,
    /// What to print or write
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Markdown,
    Json,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }

    fn write(self, article: &CleanArticle) -> String {
        match self {
            Self::Text => plain(article),
            Self::Markdown => markdown(article),
            Self::Json => json_line(article),
        }
    }
}

/// Said when nothing came of all that was named.
pub(super) const NO_ARTICLE: &str = "no article was found: articles are .txt, .md and .html files";

/// The object that `briefing.json` has for an article, with nothing found in it.
fn json_line(article: &CleanArticle) -> String {
    let annotated = Annotated {
        article: article.clone(),
        mentions: Vec::new(),
        quotes: Vec::new(),
        events: Vec::new(),
        topics: Vec::new(),
        terms: Vec::new(),
        phrases: Vec::new(),
    };
    let article = Article {
        slug: article.id.clone(),
        annotated,
        entities: Vec::new(),
        speakers: Vec::new(),
        timeline: Vec::new(),
        topics: Vec::new(),
        related: Vec::new(),
        also_published: Vec::new(),
        rights: Rights::default(),
        names: Vec::new(),
    };
    let briefing = Briefing { articles: vec![article], ..Briefing::default() };
    json::article_line(&briefing, ArticleIx(0)) + "\n"
}

/// The results of all selections, in order, with the names of the files to write.
#[derive(Default)]
struct Cleaned {
    articles: Vec<(String, CleanArticle)>,
    skipped: Vec<Skipped>,
    lost_named: bool,
}

impl Clean {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        let mut diagnostics = Diagnostics::new();
        let mut cleaned = Cleaned::default();
        for selection in select(&self.paths, &mut diagnostics)? {
            cleaned.add(selection, ui, &mut diagnostics);
        }
        ui.diagnostics(&diagnostics);
        let format = if ui.json { Format::Json } else { self.format };
        match &self.output {
            Some(folder) => {
                let existing = if self.force { Existing::Replace } else { Existing::Keep };
                let out = open_folder(folder, &self.paths, existing)?;
                write(out, folder, format, &cleaned, ui)?;
            }
            None => print(format, &cleaned, ui)?,
        }
        if cleaned.articles.is_empty() {
            ui.say(NO_ARTICLE);
        }
        let is_faulty = diagnostics.count(Severity::Error) > 0 || cleaned.lost_named || cleaned.articles.is_empty();
        Ok(if is_faulty { Outcome::Faulty } else { Outcome::Fine })
    }
}

impl Cleaned {
    fn add(&mut self, selection: Selection, ui: Ui, diagnostics: &mut Diagnostics) {
        let Selection { project, works, around, names, skipped, lost_named, .. } = selection;
        let results = pipeline::clean_files(&project, &works, &around, ui.progress().as_ref());
        self.lost_named |= lost_named;
        self.skipped.extend(skipped);
        for ((result, found), name) in results.into_iter().zip(names) {
            diagnostics.append(found);
            match result {
                Ok(article) => self.articles.push((name.path, article)),
                Err(skip) => {
                    self.lost_named |= name.is_itself;
                    self.skipped.push(skip);
                }
            }
        }
    }
}

fn print(format: Format, cleaned: &Cleaned, ui: Ui) -> anyhow::Result<()> {
    for skipped in not_read(&cleaned.skipped, ui.verbosity) {
        ui.say(&skipped);
    }
    let several = cleaned.articles.len() > 1 && format != Format::Json;
    for (nth, (name, article)) in cleaned.articles.iter().enumerate() {
        if several {
            let gap = if nth > 0 { "\n" } else { "" };
            ui::print(&format!("{gap}==> {} <==\n", printable(name)))?;
        }
        ui::print(&format.write(article))?;
    }
    Ok(())
}

/// What happens to a file that stands where an article goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Existing {
    Keep,
    Replace,
}

fn open_folder(folder: &Path, sources: &[PathBuf], existing: Existing) -> anyhow::Result<PlainFolder> {
    let protected: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
    let out = PlainFolder::open(folder, &protected)?;
    Ok(if existing == Existing::Replace { out.replacing() } else { out })
}

fn write(mut out: PlainFolder, folder: &Path, format: Format, cleaned: &Cleaned, ui: Ui) -> anyhow::Result<()> {
    for (name, article) in &cleaned.articles {
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let written = out.write(&format!("{stem}.{}", format.ending()), format.write(article).as_bytes());
        written.context("--force replaces files that are there")?;
    }
    if ui.verbosity == Verbosity::Quiet {
        return Ok(());
    }
    let lines: usize = cleaned.articles.iter().map(|(_, article)| lines_of(&article.removed)).sum();
    let articles = counted(cleaned.articles.len(), "article", "articles");
    let folder = folder.display().to_string();
    let removed = counted(lines, "line", "lines");
    let mut summary = format!(
        "{articles} written to {}, {removed} removed, {} not read\n",
        printable(&folder),
        number(cleaned.skipped.len())
    );
    for skipped in not_read(&cleaned.skipped, ui.verbosity) {
        summary.push_str(&skipped);
        summary.push('\n');
    }
    ui::print(&summary)?;
    Ok(())
}
