//! `briefing takedown`
//!
//! 1. Assemble the project as `build` does and find the article that is meant. 2. Add the decision, which is its own record,
//!    to `curation/takedowns.toml`. 3. Say what leaves the site with the next build, and what no build can reach.

use super::Outcome;
use super::build::{assemble, unread_decisions};
use super::explain::find_article;
use super::ui::{self, Ui};
use super::wording::printable;
use crate::config::{Project, Settlement, Takedown as Decision, closest};
use crate::diag::{Diagnostics, Severity};
use crate::model::{ArticleIx, PartialDate};
use crate::output::PlainFolder;
use crate::pipeline::{Audience, Planned};
use anyhow::Context;
use clap::Args;
use serde_json::json;
use std::fmt::Write;
use std::io::ErrorKind;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  briefing takedown the-heir --reason \"at the author's request\"
  briefing takedown https://example.org/2021/the-heir     by the address of the original
  briefing takedown articles/the-heir-k3f9.html           by its page
  briefing build                                          then: the site without it

The decision stands in curation/takedowns.toml; remove its entry to bring the article back.";

/// Remove an article from the briefing, and leave a notice in its place
///
/// The article leaves every page, list, search, feed and export with the next build. Its address says that it was taken
/// down, when and why, without a word of its text.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Takedown {
    /// The article: its id, slug, file, page, or the address of the original
    #[arg(value_name = "ARTICLE")]
    what: String,
    /// Why, for readers: the notice shows it
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The day to record [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<PartialDate>,
    /// The project
    #[arg(long, default_value = ".")]
    root: PathBuf,
}

fn day(text: &str) -> Result<PartialDate, String> {
    let date = PartialDate::parse_iso(text).filter(|date| date.day_number().is_some());
    date.ok_or_else(|| "write a day: 2021-10-02".to_owned())
}

/// The day on the machine's clock.
#[expect(clippy::disallowed_methods, reason = "the command line is where the clock is read")]
fn today() -> Option<PartialDate> {
    PartialDate::from_naive(chrono::Local::now().date_naive())
}

impl Takedown {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        let mut diagnostics = Diagnostics::new();
        let project = Project::open(&self.root, &mut diagnostics)?;
        anyhow::ensure!(
            Project::is_at(&project.root),
            "{} is a plain folder, which no decisions belong to; move its articles into {}/seeds first",
            project.root.display(),
            project.root.display()
        );
        if let Some(unread) = unread_decisions(&diagnostics) {
            ui.diagnostics(&diagnostics);
            ui.say(&format!("nothing was taken down: mend {unread} first"));
            return Ok(Outcome::Faulty);
        }
        if let Some(there) = project.curation.takedowns.iter().find(|takedown| self.means(takedown)) {
            let when = there.date.map(|date| format!(" on {}", date.long())).unwrap_or_default();
            ui::print(&printable(&format!("{} was taken down{when} already\n", there.article)))?;
            return Ok(Outcome::Fine);
        }
        let planned = assemble(&project, Audience::Curator, ui.progress().as_ref(), &mut diagnostics)?;
        ui.diagnostics(&diagnostics);
        let ix = self.find(&planned, &project)?;
        let decision = self.decision(&planned, ix);
        let settlement = Settlement::Takedown(decision);
        let path = add(&project, &settlement)?;
        if ui.json {
            let Settlement::Takedown(decision) = &settlement else { unreachable!("it was made just now") };
            let report = json!({
                "version": 1,
                "article": decision.article,
                "page": planned.plan.article(ix).as_str(),
                "written": path,
                "copies": also(&planned, ix),
            });
            ui::print(&format!("{report}\n"))?;
        } else {
            ui::print(&printable(&report(&planned, ix, &path)))?;
        }
        Ok(if diagnostics.count(Severity::Error) > 0 { Outcome::Faulty } else { Outcome::Fine })
    }

    /// Whether an article that is down already is meant.
    fn means(&self, takedown: &Decision) -> bool {
        let slug = self.what.rsplit('/').next().map(|name| name.strip_suffix(".html").unwrap_or(name));
        takedown.article == self.what || takedown.slug.is_some() && takedown.slug.as_deref() == slug
    }

    fn find(&self, planned: &Planned, project: &Project) -> anyhow::Result<ArticleIx> {
        let what = self.what.as_str();
        // the address of a page of the published site
        let base = project.config.site.base_url.as_deref();
        let page = base.and_then(|base| what.strip_prefix(base)).unwrap_or(what);
        if let Some(ix) = find_article(planned, project, page) {
            return Ok(ix);
        }
        let articles = &planned.briefing.articles;
        let address = bare(what);
        let has_it = |ix: &ArticleIx| {
            let publisher = planned.briefing.article(*ix).annotated.article.metadata.publisher.as_ref();
            what.contains("://")
                && publisher.and_then(|publisher| publisher.url.as_deref()).is_some_and(|url| bare(url) == address)
        };
        let found: Vec<ArticleIx> = (0..articles.len() as u32).map(ArticleIx).filter(has_it).collect();
        match found[..] {
            [ix] => Ok(ix),
            [] => {
                let ids = || articles.iter().map(crate::model::Article::id);
                let part = crate::text::slug(what);
                let meant = closest(what, ids()).or_else(|| ids().find(|id| !part.is_empty() && id.contains(&part)));
                let help = meant.map(|meant| format!("; did you mean {meant}?")).unwrap_or_default();
                anyhow::bail!("no article of the briefing is called {what}{help}")
            }
            _ => {
                let ids: Vec<&str> = found.iter().map(|&ix| planned.briefing.article(ix).id()).collect();
                anyhow::bail!("several articles have this address: name one of {}", ids.join(", "))
            }
        }
    }

    fn decision(&self, planned: &Planned, ix: ArticleIx) -> Decision {
        let article = planned.briefing.article(ix);
        Decision {
            article: article.id().to_owned(),
            slug: Some(article.slug.clone()),
            sha256: Some(article.annotated.article.source.sha256.clone()),
            date: self.date.or_else(today),
            reason: self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned),
        }
    }
}

/// An address without what does not change where it leads.
fn bare(url: &str) -> &str {
    let url = url.split('#').next().unwrap_or(url);
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/')
}

/// Adds the decision to its file.
fn add(project: &Project, settlement: &Settlement) -> anyhow::Result<String> {
    let name = settlement.file();
    let path = project.path(&name);
    let text = match std::fs::read_to_string(&path) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => String::new(),
        read => read.with_context(|| format!("{} cannot be read", path.display()))?,
    };
    let added = settlement.add_to(&text);
    let added = added.with_context(|| format!("nothing was written: mend {} first", path.display()))?;
    PlainFolder::open(&project.root, &[])?.replacing().write(&name, added.as_bytes())?;
    Ok(path.display().to_string())
}

/// Ids of articles with nearly the same text.
fn also(planned: &Planned, ix: ArticleIx) -> Vec<&str> {
    planned.briefing.article(ix).also_published.iter().map(|&other| planned.briefing.article(other).id()).collect()
}

fn report(planned: &Planned, ix: ArticleIx, path: &str) -> String {
    let article = planned.briefing.article(ix);
    let mut out = format!("taken down: {}, “{}”\n", article.id(), article.title());
    // writing to a string cannot fail
    let mut line = |text: &str| _ = writeln!(out, "  {text}");
    line(&format!("recorded in {path}"));
    line("with the next build it leaves every page, list, search, feed and export;");
    line(&format!("{} says then that it was taken down", planned.plan.article(ix)));
    let copies = also(planned, ix);
    if !copies.is_empty() {
        line(&format!("nearly the same text stays in {}: take down each that must go", copies.join(", ")));
    }
    out.push_str("Out of reach:\n");
    let mut line = |text: &str| _ = writeln!(out, "  {text}");
    line(&format!(
        "the file {}, which is only read: remove it yourself, the decision holds without it",
        article.annotated.article.source.path
    ));
    line("git history, here and in every clone: earlier versions of file and site stay in it");
    line("the published site, until you build and publish again");
    line("caches and archives of others, feeds that were read, exports and copies that were given away");
    out
}
