//! What one source file says, before anything is judged: raw blocks in reading order, each with its lines.

use super::{PartialDate, SourceInfo};
use crate::text::{Lines, Span};

/// One source file as its reader understood it.
#[derive(Debug, Clone)]
pub struct Document {
    /// Where it came from.
    pub source: SourceInfo,
    /// The front matter of a Markdown file.
    pub front_matter: Option<FrontMatter>,
    /// What an HTML page's head says of itself.
    pub markup: MarkupMetadata,
    /// All text of the file in reading order. A plain text file gives one [`RawKind::Line`] a non-blank line.
    pub blocks: Vec<RawBlock>,
}

/// A unit of text that is kept or removed as a whole, unless a rule splits it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawBlock {
    /// What the reader knows of its kind.
    pub kind: RawKind,
    /// Its text: NFC, white space collapsed, no control characters. Lines of code, rows of a table and paragraphs of a
    /// quote are separated by `\n`, cells of a table by `\t`.
    pub text: String,
    /// The lines of the source file that it stands on.
    pub lines: Lines,
    /// Inline markup over `text`, sorted by start.
    pub marks: Vec<Mark>,
    /// Whether a blank line or another block boundary stands before it (always true for Markdown and HTML).
    pub after_gap: bool,
    /// Where in the page it stands (always [`Region::Unknown`] for plain text).
    pub region: Region,
    /// How many bytes of `text` are inside links.
    pub linked: u32,
}

/// What a reader knows of a raw block's kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RawKind {
    /// A line of plain text.
    Line,
    /// A paragraph by markup.
    Paragraph,
    /// A heading of level 1 to 6 by markup.
    Heading(u8),
    /// An item of a list. Items with the same `list` number belong together.
    ListItem {
        /// Numbered rather than bulleted.
        ordered: bool,
        /// Nesting, 0 for the outermost.
        depth: u8,
        /// Number of the (outermost) list within the document.
        list: u32,
    },
    /// A block quotation.
    Quote,
    /// A social media post embedded as a quotation.
    Embed,
    /// Caption of a figure.
    Caption,
    /// Credit line of a figure.
    Credit,
    /// Alternative text of an image.
    Alt,
    /// Program text with the language that the source names.
    Code(Option<String>),
    /// A table; the flag says whether the first row is a header.
    Table {
        /// The first row holds the column names.
        header: bool,
    },
}

/// Where in a marked-up page a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    /// Nothing is known: plain text, or an unmarked part of a page.
    Unknown,
    /// Inside the article's own container.
    Article,
    /// Inside a figure of the article.
    Figure,
    /// Page header or masthead.
    Header,
    /// Navigation, menus, breadcrumbs.
    Navigation,
    /// Sidebars, related lists, promotions.
    Aside,
    /// Page footer.
    Footer,
    /// Forms, buttons, dialogs, consent banners.
    Form,
    /// Reader comments.
    Comments,
    /// Share and follow bars.
    Share,
    /// By the page's own style or attributes not shown.
    Hidden,
}

/// Inline markup over a block's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it covers, byte offsets into the block's text.
    pub span: Span,
    /// What it says.
    pub kind: MarkKind,
}

/// The kinds of inline markup that survive cleaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// Strong importance.
    Strong,
    /// Emphasis.
    Emphasis,
    /// Inline code.
    Code,
    /// Words that the curator put in the place of these.
    Edited(String),
    /// A link to an `http`, `https` or `mailto` address as it stands in the source (unescaped).
    Link(String),
}

/// Front matter with Zola's field names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// `title`
    pub title: Option<String>,
    /// `description` (or `summary`): the deck.
    pub description: Option<String>,
    /// `date`
    pub date: Option<PartialDate>,
    /// `updated`
    pub updated: Option<PartialDate>,
    /// `authors`, or `author`, or `extra.author`.
    pub authors: Vec<String>,
    /// `extra.source` or `source`: the publisher's name.
    pub source: Option<String>,
    /// `extra.url`, `extra.source_url`, `url` or `canonical`: where it was published.
    pub url: Option<String>,
    /// `language` or `lang`.
    pub language: Option<String>,
    /// `taxonomies.tags` or `tags`.
    pub tags: Vec<String>,
    /// `draft = true`: reported, since it withholds nothing.
    pub draft: bool,
}

/// What the head and structured data of a saved page say. Each field is the best-placed statement found
/// (JSON-LD before Open Graph before `<meta>` before elements).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkupMetadata {
    /// Headline.
    pub title: Option<String>,
    /// Content of `<title>`, often with the site's name behind a bar.
    pub page_title: Option<String>,
    /// Standfirst or description.
    pub description: Option<String>,
    /// Author names.
    pub authors: Vec<String>,
    /// Publication date.
    pub published: Option<PartialDate>,
    /// Name of the publisher or site.
    pub site_name: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// The section that the article stands in, e.g. "World".
    pub section: Option<String>,
    /// Address of the article's picture.
    pub image: Option<String>,
}
