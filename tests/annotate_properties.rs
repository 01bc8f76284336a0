//! What holds for the findings of any text, however strange, and the price of very large ones.

mod annotate_support;
mod effort;

use annotate_support::{article, text_of};
use briefing::annotate::Annotator;
use briefing::config::{AnnotateSettings, Curation};
use briefing::model::{Annotated, PartialDate, Place};
use effort::effort;
use proptest::prelude::*;
use std::fmt::Write;
use std::time::Duration;

fn annotator() -> Annotator {
    Annotator::new(&AnnotateSettings::default(), &Curation::default())
}

/// Spans lie in their texts on character borders, are sorted, do not overlap, and lie within their sentences.
fn check(annotated: &Annotated) {
    let text = |at: Place| text_of(&annotated.article, at);
    let valid = |at: Place| text(at).get(at.span.range()).is_some();
    for mention in &annotated.mentions {
        let name = text(mention.at).get(mention.at.span.range()).expect("a span on character borders");
        assert!(!name.trim().is_empty() && name.trim() == name, "{name:?}");
        assert!(mention.sentence.contains(mention.at.span), "{name:?} is in its sentence");
        assert!(text(mention.at).get(mention.sentence.range()).is_some());
        if let Some(title) = mention.title {
            assert!(title.end <= mention.at.span.start && text(mention.at).get(title.range()).is_some());
        }
        assert!((50..=100).contains(&mention.confidence));
    }
    for pair in annotated.mentions.windows(2) {
        assert!(pair[0].at < pair[1].at);
        assert!(pair[0].at.block != pair[1].at.block || !pair[0].at.span.overlaps(pair[1].at.span));
    }
    for quote in &annotated.quotes {
        assert!(valid(quote.at));
        assert!(quote.speaker.is_none_or(|speaker| (speaker as usize) < annotated.mentions.len()));
        assert!(quote.speaker.is_none() || quote.speaker_text.is_none());
    }
    assert!(annotated.quotes.is_sorted_by_key(|quote| quote.at));
    for event in &annotated.events {
        assert!(valid(event.at) && event.at.span.contains(event.expression));
        assert!(text(event.at).get(event.expression.range()).is_some());
    }
    assert!(annotated.events.is_sorted_by_key(|event| (event.at, event.expression)));
    assert!(annotated.topics.len() <= 6 && annotated.topics.is_sorted_by(|a, b| a.score >= b.score));
    assert!(annotated.topics.iter().all(|tag| tag.evidence.is_none_or(valid)));
    assert!(annotated.terms.is_sorted_by(|a, b| a.count > b.count || (a.count == b.count && a.text < b.text)));
}

/// Pieces that the rules look for, in any order, and anything else.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "President ",
        "Mr. ",
        "Emomali Rahmon",
        "Umarov",
        " said ",
        "said ",
        "“",
        "”",
        "\"",
        "‘",
        "’",
        "’s ",
        "al-",
        "-",
        " of ",
        " and ",
        "Ministry",
        " of Foreign Affairs",
        "UN",
        " (UN)",
        "Kabul",
        "Panjshir Valley",
        "province ",
        "in ",
        "the ",
        ". ",
        ", ",
        "\n",
        "\t",
        "15 August ",
        "2021",
        "September 25, 2021",
        "last ",
        "month ",
        "20 years ago",
        "1990s",
        "between 1996 and 2001",
        "he ",
        "St. ",
        "J. ",
        "Lashkar-e Taiba",
        "İstanbul",
        "ß",
        "e\u{301}",
        "北京",
        "افغانستان",
        "«",
        "»",
        "Inc.",
        "& ",
        "III",
        "Co., Ltd",
        "Gen. ",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => ".{0,12}", 1 => "[A-Z][a-z]{1,8} "]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn findings_are_sound_whatever_the_text(title in ".{0,40}", blocks in prop::collection::vec(prop::collection::vec(piece(), 0..40), 0..4)) {
        let blocks: Vec<String> = blocks.into_iter().map(|pieces| pieces.concat()).collect();
        let blocks: Vec<&str> = blocks.iter().map(String::as_str).collect();
        let mut article = article(&title, &blocks);
        article.metadata.published.date = PartialDate::parse_iso("2021-10-07");
        check(&annotator().annotate(article));
    }
}

#[test]
fn the_same_text_gives_the_same_findings() {
    let text = "President Emomali Rahmon of Tajikistan met Umarov (CSTO). “We will stay here for a year,” Umarov said in 1992. Refugees fled the civil war.";
    let found = |annotator: &Annotator| format!("{:?}", annotator.annotate(article("Rahmon stays", &[text, text])));
    assert_eq!(found(&annotator()), found(&annotator()));
}

/// A hundred times the text may cost a hundred times the time, with room to spare for a busy machine, and not ten thousand.
fn assert_linear(unit: &str) {
    let annotator = annotator();
    let time = |times: usize| {
        let text = unit.repeat(times);
        effort(|| check(&annotator.annotate(article("t", &[&text]))))
    };
    let (small, large) = (time(200).max(Duration::from_millis(2)), time(10_000));
    assert!(large < small * 500, "{unit:?}: {small:?} for 200, {large:?} for 10,000");
}

#[test]
fn very_long_lines_stay_linear() {
    for unit in [
        "San ",
        "Emomali Rahmon ",
        "“",
        "\"a ",
        "‘a ",
        "A. ",
        "of the ",
        "Ministry of ",
        "al-",
        "said “we go, we go on” he ",
        "1992 – ",
        "President of ",
        "Kabul and Herat fell on 1 May 1996, ",
        "on 3 May ",
    ] {
        assert_linear(unit);
    }
}

#[test]
fn thousands_of_names_stay_linear() {
    let text = |names: u32| {
        let mut text = String::new();
        for n in 0..names {
            let letters: String = (0..4).map(|digit| char::from(b'a' + ((n >> (4 * digit)) & 15) as u8)).collect();
            writeln!(text, "Mr. Ahmad X{letters} said so.").expect("strings take everything");
        }
        text
    };
    let annotator = annotator();
    let time = |names: u32| {
        let text = text(names);
        effort(|| {
            let annotated = annotator.annotate(article("t", &[&text]));
            assert!(annotated.mentions.len() >= names as usize);
            check(&annotated);
        })
    };
    let (few, many) = (time(375).max(Duration::from_millis(1)), time(6_000));
    // sixteen times the names; a square would take 256 times as long
    assert!(many < few * 90, "{few:?} for 375, {many:?} for 6,000");
}
