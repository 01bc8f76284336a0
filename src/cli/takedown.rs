//! `briefing takedown`
//!
//! 1. Assemble the project as `build` does and find the file that is meant: an article that is shown or hidden, or one that
//!    gave no article. 2. Add the decision, which is its own record, to `curation/takedowns.toml`, with all that the article
//!    can be recognised by. 3. Say what leaves the site with the next build, and what no build can reach.

mod target;

use super::build::{assemble, unread_decisions};
use super::ui::{self, Ui, Verbosity};
use super::wording::printable;
use super::{Outcome, today};
use crate::config::{Project, Settlement, Takedown as Decision, is_to_come};
use crate::diag::{Diagnostics, Severity};
use crate::model::PartialDate;
use crate::output::PlainFolder;
use crate::pipeline::{Audience, Planned};
use anyhow::Context;
use clap::Args;
use serde_json::json;
use std::fmt::Write;
use std::io::ErrorKind;
use std::path::PathBuf;
use target::Target;

const EXAMPLES: &str = "\
Examples:
  briefing takedown the-heir --reason \"at the author's request\"
  briefing takedown https://example.org/2021/the-heir     by the address of the original
  briefing takedown articles/the-heir-k3f9.html           by its page
  briefing takedown seeds/2021/heir.txt                   by its file, also one that is hidden or could not be read
  briefing build                                          then: the site without it

The decision stands in curation/takedowns.toml; remove its entry to bring the article back.";

/// Remove an article from the briefing, and leave a notice in its place
///
/// The article leaves every page, list, search, feed and export with the next build. Its address says that it was taken
/// down, when and why, without a word of its text.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Takedown {
    /// The article: its id, slug, file, page, or the address of the original
    #[arg(value_name = "ARTICLE")]
    what: String,
    /// Why, for readers: the notice shows it
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The day to record [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<PartialDate>,
    /// The project
    #[arg(long, default_value = ".")]
    root: PathBuf,
}

fn day(text: &str) -> Result<PartialDate, String> {
    let date = PartialDate::parse_iso(text).filter(|date| date.day_number().is_some());
    let date = date.ok_or_else(|| "write a day: 2021-10-02".to_owned())?;
    if is_to_come(date, today()) { Err("the day has not come yet".to_owned()) } else { Ok(date) }
}

impl Takedown {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        let mut diagnostics = Diagnostics::new();
        let project = Project::open(&self.root, &mut diagnostics)?;
        anyhow::ensure!(
            Project::is_at(&project.root),
            "{} is a plain folder, which no decisions belong to; `briefing init {}` makes it a project first",
            project.root.display(),
            project.root.display()
        );
        if let Some(unread) = unread_decisions(&diagnostics) {
            ui.diagnostics(&diagnostics);
            ui.say(&format!("nothing was taken down: mend {unread} first"));
            return Ok(Outcome::Faulty);
        }
        let planned = assemble(&project, Audience::Curator, ui.progress().as_ref(), &mut diagnostics)?;
        ui.diagnostics(&diagnostics);
        let target = match target::find(&self.what, &planned, &project)? {
            Some(target) => match target.entry(&planned, &project) {
                Some(there) => return already(there, ui),
                None => target,
            },
            None => match project.curation.takedowns.iter().find(|entry| target::means(&self.what, entry, &project)) {
                Some(there) => return already(there, ui),
                None => anyhow::bail!("{}", target::nothing_called(&self.what, &planned, &project)),
            },
        };
        let (decisions, reach) = target.decisions(&planned, &self);
        let written = add(&project, &decisions)?;
        if ui.json {
            let page = target.page(&planned);
            ui::print(&format!(
                "{}\n",
                json!({
                    "version": 1,
                    "article": decisions[0].article,
                    "page": page,
                    "written": written,
                    "was_down": false,
                    "same": reach.same,
                    "copies": reach.copies,
                })
            ))?;
        } else if ui.verbosity > Verbosity::Quiet {
            ui::print(&printable(&report(&planned, &target, &reach, &written)))?;
        }
        Ok(if diagnostics.count(Severity::Error) > 0 { Outcome::Faulty } else { Outcome::Fine })
    }
}

/// What else is concerned by a takedown.
#[derive(Debug, Default)]
struct Reach {
    /// Paths of files that go with it: the same bytes, the same address.
    same: Vec<String>,
    /// Ids of articles with nearly the same text, which stay.
    copies: Vec<String>,
}

/// Nothing is left to do for an article that is down.
fn already(there: &Decision, ui: Ui) -> anyhow::Result<Outcome> {
    if ui.json {
        let page = there.slug.as_ref().map(|slug| format!("articles/{slug}.html"));
        let none: [&str; 0] = [];
        let report = json!({
            "version": 1,
            "article": there.article,
            "page": page,
            "written": null,
            "was_down": true,
            "same": none,
            "copies": none,
        });
        ui::print(&format!("{report}\n"))?;
    } else if ui.verbosity > Verbosity::Quiet {
        let when = there.date.map(|date| format!(" on {}", date.long())).unwrap_or_default();
        ui::print(&printable(&format!("{} was taken down{when} already\n", there.article)))?;
    }
    Ok(Outcome::Fine)
}

/// Adds decisions to their file.
fn add(project: &Project, decisions: &[Decision]) -> anyhow::Result<String> {
    let mut settlements = decisions.iter().cloned().map(Settlement::Takedown);
    let name = settlements.clone().next().map_or_else(String::new, |first| first.file());
    let path = project.path(&name);
    let text = match std::fs::read_to_string(&path) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => String::new(),
        read => read.with_context(|| format!("{} cannot be read", path.display()))?,
    };
    let added = settlements.try_fold(text, |text, settlement| settlement.add_to(&text));
    let added = added.with_context(|| format!("nothing was written: mend {} first", path.display()))?;
    PlainFolder::open(&project.root, &[])?.replacing().write(&name, added.as_bytes())?;
    Ok(path.display().to_string())
}

fn report(planned: &Planned, target: &Target, reach: &Reach, written: &str) -> String {
    let mut out = format!("taken down: {}\n", target.called(planned));
    // writing to a string cannot fail
    let mut line = |text: &str| _ = writeln!(out, "  {text}");
    line(&format!("recorded in {written}"));
    if let Some(page) = target.page(planned) {
        line("with the next build it leaves every page, list, search, feed and export;");
        line(&format!("{page} says then that it was taken down"));
    } else {
        line("no page shows it today, and none will; nothing says that it was there");
    }
    if !reach.same.is_empty() {
        line(&format!("the same article lies at {}, and goes with it", reach.same.join(", ")));
    }
    if !reach.copies.is_empty() {
        line(&format!("nearly the same text stays in {}: take down each that must go", reach.copies.join(", ")));
    }
    out.push_str("Out of reach:\n");
    let mut line = |text: &str| _ = writeln!(out, "  {text}");
    let files: Vec<&str> = std::iter::once(target.file(planned)).chain(reach.same.iter().map(String::as_str)).collect();
    line(&match files[..] {
        [file] => format!("the file {file}, which is only read: remove it yourself, the decision holds without it"),
        _ => format!("the files {}, which are only read: remove them yourself", files.join(", ")),
    });
    line("git history, here and in every clone: earlier versions of file and site stay in it");
    line("the published site, until you build and publish again");
    line(
        "caches and archives, those of a publishing workflow too, feeds that were read, exports and copies that were given away",
    );
    out
}
