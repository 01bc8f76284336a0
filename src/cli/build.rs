//! `briefing build`

use super::summary::Summary;
use super::ui::{self, Ui, Verbosity};
use super::{Outcome, today};
use crate::check::Secrets;
use crate::config::{BaseUrl, NOT_TOML, Project, UNREADABLE, UNSURE_TAKEDOWN};
use crate::diag::{Diagnostic, Diagnostics, Location, Severity};
use crate::emit::EmitError;
use crate::output::{DiskOutput, OutputError, WriteReport};
use crate::pipeline::{self, Audience, LOST_RIGHTS, LOST_TAKEDOWN, PipelineError, Planned};
use anyhow::Context;
use clap::Args;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  briefing build                       the project in the current folder, into site/
  briefing build ~/articles -o ~/site  a plain folder of articles, no configuration
  briefing build -v                    also list every file that was not read, and every note
  briefing build --json | jq .pages    the summary for machines
  briefing build --base-url https://example.org/border/

The old site stays whole until the new one is complete. Files that did not change keep their bytes
and times. A file in the output folder that briefing did not write is never touched.";

/// Build the site: the main job
///
/// Reads the articles of ROOT, cleans them, finds who, what, where and when, links them, and writes the site. Ends with a
/// summary: files read and skipped with the reasons, lines removed, entities, topics, pages, and what needs the curator.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Build {
    /// A project (with briefing.toml or seeds/) or a plain folder of articles
    #[arg(default_value = ".")]
    root: PathBuf,
    /// Write the site here [default: ROOT/site; for a plain folder ./site]
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Where the site will be published, instead of what briefing.toml says: feeds, sitemap and canonical links name it
    #[arg(long, value_name = "URL", value_parser = BaseUrl::from_str)]
    base_url: Option<BaseUrl>,
}

impl Build {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        let started = Instant::now();
        let mut diagnostics = Diagnostics::new();
        let mut project = Project::open(&self.root, &mut diagnostics)?;
        if let Some(base_url) = self.base_url {
            project.publish_at(base_url);
        }
        if let Some(folder) = self.output {
            project.write_to(folder);
        }
        let folder = project.output.clone();
        refuse_among_sources(&project, &folder)?;
        if let Some(unread) = unread_decisions(&diagnostics) {
            // a site without the curator's decisions would show what they hide
            ui.diagnostics(&diagnostics);
            ui.say(&format!("the site was left as it was: mend {unread} and build again"));
            return Ok(Outcome::Faulty);
        }
        let made = make(&project, &folder, ui, &mut diagnostics);
        if made.is_err() {
            // what is wrong with the files may be why
            ui.diagnostics(&diagnostics);
        }
        let (planned, written) = made?;
        let errors = diagnostics.count(Severity::Error);
        ui.diagnostics(&diagnostics);
        let summary = Summary {
            folder: &folder,
            planned: &planned,
            written: written.as_ref(),
            diagnostics: &diagnostics,
            took: started.elapsed(),
        };
        if ui.json {
            ui::print(&summary.json())?;
        } else if ui.verbosity > Verbosity::Quiet {
            ui::print(&summary.text(ui.verbosity))?;
        }
        Ok(if errors > 0 { Outcome::Faulty } else { Outcome::Fine })
    }
}

/// The first of the curator's files that could not be read as a whole, or holds takedowns that could not, when nothing but
/// these files has been read.
pub(super) fn unread_decisions(diagnostics: &Diagnostics) -> Option<String> {
    let unread =
        diagnostics.iter().find(|diagnostic| [NOT_TOML, UNREADABLE, UNSURE_TAKEDOWN].contains(&diagnostic.code))?;
    Some(unread.at.as_ref().map_or_else(|| "the files of the curator".to_owned(), |at| at.path.clone()))
}

/// Whether an article that is not to be shown may be among those that would be, under another name.
pub(super) fn lost_rights(diagnostics: &Diagnostics) -> bool {
    let mut errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.any(|diagnostic| [LOST_RIGHTS, LOST_TAKEDOWN].contains(&diagnostic.code))
}

/// Everything between the project and the written site; no report when there was nothing to write, or a template of the
/// user's is wrong.
fn make(
    project: &Project,
    folder: &Path,
    ui: Ui,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<(Planned, Option<WriteReport>)> {
    let progress = ui.progress();
    let planned = assemble(project, Audience::Readers, progress.as_ref(), diagnostics)?;
    if lost_rights(diagnostics) {
        return Ok((planned, None));
    }
    if planned.is_empty() {
        diagnostics.push(no_articles(project));
        return Ok((planned, None));
    }
    let protected = [project.seeds.as_path(), project.root.as_path()];
    let output = DiskOutput::open(folder, &protected).map_err(explain_refusal)?;
    match pipeline::render(project, &planned, &output, progress.as_ref()) {
        Ok(()) => {
            let written = output.commit()?;
            report_by_hand(&written, folder, diagnostics);
            // also what lies there by another hand, or was left from before the decision, would be published
            if !planned.withheld.is_empty() {
                Secrets::new(&planned.withheld, &planned.briefing).in_site(folder, diagnostics)?;
            }
            Ok((planned, Some(written)))
        }
        Err(PipelineError::Emit(EmitError::Template(message))) => {
            // the engine's report begins with a word of its own
            let fault = Diagnostic::error("B010", message.strip_prefix("error: ").unwrap_or(&message));
            diagnostics.push(fault.help("the site was left as it was; mend the template and build again"));
            Ok((planned, None))
        }
        Err(error) => Err(error.into()),
    }
}

/// Somebody changed pages of the site by hand, and their article changed or went.
fn report_by_hand(written: &WriteReport, folder: &Path, diagnostics: &mut Diagnostics) {
    let at = |path: &str| Location::file(folder.join(path).display().to_string());
    for path in &written.overwritten {
        let message = format!("{path} was changed by hand since it was built, and was written anew");
        let lost = Diagnostic::warning("B013", message).at(at(path));
        diagnostics.push(lost.help("the site is made by `build`; keep changes in templates/, static/ or curation/"));
    }
    for path in &written.left {
        let message =
            format!("{path} is no longer part of the site, but was changed by hand since it was built, so it stays");
        let left = Diagnostic::warning("B013", message).at(at(path));
        diagnostics.push(
            left.help("it is published with the site: delete it, or move what you want to keep out of this folder"),
        );
    }
}

/// There is nothing to build or to check.
pub(super) fn no_articles(project: &Project) -> Diagnostic {
    Diagnostic::error("B009", "no article was found, so there is no site to write")
        .at(Location::file(project.seeds.display().to_string()))
        .help("put articles there as .txt, .md or .html files, in folders of any depth; `briefing init` begins a project with a sample")
}

/// A folder without its articles is the first mistake to make, so its message says what belongs where.
pub(super) fn assemble(
    project: &Project,
    audience: Audience,
    progress: &dyn pipeline::Progress,
    diagnostics: &mut Diagnostics,
) -> anyhow::Result<Planned> {
    project.curation.report_future(today(), diagnostics);
    pipeline::assemble(project, audience, progress, diagnostics)
        .with_context(|| format!("{} holds no articles: a project keeps them in seeds/", project.root.display()))
}

fn explain_refusal(error: OutputError) -> anyhow::Error {
    anyhow::Error::new(error).context("the site was not written")
}

/// What is written among sources would be read by the next build. A plain folder of articles has no other place for a site
/// than one within it: it is not entered once it is ours, and nothing is written where anything else stands.
pub(super) fn refuse_among_sources(project: &Project, folder: &Path) -> anyhow::Result<()> {
    let Some(target) = real_path(folder) else { return Ok(()) };
    let sources = std::iter::once(&project.seeds).chain(&project.watched);
    for source in sources.filter(|source| source.is_dir()) {
        let Ok(real) = source.canonicalize() else { continue };
        if project.is_plain() {
            anyhow::ensure!(
                target != real,
                "{} holds the articles, which are only read: name another folder with -o, e.g. -o site",
                folder.display()
            );
        } else {
            anyhow::ensure!(
                !target.starts_with(&real),
                "{} lies inside {}, which is only read: name a folder outside of it with -o, e.g. -o ../site",
                folder.display(),
                source.display()
            );
        }
    }
    Ok(())
}

/// A path without symbolic links and dots, for a folder that may not exist yet.
fn real_path(path: &Path) -> Option<PathBuf> {
    let full = std::path::absolute(path).ok()?;
    let there = full.ancestors().find(|above| above.exists())?;
    let rest = full.strip_prefix(there).ok()?;
    let mut real = there.canonicalize().ok()?;
    for part in rest.components() {
        match part {
            std::path::Component::ParentDir => _ = real.pop(),
            part => real.push(part),
        }
    }
    Some(real)
}
