//! The page as an arena of nodes that know their lines; filled by [`super::sink`].
//!
//! Nodes are numbers, children are linked lists, all text lies in one string: nothing here recurses, so the depth of a
//! page cannot overflow the stack, and dropping it is dropping three vectors.

use html5ever::{Attribute, LocalName, QualName, local_name, ns};

/// Number of a node.
pub(super) type NodeId = u32;

/// The document node.
pub(super) const DOCUMENT: NodeId = 0;

const NONE: NodeId = NodeId::MAX;

/// The name of no HTML element.
static NO_NAME: LocalName = local_name!("");

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document, a template's content, a comment, a processing instruction: nothing of its own to show.
    Other,
    Element(Element),
    /// A range of the tree's text.
    Text {
        start: u32,
        end: u32,
    },
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: QualName,
    pub(super) attributes: Vec<Attribute>,
    /// Content of a `<template>`, which stands outside the document.
    pub(super) template: Option<NodeId>,
}

impl Element {
    /// The element's name if it is an HTML one; a name that no HTML element has otherwise.
    pub(super) fn html_name(&self) -> &LocalName {
        if self.name.ns == ns!(html) { &self.name.local } else { &NO_NAME }
    }

    /// An attribute's value.
    pub(super) fn attribute(&self, name: &LocalName) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name.local == *name).map(|attribute| &*attribute.value)
    }
}

#[derive(Debug)]
struct Node {
    data: Data,
    parent: NodeId,
    previous: NodeId,
    next: NodeId,
    first_child: NodeId,
    last_child: NodeId,
    line: u32,
    depth: u32,
}

/// A parsed page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    text: String,
    /// Line at the end of `text`.
    text_end_line: u32,
}

/// A step of a walk in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Enter(NodeId),
    Leave(NodeId),
}

impl Tree {
    pub(super) fn new() -> Self {
        let mut tree = Self { nodes: Vec::new(), text: String::new(), text_end_line: 1 };
        tree.add(Data::Other, 1);
        tree
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.nodes[id as usize].data {
            Data::Element(element) => Some(element),
            Data::Other | Data::Text { .. } => None,
        }
    }

    /// The text of a text node.
    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        match self.nodes[id as usize].data {
            Data::Text { start, end } => Some(&self.text[start as usize..end as usize]),
            Data::Other | Data::Element(_) => None,
        }
    }

    pub(super) fn line(&self, id: NodeId) -> u32 {
        self.nodes[id as usize].line
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].parent)
    }

    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].first_child)
    }

    pub(super) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].next)
    }

    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(id), |&child| self.next_sibling(child))
    }

    /// Enters and leaves every node below (and with) `root` in reading order, without recursion.
    pub(super) fn walk(&self, root: NodeId) -> impl Iterator<Item = Step> + '_ {
        let mut next = Some(Step::Enter(root));
        std::iter::from_fn(move || {
            let step = next?;
            next = self.after(step, root);
            Some(step)
        })
    }

    /// The step after one.
    pub(super) fn after(&self, step: Step, root: NodeId) -> Option<Step> {
        match step {
            Step::Enter(id) => Some(self.first_child(id).map_or(Step::Leave(id), Step::Enter)),
            Step::Leave(id) if id == root => None,
            Step::Leave(id) => self.next_sibling(id).map(Step::Enter).or_else(|| self.parent(id).map(Step::Leave)),
        }
    }

    /// Every node below (and with) `root`, parents before children.
    pub(super) fn descendants(&self, root: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.walk(root).filter_map(|step| match step {
            Step::Enter(id) => Some(id),
            Step::Leave(_) => None,
        })
    }

    /// All text below a node with its white space as it stands there.
    pub(super) fn text_below(&self, root: NodeId) -> String {
        self.descendants(root).filter_map(|id| self.text(id)).collect()
    }

    pub(super) fn add(&mut self, data: Data, line: u32) -> NodeId {
        let id = self.nodes.len() as NodeId;
        self.nodes.push(Node {
            data,
            parent: NONE,
            previous: NONE,
            next: NONE,
            first_child: NONE,
            last_child: NONE,
            line,
            depth: 0,
        });
        id
    }

    /// Distance from the document when the node was put in its place.
    pub(super) fn depth(&self, id: NodeId) -> u32 {
        self.nodes[id as usize].depth
    }

    pub(super) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].last_child)
    }

    /// An element's own data, to be changed.
    pub(super) fn element_mut(&mut self, id: NodeId) -> Option<&mut Element> {
        match &mut self.nodes[id as usize].data {
            Data::Element(element) => Some(element),
            Data::Other | Data::Text { .. } => None,
        }
    }

    fn node(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    pub(super) fn detach(&mut self, id: NodeId) {
        let (parent, previous, next) = {
            let node = self.node(id);
            let links = (node.parent, node.previous, node.next);
            (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
            links
        };
        if previous != NONE {
            self.node(previous).next = next;
        } else if parent != NONE {
            self.node(parent).first_child = next;
        }
        if next != NONE {
            self.node(next).previous = previous;
        } else if parent != NONE {
            self.node(parent).last_child = previous;
        }
    }

    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.node(parent).last_child;
        let depth = self.node(parent).depth + 1;
        let node = self.node(child);
        (node.parent, node.previous, node.depth) = (parent, last, depth);
        if last == NONE {
            self.node(parent).first_child = child;
        } else {
            self.node(last).next = child;
        }
        self.node(parent).last_child = child;
    }

    pub(super) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        self.detach(child);
        let (parent, previous, depth) = {
            let node = self.node(sibling);
            (node.parent, node.previous, node.depth)
        };
        if parent == NONE {
            return;
        }
        let node = self.node(child);
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, sibling, depth);
        self.node(sibling).previous = child;
        if previous == NONE {
            self.node(parent).first_child = child;
        } else {
            self.node(previous).next = child;
        }
    }

    /// Puts text behind `last` if that is the text added last and the line fits; says whether it did.
    pub(super) fn extend_text(&mut self, last: NodeId, text: &str, line: u32) -> bool {
        let at = self.text.len() as u32;
        let Data::Text { start, end } = self.nodes[last as usize].data else { return false };
        if end != at || self.text_end_line != line {
            return false;
        }
        self.push_text(text, line);
        self.nodes[last as usize].data = Data::Text { start, end: self.text.len() as u32 };
        true
    }

    pub(super) fn add_text(&mut self, text: &str, line: u32) -> NodeId {
        let start = self.text.len() as u32;
        self.push_text(text, line);
        let end = self.text.len() as u32;
        self.add(Data::Text { start, end }, line)
    }

    fn push_text(&mut self, text: &str, line: u32) {
        self.text.push_str(text);
        self.text_end_line = line + memchr::memchr_iter(b'\n', text.as_bytes()).count() as u32;
    }
}

fn some(id: NodeId) -> Option<NodeId> {
    (id != NONE).then_some(id)
}
