//! What goes for a publisher of which several tables of `sources.toml` speak, and how one without a name is called.

use super::SourceDecision;
use crate::config::reading::TomlFile;
use crate::diag::Diagnostic;
use crate::text::{fold, host, site_of, slug};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

impl SourceDecision {
    /// What to call it: its name, else one of those it is recognised by, else its host. An id is the last resort, since it is
    /// no name that anybody bears.
    pub fn shown_name<'a>(&'a self, id: &'a str) -> &'a str {
        let other = || self.matches.iter().map(String::as_str).find(|name| !is_host(name));
        let home = || self.url.as_deref().and_then(host);
        let known = || {
            let name = self.matches.iter().find(|name| is_host(name))?;
            Some(host(name).unwrap_or_else(|| name.trim_start_matches("www.")))
        };
        self.name.as_deref().or_else(other).or_else(home).or_else(known).unwrap_or(id)
    }

    /// How closely an article at a host and path belongs to it, by its hosts and its home page: the length of the host
    /// that fits, since a part of a host can be a publisher of its own, then of the path, since several may share a host.
    /// One that is known by another path of the host is less close.
    pub fn closeness(&self, host: &str, path: &str) -> Option<(usize, usize)> {
        let sites = self.sites().filter_map(|site| {
            let (known, below) = site_of(site)?;
            let rest = host.strip_suffix(known.as_str())?;
            let is_below = || path.strip_prefix(below).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            let is_host = rest.is_empty() || rest.ends_with('.');
            is_host.then(|| (known.len(), if is_below() { below.len() } else { 0 }))
        });
        sites.max()
    }

    /// Its hosts and home pages as they are written.
    fn sites(&self) -> impl Iterator<Item = &str> {
        self.matches.iter().map(String::as_str).filter(|name| is_host(name)).chain(self.url.as_deref())
    }

    /// The names, hosts and home pages that it claims for itself, each as it is compared and as it is written.
    fn claims<'a>(&'a self, id: &'a str, nameless: &BTreeSet<&str>) -> Vec<(String, &'a str)> {
        let names = || self.name.iter().chain(&self.matches).map(|name| name.trim_start_matches("www."));
        // an address in `matches` is meant for its host
        let compared = |name: &str| match site_of(name) {
            Some((host, _)) if is_host(name) => host,
            _ => fold(name),
        };
        let mut claims: Vec<(String, &str)> = names().map(|name| (compared(name), name)).collect();
        let home = self.url.as_deref().and_then(|url| Some((site_of(url)?, url)));
        claims.extend(home.map(|((at, path), url)| ([at.as_str(), path].concat(), host(url).unwrap_or(url))));
        // a table without a name is found by its id, which is then the slug of the publisher's name
        let ids = names().filter(|name| !is_host(name)).map(|name| (slug(name), name));
        claims.extend(ids.filter(|(id, _)| nameless.contains(id.as_str())).map(|(id, name)| (format!("/{id}"), name)));
        if self.name.is_none() {
            claims.push((format!("/{id}"), id));
        }
        claims
    }
}

fn is_host(name: &str) -> bool {
    name.contains('.') && !name.contains(char::is_whitespace)
}

/// Two tables that claim one name or host are reported, and the strictest `display` among all that are so connected holds
/// for each: nobody can tell which of them an article falls under.
pub(super) fn join(
    file: &mut TomlFile<'_>,
    sources: &mut BTreeMap<String, SourceDecision>,
    places: &BTreeMap<String, Range<usize>>,
) {
    let ids: Vec<String> = sources.keys().cloned().collect();
    let mut first: FxHashMap<String, usize> = FxHashMap::default();
    // by position the position of another of its publisher, itself for the first
    let mut leader: Vec<usize> = (0..ids.len()).collect();
    let nameless = sources.iter().filter(|(_, source)| source.name.is_none()).map(|(id, _)| id.as_str()).collect();
    for (at, (id, decision)) in sources.iter().enumerate() {
        for (claim, written) in decision.claims(id, &nameless) {
            let &mut other = first.entry(claim).or_insert(at);
            let (one, two) = (root(&mut leader, other), root(&mut leader, at));
            if one == two {
                continue;
            }
            leader[one.max(two)] = one.min(two);
            let message = format!("`{}` and `{id}` are both “{written}”: two tables for one publisher", ids[other]);
            let help =
                "write one table for it, with all its names in `matches`; until then the stricter `display` holds";
            let place = places.get(id).cloned().unwrap_or(0..0);
            file.report(Diagnostic::warning("B088", message).help(help), &place);
        }
    }
    let mut strictest = vec![None; ids.len()];
    for (at, decision) in sources.values().enumerate() {
        let joined = &mut strictest[root(&mut leader, at)];
        *joined = decision.display.max(*joined);
    }
    for (at, decision) in sources.values_mut().enumerate() {
        let first = root(&mut leader, at);
        decision.display = strictest[first];
        decision.first.clone_from(&ids[first]);
    }
}

/// The first of those that a position is connected with; shortens the way there, so that all walks together stay short.
fn root(leader: &mut [usize], mut at: usize) -> usize {
    while leader[at] != at {
        leader[at] = leader[leader[at]];
        at = leader[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_home_pages_on_a_host_the_longest_path_counts() {
        let home = |url: &str| SourceDecision { url: Some(url.to_owned()), ..SourceDecision::default() };
        let (wire, blog) = (home("https://www.Example.org/wire/"), home("https://example.org/wire/blog"));
        assert_eq!(wire.closeness("example.org", "/wire/blog/1"), Some((11, 5)));
        assert_eq!(blog.closeness("example.org", "/wire/blog/1"), Some((11, 10)));
        assert_eq!(blog.closeness("example.org", "/wire/blogs"), Some((11, 0)));
        assert_eq!(blog.closeness("badexample.org", "/wire/blog"), None);
        let named = SourceDecision { matches: vec!["https://EXAMPLE.org".to_owned()], ..SourceDecision::default() };
        assert_eq!(named.closeness("news.example.org", "/1"), Some((11, 0)));
    }

    #[test]
    fn a_publisher_without_a_name_is_called_by_what_is_known_of_it() {
        let of = |name: Option<&str>, matches: &[&str], url: Option<&str>| {
            let matches = matches.iter().map(|&name| name.to_owned()).collect();
            let decision = SourceDecision {
                name: name.map(str::to_owned),
                matches,
                url: url.map(str::to_owned),
                ..SourceDecision::default()
            };
            decision.shown_name("oxus-wire").to_owned()
        };
        assert_eq!(of(Some("Oxus Wire"), &["OW"], None), "Oxus Wire");
        assert_eq!(of(None, &["oxuswire.example", "The Oxus Wire"], None), "The Oxus Wire");
        assert_eq!(of(None, &["www.oxuswire.example"], Some("https://www.home.example/")), "home.example");
        assert_eq!(of(None, &["www.oxuswire.example"], None), "oxuswire.example");
        assert_eq!(of(None, &[], None), "oxus-wire");
    }
}
