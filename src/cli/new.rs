//! `briefing new`

use super::Outcome;
use super::ui::{self, Ui, Verbosity};
use super::wording::printable;
use crate::config::Project;
use crate::diag::Diagnostics;
use crate::ingest;
use crate::output::{PlainFolder, Written};
use crate::pipeline::works;
use crate::text::slug;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  briefing new \"The heir of Panjshir\"          seeds/the-heir-of-panjshir.md, to paste the text into
  briefing new https://example.org/2021/heir    the same, with the address of the original filled in
  briefing new the-heir-of-panjshir             there is such an article: its file of decisions
  briefing new seeds/raw/014.txt                the same, named by its file

Nothing is fetched: the text of an article is yours to paste. A file that is there stays as it is.";

/// Begin an article, or the file of decisions on one
///
/// WHAT is a title or the address of an original: a Markdown file for the article is made in seeds/. Or it is the id or the
/// file of an article that there is: a file for decisions on it is made in curation/articles/.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct New {
    /// A title, the web address of an original, or an article that there is
    #[arg(required = true, value_name = "WHAT")]
    what: Vec<String>,
    /// The project
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

/// A file to make.
#[derive(Debug, PartialEq, Eq)]
struct Draft {
    path: String,
    text: String,
}

impl New {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        let mut diagnostics = Diagnostics::new();
        let project = Project::open(&self.root, &mut diagnostics)?;
        anyhow::ensure!(
            project.seeds != project.root,
            "{} is no project: `briefing init` begins one",
            self.root.display()
        );
        let articles = if project.seeds.is_dir() {
            works(ingest::list(&project.config.ingest, &project.seeds)?.files)
        } else {
            Vec::new()
        };
        let mut folder = PlainFolder::open(&project.root, &[])?;
        let (mut written, mut kept) = (Vec::new(), Vec::new());
        for what in &self.what {
            let named = std::path::Path::new(what).canonicalize().ok();
            let article = articles
                .iter()
                .find(|work| work.id == *what || named.is_some() && work.file.full.canonicalize().ok() == named);
            let draft = match article {
                Some(work) => decisions(&work.id, &work.file.relative),
                None => article_file(what)?,
            };
            let list =
                if folder.add(&draft.path, draft.text.as_bytes())? == Written::New { &mut written } else { &mut kept };
            list.push(project.path(&draft.path).display().to_string());
        }
        if ui.json {
            ui::print(&format!("{}\n", json!({ "written": written, "kept": kept })))?;
        } else {
            for path in &written {
                ui::print(&format!("{}\n", printable(path)))?;
            }
        }
        if ui.verbosity > Verbosity::Quiet {
            for path in &kept {
                ui.say(&format!("{path} is there already and stays as it is"));
            }
        }
        Ok(if kept.is_empty() { Outcome::Fine } else { Outcome::Faulty })
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The file of a new article. It says nothing that is not known: a date, an author, a source are there to be filled in.
fn article_file(what: &str) -> anyhow::Result<Draft> {
    let what = what.trim();
    let is_address = what.starts_with("https://") || what.starts_with("http://");
    let name = if is_address { name_of(what) } else { slug(what) };
    anyhow::ensure!(
        !name.is_empty(),
        "`{what}` has nothing to name a file after: write a title with letters or digits"
    );
    let title = if is_address { "#title = \"\"".to_owned() } else { format!("title = {}", quoted(what)) };
    let url = if is_address { format!("url = {}", quoted(what)) } else { "#url = \"https://\"".to_owned() };
    let text = format!(
        "+++\n{title}\n#description = \"\"\n#date = 2021-09-30\n#authors = [\"\"]\n\n[extra]\n#source = \"\"\n{url}\n+++\n\n"
    );
    Ok(Draft { path: format!("seeds/{name}.md"), text })
}

/// The last telling part of an address, else its host.
fn name_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.split(['?', '#']).next().unwrap_or(rest).trim_end_matches('/');
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let last = path.rsplit('/').map(|part| part.split('.').next().unwrap_or(part));
    let telling = last.map(slug).find(|part| part.contains(|c: char| c.is_ascii_alphabetic()) && part != "index");
    telling.unwrap_or_else(|| slug(host))
}

/// The file of decisions on an article, all of them still to be taken.
fn decisions(id: &str, file: &str) -> Draft {
    let text = format!(
        "# Decisions on seeds/{file}. Take the \"#\" off the lines that you want; docs/curation.md of the program explains them.\n\
         \n\
         #title = \"\"\n\
         #authors = [\"\"]\n\
         #published = 2021-09-30\n\
         #url = \"https://\"\n\
         #source = \"id-of-the-publisher\"\n\
         #topics = [\"id-of-a-topic\"]\n\
         #summary = \"\"\n\
         #note = \"\"\n\
         #display = \"full\"\n\
         \n\
         # Lines to bring back, and to take out; … stands for any text.\n\
         #keep = [\"\"]\n\
         #strip = [\"\"]\n\
         \n\
         # Words to replace, and names to settle.\n\
         #edit = [{{ find = \"Amurula\", replace = \"Amrullah\" }}]\n\
         #mention = [{{ text = \"Massoud\", entity = \"ahmad-massoud\" }}]\n"
    );
    Draft { path: format!("curation/articles/{id}.toml"), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_after_titles_and_addresses() {
        let path = |what| article_file(what).map(|draft| draft.path).ok();
        assert_eq!(path("The heir of Panjshir").as_deref(), Some("seeds/the-heir-of-panjshir.md"));
        for (address, name) in [
            ("https://example.org/2021/09/the-heir.html?x=1#y", "the-heir"),
            ("https://example.org/news/the-heir/", "the-heir"),
            ("https://example.org/the-heir/index.html", "the-heir"),
            ("https://example.org/2021/09/30", "example-org"),
            ("https://example.org", "example-org"),
        ] {
            assert_eq!(path(address), Some(format!("seeds/{name}.md")), "{address}");
        }
        assert_eq!(path("…"), None);
    }

    #[test]
    fn front_matter_is_toml_whatever_the_title() {
        let draft = article_file("\"Quotes\" and \\ \n#more").expect("it has letters");
        let inner = draft.text.split("+++\n").nth(1).expect("front matter");
        let table: toml::Table = toml::from_str(inner).expect("TOML");
        assert_eq!(table["title"].as_str(), Some("\"Quotes\" and \\ \n#more"));
    }
}
