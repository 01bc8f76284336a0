//! The blocks of an article as HTML.
//!
//! Input: blocks, and the links from their names to entity pages. Output: one piece of [`Html`] and its table of contents.
//! Every block carries its anchor as id; paragraphs, headings and quotes get a discreet link to themselves.

use super::super::wording::direction;
use super::inline::{EntityLink, Inline};
use super::url::outside;
use super::{Html, Markup, code};
use crate::model::{Block, BlockKind, PartialDate};
use serde::Serialize;
use std::ops::Range;

/// An article's text, ready for its page.
#[derive(Debug, Default)]
pub struct Body {
    /// The blocks.
    pub html: Html,
    /// Its subheadings in order.
    pub contents: Vec<Heading>,
}

/// A line of the table of contents.
#[derive(Debug, Serialize)]
pub struct Heading {
    /// Id of the heading's element.
    pub anchor: String,
    /// Its text.
    pub text: String,
    /// Its level, 2 to 6.
    pub level: u8,
}

/// Writes blocks one after the other.
#[derive(Debug)]
pub struct BodyWriter {
    out: Markup,
    contents: Vec<Heading>,
    level: u8,
}

impl BodyWriter {
    /// Nothing written yet, with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { out: Markup::with_capacity(bytes), contents: Vec::new(), level: 1 }
    }

    /// Writes a block with its entity links.
    pub fn block(&mut self, block: &Block, links: &[EntityLink]) {
        match &block.kind {
            BlockKind::Paragraph => self.paragraph(block, links),
            BlockKind::Heading(level) => self.heading(block, *level, links),
            BlockKind::List { ordered, depths } => self.list(block, *ordered, depths, links),
            BlockKind::Quote => self.quote(block, links),
            BlockKind::Figure { credit, alt } => {
                self.figure(block, links, [credit.as_deref(), alt.as_deref()]);
            }
            BlockKind::Embed { author, handle, date, url } => {
                let by =
                    Post { author: author.as_deref(), handle: handle.as_deref(), date: *date, url: url.as_deref() };
                self.embed(block, links, &by);
            }
            BlockKind::Table { header } => self.table(block, links, if *header { "th" } else { "td" }),
            BlockKind::Code(language) => self.code(block, language.as_deref()),
        }
    }

    /// What was written.
    pub fn finish(self) -> Body {
        Body { html: self.out.finish(), contents: self.contents }
    }

    fn id(&mut self, block: &Block) {
        self.out.raw(" id=\"").text(&block.anchor).raw("\"");
        if let Some(language) = &block.language {
            if !language.starts_with("und") {
                self.out.raw(" lang=\"").text(language).raw("\"");
            }
            self.out.raw(" dir=\"").raw(direction(language)).raw("\"");
        }
    }

    /// The block's number, which its style shows, linked to the block.
    fn link_to_itself(&mut self, block: &Block, what: &'static str) {
        let n = block.n.to_string();
        self.out.raw("<a class=\"anchor\" href=\"#").text(&block.anchor).raw("\" data-n=\"").text(&n);
        self.out.raw("\" aria-label=\"").raw(what).raw(" ").text(&n).raw("\"></a>");
    }

    fn paragraph(&mut self, block: &Block, links: &[EntityLink]) {
        self.out.raw("<p");
        self.id(block);
        self.out.raw(">");
        Inline::new(&block.text, &block.marks, links).write(0..block.text.len(), &mut self.out);
        self.link_to_itself(block, "Paragraph");
        self.out.raw("</p>\n");
    }

    /// Levels are kept, but none is skipped on the way down: an outline has no holes.
    fn heading(&mut self, block: &Block, level: u8, links: &[EntityLink]) {
        let level = level.clamp(2, 6).min(self.level + 1);
        self.level = level;
        let (start, end) =
            [("<h2", "</h2>\n"), ("<h3", "</h3>\n"), ("<h4", "</h4>\n"), ("<h5", "</h5>\n"), ("<h6", "</h6>\n")]
                [usize::from(level - 2)];
        self.out.raw(start);
        self.id(block);
        self.out.raw(">");
        Inline::new(&block.text, &block.marks, links).write(0..block.text.len(), &mut self.out);
        self.link_to_itself(block, "Section");
        self.out.raw(end);
        self.contents.push(Heading { anchor: block.anchor.clone(), text: block.text.clone(), level });
    }

    /// Items are nested by their depths; a depth that jumps opens one level only, so that no item is empty.
    fn list(&mut self, block: &Block, ordered: bool, depths: &[u8], links: &[EntityLink]) {
        let (start, end) = if ordered { ("<ol", "</ol>") } else { ("<ul", "</ul>") };
        let mut inline = Inline::new(&block.text, &block.marks, links);
        let mut open: Vec<u8> = Vec::new();
        for (item, line) in lines(&block.text).enumerate() {
            let depth = depths.get(item).copied().unwrap_or(0);
            if open.last().is_none_or(|&deepest| depth > deepest) {
                self.out.raw(start);
                if open.is_empty() {
                    self.id(block);
                }
                self.out.raw(">");
                open.push(depth);
            } else {
                self.out.raw("</li>");
                while open.len() > 1 && open[open.len() - 2] >= depth {
                    self.out.raw(end).raw("</li>");
                    open.pop();
                }
                if let Some(deepest) = open.last_mut() {
                    *deepest = depth;
                }
            }
            self.out.raw("\n<li>");
            inline.write(line, &mut self.out);
        }
        for _ in open {
            self.out.raw("</li>").raw(end);
        }
        self.out.raw("\n");
    }

    fn quote(&mut self, block: &Block, links: &[EntityLink]) {
        self.out.raw("<blockquote");
        self.id(block);
        self.out.raw(">");
        self.paragraphs(block, links);
        self.out.raw("</blockquote>\n");
    }

    fn paragraphs(&mut self, block: &Block, links: &[EntityLink]) {
        let mut inline = Inline::new(&block.text, &block.marks, links);
        for line in lines(&block.text) {
            let is_last = line.end == block.text.len();
            self.out.raw("<p>");
            inline.write(line, &mut self.out);
            if is_last && block.kind == BlockKind::Quote {
                self.link_to_itself(block, "Quotation");
            }
            self.out.raw("</p>");
        }
    }

    /// The picture itself stayed behind: what is left of it is a card with caption and credit.
    fn figure(&mut self, block: &Block, links: &[EntityLink], [credit, alt]: [Option<&str>; 2]) {
        self.out.raw("<figure class=\"picture\"");
        self.id(block);
        self.out.raw("><figcaption><span class=\"label\">Picture</span> ");
        if block.text.trim().is_empty() {
            self.out.text(alt.unwrap_or("without a caption"));
        } else {
            Inline::new(&block.text, &block.marks, links).write(0..block.text.len(), &mut self.out);
            if let Some(alt) = alt {
                self.out.raw(" <small class=\"alt\">").text(alt).raw("</small>");
            }
        }
        if let Some(credit) = credit {
            self.out.raw(" <small class=\"credit\">").text(credit).raw("</small>");
        }
        self.out.raw("</figcaption></figure>\n");
    }

    fn embed(&mut self, block: &Block, links: &[EntityLink], post: &Post<'_>) {
        let url = post.url.and_then(outside);
        self.out.raw("<figure class=\"post\"");
        self.id(block);
        self.out.raw("><blockquote");
        if let Some(url) = &url {
            self.out.raw(" cite=\"").text(url).raw("\"");
        }
        self.out.raw(">");
        self.paragraphs(block, links);
        self.out.raw("</blockquote><figcaption><span class=\"label\">Post</span> ");
        if let Some(author) = post.author {
            self.out.raw("<bdi class=\"author\">").text(author).raw("</bdi> ");
        }
        if let Some(handle) = post.handle {
            self.out.raw("<bdi class=\"handle\">").text(handle).raw("</bdi> ");
        }
        if let Some(date) = post.date {
            time(date, &mut self.out);
        }
        if let Some(url) = &url {
            self.out
                .raw(" <a class=\"out\" rel=\"nofollow noopener external\" href=\"")
                .text(url)
                .raw("\">Open the post</a>");
        }
        self.out.raw("</figcaption></figure>\n");
    }

    fn table(&mut self, block: &Block, links: &[EntityLink], first_row: &'static str) {
        self.out.raw("<div class=\"scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table");
        self.id(block);
        self.out.raw(">");
        let mut inline = Inline::new(&block.text, &block.marks, links);
        let width = lines(&block.text).map(|row| block.text[row].matches('\t').count() + 1).max().unwrap_or(1);
        let width = if width <= WIDEST_EVENED { width } else { 0 };
        for (n, row) in lines(&block.text).enumerate() {
            let (start, end) = match (n, first_row) {
                (0, "th") => ("<th scope=\"col\">", "</th>"),
                _ => ("<td>", "</td>"),
            };
            self.out.raw(match (n, first_row) {
                (0, "th") => "<thead>\n<tr>",
                (1, "th") | (0, _) => "<tbody>\n<tr>",
                _ => "<tr>",
            });
            let mut written = 0;
            for cell in split(&block.text, row, b'\t') {
                self.out.raw(start);
                inline.write(cell, &mut self.out);
                self.out.raw(end);
                written += 1;
            }
            for _ in written..width {
                self.out.raw(start).raw(end);
            }
            self.out.raw(if n == 0 && first_row == "th" { "</tr>\n</thead>" } else { "</tr>\n" });
        }
        let rows = lines(&block.text).count();
        self.out.raw(if rows > 1 || first_row == "td" { "</tbody></table></div>\n" } else { "</table></div>\n" });
    }

    fn code(&mut self, block: &Block, language: Option<&str>) {
        self.out.raw("<figure class=\"code\"");
        self.id(block);
        self.out.raw(">");
        if let Some(language) = language {
            self.out.raw("<figcaption>").text(language).raw("</figcaption>");
        }
        self.out
            .raw("<pre tabindex=\"0\"><code>")
            .html(&code::highlight(&block.text, language))
            .raw("</code></pre></figure>\n");
    }
}

/// Short rows of tables up to this width are filled with empty cells. Wider ones stay ragged, lest one row of a thousand
/// cells multiply with a thousand rows of one.
const WIDEST_EVENED: usize = 64;

/// Who wrote a post, when and where.
struct Post<'a> {
    author: Option<&'a str>,
    handle: Option<&'a str>,
    date: Option<PartialDate>,
    url: Option<&'a str>,
}

/// A date as `<time>`; plain text before the year 1, which HTML cannot express.
pub fn time(date: PartialDate, out: &mut Markup) {
    if date.year_number() < 1 {
        out.text(&date.long());
        return;
    }
    out.raw("<time datetime=\"").text(&date.to_string()).raw("\">").text(&date.long()).raw("</time>");
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    split(text, 0..text.len(), b'\n')
}

/// The pieces of a stretch of a text between separators.
fn split(text: &str, range: Range<usize>, separator: u8) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = Some(range);
    std::iter::from_fn(move || {
        let range = rest.take()?;
        match memchr::memchr(separator, &text.as_bytes()[range.clone()]) {
            Some(at) => {
                let end = range.start + at;
                rest = Some(end + 1..range.end);
                Some(range.start..end)
            }
            None => Some(range),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lines;

    fn render(kind: BlockKind, text: &str) -> String {
        let mut writer = BodyWriter::with_capacity(0);
        let block = Block {
            n: 1,
            anchor: "p1".into(),
            kind,
            text: text.into(),
            marks: Vec::new(),
            lines: Lines::one(1),
            language: None,
        };
        writer.block(&block, &[]);
        writer.finish().html.as_str().to_owned()
    }

    #[test]
    fn lists_nest_by_depth() {
        let list = |depths: &[u8], text| render(BlockKind::List { ordered: false, depths: depths.into() }, text);
        assert_eq!(
            list(&[0, 1, 1, 0], "a\nb\nc\nd"),
            "<ul id=\"p1\">\n<li>a<ul>\n<li>b</li>\n<li>c</li></ul></li>\n<li>d</li></ul>\n"
        );
        // a list that begins deep or jumps has no empty items, and equal depths are neighbours
        assert_eq!(
            list(&[3, 0, 200, 200, 7], "a\nb\nc\nd\ne"),
            "<ul id=\"p1\">\n<li>a</li>\n<li>b<ul>\n<li>c</li>\n<li>d</li>\n<li>e</li></ul></li></ul>\n"
        );
        assert_eq!(list(&[], "a"), "<ul id=\"p1\">\n<li>a</li></ul>\n");
    }

    #[test]
    fn tables_have_header_cells_and_even_rows() {
        assert_eq!(
            render(BlockKind::Table { header: true }, "a\tb\n<1>"),
            "<div class=\"scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table id=\"p1\"><thead>\n<tr>\
             <th scope=\"col\">a</th><th scope=\"col\">b</th></tr>\n</thead><tbody>\n<tr><td>&lt;1&gt;</td><td></td></tr>\n\
             </tbody></table></div>\n"
        );
    }

    #[test]
    fn embeds_name_author_date_and_address() {
        let kind = BlockKind::Embed {
            author: Some("A <b>".into()),
            handle: Some("@a".into()),
            date: PartialDate::day(2021, 9, 8),
            url: Some("javascript:x".into()),
        };
        let html = render(kind, "said\nso");
        assert!(
            html.contains("<p>said</p><p>so</p>") && html.contains("A &lt;b&gt;") && html.contains("8 September 2021")
        );
        assert!(!html.contains("javascript"));
    }

    #[test]
    fn headings_skip_no_level() {
        let mut writer = BodyWriter::with_capacity(0);
        for level in [4, 6, 2] {
            let block = Block {
                n: 1,
                anchor: format!("h{level}"),
                kind: BlockKind::Heading(level),
                text: "x".into(),
                marks: Vec::new(),
                lines: Lines::one(1),
                language: None,
            };
            writer.block(&block, &[]);
        }
        let levels: Vec<u8> = writer.finish().contents.iter().map(|h| h.level).collect();
        assert_eq!(levels, [2, 3, 2]);
    }
}
