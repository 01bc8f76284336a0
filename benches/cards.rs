//! What it costs to draw social cards: `cargo bench --bench cards`. A hundred a second on two cores is what is promised.

use briefing::emit::card::{Card, draw};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rayon::prelude::*;
use std::hint::black_box;

const CARDS: usize = 64;

fn cards() -> Vec<Card> {
    const TITLES: [&str; 4] = [
        "Why Tajikistan will not welcome the Taliban, and what its neighbours make of that this autumn",
        "The heir of Panjshir",
        "Душанбе: сарҳад баста аст, вале роҳ кушода мемонад",
        "Eighty families at the river wait for a ferry that the governor says was never promised to anybody",
    ];
    let card = |n: usize| Card {
        kicker: Some("The Border Post".to_owned()),
        title: format!("{} {n}", TITLES[n % TITLES.len()]),
        note: n.is_multiple_of(3).then(|| "President of Tajikistan".to_owned()),
        site: Some("Tajikistan and the Taliban, autumn 2021".to_owned()),
        fact: Some("30 September 2021".to_owned()),
        brand: None,
    };
    (0..CARDS).map(card).collect()
}

fn draw_all(criterion: &mut Criterion) {
    let cards = cards();
    let mut group = criterion.benchmark_group("cards");
    group.sample_size(10).throughput(Throughput::Elements(CARDS as u64));
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        group.bench_function(format!("{threads} threads"), |bencher| {
            bencher.iter(|| pool.install(|| cards.par_iter().for_each(|card| _ = black_box(draw::card(card)))));
        });
    }
    group.finish();
}

criterion_group!(benches, draw_all);
criterion_main!(benches);
