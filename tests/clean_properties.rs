//! What must hold whatever the input: kept + removed = the input, letters and digits stay, nothing panics, time is linear.

mod clean_support;
mod effort;

use briefing::model::{BlockKind, Format, RawBlock, RawKind, Region};
use clean_support::{assert_sound, body, cleaned, document, raw, text_document};
use effort::effort;
use proptest::prelude::*;
use std::time::Duration;

const LINES: [&str; 40] = [
    "Back to top",
    "Source link The river keeps its own calendar",
    "The river keeps its own calendar",
    "By Jane Doe and John Roe in Dushanbe",
    "Source: Oxus Wire",
    "Published 18 October 2021 · Updated 19 October 2021",
    "16:40 GMT",
    "Share this: Facebook Twitter WhatsApp",
    "Home › Asia › Tajikistan",
    "talibanes-panjshir",
    "IMG_2031.jpg",
    "Related stories",
    "A bakery in Khorog bakes for both banks",
    "Read more: The ruby sellers of Ishkashim",
    "37 comments",
    "Leave a comment",
    "Reply",
    "Advertisement",
    "© 2021 Oxus Wire. All rights reserved.",
    "Fighters above Bazarak, 27 August 2021. © Lola Mirzoeva / Turan Photos",
    "AFP/AHMAD SAHEL ARMAN - Fighters take part in training in the valley.",
    "Photo: Lola Mirzoeva / Turan Photos",
    "Full speech: pic.twitter.com/Qd7RtamirK",
    "— Daler Shoev (@dshoev_panj) September 8, 2021",
    "- a first thing",
    "- a second thing",
    "1. one",
    "2. two",
    "> quoted",
    "Who has found shelter there?",
    "Подписывайтесь на наш канал",
    "اقرأ أيضا",
    "많이 본 기사",
    "He was twelve when the two men came with a camera, and nobody had told him what a camera can be. ..",
    "The river rises in the second week of May, whatever the ministry has printed, and the villages have learned to wait.",
    "In the spring of the great flood nobody was warned, because the clerk who kept the gauge had gone to a wedding.",
    "“We had a song, and nothing else,” she said, and she laughed about it until she had to sit down on the stairs.",
    "Rustam Bekov is a columnist for The Meridian Ledger and the author of two books.",
    "Name (required)",
    "(Reporting by Timur Askarov; editing by Leyla Osmonova)",
];

fn a_text() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(&LINES[..]).prop_map(str::to_owned),
        1 => "\\PC{1,60}",
        1 => "[A-Za-z0-9©|›/(@)—.,:;?!“” -]{1,80}",
    ]
    .prop_map(|text| briefing::text::tidy(&text).into_owned())
    .prop_filter("raw blocks hold text", |text| !text.is_empty())
}

fn a_kind() -> impl Strategy<Value = RawKind> {
    prop_oneof![
        6 => Just(RawKind::Line),
        3 => Just(RawKind::Paragraph),
        1 => (1..=6_u8).prop_map(RawKind::Heading),
        1 => (any::<bool>(), 0..3_u8, 0..2_u32).prop_map(|(ordered, depth, list)| RawKind::ListItem { ordered, depth, list }),
        1 => prop::sample::select(vec![
            RawKind::Quote, RawKind::Embed, RawKind::Caption, RawKind::Credit, RawKind::Alt, RawKind::Code(None), RawKind::Table { header: true },
        ]),
    ]
}

fn a_region() -> impl Strategy<Value = Region> {
    prop_oneof![
        4 => Just(Region::Unknown),
        4 => Just(Region::Article),
        1 => prop::sample::select(vec![
            Region::Figure, Region::Header, Region::Navigation, Region::Aside, Region::Footer, Region::Form, Region::Comments, Region::Share,
            Region::Hidden,
        ]),
    ]
}

fn a_page() -> impl Strategy<Value = (Format, Vec<RawBlock>)> {
    let block = (a_text(), a_kind(), a_region(), any::<bool>())
        .prop_map(|(text, kind, region, after_gap)| RawBlock { after_gap, ..raw(kind, region, &text) });
    let marked = prop::collection::vec(block, 1..40).prop_map(|blocks| (Format::Html, blocks));
    let line = (a_text(), any::<bool>())
        .prop_map(|(text, after_gap)| RawBlock { after_gap, ..raw(RawKind::Line, Region::Unknown, &text) });
    let plain = prop::collection::vec(line, 1..40).prop_map(|blocks| (Format::Text, blocks));
    prop_oneof![marked, plain]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn kept_and_removed_are_the_input((format, blocks) in a_page()) {
        if let Ok(article) = cleaned(document(format, blocks.clone())) {
            assert_sound(&blocks, &article);
            prop_assert!(!article.metadata.title.is_empty());
        }
    }

    #[test]
    fn the_same_input_gives_the_same_article((format, blocks) in a_page()) {
        let show = || cleaned(document(format, blocks.clone())).map(|article| clean_support::dump(&article)).map_err(|skipped| skipped.reason);
        prop_assert_eq!(show(), show());
    }
}

const PARAGRAPH: &str = "The river rises in the second week of May, whatever the ministry has printed, and the villages below \
    the dam have learned to watch the birds instead of the bulletins that are sent to them.";

#[test]
fn hard_wrapped_text_is_unwrapped() {
    let wrapped = textwrap(&format!("{PARAGRAPH} {PARAGRAPH}"), 66);
    let text = format!("{wrapped}\n\n{wrapped}\n\n{wrapped}");
    let article = cleaned(text_document(&text)).expect("an article");
    let paragraphs = article.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).count();
    assert_eq!(paragraphs, 3, "{:#?}", article.blocks);
    assert!(body(&article).contains(PARAGRAPH));
}

fn textwrap(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        if used > 0 && used + 1 + word.len() > width {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += word.len();
    }
    out
}

#[test]
fn tiny_inputs_are_kept() {
    for text in ["Hello", "Hello world", "A line\nanother line", "One short sentence.", "7", "—", "خبر"] {
        let article = cleaned(text_document(text)).unwrap_or_else(|skipped| panic!("{text}: {}", skipped.reason));
        let shown = format!("{}\n{}", article.metadata.title, body(&article));
        for line in text.lines() {
            assert!(shown.contains(line), "{text}: {shown}");
        }
    }
}

#[test]
fn furniture_alone_is_no_article() {
    let text =
        "Back to top\nShare this: Facebook Twitter\n37 comments\nAdvertisement\n© 2021 Oxus Wire. All rights reserved.";
    assert!(cleaned(text_document(text)).is_err());
}

/// An input of a size.
type Build = fn(usize) -> String;

/// Inputs built to be slow, as a function of their size.
fn hostile() -> Vec<(&'static str, Build)> {
    vec![
        ("tiny lines", |n| "a\n".repeat(n)),
        ("tiny paragraphs", |n| "a\n\n".repeat(n)),
        ("one long word", |n| "a".repeat(n * 8)),
        ("one long line", |n| "the river and ".repeat(n / 2)),
        ("bars", |n| "| ".repeat(n)),
        ("copyright signs", |n| "© ".repeat(n)),
        ("repeated line", |n| "The same line again\n".repeat(n / 8)),
        ("end marks", |n| "Related stories\n\nsome words of a sentence that is long enough.\n\n".repeat(n / 32)),
        ("attributions", |n| "— A (@a) September 8, 2021\n".repeat(n / 8)),
        ("one line of attributions", |n| "— A (@a) September 8, 2021 ".repeat(n / 8)),
        ("dates in one sentence", |n| "on 8 September 2021 and ".repeat(n / 8)),
        ("dates in many sentences", |n| "It was 8 September 2021. ".repeat(n / 8)),
        ("credits", |n| "Photo: A / AP\n".repeat(n / 8)),
        ("brackets", |n| "(".repeat(n)),
        ("bullets", |n| "- x\n".repeat(n / 2)),
        ("rows of a table", |n| "1 May 212 88 14\n".repeat(n / 8)),
        ("rows and headlines", |n| "1 May 212 88 14\nA headline of five words\n".repeat(n / 16)),
        ("teasers", |n| {
            "A headline of some words\n\nJane Doe\n\nsome words of a sentence that is long enough for a teaser.\n\n"
                .repeat(n / 32)
        }),
        ("comments", |n| "Jane Doe\n\n18 October 2021\n\nIt is a good river, and it was better.\n\n".repeat(n / 32)),
        ("pulled quotations", |n| {
            let sentence = "“It was said that the river would come back to the valley in May";
            format!("{sentence}\n\n{}\n\n", format!("{sentence},” he said, and it did. ").repeat(4)).repeat(n / 128)
        }),
        ("header lines", |n| "LENGTH: 612 words\n".repeat(n / 8)),
        ("names", |n| format!("By {}", "Jane Doe and ".repeat(n / 8))),
    ]
}

#[test]
fn time_is_linear() {
    for (name, build) in hostile() {
        let time = |size: usize| {
            let text = build(size);
            effort(|| cleaned(text_document(&text)))
        };
        let (small, large) = (time(4_000), time(32_000));
        // eight times the input: a quadratic step would take sixty-four times as long
        assert!(large < small * 24 + Duration::from_millis(150), "{name}: {small:?} became {large:?}");
    }
}

/// Sizes that real dumps reach: the same ratio holds far out.
#[test]
fn large_inputs_are_linear_too() {
    let cases: [(&str, Build); 3] = [
        ("one line of megabytes", |n| "the river rises and the villages wait. ".repeat(n)),
        ("short lines", |n| (0..n).fold(String::new(), |text, i| text + &format!("line {i} of the river\n"))),
        ("equal lines", |n| "the same line of the river\n".repeat(n)),
    ];
    for (name, build) in cases {
        let time = |size: usize| {
            let text = build(size);
            effort(|| cleaned(text_document(&text)))
        };
        let (small, large) = (time(6_000), time(30_000));
        // five times the input; a quadratic step would take twenty-five times as long
        assert!(large < small * 12, "{name}: {small:?} became {large:?}");
    }
}
