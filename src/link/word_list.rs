//! Short lists of words, written as one line of text and looked up by hash.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// A set of words, built at its first use.
pub(super) type WordList = LazyLock<FxHashSet<&'static str>>;

/// The words of a text separated by spaces.
pub(super) fn words(text: &'static str) -> FxHashSet<&'static str> {
    text.split_whitespace().collect()
}
