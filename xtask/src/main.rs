//! Development tasks: `cargo xtask help`.

#![expect(clippy::disallowed_methods, reason = "the architecture of the program does not bind its tools")]

mod browser;
mod steps;
mod strange;
mod torture;
mod workflow;

use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask TASK

  test      set up what the tests need, then run every check: format, lints, tests, strange inputs,
            a build without default features, documentation
  ci        the same
  bless     write the snapshots anew; read the diff before you commit it
  strange   write damaged and strange inputs: --out DIR --count N --seed S
  train-names  train the finder of names anew into data/names.model: --data DIR, see docs/names.md
  score-names  score it on the texts in --data DIR; with --errors every mistake
  help      this text

`test` needs a headless Chromium with its driver. As root on a Debian-like system it installs them
when they are missing; elsewhere it says what to run.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    // the alias is used from any folder of the repository
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    std::env::set_current_dir(root.parent().context("xtask lies in the repository")?)?;
    let task = arguments.first().map_or("help", String::as_str);
    match (task, &arguments[1.min(arguments.len())..]) {
        ("test" | "ci", []) => steps::test(),
        ("bless", []) => steps::bless(),
        ("strange", options) => write_strange(options),
        ("train-names", options) => steps::names("train", options),
        ("score-names", options) => steps::names("score", options),
        ("help" | "--help" | "-h", []) => {
            print!("{HELP}");
            Ok(())
        }
        _ => bail!("no such task: {}\n\n{HELP}", arguments.join(" ")),
    }
}

fn write_strange(options: &[String]) -> Result<()> {
    let value = |name: &str| -> Result<&String> {
        let at = options.iter().position(|option| option == name).with_context(|| format!("{name} is missing"))?;
        options.get(at + 1).with_context(|| format!("{name} needs a value"))
    };
    let folder = PathBuf::from(value("--out")?);
    let count = value("--count")?.parse().context("--count is a number")?;
    let seed = value("--seed")?.parse().context("--seed is a number")?;
    strange::generate(&folder, count, seed).with_context(|| format!("cannot write to {}", folder.display()))?;
    println!("{count} strange inputs in {}", folder.display());
    Ok(())
}
