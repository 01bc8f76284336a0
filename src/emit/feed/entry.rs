//! The newest articles as feeds show them: who, when, what about, in a few sentences.

use super::address::{Addresses, web_address};
use crate::config::SiteSettings;
use crate::emit::EmitContext;
use crate::model::{Article, ArticleIx, BlockKind, Briefing, PartialDate, Precision};
use crate::text::{fold, sentences};
use rustc_hash::FxHashSet;

/// A summary ends with the sentence that reaches this many bytes …
const ENOUGH: usize = 220;

/// … and never grows beyond this many.
const MOST: usize = 480;

/// One article in a feed.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// An id that neither a new title nor a new address changes.
    pub(super) id: String,
    pub(super) title: &'a str,
    pub(super) url: String,
    /// Where it was first published.
    pub(super) original: Option<&'a str>,
    /// Its authors, or else its publisher.
    pub(super) authors: Vec<&'a str>,
    /// The day of publication, when the day is known.
    pub(super) published: Option<String>,
    /// See [`updated`]; where nothing is known, the oldest date of the briefing, which keeps such articles last, as they are on
    /// the site, and never makes news of them.
    pub(super) updated: Option<String>,
    /// The day of its latest correction.
    pub(super) corrected: Option<String>,
    /// Id and name of each topic.
    pub(super) topics: Vec<(&'a str, &'a str)>,
    pub(super) language: Option<&'a str>,
    pub(super) summary: String,
}

/// The oldest date of the briefing.
pub(super) fn oldest(briefing: &Briefing) -> Option<String> {
    let dates = briefing.articles.iter().filter_map(|article| article.annotated.article.metadata.published.sort_key());
    dates.min().and_then(instant)
}

/// The first of some articles in page order: newest first, those without a date last; of a piece that was published several
/// times, one.
pub(super) fn entries<'a>(
    context: &EmitContext<'a>,
    addresses: Addresses<'_>,
    articles: impl Iterator<Item = ArticleIx>,
    most: usize,
    oldest: Option<&str>,
) -> Vec<Entry<'a>> {
    // within these articles: another copy may be about something else
    let mut told: FxHashSet<ArticleIx> = FxHashSet::default();
    let is_first = |ix: &ArticleIx| {
        let is_first = !told.contains(ix);
        told.extend(&context.briefing.article(*ix).also_published);
        is_first
    };
    articles
        .filter(is_first)
        .take(most)
        .map(|ix| {
            let article = context.briefing.article(ix);
            let clean = &article.annotated.article;
            let metadata = &clean.metadata;
            let corrected = context.briefing.corrections_of(ix).map(|correction| correction.date).max();
            let publisher = metadata.publisher.as_ref();
            let names = metadata.authors.iter().map(String::as_str);
            let authors: Vec<&str> = names.filter(|name| !name.trim().is_empty()).collect();
            let topics = article.topics.iter().map(|&ix| context.briefing.topic(ix));
            Entry {
                id: urn(&context.settings.site, &clean.id),
                title: &metadata.title,
                url: addresses.of(context.plan.article(ix)),
                original: metadata.url.as_deref().and_then(web_address),
                authors: if authors.is_empty() {
                    publisher.map(|publisher| publisher.name.as_str()).into_iter().collect()
                } else {
                    authors
                },
                published: metadata.published.date.filter(|date| date.precision() == Precision::Day).and_then(instant),
                updated: corrected
                    .map_or_else(|| updated(article), |date| updated(article).max(instant(date)))
                    .or_else(|| oldest.map(str::to_owned)),
                corrected: corrected.and_then(instant),
                topics: topics.map(|topic| (topic.id.as_str(), topic.name.as_str())).collect(),
                language: Some(metadata.language.as_str()).filter(|language| is_known_language(language)),
                summary: summary(article),
            }
        })
        .collect()
}

/// A language tag that validators take, other than that for "undetermined". Pages state theirs themselves, and not all do
/// it well.
fn is_known_language(tag: &str) -> bool {
    let subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    tag != "und" && tag.len() >= 2 && tag.split('-').all(subtag)
}

/// When the article was last known to be new: its date, or the first day that a vaguer date can mean, or the day that its
/// text proves had come; `None` when nothing is known.
fn updated(article: &Article) -> Option<String> {
    article.annotated.article.metadata.published.sort_key().and_then(instant)
}

/// RFC 3339, midnight of the first day that the date can mean. Feeds want instants where articles have days.
fn instant(date: PartialDate) -> Option<String> {
    (0..=9999).contains(&date.year_number()).then(|| date.first_day().format("%Y-%m-%dT00:00:00Z").to_string())
}

/// `urn:uuid:` of an article, or of the feed for an empty id, from a hash of the site's address, or else of its title, and of
/// the article's id.
pub(super) fn urn(site: &SiteSettings, id: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [site.base_url.as_deref().unwrap_or(&site.title), id] {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    crate::emit::urn_of(&hasher.finalize())
}

/// The curator's summary, or the deck, or the first sentences, but for one that says what the title says.
fn summary(article: &Article) -> String {
    let clean = &article.annotated.article;
    if let Some(text) = clean.metadata.summary.as_ref().or(clean.metadata.deck.as_ref()) {
        return text.clone();
    }
    let bare = |text: &str| fold(text).trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let title = bare(&clean.metadata.title);
    let mut summary = String::new();
    for block in clean.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph) {
        // a blank line where a paragraph begins: its first sentence need not follow from the last
        let mut gap = "\n\n";
        for sentence in sentences(&block.text) {
            let sentence = sentence.of(&block.text);
            if summary.is_empty() && bare(sentence) == title {
                continue;
            }
            if summary.is_empty() {
                summary.push_str(cut(sentence));
                if summary.len() < sentence.len() {
                    summary.push('…');
                }
            } else if summary.len() + sentence.len() < MOST {
                summary.push_str(gap);
                summary.push_str(sentence);
            } else {
                return summary;
            }
            gap = " ";
            if summary.len() >= ENOUGH {
                return summary;
            }
        }
    }
    if summary.is_empty() { clean.metadata.title.clone() } else { summary }
}

/// A sentence that is too long to its last whole word before the limit.
fn cut(sentence: &str) -> &str {
    if sentence.len() <= MOST {
        return sentence;
    }
    let end = (0..=MOST).rev().find(|&at| sentence.is_char_boundary(at)).unwrap_or(0);
    let word = sentence[..end].rfind(char::is_whitespace).unwrap_or(end);
    sentence[..word].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_that_depend_on_site_and_article() {
        let site = SiteSettings::default();
        let other = SiteSettings { base_url: Some("https://example.org/".to_owned()), ..site.clone() };
        let id = urn(&site, "a");
        assert_eq!(id.len(), "urn:uuid:".len() + 36);
        assert_eq!(&id[23..24], "8", "{id}");
        assert_ne!(id, urn(&site, "b"));
        assert_ne!(id, urn(&other, "a"));
    }

    #[test]
    fn long_sentences_are_cut_at_a_word() {
        let long = "weeks ".repeat(200);
        assert!(cut(&long).len() <= MOST);
        assert!(cut(&long).ends_with("weeks"));
        let unbroken = "ü".repeat(1000);
        assert_eq!(cut(&unbroken).len(), MOST);
    }

    #[test]
    fn odd_language_tags_are_left_out() {
        for tag in ["en", "en-GB", "zh-Hant-TW", "sr-Latn"] {
            assert!(is_known_language(tag), "{tag}");
        }
        for tag in ["und", "", "e", "en\"", "en_GB", "english language", "-en"] {
            assert!(!is_known_language(tag), "{tag}");
        }
    }

    #[test]
    fn instants_stay_within_the_standard() {
        let instant = |text| PartialDate::parse_iso(text).and_then(instant);
        assert_eq!(instant("2021-09-30").as_deref(), Some("2021-09-30T00:00:00Z"));
        assert_eq!(instant("2021").as_deref(), Some("2021-01-01T00:00:00Z"));
        assert_eq!(PartialDate::year(-44).and_then(super::instant), None);
    }
}
