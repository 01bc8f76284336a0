//! `feed.xml` and the feeds of topics and names: the newest articles as Atom (RFC 4287).

use super::channel::{Channel, whole};
use super::entry::Entry;
use super::xml::escape;
use crate::config::SiteSettings;
use crate::emit::{EmitContext, EmitError, Emitter};
use crate::model::{ArtifactSink, UrlPath};
use std::fmt::Write;

/// Atom wants a date of change for everything. Where none is known this one says so: nobody takes it for news.
const UNKNOWN: &str = "1970-01-01T00:00:00Z";

/// Emits `feed.xml`.
#[derive(Debug)]
pub struct Atom;

impl Emitter for Atom {
    fn id(&self) -> &'static str {
        "atom"
    }

    fn emit(&self, context: &EmitContext<'_>, sink: &dyn ArtifactSink) -> Result<(), EmitError> {
        let (home, own) = (UrlPath::new("index.html"), UrlPath::new("feed.xml"));
        sink.put(&own, text(context, &whole(context, &home), &own).as_bytes())?;
        Ok(())
    }
}

/// A feed as Atom, for a file of the site.
pub(super) fn text(context: &EmitContext<'_>, channel: &Channel<'_>, own: &UrlPath) -> String {
    let mut xml = String::new();
    write_feed(&mut xml, &context.settings.site, channel, own).expect("writing to a String cannot fail");
    xml
}

fn write_feed(xml: &mut String, site: &SiteSettings, channel: &Channel<'_>, own: &UrlPath) -> std::fmt::Result {
    let addresses = channel.addresses;
    writeln!(xml, r#"<?xml version="1.0" encoding="utf-8"?>"#)?;
    writeln!(xml, r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{}">"#, escape(&site.language))?;
    writeln!(xml, "<title>{}</title>", escape(channel.title))?;
    if let Some(description) = channel.description {
        writeln!(xml, "<subtitle>{}</subtitle>", escape(description))?;
    }
    writeln!(xml, "<id>{}</id>", channel.id)?;
    let updated = channel.entries.iter().filter_map(|entry| entry.updated.as_deref()).max();
    writeln!(xml, "<updated>{}</updated>", updated.unwrap_or(UNKNOWN))?;
    let page = addresses.of(channel.page);
    writeln!(xml, r#"<link rel="alternate" type="text/html" href="{}"/>"#, escape(&page))?;
    if addresses.is_known() {
        let own = addresses.of(own);
        writeln!(xml, r#"<link rel="self" type="application/atom+xml" href="{}"/>"#, escape(&own))?;
    }
    let author = site.author.as_deref().unwrap_or(&site.title);
    writeln!(xml, "<author><name>{}</name></author>", escape(author))?;
    writeln!(xml, "<generator>briefing</generator>")?;
    for entry in &channel.entries {
        write_entry(xml, entry)?;
    }
    writeln!(xml, "</feed>")
}

fn write_entry(xml: &mut String, entry: &Entry<'_>) -> std::fmt::Result {
    match entry.language {
        Some(language) => writeln!(xml, r#"<entry xml:lang="{}">"#, escape(language))?,
        None => writeln!(xml, "<entry>")?,
    }
    writeln!(xml, "<title>{}</title>", escape(entry.title))?;
    writeln!(xml, "<id>{}</id>", entry.id)?;
    writeln!(xml, r#"<link rel="alternate" type="text/html" href="{}"/>"#, escape(&entry.url))?;
    if let Some(original) = entry.original {
        writeln!(xml, r#"<link rel="via" href="{}"/>"#, escape(original))?;
    }
    if let Some(published) = &entry.published {
        writeln!(xml, "<published>{published}</published>")?;
    }
    writeln!(xml, "<updated>{}</updated>", entry.updated.as_deref().unwrap_or(UNKNOWN))?;
    for author in &entry.authors {
        writeln!(xml, "<author><name>{}</name></author>", escape(author))?;
    }
    for (id, name) in &entry.topics {
        writeln!(xml, r#"<category term="{}" label="{}"/>"#, escape(id), escape(name))?;
    }
    writeln!(xml, r#"<summary type="text">{}</summary>"#, escape(&entry.summary))?;
    writeln!(xml, "</entry>")
}
