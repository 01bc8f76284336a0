//! Lines that keep coming back in the files of one source: mastheads, footers, appeals that no phrase table knows.
//!
//! Input: all documents of a briefing, before any is judged. Output: a [`Recurring`], the evidence that `clean` gets with
//! each of them.
//!
//! 1. [`survey`] looks at one document: who published it, which folder it lies in, and the hashes of its lines.
//! 2. [`Recurring::of`] counts in how many files of each source, and of each folder, a line stands.
//! 3. A file whose middle stands in another file too is a copy of it, or a shortened reprint: it proves nothing, lest its
//!    paragraphs be taken for a footer.
//! 4. What is left counts where it stands at the margin: before the first or behind the last long line that the file has for
//!    itself.
//! 5. [`apply`] takes such a line out of a document, at the margin again. A sentence needs more evidence than a label: it
//!    must stand at the margin wherever it stands, in a quarter of the files, and state no figures and quote nobody.
//!
//! Time and memory are linear in the number of lines, of which a bounded number counts for each file. The order of the
//! documents changes nothing: everything is counted.

use super::CleanContext;
use super::evidence::Evidence;
use super::fate::{Fate, Judged};
use super::metadata::publisher;
use super::names;
use super::page::{residue, text_of};
use super::rules::Bearing;
use super::wrap::Wrap;
use crate::model::{Document, RawKind, Region};
use crate::text::slug;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// Its name in the ledger, and what it takes out.
pub(crate) const RECURRING: (&str, &str) =
    ("recurring-line", "Lines that stand above or below the articles in three or more files of one source.");

/// Fewest files by which a line is furniture.
const FEWEST: u32 = 3;
/// A sentence must stand in one of so many files of its source …
const SHARE: u32 = 4;
/// … and when it reads like a report, with figures or quotations, in so many files.
const MANY: u32 = 12;
/// Recurring sentences are furniture only when they are fewer than one word in so many.
const PART: u32 = 2;
/// Lines of a file that count: the first, the last, and in the middle.
const COUNTED: (usize, usize, usize) = (120, 200, 80);

/// What one document adds to the evidence.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// Its publisher, if it says so, and its folder: a key and a name for people.
    sources: [Option<(String, String)>; 2],
    lines: Vec<Seen>,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    hash: u64,
    /// It may well be a paragraph.
    is_long: bool,
}

/// Looks at a document.
pub fn survey(context: CleanContext<'_>, document: &Document) -> Survey {
    let blocks = &document.blocks;
    let wrap = Wrap::of(document);
    let mut lines = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let end = wrap.paragraph_end(blocks, at);
        let may_be_article = matches!(blocks[at].region, Region::Unknown | Region::Article | Region::Footer);
        if may_be_article && !matches!(blocks[at].kind, RawKind::Code(_) | RawKind::Table { .. }) {
            let text = text_of(blocks, at..end);
            let text = &text[..text.len() - residue(&text)];
            lines.push(Seen { hash: Evidence::hash_of(text), is_long: is_long(text) });
        }
        at = end;
    }
    let (first, last, middle) = COUNTED;
    if lines.len() > first + last + middle {
        let from = (lines.len() - middle) / 2;
        lines = [&lines[..first], &lines[from..from + middle], &lines[lines.len() - last..]].concat();
    }
    let path = &document.source.path;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder_name = if folder.is_empty() { "this folder".to_owned() } else { format!("the folder {folder}") };
    let published = publisher::declared(context, document).map(|name| (format!("publisher {}", slug(&name)), name));
    Survey { sources: [published, Some((format!("folder {folder}"), folder_name))], lines }
}

fn is_long(text: &str) -> bool {
    text.len() >= 120 || (text.len() >= 50 && text.ends_with(['.', '!', '?', '…', '”', '"', '»', '。', '؟', '۔']))
}

/// How often a line stands at the margins of a source's files, and elsewhere in them.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    margin: u32,
    inside: u32,
}

/// What recurs in the files of each source.
#[derive(Debug, Clone, Default)]
pub struct Recurring {
    /// Names of the sources, and how many of their files count.
    sources: Vec<(String, u32)>,
    /// The sources of each document.
    of_documents: Vec<[Option<u32>; 2]>,
    tallies: FxHashMap<u64, Tally>,
}

/// The evidence for one document; by default there is none.
#[derive(Debug, Clone, Copy, Default)]
pub struct RecurringIn<'a> {
    all: Option<&'a Recurring>,
    document: usize,
}

/// A line that recurs: in so many of so many files of a source.
#[derive(Debug, Clone, Copy)]
struct Found<'a> {
    files: u32,
    of: u32,
    inside: u32,
    source: &'a str,
}

/// A line of a source.
fn key(source: u32, hash: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u32(source);
    hasher.write_u64(hash);
    hasher.finish()
}

impl Recurring {
    /// Counts.
    pub fn of(surveys: &[Survey]) -> Self {
        let mut recurring = Self::named(surveys);
        let of_documents = &recurring.of_documents;
        let shared = shared(surveys, of_documents);
        let margins: Vec<[Option<Margin>; 2]> = surveys
            .par_iter()
            .zip(of_documents)
            .map(|(survey, sources)| sources.map(|source| margin(survey, source?, &shared)))
            .collect();
        for (margins, sources) in margins.iter().zip(of_documents) {
            for (lines, source) in margins.iter().zip(sources) {
                let (Some(lines), Some(source)) = (lines, source) else { continue };
                recurring.sources[*source as usize].1 += 1;
                for &(key, is_margin) in lines {
                    let tally = recurring.tallies.entry(key).or_default();
                    *(if is_margin { &mut tally.margin } else { &mut tally.inside }) += 1;
                }
            }
        }
        recurring.tallies.retain(|_, tally| tally.margin >= FEWEST);
        recurring
    }

    /// Gives each source a number.
    fn named(surveys: &[Survey]) -> Self {
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut recurring = Self::default();
        for survey in surveys {
            let of_document = survey.sources.each_ref().map(|source| {
                let (key, name) = source.as_ref()?;
                let next = numbers.len() as u32;
                let number = *numbers.entry(key).or_insert(next);
                if number == next {
                    recurring.sources.push((name.clone(), 0));
                }
                Some(number)
            });
            recurring.of_documents.push(of_document);
        }
        recurring
    }

    /// The evidence for the document with this number.
    pub fn of_document(&self, document: usize) -> RecurringIn<'_> {
        RecurringIn { all: Some(self), document }
    }
}

/// Lines that stand in two or more files of a source.
fn shared(surveys: &[Survey], of_documents: &[[Option<u32>; 2]]) -> FxHashMap<u64, u32> {
    let mut standing: Vec<(u64, u32)> = surveys
        .par_iter()
        .zip(of_documents)
        .enumerate()
        .flat_map_iter(|(document, (survey, sources))| {
            let lines = sources
                .iter()
                .flatten()
                .flat_map(|&source| survey.lines.iter().map(move |line| key(source, line.hash)));
            lines.map(move |key| (key, document as u32))
        })
        .collect();
    standing.par_sort_unstable();
    standing.dedup();
    standing
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|files| files.len() > 1)
        .map(|files| (files[0].0, files.len() as u32))
        .collect()
}

/// Lines of a file that others have too, each with whether it stands at the margin.
type Margin = Vec<(u64, bool)>;

/// The shared lines of a file; `None` for a file that does not count: a copy.
fn margin(survey: &Survey, source: u32, shared: &FxHashMap<u64, u32>) -> Option<Margin> {
    let of = |line: &Seen| shared.get(&key(source, line.hash)).copied().unwrap_or(1);
    let long: Vec<usize> = (0..survey.lines.len()).filter(|&at| survey.lines[at].is_long).collect();
    let middle = &long[long.len() / 3..(long.len() * 2).div_ceil(3)];
    let copied = middle.iter().filter(|&&at| of(&survey.lines[at]) > 1).count();
    let own = |at: &&usize| of(&survey.lines[**at]) == 1;
    let (&first, &last) = (long.iter().find(own)?, long.iter().rev().find(own)?);
    if copied * 2 > middle.len() {
        return None;
    }
    let recurs = survey.lines.iter().enumerate().filter(|(_, line)| of(line) >= FEWEST);
    let mut found: Margin = recurs.map(|(at, line)| (key(source, line.hash), at < first || at > last)).collect();
    // a line that stands twice in a file counts once, inside if it ever does
    found.sort_unstable();
    found.dedup_by_key(|found| found.0);
    Some(found)
}

impl<'a> RecurringIn<'a> {
    /// In how many files of its source a line stands: of its publisher first, else of its folder.
    fn find(self, hash: u64) -> Option<Found<'a>> {
        let all = self.all?;
        let sources = all.of_documents.get(self.document)?;
        sources.iter().flatten().find_map(|&source| {
            let tally = all.tallies.get(&key(source, hash))?;
            let (name, of) = &all.sources[source as usize];
            Some(Found { files: tally.margin, of: *of, inside: tally.inside, source: name })
        })
    }
}

/// Takes recurring lines at the margins out of a page, and says what they mean for its body.
pub(crate) fn apply(judged: &mut Judged<'_, '_>, recurring: RecurringIn<'_>, bearings: &mut [Option<Bearing>]) {
    if recurring.all.is_none() {
        return;
    }
    let units = &judged.page.units;
    let found: Vec<Option<Found<'_>>> = units.iter().map(|unit| recurring.find(unit.evidence.hash)).collect();
    let is_own = |at: &usize| found[*at].is_none() && units[*at].evidence.good;
    let (Some(first), Some(last)) = ((0..units.len()).find(is_own), (0..units.len()).rev().find(is_own)) else {
        return; // a copy of something
    };
    let words = |of: &dyn Fn(usize) -> bool| -> u32 {
        (0..units.len()).filter(|&at| units[at].evidence.good && of(at)).map(|at| units[at].evidence.words).sum()
    };
    let much = words(&|at| found[at].is_some()) * PART > words(&|_| true);
    let mut taken = Vec::new();
    for at in (0..first).chain(last + 1..units.len()) {
        let Some(found) = found[at].filter(|_| judged.fates[at].is_open() && !units[at].is_structural()) else {
            continue;
        };
        let evidence = &units[at].evidence;
        let is_sentence = evidence.good || evidence.is_sentence(5);
        let reports = evidence.quotes || units[at].text.contains(|c: char| c.is_numeric());
        let enough = if is_sentence {
            found.inside == 0
                && found.files * SHARE >= found.of
                && (!reports || found.files >= MANY)
                && !(much && evidence.good)
        } else {
            found.inside * 4 <= found.files
        };
        if enough {
            taken.push((at, found));
        }
    }
    keep_a_title(judged, first, &mut taken);
    for (at, Found { files, of, source, .. }) in taken {
        let reason = format!("stands in {files} of {of} files of {source}");
        judged.fates[at] = Fate::dropped(RECURRING.0, reason);
        bearings[at] = Some(Bearing::Furniture);
    }
}

/// A series may have one title; when every line above the text that may be one recurs, the nearest stays.
fn keep_a_title(judged: &Judged<'_, '_>, first: usize, taken: &mut Vec<(usize, Found<'_>)>) {
    let may_be_title = |at: usize| {
        let unit = &judged.page.units[at];
        let is_byline = names::behind_label(&unit.text).is_some_and(|rest| names::names(rest).is_some());
        at < first
            && judged.fates[at].is_open()
            && !unit.evidence.full_stop
            && !unit.evidence.stamp_like()
            && !is_byline
    };
    let mut others = taken.iter().map(|&(at, _)| at).peekable();
    let stays = (0..first).any(|at| others.next_if_eq(&at).is_none() && may_be_title(at));
    if let Some(nearest) = taken.iter().rposition(|&(at, _)| may_be_title(at)).filter(|_| !stays) {
        taken.remove(nearest);
    }
}
