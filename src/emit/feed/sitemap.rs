//! `sitemap.xml`: every page for search engines, after sitemaps.org; an index of parts where one file may not hold them all.

use super::address::Addresses;
use super::xml::escape;
use crate::emit::{EmitContext, EmitError, Emitter};
use crate::model::{ArtifactSink, Page, Subject, UrlPath};

/// Addresses in one file: the standard allows 50,000, and 50 MB.
const PER_FILE: usize = 40_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
/// Written where addresses cannot be absolute as the standard asks.
const INCOMPLETE: &str = "<!-- Search engines take absolute addresses only: set base-url in briefing.toml. -->\n";

/// Emits `sitemap.xml`, and `sitemap-1.xml` and so on for a very large site.
#[derive(Debug)]
pub struct Sitemap;

impl Emitter for Sitemap {
    fn id(&self) -> &'static str {
        "sitemap"
    }

    fn emit(&self, context: &EmitContext<'_>, sink: &dyn ArtifactSink) -> Result<(), EmitError> {
        let pages: Vec<&Page> =
            context.plan.pages.iter().filter(|page| !context.settings.is_unlisted(page.kind)).collect();
        let put = |name: &str, xml: &str| sink.put(&UrlPath::new(name), xml.as_bytes());
        if pages.len() <= PER_FILE {
            put("sitemap.xml", &page_list(context, &pages))?;
            return Ok(());
        }
        let parts: Vec<_> =
            pages.chunks(PER_FILE).zip(1..).map(|(part, n)| (part, format!("sitemap-{n}.xml"))).collect();
        put("sitemap.xml", &index(context, parts.iter().map(|(_, name)| name.as_str())))?;
        for (part, name) in parts {
            put(&name, &page_list(context, part))?;
        }
        Ok(())
    }
}

fn page_list(context: &EmitContext<'_>, pages: &[&Page]) -> String {
    let addresses = Addresses::new(&context.settings.site);
    let mut xml = head(addresses, "urlset");
    for page in pages {
        let date = date(context, page).map(|date| format!("<lastmod>{date}</lastmod>")).unwrap_or_default();
        let address = addresses.of(&page.url);
        xml.extend(["<url><loc>", &escape(&address), "</loc>", &date, "</url>\n"]);
    }
    xml + "</urlset>\n"
}

fn index<'a>(context: &EmitContext<'_>, parts: impl Iterator<Item = &'a str>) -> String {
    let addresses = Addresses::new(&context.settings.site);
    let mut xml = head(addresses, "sitemapindex");
    for part in parts {
        let address = addresses.at_root(part);
        xml.extend(["<sitemap><loc>", &escape(&address), "</loc></sitemap>\n"]);
    }
    xml + "</sitemapindex>\n"
}

fn head(addresses: Addresses<'_>, root: &str) -> String {
    let note = if addresses.is_known() { "" } else { INCOMPLETE };
    format!("{HEAD}{note}<{root} xmlns=\"{NAMESPACE}\">\n")
}

/// Only articles whose date is known have one, as exact as it is known. When a page was built says nothing about its text.
fn date(context: &EmitContext<'_>, page: &Page) -> Option<String> {
    let Subject::Article(ix) = page.subject else { return None };
    let date = context.briefing.article(ix).annotated.article.metadata.published.date?;
    (0..=9999).contains(&date.year_number()).then(|| date.to_string())
}
