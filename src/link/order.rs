//! The order of articles on every page, and the names of their own pages.

use crate::model::Annotated;
use crate::text::{short_hash, slug};
use rustc_hash::FxHashMap;
use std::cmp::{Ordering, Reverse};

/// Characters of hash behind every slug; a slug grows only when the same title and the same hash meet.
const HASH: usize = 4;
/// A hash this long tells any two paths apart.
const LONGEST_HASH: usize = 32;

/// Newest first by date or bound, those without either last; ties by id, then by path.
pub(super) fn sort(articles: &mut [Annotated]) {
    articles.sort_by(by_page_order);
}

fn by_page_order(a: &Annotated, b: &Annotated) -> Ordering {
    let key = |x: &Annotated| Reverse(x.article.metadata.published.sort_key());
    // `None` is less than any date, so reversed it comes last
    key(a)
        .cmp(&key(b))
        .then_with(|| a.article.id.cmp(&b.article.id))
        .then_with(|| a.article.source.path.cmp(&b.article.source.path))
}

/// Slugs by position: the title's slug and a short hash of the source file's path, whatever other articles there are.
pub(super) fn slugs(articles: &[Annotated]) -> Vec<String> {
    let bases: Vec<String> = articles
        .iter()
        .map(|article| match slug(&article.article.metadata.title) {
            base if base.is_empty() => "article".to_owned(),
            base => base,
        })
        .collect();
    let mut lengths = vec![HASH; articles.len()];
    loop {
        let made: Vec<String> = articles
            .iter()
            .zip(&bases)
            .zip(&lengths)
            .map(|((article, base), &length)| format!("{base}-{}", short_hash(&article.article.source.path, length)))
            .collect();
        let mut uses: FxHashMap<&str, u32> = FxHashMap::default();
        for slug in &made {
            *uses.entry(slug).or_default() += 1;
        }
        let mut grown = false;
        for (slug, length) in made.iter().zip(&mut lengths) {
            if uses[slug.as_str()] > 1 && *length < LONGEST_HASH {
                *length *= 2;
                grown = true;
            }
        }
        if !grown {
            return made;
        }
    }
}
