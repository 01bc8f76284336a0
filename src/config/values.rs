//! Values that have a form of their own: sizes, dates, addresses, language and country codes, ids. Each says what is wrong
//! with a value in a sentence, and what would be right.

use super::curation::LineDecision;
use super::reading::TomlFile;
use super::settings::{OwnFeeds, SocialCards};
use super::suggest::closest;
use crate::model::{Display, EntityKind, PartialDate, country_name};
use crate::text::{leads_to_a_page, page_of, slug};
use std::borrow::Borrow;
use std::ops::Range;
use toml::{Spanned, Value};

/// What is wrong with a value, and what would be right.
pub(super) type Fault = (String, String);

/// Keeps what `check` accepts and reports the rest.
pub(super) fn checked<T: Borrow<B>, B: ?Sized, U>(
    file: &mut TomlFile<'_>,
    value: Option<Spanned<T>>,
    check: impl Fn(&B) -> Result<U, Fault>,
) -> Option<U> {
    let value = value?;
    let span = value.span();
    accept(file, &span, check(value.get_ref().borrow()))
}

/// The same for each value of a list.
pub(super) fn checked_all<T: Borrow<B>, B: ?Sized, U>(
    file: &mut TomlFile<'_>,
    values: Option<Vec<Spanned<T>>>,
    check: impl Fn(&B) -> Result<U, Fault>,
) -> Vec<U> {
    values.unwrap_or_default().into_iter().filter_map(|value| checked(file, Some(value), &check)).collect()
}

/// Lines of an article, each with the place where it is named.
pub(super) fn checked_lines(file: &mut TomlFile<'_>, values: Option<Vec<Spanned<String>>>) -> Vec<LineDecision> {
    let mut lines = Vec::new();
    for value in values.unwrap_or_default() {
        let line = file.line(&value.span());
        let is_line = |value: &str| match text(value)? {
            all if all.chars().all(|c| matches!(c, '…' | ' ')) => {
                fault("a `…` alone would be every line".to_owned(), "write the words that the line begins or ends with")
            }
            text => Ok(LineDecision { text, line }),
        };
        lines.extend(checked(file, Some(value), is_line));
    }
    lines
}

fn accept<U>(file: &mut TomlFile<'_>, span: &Range<usize>, checked: Result<U, Fault>) -> Option<U> {
    match checked {
        Ok(value) => Some(value),
        Err((message, help)) => {
            file.bad_value(span, message, &help);
            None
        }
    }
}

/// A fault and its remedy.
pub(super) fn fault<T>(message: String, help: &str) -> Result<T, Fault> {
    Err((message, help.to_owned()))
}

/// Text with something in it.
pub(super) fn text(value: &str) -> Result<String, Fault> {
    let tidy = crate::text::tidy(value);
    if tidy.is_empty() {
        return fault("an empty text".to_owned(), "write something, or leave the key out");
    }
    Ok(tidy.into_owned())
}

/// An `http` or `https` address.
pub(super) fn address(value: &str) -> Result<String, Fault> {
    let value = value.trim().to_owned();
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or("");
    let sound =
        !host.is_empty() && !value.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c));
    if sound {
        Ok(value)
    } else {
        fault(format!("`{value}` is no web address"), "write it in full: https://example.org/page")
    }
}

/// Where the site will be published; comes back with a trailing slash.
pub(super) fn base_url(value: &str) -> Result<String, Fault> {
    const EXAMPLE: &str = "write the site's own address: https://example.org/briefing/";
    let mut url = address(value).map_err(|(message, _)| (message, EXAMPLE.to_owned()))?;
    if url.contains(['?', '#']) {
        return fault(format!("`{url}` has a query or a fragment"), EXAMPLE);
    }
    if !url.ends_with('/') {
        url.push('/');
    }
    Ok(url)
}

/// The name of a host, without scheme and path.
pub(super) fn domain(value: &str) -> Result<String, Fault> {
    let name = value.trim().to_ascii_lowercase();
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if name.contains('.') && name.len() <= 253 && name.split('.').all(is_label) {
        return Ok(name);
    }
    fault(format!("`{value}` is no domain"), "write the name of the host alone: briefing.example.org")
}

/// What has feeds of its own.
pub(super) fn own_feeds(value: &str) -> Result<OwnFeeds, Fault> {
    match value {
        "site" => Ok(OwnFeeds::Site),
        "topics" => Ok(OwnFeeds::Topics),
        "all" => Ok(OwnFeeds::All),
        _ => Err((format!("`{value}` is no choice of feeds"), choices(value, &["site", "topics", "all"]))),
    }
}

/// What search engines may do with a page: the words of `<meta name="robots">`.
pub(super) fn robots(value: &str) -> Result<String, Fault> {
    const KNOWN: [&str; 8] =
        ["all", "index", "follow", "noarchive", "nofollow", "noimageindex", "noindex", "nosnippet"];
    let mut rules = Vec::new();
    for rule in value.split(',').map(str::trim) {
        if !KNOWN.contains(&rule) && rule != "none" {
            return Err((
                format!("`{rule}` is no rule for search engines"),
                choices(rule, &[&KNOWN[..], &["none"]].concat()),
            ));
        }
        rules.push(rule);
    }
    Ok(rules.join(", "))
}

/// The address of a published site, given outside of `briefing.toml`; it keeps to the same form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// The address, with a trailing slash.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

impl std::str::FromStr for BaseUrl {
    type Err = String;

    fn from_str(value: &str) -> Result<Self, String> {
        base_url(value).map(Self).map_err(|(message, help)| format!("{message}; {help}"))
    }
}

/// A BCP 47 language tag, checked for its form.
pub(super) fn language(value: &str) -> Result<String, Fault> {
    let value = value.trim().to_owned();
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or("");
    let sound = (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if sound { Ok(value) } else { fault(format!("`{value}` is no language tag"), "write a BCP 47 tag: en, tg, pt-BR") }
}

/// An ISO 3166 alpha-2 code, in capitals.
pub(super) fn country(value: &str) -> Result<String, Fault> {
    let code = value.trim().to_ascii_uppercase();
    if country_name(&code).is_some() {
        return Ok(code);
    }
    fault(format!("`{value}` is no country code"), "write the two letters of ISO 3166: TJ, AF, US")
}

/// An IPTC Media Topics id.
pub(super) fn iptc(value: &str) -> Result<String, Fault> {
    let number = value.strip_prefix("medtop:").unwrap_or(value);
    if number.len() == 8 && number.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(format!("medtop:{number}"));
    }
    fault(format!("`{value}` is no IPTC Media Topics id"), "write it as the list has it: medtop:20000593")
}

/// An id: what slugs make, so that it can name a file and an address.
pub(super) fn id(value: &str) -> Result<String, Fault> {
    if is_id(value) {
        return Ok(value.to_owned());
    }
    // the path of an article was written for its id
    let sound = slug(stem_of_seed(value).unwrap_or(value));
    let help = if sound.is_empty() {
        "write lower-case letters, digits and hyphens".to_owned()
    } else {
        format!("write lower-case letters, digits and hyphens: {sound}")
    };
    Err((format!("`{value}` is no id"), help))
}

/// The path of an article's file below the seeds without its ending, when that is what was written.
fn stem_of_seed(value: &str) -> Option<&str> {
    let (stem, ending) = value.rsplit_once('.')?;
    let is_read =
        ["txt", "md", "markdown", "html", "htm", "xhtml"].iter().any(|known| known.eq_ignore_ascii_case(ending));
    let stem = stem.strip_prefix("./").unwrap_or(stem);
    is_read.then(|| stem.strip_prefix("seeds/").unwrap_or(stem))
}

/// The path of a file below the seeds, with forward slashes.
pub(super) fn seed(value: &str) -> Result<String, Fault> {
    let value = value.trim().replace('\\', "/");
    let value = value.trim_start_matches("./");
    if value.is_empty() || value.starts_with('/') || value.split('/').any(|part| part == "..") {
        return fault(
            format!("`{value}` is no path below seeds/"),
            "write it with forward slashes: 2021-09/The Heir.txt",
        );
    }
    Ok(value.to_owned())
}

/// An address that is only compared: as sources state them, sound or not.
pub(super) fn page(value: &str) -> Result<String, Fault> {
    if let Some(page) = page_of(value) {
        if leads_to_a_page(&page) {
            return Ok(value.to_owned());
        }
        return fault(
            format!("`{value}` is the address of a host, and of no article"),
            "write the address of the article's page, or leave the key out",
        );
    }
    fault(format!("`{value}` is no web address"), "write it in full: https://example.org/page")
}

/// Whether a text is what slugs are made of. Names of pages and ids that clashed are slugs with a hash behind them, and so
/// longer than a slug.
fn is_id(value: &str) -> bool {
    const LONGEST: usize = 160;
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    value.len() <= LONGEST && value.split('-').all(is_part)
}

/// A date of any precision, as a TOML date or as text.
pub(super) fn date(value: &Value) -> Result<PartialDate, Fault> {
    let text = match value {
        Value::Datetime(datetime) => datetime.to_string(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match PartialDate::parse_iso(&text) {
        Some(date) => Ok(date),
        None => fault(format!("`{text}` is no date"), "write what is known: 2021-09-30, \"2021-09\" or \"2021\""),
    }
}

/// Whether social cards are drawn, or of how many names.
pub(super) fn social_cards(value: &Value) -> Result<SocialCards, Fault> {
    let names = |number: i64| usize::try_from(number).ok().map(SocialCards::Names);
    let cards = match value {
        Value::Boolean(true) => Some(SocialCards::USUAL),
        Value::Boolean(false) => Some(SocialCards::None),
        Value::Integer(number) => names(*number),
        _ => None,
    };
    cards.map_or_else(
        || {
            fault(
                format!("{value} does not say which social cards to draw"),
                "write true, false, or of how many names at most: social-cards = 2000",
            )
        },
        Ok,
    )
}

/// A size in bytes: a number, or "500 kB", "12 MB", "8 MiB".
pub(super) fn size(value: &Value) -> Result<u64, Fault> {
    let bytes = match value {
        Value::Integer(bytes) => u64::try_from(*bytes).ok(),
        Value::String(text) => size_in_words(text),
        _ => None,
    };
    // spans of texts are 32 bit wide
    match bytes {
        Some(bytes) if (1..=1 << 30).contains(&bytes) => Ok(bytes),
        _ => fault(
            format!("{value} is no size that can be read"),
            "write 1 byte to 1 GiB: 8000000, \"12 MB\" or \"8 MiB\"",
        ),
    }
}

fn size_in_words(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = text[..digits].parse().ok()?;
    let unit = match text[digits..].trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" => 1_000,
        "kib" => 1 << 10,
        "m" | "mb" => 1_000_000,
        "mib" => 1 << 20,
        "g" | "gb" => 1_000_000_000,
        "gib" => 1 << 30,
        _ => return None,
    };
    number.checked_mul(unit)
}

/// A number of things on a page.
pub(super) fn at_least_one(value: u32) -> Result<usize, Fault> {
    if value == 0 { fault("a page with nothing on it".to_owned(), "write 1 or more") } else { Ok(value as usize) }
}

/// Words of an excerpt.
pub(super) fn excerpt(value: u32) -> Result<u32, Fault> {
    if value == 0 {
        fault("an excerpt of nothing".to_owned(), "to show no text, write display = \"link-only\"")
    } else {
        Ok(value)
    }
}

/// A share in percent.
pub(super) fn percent(value: u32) -> Result<u8, Fault> {
    match u8::try_from(value) {
        Ok(value) if value <= 100 => Ok(value),
        _ => fault("more than everything".to_owned(), "write a number from 0 to 100"),
    }
}

/// Latitude and longitude in degrees.
pub(super) fn coordinates(value: &[f64]) -> Result<(f64, f64), Fault> {
    match *value {
        [latitude, longitude] if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => Ok((latitude, longitude)),
        _ => fault("not a place on earth".to_owned(), "write latitude and longitude in degrees: [38.56, 68.77]"),
    }
}

/// A kind of entity.
pub(super) fn entity_kind(value: &str) -> Result<EntityKind, Fault> {
    let kinds = EntityKind::ALL.map(EntityKind::name);
    match EntityKind::ALL.into_iter().find(|kind| kind.name() == value) {
        Some(kind) => Ok(kind),
        None => Err((format!("`{value}` is no kind of entity"), choices(value, &kinds))),
    }
}

/// A display policy.
pub(super) fn display(value: &str) -> Result<Display, Fault> {
    match value {
        "full" => Ok(Display::Full),
        "excerpt" => Ok(Display::Excerpt),
        "link-only" => Ok(Display::LinkOnly),
        "hidden" => Ok(Display::Hidden),
        _ => {
            let help = choices(value, &["full", "excerpt", "link-only", "hidden"]);
            Err((format!("`{value}` is no display policy, so nothing is shown"), help))
        }
    }
}

fn choices(typed: &str, known: &[&str]) -> String {
    let all = known.join(", ");
    closest(typed, known.iter().copied())
        .map_or_else(|| format!("write one of {all}"), |meant| format!("did you mean `{meant}`? Known are {all}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_ok<T>(check: fn(&str) -> Result<T, Fault>, value: &str) -> bool {
        check(value).is_ok()
    }

    #[test]
    fn ids_are_slugs_and_slugs_with_a_hash() {
        let long = "a-long-title-".repeat(7) + "k3f9";
        assert!(long.len() > 80 && is_ok(id, &long));
        for bad in ["", "-a", "a-", "a--b", "A", "a b", "é", "../a", &"a".repeat(200)] {
            assert!(!is_ok(id, bad), "{bad}");
        }
    }

    #[test]
    fn sizes() {
        let size = |text: &str| size(&Value::String(text.to_owned())).ok();
        assert_eq!(size("12 MB"), Some(12_000_000));
        assert_eq!(size("8MiB"), Some(8 << 20));
        assert_eq!(size("7"), Some(7));
        for bad in ["0", "9 GiB", "many", "-1", "99999999999999999999 MB", ""] {
            assert_eq!(size(bad), None, "{bad}");
        }
    }

    #[test]
    fn addresses() {
        assert_eq!(base_url("https://example.org/b").as_deref(), Ok("https://example.org/b/"));
        for bad in ["example.org", "https://", "javascript:alert(1)", "https://a b", "https://a/?q", "https://a/#x", ""]
        {
            assert!(!is_ok(base_url, bad), "{bad}");
        }
        assert!(is_ok(address, "http://example.org/?q=1#x"));
        assert!(!is_ok(address, "https://example.org/\"><script>"));
    }

    #[test]
    fn domains_and_rules() {
        assert_eq!(domain("Briefing.Example.org").as_deref(), Ok("briefing.example.org"));
        for bad in ["https://example.org", "example", "a..b", "-a.org", "a.org/x", "", "a b.org"] {
            assert!(!is_ok(domain, bad), "{bad}");
        }
        assert_eq!(robots("noindex,nofollow").as_deref(), Ok("noindex, nofollow"));
        assert_eq!(robots("noindx").map_err(|(_, help)| help.contains("did you mean `noindex`")), Err(true));
        assert!(!is_ok(robots, "") && !is_ok(own_feeds, "none"));
    }

    #[test]
    fn what_a_takedown_is_known_by() {
        for path in ["a/b.txt", "./a/b.txt", "a\\b.txt", ".\\a\\b.txt"] {
            assert_eq!(seed(path).as_deref(), Ok("a/b.txt"), "{path}");
        }
        assert!(!is_ok(seed, "../a.txt") && !is_ok(seed, "./") && !is_ok(seed, "/a.txt"));
        assert!(is_ok(page, "https://example.org/a") && !is_ok(page, "https://example.org/"));
    }

    #[test]
    fn codes() {
        assert!(["en", "pt-BR", "zh-Hant-TW", "tg"].iter().all(|tag| is_ok(language, tag)));
        assert!(["", "e", "english", "en_GB", "en-"].iter().all(|tag| !is_ok(language, tag)));
        assert_eq!(country("tj").as_deref(), Ok("TJ"));
        assert!(!is_ok(country, "TJK") && !is_ok(country, "XX"));
        assert_eq!(iptc("20000593").as_deref(), Ok("medtop:20000593"));
        assert!(!is_ok(iptc, "medtop:12"));
        assert!(is_ok(id, "ahmad-massoud"));
        assert_eq!(id("Ahmad Massoud").map_err(|(_, help)| help.contains("ahmad-massoud")), Err(true));
    }

    #[test]
    fn dates_of_any_precision() {
        let date = |value: Value| date(&value).ok().map(|date| date.to_string());
        assert_eq!(date(Value::String("2021-09".to_owned())).as_deref(), Some("2021-09"));
        let literal: toml::Table = toml::from_str("d = 2021-09-30").expect("a TOML date");
        assert_eq!(date(literal["d"].clone()).as_deref(), Some("2021-09-30"));
        assert_eq!(date(Value::Integer(2021)).as_deref(), Some("2021"));
        assert_eq!(date(Value::String("30.9.2021".to_owned())), None);
    }

    #[test]
    fn coordinates_lie_on_earth() {
        assert!(coordinates(&[38.56, 68.77]).is_ok());
        assert!(coordinates(&[91.0, 0.0]).is_err());
        assert!(coordinates(&[1.0]).is_err());
        assert!(coordinates(&[f64::NAN, 0.0]).is_err());
    }
}
