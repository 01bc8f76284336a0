//! Articles with (nearly) the same text: one piece published in several places.
//!
//! 1. Each article is sketched by the least hashes of its runs of words (bottom-k min-hashing), in parallel.
//! 2. Articles that share one of their very least hashes are candidates, each with its next few neighbours in that hash's list
//!    only: a thousand copies give a few thousand pairs, not half a million.
//! 3. A pair is verified by the likeness of the whole sketches, and verified pairs are joined into groups.
//! 4. A shortened reprint is less like the whole than that, and is nearly all of it in the whole: such a pair is noted and
//!    joins no groups, lest a roundup make one piece of all that it was made from.

use crate::model::{Annotated, ArticleIx};
use rayon::prelude::*;

/// Words in a run.
const RUN: usize = 4;
/// Hashes in a sketch: the likeness of two is estimated to within some four points in a hundred.
const SKETCH: usize = 128;
/// Hashes of a sketch that propose candidates.
const PROPOSING: usize = 32;
/// Neighbours in a hash's list that are compared with an article.
const NEIGHBOURS: usize = 4;
/// Shortest text that can be the same as another, in runs.
const SHORTEST: usize = 16;
/// Least share of common runs (Jaccard) at which two texts count as one piece.
const ALIKE: f64 = 0.4;
/// Least share of the runs of the shorter text that stand in the longer one, at which it is a shortened reprint …
const CONTAINED: f64 = 0.8;
/// … and least share of common runs, below which the sketches say too little.
const COMMON: f64 = 0.12;
/// Most other places listed with an article.
const LISTED: usize = 50;

/// For each article the others with nearly its text, in page order.
pub(super) fn find(articles: &[Annotated]) -> Vec<Vec<ArticleIx>> {
    let sketches: Vec<Sketch> = articles.par_iter().map(sketch).collect();
    let mut least: Vec<(u64, u32)> = sketches
        .iter()
        .enumerate()
        .flat_map(|(at, sketch)| sketch.least.iter().take(PROPOSING).map(move |&hash| (hash, at as u32)))
        .collect();
    least.par_sort_unstable();
    let mut pairs: Vec<(u32, u32)> = (0..least.len())
        .into_par_iter()
        .flat_map_iter(|at| {
            let (hash, article) = least[at];
            let next = least[at + 1..].iter().take(NEIGHBOURS).take_while(move |other| other.0 == hash);
            next.map(move |other| (article, other.1))
        })
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let verdicts: Vec<Likeness> =
        pairs.par_iter().map(|&(a, b)| compare(&sketches[a as usize], &sketches[b as usize])).collect();
    let of = |wanted: Likeness| {
        let judged = pairs.iter().zip(&verdicts);
        judged.filter(move |(_, likeness)| **likeness == wanted).map(|(&pair, _)| pair)
    };
    let mut found = groups(articles.len(), of(Likeness::Same));
    for (a, b) in of(Likeness::Shortened) {
        found[a as usize].push(ArticleIx(b));
        found[b as usize].push(ArticleIx(a));
    }
    for others in &mut found {
        others.sort_unstable();
        others.dedup();
        others.truncate(LISTED);
    }
    found
}

/// What two texts are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Same,
    Shortened,
    Other,
}

/// The least hashes of an article's runs of words, sorted, and how many runs it has.
#[derive(Debug, Clone, Default, PartialEq)]
struct Sketch {
    least: Vec<u64>,
    runs: usize,
}

fn compare(a: &Sketch, b: &Sketch) -> Likeness {
    let common = likeness(&a.least, &b.least);
    // of the union's runs this share is common, and the shorter text has at most all of those
    let shared = common * (a.runs + b.runs) as f64 / (1.0 + common);
    if common >= ALIKE {
        Likeness::Same
    } else if common >= COMMON && shared >= CONTAINED * a.runs.min(b.runs) as f64 {
        Likeness::Shortened
    } else {
        Likeness::Other
    }
}

/// Sketches an article; empty for a text too short to compare.
fn sketch(article: &Annotated) -> Sketch {
    let mut hashes = Vec::new();
    let mut run = [0_u64; RUN];
    let mut filled = 0;
    for block in article.article.blocks.iter().filter(|block| block.kind.is_body()) {
        each_word(&block.text, |word| {
            run.rotate_left(1);
            run[RUN - 1] = word;
            filled += 1;
            if filled >= RUN {
                hashes.push(mixed(run));
            }
        });
    }
    let runs = hashes.len();
    // only the least are needed in order; half as many again, for repeated runs fall away
    let bound = (u64::MAX / hashes.len().max(1) as u64).saturating_mul((SKETCH + SKETCH / 2) as u64);
    let all = hashes.len() <= SKETCH + SKETCH / 2;
    let mut least: Vec<u64> = hashes.iter().copied().filter(|&hash| all || hash <= bound).collect();
    least.sort_unstable();
    least.dedup();
    if least.len() < SKETCH && !all {
        hashes.sort_unstable();
        hashes.dedup();
        least = hashes;
    }
    if least.len() < SHORTEST {
        return Sketch::default();
    }
    least.truncate(SKETCH);
    Sketch { least, runs }
}

/// Hashes the words of a text: letters and digits, those of ASCII without case.
fn each_word(text: &str, mut take: impl FnMut(u64)) {
    const NONE: u64 = 0xcbf2_9ce4_8422_2325;
    let mut hash = NONE;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric()) {
            hash = (hash ^ u64::from(c.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
        } else if hash != NONE {
            take(hash);
            hash = NONE;
        }
    }
    if hash != NONE {
        take(hash);
    }
}

/// One hash of a run, all of whose bits depend on all words: a sum in which each place has its own factor, and the
/// finaliser of `SplitMix64`.
fn mixed(run: [u64; RUN]) -> u64 {
    let sum = run.iter().fold(0_u64, |sum, word| sum.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word);
    let hash = (sum ^ (sum >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Share of common hashes among the least of both.
fn likeness(a: &[u64], b: &[u64]) -> f64 {
    let (mut i, mut j, mut seen, mut common) = (0, 0, 0_u32, 0_u32);
    while (seen as usize) < SKETCH && i < a.len() && j < b.len() {
        seen += 1;
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    // a sketch that is exhausted was a whole text: what is left of the other one counts too
    let rest = (a.len() - i) + (b.len() - j);
    let seen = (seen as usize + rest).min(SKETCH.max(seen as usize));
    if seen == 0 { 0.0 } else { f64::from(common) / seen as f64 }
}

fn groups(articles: usize, joined: impl Iterator<Item = (u32, u32)>) -> Vec<Vec<ArticleIx>> {
    let mut parent: Vec<u32> = (0..articles as u32).collect();
    let root = |parent: &mut Vec<u32>, mut at: u32| {
        while parent[at as usize] != at {
            parent[at as usize] = parent[parent[at as usize] as usize];
            at = parent[at as usize];
        }
        at
    };
    for (a, b) in joined {
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        parent[a.max(b) as usize] = a.min(b);
    }
    let mut members: Vec<(u32, u32)> = (0..articles as u32).map(|at| (root(&mut parent, at), at)).collect();
    members.sort_unstable();
    let mut found = vec![Vec::new(); articles];
    for group in members.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        let group: Vec<ArticleIx> = group.iter().map(|&(_, at)| ArticleIx(at)).collect();
        for &article in &group {
            // the first are listed with each, so that every list of a group shares most of its entries
            found[article.0 as usize] = group.iter().copied().filter(|&other| other != article).take(LISTED).collect();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_the_share_in_common() {
        let sketch = |range: std::ops::Range<u64>| range.collect::<Vec<u64>>();
        assert!((likeness(&sketch(0..50), &sketch(0..50)) - 1.0).abs() < 1e-9);
        assert!((likeness(&sketch(0..50), &sketch(25..75)) - 25.0 / 75.0).abs() < 1e-9);
        assert!(likeness(&sketch(0..128), &sketch(128..256)) < 1e-9);
        assert!(likeness(&[], &[]) < 1e-9);
        assert_eq!(
            likeness(&sketch(0..20), &sketch(0..90)).to_bits(),
            likeness(&sketch(0..90), &sketch(0..20)).to_bits()
        );
    }

    #[test]
    fn chains_of_pairs_are_groups() {
        let found = groups(5, [(0, 1), (1, 3)].into_iter());
        assert_eq!(found[3], [ArticleIx(0), ArticleIx(1)]);
        assert!(found[2].is_empty());
    }
}
