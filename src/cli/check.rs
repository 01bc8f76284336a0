//! `briefing check`

use super::Outcome;
use super::build::{assemble, no_articles};
use super::summary::diagnostic_json;
use super::ui::{self, Ui, Verbosity};
use super::wording::{counted, number};
use crate::check::{BriefingReport, Leak, Secrets, SiteReport, check_briefing, check_files, check_site};
use crate::config::{BaseUrl, Project};
use crate::diag::{Diagnostic, Diagnostics, Location, Severity};
use crate::model::UrlPath;
use crate::output::{Hash, Manifest, MemoryOutput};
use crate::pipeline::{self, Audience};
use anyhow::Context;
use clap::Args;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

const EXAMPLES: &str = "\
Examples:
  briefing check                     the project in the current folder and its site
  briefing check --site ~/published  the site in another folder
  briefing check -v                  gaps that the site shows as such, too: articles without a date
  briefing check --json | jq .site.broken

Ends with 0 when nothing has to be done and with 3 when something was found. An article that says
neither who published it nor where is found; gaps that the site shows as such are notes (-v).";

/// Find everything that is wrong with a briefing and its site
///
/// Looks for decisions that fit nothing, articles without source, date or title, names that fit several people, links that
/// lead nowhere, files that hosts refuse, and whether the site on disk is what would be built now. Where no site has been
/// built, the one that would be is checked in memory. Writes nothing.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// A project (with briefing.toml or seeds/) or a plain folder of articles
    #[arg(default_value = ".")]
    root: PathBuf,
    /// The built site [default: as for `build`]
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Where the site will be published, as it was given to `build`
    #[arg(long, value_name = "URL", value_parser = BaseUrl::from_str)]
    base_url: Option<BaseUrl>,
}

impl Check {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        let mut diagnostics = Diagnostics::new();
        let mut project = Project::open(&self.root, &mut diagnostics)?;
        if let Some(base_url) = self.base_url {
            project.publish_at(base_url);
        }
        let progress = ui.progress();
        let planned = assemble(&project, Audience::Readers, progress.as_ref(), &mut diagnostics)?;
        if planned.is_empty() {
            // a site that lies about has nothing to do with this folder
            diagnostics.push(no_articles(&project));
            let briefing = check_briefing(&planned.briefing, &mut diagnostics);
            report(&briefing, (&SiteReport::default(), &[]), &diagnostics, ui)?;
            return Ok(Outcome::Found);
        }
        let folder = self.site.clone().unwrap_or_else(|| project.output.clone());
        let manifest = Manifest::of_site(&folder).with_context(|| format!("{} cannot be checked", folder.display()))?;
        if manifest.is_none() {
            project.without_cards();
        }
        let output = MemoryOutput::after(manifest.clone().unwrap_or_default());
        pipeline::render(&project, &planned, &output, progress.as_ref())?;
        drop(progress);
        let (kept, files) = (output.kept(), output.into_files());

        let briefing = check_briefing(&planned.briefing, &mut diagnostics);
        let secrets = Secrets::new(&planned.withheld, &planned.briefing);
        let (site, leaks) = match manifest {
            None if self.site.is_none() => {
                (check_files(&files, &mut diagnostics)?, secrets.in_files(&files, &mut diagnostics)?)
            }
            None => anyhow::bail!("{} holds no site; build it first", folder.display()),
            Some(manifest) => {
                report_stale((&files, kept), &manifest, &folder, &mut diagnostics);
                (check_site(&folder, &mut diagnostics)?, secrets.in_site(&folder, &mut diagnostics)?)
            }
        };
        report(&briefing, (&site, &leaks), &diagnostics, ui)?;
        let found = diagnostics.count(Severity::Error) + diagnostics.count(Severity::Warning);
        Ok(if found > 0 { Outcome::Found } else { Outcome::Fine })
    }
}

/// A site that is not what its sources say would be published as it is.
fn report_stale(
    (files, kept): (&BTreeMap<UrlPath, Vec<u8>>, usize),
    manifest: &Manifest,
    folder: &Path,
    diagnostics: &mut Diagnostics,
) {
    let is_same = |(path, bytes): &(&UrlPath, &Vec<u8>)| {
        manifest
            .get(path.as_str())
            .is_some_and(|entry| entry.length == bytes.len() as u64 && entry.hash == Hash::of(bytes))
    };
    let same = files.iter().filter(is_same).count();
    let other = files.len() - same + manifest.entries().len() - same - kept;
    if other > 0 {
        let message =
            format!("the site is not what would be built now: {}", counted(other, "file differs", "files differ"));
        let stale = Diagnostic::warning("B012", message).at(Location::file(folder.display().to_string()));
        diagnostics
            .push(stale.help("build it again before you publish it; the build names files that were changed by hand"));
    }
}

fn report(
    briefing: &BriefingReport,
    (site, leaks): (&SiteReport, &[Leak]),
    diagnostics: &Diagnostics,
    ui: Ui,
) -> anyhow::Result<()> {
    if ui.json {
        let found: Vec<_> = diagnostics.iter().map(diagnostic_json).collect();
        ui::print(&format!(
            "{}\n",
            json!({ "briefing": briefing, "site": site, "leaks": leaks, "diagnostics": found })
        ))?;
        return Ok(());
    }
    ui.diagnostics(diagnostics);
    if ui.verbosity > Verbosity::Quiet {
        ui::print(&summary(briefing, site, diagnostics))?;
    }
    Ok(())
}

fn summary(briefing: &BriefingReport, site: &SiteReport, diagnostics: &Diagnostics) -> String {
    let mut out = String::new();
    // writing to a string cannot fail
    let mut line = |name: &str, text: String| _ = writeln!(out, "{name:<10} {text}");
    let gaps = [
        (briefing.without_source.len(), "without a source"),
        (briefing.without_date.len(), "without a date"),
        (briefing.without_title.len(), "without a title"),
    ];
    let gaps: Vec<String> = gaps.iter().map(|(count, what)| format!("{} {what}", number(*count))).collect();
    line("briefing", format!("{}: {}", counted(briefing.articles, "article", "articles"), gaps.join(", ")));
    line("names", format!("{} unresolved", number(briefing.unresolved.len())));
    let links = format!("{}, {} broken", counted(site.links, "link", "links"), number(site.broken.len()));
    let megabytes = site.bytes as f64 / 1e6;
    line("site", format!("{}, {megabytes:.1} MB; {links}", counted(site.files, "file", "files")));
    let count = |severity, one, many| counted(diagnostics.count(severity), one, many);
    let found = [
        count(Severity::Error, "error", "errors"),
        count(Severity::Warning, "warning", "warnings"),
        count(Severity::Note, "note", "notes"),
    ];
    line("found", found.join(", "));
    out
}
