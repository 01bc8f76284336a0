//! Receives the tree from html5ever's builder.

use super::tree::{DOCUMENT, Data, Element, NodeId, Tree};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// The tree that grows, and where in the source the builder is.
#[derive(Debug)]
pub(super) struct Sink {
    tree: RefCell<Tree>,
    line: Cell<u32>,
    /// Line on which the next piece of text begins.
    text_line: Cell<u32>,
    /// Depth of the element added last.
    pub(super) depth: Cell<u32>,
    /// How often the builder looked at an element: its unit of work.
    pub(super) looks: Cell<u64>,
}

impl Sink {
    pub(super) fn new() -> Self {
        Self {
            tree: RefCell::new(Tree::new()),
            line: Cell::new(1),
            text_line: Cell::new(1),
            depth: Cell::new(0),
            looks: Cell::new(0),
        }
    }

    pub(super) fn nodes(&self) -> usize {
        self.tree.borrow().len()
    }

    /// Says where the text of the next token begins.
    pub(super) fn text_begins(&self, line: u32) {
        self.text_line.set(line);
    }

    /// The line on which a piece of text begins. The builder keeps back some text in tables until the next tag, so a piece
    /// may belong to an earlier token; it never ends beyond the line that is being read.
    fn text_piece(&self, text: &str) -> u32 {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes()).count() as u32;
        let line = self.text_line.get().min(self.line.get().saturating_sub(newlines)).max(1);
        self.text_line.set(line + newlines);
        line
    }
}

/// An element's name, copied out of the arena: names are small and almost always static.
#[derive(Debug)]
pub(super) struct Name {
    namespace: Namespace,
    local: LocalName,
}

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        DOCUMENT
    }

    fn elem_name(&self, target: &NodeId) -> Name {
        self.looks.set(self.looks.get() + 1);
        let tree = self.tree.borrow();
        tree.element(*target).map_or_else(
            || Name { namespace: ns!(), local: local_name!("") },
            |element| Name { namespace: element.name.ns.clone(), local: element.name.local.clone() },
        )
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let mut tree = self.tree.borrow_mut();
        let line = self.line.get();
        let template = flags.template.then(|| tree.add(Data::Other, line));
        tree.add(Data::Element(Element { name, attributes, template }), line)
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.tree.borrow_mut().add(Data::Other, self.line.get())
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.tree.borrow_mut().add(Data::Other, self.line.get())
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(child) => {
                let mut tree = self.tree.borrow_mut();
                tree.append(*parent, child);
                self.depth.set(tree.depth(child));
            }
            NodeOrText::AppendText(text) => {
                let line = self.text_piece(&text);
                let mut tree = self.tree.borrow_mut();
                let last = tree.last_child(*parent);
                if !last.is_some_and(|last| tree.extend_text(last, &text, line)) {
                    let node = tree.add_text(&text, line);
                    tree.append(*parent, node);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.tree.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.tree.borrow().element(*target).and_then(|element| element.template).unwrap_or(DOCUMENT)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(child) => {
                let mut tree = self.tree.borrow_mut();
                tree.insert_before(*sibling, child);
                self.depth.set(tree.depth(child));
            }
            NodeOrText::AppendText(text) => {
                let line = self.text_piece(&text);
                let mut tree = self.tree.borrow_mut();
                let node = tree.add_text(&text, line);
                tree.insert_before(*sibling, node);
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let Some(element) = tree.element_mut(*target) else { return };
        for attribute in attributes {
            if element.attributes.iter().all(|known| known.name != attribute.name) {
                element.attributes.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.first_child(*node) {
            tree.append(*new_parent, child);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }
}
