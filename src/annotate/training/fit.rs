//! Fits one pass of the sequence model: a conditional random field by stochastic gradients, follow-the-regularised-leader with
//! a penalty on every weight, so that most stay zero.
//!
//! Everything is in a fixed order, so that the same texts give the same weights.

use crate::annotate::backend::sequence::decode::Lattice;
use crate::annotate::backend::sequence::labels::COUNT;

/// A labelled segment.
#[derive(Debug, Clone, Default)]
pub(super) struct Instance {
    /// Rows of the features, token after token.
    pub rows: Vec<u32>,
    /// Where each token's features end.
    pub ends: Vec<u32>,
    /// The right labels.
    pub labels: Vec<u8>,
    /// How much it counts.
    pub weight: f32,
}

impl Instance {
    /// A token's features.
    pub(super) fn token(&self, at: usize) -> &[u32] {
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.rows[from as usize..self.ends[at] as usize]
    }
}

/// What steers the fitting.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// Times that every text is seen.
    pub rounds: u32,
    /// The length of a step.
    pub step: f32,
    /// The penalty that makes weights zero.
    pub sparsity: f32,
    /// The penalty that keeps weights small.
    pub smallness: f32,
}

impl Default for Recipe {
    fn default() -> Self {
        Self { rounds: 12, step: 0.1, sparsity: 0.05, smallness: 0.5 }
    }
}

/// A fitted pass.
#[derive(Debug, Clone)]
pub(super) struct Fitted {
    pub rows: Vec<[f32; COUNT]>,
    pub transitions: [[f32; COUNT]; COUNT],
}

impl Fitted {
    /// Scores of a segment's labels.
    pub(super) fn emissions(&self, instance: &Instance) -> Vec<[f32; COUNT]> {
        let sum = |at: usize| {
            let mut sums = [0.0; COUNT];
            for &row in instance.token(at) {
                for (sum, weight) in sums.iter_mut().zip(&self.rows[row as usize]) {
                    *sum += weight;
                }
            }
            sums
        };
        (0..instance.labels.len()).map(sum).collect()
    }
}

/// One weight's state: follow-the-regularised-leader keeps the sum of shifted gradients and of their squares.
#[derive(Clone, Copy, Default)]
struct Cell {
    shifted: f32,
    squares: f32,
}

impl Cell {
    /// Takes a gradient; returns the new weight.
    fn step(&mut self, weight: f32, gradient: f32, recipe: &Recipe, sparsity: f32) -> f32 {
        let squares = self.squares + gradient * gradient;
        let shift = (squares.sqrt() - self.squares.sqrt()) / recipe.step;
        self.shifted += gradient - shift * weight;
        self.squares = squares;
        if self.shifted.abs() <= sparsity {
            return 0.0;
        }
        let rate = (1.0 + squares.sqrt()) / recipe.step + recipe.smallness;
        -(self.shifted - self.shifted.signum() * sparsity) / rate
    }
}

/// Fits weights for `rows` features to the instances.
pub(super) fn fit(instances: &[&Instance], rows: usize, recipe: &Recipe) -> Fitted {
    let mut fitted = Fitted { rows: vec![[0.0; COUNT]; rows], transitions: [[0.0; COUNT]; COUNT] };
    let mut cells = vec![[Cell::default(); COUNT]; rows];
    let mut moves = [[Cell::default(); COUNT]; COUNT];
    let mut order: Vec<u32> = (0..instances.len() as u32).collect();
    let mut seed = 0x5EED_u64;
    for _ in 0..recipe.rounds {
        shuffle(&mut order, &mut seed);
        for &n in &order {
            let instance = instances[n as usize];
            let lattice = Lattice::new(&fitted.emissions(instance), &fitted.transitions);
            step_rows(instance, &lattice, &mut fitted, &mut cells, recipe);
            step_transitions(instance, &lattice, &mut fitted, &mut moves, recipe);
        }
    }
    fitted
}

fn step_rows(
    instance: &Instance,
    lattice: &Lattice,
    fitted: &mut Fitted,
    cells: &mut [[Cell; COUNT]],
    recipe: &Recipe,
) {
    const TOO_SMALL: f32 = 1e-4;
    for at in 0..instance.labels.len() {
        let mut gradient = lattice.labels(at);
        gradient[usize::from(instance.labels[at])] -= 1.0;
        for label in 0..COUNT {
            let gradient = gradient[label] * instance.weight;
            if gradient.abs() < TOO_SMALL {
                continue;
            }
            for &row in instance.token(at) {
                let weight = &mut fitted.rows[row as usize][label];
                *weight = cells[row as usize][label].step(*weight, gradient, recipe, recipe.sparsity);
            }
        }
    }
}

fn step_transitions(
    instance: &Instance,
    lattice: &Lattice,
    fitted: &mut Fitted,
    cells: &mut [[Cell; COUNT]; COUNT],
    recipe: &Recipe,
) {
    let mut gradients = [[0.0f32; COUNT]; COUNT];
    let last = instance.labels.len() - 1;
    // a segment begins behind and ends before a token outside of names
    for (after, probability) in lattice.labels(0).into_iter().enumerate() {
        gradients[0][after] += probability;
    }
    gradients[0][usize::from(instance.labels[0])] -= 1.0;
    for (before, probability) in lattice.labels(last).into_iter().enumerate() {
        gradients[before][0] += probability;
    }
    gradients[usize::from(instance.labels[last])][0] -= 1.0;
    for at in 0..last {
        for (before, row) in gradients.iter_mut().enumerate() {
            for (after, gradient) in row.iter_mut().enumerate() {
                *gradient += lattice.pair(at, before, after);
            }
        }
        gradients[usize::from(instance.labels[at])][usize::from(instance.labels[at + 1])] -= 1.0;
    }
    for before in 0..COUNT {
        for after in 0..COUNT {
            let gradient = gradients[before][after] * instance.weight;
            if gradient != 0.0 {
                let weight = &mut fitted.transitions[before][after];
                *weight = cells[before][after].step(*weight, gradient, recipe, 0.0);
            }
        }
    }
}

/// Fisher and Yates with a fixed linear congruence.
fn shuffle(order: &mut [u32], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(at, (*seed >> 33) as usize % (at + 1));
    }
}
