//! Finds the element that holds the article.
//!
//! The idea of weighing paragraphs and comparing containers is that of Arc90's Readability; here a container's worth is
//! the prose in it less the furniture in it, which needs no tuned decay over generations: climbing to a parent pays off
//! exactly when that brings in more prose than furniture. One pass, linear.
//!
//! 1. Every block outside the regions already settled adds to its element: prose as gain, all else as cost.
//! 2. The element with the greatest worth is the container, unless
//! 3. the markup names one (`itemprop=articleBody`, a class that says so, `<article>`, `<main>`) that holds about as much.

use super::frame::Draft;
use super::region::{add_up, prose};
use super::tree::{DOCUMENT, Element, NodeId, Step, Tree};
use crate::model::{RawKind, Region};
use crate::text::fold;
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
    /// What the page's markup calls the article.
    pub(super) title: Option<&'a str>,
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
    let container = named(page, &gain, best).unwrap_or(best);
    pieces(page, &gain, container)
}

/// What a block that is no prose costs: headings and captions belong to articles, links do not.
fn furniture(kind: &RawKind, length: u32, linked: u32) -> u32 {
    match kind {
        RawKind::Heading(_)
        | RawKind::Caption
        | RawKind::Credit
        | RawKind::Alt
        | RawKind::Embed
        | RawKind::Code(_)
        | RawKind::Table { .. } => linked,
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

/// The container that the markup names, if it holds about as much prose as the densest element. On a page of several
/// articles the one under the page's own title may hold less.
fn named(page: &Page<'_>, gain: &[u32], densest: NodeId) -> Option<NodeId> {
    let wanted = f64::from(gain[densest as usize]);
    let titled = titled(page);
    [is_body_by_property as fn(&Element) -> bool, is_body_by_class, is_article, is_main].iter().find_map(|is_named| {
        let found = || {
            page.order.iter().copied().filter(|&id| {
                gain[id as usize] > 0
                    && page.regions[id as usize].is_none()
                    && page.tree.element(id).is_some_and(is_named)
            })
        };
        let most = found().max_by_key(|&id| (gain[id as usize], std::cmp::Reverse(id)))?;
        let own = found().filter(|id| titled.contains(id)).max_by_key(|&id| gain[id as usize]);
        own.filter(|&id| f64::from(gain[id as usize]) >= AT_LEAST * wanted)
            .or_else(|| (f64::from(gain[most as usize]) >= ABOUT_AS_MUCH * wanted).then_some(most))
    })
}

/// The elements around the heading that repeats the page's title.
fn titled(page: &Page<'_>) -> BTreeSet<NodeId> {
    let Some(title) = page.title.map(fold).filter(|title| title.len() >= SHORTEST_TITLE) else {
        return BTreeSet::new();
    };
    let heading = page.drafts.iter().find(|draft| {
        let is_heading = matches!(draft.block.kind, RawKind::Heading(1 | 2));
        is_heading && repeats(&title, &draft.block.text)
    });
    heading.map_or_else(BTreeSet::new, |draft| {
        std::iter::successors(Some(draft.node), |&id| page.tree.parent(id)).collect()
    })
}

/// Whether a heading is the page's title, which often has the site's name behind it; `title` is folded.
pub(super) fn repeats(title: &str, heading: &str) -> bool {
    heading.len() >= SHORTEST_TITLE && title.starts_with(&fold(heading))
}

const SHORTEST_TITLE: usize = 12;
/// Share of the densest element's prose that the article under the title must hold.
const AT_LEAST: f64 = 0.2;

/// The container and its like: bodies cut into several elements of one class, with advertisements between them.
fn pieces(page: &Page<'_>, gain: &[u32], container: NodeId) -> BTreeSet<NodeId> {
    let tree = page.tree;
    let mut pieces = BTreeSet::from([container]);
    let class = |id: NodeId| tree.element(id).and_then(|element| element.attribute(&local_name!("class")));
    let Some(wanted) = class(container).filter(|class| !class.trim().is_empty()) else { return pieces };
    let Some(around) = holder(page, container) else { return pieces };
    pieces.extend(tree.descendants(around).filter(|&id| {
        gain[id as usize] > 0
            && page.regions[id as usize].is_none()
            && class(id) == Some(wanted)
            && holder(page, id) == Some(around)
    }));
    pieces
}

/// The `<article>`s beside the one under the page's title: teasers on a page of several.
pub(super) fn other_articles(page: &Page<'_>, container: &BTreeSet<NodeId>) -> BTreeSet<NodeId> {
    let own = container.first().and_then(|&id| article_around(page.tree, id));
    let Some(own) = own.filter(|own| titled(page).contains(own)) else { return BTreeSet::new() };
    let around: BTreeSet<NodeId> = std::iter::successors(Some(own), |&id| page.tree.parent(id)).collect();
    let mut others = BTreeSet::new();
    let mut step = Some(Step::Enter(DOCUMENT));
    while let Some(now) = step {
        let is_article = |id: NodeId| page.tree.element(id).is_some_and(is_article);
        step = match now {
            // what holds it or stands in it is none beside it
            Step::Enter(id) if id == own || container.contains(&id) => page.tree.after(Step::Leave(id), DOCUMENT),
            Step::Enter(id) if is_article(id) && !around.contains(&id) => {
                others.insert(id);
                page.tree.after(Step::Leave(id), DOCUMENT)
            }
            Step::Enter(_) | Step::Leave(_) => page.tree.after(now, DOCUMENT),
        };
    }
    others
}

/// Where pieces of one body stand together: the nearest `<article>` around, else the parent's parent.
fn holder(page: &Page<'_>, id: NodeId) -> Option<NodeId> {
    let parent = page.tree.parent(id)?;
    article_around(page.tree, parent).or_else(|| page.tree.parent(parent))
}

/// The nearest `<article>` that is or holds an element.
pub(super) fn article_around(tree: &Tree, id: NodeId) -> Option<NodeId> {
    std::iter::successors(Some(id), |&id| tree.parent(id)).find(|&id| tree.element(id).is_some_and(is_article))
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
