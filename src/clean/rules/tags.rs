//! Lists of tags, topics and categories.

use super::Spot::{Middle, Tail};
use super::{Bearing, Example, PhraseRule};
use crate::clean::phrases::Class;

/// `tag-list`
pub(crate) static TAG_LIST: PhraseRule = PhraseRule {
    id: "tag-list",
    doc: "Lists of tags, topics and categories.",
    class: Class::Tags,
    reason: "list of tags or topics",
    bearing: Bearing::End,
    drops: &[
        Example(Tail, "Tags: CSTO, Tajikistan, Russia, Afghanistan, Taliban, military drills"),
        Example(Tail, "Filed under: Refugees, Vahdat, UNHCR"),
        Example(Tail, "Теги: Хорог, мост"),
    ],
    keeps: &[Example(Middle, "Tags were sewn into the coats, so that the children could be told apart in the dark.")],
};
