//! Linking and planning briefings of growing size: the time an article must stay nearly the same.

#[path = "../tests/link_support/mod.rs"]
mod link_support;

use briefing::config::{Curation, LinkSettings, PageSettings};
use briefing::diag::Diagnostics;
use briefing::link::link;
use briefing::pages::plan;
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use link_support::synthetic::articles;
use std::hint::black_box;

fn sizes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("link");
    group.sample_size(10);
    for count in [1_000, 10_000, 50_000] {
        group.throughput(Throughput::Elements(count as u64));
        let made = articles(count);
        group.bench_with_input(BenchmarkId::new("link", count), &made, |bencher, made| {
            bencher.iter_batched(
                || made.clone(),
                |made| link(&LinkSettings::default(), &Curation::default(), made, Vec::new(), &mut Diagnostics::new()),
                BatchSize::PerIteration,
            );
        });
        let briefing = link(&LinkSettings::default(), &Curation::default(), made, Vec::new(), &mut Diagnostics::new());
        group.bench_with_input(BenchmarkId::new("plan", count), &briefing, |bencher, briefing| {
            bencher.iter(|| black_box(plan(&PageSettings::default(), briefing)));
        });
    }
    group.finish();
}

criterion_group!(benches, sizes);
criterion_main!(benches);
