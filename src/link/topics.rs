//! Subject headings of the briefing: tags gathered, the curator's word applied, parents that exist.
//!
//! 1. The curator's additions and removals of single articles, and topics that follow from entities.
//! 2. Tags are gathered by topic id; hidden topics are left out.
//! 3. A topic stands below the nearest broader one that is in the briefing too; a circle is broken and reported.

use super::entities::Entities;
use super::surprise::log_likelihood;
use crate::config::{Curation, TopicDecision, closest};
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::model::{Annotated, ArticleIx, EntityIx, Topic, TopicArticle, TopicIx, TopicTag};
use crate::text::{fold, short_hash, slug, tidy};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The file of the decisions, for messages.
const FILE: &str = "curation/topics.toml";
/// Most entities shown with a topic.
const ENTITIES: usize = 24;
/// From so many articles on, a topic's entities are in two of them at least.
const MANY: u32 = 8;
/// Most neighbours shown with a topic.
const NEIGHBOURS: usize = 8;
/// The least surprise that makes two topics neighbours; so much is chance in one of ten pairs.
const NEIGHBOURLY: f32 = 2.7;
/// Weight of a tag that the curator gave: above what cue words reach.
const CURATED: f32 = 1000.0;

/// Applies what the curator says of articles' topics: sidecars add and take away, topics follow from entities.
pub(super) fn apply_curation(
    articles: &mut [Annotated],
    curation: &Curation,
    entities: &Entities,
    diagnostics: &mut Diagnostics,
) {
    let by_entity = by_entity(curation, entities, diagnostics);
    if !by_entity.is_empty() {
        for (article, of_mentions) in articles.iter_mut().zip(&entities.of_mentions) {
            for (mention, entity) in of_mentions.iter().enumerate() {
                for &(id, decision) in entity.and_then(|entity| by_entity.get(&entity)).into_iter().flatten() {
                    if !article.topics.iter().any(|tag| tag.topic == id) {
                        let at = article.mentions[mention].at;
                        let evidence = Some(crate::model::Place { span: article.mentions[mention].sentence, ..at });
                        article.topics.push(TopicTag { evidence, ..decided_tag(id, decision) });
                    }
                }
            }
        }
    }
    if curation.sidecars.values().any(|sidecar| !sidecar.topics.is_empty()) {
        sidecar_topics(articles, curation, diagnostics);
    }
}

/// Topics by the entity that brings them.
type ByEntity<'a> = FxHashMap<EntityIx, Vec<(&'a str, &'a TopicDecision)>>;

fn by_entity<'a>(curation: &'a Curation, entities: &Entities, diagnostics: &mut Diagnostics) -> ByEntity<'a> {
    let mut found: ByEntity<'a> = FxHashMap::default();
    let wanted = || curation.topics.iter().filter(|(_, decision)| !decision.entities.is_empty());
    if wanted().next().is_none() {
        return found;
    }
    let ids: FxHashMap<&str, EntityIx> =
        entities.all.iter().enumerate().map(|(at, entity)| (entity.id.as_str(), EntityIx(at as u32))).collect();
    for (id, decision) in wanted() {
        for entity in &decision.entities {
            if let Some(&ix) = ids.get(entity.as_str()) {
                found.entry(ix).or_default().push((id, decision));
            } else {
                let near = closest(entity, entities.all.iter().map(|entity| entity.id.as_str()));
                let help = near.map_or_else(
                    || "take it out of `entities`, or mend the id".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                let message = format!("topic `{id}` names the entity `{entity}`, which the articles do not mention");
                diagnostics.push(Diagnostic::warning("B046", message).at(place(decision)).help(help));
            }
        }
    }
    found
}

fn place(decision: &TopicDecision) -> Location {
    if decision.line > 0 { Location::line(FILE, decision.line) } else { Location::file(FILE) }
}

fn decided_tag(id: &str, decision: &TopicDecision) -> TopicTag {
    TopicTag {
        topic: id.to_owned(),
        name: decision.name.clone().unwrap_or_else(|| spelled(id)).into(),
        iptc: decision.iptc.clone().map(Arc::from),
        broader: decision.parent.iter().map(|parent| Arc::from(parent.as_str())).collect(),
        score: CURATED,
        evidence: None,
    }
}

/// "refugees-and-migration" as a name.
fn spelled(id: &str) -> String {
    let words = id.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn sidecar_topics(articles: &mut [Annotated], curation: &Curation, diagnostics: &mut Diagnostics) {
    let mut known: BTreeMap<String, TopicTag> = BTreeMap::new();
    for tag in articles.iter().flat_map(|article| &article.topics) {
        if !known.contains_key(&tag.topic) {
            known.insert(tag.topic.clone(), TopicTag { score: CURATED, evidence: None, ..tag.clone() });
        }
    }
    for (id, decision) in &curation.topics {
        known.entry(id.clone()).or_insert_with(|| decided_tag(id, decision));
    }
    for article in articles {
        let Some(sidecar) = curation.sidecars.get(&article.article.id) else { continue };
        for wish in &sidecar.topics {
            if let Some(id) = wish.strip_prefix('-') {
                let before = article.topics.len();
                article.topics.retain(|tag| tag.topic != id);
                if article.topics.len() == before {
                    let message = format!("this article has no topic `{id}` to take away");
                    let near = closest(id, article.topics.iter().map(|tag| tag.topic.as_str()));
                    report(diagnostics, &sidecar.path, message, near);
                }
            } else if let Some(tag) = known.get(wish) {
                article.topics.retain(|other| other.topic != *wish);
                article.topics.push(tag.clone());
            } else {
                let message =
                    format!("`{wish}` is a new topic: no other article has it, and topics.toml does not describe it");
                report(diagnostics, &sidecar.path, message, closest(wish, known.keys().map(String::as_str)));
                article.topics.push(decided_tag(wish, &TopicDecision::default()));
            }
        }
    }
}

fn report(diagnostics: &mut Diagnostics, path: &str, message: String, near: Option<&str>) {
    let help = near.map_or_else(
        || "what is not there is left as it is; describe a new topic in curation/topics.toml".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    diagnostics.push(Diagnostic::warning("B046", message).at(Location::file(path)).help(help));
}

/// Topics with the topics of each article, strongest first.
#[derive(Debug)]
pub(super) struct Topics {
    /// Pinned ones first, then by folded name, then by id.
    pub(super) all: Vec<Topic>,
    /// For each article.
    pub(super) of_articles: Vec<Vec<TopicIx>>,
}

/// A topic on its way.
struct Draft {
    topic: Topic,
    /// The broader topics, the nearest first.
    broader: Vec<String>,
    pin: bool,
}

/// Gathers the topics of a briefing.
pub(super) fn build(articles: &[Annotated], curation: &Curation, diagnostics: &mut Diagnostics) -> Topics {
    let decisions: BTreeMap<String, &TopicDecision> =
        curation.topics.iter().map(|(id, decision)| (id_of(id), decision)).collect();
    let mut drafts = gather(articles, &decisions);
    report_unused(&decisions, &drafts, diagnostics);
    drafts.retain(|id, _| !decisions.get(id).is_some_and(|decision| decision.hide));
    let mut drafts: Vec<Draft> = drafts.into_values().collect();
    drafts.sort_by_cached_key(|draft| (!draft.pin, fold(&draft.topic.name), draft.topic.id.clone()));
    set_parents(&mut drafts, diagnostics);
    let mut of_articles: Vec<Vec<(bool, f32, TopicIx)>> = vec![Vec::new(); articles.len()];
    for (at, draft) in drafts.iter().enumerate() {
        for entry in &draft.topic.articles {
            of_articles[entry.article.0 as usize].push((draft.pin, entry.score, TopicIx(at as u32)));
        }
    }
    let of_articles = of_articles
        .into_iter()
        .map(|mut topics| {
            topics.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| b.1.total_cmp(&a.1)).then_with(|| a.2.cmp(&b.2)));
            topics.into_iter().map(|(_, _, ix)| ix).collect()
        })
        .collect();
    Topics { all: drafts.into_iter().map(|draft| draft.topic).collect(), of_articles }
}

fn id_of(text: &str) -> String {
    match slug(text) {
        id if id.is_empty() => format!("topic-{}", short_hash(text, 4)),
        id => id,
    }
}

fn gather(articles: &[Annotated], decisions: &BTreeMap<String, &TopicDecision>) -> BTreeMap<String, Draft> {
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    let mut ids: FxHashMap<&str, String> = FxHashMap::default();
    for (at, article) in articles.iter().enumerate() {
        for (number, tag) in article.topics.iter().enumerate() {
            let id = ids.entry(&tag.topic).or_insert_with(|| id_of(&tag.topic));
            if !drafts.contains_key(id.as_str()) {
                drafts.insert(id.clone(), draft(id, tag, decisions.get(id.as_str()).copied()));
            }
            let Some(draft) = drafts.get_mut(id.as_str()) else { continue };
            let entry = TopicArticle { article: ArticleIx(at as u32), score: tag.score, tag: number as u32 };
            match draft.topic.articles.last_mut() {
                Some(last) if last.article == entry.article => {
                    if last.score < entry.score {
                        *last = entry;
                    }
                }
                _ => draft.topic.articles.push(entry),
            }
        }
    }
    drafts
}

fn draft(id: &str, tag: &TopicTag, decision: Option<&TopicDecision>) -> Draft {
    let said = |text: Option<&String>| text.map(|text| tidy(text).into_owned()).filter(|text| !text.is_empty());
    let name = said(decision.and_then(|decision| decision.name.as_ref()))
        .or_else(|| said(Some(&tag.name.to_string())))
        .unwrap_or_else(|| spelled(id));
    let topic = Topic {
        id: id.to_owned(),
        name,
        parent: None,
        iptc: decision.and_then(|decision| decision.iptc.clone()).or_else(|| tag.iptc.as_deref().map(str::to_owned)),
        intro: decision.and_then(|decision| decision.intro.clone()),
        articles: Vec::new(),
        entities: Vec::new(),
        neighbours: Vec::new(),
    };
    let own = decision.and_then(|decision| decision.parent.as_deref());
    let broader = own.into_iter().chain(tag.broader.iter().map(|broader| &**broader)).map(id_of).collect();
    Draft { topic, broader, pin: decision.is_some_and(|decision| decision.pin) }
}

fn report_unused(
    decisions: &BTreeMap<String, &TopicDecision>,
    drafts: &BTreeMap<String, Draft>,
    diagnostics: &mut Diagnostics,
) {
    let parents: FxHashSet<&str> = drafts.values().flat_map(|draft| &draft.broader).map(String::as_str).collect();
    for (id, decision) in decisions {
        if drafts.contains_key(id) || parents.contains(id.as_str()) {
            continue;
        }
        let near = closest(id, drafts.keys().map(String::as_str));
        let help = near.map_or_else(
            || "give it phrases or entities that occur, or take it out".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("topic `{id}` fits no article");
        diagnostics.push(Diagnostic::warning("B046", message).at(place(decision)).help(help));
    }
}

/// Points topics to the nearest broader ones that are in the briefing.
fn set_parents(drafts: &mut [Draft], diagnostics: &mut Diagnostics) {
    let ids: FxHashMap<String, u32> =
        drafts.iter().enumerate().map(|(at, draft)| (draft.topic.id.clone(), at as u32)).collect();
    let nearest = |draft: &Draft| draft.broader.iter().find_map(|id| ids.get(id).copied());
    let parents: Vec<Option<u32>> = drafts.iter().map(nearest).collect();
    for (at, draft) in drafts.iter_mut().enumerate() {
        draft.topic.parent = parents[at].map(TopicIx);
    }
    // walk up from each topic; what is met twice on one way is a circle, cut where the walk entered it
    let mut done = vec![0_u32; drafts.len()];
    for start in 0..drafts.len() {
        let walk = start as u32 + 1;
        let mut at = start;
        while done[at] == 0 {
            done[at] = walk;
            let Some(TopicIx(above)) = drafts[at].topic.parent else { break };
            if done[above as usize] == walk {
                drafts[at].topic.parent = None;
                let (child, parent) = (&drafts[at].topic.id, &drafts[above as usize].topic.id);
                let message = format!("the topics `{child}` and `{parent}` stand above each other");
                let help = format!("`{child}` stays without a parent; mend `parent` of one of them");
                diagnostics.push(Diagnostic::error("B047", message).at(Location::file(FILE)).help(help));
                break;
            }
            at = above as usize;
        }
    }
}

/// Fills in the topics that share a topic's articles more often than chance would have it.
pub(super) fn set_neighbours(topics: &mut Topics, articles: u32) {
    let sizes: Vec<u32> = topics.all.iter().map(|topic| topic.articles.len() as u32).collect();
    let parents: Vec<Option<TopicIx>> = topics.all.iter().map(|topic| topic.parent).collect();
    let is_above = |above: TopicIx, below: TopicIx| {
        std::iter::successors(Some(below), |at| parents[at.0 as usize]).any(|at| at == above)
    };
    let mut together: FxHashMap<TopicIx, u32> = FxHashMap::default();
    for (topic, own) in topics.all.iter_mut().zip((0..).map(TopicIx)) {
        together.clear();
        for entry in &topic.articles {
            for &other in &topics.of_articles[entry.article.0 as usize] {
                *together.entry(other).or_default() += 1;
            }
        }
        let mut ranked: Vec<(f32, u32, TopicIx)> = together
            .iter()
            .filter(|(_, both)| **both > 1)
            .filter(|(other, _)| !is_above(**other, own) && !is_above(own, **other))
            .map(|(&other, &both)| {
                (log_likelihood(both, sizes[own.0 as usize], sizes[other.0 as usize], articles), both, other)
            })
            .filter(|(surprise, ..)| *surprise >= NEIGHBOURLY)
            .collect();
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        topic.neighbours = ranked.into_iter().take(NEIGHBOURS).map(|(_, both, other)| (other, both)).collect();
    }
}

/// Fills in the entities that a topic's articles mention more than others do.
pub(super) fn set_entities(topics: &mut [Topic], entities: &Entities, articles: u32) {
    for topic in topics {
        let mut together: FxHashMap<EntityIx, u32> = FxHashMap::default();
        for entry in &topic.articles {
            let mut seen: Vec<EntityIx> =
                entities.of_mentions[entry.article.0 as usize].iter().copied().flatten().collect();
            seen.sort_unstable();
            seen.dedup();
            for entity in seen {
                *together.entry(entity).or_default() += 1;
            }
        }
        let own = topic.articles.len() as u32;
        // with many articles, a name in one of them is none of the subject's
        together.retain(|_, both| *both > 1 || own < MANY);
        let mut ranked: Vec<(f32, u32, EntityIx)> = together
            .into_iter()
            .filter(|(entity, _)| entities.all[entity.0 as usize].has_page)
            .map(|(entity, both)| {
                let others = entities.all[entity.0 as usize].articles.len() as u32;
                (log_likelihood(both, own, others, articles), both, entity)
            })
            .collect();
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        topic.entities = ranked.into_iter().take(ENTITIES).map(|(_, both, entity)| (entity, both)).collect();
    }
}
