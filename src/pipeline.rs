//! The one place that knows the order of the stages. Runs what can run in parallel, keeps every order fixed.

use crate::annotate::Annotator;
use crate::clean::{CleanContext, clean};
use crate::config::{Curation, Display, Project, closest};
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::emit::{EmitContext, EmitError, emit};
use crate::ingest::{self, IngestError, Listing, SourcePath};
use crate::link::link;
use crate::model::{
    Annotated, ArtifactSink, Briefing, CleanArticle, Document, Ingested, SitePlan, SkipReason, Skipped,
};
use crate::pages::plan;
use crate::text::{short_hash, slug};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What happens during a build, for whoever shows progress. Called from many threads.
pub trait Progress: Sync {
    /// A step with so many units begins.
    fn begin(&self, _step: Step, _units: usize) {}
    /// A unit of the current step is done.
    fn advance(&self) {}
}

/// Shows nothing.
#[derive(Debug, Clone, Copy)]
pub struct Silent;
impl Progress for Silent {}

/// The steps that progress tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading, cleaning and finding, an article a unit.
    Read,
    /// Joining.
    Link,
    /// Rendering and writing, a page a unit.
    Write,
}

/// A build cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The seeds cannot be walked.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The site cannot be made.
    #[error(transparent)]
    Emit(#[from] EmitError),
}

/// A file to read, with the identity of the article that it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// The file.
    pub file: SourcePath,
    /// Id of its article, unique in the briefing.
    pub id: String,
}

/// Everything up to the plan: what `check`, `inspect` and `serve` need besides the files themselves.
#[derive(Debug)]
pub struct Planned {
    /// How many files were found; each is an article of the briefing or among its skipped files.
    pub files: usize,
    /// The graph.
    pub briefing: Briefing,
    /// The pages.
    pub plan: SitePlan,
}

/// One file cleaned, or the reason why there is no article, with what was wrong.
pub type Cleaned = (Result<CleanArticle, Skipped>, Diagnostics);

/// Reads, cleans, annotates, links and plans.
///
/// # Errors
/// When the seeds folder cannot be read.
pub fn assemble(
    project: &Project,
    progress: &dyn Progress,
    diagnostics: &mut Diagnostics,
) -> Result<Planned, PipelineError> {
    let Listing { files, skipped } = ingest::list(&project.config.ingest, &project.seeds)?;
    let works = works(files);
    report_lost_editions(&project.curation, &works, diagnostics);
    let mut joined = Diagnostics::new();
    let planned = join(project, &works, skipped, progress, (diagnostics, &mut joined));
    diagnostics.append(joined);
    Ok(planned)
}

/// The same for some files of a project (`inspect PATH…`). Decisions that fit nothing are not reported: they may well fit
/// the files that were not chosen.
pub fn assemble_works(
    project: &Project,
    works: &[Work],
    skipped: Vec<Skipped>,
    progress: &dyn Progress,
    diagnostics: &mut Diagnostics,
) -> Planned {
    join(project, works, skipped, progress, (diagnostics, &mut Diagnostics::new()))
}

/// `diagnostics`: those of single files, and those of the briefing as a whole.
fn join(
    project: &Project,
    works: &[Work],
    mut skipped: Vec<Skipped>,
    progress: &dyn Progress,
    diagnostics: (&mut Diagnostics, &mut Diagnostics),
) -> Planned {
    let (diagnostics, of_briefing) = diagnostics;
    let files = works.len() + skipped.len();
    progress.begin(Step::Read, works.len());
    let (articles, mut not_read) = annotate_files(project, works, progress, diagnostics);
    skipped.append(&mut not_read);
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    progress.begin(Step::Link, 1);
    let briefing = link(&project.config.link, &project.curation, articles, skipped, of_briefing);
    let plan = plan(&project.config.pages, &briefing);
    progress.advance();
    Planned { files, briefing, plan }
}

/// Renders everything into the sink.
///
/// # Errors
/// When a template is wrong or the sink fails.
pub fn render(
    project: &Project,
    planned: &Planned,
    sink: &dyn ArtifactSink,
    progress: &dyn Progress,
) -> Result<(), PipelineError> {
    progress.begin(Step::Write, planned.plan.pages.len());
    let context = EmitContext { settings: &project.config.emit, briefing: &planned.briefing, plan: &planned.plan };
    emit(&context, sink, &|| progress.advance())?;
    Ok(())
}

/// Reads and cleans single files, in parallel, in the order given.
pub fn clean_files(project: &Project, works: &[Work], progress: &dyn Progress) -> Vec<Cleaned> {
    progress.begin(Step::Read, works.len());
    works
        .par_iter()
        .map(|work| {
            let cleaned = clean_file(project, work);
            progress.advance();
            cleaned
        })
        .collect()
}

/// Reads one file without judging it.
///
/// # Errors
/// [`Skipped`] when it cannot be read.
pub fn read_file(project: &Project, work: &Work, diagnostics: &mut Diagnostics) -> Result<Document, Skipped> {
    match ingest::read(&project.config.ingest, &work.file, diagnostics) {
        Ingested::Document(document) => Ok(*document),
        Ingested::Skipped(skipped) => Err(skipped),
    }
}

fn annotate_files(
    project: &Project,
    works: &[Work],
    progress: &dyn Progress,
    diagnostics: &mut Diagnostics,
) -> (Vec<Annotated>, Vec<Skipped>) {
    let annotator = Annotator::new(&project.config.annotate, &project.curation);
    let results: Vec<(Result<Annotated, Skipped>, Diagnostics)> = works
        .par_iter()
        .map(|work| {
            let (cleaned, mut diagnostics) = clean_file(project, work);
            let shown = cleaned.and_then(|article| shown(&project.curation, article, &mut diagnostics));
            let annotated = shown.map(|article| annotator.annotate(article));
            progress.advance();
            (annotated, diagnostics)
        })
        .collect();
    let (mut articles, mut skipped) = (Vec::with_capacity(results.len()), Vec::new());
    for (result, found) in results {
        diagnostics.append(found);
        match result {
            Ok(article) => articles.push(article),
            Err(reason) => skipped.push(reason),
        }
    }
    (articles, skipped)
}

fn clean_file(project: &Project, work: &Work) -> Cleaned {
    let mut diagnostics = Diagnostics::new();
    let cleaned = read_file(project, work, &mut diagnostics).and_then(|document| {
        let context = CleanContext {
            settings: &project.config.clean,
            id: &work.id,
            sidecar: project.curation.sidecars.get(&work.id),
            sources: &project.curation.sources,
        };
        clean(context, document, &mut diagnostics)
    });
    (cleaned, diagnostics)
}

/// Leaves out what is to be hidden, and what is to be shown only in part: until pages can show a part, nothing is
/// less wrong than everything.
fn shown(curation: &Curation, article: CleanArticle, diagnostics: &mut Diagnostics) -> Result<CleanArticle, Skipped> {
    let sidecar = curation.sidecars.get(&article.id).filter(|sidecar| sidecar.display.is_some());
    let publisher = article.metadata.publisher.as_ref().map(|publisher| publisher.id.as_str());
    let source = publisher.and_then(|id| curation.sources.get(id));
    let display = sidecar.and_then(|sidecar| sidecar.display).or_else(|| source.and_then(|source| source.display));
    match display.unwrap_or_default() {
        Display::Full => return Ok(article),
        Display::Hidden => {}
        Display::Excerpt | Display::LinkOnly => {
            let at =
                sidecar.map_or_else(|| Location::file("curation/sources.toml"), |s| Location::file(s.path.clone()));
            let message = format!("`{}` cannot be shown in part yet, so it is hidden", article.source.path);
            let fault = Diagnostic::error("B011", message).at(at);
            diagnostics.push(fault.help("display = \"full\" shows all of it, display = \"hidden\" nothing"));
        }
    }
    Err(Skipped { path: article.source.path, reason: SkipReason::Hidden })
}

/// An edition must list articles that there are.
fn report_lost_editions(curation: &Curation, works: &[Work], diagnostics: &mut Diagnostics) {
    let ids: BTreeSet<&str> = works.iter().map(|work| work.id.as_str()).collect();
    let listed = curation
        .editions
        .iter()
        .flat_map(|edition| edition.lead.iter().chain(&edition.articles).map(|id| (id, &edition.path)));
    for (nth, (id, path)) in listed.filter(|(id, _)| !ids.contains(id.as_str())).enumerate() {
        // looking for the id that was meant takes time with the number of articles: not for each of a folder that moved
        let meant = if nth < 20 { closest(id, ids.iter().copied()) } else { None };
        let help = meant.map_or_else(|| ID_RULE.to_owned(), |meant| format!("did you mean `{meant}`? {ID_RULE}"));
        let lost = Diagnostic::error("B008", format!("the edition lists `{id}`, and there is no such article"));
        diagnostics.push(lost.at(Location::file(path.clone())).help(help));
    }
}

const ID_RULE: &str =
    "an article's id is the path of its file below the seeds in lower case, with hyphens, without its ending";

/// Gives each file the id of its article: the slug of its path without its ending. Paths that slug alike get a hash of the
/// path, all of them, so that the id of one does not depend on which of them comes first.
pub fn works(files: Vec<SourcePath>) -> Vec<Work> {
    let base: Vec<String> = files
        .iter()
        .map(|file| slug(file.relative.rsplit_once('.').map_or(file.relative.as_str(), |(stem, _)| stem)))
        .collect();
    let is_spelled = |file: &SourcePath, id: &str| file.relative.rsplit_once('.').is_some_and(|(stem, _)| stem == id);
    // files of an id, and those among them whose path is the id to the letter
    let mut uses: FxHashMap<&str, (u32, u32)> = FxHashMap::default();
    for (file, id) in files.iter().zip(&base) {
        let (all, spelled) = uses.entry(id).or_default();
        *all += 1;
        *spelled += u32::from(is_spelled(file, id));
    }
    files
        .into_iter()
        .zip(&base)
        .map(|(file, id)| {
            let id = match (id.as_str(), uses[id.as_str()]) {
                ("", _) => short_hash(&file.relative, 8),
                (id, (1, _)) => id.to_owned(),
                // it had the bare id before the others came
                (id, (_, 1)) if is_spelled(&file, id) => id.to_owned(),
                (id, _) => format!("{id}-{}", short_hash(&file.relative, 8)),
            };
            Work { file, id }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Format;

    fn ids(paths: &[&str]) -> Vec<String> {
        let file = |path: &&str| SourcePath { relative: (*path).to_owned(), full: path.into(), format: Format::Text };
        works(paths.iter().map(file).collect()).into_iter().map(|work| work.id).collect()
    }

    #[test]
    fn ids_come_from_paths() {
        assert_eq!(ids(&["2021-09/The Heir.txt", "b.md"]), ["2021-09-the-heir", "b"]);
    }

    #[test]
    fn ids_that_would_clash_depend_on_no_order() {
        let (forth, back) = (ids(&["a b.txt", "a-b.md", "c.txt"]), ids(&["a-b.md", "c.txt", "a b.txt"]));
        assert_ne!(forth[0], forth[1]);
        assert_eq!([&forth[0], &forth[1], &forth[2]], [&back[2], &back[0], &back[1]]);
    }

    #[test]
    fn a_path_that_cannot_be_spelled_has_an_id() {
        assert!(ids(&["….txt"])[0].len() == 8);
    }
}
