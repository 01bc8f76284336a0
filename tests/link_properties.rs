//! What must hold of every briefing, whatever the articles say.

mod link_support;

use briefing::config::{Curation, LinkSettings, PageSettings};
use briefing::model::{Annotated, Briefing, EntityIx, EntityKind};
use briefing::pages::plan;
use briefing::text::{Span, fold};
use link_support::{articles, empty, linked, linked_text, mention, paragraph, picture, synthetic};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Names that meet in every way: parts of each other, spellings, acronyms, classes, other scripts, nothing at all.
const NAMES: [(&str, EntityKind, Option<&str>); 34] = [
    ("Ahmad Massoud", EntityKind::Person, None),
    ("Ahmad Shah Massoud", EntityKind::Person, None),
    ("Shah Massoud", EntityKind::Person, None),
    ("A. Massoud", EntityKind::Person, None),
    ("Massoud", EntityKind::Person, None),
    ("Masoud", EntityKind::Person, None),
    ("Abdul Latif Pedram", EntityKind::Person, None),
    ("Abdul Latif Pedrum", EntityKind::Person, None),
    ("Pedrum", EntityKind::Person, None),
    ("Donald Trump", EntityKind::Person, None),
    ("Donald J. Trump", EntityKind::Person, None),
    ("Donald K. Trump", EntityKind::Person, None),
    ("Trump", EntityKind::Person, None),
    ("Ahmad", EntityKind::Person, None),
    ("Jordan", EntityKind::Person, None),
    ("Jordan", EntityKind::Place, Some("Jordan")),
    ("NRF", EntityKind::Organisation, None),
    ("National Resistance Front", EntityKind::Organisation, None),
    ("National Research Fund", EntityKind::Organisation, None),
    ("SCO", EntityKind::Organisation, Some("Shanghai Cooperation Organisation")),
    ("Scottish Chamber Orchestra", EntityKind::Organisation, None),
    ("Shanghai Cooperation Organization", EntityKind::Organisation, None),
    ("Panjshir", EntityKind::Place, None),
    ("Panjsher Province", EntityKind::Place, None),
    ("Panjshir Valley", EntityKind::Organisation, None),
    ("UK", EntityKind::Place, Some("United Kingdom")),
    ("United Kingdom", EntityKind::Organisation, None),
    ("index", EntityKind::Place, None),
    ("page-2", EntityKind::Place, None),
    ("Index", EntityKind::Organisation, None),
    ("محمد", EntityKind::Person, None),
    ("Душанбе", EntityKind::Place, None),
    ("…", EntityKind::Organisation, None),
    ("  ", EntityKind::Person, None),
];

/// Words between names.
const GAPS: [&str; 5] = [" met ", " (", "), also known as ", ", the leader of ", ". "];

/// The gap that makes two names one.
const KNOWN_AS: usize = 2;

type Drawn = Vec<(usize, usize)>;

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let article = proptest::collection::vec((0..NAMES.len(), 0..GAPS.len()), 0..14);
    proptest::collection::vec(article, 0..12)
}

fn made(drawn: &[Drawn]) -> Vec<Annotated> {
    drawn
        .iter()
        .enumerate()
        .map(|(at, names)| {
            let mut article = empty(&format!("a{at}"), ["Talks", "index", "…"][at % 3]);
            let mut text = String::from("At ");
            for &(name, gap) in names {
                let (name, kind, known_as) = NAMES[name];
                let start = text.len();
                text.push_str(name);
                let at = mention(1, Span::new(start..text.len()), kind);
                article.mentions.push(briefing::model::Mention { known_as, ..at });
                text.push_str(GAPS[gap]);
            }
            let whole = Span::new(0..text.len());
            article.mentions.iter_mut().for_each(|mention| mention.sentence = whole);
            article.article.blocks.push(paragraph(1, text));
            article
        })
        .collect()
}

fn check(briefing: &Briefing) {
    let ids: BTreeSet<&str> = briefing.entities.iter().map(|entity| entity.id.as_str()).collect();
    assert_eq!(ids.len(), briefing.entities.len(), "ids are unique");
    let slugs: BTreeSet<&str> = briefing.articles.iter().map(|article| article.slug.as_str()).collect();
    assert_eq!(slugs.len(), briefing.articles.len(), "slugs are unique");
    let key = |at: usize| (briefing.entities[at].kind, fold(&briefing.entities[at].name), &briefing.entities[at].id);
    assert!((1..briefing.entities.len()).all(|at| key(at - 1) < key(at)), "entities are in order");

    let mut posted = 0;
    for (at, entity) in briefing.entities.iter().enumerate() {
        let ix = EntityIx(at as u32);
        assert!(entity.mentions.is_sorted() && !entity.mentions.is_empty());
        for mention in &entity.mentions {
            let article = briefing.article(mention.article);
            assert_eq!(article.entities[mention.mention as usize], Some(ix));
            assert_eq!(article.annotated.mentions[mention.mention as usize].kind, entity.kind);
        }
        posted += entity.mentions.len();
        let counted: u32 = entity.articles.iter().map(|(_, count)| count).sum();
        assert_eq!(counted as usize, entity.mentions.len());
        let spelled: u32 = entity.variants.iter().map(|variant| variant.count).sum();
        assert_eq!(spelled as usize, entity.mentions.len());
        assert!(!entity.name.is_empty() && entity.companions.len() <= LinkSettings::default().companions);
        for companion in &entity.companions {
            assert!(companion.entity != ix && companion.articles as usize <= entity.articles.len());
        }
    }
    let resolved = briefing.articles.iter().flat_map(|article| &article.entities).flatten().count();
    assert_eq!(posted, resolved, "every resolved mention is posted once");

    for (at, article) in briefing.articles.iter().enumerate() {
        assert_eq!(article.entities.len(), article.annotated.mentions.len());
        assert!(article.related.len() <= LinkSettings::default().related);
        for related in &article.related {
            assert!(related.article.0 as usize != at && !article.also_published.contains(&related.article));
            assert!(related.score > 0.0 && related.score <= 1.0 && !related.why.is_empty());
            let back = &briefing.article(related.article).related;
            if let Some(back) = back.iter().find(|back| back.article.0 as usize == at) {
                assert!((back.score - related.score).abs() < 1e-4, "closeness is mutual");
            }
        }
    }
    check_time(briefing);
    let plan = plan(&PageSettings { articles_per_page: 2, entities_per_page: 3, events_per_page: 2 }, briefing);
    let urls: BTreeSet<&str> = plan.pages.iter().map(|page| page.url.as_str()).collect();
    assert_eq!(urls.len(), plan.pages.len(), "addresses are unique");
    assert!(urls.iter().all(|url| url.is_ascii() && url.len() < 140));
    assert_eq!(plan.articles.len(), briefing.articles.len());
    assert_eq!(plan.topics.len(), briefing.topics.len());
    for (entity, url) in briefing.entities.iter().zip(&plan.entities) {
        assert_eq!(entity.has_page, url.is_some());
    }
}

/// No dated sentence is on the timeline twice, and those who speak are listed in order.
fn check_time(briefing: &Briefing) {
    let mut sentences = BTreeSet::new();
    for (at, entry) in briefing.timeline.iter().enumerate() {
        assert!(!entry.told.is_empty());
        for event in &entry.told {
            let article = briefing.article(event.article);
            assert_eq!(article.timeline[event.event as usize], Some(at as u32));
            let event = &article.annotated.events[event.event as usize];
            assert_eq!((event.date, event.until), (entry.date, entry.until));
            assert!(sentences.insert((article.slug.as_str(), event.at)), "a sentence is told once");
        }
    }
    for article in &briefing.articles {
        let led = article.timeline.iter().flatten().count();
        let told = sentences.iter().filter(|(slug, _)| *slug == article.slug).count();
        assert_eq!(led, told, "only what is told leads to the timeline");
    }
    assert!(briefing.timeline.is_sorted_by_key(|entry| (entry.date, entry.until)));
    assert!(briefing.quoting.is_sorted());
    for ix in &briefing.quoting {
        assert!(briefing.article(*ix).annotated.quotes.iter().any(briefing::model::Quote::is_attributed));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_briefing_is_sound_in_any_order(drawn in drawn(), turn in 0..12_usize) {
        let forward = linked(made(&drawn), &Curation::default());
        check(&forward.0);
        let mut turned = made(&drawn);
        let len = turned.len().max(1);
        turned.rotate_left(turn % len);
        turned.reverse();
        let backward = linked(turned, &Curation::default());
        prop_assert_eq!(picture(&forward.0, &forward.1), picture(&backward.0, &backward.1));
    }

    #[test]
    fn two_full_names_never_become_one_by_containment(drawn in drawn()) {
        // the text must not say itself that the two are one
        let drawn: Vec<Drawn> =
            drawn.into_iter().map(|names| names.into_iter().filter(|&(_, gap)| gap != KNOWN_AS).collect()).collect();
        let briefing = linked(made(&drawn), &Curation::default()).0;
        for entity in &briefing.entities {
            let has = |name: &str| entity.variants.iter().any(|variant| variant.text == name);
            prop_assert!(!(has("Ahmad Massoud") && has("Ahmad Shah Massoud")));
            prop_assert!(!(has("Donald J. Trump") && has("Donald K. Trump")));
        }
    }
}

#[test]
fn a_large_briefing_is_sound_on_any_number_of_threads() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| linked(synthetic::articles(300), &Curation::default()))
    };
    let (one, many) = (on(1), on(8));
    check(&one.0);
    assert_eq!(picture(&one.0, &one.1), picture(&many.0, &many.1));
}

#[test]
fn hostile_names_cost_only_themselves() {
    let long = "Xa".repeat(5_000);
    let words = "Kar ".repeat(2_500);
    let notation = format!(
        "=== a\n# [{long}|p]\n[{words}|p] and [{words}|o] and [{long}|l] and [\u{202e}رودخانه|l] and [%00|o]\n\
         === b\n# B\n[{words}|p] and [{long}|p]\n"
    );
    let briefing = linked_text(&notation);
    check(&briefing);
    assert!(briefing.entities.iter().all(|entity| entity.id.len() < 120));
}

/// Ten thousand names in one paragraph, in one sentence.
#[test]
fn a_list_of_names_is_no_square() {
    let mut article = empty("list", "A list");
    let mut text = String::new();
    for number in 0..10_000 {
        let start = text.len();
        write!(text, "Karim Rah{number}ov").expect("text");
        article.mentions.push(mention(1, Span::new(start..text.len()), EntityKind::Person));
        text.push_str(" and ");
    }
    let whole = Span::new(0..text.len());
    article.mentions.iter_mut().for_each(|mention| mention.sentence = whole);
    article.article.blocks.push(paragraph(1, text));
    let twice = |id: &str| {
        let mut other = article.clone();
        id.clone_into(&mut other.article.id);
        other
    };
    let briefing = linked(vec![twice("a"), twice("b")], &Curation::default()).0;
    assert_eq!(briefing.entities.len(), 10_000);
    assert!(briefing.entities.iter().all(|entity| entity.companions.len() <= 24));
}

/// A slug says nothing of other articles: it stays when they come and go.
#[test]
fn slugs_stay_when_other_articles_come() {
    let alone = linked_text("=== one\n# Talks in Kabul\nText.\n");
    let company = linked_text("=== one\n# Talks in Kabul\nText.\n=== two\n# Talks in Kabul\nText.\n");
    let slug = |briefing: &Briefing| {
        briefing.articles.iter().find(|article| article.id() == "one").map(|article| article.slug.clone())
    };
    assert_eq!(slug(&alone), slug(&company));
    assert_eq!(linked_text("=== x\n# …\nText.\n").articles[0].slug.len(), "article-".len() + 4);
}

#[test]
fn what_is_everywhere_tops_no_list() {
    let mut notation = String::new();
    for at in 0..12 {
        let pair = ["[Anna Berg|p] met [Boris Dal|p].", "[Clara Eck|p] met [David Fux|p]."][at % 2];
        writeln!(notation, "=== a{at}\n# Report {at}\n[Kabul|l] saw it. {pair} [Kabul|l] slept.").expect("text");
    }
    let briefing = linked(articles(&notation), &Curation::default()).0;
    for entity in briefing.entities.iter().filter(|entity| entity.kind == EntityKind::Person) {
        let first = briefing.entity(entity.companions[0].entity);
        assert_eq!(first.kind, EntityKind::Person, "{} before {}", first.name, entity.name);
    }
}

/// A thousand copies of a text are one group without a thousand times a thousand comparisons or entries.
#[test]
fn a_crowd_of_reprints_is_one_group() {
    let text = "Thousands of soldiers of six allied states began exercises on Monday a short drive from the border \
                officials said rehearsing how to throw back an armed band that crosses the river at night";
    let mut all: Vec<Annotated> = (0..1_000)
        .map(|at| {
            let mut article = empty(&format!("copy-{at:04}"), "Copy");
            article.article.blocks.push(paragraph(1, format!("{text} {at}")));
            article
        })
        .collect();
    let mut other = empty("other", "Other");
    let prose = "Bread is sold by seven in the morning to mothers and schoolchildren who stand in line before the oven \
                 of the bakery on the other bank of the river where nobody speaks of soldiers";
    other.article.blocks.push(paragraph(1, prose.to_owned()));
    all.push(other);
    let briefing = linked(all, &Curation::default()).0;
    for article in &briefing.articles {
        let expected = if article.id() == "other" { 0 } else { 50 };
        assert_eq!(article.also_published.len(), expected, "{}", article.id());
        assert!(article.related.is_empty());
    }
}

/// Words that no other text has, in a fixed order.
fn prose(seed: usize, words: usize) -> String {
    (0..words).map(|nth| format!("w{seed}x{}", nth * 7919 % 10_007)).collect::<Vec<_>>().join(" ")
}

/// Ids of the same piece by article.
fn copies(texts: &[(&str, String)]) -> Vec<(String, Vec<String>)> {
    let articles = texts.iter().map(|(id, text)| {
        let mut article = empty(id, &format!("Title of {id}"));
        article.article.blocks.push(paragraph(1, text.clone()));
        article
    });
    let briefing = linked(articles.collect(), &Curation::default()).0;
    let id = |ix: &briefing::model::ArticleIx| briefing.article(*ix).id().to_owned();
    let mut found: Vec<(String, Vec<String>)> = briefing
        .articles
        .iter()
        .map(|article| (article.id().to_owned(), article.also_published.iter().map(id).collect()))
        .collect();
    found.sort();
    found
}

#[test]
fn a_reprint_is_known_by_its_text_whatever_its_title() {
    let text = prose(1, 600);
    let words: Vec<&str> = text.split(' ').collect();
    // every fortieth word is another one: an editor's hand
    let edited: Vec<&str> =
        words.iter().enumerate().map(|(nth, word)| if nth % 40 == 0 { "changed" } else { word }).collect();
    let texts = [("edited", edited.join(" ")), ("original", text.clone()), ("other", prose(2, 600)), ("whole", text)];
    let named = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut found = copies(&texts);
    for (_, others) in &mut found {
        others.sort();
    }
    assert_eq!(found[0].1, named(&["original", "whole"]));
    assert_eq!(found[1].1, named(&["edited", "whole"]));
    assert!(found[2].1.is_empty());
}

#[test]
fn a_shortened_reprint_is_known_and_a_roundup_joins_nothing() {
    let (first, second, third) = (prose(1, 700), prose(2, 700), prose(3, 700));
    let short = |text: &str| text.split(' ').take(220).collect::<Vec<_>>().join(" ");
    let texts = [
        ("first", first.clone()),
        ("roundup", format!("{} {} {}", short(&first), short(&second), short(&third))),
        ("second", second),
        ("short", short(&first)),
    ];
    let found = copies(&texts);
    let named = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut of_short = found[3].1.clone();
    of_short.sort();
    assert_eq!(of_short, named(&["first", "roundup"]), "it stands in both");
    assert!(!found[0].1.contains(&"second".to_owned()) && found[2].1.is_empty());
}
