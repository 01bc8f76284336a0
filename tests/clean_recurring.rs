//! Lines that recur in the files of one source: furniture at the margins, and what must never be taken for it.

mod clean_support;

use briefing::clean::{CleanContext, Recurring, RecurringIn, Survey, clean, survey};
use briefing::config::CleanSettings;
use briefing::diag::Diagnostics;
use briefing::model::{CleanArticle, Document};
use clean_support::{assert_sound, body, text_document};
use std::collections::BTreeMap;

const SUBJECTS: [&str; 8] = ["mill", "bridge", "school", "orchard", "ferry", "bakery", "quarry", "archive"];

/// Paragraphs that no other article has.
fn paragraphs(nth: usize) -> [String; 4] {
    let subject = SUBJECTS[nth % SUBJECTS.len()];
    [
        format!(
            "The {subject} stood empty for the whole of that winter, and those who passed it on the road looked away."
        ),
        format!("Nobody had thought that the {subject} could be sold, least of all the woman who had kept its books."),
        format!(
            "When the buyers came they walked around the {subject} twice, said nothing, and went back to their car."
        ),
        format!("By the spring the {subject} belonged to a company in the capital, and its doors were painted green."),
    ]
}

fn article(nth: usize) -> String {
    format!("How the {} was sold\n\n{}\n", SUBJECTS[nth % SUBJECTS.len()], paragraphs(nth).join("\n\n"))
}

fn documents(texts: &[String]) -> Vec<Document> {
    let with_path = |(nth, text): (usize, &String)| {
        let mut document = text_document(text);
        document.source.path = format!("pamir/{nth}.txt");
        document
    };
    texts.iter().enumerate().map(with_path).collect()
}

fn context<'a>(
    settings: &'a CleanSettings,
    sources: &'a BTreeMap<String, briefing::config::SourceDecision>,
    recurring: RecurringIn<'a>,
) -> CleanContext<'a> {
    CleanContext { settings, id: "case", sidecar: None, sources, recurring }
}

/// Cleans all, each with the evidence of all.
fn cleaned(texts: &[String]) -> Vec<CleanArticle> {
    let (settings, sources) = (CleanSettings::default(), BTreeMap::new());
    let documents = documents(texts);
    let without = context(&settings, &sources, RecurringIn::default());
    let surveys: Vec<Survey> = documents.iter().map(|document| survey(without, document)).collect();
    let recurring = Recurring::of(&surveys);
    let each = documents.into_iter().enumerate();
    each.map(|(nth, document)| {
        let blocks = document.blocks.clone();
        let context = context(&settings, &sources, recurring.of_document(nth));
        let article = clean(context, document, &mut Diagnostics::new()).expect("an article");
        assert_sound(&blocks, &article);
        article
    })
    .collect()
}

fn recurring(article: &CleanArticle) -> Vec<&str> {
    article
        .removed
        .iter()
        .filter(|removal| removal.rule == "recurring-line")
        .map(|removal| removal.text.as_str())
        .collect()
}

#[test]
fn a_footer_of_a_source_goes_and_says_in_how_many_files_it_stands() {
    const FOOTER: &str =
        "The Dispatch is printed on Fridays in Khorog and read in all of the six districts of the valley.";
    let mut texts: Vec<String> = (0..5).map(article).collect();
    for text in &mut texts[..3] {
        text.extend(["\n", FOOTER, "\nKhorog, Lenin street, over the pharmacy\n"]);
    }
    let articles = cleaned(&texts);
    for article in &articles[..3] {
        assert_eq!(recurring(article), [FOOTER, "Khorog, Lenin street, over the pharmacy"]);
        let removal = article.removed.iter().find(|removal| removal.rule == "recurring-line").expect("removed");
        assert_eq!(removal.reason, "stands in 3 of 5 files of the folder pamir");
    }
    for (nth, article) in articles.iter().enumerate() {
        assert!(body(article).contains(&paragraphs(nth)[3]));
    }
}

#[test]
fn two_files_are_not_enough() {
    let mut texts: Vec<String> = (0..5).map(article).collect();
    for text in &mut texts[..2] {
        text.push_str("\nThe Dispatch is printed on Fridays in Khorog and read in all of the six districts.\n");
    }
    assert!(cleaned(&texts).iter().all(|article| recurring(article).is_empty()));
}

#[test]
fn copies_and_shortened_reprints_prove_nothing() {
    let whole = article(0);
    let [first, second, ..] = paragraphs(0);
    // the whole, twice; its beginning with an ending of its own; its beginning alone; others around them
    let shortened =
        format!("Sold\n\n{first}\n\n{second}\n\nThe rest of the story is told in the village and is not for print.\n");
    let beginning = format!("How it began\n\n{first}\n\n{second}\n");
    let texts = [whole.clone(), whole.clone(), shortened, beginning, whole, article(1), article(2)];
    for article in cleaned(&texts) {
        assert!(recurring(&article).is_empty(), "{:?}", recurring(&article));
    }
}

#[test]
fn a_paragraph_of_background_is_no_footer() {
    let reported = "The valley was closed to strangers in 1992 and was opened again by decree in 2007, after the war.";
    let told = "It has been the custom of the valley to sell nothing before the snow has gone from the pass.";
    let mut texts: Vec<String> = (0..6).map(article).collect();
    for (nth, text) in texts.iter_mut().enumerate() {
        let [a, b, c, d] = paragraphs(nth);
        *text = match nth {
            0..3 => format!("{text}\n{reported}\n"),
            // in one of them it stands in the middle of the story
            3 => format!("Sold\n\n{a}\n\n{b}\n\n{told}\n\n{c}\n\n{d}\n"),
            _ => format!("{text}\n{told}\n"),
        };
    }
    texts.push(format!("{}\n{told}\n", article(6)));
    for article in cleaned(&texts) {
        assert!(recurring(&article).is_empty(), "{:?}", recurring(&article));
    }
}

#[test]
fn subheadings_that_recur_between_paragraphs_stay() {
    let texts: Vec<String> = (0..5)
        .map(|nth| {
            let [a, b, c, d] = paragraphs(nth);
            format!("How it was sold, part {nth}\n\n{a}\n\n{b}\n\nWhat happened then\n\n{c}\n\n{d}\n")
        })
        .collect();
    for article in cleaned(&texts) {
        assert!(body(&article).contains("What happened then") && recurring(&article).is_empty());
    }
}

#[test]
fn the_title_of_a_series_and_a_byline_stay_what_they_are() {
    let texts: Vec<String> = (0..5)
        .map(|nth| format!("Letter from the valley\n\nBy Rustam Bekov\n\n{}\n", paragraphs(nth).join("\n\n")))
        .collect();
    for article in cleaned(&texts) {
        assert_eq!(article.metadata.title, "Letter from the valley");
        assert_eq!(article.metadata.authors, ["Rustam Bekov"]);
    }
}

#[test]
fn the_order_of_files_changes_nothing() {
    let mut texts: Vec<String> = (0..8).map(article).collect();
    for text in &mut texts[..6] {
        text.push_str("\nThe Dispatch, over the pharmacy\n");
    }
    let show = |article: &CleanArticle| format!("{:?}{:?}", article.blocks, article.removed);
    let forth: Vec<String> = cleaned(&texts).iter().map(show).collect();
    texts.reverse();
    let mut back: Vec<String> = cleaned(&texts).iter().map(show).collect();
    back.reverse();
    assert_eq!(forth, back);
    assert!(forth[0].contains("stands in 6 of 8 files"));
}
