//! How to cite: an article, a passage of one, the whole briefing, in the formats that people and their programs use.
//!
//! Input: the [`Briefing`]. Output: text in one of [`Format::ALL`].
//!
//! 1. [`Reference`] gathers what is known. What is not known stays out: no date, author or day of access is made up.
//! 2. [`name`] takes authors' names apart, and tells bodies from people.
//! 3. [`bibtex`], [`csl`], [`ris`] and [`text`] write it, each with its own rules of escaping.
//!
//! [`Citations`] emits the list of all articles in the three formats for programs.

mod bibtex;
mod csl;
mod name;
mod ris;
mod text;

pub use name::Author;

use super::html::markup::url::outside;
use super::html::site::text_at;
use super::html::wording::is_language;
use super::{EmitContext, EmitError, Emitter};
use crate::config::SiteSettings;
use crate::model::annotation::TITLE_BLOCK;
use crate::model::{ArticleIx, ArtifactSink, Briefing, EntityKind, PartialDate, UrlPath};
use crate::text::{fold, tidy};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// The formats of citations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For LaTeX.
    Bibtex,
    /// CSL-JSON: Zotero, pandoc, word processors.
    Csl,
    /// For reference managers of all kinds.
    Ris,
    /// A line to read.
    Text,
}

impl Format {
    /// All formats by id.
    pub const ALL: [Self; 4] = [Self::Bibtex, Self::Csl, Self::Ris, Self::Text];

    /// Its name in addresses and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Bibtex => "bibtex",
            Self::Csl => "csl",
            Self::Ris => "ris",
            Self::Text => "text",
        }
    }

    /// Its name for readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Bibtex => "BibTeX",
            Self::Csl => "CSL-JSON",
            Self::Ris => "RIS",
            Self::Text => "Plain text",
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Bibtex => "bib",
            Self::Csl => "json",
            Self::Ris => "ris",
            Self::Text => "txt",
        }
    }

    /// One reference.
    pub fn write(self, reference: &Reference<'_>) -> String {
        match self {
            Self::Bibtex => bibtex::entry(reference),
            Self::Csl => csl::entry(reference),
            Self::Ris => ris::entry(reference),
            Self::Text => text::line(reference),
        }
    }

    /// A file of references, in the order given.
    pub fn list(self, references: &[Reference<'_>]) -> String {
        let entries: Vec<String> = references.par_iter().map(|reference| self.write(reference)).collect();
        match self {
            Self::Bibtex | Self::Text => entries.join("\n"),
            Self::Ris => entries.join("\r\n"),
            Self::Csl if entries.is_empty() => "[]\n".to_owned(),
            Self::Csl => {
                let entries: Vec<&str> = entries.iter().map(|entry| entry.trim_end()).collect();
                format!("[\n{}\n]\n", entries.join(",\n"))
            }
        }
    }
}

/// What is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// An article of a publisher.
    Article,
    /// A briefing, which is a collection on the web.
    Briefing,
}

/// What is known of a work, as far as a citation needs it.
#[derive(Debug, Clone)]
pub struct Reference<'a> {
    /// What it is.
    pub work: Work,
    /// Unique in the briefing: lower-case letters, digits, hyphens.
    pub key: Cow<'a, str>,
    /// Title in one line.
    pub title: Cow<'a, str>,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// When.
    pub issued: Option<PartialDate>,
    /// Where the day is unknown: the latest day that the text proves had come.
    pub not_before: Option<PartialDate>,
    /// Where.
    pub url: Option<String>,
    /// BCP 47.
    pub language: Option<&'a str>,
    /// The part of it that is cited.
    pub passage: Option<Passage<'a>>,
}

/// A passage of an article.
#[derive(Debug, Clone)]
pub struct Passage<'a> {
    /// Its words, in one line.
    pub text: Cow<'a, str>,
    /// Number of its paragraph; none for the title.
    pub paragraph: Option<u32>,
    /// Who says it.
    pub speaker: Option<&'a str>,
}

/// The bodies that the briefing names, folded: an author among them is no person.
#[derive(Debug, Default)]
pub struct Bodies(FxHashSet<String>);

impl Bodies {
    /// Those of a briefing.
    pub fn of(briefing: &Briefing) -> Self {
        let named = briefing.entities.iter().filter(|entity| entity.kind == EntityKind::Organisation);
        let publishers = briefing.publishers.iter().map(|publisher| fold(&publisher.name));
        Self(named.map(|entity| fold(&entity.name)).chain(publishers).collect())
    }

    fn author(&self, name: &str) -> Author {
        if self.0.contains(&fold(name)) { Author::Body(tidy(name).into_owned()) } else { Author::parse(name) }
    }
}

impl<'a> Reference<'a> {
    /// An article.
    pub fn article(briefing: &'a Briefing, ix: ArticleIx, bodies: &Bodies) -> Self {
        let clean = &briefing.article(ix).annotated.article;
        let metadata = &clean.metadata;
        let publisher = metadata.publisher.as_ref();
        let authors = metadata.authors.iter().filter(|name| !name.trim().is_empty());
        Self {
            work: Work::Article,
            key: Cow::Borrowed(&clean.id),
            title: tidy(&metadata.title),
            authors: authors.map(|name| bodies.author(name)).collect(),
            publisher: publisher.map(|publisher| publisher.name.as_str()),
            issued: metadata.published.date,
            not_before: metadata.published.not_before.filter(|_| metadata.published.date.is_none()),
            url: metadata.url.as_deref().and_then(outside),
            language: Some(metadata.language.as_str()).filter(|tag| is_language(tag)),
            passage: None,
        }
    }

    /// A quote of an article, with its paragraph. `None` for a quote that is not there.
    pub fn quote(briefing: &'a Briefing, ix: ArticleIx, quote: usize, bodies: &Bodies) -> Option<Self> {
        let article = briefing.article(ix);
        let said = article.annotated.quotes.get(quote)?;
        let named = article.speakers.get(quote).copied().flatten();
        let text = tidy(said.at.span.of(text_at(article, said.at)));
        let passage = Passage {
            text,
            paragraph: (said.at.block != TITLE_BLOCK).then_some(said.at.block),
            speaker: named.map(|ix| briefing.entity(ix).name.as_str()).or(said.speaker_text.as_deref()),
        };
        Some(Self { passage: Some(passage), ..Self::article(briefing, ix, bodies) })
    }

    /// The briefing as a whole. It has no date of its own.
    pub fn briefing(site: &'a SiteSettings) -> Self {
        let key = crate::text::slug(&site.title);
        Self {
            work: Work::Briefing,
            key: Cow::Owned(if key.is_empty() { "briefing".to_owned() } else { key }),
            title: tidy(&site.title),
            authors: site.author.as_deref().map(Author::parse).into_iter().collect(),
            publisher: None,
            issued: None,
            not_before: None,
            url: site.base_url.as_deref().and_then(outside),
            language: Some(&site.language),
            passage: None,
        }
    }

    /// What of it has no field in a format: an unknown date said so, and the passage. Nothing where there is nothing to say.
    fn note(&self) -> Option<String> {
        let mut parts = Vec::new();
        match (self.work, self.issued, self.not_before) {
            (Work::Article, None, Some(bound)) => parts.push(format!("Date unknown, not before {}", bound.long())),
            (Work::Article, None, None) => parts.push("Date unknown".to_owned()),
            _ => {}
        }
        if let Some(passage) = &self.passage {
            let place = passage.paragraph.map_or("Title".to_owned(), |n| format!("Paragraph {n}"));
            let by = passage.speaker.map(|speaker| format!(" ({speaker})")).unwrap_or_default();
            parts.push(format!("{place}: {}{by}", quoted(&passage.text)));
        }
        (!parts.is_empty()).then(|| parts.join(". "))
    }
}

/// The words in quotation marks; those that stand in some already as they are.
fn quoted(words: &str) -> Cow<'_, str> {
    const MARKS: [char; 9] = ['"', '“', '„', '«', '»', '‘', '\'', '「', '『'];
    if words.starts_with(MARKS) { Cow::Borrowed(words) } else { Cow::Owned(format!("“{words}”")) }
}

/// All articles of a briefing in page order.
pub fn references(briefing: &Briefing) -> Vec<Reference<'_>> {
    let bodies = Bodies::of(briefing);
    let all = 0..briefing.articles.len() as u32;
    all.map(|ix| Reference::article(briefing, ArticleIx(ix), &bodies)).collect()
}

/// Emits `citations.bib`, `citations.json` and `citations.ris`.
#[derive(Debug)]
pub struct Citations;

impl Citations {
    /// The formats of its files.
    pub const FORMATS: [Format; 3] = [Format::Bibtex, Format::Csl, Format::Ris];

    /// Name of the file of a format.
    pub fn file(format: Format) -> String {
        format!("citations.{}", format.ending())
    }
}

impl Emitter for Citations {
    fn id(&self) -> &'static str {
        "citations"
    }

    fn emit(&self, context: &EmitContext<'_>, sink: &dyn ArtifactSink) -> Result<(), EmitError> {
        let references = references(context.briefing);
        for format in Self::FORMATS {
            sink.put(&UrlPath::new(Self::file(format)), format.list(&references).as_bytes())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
