//! The same files below a path of a host: walking through them, and addresses that lead nowhere.

use super::webdriver::{Browser, host::host};
use super::{assert_quiet, kind, sample};

#[test]
fn the_site_works_below_a_path() {
    let (_folder, site) = sample();
    let home = host(&site, "/some/briefing/");
    let browser = Browser::start();
    browser.open(&home);
    assert_eq!(kind(&browser), "home");
    for (link, expected) in [
        ("nav a[href='people/index.html']", "list"),
        ("main a[href$='emomali-rahmon.html']", "entity"),
        ("main a[href^='../articles/'][href*='#']", "article"),
        ("header a.brand", "home"),
        ("#to-search", "search"),
    ] {
        browser.click(&browser.find(link));
        browser.wait(expected, || (kind(&browser) == expected).then_some(()));
        assert!(browser.url().starts_with(&home), "{}", browser.url());
        assert_quiet(&browser, &home);
    }
}

#[test]
fn a_missing_address_leads_home_at_any_depth() {
    let (_folder, site) = sample();
    let browser = Browser::start();
    for (below, missing) in [
        ("/briefing/", "no/such/deep/page.html"),
        ("/briefing/", "people/nobody.html"),
        ("/a/b/briefing/", "articles/gone.html"),
        ("/a/b/briefing/", "gone.html"),
        ("/", "gone.html"),
        ("/", "gone/for/good.html"),
    ] {
        let home = host(&site, below);
        browser.open(&format!("{home}{missing}"));
        assert_eq!(kind(&browser), "notfound");
        // the way home is found by asking for a file in the folders above
        browser.click(&browser.find("main a[href$='/']"));
        browser.wait("the front page", || (kind(&browser) == "home").then_some(()));
        assert_eq!(browser.url(), home, "from {missing}");
    }
}
