//! Subject headings that an article's text speaks for.
//!
//! Input: passages. Output: [`TopicTag`]s, strongest first, each with the sentence that speaks for it most.
//!
//! 1. All cues of the [`vocabulary`] and all phrases of the curator's topics are looked for in one pass each.
//! 2. [`evidence`] sums up what speaks for each subject: a cue counts by its weight, more in the title and the first
//!    paragraphs, less each time it comes back. In other languages than English only the names among the cues speak.
//! 3. A topic needs enough evidence for the length of the text, from more than one cue; one that decides must come twice,
//!    or prominently, or in company; and it must not pale beside the strongest. Where nothing reaches that, the best
//!    guess stands if it is a fair one. The curator's topics need only their phrases.

mod evidence;
mod matcher;
mod vocabulary;

use super::backend::is_english;
use super::passage::Passage;
use crate::config::{Curation, TopicDecision};
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{Place, TopicTag};
use crate::text::slug;
use evidence::{Evidence, Tally};
use matcher::{Capitals, Kinds, Match, Matcher};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vocabulary::Vocabulary;

/// Most topics of an article.
const MOST: usize = 6;
/// Topics above a topic.
const DEEPEST: usize = 8;
/// The least score.
const THRESHOLD: f32 = 1.0;
/// A topic must reach this part of the strongest one's score.
const BESIDE_STRONGEST: f32 = 0.22;
/// The score of the best guess where nothing else was found.
const FAIR: f32 = 0.7;
/// Score of a topic for which the curator's own phrases speak.
const CURATED: f32 = 100.0;

/// The topics of the vocabulary and of the curator.
#[derive(Debug)]
pub(super) struct Topics {
    vocabulary: &'static Vocabulary,
    curated: Vec<CuratedTopic>,
    phrases: Matcher,
}

#[derive(Debug)]
struct CuratedTopic {
    id: String,
    name: Arc<str>,
    iptc: Option<Arc<str>>,
    broader: Arc<[Arc<str>]>,
    /// Whether one of some phrases must occur.
    any: bool,
    /// How many phrases must all occur.
    all: usize,
}

/// What a phrase of the curator's does for its topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Any,
    All,
    None,
}

impl Topics {
    /// Builds the phrase tables.
    pub(super) fn new(curation: &Curation) -> Self {
        let mut curated = Vec::new();
        let mut phrases = Vec::new();
        let vocabulary = Vocabulary::built_in();
        for (id, decision) in &curation.topics {
            let number = curated.len() as u32;
            for (role, list) in [(Role::Any, &decision.any), (Role::All, &decision.all), (Role::None, &decision.none)] {
                phrases.extend(list.iter().map(|phrase| (phrase.clone(), number * 3 + role as u32, 1.0)));
            }
            curated.push(CuratedTopic::new(id, curation, vocabulary));
        }
        Self { vocabulary, curated, phrases: Matcher::new(Capitals::Ignored, phrases) }
    }

    /// Whether a phrase speaks for a topic of the vocabulary or of the curator.
    pub(super) fn know(&self, phrase: &str) -> bool {
        let mut known = false;
        self.vocabulary.matcher.find(phrase, Kinds::All, |hit| known |= hit.start == 0 && hit.end + 2 >= phrase.len());
        self.phrases.find(phrase, Kinds::All, |hit| known |= hit.start == 0 && hit.end + 2 >= phrase.len());
        known
    }

    /// The topics of an article in a language.
    pub(super) fn tag(&self, passages: &[Passage<'_>], language: &str) -> Vec<TopicTag> {
        // the cues are English; only the names among them say in other languages what they say in English
        let kinds = if is_english(language) { Kinds::All } else { Kinds::Names };
        let mut tags = self.tag_from_vocabulary(passages, kinds);
        let (curated, denied) = self.tag_curated(passages);
        tags.retain(|tag| !denied.contains(&tag.topic.as_str()) && !curated.iter().any(|own| own.topic == tag.topic));
        tags.extend(curated);
        tags.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.topic.cmp(&b.topic)));
        // the curator's are never crowded out
        let room = MOST.max(tags.iter().filter(|tag| tag.score >= CURATED).count());
        tags.truncate(room);
        tags
    }

    fn tag_from_vocabulary(&self, passages: &[Passage<'_>], kinds: Kinds) -> Vec<TopicTag> {
        let mut tally = Tally::new(self.vocabulary.subjects.len());
        let mut words = 0usize;
        let mut hits: Vec<Match> = Vec::new();
        for (nth, passage) in passages.iter().enumerate() {
            words += passage.tokens.len();
            hits.clear();
            self.vocabulary.matcher.find(passage.text, kinds, |hit| hits.push(hit));
            // the longest phrase at a place speaks; those within it are silent for the same subject
            hits.sort_unstable_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.phrase));
            tally.begin(prominence(passage, nth));
            let mut sentence = 0;
            for hit in &hits {
                let sentences = &passage.sentences;
                while sentence + 1 < sentences.len() && sentences[sentence + 1].start as usize <= hit.start {
                    sentence += 1;
                }
                let place = sentences.get(sentence).map(|&span| passage.place(span));
                tally.count(hit, self.vocabulary.matcher.targets(hit.phrase), place);
            }
        }
        self.choose(&tally.into_evidence(), words)
    }

    fn choose(&self, found: &[Evidence], words: usize) -> Vec<TopicTag> {
        let scores: Vec<f32> = found.iter().map(|evidence| evidence.score(words)).collect();
        let strongest = scores.iter().copied().fold(0.0, f32::max);
        let least = THRESHOLD.max(BESIDE_STRONGEST * strongest);
        let mut chosen: Vec<usize> =
            (0..found.len()).filter(|&at| scores[at] >= least && found[at].is_decided(words)).collect();
        if chosen.is_empty() {
            // an article is about something: the best guess, if it is a fair one
            let fair =
                (0..found.len()).filter(|&at| scores[at] >= FAIR && found[at].decided >= 1.0 && found[at].cues >= 3);
            chosen.extend(fair.max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a))));
        }
        let tag = |at: usize| {
            let subject = &self.vocabulary.subjects[at];
            TopicTag {
                topic: subject.id.to_owned(),
                name: Arc::clone(&subject.name),
                iptc: subject.iptc.clone(),
                broader: Arc::clone(&subject.broader),
                score: scores[at],
                evidence: found[at].best,
            }
        };
        chosen.into_iter().map(tag).collect()
    }

    /// The curator's topics for which the text has their phrases, and those that it must not have.
    fn tag_curated(&self, passages: &[Passage<'_>]) -> (Vec<TopicTag>, Vec<&str>) {
        if self.curated.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let mut seen: FxHashMap<u32, u32> = FxHashMap::default();
        let mut found: Vec<[u32; 3]> = vec![[0; 3]; self.curated.len()];
        let mut places: Vec<Option<Place>> = vec![None; self.curated.len()];
        for passage in passages {
            self.phrases.find(passage.text, Kinds::All, |hit| {
                let first = *seen.entry(hit.phrase).and_modify(|n| *n += 1).or_insert(1) == 1;
                for &(target, _) in self.phrases.targets(hit.phrase) {
                    let (topic, role) = (target as usize / 3, target as usize % 3);
                    found[topic][role] += u32::from(first || role == Role::Any as usize);
                    if role != Role::None as usize && places[topic].is_none() {
                        let sentence = passage.sentence_at(hit.start as u32);
                        places[topic] = passage.sentences.get(sentence).map(|&span| passage.place(span));
                    }
                }
            });
        }
        let denied = |[_, _, none]: &[u32; 3]| *none > 0;
        let topics = || self.curated.iter().zip(&found).zip(&places);
        let tags = topics()
            .filter(|((topic, counts), _)| topic.is_met(**counts) && !denied(counts))
            .map(|((topic, counts), place)| TopicTag {
                topic: topic.id.clone(),
                name: Arc::clone(&topic.name),
                iptc: topic.iptc.clone(),
                broader: Arc::clone(&topic.broader),
                score: CURATED + (counts[0] + counts[1]) as f32,
                evidence: *place,
            })
            .collect();
        (tags, topics().filter(|((_, counts), _)| denied(counts)).map(|((topic, _), _)| topic.id.as_str()).collect())
    }
}

impl CuratedTopic {
    fn new(id: &str, curation: &Curation, vocabulary: &Vocabulary) -> Self {
        let decision = curation.topics.get(id);
        let built_in = vocabulary.subject(id);
        let text = |own: fn(&TopicDecision) -> &Option<String>| decision.and_then(|d| own(d).as_deref()).map(Arc::from);
        let mut all: Vec<&String> = decision.iter().flat_map(|decision| &decision.all).collect();
        all.sort_unstable();
        all.dedup();
        Self {
            id: id.to_owned(),
            name: text(|decision| &decision.name)
                .or_else(|| built_in.map(|subject| Arc::clone(&subject.name)))
                .unwrap_or_else(|| Arc::from(title_of(id))),
            iptc: text(|decision| &decision.iptc).or_else(|| built_in.and_then(|subject| subject.iptc.clone())),
            broader: broader(id, curation, vocabulary),
            any: decision.is_some_and(|decision| !decision.any.is_empty()),
            all: all.len(),
        }
    }

    /// Whether the text has what was asked for.
    fn is_met(&self, [any, all, _]: [u32; 3]) -> bool {
        (self.any || self.all > 0) && (!self.any || any > 0) && all as usize >= self.all
    }
}

/// The topics above one, the nearest first: as the curator says, else as the vocabulary has them.
fn broader(id: &str, curation: &Curation, vocabulary: &Vocabulary) -> Arc<[Arc<str>]> {
    let mut found: Vec<Arc<str>> = Vec::new();
    let mut at = id.to_owned();
    while found.len() < DEEPEST {
        let own = curation.topics.get(&at).and_then(|decision| decision.parent.as_deref()).map(slug);
        let above = own.or_else(|| Some(vocabulary.subject(&at)?.broader.first()?.to_string()));
        let Some(above) = above.filter(|above| found.iter().all(|known| **known != **above)) else { break };
        found.push(Arc::from(above.as_str()));
        at = above;
    }
    found.into()
}

/// How much more counts what is said here.
fn prominence(passage: &Passage<'_>, nth: usize) -> f32 {
    if passage.block == TITLE_BLOCK {
        2.0
    } else if nth <= 2 {
        1.25
    } else {
        1.0
    }
}

/// "water-security" reads "Water security".
fn title_of(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::lexicon::Lexicon;

    fn tags(curation: &Curation, text: &str) -> Vec<String> {
        let passages: Vec<Passage<'_>> = text
            .lines()
            .enumerate()
            .map(|(n, line)| Passage::new(n as u32, line, n == 0, Lexicon::built_in()))
            .collect();
        Topics::new(curation).tag(&passages, "en").into_iter().map(|tag| tag.topic).collect()
    }

    #[test]
    fn names_the_subject_and_nothing_for_small_talk() {
        let none = Curation::default();
        let sport = "Late goal decides the final\nThe striker scored in stoppage time, the head coach said after the match. \
                     The team won the league title for the third season, and the fans celebrated in the stadium.";
        assert_eq!(tags(&none, sport)[..2], ["sport", "football"]);
        assert_eq!(tags(&none, "A walk\nWe went out, had tea and came home again."), Vec::<String>::new());
    }

    #[test]
    fn the_curator_has_the_word() {
        let mut curation = Curation::default();
        let text = |list: &[&str]| list.iter().map(|&s| s.to_owned()).collect::<Vec<_>>();
        let any = TopicDecision { any: text(&["tea", "coffee"]), ..Default::default() };
        curation.topics.insert("hot-drinks".into(), any);
        let all = TopicDecision { all: text(&["tea", "milk"]), ..Default::default() };
        curation.topics.insert("milk-tea".into(), all);
        let none = TopicDecision { any: text(&["tea"]), none: text(&["home"]), ..Default::default() };
        curation.topics.insert("tea-abroad".into(), none);
        assert_eq!(tags(&curation, "A walk\nWe had tea, and tea, at home."), ["hot-drinks"]);
        assert_eq!(tags(&curation, "A walk\nWe had Tea with milk."), ["milk-tea", "hot-drinks", "tea-abroad"]);
        assert_eq!(tags(&curation, "A walk\nA team steamed."), Vec::<String>::new());
    }
}
