//! Topics of the briefing's own: phrases that many articles come back to.

use super::{Doubt, DoubtKind, Effect, Sentence};
use crate::config::{Curation, Settlement, Wanted};
use crate::link::{OwnTopic, own_topics};
use crate::model::{ArticleIx, Briefing, Place};

/// Sentences shown of a topic.
const SENTENCES: usize = 3;

/// Finds the topics that the curator may accept; those published or decided on already are not asked.
pub(super) fn find(briefing: &Briefing, curation: &Curation) -> Vec<Doubt> {
    let is_original = |ix: &ArticleIx| briefing.article(*ix).also_published.iter().all(|other| other > ix);
    let all = (0..).map(ArticleIx).zip(briefing.articles.iter().map(|article| &article.annotated));
    let found = own_topics(&all.filter(|(ix, _)| is_original(ix)).collect::<Vec<_>>());
    let most = found.first().map_or(1.0, |topic| topic.score);
    let is_open = |topic: &&OwnTopic<'_>| !topic.is_clear && !curation.topics.contains_key(&topic.id());
    found.iter().filter(is_open).map(|topic| doubt(topic, topic.score / most)).collect()
}

fn doubt(topic: &OwnTopic<'_>, score: f32) -> Doubt {
    let count = topic.articles.len();
    let settled = |wanted| Settlement::Topic { id: topic.id(), name: topic.name(), cues: topic.cues(), wanted };
    let evidence = topic.articles.iter().take(SENTENCES).map(|&(article, phrase)| {
        let at = Place { block: phrase.at.block, span: phrase.sentence };
        Sentence { article, at, name: phrase.at.span }
    });
    let said: u32 = topic.articles.iter().map(|(_, phrase)| phrase.count).sum();
    Doubt {
        kind: DoubtKind::Topic,
        about: topic.phrase.to_owned(),
        score,
        reasons: vec![
            format!("{count} articles come back to it or open with it"),
            format!("{:.0} % of those with its rarest word", topic.firmness * 100.0),
        ],
        evidence: evidence.collect(),
        effect: Effect { pages: 1, mentions: said as usize },
        settle: settled(Wanted::Shown),
        otherwise: Some(settled(Wanted::Hidden)),
    }
}
