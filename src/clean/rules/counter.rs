//! Reading times, views, ratings.

use super::Spot::{Head, Middle};
use super::{Bearing, Example, PhraseRule};
use crate::clean::phrases::Class;

/// `reading-counter`
pub(crate) static READING_COUNTER: PhraseRule = PhraseRule {
    id: "reading-counter",
    doc: "Reading times, counts of views, shares and words, ratings.",
    class: Class::Counter,
    reason: "reading time or counter",
    bearing: Bearing::Inside,
    drops: &[Example(Head, "6 min read"), Example(Head, "1,204 views"), Example(Head, "Tiempo de lectura: 3 min")],
    keeps: &[Example(Middle, "Six minutes later the second shell came down on the same house, neighbours said.")],
};
