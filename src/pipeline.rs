//! The one place that knows the order of the stages. Runs what can run in parallel, keeps every order fixed.

use crate::annotate::Annotator;
use crate::clean::{CleanContext, clean};
use crate::config::Project;
use crate::diag::Diagnostics;
use crate::emit::{EmitContext, EmitError, emit};
use crate::ingest::{self, IngestError, Listing, SourcePath};
use crate::link::link;
use crate::model::{Annotated, ArtifactSink, Briefing, CleanArticle, Ingested, SitePlan, Skipped};
use crate::pages::plan;
use crate::text::{short_hash, slug};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

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

/// Everything up to the plan: what `check`, `inspect` and `serve` need besides the files themselves.
#[derive(Debug)]
pub struct Planned {
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
    let listing = ingest::list(&project.config.ingest, &project.seeds)?;
    Ok(assemble_listing(project, listing, progress, diagnostics))
}

/// The same for files that are listed already (`inspect PATH…`).
pub fn assemble_listing(
    project: &Project,
    listing: Listing,
    progress: &dyn Progress,
    diagnostics: &mut Diagnostics,
) -> Planned {
    let Listing { files, mut skipped } = listing;
    progress.begin(Step::Read, files.len());
    let (articles, mut not_read) = annotate_files(project, &files, progress, diagnostics);
    skipped.append(&mut not_read);
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    progress.begin(Step::Link, 1);
    let briefing = link(&project.config.link, &project.curation, articles, skipped, diagnostics);
    let plan = plan(&project.config.pages, &briefing);
    progress.advance();
    Planned { briefing, plan }
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
    diagnostics: &mut Diagnostics,
) -> Result<(), PipelineError> {
    progress.begin(Step::Write, planned.plan.pages.len());
    let context = EmitContext { settings: &project.config.emit, briefing: &planned.briefing, plan: &planned.plan };
    emit(&context, sink, &|| progress.advance(), diagnostics)?;
    Ok(())
}

/// Reads and cleans single files, in parallel, in the order given.
pub fn clean_files(project: &Project, files: &[SourcePath], progress: &dyn Progress) -> Vec<Cleaned> {
    let ids = article_ids(files);
    files
        .par_iter()
        .zip(ids.par_iter())
        .map(|(file, id)| {
            let cleaned = clean_file(project, file, id);
            progress.advance();
            cleaned
        })
        .collect()
}

fn annotate_files(
    project: &Project,
    files: &[SourcePath],
    progress: &dyn Progress,
    diagnostics: &mut Diagnostics,
) -> (Vec<Annotated>, Vec<Skipped>) {
    let annotator = Annotator::new(&project.config.annotate, &project.curation);
    let ids = article_ids(files);
    let results: Vec<(Result<Annotated, Skipped>, Diagnostics)> = files
        .par_iter()
        .zip(ids.par_iter())
        .map(|(file, id)| {
            let (cleaned, diagnostics) = clean_file(project, file, id);
            let annotated = cleaned.map(|article| annotator.annotate(article));
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

fn clean_file(project: &Project, file: &SourcePath, id: &str) -> Cleaned {
    let mut diagnostics = Diagnostics::new();
    let document = match ingest::read(&project.config.ingest, file, &mut diagnostics) {
        Ingested::Document(document) => *document,
        Ingested::Skipped(skipped) => return (Err(skipped), diagnostics),
    };
    let context = CleanContext {
        settings: &project.config.clean,
        id,
        sidecar: project.curation.sidecars.get(id),
        sources: &project.curation.sources,
    };
    let cleaned = clean(context, document, &mut diagnostics);
    (cleaned, diagnostics)
}

/// Ids of the articles: the slug of each file's path without its ending. Paths that slug alike get a hash of the path, all
/// of them, so that the id of one does not depend on which of them comes first.
pub fn article_ids(files: &[SourcePath]) -> Vec<String> {
    let base: Vec<String> = files
        .iter()
        .map(|file| slug(file.relative.rsplit_once('.').map_or(file.relative.as_str(), |(stem, _)| stem)))
        .collect();
    let mut uses: FxHashMap<&str, u32> = FxHashMap::default();
    for id in &base {
        *uses.entry(id).or_default() += 1;
    }
    files
        .iter()
        .zip(&base)
        .map(|(file, id)| {
            let hash = || short_hash(&file.relative, 8);
            match (id.as_str(), uses[id.as_str()]) {
                ("", _) => hash(),
                (id, 1) => id.to_owned(),
                (id, _) => format!("{id}-{}", hash()),
            }
        })
        .collect()
}
