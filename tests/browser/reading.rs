//! Reading: cards on names, what can be copied of a paragraph, colours, keys, paper.

use super::webdriver::{Browser, key};
use super::{assert_quiet, kind, sample};
use serde_json::{Value, json};
use std::path::Path;

/// The article that names most.
const ARTICLE: &str = "articles/why-tajikistan-is-the-neighbour-that-will-not-welcome-the-taliban-stnk.html";

fn open(browser: &Browser, site: &Path, page: &str) -> String {
    assert!(site.join(page).is_file(), "{page} was not written");
    let home = format!("file://{}/", site.display());
    browser.open(&format!("{home}{page}"));
    home
}

/// What the card says; nothing while it is closed.
fn card(browser: &Browser) -> Value {
    browser.run("const card = document.querySelector('#name-card:popover-open'); return card && card.innerText")
}

fn focused(browser: &Browser) -> String {
    let script = "const at = document.activeElement; return at.className + ' ' + at.tagName + ' ' + (at.id || '')";
    browser.run(script).as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_name_shows_who_it_is_to_mouse_and_keyboard() {
    let (_folder, site) = sample();
    let browser = Browser::start();
    let home = open(&browser, &site, ARTICLE);
    browser.hover(&browser.find(".body a.name.person"));
    let said = browser.wait("the card", || card(&browser).as_str().map(str::to_owned));
    assert!(said.contains("Person") && said.contains("Emomali Rahmon") && said.contains("articles"), "{said}");

    // it stays while the mouse is on it, and leads to the name's own page
    browser.hover(&browser.find("#name-card a"));
    std::thread::sleep(std::time::Duration::from_millis(600));
    assert!(card(&browser).is_string(), "it closed under the mouse");
    browser.press(key::ESCAPE);
    assert_eq!(card(&browser), Value::Null, "Esc closes it");

    // by keyboard: to the first name in the text
    browser.hover(&browser.find("h1"));
    for _ in 0..80 {
        if focused(&browser).starts_with("name ") {
            break;
        }
        browser.press(key::TAB);
    }
    browser.wait("the card", || card(&browser).as_str().map(str::to_owned));
    let describes = browser.run("return document.activeElement.getAttribute('aria-describedby')");
    assert_eq!(describes, "name-card");
    browser.press(key::ESCAPE);
    assert_eq!(card(&browser), Value::Null);
    assert_quiet(&browser, &home);
    browser.press(key::ENTER);
    browser.wait("the name's page", || (kind(&browser) == "entity").then_some(()));
}

#[test]
fn a_paragraph_has_an_address_and_a_citation_to_copy() {
    let (_folder, site) = sample();
    let browser = Browser::start();
    let home = open(&browser, &site, ARTICLE);
    browser.click(&browser.find("#p4 > a.anchor"));
    assert!(browser.url().ends_with("#p4"), "{}", browser.url());
    // what is copied, without asking the system for its clipboard
    browser.run(
        "document.execCommand = () => { window.copied = document.activeElement.value; return true; };
         if (navigator.clipboard) navigator.clipboard.writeText = async (text) => { window.copied = text; };",
    );
    browser.click(&browser.find(".sheet button:last-child"));
    browser.wait("the word that it is copied", || {
        (browser.run("return document.querySelector('.sheet button:last-child').textContent") == "Copied").then_some(())
    });
    let text = |script: &str| browser.run(script).as_str().unwrap_or_default().trim().to_owned();
    let (copied, whole) =
        (text("return window.copied"), text("return document.getElementById('cite-text').textContent"));
    assert_eq!(copied.replace(", paragraph 4", ""), whole, "as everywhere, with the paragraph");
    assert!(copied.contains(", paragraph 4") && !copied.contains("https") | copied.contains(", paragraph 4, https"));
    browser.press(key::ESCAPE);
    assert_quiet(&browser, &home);
}

#[test]
fn the_colours_that_a_reader_chose_stay() {
    let (_folder, site) = sample();
    let browser = Browser::start();
    let home = open(&browser, &site, "index.html");
    let paper = || browser.run("return getComputedStyle(document.documentElement).backgroundColor");
    let light = paper();
    browser.click(&browser.find("#theme-switch"));
    let dark = paper();
    assert_ne!(light, dark);
    open(&browser, &site, "timeline.html");
    assert_eq!(paper(), dark, "on the next page");
    assert_eq!(browser.run("return document.getElementById('theme-switch').getAttribute('aria-pressed')"), "true");
    browser.click(&browser.find("#theme-switch"));
    assert_eq!(paper(), light);
    assert_quiet(&browser, &home);
}

#[test]
fn the_keyboard_reaches_text_and_search() {
    let (_folder, site) = sample();
    let browser = Browser::start();
    open(&browser, &site, ARTICLE);
    browser.press(key::TAB);
    assert!(focused(&browser).starts_with("skip "), "{}", focused(&browser));
    browser.press(key::ENTER);
    assert!(focused(&browser).ends_with(" MAIN main"), "{}", focused(&browser));
    browser.press('/');
    browser.wait("the search", || (kind(&browser) == "search").then_some(()));
    browser.wait("the box", || focused(&browser).ends_with(" q").then_some(()));
    browser.click(&browser.find("h1"));
    browser.press('/');
    assert!(focused(&browser).ends_with(" q"), "{}", focused(&browser));
}

#[test]
fn paper_holds_the_text_and_its_addresses() {
    let (_folder, site) = sample();
    let browser = Browser::start();
    for page in ["index.html", ARTICLE, "people/emomali-rahmon.html", "timeline.html", "search.html"] {
        open(&browser, &site, page);
        let document = browser.print();
        assert!(document.starts_with("JVBERi") && document.len() > 8_000, "{page}: {} characters", document.len());
        browser.tell("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
        let shown = browser.run(
            "return ['.sections', '.tools', '.skip', '.anchor', '.copy', '.scripted']
                .filter(s => [...document.querySelectorAll(s)].some(e => e.checkVisibility()))",
        );
        assert_eq!(shown, json!([]), "{page}: has no place on paper");
        let bare = browser.run(
            "return [...document.querySelectorAll('main a.out')].filter(a => !getComputedStyle(a, '::after').content.includes(a.getAttribute('href'))).length",
        );
        assert_eq!(bare, 0, "{page}: addresses are spelled out");
        browser.tell("Emulation.setEmulatedMedia", &json!({ "media": "" }));
    }
}
