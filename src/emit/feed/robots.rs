//! `robots.txt`, `.nojekyll` and `CNAME`: what hosts and crawlers look for at the root.

use super::address::Addresses;
use crate::emit::{EmitContext, EmitError, Emitter};
use crate::model::{ArtifactSink, UrlPath};

/// Emits `robots.txt`, which lets everybody in and names the sitemap once its address is known, and the empty `.nojekyll`,
/// without which GitHub Pages runs a branch through a site generator of its own, and `CNAME` with the domain, which it reads
/// there when it publishes from a branch.
#[derive(Debug)]
pub struct Robots;

impl Emitter for Robots {
    fn id(&self) -> &'static str {
        "robots"
    }

    fn emit(&self, context: &EmitContext<'_>, sink: &dyn ArtifactSink) -> Result<(), EmitError> {
        let addresses = Addresses::new(&context.settings.site);
        let mut text = "User-agent: *\nAllow: /\n".to_owned();
        if addresses.is_known() {
            text.push_str("\nSitemap: ");
            text.push_str(&addresses.at_root("sitemap.xml"));
            text.push('\n');
        }
        sink.put(&UrlPath::new("robots.txt"), text.as_bytes())?;
        sink.put(&UrlPath::new(".nojekyll"), b"")?;
        if let Some(domain) = &context.settings.domain {
            sink.put(&UrlPath::new("CNAME"), format!("{domain}\n").as_bytes())?;
        }
        Ok(())
    }
}
