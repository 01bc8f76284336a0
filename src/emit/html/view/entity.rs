//! The page of a person, an organisation or a place: who it is, how sources name it, and every mention in its sentence.

use super::super::markup::url::outside;
use super::super::markup::{Html, Markup};
use super::super::shell::Shell;
use super::super::site::{Cite, Here, Name, Pager, TopicLine, block_at, kind_label, text_at};
use super::super::wording::{When, clip};
use super::map::country_of;
use crate::model::{Article, ArticleIx, EntityIx, MentionRef, Page, Place, Subject, Variant};
use crate::text::{Span, fold};
use serde::Serialize;
use std::ops::Range;

/// View of `entity.html`.
#[derive(Debug, Serialize)]
pub struct EntityPage<'a> {
    /// What all pages share.
    pub page: Shell<'a>,
    /// The entity.
    pub entity: EntityView<'a>,
    /// Links through its pages.
    pub pager: Option<Pager>,
}

/// A person, an organisation or a place.
#[derive(Debug, Serialize)]
pub struct EntityView<'a> {
    name: &'a str,
    kind: &'static str,
    label: &'static str,
    /// The curator's line on it.
    description: Option<&'a str>,
    /// How a source calls it, with that source.
    role: Option<Role<'a>>,
    aliases: Vec<Alias<'a>>,
    mentions: usize,
    articles: usize,
    first: Option<Cite<'a>>,
    last: Option<Cite<'a>>,
    country: Option<&'a str>,
    coordinates: Option<String>,
    same_as: Vec<Elsewhere>,
    companions: Vec<Name<'a>>,
    topics: Vec<TopicLine<'a>>,
    quotes: Vec<QuoteBy<'a>>,
    more_quotes: usize,
    /// The mentions on this page, grouped by article.
    groups: Html,
    /// Whether this is the first of its pages: the others hold mentions only.
    is_first: bool,
}

#[derive(Debug, Serialize)]
struct Role<'a> {
    text: &'a str,
    article: Cite<'a>,
}

#[derive(Debug, Serialize)]
struct Alias<'a> {
    text: &'a str,
    count: u32,
}

#[derive(Debug, Serialize)]
struct Elsewhere {
    href: String,
    label: String,
}

#[derive(Debug, Serialize)]
struct QuoteBy<'a> {
    text: String,
    href: String,
    article: Cite<'a>,
}

/// Most quotes on the page.
const MOST_QUOTES: usize = 12;
/// Longest quote, in characters; its link leads to the whole.
const LONGEST_QUOTE: usize = 320;
/// Most spellings of the name.
const MOST_ALIASES: usize = 16;
/// Sentences of one article that stand open; the others are folded away.
const OPEN_SENTENCES: usize = 5;
/// Longer sentences, in bytes, are shortened far from the name.
const LONGEST_SENTENCE: usize = 600;
/// Characters kept on each side of a name in such a sentence.
const SENTENCE_SIDE: usize = 180;

impl<'a> EntityView<'a> {
    /// The view of an entity on one of its pages.
    pub fn new(here: Here<'a>, ix: EntityIx, page: &Page) -> Self {
        let entity = here.site.briefing.entity(ix);
        let slice = here.site.slice(entity.articles.len(), page.subject);
        let dated = || {
            entity.articles.iter().filter_map(|&(ix, _)| {
                let published = &here.site.briefing.article(ix).annotated.article.metadata.published;
                published.date.map(|date| (date, ix))
            })
        };
        let last = dated().max_by_key(|&(date, ix)| (date, std::cmp::Reverse(ix)));
        let first = dated().min_by_key(|&(date, ix)| (date, std::cmp::Reverse(ix)));
        Self {
            name: &entity.name,
            kind: entity.kind.name(),
            label: kind_label(entity.kind),
            description: entity.description.as_deref(),
            role: entity.role.as_ref().map(|(text, article)| Role { text, article: here.cite(*article) }),
            aliases: aliases(&entity.variants, &entity.name),
            mentions: entity.mentions.len(),
            articles: entity.articles.len(),
            first: first.map(|(_, ix)| here.cite(ix)),
            last: last.filter(|_| first != last).map(|(_, ix)| here.cite(ix)),
            country: country_of(entity),
            coordinates: entity.coordinates.map(coordinates),
            same_as: entity.same_as.iter().filter_map(|url| elsewhere(url)).collect(),
            companions: entity.companions.iter().map(|other| here.name(other.entity, other.articles)).collect(),
            topics: entity.topics.iter().map(|&(topic, count)| here.topic(topic, count)).collect(),
            quotes: quotes(here, ix),
            more_quotes: entity.quotes.len().saturating_sub(MOST_QUOTES),
            groups: groups(here, ix, slice),
            is_first: matches!(page.subject, Subject::Entity(_, 1)),
        }
    }
}

/// The spellings besides the name itself.
fn aliases<'a>(variants: &'a [Variant], name: &str) -> Vec<Alias<'a>> {
    let key = fold(name);
    let others = variants.iter().filter(|variant| fold(&variant.text) != key);
    others.take(MOST_ALIASES).map(|variant| Alias { text: &variant.text, count: variant.count }).collect()
}

fn quotes(here: Here<'_>, ix: EntityIx) -> Vec<QuoteBy<'_>> {
    let quotes = here.site.briefing.entity(ix).quotes.iter().take(MOST_QUOTES);
    quotes
        .filter_map(|&(ix, quote)| {
            let article = here.site.briefing.article(ix);
            let at = article.annotated.quotes.get(quote as usize)?.at;
            Some(QuoteBy {
                text: clip(at.span.of(text_at(article, at)), LONGEST_QUOTE),
                href: here.to_place(ix, at),
                article: here.cite(ix),
            })
        })
        .collect()
}

/// The mentions in a slice of the entity's articles: each article with its sentences, the name marked.
fn groups(here: Here<'_>, ix: EntityIx, slice: Range<usize>) -> Html {
    let entity = here.site.briefing.entity(ix);
    let mut out = Markup::with_capacity(entity.mentions.len().min(2_000) * 300);
    for &(article, _) in &entity.articles[slice] {
        let from = entity.mentions.partition_point(|mention| mention.article < article);
        let count = entity.mentions[from..].partition_point(|mention| mention.article == article);
        group(here, article, &entity.mentions[from..from + count], &mut out);
    }
    out.finish()
}

fn group(here: Here<'_>, ix: ArticleIx, mentions: &[MentionRef], out: &mut Markup) {
    let article = here.site.briefing.article(ix);
    let cite = here.cite(ix);
    out.raw("<section class=\"in-article\">\n<h3><a href=\"").text(&cite.href).raw("\">").isolated(cite.title);
    out.raw("</a></h3>\n<p class=\"meta\">");
    if let Some(publisher) = cite.publisher {
        out.isolated(publisher).raw(" · ");
    }
    when(&cite.when, out);
    out.raw("</p>\n");
    let sentences = sentences(article, mentions);
    let (open, folded) = sentences.split_at(OPEN_SENTENCES.min(sentences.len()));
    list(here, ix, open, out);
    if !folded.is_empty() {
        out.raw("<details><summary>").number(folded.len() as u32);
        out.raw(if folded.len() == 1 { " more sentence" } else { " more sentences" }).raw("</summary>\n");
        list(here, ix, folded, out);
        out.raw("</details>\n");
    }
    out.raw("</section>\n");
}

fn list(here: Here<'_>, ix: ArticleIx, sentences: &[Sentence], out: &mut Markup) {
    let article = here.site.briefing.article(ix);
    out.raw("<ul class=\"sentences\">\n");
    for sentence in sentences {
        let href = here.to_place(ix, sentence.at);
        out.raw("<li><span>");
        sentence.write(text_at(article, sentence.at), out);
        out.raw("</span> <a class=\"at\" href=\"").text(&href).raw("\">");
        match block_at(article, sentence.at) {
            Some(block) => out.raw("<span class=\"sr\">paragraph </span>¶").number(block.n),
            None => out.raw("title"),
        };
        out.raw("</a></li>\n");
    }
    out.raw("</ul>\n");
}

/// A date as pages show it.
pub fn when(when: &When, out: &mut Markup) {
    match &when.iso {
        Some(iso) => out.raw("<time datetime=\"").text(iso).raw("\">").text(&when.text).raw("</time>"),
        None => out.text(&when.text),
    };
}

/// A sentence with the places in it where the entity is named.
struct Sentence {
    /// The sentence.
    at: Place,
    /// The names in it, in order.
    names: Vec<Span>,
}

/// The sentences that hold mentions, each once. Mentions are in the order of the text.
fn sentences(article: &Article, mentions: &[MentionRef]) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = Vec::new();
    for mention in mentions.iter().filter_map(|r| article.annotated.mentions.get(r.mention as usize)) {
        let at = Place { block: mention.at.block, span: mention.sentence };
        match found.last_mut() {
            Some(last) if last.at == at => last.names.push(mention.at.span),
            _ => found.push(Sentence { at, names: vec![mention.at.span] }),
        }
    }
    found
}

impl Sentence {
    /// Writes it with its names marked; what is far from them in a very long one is left out.
    fn write(&self, text: &str, out: &mut Markup) {
        let (mut at, end) = (self.at.span.start as usize, self.at.span.end as usize);
        let side = if end - at > LONGEST_SENTENCE { SENTENCE_SIDE } else { LONGEST_SENTENCE };
        for (n, name) in self.names.iter().enumerate() {
            let range = name.range();
            if range.start < at || range.end > end {
                continue;
            }
            let before = &text[at..range.start];
            let keep = tail(before, if n == 0 { side } else { 2 * side });
            if keep.len() < before.len() {
                out.raw("… ");
            }
            out.text(keep).raw("<mark>").text(&text[range.clone()]).raw("</mark>");
            at = range.end;
        }
        let rest = &text[at..end];
        let kept = head(rest, side);
        out.text(kept);
        if kept.len() < rest.len() {
            out.raw(" …");
        }
    }
}

/// The last characters of a text, from the beginning of a word on.
fn tail(text: &str, longest: usize) -> &str {
    match text.char_indices().nth_back(longest) {
        Some((at, _)) => text[at..].find(' ').map_or(&text[at..], |space| &text[at + space + 1..]),
        None => text,
    }
}

/// The first characters of a text, to the end of a word.
fn head(text: &str, longest: usize) -> &str {
    match text.char_indices().nth(longest) {
        Some((at, _)) => text[..at].rfind(' ').map_or(&text[..at], |space| &text[..space]),
        None => text,
    }
}

fn coordinates((latitude, longitude): (f64, f64)) -> String {
    let (north, east) = (if latitude < 0.0 { 'S' } else { 'N' }, if longitude < 0.0 { 'W' } else { 'E' });
    format!("{:.2}° {north}, {:.2}° {east}", latitude.abs(), longitude.abs())
}

/// A link to the same thing elsewhere, named by its host.
fn elsewhere(url: &str) -> Option<Elsewhere> {
    let href = outside(url)?;
    let host = href.split("://").nth(1)?.split(['/', '?', '#']).next()?;
    let label = host.strip_prefix("www.").unwrap_or(host).to_owned();
    Some(Elsewhere { href, label })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_keep_what_is_near_the_name() {
        let text = format!("{}Rahmon said. {}", "before ".repeat(60), "after ".repeat(60));
        let start = text.find("Rahmon").expect("it is there");
        let sentence = Sentence {
            at: Place { block: 1, span: Span::new(0..text.len()) },
            names: vec![Span::new(start..start + 6)],
        };
        let mut out = Markup::new();
        sentence.write(&text, &mut out);
        let html = out.finish();
        assert!(html.as_str().starts_with("… before") && html.as_str().ends_with("after …"), "{}", html.as_str());
        assert!(html.as_str().contains("before <mark>Rahmon</mark> said. after"));
    }

    #[test]
    fn places_have_signs_in_words() {
        assert_eq!(coordinates((38.56, 68.774)), "38.56° N, 68.77° E");
        assert_eq!(coordinates((-0.5, -1.25)), "0.50° S, 1.25° W");
    }
}
