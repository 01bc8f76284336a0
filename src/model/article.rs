//! A cleaned article: kept blocks, metadata with its origin, and the ledger of removals.

use super::{Mark, PartialDate, SourceInfo};
use crate::text::{Lines, Span};

/// What one source file says, cleaned.
///
/// `parts` covers every raw block of the document exactly once and in order: kept + removed = the input.
#[derive(Debug, Clone)]
pub struct CleanArticle {
    /// Identity of the article: the slug of its path below the seeds folder without the ending; unique. Names its sidecar.
    pub id: String,
    /// Provenance.
    pub source: SourceInfo,
    /// Title, authors, date and the like, each with where it came from.
    pub metadata: Metadata,
    /// The kept blocks in reading order, numbered from 1 without gaps.
    pub blocks: Vec<Block>,
    /// The ledger: what was taken out, in order of the source.
    pub removed: Vec<Removal>,
    /// What became of each stretch of the document, in order.
    pub parts: Vec<Part>,
    /// Words in paragraphs, headings, lists and quotes.
    pub words: u32,
}

/// A kept block of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Number within the article, from 1.
    pub n: u32,
    /// The id of its element on the article's page, e.g. `p3`; stable while the text before it keeps its block count.
    pub anchor: String,
    /// What it is.
    pub kind: BlockKind,
    /// Its text. Items of a list, paragraphs of a quote, lines of code and rows of a table are separated by `\n`, cells by
    /// `\t`. A figure's text is its caption without the credit.
    pub text: String,
    /// Inline markup over `text`, sorted by start.
    pub marks: Vec<Mark>,
    /// The lines of the source file that it came from.
    pub lines: Lines,
    /// Its language, when it is clearly another one than the article's; BCP 47, with the script alone (`und-Arab`) where
    /// no more is known.
    pub language: Option<String>,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A subheading of level 2 to 6; the title is not a block.
    Heading(u8),
    /// A list, an item a line of the text; `depths` holds the nesting of each item.
    List {
        /// Numbered rather than bulleted.
        ordered: bool,
        /// Nesting of each item, 0 for the outermost.
        depths: Vec<u8>,
    },
    /// A quotation set apart.
    Quote,
    /// A picture of which the caption is left.
    Figure {
        /// Who made or owns the picture.
        credit: Option<String>,
        /// Alternative text.
        alt: Option<String>,
    },
    /// A post from a social network.
    Embed {
        /// Display name of its author.
        author: Option<String>,
        /// Account name with the leading `@`.
        handle: Option<String>,
        /// Day of the post.
        date: Option<PartialDate>,
        /// Address of the post or its picture.
        url: Option<String>,
    },
    /// A table; rows are lines of the text, cells separated by tabs.
    Table {
        /// The first row holds the column names.
        header: bool,
    },
    /// Program text with the language that the source names.
    Code(Option<String>),
}

impl BlockKind {
    /// The word used in `briefing.json`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading(_) => "heading",
            Self::List { .. } => "list",
            Self::Quote => "quote",
            Self::Figure { .. } => "figure",
            Self::Embed { .. } => "embed",
            Self::Table { .. } => "table",
            Self::Code(_) => "code",
        }
    }

    /// How an embedded post names its author and day, in the form that posts bear: `— Name (@handle) September 8, 2021`.
    /// The attribution is no part of the block's text.
    pub fn attribution(&self) -> Option<String> {
        let Self::Embed { author, handle: Some(handle), date, .. } = self else { return None };
        let name = author.as_deref().map(|name| format!("{name} ")).unwrap_or_default();
        let date = date.map(|date| date.first_day().format(" %B %-d, %Y").to_string()).unwrap_or_default();
        Some(format!("— {name}({handle}){date}"))
    }

    /// Whether the block is running text: what word counts count.
    pub fn is_body(&self) -> bool {
        matches!(self, Self::Paragraph | Self::Heading(_) | Self::List { .. } | Self::Quote | Self::Embed { .. })
    }
}

/// Rule of words that the curator replaced: their entry in the ledger takes nothing out.
pub const CURATED_EDIT: &str = "curated-edit";

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// Lines of the source file.
    pub lines: Lines,
    /// What was taken out, as it stood there.
    pub text: String,
    /// Id of the rule, e.g. `back-to-top`.
    pub rule: &'static str,
    /// The reason in words that a reader understands, e.g. "link to the top of the page".
    pub reason: String,
}

/// What became of a stretch of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Index into the document's raw blocks.
    pub raw: u32,
    /// Byte range of the raw block's text.
    pub span: Span,
    /// Its role in the article.
    pub role: Role,
}

/// The roles that text of a source file can take in its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The title.
    Title,
    /// The standfirst.
    Deck,
    /// A byline: the authors' names come from it.
    Byline,
    /// The line that names the publisher.
    Publisher,
    /// A line that states when the article was published.
    Date,
    /// Text, caption, credit or alternative text of the kept block with this number.
    Block(u32),
    /// The removal with this index.
    Removed(u32),
}

/// Where a statement about an article came from, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The curator's sidecar.
    Sidecar,
    /// The file's front matter.
    FrontMatter,
    /// `curation/sources.toml`.
    Sources,
    /// The page's metadata or elements.
    Markup,
    /// The text itself.
    Text,
    /// Made by the program because nothing states it.
    Derived,
}

impl Origin {
    /// The word used in `briefing.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sidecar => "sidecar",
            Self::FrontMatter => "front-matter",
            Self::Sources => "sources",
            Self::Markup => "markup",
            Self::Text => "text",
            Self::Derived => "derived",
        }
    }
}

/// Where a title came from.
pub type TitleOrigin = Origin;

/// What an article says of itself, each statement with its origin.
#[derive(Debug, Clone)]
pub struct Metadata {
    /// The title; never empty.
    pub title: String,
    /// Where the title came from; [`Origin::Derived`] when the file has none.
    pub title_origin: TitleOrigin,
    /// The standfirst.
    pub deck: Option<String>,
    /// Names of the authors, without "By".
    pub authors: Vec<String>,
    /// Where the authors came from, when there are any.
    pub authors_origin: Option<Origin>,
    /// Who published it.
    pub publisher: Option<Publisher>,
    /// Where it was published, also when nothing says by whom.
    pub url: Option<String>,
    /// When it was published, or what the text proves about that.
    pub published: Published,
    /// BCP 47 language tag, `und` when unknown.
    pub language: String,
    /// The curator's summary, from the sidecar.
    pub summary: Option<String>,
    /// The curator's note, from the sidecar.
    pub note: Option<String>,
}

impl Metadata {
    /// What to call the place where it was published: the publisher's name, else the host of its address.
    pub fn outlet(&self) -> Option<&str> {
        self.publisher.as_ref().map(|publisher| publisher.name.as_str()).or_else(|| self.host())
    }

    /// The host that it was published at, without `www.`.
    pub fn host(&self) -> Option<&str> {
        crate::text::host(self.url.as_deref()?)
    }
}

/// The publisher of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// Slug of the name, or the id in `sources.toml`.
    pub id: String,
    /// Name as the article or `sources.toml` gives it.
    pub name: String,
    /// Where the name came from.
    pub origin: Origin,
}

/// When an article was published. Nothing here is guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// The date that the article states.
    pub date: Option<PartialDate>,
    /// Without a date: the latest day that the text proves had come.
    pub not_before: Option<PartialDate>,
    /// The words that state the date or prove the bound.
    pub evidence: Option<String>,
    /// Where the date came from.
    pub origin: Option<Origin>,
}

impl Published {
    /// The date, or else the bound: what lists sort by.
    pub fn sort_key(&self) -> Option<PartialDate> {
        self.date.or(self.not_before)
    }
}
