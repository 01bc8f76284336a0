//! Every mention of an entity, grouped by article, the newest first.
//!
//! The first articles show each sentence with the name marked. An entity of hundreds of articles would fill megabytes that
//! way: from there on an article is one line with a link to each paragraph that has the name, so that all of them stay
//! within reach.

use super::super::markup::{Html, Markup};
use super::super::site::{Cite, Here, block_at, text_at};
use super::entity::when;
use crate::model::{Article, ArticleIx, Entity, EntityIx, MentionRef, Place};
use crate::text::Span;
use std::ops::Range;

/// Articles whose sentences are shown.
pub const SPELLED_OUT: usize = 100;
/// Sentences of one article that stand open; the others are folded away.
const OPEN_SENTENCES: usize = 5;
/// Paragraphs that a line links to.
const MOST_PARAGRAPHS: usize = 8;
/// Longer sentences, in bytes, are shortened far from the name.
const LONGEST_SENTENCE: usize = 600;
/// Characters kept on each side of a name in such a sentence.
const SENTENCE_SIDE: usize = 180;

/// The mentions in a slice of the entity's articles.
pub fn groups(here: Here<'_>, ix: EntityIx, slice: Range<usize>) -> Html {
    let entity = here.site.briefing.entity(ix);
    let mut out = Markup::with_capacity(entity.mentions.len().min(2_000) * 300);
    let spelled_out = slice.start..slice.end.min(SPELLED_OUT).max(slice.start);
    for &(article, count) in &entity.articles[spelled_out.clone()] {
        group(here, article, (of_article(entity, article), count), &mut out);
    }
    if spelled_out.end < slice.end {
        out.raw("<ul class=\"in-short\">\n");
        for &(article, count) in &entity.articles[spelled_out.end..slice.end] {
            line(here, article, (of_article(entity, article), count), &mut out);
        }
        out.raw("</ul>\n");
    }
    out.finish()
}

fn of_article(entity: &Entity, article: ArticleIx) -> &[MentionRef] {
    let from = entity.mentions.partition_point(|mention| mention.article < article);
    let count = entity.mentions[from..].partition_point(|mention| mention.article == article);
    &entity.mentions[from..from + count]
}

/// An article with its sentences.
fn group(here: Here<'_>, ix: ArticleIx, (mentions, count): (&[MentionRef], u32), out: &mut Markup) {
    let article = here.site.briefing.article(ix);
    let cite = here.cite(ix);
    out.raw("<section class=\"in-article\">\n<h3><a href=\"").text(&cite.href).raw("\">").isolated(cite.title);
    out.raw("</a></h3>\n<p class=\"meta\">");
    if let Some(publisher) = cite.publisher {
        out.isolated(publisher).raw(" · ");
    }
    when(&cite.when, out);
    partly(&cite, out);
    out.raw("</p>\n");
    let sentences = sentences(article, mentions);
    let (open, folded) = sentences.split_at(OPEN_SENTENCES.min(sentences.len()));
    if !open.is_empty() {
        list(here, ix, open, out);
    }
    let withheld = (count as usize).saturating_sub(mentions.len());
    if withheld > 0 {
        out.raw("<p class=\"hint\">").number(withheld as u32);
        out.raw(if withheld == 1 { " mention" } else { " mentions" }).raw(" in text that is not shown here</p>\n");
    }
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

/// That an article is not shown whole.
fn partly(cite: &Cite<'_>, out: &mut Markup) {
    if let Some(partly) = cite.partly {
        out.raw(" · ").raw(partly);
    }
}

/// An article in a line, with links to its paragraphs.
fn line(here: Here<'_>, ix: ArticleIx, (mentions, count): (&[MentionRef], u32), out: &mut Markup) {
    let article = here.site.briefing.article(ix);
    let cite = here.cite(ix);
    out.raw("<li><a href=\"").text(&cite.href).raw("\">").isolated(cite.title).raw("</a> <span class=\"meta\">");
    when(&cite.when, out);
    partly(&cite, out);
    let mut last = None;
    let places = mentions.iter().filter_map(|r| article.annotated.mentions.get(r.mention as usize));
    let mut places: Vec<Place> = places.map(|mention| mention.at).collect();
    places.retain(|at| last.replace(at.block) != Some(at.block));
    for &at in places.iter().take(MOST_PARAGRAPHS) {
        let Some(block) = block_at(article, at) else { continue };
        out.raw(" <a href=\"").text(&here.to_place(ix, at)).raw("\">¶").number(block.n).raw("</a>");
    }
    if places.len() > MOST_PARAGRAPHS {
        out.raw(" … ").number(count).raw(" in all");
    }
    out.raw("</span></li>\n");
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
}
