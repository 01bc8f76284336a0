//! What goes for a publisher of which several tables of `sources.toml` speak, and how one without a name is called.

use super::SourceDecision;
use crate::config::reading::TomlFile;
use crate::diag::Diagnostic;
use crate::text::{fold, host, slug};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;

impl SourceDecision {
    /// What to call it: its name, else one of those it is recognised by, else its host. An id is the last resort, since it is
    /// no name that anybody bears.
    pub fn shown_name<'a>(&'a self, id: &'a str) -> &'a str {
        let other = || self.matches.iter().map(String::as_str).find(|name| !is_host(name));
        let home = || self.url.as_deref().and_then(host);
        let known = || self.matches.iter().map(|name| name.trim_start_matches("www.")).find(|name| is_host(name));
        self.name.as_deref().or_else(other).or_else(home).or_else(known).unwrap_or(id)
    }

    /// The names and hosts that it claims for itself, each as it is compared and as it is written. A table without a name
    /// is found by its id, which is then the slug of the publisher's name.
    fn claims<'a>(&'a self, id: &'a str) -> Vec<(String, &'a str)> {
        let names = || self.name.iter().chain(&self.matches).map(|name| name.trim_start_matches("www."));
        let home = self.url.as_deref().and_then(host);
        let mut claims: Vec<(String, &str)> = names().chain(home).map(|name| (fold(name), name)).collect();
        claims.extend(names().filter(|name| !is_host(name)).map(|name| (format!("/{}", slug(name)), name)));
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
    for (at, (id, decision)) in sources.iter().enumerate() {
        for (claim, written) in decision.claims(id) {
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
    let mut joined = vec![(None, 0); ids.len()];
    for (at, decision) in sources.values().enumerate() {
        let (strictest, tables) = &mut joined[root(&mut leader, at)];
        *strictest = decision.display.max(*strictest);
        *tables += 1;
    }
    for (at, decision) in sources.values_mut().enumerate() {
        let (strictest, tables) = joined[root(&mut leader, at)];
        decision.display = strictest;
        decision.is_shared = tables > 1;
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
