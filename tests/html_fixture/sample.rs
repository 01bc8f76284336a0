//! A briefing of four invented articles with every kind of block.

use super::{Draft, Known, briefing};
use ::briefing::model::{ArticleIx, BlockKind, Briefing, EntityKind, Origin, PartialDate, SkipReason, Skipped};

/// Names of the sample.
pub(crate) const KNOWN: &[Known] = &[
    (EntityKind::Person, "Emomali Rahmon", &["Rahmon", "President Rahmon"], Some("President of Tajikistan")),
    (EntityKind::Person, "Ahmad Massoud", &["Massoud"], Some("leader of the National Resistance Front")),
    (EntityKind::Person, "Parvina Sohibova", &["Sohibova"], Some("historian in Dushanbe")),
    (EntityKind::Organisation, "Taliban", &["the Taliban"], None),
    (EntityKind::Organisation, "Collective Security Treaty Organization", &["CSTO"], Some("military alliance")),
    (EntityKind::Organisation, "National Resistance Front", &["NRF"], None),
    (EntityKind::Place, "Tajikistan", &[], Some("country north of the Panj")),
    (EntityKind::Place, "Dushanbe", &[], Some("capital of Tajikistan")),
    (EntityKind::Place, "Panjshir", &["Panjshir Valley"], None),
    (EntityKind::Place, "Afghanistan", &[], None),
    (EntityKind::Place, "Kabul", &[], None),
];

/// A briefing of four invented articles.
pub(crate) fn sample() -> Briefing {
    let neighbour = Draft::new(
        "neighbour",
        "Why Tajikistan will not welcome the Taliban",
        &[
            "When Kabul fell on 15 August 2021, four of the five states to the north picked up the telephone. Tajikistan did not. Its president, Emomali Rahmon, said within days that no government imposed by force would be recognised in Dushanbe.",
            "# Who has found shelter there?",
            "Ahmad Massoud crossed the mountains in early September, people close to the National Resistance Front say. Massoud has not appeared in public since. “We are guests who do not unpack,” Massoud told a visitor.",
            "> A border is a promise that both banks keep.\nIf one bank forgets, the river does not remind it.",
            "# Why is Rahmon so firm?",
            "Parvina Sohibova points to the war that ended in 1997. “He won that war and he governs from its memory,” Sohibova says.",
            "- The Panjshir Valley is the last province to fall / The CSTO has promised help / Nobody expects an invasion",
        ],
    )
    .by("Clémence Aubrac", "Central Steppe Review", Some("https://steppe.example/2021/10/neighbour"))
    .deck("Four neighbours talk to Kabul. The fifth remembers its own war.")
    .on("2021-10-06")
    .removing(3, "6 min read", "reading-time", "reading time of the original page")
    .removing(41, "Similar Posts", "related-list", "heading of a list of other articles")
    .about(&["Diplomacy", "Armed conflict"]);

    let drills = Draft::new(
        "drills",
        "CSTO troops rehearse for a border breach in Tajikistan",
        &[
            "DUSHANBE, Oct 18 (Oxus Wire) - Four thousand soldiers of the Collective Security Treaty Organization began a week of exercises a short drive from Afghanistan on Monday.",
            "The CSTO said the drills were planned long ago. Emomali Rahmon watched them from a hill. “Let nobody cross this line by mistake,” Rahmon said.",
        ],
    )
    .by("Timur Askarov", "Oxus Wire", None)
    .on("2021-10-18")
    .block(
        BlockKind::Figure { credit: Some("© Sohrab Yaqubi / Oxus Wire".to_owned()), alt: None },
        "A self-propelled gun on the range near Farkhor.",
    )
    .block(BlockKind::Table { header: true }, "Country\tSoldiers\nRussia\t2,500\nTajikistan\t1,000\nOthers\t500")
    .about(&["Armed conflict"]);

    let outlier = Draft::new(
        "outlier",
        "The stern outlier",
        &["Tajikistan is in no mood to deal with the Taliban, and says so. The Taliban answer by moving men to the river."],
    )
    .with(|metadata| metadata.title_origin = Origin::Derived)
    .by("", "The Meridian Ledger", None)
    .not_before("2021-09-08", "Daler Shoev (@dshoev_panj) September 8, 2021")
    .block(
        BlockKind::Embed {
            author: Some("Daler Shoev".to_owned()),
            handle: Some("@dshoev_panj".to_owned()),
            date: PartialDate::day(2021, 9, 8),
            url: Some("https://post.example/1".to_owned()),
        },
        "Tajik president, on the eve of Independence Day, speaks of Afghanistan for eleven minutes.",
    )
    .about(&["Diplomacy"]);

    let letter =
        Draft::new("letter", "نامه‌ای از دوشنبه", &["او می‌گوید که Panjshir هنوز خانهٔ اوست و روزی بازخواهد گشت."])
            .with(|metadata| metadata.language.replace_range(.., "fa"));
    let mut sample = briefing(vec![neighbour, drills, outlier, letter], KNOWN);
    sample.skipped = vec![Skipped { path: "scan.pdf".to_owned(), reason: SkipReason::UnknownType("pdf".to_owned()) }];
    sample.unresolved = vec![("Massoud".to_owned(), ArticleIx(1))];
    sample
}
