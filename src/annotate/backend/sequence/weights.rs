//! The weights of the sequence model and the form in which they are stored.
//!
//! A feature is a 64-bit hash; its top bits are a bucket. A bitmap says which buckets have weights, and the count of set bits
//! before a bucket is the number of its row. A row holds a small integer for each label and pass.
//!
//! The file, all numbers little-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `names-1\n` |
//! | 4 | bits of a bucket number, B |
//! | 4 | rows, R |
//! | 4 | logarithm units to one, U: a weight of U is a factor of e |
//! | 2 × 2 × 13 × 13 | transitions: pass, label before, label after; 16-bit |
//! | 2^B / 8 | the bitmap |
//! | 2 × 13 × R | weights: pass, label, row; 8-bit |

use super::decode::Steps;
use super::labels::COUNT;
use std::sync::LazyLock;

/// Passes over an article: the second sees what the first found elsewhere.
pub(in crate::annotate) const PASSES: usize = 2;

/// Labels of a row, filled up so that the passes lie side by side in one cache line.
const WIDTH: usize = 16;

const MAGIC: &[u8; 8] = b"names-1\n";
const HEADER: usize = MAGIC.len() + 12;

static BUILT_IN: &[u8] = include_bytes!("../../../../data/names.model");

/// A row of weights: pass by pass, label by label.
pub(in crate::annotate) type Row = [i8; PASSES * WIDTH];

/// Scores of one token in both passes.
pub(super) type Scores = [i16; PASSES * WIDTH];

/// Where a pass begins in a row.
pub(in crate::annotate) const fn column(pass: usize, label: usize) -> usize {
    pass * WIDTH + label
}

/// Transitions of one pass: label before, label after.
pub(in crate::annotate) type Transitions = [[i16; COUNT]; COUNT];

/// A trained model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::annotate) struct Weights {
    bits: u32,
    /// Weights to one natural logarithm unit.
    pub(super) unit: u32,
    pub(super) transitions: [Transitions; PASSES],
    /// The same, as the search for the best labels needs them.
    pub(super) steps: [Steps; PASSES],
    present: Vec<u64>,
    /// Set bits before each word of `present`.
    rank: Vec<u32>,
    rows: Vec<Row>,
}

impl Weights {
    /// The weights that the program carries.
    pub(super) fn built_in() -> &'static Self {
        static LOADED: LazyLock<Weights> =
            LazyLock::new(|| Weights::read(BUILT_IN).expect("data/names.model is written by the trainer and tested"));
        &LOADED
    }

    /// From rows by bucket, sorted by bucket.
    #[cfg(feature = "training")]
    pub(in crate::annotate) fn new(
        bits: u32,
        unit: u32,
        transitions: &[Transitions; PASSES],
        rows: impl IntoIterator<Item = (usize, Row)>,
    ) -> Self {
        let mut present = vec![0u64; (1 << bits) / 64];
        let mut kept = Vec::new();
        for (bucket, row) in rows {
            present[bucket / 64] |= 1 << (bucket % 64);
            kept.push(row);
        }
        let rank = ranks(&present);
        Self {
            bits,
            unit,
            transitions: *transitions,
            steps: transitions.each_ref().map(Steps::new),
            present,
            rank,
            rows: kept,
        }
    }

    /// The bucket of a feature among `1 << bits`.
    pub(in crate::annotate) const fn bucket(feature: u64, bits: u32) -> usize {
        (feature >> (64 - bits)) as usize
    }

    /// Adds a feature's weights to the scores of a token.
    #[inline]
    pub(super) fn add(&self, feature: u64, scores: &mut Scores) {
        let bucket = Self::bucket(feature, self.bits);
        let word = self.present[bucket / 64];
        let bit = 1u64 << (bucket % 64);
        if word & bit == 0 {
            return;
        }
        let row = self.rank[bucket / 64] + (word & (bit - 1)).count_ones();
        for (score, weight) in scores.iter_mut().zip(&self.rows[row as usize]) {
            *score = score.saturating_add(i16::from(*weight));
        }
    }

    /// Reads the stored form; `None` when it is damaged.
    pub(in crate::annotate) fn read(bytes: &[u8]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let (bits, count, unit) = (number(8)?, number(12)? as usize, number(16)?);
        if bytes.get(..MAGIC.len())? != MAGIC || !(6..=28).contains(&bits) || unit == 0 {
            return None;
        }
        let mut rest = bytes.get(HEADER..)?;
        let mut transitions = [[[0i16; COUNT]; COUNT]; PASSES];
        for cell in transitions.iter_mut().flatten().flatten() {
            let (head, tail) = rest.split_first_chunk::<2>()?;
            *cell = i16::from_le_bytes(*head);
            rest = tail;
        }
        let (bitmap, weights) = rest.split_at_checked((1 << bits) / 8)?;
        let present: Vec<u64> = bitmap.as_chunks::<8>().0.iter().map(|chunk| u64::from_le_bytes(*chunk)).collect();
        let rank = ranks(&present);
        let set: usize = present.iter().map(|word| word.count_ones() as usize).sum();
        if set != count || weights.len() != count * PASSES * COUNT {
            return None;
        }
        let mut rows = vec![[0i8; PASSES * WIDTH]; count];
        for (cell, bytes) in weights.chunks_exact(count.max(1)).enumerate() {
            let column = column(cell / COUNT, cell % COUNT);
            for (row, byte) in rows.iter_mut().zip(bytes) {
                row[column] = i8::from_le_bytes([*byte]);
            }
        }
        Some(Self { bits, unit, transitions, steps: transitions.each_ref().map(Steps::new), present, rank, rows })
    }

    /// The stored form.
    #[cfg(any(test, feature = "training"))]
    pub(in crate::annotate) fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for number in [self.bits, self.rows.len() as u32, self.unit] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(self.transitions.iter().flatten().flatten().flat_map(|cell| cell.to_le_bytes()));
        bytes.extend(self.present.iter().flat_map(|word| word.to_le_bytes()));
        for cell in 0..PASSES * COUNT {
            let column = column(cell / COUNT, cell % COUNT);
            bytes.extend(self.rows.iter().flat_map(|row| row[column].to_le_bytes()));
        }
        bytes
    }
}

fn ranks(present: &[u64]) -> Vec<u32> {
    let mut before = 0;
    let count = |word: &u64| {
        let rank = before;
        before += word.count_ones();
        rank
    };
    present.iter().map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_form_is_read_back_and_damage_is_noticed() {
        let bytes = Weights::built_in().write();
        assert!(bytes == BUILT_IN, "written as read");
        assert!(Weights::read(&bytes[..bytes.len() - 1]).is_none());
        assert!(Weights::read(&bytes[1..]).is_none());
        assert!(Weights::read(b"names-1\n").is_none());
        let mut more_bits = bytes;
        let last_word = HEADER + 2 * PASSES * COUNT * COUNT;
        more_bits[last_word] ^= 1;
        assert!(Weights::read(&more_bits).is_none(), "a bit of the bitmap without a row");
    }

    #[test]
    fn the_embedded_language_data_stays_small() {
        let lists = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data")).expect("the lists");
        let size: u64 = lists
            .filter_map(|entry| entry.ok()?.metadata().ok())
            .filter(std::fs::Metadata::is_file)
            .map(|file| file.len())
            .sum();
        // it packs to a third
        assert!(size < 6_000_000, "{size} bytes");
    }
}
