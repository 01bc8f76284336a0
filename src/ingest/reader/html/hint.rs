//! What an element says of the region it opens: by its name, its ARIA role, its style, the words in its class and id.
//!
//! Input: an element. Output: a [`Hint`], which [`super::region`] accepts or not: class names are chosen by people, and a
//! wrapper called `has-sidebar` is no sidebar.

use super::class_words::lookup;
use super::element::{Part, part};
use super::tree::{Element, NodeId, Tree};
use crate::model::Region;
use html5ever::{LocalName, local_name, ns};

/// How far a hint can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A word within a longer class name.
    Weak,
    /// The element's name or role, or a class name as a whole.
    Strong,
}

/// A region that an element claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hint {
    pub(super) region: Region,
    pub(super) strength: Strength,
}

/// The hints of all elements of a page, by node.
pub(super) fn all(tree: &Tree) -> Vec<Option<Hint>> {
    let mut reader = Hints::default();
    let mut hints: Vec<_> =
        (0..tree.len() as NodeId).map(|id| tree.element(id).and_then(|element| reader.of(element))).collect();
    for id in 0..tree.len() as NodeId {
        let is_paragraph = tree.element(id).is_some_and(|element| *element.html_name() == local_name!("p"));
        if let Some(card) = is_paragraph.then(|| card_around(tree, id)).flatten() {
            hints[card as usize].get_or_insert(Hint { region: Region::Aside, strength: Strength::Weak });
        }
    }
    hints
}

/// The link around a paragraph: what is a link as a whole, text and all, leads to another page.
fn card_around(tree: &Tree, paragraph: NodeId) -> Option<NodeId> {
    std::iter::successors(tree.parent(paragraph), |&id| tree.parent(id)).take(CARD_DEPTH).find(|&id| {
        tree.element(id).is_some_and(|element| {
            *element.html_name() == local_name!("a") && element.attribute(&local_name!("href")).is_some()
        })
    })
}

/// How deep in a card its text is looked for.
const CARD_DEPTH: usize = 6;

/// Reads the hints of elements; keeps a buffer between them.
#[derive(Debug, Default)]
struct Hints {
    word: String,
    pair: String,
}

impl Hints {
    /// The hint that an element gives, if any.
    fn of(&mut self, element: &Element) -> Option<Hint> {
        let is_form = *element.html_name() == local_name!("form");
        self.stated(element).or_else(|| is_form.then_some(Hint { region: Region::Form, strength: Strength::Weak }))
    }

    fn stated(&mut self, element: &Element) -> Option<Hint> {
        let strong = |region| Some(Hint { region, strength: Strength::Strong });
        if element.name.ns != ns!(html) {
            return None;
        }
        if is_hidden(element) {
            return strong(Region::Hidden);
        }
        if let Some(region) = by_role(element).or_else(|| by_name(element)).or_else(|| of_amp(element)) {
            return strong(region);
        }
        if element
            .attribute(&local_name!("itemprop"))
            .is_some_and(|names| names.split_whitespace().any(is_core_property))
        {
            return None;
        }
        let classes = element.attribute(&local_name!("class")).unwrap_or("");
        let id = element.attribute(&local_name!("id")).unwrap_or("");
        let tokens = id.split_whitespace().chain(classes.split_whitespace());
        let mut best: Option<Hint> = None;
        for token in tokens.take(MOST_TOKENS) {
            let hint = self.of_token(token);
            if hint.map(|hint| hint.strength) > best.map(|hint| hint.strength) {
                best = hint;
            }
        }
        match best?.region {
            // shown on some screens only
            Region::Hidden if is_responsive(classes) => None,
            // `card-header` of a subheading
            Region::Header if matches!(part(element), Part::Heading(_)) => None,
            _ => best,
        }
    }

    /// Looks up the words of a class name and their pairs: `mostRead`, `most_read` and `most-read` are one.
    fn of_token(&mut self, token: &str) -> Option<Hint> {
        let token = token.get(..LONGEST_TOKEN).unwrap_or(token);
        let (mut found, mut is_pair, mut words) = (None, false, 0);
        let (mut is_state, mut is_loose) = (false, false);
        self.pair.clear();
        for word in split_words(token) {
            words += 1;
            self.word.clear();
            self.word.extend(word.chars().map(|c| c.to_ascii_lowercase()));
            is_state |= words == 1 && STATE_PREFIXES.contains(&self.word.as_str());
            self.pair.push_str(&self.word);
            if found.is_none() {
                found = if words > 1 { lookup(&self.pair) } else { None };
                is_pair = found.is_some();
                found = found.or_else(|| lookup(&self.word));
                is_loose = WHOLE_ONLY.contains(&self.word.as_str());
            }
            self.pair.clear();
            self.pair.push_str(&self.word);
            self.pair.push('-');
        }
        let region = found?;
        let is_whole = words == 1 || (words == 2 && is_pair);
        // `has-sidebar` is no sidebar, `overflow-hidden` and `hidden-xs` hide nothing
        if !is_whole && !is_pair && (is_state || is_loose) {
            return None;
        }
        Some(Hint { region, strength: if is_whole { Strength::Strong } else { Strength::Weak } })
    }
}

/// Class names of an element that are looked at, and bytes of each.
const MOST_TOKENS: usize = 40;
const LONGEST_TOKEN: usize = 80;

/// First words that say something of a wrapper's state or neighbours, not of what it is.
const STATE_PREFIXES: [&str; 8] = ["has", "is", "js", "no", "not", "with", "without", "show"];

/// Words that mean something only when they stand alone.
const WHOLE_ONLY: [&str; 3] = ["hidden", "hide", "invisible"];

/// Words of a class name: parted by what is no letter or digit and before a capital.
pub(super) fn split_words(token: &str) -> impl Iterator<Item = &str> {
    let mut rest = token;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let mut before_lower = false;
        let end = rest
            .find(|c: char| {
                let splits = !c.is_ascii_alphanumeric() || (before_lower && c.is_ascii_uppercase());
                before_lower = c.is_ascii_lowercase();
                splits
            })
            .unwrap_or(rest.len());
        let word = &rest[..end];
        rest = &rest[end..];
        (!word.is_empty()).then_some(word)
    })
}

/// Whether class names hide an element on some screens only: `hidden lg:block`, `d-none d-md-block`.
fn is_responsive(classes: &str) -> bool {
    const SHOWN: [&str; 4] = ["block", "flex", "inline", "grid"];
    let shows = |class: &str| class.strip_prefix("d-").is_some_and(|rest| SHOWN.iter().any(|way| rest.contains(way)));
    classes.contains(':')
        || (classes.split_whitespace().any(|class| class == "d-none") && classes.split_whitespace().any(shows))
}

fn is_core_property(name: &str) -> bool {
    matches!(name, "articleBody" | "headline" | "mainEntityOfPage")
}

fn is_hidden(element: &Element) -> bool {
    if *element.html_name() == local_name!("noscript") || element.attribute(&local_name!("hidden")).is_some() {
        return true;
    }
    if element.attribute(&local_name!("aria-hidden")) == Some("true") {
        return true;
    }
    element.attribute(&local_name!("style")).is_some_and(|style| {
        style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
            let value = value.trim().trim_end_matches("!important").trim_end();
            match name.trim().to_ascii_lowercase().as_str() {
                "display" => value.eq_ignore_ascii_case("none"),
                "visibility" => value.eq_ignore_ascii_case("hidden"),
                _ => false,
            }
        })
    })
}

fn by_role(element: &Element) -> Option<Region> {
    Some(match element.attribute(&local_name!("role"))?.trim() {
        "navigation" | "menu" | "menubar" | "toolbar" | "tablist" => Region::Navigation,
        "banner" => Region::Header,
        "contentinfo" => Region::Footer,
        "complementary" => Region::Aside,
        "search" | "form" | "dialog" | "alertdialog" | "button" => Region::Form,
        _ => return None,
    })
}

fn by_name(element: &Element) -> Option<Region> {
    Some(match *element.html_name() {
        local_name!("nav") => Region::Navigation,
        local_name!("aside") => Region::Aside,
        local_name!("footer") => Region::Footer,
        local_name!("header") => Region::Header,
        local_name!("dialog")
        | local_name!("search")
        | local_name!("button")
        | local_name!("select")
        | local_name!("textarea")
        | local_name!("label")
        | local_name!("output")
        | local_name!("input") => Region::Form,
        local_name!("video")
        | local_name!("audio")
        | local_name!("canvas")
        | local_name!("object")
        | local_name!("applet") => Region::Hidden,
        _ => return None,
    })
}

/// The elements of AMP pages, which say by their names what they are.
fn of_amp(element: &Element) -> Option<Region> {
    if element.attribute(&local_name!("placeholder")).is_some_and(str::is_empty)
        || element.attribute(&LocalName::from("fallback")).is_some()
    {
        return Some(Region::Hidden);
    }
    Some(match element.html_name().strip_prefix("amp-")? {
        "sidebar" | "mega-menu" | "nested-menu" | "timeago" => Region::Navigation,
        "ad" | "auto-ads" | "embed" | "sticky-ad" | "list" | "next-page" | "live-list-button" => Region::Aside,
        "consent" | "user-notification" | "lightbox" | "subscriptions-dialog" | "form" => Region::Form,
        "social-share" | "addthis" => Region::Share,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(token: &str) -> Option<(Region, Strength)> {
        Hints::default().of_token(token).map(|hint| (hint.region, hint.strength))
    }

    #[test]
    fn class_names_in_every_spelling() {
        for token in ["most-read", "mostRead", "most_read", "MostRead", "mostread"] {
            assert_eq!(hint(token), Some((Region::Aside, Strength::Strong)), "{token}");
        }
        assert_eq!(hint("comments"), Some((Region::Comments, Strength::Strong)));
        assert_eq!(hint("c-article__share-bar"), Some((Region::Share, Strength::Weak)));
        assert_eq!(hint("articleHeader"), Some((Region::Header, Strength::Weak)));
    }

    #[test]
    fn hidden_on_some_screens_is_shown() {
        assert!(is_responsive("hidden lg:block") && is_responsive("d-none d-md-block"));
        assert!(!is_responsive("d-none") && !is_responsive("sr-only d-inline"));
    }

    #[test]
    fn look_alikes_say_nothing() {
        for token in [
            "has-sidebar",
            "no-comments",
            "overflow-hidden",
            "hidden-xs",
            "download",
            "shared-memory",
            "navy",
            "admin",
            "is-ad",
        ] {
            assert_eq!(hint(token), None, "{token}");
        }
    }
}
