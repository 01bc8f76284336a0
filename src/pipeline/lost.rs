//! Decisions that fit nothing: each is reported with its place, and with what was meant where that can be told.

use super::{Found, Work};
use crate::clean;
use crate::config::{Curation, LOST_RIGHTS, Takedown, closest};
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::model::{CleanArticle, Display, Recognised};
use std::collections::BTreeSet;

/// Decisions that fit none of the articles.
pub(super) fn report_unfit(curation: &Curation, works: &[Work], found: &Found, diagnostics: &mut Diagnostics) {
    report_strips(curation, found, diagnostics);
    report_publishers(curation, found, diagnostics);
    report_idle_takedowns(curation, works, found, diagnostics);
}

/// A line that a publisher's decision takes out should be there in one of its articles at least.
fn report_strips(curation: &Curation, found: &Found, diagnostics: &mut Diagnostics) {
    let patterns = curation.sources.values().flat_map(|source| source.strip.iter().map(move |line| (source, line)));
    let patterns: Vec<_> = patterns.collect();
    if patterns.is_empty() {
        return;
    }
    let removed = found.articles.iter().flat_map(|article| &article.article.removed);
    let struck = removed.filter(|removal| removal.rule == clean::CURATED_STRIP).map(|removal| &removal.text);
    let struck: BTreeSet<&str> =
        struck.chain(found.hidden.iter().flat_map(|hidden| &hidden.struck)).map(String::as_str).collect();
    for (source, line) in patterns {
        if !struck.iter().any(|text| clean::decision_fits(&line.text, text)) {
            let message = format!("`strip` of a source names a line that none of its articles has: “{}”", line.text);
            let lost = Diagnostic::warning("B034", message).at(Location::line(source.path.clone(), line.line));
            diagnostics
                .push(lost.help("`…` stands for any text; copy the line from a source file, or take the entry out"));
        }
    }
}

/// A publisher whose texts are to be withheld should have some: else its articles may go by another name, and are shown.
/// One without a name is called by something that is no name.
fn report_publishers(curation: &Curation, found: &Found, diagnostics: &mut Diagnostics) {
    if curation.sources.is_empty() {
        return;
    }
    let publishers = || found.articles.iter().filter_map(|article| article.article.metadata.publisher.as_ref());
    let called: BTreeSet<(&str, &str)> = publishers().map(|it| (it.id.as_str(), it.name.as_str())).collect();
    for (id, source) in curation.sources.iter().filter(|(_, source)| source.name.is_none()) {
        let name = source.shown_name(id);
        if called.contains(&(id.as_str(), name)) {
            let message = format!("the publisher `{id}` has no name, so pages call it “{name}”");
            let fault = Diagnostic::warning("B087", message).at(Location::line(source.path.clone(), source.line));
            diagnostics.push(fault.help(format!("write its `name` below [source.{id}]")));
        }
    }
    let withheld = curation.sources.iter().filter(|(_, source)| source.display > Some(Display::Full));
    let hidden = found.hidden.iter().filter_map(|hidden| hidden.publisher.as_deref());
    let known: BTreeSet<&str> = publishers().map(|publisher| publisher.id.as_str()).chain(hidden).collect();
    // several tables for one publisher are one: all hold for its articles
    let first = |id: &str| curation.sources.get(id).map(|source| source.first.as_str());
    let known: BTreeSet<&str> = known.into_iter().filter_map(first).collect();
    for (id, source) in withheld.filter(|(id, source)| source.first == **id && !known.contains(id.as_str())) {
        let message = format!("no article is known to be of the publisher `{id}`, so its `display` withholds nothing");
        let fault = Diagnostic::warning("B084", message).at(Location::line(source.path.clone(), source.line));
        diagnostics.push(fault.help("`name` and `matches` say by which names its articles are known"));
    }
}

/// Editions and sidecars must name articles that there are, shown or hidden.
pub(super) fn report_ids(curation: &Curation, works: &[Work], diagnostics: &mut Diagnostics) {
    let mut ids: BTreeSet<&str> = works.iter().map(|work| work.id.as_str()).collect();
    let editions = curation.editions.iter().flat_map(|edition| {
        let listed = edition.lead.iter().chain(&edition.articles);
        listed.map(|id| {
            let message = format!("the edition lists `{id}`, and there is no such article");
            (id, Location::file(edition.path.clone()), Diagnostic::error("B008", message))
        })
    });
    let sidecars = curation.sidecars.iter().map(|(id, sidecar)| {
        let fault = if sidecar.display.is_some_and(|display| display != Display::Full) {
            let message =
                format!("no article has the id `{id}`, whose text this sidecar withholds, so nothing is built");
            Diagnostic::error(LOST_RIGHTS, message)
        } else {
            Diagnostic::error("B043", format!("no article has the id `{id}`, so this sidecar decides nothing"))
        };
        (id, Location::file(sidecar.path.clone()), fault)
    });
    let corrections = curation.corrections.iter().filter_map(|correction| {
        let id = correction.article.as_ref()?;
        let message = format!("no article has the id `{id}`, so nothing shows this correction");
        Some((id, Location::line(correction.path.clone(), correction.line), Diagnostic::error("B081", message)))
    });
    report_takedowns(curation, works, &ids, diagnostics);
    // an article that was taken down may be gone as a file, too
    ids.extend(curation.takedowns.iter().map(|takedown| takedown.article.as_str()));
    let lost = editions.chain(sidecars).chain(corrections).filter(|(id, ..)| !ids.contains(id.as_str()));
    for (nth, (id, at, fault)) in lost.enumerate() {
        let meant = if nth < MOST_LIKELY { closest(id, ids.iter().copied()) } else { None };
        let help = meant.map_or_else(|| ID_RULE.to_owned(), |meant| format!("did you mean `{meant}`? {ID_RULE}"));
        diagnostics.push(fault.at(at).help(help));
    }
}

/// An entry that is known by its id alone, and whose id no article has, may be a slip of the pen; what it means would be shown.
fn report_takedowns(curation: &Curation, works: &[Work], ids: &BTreeSet<&str>, diagnostics: &mut Diagnostics) {
    // with anything else it was there once, and its file may be gone
    let is_by_id = |it: &&Takedown| it.file.is_none() && it.slug.is_none() && it.url.is_none() && it.sha256.is_none();
    let by_id: Vec<&Takedown> =
        curation.takedowns.iter().filter(is_by_id).filter(|it| !ids.contains(it.article.as_str())).collect();
    if by_id.is_empty() {
        return;
    }
    // ids that files would have without others beside them
    let base: BTreeSet<String> = works.iter().map(|work| super::id_of_path(&work.file.relative)).collect();
    for (nth, takedown) in by_id.into_iter().filter(|takedown| !base.contains(&takedown.article)).enumerate() {
        let message =
            format!("no article has the id `{}`, so it may still be shown: nothing is built", takedown.article);
        let meant = if nth < MOST_LIKELY { closest(&takedown.article, ids.iter().copied()) } else { None };
        let meant = meant.map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
        let fault = Diagnostic::error(LOST_TAKEDOWN, message);
        let help = format!("{meant}{ID_RULE}; if its file is gone, add file = \"its path below seeds\"");
        diagnostics.push(fault.at(Location::line(takedown.path.clone(), takedown.line)).help(help));
    }
}

/// An entry that no file falls under is one whose file is gone, or a slip of the pen: where its id is nearly that of an
/// article, it is likely enough that this one is meant.
fn report_idle_takedowns(curation: &Curation, works: &[Work], found: &Found, diagnostics: &mut Diagnostics) {
    // an entry with an id alone has been reported
    let is_known_by_more = |it: &&Takedown| [&it.file, &it.slug, &it.url, &it.sha256].into_iter().any(Option::is_some);
    let idle = curation.takedowns.iter().filter(|it| !found.taken_down.contains(&it.line)).filter(is_known_by_more);
    // each takes time with the number of articles
    for takedown in idle.take(MOST_LIKELY.max(COMPARED / works.len().max(1))) {
        let others = works.iter().map(|work| work.id.as_str());
        let Some(meant) = closest(&takedown.article, others.filter(|id| takedown.except.iter().all(|it| it != id)))
        else {
            continue;
        };
        let message =
            format!("no file is known to be `{}`, which was taken down, and `{meant}` is shown", takedown.article);
        let help = format!(
            "if that is the one, `briefing takedown {meant}` takes it down; if not, write except = [\"{meant}\"] into this entry"
        );
        let fault = Diagnostic::warning(LOST_TAKEDOWN, message).help(help);
        diagnostics.push(fault.at(Location::line(takedown.path.clone(), takedown.line)));
    }
}

/// What was withheld in doubt is said, with both ways out.
pub(super) fn report_doubt(article: &CleanArticle, entry: &Takedown, how: Recognised, diagnostics: &mut Diagnostics) {
    let like = match how {
        Recognised::Certainly => return,
        Recognised::ByAddress => "has the address",
        Recognised::ById => "has the id",
        Recognised::ByTitle => "has the title",
    };
    let id = &article.id;
    let message = format!("withheld, since it {like} of `{}`, which was taken down", entry.article);
    let help = format!(
        "if it is the same, `briefing takedown {id}` says so; if not, write except = [\"{id}\"] into the entry ({}:{})",
        entry.path, entry.line
    );
    diagnostics.push(Diagnostic::warning("B085", message).at(Location::file(&article.source.path)).help(help));
}

/// Code of the diagnostic that says that an article which was taken down may be shown.
pub const LOST_TAKEDOWN: &str = "B083";

/// Looking for the id that was meant takes time with the number of articles: so often, not for each of a folder that moved.
const MOST_LIKELY: usize = 20;

/// Ids that are compared in all when there are few articles.
const COMPARED: usize = 200_000;

const ID_RULE: &str =
    "an article's id is the path of its file below the seeds in lower case, with hyphens, without its ending";
