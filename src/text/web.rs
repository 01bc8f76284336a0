//! Addresses of the web, as far as they are text: which page they lead to, and at whom.

/// What follows a page's address in a query and does not choose the page.
const TRACKING: [&str; 7] = ["utm", "fbclid", "gclid", "mc_cid", "mc_eid", "ref=", "cmpid"];

/// An address without what leads to the same page: scheme, `www.`, fragment, tracking, a slash at the end. `None` for what is
/// no address of the web.
pub fn page_of(url: &str) -> Option<String> {
    let url = without_scheme(url)?;
    let url = url.split('#').next().unwrap_or(url);
    let (page, query) = url.split_once('?').unwrap_or((url, ""));
    let (host, path) = page.split_at(page.find('/').unwrap_or(page.len()));
    let host = host.to_lowercase();
    let page = [host.strip_prefix("www.").unwrap_or(&host), path.trim_end_matches('/')].concat();
    let is_chosen = |part: &&str| !part.is_empty() && !TRACKING.iter().any(|name| part.starts_with(name));
    let query: Vec<&str> = query.split('&').filter(is_chosen).collect();
    Some(if query.is_empty() { page } else { format!("{page}?{}", query.join("&")) })
}

/// The host of an address of the web, without `www.` and port; `None` where there is none, or a user before it, which only
/// serves to deceive.
pub fn host(url: &str) -> Option<&str> {
    let authority = without_scheme(url)?.split(['/', '?', '#']).next()?;
    let host = authority.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let is_sound = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    (!host.is_empty() && !authority.contains('@') && host.chars().all(is_sound)).then_some(host)
}

/// Whether a page as [`page_of`] has it is more than a host, which says where something was published, and not what.
pub fn leads_to_a_page(page: &str) -> bool {
    page.contains(['/', '?'])
}

/// The host in lower case and the path of an address that may lack its scheme: as people and pages name a site.
pub fn site_of(address: &str) -> Option<(String, &str)> {
    let address = address.trim();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest).trim_start_matches('/');
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let path = rest[end..].split(['?', '#']).next().unwrap_or("").trim_end_matches('/');
    let host = rest[..end].split(':').next().unwrap_or("").to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).trim_end_matches('.');
    let is_sound = !host.is_empty() && !rest[..end].contains(|c: char| c == '@' || c.is_whitespace());
    is_sound.then(|| (host.to_owned(), path))
}

fn without_scheme(url: &str) -> Option<&str> {
    let (scheme, rest) = url.trim().split_once("://")?;
    (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page_are_alike() {
        let one = page_of("https://www.x.org/story.php?id=2&utm_source=mail#top");
        assert_eq!(one.as_deref(), Some("x.org/story.php?id=2"));
        assert_ne!(one, page_of("https://x.org/story.php?id=99"));
        assert_eq!(page_of("http://x.org/a/"), page_of("HTTPS://WWW.X.org/a"));
        assert_ne!(page_of("http://x.org/a/"), page_of("http://x.org/A"));
        assert_eq!(page_of("https://www.x.org/a/?utm=1#p2"), page_of("http://x.org/a"));
        assert_eq!(page_of("/share?u=https://x.org/a"), None);
    }

    #[test]
    fn sites_are_named_in_many_ways() {
        for address in ["https://www.X.org:443/a/?b", "x.org/a", "//WWW.x.org./a#c"] {
            assert_eq!(site_of(address), Some(("x.org".to_owned(), "/a")), "{address}");
        }
        for none in ["", "https://", "https://a@x.org/", "The Oxus Wire"] {
            assert_eq!(site_of(none), None, "{none}");
        }
    }

    #[test]
    fn hosts_are_those_that_are_asked() {
        assert_eq!(host("https://www.example.org:443/a?b"), Some("example.org"));
        assert_eq!(host("http://пример.example/"), Some("пример.example"));
        for url in ["javascript:alert(1)", "https://a@b.example/", "https:///x", "https://<b>/", "example.org"] {
            assert_eq!(host(url), None, "{url}");
        }
    }
}
