//! Finds what an article names and says: mentions, quotes, events, topics, terms.
//!
//! Input: a [`CleanArticle`]. Output: [`Annotated`], every finding with its span.
//!
//! 1. [`passage`] cuts title and blocks into sentences and tokens, once for all finders.
//! 2. [`gazetteer`] and the curator's names give the known names in them.
//! 3. Every backend of [`backend::ALL`] proposes names; [`merge`] weighs them against each other.
//! 4. [`proof`] corrects them by what grammar, spelling and the rest of the article say against them; [`memory`] finds what the article's own names explain: family names, names in headlines.
//! 5. [`quotes`] finds speech and its speaker, [`events`] dated sentences, [`topics`] the subjects, [`terms`] the content
//!    words, [`phrases`] what the article comes back to.

mod backend;
mod curated;
mod events;
mod gazetteer;
mod lexicon;
mod memory;
mod merge;
mod passage;
mod phrases;
mod proof;
mod quotes;
mod terms;
mod topics;
#[cfg(feature = "training")]
pub mod training;

use crate::config::{AnnotateSettings, Curation};
use crate::model::{Annotated, CleanArticle, Mention};
use backend::{Candidate, EntityBackend, Evidence};
use gazetteer::Gazetteer;
use lexicon::Lexicon;
use passage::Passage;

/// The finders of names that this program has: id and one sentence on each.
pub fn finders() -> impl Iterator<Item = (&'static str, &'static str)> {
    backend::ALL.iter().map(|backend| (backend.id(), backend.about()))
}

/// The finders with their tables built: made once, shared by all threads.
#[derive(Debug)]
pub struct Annotator {
    lexicon: &'static Lexicon,
    names: &'static Gazetteer,
    curated: curated::CuratedNames,
    topics: topics::Topics,
    backends: Vec<&'static dyn EntityBackend>,
}

impl Annotator {
    /// Builds the tables: gazetteer, phrases, the curator's names and topics.
    pub fn new(_settings: &AnnotateSettings, curation: &Curation) -> Self {
        Self {
            lexicon: Lexicon::built_in(),
            names: Gazetteer::built_in(),
            curated: curated::CuratedNames::new(curation),
            topics: topics::Topics::new(curation),
            backends: backend::ALL.to_vec(),
        }
    }

    /// Annotates one article.
    pub fn annotate(&self, article: CleanArticle) -> Annotated {
        let passages = Passage::all(&article, self.lexicon);
        let mentions = self.mentions(&passages, &article);
        let quotes = quotes::quotes(&passages, &mentions);
        let events = events::events(&article, &passages);
        let topics = self.topics.tag(&passages, &article.metadata.language);
        let terms = terms::terms(&passages, self.lexicon);
        // stop words and endings are those of English
        let is_english = backend::is_english(&article.metadata.language);
        let phrases = if is_english { phrases::phrases(&passages, self.lexicon, &self.topics) } else { Vec::new() };
        drop(passages);
        Annotated { article, mentions, quotes, events, topics, terms, phrases }
    }

    fn mentions(&self, passages: &[Passage<'_>], article: &CleanArticle) -> Vec<Mention> {
        let evidence = Evidence::gather(passages, &[&self.curated.names, self.names], &article.metadata.language);
        let mut kept = merge::merge(passages, backend::propose(&self.backends, evidence));
        proof::read(passages, &mut kept);
        memory::recall(passages, &mut kept);
        proof::know_again(passages, &mut kept);
        let silenced = self.curated.silenced_in(&article.id);
        let is_silenced = |candidate: &Candidate| {
            let passage = &passages[candidate.passage];
            silenced.is_some_and(|forms| forms.contains(passage.span(candidate.from, candidate.to).of(passage.text)))
        };
        kept.iter()
            .filter(|candidate| !is_silenced(candidate))
            .filter_map(|candidate| mention(passages, candidate))
            .collect()
    }
}

fn mention(passages: &[Passage<'_>], candidate: &Candidate) -> Option<Mention> {
    let passage = &passages[candidate.passage];
    let span = passage.span(candidate.from, candidate.to);
    Some(Mention {
        at: passage.place(span),
        sentence: passage.sentences[passage.sentence_at(span.start)],
        kind: candidate.kind?,
        known_as: candidate.known_as,
        title: candidate.title.map(|(from, to)| passage.span(from, to)),
        rule: candidate.rule,
        confidence: candidate.confidence,
    })
}
