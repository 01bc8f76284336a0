//! Links to other articles, and to the source of this one.

use super::Spot::{Middle, Tail};
use super::{Bearing, Example, PhraseRule};
use crate::clean::phrases::Class;

/// `source-link`
pub(crate) static SOURCE_LINK: PhraseRule = PhraseRule {
    id: "source-link",
    doc: "Links to the original that a copying site left behind, with or without the title.",
    class: Class::SourceLink,
    reason: "link to the source that has lost its target",
    bearing: Bearing::End,
    drops: &[Example(Tail, "Source link Why Tajikistan will not welcome the Taliban"), Example(Tail, "Source link")],
    keeps: &[Example(Middle, "Source after source told us the same, and each of them asked not to be named in print.")],
};

/// `related-link`
pub(crate) static RELATED_LINK: PhraseRule = PhraseRule {
    id: "related-link",
    doc: "Links to other articles, and the headings of lists of them.",
    class: Class::Related,
    reason: "link to other articles",
    bearing: Bearing::End,
    drops: &[
        Example(Middle, "Read more: Five questions about the base that nobody in Dushanbe will answer"),
        Example(Tail, "Similar Posts"),
        Example(Tail, "Читайте также: В Хороге открыли новый мост через Гунт"),
        Example(Tail, "Mehr zum Thema"),
    ],
    keeps: &[
        Example(Middle, "More in Common"),
        Example(Middle, "Related to this is the question of who will pay for the posts that were promised last year."),
    ],
};

/// `ranking`
pub(crate) static RANKING: PhraseRule = PhraseRule {
    id: "ranking",
    doc: "Headings of most-read, trending and latest lists.",
    class: Class::Ranking,
    reason: "list of popular or latest articles",
    bearing: Bearing::End,
    drops: &[Example(Tail, "Most read"), Example(Tail, "Последние новости"), Example(Tail, "Lo más leído")],
    keeps: &[Example(
        Middle,
        "Most read nothing at all, the teacher said, and those who did read the same four books.",
    )],
};
