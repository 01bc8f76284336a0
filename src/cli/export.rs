//! `briefing export`
//!
//! 1. Assemble the project as `build` does: an export shows what the site would show, and no more.
//! 2. Make the files. 3. Write them, or print the one that there is. What is there already and holds something else stays,
//!    unless `--force` says otherwise.

use super::Outcome;
use super::build::{assemble, lost_rights, no_articles, refuse_among_sources, unread_decisions};
use super::ui::{self, Ui, Verbosity};
use super::wording::printable;
use crate::check::Secrets;
use crate::config::{BaseUrl, Project};
use crate::diag::{Diagnostics, Severity};
use crate::emit::export::{Export as Kind, Exported};
use crate::output::{OutputError, PlainFolder};
use crate::pipeline::{self, Audience};
use crate::text::{grouped, slug};
use anyhow::Context;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde_json::json;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

const EXAMPLES: &str = "\
Examples:
  briefing export epub                   a book of the project in the current folder
  briefing export single -o border.html  one HTML file to send around; it needs nothing else
  briefing export zip ~/articles         the whole site of a folder, packed
  briefing export csv -o tables          tables/entities.csv, events.csv, mentions.csv, quotes.csv
  briefing export bibtex -o - >> all.bib
  briefing export epub --force           replace the book that was exported before

An export holds what the site shows, and nothing that it withholds. The same articles and decisions
give the same bytes.";

/// Take the briefing along: as a book, one file, tables, references
///
/// Reads the articles of ROOT as `build` does, and writes them in another form, in the current folder unless -o says where.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    /// As what
    #[arg(value_name = "KIND", value_parser = kinds())]
    kind: Kind,
    /// A project (with briefing.toml or seeds/) or a plain folder of articles
    #[arg(default_value = ".")]
    root: PathBuf,
    /// Write this file (for csv and json this folder); `-` prints it [default: named by the title]
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Replace what is there
    #[arg(long)]
    force: bool,
    /// Where the site is published, instead of what briefing.toml says
    #[arg(long, value_name = "URL", value_parser = BaseUrl::from_str)]
    base_url: Option<BaseUrl>,
}

/// The kinds of export as clap takes them.
fn kinds() -> impl TypedValueParser<Value = Kind> {
    let values = Kind::ALL.map(|kind| PossibleValue::new(kind.id()).help(kind.about()));
    PossibleValuesParser::new(values)
        .try_map(|id| Kind::ALL.into_iter().find(|kind| kind.id() == id).ok_or("no such kind"))
}

impl Export {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        let mut diagnostics = Diagnostics::new();
        let mut project = Project::open(&self.root, &mut diagnostics)?;
        if let Some(base_url) = self.base_url.clone() {
            project.publish_at(base_url);
        }
        let target = self.target(&project);
        anyhow::ensure!(
            target.is_some() || !self.kind.is_folder(),
            "{} is several files: name a folder with -o",
            self.kind.id()
        );
        if let Some(target) = &target {
            refuse_among_sources(&project, target)?;
        }
        if let Some(unread) = unread_decisions(&diagnostics) {
            // an export without the curator's decisions would show what they hide
            ui.diagnostics(&diagnostics);
            ui.say(&format!("nothing was exported: mend {unread} first"));
            return Ok(Outcome::Faulty);
        }
        let planned = assemble(&project, Audience::Readers, ui.progress().as_ref(), &mut diagnostics)?;
        if lost_rights(&diagnostics) {
            ui.diagnostics(&diagnostics);
            return Ok(Outcome::Faulty);
        }
        if planned.briefing.articles.is_empty() {
            diagnostics.push(no_articles(&project));
            ui.diagnostics(&diagnostics);
            return Ok(Outcome::Faulty);
        }
        let made = pipeline::export(&project, &planned, self.kind);
        let leaks = match &made {
            Ok(files) => Secrets::new(&planned.withheld, &planned.briefing).in_exports(files, &mut diagnostics)?,
            Err(_) => Vec::new(),
        };
        ui.diagnostics(&diagnostics);
        if !leaks.is_empty() {
            ui.say("nothing was exported: it would hold text that is withheld");
            return Ok(Outcome::Faulty);
        }
        let articles =
            planned.briefing.articles.iter().map(|article| project.seeds.join(&article.annotated.article.source.path));
        let read = articles.chain(project.watched.iter().filter(|path| path.is_file()).cloned());
        match target {
            Some(target) => self.write(&target, &made?, &read.collect::<Vec<_>>(), ui)?,
            None => print(&made?)?,
        }
        Ok(if diagnostics.count(Severity::Error) > 0 { Outcome::Faulty } else { Outcome::Fine })
    }

    /// Where to write; nowhere for `-`.
    fn target(&self, project: &Project) -> Option<PathBuf> {
        match &self.output {
            Some(output) if output == Path::new("-") => None,
            Some(output) => Some(output.clone()),
            None => Some(PathBuf::from(self.kind.name(&slug(&project.config.site.title)))),
        }
    }

    /// Never over one of the articles or the settings, also where they lie in the same folder and all is to be replaced.
    fn write(&self, target: &Path, files: &[Exported], read: &[PathBuf], ui: Ui) -> anyhow::Result<()> {
        let mut written = Vec::new();
        let (folder, name) = if self.kind.is_folder() {
            (target, None)
        } else {
            let name = target.file_name().with_context(|| format!("{} names no file", target.display()))?;
            anyhow::ensure!(!target.is_dir(), "{} is a folder: name a file with -o", target.display());
            let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
            (folder.unwrap_or(Path::new(".")), Some(name.to_string_lossy()))
        };
        // a path with a slip in it is not made true
        if let Some(above) = folder.parent().filter(|above| !above.as_os_str().is_empty() && !above.exists()) {
            anyhow::bail!("{} is not there: make it first, or name another place with -o", above.display());
        }
        let mut output = PlainFolder::open(folder, &read.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
        if self.force {
            output = output.replacing();
        }
        for file in files {
            let name = name.as_deref().unwrap_or(&file.name);
            // as the user would write it
            let shown = folder.join(name);
            let shown = shown.strip_prefix(".").map_or_else(|_| shown.clone(), Path::to_path_buf);
            output.write(name, &file.bytes).map_err(|error| refused(error, &shown))?;
            written.push((shown.display().to_string(), file.bytes.len()));
        }
        if ui.json {
            let files: Vec<_> = written.iter().map(|(path, bytes)| json!({ "path": path, "bytes": bytes })).collect();
            ui::print(&format!("{}\n", json!({ "version": 1, "kind": self.kind.id(), "written": files })))?;
        } else {
            for (path, bytes) in written.iter().filter(|_| ui.verbosity > Verbosity::Quiet) {
                ui::print(&printable(&format!("{path}: {} bytes\n", grouped(*bytes as u64))))?;
            }
        }
        Ok(())
    }
}

/// A file that is there is nobody's mistake.
fn refused(error: OutputError, shown: &Path) -> anyhow::Error {
    match error {
        OutputError::Foreign { path } if path.is_file() => {
            anyhow::anyhow!(
                "{} is there and holds something else: --force replaces it, -o names another",
                shown.display()
            )
        }
        error => anyhow::Error::new(error),
    }
}

fn print(files: &[Exported]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for file in files {
        anyhow::ensure!(
            !out.is_terminal() || str::from_utf8(&file.bytes).is_ok(),
            "{} is not for a terminal: name a file with -o",
            file.name
        );
        out.write_all(&file.bytes)?;
    }
    out.flush()?;
    Ok(())
}
