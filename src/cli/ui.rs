//! The terminal: what goes where, how much of it, in which colours.

use super::args::Shared;
use super::progress::Bar;
use super::wording::{counted, printable};
use crate::diag::{Diagnostics, Severity, render};
use crate::pipeline::{Progress, Silent};
use clap::ColorChoice;
use std::io::{self, IsTerminal, Write};

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verbosity {
    /// Errors only.
    Quiet,
    /// Errors, warnings and summaries.
    Normal,
    /// Everything.
    Verbose,
}

/// The terminal as the user wants it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ui {
    pub(super) verbosity: Verbosity,
    /// Results as JSON.
    pub(super) json: bool,
    /// Colours in what goes to stderr.
    colour: bool,
}

impl Ui {
    pub(super) fn new(shared: &Shared) -> Self {
        let verbosity = match (shared.quiet, shared.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        };
        let wanted = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let colour = match shared.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => io::stderr().is_terminal() && !wanted("NO_COLOR"),
        };
        Self { verbosity, json: shared.json, colour }
    }

    /// Says something in passing, unless it shall be quiet.
    pub(super) fn say(self, text: &str) {
        if self.verbosity > Verbosity::Quiet {
            complain(text);
        }
    }

    /// Shows a failure with its causes.
    pub(super) fn failure(self, error: &anyhow::Error) {
        let (red, plain) = if self.colour { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        let mut out = io::stderr().lock();
        let _ = writeln!(out, "{red}error{plain}: {}", printable(&error.to_string()));
        for cause in error.chain().skip(1) {
            let _ = writeln!(out, "  because: {}", printable(&cause.to_string()));
        }
    }

    /// Shows what is wrong with the user's files, as much of it as was asked for.
    pub(super) fn diagnostics(self, diagnostics: &Diagnostics) {
        let limit = match self.verbosity {
            Verbosity::Quiet => Severity::Error,
            Verbosity::Normal => Severity::Warning,
            Verbosity::Verbose => Severity::Note,
        };
        // so many errors are one error; a terminal holds only so much
        let most = if self.verbosity == Verbosity::Verbose { usize::MAX } else { 50 };
        let shown: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.severity <= limit).collect();
        let mut out = io::stderr().lock();
        for diagnostic in shown.iter().take(most) {
            let _ = writeln!(out, "{}\n", render(diagnostic, self.colour));
        }
        if shown.len() > most {
            let _ = writeln!(out, "… and {}; -v shows all\n", counted(shown.len() - most, "more", "more"));
        }
    }

    /// A progress bar where somebody sees it, else nothing.
    pub(super) fn progress(self) -> Box<dyn Progress> {
        let is_shown = self.verbosity == Verbosity::Normal && !self.json && io::stderr().is_terminal();
        if is_shown { Box::new(Bar::new()) } else { Box::new(Silent) }
    }
}

/// Prints a result. `text` ends with its own line break.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Says that something is wrong.
pub(super) fn complain(text: &str) {
    // when stderr is gone there is nobody left to tell
    let _ = writeln!(io::stderr().lock(), "{}", printable(text));
}
