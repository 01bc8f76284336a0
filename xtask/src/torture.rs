//! Builds a site from a thousand strange inputs: nothing may panic, and every file must be an article or be listed.

use crate::strange;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

const COUNT: usize = 1000;
const SEED: u64 = 7;

/// Generates, builds, adds up.
pub fn run() -> Result<()> {
    let folder = Path::new("target/strange");
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let seeds = folder.join("seeds");
    fs::create_dir_all(&seeds)?;
    strange::generate(&seeds, COUNT, SEED)?;
    let program = Path::new("target/debug/briefing");
    let output = Command::new(program)
        .args(["build", "--json", "--quiet"])
        .arg(folder)
        .arg("--output")
        .arg(folder.join("site"))
        .output()
        .with_context(|| format!("cannot run {}", program.display()))?;
    let code = output.status.code();
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(matches!(code, Some(0 | 1)), "the build ended with {code:?}: {said}");
    ensure!(!said.contains("panicked"), "the build panicked: {said}");
    let summary: Value = serde_json::from_slice(&output.stdout).context("the summary is no JSON")?;
    let count = |key: &str| summary[key].as_u64().with_context(|| format!("the summary has no `{key}`"));
    let (files, articles) = (count("files")?, count("articles")?);
    let not_read = summary["not_read"].as_array().map_or(0, Vec::len) as u64;
    ensure!(files == articles + not_read, "{files} files, but {articles} articles and {not_read} not read");
    ensure!(files >= COUNT as u64 / 2, "only {files} files were found");
    ensure!(articles > 0 && folder.join("site/index.html").is_file(), "no site was written");
    println!("{files} files: {articles} articles, {not_read} not read");
    Ok(())
}
