//! What has a page and is neither article nor entity: topics, lists, the pages that stand for themselves; and names that
//! have none, because they fit several or the curator hides them.

use crate::cli::wording::{counted, shortened};
use crate::config::{Curation, EntityDecision, closest};
use crate::model::{ArticleIx, EntityKind, Page, Subject, TopicIx};
use crate::pipeline::Planned;
use crate::text::{fold, slug};
use serde_json::{Value, json};
use std::fmt::Write;

/// So many articles are listed.
const MOST: usize = 50;

/// What was found, for people and for machines.
pub(super) struct Explained {
    /// For people, ends with a line break.
    pub(super) text: String,
    /// For machines.
    pub(super) value: Value,
}

/// Explains a topic, by id, name or page.
pub(super) fn topic(planned: &Planned, what: &str) -> Option<Explained> {
    let (briefing, name) = (&planned.briefing, fold(what));
    let page = what.split('#').next().unwrap_or(what);
    let is_meant = |ix: &TopicIx| {
        let topic = briefing.topic(*ix);
        topic.id == what || fold(&topic.name) == name || planned.plan.topic(*ix).as_str() == page
    };
    let ix = (0..briefing.topics.len() as u32).map(TopicIx).find(is_meant)?;
    let (topic, url) = (briefing.topic(ix), planned.plan.topic(ix));
    let mut text = format!("topic {}: {}\n  page       {url}\n", topic.id, topic.name);
    // writing to a string cannot fail
    if let Some(parent) = topic.parent {
        let _ = writeln!(text, "  broader    {}", briefing.topic(parent).name);
    }
    let _ = writeln!(text, "\n{}", counted(topic.articles.len(), "article", "articles"));
    for found in topic.articles.iter().take(MOST) {
        let article = briefing.article(found.article);
        let _ = writeln!(text, "  {} ({:.2}): {}", article.id(), found.score, shortened(article.title(), 70));
    }
    push_rest(&mut text, topic.articles.len());
    let _ =
        writeln!(text, "\nTo say what it is about, rename or hide it: [topic.{}] in curation/topics.toml", topic.id);
    let articles: Vec<&str> = topic.articles.iter().map(|found| briefing.article(found.article).id()).collect();
    let value = json!({ "topic": topic.id, "name": topic.name, "page": url.as_str(), "articles": articles });
    Some(Explained { text, value })
}

/// Explains any other page by its address.
pub(super) fn page(planned: &Planned, what: &str) -> Option<Explained> {
    let wanted = what.split('#').next().unwrap_or(what);
    let page = planned.plan.pages.iter().find(|page| page.url.as_str() == wanted)?;
    let (is, from) = describe(planned, page);
    let text = format!("{}\n  is         {is}\n  made from  {from}\n", page.url);
    let value = json!({ "page": page.url.as_str(), "kind": page.kind.name(), "is": is, "made_from": from });
    Some(Explained { text, value })
}

fn describe(planned: &Planned, page: &Page) -> (String, String) {
    let briefing = &planned.briefing;
    let articles = counted(briefing.articles.len(), "article", "articles");
    let part = |n: u32| if n > 1 { format!(", page {n}") } else { String::new() };
    match page.subject {
        Subject::Home => ("the front page".to_owned(), format!("{articles}; briefing.toml")),
        Subject::Article(ix) => ("an article".to_owned(), briefing.article(ix).id().to_owned()),
        Subject::Entity(ix, n) => (format!("a name{}", part(n)), briefing.entity(ix).id.clone()),
        Subject::Topic(ix, n) => (format!("a topic{}", part(n)), briefing.topic(ix).id.clone()),
        Subject::Edition(at) => {
            ("an issue".to_owned(), format!("curation/editions/{}.md", briefing.editions[at as usize].date))
        }
        Subject::Editions => ("the list of issues".to_owned(), counted(briefing.editions.len(), "issue", "issues")),
        Subject::Articles(n) => (format!("the list of articles{}", part(n)), articles),
        Subject::Entities(kind, n) => {
            let is_listed = |has: bool, of: EntityKind| has && of == kind;
            let count = briefing.entities.iter().filter(|entity| is_listed(entity.has_page, entity.kind)).count();
            let list = kind.plural().to_lowercase();
            (format!("the list of {list}{}", part(n)), counted(count, "name with a page", "names with pages"))
        }
        Subject::Topics => ("the list of topics".to_owned(), counted(briefing.topics.len(), "topic", "topics")),
        Subject::Timeline(n) => {
            (format!("the timeline{}", part(n)), counted(briefing.timeline.len(), "event", "events"))
        }
        Subject::Quotes(n) => {
            let articles = counted(briefing.quoting.len(), "article that quotes", "articles that quote");
            (format!("who said what{}", part(n)), format!("{articles} somebody"))
        }
        Subject::Relations => ("who appears with whom, and which source writes about what".to_owned(), articles),
        Subject::Search => ("the search".to_owned(), articles),
        Subject::About => ("how the briefing was made".to_owned(), "everything".to_owned()),
        Subject::NotFound => ("what is shown for addresses that do not exist".to_owned(), "nothing".to_owned()),
    }
}

/// Explains a name that was linked to nobody.
pub(super) fn unresolved(planned: &Planned, what: &str) -> Option<Explained> {
    let (briefing, name) = (&planned.briefing, fold(what));
    let mut articles: Vec<ArticleIx> =
        briefing.unresolved.iter().filter(|(text, _)| fold(text) == name).map(|&(_, article)| article).collect();
    if articles.is_empty() {
        return None;
    }
    let mentions = articles.len();
    articles.sort_unstable();
    articles.dedup();
    let words: Vec<&str> = name.split_whitespace().collect();
    let bears = |text: &str| fold(text).split_whitespace().any(|word| words.contains(&word));
    let could_be: Vec<_> = briefing.entities.iter().filter(|entity| bears(&entity.name)).take(MOST).collect();
    let mut text =
        format!("{what}: {} left unresolved, since several are called so\n", counted(mentions, "mention", "mentions"));
    // writing to a string cannot fail
    for entity in &could_be {
        let _ = writeln!(text, "  could be   {} {}: {}", entity.kind.name(), entity.id, entity.name);
    }
    let _ = writeln!(text, "\nin {}", counted(articles.len(), "article", "articles"));
    for &ix in articles.iter().take(MOST) {
        let _ = writeln!(text, "  {}", briefing.article(ix).id());
    }
    push_rest(&mut text, articles.len());
    let example = could_be.first().map_or("some-id", |entity| entity.id.as_str());
    let _ = writeln!(
        text,
        "\nTo say who is meant, in curation/articles/<id>.toml: mention = [{{ text = \"{what}\", entity = \"{example}\" }}]"
    );
    let ids = |articles: &[ArticleIx]| -> Vec<String> {
        articles.iter().map(|&ix| briefing.article(ix).id().to_owned()).collect()
    };
    let could_be: Vec<&str> = could_be.iter().map(|entity| entity.id.as_str()).collect();
    let value = json!({ "unresolved": what, "mentions": mentions, "could_be": could_be, "articles": ids(&articles) });
    Some(Explained { text, value })
}

/// Explains a name that the curator hides or ignores.
pub(super) fn hidden(curation: &Curation, what: &str) -> Option<Explained> {
    const FILE: &str = "curation/entities.toml";
    let (wanted, name) = (slug(what), fold(what));
    let bears = |id: &str, decision: &EntityDecision| {
        id == wanted || decision.name.iter().chain(&decision.aliases).any(|other| fold(other) == name)
    };
    let decision = curation.entities.by_id.iter().find(|(id, decision)| decision.hide && bears(id, decision));
    if let Some((id, decision)) = decision {
        let text =
            format!("{id}: hidden by the curator, {FILE}:{}\n\nTake `hide = true` out to show it.\n", decision.line);
        return Some(Explained {
            text,
            value: json!({ "entity": id, "hidden": true, "file": FILE, "line": decision.line }),
        });
    }
    let ignored = curation.entities.ignore.iter().find(|ignored| fold(ignored) == name)?;
    let text = format!(
        "{ignored}: names nothing, says the curator in `ignore` of {FILE}\n\nTake it out there to have it found.\n"
    );
    Some(Explained { text, value: json!({ "name": ignored, "ignored": true, "file": FILE }) })
}

/// The id or page that was most likely meant.
pub(super) fn meant<'a>(planned: &'a Planned, what: &str) -> Option<&'a str> {
    let briefing = &planned.briefing;
    let ids = briefing.articles.iter().map(crate::model::Article::id);
    let names = briefing.entities.iter().map(|entity| entity.id.as_str());
    let topics = briefing.topics.iter().map(|topic| topic.id.as_str());
    closest(&slug(what), ids.chain(names).chain(topics))
}

fn push_rest(text: &mut String, all: usize) {
    if all > MOST {
        let _ = writeln!(text, "  … and {} more", all - MOST);
    }
}
