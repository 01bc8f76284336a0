//! Rules that rest on a phrase table.

use super::{Bearing, Context, Example, Rule, Verdict};
use crate::clean::fate::Reason;
use crate::clean::page::Unit;
use crate::clean::phrases::Class;

/// A rule for one class of phrases.
#[derive(Debug)]
pub(crate) struct PhraseRule {
    /// Id in the ledger.
    pub(crate) id: &'static str,
    /// What it takes out.
    pub(crate) doc: &'static str,
    /// Its table.
    pub(crate) class: Class,
    /// The reason given to readers.
    pub(crate) reason: &'static str,
    /// What its lines say about their neighbours.
    pub(crate) bearing: Bearing,
    /// What it drops.
    pub(crate) drops: &'static [Example],
    /// What it keeps.
    pub(crate) keeps: &'static [Example],
}

impl Rule for PhraseRule {
    fn id(&self) -> &'static str {
        self.id
    }

    fn doc(&self) -> &'static str {
        self.doc
    }

    fn bearing(&self) -> Bearing {
        self.bearing
    }

    fn verdict(&self, unit: &Unit<'_>, context: &Context<'_, '_>) -> Verdict {
        let speaks = unit.evidence.says.any.contains(self.class) && !unit.is_structural();
        if speaks && !is_subhead_between_text(unit, context) {
            Verdict::Drop(Reason::Borrowed(self.reason))
        } else {
            Verdict::Abstain
        }
    }

    fn drops(&self) -> &'static [Example] {
        self.drops
    }

    fn keeps(&self) -> &'static [Example] {
        self.keeps
    }
}

/// A short line between two paragraphs that only begins like a label ("More in common than they think") is more likely a
/// subhead than furniture, unless a colon or a link shows otherwise.
fn is_subhead_between_text(unit: &Unit<'_>, context: &Context<'_, '_>) -> bool {
    let evidence = &unit.evidence;
    let says = evidence.says;
    let only_begins = says.whole.is_empty() && !says.bar;
    let plain = !unit.text.contains([':', '|', '@', '›', '»']) && evidence.linked < 0.3;
    only_begins
        && plain
        && (2..=7).contains(&evidence.words)
        && !evidence.stamp_like()
        && context.is_between_text()
        && starts_title(unit)
}

/// Capitalised like a headline from the second word on.
fn starts_title(unit: &Unit<'_>) -> bool {
    unit.text.split_whitespace().skip(1).filter(|word| word.starts_with(char::is_uppercase)).count() >= 1
        || unit.is_heading()
}
