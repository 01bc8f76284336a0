//! Where the article begins and ends.
//!
//! Input: a page with the fates that claims and rules gave, and the bearings of what was dropped. Output: a [`Body`].
//!
//! 1. The [`texture`](super::texture) tells running text from furniture, and what each unit counts.
//! 2. The run with the greatest sum is the body.
//! 3. The first convincing end mark ("Related stories", "37 comments", "Tags: …") cuts it: text behind it must be thinner
//!    than text before it, or look like readers' comments.
//! 4. So does a stretch of furniture behind which the text is much thinner.
//! 5. A page with next to no furniture is taken whole: what is clean already must stay as it is.

use super::dates;
use super::evidence::Ending;
use super::fate::{Fate, Judged};
use super::rules::Bearing;
use super::texture::{COST, Run, Texture, best_runs, best_runs_from};
use crate::model::RawKind;

/// The extent of the article, as places of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Body {
    /// First unit.
    pub(crate) first: usize,
    /// One past the last.
    pub(crate) end: usize,
    /// First unit that is running text.
    pub(crate) lead: usize,
    /// One past the last unit that is running text.
    pub(crate) last_good: usize,
    /// The page is an article and little else.
    pub(crate) whole: bool,
}

/// Words of running text before an end mark is believed.
const ENOUGH: u32 = 60;
/// The same, when they stand in a single paragraph.
const LONG: u32 = 100;
/// Text behind an end mark is the article's only when it is so dense, compared with the text before.
const DENSITY: f32 = 0.5;
/// … and so much of it, compared with what stands before.
const RESUMES: f32 = 0.4;

/// Words of running text before a row of furniture may end the article.
const SETTLED: u32 = 80;
/// Lines of furniture that end an article even on a page with hardly any other.
const LONG_TAIL: usize = 14;

/// Finds the body.
pub(crate) fn find(judged: &Judged<'_, '_>, bearings: &[Option<Bearing>]) -> Body {
    let total = judged.fates.len();
    let texture = Texture::of(judged, bearings);
    let runs = best_runs(&texture.scores);
    let full = runs.last().copied().unwrap_or_default();
    let mut run = first_end_mark(judged, &texture, &runs, full).unwrap_or(full);
    let tail = cut_thin_tail(&texture, &mut run);
    cut_teasers(&texture, &mut run);
    cut_thread(judged, &texture, &mut run);
    let lead = (0..total)
        .find(|&at| judged.is_good(at) || (judged.is_candidate(at) && judged.page.units[at].evidence.is_sentence(5)))
        .unwrap_or(total);
    let furniture = bearings.iter().flatten().filter(|&&bearing| bearing != Bearing::Inside).count();
    let whole = full.score <= 0.0 || (furniture <= (total / 18).max(1) && lead <= 6 && tail < LONG_TAIL);
    if whole {
        run = Run { score: run.score, first: 0, end: total };
    } else {
        skip_masthead(judged, &texture, &mut run);
        reach_back(judged, &mut run);
        while run.first > 0 && judged.is_candidate(run.first - 1) && heads(judged, run.first - 1) {
            run.first -= 1;
        }
    }
    let good = |at: &usize| judged.is_good(*at);
    // a clause without a stop, however long, may be the standfirst
    let sentence = |at: &usize| {
        let evidence = &judged.page.units[*at].evidence;
        judged.is_good(*at) && (evidence.ending != Ending::Open || evidence.row)
    };
    let lead = (run.first..run.end)
        .find(sentence)
        .or_else(|| (run.first..run.end).find(good))
        .unwrap_or(lead.clamp(run.first, run.end.max(run.first)));
    let last_good = (run.first..run.end).rev().find(good).map_or(run.end, |at| at + 1);
    Body { first: run.first, end: run.end, lead, last_good, whole }
}

/// The run before the first end mark behind which no article goes on.
fn first_end_mark(judged: &Judged<'_, '_>, texture: &Texture, runs: &[Run], full: Run) -> Option<Run> {
    let from = best_runs_from(&texture.scores);
    let marks = (1..texture.ends.len()).filter(|&at| texture.ends[at]);
    for mark in marks {
        let before = runs[mark - 1];
        let words = texture.words_in(before.first, before.end);
        let comments = matches!(&judged.fates[mark], Fate::Dropped { rule, .. } if *rule == "comments");
        let readers = readers_write(judged, mark);
        if comments && readers && words >= 25 {
            return Some(before);
        }
        if words < ENOUGH || (before.score < 90.0 && words < LONG) {
            continue;
        }
        if full.end <= mark || readers || (comments && words >= 100) {
            return Some(before);
        }
        // what goes on behind the mark is the article when it is one dense stretch
        let behind = from[mark];
        let density = |run: Run| texture.words_in(run.first, run.end) as f32 / (run.end - run.first).max(1) as f32;
        if behind.score < RESUMES * before.score || density(behind) < DENSITY * density(before) {
            return Some(before);
        }
    }
    None
}

/// Signs of readers' comments behind a mark: "Reply", "2 days ago", "permalink", again and again.
fn readers_write(judged: &Judged<'_, '_>, mark: usize) -> bool {
    let behind = judged.page.units[mark + 1..].iter().take(24);
    behind.filter(|unit| is_comment_sign(unit.evidence.key())).count() >= 2
}

fn is_comment_sign(key: &str) -> bool {
    matches!(
        key,
        "reply" | "permalink" | "report" | "flag" | "upvote" | "like" | "antworten" | "responder" | "ответить"
    ) || key.ends_with(" ago")
        || key.ends_with(" says")
        || key.ends_with(" said")
        || key.starts_with("rating: ")
}

/// A stretch of furniture behind which the text is much thinner ends the article. Lines of that stretch; 0 when none does.
fn cut_thin_tail(texture: &Texture, run: &mut Run) -> usize {
    let cut = stretches(texture, *run).find(|stretch| {
        stretch.lines >= 3
            && (stretch.named >= 1 || stretch.lines >= 6)
            && stretch.contrast < DENSITY
            && stretch.shorter
            && !texture.flows(stretch.end, run.end)
    });
    if let Some(stretch) = cut {
        run.end = stretch.first;
        return stretch.lines;
    }
    0
}

/// Where the contrast is sharpest, a list of teasers ends the article even without a row of furniture before it.
fn cut_teasers(texture: &Texture, run: &mut Run) {
    let sharpest = stretches(texture, *run)
        .filter(|stretch| stretch.contrast < DENSITY && stretch.shorter && texture.lists_teasers(stretch.end, run.end))
        .min_by(|a, b| a.contrast.total_cmp(&b.contrast).then(a.first.cmp(&b.first)));
    if let Some(stretch) = sharpest {
        run.end = stretch.first;
    }
}

/// Heads of readers' comments that make a thread.
const THREAD: usize = 3;
/// How far the next comment's head may be.
const COMMENT_UNITS: usize = 14;

/// A thread of readers' comments without a heading ends the article: name and date, some text, name and date …
fn cut_thread(judged: &Judged<'_, '_>, texture: &Texture, run: &mut Run) {
    let mut heads: Vec<usize> = Vec::new();
    for at in run.first + 1..run.end {
        if !is_comment_head(judged, at) {
            continue;
        }
        if heads.last().is_some_and(|&last| at - last > COMMENT_UNITS) {
            heads.clear();
        }
        heads.push(at);
        if heads.len() >= THREAD && texture.words_in(run.first, heads[0]) >= LONG {
            run.end = heads[0] - 1;
            return;
        }
    }
}

/// A date below a name: at most four words that are no sentence, in a row that nothing else is like.
fn is_comment_head(judged: &Judged<'_, '_>, at: usize) -> bool {
    let (name, date) = (&judged.page.units[at - 1].evidence, &judged.page.units[at].evidence);
    date.stamp_like() && date.stamp.day && name.words <= 4 && name.ending == Ending::Open && !name.stamp_like()
}

/// A row of furniture within a run, with text before and behind it.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// First unit.
    first: usize,
    /// One past the last.
    end: usize,
    /// Lines of furniture in it.
    lines: usize,
    /// Those that a rule knows.
    named: usize,
    /// Words of text a unit behind it, compared with those before.
    contrast: f32,
    /// What stands behind it is not much longer than what stands before.
    shorter: bool,
}

/// The rows of furniture in a run that have enough text before them and anything behind.
fn stretches(texture: &Texture, run: Run) -> impl Iterator<Item = Stretch> {
    let mut at = run.first;
    std::iter::from_fn(move || {
        while at < run.end {
            let first = at;
            let mut lines = 0;
            while at < run.end && (texture.furniture[at] || (lines > 0 && texture.inside[at])) {
                lines += usize::from(texture.furniture[at]);
                at += 1;
            }
            let before = texture.words_in(run.first, first);
            if lines == 0 {
                at += 1;
            } else if at < run.end && before >= SETTLED {
                let named = texture.scores[first..at].iter().filter(|&&score| score <= -COST).count();
                let behind = texture.words_in(at, run.end);
                let ahead = before as f32 / (first - run.first).max(1) as f32;
                let below = (run.end - at) + (at - first) / 2;
                let contrast = behind as f32 / below as f32 / ahead;
                return Some(Stretch { first, end: at, lines, named, contrast, shorter: behind * 2 < before * 3 });
            }
        }
        None
    })
}

/// A byline or date in the first lines of the run ends the masthead: the article begins behind it.
fn skip_masthead(judged: &Judged<'_, '_>, texture: &Texture, run: &mut Run) {
    let enough = (texture.words_in(run.first, run.end) / 8).max(45);
    let start = run.first;
    for at in start..run.end.min(start + 14) {
        if texture.words_in(start, at) > enough {
            break;
        }
        if is_masthead(judged, at) {
            run.first = at + 1;
        }
    }
}

fn is_masthead(judged: &Judged<'_, '_>, at: usize) -> bool {
    let unit = &judged.page.units[at];
    let evidence = &unit.evidence;
    if evidence.row {
        return false;
    }
    evidence.stamp_like()
        || (evidence.words <= 12
            && !evidence.full_stop
            && super::names::behind_label(&unit.text).is_some_and(|rest| super::names::names(rest).is_some()))
        || (evidence.words <= 14 && !evidence.is_sentence(1) && !dates::find(&unit.text).is_empty())
}

/// A subheading by markup, and the line above the rows of a table, belong to what stands below.
fn heads(judged: &Judged<'_, '_>, at: usize) -> bool {
    let units = &judged.page.units;
    let columns = !units[at].evidence.row && units.get(at + 1).is_some_and(|below| below.evidence.row);
    matches!(units[at].kind, RawKind::Heading(2..)) || (columns && units[at].evidence.words >= 3)
}

/// An opening paragraph may stand above captions and credits: reach back to it.
fn reach_back(judged: &Judged<'_, '_>, run: &mut Run) {
    let mut gap = 0;
    for at in (0..run.first).rev() {
        let evidence = &judged.page.units[at].evidence;
        if gap >= 8 || is_masthead(judged, at) {
            return;
        }
        if judged.is_good(at) && evidence.is_sentence(14) {
            run.first = at;
            gap = 0;
        } else {
            gap += 1;
        }
    }
}
