//! Finding things: words, phrases, filters, keys, from disk and over http; and what is left of it without scripts.

use super::webdriver::{Browser, host::host, key};
use super::{assert_quiet, kind, sample};
use serde_json::{Value, json};

/// Titles of what is shown, from above.
fn titles(browser: &Browser) -> Vec<String> {
    let script = "return [...document.querySelectorAll('.search-link')].map(link => link.textContent)";
    let titles = browser.run(script);
    titles.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn status(browser: &Browser) -> String {
    browser.run("return document.getElementById('search-status').textContent").as_str().unwrap_or_default().to_owned()
}

/// Types a query into the empty box and waits for what is said of it.
fn ask(browser: &Browser, query: &str, says: &str) -> Vec<String> {
    let input = browser.find("#q");
    browser.run(
        "const q = document.getElementById('q'); q.value = ''; q.dispatchEvent(new Event('input', { bubbles: true }))",
    );
    browser.type_into(&input, query);
    browser.wait(&format!("“{says}” for {query}"), || status(browser).contains(says).then_some(()));
    titles(browser)
}

/// Sets a filter as a reader does and waits until something else is said.
fn choose(browser: &Browser, name: &str, value: &str, says: &str) {
    browser.run(&format!(
        "const field = document.querySelector('[name={name}]'); field.value = {value:?};
         field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    ));
    browser.wait(&format!("“{says}” for {name} {value}"), || status(browser).contains(says).then_some(()));
}

fn clear(browser: &Browser) {
    browser.run("document.querySelector('[type=reset]').click()");
    browser.wait("no filter", || {
        (browser.run("return document.querySelector('[type=reset]').hidden") == true).then_some(())
    });
}

/// All that a search can do, at an address of the site.
fn search_everything(browser: &Browser, home: &str) {
    browser.open(&format!("{home}search.html"));
    assert_eq!(browser.requests().iter().filter(|url| url.contains("/assets/search/")).count(), 0, "nothing before");

    let found = ask(browser, "dushan", "for “dushan”");
    assert_eq!(found[0], "Dushanbe", "names stand above articles, while a word is typed");
    assert!(status(browser).contains("article"), "{}", status(browser));
    let found = ask(browser, "rehearsing", "1 article");
    assert_eq!(found, ["CSTO troops rehearse for a border breach in Tajikistan"], "another form of the word");
    let found = ask(browser, "\"border breach\"", "1 article");
    assert_eq!(found, ["CSTO troops rehearse for a border breach in Tajikistan"]);
    let found = ask(browser, "\"breach border\"", "Nothing found");
    assert_eq!(found, [""; 0], "a phrase stands as it is written");
    assert_eq!(ask(browser, "Dûshánbé", "for “Dûshánbé”")[0], "Dushanbe", "without diacritics");
    ask(browser, "zzqxjvw", "Nothing found for “zzqxjvw”");
    assert_eq!(titles(browser), [""; 0]);

    // a passage leads to its paragraph, with the words marked
    ask(browser, "reservists", "article");
    let passage = browser.find(".search-passage mark");
    assert_eq!(browser.run("return document.querySelector('.search-passage mark').textContent"), "reservists");
    browser.click(&passage);
    browser.wait("the article", || (kind(browser) == "article").then_some(()));
    assert!(browser.url().contains("#p"), "{}", browser.url());
    browser.back();
    browser.wait("the search again", || {
        (kind(browser) == "search" && status(browser).contains("reservists")).then_some(())
    });
    assert!(browser.url().contains("?q=reservists"), "{}", browser.url());

    filters(browser);

    // keys: into the results, back, out
    ask(browser, "Dushanbe", "for “Dushanbe”");
    browser.press(key::DOWN);
    assert_eq!(browser.run("return document.activeElement.textContent"), "Dushanbe");
    browser.press(key::UP);
    assert_eq!(browser.run("return document.activeElement.id"), "q");
    browser.press(key::DOWN);
    browser.press(key::ENTER);
    browser.wait("the name's page", || (kind(browser) == "entity").then_some(()));
    assert_quiet(browser, home);
}

fn filters(browser: &Browser) {
    ask(browser, "border", "for “border”");
    choose(browser, "kind", "topic", "Nothing found");
    choose(browser, "kind", "article", "articles for “border”");
    let all = titles(browser).len();
    choose(browser, "source", "oxus-wire", "2 articles");
    let about = browser.run("return [...document.querySelectorAll('.search-about')].map(e => e.textContent)");
    for line in about.as_array().into_iter().flatten() {
        assert!(line.as_str().is_some_and(|line| line.contains("Oxus Wire")), "{line}");
    }
    choose(browser, "from", "2021-10-18", "1 article");
    assert_eq!(titles(browser), ["CSTO troops rehearse for a border breach in Tajikistan"]);
    let url = browser.wait("the address", || Some(browser.url()).filter(|url| url.contains("from=2021-10-18")));
    browser.open(&url);
    browser.wait("what the address asks for", || status(browser).contains("1 article").then_some(()));
    choose(browser, "to", "2021-10-17", "Nothing found");
    clear(browser);
    browser.wait("all again", || (titles(browser).len() >= all).then_some(()));
    ask(browser, "", "");
    choose(browser, "topic", "energy", "1 article");
    clear(browser);
    choose(browser, "sort", "title", "12 articles");
    let by_title = titles(browser);
    assert_eq!(by_title[..2], ["A bakery in Khorog bakes for both banks", "Ahmad Massoud, the heir without a valley"]);
    clear(browser);
}

#[test]
fn the_search_works_from_disk() {
    let (_folder, site) = sample();
    search_everything(&Browser::start(), &format!("file://{}/", site.display()));
}

#[test]
fn the_search_works_over_http_below_a_path() {
    let (_folder, site) = sample();
    search_everything(&Browser::start(), &host(&site, "/briefing/"));
}

#[test]
fn the_index_of_articles_filters_and_sorts() {
    let (_folder, site) = sample();
    let home = format!("file://{}/", site.display());
    let browser = Browser::start();
    browser.open(&format!("{home}articles/index.html"));
    let listed = || browser.run("return document.querySelector('[data-unfiltered]').checkVisibility()");
    assert_eq!(listed(), true);
    choose(&browser, "source", "pamir-dispatch", "2 articles");
    assert_eq!(listed(), false, "the filtered list takes its place");
    choose(&browser, "sort", "oldest", "2 articles");
    assert_eq!(titles(&browser), ["The class that meets at four", "Eighty families at the river"]);
    browser.click(&browser.find(".search-link"));
    browser.wait("the article", || (kind(&browser) == "article").then_some(()));
    browser.back();
    browser.wait("the filters again", || status(&browser).contains("2 articles").then_some(()));
    clear(&browser);
    browser.wait("the whole list", || (listed() == true).then_some(()));
    assert_quiet(&browser, &home);
}

#[test]
fn without_scripts_the_indexes_are_there() {
    let (_folder, site) = sample();
    let home = format!("file://{}/", site.display());
    let browser = Browser::start();
    browser.tell("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    browser.open(&format!("{home}articles/index.html"));
    let seen = |selector: &str| {
        browser.run(&format!(
            "return [...document.querySelectorAll({selector:?})].filter(e => e.checkVisibility()).map(e => e.textContent)"
        ))
    };
    assert_eq!(seen("#search-form"), json!([]), "nothing that does nothing");
    browser.open(&format!("{home}search.html"));
    assert_eq!(seen("#search-form"), json!([]));
    assert!(seen("noscript").to_string().contains("JavaScript"));
    assert!(seen(".alphabet a").as_array().is_some_and(|letters| letters.len() > 30), "{}", seen(".alphabet a"));
    browser.click(&browser.find(".alphabet a[href='people/index.html#letter-r']"));
    browser.wait("the index", || (kind(&browser) == "list").then_some(()));
    assert!(browser.url().ends_with("people/index.html#letter-r"), "{}", browser.url());
    assert_quiet(&browser, &home);
}

/// The table that `src/emit/search/terms.rs` is held to.
#[test]
fn script_and_program_cut_texts_alike() {
    let (_folder, site) = sample();
    let browser = Browser::start();
    browser.open(&format!("file://{}/search.html", site.display()));
    let table: Value = serde_json::from_str(include_str!("../cases/search/terms.json")).expect("it is JSON");
    for row in table.as_array().expect("a list") {
        let terms = browser.run(&format!("return briefingSearch.terms({})", row["text"]));
        assert_eq!(terms, row["terms"], "{}", row["text"]);
    }
}

#[test]
fn forms_of_a_word_have_one_stem() {
    let (_folder, site) = sample();
    let browser = Browser::start();
    browser.open(&format!("file://{}/search.html", site.display()));
    for (language, forms) in [
        ("en", "election elections elect elected electing"),
        ("en", "negotiate negotiates negotiated negotiating negotiation negotiations"),
        ("en", "carry carries carried carrying"),
        ("en", "agree agrees agreed agreement agreements"),
        ("en", "stop stops stopped stopping"),
        ("en", "refugee refugees"),
        ("de", "regierung regierungen"),
        ("fr", "president presidents"),
        ("es", "frontera fronteras"),
        ("ru", "граница границы границу границе"),
    ] {
        let script =
            format!("return new Set({forms:?}.split(' ').map(form => briefingSearch.stem(form, {language:?}))).size");
        assert_eq!(browser.run(&script), 1, "{forms}");
    }
    for pair in ["news new", "taliban tali", "state station", "party part"] {
        let script = format!("return new Set({pair:?}.split(' ').map(word => briefingSearch.stem(word, 'en'))).size");
        let same = browser.run(&script) == 1;
        assert_eq!(same, pair == "news new", "{pair}");
    }
}
