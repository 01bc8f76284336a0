//! The one place that knows the order of the stages. Runs what can run in parallel, keeps every order fixed.

mod lost;

pub use crate::config::LOST_RIGHTS;
pub use lost::LOST_TAKEDOWN;

use crate::annotate::Annotator;
use crate::clean::{self, CleanContext, Recurring, RecurringIn, Survey, clean};
use crate::config::{Curation, Project};
use crate::diag::Diagnostics;
use crate::emit::export::{Export, Exported};
use crate::emit::{EmitContext, EmitError, emit};
use crate::ingest::{self, IngestError, Listing, SourcePath};
use crate::link::link;
use crate::model::{
    Annotated, ArtifactSink, Briefing, CleanArticle, Display, Document, Hidden, Ingested, Recognised, SitePlan,
    SkipReason, Skipped, Withheld,
};
use crate::pages::plan;
use crate::text::{short_hash, slug};
use crate::withhold::{self, Takedowns, Traits, withhold};
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

/// Who gets to see what is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Whoever has the curator's files: the texts whole, but for hidden articles.
    Curator,
    /// Readers: what the curator lets be shown.
    Readers,
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
    /// What readers do not get, for whoever checks that.
    pub withheld: Vec<Withheld>,
    /// The articles that readers get nothing of, for their curator.
    pub hidden: Vec<Hidden>,
}

impl Planned {
    /// Whether there was no article at all, also none that was hidden or taken down: a site whose last article went that way
    /// must not go on showing it.
    pub fn is_empty(&self) -> bool {
        self.briefing.articles.is_empty() && self.withheld.is_empty()
    }
}

/// One file cleaned, or the reason why there is no article, with what was wrong.
pub type Cleaned = (Result<CleanArticle, Skipped>, Diagnostics);

/// Reads, cleans, annotates, links and plans.
///
/// # Errors
/// When the seeds folder cannot be read.
pub fn assemble(
    project: &Project,
    audience: Audience,
    progress: &dyn Progress,
    diagnostics: &mut Diagnostics,
) -> Result<Planned, PipelineError> {
    let Listing { files, skipped } = ingest::list(&project.config.ingest, &project.seeds)?;
    let works = works(files);
    lost::report_ids(&project.curation, &works, diagnostics);
    let mut joined = Diagnostics::new();
    let planned = join((project, audience), (&works, &[]), skipped, progress, (diagnostics, &mut joined));
    diagnostics.append(joined);
    Ok(planned)
}

/// The same for some files of a project (`inspect PATH…`). Decisions that fit nothing are not reported: they may well fit
/// the files that were not chosen. The second of `works` are all files of the project, of which what recurs is known.
pub fn assemble_works(
    project: &Project,
    works: (&[Work], &[Work]),
    skipped: Vec<Skipped>,
    progress: &dyn Progress,
    diagnostics: &mut Diagnostics,
) -> Planned {
    join((project, Audience::Curator), works, skipped, progress, (diagnostics, &mut Diagnostics::new()))
}

/// `diagnostics`: those of single files, and those of the briefing as a whole.
fn join(
    (project, audience): (&Project, Audience),
    works: (&[Work], &[Work]),
    mut skipped: Vec<Skipped>,
    progress: &dyn Progress,
    diagnostics: (&mut Diagnostics, &mut Diagnostics),
) -> Planned {
    let (diagnostics, of_briefing) = diagnostics;
    let files = works.0.len() + skipped.len();
    progress.begin(Step::Read, works.0.len());
    let takedowns = Takedowns::of(&project.curation);
    let mut found = annotate_files((project, &takedowns), works, progress, diagnostics);
    skipped.append(&mut found.skipped);
    for file in &mut skipped {
        found.taken_down.extend(name_taken_down(file, &takedowns));
    }
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    progress.begin(Step::Link, 1);
    lost::report_unfit(&project.curation, works.0, &found, of_briefing);
    let Found { articles, withheld: mut whole, hidden, .. } = found;
    let briefing = link(&project.config.link, &project.curation, articles, skipped, of_briefing);
    let (briefing, mut withheld) = match audience {
        Audience::Curator => (briefing, Vec::new()),
        Audience::Readers => withhold(&project.config.rights, &project.curation, briefing),
    };
    withheld.append(&mut whole);
    let plan = plan(&project.config.pages, &briefing);
    progress.advance();
    Planned { files, briefing, plan, withheld, hidden }
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

/// Makes an export of what [`render`] would show.
///
/// # Errors
/// When a template of the project is wrong or one of its assets cannot be read.
pub fn export(project: &Project, planned: &Planned, kind: Export) -> Result<Vec<Exported>, PipelineError> {
    let context = EmitContext { settings: &project.config.emit, briefing: &planned.briefing, plan: &planned.plan };
    Ok(kind.make(&context)?)
}

/// Reads and cleans single files, in parallel, in the order given. `around` are the files that they stand among, of which
/// what recurs is known; none when the files stand for themselves.
pub fn clean_files(project: &Project, works: &[Work], around: &[Work], progress: &dyn Progress) -> Vec<Cleaned> {
    progress.begin(Step::Read, works.len());
    let (read, recurring) = read_all(project, works, around);
    read.into_par_iter()
        .zip(works)
        .enumerate()
        .map(|(nth, (read, work))| {
            let cleaned = clean_file(project, work, read, recurring.of_document(nth));
            progress.advance();
            cleaned
        })
        .collect()
}

/// What became of every line of a file, also of one that gives no article.
///
/// # Errors
/// [`Skipped`] when the file cannot be read.
pub fn judge_file(project: &Project, work: &Work, around: &[Work]) -> Result<CleanArticle, Skipped> {
    let mut diagnostics = Diagnostics::new();
    let document = read_file(project, work, &mut diagnostics)?;
    let (_, recurring) = read_all(project, std::slice::from_ref(work), around);
    let context = clean_context(project, work, recurring.of_document(0));
    Ok(clean::judge(context, document, &mut diagnostics))
}

/// A file read but not judged, or why it was not read.
type Read = (Result<Document, Skipped>, Diagnostics);

/// Reads files in parallel, and counts what recurs in them and in the files around them. The documents are kept, since the
/// articles made of them are as large.
fn read_all(project: &Project, works: &[Work], around: &[Work]) -> (Vec<Read>, Recurring) {
    let read = |work: &Work| -> (Read, Survey) {
        let mut diagnostics = Diagnostics::new();
        let document = read_file(project, work, &mut diagnostics);
        let context = clean_context(project, work, RecurringIn::default());
        let survey = document.as_ref().map(|document| clean::survey(context, document)).unwrap_or_default();
        ((document, diagnostics), survey)
    };
    let (read_here, mut surveys): (Vec<Read>, Vec<Survey>) = works.par_iter().map(read).unzip();
    let here: BTreeSet<&str> = works.iter().map(|work| work.id.as_str()).collect();
    let others: Vec<&Work> = around.iter().filter(|work| !here.contains(work.id.as_str())).collect();
    surveys.par_extend(others.into_par_iter().map(|work| read(work).1));
    (read_here, Recurring::of(&surveys))
}

fn clean_context<'a>(project: &'a Project, work: &'a Work, recurring: RecurringIn<'a>) -> CleanContext<'a> {
    CleanContext {
        settings: &project.config.clean,
        id: &work.id,
        sidecar: project.curation.sidecars.get(&work.id),
        sources: &project.curation.sources,
        recurring,
    }
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

/// A file that gives no article can be taken down, too: its name may say what is not to be said. Its entry's line.
fn name_taken_down(file: &mut Skipped, takedowns: &Takedowns<'_>) -> Option<u32> {
    let id = id_of_path(&file.path);
    let known = Traits { id: &id, file: &file.path, sha256: None, url: None, title: None };
    let (entry, _) = takedowns.find(known)?;
    file.reason = SkipReason::TakenDown;
    Some(entry.line)
}

fn annotate_files(
    (project, takedowns): (&Project, &Takedowns<'_>),
    (works, around): (&[Work], &[Work]),
    progress: &dyn Progress,
    diagnostics: &mut Diagnostics,
) -> Found {
    let annotator = Annotator::new(&project.config.annotate, &project.curation);
    let (read, recurring) = read_all(project, works, around);
    let results: Vec<(Result<Fate, Skipped>, Diagnostics)> = read
        .into_par_iter()
        .zip(works)
        .enumerate()
        .map(|(nth, (read, work))| {
            let (cleaned, mut diagnostics) = clean_file(project, work, read, recurring.of_document(nth));
            let fate =
                cleaned.map(|article| annotate_shown((project, takedowns), &annotator, article, &mut diagnostics));
            progress.advance();
            (fate, diagnostics)
        })
        .collect();
    let mut found = Found { articles: Vec::with_capacity(results.len()), ..Found::default() };
    for ((result, of_file), work) in results.into_iter().zip(works) {
        diagnostics.append(of_file);
        match result {
            Ok(Fate::Shown(article)) => found.articles.push(*article),
            Ok(Fate::Hidden(hidden, whole, entry)) => {
                found.taken_down.extend(entry);
                let reason = if hidden.taken_down.is_some() { SkipReason::TakenDown } else { SkipReason::Hidden };
                found.skipped.push(Skipped { path: hidden.path.clone(), reason });
                found.hidden.push(*hidden);
                found.withheld.push(whole);
            }
            // what it would be called is not told of a hidden file either
            Err(Skipped { path, .. }) if hides_unread(&project.curation, work) => {
                found.skipped.push(Skipped { path, reason: SkipReason::Hidden });
            }
            Err(skipped) => found.skipped.push(skipped),
        }
    }
    found
}

/// Whether the curator hides a file that gave no article.
fn hides_unread(curation: &Curation, work: &Work) -> bool {
    let sidecar = curation.sidecars.get(&work.id);
    sidecar.is_some_and(|sidecar| sidecar.display == Some(Display::Hidden))
}

/// What became of the files.
#[derive(Default)]
struct Found {
    articles: Vec<Annotated>,
    skipped: Vec<Skipped>,
    hidden: Vec<Hidden>,
    /// The texts of the hidden ones.
    withheld: Vec<Withheld>,
    /// Lines of the takedowns that a file falls under.
    taken_down: BTreeSet<u32>,
}

/// What became of an article.
enum Fate {
    Shown(Box<Annotated>),
    /// With its text, and the line of the takedown that it falls under.
    Hidden(Box<Hidden>, Withheld, Option<u32>),
}

/// A hidden article takes part in nothing.
fn annotate_shown(
    (project, takedowns): (&Project, &Takedowns<'_>),
    annotator: &Annotator,
    mut article: CleanArticle,
    diagnostics: &mut Diagnostics,
) -> Fate {
    let hide = |article: CleanArticle, by: Option<(u32, Recognised)>| {
        let hidden = withhold::hidden(&article, by.map(|(_, how)| how), clean::CURATED_STRIP);
        Fate::Hidden(Box::new(hidden), withhold::whole(article), by.map(|(line, _)| line))
    };
    if let Some((entry, how)) = takedowns.find(withhold::traits(&article)) {
        lost::report_doubt(&article, entry, how, diagnostics);
        return hide(article, Some((entry.line, how)));
    }
    match withhold::rights(&project.curation, &article).display {
        Display::Hidden => return hide(article, None),
        Display::Excerpt | Display::LinkOnly => withhold::prepare(&mut article),
        Display::Full => {}
    }
    Fate::Shown(Box::new(annotator.annotate(article)))
}

fn clean_file(project: &Project, work: &Work, read: Read, recurring: RecurringIn<'_>) -> Cleaned {
    let (document, mut diagnostics) = read;
    let context = clean_context(project, work, recurring);
    (document.and_then(|document| clean(context, document, &mut diagnostics)), diagnostics)
}

/// The id that the article of a file has when no other comes in its way: a hash where its path has no letters.
pub fn id_of_path(path: &str) -> String {
    let id = slug(path.rsplit_once('.').map_or(path, |(stem, _)| stem));
    if id.is_empty() { short_hash(path, 8) } else { id }
}

/// Gives each file the id of its article: the slug of its path without its ending. Paths that slug alike get a hash of the
/// path, all of them, so that the id of one does not depend on which of them comes first.
pub fn works(files: Vec<SourcePath>) -> Vec<Work> {
    let base: Vec<String> = files.iter().map(|file| id_of_path(&file.relative)).collect();
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
        assert_eq!(ids(&["….txt", "!.txt"]), [id_of_path("….txt"), id_of_path("!.txt")]);
    }
}
