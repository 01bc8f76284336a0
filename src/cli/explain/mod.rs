//! `briefing explain`: why something is as it is on the site.
//!
//! 1. Find out what WHAT is: a line of a file, an article, an entity, a topic, a page, a name without a page.
//! 2. Assemble the project as `build` does, write nothing. 3. Print what was decided, by which rule, and how to overrule it.

mod article;
mod entity;
mod line;
mod page;

use super::Outcome;
use super::build::assemble;
use super::named::{self, TypedPath};
use super::ui::{self, Ui};
use super::wording::printable;
use crate::config::Project;
use crate::diag::Diagnostics;
use crate::emit::json;
use crate::model::{ArticleIx, EntityIx};
use crate::pipeline::{Audience, Planned};
use crate::text::fold;
use clap::Args;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  briefing explain seeds/2021/kabul.txt:12     why line 12 was kept or taken out
  briefing explain kabul                       an article, by id, slug, path or page: its ledger and metadata
  briefing explain \"Ahmad Massoud\"             an entity, by name, id or page: its names and where they stand
  briefing explain people/ahmad-massoud.html   what a link on the site leads to
  briefing explain Massoud                     a name that was linked to nobody, and whom it could mean
  briefing explain seeds/2021/kabul.txt:12 --json";

/// Explain a line, an article or an entity: which rule decided, and where
///
/// Nothing is written. Each answer ends with the line of a curation file that would decide otherwise.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Explain {
    /// A line as `FILE:LINE`; the id, slug, path or page of an article; the name, id or page of an entity or a topic; any
    /// page
    #[arg(value_name = "WHAT")]
    what: String,
    /// The project [default: the one around FILE, else the current folder]
    #[arg(long)]
    root: Option<PathBuf>,
}

impl Explain {
    pub(super) fn run(self, ui: Ui) -> anyhow::Result<Outcome> {
        let mut diagnostics = Diagnostics::new();
        if let Some((file, line)) = file_and_line(&self.what) {
            let text = line::explain((&file, line), self.root.as_deref(), ui, &mut diagnostics)?;
            ui::print(&printable(&text))?;
            return Ok(Outcome::Fine);
        }
        let file = Path::new(&self.what);
        let around = Some(file).filter(|file| file.is_file()).and_then(Project::root_around);
        let root = self.root.or(around).unwrap_or_else(|| PathBuf::from("."));
        let project = Project::open(&root, &mut diagnostics)?;
        let planned = assemble(&project, Audience::Curator, ui.progress().as_ref(), &mut diagnostics)?;
        let found = find(&planned, &project, &self.what, ui.json)
            .ok_or_else(|| anyhow::anyhow!("{}", nothing_called(&planned, &project, &self.what)))?;
        ui::print(&printable(&found))?;
        Ok(Outcome::Fine)
    }
}

/// What is known of an article, an entity, a topic, a page or a name, in this order.
fn find(planned: &Planned, project: &Project, what: &str, as_json: bool) -> Option<String> {
    if let Some(ix) = find_article(planned, project, what) {
        return Some(if as_json {
            format!("{}\n", json::article_line(&planned.briefing, ix))
        } else {
            article::explain(planned, ix, project)
        });
    }
    if let Some(ix) = find_entity(planned, what) {
        return Some(if as_json {
            format!("{}\n", json::entity_line(&planned.briefing, ix))
        } else {
            // a name may mean this one here and nobody for certain there
            let open = page::unresolved(planned, what).map(|found| format!("\n{}", found.text)).unwrap_or_default();
            entity::explain(planned, ix) + &open
        });
    }
    let found = page::topic(planned, what)
        .or_else(|| page::page(planned, what))
        .or_else(|| page::unresolved(planned, what))
        .or_else(|| page::hidden(&project.curation, what))?;
    Some(if as_json { format!("{}\n", found.value) } else { found.text })
}

/// `seeds/a.txt:12`, when that file is there.
fn file_and_line(what: &str) -> Option<(PathBuf, u32)> {
    let (file, line) = what.rsplit_once(':')?;
    let (file, line) = (PathBuf::from(file), line.parse().ok()?);
    file.is_file().then_some((file, line))
}

/// By id, slug or page, else by file. A path that is that of a file to the letter means no other that has nearly its name.
fn find_article(planned: &Planned, project: &Project, what: &str) -> Option<ArticleIx> {
    let by_file = || {
        let typed = TypedPath::new(project, what);
        let paths: Vec<&str> =
            planned.briefing.articles.iter().map(|article| article.annotated.article.source.path.as_str()).collect();
        let is_exact = named::all_paths(planned).into_iter().any(|path| typed.is(path));
        match typed.among(&paths)[..] {
            [one] if !is_exact || typed.is(one) => {
                paths.iter().zip(0..).find(|&(&path, _)| path == one).map(|(_, ix)| ix)
            }
            _ => None,
        }
    };
    article_called(planned, what).or_else(|| by_file().map(ArticleIx))
}

/// By id, slug or page.
pub(super) fn article_called(planned: &Planned, what: &str) -> Option<ArticleIx> {
    let page = what.split('#').next().unwrap_or(what);
    let is_meant = |ix: ArticleIx| {
        let article = planned.briefing.article(ix);
        [article.id(), &article.slug].contains(&what)
            || planned.plan.articles.get(ix.0 as usize).is_some_and(|url| url.as_str() == page)
    };
    (0..planned.briefing.articles.len() as u32).map(ArticleIx).find(|&ix| is_meant(ix))
}

/// By id or page, else by a name: of several that bear it, the most mentioned.
fn find_entity(planned: &Planned, what: &str) -> Option<EntityIx> {
    let entities = &planned.briefing.entities;
    let all = || (0..entities.len() as u32).map(EntityIx);
    let page = what.split('#').next().unwrap_or(what);
    let is_exact = |&ix: &EntityIx| {
        planned.briefing.entity(ix).id == what
            || planned.plan.entities.get(ix.0 as usize).and_then(Option::as_ref).is_some_and(|url| url.as_str() == page)
    };
    let name = fold(what);
    let bears = |&ix: &EntityIx| {
        let entity = planned.briefing.entity(ix);
        fold(&entity.name) == name || entity.variants.iter().any(|variant| fold(&variant.text) == name)
    };
    all().find(is_exact).or_else(|| {
        all().filter(bears).max_by_key(|&ix| (planned.briefing.entity(ix).mentions.len(), std::cmp::Reverse(ix)))
    })
}

fn nothing_called(planned: &Planned, project: &Project, what: &str) -> String {
    if let Some((file, line)) = what.rsplit_once(':')
        && !line.is_empty()
        && line.bytes().all(|b| b.is_ascii_digit())
    {
        return format!("{file} is no file of the seeds: write its path as `inspect` shows it, or from here");
    }
    let paths = named::all_paths(planned);
    let typed = TypedPath::new(project, what);
    let of_id = planned.hidden.iter().find(|hidden| hidden.id == what).map(|hidden| hidden.path.as_str());
    let found = if of_id.is_none() { typed.among(&paths) } else { of_id.into_iter().collect() };
    if let [path] = found[..]
        && let Some(skipped) = planned.briefing.skipped.iter().find(|skipped| skipped.path == path)
    {
        return format!("{path} is not in the briefing: {}", skipped.reason);
    }
    if found.len() > 1 {
        return format!("several files are called `{what}`: name one of {}", found.join(", "));
    }
    let meant = if named::is_path(what) { typed.meant(&paths) } else { None };
    match meant.or_else(|| page::meant(planned, what)) {
        Some(meant) => format!("nothing here is called `{what}`; did you mean `{meant}`?"),
        None => format!("nothing here is called `{what}`: name FILE:LINE, an article, a name, a topic or a page"),
    }
}
