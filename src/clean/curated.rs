//! The curator's hand: lines to keep and lines to take out, before any rule is asked.
//!
//! Input: a page of which nothing is decided, and the decisions of its sidecar and of `sources.toml`. Each unit that a
//! decision names gets its fate; a decision that names none, or far too much, is reported with its place.
//!
//! 1. `strip` of the publishers that the page names. 2. `strip` of the sidecar. 3. `keep` of the sidecar, which wins.

use super::CleanContext;
use super::fate::{Fate, Judged};
use crate::config::{LineDecision, SourceDecision};
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::text::{fold, tidy};
use rustc_hash::FxHashMap;

/// Rule of a line that the curator takes out.
pub(crate) const STRIP: (&str, &str) =
    ("curated-strip", "Lines that the curator takes out, in the article's sidecar or for its publisher.");

/// A pattern that takes more of a text than this, in percent, is more often a slip than a wish.
const MUCH: u32 = 30;

/// Applies `keep` and `strip` of the sidecar and `strip` of the publishers that the page names.
pub(crate) fn apply(judged: &mut Judged<'_, '_>, context: CleanContext<'_>, diagnostics: &mut Diagnostics) {
    let striking = |source: &&SourceDecision| !source.strip.is_empty();
    let sources: Vec<&SourceDecision> = context.sources.values().filter(striking).collect();
    let of_article = context.sidecar.filter(|sidecar| !sidecar.strip.is_empty() || !sidecar.keep.is_empty());
    if sources.is_empty() && of_article.is_none() {
        return;
    }
    let lines = PageLines::of(judged);
    for source in sources {
        if !names_source(judged, context, source) {
            continue;
        }
        for decision in &source.strip {
            let places = lines.places(&decision.text);
            strike(judged, &places, "the curator takes this line out of this publisher's articles");
            diagnostics.extend(too_much(judged, &places, decision, &source.path));
        }
    }
    let Some(sidecar) = of_article else { return };
    for decision in &sidecar.strip {
        let places = lines.places(&decision.text);
        strike(judged, &places, "the curator takes this line out");
        if places.is_empty() {
            diagnostics.push(unmatched("B031", "strip", decision, &sidecar.path));
        }
        diagnostics.extend(too_much(judged, &places, decision, &sidecar.path));
    }
    for decision in &sidecar.keep {
        let mut places = lines.places(&decision.text);
        if places.is_empty() {
            // a line of the file may be a part of a hard-wrapped paragraph
            places = paragraphs_with(judged, &decision.text);
        }
        if places.is_empty() {
            diagnostics.push(unmatched("B030", "keep", decision, &sidecar.path));
        }
        for at in places {
            judged.fates[at] = Fate::Kept;
        }
    }
}

/// Whether a line is the one that a decision names. Case, accents and marks at the ends do not count; `…` stands for any
/// text.
pub fn fits(decision: &str, line: &str) -> bool {
    Pattern::new(decision).fits(&comparable(line))
}

/// What lines are compared by.
fn comparable(text: &str) -> String {
    let folded = fold(&tidy(text));
    let inner = folded.trim_matches(|c: char| !c.is_alphanumeric());
    // a line of marks alone is compared as it stands
    if inner.is_empty() { folded } else { inner.to_owned() }
}

/// A decision's line: pieces with any text between them.
struct Pattern {
    pieces: Vec<String>,
    starts_open: bool,
    ends_open: bool,
}

impl Pattern {
    fn new(decision: &str) -> Self {
        let line = tidy(decision);
        let is_open = line.contains('…');
        let pieces: Vec<String> = if is_open {
            let pieces = line.split('…').map(|piece| fold(piece.trim()));
            pieces.map(|piece| piece.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).collect()
        } else {
            vec![comparable(&line)]
        };
        let (starts_open, ends_open) = (is_open && line.starts_with('…'), is_open && line.ends_with('…'));
        Self { pieces: pieces.into_iter().filter(|piece| !piece.is_empty()).collect(), starts_open, ends_open }
    }

    fn fits(&self, line: &str) -> bool {
        let (Some(first), Some(last)) = (self.pieces.first(), self.pieces.last()) else { return false };
        if self.pieces.len() == 1 && !self.starts_open && !self.ends_open {
            return line == first;
        }
        let mut rest = line;
        if !self.starts_open {
            let Some(behind) = rest.strip_prefix(first.as_str()) else { return false };
            rest = behind;
        }
        if !self.ends_open {
            let Some(before) = rest.strip_suffix(last.as_str()) else { return false };
            rest = before;
        }
        let inner = usize::from(!self.starts_open)..self.pieces.len() - usize::from(!self.ends_open);
        self.pieces.get(inner).unwrap_or_default().iter().all(|piece| match rest.find(piece.as_str()) {
            Some(at) => {
                rest = &rest[at + piece.len()..];
                true
            }
            None => false,
        })
    }
}

/// The lines of a page, ready to be looked up.
struct PageLines {
    texts: Vec<String>,
    by_text: FxHashMap<u64, Vec<usize>>,
}

impl PageLines {
    fn of(judged: &Judged<'_, '_>) -> Self {
        let texts: Vec<String> = judged.page.units.iter().map(|unit| comparable(&unit.text)).collect();
        let mut by_text: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (at, text) in texts.iter().enumerate() {
            by_text.entry(super::evidence::hash(text)).or_default().push(at);
        }
        Self { texts, by_text }
    }

    /// Units that a decision names.
    fn places(&self, decision: &str) -> Vec<usize> {
        let pattern = Pattern::new(decision);
        let fits = |at: &usize| pattern.fits(&self.texts[*at]);
        match pattern.pieces.as_slice() {
            [whole] if !pattern.starts_open && !pattern.ends_open => {
                let same = self.by_text.get(&super::evidence::hash(whole));
                same.into_iter().flatten().copied().filter(fits).collect()
            }
            _ => (0..self.texts.len()).filter(fits).collect(),
        }
    }
}

/// Hard-wrapped paragraphs that have a line of the file that a decision names.
fn paragraphs_with(judged: &Judged<'_, '_>, decision: &str) -> Vec<usize> {
    let pattern = Pattern::new(decision);
    let blocks = &judged.page.document.blocks;
    let units = judged.page.units.iter().enumerate().filter(|(_, unit)| unit.raws.len() > 1);
    units
        .filter(|(_, unit)| unit.raws.clone().any(|raw| pattern.fits(&comparable(&blocks[raw].text))))
        .map(|(at, _)| at)
        .collect()
}

fn strike(judged: &mut Judged<'_, '_>, places: &[usize], reason: &'static str) {
    for &at in places {
        judged.fates[at] = Fate::dropped(STRIP.0, reason);
    }
}

fn unmatched(code: &'static str, list: &str, decision: &LineDecision, path: &str) -> Diagnostic {
    Diagnostic::error(code, format!("`{list}` names a line that the article does not have: “{}”", decision.text))
        .at(Location::line(path, decision.line))
        .help("the line is compared as a whole, `…` stands for any text; copy it from the source file, or take the entry out")
}

/// A warning when a decision takes out a large part of a page.
fn too_much(judged: &Judged<'_, '_>, places: &[usize], decision: &LineDecision, path: &str) -> Option<Diagnostic> {
    let words = |at: usize| u64::from(judged.page.units[at].evidence.words);
    let struck: u64 = places.iter().map(|&at| words(at)).sum();
    let all: u64 = (0..judged.page.units.len()).map(words).sum();
    if struck * 100 <= all * u64::from(MUCH) {
        return None;
    }
    let (share, file) = (struck * 100 / all.max(1), &judged.page.document.source.path);
    let message = format!("`strip` takes out {share} % of the text of {file}: “{}”", decision.text);
    let found = Diagnostic::warning("B033", message).at(Location::line(path, decision.line));
    Some(found.help("it was done; write more of the line, so that it fits this line alone"))
}

/// Whether the page says that it is this publisher's, in its metadata or the curator's.
fn names_source(judged: &Judged<'_, '_>, context: CleanContext<'_>, source: &SourceDecision) -> bool {
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

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_line_is_compared_as_a_whole() {
        assert!(fits("read more about it", "READ MORE ABOUT IT!"));
        assert!(!fits("read more", "Read more about it"));
        assert!(!fits("Day 3", "Day 4"), "digits count");
        assert!(fits("* * *", "* * *") && !fits("* * *", "—"));
    }

    #[test]
    fn an_ellipsis_stands_for_any_text() {
        for pattern in ["Follow us on…", "…for updates", "Follow … for updates", "…on Telegram…", "…us…updates"]
        {
            assert!(fits(pattern, "Follow us on Telegram for updates."), "{pattern}");
        }
        for pattern in [
            "Follow us on … and X",
            "…on Facebook…",
            "…updates…us…",
            "us on…",
            "Follow us on Telegram for…Telegram for updates",
        ] {
            assert!(!fits(pattern, "Follow us on Telegram for updates."), "{pattern}");
        }
    }
}
