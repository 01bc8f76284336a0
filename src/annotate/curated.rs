//! The curator's word on names: entities with their aliases are known names, ignored forms and peoples name nothing, and a
//! sidecar can silence a form in its article.

use super::gazetteer::{Gazetteer, Sense, Standing};
use crate::config::Curation;
use std::collections::{BTreeMap, BTreeSet};

/// What the curator decided about names.
#[derive(Debug, Default)]
pub(super) struct CuratedNames {
    /// Names, aliases, ignored forms, peoples.
    pub names: Gazetteer,
    /// By article id: forms that name nothing there.
    silenced: BTreeMap<String, BTreeSet<String>>,
}

impl CuratedNames {
    /// Reads the decisions.
    pub(super) fn new(curation: &Curation) -> Self {
        let mut names = Gazetteer::default();
        let sense = |kind| Sense { kind, known_as: None, standing: Standing::Curated, language: None };
        let entities = &curation.entities;
        for form in entities.ignore.iter().chain(&entities.people_groups) {
            names.add(form, sense(None));
        }
        for decision in entities.by_id.values() {
            // without a kind the text decides what it is
            if let Some(kind) = decision.kind {
                for form in decision.name.iter().chain(&decision.aliases) {
                    names.add(form, sense(Some(kind)));
                }
            }
        }
        names.seal();
        let silenced = curation
            .sidecars
            .iter()
            .map(|(id, sidecar)| {
                let forms = sidecar.mentions.iter().filter(|mention| mention.entity.is_none() && mention.nth.is_none());
                (id.clone(), forms.map(|mention| mention.text.clone()).collect::<BTreeSet<_>>())
            })
            .filter(|(_, forms)| !forms.is_empty())
            .collect();
        Self { names, silenced }
    }

    /// Forms that name nothing in an article.
    pub(super) fn silenced_in(&self, article: &str) -> Option<&BTreeSet<String>> {
        self.silenced.get(article)
    }
}
