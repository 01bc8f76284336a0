//! Checks what a briefing knows: the gaps and doubts that a curator can settle.

use super::{file, push_some};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Article, ArticleIx, Briefing, Origin, SkipReason};
use crate::pipeline::id_of_path;
use crate::text::fold;
use serde::Serialize;
use std::collections::BTreeMap;

/// Gaps and doubts of a briefing. Articles are named by the path of their file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BriefingReport {
    /// Number of articles.
    pub articles: usize,
    /// Articles that name neither a publisher nor the address of their original: nobody can tell whose they are.
    pub without_source: Vec<String>,
    /// Articles that name no publisher, and link to their original all the same.
    pub without_publisher: Vec<String>,
    /// Articles of which no date is known.
    pub without_date: Vec<String>,
    /// Articles whose title had to be made.
    pub without_title: Vec<String>,
    /// Titles that several articles have, reprints aside.
    pub same_title: Vec<SameTitle>,
    /// Names that fit several entities and were linked to none.
    pub unresolved: Vec<UnresolvedName>,
    /// Files that gave no article, with the reason.
    pub not_read: Vec<NotRead>,
}

/// A title that several articles have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SameTitle {
    /// The title as the first of them has it.
    pub title: String,
    /// The articles.
    pub articles: Vec<String>,
}

/// A name that fits several entities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnresolvedName {
    /// As the text has it.
    pub name: String,
    /// The articles that it stands in.
    pub articles: Vec<String>,
}

/// A file that gave no article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotRead {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: String,
    /// Whether it looked like an article until every line of it turned out to be boilerplate.
    pub nothing_left: bool,
}

/// Checks a briefing.
pub fn check_briefing(briefing: &Briefing, diagnostics: &mut Diagnostics) -> BriefingReport {
    let paths_of = |wanted: &dyn Fn(&Article) -> bool| -> Vec<String> {
        let mut paths: Vec<String> = briefing.articles.iter().filter(|article| wanted(article)).map(path).collect();
        paths.sort();
        paths
    };
    let not_read = briefing
        .skipped
        .iter()
        .filter(|skipped| !matches!(skipped.reason, SkipReason::NotAnArticle(_)) && !skipped.reason.is_decided());
    let report = BriefingReport {
        articles: briefing.articles.len(),
        without_source: paths_of(&|article| article.annotated.article.metadata.outlet().is_none()),
        without_publisher: paths_of(&|article| {
            let metadata = &article.annotated.article.metadata;
            metadata.publisher.is_none() && metadata.host().is_some()
        }),
        without_date: paths_of(&|article| article.annotated.article.metadata.published.date.is_none()),
        without_title: paths_of(&|article| article.annotated.article.metadata.title_origin == Origin::Derived),
        same_title: same_titles(briefing),
        unresolved: unresolved(briefing),
        not_read: not_read
            .map(|skipped| NotRead {
                path: skipped.path.clone(),
                reason: skipped.reason.to_string(),
                nothing_left: skipped.reason == SkipReason::NothingLeft,
            })
            .collect(),
    };
    diagnose(&report, &|path| sidecar(briefing, path), diagnostics);
    report
}

fn path(article: &Article) -> String {
    article.annotated.article.source.path.clone()
}

/// Articles with equal titles that are not the same piece: a reader of a list cannot tell them apart.
fn same_titles(briefing: &Briefing) -> Vec<SameTitle> {
    let mut by_title: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (article, ix) in briefing.articles.iter().zip(0..) {
        // of a piece that was published several times the first stands for all
        if article.also_published.iter().all(|other| other.0 > ix) {
            by_title.entry(fold(article.title())).or_default().push(ix);
        }
    }
    let groups = by_title.into_values().filter(|group| group.len() > 1);
    groups
        .map(|group| {
            let mut articles: Vec<String> = group.iter().map(|&ix| path(briefing.article(ArticleIx(ix)))).collect();
            articles.sort();
            SameTitle { title: briefing.article(ArticleIx(group[0])).title().to_owned(), articles }
        })
        .collect()
}

fn unresolved(briefing: &Briefing) -> Vec<UnresolvedName> {
    let mut by_name: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, ix) in &briefing.unresolved {
        by_name.entry(name).or_default().push(path(briefing.article(*ix)));
    }
    by_name
        .into_iter()
        .map(|(name, mut articles)| {
            articles.sort();
            articles.dedup();
            UnresolvedName { name: name.to_owned(), articles }
        })
        .collect()
}

/// Where the decisions on an article belong, also on a file that gave none.
fn sidecar(briefing: &Briefing, of: &str) -> String {
    let article = briefing.articles.iter().find(|article| article.annotated.article.source.path == of);
    let id = article.map_or_else(|| id_of_path(of), |article| article.id().to_owned());
    format!("curation/articles/{id}.toml")
}

fn diagnose(report: &BriefingReport, sidecar: &dyn Fn(&str) -> String, diagnostics: &mut Diagnostics) {
    push_some(diagnostics, &report.without_source, |path| {
        Diagnostic::warning("B070", "no publisher is known")
            .at(file(path))
            .help(format!("its page cannot say where it comes from; set `source` and `url` in {}", sidecar(path)))
    });
    push_some(diagnostics, &report.without_publisher, |path| {
        Diagnostic::note("B070", "no publisher is known; its page links to the original by its host")
            .at(file(path))
            .help(format!("set `source` in {}", sidecar(path)))
    });
    push_some(diagnostics, &report.same_title, |group| {
        Diagnostic::warning("B071", format!("{} articles are called “{}”", group.articles.len(), group.title))
            .at(file(&group.articles[0]))
            .help(format!("tell them apart with `title` in a sidecar; the others: {}", group.articles[1..].join(", ")))
    });
    let (nothing_left, others): (Vec<&NotRead>, Vec<&NotRead>) =
        report.not_read.iter().partition(|file| file.nothing_left);
    push_some(diagnostics, &nothing_left, |gone| {
        Diagnostic::warning("B072", "every line was taken for boilerplate, so there is no article")
            .at(file(&gone.path))
            .help(format!("`briefing explain` shows the rules; lines under `keep` in {} stay", sidecar(&gone.path)))
    });
    push_some(diagnostics, &others, |skipped| {
        Diagnostic::warning("B073", format!("not read: {}", skipped.reason)).at(file(&skipped.path))
    });
    push_some(diagnostics, &report.without_title, |path| {
        Diagnostic::note("B074", "no title was found, so one was made from the text")
            .at(file(path))
            .help(format!("set `title` in {}", sidecar(path)))
    });
    push_some(diagnostics, &report.without_date, |path| {
        Diagnostic::note("B075", "no date is known")
            .at(file(path))
            .help(format!("set `published` in {}", sidecar(path)))
    });
    push_some(diagnostics, &report.unresolved, |name| {
        let message = format!("“{}” fits several entities and was linked to none", name.name);
        Diagnostic::note("B076", message)
            .at(file(&name.articles[0]))
            .help("say which with `mention` in the article's sidecar")
    });
}
