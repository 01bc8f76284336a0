//! What a takedown is of, and all that it can be recognised by.

use super::{Decision, Reach, Takedown};
use crate::cli::explain::article_called;
use crate::cli::named::{self, TypedPath};
use crate::cli::today;
use crate::config::{Curation, Project, closest};
use crate::model::{Article, ArticleIx, Hidden, PartialDate, Recognised, SkipReason, Skipped};
use crate::pipeline::{Planned, id_of_path};
use crate::text::{leads_to_a_page, page_of, slug};
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
    if let Some(ix) = article_called(planned, page) {
        return Ok(Some(Target::Shown(ix)));
    }
    if let Some(at) = planned.hidden.iter().position(|hidden| hidden.id == what) {
        return Ok(Some(Target::Hidden(at)));
    }
    match TypedPath::new(project, what).among(&named::all_paths(planned))[..] {
        [] => match of_address(what, planned)? {
            Some(found) => Ok(Some(found)),
            None => Ok(article_page(what).and_then(|page| article_called(planned, page)).map(Target::Shown)),
        },
        [path] => Ok(of_path(path, planned)),
        ref several => anyhow::bail!("several files are called {what}: name one of {}", several.join(", ")),
    }
}

/// A page of the published site without the site's address.
fn page_of_site<'w>(what: &'w str, project: &Project) -> &'w str {
    let base = project.config.site.base_url.as_deref();
    base.and_then(|base| what.strip_prefix(base)).unwrap_or(what)
}

/// The page that any address or path of a built site ends in: `https://a.example/b/articles/c.html?d#e` is `articles/c.html`.
fn article_page(what: &str) -> Option<&str> {
    let path = what.split(['?', '#']).next().unwrap_or(what);
    let at = path.rfind("articles/").filter(|&at| at == 0 || path.as_bytes()[at - 1] == b'/')?;
    path.strip_suffix(".html").map(|_| &path[at..])
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
            Self::Hidden(at) => {
                let hidden = &planned.hidden[at];
                let why = hidden.taken_down.map_or("is hidden", |_| "is like one that was taken down");
                format!("{}, which {why}", hidden.id)
            }
            Self::Unread(at) => {
                let Skipped { path, reason } = &planned.briefing.skipped[at];
                format!("{path}, which gave no article ({reason})")
            }
        }
    }

    /// The decision with all that the article can be recognised by, and one for each file that is the same article, so that
    /// there is a notice at its address, too; and what else is concerned.
    pub(super) fn decisions(self, planned: &Planned, args: &Takedown) -> (Vec<Decision>, Reach) {
        let mut decision = Decision {
            date: args.date.or_else(|| PartialDate::from_naive(today())),
            reason: args.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned),
            ..self.recognised_by(planned)
        };
        // an address that several other texts state says nothing of this one, and what is none cannot be read back
        let others = others(planned, self);
        let wanted = decision.url.as_deref().and_then(page_of);
        let is_shared = others.iter().any(|(_, other)| {
            let bytes = decision.sha256.as_deref();
            other.sha256 != bytes && other.url.and_then(page_of).is_some_and(|url| Some(url) == wanted)
        });
        decision.url.take_if(|_| is_shared || wanted.is_none_or(|page| !leads_to_a_page(&page)));

        let alone = Curation { takedowns: vec![decision.clone()], ..Curation::default() };
        let takedowns = Takedowns::of(&alone);
        let mut same: Vec<Target> = Vec::new();
        for (target, other) in &others {
            match takedowns.find(*other) {
                Some((_, Recognised::Certainly)) => same.push(*target),
                // it is there to be seen by the curator, who means this one
                Some((_, Recognised::ByAddress | Recognised::ById | Recognised::ByTitle)) => {
                    decision.except.push(other.id.to_owned());
                }
                None => {}
            }
        }
        decision.except.sort();
        same.sort_by_key(|target| target.file(planned));
        let of_copy = |copy: &Target| {
            let Decision { url, except, date, reason, .. } = decision.clone();
            Decision { url, except, date, reason, ..copy.recognised_by(planned) }
        };
        let of_copies: Vec<Decision> = same.iter().map(of_copy).collect();
        let reach = Reach {
            copies: self.near_copies(planned, &same),
            same: same.iter().map(|copy| copy.file(planned).to_owned()).collect(),
        };
        (std::iter::once(decision).chain(of_copies).collect(), reach)
    }

    /// All that it can be recognised by.
    fn recognised_by(self, planned: &Planned) -> Decision {
        let file = Some(self.file(planned).to_owned());
        match self {
            Self::Shown(ix) => {
                let article = planned.briefing.article(ix);
                let clean = &article.annotated.article;
                Decision {
                    article: clean.id.clone(),
                    file,
                    slug: Some(article.slug.clone()),
                    url: clean.metadata.url.clone(),
                    sha256: Some(clean.source.sha256.clone()),
                    ..Decision::default()
                }
            }
            Self::Hidden(at) => {
                let Hidden { id, url, sha256, .. } = planned.hidden[at].clone();
                Decision { article: id, file, url, sha256: Some(sha256), ..Decision::default() }
            }
            Self::Unread(_) => Decision { article: id_of_path(self.file(planned)), file, ..Decision::default() },
        }
    }

    /// Ids of articles with nearly the same text that are not the same.
    fn near_copies(self, planned: &Planned, same: &[Self]) -> Vec<String> {
        let Self::Shown(ix) = self else { return Vec::new() };
        let copies = planned.briefing.article(ix).also_published.iter();
        let stay = copies.filter(|&&copy| !same.contains(&Self::Shown(copy)));
        stay.map(|&copy| planned.briefing.article(copy).id().to_owned()).collect()
    }
}

/// All articles but one.
fn others(planned: &Planned, target: Target) -> Vec<(Target, Traits<'_>)> {
    let shown = planned.briefing.articles.iter().zip(0..).map(|(article, ix)| {
        let traits = withhold::traits(&article.annotated.article);
        (Target::Shown(ArticleIx(ix)), traits)
    });
    let hidden = planned.hidden.iter().enumerate().map(|(at, hidden)| (Target::Hidden(at), traits_of(hidden)));
    shown.chain(hidden).filter(|&(other, _)| other != target).collect()
}

fn traits_of(hidden: &Hidden) -> Traits<'_> {
    Traits { id: &hidden.id, file: &hidden.path, sha256: Some(&hidden.sha256), url: hidden.url.as_deref(), title: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_in_a_page() {
        for what in [
            "articles/a.html",
            "site/articles/a.html#top",
            "/articles/a.html",
            "https://me.example/articles/b/articles/a.html?utm=x#quotes",
        ] {
            assert_eq!(article_page(what), Some("articles/a.html"), "{what}");
        }
        for what in ["a", "my-articles/a.html", "articles/a.txt", "https://me.example/?articles/a.html"] {
            assert_eq!(article_page(what), None, "{what}");
        }
    }
}
