//! Names that were left unresolved, with those whom they may mean.

use super::{Doubt, DoubtKind, Effect, Sentence, mention_text, sentence};
use crate::config::Settlement;
use crate::link::{Form, sound_key};
use crate::model::{ArticleIx, Briefing, EntityIx, EntityKind, MentionRef};
use rustc_hash::FxHashMap;

/// People proposed for a name.
const MOST: usize = 4;

/// Finds what was left open: a doubt for every name and article.
pub(super) fn find(briefing: &Briefing) -> Vec<Doubt> {
    let bearers = Bearers::new(briefing);
    briefing.unresolved.iter().filter_map(|(text, article)| doubt(briefing, &bearers, text, *article)).collect()
}

/// People by the sound of each part of their names, organisations and places by their initials.
struct Bearers(FxHashMap<String, Vec<EntityIx>>);

impl Bearers {
    fn new(briefing: &Briefing) -> Self {
        let mut found: FxHashMap<String, Vec<EntityIx>> = FxHashMap::default();
        for (ix, entity) in super::entities(briefing) {
            let form = Form::of(&entity.name, entity.kind);
            let mut keys: Vec<String> = match entity.kind {
                EntityKind::Person => form.parts().into_iter().map(sound_key).collect(),
                EntityKind::Organisation | EntityKind::Place => form.initials(),
            };
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                found.entry(key).or_default().push(ix);
            }
        }
        Self(found)
    }

    /// Whom a name may mean: those of the article first, then the most mentioned.
    fn of(&self, briefing: &Briefing, text: &str, kind: EntityKind, article: ArticleIx) -> Vec<EntityIx> {
        let form = Form::of(text, kind);
        let last = form.words.rsplit(' ').next().unwrap_or(&form.words);
        let sound = sound_key(last);
        let found = self.0.get(last).into_iter().chain(self.0.get(&sound)).flatten();
        let mut found: Vec<EntityIx> = found.copied().collect();
        found.sort_unstable();
        found.dedup();
        let in_article = |ix: EntityIx| {
            let articles = &briefing.entity(ix).articles;
            articles.binary_search_by_key(&article, |entry| entry.0).is_ok()
        };
        // a name in full that was left open is somebody else's than it says
        let is_itself = |ix: EntityIx| form.words.contains(' ') && Form::of(&briefing.entity(ix).name, kind) == form;
        found.sort_by_key(|&ix| {
            let mentions = briefing.entity(ix).mentions.len();
            (is_itself(ix), !in_article(ix), std::cmp::Reverse(mentions), ix)
        });
        found.truncate(MOST);
        found
    }
}

fn doubt(briefing: &Briefing, bearers: &Bearers, text: &str, article: ArticleIx) -> Option<Doubt> {
    let of = briefing.article(article);
    let named: Vec<usize> =
        (0..of.annotated.mentions.len()).filter(|&mention| mention_text(of, mention) == text).collect();
    let open: Vec<usize> = named.iter().copied().filter(|&mention| of.entities[mention].is_none()).collect();
    let first = *open.first()?;
    let kind = of.annotated.mentions[first].kind;
    let found = bearers.of(briefing, text, kind, article);
    let ids: Vec<&str> = found.iter().map(|&ix| briefing.entity(ix).id.as_str()).collect();
    // where the same words mean somebody elsewhere in the article, each occurrence is a case of its own
    let nth = (open.len() < named.len())
        .then(|| named.iter().position(|&mention| mention == first).map_or(1, |at| at as u32 + 1));
    let settled = |entity: Option<String>| Settlement::Mention {
        article: of.id().to_owned(),
        text: text.to_owned(),
        entity,
        nth,
    };
    let reasons = match ids.as_slice() {
        [] => vec!["nobody in the briefing has this name in full".to_owned()],
        ids => vec![format!("may mean {}", ids.join(", "))],
    };
    let evidence: Vec<Sentence> = open
        .iter()
        .take(3)
        .map(|&mention| sentence(briefing, MentionRef { article, mention: mention as u32 }))
        .collect();
    let best = ids.first().map(|id| (*id).to_owned());
    let mentions = if nth.is_some() { 1 } else { open.len() };
    Some(Doubt {
        kind: DoubtKind::Unresolved,
        about: format!("{text}, in {}", of.id()),
        // what stands often is worth most; what fits few is easily said
        score: 1.0 - 1.0 / (1.0 + open.len() as f32) - 0.01 * ids.len() as f32,
        reasons,
        evidence,
        effect: Effect { pages: usize::from(best.is_some()), mentions },
        settle: settled(best.clone()),
        otherwise: best.and_then(|_| ids.get(1)).map(|other| settled(Some((*other).to_owned()))),
    })
}
