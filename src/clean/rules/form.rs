//! Labels, buttons and messages of forms.

use super::Spot::{Middle, Tail};
use super::{Bearing, Example, PhraseRule};
use crate::clean::phrases::Class;

/// `form`
pub(crate) static FORM: PhraseRule = PhraseRule {
    id: "form",
    doc: "Labels, buttons, placeholders and messages of forms.",
    class: Class::Form,
    reason: "part of a form",
    bearing: Bearing::Furniture,
    drops: &[
        Example(Tail, "Name (required)"),
        Example(Tail, "Submit"),
        Example(Tail, "There was a problem with your request"),
    ],
    keeps: &[Example(Middle, "Submit or starve: that was the choice, as the elders of the village put it to us.")],
};
