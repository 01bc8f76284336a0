//! `feed.json` and the feeds of topics and names: the newest articles as JSON Feed 1.1.

use super::channel::{Channel, whole};
use super::entry::Entry;
use crate::config::SiteSettings;
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
        let (home, own) = (UrlPath::new("index.html"), UrlPath::new("feed.json"));
        sink.put(&own, &text(context, &whole(context, &home), &own))?;
        Ok(())
    }
}

/// A feed as JSON Feed, for a file of the site.
pub(super) fn text(context: &EmitContext<'_>, channel: &Channel<'_>, own: &UrlPath) -> Vec<u8> {
    let feed = feed(&context.settings.site, channel, own);
    let mut json = serde_json::to_vec_pretty(&feed).expect("plain data has a JSON form");
    json.push(b'\n');
    json
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

fn feed<'a>(site: &'a SiteSettings, channel: &'a Channel<'a>, own: &UrlPath) -> Feed<'a> {
    let addresses = channel.addresses;
    Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: channel.title,
        home_page_url: addresses.of(channel.page),
        own_url: addresses.is_known().then(|| addresses.of(own)),
        description: channel.description,
        authors: [Author { name: site.author.as_deref().unwrap_or(&site.title) }],
        language: &site.language,
        items: channel.entries.iter().map(item).collect(),
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
