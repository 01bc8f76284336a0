//! Decides which pages exist and where: the one place where addresses are made.
//!
//! Input: the [`Briefing`]. Output: the [`SitePlan`], whose addresses are unique by construction:
//!
//! 1. Pages that stand for themselves have fixed names; everything else lies in the folder of its kind.
//! 2. Within a folder a page is called by its unique slug; slugs that would read as an index or as a further page of
//!    something (`index`, `page-2`, `x-page-2`) get an ending that no other slug has.
//! 3. Lists are split into pages of even length ([`crate::model::site::slice_of_page`] says what each holds).

use crate::config::PageSettings;
use crate::model::{ArticleIx, Briefing, EntityIx, EntityKind, Page, PageKind, SitePlan, Subject, TopicIx, UrlPath};

/// How many times the usual number of articles stand on a page of an entity that has more than that.
const LONG_PAGE: usize = 4;

/// Plans the site.
pub fn plan(settings: &PageSettings, briefing: &Briefing) -> SitePlan {
    let mut plan = Planner { settings, plan: SitePlan::default() };
    plan.page("index.html".to_owned(), PageKind::Home, Subject::Home);
    plan.editions(briefing);
    plan.articles(briefing);
    plan.entities(briefing);
    plan.topics(briefing);
    let events = pages(briefing.timeline.len(), settings.events_per_page);
    plan.paged("timeline", "timeline-", PageKind::Timeline, (1..=events).map(Subject::Timeline));
    if !briefing.quoting.is_empty() {
        let quotes = pages(briefing.quoting.len(), settings.articles_per_page);
        plan.paged("quotes", "quotes-", PageKind::List, (1..=quotes).map(Subject::Quotes));
    }
    if has_relations(briefing) {
        plan.page("relations.html".to_owned(), PageKind::List, Subject::Relations);
    }
    plan.page("search.html".to_owned(), PageKind::Search, Subject::Search);
    plan.page("about.html".to_owned(), PageKind::List, Subject::About);
    plan.page("404.html".to_owned(), PageKind::NotFound, Subject::NotFound);
    plan.plan
}

struct Planner<'a> {
    settings: &'a PageSettings,
    plan: SitePlan,
}

impl Planner<'_> {
    fn page(&mut self, path: String, kind: PageKind, subject: Subject) -> UrlPath {
        let url = UrlPath::new(path);
        self.plan.pages.push(Page { url: url.clone(), kind, subject });
        url
    }

    /// Pages `first.html`, `further2.html`, `further3.html` …; gives the address of the first.
    fn paged(
        &mut self,
        first: &str,
        further: &str,
        kind: PageKind,
        subjects: impl Iterator<Item = Subject>,
    ) -> Option<UrlPath> {
        let mut start = None;
        for (at, subject) in subjects.enumerate() {
            let path = if at == 0 { format!("{first}.html") } else { format!("{further}{}.html", at + 1) };
            let url = self.page(path, kind, subject);
            start = start.or(Some(url));
        }
        start
    }

    fn editions(&mut self, briefing: &Briefing) {
        if briefing.editions.is_empty() {
            return;
        }
        self.page("editions/index.html".to_owned(), PageKind::List, Subject::Editions);
        for (at, issue) in briefing.editions.iter().enumerate() {
            self.page(format!("editions/{}.html", issue.date), PageKind::List, Subject::Edition(at as u32));
        }
    }

    fn articles(&mut self, briefing: &Briefing) {
        let lists = pages(briefing.articles.len(), self.settings.articles_per_page);
        self.paged("articles/index", "articles/page-", PageKind::List, (1..=lists).map(Subject::Articles));
        for (at, article) in briefing.articles.iter().enumerate() {
            let path = format!("articles/{}.html", file_name(&article.slug));
            let url = self.page(path, PageKind::Article, Subject::Article(ArticleIx(at as u32)));
            self.plan.articles.push(url);
        }
    }

    fn entities(&mut self, briefing: &Briefing) {
        self.plan.entities = vec![None; briefing.entities.len()];
        for kind in EntityKind::ALL {
            let folder = kind.folder();
            let entities = briefing.entities.iter().enumerate();
            let own: Vec<usize> =
                entities.filter(|(_, entity)| entity.kind == kind && entity.has_page).map(|(at, _)| at).collect();
            let lists = pages(own.len(), self.settings.entities_per_page);
            let lists = (1..=lists).map(|page| Subject::Entities(kind, page));
            self.paged(&format!("{folder}/index"), &format!("{folder}/page-"), PageKind::List, lists);
            for at in own {
                let entity = &briefing.entities[at];
                let path = format!("{folder}/{}", file_name(&entity.id));
                let per_page = self.settings.articles_per_page;
                // beyond the first page's worth articles stand in one line each, so a page holds many
                let is_long = entity.articles.len() > per_page;
                let parts = pages(entity.articles.len(), if is_long { per_page * LONG_PAGE } else { per_page });
                let parts = (1..=parts).map(|page| Subject::Entity(EntityIx(at as u32), page));
                self.plan.entities[at] = self.paged(&path, &format!("{path}-page-"), PageKind::Entity, parts);
            }
        }
    }

    fn topics(&mut self, briefing: &Briefing) {
        self.page("topics/index.html".to_owned(), PageKind::List, Subject::Topics);
        for (at, topic) in briefing.topics.iter().enumerate() {
            let path = format!("topics/{}", file_name(&topic.id));
            let parts = pages(topic.articles.len(), self.settings.articles_per_page);
            let parts = (1..=parts).map(|page| Subject::Topic(TopicIx(at as u32), page));
            let first = self.paged(&path, &format!("{path}-page-"), PageKind::Topic, parts);
            self.plan.topics.extend(first);
        }
    }
}

/// Whether there is anything to say about how names and sources hang together.
fn has_relations(briefing: &Briefing) -> bool {
    !briefing.relations.pairs.is_empty() || briefing.publishers.len() > 1
}

/// Pages that a list of this length fills; an empty list has one.
fn pages(len: usize, per_page: usize) -> u32 {
    len.div_ceil(per_page.max(1)).max(1) as u32
}

/// The name of a page's file. `-x` is put behind a slug that would read as the folder's index or as a further page, and
/// behind whatever already looks like such a name with `-x` behind it: two slugs never get one name.
fn file_name(slug: &str) -> String {
    let mut base = slug;
    while let Some(rest) = base.strip_suffix("-x") {
        base = rest;
    }
    let number = base.rsplit_once('-').map_or("", |(_, last)| last);
    let is_further = !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && base.strip_suffix(number).is_some_and(|rest| rest == "page-" || rest.ends_with("-page-"));
    if base == "index" || is_further { format!("{slug}-x") } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn file_names_never_meet() {
        let slugs = ["index", "index-x", "index-x-x", "page-2", "page-2-x", "a-page-2", "a-page-2-x", "con-x", "page"];
        let names: BTreeSet<String> = slugs.iter().map(|slug| file_name(slug)).collect();
        assert_eq!(names.len(), slugs.len(), "{names:?}");
        assert!(!names.contains("index") && !names.contains("page-2") && !names.contains("a-page-2"));
        assert_eq!(file_name("webpage-2"), "webpage-2");
        assert_eq!(file_name("con-x"), "con-x");
    }

    #[test]
    fn lists_fill_pages() {
        assert_eq!([0, 1, 100, 101, 250].map(|len| pages(len, 100)), [1, 1, 1, 2, 3]);
        assert_eq!(pages(3, 0), 3);
    }

    #[test]
    fn an_empty_briefing_has_its_fixed_pages() {
        let plan = plan(&PageSettings::default(), &Briefing::default());
        let paths: Vec<&str> = plan.pages.iter().map(|page| page.url.as_str()).collect();
        assert_eq!(
            paths,
            [
                "index.html",
                "articles/index.html",
                "people/index.html",
                "organisations/index.html",
                "places/index.html",
                "topics/index.html",
                "timeline.html",
                "search.html",
                "about.html",
                "404.html"
            ]
        );
    }
}
