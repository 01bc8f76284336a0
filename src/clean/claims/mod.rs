//! Finds what has a form of its own: figures by their captions and credits, posts by their attribution, pulled quotations by
//! the sentence that they repeat.
//!
//! These are claimed before any rule is asked, so that a rule about short lines cannot take them apart.

pub(crate) mod embed;
pub(crate) mod figure;
mod pulled;

use super::fate::Judged;

/// Claims every embed, figure and pulled quotation of a page.
pub(crate) fn claim(judged: &mut Judged<'_, '_>) {
    embed::claim(judged);
    figure::claim(judged);
    pulled::claim(judged);
}
