//! How reference managers learn what an article is: Highwire and Dublin Core tags on its page, a `COinS` span in lists.
//!
//! What they are told is the article as it was published: its own publisher, its own day, its own address. Where any of
//! it is unknown it is left out. Zotero takes the kind from `DC.type` and the publication from `citation_journal_title`,
//! whatever the kind; without that tag it would take the briefing for the publication.

use super::super::markup::url::outside;
use super::super::markup::{Html, Markup};
use super::super::share::encode;
use super::super::site::Here;
use super::{TOPICS, address, tag};
use crate::model::{ArticleIx, Metadata};

/// The kind that reference managers know for what a news publisher brings.
const KIND: &str = "newspaperArticle";

/// A language tag, unless the language is not known.
fn language(metadata: &Metadata) -> Option<&str> {
    Some(metadata.language.as_str()).filter(|tag| !tag.is_empty() && *tag != "und")
}

/// Where the article was published.
fn original(metadata: &Metadata) -> Option<String> {
    metadata.url.as_deref().and_then(outside)
}

/// The tags for the head of an article's page.
pub fn tags(out: &mut Markup, here: Here<'_>, ix: ArticleIx) {
    let article = here.site.briefing.article(ix);
    let metadata = &article.annotated.article.metadata;
    let publisher = metadata.publisher.as_ref().map(|publisher| publisher.name.as_str());
    let date = metadata.published.date.filter(|date| date.year_number() >= 1).map(|date| date.to_string());
    let original = original(metadata);
    let mut name = |name: &'static str, content: Option<&str>| {
        if let Some(content) = content {
            tag(out, "name", name, content);
        }
    };
    name("citation_title", Some(&metadata.title));
    metadata.authors.iter().for_each(|author| name("citation_author", Some(author)));
    // Highwire's form of a date
    name("citation_publication_date", date.as_deref().map(|date| date.replace('-', "/")).as_deref());
    name("citation_journal_title", publisher);
    name("citation_language", language(metadata));
    name("citation_public_url", original.as_deref());
    name("DC.title", Some(&metadata.title));
    metadata.authors.iter().for_each(|author| name("DC.creator", Some(author)));
    name("DC.date", date.as_deref());
    name("DC.publisher", publisher);
    name("DC.language", language(metadata));
    name("DC.type", Some(KIND));
    name("DC.source", original.as_deref());
    name("DC.identifier", address(here, here.site.plan.article(ix)).as_deref());
    name("DC.rights", article.rights.licence.as_deref());
    for &topic in article.topics.iter().take(TOPICS) {
        name("DC.subject", Some(&here.site.briefing.topic(topic).name));
    }
}

/// The article in a list, as `ContextObjects in Spans`.
pub fn coins(here: Here<'_>, ix: ArticleIx) -> Html {
    let metadata = &here.site.briefing.article(ix).annotated.article.metadata;
    let mut query = String::with_capacity(400);
    query.push_str("ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc&rft.type=");
    query.push_str(KIND);
    let mut key = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            query.extend(["&rft.", key, "="]);
            encode(value, &mut query);
        }
    };
    key("title", Some(&metadata.title));
    metadata.authors.iter().for_each(|author| key("creator", Some(author)));
    key("source", metadata.publisher.as_ref().map(|publisher| publisher.name.as_str()));
    let date = metadata.published.date.filter(|date| date.year_number() >= 1);
    key("date", date.map(|date| date.to_string()).as_deref());
    let original = original(metadata).or_else(|| address(here, here.site.plan.article(ix)));
    key("identifier", original.as_deref());
    key("language", language(metadata));
    let mut out = Markup::with_capacity(query.len() + 64);
    out.raw("<span class=\"Z3988\" title=\"").text(&query).raw("\"></span>");
    out.finish()
}
