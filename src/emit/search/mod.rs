//! The search index: an inverted index cut into script files that a page loads as the reader types, from disk or over http.
//!
//! Input: the briefing and the plan. Output: script files below `assets/search/`, each a single call of
//! `briefingSearch(kind, number, …)`, which `static/search-index.js` answers. Scripts, because from disk a page may load nothing
//! else. What lies in which file is said in `docs/output.md`.
//!
//! 1. [`documents`]: articles in page order, then entities with a page, then topics, are numbered and listed in chunks; the
//!    text of articles goes to chunks of its own, for the passages shown with a result.
//! 2. [`mod@terms`]: every text is folded and cut into terms, as `static/search-index.js` folds and cuts what the reader types.
//! 3. [`postings`]: per term, the documents that hold it with a weight that says where and how often.
//! 4. [`shards`]: the sorted terms are cut at letters into files of a few kilobytes.
//! 5. [`facets`]: what results are filtered and sorted by, in files that are loaded when a reader does.
//! 6. A manifest names the files and says which terms lie in which. It is the only address that the page needs.

mod documents;
mod facets;
mod postings;
mod shards;
mod terms;

pub use terms::{LONGEST_TERM, terms};

use super::{EmitContext, EmitError};
use crate::model::{ArtifactSink, UrlPath};
use crate::text::short_hash;
use documents::Documents;
use rayon::prelude::*;
use serde::Serialize;

/// What the search page needs to know of the index.
#[derive(Debug, Clone)]
pub struct SearchIndex {
    /// The first script: lists the others.
    pub manifest: UrlPath,
}

/// Characters of a content hash in a file's name: enough to tell versions of one file apart.
const HASH: usize = 6;

/// Builds and emits the index.
///
/// # Errors
/// When a file cannot be handed on.
pub fn emit(context: &EmitContext<'_>, sink: &dyn ArtifactSink) -> Result<SearchIndex, EmitError> {
    let documents = Documents::of(context);
    let (lists, (rows, texts)) = rayon::join(
        || postings::build(context, &documents),
        || rayon::join(|| documents.row_chunks(context), || documents::text_chunks(context)),
    );
    let shards = shards::cut(lists);
    let facets = facets::files(context);
    let manifest = Manifest {
        articles: context.briefing.articles.len(),
        names: documents.names(),
        documents: documents.len(),
        languages: documents::languages(context.briefing),
        row_chunk: documents::ROWS,
        text_chunk: documents::TEXTS,
        shards: shards.iter().map(|shard| shard.from.as_str()).collect::<Vec<_>>().join(" "),
        shard_hashes: put_all(sink, 's', shards.par_iter().map(|shard| shard.arguments.as_str()))?,
        row_hashes: put_all(sink, 'd', rows.par_iter().map(String::as_str))?,
        text_hashes: put_all(sink, 't', texts.par_iter().map(String::as_str))?,
        facet_hashes: put_all(sink, 'f', facets.par_iter().map(String::as_str))?,
    };
    let script = call('m', 0, &json(&manifest));
    let path = UrlPath::new(format!("assets/search/index-{}.js", short_hash(&script, HASH)));
    sink.put(&path, script.as_bytes())?;
    Ok(SearchIndex { manifest: path })
}

/// What `static/search-index.js` must know before it can load anything.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest<'a> {
    /// Documents below this number are articles.
    articles: usize,
    /// How many people, organisations, places and topics follow them.
    names: [usize; 4],
    documents: usize,
    /// Languages whose inflections are worth knowing.
    languages: Vec<&'a str>,
    row_chunk: usize,
    text_chunk: usize,
    /// For each shard the least text that its terms are not below, separated by spaces.
    shards: String,
    /// The content hashes in the names of the files, one after the other.
    shard_hashes: String,
    row_hashes: String,
    text_hashes: String,
    facet_hashes: String,
}

/// Emits the files of a kind and gives their hashes.
fn put_all<'a>(
    sink: &dyn ArtifactSink,
    kind: char,
    arguments: impl IndexedParallelIterator<Item = &'a str>,
) -> Result<String, EmitError> {
    let hashes: Result<Vec<String>, EmitError> = arguments
        .enumerate()
        .map(|(number, arguments)| {
            let script = call(kind, number, arguments);
            let hash = short_hash(&script, HASH);
            sink.put(&UrlPath::new(format!("assets/search/{kind}{number}-{hash}.js")), script.as_bytes())?;
            Ok(hash)
        })
        .collect();
    Ok(hashes?.concat())
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data has a JSON form")
}

fn call(kind: char, number: usize, arguments: &str) -> String {
    format!("briefingSearch(\"{kind}\",{number},{arguments});\n")
}
