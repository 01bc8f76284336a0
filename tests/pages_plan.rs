//! The plan of the site: which pages there are, and that no two share an address.

mod link_support;

use briefing::config::PageSettings;
use briefing::model::site::slice_of_page;
use briefing::model::{PageKind, Subject};
use briefing::pages::plan;
use link_support::linked_text;
use std::fmt::Write;

fn paths(settings: &PageSettings, notation: &str) -> Vec<String> {
    plan(settings, &linked_text(notation)).pages.into_iter().map(|page| page.url.to_string()).collect()
}

#[test]
fn a_small_briefing_has_these_pages() {
    let notation = "=== a | 2021-09-01\n# Talks in [Kabul|l]\ntopic talks 1 Talks\n[Anna Berg|p] met the [UN|o=United Nations] \
                    in [Kabul|l] {2021-08-15|on 15 August}. [Berg|p] left the [UN|o=United Nations]. [Nowhere|l] is small.\n";
    assert_eq!(
        paths(&PageSettings::default(), notation),
        [
            "index.html",
            "articles/index.html",
            "articles/talks-in-kabul-cvv9.html",
            "people/index.html",
            "people/anna-berg.html",
            "organisations/index.html",
            "organisations/united-nations.html",
            "places/index.html",
            "places/kabul.html",
            "topics/index.html",
            "topics/talks.html",
            "timeline.html",
            "relations.html",
            "search.html",
            "about.html",
            "404.html",
        ]
    );
}

#[test]
fn long_lists_fill_several_pages() {
    let mut notation = String::new();
    for at in 0..7 {
        writeln!(notation, "=== a{at}\n# Report {at}\ntopic talks 1 Talks").expect("text");
        writeln!(notation, "In [Kabul|l] and [Town {at}|l] and [Town {at}|l], {{2021-0{}|then}}.", at + 1)
            .expect("text");
    }
    let settings = PageSettings { articles_per_page: 3, entities_per_page: 5, events_per_page: 4 };
    let made = paths(&settings, &notation);
    for path in [
        "articles/page-2.html",
        "articles/page-3.html",
        "places/page-2.html",
        "topics/talks-page-2.html",
        "timeline-2.html",
    ] {
        assert!(made.iter().any(|made| made == path), "{path} is missing: {made:?}");
    }
    // articles that name a place often stand in one line each, four times as many on a page
    for path in [
        "articles/page-4.html",
        "places/page-3.html",
        "places/kabul-page-2.html",
        "timeline-3.html",
        "people/page-2.html",
    ] {
        assert!(!made.iter().any(|made| made == path), "{path} holds nothing");
    }
}

#[test]
fn names_of_indexes_and_further_pages_do_not_collide() {
    let mut notation = String::new();
    for at in 0..9 {
        writeln!(notation, "=== a{at}\n# index\ntopic index 1 Index\ntopic page-2 1 Page 2").expect("text");
        notation.push_str(
            "[index|l] and [page-2|l] and [Kabul|l] and [Kabul page 2|l] and [index-x|l] and [Index X X|l]\n",
        );
    }
    let settings = PageSettings { articles_per_page: 2, entities_per_page: 2, events_per_page: 2 };
    let made = paths(&settings, &notation);
    let mut unique = made.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), made.len(), "{made:?}");
    assert!(made.contains(&"places/kabul-page-2.html".to_owned()), "the second page of Kabul");
    assert!(made.contains(&"places/kabul-page-2-x.html".to_owned()), "the place called “Kabul page 2”");
}

#[test]
fn every_item_of_a_list_stands_on_one_page() {
    let mut notation = String::new();
    for at in 0..23 {
        writeln!(notation, "=== a{at}\n# Report {at}\nIn [Kabul|l].").expect("text");
    }
    let briefing = linked_text(&notation);
    let plan = plan(&PageSettings { articles_per_page: 5, ..PageSettings::default() }, &briefing);
    let lists: Vec<u32> = plan
        .pages
        .iter()
        .filter(|page| page.kind == PageKind::List)
        .filter_map(|page| if let Subject::Articles(number) = page.subject { Some(number) } else { None })
        .collect();
    assert_eq!(lists, [1, 2, 3, 4, 5]);
    let shown: Vec<usize> = lists.iter().flat_map(|&page| slice_of_page(23, 5, page)).collect();
    assert_eq!(shown, (0..23).collect::<Vec<_>>());
}
