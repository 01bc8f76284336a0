//! What a build did, in words and as JSON. The counts add up: every file that was found is an article or among those not
//! read, every file of the site was added, changed, left or removed.

use super::ui::Verbosity;
use super::wording::{by_kind, counted, number, printable};
use crate::diag::{Diagnostics, Severity};
use crate::model::{Article, EntityKind, Origin, Removal, SkipReason, Skipped};
use crate::output::WriteReport;
use crate::pipeline::Planned;
use crate::text::Lines;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

/// So many files or names of one sort are listed one by one; of more, the first of them and a count.
const LISTED: usize = 5;

/// A finished build.
#[derive(Debug, Clone, Copy)]
pub(super) struct Summary<'a> {
    pub(super) folder: &'a Path,
    pub(super) planned: &'a Planned,
    /// `None` when nothing was written.
    pub(super) written: Option<&'a WriteReport>,
    pub(super) diagnostics: &'a Diagnostics,
    pub(super) took: Duration,
}

impl Summary<'_> {
    /// For people.
    pub(super) fn text(&self, verbosity: Verbosity) -> String {
        let briefing = &self.planned.briefing;
        let mut out = String::new();
        let mut line = |name: &str, text: &str| {
            // writing to a string cannot fail
            let _ = writeln!(out, "{name:<10} {text}");
        };
        line("files", &self.files());
        for text in not_read(&briefing.skipped, verbosity) {
            line("", &text);
        }
        line("removed", &self.removed());
        let with_page = briefing.entities.iter().filter(|entity| entity.has_page).count();
        line("entities", &format!("{}; {} with a page", by_kind(briefing), number(with_page)));
        line("topics", &number(briefing.topics.len()));
        line("pages", &number(self.planned.plan.pages.len()));
        for (at, text) in self.curator(verbosity).iter().enumerate() {
            line(if at == 0 { "to curate" } else { "" }, text);
        }
        line("site", &self.site());
        line("time", &format!("{:.2} s", self.took.as_secs_f64()));
        out
    }

    fn files(&self) -> String {
        let briefing = &self.planned.briefing;
        let found = counted(self.planned.files, "file", "files");
        let articles = counted(briefing.articles.len(), "article", "articles");
        format!("{found}: {articles}, {} not read", number(briefing.skipped.len()))
    }

    fn removed(&self) -> String {
        let (lines, passages) = self.removals();
        format!("{} in {}", counted(lines, "line", "lines"), counted(passages, "passage", "passages"))
    }

    /// Lines of which something was removed, and removals.
    fn removals(&self) -> (usize, usize) {
        let articles = &self.planned.briefing.articles;
        let ledgers = || articles.iter().map(|article| &article.annotated.article.removed);
        (ledgers().map(|ledger| lines_of(ledger)).sum(), ledgers().map(Vec::len).sum())
    }

    fn site(&self) -> String {
        let Some(written) = self.written else { return "not written".to_owned() };
        let mut parts = Vec::new();
        for (count, what) in [
            (written.added, "new"),
            (written.changed, "changed"),
            (written.same, "unchanged"),
            (written.removed, "removed"),
        ] {
            if count > 0 {
                parts.push(format!("{} {what}", number(count)));
            }
        }
        let files = counted(written.added + written.changed + written.same, "file", "files");
        format!("{files} in {}: {}", printable(&self.folder.display().to_string()), parts.join(", "))
    }

    fn curator(&self, verbosity: Verbosity) -> Vec<String> {
        let mut out = Vec::new();
        let mut add = |one: &str, many: &str, names: Vec<String>| {
            if !names.is_empty() {
                let count = counted(names.len(), one, many);
                out.push(format!("{count}: {}", listed(&names, verbosity)));
            }
        };
        let unresolved: Vec<String> = self.unresolved().keys().map(|name| (*name).to_owned()).collect();
        add("name unresolved", "names unresolved", unresolved);
        add("article without a date", "articles without a date", self.paths_of(is_undated));
        add("title made from the text", "titles made from the text", self.paths_of(has_derived_title));
        out
    }

    fn paths_of(&self, is_meant: fn(&Article) -> bool) -> Vec<String> {
        let articles = self.planned.briefing.articles.iter().filter(|article| is_meant(article));
        let mut paths: Vec<String> = articles.map(|article| article.annotated.article.source.path.clone()).collect();
        paths.sort();
        paths
    }

    /// Unresolved names with the files that use them.
    fn unresolved(&self) -> BTreeMap<&str, Vec<&str>> {
        let briefing = &self.planned.briefing;
        let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, article) in &briefing.unresolved {
            let path = &briefing.article(*article).annotated.article.source.path;
            names.entry(name).or_default().push(path);
        }
        names
    }

    /// For machines: one object on one line.
    pub(super) fn json(&self) -> String {
        let briefing = &self.planned.briefing;
        let (lines, passages) = self.removals();
        let entities: BTreeMap<&str, usize> = EntityKind::ALL
            .map(|kind| (kind.name(), briefing.entities.iter().filter(|entity| entity.kind == kind).count()))
            .into();
        let unresolved: Vec<Value> =
            self.unresolved().into_iter().map(|(name, paths)| json!({ "name": name, "articles": paths })).collect();
        let skipped: Vec<Value> =
            briefing.skipped.iter().map(|s| json!({ "path": s.path, "reason": s.reason.to_string() })).collect();
        let site = self.written.map(|written| {
            json!({
                "folder": self.folder.display().to_string(),
                "added": written.added, "changed": written.changed, "same": written.same, "removed": written.removed,
                "bytes": written.bytes,
            })
        });
        let object = json!({
            "files": self.planned.files,
            "articles": briefing.articles.len(),
            "not_read": skipped,
            "removed": { "lines": lines, "passages": passages },
            "entities": entities,
            "entities_with_page": briefing.entities.iter().filter(|entity| entity.has_page).count(),
            "topics": briefing.topics.len(),
            "pages": self.planned.plan.pages.len(),
            "unresolved": unresolved,
            "undated": self.paths_of(is_undated),
            "derived_titles": self.paths_of(has_derived_title),
            "errors": self.diagnostics.count(Severity::Error),
            "warnings": self.diagnostics.count(Severity::Warning),
            "diagnostics": self.diagnostics.iter().map(diagnostic_json).collect::<Vec<_>>(),
            "site": site,
            "seconds": (self.took.as_secs_f64() * 1000.0).round() / 1000.0,
        });
        format!("{object}\n")
    }
}

pub(super) fn diagnostic_json(diagnostic: &crate::diag::Diagnostic) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    json!({
        "severity": severity, "code": diagnostic.code, "message": diagnostic.message, "help": diagnostic.help,
        "path": diagnostic.at.as_ref().map(|at| &at.path), "line": diagnostic.at.as_ref().and_then(|at| at.line),
    })
}

fn is_undated(article: &Article) -> bool {
    article.annotated.article.metadata.published.date.is_none()
}

fn has_derived_title(article: &Article) -> bool {
    article.annotated.article.metadata.title_origin == Origin::Derived
}

/// How many lines of a file lost something.
pub(super) fn lines_of(ledger: &[Removal]) -> usize {
    let mut ranges: Vec<Lines> = ledger.iter().map(|removal| removal.lines).collect();
    ranges.sort_unstable();
    let (mut lines, mut counted_to) = (0, 0);
    for range in ranges {
        let first = range.first.max(counted_to + 1);
        if range.last >= first {
            lines += (range.last - first + 1) as usize;
            counted_to = range.last;
        }
    }
    lines
}

/// The files that were not read, grouped by reason once there are many.
pub(super) fn not_read(skipped: &[Skipped], verbosity: Verbosity) -> Vec<String> {
    let mut groups: BTreeMap<String, Vec<&Skipped>> = BTreeMap::new();
    for skip in skipped {
        groups.entry(class(&skip.reason)).or_default().push(skip);
    }
    let mut out = Vec::new();
    for (class, members) in groups {
        if members.len() <= LISTED || verbosity == Verbosity::Verbose {
            out.extend(
                members
                    .iter()
                    .map(|skip| printable(&format!("not read: {} ({})", skip.path, skip.reason)).into_owned()),
            );
        } else {
            let paths: Vec<String> = members.iter().map(|skip| skip.path.clone()).collect();
            out.push(format!(
                "not read: {} ({class}): {}",
                counted(members.len(), "file", "files"),
                listed(&paths, verbosity)
            ));
        }
    }
    out
}

/// The reason without what differs from file to file.
fn class(reason: &SkipReason) -> String {
    match reason {
        SkipReason::TooLarge { limit, .. } => {
            format!("too large: the limit is {limit} bytes, max-file-size in briefing.toml")
        }
        SkipReason::Unreadable(_) => "unreadable".to_owned(),
        other => other.to_string(),
    }
}

fn listed(names: &[String], verbosity: Verbosity) -> String {
    let most = if verbosity == Verbosity::Verbose || names.len() <= LISTED { names.len() } else { LISTED - 2 };
    let mut out = printable(&names[..most].join(", ")).into_owned();
    if names.len() > most {
        let _ = write!(out, " and {} more (-v lists all)", number(names.len() - most));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_lost_twice_counts_once() {
        let removal = |first, last| Removal {
            lines: Lines::new(first, last),
            text: String::new(),
            rule: "share-bar",
            reason: String::new(),
        };
        assert_eq!(lines_of(&[removal(3, 5), removal(5, 5), removal(1, 1), removal(4, 8)]), 7);
        assert_eq!(lines_of(&[]), 0);
    }

    #[test]
    fn many_files_of_one_reason_are_grouped() {
        let skip = |n: usize| Skipped { path: format!("{n}.png"), reason: SkipReason::Binary };
        let few: Vec<_> = (0..5).map(skip).collect();
        assert_eq!(not_read(&few, Verbosity::Normal).len(), 5);
        let many: Vec<_> = (0..1000).map(skip).collect();
        assert_eq!(
            not_read(&many, Verbosity::Normal),
            ["not read: 1,000 files (binary, not text): 0.png, 1.png, 2.png and 997 more (-v lists all)"]
        );
        assert_eq!(not_read(&many, Verbosity::Verbose).len(), 1000);
    }
}
