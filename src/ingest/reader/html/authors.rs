//! Who wrote it: names out of author fields, and the byline that only a class name tells.
//!
//! Input: texts of author fields, or the tree. Output: names, each once, as the page writes them.

use super::hint::split_words;
use super::metadata::{is_web_address, plain};
use super::tree::{DOCUMENT, Element, NodeId, Tree};
use html5ever::local_name;

/// Authors by the first element behind the page's first heading whose class says "author" or "byline": the links in it,
/// or its text, where they read like names.
pub(super) fn by_class(tree: &Tree) -> Vec<String> {
    let is_heading = |id: &NodeId| tree.element(*id).is_some_and(|element| *element.html_name() == local_name!("h1"));
    let mut behind = tree.descendants(DOCUMENT).skip_while(|id| !is_heading(id));
    let found = behind.find_map(|id| {
        let names = tree.element(id).filter(|element| says_author(element)).map(|_| names_in(tree, id))?;
        (!names.is_empty()).then_some(names)
    });
    found.unwrap_or_default()
}

/// `author`, `byline__name`, `post-author`; not `author-bio` or `author-image`.
fn says_author(element: &Element) -> bool {
    const AUTHOR: [&str; 4] = ["author", "authors", "byline", "bylines"];
    let Some(classes) = element.attribute(&local_name!("class")) else { return false };
    classes.split_whitespace().take(MOST_CLASSES).any(|class| {
        let mut words = split_words(class).filter(|word| !word.eq_ignore_ascii_case("c"));
        let (first, second, more) = (words.next().unwrap_or(""), words.next(), words.next());
        let is = |word: &str, known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
        more.is_none()
            && match second {
                None => is(first, &AUTHOR),
                Some(second) => {
                    (is(first, &AUTHOR) && is(second, &["name", "names", "link", "url", "author", "authors"]))
                        || (is(first, &["article", "entry", "post", "story", "news"]) && is(second, &AUTHOR))
                }
            }
    })
}

fn names_in(tree: &Tree, id: NodeId) -> Vec<String> {
    let inside: Vec<NodeId> = tree.descendants(id).take(MOST_NODES + 1).collect();
    if inside.len() > MOST_NODES {
        return Vec::new();
    }
    let is_link = |id: &NodeId| tree.element(*id).is_some_and(|element| *element.html_name() == local_name!("a"));
    let linked: Vec<String> = inside.into_iter().filter(is_link).map(|id| tree.text_below(id)).collect();
    let linked: Vec<String> = people(&linked).into_iter().filter(|name| reads_like_name(name)).collect();
    if !linked.is_empty() {
        return linked;
    }
    let names = people(&[tree.text_below(id)]);
    if names.iter().all(|name| reads_like_name(name)) { names } else { Vec::new() }
}

const MOST_CLASSES: usize = 20;
/// A byline with more nodes than this is something else.
const MOST_NODES: usize = 40;

/// Two to five words without digits, the first and the last not in small letters.
fn reads_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_small = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_lowercase));
    (2..=5).contains(&words.len())
        && !text.contains(|c: char| c.is_numeric() || matches!(c, ':' | '@' | '|' | '?' | '!'))
        && !is_small(words.first())
        && !is_small(words.last())
        && !names_office(text)
}

/// Names of people: without "By", parted at "and", without addresses, accounts and offices, each once.
pub(super) fn people(names: &[String]) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for name in names.iter().filter_map(|name| plain(name)) {
        let name = name.split(" | ").next().unwrap_or(&name);
        for person in part_names(strip_by(name)) {
            let person = strip_by(person.trim());
            if people.len() < MOST_PEOPLE
                && !person.is_empty()
                && !is_account(person)
                && !is_genre(person)
                && !people.iter().any(|known| known == person)
            {
                people.push(person.to_owned());
            }
        }
    }
    people
}

/// Without "By", "Analysis by".
fn strip_by(name: &str) -> &str {
    let mut rest = name;
    for _ in 0..2 {
        let Some((word, tail)) = rest.split_once(char::is_whitespace) else { return name };
        rest = tail.trim_start();
        if word.eq_ignore_ascii_case("by") {
            return rest;
        }
    }
    name
}

/// Authors of an article.
const MOST_PEOPLE: usize = 50;

/// A kind of article in place of an author.
fn is_genre(name: &str) -> bool {
    const GENRES: [&str; 7] = ["editorial", "editorials", "opinion", "none", "null", "unknown", "by"];
    GENRES.iter().any(|genre| name.eq_ignore_ascii_case(genre))
}

/// An address or the name of an account instead of a person's: `admin`, `@janeroe`.
fn is_account(name: &str) -> bool {
    let is_login =
        name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte));
    is_web_address(name) || name.starts_with('@') || is_login
}

/// Parts "Jane Roe, John Doe and A. Noor" and leaves out what is no name in "Jane Roe, Reuters" and "Jane Roe, Staff
/// Writer"; "Roe, Jane" stays whole.
fn part_names(names: &str) -> Vec<&str> {
    let mut parts = names.split([',', ';']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & "));
    let Some(first) = parts.next().filter(|first| first.trim().contains(' ')) else { return vec![names] };
    let mut found = vec![first];
    found.extend(parts.filter(|part| part.trim().contains(' ') && !names_office(part)));
    found
}

/// Whether the words name an office or a house rather than a person.
fn names_office(text: &str) -> bool {
    const OFFICES: [&str; 24] = [
        "agency",
        "analyst",
        "bureau",
        "business",
        "cnn",
        "columnist",
        "contributor",
        "correspondent",
        "desk",
        "editor",
        "editor-at-large",
        "journalist",
        "magazine",
        "media",
        "network",
        "news",
        "newspaper",
        "press",
        "producer",
        "reporter",
        "service",
        "staff",
        "times",
        "writer",
    ];
    text.split_whitespace().any(|word| OFFICES.iter().any(|office| word.eq_ignore_ascii_case(office)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_only_where_they_are_names() {
        let part = |text: &str| people(&[text.to_owned()]);
        assert_eq!(part("By Jane Roe, John Doe & A. Noor"), ["Jane Roe", "John Doe", "A. Noor"]);
        assert_eq!(part("Roe, Jane"), ["Roe, Jane"]);
        assert_eq!(part("Jane Roe, Reuters"), ["Jane Roe"]);
        assert_eq!(part("Analysis by Jane Roe, CNN Editor-at-large"), ["Jane Roe"]);
        assert_eq!(part("Jane Roe | Amu Media for amu.example"), ["Jane Roe"]);
        assert_eq!(part("Bylund Byström"), ["Bylund Byström"]);
        assert_eq!(part("Reuters"), ["Reuters"]);
        assert_eq!(part("admin"), Vec::<String>::new());
        assert_eq!(part("https://example.org/jane"), Vec::<String>::new());
    }

    #[test]
    fn bylines_by_class() {
        let names = |body: &str| {
            let page = format!("<a class=author>Not Before</a><h1>Title</h1>{body}");
            by_class(&super::super::guard::parse(&page, 1).tree)
        };
        assert_eq!(names("<span class=author>By Jane Roe and Ahmad Noor</span>"), ["Jane Roe", "Ahmad Noor"]);
        assert_eq!(names("<ul class=authors><li><a href=/jane>Jane Roe</a><li>10 May</ul>"), ["Jane Roe"]);
        assert_eq!(names("<p class=post-author><a href=/x>Jane Roe</a>, senior editor"), ["Jane Roe"]);
        for none in [
            "<div class=author-bio>Jane Roe writes on water.</div>",
            "<p class=author>All posts by our staff in one place",
            "<p class=byline>10 May 2021",
            "<p class=share-author-box>Jane Roe",
        ] {
            assert_eq!(names(none), Vec::<String>::new(), "{none}");
        }
    }
}
