//! Title, deck, authors, publisher, date, language: what the article says of itself, each with where it stands.
//!
//! Input: a judged page, its body, and what the curator, the front matter and the page's markup say. Output: [`Metadata`];
//! lines that say it get the fate [`Fate::Says`], so that they are neither text nor furniture.
//!
//! Precedence: sidecar, front matter, markup, text. Nothing is guessed; a derived title says so.

mod bounds;
mod byline;
mod headline;
pub(crate) mod language;
mod published;
pub(crate) mod publisher;
mod title;

use super::CleanContext;
use super::body::Body;
use super::fate::{Fate, Judged};
use crate::model::{Metadata, Origin, Region};

/// Rules of lines that only repeat or label the title: id and what they take out.
pub(crate) const REPEATS: [(&str, &str); 2] =
    [("repeated-title", "Further copies of the title."), ("section-label", "The label of a section above the title.")];

/// What the readers of single fields share.
pub(crate) struct Found<'f, 'p, 'a> {
    /// The page with its fates.
    pub(crate) judged: &'f mut Judged<'p, 'a>,
    /// Where the article is.
    pub(crate) body: Body,
    /// What the curator says.
    pub(crate) context: CleanContext<'f>,
}

impl Found<'_, '_, '_> {
    /// Units above the first paragraph, nearest first: where title, byline and date stand.
    fn head(&self) -> Vec<usize> {
        let lead = self.body.lead.min(self.judged.fates.len());
        (0..lead).rev().filter(|&at| self.is_in_reach(at)).take(16).collect()
    }

    /// Units behind the last paragraph, up to the readers' comments: where bylines, sources and credits stand.
    fn tail(&self) -> Vec<usize> {
        let from = self.body.last_good.min(self.judged.fates.len());
        let comments = |at: &usize| {
            matches!(&self.judged.fates[*at], Fate::Dropped { rule, .. } if *rule == "comments")
                && self.judged.page.units[*at].evidence.words <= 4
        };
        (from..self.judged.fates.len())
            .filter(|&at| self.is_in_reach(at))
            .take_while(|at| !comments(at))
            .take(24)
            .collect()
    }

    /// Not in a part of the page that belongs to something else.
    fn is_in_reach(&self, at: usize) -> bool {
        let unit = &self.judged.page.units[at];
        let elsewhere = matches!(
            unit.region,
            Region::Navigation | Region::Aside | Region::Comments | Region::Hidden | Region::Form | Region::Share
        );
        !elsewhere && !matches!(self.judged.fates[at], Fate::Figure(..) | Fate::Embed(_)) && !unit.is_structural()
    }

    /// Whether a unit may say something: nobody has claimed it.
    fn is_free(&self, at: usize) -> bool {
        matches!(self.judged.fates[at], Fate::Open | Fate::Dropped { .. })
    }
}

/// Reads everything.
pub(crate) fn read(judged: &mut Judged<'_, '_>, body: Body, context: CleanContext<'_>) -> Metadata {
    let mut found = Found { judged, body, context };
    let (title, title_origin, deck) = title::read(&mut found);
    let writers = byline::read(&mut found);
    let url = publisher::address(&found);
    let source = publisher::read(&mut found, &writers, url.as_deref());
    let published = published::read(&mut found);
    let language = language::read(&found);
    let sidecar = context.sidecar;
    Metadata {
        title,
        title_origin,
        deck,
        authors: writers.authors,
        authors_origin: writers.origin,
        publisher: source,
        url,
        published,
        language,
        summary: sidecar.and_then(|sidecar| sidecar.summary.clone()),
        note: sidecar.and_then(|sidecar| sidecar.note.clone()),
    }
}

/// The first of several statements that is there, with its origin.
fn first<T>(statements: impl IntoIterator<Item = (Option<T>, Origin)>) -> Option<(T, Origin)> {
    statements.into_iter().find_map(|(value, origin)| Some((value?, origin)))
}

/// A statement without white space around it, if anything is left.
fn stated(text: Option<&String>) -> Option<String> {
    let tidy = crate::text::tidy(text?);
    (!tidy.is_empty()).then(|| tidy.into_owned())
}
