//! `briefing init`

mod brought;
mod install;

use super::Outcome;
use super::ui::{self, Ui, Verbosity};
use super::wording::{counted, printable};
use crate::output::{PlainFolder, Written};
use anyhow::Context;
use brought::{Brought, lie_in};
use clap::Args;
use install::{GitSource, Install};
use serde_json::json;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

const EXAMPLES: &str = "\
Examples:
  briefing init                        a project in the current folder, with a sample article
  briefing init border --from ~/raw    one in border/, with copies of the articles in ~/raw
  briefing init border && briefing build border
  briefing init --install-from https://github.com/me/briefing#v0.1.0

A file that is there already stays as it is. To publish with every push: put the folder on GitHub as
a repository, and choose \"GitHub Actions\" under Settings, Pages, Source.";

/// Begin a project: settings to fill in, articles, a workflow that publishes
///
/// Writes a commented briefing.toml, seeds/ with a sample article or with copies of your own, .gitignore, and a workflow for
/// GitHub Pages. Nothing that is there already is overwritten.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Init {
    /// The folder of the project; made if need be
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
    /// Copy the articles of this folder into the project, instead of a sample
    #[arg(long, value_name = "FOLDER")]
    from: Option<PathBuf>,
    /// Have the workflow install the program from this git repository, at a tag or commit, instead of crates.io
    #[arg(long, value_name = "URL#TAG", value_parser = GitSource::from_str)]
    install_from: Option<GitSource>,
}

/// Where the workflow goes.
const WORKFLOW: &str = ".github/workflows/publish.yml";

/// The files of every project but for its articles: path, text, what it is for.
const FILES: [(&str, &str, &str); 3] = [
    ("briefing.toml", include_str!("briefing.toml"), "title, address and the like; nothing in it is needed"),
    (".gitignore", include_str!("gitignore"), "leaves the built site out of the repository"),
    (WORKFLOW, include_str!("publish.yml"), "publishes on GitHub Pages with every push"),
];

/// The sample, for those who bring no articles.
const SAMPLE: (&str, &str) = ("seeds/ferry-at-alderhaven.txt", include_str!("sample.txt"));

/// What became of the files.
#[derive(Debug, Default)]
struct Begun {
    written: Vec<String>,
    kept: Vec<String>,
    /// Articles that were copied, and files that are none.
    copied: usize,
    left: usize,
    /// Whether articles were brought, also when all were there already.
    brings: bool,
    /// Decisions and settings of the project that the articles are from.
    others: Vec<String>,
}

impl Init {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        let lying = Some(self.folder.as_path()).filter(|folder| lie_in(folder));
        let brought = self.from.as_deref().or(lying).map(|from| Brought::of(from, &self.folder)).transpose()?;
        let mut begun = Begun::default();
        let mut folder = PlainFolder::open(&self.folder, &[]).context("the project was not begun")?;
        let install = Install::new(self.install_from.as_ref());
        for (path, file) in brought.iter().flat_map(|brought| &brought.others) {
            begun.add(&mut folder, path, &read(file)?)?;
            begun.others.push(path.clone());
        }
        for (path, text, _) in FILES {
            if !begun.others.iter().any(|other| other == path) {
                begun.add(&mut folder, path, install.fill_in(text).as_bytes())?;
            }
        }
        match brought {
            Some(brought) => {
                begun.brings = true;
                begun.left = brought.left;
                for (path, file) in &brought.articles {
                    let before = begun.written.len();
                    begun.add(&mut folder, &format!("seeds/{path}"), &read(file)?)?;
                    begun.copied += begun.written.len() - before;
                }
            }
            None if has_entries(&self.folder.join("seeds")) => {}
            None => begun.add(&mut folder, SAMPLE.0, SAMPLE.1.as_bytes())?,
        }
        if ui.json {
            ui::print(&format!("{}\n", json!({ "written": begun.written, "kept": begun.kept })))?;
        } else if ui.verbosity > Verbosity::Quiet {
            ui::print(&begun.text(&self.folder))?;
        }
        Ok(Outcome::Fine)
    }
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The first names of many.
fn some(names: &[&str]) -> String {
    let more = names.len().saturating_sub(5);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    names[..names.len().min(5)].join(", ") + &more
}

fn has_entries(folder: &Path) -> bool {
    folder.read_dir().is_ok_and(|mut entries| entries.next().is_some())
}

impl Begun {
    fn add(&mut self, folder: &mut PlainFolder, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let added = folder.add(path, bytes)?;
        let list = if added == Written::New { &mut self.written } else { &mut self.kept };
        list.push(path.to_owned());
        Ok(())
    }

    fn text(&self, folder: &Path) -> String {
        let mut out = String::new();
        // writing to a string cannot fail
        let mut line = |name: &str, text: &str| _ = writeln!(out, "{name:<10} {text}");
        let is_written = |path: &str| self.written.iter().any(|written| written == path);
        for (path, _, what) in FILES {
            if is_written(path) && !self.others.iter().any(|other| other == path) {
                line("written", &format!("{path}: {what}"));
            }
        }
        let others: Vec<&str> = self.others.iter().map(String::as_str).filter(|path| is_written(path)).collect();
        if !others.is_empty() {
            line("written", &printable(&format!("{}: from the project of the articles", some(&others))));
        }
        if self.brings {
            let left = if self.left == 0 { String::new() } else { format!("; {} of other kinds left", self.left) };
            line("written", &format!("seeds/: {}{left}", counted(self.copied, "article copied", "articles copied")));
        } else if self.written.iter().any(|written| written == SAMPLE.0) {
            line("written", &format!("{}: a sample; put your articles beside it, and remove it", SAMPLE.0));
        }
        if !self.kept.is_empty() {
            let kept: Vec<&str> = self.kept.iter().map(String::as_str).collect();
            line("kept", &format!("as it was: {}", printable(&some(&kept))));
        }
        let there = if folder == Path::new(".") { String::new() } else { format!(" {}", folder.display()) };
        line(
            "next",
            &printable(&format!("briefing build{there}, then open {}", folder.join("site/index.html").display())),
        );
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Project;
    use crate::diag::Diagnostics;

    /// Opens a project with a `briefing.toml`; gives what is wrong with it.
    fn faults(toml: &str) -> Vec<String> {
        let folder = tempfile::tempdir().expect("there is a disk");
        let mut out = PlainFolder::open(folder.path(), &[]).expect("it is vacant");
        out.write("briefing.toml", toml.as_bytes()).expect("it is written");
        let mut diagnostics = Diagnostics::new();
        Project::open(folder.path(), &mut diagnostics).expect("it opens");
        diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect()
    }

    #[test]
    fn the_settings_hold_as_they_are_and_with_every_line_taken_up() {
        let toml = FILES[0].1;
        assert_eq!(faults(toml), [""; 0]);
        let taken_up: Vec<&str> = toml
            .lines()
            .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
            .collect();
        assert!(taken_up.contains(&"[thresholds]"));
        assert_eq!(faults(&taken_up.join("\n")), [""; 0]);
    }

    #[test]
    fn actions_are_pinned_to_commits() {
        let uses: Vec<&str> = FILES[2].1.lines().filter_map(|line| line.split("uses: ").nth(1)).collect();
        assert_eq!(uses.len(), 6);
        for used in uses {
            let (_, pin) = used.split_once('@').expect("a version");
            let (commit, version) = pin.split_once(" # v").expect("its name");
            assert!(commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()), "{used}");
            assert_eq!(version.split('.').count(), 3, "{used}");
        }
    }
}
