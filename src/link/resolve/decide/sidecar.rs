//! What the sidecars say of single names.

use super::report::{did_you_mean, slugs};
use super::{Said, SaidOf, Work};
use crate::config::Sidecar;
use crate::diag::{Diagnostic, Location};
use crate::link::resolve::name::Form;
use crate::model::{Annotated, EntityKind};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

impl<'a> Work<'a, '_> {
    /// What the sidecars say of single names.
    pub(super) fn sidecars(&mut self, sidecars: &'a BTreeMap<String, Sidecar>, articles: &[Annotated]) -> SaidOf {
        let mut said = FxHashMap::default();
        if sidecars.is_empty() {
            return said;
        }
        let ids: FxHashMap<&str, usize> =
            articles.iter().enumerate().map(|(at, article)| (article.article.id.as_str(), at)).collect();
        for (id, sidecar) in sidecars {
            let Some(&article) = ids.get(id.as_str()) else {
                let help = did_you_mean(id, ids.keys().copied(), "the file must be named after the id of an article");
                let message = format!("no article has the id `{id}`, so this sidecar decides nothing");
                self.diagnostics.push(Diagnostic::error("B043", message).at(Location::file(&sidecar.path)).help(help));
                continue;
            };
            for decision in &sidecar.mentions {
                self.mention(sidecar, article, (&decision.text, decision.entity.as_deref()), &mut said);
            }
        }
        said
    }

    fn mention(
        &mut self,
        sidecar: &Sidecar,
        article: usize,
        (text, entity): (&str, Option<&'a str>),
        said: &mut SaidOf,
    ) {
        let words = Form::of(text, EntityKind::Place).words;
        let of = |surface: u32| Form::of(self.table.surfaces[surface as usize].text, EntityKind::Place).words;
        let mut surfaces: Vec<u32> =
            self.table.mentions[article].iter().copied().filter(|&surface| of(surface) == words).collect();
        surfaces.sort_unstable();
        surfaces.dedup();
        if surfaces.is_empty() {
            let mut names: Vec<&str> = self.table.mentions[article]
                .iter()
                .map(|&surface| self.table.surfaces[surface as usize].text)
                .collect();
            names.sort_unstable();
            let help = did_you_mean(text, names.into_iter(), "write the name as the article does");
            let message = format!("“{text}” is no name found in this article");
            self.diagnostics.push(Diagnostic::warning("B045", message).at(Location::file(&sidecar.path)).help(help));
            return;
        }
        let Some(id) = entity else {
            said.extend(surfaces.into_iter().map(|surface| ((article as u32, surface), Said::Nothing)));
            return;
        };
        let owner = self.number[id] as usize;
        if !self.matched[owner] && self.owners[owner].decision.is_none() {
            let help = did_you_mean(id, slugs(self.table).iter().map(String::as_str), "name it in entities.toml");
            let message = format!("“{text}” is said to mean `{id}`, which is no entity of this briefing");
            self.diagnostics.push(Diagnostic::error("B044", message).at(Location::file(&sidecar.path)).help(help));
            return;
        }
        let means = Said::Is(self.node(owner));
        self.meant.insert(owner as u32);
        said.extend(surfaces.into_iter().map(|surface| ((article as u32, surface), means)));
    }
}
