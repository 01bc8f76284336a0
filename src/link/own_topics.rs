//! The briefing's own topics: phrases that many of its articles come back to and English at large does not.
//!
//! Input: annotated articles. Output: [`OwnTopic`]s, the most telling first. Those above a high bar are topics at once,
//! the others are for the curator to accept.
//!
//! 1. The phrases of the articles are gathered; a reprint says nothing that its original does not.
//! 2. A phrase is weighed by the articles that have it, by the surprise of its words in English, and by how firmly these
//!    hold together in the briefing. What is nearly everywhere tells nothing.
//! 3. A phrase within a longer one that says nearly as much gives way, and so does a longer one that says little more.

use crate::model::{Annotated, ArticleIx, Phrase, Place, TopicTag};
use crate::text::slug;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Fewest articles of a topic that is proposed.
const FEWEST: usize = 3;
/// A phrase in more than this share of the articles, in percent, distinguishes nothing.
const WIDEST_PERCENT: usize = 40;
/// Most topics proposed.
const MOST: usize = 60;
/// Fewest articles of a topic that is published unasked …
const CLEAR: usize = 6;
/// … in a briefing of so many at least …
const LARGE: usize = 40;
/// … with words as rare as this, in bits …
const RARE: f32 = 15.9;
/// … that hold together as firmly as this.
const FIRM: f32 = 0.6;
/// Score of its tags: a topic of the vocabulary at the least.
const TAG: f32 = 1.0;

/// The articles that have a phrase, with what it was there.
type Having<'a> = Vec<(ArticleIx, &'a Phrase)>;

/// A phrase that may be a topic.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OwnTopic<'a> {
    /// The phrase, in lower case.
    pub phrase: &'a str,
    /// The articles that have it, with what it was there.
    pub articles: Having<'a>,
    /// How telling it is; greater is more.
    pub score: f32,
    /// Share of articles with its rarest word that have the whole phrase.
    pub firmness: f32,
    /// Whether it is published without being asked.
    pub is_clear: bool,
}

impl<'a> OwnTopic<'a> {
    /// Weighs a phrase whose rarest word is in so many articles, of so many in all.
    fn weighed(phrase: &'a str, articles: Having<'a>, rarest: usize, all: usize) -> Self {
        let bits = articles.first().map_or(0.0, |(_, phrase)| phrase.bits);
        let firmness = articles.len() as f32 / rarest as f32;
        let is_clear = all >= LARGE
            && articles.len() >= CLEAR.max(all / 100)
            && articles.len() * 5 <= all
            && bits >= RARE
            && firmness >= FIRM;
        let score = f32::ln(1.0 + articles.len() as f32) * bits * (0.3 + 0.7 * firmness);
        Self { phrase, articles, score, firmness, is_clear }
    }

    /// Its id, that of `topics.toml`.
    pub(crate) fn id(&self) -> String {
        slug(self.phrase)
    }
}

/// Finds the topics of a briefing's own among the articles that speak: all but reprints.
pub(crate) fn own_topics<'a>(speaking: &[(ArticleIx, &'a Annotated)]) -> Vec<OwnTopic<'a>> {
    let mut found: FxHashMap<&'a str, Having<'a>> = FxHashMap::default();
    for &(ix, article) in speaking {
        for phrase in &article.phrases {
            found.entry(&phrase.text).or_default().push((ix, phrase));
        }
    }
    found.retain(|_, articles| {
        articles.len() >= FEWEST && articles.len() <= FEWEST.max(speaking.len() * WIDEST_PERCENT / 100)
    });
    let mut words: FxHashMap<&str, usize> =
        found.keys().flat_map(|phrase| phrase.split(' ')).map(|word| (word, 0)).collect();
    for (_, article) in speaking {
        for term in &article.terms {
            words.entry(&term.text).and_modify(|count| *count += 1);
        }
    }
    let weighed = |(phrase, articles): (&'a str, Having<'a>)| {
        let rarest = phrase.split(' ').map(|word| words[word]).min().unwrap_or(0).max(articles.len());
        OwnTopic::weighed(phrase, articles, rarest, speaking.len())
    };
    let mut all: Vec<OwnTopic<'a>> = found.into_iter().map(weighed).collect();
    all.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.phrase.cmp(b.phrase)));
    without_parts(&mut all);
    all.truncate(MOST);
    all
}

/// Of a phrase and a longer one around it, keeps the one that says more. The most telling are compared, and no others.
fn without_parts(all: &mut Vec<OwnTopic<'_>>) {
    all.truncate(4 * MOST);
    let is_within = |short: &str, long: &str| {
        let around = long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
        around || long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '))
    };
    let gone: Vec<bool> = all
        .iter()
        .map(|one| {
            all.iter().any(|other| {
                let (own, others) = (one.articles.len(), other.articles.len());
                is_within(one.phrase, other.phrase) && others * 10 >= own * 7
                    || is_within(other.phrase, one.phrase) && own * 10 < others * 7
            })
        })
        .collect();
    let mut gone = gone.into_iter();
    all.retain(|_| !gone.next().unwrap_or(false));
}

/// Tags the articles with those topics that are above the bar. What the curator says of a topic is settled before.
pub(super) fn publish(articles: &mut [Annotated], also_published: &[Vec<ArticleIx>]) {
    let mut tags: Vec<(ArticleIx, TopicTag)> = Vec::new();
    let is_original = |ix: ArticleIx| also_published[ix.0 as usize].iter().all(|other| *other > ix);
    let speaking: Vec<(ArticleIx, &Annotated)> =
        (0..).map(ArticleIx).zip(&*articles).filter(|(ix, _)| is_original(*ix)).collect();
    for topic in own_topics(&speaking).iter().filter(|topic| topic.is_clear) {
        let id = topic.id();
        let mut letters = topic.phrase.chars();
        let name: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let name: Arc<str> = Arc::from(name);
        tags.extend(topic.articles.iter().map(|&(ix, phrase)| {
            let evidence = Some(Place { block: phrase.at.block, span: phrase.sentence });
            let (topic, name) = (id.clone(), Arc::clone(&name));
            (ix, TopicTag { topic, name, iptc: None, broader: Arc::default(), score: TAG, evidence })
        }));
    }
    for (ix, tag) in tags {
        let topics = &mut articles[ix.0 as usize].topics;
        if topics.iter().all(|own| own.topic != tag.topic) {
            topics.push(tag);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_phrase_takes_the_place_of_its_parts_when_it_says_as_much() {
        let topic = |phrase: &'static str, count: u32| OwnTopic {
            phrase,
            articles: (0..count).map(|ix| (ArticleIx(ix), &*Box::leak(Box::new(phrase_of(phrase))))).collect(),
            score: 1.0,
            firmness: 1.0,
            is_clear: false,
        };
        let mut all = vec![topic("seed bank", 10), topic("village seed bank", 9), topic("seed bank law", 3)];
        without_parts(&mut all);
        assert_eq!(all.iter().map(|topic| topic.phrase).collect::<Vec<_>>(), ["village seed bank"]);
    }

    fn phrase_of(text: &str) -> Phrase {
        let at = Place { block: 1, span: crate::text::Span::new(0..text.len()) };
        Phrase { text: text.to_owned(), count: 1, at, sentence: at.span, bits: 16.0 }
    }
}
