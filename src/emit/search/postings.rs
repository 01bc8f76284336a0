//! The inverted index: for every term the documents that hold it, each with a weight.
//!
//! 1. Documents are taken in batches, in parallel. A batch counts its documents one after the other into tables by the
//!    number of the term, so that nothing is hashed twice, and sorts its terms.
//! 2. The batches' terms are sorted together; equal ones are neighbours then, and their postings follow each other in the
//!    order of the documents.

use super::documents::{Document, Documents};
use super::terms::terms;
use crate::emit::EmitContext;
use crate::model::{Article, BlockKind, Entity, Topic};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// Documents counted at a time.
const BATCH: usize = 256;

/// Postings kept of a term that more documents hold than that: the strongest. A term so common tells little, and must not
/// make the reader load what it weighs.
const MOST_POSTINGS: usize = 4096;

/// Weights go from 1 to this.
pub(super) const HEAVIEST: u32 = 15;

/// A term with its documents.
#[derive(Debug)]
pub(super) struct TermList {
    pub(super) term: String,
    /// Documents that hold it, which may be more than `postings` keeps.
    pub(super) documents: usize,
    /// Number of the document times 16 plus weight, ascending.
    pub(super) postings: Vec<u32>,
}

/// Builds the index, sorted as JavaScript sorts texts.
pub(super) fn build(context: &EmitContext<'_>, documents: &Documents<'_>) -> Vec<TermList> {
    let articles = &context.briefing.articles;
    let words: u64 = articles.iter().map(|article| u64::from(article.annotated.article.words)).sum();
    let usual_length = (words / articles.len().max(1) as u64).max(1);
    let batches: Vec<Batch> = documents
        .as_slice()
        .par_chunks(BATCH)
        .enumerate()
        .map(|(n, chunk)| Batch::count(context, chunk, (n * BATCH) as u32, usual_length))
        .collect();
    join(&batches)
}

fn join(batches: &[Batch]) -> Vec<TermList> {
    let mut all: Vec<(&str, u32, u32)> = batches
        .iter()
        .zip(0..)
        .flat_map(|(batch, b)| batch.terms.iter().zip(0..).map(move |(term, t)| (term.as_ref(), b, t)))
        .collect();
    all.par_sort_unstable_by(|a, b| script_order(a.0, b.0).then(a.1.cmp(&b.1)));
    let groups: Vec<&[(&str, u32, u32)]> = all.chunk_by(|a, b| a.0 == b.0).collect();
    groups
        .into_par_iter()
        .map(|group| {
            let parts = group.iter().map(|&(_, b, t)| batches[b as usize].postings(t));
            let mut postings: Vec<u32> = Vec::with_capacity(parts.clone().map(<[u32]>::len).sum());
            parts.for_each(|part| postings.extend_from_slice(part));
            let documents = postings.len();
            if documents > MOST_POSTINGS {
                keep_strongest(&mut postings);
            }
            TermList { term: group[0].0.to_owned(), documents, postings }
        })
        .collect()
}

fn keep_strongest(postings: &mut Vec<u32>) {
    postings.sort_unstable_by_key(|&posting| (HEAVIEST - posting % 16, posting));
    postings.truncate(MOST_POSTINGS);
    postings.sort_unstable();
}

/// The order of JavaScript's `<`: by UTF-16 code units. It differs from that of UTF-8 only where characters beyond U+FFFF
/// meet the last ones before.
pub(super) fn script_order(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    match a.iter().zip(b).find(|(x, y)| x != y) {
        Some((&x, &y)) if x >= 0xEE && y >= 0xEE => (x < 0xF0).cmp(&(y < 0xF0)).then(x.cmp(&y)),
        Some((x, y)) => x.cmp(y),
        None => a.len().cmp(&b.len()),
    }
}

/// The counted terms of some documents.
#[derive(Debug)]
struct Batch {
    terms: Vec<Box<str>>,
    /// Where the postings of each term end.
    ends: Vec<u32>,
    postings: Vec<u32>,
}

impl Batch {
    fn count(context: &EmitContext<'_>, documents: &[Document<'_>], first: u32, usual_length: u64) -> Self {
        let mut counter = Counter::default();
        let mut found: Vec<(u32, u32)> = Vec::new();
        for (document, number) in documents.iter().zip(first..) {
            match document {
                Document::Article(_, article) => {
                    counter.count_article(article);
                    counter.count_other_names(article, &context.briefing.entities);
                }
                Document::Entity(_, entity) => counter.count_entity(entity),
                Document::Topic(_, topic) => counter.count_topic(topic),
            }
            counter.drain(usual_length, |term, weight| found.push((term, number * 16 + weight)));
        }
        Self::sort(counter.ids, &found)
    }

    /// Sorts by term, keeping the order of the documents within each.
    fn sort(ids: FxHashMap<Box<str>, u32>, found: &[(u32, u32)]) -> Self {
        let mut terms: Vec<(Box<str>, u32)> = ids.into_iter().collect();
        terms.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut rank = vec![0; terms.len()];
        for ((_, id), n) in terms.iter().zip(0..) {
            rank[*id as usize] = n;
        }
        let mut ends: Vec<u32> = vec![0; terms.len() + 1];
        for &(id, _) in found {
            ends[rank[id as usize] + 1] += 1;
        }
        for n in 1..ends.len() {
            ends[n] += ends[n - 1];
        }
        let mut next = ends.clone();
        let mut postings = vec![0; found.len()];
        for &(id, posting) in found {
            let at = &mut next[rank[id as usize]];
            postings[*at as usize] = posting;
            *at += 1;
        }
        Self { terms: terms.into_iter().map(|(term, _)| term).collect(), ends, postings }
    }

    fn postings(&self, term: u32) -> &[u32] {
        let term = term as usize;
        &self.postings[self.ends[term] as usize..self.ends[term + 1] as usize]
    }
}

/// Where in a document a term stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Deck,
    Heading,
    Body,
    /// A name of an entity or topic, with the points that it is worth.
    Name(u8),
    /// Another name of something that an article names.
    Alias,
}

/// What a document says of a term.
#[derive(Debug, Clone, Copy, Default)]
struct Hits {
    /// Points for fields in which once is as good as often.
    points: u8,
    fields: u8,
    body: u32,
}

/// Counts one document at a time into tables that are used again for the next.
#[derive(Debug, Default)]
struct Counter {
    ids: FxHashMap<Box<str>, u32>,
    hits: Vec<Hits>,
    /// Terms of the present document, each once.
    touched: Vec<u32>,
    /// Terms counted in the body of the present document.
    length: u32,
}

impl Counter {
    fn count(&mut self, text: &str, field: Field) {
        terms(text, |term| {
            let id = self.ids.get(term).copied().unwrap_or_else(|| {
                let id = self.hits.len() as u32;
                self.ids.insert(term.into(), id);
                self.hits.push(Hits::default());
                id
            });
            let hits = &mut self.hits[id as usize];
            if hits.fields == 0 {
                self.touched.push(id);
            }
            self.length += u32::from(hits.add(field));
        });
    }

    fn count_article(&mut self, article: &Article) {
        let clean = &article.annotated.article;
        self.count(&clean.metadata.title, Field::Title);
        if let Some(deck) = &clean.metadata.deck {
            self.count(deck, Field::Deck);
        }
        for name in clean.metadata.authors.iter().chain(clean.metadata.publisher.as_ref().map(|p| &p.name)) {
            self.count(name, Field::Deck);
        }
        for block in &clean.blocks {
            let is_heading = matches!(block.kind, BlockKind::Heading(_));
            self.count(&block.text, if is_heading { Field::Heading } else { Field::Body });
        }
    }

    /// All names of what the article names: who asks for Pedrum also means the article that has Pedram.
    fn count_other_names(&mut self, article: &Article, entities: &[Entity]) {
        for entity in article.names.iter().map(|(ix, _)| &entities[ix.0 as usize]) {
            if entity.variants.iter().any(|variant| variant.text != entity.name) {
                self.count(&entity.name, Field::Alias);
                entity.variants.iter().for_each(|variant| self.count(&variant.text, Field::Alias));
            }
        }
    }

    fn count_entity(&mut self, entity: &Entity) {
        let known = prominence(entity.articles.len());
        self.count(&entity.name, Field::Name(name_points(&entity.name) + known));
        for variant in &entity.variants {
            self.count(&variant.text, Field::Name(name_points(&variant.text).saturating_sub(2) + known));
        }
        for text in entity.description.iter().chain(entity.role.as_ref().map(|(role, _)| role)) {
            self.count(text, Field::Deck);
        }
    }

    fn count_topic(&mut self, topic: &Topic) {
        self.count(&topic.name, Field::Name(name_points(&topic.name) + prominence(topic.articles.len())));
    }

    /// Hands out the present document's terms with their weights and makes ready for the next document.
    fn drain(&mut self, usual_length: u64, mut each: impl FnMut(u32, u32)) {
        let length = u64::from(self.length) * 100 / usual_length;
        for id in self.touched.drain(..) {
            each(id, self.hits[id as usize].weight(length));
            self.hits[id as usize] = Hits::default();
        }
        self.length = 0;
    }
}

/// A word of a short name says more of it than one of a long name.
fn name_points(name: &str) -> u8 {
    match name.split_whitespace().count() {
        0 | 1 => 11,
        2 => 9,
        3 => 8,
        _ => 7,
    }
}

/// Of two names the one that more articles mention is likelier to be meant.
fn prominence(articles: usize) -> u8 {
    (articles.max(1).ilog2() as u8 / 2).min(4)
}

impl Hits {
    /// Whether it was a hit in the body.
    fn add(&mut self, field: Field) -> bool {
        let (flag, points) = match field {
            Field::Title => (1, 8),
            Field::Deck => (2, 3),
            Field::Heading => (4, 2),
            Field::Name(points) => {
                self.points = self.points.max(points);
                (8, 0)
            }
            Field::Body => {
                self.body += 1;
                (16, 0)
            }
            // only where nothing else speaks for it
            Field::Alias => (32, u8::from(self.fields == 0)),
        };
        if self.fields & flag == 0 {
            self.points += points;
        }
        self.fields |= flag;
        field == Field::Body
    }

    /// The weight of the term in a document whose length is so many per cent of the usual. Repetition counts less and less,
    /// and less in a long text: BM25's `n / (n + 1.2 (0.25 + 0.75 length))`, five points at most, in whole numbers.
    fn weight(self, length: u64) -> u32 {
        let count = 1000 * u64::from(self.body);
        let whole = count + 300 + 9 * length;
        let body = (5 * count + whole / 2) / whole;
        (u32::from(self.points) + body as u32).clamp(1, HEAVIEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_as_javascript_does() {
        let mut texts = ["\u{FA0E}", "\u{20000}", "z", "ü", "", "za", "\u{10FFFF}", "\u{FFFF}", "a"];
        let mut expected = texts;
        expected.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
        texts.sort_by(|a, b| script_order(a, b));
        assert_eq!(texts, expected);
    }

    #[test]
    fn places_weigh_as_they_should() {
        let hits = |fields: &[Field]| {
            let mut hits = Hits::default();
            for &field in fields {
                hits.add(field);
            }
            hits
        };
        let title = hits(&[Field::Title]).weight(100);
        let often = hits(&[Field::Body; 40]).weight(100);
        let once = hits(&[Field::Body]).weight(100);
        let long = hits(&[Field::Body; 3]).weight(800);
        let short = hits(&[Field::Body; 3]).weight(50);
        assert!(title > often && often > once && once >= 1, "{title} {often} {once}");
        assert!(short > long, "{short} {long}");
        assert_eq!(
            hits(&[Field::Title, Field::Title]).weight(100),
            title,
            "a repeated title word is not twice the title"
        );
        assert!(hits(&[Field::Name(9), Field::Name(7)]).weight(100) > title);
    }

    #[test]
    fn of_a_common_term_the_strongest_are_kept_in_order() {
        let mut postings: Vec<u32> = (0..10_000).map(|n| n * 16 + 1 + u32::from(n % 5 == 0)).collect();
        keep_strongest(&mut postings);
        assert_eq!(postings.len(), MOST_POSTINGS);
        assert!(postings.is_sorted());
        assert_eq!(postings.iter().filter(|&&posting| posting % 16 == 2).count(), 2000);
    }
}
