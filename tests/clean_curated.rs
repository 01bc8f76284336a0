//! The curator's hand: `keep`, `strip`, metadata of a sidecar, publishers of `sources.toml`.

mod clean_support;

use briefing::config::{Sidecar, SourceDecision};
use briefing::model::Origin;
use clean_support::{body, curated, text_document};
use std::collections::BTreeMap;

const TEXT: &str = "The river keeps its own calendar\n\n\
    By Jane Doe\n\n\
    The river rises in the second week of May, whatever the ministry has printed, and the villages have learned to wait.\n\n\
    Read more about the valley in the archive\n\n\
    In the spring of the great flood nobody was warned, because the clerk who kept the gauge had gone to a wedding.\n\n\
    The management regrets the stairs.\n\n\
    Source: Steppe Mail\n";

fn sidecar() -> Sidecar {
    Sidecar { path: "curation/articles/river.toml".to_owned(), ..Sidecar::default() }
}

#[test]
fn keep_and_strip_win_over_rules() {
    let without = curated(text_document(TEXT), None, &BTreeMap::new()).0.expect("an article");
    assert!(!body(&without).contains("in the archive") && body(&without).contains("regrets the stairs"));
    let decisions = Sidecar {
        keep: vec!["read more about the valley in the archive".to_owned()],
        strip: vec!["The management regrets…".to_owned()],
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
    let decisions = Sidecar { keep: vec!["gone".to_owned()], strip: vec!["gone too".to_owned()], ..sidecar() };
    let (_, diagnostics) = curated(text_document(TEXT), Some(&decisions), &BTreeMap::new());
    let found: Vec<(&str, &str)> = diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.code, diagnostic.at.as_ref().map_or("", |at| at.path.as_str())))
        .collect();
    assert_eq!(found, [("B031", "curation/articles/river.toml"), ("B030", "curation/articles/river.toml")]);
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
        strip: vec!["The management regrets the stairs.".to_owned(), "a line of other days".to_owned()],
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
