//! The best labels of a segment, and how sure the model is of a name in it.
//!
//! Finding the best labels takes integers only, so that every machine finds the same. Probabilities are computed with the
//! four basic operations, for the same reason.

use super::labels::{COUNT, OUTSIDE, Position, label, may_follow};
use super::weights::Transitions;
use crate::model::EntityKind;

/// Scores of a token's labels.
pub(in crate::annotate) type Emission = [i32; COUNT];

/// Lower than any path.
const IMPOSSIBLE: i32 = i32::MIN / 2;

/// The steps from label to label that are allowed, with their scores, by the label that they lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Steps([Vec<(u8, i32)>; COUNT]);

impl Steps {
    /// Leaves out what may not follow: most pairs.
    pub(super) fn new(transitions: &Transitions) -> Self {
        Self(std::array::from_fn(|after| {
            let before = (0..COUNT as u8).filter(|&before| may_follow(before, after as u8));
            before.map(|before| (before, i32::from(transitions[usize::from(before)][after]))).collect()
        }))
    }
}

/// The highest-scoring labels of a segment. It begins behind and ends before a token outside of names.
pub(super) fn best_labels(emissions: impl ExactSizeIterator<Item = Emission>, steps: &Steps) -> Vec<u8> {
    let mut labels = vec![OUTSIDE; emissions.len()];
    let mut backward: Vec<[u8; COUNT]> = Vec::with_capacity(emissions.len());
    let outside = usize::from(OUTSIDE);
    let mut scores = [IMPOSSIBLE; COUNT];
    scores[outside] = 0;
    for emission in emissions {
        let mut next = [IMPOSSIBLE; COUNT];
        let mut from = [OUTSIDE; COUNT];
        for (after, steps) in steps.0.iter().enumerate() {
            for &(before, step) in steps {
                let sum = scores[usize::from(before)].saturating_add(step);
                if sum > next[after] {
                    next[after] = sum;
                    from[after] = before;
                }
            }
        }
        for (score, emission) in next.iter_mut().zip(emission) {
            *score = score.saturating_add(emission);
        }
        // only differences count: sums of long segments stay small
        let best = next.iter().copied().max().unwrap_or(0);
        scores = next.map(|score| score.saturating_sub(best).max(IMPOSSIBLE));
        backward.push(from);
    }
    let ends = steps.0[outside].iter().map(|&(label, step)| (scores[usize::from(label)].saturating_add(step), label));
    // of equal ones the first
    let mut last = ends.rev().max_by_key(|&(score, _)| score).map_or(outside, |(_, label)| usize::from(label));
    for (label, from) in labels.iter_mut().zip(&backward).rev() {
        *label = last as u8;
        last = usize::from(from[last]);
    }
    labels
}

/// The probabilities of a segment's labels, by the forward and backward sums of the model.
#[derive(Debug)]
pub(in crate::annotate) struct Lattice {
    /// Factor of a label at a token, relative to the token's strongest.
    factors: Vec<[f32; COUNT]>,
    steps: [[f32; COUNT]; COUNT],
    forward: Vec<[f32; COUNT]>,
    backward: Vec<[f32; COUNT]>,
    /// What each token's forward sums were divided by.
    scales: Vec<f32>,
}

impl Lattice {
    /// Sums over all labellings. `emissions` and `transitions` are natural logarithms.
    pub(in crate::annotate) fn new(emissions: &[[f32; COUNT]], transitions: &[[f32; COUNT]; COUNT]) -> Self {
        let mut steps = [[0.0; COUNT]; COUNT];
        for (before, row) in steps.iter_mut().enumerate() {
            for (after, cell) in row.iter_mut().enumerate() {
                if may_follow(before as u8, after as u8) {
                    *cell = exp(transitions[before][after]);
                }
            }
        }
        let factors = emissions.iter().map(|emission| {
            let strongest = emission.iter().copied().fold(f32::MIN, f32::max);
            emission.map(|score| exp(score - strongest))
        });
        let mut lattice = Self {
            factors: factors.collect(),
            steps,
            forward: Vec::with_capacity(emissions.len()),
            backward: vec![[0.0; COUNT]; emissions.len()],
            scales: Vec::with_capacity(emissions.len()),
        };
        lattice.sum_forward();
        lattice.sum_backward();
        lattice
    }

    fn sum_forward(&mut self) {
        let mut before = [0.0; COUNT];
        before[usize::from(OUTSIDE)] = 1.0;
        for factors in &self.factors {
            let mut sums = [0.0; COUNT];
            for (weight, row) in before.iter().zip(&self.steps) {
                for (sum, step) in sums.iter_mut().zip(row) {
                    *sum += weight * step;
                }
            }
            for (sum, factor) in sums.iter_mut().zip(factors) {
                *sum *= factor;
            }
            let scale = sums.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            before = sums.map(|sum| sum / scale);
            self.forward.push(before);
            self.scales.push(scale);
        }
    }

    fn sum_backward(&mut self) {
        let mut after: [f32; COUNT] = self.steps.map(|row| row[usize::from(OUTSIDE)]);
        for at in (0..self.factors.len()).rev() {
            let total: f32 =
                self.forward[at].iter().zip(&after).map(|(a, b)| a * b).sum::<f32>().max(f32::MIN_POSITIVE);
            self.backward[at] = after.map(|weight| weight / total);
            let mut weighed = self.backward[at];
            for (weight, factor) in weighed.iter_mut().zip(&self.factors[at]) {
                *weight *= factor / self.scales[at];
            }
            after = self.steps.map(|row| row.iter().zip(&weighed).map(|(step, weight)| step * weight).sum());
        }
    }

    /// The probability of each label at a token.
    #[cfg(any(test, feature = "training"))]
    pub(in crate::annotate) fn labels(&self, at: usize) -> [f32; COUNT] {
        let mut probabilities = self.forward[at];
        for (probability, weight) in probabilities.iter_mut().zip(&self.backward[at]) {
            *probability *= weight;
        }
        probabilities
    }

    /// The probability of one label at a token and another at the next.
    #[cfg(any(test, feature = "training"))]
    pub(in crate::annotate) fn pair(&self, at: usize, before: usize, after: usize) -> f32 {
        self.forward[at][before]
            * self.steps[before][after]
            * self.factors[at + 1][after]
            * self.backward[at + 1][after]
            / self.scales[at + 1]
    }

    /// The probability of exactly this name.
    pub(super) fn name(&self, from: usize, to: usize, kind: EntityKind) -> f32 {
        self.path(from, to, |at| usize::from(label(kind, Position::of(at, from, to))))
    }

    /// The probability that no token of the range is part of a name.
    pub(super) fn nothing(&self, from: usize, to: usize) -> f32 {
        self.path(from, to, |_| usize::from(OUTSIDE))
    }

    fn path(&self, from: usize, to: usize, label: impl Fn(usize) -> usize) -> f32 {
        let mut probability = self.forward[from][label(from)];
        for at in from + 1..to {
            probability *= self.steps[label(at - 1)][label(at)] * self.factors[at][label(at)] / self.scales[at];
        }
        probability * self.backward[to - 1][label(to - 1)]
    }
}

/// e to the power of x, the same on every machine: the power of two in the exponent's bits, the rest by a polynomial.
pub(in crate::annotate) fn exp(x: f32) -> f32 {
    let scaled = (x * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    let whole = scaled.floor();
    let rest = (scaled - whole) * std::f32::consts::LN_2;
    let terms = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    let fraction = terms.iter().fold(0.0f32, |sum, term| sum * rest + term);
    #[expect(clippy::cast_sign_loss, reason = "the clamp holds it between 1 and 253")]
    let power = f32::from_bits(((whole + 127.0) as u32) << 23);
    fraction * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for tenths in -200i16..=200 {
            let x = f32::from(tenths) / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-4, "{x}");
        }
        assert!(exp(f32::MIN) >= 0.0 && exp(f32::MAX).is_finite());
    }

    /// A labelling of three tokens with its weight.
    type Weighted = ([u8; 3], f32);

    /// Emissions that differ at each token and label, the transitions, and all labellings of three tokens.
    fn example() -> (Vec<[f32; COUNT]>, [[f32; COUNT]; COUNT], Vec<Weighted>) {
        let emissions: Vec<[f32; COUNT]> =
            (0..3u8).map(|at| std::array::from_fn(|l| f32::from((at * 7 + l as u8 * 5) % 11) / 4.0)).collect();
        let transitions = std::array::from_fn(|a| std::array::from_fn(|b| f32::from((a * 3 + b) as u8 % 5) / 3.0));
        let mut all = Vec::new();
        let labels = || 0..COUNT as u8;
        for path in labels().flat_map(|a| labels().flat_map(move |b| labels().map(move |c| [a, b, c]))) {
            let steps = [(OUTSIDE, path[0]), (path[0], path[1]), (path[1], path[2]), (path[2], OUTSIDE)];
            if steps.iter().all(|&(a, b)| may_follow(a, b)) {
                let tokens: f32 = path.iter().enumerate().map(|(at, &l)| emissions[at][usize::from(l)]).sum();
                let moves: f32 = steps.iter().map(|&(a, b)| transitions[usize::from(a)][usize::from(b)]).sum::<f32>();
                all.push((path, (tokens + moves).exp()));
            }
        }
        (emissions, transitions, all)
    }

    #[test]
    fn probabilities_are_those_of_all_labellings() {
        let (emissions, transitions, all) = example();
        let total: f32 = all.iter().map(|(_, weight)| weight).sum();
        let share = |holds: &dyn Fn(&[u8; 3]) -> bool| {
            all.iter().filter(|(path, _)| holds(path)).map(|(_, weight)| weight).sum::<f32>() / total
        };
        let lattice = Lattice::new(&emissions, &transitions);
        let close = |a: f32, b: f32| (a - b).abs() < 1e-3;
        for l in 0..COUNT as u8 {
            assert!(close(lattice.labels(1)[usize::from(l)], share(&|path| path[1] == l)), "label {l}");
            for m in 0..COUNT as u8 {
                let expected = share(&|path| path[0] == l && path[1] == m);
                assert!(close(lattice.pair(0, usize::from(l), usize::from(m)), expected), "{l} {m}");
            }
        }
        for kind in EntityKind::ALL {
            let (first, last) = (label(kind, Position::First), label(kind, Position::Last));
            assert!(close(lattice.name(1, 3, kind), share(&|path| path[1] == first && path[2] == last)));
        }
        assert!(close(lattice.nothing(0, 2), share(&|path| path[0] == OUTSIDE && path[1] == OUTSIDE)));
    }

    #[test]
    fn the_best_labels_are_the_likeliest_labelling() {
        let (emissions, transitions, all) = example();
        let best = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).expect("many labellings");
        let whole = |x: f32| (x * 1200.0).round() as i32;
        let emissions: Vec<Emission> = emissions.iter().map(|row| row.map(whole)).collect();
        let transitions = transitions.map(|row| row.map(|x| whole(x) as i16));
        assert_eq!(best_labels(emissions.into_iter(), &Steps::new(&transitions)), best.0);
    }
}
