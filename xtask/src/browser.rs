//! Sees to it that the browser tests have their browser.

use anyhow::{Result, bail, ensure};
use std::path::Path;
use std::process::Command;

/// The line to run where this program may not.
const REMEDY: &str = "sudo apt-get install --yes chromium chromium-driver";

/// Names under which systems install the two.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVERS: [&str; 1] = ["chromedriver"];

/// Installs Chromium and its driver if they are missing and may be installed, else says how.
pub fn set_up() -> Result<()> {
    if is_there(&BROWSERS) && is_there(&DRIVERS) {
        return Ok(());
    }
    if !(is_root() && is_there(&["apt-get"])) {
        bail!(
            "the browser tests need Chromium and its driver; run\n\n    {REMEDY}\n\n(or install them as your system does, and have them on the PATH)"
        );
    }
    println!("installing chromium and chromium-driver");
    apt(&["update", "--quiet"])?;
    apt(&["install", "--yes", "--quiet", "--no-install-recommends", "chromium", "chromium-driver"])?;
    ensure!(is_there(&BROWSERS) && is_there(&DRIVERS), "they are still not on the PATH; run\n\n    {REMEDY}\n");
    Ok(())
}

fn is_there(names: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| names.iter().any(|name| is_program(&folder.join(name))))
}

fn is_program(path: &Path) -> bool {
    path.is_file() || path.with_extension("exe").is_file()
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| String::from_utf8_lossy(&id.stdout).trim() == "0")
}

fn apt(arguments: &[&str]) -> Result<()> {
    let status = Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive").status()?;
    ensure!(status.success(), "apt-get {} failed", arguments[0]);
    Ok(())
}
