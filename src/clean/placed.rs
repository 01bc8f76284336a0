//! What only its place tells: lines before the start, behind the end, and among furniture.
//!
//! Input: a page whose article has been found and whose metadata has been read. Each undecided unit gets its fate.

use super::body::Body;
use super::evidence::Ending;
use super::fate::{Fate, Judged};
use crate::model::{RawKind, Region, Role};

/// Rules of place, for the documentation: id and what they take out.
pub(crate) const PLACES: [(&str, &str); 4] = [
    ("before-article", "What stands above the article: mastheads, menus, labels that no other rule knows."),
    ("after-article", "What stands below the end of the article."),
    ("boxed-lines", "Short lines below the heading of a related, most-read, newsletter or comment box."),
    ("stray-lines", "Short lines that belong to no paragraph and stand among page furniture."),
];

/// Decides what is still open.
pub(crate) fn decide(judged: &mut Judged<'_, '_>, body: Body) {
    outside(judged, body);
    boxes(judged);
    let mut at = body.first;
    while at < body.end {
        if !is_undecided(judged, at) {
            at += 1;
            continue;
        }
        let mut to = at;
        while to < body.end && is_undecided(judged, to) {
            to += 1;
        }
        strays(judged, at..to, body);
        at = to;
    }
}

/// Short, no sentence: neither text nor furniture by itself.
fn is_undecided(judged: &Judged<'_, '_>, at: usize) -> bool {
    let unit = &judged.page.units[at];
    judged.fates[at].is_open()
        && !unit.evidence.good
        && !unit.evidence.is_sentence(3)
        && !unit.is_structural()
        && !matches!(unit.kind, RawKind::Heading(_) | RawKind::ListItem { .. } | RawKind::Quote)
}

fn outside(judged: &mut Judged<'_, '_>, body: Body) {
    // the lead picture stands between title and text
    let title = judged.fates.iter().position(|fate| *fate == Fate::Says(Role::Title));
    let pictures_from = title.unwrap_or(body.first.saturating_sub(4));
    // lines between lines that the markup speaks for are the article's, however short
    let vouched_to = (body.end..judged.fates.len()).rev().find(|&at| is_vouched_for(judged, at)).unwrap_or(body.end);
    let vouched_from = (0..body.first).find(|&at| is_vouched_for(judged, at)).unwrap_or(body.first);
    for at in 0..judged.fates.len() {
        let outside = at < body.first || at >= body.end;
        if !outside || !matches!(judged.fates[at], Fate::Open | Fate::Figure(..) | Fate::Embed(_) | Fate::Pulled) {
            continue;
        }
        if at < body.first && at >= pictures_from && matches!(judged.fates[at], Fate::Figure(..)) {
            continue;
        }
        let spoken_for = (vouched_from..body.first).contains(&at) || (body.end..vouched_to).contains(&at);
        let between = spoken_for && (is_inside(judged, at) || goes_on_list(judged, at));
        if is_vouched_for(judged, at) || (between && !is_stamp(judged, at)) {
            continue;
        }
        judged.fates[at] = if at < body.first {
            Fate::dropped("before-article", "above the beginning of the article")
        } else {
            Fate::dropped("after-article", "below the end of the article")
        };
    }
}

/// Whether the page's markup speaks for a unit that its place speaks against: it stands in the article's own container
/// and is neither a link nor a stamp.
fn is_vouched_for(judged: &Judged<'_, '_>, at: usize) -> bool {
    let unit = &judged.page.units[at];
    let evidence = &unit.evidence;
    if !judged.fates[at].is_open() || unit.region != Region::Article || !is_inside(judged, at) {
        return false;
    }
    match unit.kind {
        RawKind::Heading(_) => {
            judged.page.get(Some(at + 1)).is_some_and(|next| !next.is_heading()) && is_inside(judged, at + 1)
        }
        _ => evidence.words >= 3 && !is_stamp(judged, at),
    }
}

/// Whether a unit, though a link, is the next item of a list of the article.
fn goes_on_list(judged: &Judged<'_, '_>, at: usize) -> bool {
    let list = |at: Option<usize>| match judged.page.get(at)?.kind {
        RawKind::ListItem { list, .. } => Some(*list),
        _ => None,
    };
    let above = at.checked_sub(1);
    list(Some(at)).is_some()
        && list(Some(at)) == list(above)
        && judged.fates[at].is_open()
        && above.is_some_and(|above| is_inside(judged, above))
}

/// Whether a unit stands in the article's container and is no link and no heading of the page.
fn is_inside(judged: &Judged<'_, '_>, at: usize) -> bool {
    let unit = &judged.page.units[at];
    judged.page.has_container
        && matches!(unit.region, Region::Article | Region::Figure)
        && matches!(judged.fates[at], Fate::Open | Fate::Figure(..) | Fate::Embed(_))
        && unit.evidence.linked < 0.5
        && !matches!(unit.kind, RawKind::Heading(1))
}

/// Whether a line says when the page was made; dated lines between dated lines are a calendar.
fn is_stamp(judged: &Judged<'_, '_>, at: usize) -> bool {
    let is_dated =
        |at: Option<usize>| judged.page.get(at).is_some_and(|unit| unit.evidence.stamp.day || unit.evidence.stamp.time);
    let evidence = &judged.page.units[at].evidence;
    let looks_so = evidence.stamp_like()
        || (is_dated(Some(at)) && evidence.ending == Ending::Open && (evidence.stamp.label || evidence.words <= 4));
    looks_so && (evidence.stamp.label || !is_dated(at.checked_sub(1)) || !is_dated(Some(at + 1)))
}

/// Rules whose labels head a box.
const BOXED: [&str; 6] = ["related-link", "ranking", "newsletter", "comments", "navigation", "author-box"];

/// Lines below the heading of a box belong to it, up to the next real paragraph.
fn boxes(judged: &mut Judged<'_, '_>) {
    let mut at = 0;
    while at < judged.fates.len() {
        let Some(reason) = box_reason(judged, at) else {
            at += 1;
            continue;
        };
        let mut to = at + 1;
        while to < judged.fates.len() && goes_on(judged, to) {
            if judged.fates[to].is_open() {
                judged.fates[to] = Fate::dropped("boxed-lines", reason);
            }
            to += 1;
        }
        at = to;
    }
}

fn box_reason(judged: &Judged<'_, '_>, at: usize) -> Option<&'static str> {
    let Fate::Dropped { rule, .. } = &judged.fates[at] else { return None };
    let unit = &judged.page.units[at];
    // "Most read in sport" heads a list whatever it goes on to name; "Read more: …" is a link by itself
    let label = !unit.evidence.says.whole.is_empty() || *rule == "ranking";
    if !label || unit.evidence.words > 8 || !BOXED.contains(rule) {
        return None;
    }
    Some(match *rule {
        "comments" => "part of a comment box",
        "newsletter" => "part of a subscription box",
        "author-box" => "part of a box about the author",
        _ => "headline of another article in a list of links",
    })
}

/// A line goes on with a box when it is already dropped, or is no paragraph of the article.
fn goes_on(judged: &Judged<'_, '_>, at: usize) -> bool {
    let unit = &judged.page.units[at];
    let evidence = &unit.evidence;
    match &judged.fates[at] {
        Fate::Dropped { rule, .. } => !BOXED.contains(rule) || evidence.says.whole.is_empty(),
        Fate::Open => {
            let item = matches!(unit.kind, RawKind::ListItem { .. }) && evidence.words <= 20;
            let headline = !evidence.full_stop && evidence.ending != Ending::Colon && evidence.words <= 18;
            (item || headline) && !unit.is_heading() && !unit.is_structural()
        }
        Fate::Kept | Fate::Says(_) | Fate::Figure(..) | Fate::Embed(_) | Fate::Pulled => false,
    }
}

/// A run of short lines inside the body: subheads and lists stay, what stands among furniture goes.
fn strays(judged: &mut Judged<'_, '_>, run: std::ops::Range<usize>, body: Body) {
    if body.whole {
        return;
    }
    let kept = |at: Option<usize>| at.is_some_and(|at| judged.fates.get(at).is_some_and(|fate| !fate.is_dropped()));
    let units = &judged.page.units;
    let above = run.start.checked_sub(1).filter(|&at| at >= body.first);
    // a mark or a picture's name may stand between a list and the text around it
    let text_near = |places: &mut dyn Iterator<Item = usize>| {
        places.take(3).find(|&at| !judged.fates[at].is_dropped()).is_some_and(|at| judged.is_good(at))
    };
    let text_above = kept(above) || text_near(&mut (body.first..run.start).rev());
    let text_below = run.end < body.end && (kept(Some(run.end)) || text_near(&mut (run.end..body.end)));
    let announced =
        above.is_some_and(|at| units[at].evidence.ending == Ending::Colon && !judged.fates[at].is_dropped());
    // the names of a table's columns stand above its rows
    let announced = announced || units.get(run.end).is_some_and(|below| below.evidence.row);
    let dated = run.clone().filter(|&at| units[at].evidence.stamp.day).count();
    let run_of = run.len();
    let mut drop = Vec::new();
    for at in run {
        let evidence = &units[at].evidence;
        let dated_line = evidence.stamp.day || evidence.stamp.time;
        let stays = if announced || is_vouched_for(judged, at) {
            true
        } else if at >= body.last_good {
            text_above && run_of <= 2 && evidence.words >= 6 && !dated_line
        } else if at < body.lead || (dated >= 2 && dated * 3 >= run_of) {
            false
        } else if text_above && text_below {
            run_of <= 12 || evidence.words >= 3
        } else if text_above || text_below {
            run_of <= 4 && !dated_line
        } else {
            evidence.words >= 12 || (run_of <= 2 && !dated_line)
        };
        if !stays {
            drop.push(at);
        }
    }
    for at in drop {
        judged.fates[at] = Fate::dropped("stray-lines", "short line among page furniture");
    }
}
