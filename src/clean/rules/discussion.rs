//! Comment counts, forms and boxes.

use super::Spot::{Middle, Tail};
use super::{Bearing, Example, PhraseRule};
use crate::clean::phrases::Class;

/// `comments`
pub(crate) static COMMENTS: PhraseRule = PhraseRule {
    id: "comments",
    doc: "Comment counts, comment forms and the headings of comment sections.",
    class: Class::Comments,
    reason: "comment section",
    bearing: Bearing::End,
    drops: &[
        Example(Tail, "37 comments"),
        Example(Tail, "Leave a comment"),
        Example(Tail, "Your email address will not be published. Required fields are marked *"),
        Example(Tail, "Оставить комментарий"),
    ],
    keeps: &[Example(Middle, "The comments of the president were carried by every paper in the country on Tuesday.")],
};
