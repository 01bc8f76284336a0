//! Golden cases of review: `tests/cases/review/<case>/articles.txt` in the notation of the link cases, with the curator's
//! file where there is one, and `expected.txt`. `SNAPSHOTS=overwrite cargo test --test review_cases` renews the latter.

#![expect(clippy::disallowed_methods, reason = "the tests make the files that the program then reads")]

mod effort;
mod link_support;

use briefing::config::{Curation, Project, Settlement};
use briefing::diag::Diagnostics;
use briefing::model::{Briefing, EntityKind};
use briefing::review::{Doubt, DoubtKind, review};
use effort::effort;
use link_support::{articles, curation, empty, linked, mention, paragraph};
use snapbox::{Assert, Data};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn cases() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/review");
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("an entry").path()).collect();
    found.sort();
    found
}

fn reviewed(notation: &str, curation: &Curation) -> (Briefing, Vec<Doubt>) {
    let (briefing, _) = linked(articles(notation), curation);
    let doubts = review(&briefing, curation);
    (briefing, doubts)
}

fn of_case(case: &Path) -> (String, Curation) {
    (std::fs::read_to_string(case.join("articles.txt")).expect("articles.txt"), curation(case))
}

fn picture(doubts: &[Doubt]) -> String {
    let mut out = String::new();
    for doubt in doubts {
        writeln!(out, "{} {:.2} {}", doubt.kind.name(), doubt.score, doubt.about).expect("text");
        writeln!(out, "  {}", doubt.reasons.join("; ")).expect("text");
        writeln!(out, "  {} pages, {} mentions", doubt.effect.pages, doubt.effect.mentions).expect("text");
        for (what, settlement) in [("so", Some(&doubt.settle)), ("not so", doubt.otherwise.as_ref())] {
            let Some(settlement) = settlement else { continue };
            writeln!(out, "  {what}: {}", settlement.file()).expect("text");
            settlement.toml().lines().for_each(|line| writeln!(out, "    {line}").expect("text"));
        }
    }
    out
}

#[test]
fn cases_are_reviewed_as_expected() {
    assert!(cases().len() >= 4, "the cases are gone");
    for case in cases() {
        let (notation, curation) = of_case(&case);
        Assert::new().action_env("SNAPSHOTS").eq(
            picture(&reviewed(&notation, &curation).1),
            Data::read_from(&case.join("expected.txt"), Some(snapbox::data::DataFormat::Text)),
        );
    }
}

#[test]
fn cases_hold_nothing_else() {
    for case in cases() {
        for entry in std::fs::read_dir(&case).expect("a case") {
            let name = entry.expect("an entry").file_name();
            let known =
                ["articles.txt", "entities.toml", "topics.toml", "expected.txt"].iter().any(|file| name == *file);
            assert!(known, "{} is used by nothing", case.join(name).display());
        }
    }
}

#[test]
fn the_order_of_articles_does_not_matter() {
    for case in cases() {
        let (notation, curation) = of_case(&case);
        let forward = picture(&reviewed(&notation, &curation).1);
        let mut turned = articles(&notation);
        turned.reverse();
        let (briefing, _) = linked(turned, &curation);
        assert_eq!(forward, picture(&review(&briefing, &curation)), "{}", case.display());
    }
}

/// A project whose curation is the case's with a decision added.
fn decided(case: &Path, settlement: &Settlement) -> Curation {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("seeds")).expect("seeds");
    let file = folder.path().join(settlement.file());
    std::fs::create_dir_all(file.parent().expect("a folder above it")).expect("curation");
    for name in ["entities.toml", "topics.toml"] {
        let before = std::fs::read_to_string(case.join(name)).unwrap_or_default();
        std::fs::write(folder.path().join("curation").join(name), &before).expect("the curator's file");
    }
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    std::fs::write(&file, settlement.add_to(&text).expect("it fits")).expect("the file");
    let mut diagnostics = Diagnostics::new();
    let project = Project::open(folder.path(), &mut diagnostics).expect("a project");
    let wrong: Vec<String> = diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    project.curation
}

/// What is proposed can be read back, does what it says, and settles the doubt; so does the contrary.
#[test]
fn decisions_settle_their_doubts() {
    for case in cases() {
        let (notation, curation) = of_case(&case);
        let (_, doubts) = reviewed(&notation, &curation);
        for doubt in &doubts {
            for settlement in std::iter::once(&doubt.settle).chain(&doubt.otherwise) {
                let curation = decided(&case, settlement);
                let (briefing, left) = reviewed(&notation, &curation);
                let again = left.iter().find(|other| other.about == doubt.about && other.kind == doubt.kind);
                assert!(again.is_none(), "{}: still asked: {}\n{}", case.display(), doubt.about, settlement.toml());
                let has = |id: &str| briefing.entities.iter().any(|entity| entity.id == id);
                match settlement {
                    Settlement::Alias { id, .. } | Settlement::Kind { id, .. } => assert!(has(id), "{id}"),
                    Settlement::Apart { id, from } => assert!(has(id) && has(from), "{id}, {from}"),
                    Settlement::Ignore(_) | Settlement::Mention { .. } | Settlement::Topic { .. } => {}
                }
            }
        }
    }
}

/// Articles of names that sound alike in many ways.
fn crowd(names: usize) -> Vec<briefing::model::Annotated> {
    const SYLLABLES: [&str; 12] = ["ba", "dar", "kho", "lo", "mi", "nu", "ra", "sha", "ti", "vor", "ya", "zor"];
    let word = |mut number: usize| {
        let mut word = String::new();
        for _ in 0..4 {
            word.push_str(SYLLABLES[number % SYLLABLES.len()]);
            number /= SYLLABLES.len();
        }
        word[..1].to_uppercase() + &word[1..]
    };
    let article = |at: usize, chunk: std::ops::Range<usize>| {
        let mut article = empty(&format!("a{at:05}"), "Names");
        let mut text = String::new();
        for number in chunk {
            let start = text.len();
            write!(text, "{} {}", word(number % 97), word(number * 7)).expect("text");
            let span = briefing::text::Span::new(start..text.len());
            article.mentions.push(mention(1, span, EntityKind::ALL[number % 3]));
            text.push_str(" spoke of the river. ");
        }
        article.article.blocks.push(paragraph(1, text));
        article
    };
    (0..names).step_by(20).map(|from| article(from, from..(from + 20).min(names))).collect()
}

/// What the work on so many names costs, on one thread: others may keep the machine busy meanwhile.
fn time(names: usize, work: impl Fn(Vec<briefing::model::Annotated>) + Sync) -> Duration {
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be had");
    alone.install(|| effort(|| work(crowd(names))))
}

/// Sixteen times the names take some sixteen times the time; a square would take 256 times as long.
#[test]
fn joining_twenty_thousand_names_is_no_square() {
    let join = |input: Vec<briefing::model::Annotated>| {
        let names = input.iter().map(|article| article.mentions.len()).sum::<usize>();
        let (briefing, _) = linked(input, &Curation::default());
        assert!(briefing.entities.len() > names / 2, "the names are different ones");
    };
    let (few, many) = (time(1_250, join), time(20_000, join));
    assert!(many < few * 90, "1,250 names took {few:?}, 20,000 took {many:?}");
}

#[test]
fn reviewing_names_is_no_square() {
    let compare = |input: Vec<briefing::model::Annotated>| {
        let (briefing, _) = linked(input, &Curation::default());
        let doubts = review(&briefing, &Curation::default());
        assert!(doubts.iter().filter(|doubt| doubt.kind == DoubtKind::Merge).count() <= 500);
    };
    let (few, many) = (time(500, compare), time(8_000, compare));
    assert!(many < few * 90, "500 names took {few:?}, 8,000 took {many:?}");
}
