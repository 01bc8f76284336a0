//! Which sources an article draws on: "according to the Financial Times", "told Reuters", a link to another article.
//!
//! Input: articles, entities, publishers. Output: [`Citing`] by article and place, each cited article once, and each source of which none is.
//!
//! 1. A name counts when it is a medium: a publisher of the briefing, or one of the media that the gazetteer lists.
//! 2. It counts as cited when the words before or behind it say so. "The BBC" alone is a subject like any other, and an
//!    article does not cite its own publisher.
//! 3. The very article is known by the address of a link, by its title between quotation marks, or when it is the
//!    publisher's only one of the day that the sentence names and both name the same people or places.

use super::entities::Entities;
use super::text_of;
use crate::config::Curation;
use crate::model::{
    Annotated, ArticleIx, Citing, EntityIx, EntityKind, MarkKind, Mention, Origin, PartialDate, Place, SourcePublisher,
};
use crate::text::{fold, page_of, slug};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static ORGANISATIONS: &str = include_str!("../../data/organisations.txt");

/// Names of media as the gazetteer knows them.
static MEDIA: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let section = ORGANISATIONS.split("\n## ").find_map(|section| section.strip_prefix("Media\n")).unwrap_or("");
    let lines = section.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split(" | ").next().unwrap_or(line).trim_start_matches('?')).collect()
});

/// What stands before a source that is cited.
const BEFORE: [&str; 22] = [
    "according to",
    "as told to",
    "cited by",
    "citing",
    "comments to",
    "interview to",
    "interview with",
    "interviewed by",
    "published by",
    "published in",
    "quoted by",
    "quoting",
    "report by",
    "report from",
    "report in",
    "reported by",
    "reported in",
    "reports by",
    "speaking to",
    "spoke to",
    "tells",
    "told",
];

/// What stands behind it.
const BEHIND: [&str; 12] = [
    "reported",
    "reports",
    "wrote",
    "writes",
    "has reported",
    "had reported",
    "also reported",
    "earlier reported",
    "first reported",
    "previously reported",
    "quoted",
    "cited",
];

/// Fewer words of a title prove nothing.
const TITLE_WORDS: usize = 4;
/// Names that two articles must share before a day proves anything.
const SHARED_NAMES: usize = 2;

/// Finds what the articles cite.
pub(super) fn find(
    articles: &[Annotated],
    entities: &Entities,
    publishers: &[SourcePublisher],
    curation: &Curation,
) -> Vec<Citing> {
    let library = Library::new(articles, entities, publishers, curation);
    (0..articles.len() as u32)
        .into_par_iter()
        .map(|at| library.cites(ArticleIx(at)))
        .collect::<Vec<Vec<Citing>>>()
        .concat()
}

/// The briefing's articles and sources, and how to find them.
struct Library<'a> {
    articles: &'a [Annotated],
    entities: &'a Entities,
    publishers: &'a [SourcePublisher],
    /// By slug of a name.
    publisher_of: FxHashMap<String, u32>,
    /// By article.
    publisher: Vec<Option<u32>>,
    by_address: FxHashMap<String, Option<ArticleIx>>,
    /// By publisher and folded title; `None` where several have it.
    by_title: FxHashMap<(u32, String), Option<ArticleIx>>,
    by_day: FxHashMap<(u32, PartialDate), Option<ArticleIx>>,
}

impl<'a> Library<'a> {
    fn new(
        articles: &'a [Annotated],
        entities: &'a Entities,
        publishers: &'a [SourcePublisher],
        curation: &Curation,
    ) -> Self {
        let mut library = Self {
            articles,
            entities,
            publishers,
            publisher_of: FxHashMap::default(),
            publisher: vec![None; articles.len()],
            by_address: FxHashMap::default(),
            by_title: FxHashMap::default(),
            by_day: FxHashMap::default(),
        };
        for (at, publisher) in publishers.iter().enumerate() {
            let others = curation.sources.get(&publisher.id).into_iter().flat_map(|source| &source.matches);
            for name in others.chain([&publisher.id, &publisher.name]) {
                library.publisher_of.entry(key(name)).or_insert(at as u32);
            }
            for &ix in &publisher.articles {
                library.publisher[ix.0 as usize] = Some(at as u32);
                library.file(at as u32, ix);
            }
        }
        library
    }

    fn file(&mut self, publisher: u32, ix: ArticleIx) {
        let metadata = &self.articles[ix.0 as usize].article.metadata;
        if let Some(address) = metadata.url.as_deref().and_then(page_of) {
            self.by_address.entry(address).and_modify(|known| *known = None).or_insert(Some(ix));
        }
        if metadata.title_origin != Origin::Derived {
            let title = (publisher, plain(&metadata.title));
            self.by_title.entry(title).and_modify(|known| *known = None).or_insert(Some(ix));
        }
        if let Some(day) = metadata.published.date.filter(|date| date.day_number().is_some()) {
            self.by_day.entry((publisher, day)).and_modify(|known| *known = None).or_insert(Some(ix));
        }
    }

    /// What an article cites, in the order of its text.
    fn cites(&self, ix: ArticleIx) -> Vec<Citing> {
        let article = &self.articles[ix.0 as usize];
        let mut found = self.linked(ix);
        for (mention, entity) in article.mentions.iter().zip(&self.entities.of_mentions[ix.0 as usize]) {
            if mention.at.block > 0 && mention.kind == EntityKind::Organisation && is_cited(article, mention) {
                found.extend(self.cited(ix, mention, *entity));
            }
        }
        // each article once, where it is cited first; a source without its article only when none of its articles is
        found.sort_by(|a, b| {
            (&a.source, a.cited.is_none(), a.cited, a.at).cmp(&(&b.source, b.cited.is_none(), b.cited, b.at))
        });
        found.dedup_by(|later, first| {
            later.source == first.source && (later.cited.is_none() || later.cited == first.cited)
        });
        found.sort_by_key(|citing| citing.at);
        found
    }

    fn cited(&self, ix: ArticleIx, mention: &Mention, entity: Option<EntityIx>) -> Option<Citing> {
        let article = &self.articles[ix.0 as usize];
        let written = text_of(article, mention.at);
        let name = entity.map_or(written, |entity| self.entities.all[entity.0 as usize].name.as_str());
        let known = [Some(name), Some(written), mention.known_as].into_iter().flatten();
        let publisher = known.into_iter().find_map(|name| self.publisher_of.get(&key(name)).copied());
        let is_medium = || mention.known_as.is_some_and(|name| MEDIA.contains(name));
        if publisher.is_none() && !is_medium() || publisher.is_some() && publisher == self.publisher[ix.0 as usize] {
            return None;
        }
        let at = Place { block: mention.at.block, span: mention.sentence };
        let cited = publisher.and_then(|publisher| self.proven(ix, at, publisher));
        let source = publisher.map_or(name, |publisher| self.publishers[publisher as usize].name.as_str());
        // an article that is filed under no publisher may be that very source's own print
        let unnamed = article.article.metadata.publisher.as_ref().is_some_and(|own| key(&own.name) == key(source));
        (!unnamed).then(|| Citing { article: ix, at, source: source.to_owned(), entity, publisher, cited })
    }

    /// The one article of a publisher that a sentence must mean.
    fn proven(&self, ix: ArticleIx, at: Place, publisher: u32) -> Option<ArticleIx> {
        let article = &self.articles[ix.0 as usize];
        let by_title = quoted(near(text_of(article, at)))
            .map(plain)
            .filter(|title| title.split(' ').count() >= TITLE_WORDS)
            .find_map(|title| self.by_title.get(&(publisher, title)).copied().flatten());
        let in_sentence = article.events.iter().filter(|event| event.at.block == at.block && event.until.is_none());
        let of_day = in_sentence
            .filter(|event| at.span.contains(event.expression))
            .filter_map(|event| self.by_day.get(&(publisher, event.date)).copied().flatten());
        by_title.or_else(|| of_day.into_iter().find(|&other| self.share_names(ix, other))).filter(|&other| other != ix)
    }

    fn share_names(&self, a: ArticleIx, b: ArticleIx) -> bool {
        let names = |ix: ArticleIx| -> BTreeSet<EntityIx> {
            self.entities.of_mentions[ix.0 as usize].iter().flatten().copied().collect()
        };
        names(a).intersection(&names(b)).count() >= SHARED_NAMES
    }

    /// Links in the text to articles of the briefing.
    fn linked(&self, ix: ArticleIx) -> Vec<Citing> {
        let mut found = Vec::new();
        for block in &self.articles[ix.0 as usize].article.blocks {
            for mark in &block.marks {
                let MarkKind::Link(url) = &mark.kind else { continue };
                let Some(cited) = page_of(url).and_then(|url| self.by_address.get(&url).copied().flatten()) else {
                    continue;
                };
                let Some(publisher) = self.publisher[cited.0 as usize].filter(|_| cited != ix) else { continue };
                let source = self.publishers[publisher as usize].name.clone();
                let (at, publisher) = (Place { block: block.n, span: mark.span }, Some(publisher));
                found.push(Citing { article: ix, at, source, entity: None, publisher, cited: Some(cited) });
            }
        }
        found
    }
}

/// Whether the words around a name say that it is the source of what the sentence tells.
fn is_cited(article: &Annotated, mention: &Mention) -> bool {
    let Some(block) = article.article.blocks.get(mention.at.block as usize - 1) else { return false };
    let (name, sentence) = (mention.at.span, mention.sentence);
    if !sentence.contains(name) {
        return false;
    }
    let before = tail(&block.text[sentence.start as usize..name.start as usize]);
    let behind = head(&block.text[name.end as usize..sentence.end as usize]);
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "“\"‘'".contains(c));
    let before = before.strip_suffix(" the").unwrap_or(before);
    let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || "”\"’'".contains(c));
    ends_with_any(before, &BEFORE) || starts_with_any(behind, &BEHIND)
}

/// The last few words before a name, in lower case.
fn tail(text: &str) -> String {
    const NEAR: usize = 40;
    let from = text.char_indices().nth_back(NEAR).map_or(0, |(at, _)| at);
    text[from..].to_lowercase()
}

/// The first few words behind a name, in lower case.
fn head(text: &str) -> String {
    const NEAR: usize = 40;
    let to = text.char_indices().nth(NEAR).map_or(text.len(), |(at, _)| at);
    text[..to].to_lowercase()
}

fn ends_with_any(text: &str, cues: &[&str]) -> bool {
    let is_word = |rest: &str| rest.is_empty() || rest.ends_with(|c: char| !c.is_alphanumeric());
    cues.iter().any(|cue| text.strip_suffix(cue).is_some_and(is_word))
}

fn starts_with_any(text: &str, cues: &[&str]) -> bool {
    let is_word = |rest: &str| rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric());
    cues.iter().any(|cue| text.strip_prefix(cue).is_some_and(is_word))
}

/// As much of a sentence as is read for a title.
fn near(sentence: &str) -> &str {
    const LONGEST: usize = 800;
    sentence.char_indices().nth(LONGEST).map_or(sentence, |(at, _)| &sentence[..at])
}

/// What stands between quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split(['“', '”', '"', '«', '»', '‘', '’']).skip(1)
}

/// A title as it is compared: folded words.
fn plain(title: &str) -> String {
    slug(title).replace('-', " ")
}

/// A name of a medium as it is compared: "The BBC" is "BBC", "bbc.com" too.
fn key(name: &str) -> String {
    let name = fold(name);
    let name = name.strip_prefix("the ").unwrap_or(&name);
    let name = name.strip_prefix("www.").unwrap_or(name);
    let ends = [".com", ".org", ".net", ".co.uk"];
    slug(ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_are_read_from_the_gazetteer() {
        assert!(MEDIA.contains("Reuters") && MEDIA.contains("Financial Times") && MEDIA.len() > 100);
        assert!(!MEDIA.contains("United Nations"));
    }

    #[test]
    fn cues_are_whole_words() {
        assert!(ends_with_any("a spokesman told", &BEFORE));
        assert!(!ends_with_any("the untold", &BEFORE));
        assert!(starts_with_any("reported that", &BEHIND) && !starts_with_any("reportedly hid", &BEHIND));
    }

    #[test]
    fn names_of_one_thing_are_one() {
        assert_eq!(key("The BBC"), key("bbc.com"));
        assert_eq!(plain("A “Stern” Outlier!"), "a stern outlier");
    }
}
