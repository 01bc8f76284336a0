//! What it costs to clean raw text that has been read already: bytes of source text a second on one core.
//!
//! `cargo bench --bench clean` measures the sample briefing; with `CLEAN_FOLDER=path` the articles of any folder.

use briefing::clean::{CleanContext, RecurringIn, clean};
use briefing::config::{CleanSettings, IngestSettings};
use briefing::diag::Diagnostics;
use briefing::ingest;
use briefing::model::{Document, Ingested};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::PathBuf;

/// The documents of a folder.
fn documents(folder: PathBuf) -> Vec<Document> {
    let settings = IngestSettings::default();
    let listing = ingest::list_paths(&settings, &[folder]).expect("the folder is there");
    let read = listing.files.iter().map(|file| ingest::read(&settings, file, &mut Diagnostics::new()));
    read.filter_map(|ingested| if let Ingested::Document(document) = ingested { Some(*document) } else { None })
        .collect()
}

fn corpus(criterion: &mut Criterion) {
    let folder = std::env::var_os("CLEAN_FOLDER").map_or_else(|| PathBuf::from("seeds"), PathBuf::from);
    let documents = documents(folder);
    let bytes: u64 = documents.iter().flat_map(|document| &document.blocks).map(|block| block.text.len() as u64).sum();
    let settings = CleanSettings::default();
    let context = CleanContext {
        settings: &settings,
        id: "bench",
        sidecar: None,
        sources: &BTreeMap::new(),
        recurring: RecurringIn::default(),
    };
    let mut group = criterion.benchmark_group("clean");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("corpus", |bencher| {
        bencher.iter_batched(
            || documents.clone(),
            |documents| {
                for document in documents {
                    let _ = black_box(clean(context, document, &mut Diagnostics::new()));
                }
            },
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(benches, corpus);
criterion_main!(benches);
