//! Subject headings that an article's text speaks for.
//!
//! Input: passages. Output: [`TopicTag`]s, strongest first, each with the sentence that speaks for it most.
//!
//! 1. All cues of the [`vocabulary`] and all phrases of the curator's topics are looked for in one pass each.
//! 2. A cue counts by its weight, more in the title and the first paragraphs, less each time it comes back.
//! 3. A topic needs enough evidence for the length of the text, from more than one cue, and must not pale beside the
//!    strongest. The curator's topics need only their phrases.

mod matcher;
mod vocabulary;

use super::passage::Passage;
use crate::config::{Curation, TopicDecision};
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{Place, TopicTag};
use crate::text::slug;
use matcher::{Match, Matcher};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vocabulary::Vocabulary;

/// Most topics of an article.
const MOST: usize = 6;
/// The least score.
const THRESHOLD: f32 = 1.0;
/// A topic must reach this part of the strongest one's score.
const BESIDE_STRONGEST: f32 = 0.25;
/// More different cues than this do not make a topic surer.
const ENOUGH_CUES: u32 = 7;
/// The cue weight that decides.
const DECISIVE: f32 = 3.0;
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
    parent: Option<Arc<str>>,
    /// How many phrases all of which must occur.
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
            curated.push(CuratedTopic::new(id, decision, vocabulary));
        }
        Self { vocabulary, curated, phrases: Matcher::new(phrases) }
    }

    /// The topics of an article.
    pub(super) fn tag(&self, passages: &[Passage<'_>]) -> Vec<TopicTag> {
        let mut tags = self.tag_from_vocabulary(passages);
        for tag in self.tag_curated(passages) {
            tags.retain(|other| other.topic != tag.topic);
            tags.push(tag);
        }
        tags.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.topic.cmp(&b.topic)));
        // the curator's are never crowded out
        let room = MOST.max(tags.iter().filter(|tag| tag.score >= CURATED).count());
        tags.truncate(room);
        tags
    }

    fn tag_from_vocabulary(&self, passages: &[Passage<'_>]) -> Vec<TopicTag> {
        let mut scores: Vec<Evidence> = vec![Evidence::default(); self.vocabulary.subjects.len()];
        let mut cues: FxHashMap<u32, (f32, f32)> = FxHashMap::default();
        let mut words = 0usize;
        for (nth, passage) in passages.iter().enumerate() {
            words += passage.tokens.len();
            let boost = if passage.block == TITLE_BLOCK {
                2.0
            } else if nth <= 2 {
                1.25
            } else {
                1.0
            };
            let mut sentence = 0;
            self.vocabulary.matcher.find(passage.text, |found: Match| {
                while sentence + 1 < passage.sentences.len()
                    && passage.sentences[sentence + 1].start as usize <= found.start
                {
                    sentence += 1;
                }
                let cue = cues.entry(found.pattern).or_insert((0.0, 0.0));
                cue.0 += 1.0;
                cue.1 = cue.1.max(boost);
                for &(subject, weight) in self.vocabulary.matcher.targets(found.pattern) {
                    let place = passage.sentences.get(sentence).map(|&span| passage.place(span));
                    scores[subject as usize].at(place, weight * boost);
                }
            });
        }
        let mut found: Vec<(u32, (f32, f32))> = cues.into_iter().collect();
        found.sort_unstable_by_key(|(pattern, _)| *pattern);
        for (pattern, (count, boost)) in found {
            for &(subject, weight) in self.vocabulary.matcher.targets(pattern) {
                let evidence = &mut scores[subject as usize];
                evidence.sum += weight * boost * (1.0 + f32::ln(count));
                evidence.cues += 1;
                evidence.decisive |= weight >= DECISIVE;
            }
        }
        self.choose(&scores, words)
    }

    fn choose(&self, scores: &[Evidence], words: usize) -> Vec<TopicTag> {
        // long texts say more of everything; very short ones must not be judged by a word
        let scale = f32::sqrt(words.max(60) as f32);
        let score = |evidence: &Evidence| evidence.sum * f32::log2(1.0 + evidence.cues.min(ENOUGH_CUES) as f32) / scale;
        let strongest = scores.iter().map(score).fold(0.0, f32::max);
        let subjects = self.vocabulary.subjects.iter().zip(scores);
        subjects
            .filter(|(_, evidence)| evidence.decisive && evidence.cues >= 2)
            .filter(|(_, evidence)| score(evidence) >= THRESHOLD.max(BESIDE_STRONGEST * strongest))
            .map(|(subject, evidence)| TopicTag {
                topic: subject.id.to_owned(),
                name: Arc::clone(&subject.name),
                iptc: subject.iptc.clone(),
                parent: subject.parent.clone(),
                score: score(evidence),
                evidence: evidence.best,
            })
            .collect()
    }

    fn tag_curated(&self, passages: &[Passage<'_>]) -> Vec<TopicTag> {
        if self.curated.is_empty() {
            return Vec::new();
        }
        let mut seen: FxHashMap<u32, u32> = FxHashMap::default();
        let mut found: Vec<[u32; 3]> = vec![[0; 3]; self.curated.len()];
        let mut places: Vec<Option<Place>> = vec![None; self.curated.len()];
        for passage in passages {
            self.phrases.find(passage.text, |hit: Match| {
                let first = *seen.entry(hit.pattern).and_modify(|n| *n += 1).or_insert(1) == 1;
                for &(target, _) in self.phrases.targets(hit.pattern) {
                    let (topic, role) = (target as usize / 3, target as usize % 3);
                    found[topic][role] += u32::from(first || role == Role::Any as usize);
                    if role != Role::None as usize && places[topic].is_none() {
                        let sentence = passage.sentence_at(hit.start as u32);
                        places[topic] = passage.sentences.get(sentence).map(|&span| passage.place(span));
                    }
                }
            });
        }
        let has = |topic: &CuratedTopic, [any, all, none]: [u32; 3]| {
            none == 0 && (any > 0 || (topic.all > 0 && all as usize >= topic.all))
        };
        self.curated
            .iter()
            .zip(found)
            .zip(places)
            .filter(|((topic, counts), _)| has(topic, *counts))
            .map(|((topic, counts), place)| TopicTag {
                topic: topic.id.clone(),
                name: Arc::clone(&topic.name),
                iptc: topic.iptc.clone(),
                parent: topic.parent.clone(),
                score: CURATED + (counts[0] + counts[1]) as f32,
                evidence: place,
            })
            .collect()
    }
}

impl CuratedTopic {
    fn new(id: &str, decision: &TopicDecision, vocabulary: &Vocabulary) -> Self {
        let built_in = vocabulary.subjects.iter().find(|subject| subject.id == id);
        let text = |own: &Option<String>| own.as_deref().map(Arc::from);
        let mut all: Vec<&String> = decision.all.iter().collect();
        all.sort_unstable();
        all.dedup();
        Self {
            id: id.to_owned(),
            name: text(&decision.name)
                .or_else(|| built_in.map(|subject| Arc::clone(&subject.name)))
                .unwrap_or_else(|| Arc::from(title_of(id))),
            iptc: text(&decision.iptc).or_else(|| built_in.and_then(|subject| subject.iptc.clone())),
            parent: decision
                .parent
                .as_deref()
                .map(|parent| Arc::from(slug(parent)))
                .or_else(|| built_in.and_then(|subject| subject.parent.clone())),
            all: all.len(),
        }
    }
}

/// "water-security" reads "Water security".
fn title_of(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What speaks for a topic.
#[derive(Debug, Clone, Default)]
struct Evidence {
    sum: f32,
    cues: u32,
    decisive: bool,
    best: Option<Place>,
    best_score: f32,
    current: Option<Place>,
    current_score: f32,
}

impl Evidence {
    /// Adds a cue's weight to its sentence; the sentence with most, the earliest of equals, is the evidence.
    fn at(&mut self, place: Option<Place>, weight: f32) {
        if self.current != place {
            self.current = place;
            self.current_score = 0.0;
        }
        self.current_score += weight;
        if self.current_score > self.best_score {
            self.best = place;
            self.best_score = self.current_score;
        }
    }
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
        Topics::new(curation).tag(&passages).into_iter().map(|tag| tag.topic).collect()
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
