//! Which articles belong together, and why: shared entities and terms, the rarer the more.
//!
//! 1. Every article is a vector of terms and of entities, weighted by rarity (tf-idf), both parts of fixed share.
//! 2. An inverted index leads from each feature to its articles. An article reads the lists of its features, rarest
//!    first, until its budget is spent: frequent features tell little and cost most.
//! 3. The best candidates are scored exactly; the closest few are kept with their reason: names and topics that a reader
//!    knows, words only where two articles share neither.

use super::entities::Entities;
use super::topics::Topics;
use super::word_list::{WordList, words};
use crate::config::LinkSettings;
use crate::model::{Annotated, ArticleIx, EntityKind, Related, Topic, TopicIx};
use crate::text::fold;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// Share of terms in the score; entities have the rest. Measured by how often an article's other half is found first:
/// names are among the terms, too, so that more weight for them helps less than it hurts.
const TERMS: f32 = 0.85;
/// Entries of lists that an article reads at most.
const BUDGET: usize = 4096;
/// Candidates scored exactly.
const CANDIDATES: usize = 32;
/// Least closeness worth a reader's time.
const CLOSE: f32 = 0.04;
/// Names, and words, in a reason.
const REASONS: usize = 3;
/// Topics in a reason.
const SUBJECTS: usize = 2;
/// A place in common says less than a person or an organisation.
const PLACE: f32 = 0.4;
/// What more than this share of articles have in common is no reason, if there is any other.
const COMMON: f32 = 0.5;

/// Words that tell nobody what an article is about, however rare they are in a briefing.
static EMPTY_WORDS: WordList = WordList::new(|| {
    words(
        "able amid another area back began begin behind case clear come coming current day different early end \
         example fact far following former full general good group hand hard head held help high hour important \
         including issue kind large last late later left less level life like line little local long made main major \
         make man many matter member moment month morning move much need new next night number old open order others \
         part past people person place plan point position possible problem process public question reason recent \
         record report result right role say second sense set several short show side situation small something soon \
         source start state statement step still story support system take term thing time today tomorrow turn use \
         view want way week well whole woman word work year yesterday young",
    )
});

/// A feature of an article with its weight.
type Feature = (u32, f32);

/// Finds the related articles of each; those in the same group of reprints are left out.
pub(super) fn find(
    settings: &LinkSettings,
    articles: &[Annotated],
    entities: &Entities,
    (topics, reprints): (&Topics, &[Vec<ArticleIx>]),
) -> Vec<Vec<Related>> {
    let space = Space::new(articles, entities, topics);
    (0..articles.len())
        .into_par_iter()
        .map_init(|| Scores::new(articles.len()), |scores, at| space.related(at, scores, reprints, settings.related))
        .collect()
}

/// Sums by article that forget quickly.
struct Scores {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Scores {
    fn new(articles: usize) -> Self {
        Self { sums: vec![0.0; articles], touched: Vec::new() }
    }
}

/// The best few of many, without sorting them all.
#[derive(Default)]
struct Best {
    found: Vec<(f32, u32)>,
    /// Where the least of a full list stands.
    least: usize,
}

impl Best {
    fn offer(&mut self, candidate: (f32, u32)) {
        if self.found.len() < CANDIDATES {
            self.found.push(candidate);
        } else if closer(candidate, self.found[self.least]).is_lt() {
            self.found[self.least] = candidate;
        } else {
            return;
        }
        let far = (0..self.found.len()).max_by(|&a, &b| closer(self.found[a], self.found[b]));
        self.least = far.unwrap_or(0);
    }
}

/// The order of candidates, closest first.
fn closer(a: (f32, u32), b: (f32, u32)) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// All articles as vectors, and the way back from features to articles.
struct Space<'a> {
    entities: &'a Entities,
    topics: &'a Topics,
    /// Entities come first among features, terms behind them.
    terms: Vec<&'a str>,
    /// By term: whether it is part of a name.
    in_names: Vec<bool>,
    /// By topic: its name as it stands in a sentence.
    subjects: Vec<String>,
    /// By article, sorted by feature.
    vectors: Vec<Vec<Feature>>,
    /// By feature: articles with weights.
    index: Vec<Vec<(u32, f32)>>,
}

impl<'a> Space<'a> {
    fn new(articles: &'a [Annotated], entities: &'a Entities, topics: &'a Topics) -> Self {
        let mut terms: Vec<&str> = Vec::new();
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let first = entities.all.len() as u32;
        let mut counts: Vec<Vec<(u32, u32)>> = Vec::with_capacity(articles.len());
        for (article, of_mentions) in articles.iter().zip(&entities.of_mentions) {
            let mut own: Vec<u32> = of_mentions.iter().filter_map(|entity| Some(entity.as_ref()?.0)).collect();
            own.sort_unstable();
            let mut counted: Vec<(u32, u32)> =
                own.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
            for term in &article.terms {
                let number = *numbers.entry(&term.text).or_insert_with(|| {
                    terms.push(&term.text);
                    terms.len() as u32 - 1
                });
                counted.push((first + number, term.count));
            }
            counted.sort_unstable();
            counted.dedup_by_key(|feature| feature.0);
            counts.push(counted);
        }
        let mut frequency = vec![0_u32; entities.all.len() + terms.len()];
        counts.iter().flatten().for_each(|&(feature, _)| frequency[feature as usize] += 1);
        let all = articles.len() as f32 + 1.0;
        let vectors: Vec<Vec<Feature>> = counts
            .par_iter()
            .map(|counts| weighted(counts, first, |f| (all / frequency[f as usize] as f32).ln()))
            .collect();
        let mut index: Vec<Vec<(u32, f32)>> = frequency.iter().map(|&n| Vec::with_capacity(n as usize)).collect();
        for (at, vector) in vectors.iter().enumerate() {
            for &(feature, weight) in vector {
                index[feature as usize].push((at as u32, weight));
            }
        }
        let in_names = in_names(entities, &numbers);
        let is_name = |word: &str| numbers.get(word).is_some_and(|&term| in_names[term as usize]);
        let subjects = topics.all.iter().map(|topic| in_sentence(topic, is_name)).collect();
        Self { entities, topics, terms, in_names, subjects, vectors, index }
    }

    fn related(&self, at: usize, scores: &mut Scores, reprints: &[Vec<ArticleIx>], most: usize) -> Vec<Related> {
        let mut ranked = self.candidates(at, scores, &reprints[at]);
        ranked.sort_unstable_by(|a, b| closer(*a, *b));
        let mut found: Vec<Related> = Vec::with_capacity(most);
        for (score, other) in ranked {
            if found.len() == most {
                break;
            }
            // one of several prints of a piece is enough
            let shown = |copy: &ArticleIx| found.iter().any(|related| related.article == *copy);
            if score < CLOSE || reprints[other as usize].iter().any(shown) {
                continue;
            }
            if let Some(why) = self.why(at, other as usize) {
                found.push(Related { article: ArticleIx(other), score: score.min(1.0), why });
            }
        }
        found
    }

    /// The best of what the lists of the article's features hold, scored exactly.
    fn candidates(&self, at: usize, scores: &mut Scores, reprints: &[ArticleIx]) -> Vec<(f32, u32)> {
        let list = |feature: &Feature| &self.index[feature.0 as usize];
        let mut features: Vec<Feature> = self.vectors[at].iter().copied().filter(|f| list(f).len() > 1).collect();
        features.sort_unstable_by_key(|feature| (list(feature).len(), feature.0));
        let mut budget = BUDGET;
        for feature in &features {
            let entries = list(feature);
            let Some(left) = budget.checked_sub(entries.len()) else { break };
            budget = left;
            for &(other, weight) in entries {
                if scores.sums[other as usize] == 0.0 {
                    scores.touched.push(other);
                }
                scores.sums[other as usize] += feature.1 * weight;
            }
        }
        let mut best = Best::default();
        for other in scores.touched.drain(..) {
            let score = std::mem::take(&mut scores.sums[other as usize]);
            if other as usize != at && !reprints.contains(&ArticleIx(other)) {
                best.offer((score, other));
            }
        }
        let mut ranked = best.found;
        for (score, other) in &mut ranked {
            *score = self.shared(at, *other as usize).map(|(_, product)| product).sum();
        }
        ranked
    }

    /// The features that two articles share, each with its part of the score.
    fn shared(&self, a: usize, b: usize) -> impl Iterator<Item = Feature> + '_ {
        let mut others = self.vectors[b].iter().peekable();
        self.vectors[a].iter().filter_map(move |&(feature, weight)| {
            while others.next_if(|other| other.0 < feature).is_some() {}
            others.next_if(|other| other.0 == feature).map(|other| (feature, weight * other.1))
        })
    }

    /// The reason in words: the shared names that matter most and the topics, words where there is neither.
    fn why(&self, a: usize, b: usize) -> Option<String> {
        let mut shared: Vec<Feature> = self.shared(a, b).filter(|feature| feature.1 > 0.0).collect();
        for feature in &mut shared {
            let entity = self.entities.all.get(feature.0 as usize);
            feature.1 *= if entity.is_some_and(|entity| entity.kind == EntityKind::Place) { PLACE } else { 1.0 };
        }
        let common = |feature: &Feature| self.is_common(self.index[feature.0 as usize].len());
        shared.sort_unstable_by(|x, y| common(x).cmp(&common(y)).then(y.1.total_cmp(&x.1)).then(x.0.cmp(&y.0)));
        let entities = self.entities.all.len();
        let border = |feature: &&Feature| (feature.0 as usize) < entities;
        let rare = shared.iter().filter(|feature| !common(feature)).filter(border).count();
        let subjects = self.subjects(a, b);
        let fewest = usize::from(subjects.is_empty());
        let names: Vec<&str> = shared
            .iter()
            .filter(border)
            .take(rare.clamp(fewest, REASONS))
            .map(|feature| self.entities.all[feature.0 as usize].name.as_str())
            .collect();
        if !names.is_empty() || !subjects.is_empty() {
            let names = (!names.is_empty()).then(|| format!("both mention {}", listed(&names)));
            let subjects = (!subjects.is_empty()).then(|| format!("both on {}", listed(&subjects)));
            return Some([names, subjects].into_iter().flatten().collect::<Vec<String>>().join("; "));
        }
        let telling = shared.iter().filter(|feature| !border(feature) && !common(feature));
        let words: Vec<String> = telling
            .map(|feature| feature.0 as usize - entities)
            .filter(|&term| !self.in_names[term] && !EMPTY_WORDS.contains(self.terms[term]))
            .take(REASONS)
            .map(|term| format!("“{}”", self.terms[term]))
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        (!words.is_empty()).then(|| format!("both speak of {}", listed(&words)))
    }

    /// Whether what so many articles have is no reason to call two of them related.
    fn is_common(&self, articles: usize) -> bool {
        articles as f32 > COMMON * self.vectors.len() as f32
    }

    /// The names of the topics that two articles share, the rarest first, as they stand in a sentence.
    fn subjects(&self, a: usize, b: usize) -> Vec<&str> {
        let articles = |ix: TopicIx| self.topics.all[ix.0 as usize].articles.len();
        let of_b = &self.topics.of_articles[b];
        let mut shared: Vec<TopicIx> =
            self.topics.of_articles[a].iter().copied().filter(|ix| of_b.contains(ix)).collect();
        shared.retain(|&ix| !self.is_common(articles(ix)));
        shared.sort_by_key(|&ix| (articles(ix), ix));
        shared.truncate(SUBJECTS);
        shared.into_iter().map(|ix| self.subjects[ix.0 as usize].as_str()).collect()
    }
}

/// A heading's own capital is lost within a sentence, a name's is not. Subjects with an IPTC id are common nouns.
fn in_sentence(topic: &Topic, is_name: impl Fn(&str) -> bool) -> String {
    let heading = topic.name.as_str();
    let is_name = |word: &str| topic.iptc.is_none() && is_name(word);
    let first_word = fold(heading.split([' ', '-']).next().unwrap_or(heading));
    let mut letters = heading.chars();
    match letters.next() {
        Some(first) if !is_name(&first_word) && !letters.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => heading.to_owned(),
    }
}

/// Which terms are words of names: what is named is told by the names.
fn in_names(entities: &Entities, numbers: &FxHashMap<&str, u32>) -> Vec<bool> {
    let mut found = vec![false; numbers.len()];
    for entity in &entities.all {
        for name in entity.variants.iter().map(|variant| variant.text.as_str()).chain([entity.name.as_str()]) {
            for word in fold(name).split(|c: char| !c.is_alphanumeric()) {
                if let Some(&term) = numbers.get(word) {
                    found[term as usize] = true;
                }
            }
        }
    }
    found
}

/// Weights by frequency and rarity; each part has its share of a vector of length one.
fn weighted(counts: &[(u32, u32)], first_term: u32, rarity: impl Fn(u32) -> f32) -> Vec<Feature> {
    let mut vector: Vec<Feature> = counts
        .iter()
        .map(|&(feature, count)| (feature, (1.0 + (count.max(1) as f32).ln()) * rarity(feature)))
        .collect();
    let border = vector.partition_point(|feature| feature.0 < first_term);
    let (entities, terms) = vector.split_at_mut(border);
    let share = if terms.is_empty() { 0.0 } else { TERMS };
    scale(entities, if entities.is_empty() { 0.0 } else { 1.0 - share });
    let share = if entities.is_empty() { 1.0 } else { TERMS };
    scale(terms, share);
    vector
}

/// Scales to a length whose square is the share.
fn scale(part: &mut [Feature], share: f32) {
    let length = part.iter().map(|feature| feature.1 * feature.1).sum::<f32>().sqrt();
    if length > 0.0 {
        for feature in part {
            feature.1 *= share.sqrt() / length;
        }
    }
}

/// "A", "A and B", "A, B and C".
fn listed(items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_words() {
        assert_eq!(listed(&["A"]), "A");
        assert_eq!(listed(&["A", "B", "C"]), "A, B and C");
    }

    #[test]
    fn the_best_are_kept() {
        let mut best = Best::default();
        for at in 0..1000_u32 {
            best.offer(((at * 7919 % 1000) as f32, at));
        }
        let mut kept: Vec<f32> = best.found.iter().map(|found| found.0).collect();
        kept.sort_by(f32::total_cmp);
        let expected: Vec<f32> = (1000 - CANDIDATES as u16..1000).map(f32::from).collect();
        assert_eq!(kept, expected);
    }

    #[test]
    fn parts_have_their_share() {
        let vector = weighted(&[(0, 1), (1, 3), (7, 2)], 5, |_| 1.0);
        let square = |range: std::ops::Range<usize>| vector[range].iter().map(|f| f.1 * f.1).sum::<f32>();
        assert!((square(0..2) - 0.15).abs() < 1e-5 && (square(2..3) - 0.85).abs() < 1e-5, "{vector:?}");
    }
}
