//! A cleaned article as plain text and as Markdown.

use crate::model::{Block, BlockKind, CleanArticle, Mark, MarkKind, PartialDate};
use std::fmt::Write;

/// The body alone, a blank line between blocks; a row of a table a line, its cells parted by tabs.
pub(super) fn plain(article: &CleanArticle) -> String {
    let mut out = String::new();
    for block in article.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Figure { .. })) {
        if !out.is_empty() {
            out.push('\n');
        }
        if let BlockKind::List { ordered, depths } = &block.kind {
            for (marker, item) in items(&block.text, *ordered, depths) {
                out.extend([marker.as_str(), item, "\n"]);
            }
        } else {
            out.extend([block.text.as_str(), "\n"]);
        }
        if let Some(attribution) = block.kind.attribution() {
            out.extend([attribution.as_str(), "\n"]);
        }
    }
    out
}

/// The items of a list, each with its indented marker.
fn items<'a>(text: &'a str, ordered: bool, depths: &'a [u8]) -> impl Iterator<Item = (String, &'a str)> {
    let mut numbers: Vec<u32> = Vec::new();
    text.split('\n').enumerate().map(move |(nth, item)| {
        let depth = usize::from(depths.get(nth).copied().unwrap_or(0));
        numbers.resize(depth + 1, 0);
        numbers[depth] += 1;
        let indent = "   ".repeat(depth);
        (if ordered { format!("{indent}{}. ", numbers[depth]) } else { format!("{indent}- ") }, item)
    })
}

/// Everything, with the metadata as TOML front matter that briefing and Zola read.
pub(super) fn markdown(article: &CleanArticle) -> String {
    let mut out = front_matter(article);
    for block in &article.blocks {
        out.push('\n');
        write_block(&mut out, block);
    }
    out
}

fn front_matter(article: &CleanArticle) -> String {
    let metadata = &article.metadata;
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut out = String::from("+++\n");
    let mut key = |name: &str, value: String| {
        // writing to a string cannot fail
        let _ = writeln!(out, "{name} = {value}");
    };
    key("title", quoted(&metadata.title));
    if let Some(deck) = &metadata.deck {
        key("description", quoted(deck));
    }
    if let Some(date) = metadata.published.date {
        // TOML dates are full; a month or a year alone is text
        let is_full = date.day_number().is_some();
        key("date", if is_full { date.to_string() } else { quoted(&date.to_string()) });
    }
    if !metadata.authors.is_empty() {
        let authors: Vec<String> = metadata.authors.iter().map(|author| quoted(author)).collect();
        key("authors", format!("[{}]", authors.join(", ")));
    }
    if metadata.language != "und" {
        key("language", quoted(&metadata.language));
    }
    if metadata.publisher.is_some() || metadata.url.is_some() {
        out.push_str("\n[extra]\n");
        let name = metadata.publisher.as_ref().map(|publisher| &publisher.name);
        for (key, value) in [("source", name), ("url", metadata.url.as_ref())] {
            if let Some(value) = value {
                let _ = writeln!(out, "{key} = {}", quoted(value));
            }
        }
    }
    out.push_str("+++\n");
    out
}

fn write_block(out: &mut String, block: &Block) {
    match &block.kind {
        BlockKind::Paragraph => push_lines(out, "", &inline(&block.text, &block.marks)),
        BlockKind::Heading(level) => {
            out.push_str(&"#".repeat(usize::from(*level).clamp(1, 6)));
            push_lines(out, " ", &inline(&block.text, &block.marks).replace('\n', " "));
        }
        BlockKind::List { ordered, depths } => {
            for (marker, item) in items(&inline(&block.text, &block.marks), *ordered, depths) {
                push_lines(out, &marker, item);
            }
        }
        BlockKind::Quote => push_lines(out, "> ", &inline(&block.text, &block.marks).replace('\n', "\n\n")),
        BlockKind::Embed { author, handle, date, url } => {
            push_lines(out, "> ", &inline(&block.text, &block.marks));
            let date = date.map(PartialDate::long);
            let said: Vec<&str> = [author, handle, &date].into_iter().filter_map(Option::as_deref).collect();
            let by = inline(&said.join(", "), &[]);
            let by = url.as_ref().map_or_else(|| by.clone(), |url| format!("[{by}](<{}>)", target(url)));
            if !by.is_empty() {
                push_lines(out, "> ", &format!("\n— {by}"));
            }
        }
        BlockKind::Figure { credit, .. } => {
            let credit = credit.as_deref().map(|credit| inline(&format!(" ({credit})"), &[])).unwrap_or_default();
            let caption = inline(&block.text, &block.marks);
            push_lines(out, "", &format!("Picture: {caption}{credit}"));
        }
        BlockKind::Table { header } => write_table(out, &block.text, *header),
        BlockKind::Code(language) => {
            let longest = block.text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            let language = language.as_deref().unwrap_or("").replace(['`', '\n', ' '], "");
            let _ = writeln!(out, "{fence}{language}\n{}\n{fence}", block.text);
        }
    }
}

/// Lines with a prefix before each; the first one's marker, if it is a list's, becomes an indent.
fn push_lines(out: &mut String, prefix: &str, text: &str) {
    let is_quote = prefix.starts_with('>');
    for (nth, line) in text.split('\n').enumerate() {
        let before = if nth == 0 || is_quote { prefix.to_owned() } else { " ".repeat(prefix.len()) };
        out.push_str(format!("{before}{line}").trim_end());
        out.push('\n');
    }
}

fn write_table(out: &mut String, text: &str, header: bool) {
    let rows: Vec<Vec<String>> = text
        .split('\n')
        .map(|row| row.split('\t').map(|cell| inline(cell, &[]).replace('|', "\\|")).collect())
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut line = |cells: &[String]| {
        let filled = (0..columns).map(|at| cells.get(at).map_or("", String::as_str));
        let _ = writeln!(out, "| {} |", filled.collect::<Vec<_>>().join(" | "));
    };
    let (first, rest) =
        if header { rows.split_first().map_or((&[][..], &[][..]), |(f, r)| (f, r)) } else { (&[][..], &rows[..]) };
    line(first);
    line(&vec!["---".to_owned(); columns]);
    for row in rest {
        line(row);
    }
}

/// Text with its marks as Markdown; everything else that Markdown would read as markup is escaped.
fn inline(text: &str, marks: &[Mark]) -> String {
    let mut edges: Vec<(usize, bool, usize)> = Vec::new();
    for (nth, mark) in marks.iter().enumerate().filter(|(_, mark)| !mark.span.is_empty()) {
        edges.push((mark.span.start as usize, true, nth));
        edges.push((mark.span.end as usize, false, nth));
    }
    // at one place, first close what was opened last, then open what is closed last
    edges.sort_by_key(|&(at, opens, nth)| (at, opens, if opens { nth } else { usize::MAX - nth }));
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let (mut at, mut context) = (0, Context::LineStart);
    for (edge, opens, nth) in edges {
        context = escape(&mut out, &text[at..edge], context);
        at = edge;
        match &marks[nth].kind {
            MarkKind::Strong => out.push_str("**"),
            MarkKind::Emphasis => out.push('*'),
            MarkKind::Code => {
                context = if opens { Context::Code } else { Context::Inside };
                out.push('`');
            }
            MarkKind::Edited(_) => {}
            MarkKind::Link(_) if opens => out.push('['),
            MarkKind::Link(url) => _ = write!(out, "](<{}>)", target(url)),
        }
    }
    escape(&mut out, &text[at..], context);
    out
}

/// Where in Markdown a piece of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    /// Where marks of blocks count.
    LineStart,
    /// Behind digits at the start of a line: a full stop or bracket would make them the number of a list's item.
    Numbering,
    /// Where only inline marks count.
    Inside,
    /// Where nothing but the end of the code counts.
    Code,
}

/// An address between angle brackets.
fn target(url: &str) -> String {
    url.chars().filter(|c| !matches!(c, '<' | '>' | '\n' | '\\')).collect()
}

/// Appends a piece of text and says where the next one stands.
fn escape(out: &mut String, text: &str, mut context: Context) -> Context {
    for c in text.chars() {
        if context == Context::Code {
            out.push(if c == '`' { '\'' } else { c });
            continue;
        }
        let is_inline_mark = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&');
        let is_block_mark = match context {
            Context::LineStart => matches!(c, '#' | '>' | '+' | '-' | '=' | '~' | '|'),
            Context::Numbering => matches!(c, '.' | ')'),
            Context::Inside | Context::Code => false,
        };
        if is_inline_mark || is_block_mark {
            out.push('\\');
        }
        out.push(c);
        context = match c {
            '\n' => Context::LineStart,
            ' ' if context == Context::LineStart => context,
            '0'..='9' if matches!(context, Context::LineStart | Context::Numbering) => Context::Numbering,
            _ => Context::Inside,
        };
    }
    context
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn rendered(markdown: &str) -> String {
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(markdown));
        html
    }

    #[test]
    fn text_stays_text() {
        for text in
            ["# no heading", "1. no list", "a * b * c", "<script>", "&amp; so", "[x](y)", "- dash", "a_b_c", "\\ `"]
        {
            let html = rendered(&inline(text, &[]));
            let plain = html.replace("<p>", "").replace("</p>\n", "");
            let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            assert_eq!(plain, text);
        }
    }

    #[test]
    fn marks_become_markup() {
        let mark = |range, kind| Mark { span: Span::new(range), kind };
        let marks = [mark(0..4, MarkKind::Strong), mark(5..9, MarkKind::Link("https://a.example/(x)".to_owned()))];
        assert_eq!(
            rendered(&inline("bold link", &marks)),
            "<p><strong>bold</strong> <a href=\"https://a.example/(x)\">link</a></p>\n"
        );
    }

    #[test]
    fn lists_are_numbered_by_level() {
        let lines: Vec<String> = items("a\nb\nc\nd", true, &[0, 1, 1, 0]).map(|(marker, item)| marker + item).collect();
        assert_eq!(lines, ["1. a", "   1. b", "   2. c", "2. d"]);
    }
}
