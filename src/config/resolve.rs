//! `briefing.toml` as written → what it means: every option has its value, every value is checked.

use super::look::{self, Look};
use super::raw::{RawConfig, RawRobots, RawThresholds};
use super::reading::TomlFile;
use super::settings::{Config, LinkSettings, PageSettings, SiteSettings};
use super::values::{
    at_least_one, base_url, checked, checked_all, domain, excerpt, id, language, own_feeds, percent, robots, size,
    social_cards, text,
};
use crate::model::PageKind;
use std::collections::BTreeMap;

/// Reads the text of a `briefing.toml` over the given defaults.
pub(super) fn config(file: &mut TomlFile<'_>, toml: &str, mut config: Config) -> Config {
    let Some(mut table) = file.parse(toml) else { return config };
    if let Some(thresholds) = file.take_table(&mut table, "thresholds") {
        let raw = file.read::<RawThresholds>(thresholds, &[]);
        config.emit.feed_articles =
            raw.feed_articles.as_ref().map_or(config.emit.feed_articles, |n| *n.get_ref() as usize);
        resolve_thresholds(file, raw, &mut config);
    }
    if let Some(robots) = file.take_table(&mut table, "robots") {
        let raw = file.read::<RawRobots>(robots, &[]);
        config.emit.robots = resolve_robots(file, raw);
    }
    let raw = file.read::<RawConfig>(table, &["robots", "thresholds"]);
    config.emit.domain = checked(file, raw.domain, domain);
    config.emit.social_cards = checked(file, raw.social_cards, social_cards);
    config.emit.own_feeds = checked(file, raw.feeds, own_feeds);
    config.ingest.max_file_size = checked(file, raw.max_file_size, size).unwrap_or(config.ingest.max_file_size);
    let defaults = std::mem::take(&mut config.site);
    config.site = SiteSettings {
        title: checked(file, raw.title, text).unwrap_or(defaults.title),
        description: raw.description.filter(|text| !text.trim().is_empty()),
        base_url: checked(file, raw.base_url, base_url)
            .or_else(|| config.emit.domain.as_ref().map(|domain| format!("https://{domain}/"))),
        language: checked(file, raw.language, language).unwrap_or(defaults.language),
        author: raw.author.filter(|text| !text.trim().is_empty()),
        sections: checked_all(file, raw.sections, id),
        look: Look {
            colour: checked(file, raw.colour, look::colour),
            font: checked(file, raw.font, look::font),
            width: checked(file, raw.width, look::width),
        },
        extra: raw.extra.unwrap_or_default(),
    };
    config
}

fn resolve_thresholds(file: &mut TomlFile<'_>, raw: RawThresholds, config: &mut Config) {
    let defaults = (config.link.clone(), config.pages.clone());
    config.link = LinkSettings {
        page_mentions: raw.page_mentions.map_or(defaults.0.page_mentions, toml::Spanned::into_inner),
        page_articles: raw.page_articles.map_or(defaults.0.page_articles, toml::Spanned::into_inner),
        page_confidence: checked(file, raw.page_confidence, |&count: &u32| percent(count))
            .unwrap_or(defaults.0.page_confidence),
        related: raw.related.map_or(defaults.0.related, |n| n.into_inner() as usize),
        companions: raw.companions.map_or(defaults.0.companions, |n| n.into_inner() as usize),
    };
    let excerpt = checked(file, raw.excerpt_words, |&count: &u32| excerpt(count));
    config.rights.excerpt_words = excerpt.unwrap_or(config.rights.excerpt_words);
    let mut per_page = |value, default| checked(file, value, |&count: &u32| at_least_one(count)).unwrap_or(default);
    config.pages = PageSettings {
        articles_per_page: per_page(raw.articles_per_page, defaults.1.articles_per_page),
        entities_per_page: per_page(raw.entities_per_page, defaults.1.entities_per_page),
        events_per_page: per_page(raw.events_per_page, defaults.1.events_per_page),
    };
}

fn resolve_robots(file: &mut TomlFile<'_>, raw: RawRobots) -> BTreeMap<PageKind, String> {
    let kinds = [
        (PageKind::Home, raw.home),
        (PageKind::Article, raw.article),
        (PageKind::Entity, raw.entity),
        (PageKind::Topic, raw.topic),
        (PageKind::Timeline, raw.timeline),
        (PageKind::Search, raw.search),
        (PageKind::List, raw.list),
    ];
    kinds.into_iter().filter_map(|(kind, rules)| Some((kind, checked(file, rules, robots)?))).collect()
}

/// A title from a folder's name: `tajik-border_2021` → "Tajik border 2021".
pub(super) fn title_of_folder(name: &str) -> Option<String> {
    let spaced = name.replace(['-', '_'], " ");
    let tidy = crate::text::tidy(&spaced);
    let mut letters = tidy.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_folders() {
        assert_eq!(title_of_folder("tajik-border_2021").as_deref(), Some("Tajik border 2021"));
        assert_eq!(title_of_folder("élan").as_deref(), Some("Élan"));
        assert_eq!(title_of_folder("--"), None);
    }
}
