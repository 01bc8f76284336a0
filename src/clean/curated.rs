//! The curator's hand: lines to keep and lines to take out, before any rule is asked.

use super::CleanContext;
use super::fate::{Fate, Judged};
use super::phrases::key;
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::text::fold;

/// Rule of a line that the curator takes out.
pub(crate) const STRIP: (&str, &str) =
    ("curated-strip", "Lines that the curator takes out, in the article's sidecar or for its publisher.");

/// Applies `keep` and `strip` of the sidecar and `strip` of the publishers that the page names.
pub(crate) fn apply(judged: &mut Judged<'_, '_>, context: CleanContext<'_>, diagnostics: &mut Diagnostics) {
    for (_, source) in context.sources.iter().filter(|(_, source)| !source.strip.is_empty()) {
        if names_source(judged, context, source) {
            for line in &source.strip {
                strike(judged, line, "the curator takes this line out of this publisher's articles");
            }
        }
    }
    let Some(sidecar) = context.sidecar else { return };
    for line in &sidecar.strip {
        if strike(judged, line, "the curator takes this line out") == 0 {
            diagnostics.push(unmatched("B031", "strip", line, &sidecar.path));
        }
    }
    for line in &sidecar.keep {
        let matched = places(judged, line);
        if matched.is_empty() {
            diagnostics.push(unmatched("B030", "keep", line, &sidecar.path));
        }
        for at in matched {
            judged.fates[at] = Fate::Kept;
        }
    }
}

fn unmatched(code: &'static str, list: &str, line: &str, path: &str) -> Diagnostic {
    Diagnostic::warning(code, format!("`{list}` names a line that the article does not have: “{line}”"))
        .at(Location::file(path))
        .help("the line is compared as a whole; copy it from the source file, or take the entry out")
}

fn strike(judged: &mut Judged<'_, '_>, line: &str, reason: &'static str) -> usize {
    let matched = places(judged, line);
    for &at in &matched {
        judged.fates[at] = Fate::dropped(STRIP.0, reason);
    }
    matched.len()
}

/// Units that are the line. Case, accents and marks at the ends do not count; a trailing `…` stands for any rest.
fn places(judged: &Judged<'_, '_>, line: &str) -> Vec<usize> {
    let open = line.trim_end().ends_with('…');
    let wanted = key(line.trim_end().trim_end_matches('…'));
    let whole = fold(&crate::text::tidy(line));
    if wanted.is_empty() {
        return Vec::new();
    }
    let units = judged.page.units.iter().enumerate();
    units
        .filter(|(_, unit)| match &unit.evidence.key {
            Some(own) if open => own.starts_with(wanted.as_str()),
            Some(own) => *own == wanted,
            None if open => fold(&unit.text).starts_with(fold(line.trim_end().trim_end_matches('…')).trim()),
            None => fold(&unit.text) == whole,
        })
        .map(|(at, _)| at)
        .collect()
}

/// Whether the page says that it is this publisher's, in its metadata or the curator's.
fn names_source(judged: &Judged<'_, '_>, context: CleanContext<'_>, source: &crate::config::SourceDecision) -> bool {
    let document = judged.page.document;
    let front = document.front_matter.as_ref();
    let named = [
        context.sidecar.and_then(|sidecar| sidecar.source.as_ref()),
        front.and_then(|front| front.source.as_ref()),
        document.markup.site_name.as_ref(),
    ];
    let addresses = [
        context.sidecar.and_then(|sidecar| sidecar.url.as_ref()),
        front.and_then(|front| front.url.as_ref()),
        document.markup.url.as_ref(),
    ];
    let known: Vec<String> = source.name.iter().chain(&source.matches).map(|name| fold(name)).collect();
    let by_name = named.into_iter().flatten().any(|name| known.contains(&fold(name)));
    let by_address = addresses
        .into_iter()
        .flatten()
        .any(|url| source.matches.iter().any(|host| host.contains('.') && url.contains(host.as_str())));
    // plain text names its publisher in a line of its own
    let by_line = || {
        judged.page.units.iter().any(|unit| {
            let key = unit.evidence.key();
            !key.is_empty()
                && unit.evidence.words <= 16
                && known.iter().any(|name| {
                    key == name || key.ends_with(&format!(": {name}")) || key.starts_with(&format!("© 0 {name}"))
                })
        })
    };
    by_name || by_address || by_line()
}
