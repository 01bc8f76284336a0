//! What a takedown is of, and all that it can be recognised by.

use super::{Decision, Reach, Takedown};
use crate::cli::explain::find_article;
use crate::cli::named::{self, TypedPath};
use crate::cli::today;
use crate::config::{Curation, Project, closest};
use crate::model::{Article, ArticleIx, Hidden, PartialDate, Recognised, SkipReason, Skipped};
use crate::pipeline::{Planned, id_of_path};
use crate::text::{page_of, slug};
use crate::withhold::{self, Takedowns, Traits};

/// What is to be taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// An article that is shown.
    Shown(ArticleIx),
    /// One that readers get nothing of; index into [`Planned::hidden`].
    Hidden(usize),
    /// A file that gave no article; index into the briefing's skipped files.
    Unread(usize),
}

/// Finds it: by id, name of its page, path, or the address of the original. `None` when there is no such thing.
pub(super) fn find(what: &str, planned: &Planned, project: &Project) -> anyhow::Result<Option<Target>> {
    let page = page_of_site(what, project);
    if let Some(ix) = find_article(planned, project, page) {
        return Ok(Some(Target::Shown(ix)));
    }
    if let Some(at) = planned.hidden.iter().position(|hidden| hidden.id == what) {
        return Ok(Some(Target::Hidden(at)));
    }
    match TypedPath::new(project, what).among(&named::all_paths(planned))[..] {
        [] => of_address(what, planned),
        [path] => Ok(of_path(path, planned)),
        ref several => anyhow::bail!("several files are called {what}: name one of {}", several.join(", ")),
    }
}

/// A page of the published site without the site's address.
fn page_of_site<'w>(what: &'w str, project: &Project) -> &'w str {
    let base = project.config.site.base_url.as_deref();
    base.and_then(|base| what.strip_prefix(base)).unwrap_or(what)
}

fn of_path(path: &str, planned: &Planned) -> Option<Target> {
    let is_it = |article: &Article| article.annotated.article.source.path == path;
    let shown = planned.briefing.articles.iter().zip(0..).find(|(article, _)| is_it(article));
    shown
        .map(|(_, ix)| Target::Shown(ArticleIx(ix)))
        .or_else(|| planned.hidden.iter().position(|hidden| hidden.path == path).map(Target::Hidden))
        .or_else(|| planned.briefing.skipped.iter().position(|skipped| skipped.path == path).map(Target::Unread))
}

/// By the address of the original. Copies to the letter are one article.
fn of_address(what: &str, planned: &Planned) -> anyhow::Result<Option<Target>> {
    let Some(wanted) = page_of(what) else { return Ok(None) };
    let is_it = |url: Option<&str>| url.and_then(page_of).is_some_and(|page| page == wanted);
    let shown = planned.briefing.articles.iter().zip(0..).filter_map(|(article, ix)| {
        let clean = &article.annotated.article;
        let found = (Target::Shown(ArticleIx(ix)), article.id(), clean.source.sha256.as_str());
        is_it(clean.metadata.url.as_deref()).then_some(found)
    });
    let hidden = planned.hidden.iter().enumerate().filter_map(|(at, hidden)| {
        let found = (Target::Hidden(at), hidden.id.as_str(), hidden.sha256.as_str());
        is_it(hidden.url.as_deref()).then_some(found)
    });
    let found: Vec<(Target, &str, &str)> = shown.chain(hidden).collect();
    let Some(&(target, _, bytes)) = found.first() else { return Ok(None) };
    if found.iter().any(|&(_, _, other)| other != bytes) {
        let ids: Vec<&str> = found.iter().map(|&(_, id, _)| id).collect();
        anyhow::bail!("several articles have this address: name one of {}", ids.join(", "));
    }
    Ok(Some(target))
}

/// Whether an entry whose article is gone is meant.
pub(super) fn means(what: &str, entry: &Decision, project: &Project) -> bool {
    let page = page_of_site(what, project);
    let name = page.rsplit('/').next().map(|name| name.strip_suffix(".html").unwrap_or(name));
    let same_page = || page_of(what).is_some_and(|page| entry.url.as_deref().and_then(page_of) == Some(page));
    entry.article == what
        || entry.slug.is_some() && entry.slug.as_deref() == name
        || entry.file.as_deref().is_some_and(|file| !TypedPath::new(project, what).among(&[file]).is_empty())
        || same_page()
}

/// What to say of something that is not there.
pub(super) fn nothing_called(what: &str, planned: &Planned, project: &Project) -> String {
    let meant = if named::is_path(what) {
        TypedPath::new(project, what).meant(&named::all_paths(planned))
    } else {
        let shown = planned.briefing.articles.iter().map(Article::id);
        let ids: Vec<&str> = shown.chain(planned.hidden.iter().map(|hidden| hidden.id.as_str())).collect();
        let part = slug(what);
        let has_it = |id: &&str| !part.is_empty() && id.contains(&part);
        closest(what, ids.iter().copied()).or_else(|| ids.iter().copied().find(has_it))
    };
    let help = meant.map(|meant| format!("; did you mean {meant}?")).unwrap_or_default();
    format!("no article of the briefing is called {what}{help}")
}

impl Target {
    /// The entry that it falls under for certain.
    pub(super) fn entry<'p>(self, planned: &Planned, project: &'p Project) -> Option<&'p Decision> {
        let id;
        let traits = match self {
            Self::Shown(_) => return None,
            Self::Hidden(at) => traits_of(&planned.hidden[at]),
            Self::Unread(at) => {
                let skipped = &planned.briefing.skipped[at];
                if skipped.reason != SkipReason::TakenDown {
                    return None;
                }
                id = id_of_path(&skipped.path);
                Traits { id: &id, file: &skipped.path, sha256: None, url: None, title: None }
            }
        };
        let (entry, how) = Takedowns::of(&project.curation).find(traits)?;
        (how == Recognised::Certainly).then_some(entry)
    }

    /// Its page, when it has one.
    pub(super) fn page(self, planned: &Planned) -> Option<&str> {
        if let Self::Shown(ix) = self { Some(planned.plan.article(ix).as_str()) } else { None }
    }

    /// The path of its file.
    pub(super) fn file(self, planned: &Planned) -> &str {
        match self {
            Self::Shown(ix) => &planned.briefing.article(ix).annotated.article.source.path,
            Self::Hidden(at) => &planned.hidden[at].path,
            Self::Unread(at) => &planned.briefing.skipped[at].path,
        }
    }

    /// What it is called on the terminal.
    pub(super) fn called(self, planned: &Planned) -> String {
        match self {
            Self::Shown(ix) => {
                let article = planned.briefing.article(ix);
                format!("{}, “{}”", article.id(), article.title())
            }
            Self::Hidden(at) => format!("{}, which is hidden", planned.hidden[at].id),
            Self::Unread(at) => {
                let Skipped { path, reason } = &planned.briefing.skipped[at];
                format!("{path}, which gave no article ({reason})")
            }
        }
    }

    /// The decision with all that the article can be recognised by, and what else falls under it. What only looks like it is
    /// there to be seen by the curator, and is excepted.
    pub(super) fn decision(self, planned: &Planned, args: &Takedown) -> (Decision, Reach) {
        let mut decision = Decision {
            file: Some(self.file(planned).to_owned()),
            date: args.date.or_else(|| PartialDate::from_naive(today())),
            reason: args.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned),
            ..Decision::default()
        };
        match self {
            Self::Shown(ix) => {
                let article = planned.briefing.article(ix);
                article.id().clone_into(&mut decision.article);
                decision.slug = Some(article.slug.clone());
                decision.sha256 = Some(article.annotated.article.source.sha256.clone());
                decision.url.clone_from(&article.annotated.article.metadata.url);
            }
            Self::Hidden(at) => {
                let hidden = &planned.hidden[at];
                decision.article.clone_from(&hidden.id);
                decision.sha256 = Some(hidden.sha256.clone());
                decision.url.clone_from(&hidden.url);
            }
            Self::Unread(_) => decision.article = id_of_path(self.file(planned)),
        }
        // one that several other texts state says nothing of this one, and what is no address cannot be read back
        let others = others(planned, self);
        let wanted = decision.url.as_deref().and_then(page_of);
        let is_shared = others.iter().any(|other| {
            other.sha256 != decision.sha256.as_deref() && other.url.and_then(page_of).is_some_and(|url| Some(url) == wanted)
        });
        decision.url.take_if(|_| is_shared || wanted.is_none());
        let reach = self.reach(planned, &others, &mut decision);
        (decision, reach)
    }

    fn reach(self, planned: &Planned, others: &[Traits<'_>], decision: &mut Decision) -> Reach {
        let mut reach = Reach::default();
        let alone = Curation { takedowns: vec![decision.clone()], ..Curation::default() };
        let takedowns = Takedowns::of(&alone);
        for other in others {
            match takedowns.find(*other) {
                Some((_, Recognised::Certainly)) => reach.same.push(other.file.to_owned()),
                Some((_, Recognised::ById | Recognised::ByTitle)) => decision.except.push(other.id.to_owned()),
                None => {}
            }
        }
        reach.same.sort();
        decision.except.sort();
        if let Self::Shown(ix) = self {
            let copies = planned.briefing.article(ix).also_published.iter().map(|&other| planned.briefing.article(other));
            let stay = copies.filter(|copy| !reach.same.contains(&copy.annotated.article.source.path));
            reach.copies = stay.map(|copy| copy.id().to_owned()).collect();
        }
        reach
    }
}

/// All articles but one.
fn others(planned: &Planned, target: Target) -> Vec<Traits<'_>> {
    let shown = planned.briefing.articles.iter().zip(0..).filter(|&(_, ix)| target != Target::Shown(ArticleIx(ix)));
    let shown = shown.map(|(article, _)| withhold::traits(&article.annotated.article));
    let hidden = planned.hidden.iter().enumerate().filter(|&(at, _)| target != Target::Hidden(at));
    shown.chain(hidden.map(|(_, hidden)| traits_of(hidden))).collect()
}

fn traits_of(hidden: &Hidden) -> Traits<'_> {
    Traits {
        id: &hidden.id,
        file: &hidden.path,
        sha256: Some(&hidden.sha256),
        url: hidden.url.as_deref(),
        title: None,
    }
}
