//! The checks, one after the other, and what became of them.

use crate::{browser, torture, workflow};
use anyhow::{Result, bail, ensure};
use std::ffi::OsString;
use std::process::Command;
use std::time::{Duration, Instant};

/// A check: its name in the summary, and what it runs.
type Step = (&'static str, fn() -> Result<()>);

const STEPS: [Step; 8] = [
    ("format", || cargo(&["fmt", "--all", "--check"], &[])),
    ("lints", || {
        cargo(&["clippy", "--workspace", "--all-targets", "--all-features", "--locked", "--", "-D", "warnings"], &[])
    }),
    ("tests", tests),
    ("strange inputs", torture::run),
    ("workflow of init", workflow::lint),
    ("without default features", || {
        cargo(&["clippy", "--no-default-features", "--all-targets", "--locked", "--", "-D", "warnings"], &[])
    }),
    ("documentation", || {
        // module docs name their private parts: this documentation is for those who work on them
        let what = ["doc", "--workspace", "--all-features", "--no-deps", "--document-private-items", "--locked"];
        cargo(&what, &[("RUSTDOCFLAGS", "-D warnings -A rustdoc::private-intra-doc-links")])
    }),
    ("licences", licences),
];

/// Properties are tried on the same cases each time, so that a change is judged by what it changed; whoever sets the seed
/// (`PROPTEST_RNG_SEED=7 cargo xtask test`) tries others.
fn tests() -> Result<()> {
    const SEED: &str = "PROPTEST_RNG_SEED";
    let seed = std::env::var(SEED).unwrap_or_else(|_| "20211115".to_owned());
    cargo(&["test", "--workspace", "--all-features", "--locked", "--no-fail-fast"], &[(SEED, &seed)])
}

/// Runs every check, also after one has failed.
pub fn test() -> Result<()> {
    browser::set_up()?;
    let mut results: Vec<(&str, Duration, Result<()>)> = Vec::new();
    for (name, step) in STEPS {
        println!("\n== {name}");
        let started = Instant::now();
        let result = step();
        results.push((name, started.elapsed(), result));
    }
    println!("\n== summary");
    for (name, took, result) in &results {
        let verdict = result.as_ref().map_or_else(|error| format!("FAILED: {error:#}"), |()| "ok".to_owned());
        println!("{name:<26} {:>6.1} s  {verdict}", took.as_secs_f64());
    }
    let failed = results.iter().filter(|(_, _, result)| result.is_err()).count();
    println!("{} passed, {failed} failed", results.len() - failed);
    ensure!(failed == 0, "{failed} of {} checks failed", results.len());
    Ok(())
}

/// Writes the snapshots anew.
pub fn bless() -> Result<()> {
    browser::set_up()?;
    let overwrite = [("SNAPSHOTS", "overwrite"), ("TRYCMD", "overwrite")];
    // a transcript that was rewritten fails the run that rewrote it, so the second one has to pass
    let _ = cargo(&["test", "--workspace", "--all-features", "--locked", "--no-fail-fast"], &overwrite);
    cargo(&["test", "--workspace", "--all-features", "--locked"], &[])?;
    println!("blessed; read the diff before you commit it");
    Ok(())
}

/// Trains or scores the finder of names, which lives in the program's own library.
pub fn names(task: &str, options: &[String]) -> Result<()> {
    let tool = ["run", "--release", "--locked", "--features", "training", "--example", "train_names", "--", task];
    cargo(&tool.into_iter().chain(options.iter().map(String::as_str)).collect::<Vec<_>>(), &[])
}

/// Licences, sources and doubles of the dependencies; the list of advisories would need the network.
fn licences() -> Result<()> {
    let is_there = Command::new(program()).args(["deny", "--version"]).output().is_ok_and(|deny| deny.status.success());
    if !is_there {
        println!("left out: `cargo install cargo-deny` to have it");
        return Ok(());
    }
    cargo(&["deny", "--all-features", "--offline", "check", "licenses", "bans", "sources"], &[])
}

fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> Result<()> {
    let mut command = Command::new(program());
    command.args(arguments).envs(environment.iter().copied());
    if !command.status()?.success() {
        bail!("cargo {} failed", arguments.join(" "));
    }
    Ok(())
}

fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
