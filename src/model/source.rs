//! What is known of a source file before its content is judged.

use std::fmt;

/// The kind of a source file, from its name and first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text that has lost its markup (`.txt`).
    Text,
    /// Markdown with optional front matter (`.md`, `.markdown`).
    Markdown,
    /// A saved page (`.html`, `.htm`, `.xhtml`).
    Html,
}

impl Format {
    /// The word used in messages and on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
        }
    }
}

/// Provenance of one source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceInfo {
    /// Path relative to the seeds folder, with forward slashes.
    pub path: String,
    /// SHA-256 of the file's bytes, 64 lower-case hex digits.
    pub sha256: String,
    /// What it was read as.
    pub format: Format,
    /// WHATWG name of the encoding it was decoded from, e.g. `UTF-8`, `windows-1252`.
    pub encoding: &'static str,
    /// Size on disk in bytes.
    pub bytes: u64,
}

/// Why a file under the seeds folder did not become an article. Every file is either built or listed with one of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SkipReason {
    /// Holds NUL bytes or is mostly control characters.
    Binary,
    /// No bytes, or nothing but white space.
    Empty,
    /// Larger than the limit, both in bytes.
    TooLarge {
        /// Size of the file.
        bytes: u64,
        /// The limit in force.
        limit: u64,
    },
    /// The operating system refused to read it.
    Unreadable(String),
    /// No reader knows this ending.
    UnknownType(String),
    /// A symbolic link that leads out of the folder, or nowhere.
    LinkLeavesFolder,
    /// A note for people, not an article (`README*`, `LICENSE*`), or a hidden file.
    NotAnArticle(&'static str),
    /// Every line of it was recognised as boilerplate, so no article is left.
    NothingLeft,
    /// It is of a type that is read, and says nothing: front matter, pictures or markup alone.
    NoText,
    /// The curator wants it not to be shown.
    Hidden,
    /// It was taken down.
    TakenDown,
}

impl SkipReason {
    /// Whether the curator decided it: readers are told neither the file's name, which may be its title, nor that it is there.
    pub fn is_decided(&self) -> bool {
        matches!(self, Self::Hidden | Self::TakenDown)
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Binary => f.write_str("binary, not text"),
            Self::Empty => f.write_str("empty"),
            Self::TooLarge { bytes, limit } => {
                write!(f, "too large: {bytes} bytes, the limit is {limit} (max-file-size in briefing.toml)")
            }
            Self::Unreadable(cause) => write!(f, "unreadable: {cause}"),
            Self::UnknownType(ending) if ending.is_empty() => {
                f.write_str("unknown type: no ending; .txt, .md and .html are read")
            }
            Self::UnknownType(ending) => write!(f, "unknown type .{ending}; .txt, .md and .html are read"),
            Self::LinkLeavesFolder => f.write_str("symbolic link that leaves the folder or leads nowhere"),
            Self::NotAnArticle(what) => write!(f, "not an article: {what}"),
            Self::Hidden => f.write_str("hidden by the curator"),
            Self::TakenDown => f.write_str("taken down"),
            Self::NoText => f.write_str("no text: nothing but front matter, pictures or markup"),
            Self::NothingLeft => f.write_str("nothing left after cleaning: every line is boilerplate"),
        }
    }
}

/// A file that was not read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Path relative to the seeds folder, with forward slashes.
    pub path: String,
    /// The reason.
    pub reason: SkipReason,
}

/// What ingesting one file gave.
#[derive(Debug)]
pub enum Ingested {
    /// The file was read.
    Document(Box<super::Document>),
    /// It was not, for a reason that is listed.
    Skipped(Skipped),
}
