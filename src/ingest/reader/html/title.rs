//! The headline without what a page's head adds to it.
//!
//! Input: a stated title, the page's headings, its site's name and address. Output: the title.

/// Signs that part a title from a site's or a section's name.
const BARS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", "｜"];

/// Cuts off what stands behind a bar when a heading of the page is the rest, or when it is the site's name; likewise in
/// front of it.
pub(super) fn headline(stated: String, headings: &[String], site: Option<&str>, url: Option<&str>) -> String {
    let headings: Vec<String> = headings.iter().map(|heading| letters(heading)).collect();
    let site = site.map(letters).filter(|site| !site.is_empty());
    let host = url.and_then(host).unwrap_or_default();
    let names_site = |part: &str| {
        let part = letters(part);
        !part.is_empty() && (site.as_deref() == Some(&*part) || host.split('.').any(|label| letters(label) == part))
    };
    let mut title = stated.as_str();
    // site and section
    for _ in 0..2 {
        if headings.contains(&letters(title)) {
            break;
        }
        let behind = BARS.iter().filter_map(|bar| title.rsplit_once(bar)).max_by_key(|(left, _)| left.len());
        let before = BARS.iter().filter_map(|bar| title.split_once(bar)).min_by_key(|(left, _)| left.len());
        title = match (behind, before) {
            (Some((left, right)), _) if headings.contains(&letters(left)) || names_site(right) => left,
            (_, Some((left, right))) if headings.contains(&letters(right)) || names_site(left) => right,
            _ => break,
        };
    }
    let title = title.trim();
    if title.is_empty() { stated } else { title.to_owned() }
}

/// A site's name without the slogan or the sections behind a bar.
pub(super) fn site_name(stated: &str) -> &str {
    let name = stated.split(" | ").next().unwrap_or(stated).trim();
    if name.is_empty() { stated } else { name }
}

/// The first of two names; of two spellings of one name that with more capitals and spaces.
pub(super) fn fuller(first: Option<String>, second: Option<String>) -> Option<String> {
    let signs = |name: &str| name.chars().filter(|c| c.is_uppercase() || *c == ' ').count();
    match (first, second) {
        (Some(first), Some(second)) if letters(&first) == letters(&second) && signs(&second) > signs(&first) => {
            Some(second)
        }
        (first, second) => first.or(second),
    }
}

fn host(url: &str) -> Option<&str> {
    url.split_once("://")?.1.split(['/', '?', '#']).next()
}

/// Letters and digits in small letters: "Amu Courier" and "amucourier" are one.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(title: &str, heading: &str) -> String {
        headline(
            title.to_owned(),
            &[heading.to_owned()],
            Some("The Amu Courier"),
            Some("https://www.amucourier.example/x"),
        )
    }

    #[test]
    fn what_the_head_adds_goes() {
        assert_eq!(cut("A bridge | TheAmuCourier", ""), "A bridge");
        assert_eq!(cut("A bridge - amucourier", ""), "A bridge");
        assert_eq!(cut("A bridge | World | The Amu Courier", "A bridge"), "A bridge");
        assert_eq!(cut("The Amu Courier » A bridge", ""), "A bridge");
        assert_eq!(
            cut(
                "The view on bridges: a river – and two banks | Editorial",
                "The view on bridges: a river – and two banks"
            ),
            "The view on bridges: a river – and two banks"
        );
    }

    #[test]
    fn what_belongs_to_it_stays() {
        for title in ["A bridge - and its toll", "Live | A bridge opens", "The Amu Courier"] {
            assert_eq!(cut(title, "Another heading"), title);
        }
        assert_eq!(cut("A bridge – The Amu Courier", "A bridge – The Amu Courier"), "A bridge – The Amu Courier");
    }

    #[test]
    fn names_of_sites() {
        assert_eq!(site_name("The Amu Courier | amucourier.example"), "The Amu Courier");
        assert_eq!(site_name("The Amu Courier"), "The Amu Courier");
        let fuller = |first: &str, second: &str| fuller(Some(first.to_owned()), Some(second.to_owned()));
        assert_eq!(fuller("amucourier", "Amu Courier").as_deref(), Some("Amu Courier"));
        assert_eq!(fuller("Amu Courier", "amucourier").as_deref(), Some("Amu Courier"));
        assert_eq!(fuller("Amu Courier", "Another Name").as_deref(), Some("Amu Courier"));
    }
}
