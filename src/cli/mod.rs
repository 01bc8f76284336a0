//! The command line: arguments, the terminal, the clock. One file a command.
//!
//! 1. [`args`] says what can be typed. 2. [`ui`] knows the terminal: results go to stdout, everything else to stderr.
//! 3. Each command turns its arguments into calls of the library and its results into words, and ends with an [`Outcome`].

mod args;
mod build;
mod check;
mod clean;
mod explain;
mod export;
mod init;
mod inspect;
mod named;
mod new;
mod progress;
mod review;
mod selection;
#[cfg(feature = "serve")]
mod serve;
mod summary;
mod takedown;
mod text;
mod ui;
mod wording;

use args::Cli;
use clap::Parser;
use std::io::ErrorKind;
use std::process::ExitCode;
use ui::Ui;

/// How a command ended when it could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Fine,
    /// The briefing has errors; what could be made was made.
    Faulty,
    /// `check` found something.
    Found,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fine => Self::SUCCESS,
            Outcome::Faulty => Self::from(1),
            Outcome::Found => Self::from(3),
        }
    }
}

/// The day on the machine's clock.
#[expect(clippy::disallowed_methods, reason = "the command line is where the clock is read")]
fn today() -> chrono::NaiveDate {
    chrono::Local::now().date_naive()
}

/// Exit code of a command that could not run: usage, I/O.
const COULD_NOT_RUN: u8 = 2;

/// Runs the program on the process's own arguments.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // help and version are results, usage errors are not; clap knows which stream and code each has
            let printed = error.print();
            let code = u8::try_from(error.exit_code()).unwrap_or(COULD_NOT_RUN);
            return printed.map_or_else(|_| ExitCode::SUCCESS, |()| ExitCode::from(code));
        }
    };
    let ui = Ui::new(&cli.shared);
    if let Some(threads) = cli.shared.threads {
        // fails only when a pool exists already, and nothing has asked for one yet
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    match cli.command.run(ui) {
        Ok(outcome) => outcome.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            ui.failure(&error);
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// Whoever reads our output (`| head`) has had enough: no reason to complain.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe))
}
