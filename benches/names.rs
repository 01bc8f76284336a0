//! Finding what articles name: the whole annotate stage on one core, in tokens a second.

#[path = "../tests/annotate_support/mod.rs"]
mod annotate_support;

use annotate_support::article;
use briefing::annotate::Annotator;
use briefing::config::{AnnotateSettings, Curation};
use briefing::model::CleanArticle;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

/// The articles of a training text without their marks.
fn articles(text: &str) -> Vec<CleanArticle> {
    let plain = text.replace("{P:", "").replace("{O:", "").replace("{L:", "").replace('}', "");
    let read = |text: &str| {
        let mut lines = text.lines().filter(|line| !line.is_empty());
        let title = lines.next()?;
        Some(article(title, &lines.collect::<Vec<_>>()))
    };
    plain.split("\n===\n").filter_map(read).collect()
}

/// Words, numbers and marks, about as annotate cuts them.
fn tokens(articles: &[CleanArticle]) -> u64 {
    let count =
        |text: &str| text.split_whitespace().count() + text.matches([',', '.', '“', '”', '"', '-', '’']).count();
    articles.iter().flat_map(|article| &article.blocks).map(|block| count(&block.text) as u64).sum()
}

fn names(criterion: &mut Criterion) {
    let articles = articles(include_str!("../data/training/africa-01.txt"));
    let annotator = Annotator::new(&AnnotateSettings::default(), &Curation::default());
    let mut group = criterion.benchmark_group("names");
    group.throughput(Throughput::Elements(tokens(&articles)));
    group.bench_function("annotate", |bencher| {
        bencher.iter_batched(
            || articles.clone(),
            |articles| articles.into_iter().map(|article| annotator.annotate(article)).collect::<Vec<_>>(),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(benches, names);
criterion_main!(benches);
