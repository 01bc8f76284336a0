//! `curation/topics.toml`: topics by words and entities, with their hierarchy.

use super::TopicDecision;
use crate::config::reading::{TomlFile, fields_of};
use crate::config::values::{checked, checked_all, id, iptc, text};
use crate::config::withholding::{Belongs, hides, report_misplaced};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;

/// `[topic.<id>]` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawTopic {
    name: Option<Spanned<String>>,
    any: Option<Vec<Spanned<String>>>,
    all: Option<Vec<Spanned<String>>>,
    none: Option<Vec<Spanned<String>>>,
    entities: Option<Vec<Spanned<String>>>,
    parent: Option<Spanned<String>>,
    iptc: Option<Spanned<String>>,
    intro: Option<String>,
    #[serde(default)]
    pin: bool,
    #[serde(default)]
    hide: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {}

const HIDDEN: Belongs = Belongs {
    place: Some(&[Some("topic"), None]),
    what: "hides a topic",
    help: "write what holds for a topic below [topic.id-of-the-topic]",
};

pub(super) fn read(file: &mut TomlFile<'_>, toml: &str) -> BTreeMap<String, TopicDecision> {
    let Some(mut table) = file.parse(toml) else { return BTreeMap::new() };
    report_misplaced(file, &table, HIDDEN);
    let mut topics = BTreeMap::new();
    let mut parents = BTreeMap::new();
    for (key, mut inner) in file.take_tables(&mut table, "topic") {
        let line = file.line(&key.span());
        let id = checked(file, Some(key), id);
        let hides = hides(file, &mut inner, fields_of::<RawTopic>());
        let raw = file.read::<RawTopic>(inner, &[]);
        let parent_at = raw.parent.as_ref().map(Spanned::span);
        let mut decision = resolve(file, raw, line);
        decision.hide |= hides;
        if let Some(id) = id {
            parents.extend(parent_at.map(|at| (id.clone(), at)));
            topics.insert(id, decision);
        }
    }
    let RawFile {} = file.read(table, &["topic"]);
    break_circles(file, &mut topics, &parents);
    topics
}

fn resolve(file: &mut TomlFile<'_>, raw: RawTopic, line: u32) -> TopicDecision {
    TopicDecision {
        name: checked(file, raw.name, text),
        any: checked_all(file, raw.any, text),
        all: checked_all(file, raw.all, text),
        none: checked_all(file, raw.none, text),
        entities: checked_all(file, raw.entities, id),
        parent: checked(file, raw.parent, id),
        iptc: checked(file, raw.iptc, iptc),
        intro: raw.intro,
        pin: raw.pin,
        hide: raw.hide,
        line,
    }
}

/// A topic that is its own ancestor would send every walk up the hierarchy round for ever. Each topic has one parent, so
/// following parents from every topic not yet known to end is linear.
fn break_circles(
    file: &mut TomlFile<'_>,
    topics: &mut BTreeMap<String, TopicDecision>,
    parents: &BTreeMap<String, Range<usize>>,
) {
    let mut ends: BTreeSet<String> = BTreeSet::new();
    for start in topics.keys().cloned().collect::<Vec<_>>() {
        let (mut path, mut on_path, mut at) = (Vec::new(), BTreeSet::new(), Some(start));
        while let Some(id) = at.take() {
            if ends.contains(&id) || !topics.contains_key(&id) {
                break;
            }
            if on_path.contains(&id) {
                cut(file, topics, parents, &id);
                break;
            }
            at = topics.get(&id).and_then(|topic| topic.parent.clone());
            on_path.insert(id.clone());
            path.push(id);
        }
        ends.extend(path);
    }
}

fn cut(
    file: &mut TomlFile<'_>,
    topics: &mut BTreeMap<String, TopicDecision>,
    parents: &BTreeMap<String, Range<usize>>,
    id: &str,
) {
    if let Some(at) = parents.get(id) {
        let message = format!("the topic `{id}` is its own ancestor");
        file.bad_value(at, message, "give one topic of the circle another parent, or none; here it is read as none");
    }
    if let Some(topic) = topics.get_mut(id) {
        topic.parent = None;
    }
}
