//! Takes out of a briefing what its curator may not or will not show.
//!
//! Input: the [`Briefing`] with the whole texts, and the curator's decisions. Output: a briefing that everything after this
//! stage is made from, in which withheld text is not there any more, and the withheld text itself, for
//! [`check`](crate::check). Pages, feeds, search, data and exports need not know of rights to keep to them.
//!
//! 1. Before names are looked for: what was taken down is recognised and left out, and so is a hidden article; of one that is shown in part, a title made from the text is
//!    cut to a few words, since slugs come from titles.
//! 2. After linking: `shown` picks the blocks of an excerpt; `reduce` drops what stands elsewhere in its article, and
//!    `renumber` mends what pointed there. Which names and topics an article has stays known: that is no text.

mod reduce;
mod renumber;
mod shown;
mod takedowns;

pub use takedowns::{Takedowns, Traits};

use crate::config::{Curation, RightsSettings};
use crate::model::rights::PASSAGE;
use crate::model::{Briefing, CleanArticle, Display, Hidden, Origin, Recognised, Rights, Withheld};
use crate::text::words;

/// Words of a title made from a text that is not shown: too few to make a passage together with what stands beside them.
const TITLE: usize = PASSAGE - 3;

/// What the curator lets be shown of an article: the sidecar's word, else the publisher's.
pub fn rights(curation: &Curation, article: &CleanArticle) -> Rights {
    let sidecar = curation.sidecars.get(&article.id);
    let publisher = article.metadata.publisher.as_ref().and_then(|publisher| curation.sources.get(&publisher.id));
    let display = sidecar.and_then(|sidecar| sidecar.display).or_else(|| publisher.and_then(|it| it.display));
    let licence = sidecar.and_then(|it| it.licence.clone()).or_else(|| publisher.and_then(|it| it.licence.clone()));
    let permission =
        sidecar.and_then(|it| it.permission.clone()).or_else(|| publisher.and_then(|it| it.permission.clone()));
    Rights { display: display.unwrap_or_default(), licence, permission }
}

/// What stays known of an article of which readers get nothing. `struck` are the rules of lines that the curator takes out.
pub fn hidden(article: &CleanArticle, taken_down: Option<Recognised>, struck: &str) -> Hidden {
    let by_curator = article.removed.iter().filter(|removal| removal.rule == struck);
    Hidden {
        id: article.id.clone(),
        path: article.source.path.clone(),
        sha256: article.source.sha256.clone(),
        url: article.metadata.url.clone(),
        publisher: article.metadata.publisher.as_ref().map(|publisher| publisher.id.clone()),
        struck: by_curator.map(|removal| removal.text.clone()).collect(),
        taken_down,
    }
}

/// What is known of an article, to be looked up among takedowns. A title that was made for it says nothing.
pub fn traits(article: &CleanArticle) -> Traits<'_> {
    let metadata = &article.metadata;
    Traits {
        id: &article.id,
        file: &article.source.path,
        sha256: Some(&article.source.sha256),
        url: metadata.url.as_deref(),
        title: Some(metadata.title.as_str()).filter(|_| metadata.title_origin != Origin::Derived),
    }
}

/// All text of an article, for one that is hidden.
pub fn whole(article: CleanArticle) -> Withheld {
    let head = std::iter::once(article.metadata.title).chain(article.metadata.deck);
    let passages = head.chain(article.blocks.into_iter().map(|block| block.text)).collect();
    Withheld { path: article.source.path, passages }
}

/// Prepares an article that is shown in part for linking: what becomes of its title must be no passage of its text.
pub fn prepare(article: &mut CleanArticle) {
    let metadata = &mut article.metadata;
    let ends: Vec<u32> = words(&metadata.title).take(TITLE + 1).map(|word| word.span.end).collect();
    if metadata.title_origin == Origin::Derived && ends.len() > TITLE {
        metadata.title.truncate(ends[TITLE - 1] as usize);
        metadata.title.push('…');
    }
}

/// Takes out what may not be shown.
pub fn withhold(settings: &RightsSettings, curation: &Curation, mut briefing: Briefing) -> (Briefing, Vec<Withheld>) {
    let mut withheld = Vec::new();
    let mut changes = renumber::Changes::default();
    for (at, article) in briefing.articles.iter_mut().enumerate() {
        article.rights = rights(curation, &article.annotated.article);
        if article.rights.display == Display::Full {
            continue;
        }
        let shown = shown::Shown::of(&article.annotated.article.blocks, article.rights.display, settings);
        let (rest, change) = reduce::reduce(article, shown);
        withheld.push(rest);
        changes.insert(at, change);
    }
    if !changes.is_empty() {
        renumber::renumber(&mut briefing, &changes);
    }
    withheld.sort_by(|a, b| a.path.cmp(&b.path));
    (briefing, withheld)
}
