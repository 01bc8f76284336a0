//! What can be typed.

use super::ui::Ui;
use super::{Outcome, build, check, clean, explain, export, init, inspect, new, review, takedown};
use clap::{Args, ColorChoice, Parser, Subcommand};

const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  the briefing has errors; what could be made was made
  2  could not run: wrong usage, or a file or folder that cannot be used
  3  `check` found something

Results go to stdout, everything else to stderr.";

/// Turns a folder of raw, noisy articles on one subject into a clean, cross-linked static site
#[derive(Debug, Parser)]
#[command(
    version,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = EXIT_CODES,
    long_about = "Turns a folder of raw, noisy articles on one subject into a clean, cross-linked static site: a page per \
                  article, person, organisation, place and topic, a timeline, a search and feeds.\n\n\
                  A folder of articles (.txt, .md, .html, any depth) is all it needs. A project adds what a curator \
                  decides: briefing.toml, curation/, templates/ and static/ beside seeds/."
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) shared: Shared,
}

/// Understood by every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Shared {
    /// Work on N threads [default: one for each processor]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Say nothing but errors and results that were asked for
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// List everything, notes included
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// Print the result as JSON, for machines
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// When to use colours; `NO_COLOR` is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Init(init::Init),
    New(new::New),
    Build(build::Build),
    Clean(clean::Clean),
    Inspect(inspect::Inspect),
    Explain(explain::Explain),
    #[cfg(feature = "serve")]
    Serve(super::serve::Serve),
    Check(check::Check),
    Review(review::Review),
    Export(export::Export),
    Takedown(takedown::Takedown),
}

impl Command {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        match self {
            Self::Init(init) => init.run(ui),
            Self::New(new) => new.run(ui),
            Self::Build(build) => build.run(ui),
            Self::Clean(clean) => clean.run(ui),
            Self::Inspect(inspect) => inspect.run(ui),
            Self::Explain(explain) => explain.run(ui),
            #[cfg(feature = "serve")]
            Self::Serve(serve) => serve.run(ui),
            Self::Check(check) => check.run(ui),
            Self::Review(review) => review.run(ui),
            Self::Export(export) => export.run(ui),
            Self::Takedown(takedown) => takedown.run(ui),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example() {
        for command in Cli::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains(&format!("briefing {}", command.get_name())), "{}", command.get_name());
        }
    }
}
