//! Settles which part of the page each element belongs to.
//!
//! Input: the tree, the hints of its elements, the blocks. Output: a [`RegionMap`].
//!
//! 1. Prose is weighed: sentences that are not mostly links ([`prose`]).
//! 2. A hint is accepted unless the element holds so much of the page's prose, or the article's heading or body by markup,
//!    that it can only be a wrapper.
//! 3. [`container`] finds the article's element in what is left.
//! 4. Regions are handed down: the innermost accepted hint, else article within the container, else unknown. Beside the
//!    `<article>` under the page's title others are promotion.

use super::container;
use super::frame::Draft;
use super::hint::{Hint, Strength};
use super::tree::{DOCUMENT, Element, NodeId, Tree};
use crate::model::{RawBlock, RawKind, Region};
use crate::text::fold;
use html5ever::local_name;

/// The region of every element.
#[derive(Debug)]
pub(super) struct RegionMap {
    regions: Vec<Region>,
    /// Elements within the `<article>` around the container: its heading and leading picture stand there.
    around: Vec<bool>,
}

impl RegionMap {
    /// Gives the blocks their regions.
    pub(super) fn place(&self, drafts: Vec<Draft>) -> Vec<RawBlock> {
        drafts
            .into_iter()
            .map(|Draft { mut block, node }| {
                block.region = self.regions[node as usize];
                let beside = matches!(block.region, Region::Unknown | Region::Header) && self.around[node as usize];
                let is_shown = block.region == Region::Article || beside;
                if is_shown && matches!(block.kind, RawKind::Alt | RawKind::Caption | RawKind::Credit) {
                    block.region = Region::Figure;
                }
                block
            })
            .collect()
    }
}

/// Characters of prose in a block: running text with sentences, at most half of it in links.
pub(super) fn prose(block: &RawBlock) -> u32 {
    const SHORTEST: usize = 40;
    let is_running = match block.kind {
        RawKind::Line | RawKind::Paragraph | RawKind::ListItem { .. } | RawKind::Quote => true,
        RawKind::Heading(_)
        | RawKind::Embed
        | RawKind::Caption
        | RawKind::Credit
        | RawKind::Alt
        | RawKind::Code(_)
        | RawKind::Table { .. } => false,
    };
    let has_sentence = || block.text.contains(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', ',']);
    if is_running && block.text.len() >= SHORTEST && block.linked as usize * 2 < block.text.len() && has_sentence() {
        block.text.len() as u32
    } else {
        0
    }
}

/// Settles the regions of a whole page; `title` is what its markup calls the article.
pub(super) fn settle(tree: &Tree, hints: &[Option<Hint>], drafts: &[Draft], title: Option<&str>) -> RegionMap {
    let order: Vec<NodeId> = tree.descendants(DOCUMENT).collect();
    let accepted = accept(tree, &order, hints, drafts, title);
    let region_of = hand_down(tree, &order, &accepted);
    let page = container::Page { tree, order: &order, drafts, regions: &region_of, title };
    let container = container::find(&page);
    let others = container::other_articles(&page, &container);
    let around_of = container.first().and_then(|&id| container::article_around(tree, id));
    let mut map = RegionMap { regions: vec![Region::Unknown; tree.len()], around: vec![false; tree.len()] };
    for &id in &order {
        let parent = tree.parent(id).map(|parent| parent as usize);
        let above = parent.map_or(Region::Unknown, |parent| map.regions[parent]);
        map.around[id as usize] = around_of == Some(id) || parent.is_some_and(|parent| map.around[parent]);
        map.regions[id as usize] = match accepted[id as usize] {
            Some(region) => region,
            None if container.contains(&id) => Region::Article,
            None if others.contains(&id) => Region::Aside,
            None => above,
        };
    }
    map
}

/// The regions that the elements of a fragment state themselves.
pub(super) fn hinted(tree: &Tree, hints: &[Option<Hint>]) -> RegionMap {
    let order: Vec<NodeId> = tree.descendants(DOCUMENT).collect();
    let stated: Vec<Option<Region>> = hints.iter().map(|hint| hint.map(|hint| hint.region)).collect();
    let regions =
        hand_down(tree, &order, &stated).into_iter().map(|region| region.unwrap_or(Region::Unknown)).collect();
    RegionMap { regions, around: vec![false; tree.len()] }
}

/// The region of each element by the innermost statement above it.
fn hand_down(tree: &Tree, order: &[NodeId], stated: &[Option<Region>]) -> Vec<Option<Region>> {
    let mut regions = vec![None; tree.len()];
    for &id in order {
        let above = tree.parent(id).and_then(|parent| regions[parent as usize]);
        regions[id as usize] = stated[id as usize].or(above);
    }
    regions
}

/// Sums values up to the document.
pub(super) fn add_up(tree: &Tree, order: &[NodeId], values: &mut [u32]) {
    for &id in order.iter().rev() {
        if let Some(parent) = tree.parent(id) {
            values[parent as usize] = values[parent as usize].saturating_add(values[id as usize]);
        }
    }
}

fn accept(
    tree: &Tree,
    order: &[NodeId],
    hints: &[Option<Hint>],
    drafts: &[Draft],
    title: Option<&str>,
) -> Vec<Option<Region>> {
    let (mut weights, mut texts, mut exempt) = (vec![0; tree.len()], vec![0; tree.len()], vec![0; tree.len()]);
    for Draft { block, node } in drafts {
        let (node, length) = (*node as usize, block.text.len() as u32);
        weights[node] += prose(block);
        texts[node] += length;
        exempt[node] += match block.kind {
            RawKind::Embed => 2 * length,
            RawKind::Alt | RawKind::Caption | RawKind::Credit => length,
            _ => 0,
        };
    }
    for values in [&mut weights, &mut texts, &mut exempt] {
        add_up(tree, order, values);
    }
    let mut cores = cores(tree, order, drafts, title);
    add_up(tree, order, &mut cores);
    let all = f64::from(weights[DOCUMENT as usize].max(1));
    hints
        .iter()
        .enumerate()
        .map(|(id, hint)| {
            let hint = (*hint)?;
            let share = f64::from(weights[id]) / all;
            let is_root = tree.element(id as NodeId).is_some_and(is_root);
            let most = match (hint.strength, cores[id] > 0) {
                (Strength::Strong, false) => STRONG,
                (Strength::Strong, true) => STRONG_WITH_CORE,
                (Strength::Weak, false) => WEAK,
                (Strength::Weak, true) => WEAK_WITH_CORE,
            };
            // `social-embed` around a post and `widget` around a picture are the article's
            let is_exempt = hint.strength == Strength::Weak && exempt[id] > 0 && exempt[id] >= texts[id];
            (!is_root && !is_exempt && share <= most).then_some(hint.region)
        })
        .collect()
}

/// Shares of the page's prose up to which an element may be what its hint says; with the article's heading or body in it
/// less than without.
const STRONG: f64 = 0.9;
const STRONG_WITH_CORE: f64 = 0.3;
const WEAK: f64 = 0.4;
const WEAK_WITH_CORE: f64 = 0.1;

fn is_root(element: &Element) -> bool {
    matches!(*element.html_name(), local_name!("html") | local_name!("body") | local_name!("main"))
}

/// Marks the article's heading and its body by markup. Where several elements of a kind could be it, the one that
/// repeats the page's title is; where none does, all may be.
fn cores(tree: &Tree, order: &[NodeId], drafts: &[Draft], title: Option<&str>) -> Vec<u32> {
    let mut cores = vec![0; tree.len()];
    for &id in order {
        cores[id as usize] = u32::from(tree.element(id).is_some_and(is_core));
    }
    let headings = || drafts.iter().filter(|draft| draft.block.kind == RawKind::Heading(1));
    let titled = title.and_then(|title| {
        let title = fold(title);
        headings().find(|draft| container::repeats(&title, &draft.block.text)).map(|draft| draft.node)
    });
    for draft in headings().filter(|draft| titled.is_none_or(|titled| titled == draft.node)) {
        cores[draft.node as usize] = 1;
    }
    cores
}

fn is_core(element: &Element) -> bool {
    *element.html_name() == local_name!("main")
        || element
            .attribute(&local_name!("itemprop"))
            .is_some_and(|names| names.split_whitespace().any(|name| name == "articleBody"))
}
