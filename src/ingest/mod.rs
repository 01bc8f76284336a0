//! Reads a folder of source files: walk, decode, recognise, parse into raw blocks. Judges nothing.
//!
//! Input: the seeds folder. Output: a [`Listing`] of every file below it, then for each file an [`Ingested`].
//!
//! 1. [`list`] walks the folder in a fixed order and sets aside what is no article.
//! 2. [`read`] decodes one file (BOM, UTF-8, UTF-16, what a page declares, else the encoding that chardetng guesses) and
//!    hands it to the [`reader`] for its format. Called in parallel, a file at a time.

mod decode;
pub mod reader;
mod walk;

use crate::config::IngestSettings;
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::model::{Document, Format, Ingested, SkipReason, Skipped, SourceInfo};
use crate::text::LineIndex;
use decode::{Decoded, Undecodable};
use reader::{Input, Reader};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use walk::{list, list_paths};

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourcePath {
    /// Path relative to the seeds folder, forward slashes.
    pub relative: String,
    /// Path to open.
    pub full: PathBuf,
    /// By its ending.
    pub format: Format,
}

/// Every file below a folder, sorted by relative path. A folder that is not entered counts as one, with a trailing slash.
#[derive(Debug, Default)]
pub struct Listing {
    /// To be read.
    pub files: Vec<SourcePath>,
    /// Set aside, with the reason.
    pub skipped: Vec<Skipped>,
}

/// The folder cannot be walked at all.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The folder is missing or unreadable.
    #[error("cannot read the folder {}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
}

/// Reads one file. Never fails: what cannot be read is [`Ingested::Skipped`] with the reason.
pub fn read(settings: &IngestSettings, source: &SourcePath, diagnostics: &mut Diagnostics) -> Ingested {
    match read_bytes(settings, &source.full) {
        Ok(bytes) => read_document(source, &bytes, diagnostics),
        Err(reason) => skipped(source, reason),
    }
}

/// The text of a file as its reader sees it, decoded; for showing single lines of it.
///
/// # Errors
/// The reason why the file cannot be read.
pub fn read_text(settings: &IngestSettings, source: &SourcePath) -> Result<String, SkipReason> {
    let bytes = read_bytes(settings, &source.full)?;
    let declared = reader::of(source.format).declared_encoding(&bytes);
    let decoded = decode::decode(&bytes, declared).map_err(|Undecodable::Binary| SkipReason::Binary)?;
    Ok(decoded.text.into_owned())
}

/// Reads a file that is in memory already: what [`read`] does after opening.
pub fn read_document(source: &SourcePath, bytes: &[u8], diagnostics: &mut Diagnostics) -> Ingested {
    let by_ending = reader::of(source.format);
    let decoded = match decode::decode(bytes, by_ending.declared_encoding(bytes)) {
        Ok(decoded) => decoded,
        Err(Undecodable::Binary) => return skipped(source, SkipReason::Binary),
    };
    if decoded.text.chars().all(|c| c.is_whitespace() || crate::text::is_invisible(c)) {
        return skipped(source, SkipReason::Empty);
    }
    report_damage(source, &decoded, diagnostics);
    let reader = by_content(source, by_ending, &decoded.text, diagnostics);
    if reader.format() == Format::Html && is_ours(&decoded.text) {
        return skipped(source, OUR_PAGE);
    }
    let input = Input { path: &source.relative, text: &decoded.text };
    let content = reader.read(input, diagnostics);
    Ingested::Document(Box::new(Document {
        source: SourceInfo {
            path: source.relative.clone(),
            sha256: hex(&Sha256::digest(bytes)),
            format: reader.format(),
            encoding: decoded.encoding,
            bytes: bytes.len() as u64,
        },
        front_matter: content.front_matter,
        markup: content.markup,
        blocks: content.blocks,
    }))
}

const OUR_PAGE: SkipReason = SkipReason::NotAnArticle("a page that briefing made");

/// Whether a page is one of a site or an export of ours, which lies among the articles: built from, it would be quoted by
/// its own next build. A site that has its manifest is not entered in the first place.
fn is_ours(page: &str) -> bool {
    /// In characters: titles and descriptions that come before the sign are shorter.
    const HEAD: usize = 8 << 10;
    let head = page.char_indices().nth(HEAD).map_or(page, |(end, _)| &page[..end]);
    head.contains(" data-kind=\"") && head.contains("<meta name=\"generator\" content=\"briefing ")
}

fn skipped(source: &SourcePath, reason: SkipReason) -> Ingested {
    Ingested::Skipped(Skipped { path: source.relative.clone(), reason })
}

/// The bytes of a regular file, never more than the limit. Other things are not opened: a pipe would block for ever.
fn read_bytes(settings: &IngestSettings, path: &Path) -> Result<Vec<u8>, SkipReason> {
    let limit = settings.max_file_size;
    let unreadable = |cause: io::Error| SkipReason::Unreadable(cause.to_string());
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(SkipReason::Unreadable(walk::NOT_A_FILE.to_owned()));
    }
    if metadata.len() > limit {
        return Err(SkipReason::TooLarge { bytes: metadata.len(), limit });
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    // the file may grow between the two calls
    File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    match bytes.len() as u64 {
        0 => Err(SkipReason::Empty),
        read if read > limit => Err(SkipReason::TooLarge { bytes: read, limit }),
        _ => Ok(bytes),
    }
}

/// The reader that the content asks for: a whole page saved as `.txt` is read as a page.
fn by_content(
    source: &SourcePath,
    by_ending: &'static dyn Reader,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> &'static dyn Reader {
    let Some(other) = reader::sniff(by_ending, text) else { return by_ending };
    let (seen, named) = (other.format().name(), by_ending.format().name());
    diagnostics.push(
        Diagnostic::note("B020", format!("holds {seen} though its name says {named}"))
            .at(Location::file(&source.relative))
            .help(format!("it was read as {seen}; give the file the ending of what it holds")),
    );
    other
}

fn report_damage(source: &SourcePath, decoded: &Decoded, diagnostics: &mut Diagnostics) {
    if decoded.damaged == 0 {
        return;
    }
    let at = decoded.text.find(char::REPLACEMENT_CHARACTER).unwrap_or_default();
    let line = LineIndex::new(&decoded.text[..at]).line(at);
    let (places, encoding) = (decoded.damaged, decoded.encoding);
    let are = if places == 1 { "place is" } else { "places are" };
    diagnostics.push(
        Diagnostic::warning("B021", format!("{places} {are} not valid {encoding}, the first on line {line}"))
            .at(Location::line(&source.relative, line))
            .help("they are shown as \u{FFFD}; fetch the article again, or save the file as UTF-8"),
    );
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
