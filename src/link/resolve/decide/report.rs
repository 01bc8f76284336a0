//! Decisions that fit nothing, with the nearest thing that would.

use super::Work;
use crate::config::closest;
use crate::diag::Diagnostic;
use crate::link::resolve::name::display;
use crate::link::resolve::table::Table;
use crate::text::slug;

impl Work<'_, '_> {
    /// Decisions and aliases that fit no name of the briefing.
    pub(super) fn report_unmatched(&mut self) {
        let mut known: Option<Vec<String>> = None;
        for at in 0..self.owners.len() {
            let owner = self.owners[at].clone();
            if self.disputed.contains(&(at as u32)) {
                continue;
            }
            let Some(decision) = owner.decision else {
                if !self.matched[at] {
                    self.report_apart(owner.id);
                }
                continue;
            };
            if !self.matched[at] && !self.meant.contains(&(at as u32)) {
                let known = known.get_or_insert_with(|| slugs(self.table));
                let help =
                    did_you_mean(owner.id, known.iter().map(String::as_str), "give it a name or an alias that occurs");
                let message = format!("`{}` fits no name in the articles", owner.id);
                self.diagnostics.push(Diagnostic::error("B040", message).at(self.at(at)).help(help));
                continue;
            }
            for alias in &decision.aliases {
                if !self.names(alias).is_empty() {
                    continue;
                }
                let surfaces = self.table.surfaces.iter().map(|surface| surface.text);
                let help = did_you_mean(alias, surfaces, "take it out, or write it as the articles do");
                let message = format!("alias “{alias}” of `{}` occurs in no article", owner.id);
                self.diagnostics.push(Diagnostic::warning("B041", message).at(self.at(at)).help(help));
            }
        }
    }

    /// An id that stands only in `distinct-from` and is no entity.
    fn report_apart(&mut self, id: &str) {
        let by = (0..self.owners.len()).find(|&at| {
            self.owners[at].decision.is_some_and(|decision| decision.distinct_from.iter().any(|other| other == id))
        });
        if let Some(at) = by {
            let help = did_you_mean(id, slugs(self.table).iter().map(String::as_str), "take it out of `distinct-from`");
            let message =
                format!("`{}` is to stay apart from `{id}`, which is no entity of this briefing", self.owners[at].id);
            self.diagnostics.push(Diagnostic::error("B040", message).at(self.at(at)).help(help));
        }
    }
}

/// What the ids of entities would be, for suggestions.
pub(super) fn slugs(table: &Table<'_>) -> Vec<String> {
    let mut found: Vec<String> = table
        .surfaces
        .iter()
        .map(|surface| slug(surface.known_as.unwrap_or(display(surface.text, surface.kind))))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

pub(super) fn did_you_mean<'n>(typed: &str, known: impl Iterator<Item = &'n str>, else_do: &str) -> String {
    closest(typed, known).map_or_else(|| else_do.to_owned(), |near| format!("did you mean `{near}`? Else {else_do}"))
}
