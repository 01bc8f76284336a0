//! What the sidecars say of single names.

use super::report::{did_you_mean, slugs};
use super::{Said, SaidOf, Work};
use crate::config::{MentionDecision, Sidecar};
use crate::diag::{Diagnostic, Location};
use crate::link::resolve::name::Form;
use crate::model::{Annotated, EntityKind};
use crate::text::counted;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

impl<'a> Work<'a, '_> {
    /// What the sidecars say of single names.
    pub(super) fn sidecars(&mut self, sidecars: &'a BTreeMap<String, Sidecar>, articles: &[Annotated]) -> SaidOf {
        let mut said = SaidOf::default();
        if sidecars.is_empty() {
            return said;
        }
        let ids: FxHashMap<&str, usize> =
            articles.iter().enumerate().map(|(at, article)| (article.article.id.as_str(), at)).collect();
        for (id, sidecar) in sidecars {
            // of a hidden article, or of none, which is reported where the files are known
            let Some(&article) = ids.get(id.as_str()) else { continue };
            for decision in &sidecar.mentions {
                self.mention(sidecar, article, decision, &mut said);
            }
        }
        said
    }

    fn mention(&mut self, sidecar: &Sidecar, article: usize, decision: &'a MentionDecision, said: &mut SaidOf) {
        let text = decision.text.as_str();
        let words = Form::of(text, EntityKind::Place).words;
        let of = |surface: u32| Form::of(self.table.surfaces[surface as usize].text, EntityKind::Place).words;
        let found: Vec<(u32, u32)> = (0..)
            .zip(self.table.mentions[article].iter().copied())
            .filter(|&(_, surface)| of(surface) == words)
            .collect();
        if found.is_empty() {
            self.report_no_name(sidecar, article, text);
            return;
        }
        let only = decision.nth.map(|nth| found.get(nth as usize - 1).copied());
        if only == Some(None) {
            let times = counted(found.len(), "time", "times");
            let message = format!("“{text}” is named {times} in this article, so there is no such occurrence");
            let fault = Diagnostic::error("B045", message).at(Location::file(&sidecar.path));
            self.diagnostics.push(fault.help("count its occurrences from 1, the title's first"));
            return;
        }
        let means = match decision.entity.as_deref() {
            None => Said::Nothing,
            Some(id) => match self.owner_meant(sidecar, text, id) {
                Some(owner) => Said::Is(self.node(owner)),
                None => return,
            },
        };
        match only.flatten() {
            Some((mention, _)) => _ = said.once.insert((article as u32, mention), means),
            None => {
                said.everywhere.extend(found.into_iter().map(|(_, surface)| ((article as u32, surface), means)));
            }
        }
    }

    /// The owner with an id that a sidecar names; one that nothing else speaks of is reported.
    fn owner_meant(&mut self, sidecar: &Sidecar, text: &str, id: &str) -> Option<usize> {
        let owner = self.number[id] as usize;
        if !self.matched[owner] && self.owners[owner].decision.is_none() {
            let help = did_you_mean(id, slugs(self.table).iter().map(String::as_str), "name it in entities.toml");
            let message = format!("“{text}” is said to mean `{id}`, which is no entity of this briefing");
            self.diagnostics.push(Diagnostic::error("B044", message).at(Location::file(&sidecar.path)).help(help));
            return None;
        }
        self.meant.insert(owner as u32);
        Some(owner)
    }

    fn report_no_name(&mut self, sidecar: &Sidecar, article: usize, text: &str) {
        let mentions = self.table.mentions[article].iter();
        let mut names: Vec<&str> = mentions.map(|&surface| self.table.surfaces[surface as usize].text).collect();
        names.sort_unstable();
        let help = did_you_mean(text, names.into_iter(), "write the name as the article does");
        let message = format!("“{text}” is no name found in this article");
        self.diagnostics.push(Diagnostic::error("B045", message).at(Location::file(&sidecar.path)).help(help));
    }
}
