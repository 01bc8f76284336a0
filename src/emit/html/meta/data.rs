//! A page as schema.org has it, in one `@graph`: what it is about, and the way to it. Only what the curator or the sources
//! say; addresses only where the site knows its own.

use super::super::head::Head;
use super::super::markup::url::outside;
use super::super::shell::crumbs;
use super::super::site::Here;
use super::super::view::entity::country;
use super::super::wording::clip;
use super::{TOPICS, address};
use crate::emit::licence::licence_address;
use crate::model::{
    ArticleIx, Correction, Display, Entity, EntityIx, EntityKind, Metadata, Page, PartialDate, Subject, TopicIx,
};
use crate::text::fold;
use serde_json::{Map, Value, json};

/// Longest headline that search engines take, in characters.
const HEADLINE: usize = 110;
/// Names given besides the first.
const OTHER_NAMES: usize = 16;
/// Names that an article is said to mention.
const MENTIONS: usize = 12;
/// Articles that a collection is said to have.
const PARTS: usize = 20;

/// The data of a page; none for the page of missing addresses, nor for a list that could not say where it is.
pub(super) fn graph(here: Here<'_>, page: &Page, head: &Head) -> Option<Value> {
    let tells_itself = matches!(page.subject, Subject::Home | Subject::Article(_) | Subject::Entity(..));
    if !tells_itself && here.site.settings.site.base_url.is_none() {
        return None;
    }
    let subject = match page.subject {
        Subject::Home => website(here, head),
        Subject::Article(ix) => article(here, ix, page, head),
        Subject::Entity(ix, _) => entity(here, ix),
        Subject::Topic(ix, _) => topic(here, ix, page, head),
        Subject::Edition(_)
        | Subject::Editions
        | Subject::Articles(_)
        | Subject::Entities(..)
        | Subject::Topics
        | Subject::Timeline(_)
        | Subject::Quotes(_)
        | Subject::Relations
        | Subject::Corrections => thing(here, "CollectionPage", page, head),
        Subject::Search => thing(here, "WebPage", page, head),
        Subject::About => thing(here, "AboutPage", page, head),
        Subject::TakenDown(_) | Subject::NotFound => return None,
    };
    let mut graph = vec![Value::Object(subject)];
    graph.extend(breadcrumbs(here, page));
    Some(json!({ "@context": "https://schema.org", "@graph": graph }))
}

/// An object; what is absent is left out.
fn object<const N: usize>(entries: [(&str, Option<Value>); N]) -> Map<String, Value> {
    entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

fn thing(here: Here<'_>, kind: &str, page: &Page, head: &Head) -> Map<String, Value> {
    object([
        ("@type", Some(json!(kind))),
        ("name", Some(json!(head.title))),
        ("description", Some(json!(head.description))),
        ("url", address(here, &page.url).map(Value::from)),
        ("inLanguage", Some(json!(here.site.settings.site.language))),
        ("isPartOf", site_reference(here)),
    ])
}

/// The site, as its other pages refer to it.
fn site_reference(here: Here<'_>) -> Option<Value> {
    let home = address(here, here.site.address(Subject::Home)?)?;
    Some(json!({ "@type": "WebSite", "name": here.site.settings.site.title, "url": home }))
}

fn website(here: Here<'_>, head: &Head) -> Map<String, Value> {
    let site = &here.site.settings.site;
    let search = here.site.address(Subject::Search).and_then(|path| address(here, path)).map(|search| {
        json!({
            "@type": "SearchAction",
            "target": { "@type": "EntryPoint", "urlTemplate": format!("{search}?q={{search_term_string}}") },
            "query-input": "required name=search_term_string",
        })
    });
    object([
        ("@type", Some(json!("WebSite"))),
        ("name", Some(json!(site.title))),
        ("description", Some(json!(head.description))),
        ("url", here.site.address(Subject::Home).and_then(|path| address(here, path)).map(Value::from)),
        ("inLanguage", Some(json!(site.language))),
        ("editor", site.author.as_ref().map(|author| json!({ "@type": "Person", "name": author }))),
        ("potentialAction", search),
    ])
}

fn article(here: Here<'_>, ix: ArticleIx, page: &Page, head: &Head) -> Map<String, Value> {
    let article = here.site.briefing.article(ix);
    let metadata = &article.annotated.article.metadata;
    let publisher = publisher(here, metadata);
    let persons = metadata.authors.iter().map(|author| json!({ "@type": "Person", "name": author }));
    let persons: Vec<Value> = persons.collect();
    // what nobody signed is its publisher's
    let author = if persons.is_empty() { publisher.clone() } else { Some(Value::Array(persons)) };
    let known = metadata.published.date.filter(|&date| is_plain(date));
    // the newest comes first; a date older than the article is no change of it
    let corrected =
        here.site.briefing.corrections_of(ix).map(|correction| correction.date).find(|&date| is_plain(date));
    let corrected = corrected.filter(|&date| known.is_none_or(|known| known <= date));
    let original = metadata.url.as_deref().and_then(outside);
    let url = address(here, &page.url);
    let topics: Vec<&str> =
        article.topics.iter().take(TOPICS).map(|&topic| here.site.briefing.topic(topic).name.as_str()).collect();
    let image = here.site.cards.of(page.subject).and_then(|card| address(here, card));
    let language = Some(metadata.language.as_str()).filter(|tag| *tag != "und" && !tag.is_empty());
    object([
        ("@type", Some(json!("NewsArticle"))),
        ("headline", Some(json!(clip(&metadata.title, HEADLINE - 1)))),
        ("description", Some(json!(head.description))),
        ("inLanguage", language.map(Value::from)),
        ("datePublished", known.map(|date| json!(date.to_string()))),
        ("dateModified", corrected.map(|date| json!(date.to_string()))),
        ("author", author),
        ("publisher", publisher),
        ("isBasedOn", original.map(Value::from)),
        ("mainEntityOfPage", url.clone().map(Value::from)),
        ("url", url.map(Value::from)),
        ("image", image.map(Value::from)),
        ("license", article.rights.licence.as_deref().and_then(licence_address).map(Value::from)),
        ("articleSection", topics.first().map(|topic| json!(topic))),
        ("keywords", (!topics.is_empty()).then(|| json!(topics))),
        // of an excerpt it would be taken for the original's
        ("wordCount", (article.rights.display == Display::Full).then(|| json!(article.annotated.article.words))),
        ("mentions", mentions(here, ix)),
        ("correction", corrections(here, ix)),
        ("isPartOf", site_reference(here)),
    ])
}

/// What was corrected in it.
fn corrections(here: Here<'_>, ix: ArticleIx) -> Option<Value> {
    let comment = |correction: &Correction| {
        let date = Some(correction.date).filter(|&date| is_plain(date));
        Value::Object(object([
            ("@type", Some(json!("CorrectionComment"))),
            ("datePublished", date.map(|date| json!(date.to_string()))),
            ("text", Some(json!(correction.text))),
        ]))
    };
    let corrections: Vec<Value> = here.site.briefing.corrections_of(ix).map(comment).collect();
    (!corrections.is_empty()).then_some(Value::Array(corrections))
}

/// Whether a date has a year that every reader of dates takes.
fn is_plain(date: PartialDate) -> bool {
    (1..=9999).contains(&date.year_number())
}

/// The names that the article has most, with their pages.
fn mentions(here: Here<'_>, ix: ArticleIx) -> Option<Value> {
    let mut counts: Vec<(EntityIx, usize)> = Vec::new();
    let mut named: Vec<EntityIx> = here.site.briefing.article(ix).entities.iter().flatten().copied().collect();
    named.sort_unstable();
    for group in named.chunk_by(|a, b| a == b) {
        counts.push((group[0], group.len()));
    }
    counts.sort_by_key(|&(ix, count)| (std::cmp::Reverse(count), ix));
    let with_page = counts.into_iter().filter_map(|(ix, _)| Some((ix, here.site.plan.entity(ix)?)));
    let mentions: Vec<Value> = with_page
        .take(MENTIONS)
        .map(|(ix, path)| {
            let entity = here.site.briefing.entity(ix);
            Value::Object(object([
                ("@type", Some(json!(kind(entity.kind)))),
                ("name", Some(json!(entity.name))),
                ("url", address(here, path).map(Value::from)),
            ]))
        })
        .collect();
    (!mentions.is_empty()).then_some(Value::Array(mentions))
}

fn publisher(here: Here<'_>, metadata: &Metadata) -> Option<Value> {
    let publisher = metadata.publisher.as_ref()?;
    let home = here.site.publishers.get(publisher.id.as_str()).and_then(|&at| here.site.briefing.publishers.get(at));
    let url = home.and_then(|publisher| publisher.url.as_deref()).and_then(outside);
    Some(Value::Object(object([
        ("@type", Some(json!("Organization"))),
        ("name", Some(json!(publisher.name))),
        ("url", url.map(Value::from)),
    ])))
}

fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organisation => "Organization",
        EntityKind::Place => "Place",
    }
}

fn entity(here: Here<'_>, ix: EntityIx) -> Map<String, Value> {
    let entity = here.site.briefing.entity(ix);
    let key = fold(&entity.name);
    let other = entity.variants.iter().map(|variant| variant.text.as_str()).filter(|text| fold(text) != key);
    let other: Vec<&str> = other.take(OTHER_NAMES).collect();
    let same_as: Vec<String> = entity.same_as.iter().filter_map(|url| outside(url)).collect();
    object([
        ("@type", Some(json!(kind(entity.kind)))),
        ("name", Some(json!(entity.name))),
        ("alternateName", (!other.is_empty()).then(|| json!(other))),
        ("description", entity.description.as_ref().map(|text| json!(text))),
        ("sameAs", (!same_as.is_empty()).then(|| json!(same_as))),
        ("geo", geo(entity)),
        ("address", country_of(entity)),
        ("url", here.site.plan.entity(ix).and_then(|path| address(here, path)).map(Value::from)),
    ])
}

fn geo(entity: &Entity) -> Option<Value> {
    let (latitude, longitude) = entity.coordinates.filter(|_| entity.kind == EntityKind::Place)?;
    Some(json!({ "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude }))
}

fn country_of(entity: &Entity) -> Option<Value> {
    let code = entity.country.as_deref().filter(|_| entity.kind == EntityKind::Place)?;
    country(entity).map(|_| json!({ "@type": "PostalAddress", "addressCountry": code }))
}

fn topic(here: Here<'_>, ix: TopicIx, page: &Page, head: &Head) -> Map<String, Value> {
    let topic = here.site.briefing.topic(ix);
    let about = object([
        ("@type", Some(json!("DefinedTerm"))),
        ("name", Some(json!(topic.name))),
        ("termCode", topic.iptc.as_ref().map(|id| json!(id))),
        ("inDefinedTermSet", topic.iptc.as_ref().map(|_| json!("http://cv.iptc.org/newscodes/mediatopic/"))),
    ]);
    let slice = here.site.slice(topic.articles.len(), page.subject);
    let parts = topic.articles[slice].iter().take(PARTS);
    let parts: Option<Vec<Value>> = parts
        .map(|entry| {
            let url = address(here, here.site.plan.article(entry.article))?;
            Some(json!({ "@type": "NewsArticle", "headline": here.site.briefing.article(entry.article).title(), "url": url }))
        })
        .collect();
    let mut data = thing(here, "CollectionPage", page, head);
    data.insert("about".to_owned(), Value::Object(about));
    data.extend(object([("hasPart", parts.filter(|parts| !parts.is_empty()).map(Value::Array))]));
    data
}

/// The way from the front page; needs addresses.
fn breadcrumbs(here: Here<'_>, page: &Page) -> Option<Value> {
    let steps = crumbs(here, page);
    if steps.is_empty() {
        return None;
    }
    let mut items = Vec::with_capacity(steps.len());
    for (step, position) in steps.iter().zip(1..) {
        let path = match step.subject {
            Some(subject) => here.site.address(subject)?,
            None => &page.url,
        };
        let item = address(here, path)?;
        items.push(json!({ "@type": "ListItem", "position": position, "name": step.label, "item": item }));
    }
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}
