//! Finds the element that holds the article.
//!
//! The idea of weighing paragraphs and comparing containers is that of Arc90's Readability; here a container's worth is
//! the prose in it less the furniture in it, which needs no tuned decay over generations: climbing to a parent pays off
//! exactly when that brings in more prose than furniture. One pass, linear.
//!
//! 1. Every block outside the regions already settled adds to its element: prose as gain, all else as cost.
//! 2. The element with the greatest worth is the container, unless
//! 3. the markup names one (`itemprop=articleBody`, a class that says so, `<article>`, `<main>`) that holds about as much.

use super::region::{add_up, prose};
use super::tree::{DOCUMENT, Element, NodeId, Tree};
use super::walk::Draft;
use crate::model::{RawKind, Region};
use html5ever::local_name;
use std::collections::BTreeSet;

/// What the search looks at.
pub(super) struct Page<'a> {
    pub(super) tree: &'a Tree,
    /// Elements, parents before children.
    pub(super) order: &'a [NodeId],
    pub(super) drafts: &'a [Draft],
    /// Regions that are settled already.
    pub(super) regions: &'a [Option<Region>],
}

/// The roots of the article, mostly one; none on a page without prose.
pub(super) fn find(page: &Page<'_>) -> BTreeSet<NodeId> {
    let mut gain = vec![0; page.tree.len()];
    let mut cost = vec![0; page.tree.len()];
    for draft in page.drafts.iter().filter(|draft| page.regions[draft.node as usize].is_none()) {
        let node = draft.node as usize;
        match prose(&draft.block) {
            0 => cost[node] += furniture(&draft.block.kind, draft.block.text.len() as u32, draft.block.linked),
            weight => gain[node] += weight,
        }
    }
    add_up(page.tree, page.order, &mut gain);
    add_up(page.tree, page.order, &mut cost);
    if gain[DOCUMENT as usize] == 0 {
        return BTreeSet::new();
    }
    let best = densest(page, &gain, &cost);
    named(page, &gain, best).unwrap_or_else(|| BTreeSet::from([best]))
}

/// What a block that is no prose costs: headings and captions belong to articles, links do not.
fn furniture(kind: &RawKind, length: u32, linked: u32) -> u32 {
    match kind {
        RawKind::Heading(_) | RawKind::Caption | RawKind::Credit | RawKind::Alt | RawKind::Embed => linked,
        RawKind::Code(_) | RawKind::Table { .. } => linked,
        RawKind::Line | RawKind::Paragraph | RawKind::ListItem { .. } | RawKind::Quote => length,
    }
}

/// The innermost element of the greatest worth.
fn densest(page: &Page<'_>, gain: &[u32], cost: &[u32]) -> NodeId {
    let worth = |id: NodeId| i64::from(gain[id as usize]) - i64::from(cost[id as usize]);
    let mut best = DOCUMENT;
    let mut most = i64::MIN;
    // children before parents, so that a parent must be worth more
    for &id in page.order.iter().rev().filter(|&&id| page.tree.element(id).is_some()) {
        if worth(id) > most {
            (best, most) = (id, worth(id));
        }
    }
    best
}

/// The container that the markup names, if it holds about as much prose as the densest element.
fn named(page: &Page<'_>, gain: &[u32], densest: NodeId) -> Option<BTreeSet<NodeId>> {
    let wanted = gain[densest as usize];
    [is_body_by_property as fn(&Element) -> bool, is_body_by_class, is_article, is_main].iter().find_map(|is_named| {
        let found: Vec<NodeId> = page
            .order
            .iter()
            .copied()
            .filter(|&id| {
                gain[id as usize] > 0
                    && page.regions[id as usize].is_none()
                    && page.tree.element(id).is_some_and(is_named)
            })
            .collect();
        let most = found.iter().copied().max_by_key(|&id| (gain[id as usize], std::cmp::Reverse(id)))?;
        (f64::from(gain[most as usize]) >= ABOUT_AS_MUCH * f64::from(wanted)).then(|| BTreeSet::from([most]))
    })
}

const ABOUT_AS_MUCH: f64 = 0.6;

fn is_body_by_property(element: &Element) -> bool {
    element
        .attribute(&local_name!("itemprop"))
        .is_some_and(|names| names.split_whitespace().any(|name| name == "articleBody"))
}

/// Class names that content management systems give to the text of an article.
const BODIES: [&str; 24] = [
    "article-body",
    "article-content",
    "article-text",
    "article__body",
    "article__content",
    "article__text",
    "article_body",
    "article_content",
    "articlebody",
    "articlecontent",
    "body-copy",
    "content-body",
    "entry-content",
    "field-name-body",
    "post-body",
    "post-content",
    "post__content",
    "postcontent",
    "story-body",
    "story-content",
    "story__body",
    "storybody",
    "storytext",
    "td-post-content",
];

fn is_body_by_class(element: &Element) -> bool {
    [local_name!("class"), local_name!("id")]
        .iter()
        .filter_map(|name| element.attribute(name))
        .any(|names| names.split_whitespace().any(|token| BODIES.iter().any(|body| token.eq_ignore_ascii_case(body))))
}

fn is_article(element: &Element) -> bool {
    *element.html_name() == local_name!("article") || element.attribute(&local_name!("role")) == Some("article")
}

fn is_main(element: &Element) -> bool {
    *element.html_name() == local_name!("main") || element.attribute(&local_name!("role")) == Some("main")
}
