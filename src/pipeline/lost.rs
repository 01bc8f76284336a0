//! Decisions that fit nothing: each is reported with its place, and with what was meant where that can be told.

use super::Work;
use crate::clean;
use crate::config::{Curation, closest};
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::model::{Annotated, Display};
use std::collections::BTreeSet;

/// A line that a publisher's decision takes out should be there in one of its articles at least.
pub(super) fn report_strips(curation: &Curation, articles: &[Annotated], diagnostics: &mut Diagnostics) {
    let patterns = curation.sources.values().flat_map(|source| source.strip.iter().map(move |line| (source, line)));
    let patterns: Vec<_> = patterns.collect();
    if patterns.is_empty() {
        return;
    }
    let struck: BTreeSet<&str> = articles
        .iter()
        .flat_map(|article| &article.article.removed)
        .filter(|removal| removal.rule == clean::CURATED_STRIP)
        .map(|removal| removal.text.as_str())
        .collect();
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
pub(super) fn report_publishers(curation: &Curation, articles: &[Annotated], diagnostics: &mut Diagnostics) {
    let is_partial = |display| matches!(display, Some(Display::Excerpt | Display::LinkOnly));
    let withheld = curation.sources.iter().filter(|(_, source)| is_partial(source.display)).collect::<Vec<_>>();
    if withheld.is_empty() {
        return;
    }
    let publishers = articles.iter().filter_map(|article| article.article.metadata.publisher.as_ref());
    let known: BTreeSet<&str> = publishers.map(|publisher| publisher.id.as_str()).collect();
    for (id, source) in withheld.into_iter().filter(|(id, _)| !known.contains(id.as_str())) {
        let message =
            format!("no article that is shown is of the publisher `{id}`, so its `display` withholds nothing");
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
    for takedown in &curation.takedowns {
        // with its page or hash it was there once, and its file may be gone
        let was_there = takedown.slug.is_some() || takedown.sha256.is_some();
        if was_there || ids.contains(takedown.article.as_str()) {
            continue;
        }
        let message = format!("no article has the id `{}`, so this takes nothing down", takedown.article);
        let meant = closest(&takedown.article, ids.iter().copied());
        let help = meant.map_or_else(|| ID_RULE.to_owned(), |meant| format!("did you mean `{meant}`? {ID_RULE}"));
        let fault = Diagnostic::error("B083", message).at(Location::file("curation/takedowns.toml"));
        diagnostics.push(fault.help(help));
    }
    // an article that was taken down may be gone as a file, too
    ids.extend(curation.takedowns.iter().map(|takedown| takedown.article.as_str()));
    let lost = editions.chain(sidecars).chain(corrections).filter(|(id, ..)| !ids.contains(id.as_str()));
    for (nth, (id, at, fault)) in lost.enumerate() {
        // looking for the id that was meant takes time with the number of articles: not for each of a folder that moved
        let meant = if nth < 20 { closest(id, ids.iter().copied()) } else { None };
        let help = meant.map_or_else(|| ID_RULE.to_owned(), |meant| format!("did you mean `{meant}`? {ID_RULE}"));
        diagnostics.push(fault.at(at).help(help));
    }
}

/// Code of the diagnostic that says that an article which is not to be shown cannot be told from the others.
pub const LOST_RIGHTS: &str = "B082";

const ID_RULE: &str =
    "an article's id is the path of its file below the seeds in lower case, with hyphens, without its ending";
