//! The index of topics, narrower ones below broader ones.

use super::super::shell::Shell;
use super::super::site::Here;
use crate::model::{Briefing, TopicIx};
use serde::Serialize;

/// View of `topics.html`.
#[derive(Debug, Serialize)]
pub struct TopicsPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// The topics that have no broader one here.
    pub topics: Vec<TopicEntry<'a>>,
    /// How many there are in all.
    pub count: usize,
}

/// A topic with its narrower ones.
#[derive(Debug, Serialize)]
pub struct TopicEntry<'a> {
    name: &'a str,
    href: String,
    count: usize,
    /// The names that its articles mention most.
    names: Vec<&'a str>,
    children: Vec<TopicEntry<'a>>,
}

/// Names shown with a topic.
const NAMES: usize = 4;
/// Deepest nesting shown; a circle of broader topics ends here too.
const DEEPEST: usize = 6;

/// The narrower topics of each topic, in page order.
pub fn children(briefing: &Briefing) -> Vec<Vec<TopicIx>> {
    let mut children = vec![Vec::new(); briefing.topics.len()];
    for (at, topic) in briefing.topics.iter().enumerate() {
        if let Some(parent) = topic.parent.filter(|parent| parent.0 as usize != at) {
            children[parent.0 as usize].push(TopicIx(at as u32));
        }
    }
    children
}

/// The topics as a tree.
pub fn tree<'a>(here: Here<'a>, children: &[Vec<TopicIx>]) -> Vec<TopicEntry<'a>> {
    let topics = &here.site.briefing.topics;
    let roots = (0..topics.len() as u32).map(TopicIx).filter(|ix| topics[ix.0 as usize].parent.is_none());
    roots.map(|ix| entry(here, ix, children, 0)).collect()
}

fn entry<'a>(here: Here<'a>, ix: TopicIx, children: &[Vec<TopicIx>], depth: usize) -> TopicEntry<'a> {
    let topic = here.site.briefing.topic(ix);
    let below: &[TopicIx] = if depth < DEEPEST { &children[ix.0 as usize] } else { &[] };
    TopicEntry {
        name: &topic.name,
        href: here.to_topic(ix),
        count: topic.articles.len(),
        names: topic.entities.iter().take(NAMES).map(|(ix, _)| here.site.briefing.entity(*ix).name.as_str()).collect(),
        children: below.iter().map(|&child| entry(here, child, children, depth + 1)).collect(),
    }
}
