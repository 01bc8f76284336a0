//! Share and follow bars, print and mail tools.

use super::Spot::{Head, Middle, Tail};
use super::{Bearing, Example, PhraseRule};
use crate::clean::phrases::Class;

/// `share-bar`
pub(crate) static SHARE_BAR: PhraseRule = PhraseRule {
    id: "share-bar",
    doc: "Bars to share the article or follow the publisher.",
    class: Class::Share,
    reason: "share or follow bar",
    bearing: Bearing::Inside,
    drops: &[
        Example(Head, "Share this: Facebook Twitter WhatsApp"),
        Example(Tail, "Facebook Twitter Telegram E-mail 212 shares"),
        Example(Head, "Compartir en Facebook"),
        Example(Tail, "Поделиться"),
    ],
    keeps: &[
        Example(Middle, "Share prices fell in Moscow on Tuesday after the announcement, traders said."),
        Example(Middle, "Facebook and Twitter were blocked on Friday, and the telephones went dead by the evening."),
    ],
};

/// `page-tools`
pub(crate) static PAGE_TOOLS: PhraseRule = PhraseRule {
    id: "page-tools",
    doc: "Tools to print or mail the page or to change its type size.",
    class: Class::Tools,
    reason: "print, mail or type-size tool",
    bearing: Bearing::Inside,
    drops: &[
        Example(Head, "Print this page | E-mail this story"),
        Example(Head, "Text size"),
        Example(Head, "Версия для печати"),
    ],
    keeps: &[Example(Middle, "Print is dying in the valley, and the one paper that is left has moved to the capital.")],
};
