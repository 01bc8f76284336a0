//! `feed.json`: the newest articles as JSON Feed 1.1.

use super::address::Addresses;
use super::entry::{Entry, newest};
use crate::emit::{EmitContext, EmitError, Emitter};
use crate::model::{ArtifactSink, UrlPath};
use serde::Serialize;

/// Emits `feed.json`.
#[derive(Debug)]
pub struct JsonFeed;

impl Emitter for JsonFeed {
    fn id(&self) -> &'static str {
        "json-feed"
    }

    fn emit(&self, context: &EmitContext<'_>, sink: &dyn ArtifactSink) -> Result<(), EmitError> {
        let entries = newest(context);
        let mut json = serde_json::to_vec_pretty(&feed(context, &entries)).expect("plain data has a JSON form");
        json.push(b'\n');
        sink.put(&UrlPath::new("feed.json"), &json)?;
        Ok(())
    }
}

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    /// Only absolute: it is how a reader recognises the feed.
    #[serde(rename = "feed_url", skip_serializing_if = "Option::is_none")]
    own_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    authors: [Author<'a>; 1],
    language: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    content_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

fn feed<'a>(context: &EmitContext<'a>, entries: &'a [Entry<'a>]) -> Feed<'a> {
    let site = &context.settings.site;
    let addresses = Addresses::new(site);
    Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: &site.title,
        home_page_url: addresses.at_root("index.html"),
        own_url: addresses.is_known().then(|| addresses.at_root("feed.json")),
        description: site.description.as_deref(),
        authors: [Author { name: site.author.as_deref().unwrap_or(&site.title) }],
        language: &site.language,
        items: entries.iter().map(item).collect(),
    }
}

fn item<'a>(entry: &'a Entry<'a>) -> Item<'a> {
    Item {
        id: &entry.id,
        url: &entry.url,
        external_url: entry.original,
        title: entry.title,
        content_text: &entry.summary,
        date_published: entry.published.as_deref(),
        date_modified: entry.corrected.as_deref(),
        authors: entry.authors.iter().map(|&name| Author { name }).collect(),
        tags: entry.topics.iter().map(|&(_, name)| name).collect(),
        language: entry.language,
    }
}
