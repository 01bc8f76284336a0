//! The plan of the site, and the contract between those who make files and the one who writes them.

use super::{ArticleIx, EntityIx, EntityKind, TopicIx};
use std::fmt;

/// Path of a file of the site relative to its root: forward slashes, no leading slash, no `.` or `..`, lower-case ASCII
/// but for fixed names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(String);

impl UrlPath {
    /// Checks and takes a path.
    ///
    /// # Panics
    /// When the path is empty, absolute, or has an empty, `.` or `..` segment: paths are made by the program, never taken
    /// from input, so this is a defect of ours.
    pub fn new(path: impl Into<String>) -> Self {
        let path = path.into();
        let sound = !path.is_empty()
            && path.split('/').all(|segment| !matches!(segment, "" | "." | ".."))
            && !path.contains(['\\', '\0']);
        assert!(sound, "not a path of the site: {path:?}");
        Self(path)
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many folders deep the file lies.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// What a page at this path writes before a path of the site to link to it: `""`, `"../"`, …
    pub fn to_root(&self) -> String {
        "../".repeat(self.depth())
    }

    /// A relative link from this page to another file of the site, without a fragment.
    pub fn link_to(&self, target: &UrlPath) -> String {
        let from: Vec<&str> = self.0.split('/').collect();
        let to: Vec<&str> = target.0.split('/').collect();
        let shared = from[..from.len() - 1].iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
        let mut link = "../".repeat(from.len() - 1 - shared);
        link.push_str(&to[shared..].join("/"));
        link
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The kind of a page, as `<html data-kind>` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// The front page.
    Home,
    /// One article.
    Article,
    /// One person, organisation or place.
    Entity,
    /// One topic.
    Topic,
    /// All dated sentences.
    Timeline,
    /// The search.
    Search,
    /// An index of articles, entities or topics; what else lists: quotes, relations, sources.
    List,
    /// The page for addresses that do not exist.
    NotFound,
    /// The whole briefing in one file.
    Single,
}

impl PageKind {
    /// The word in `<html data-kind>`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Article => "article",
            Self::Entity => "entity",
            Self::Topic => "topic",
            Self::Timeline => "timeline",
            Self::Search => "search",
            Self::List => "list",
            Self::NotFound => "notfound",
            Self::Single => "single",
        }
    }
}

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The briefing as a whole.
    Home,
    /// An article.
    Article(ArticleIx),
    /// An entity; `page` counts from 1 where its mentions fill several pages.
    Entity(EntityIx, u32),
    /// A topic; `page` counts from 1.
    Topic(TopicIx, u32),
    /// A dated issue, by its place among them.
    Edition(u32),
    /// The list of issues.
    Editions,
    /// The index of articles; `page` counts from 1.
    Articles(u32),
    /// The index of entities of a kind; `page` counts from 1.
    Entities(EntityKind, u32),
    /// The index of topics.
    Topics,
    /// The timeline; `page` counts from 1.
    Timeline(u32),
    /// Who said what; `page` counts from 1.
    Quotes(u32),
    /// Map, relation picture, sources by subjects.
    Relations,
    /// The search page.
    Search,
    /// Method, sources, what was removed.
    About,
    /// What was corrected.
    Corrections,
    /// In the place of an article that was taken down; index into [`super::Briefing::taken_down`].
    TakenDown(u32),
    /// 404.
    NotFound,
}

/// The one thing that a page tells about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// An article.
    Article(ArticleIx),
    /// A person, organisation or place.
    Entity(EntityIx),
    /// A topic.
    Topic(TopicIx),
}

impl Subject {
    /// The article, name or topic that the page is about; none of lists and of pages on the site itself.
    pub fn thing(self) -> Option<Thing> {
        match self {
            Self::Article(ix) => Some(Thing::Article(ix)),
            Self::Entity(ix, _) => Some(Thing::Entity(ix)),
            Self::Topic(ix, _) => Some(Thing::Topic(ix)),
            Self::Home
            | Self::Edition(_)
            | Self::Editions
            | Self::Articles(_)
            | Self::Entities(..)
            | Self::Topics
            | Self::Timeline(_)
            | Self::Quotes(_)
            | Self::Relations
            | Self::Search
            | Self::About
            | Self::Corrections
            | Self::TakenDown(_)
            | Self::NotFound => None,
        }
    }
}

/// A page of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it is.
    pub url: UrlPath,
    /// What kind it is.
    pub kind: PageKind,
    /// What it is about.
    pub subject: Subject,
}

/// The one list of the site's pages and addresses. Sitemap, feeds, navigation and the link checker read it; nobody
/// computes an address anew.
#[derive(Debug, Clone, Default)]
pub struct SitePlan {
    /// All pages in a fixed order.
    pub pages: Vec<Page>,
    /// Page of each article, by [`ArticleIx`].
    pub articles: Vec<UrlPath>,
    /// First page of each entity that has one, by [`EntityIx`].
    pub entities: Vec<Option<UrlPath>>,
    /// First page of each topic, by [`TopicIx`].
    pub topics: Vec<UrlPath>,
}

impl SitePlan {
    /// Page of an article.
    pub fn article(&self, ix: ArticleIx) -> &UrlPath {
        &self.articles[ix.0 as usize]
    }

    /// First page of an entity, when it has one.
    pub fn entity(&self, ix: EntityIx) -> Option<&UrlPath> {
        self.entities[ix.0 as usize].as_ref()
    }

    /// First page of a topic.
    pub fn topic(&self, ix: TopicIx) -> &UrlPath {
        &self.topics[ix.0 as usize]
    }
}

/// What a page of a list holds: the items of `page` (from 1) when `len` items fill `pages` pages as evenly as they can, the
/// earlier pages one more. Entity indexes list the entities with pages; the pages of an entity its articles.
pub fn slice_of_page(len: usize, pages: u32, page: u32) -> std::ops::Range<usize> {
    let (pages, page) = (pages.max(1) as usize, page.max(1) as usize);
    let (even, more) = (len / pages, len % pages);
    let end = |page: usize| (page * even + page.min(more)).min(len);
    end(page - 1)..end(page)
}

/// Takes the files of a site as they are made, from many threads at once.
pub trait ArtifactSink: Sync {
    /// Takes one file. Each path is put once.
    ///
    /// # Errors
    /// When the file could not be stored.
    fn put(&self, path: &UrlPath, bytes: &[u8]) -> Result<(), SinkError>;

    /// Takes over the file that an earlier build put at a path, for files that cost much to make and whose path names all
    /// that they are made from: what is there is what would be made. `false` when there is none, and it has to be put.
    ///
    /// # Errors
    /// When the file could not be looked at.
    fn keep(&self, path: &UrlPath) -> Result<bool, SinkError> {
        let _ = path;
        Ok(false)
    }
}

/// A file of the site could not be stored.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {path}")]
pub struct SinkError {
    /// The file on disk or in the site.
    pub path: String,
    /// What the system said.
    #[source]
    pub cause: std::io::Error,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_cover_a_list() {
        let slices: Vec<_> = (1..=3).map(|page| slice_of_page(7, 3, page)).collect();
        assert_eq!(slices, [0..3, 3..5, 5..7]);
        assert_eq!(slice_of_page(0, 1, 1), 0..0);
        assert_eq!(slice_of_page(5, 2, 9), 5..5);
    }

    #[test]
    fn links_are_relative() {
        let link = |from: &str, to: &str| UrlPath::new(from).link_to(&UrlPath::new(to));
        assert_eq!(link("index.html", "articles/a.html"), "articles/a.html");
        assert_eq!(link("articles/a.html", "articles/b.html"), "b.html");
        assert_eq!(link("articles/a.html", "people/b.html"), "../people/b.html");
        assert_eq!(link("articles/a.html", "index.html"), "../index.html");
    }
}
