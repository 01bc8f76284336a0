//! The curator's decisions on entities, tied to the names of the briefing.
//!
//! 1. Every id that a decision speaks of becomes an *owner*: tables of `entities.toml`, `distinct-from`, mentions of sidecars.
//! 2. An owner claims its name and its aliases, else the names that slug to its id. Two owners never share a name:
//!    what both claim is reported with the chain that joins them, and stays with the first.
//! 3. `never` bars names, `ignore` and `people-groups` make surfaces name nothing, sidecars say what single names mean.
//! 4. What fits nothing is reported with its place and the nearest thing that would.

mod report;
mod sidecar;

use super::cluster::Clusters;
use super::name::{Form, Shape, display};
use super::table::Table;
use crate::config::{Curation, EntityDecision};
use crate::diag::{Diagnostic, Diagnostics, Location};

use crate::model::{Annotated, EntityKind};
use crate::text::slug;
use rustc_hash::{FxHashMap, FxHashSet};

/// The file of the decisions, for messages.
const FILE: &str = "curation/entities.toml";

/// An entity that the curator speaks of.
#[derive(Debug, Clone)]
pub(crate) struct Owner<'a> {
    /// The id as the curator writes it.
    pub(crate) id: &'a str,
    /// What `entities.toml` says of it.
    pub(crate) decision: Option<&'a EntityDecision>,
}

/// What the curator says that a surface means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// The entity with this name.
    Is(u32),
    /// Nothing.
    Nothing,
}

/// What sidecars say.
#[derive(Debug, Default)]
struct SaidOf {
    /// By article and surface.
    everywhere: FxHashMap<(u32, u32), Said>,
    /// By article and mention.
    once: FxHashMap<(u32, u32), Said>,
}

/// The decisions tied to names.
#[derive(Debug, Default)]
pub(crate) struct Decided<'a> {
    /// By owner number, in the order of their ids.
    pub(crate) owners: Vec<Owner<'a>>,
    /// Surfaces that name nothing.
    ignored: FxHashSet<u32>,
    /// What single articles' names mean.
    mentions: SaidOf,
}

impl Decided<'_> {
    /// The curator's word for a mention in an article, with its surface: for the very mention before all others.
    pub(crate) fn of_mention(&self, article: usize, mention: usize, surface: u32) -> Option<Said> {
        let SaidOf { everywhere, once } = &self.mentions;
        let said = |of: &FxHashMap<(u32, u32), Said>, key: u32| {
            if of.is_empty() { None } else { of.get(&(article as u32, key)).copied() }
        };
        said(once, mention as u32)
            .or_else(|| said(everywhere, surface))
            .or_else(|| self.ignored.contains(&surface).then_some(Said::Nothing))
    }
}

/// The comparable forms of all names that the curator writes down, for [`Table::new`].
pub(crate) fn curated_words(curation: &Curation) -> FxHashSet<String> {
    let decisions = curation.entities.by_id.values();
    let texts = decisions.flat_map(|decision| decision.name.iter().chain(&decision.aliases).chain(&decision.never));
    texts.flat_map(|text| forms(text)).collect()
}

fn forms(text: &str) -> impl Iterator<Item = String> + '_ {
    EntityKind::ALL.into_iter().map(|kind| Form::of(text, kind).words)
}

/// Ties the decisions to names: clusters of what the curator joined, with a set for each owner behind the names' own.
pub(crate) fn decide<'a>(
    curation: &'a Curation,
    articles: &[Annotated],
    table: &Table<'_>,
    diagnostics: &mut Diagnostics,
) -> (Decided<'a>, Clusters) {
    let mut work = Work::new(curation, table, diagnostics);
    work.bar();
    work.claim();
    let ignored = work.ignored(curation);
    let mentions = work.sidecars(&curation.sidecars, articles);
    work.report_unmatched();
    (Decided { owners: work.owners, ignored, mentions }, work.clusters)
}

struct Work<'a, 't> {
    table: &'t Table<'t>,
    clusters: Clusters,
    diagnostics: &'t mut Diagnostics,
    owners: Vec<Owner<'a>>,
    number: FxHashMap<&'a str, u32>,
    /// By owner: the names whose slug is its id.
    by_slug: Vec<Vec<u32>>,
    /// By owner: whether some name of the briefing belongs to it.
    matched: Vec<bool>,
    /// Owners that a sidecar's mention stands for.
    meant: FxHashSet<u32>,
    /// By name: by which words which owner claimed it.
    claimed: FxHashMap<u32, (u32, String)>,
    /// Owners that lost a name to another one: already reported.
    disputed: FxHashSet<u32>,
    reported: FxHashSet<(usize, u32)>,
}

impl<'a, 't> Work<'a, 't> {
    fn new(curation: &'a Curation, table: &'t Table<'t>, diagnostics: &'t mut Diagnostics) -> Self {
        let owners = owners(curation);
        let mut clusters = Clusters::new(table.names.len() + owners.len());
        for owner in 0..owners.len() as u32 {
            clusters.claim(table.names.len() as u32 + owner, owner);
        }
        let number: FxHashMap<&str, u32> = owners.iter().enumerate().map(|(at, owner)| (owner.id, at as u32)).collect();
        let by_slug = names_by_slug(table, &owners);
        Self {
            table,
            clusters,
            diagnostics,
            matched: vec![false; owners.len()],
            meant: FxHashSet::default(),
            owners,
            number,
            by_slug,
            claimed: FxHashMap::default(),
            disputed: FxHashSet::default(),
            reported: FxHashSet::default(),
        }
    }

    /// The set that an owner's names are joined into, and that stands for it where it has none.
    fn node(&self, owner: usize) -> u32 {
        (self.table.names.len() + owner) as u32
    }

    /// All names that a text of the curator's stands for, of any kind.
    fn names(&self, text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        for kind in EntityKind::ALL {
            let words = Form::of(text, kind).words;
            found.extend(self.table.with_words(&words).filter(|&name| self.table.names[name as usize].kind == kind));
        }
        found
    }

    /// Without the lone parts of personal names, unless there is nothing else or the entity is said to be a person.
    fn identifying(&self, names: Vec<u32>, kind: Option<EntityKind>) -> Vec<u32> {
        let is_full = |name: &u32| self.table.names[*name as usize].form.shape == Shape::Full;
        if kind == Some(EntityKind::Person) || !names.iter().any(is_full) {
            return names;
        }
        names.into_iter().filter(is_full).collect()
    }

    fn bar(&mut self) {
        for at in 0..self.owners.len() {
            for text in self.owners[at].decision.map_or(&[][..], |decision| &decision.never) {
                for name in self.names(text) {
                    self.clusters.bar(name, at as u32);
                }
            }
        }
    }

    fn claim(&mut self) {
        // what is written down goes before what only has the right id
        for at in 0..self.owners.len() {
            let Some(decision) = self.owners[at].decision else { continue };
            if let Some(name) = &decision.name {
                let names = self.identifying(self.names(name), decision.kind);
                self.claim_all(at, &names, &format!("name “{name}”"));
            }
            for alias in &decision.aliases {
                let names = self.names(alias);
                self.claim_all(at, &names, &format!("alias “{alias}”"));
            }
        }
        for at in 0..self.owners.len() {
            let kind = self.owners[at].decision.and_then(|decision| decision.kind);
            let names = std::mem::take(&mut self.by_slug[at]);
            let names = self.identifying(names, kind);
            self.claim_all(at, &names, "its id");
        }
    }

    fn claim_all(&mut self, owner: usize, names: &[u32], why: &str) {
        for &name in names {
            if self.clusters.claim(name, owner as u32) {
                self.claimed.entry(name).or_insert_with(|| (owner as u32, why.to_owned()));
                self.matched[owner] = true;
                self.clusters.join(self.node(owner), name);
            } else {
                self.dispute(owner, name, why);
            }
        }
    }

    /// Reports a name that an owner cannot have, with the chain that says why.
    fn dispute(&mut self, owner: usize, name: u32, why: &str) {
        self.disputed.insert(owner as u32);
        if !self.reported.insert((owner, name)) {
            return;
        }
        let (id, line) = (self.owners[owner].id, self.line(owner));
        let words = &self.table.names[name as usize].form.words;
        let Some((other, reason)) = self.claimed.get(&name).cloned() else {
            let message = format!("`{id}` is never to be joined with “{words}”, yet has it by {why}");
            let help = "take it out of `never` or out of `aliases`; until then the two stay apart";
            self.diagnostics.push(Diagnostic::error("B042", message).at(self.at(owner)).help(help));
            return;
        };
        if other as usize == owner {
            return;
        }
        self.disputed.insert(other);
        let other_id = self.owners[other as usize].id;
        let apart = |a: usize, b: &str| {
            self.owners[a].decision.is_some_and(|decision| decision.distinct_from.iter().any(|id| id == b))
        };
        let message = if apart(owner, other_id) || apart(other as usize, id) {
            format!("`{other_id}` and `{id}` are to stay apart, yet both have “{words}”")
        } else {
            format!("“{words}” is claimed by two entities, `{other_id}` and `{id}`")
        };
        let shown = |line: Option<u32>| line.map_or_else(String::new, |line| format!(" (line {line})"));
        let chain = format!(
            "{other_id} —{reason}{}→ “{words}” ←{why}{}— {id}; `{other_id}` keeps it until one of the two gives it up",
            shown(self.line(other as usize)),
            shown(line),
        );
        self.diagnostics.push(Diagnostic::error("B042", message).at(self.at(owner)).help(chain));
    }

    fn line(&self, owner: usize) -> Option<u32> {
        self.owners[owner].decision.map(|decision| decision.line).filter(|&line| line > 0)
    }

    fn at(&self, owner: usize) -> Location {
        self.line(owner).map_or_else(|| Location::file(FILE), |line| Location::line(FILE, line))
    }

    fn ignored(&self, curation: &Curation) -> FxHashSet<u32> {
        let texts = curation.entities.ignore.iter().chain(&curation.entities.people_groups);
        let words: FxHashSet<String> = texts.map(|text| Form::of(text, EntityKind::Place).words).collect();
        if words.is_empty() {
            return FxHashSet::default();
        }
        let surfaces = self.table.surfaces.iter().enumerate();
        surfaces
            .filter(|(_, surface)| words.contains(&Form::of(surface.text, EntityKind::Place).words))
            .map(|(at, _)| at as u32)
            .collect()
    }
}

/// Every id that some decision speaks of, sorted.
fn owners(curation: &Curation) -> Vec<Owner<'_>> {
    let decisions = &curation.entities.by_id;
    let apart = decisions.values().flat_map(|decision| &decision.distinct_from);
    let meant = curation.sidecars.values().flat_map(|sidecar| &sidecar.mentions).filter_map(|m| m.entity.as_ref());
    let mut ids: Vec<&str> = decisions.keys().chain(apart).chain(meant).map(String::as_str).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| Owner { id, decision: decisions.get(id) }).collect()
}

/// For each owner the names whose slug is its id; an id may end in its kind (`jordan-person`).
fn names_by_slug(table: &Table<'_>, owners: &[Owner<'_>]) -> Vec<Vec<u32>> {
    let mut found = vec![Vec::new(); owners.len()];
    if owners.is_empty() {
        return found;
    }
    let mut wanted: FxHashMap<&str, Vec<(u32, Option<EntityKind>)>> = FxHashMap::default();
    for (at, owner) in owners.iter().enumerate() {
        wanted.entry(owner.id).or_default().push((at as u32, None));
        for kind in EntityKind::ALL {
            let base = owner.id.strip_suffix(kind.name()).and_then(|base| base.strip_suffix('-'));
            if let Some(base) = base {
                wanted.entry(base).or_default().push((at as u32, Some(kind)));
            }
        }
    }
    for (surface, &name) in table.surfaces.iter().zip(&table.name_of) {
        let known = table.known[name as usize];
        for text in known.into_iter().chain([display(surface.text, surface.kind)]) {
            for &(owner, kind) in wanted.get(slug(text).as_str()).into_iter().flatten() {
                if kind.is_none_or(|kind| kind == surface.kind) && !found[owner as usize].contains(&name) {
                    found[owner as usize].push(name);
                }
            }
        }
    }
    for names in &mut found {
        names.sort_unstable();
    }
    found
}
