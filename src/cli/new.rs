//! `briefing new`
//!
//! 1. Find out what each WHAT is: an article that there is, an address, a title, or a slip of the pen, which is refused with
//!    what was likely meant. 2. Only when all are understood, write.

use super::Outcome;
use super::named::{TypedPath, is_path};
use super::ui::{self, Ui, Verbosity};
use super::wording::printable;
use crate::config::{Project, closest};
use crate::diag::Diagnostics;
use crate::ingest::{self, Listing};
use crate::model::Skipped;
use crate::output::{PlainFolder, Written};
use crate::pipeline::{Work, works};
use crate::text::{host, slug};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  briefing new \"The heir of Panjshir\"          seeds/the-heir-of-panjshir.md, to paste the text into
  briefing new https://example.org/2021/heir    the same, with the address of the original filled in
  briefing new the-heir-of-panjshir             there is such an article: its file of decisions
  briefing new seeds/raw/014.txt                the same, named by its file
  briefing new --title ac-dc                    a title that looks like an id, a path or an address

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
    /// Take WHAT for titles, whatever they look like
    #[arg(long)]
    title: bool,
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
        let listing = if project.seeds.is_dir() {
            ingest::list(&project.config.ingest, &project.seeds)?
        } else {
            Listing::default()
        };
        let there = There { articles: works(listing.files), skipped: listing.skipped, project: &project };
        let drafts = self.what.iter().map(|what| if self.title { article_file(what) } else { there.draft(what) });
        let drafts = drafts.collect::<anyhow::Result<Vec<Draft>>>()?;
        let mut folder = PlainFolder::open(&project.root, &[])?;
        let (mut written, mut kept) = (Vec::new(), Vec::new());
        for draft in drafts {
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

/// What a project holds already.
struct There<'p> {
    articles: Vec<Work>,
    skipped: Vec<Skipped>,
    project: &'p Project,
}

impl There<'_> {
    /// What WHAT asks for.
    fn draft(&self, what: &str) -> anyhow::Result<Draft> {
        if let Some(work) = self.articles.iter().find(|work| work.id == what) {
            return Ok(decisions(&work.id, &work.file.relative));
        }
        if is_address(what) {
            anyhow::ensure!(
                host(what).is_some() && !what.trim().contains(char::is_whitespace),
                "`{what}` is no web address{}{TITLE}",
                address_meant(what).map(|meant| format!("; did you mean {meant}?")).unwrap_or_default()
            );
            return article_file(what);
        }
        if is_path(what) { self.of_path(what) } else { self.of_words(what) }
    }

    fn of_path(&self, what: &str) -> anyhow::Result<Draft> {
        let paths: Vec<&str> = self.articles.iter().map(|work| work.file.relative.as_str()).collect();
        let typed = TypedPath::new(self.project, what);
        match typed.among(&paths)[..] {
            [path] => {
                let work = self.articles.iter().find(|work| work.file.relative == path);
                return work.map_or_else(|| article_file(what), |work| Ok(decisions(&work.id, path)));
            }
            [] => {}
            ref several => anyhow::bail!("several articles are called {what}: name one of {}", several.join(", ")),
        }
        let others: Vec<&str> = self.skipped.iter().map(|skipped| skipped.path.as_str()).collect();
        if let [path] = typed.among(&others)[..]
            && let Some(skipped) = self.skipped.iter().find(|skipped| skipped.path == path)
        {
            anyhow::bail!("{path} gives no article: {}", skipped.reason);
        }
        let seeds = self.project.seeds.display();
        anyhow::ensure!(
            !Path::new(what).exists(),
            "{what} does not lie in {seeds}: copy it there, and it is an article"
        );
        let meant = typed.meant(&paths).map(|path| format!("; did you mean {seeds}/{path}?")).unwrap_or_default();
        anyhow::bail!("{what} is not there{meant}{TITLE}")
    }

    /// A title, unless it is written like an id, or nearly is one.
    fn of_words(&self, what: &str) -> anyhow::Result<Draft> {
        if slug(what) == what {
            let meant = closest(what, self.articles.iter().map(|work| work.id.as_str()));
            let help = meant.map(|meant| format!("; did you mean {meant}?")).unwrap_or_default();
            anyhow::ensure!(meant.is_none() && !what.contains('-'), "no article has the id {what}{help}{TITLE}");
        }
        article_file(what)
    }
}

/// How to have it anyway.
const TITLE: &str = "\n  for an article with this title: briefing new --title …";

/// Whether a text is an address of the web, or was likely meant to be one.
fn is_address(what: &str) -> bool {
    /// Ends of host names without anything before them.
    const ENDS: [&str; 16] =
        ["com", "org", "net", "info", "edu", "gov", "int", "io", "co", "eu", "uk", "de", "fr", "ru", "tj", "example"];
    let what = what.trim();
    if what.contains(":/") || what.starts_with("www.") {
        return true;
    }
    if what.contains(char::is_whitespace) {
        return false;
    }
    let lower = what.to_ascii_lowercase();
    let has_scheme = ["http:", "https:", "http//", "https//"].iter().any(|start| lower.starts_with(start));
    let first = lower.split(['/', '?', '#']).next().unwrap_or(&lower);
    let is_host = first.rsplit_once('.').is_some_and(|(name, end)| !name.is_empty() && ENDS.contains(&end));
    has_scheme || is_host
}

/// The address that a text without a sound scheme stands for.
fn address_meant(what: &str) -> Option<String> {
    let what = what.trim();
    let rest = what.split_once(":/").or_else(|| what.split_once("//")).map_or(what, |(_, rest)| rest);
    let meant = format!("https://{}", rest.trim_start_matches([':', '/']));
    let is_sound = host(&meant).is_some_and(|host| host.contains('.')) && !meant.contains(char::is_whitespace);
    is_sound.then_some(meant)
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The file of a new article. It says nothing that is not known: a date, an author, a source are there to be filled in.
fn article_file(what: &str) -> anyhow::Result<Draft> {
    let what = what.trim();
    let is_address = host(what).is_some();
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
    use crate::ingest::SourcePath;
    use crate::model::SkipReason;

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
    fn what_is_neither_title_nor_there_is_refused() {
        let project = Project::plain(Path::new("nowhere"));
        let file = |relative: &str| SourcePath {
            relative: relative.to_owned(),
            full: relative.into(),
            format: crate::model::Format::Text,
        };
        let skipped = vec![Skipped { path: "scan.pdf".to_owned(), reason: SkipReason::UnknownType("pdf".to_owned()) }];
        let there =
            There { articles: works(vec![file("raw/014.txt"), file("The Heir.txt")]), skipped, project: &project };
        let of = |what: &str| match there.draft(what) {
            Ok(draft) => draft.path,
            Err(error) => error.to_string().lines().next().unwrap_or_default().to_owned(),
        };
        for (what, expected) in [
            ("raw-014", "curation/articles/raw-014.toml"),
            ("seeds/raw/014.txt", "curation/articles/raw-014.toml"),
            ("The Heir.txt", "curation/articles/the-heir.toml"),
            ("the-hier", "no article has the id the-hier; did you mean the-heir?"),
            ("all-quiet-here", "no article has the id all-quiet-here"),
            ("seeds/raw/015.txt", "seeds/raw/015.txt is not there; did you mean nowhere/raw/014.txt?"),
            ("scan.pdf", "scan.pdf gives no article: unknown type .pdf; .txt, .md and .html are read"),
            (
                "htps:/example.org/heir",
                "`htps:/example.org/heir` is no web address; did you mean https://example.org/heir?",
            ),
            ("http//example.org/x", "`http//example.org/x` is no web address; did you mean https://example.org/x?"),
            ("www.example.org", "`www.example.org` is no web address; did you mean https://www.example.org?"),
            ("https://", "`https://` is no web address"),
            ("https://example.org/heir", "seeds/heir.md"),
            ("Kabul", "seeds/kabul.md"),
            ("kabul", "seeds/kabul.md"),
            ("Iran/Iraq: a history", "seeds/iran-iraq-a-history.md"),
            ("The U.S. leaves", "seeds/the-u-s-leaves.md"),
        ] {
            assert_eq!(of(what), expected, "{what}");
        }
        assert_eq!(article_file("ac-dc").map(|draft| draft.path).ok().as_deref(), Some("seeds/ac-dc.md"));
    }

    #[test]
    fn front_matter_is_toml_whatever_the_title() {
        let draft = article_file("\"Quotes\" and \\ \n#more").expect("it has letters");
        let inner = draft.text.split("+++\n").nth(1).expect("front matter");
        let table: toml::Table = toml::from_str(inner).expect("TOML");
        assert_eq!(table["title"].as_str(), Some("\"Quotes\" and \\ \n#more"));
    }
}
