//! Texts with their names marked, as the trainer and the scorer read them.
//!
//! Three notations: columns with a `# text` line for each sentence (Universal NER), columns of words and labels alone
//! (Wikigold), and running text with `{P:…}`, `{O:…}`, `{L:…}` around names (this project's own). Output: [`Text`]s, each an
//! article with the places of its names.

use crate::model::annotation::TITLE_BLOCK;
use crate::model::{
    Block, BlockKind, CleanArticle, EntityKind, Format, Metadata, Origin, Place, Published, SourceInfo,
};
use crate::text::{Lines, Span};

/// An article whose names are known.
#[derive(Debug, Clone)]
pub struct Text {
    /// The article.
    pub article: CleanArticle,
    /// Its names, in order of the text.
    pub names: Vec<(Place, EntityKind)>,
}

impl Text {
    fn new(title: Line, lines: Vec<Line>) -> Self {
        let mut names = Vec::new();
        let mut blocks = Vec::new();
        for (n, line) in (TITLE_BLOCK..).zip(std::iter::once(&title).chain(&lines)) {
            names.extend(line.names.iter().map(|&(span, kind)| (Place { block: n, span }, kind)));
        }
        for (n, line) in (1..).zip(lines) {
            blocks.push(Block {
                n,
                anchor: format!("p{n}"),
                kind: BlockKind::Paragraph,
                text: line.text,
                marks: Vec::new(),
                lines: Lines { first: n, last: n },
                language: None,
            });
        }
        Self { article: article(title.text, blocks), names }
    }

    /// The same text with the title written in capitals, and the names with it.
    #[must_use]
    pub fn with_loud_title(&self) -> Self {
        let mut copy = self.clone();
        let title = &self.article.metadata.title;
        let upper = |text: &str| text.to_uppercase();
        copy.article.metadata.title = upper(title);
        for (place, _) in copy.names.iter_mut().filter(|(place, _)| place.block == TITLE_BLOCK) {
            let start = upper(&title[..place.span.start as usize]).len();
            let end = upper(&title[..place.span.end as usize]).len();
            place.span = Span::new(start..end);
        }
        copy
    }
}

/// A stretch of text with its names.
#[derive(Debug, Default)]
struct Line {
    text: String,
    names: Vec<(Span, EntityKind)>,
}

fn article(title: String, blocks: Vec<Block>) -> CleanArticle {
    CleanArticle {
        id: "text".to_owned(),
        source: SourceInfo {
            path: "text".to_owned(),
            sha256: String::new(),
            format: Format::Text,
            encoding: "UTF-8",
            bytes: 0,
        },
        metadata: Metadata {
            title,
            title_origin: Origin::Text,
            deck: None,
            authors: Vec::new(),
            authors_origin: None,
            publisher: None,
            url: None,
            published: Published::default(),
            language: "en".to_owned(),
            summary: None,
            note: None,
        },
        blocks,
        removed: Vec::new(),
        parts: Vec::new(),
        words: 0,
    }
}

/// Reads the project's own notation: articles separated by `===` lines, the first line of each its title, each other line a
/// paragraph. Fails with the number of the line.
///
/// # Errors
/// When a mark is opened and not closed, or names no kind.
pub fn read_marked(file: &str) -> Result<Vec<Text>, String> {
    let mut texts = Vec::new();
    let mut lines = Vec::new();
    for (n, line) in (1..).zip(file.lines()) {
        if line.trim() == "===" {
            texts.extend(text_of(std::mem::take(&mut lines)));
        } else if !line.trim().is_empty() {
            lines.push(marked_line(line.trim()).map_err(|reason| format!("line {n}: {reason}"))?);
        }
    }
    texts.extend(text_of(lines));
    Ok(texts)
}

fn text_of(mut lines: Vec<Line>) -> Option<Text> {
    if lines.is_empty() {
        return None;
    }
    let title = lines.remove(0);
    Some(Text::new(title, lines))
}

fn marked_line(line: &str) -> Result<Line, String> {
    let mut read = Line::default();
    let mut rest = line;
    while let Some((before, marked)) = rest.split_once('{') {
        read.text.push_str(before);
        let (kind, body) = marked.split_once(':').ok_or("a brace that marks nothing")?;
        let kind = match kind {
            "P" => EntityKind::Person,
            "O" => EntityKind::Organisation,
            "L" => EntityKind::Place,
            other => return Err(format!("no such kind of name: {other}")),
        };
        let (name, after) = body.split_once('}').ok_or("a name without its end")?;
        let start = read.text.len();
        read.text.push_str(name);
        read.names.push((Span::new(start..read.text.len()), kind));
        rest = after;
    }
    read.text.push_str(rest);
    Ok(read)
}

/// Reads the columns of Universal NER: a block for each sentence, an article for each document.
pub fn read_uner(file: &str) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let mut at = 0;
    for line in file.lines() {
        if line.starts_with("# newdoc") {
            texts.extend(untitled(std::mem::take(&mut lines)));
        } else if let Some(text) = line.strip_prefix("# text = ") {
            lines.push(Line { text: text.to_owned(), names: Vec::new() });
            at = 0;
        } else if let Some(sentence) = lines.last_mut() {
            let mut columns = line.split('\t').skip(1);
            if let (Some(word), Some(label)) = (columns.next(), columns.next())
                && let Some(found) = sentence.text[at..].find(word)
            {
                let start = at + found;
                at = start + word.len();
                extend(&mut sentence.names, Span::new(start..at), label);
            }
        }
    }
    texts.extend(untitled(lines));
    texts
}

/// Reads Wikigold's words and labels: a block for each sentence, an article for each document.
pub fn read_wikigold(file: &str) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut lines = vec![Line::default()];
    for line in file.lines() {
        let Some((word, label)) = line.rsplit_once(' ') else {
            lines.push(Line::default());
            continue;
        };
        if word.starts_with("-DOCSTART-") {
            texts.extend(untitled(std::mem::take(&mut lines)));
            lines.push(Line::default());
            continue;
        }
        let Some(sentence) = lines.last_mut() else { continue };
        let glued = sentence.text.is_empty()
            || sentence.text.ends_with(['(', '[', '$', '#'])
            || matches!(word, "," | "." | ")" | "]" | ":" | ";" | "?" | "!" | "%")
            || word.starts_with('\'') && word.len() > 1;
        if !glued {
            sentence.text.push(' ');
        }
        let start = sentence.text.len();
        sentence.text.push_str(word);
        extend(&mut sentence.names, Span::new(start..sentence.text.len()), label);
    }
    texts.extend(untitled(lines));
    texts
}

/// A document without a title; `None` without text.
fn untitled(mut lines: Vec<Line>) -> Option<Text> {
    lines.retain(|line| !line.text.is_empty());
    (!lines.is_empty()).then(|| Text::new(Line::default(), lines))
}

/// Adds a word to the names: as a new one, or to the last one when the label says that it goes on.
fn extend(names: &mut Vec<(Span, EntityKind)>, span: Span, label: &str) {
    let kind = match label.get(2..) {
        Some("PER") => EntityKind::Person,
        Some("ORG") => EntityKind::Organisation,
        Some("LOC") => EntityKind::Place,
        _ => return,
    };
    match names.last_mut() {
        Some((last, of)) if label.starts_with("I-") && *of == kind && span.start <= last.end + 1 => last.end = span.end,
        _ => names.push((span, kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &Text) -> Vec<(&str, EntityKind)> {
        let of = |place: &Place| match place.block {
            TITLE_BLOCK => &text.article.metadata.title,
            n => &text.article.blocks[n as usize - 1].text,
        };
        text.names.iter().map(|(place, kind)| (place.span.of(of(place)), *kind)).collect()
    }

    #[test]
    fn reads_marked_text() {
        let texts =
            read_marked("Talks in {L:Kabul}\nMr {P:Ané Diop}’s {O:ECOWAS} team.\n===\nAnother\n").expect("fine");
        assert_eq!(texts.len(), 2);
        let expected =
            [("Kabul", EntityKind::Place), ("Ané Diop", EntityKind::Person), ("ECOWAS", EntityKind::Organisation)];
        assert_eq!(shown(&texts[0]), expected);
        assert_eq!(texts[0].article.blocks[0].text, "Mr Ané Diop’s ECOWAS team.");
        assert_eq!(shown(&texts[0].with_loud_title())[0].0, "KABUL");
        assert_eq!(read_marked("a\n{X:b}").expect_err("no kind X"), "line 2: no such kind of name: X");
        assert!(read_marked("{P:b").is_err());
    }

    #[test]
    fn reads_columns() {
        let uner = "# newdoc id = a\n# text = Al-Anbar, Ann's\n1\tAl\tB-LOC\t-\tx\n2\t-\tI-LOC\t-\tx\n3\tAnbar\tI-LOC\t-\tx\n4\t,\tO\t-\tx\n5\tAnn\tB-PER\t-\tx\n6\t's\tO\t-\tx\n";
        assert_eq!(shown(&read_uner(uner)[0]), [("Al-Anbar", EntityKind::Place), ("Ann", EntityKind::Person)]);
        let wikigold = "The I-ORG\nWho I-ORG\n( O\nband O\n) O\n\nIn O\nOslo I-LOC\n's O\n. O\n";
        let texts = read_wikigold(wikigold);
        assert_eq!(shown(&texts[0]), [("The Who", EntityKind::Organisation), ("Oslo", EntityKind::Place)]);
        assert_eq!(texts[0].article.blocks[1].text, "In Oslo's.");
    }
}
