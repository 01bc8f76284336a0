//! What is wrong with the user's files: diagnostics as values, collected while the work goes on.
//!
//! A [`Diagnostic`] says what, where, why and what to do. One bad article costs one article; nothing here stops a build.
//! Failures of the machine (I/O, ports) are errors of their modules instead.

mod render;

pub use render::render;

use std::sync::Arc;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was not done as the files ask; exit code 1.
    Error,
    /// Something looks wrong; the result stands.
    Warning,
    /// Worth knowing with `-v`.
    Note,
}

/// Where in a file of the user's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// Path as the user would write it.
    pub path: String,
    /// Line from 1, when known.
    pub line: Option<u32>,
    /// The file's text and the byte range to underline, when the message can show it.
    pub snippet: Option<Snippet>,
}

impl Location {
    /// A file as a whole.
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), line: None, snippet: None }
    }

    /// A line of a file.
    pub fn line(path: impl Into<String>, line: u32) -> Self {
        Self { path: path.into(), line: Some(line), snippet: None }
    }

    /// A byte range of a file's text, to be shown underlined.
    pub fn span(path: impl Into<String>, text: Arc<str>, range: std::ops::Range<usize>) -> Self {
        let line = crate::text::LineIndex::new(&text).line(range.start);
        Self { path: path.into(), line: Some(line), snippet: Some(Snippet { text, range }) }
    }
}

/// A stretch of a file to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The whole text of the file.
    pub text: Arc<str>,
    /// What to underline.
    pub range: std::ops::Range<usize>,
}

/// One thing that is wrong, or worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// `B0nn`; each has a line in `docs/errors.md`.
    pub code: &'static str,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// Where.
    pub at: Option<Location>,
    /// What follows from it and what to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, message: message.into(), at: None, help: None }
    }

    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// A note.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, message) }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.at = Some(location);
        self
    }

    /// Says what follows and what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The diagnostics of a piece of work. Parallel work gives one each; they are joined in the order of the input.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds some.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(diagnostics);
    }

    /// Adds those of another piece of work behind these.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// In the order in which they arose.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// How many are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
