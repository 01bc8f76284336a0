//! What the briefing can be taken along as.
//!
//! Input: the briefing and the plan. Output: [`Exported`] files, which the caller writes. A new kind is a variant of
//! [`Export`] and its line in each match.

use super::archive::ZipSink;
use super::cite::{Format, references};
use super::epub::epub;
use super::single::single;
use super::tables;
use super::{EmitContext, EmitError};

/// The kinds of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// References of all articles for LaTeX.
    Bibtex,
    /// References of all articles as CSL-JSON.
    Csl,
    /// Tables of what was found.
    Csv,
    /// A book.
    Epub,
    /// The same tables as JSON Lines.
    Json,
    /// References of all articles as RIS.
    Ris,
    /// One HTML file.
    Single,
    /// The whole site.
    Zip,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Its own name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Export {
    /// All kinds by id.
    pub const ALL: [Self; 8] =
        [Self::Bibtex, Self::Csl, Self::Csv, Self::Epub, Self::Json, Self::Ris, Self::Single, Self::Zip];

    /// Its name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Bibtex => Format::Bibtex.id(),
            Self::Csl => Format::Csl.id(),
            Self::Csv => "csv",
            Self::Epub => "epub",
            Self::Json => "json",
            Self::Ris => Format::Ris.id(),
            Self::Single => "single",
            Self::Zip => "zip",
        }
    }

    /// What it is, in a line.
    pub fn about(self) -> &'static str {
        match self {
            Self::Bibtex => "references of all articles, for LaTeX",
            Self::Csl => "references of all articles as CSL-JSON, for Zotero, pandoc and word processors",
            Self::Csv => "entities, mentions, quotes and events, a table each, for spreadsheets",
            Self::Epub => "a book (EPUB 3), for e-book readers",
            Self::Json => "the same tables as JSON, an object a line",
            Self::Ris => "references of all articles, for reference managers",
            Self::Single => "the whole briefing in one HTML file that needs nothing else",
            Self::Zip => "the whole site, packed",
        }
    }

    /// Name of its file, or of the folder of its files, for a briefing whose title slugs so.
    pub fn name(self, slug: &str) -> String {
        let slug = if slug.is_empty() { "briefing" } else { slug };
        match self {
            Self::Bibtex => format!("{slug}.bib"),
            Self::Csl => format!("{slug}.csl.json"),
            Self::Csv => format!("{slug}-csv"),
            Self::Epub => format!("{slug}.epub"),
            Self::Json => format!("{slug}-json"),
            Self::Ris => format!("{slug}.ris"),
            Self::Single => format!("{slug}.html"),
            Self::Zip => format!("{slug}.zip"),
        }
    }

    /// Whether it is a folder of several files.
    pub fn is_folder(self) -> bool {
        matches!(self, Self::Csv | Self::Json)
    }

    /// Makes its files: one, but for a folder.
    ///
    /// # Errors
    /// When a template of the project is wrong or an asset cannot be read (`zip` only).
    pub fn make(self, context: &EmitContext<'_>) -> Result<Vec<Exported>, EmitError> {
        let slug = crate::text::slug(&context.settings.site.title);
        let one = |bytes: Vec<u8>| vec![Exported { name: self.name(&slug), bytes }];
        let list = |format: Format| one(format.list(&references(context.briefing)).into_bytes());
        Ok(match self {
            Self::Bibtex => list(Format::Bibtex),
            Self::Csl => list(Format::Csl),
            Self::Ris => list(Format::Ris),
            Self::Csv => tables::csv(context),
            Self::Json => tables::json_lines(context),
            Self::Epub => one(epub(context)),
            Self::Single => one(single(context)),
            Self::Zip => {
                let sink = ZipSink::new(if slug.is_empty() { "briefing" } else { &slug });
                super::emit(context, &sink, &|| {})?;
                one(sink.into_archive())
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_sorted_unique_and_named() {
        assert!(Export::ALL.map(Export::id).is_sorted_by(|a, b| a < b));
        for kind in Export::ALL {
            assert!(kind.about().len() > 10 && kind.name("").starts_with("briefing"));
        }
    }
}
