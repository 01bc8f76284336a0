//! How the sources call a person: "President of Tajikistan", "leader of the National Resistance Front".
//!
//! 1. For every mention of a person the words before it ([`phrase::before`]) and behind it ([`phrase::after`]) are read.
//! 2. For each person the phrase that occurs most is kept, one that says more than a bare title before one that does not,
//!    with the first article in page order that has it.

mod phrase;

use super::block_text;
use super::entities::Entities;
use crate::model::{Annotated, ArticleIx, EntityIx, EntityKind, Mention};
use crate::text::fold;
use phrase::Next;
use rayon::prelude::*;

/// Mentions behind a mention among which the next person is looked for.
const AHEAD: usize = 8;
/// Bytes looked at on either side of a name.
const STRETCH: usize = 256;

/// A phrase found at a mention.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    entity: EntityIx,
    key: String,
    article: ArticleIx,
    text: String,
}

/// Fills in the roles of people.
pub(super) fn fill(entities: &mut Entities, articles: &[Annotated]) {
    let mut found: Vec<Found> = (0..articles.len())
        .into_par_iter()
        .flat_map_iter(|at| in_article(entities, &articles[at], ArticleIx(at as u32)))
        .collect();
    found.par_sort_unstable();
    for person in found.chunk_by(|a, b| a.entity == b.entity) {
        let phrases = person.chunk_by(|a, b| a.key == b.key);
        let best = phrases.max_by(|a, b| {
            let says_more = |phrase: &[Found]| phrase[0].key.contains(' ');
            let earlier = || b[0].article.cmp(&a[0].article);
            (says_more(a), a.len())
                .cmp(&(says_more(b), b.len()))
                .then_with(earlier)
                .then_with(|| b[0].key.cmp(&a[0].key))
        });
        if let Some([first, ..]) = best {
            entities.all[first.entity.0 as usize].role = Some((first.text.clone(), first.article));
        }
    }
}

fn in_article(entities: &Entities, article: &Annotated, ix: ArticleIx) -> Vec<Found> {
    let of_mentions = &entities.of_mentions[ix.0 as usize];
    let mut found = Vec::new();
    for (at, (mention, entity)) in article.mentions.iter().zip(of_mentions).enumerate() {
        let Some(entity) = *entity else { continue };
        if entities.all[entity.0 as usize].kind != EntityKind::Person {
            continue;
        }
        let further = article.mentions[at + 1..].iter().take(AHEAD);
        let next =
            further.take_while(|next| next.at.block == mention.at.block).find(|next| next.kind == EntityKind::Person);
        for text in phrases(block_text(article, mention.at.block), mention, next) {
            if phrase::is_bare(&text) {
                continue;
            }
            found.push(Found { entity, key: fold(&text), article: ix, text });
        }
    }
    found
}

/// What stands before and behind a mention. Looks at a stretch of fixed length, however long the sentence is.
fn phrases(text: &str, mention: &Mention, next: Option<&Mention>) -> impl Iterator<Item = String> {
    let (sentence, span) = (mention.sentence.range(), mention.at.span.range());
    let title = mention.title.and_then(|title| text.get(title.range()));
    let from = boundary(text, sentence.start.max(span.start.saturating_sub(STRETCH)));
    let before = text.get(from..span.start).and_then(|left| phrase::before(left, title));
    let to = boundary(text, sentence.end.min(span.end + STRETCH));
    let (to, follows) = match next.map(|next| next.at.span.start as usize) {
        Some(start) if start <= to => (start, Next::Person),
        _ => (to, Next::Other),
    };
    let after = text.get(span.end..to).and_then(|right| phrase::after(right, follows));
    before.into_iter().chain(after)
}

/// The first character border at or behind an offset.
fn boundary(text: &str, offset: usize) -> usize {
    (offset..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}
