//! Articles of any number with names as uneven as in the news: a few in every article, most in one or two.

use super::{empty, mention, paragraph};
use briefing::model::{Annotated, EntityKind, PartialDate, Term, TopicTag};
use briefing::text::Span;

/// Mentions of an article.
pub(crate) const MENTIONS: usize = 40;
/// Paragraphs of an article.
const PARAGRAPHS: usize = 8;

const FIRST: [&str; 24] = [
    "Ahmad", "Amina", "Boris", "Carla", "Daler", "Elena", "Farrukh", "Gulnora", "Henrik", "Ilse", "Jamila", "Karim",
    "Leyla", "Marek", "Nilufar", "Olga", "Parvina", "Rustam", "Shirin", "Timur", "Ulrike", "Vera", "Wendel", "Zafar",
];
const SYLLABLES: [&str; 20] = [
    "ba", "dor", "fan", "gul", "ho", "jan", "kar", "lo", "mir", "naz", "os", "pul", "rah", "sah", "tem", "um", "ves",
    "yar", "zod", "shar",
];
const FILLER: [&str; 40] = [
    "border",
    "said",
    "river",
    "market",
    "officials",
    "families",
    "school",
    "winter",
    "troops",
    "bread",
    "electricity",
    "road",
    "morning",
    "talks",
    "minister",
    "bridge",
    "letters",
    "harvest",
    "doctors",
    "railway",
    "the",
    "of",
    "and",
    "in",
    "that",
    "with",
    "for",
    "was",
    "had",
    "were",
    "they",
    "from",
    "new",
    "after",
    "last",
    "week",
    "under",
    "many",
    "called",
    "over",
];

/// Numbers without a clock: `SplitMix64`.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Small numbers far more often than great ones.
    fn uneven(&mut self, end: usize) -> usize {
        // a random number of the bits that `end` has, so that every doubling is as likely as the one before
        let bits = self.below(end.ilog2() as usize + 1) as u32;
        self.below(2_usize.pow(bits)).min(end - 1)
    }
}

fn invented(number: usize) -> String {
    let n = SYLLABLES.len();
    let text = [1, n, n * n, n * n * n].map(|step| SYLLABLES[number / step % n]).concat();
    text[..1].to_uppercase() + &text[1..]
}

fn name(numbers: &mut Numbers, names: usize) -> (String, EntityKind) {
    let number = numbers.uneven(names);
    match number % 3 {
        0 if numbers.below(2) == 0 => (invented(number), EntityKind::Person),
        0 => (format!("{} {}", FIRST[number / 3 % FIRST.len()], invented(number)), EntityKind::Person),
        1 => (format!("{} Trade Committee", invented(number)), EntityKind::Organisation),
        _ => (format!("{}abad", invented(number)), EntityKind::Place),
    }
}

/// So many articles of forty mentions each; the stock of names grows with them.
pub(crate) fn articles(count: usize) -> Vec<Annotated> {
    let mut numbers = Numbers(7);
    (0..count).map(|at| article(at, &mut numbers, 200 + count)).collect()
}

fn article(at: usize, numbers: &mut Numbers, names: usize) -> Annotated {
    let mut made = empty(&format!("article-{at}"), &format!("Report {} on {}", at, invented(numbers.below(names))));
    made.article.metadata.published.date =
        PartialDate::day(i32::try_from(2000 + at % 20).expect("a year"), 1 + (at % 12) as u32, 1 + (at % 28) as u32);
    for n in 1..=PARAGRAPHS as u32 {
        let mut text = String::new();
        for _ in 0..MENTIONS / PARAGRAPHS {
            for _ in 0..14 {
                text.push_str(FILLER[numbers.uneven(FILLER.len())]);
                text.push(' ');
            }
            let (name, kind) = name(numbers, names);
            let start = text.len();
            text.push_str(&name);
            made.mentions.push(mention(n, Span::new(start..text.len()), kind));
            text.push_str(". ");
        }
        made.article.blocks.push(paragraph(n, text));
    }
    for _ in 0..30 {
        let text = format!("{}ing", invented(numbers.uneven(8000)).to_lowercase());
        made.terms.push(Term { text, count: 1 + numbers.below(5) as u32 });
    }
    for _ in 0..2 {
        let id = format!("topic-{}", numbers.uneven(60));
        let tag = TopicTag {
            name: id.as_str().into(),
            topic: id,
            iptc: None,
            broader: std::sync::Arc::default(),
            score: 1.0,
            evidence: None,
        };
        made.topics.push(tag);
    }
    made
}
