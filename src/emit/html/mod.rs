//! Pages from templates.
//!
//! Input: the graph and the plan. Output: one HTML file a page of the plan, handed to the sink as it is made.
//!
//! 1. [`theme`] parses the templates, built in and the project's.
//! 2. [`site`] gathers what every page needs; [`head`] words a unique title and description for each, [`meta`] what their
//!    heads tell machines; the row of each article is rendered once.
//! 3. In parallel, page by page: [`view`] makes the small struct that the page's template reads, out of text that
//!    [`markup`] has made safe; the theme renders it into a buffer of the thread; the sink takes it.

pub mod head;
pub mod markup;
pub mod meta;
pub mod picture;
pub mod share;
pub mod shell;
pub mod site;
pub mod theme;
pub mod view;
pub mod wording;

use super::assets::Assets;
use super::card::Cards;
use super::feed::channel::Channels;
use super::search::SearchIndex;
use super::{EmitContext, EmitError, PageDone};
use crate::model::{ArticleIx, ArtifactSink, EntityKind, Page, Subject, TopicIx};
use head::Head;
use markup::Html;
use rayon::prelude::*;
use serde::Serialize;
use shell::{Furniture, Shell};
use site::{Here, Pager, Site};
use std::collections::BTreeMap;
use theme::Theme;
use view::{
    about, article, articles, edition, entities, entity, home, not_found, quotes, relations, search, timeline, topic,
    topics,
};

/// What the row of an article in a list is rendered from.
#[derive(Debug, Serialize)]
struct RowView<'a> {
    article: view::row::Row<'a>,
}

/// What was made before the pages, and is linked to from them.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// Styles and scripts.
    pub assets: &'a Assets,
    /// The search index.
    pub search: &'a SearchIndex,
    /// Social cards.
    pub cards: &'a Cards,
    /// Feeds of single topics and names.
    pub feeds: &'a Channels,
}

/// Renders every page of the plan.
///
/// # Errors
/// When a template is wrong or a file cannot be handed on.
pub fn emit(
    context: &EmitContext<'_>,
    parts: Parts<'_>,
    sink: &dyn ArtifactSink,
    page_done: PageDone<'_>,
) -> Result<(), EmitError> {
    let mut theme = Theme::load(context.settings.templates.as_deref())?;
    theme.share("site", &SiteView::new(context));
    let mut site = Site::new(context, parts);
    let rows: Vec<Html> = (0..context.briefing.articles.len() as u32)
        .into_par_iter()
        .map(|ix| row(&theme, Here { site: &site, root: "../" }, ArticleIx(ix)))
        .collect::<Result<_, _>>()?;
    site.rows = rows;
    let renderer = Renderer::new(&site, &theme);
    let pages = context.plan.pages.par_iter().zip(&renderer.heads);
    pages.try_for_each_init(
        || Vec::with_capacity(64 << 10),
        |buffer, (page, head)| {
            buffer.clear();
            renderer.render(page, head, buffer)?;
            sink.put(&page.url, buffer)?;
            page_done();
            Ok(())
        },
    )
}

/// What every template sees as `site`.
#[derive(Debug, Serialize)]
struct SiteView<'a> {
    title: &'a str,
    description: Option<&'a str>,
    language: &'a str,
    dir: &'static str,
    author: Option<&'a str>,
    base_url: Option<&'a str>,
    extra: &'a BTreeMap<String, toml::Value>,
    /// Name and version of the program, for the generator line.
    generator: &'static str,
}

impl<'a> SiteView<'a> {
    fn new(context: &EmitContext<'a>) -> Self {
        let site = &context.settings.site;
        Self {
            title: &site.title,
            description: site.description.as_deref(),
            language: &site.language,
            dir: match wording::direction(&site.language) {
                "rtl" => "rtl",
                _ => "ltr",
            },
            author: site.author.as_deref(),
            base_url: site.base_url.as_deref(),
            extra: &site.extra,
            generator: concat!("briefing ", env!("CARGO_PKG_VERSION")),
        }
    }
}

fn row(theme: &Theme, here: Here<'_>, ix: ArticleIx) -> Result<Html, EmitError> {
    theme.fragment("row-article.html", &RowView { article: view::row::Row::new(here, ix) })
}

/// Renders pages; shared by all threads.
struct Renderer<'a> {
    site: &'a Site<'a>,
    theme: &'a Theme,
    heads: Vec<Head>,
    /// By depth of the page.
    furniture: Vec<tera::Value>,
    roots: Vec<String>,
    initials: Vec<(EntityKind, Vec<entities::Initial>)>,
    years: Vec<timeline::YearStart>,
    narrower: Vec<Vec<TopicIx>>,
}

impl<'a> Renderer<'a> {
    fn new(site: &'a Site<'a>, theme: &'a Theme) -> Self {
        let deepest = site.plan.pages.iter().map(|page| page.url.depth()).max().unwrap_or(0);
        let roots: Vec<String> = (0..=deepest).map(|depth| "../".repeat(depth)).collect();
        let furniture =
            roots.iter().map(|root| tera::Value::from_serializable(&Furniture::new(Here { site, root }))).collect();
        Self {
            site,
            theme,
            heads: head::heads(site),
            furniture,
            roots,
            initials: EntityKind::ALL.map(|kind| (kind, entities::initials(site.briefing, kind))).into(),
            years: timeline::year_starts(site.briefing),
            narrower: topics::children(site.briefing),
        }
    }

    /// Renders one page into the buffer.
    fn render(&'a self, page: &Page, head: &'a Head, out: &mut Vec<u8>) -> Result<(), EmitError> {
        let depth = page.url.depth();
        let here = Here { site: self.site, root: &self.roots[depth] };
        let shell = Shell::new(here, page, head, &self.furniture[depth]);
        let pager = Pager::new(here, page);
        match page.subject {
            Subject::Home => {
                let home = home::HomeView::new(here, |ix| row(self.theme, here, ix))?;
                self.theme.render("home.html", &home::HomePage { page: shell, home }, out)
            }
            Subject::Article(ix) => {
                let article = article::ArticleView::new(here, ix);
                self.theme.render("article.html", &article::ArticlePage { page: shell, article }, out)
            }
            Subject::Entity(ix, _) => {
                let entity = entity::EntityView::new(here, ix, page);
                self.theme.render("entity.html", &entity::EntityPage { page: shell, entity, pager }, out)
            }
            Subject::Topic(ix, _) => {
                let topic = topic::TopicView::new(here, ix, page, &self.narrower[ix.0 as usize]);
                self.theme.render("topic.html", &topic::TopicPage { page: shell, topic, pager }, out)
            }
            Subject::Edition(at) => match edition::EditionView::new(here, at) {
                Some(edition) => self.theme.render("edition.html", &edition::EditionPage { page: shell, edition }, out),
                None => Ok(()),
            },
            Subject::Editions => {
                let editions = edition::lines(here);
                self.theme.render("editions.html", &edition::EditionsPage { page: shell, editions }, out)
            }
            Subject::Articles(_)
            | Subject::Entities(..)
            | Subject::Topics
            | Subject::Timeline(_)
            | Subject::Quotes(_) => self.list(page, here, (shell, pager), out),
            Subject::Relations => {
                let relations = relations::RelationsView::new(here);
                self.theme.render("relations.html", &relations::RelationsPage { page: shell, relations }, out)
            }
            Subject::Search => {
                let manifest = here.to(&self.site.search.manifest);
                let indexes = search::indexes(here, &self.initials);
                let filters = search::Filters::new(here);
                self.theme.render("search.html", &search::SearchPage { page: shell, manifest, filters, indexes }, out)
            }
            Subject::About => {
                let about = about::AboutView::new(here);
                self.theme.render("about.html", &about::AboutPage { page: shell, about }, out)
            }
            Subject::NotFound => self.not_found(head, out),
        }
    }

    fn list(
        &'a self,
        page: &Page,
        here: Here<'a>,
        (shell, pager): (Shell<'a>, Option<Pager>),
        out: &mut Vec<u8>,
    ) -> Result<(), EmitError> {
        let briefing = self.site.briefing;
        match page.subject {
            Subject::Articles(_) => {
                let view = articles::ArticlesPage {
                    page: shell,
                    count: briefing.articles.len(),
                    holdings: head::holdings(self.site),
                    manifest: here.to(&self.site.search.manifest),
                    filters: search::Filters::new(here),
                    groups: articles::groups(here, page),
                    pager,
                };
                self.theme.render("articles.html", &view, out)
            }
            Subject::Entities(kind, _) => {
                let initials = self.initials.iter().find(|(of, _)| *of == kind).map_or(&[][..], |(_, all)| all);
                let index = entities::IndexView::new(here, kind, page, initials);
                self.theme.render("entities.html", &entities::EntitiesPage { page: shell, index, pager }, out)
            }
            Subject::Timeline(_) => {
                let view = timeline::TimelinePage {
                    page: shell,
                    count: briefing.timeline.len(),
                    years: timeline::years(here, page),
                    jumps: timeline::jumps(here, &self.years, page),
                    pager,
                };
                self.theme.render("timeline.html", &view, out)
            }
            Subject::Quotes(_) => {
                let quotes = quotes::QuotesView::new(here, page);
                self.theme.render("quotes.html", &quotes::QuotesPage { page: shell, quotes, pager }, out)
            }
            Subject::Topics
            | Subject::Home
            | Subject::Edition(_)
            | Subject::Editions
            | Subject::Article(_)
            | Subject::Entity(..)
            | Subject::Topic(..)
            | Subject::Relations
            | Subject::Search
            | Subject::About
            | Subject::NotFound => {
                let view = topics::TopicsPage {
                    page: shell,
                    topics: topics::tree(here, &self.narrower),
                    count: briefing.topics.len(),
                };
                self.theme.render("topics.html", &view, out)
            }
        }
    }

    fn not_found(&self, head: &Head, out: &mut Vec<u8>) -> Result<(), EmitError> {
        let subjects = [
            (Subject::Articles(1), "Articles"),
            (Subject::Entities(EntityKind::Person, 1), "People"),
            (Subject::Topics, "Topics"),
            (Subject::Search, "Search"),
        ];
        let pages: Vec<_> = subjects
            .into_iter()
            .filter_map(|(subject, label)| self.site.address(subject).map(|path| (label, path.as_str())))
            .collect();
        let view = not_found::NotFoundPage::new(&self.site.settings.site, &head.title, self.site.assets, &pages);
        self.theme.render("404.html", &view, out)
    }
}
