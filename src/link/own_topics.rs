//! The briefing's own topics: phrases that many of its articles come back to and English at large does not.
//!
//! Input: annotated articles. Output: [`OwnTopic`]s, the most telling first. Those above a high bar are topics at once,
//! the others are for the curator to accept.
//!
//! 1. The phrases of the articles are gathered; a reprint says nothing that its original does not.
//! 2. A phrase is weighed by the articles that have it, by the surprise of its words in English, and by how firmly these
//!    hold together in the briefing. What is nearly everywhere tells nothing.
//! 3. A subject keeps company: its articles share other words too. A way of speaking stands in articles on anything.
//! 4. A phrase within a longer one that says nearly as much gives way, and so does a longer one that says little more.

use crate::config::{Curation, TopicDecision};
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{Annotated, ArticleIx, Phrase, Place, TopicTag};
use crate::text::slug;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Fewest articles of a topic that is proposed.
const FEWEST: usize = 3;
/// A phrase in more than this share of the articles, in percent, distinguishes nothing.
const WIDEST_PERCENT: usize = 40;
/// Most topics proposed.
const MOST: usize = 60;
/// Fewest articles of a topic that is published unasked …
const CLEAR: usize = 8;
/// … in a briefing of so many at least …
const LARGE: usize = 40;
/// … with words as rare as this, in bits …
const RARE: f32 = 15.9;
/// … that hold together as firmly as this …
const FIRM: f32 = 0.6;
/// … said twice or in the title in so many of its articles …
const TOLD: f32 = 0.5;
/// … that keep such company.
const CLOSE: f32 = 0.25;
/// What is proposed keeps such company at the least.
const LOOSE: f32 = 0.05;
/// Words that are looked at as company.
const COMPANY: usize = 5;
/// Most articles that are asked for them.
const SAMPLE: usize = 200;
/// Phrases that are asked for their company.
const COMPARED: usize = 400;
/// Score of its tags: a topic of the vocabulary at the least.
const TAG: f32 = 1.0;

/// The articles that have a phrase, by their number among those that speak, with what it was there.
type Having<'a> = Vec<(usize, &'a Phrase)>;

/// A phrase that may be a topic.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OwnTopic<'a> {
    /// The phrase, in lower case.
    pub phrase: &'a str,
    /// The articles that have it, with what it was there.
    pub articles: Vec<(ArticleIx, &'a Phrase)>,
    /// How telling it is; greater is more.
    pub score: f32,
    /// Share of articles with its rarest word that have the whole phrase.
    pub firmness: f32,
    /// How much company its articles keep beside it, -1 to 1.
    pub company: f32,
    /// Whether it is published without being asked.
    pub is_clear: bool,
}

impl OwnTopic<'_> {
    /// Its id, that of `topics.toml`.
    pub(crate) fn id(&self) -> String {
        slug(self.phrase)
    }

    /// Its name: as most articles write it, "postal ballots" rather than "postal ballot".
    pub(crate) fn name(&self) -> String {
        let forms = self.forms();
        let most = forms.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        let mut letters = most.map_or(self.phrase, |(form, _)| form).chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }

    /// The phrases that find it; each finds its own plural in "s".
    pub(crate) fn cues(&self) -> Vec<String> {
        let forms = self.forms();
        let is_needed = |form: &&&str| form.strip_suffix('s').is_none_or(|short| !forms.contains_key(short));
        forms.keys().filter(is_needed).map(|form| (*form).to_owned()).collect()
    }

    /// How it is written, with the articles that first write it so.
    fn forms(&self) -> BTreeMap<&str, usize> {
        let mut forms = BTreeMap::from([(self.phrase, 0)]);
        for (_, phrase) in &self.articles {
            *forms.entry(phrase.form.as_deref().unwrap_or(&phrase.text)).or_default() += 1;
        }
        forms
    }
}

/// Finds the topics of a briefing's own among the articles that speak: all but reprints.
pub(crate) fn own_topics<'a>(speaking: &[(ArticleIx, &'a Annotated)]) -> Vec<OwnTopic<'a>> {
    let mut found: FxHashMap<&'a str, Having<'a>> = FxHashMap::default();
    for (at, (_, article)) in speaking.iter().enumerate() {
        for phrase in &article.phrases {
            found.entry(&phrase.text).or_default().push((at, phrase));
        }
    }
    let most = FEWEST.max(speaking.len() * WIDEST_PERCENT / 100);
    found.retain(|_, having| (FEWEST..=most).contains(&having.len()));
    let words = Words::count(speaking);
    let mut all: Vec<OwnTopic<'a>> =
        found.into_iter().map(|(phrase, having)| words.weighed(phrase, &having, speaking)).collect();
    let order = |a: &OwnTopic<'_>, b: &OwnTopic<'_>| b.score.total_cmp(&a.score).then_with(|| a.phrase.cmp(b.phrase));
    all.sort_unstable_by(order);
    all.truncate(COMPARED);
    for topic in &mut all {
        topic.company = words.company(topic, speaking);
        topic.score *= topic.company;
        topic.is_clear &= topic.company >= CLOSE;
    }
    all.retain(|topic| topic.company >= LOOSE);
    all.sort_unstable_by(order);
    without_parts(&mut all);
    all.truncate(MOST);
    all
}

/// In how many articles each content word is.
struct Words<'a> {
    articles: FxHashMap<&'a str, u32>,
}

impl<'a> Words<'a> {
    fn count(speaking: &[(ArticleIx, &'a Annotated)]) -> Self {
        let mut articles: FxHashMap<&str, u32> = FxHashMap::default();
        for term in speaking.iter().flat_map(|(_, article)| &article.terms) {
            *articles.entry(&term.text).or_default() += 1;
        }
        Self { articles }
    }

    /// A phrase with what speaks for it, but for its company.
    fn weighed(&self, phrase: &'a str, having: &Having<'a>, speaking: &[(ArticleIx, &'a Annotated)]) -> OwnTopic<'a> {
        let (count, all) = (having.len(), speaking.len());
        let with_word = |word: &str| self.articles.get(word).map_or(0, |count| *count as usize);
        let rarest = phrase.split(' ').map(with_word).min().unwrap_or(0).max(count);
        let bits = having.first().map_or(0.0, |(_, phrase)| phrase.bits);
        let firmness = count as f32 / rarest as f32;
        let is_told = |(_, phrase): &&(usize, &Phrase)| phrase.count > 1 || phrase.at.block == TITLE_BLOCK;
        let told = having.iter().filter(is_told).count() as f32 / count as f32;
        OwnTopic {
            phrase,
            articles: having.iter().map(|&(at, phrase)| (speaking[at].0, phrase)).collect(),
            score: f32::ln(1.0 + count as f32) * bits * (0.3 + 0.7 * firmness) * (0.5 + 0.5 * told),
            firmness,
            company: 0.0,
            is_clear: all >= LARGE
                && count >= CLEAR.max(all / 50)
                && count * 5 <= all
                && bits >= RARE
                && firmness >= FIRM
                && told >= TOLD,
        }
    }

    /// How much more often other words stand in a phrase's articles than elsewhere, beyond what so few articles have by
    /// chance: the mean of those that do most. Words of the phrase's own sentences do not count.
    fn company(&self, topic: &OwnTopic<'_>, speaking: &[(ArticleIx, &'a Annotated)]) -> f32 {
        let mut together: FxHashMap<&str, u32> = FxHashMap::default();
        let step = topic.articles.len().div_ceil(SAMPLE);
        let mut asked = 0_u32;
        for (ix, phrase) in topic.articles.iter().step_by(step) {
            let Ok(at) = speaking.binary_search_by_key(ix, |(ix, _)| *ix) else { continue };
            let article = speaking[at].1;
            let text = match phrase.at.block {
                TITLE_BLOCK => article.article.metadata.title.as_str(),
                n => article.article.blocks.get(n as usize - 1).map_or("", |block| block.text.as_str()),
            };
            let sentence = text.get(phrase.sentence.range()).unwrap_or(text).to_lowercase();
            asked += 1;
            for term in article.terms.iter().filter(|term| !sentence.contains(&term.text)) {
                *together.entry(&term.text).or_default() += 1;
            }
        }
        let share = |count: u32, of: usize| count as f32 / of.max(1) as f32;
        let chance = 0.5 / f32::sqrt(asked.max(1) as f32);
        let gain = |(word, count): (&str, u32)| {
            share(count, asked as usize) - share(self.articles.get(word).copied().unwrap_or(0), speaking.len()) - chance
        };
        let mut gains: Vec<f32> = together.into_iter().map(gain).collect();
        gains.sort_unstable_by(|a, b| b.total_cmp(a));
        gains.truncate(COMPANY);
        gains.iter().sum::<f32>() / COMPANY as f32
    }
}

/// Of a phrase and a longer one around it, keeps the one that says more.
fn without_parts(all: &mut Vec<OwnTopic<'_>>) {
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

/// Tags the articles with those topics that are above the bar, unless the curator says which articles have them.
pub(super) fn publish(articles: &mut [Annotated], also_published: &[Vec<ArticleIx>], curation: &Curation) {
    let mut tags: Vec<(ArticleIx, TopicTag)> = Vec::new();
    let is_original = |ix: ArticleIx| also_published[ix.0 as usize].iter().all(|other| *other > ix);
    let speaking: Vec<(ArticleIx, &Annotated)> =
        (0..).map(ArticleIx).zip(&*articles).filter(|(ix, _)| is_original(*ix)).collect();
    for topic in own_topics(&speaking).iter().filter(|topic| topic.is_clear) {
        let id = topic.id();
        if curation.topics.get(&id).is_some_and(TopicDecision::says_where) {
            continue;
        }
        let name: Arc<str> = Arc::from(topic.name());
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
            company: 1.0,
            is_clear: false,
        };
        let mut all = vec![topic("seed bank", 10), topic("village seed bank", 9), topic("seed bank law", 3)];
        without_parts(&mut all);
        assert_eq!(all.iter().map(|topic| topic.phrase).collect::<Vec<_>>(), ["village seed bank"]);
    }

    fn phrase_of(text: &str) -> Phrase {
        let at = Place { block: 1, span: crate::text::Span::new(0..text.len()) };
        Phrase { text: text.to_owned(), form: None, count: 1, at, sentence: at.span, bits: 16.0 }
    }
}
