//! The curator's hand: `keep`, `strip`, metadata of a sidecar, publishers of `sources.toml`.

mod clean_support;

use briefing::config::{EditDecision, LineDecision, Sidecar, SourceDecision};
use briefing::diag::Severity;
use briefing::model::{MarkKind, Origin};
use clean_support::{body, curated, text_document};
use std::collections::BTreeMap;

const TEXT: &str = "The river keeps its own calendar\n\n\
    By Jane Doe\n\n\
    The river rises in the second week of May, whatever the ministry has printed, and the villages have learned to wait.\n\n\
    Read more about the valley in the archive\n\n\
    In the spring of the great flood nobody was warned, because the clerk who kept the gauge had gone to a wedding.\n\n\
    The management regrets the stairs.\n\n\
    Source: Steppe Mail\n";

fn line(text: &str, line: u32) -> LineDecision {
    LineDecision { text: text.to_owned(), line }
}

fn sidecar() -> Sidecar {
    Sidecar { path: "curation/articles/river.toml".to_owned(), ..Sidecar::default() }
}

#[test]
fn keep_and_strip_win_over_rules() {
    let without = curated(text_document(TEXT), None, &BTreeMap::new()).0.expect("an article");
    assert!(!body(&without).contains("in the archive") && body(&without).contains("regrets the stairs"));
    let decisions = Sidecar {
        keep: vec![line("read more about the valley in the archive", 1)],
        strip: vec![line("The management regrets…", 2)],
        ..sidecar()
    };
    let (article, diagnostics) = curated(text_document(TEXT), Some(&decisions), &BTreeMap::new());
    let article = article.expect("an article");
    assert!(body(&article).contains("in the archive") && !body(&article).contains("regrets the stairs"));
    assert!(article.removed.iter().any(|removal| removal.rule == "curated-strip"));
    assert!(diagnostics.is_empty());
}

#[test]
fn a_line_that_is_not_there_is_reported() {
    let decisions = Sidecar { keep: vec![line("gone", 3)], strip: vec![line("gone too", 4)], ..sidecar() };
    let (_, diagnostics) = curated(text_document(TEXT), Some(&decisions), &BTreeMap::new());
    let found: Vec<_> = diagnostics
        .iter()
        .map(|found| (found.severity, found.code, found.at.as_ref().map(|at| (at.path.as_str(), at.line))))
        .collect();
    let at = |line| Some(("curation/articles/river.toml", Some(line)));
    assert_eq!(found, [(Severity::Error, "B031", at(4)), (Severity::Error, "B030", at(3))]);
}

#[test]
fn the_sidecar_states_what_the_text_gets_wrong() {
    let decisions = Sidecar { title: Some("A calendar".to_owned()), authors: Some(Vec::new()), ..sidecar() };
    let article = curated(text_document(TEXT), Some(&decisions), &BTreeMap::new()).0.expect("an article");
    assert_eq!((article.metadata.title.as_str(), article.metadata.title_origin), ("A calendar", Origin::Sidecar));
    assert!(article.metadata.authors.is_empty(), "an empty list means nobody");
}

#[test]
fn a_known_publisher_has_its_id_and_its_strip_lines() {
    let decision = SourceDecision {
        name: Some("The Steppe Mail".to_owned()),
        matches: vec!["Steppe Mail".to_owned()],
        strip: vec![line("The management regrets the stairs.", 3), line("a line of other days", 4)],
        ..SourceDecision::default()
    };
    let sources = BTreeMap::from([("mail".to_owned(), decision)]);
    let (article, diagnostics) = curated(text_document(TEXT), None, &sources);
    let article = article.expect("an article");
    let publisher = article.metadata.publisher.as_ref().expect("a publisher");
    assert_eq!((publisher.id.as_str(), publisher.name.as_str()), ("mail", "The Steppe Mail"));
    assert!(!body(&article).contains("regrets the stairs"));
    assert!(diagnostics.is_empty(), "a publisher's line need not be in every article");
}

#[test]
fn an_edit_replaces_words_and_says_so() {
    let edit =
        |find: &str, replace: &str, line| EditDecision { find: find.to_owned(), replace: replace.to_owned(), line };
    let decisions = Sidecar {
        edits: vec![
            edit("second week", "third week", 1),
            edit("printed, and", "printed; and", 2),
            edit("no such words", "x", 7),
        ],
        ..sidecar()
    };
    let (article, diagnostics) = curated(text_document(TEXT), Some(&decisions), &BTreeMap::new());
    let article = article.expect("an article");
    let block = &article.blocks[0];
    assert!(
        block.text.contains("in the third week of May, whatever the ministry has printed; and the"),
        "{}",
        block.text
    );
    let edited: Vec<_> = block.marks.iter().map(|mark| (mark.span.of(&block.text), &mark.kind)).collect();
    assert_eq!(
        edited,
        [
            ("third week", &MarkKind::Edited("second week".to_owned())),
            ("printed; and", &MarkKind::Edited("printed, and".to_owned()))
        ]
    );
    let ledger: Vec<_> = article
        .removed
        .iter()
        .filter(|removal| removal.rule == "curated-edit")
        .map(|removal| (removal.lines.first, removal.text.as_str(), removal.reason.as_str()))
        .collect();
    assert_eq!(
        ledger,
        [
            (5, "second week", "the curator writes “third week” instead"),
            (5, "printed, and", "the curator writes “printed; and” instead")
        ]
    );
    assert!(article.removed.is_sorted_by_key(|removal| removal.lines.first), "the ledger is in order of the source");
    let found: Vec<_> =
        diagnostics.iter().map(|found| (found.code, found.at.as_ref().and_then(|at| at.line))).collect();
    assert_eq!(found, [("B032", Some(7))]);
}

#[test]
fn a_pattern_that_takes_much_is_reported() {
    let decisions = Sidecar { strip: vec![line("In the spring…", 2)], ..sidecar() };
    let (article, diagnostics) = curated(text_document(TEXT), Some(&decisions), &BTreeMap::new());
    assert!(!body(&article.expect("an article")).contains("In the spring"), "it is done all the same");
    let found: Vec<_> = diagnostics.iter().map(|found| (found.severity, found.code)).collect();
    assert_eq!(found, [(Severity::Warning, "B033")]);
}

#[test]
fn a_line_of_a_wrapped_paragraph_keeps_the_paragraph() {
    let wrapped = "The river keeps its own calendar\n\n\
        The river rises in the second week of May, whatever the ministry\n\
        has printed, and the villages have learned to wait for it and to\n\
        move the goats up to the second terrace before the water arrives.\n\n\
        Sign up for our newsletter and get the calendar of the river in\n\
        your inbox every week of the year, with the levels of the gauges\n\
        and the names of those who read them.\n\n\
        In the spring of the great flood nobody was warned, because the\n\
        clerk who kept the gauge had gone to a wedding in the next valley\n\
        and had taken the only key to the only telephone with him.\n";
    let without = curated(text_document(wrapped), None, &BTreeMap::new()).0.expect("an article");
    assert!(!body(&without).contains("newsletter"));
    let decisions = Sidecar {
        keep: vec![line("your inbox every week of the year, with the levels of the gauges", 1)],
        ..sidecar()
    };
    let (article, diagnostics) = curated(text_document(wrapped), Some(&decisions), &BTreeMap::new());
    assert!(body(&article.expect("an article")).contains("newsletter") && diagnostics.is_empty());
}
