//! Copyright notes and disclaimers.

use super::Spot::{Middle, Tail};
use super::{Bearing, Example, PhraseRule};
use crate::clean::phrases::Class;

/// `rights`
pub(crate) static RIGHTS: PhraseRule = PhraseRule {
    id: "rights",
    doc: "Copyright, licence and reprint notes.",
    class: Class::Rights,
    reason: "copyright or licence note",
    bearing: Bearing::Furniture,
    drops: &[
        Example(Tail, "© 2021 Oxus Wire. All rights reserved."),
        Example(Tail, "© Памирская депеша. Все права защищены. При использовании материалов ссылка обязательна."),
    ],
    keeps: &[Example(Middle, "Rights that were written down in 1994 have been taken back one by one since then.")],
};

/// `disclaimer`
pub(crate) static DISCLAIMER: PhraseRule = PhraseRule {
    id: "disclaimer",
    doc: "Notes that the views are the author's own, and where the text first appeared.",
    class: Class::Disclaimer,
    reason: "disclaimer or note on first publication",
    bearing: Bearing::Furniture,
    drops: &[Example(
        Tail,
        "The views expressed here are the author’s own and do not necessarily reflect those of The Meridian Ledger.",
    )],
    keeps: &[Example(Middle, "The views from the pass, expressed in the prices of the hotels, do reflect the season.")],
};
