//! Recognises what was taken down, whatever has become of its file since.
//!
//! Input: the curator's takedowns, and all that is known of an article or of a file that gave none. Output: the entry that it
//! falls under, and how sure that is.
//!
//! 1. For certain: the bytes, the path of the file, or the id, which is made from the path.
//! 2. In doubt, which withholds too: the address of the original, which a later text can have, too; the id, when another file
//!    has it now; the title as the old page's name has it, unless too short to tell one article from another.
//! 3. What an entry excepts is looked for among the others.

use crate::config::{Curation, Takedown};
use crate::model::Recognised;
use crate::text::{leads_to_a_page, page_of, short_hash, slug};
use rustc_hash::FxHashMap;

/// What is known of a file.
#[derive(Debug, Clone, Copy)]
pub struct Traits<'a> {
    /// Id of its article.
    pub id: &'a str,
    /// Path below the seeds.
    pub file: &'a str,
    /// Hash of its bytes.
    pub sha256: Option<&'a str>,
    /// Where it was published.
    pub url: Option<&'a str>,
    /// Its title, when the file has one.
    pub title: Option<&'a str>,
}

/// By what an entry is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Trait {
    Bytes,
    File,
    Address,
    Id,
    Title,
}

/// The curator's takedowns, to be looked up in.
#[derive(Debug, Default)]
pub struct Takedowns<'c> {
    entries: &'c [Takedown],
    by: FxHashMap<(Trait, String), Vec<usize>>,
}

impl<'c> Takedowns<'c> {
    /// Those of a project.
    pub fn of(curation: &'c Curation) -> Self {
        let mut by: FxHashMap<(Trait, String), Vec<usize>> = FxHashMap::default();
        for (at, entry) in curation.takedowns.iter().enumerate() {
            let known = [
                (Trait::Bytes, entry.sha256.clone()),
                (Trait::File, entry.file.as_deref().map(slashed)),
                (
                    Trait::File,
                    entry.file.as_deref().map(slashed).and_then(|file| Some(file.strip_prefix("seeds/")?.to_owned())),
                ),
                (Trait::Address, entry.url.as_deref().and_then(page_of).filter(|page| leads_to_a_page(page))),
                (Trait::Id, Some(entry.article.clone())),
                (Trait::Title, entry.slug.as_deref().and_then(title_in).map(str::to_owned)),
            ];
            for (by_what, value) in known {
                if let Some(value) = value {
                    by.entry((by_what, value)).or_default().push(at);
                }
            }
        }
        Self { entries: &curation.takedowns, by }
    }

    /// The entry that an article falls under, and how sure that is.
    pub fn find(&self, article: Traits<'_>) -> Option<(&'c Takedown, Recognised)> {
        if self.entries.is_empty() {
            return None;
        }
        let base = slug(article.file.rsplit_once('.').map_or(article.file, |(stem, _)| stem));
        // the id that it has beside another file of the same name
        let apart = format!("{base}-{}", short_hash(article.file, 8));
        let known = [
            // its own entry before that of a copy
            (Trait::File, Some(slashed(article.file)), Recognised::Certainly),
            (Trait::Bytes, article.sha256.map(str::to_owned), Recognised::Certainly),
            (Trait::Address, article.url.and_then(page_of), Recognised::ByAddress),
            (Trait::Id, Some(apart), Recognised::Certainly),
            (Trait::Id, Some(article.id.to_owned()), Recognised::ById),
            (Trait::Id, Some(base), Recognised::ById),
            (Trait::Title, article.title.map(slug), Recognised::ByTitle),
        ];
        let found = known.into_iter().filter_map(|(by_what, value, how)| {
            let entries = self.by.get(&(by_what, value?))?.iter().map(|&at| &self.entries[at]);
            let meant = entries.filter(|entry| !entry.except.iter().any(|id| id == article.id));
            meant.map(|entry| (entry, certainty(how, entry, article))).min_by_key(|&(_, how)| how)
        });
        // the first of those that are as sure
        found.min_by_key(|&(_, how)| how)
    }
}

/// An id is a path in other words; where the path is known, too, it says whether that is the same file.
fn certainty(how: Recognised, entry: &Takedown, article: Traits<'_>) -> Recognised {
    let is_by_that_alone = how == Recognised::ById && entry.file.is_none() && entry.article == article.id;
    if is_by_that_alone { Recognised::Certainly } else { how }
}

/// A path as it is compared: written on one system, it is to hold on another.
fn slashed(path: &str) -> String {
    path.replace('\\', "/")
}

/// The title in the name of a page, which ends in a hash.
fn title_in(slug: &str) -> Option<&str> {
    let (title, _) = slug.rsplit_once('-')?;
    (title.split('-').count() >= TELLING).then_some(title)
}

/// So many words of a title tell one article from another: "Editorial" and "In brief" do not.
const TELLING: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn curation(entry: Takedown) -> Curation {
        Curation { takedowns: vec![entry], ..Curation::default() }
    }

    fn how(entry: &Takedown, article: Traits<'_>) -> Option<Recognised> {
        Takedowns::of(&curation(entry.clone())).find(article).map(|(_, how)| how)
    }

    const OTHER: Traits<'_> = Traits { id: "other", file: "other.md", sha256: None, url: None, title: None };

    #[test]
    fn one_trait_is_enough() {
        let entry = Takedown {
            article: "the-heir".to_owned(),
            file: Some("The Heir.txt".to_owned()),
            slug: Some("the-heir-of-the-valley-k3f9".to_owned()),
            url: Some("https://www.example.org/heir/".to_owned()),
            sha256: Some("ab".repeat(32)),
            except: vec!["review".to_owned()],
            ..Takedown::default()
        };
        let bytes = "ab".repeat(32);
        let certain = [
            Traits { sha256: Some(&bytes), ..OTHER },
            Traits { file: "The Heir.txt", id: "the-heir-0123abcd", ..OTHER },
        ];
        for article in certain {
            assert_eq!(how(&entry, article), Some(Recognised::Certainly), "{article:?}");
        }
        let namesake = Traits { id: "the-heir", file: "the-heir.md", ..OTHER };
        assert_eq!(how(&entry, namesake), Some(Recognised::ById));
        let updated = Traits { url: Some("http://EXAMPLE.org/heir?utm_source=x#top"), ..OTHER };
        assert_eq!(how(&entry, updated), Some(Recognised::ByAddress));
        let retitled = Traits { title: Some("The heir of the valley"), ..OTHER };
        assert_eq!(how(&entry, retitled), Some(Recognised::ByTitle));
        assert_eq!(how(&entry, Traits { id: "review", ..retitled }), None);
        assert_eq!(
            how(&entry, Traits { url: Some("https://example.org/heir-2"), title: Some("Heirs"), ..OTHER }),
            None
        );
    }

    #[test]
    fn an_id_holds_when_other_files_come_and_go() {
        let by_id = |id: &str| Takedown { article: id.to_owned(), ..Takedown::default() };
        let alone = Traits { id: "a-b", file: "a b.txt", ..OTHER };
        let hash = short_hash("a b.txt", 8);
        let beside = format!("a-b-{hash}");
        // alone when it was taken down, beside another now, and the other way round
        assert_eq!(how(&by_id("a-b"), alone), Some(Recognised::Certainly));
        assert_eq!(how(&by_id("a-b"), Traits { id: &beside, ..alone }), Some(Recognised::ById));
        assert_eq!(how(&by_id(&beside), alone), Some(Recognised::Certainly));
    }

    #[test]
    fn what_says_nothing_of_an_article_takes_nothing_down() {
        let host = Takedown {
            article: "x".to_owned(),
            slug: Some("article-k3f9".to_owned()),
            url: Some("https://example.org/".to_owned()),
            ..Takedown::default()
        };
        assert_eq!(how(&host, Traits { url: Some("https://example.org"), title: Some("Article"), ..OTHER }), None);
        assert_eq!(how(&host, Traits { title: Some("…"), ..OTHER }), None);
        let short = Takedown { article: "x".to_owned(), slug: Some("in-brief-k3f9".to_owned()), ..Takedown::default() };
        assert_eq!(how(&short, Traits { title: Some("In brief"), ..OTHER }), None);
    }
}
