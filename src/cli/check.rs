//! `briefing check`

use super::Outcome;
use super::build::assemble;
use super::ui::{self, Ui};
use super::wording::counted;
use crate::config::Project;
use crate::diag::Diagnostics;
use crate::output::MemoryOutput;
use crate::pipeline;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  briefing check            the project in the current folder
  briefing check --json     the findings for machines

Ends with 0 when nothing is wrong and with 3 when something was found.";

/// Find everything that is wrong with a briefing and its site
///
/// Builds the site in memory and checks it and the project: links that lead nowhere, decisions that fit nothing, articles
/// without a source, files that are too large. Writes nothing.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// A project (with briefing.toml or seeds/) or a plain folder of articles
    #[arg(default_value = ".")]
    root: PathBuf,
}

impl Check {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        let mut diagnostics = Diagnostics::new();
        let project = Project::open(&self.root, &mut diagnostics)?;
        let progress = ui.progress();
        let planned = assemble(&project, progress.as_ref(), &mut diagnostics)?;
        let output = MemoryOutput::default();
        pipeline::render(&project, &planned, &output, progress.as_ref(), &mut diagnostics)?;
        drop(progress);
        ui.diagnostics(&diagnostics);
        let findings = diagnostics.iter().count();
        ui::print(&format!("{}\n", counted(findings, "finding", "findings")))?;
        Ok(if findings > 0 { Outcome::Found } else { Outcome::Fine })
    }
}
