//! The search index: terms against the table that the browser's script is held to, files against goldens, and what a search
//! finds, with the steps that `static/search.js` takes.

mod fixture;

use briefing::emit::search::{LONGEST_TERM, emit, terms};
use fixture::{Fixture, assert_goldens, cases};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn terms_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    terms(text, |term| found.push(term.to_owned()));
    found
}

#[test]
fn texts_are_cut_as_the_table_says() {
    let table: Value = serde_json::from_str(include_str!("cases/search/terms.json")).expect("it is JSON");
    for row in table.as_array().expect("it is a list") {
        let text = row["text"].as_str().expect("a text");
        assert_eq!(Value::from(terms_of(text)), row["terms"], "{text}");
    }
}

proptest! {
    #[test]
    fn terms_are_clean_and_short(text in any::<String>()) {
        for term in terms_of(&text) {
            prop_assert!(!term.is_empty() && term.chars().count() <= LONGEST_TERM);
            prop_assert!(term.chars().all(char::is_alphanumeric), "{}", term);
            prop_assert!(!term.contains(char::is_uppercase) || !term.is_ascii(), "{}", term);
        }
    }
}

/// The files of an index, read as the page reads them.
struct Index {
    manifest: Value,
    shards: Vec<(Vec<String>, Value)>,
    rows: Vec<Value>,
    texts: Vec<Value>,
    facets: Vec<Value>,
    names: BTreeSet<String>,
}

impl Index {
    fn of(fixture: &Fixture) -> Self {
        let mut at = None;
        let files = fixture.emit(|context, sink| {
            at = Some(emit(context, sink)?.manifest);
            Ok(())
        });
        let at = at.expect("it was emitted").to_string();
        let manifest = arguments(&files[&at], "m", 0).remove(0);
        let number = |kind: &str, hashes: &str| -> Vec<Vec<Value>> {
            let hashes = manifest[hashes].as_str().expect("text").as_bytes().chunks(6).enumerate();
            hashes
                .map(|(n, hash)| {
                    let name = format!("assets/search/{kind}{n}-{}.js", String::from_utf8_lossy(hash));
                    arguments(files.get(&name).unwrap_or_else(|| panic!("{name} is missing")), kind, n)
                })
                .collect()
        };
        let flat = |chunks: Vec<Vec<Value>>| -> Vec<Value> {
            chunks.into_iter().flat_map(|mut chunk| chunk.remove(0).as_array().expect("a list").clone()).collect()
        };
        let shards = number("s", "shardHashes").into_iter().map(|shard| {
            let terms = shard[0].as_str().expect("text").split(' ').map(str::to_owned).collect();
            (terms, shard[1].clone())
        });
        let (shards, rows, texts) = (shards.collect(), flat(number("d", "rowHashes")), flat(number("t", "textHashes")));
        let facets = number("f", "facetHashes").into_iter().map(|mut file| file.remove(0)).collect();
        Self { shards, rows, texts, facets, names: files.into_keys().collect(), manifest }
    }

    fn borders(&self) -> Vec<&str> {
        self.manifest["shards"].as_str().expect("text").split(' ').collect()
    }

    /// Documents of a term with their weights.
    fn postings(&self, term: &str) -> BTreeMap<u64, u64> {
        let shard = self.borders().partition_point(|border| *border <= term).saturating_sub(1);
        let (terms, lists) = &self.shards[shard];
        let Ok(at) = terms.binary_search_by(|known| known.as_str().cmp(term)) else { return BTreeMap::new() };
        decode(&lists[at])
    }

    /// Titles of the documents that hold every word, best first.
    fn search(&self, words: &str) -> Vec<&str> {
        let parts: Vec<_> = terms_of(words).iter().map(|term| self.postings(term)).collect();
        let common = parts[0].keys().filter(|document| parts.iter().all(|part| part.contains_key(document)));
        let mut found: Vec<_> =
            common.map(|document| (parts.iter().map(|part| part[document]).sum::<u64>(), *document)).collect();
        found.sort_by_key(|&(weight, document)| (std::cmp::Reverse(weight), document));
        found.into_iter().map(|(_, document)| self.rows[document as usize][2].as_str().expect("text")).collect()
    }
}

fn arguments(script: &[u8], kind: &str, number: usize) -> Vec<Value> {
    let script = std::str::from_utf8(script).expect("it is text");
    let list =
        script.strip_prefix(&format!("briefingSearch(\"{kind}\",{number},")).and_then(|rest| rest.strip_suffix(");\n"));
    let list = list.unwrap_or_else(|| panic!("not a call: {script:.60}"));
    serde_json::from_str(&format!("[{list}]")).expect("arguments are JSON")
}

fn decode(list: &Value) -> BTreeMap<u64, u64> {
    let numbers = list.as_array().expect("a list").iter().filter_map(Value::as_u64);
    let mut document = 0;
    numbers
        .map(|number| {
            document += number / 16;
            (document, number % 16)
        })
        .collect()
}

#[test]
fn every_case_is_as_expected() {
    for (case, fixture) in cases("search") {
        let index = Index::of(&fixture);
        let mut text = format!("borders {:?}\n\n", index.borders());
        for (n, row) in index.rows.iter().enumerate() {
            text.extend([&n.to_string(), " ", &row.to_string(), "\n"]);
        }
        for (n, blocks) in index.texts.iter().enumerate() {
            text.extend(["\ntext of ", &n.to_string(), " ", &blocks.to_string()]);
        }
        text += "\n\n";
        for (terms, lists) in &index.shards {
            for (term, list) in terms.iter().zip(lists.as_array().expect("a list")) {
                text.extend([term, " ", &format!("{:?}", decode(list)), "\n"]);
            }
        }
        assert_goldens(&case, &BTreeMap::from([("index.txt".to_owned(), text.into_bytes())]));
    }
}

const SITE: &str = r#"
title = "t"
[[entity]]
name = "Emomali Rahmon"
kind = "person"
aliases = ["Rahmon", "Rakhmonov"]
[[entity]]
name = "Rahmon Airport"
kind = "place"
[[topic]]
name = "Border security"
[[article]]
id = "a"
title = "Rahmon speaks"
text = "Something else entirely, about border security."
[[article]]
id = "b"
title = "A long report"
text = "In it Rahmon is named once among many other words, and Rakhmonov too."
[[article]]
id = "c"
title = "Élections à Łódź"
text = "Nothing of him. The U.S. watched."
"#;

#[test]
fn names_stand_before_titles_and_titles_before_text() {
    let index = Index::of(&Fixture::parse(SITE));
    assert_eq!(index.search("rahmon"), ["Emomali Rahmon", "Rahmon Airport", "Rahmon speaks", "A long report"]);
    assert_eq!(
        index.search("Rakhmonov"),
        ["Emomali Rahmon", "A long report", "Rahmon speaks"],
        "an alias finds the entity, and what names it otherwise comes last"
    );
    assert_eq!(index.search("border security"), ["Border security", "Rahmon speaks"]);
    assert_eq!(index.search("lodz elections"), ["Élections à Łódź"]);
    assert_eq!(index.search("US"), ["Élections à Łódź"]);
    assert_eq!(index.search("rahmon watched"), Vec::<&str>::new(), "every word must occur");
}

#[test]
fn every_word_of_every_text_finds_its_document() {
    let fixture = Fixture::parse(SITE);
    let index = Index::of(&fixture);
    for (number, article) in fixture.briefing.articles.iter().enumerate() {
        let article = &article.annotated.article;
        for text in article.blocks.iter().map(|block| &block.text).chain([&article.metadata.title]) {
            for term in terms_of(text) {
                assert!(index.postings(&term).contains_key(&(number as u64)), "{term} does not find {number}");
            }
        }
    }
}

/// Articles of words out of a vocabulary in which low numbers are frequent.
fn large_site(articles: u32) -> Fixture {
    use std::fmt::Write;
    let mut text = String::from("title = 't'\n");
    let mut state = 1_u32;
    let mut random = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    for n in 0..articles {
        let words: Vec<String> = (0..60)
            .map(|_| {
                let top = random(3000);
                format!("w{:x}q", random(top + 1) * 7919)
            })
            .collect();
        writeln!(text, "[[article]]\nid = 'a{n}'\ntitle = 'Title {n}'\ntext = '{} everywhere'", words.join(" "))
            .expect("text");
    }
    Fixture::parse(&text)
}

#[test]
fn a_large_index_is_cut_into_small_files_and_complete() {
    let fixture = large_site(6000);
    let index = Index::of(&fixture);
    assert!(index.shards.len() > 10, "{}", index.shards.len());
    assert_eq!(index.names.len(), 3 + index.shards.len() + 6000_usize.div_ceil(32) + 6000_usize.div_ceil(4));
    for number in [0, 1, 2999, 5999] {
        let block = &fixture.briefing.articles[number].annotated.article.blocks[0].text;
        for term in terms_of(block).into_iter().filter(|term| term != "everywhere") {
            assert!(index.postings(&term).contains_key(&(number as u64)), "{term} does not find {number}");
        }
    }
    assert_eq!(index.postings("everywhere").len(), 4096, "a term of all articles is cut short");
    let (terms, lists) = &index.shards[index.borders().partition_point(|border| *border <= "everywhere") - 1];
    let at = terms.iter().position(|term| term == "everywhere").expect("it is there");
    assert_eq!(lists[at][0], -6000, "and says so");
}

#[test]
fn the_same_on_any_number_of_threads() {
    let fixture = large_site(700);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        pool.install(|| fixture.emit(|context, sink| emit(context, sink).map(drop)))
    };
    assert_eq!(on(1), on(5));
}

#[test]
fn an_empty_briefing_has_an_index() {
    let index = Index::of(&Fixture::parse("title = 't'"));
    assert_eq!(index.manifest["documents"], 0);
    assert_eq!(index.names.len(), 3, "the manifest and what would be filtered by");
    assert_eq!(index.facets[0]["day"], serde_json::json!([]));
}

#[test]
fn filters_know_day_publisher_topics_and_order_of_titles() {
    let fixture = Fixture::parse(
        r#"
title = "t"
[[topic]]
name = "Border security"
[[topic]]
name = "Trade"
[[article]]
id = "a"
title = "“Zenith”"
date = "2021-10-02"
publisher = "The Amu Courier"
topics = ["Trade", "Border security"]
[[article]]
id = "b"
title = "Élan"
date = "2021-09"
[[article]]
id = "c"
title = "Middle"
not-before = "2021-09-05"
publisher = "The Amu Courier"
"#,
    );
    let index = Index::of(&fixture);
    let (facets, ranks) = (&index.facets[0], &index.facets[1]);
    assert_eq!(facets["epoch"], 18_870, "the day before 1 September 2021");
    assert_eq!(facets["day"], serde_json::json!([32, 1, 0]), "a bound is no date");
    assert_eq!(facets["source"][0], facets["source"][2]);
    assert_eq!(facets["source"][1], 0);
    assert_eq!(facets["topic"][0].as_array().map(Vec::len), Some(2));
    assert_eq!(*ranks, serde_json::json!([2, 0, 1]), "without quotation marks and accents");
}
