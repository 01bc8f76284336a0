//! Who is who: from mentions to entities.
//!
//! Input: the articles in page order and the curator's decisions. Output: the [`Resolution`]: for each mention the entity
//! that it means, or none.
//!
//! 1. [`table`] numbers every distinct surface and every distinct [`name`] once; all later steps work on integers.
//! 2. [`decide`] ties the curator's decisions to names; what the curator joined, barred or settled stays so.
//! 3. [`evidence`] reads what the texts say of two names being one.
//! 4. [`join`] joins names across articles in [`cluster`]s; spellings by [`sound`].
//! 5. [`within`] resolves each article for itself, in parallel: surnames, given names, acronyms ([`short`]).
//! 6. [`across`] decides what is still open by the rest of the briefing. What several entities fit stays unresolved.
//!
//! Nothing compares all pairs: names meet through sorted keys and look-ups. `docs/linking.md` says the rules in words.

mod across;
mod cluster;
mod decide;
mod evidence;
mod join;
mod name;
mod short;
mod sound;
mod table;
mod within;

pub(crate) use decide::Owner;
pub(crate) use name::{Form, Shape, display};
pub(crate) use sound::key as sound_key;
pub(crate) use table::Table;

use crate::config::Curation;
use crate::diag::Diagnostics;
use crate::link::text_of;
use crate::model::{Annotated, ArticleIx};
use across::{Briefing, Meaning};
use cluster::Clusters;
use join::Acronyms;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use short::Shorts;
use within::{Known, Local};

/// Which mention means which entity.
#[derive(Debug)]
pub(crate) struct Resolution<'a> {
    /// Surfaces and names.
    pub(crate) table: Table<'a>,
    /// For each name: the least name of what it was joined to.
    pub(crate) roots: Vec<u32>,
    /// For each article and mention: the entity, by its least name; none where the name stays unresolved or names nothing.
    pub(crate) mentions: Vec<Vec<Option<u32>>>,
    /// What the curator decided on an entity, by its least name.
    pub(crate) owners: FxHashMap<u32, Owner<'a>>,
    /// Names that fit several entities, by article.
    pub(crate) unresolved: Vec<(String, ArticleIx)>,
}

/// Resolves all mentions of a briefing.
pub(crate) fn resolve<'a>(
    articles: &'a [Annotated],
    curation: &'a Curation,
    diagnostics: &mut Diagnostics,
) -> Resolution<'a> {
    let table = Table::new(articles, &decide::curated_words(curation));
    let (decided, mut clusters) = decide::decide(curation, articles, &table, diagnostics);
    let evidence = evidence::find(articles, &table);
    join::join_names(&table, &evidence, &mut clusters);
    for (long, short) in short::middle_initials(&table, &evidence) {
        clusters.join(long, short);
    }
    let shorts = Shorts::new(&table);
    let acronyms = Acronyms::join(&table, &shorts, &evidence, &mut clusters);
    clusters.flatten();
    let known = Known {
        table: &table,
        clusters: &clusters,
        shorts: &shorts,
        acronyms: &acronyms,
        decided: &decided,
        evidence: &evidence,
        articles,
    };
    let locals: Vec<Vec<Local>> =
        (0..articles.len()).into_par_iter().map(|article| within::resolve(known, article)).collect();
    let briefing = Briefing::new(&table, &clusters, &shorts, &locals);
    let (mentions, unresolved) = settle(articles, &briefing, &clusters, (&table, &locals));
    let nodes = 0..(table.names.len() + decided.owners.len()) as u32;
    let owners =
        nodes.filter_map(|node| Some((clusters.root(node), decided.owners[clusters.owner(node)? as usize].clone())));
    let owners = owners.collect();
    let roots = (0..table.names.len() as u32).map(|name| clusters.root(name)).collect();
    Resolution { table, roots, mentions, owners, unresolved }
}

/// Mentions by article, and the names that stay unresolved.
type Settled = (Vec<Vec<Option<u32>>>, Vec<(String, ArticleIx)>);

/// Puts what the articles and what the briefing says together.
fn settle(
    articles: &[Annotated],
    briefing: &Briefing<'_>,
    clusters: &Clusters,
    (table, locals): (&Table<'_>, &[Vec<Local>]),
) -> Settled {
    let mut unresolved = Vec::new();
    let mut open: FxHashMap<u32, Meaning> = FxHashMap::default();
    let mut mentions = Vec::with_capacity(articles.len());
    for (at, (article, local)) in articles.iter().zip(locals).enumerate() {
        let mut resolved = Vec::with_capacity(local.len());
        for (mention, &local) in local.iter().enumerate() {
            let surface = table.mentions[at][mention];
            let meaning = match local {
                Local::Is(name) => briefing.longer(name).map_or(Meaning::Is(name), Meaning::Is),
                Local::Shortens { is, .. } => Meaning::Is(is),
                Local::Ambiguous => Meaning::Ambiguous,
                Local::Open(name) => match *open.entry(surface).or_insert_with(|| briefing.meaning(name, surface)) {
                    Meaning::Itself => Meaning::Is(name),
                    settled => settled,
                },
                Local::Nothing => {
                    resolved.push(None);
                    continue;
                }
            };
            if let Meaning::Is(name) = meaning {
                resolved.push(Some(clusters.root(name)));
            } else {
                resolved.push(None);
                unresolved.push((text_of(article, article.mentions[mention].at).to_owned(), ArticleIx(at as u32)));
            }
        }
        mentions.push(resolved);
    }
    unresolved.sort_unstable();
    unresolved.dedup();
    (mentions, unresolved)
}
