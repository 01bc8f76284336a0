//! `<pre>`: program text, or prose that was never marked up.

use super::element::{Part, part};
use super::tree::{Element, NodeId, Tree};
use crate::ingest::reader::inline::{Inline, InlineBuilder};
use crate::model::RawKind;
use html5ever::local_name;

/// The blocks of a `<pre>`: one of code, or the paragraphs of prose.
pub(super) fn blocks(tree: &Tree, id: NodeId, element: &Element) -> Vec<(RawKind, Inline)> {
    let pieces = pieces(tree, id);
    let lines = lines(&pieces);
    let code = tree
        .children(id)
        .find_map(|child| tree.element(child).filter(|child| *child.html_name() == local_name!("code")));
    let mut builder = InlineBuilder::default();
    if code.is_none() && is_prose(&lines) {
        return paragraphs(&lines);
    }
    for (text, line) in lines {
        builder.push_verbatim(&text, line);
    }
    let language = code.and_then(language).or_else(|| language(element));
    builder.finish().map(|inline| (RawKind::Code(language), inline)).into_iter().collect()
}

/// Text nodes and line breaks below an element, with their lines.
fn pieces(tree: &Tree, id: NodeId) -> Vec<(&str, u32)> {
    tree.descendants(id)
        .filter_map(|node| {
            let breaks = tree.element(node).is_some_and(|element| part(element) == Part::LineBreak);
            tree.text(node).or(breaks.then_some("\n")).map(|text| (text, tree.line(node)))
        })
        .collect()
}

fn lines(pieces: &[(&str, u32)]) -> Vec<(String, u32)> {
    let mut lines: Vec<(String, u32)> = Vec::new();
    let mut open = false;
    for &(text, first) in pieces {
        for (piece, number) in text.split_inclusive('\n').zip(first..) {
            let content = piece.strip_suffix('\n').unwrap_or(piece);
            match lines.last_mut().filter(|_| open) {
                Some((line, _)) => line.push_str(content),
                None => lines.push((content.to_owned(), number)),
            }
            open = content.len() == piece.len();
        }
    }
    lines
}

/// Prose has many words a line and hardly any of the signs of programs.
fn is_prose(lines: &[(String, u32)]) -> bool {
    let (mut words, mut signs, mut filled, mut all) = (0, 0, 0, 0);
    for (line, _) in lines.iter().filter(|(line, _)| !line.trim().is_empty()) {
        filled += 1;
        words += line
            .split_whitespace()
            .filter(|word| word.chars().all(|c| c.is_alphabetic() || ".,'’“”\"-".contains(c)))
            .count();
        signs += line.chars().filter(|c| "{}[]<>=;_|\\/*#$&+".contains(*c)).count();
        all += line.len();
    }
    filled > 0 && words >= 6 * filled && signs * 50 < all
}

fn paragraphs(lines: &[(String, u32)]) -> Vec<(RawKind, Inline)> {
    let mut builder = InlineBuilder::default();
    let mut found = Vec::new();
    for (text, line) in lines {
        if text.trim().is_empty() {
            found.extend(builder.finish());
        } else {
            builder.push(text, *line);
            builder.space();
        }
    }
    found.extend(builder.finish());
    found.into_iter().map(|inline| (RawKind::Paragraph, inline)).collect()
}

/// `language-rust`, `lang-rust`.
fn language(element: &Element) -> Option<String> {
    let class = element.attribute(&local_name!("class"))?;
    class
        .split_whitespace()
        .find_map(|token| token.strip_prefix("language-").or_else(|| token.strip_prefix("lang-")))
        .filter(|language| !language.is_empty())
        .map(str::to_owned)
}
