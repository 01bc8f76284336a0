//! Menus, breadcrumbs, pagers, language switches, footer links.

use super::Spot::{Head, Middle, Tail};
use super::{Bearing, Context, Example, PhraseRule, Rule, Verdict};
use crate::clean::evidence::Ending;
use crate::clean::page::Unit;
use crate::clean::phrases::{Class, bar_items};

/// `back-to-top`
pub(crate) static BACK_TO_TOP: PhraseRule = PhraseRule {
    id: "back-to-top",
    doc: "Links to the top of the page.",
    class: Class::Top,
    reason: "link to the top of the page",
    bearing: Bearing::End,
    drops: &[Example(Tail, "Back to top button"), Example(Tail, "Наверх")],
    keeps: &[Example(Middle, "Back to top form after his injury, the wrestler carried the flag at the opening.")],
};

/// `navigation`
pub(crate) static NAVIGATION: PhraseRule = PhraseRule {
    id: "navigation",
    doc: "Skip links, pagers and entries of menus.",
    class: Class::Navigation,
    reason: "navigation of the site",
    bearing: Bearing::Furniture,
    drops: &[
        Example(Head, "Skip to main content"),
        Example(Tail, "« Previous: Snow on the Kulma pass | Next: The beekeeper of Rushan »"),
    ],
    keeps: &[Example(Middle, "Home was a tent by the river then, and the menu was the same every day of the week.")],
};

/// `language-switch`
pub(crate) static LANGUAGE_SWITCH: PhraseRule = PhraseRule {
    id: "language-switch",
    doc: "Switches between languages and editions.",
    class: Class::Language,
    reason: "switch to another language or edition",
    bearing: Bearing::Furniture,
    drops: &[Example(Head, "English | Русский | Тоҷикӣ"), Example(Head, "На русском")],
    keeps: &[Example(
        Middle,
        "English and Russian were taught in the mornings, Tajik in the afternoons when the stove was lit.",
    )],
};

/// `site-links`
pub(crate) static SITE_LINKS: PhraseRule = PhraseRule {
    id: "site-links",
    doc: "Footer links: about, contact, terms, privacy.",
    class: Class::Site,
    reason: "footer link of the site",
    bearing: Bearing::Furniture,
    drops: &[Example(Tail, "Privacy Policy"), Example(Tail, "Datenschutz | Impressum | Kontakt")],
    keeps: &[Example(
        Middle,
        "Privacy was the first thing that the camp took from them, said the women who had lived in it.",
    )],
};

/// `menu`
#[derive(Debug)]
pub(crate) struct Menu;

impl Rule for Menu {
    fn id(&self) -> &'static str {
        "menu"
    }

    fn doc(&self) -> &'static str {
        "Breadcrumbs and menus: short items between bars or arrows, whatever they say."
    }

    fn verdict(&self, unit: &Unit<'_>, _context: &Context<'_, '_>) -> Verdict {
        let evidence = &unit.evidence;
        if unit.is_structural() || evidence.words > 40 || evidence.full_stop {
            return Verdict::Abstain;
        }
        let items = bar_items(&unit.text);
        let short = |item: &&str| item.split_whitespace().count() <= 4;
        let arrows = unit.text.contains(['›', '»', '→']) || unit.text.contains(" > ");
        let least = if arrows { 2 } else { 3 };
        // "» Our columns" leads elsewhere; »so« is speech
        let pointer = unit.text.starts_with(['»', '›', '→', '▸', '►', '▶']) && !unit.text.contains('«');
        if pointer && evidence.words <= 14 {
            return Verdict::drop_if(evidence.ending == Ending::Open, "link to another page");
        }
        let holds = items.len() >= least && items.iter().all(short) && evidence.stamp.share < 0.5;
        Verdict::drop_if(holds, "menu or breadcrumbs")
    }

    fn drops(&self) -> &'static [Example] {
        &[
            Example(Head, "Home › Asia › Tajikistan"),
            Example(Head, "Walks | Letters | Gallery | Fridays"),
            Example(Tail, "» All columns of the week"),
        ]
    }

    fn keeps(&self) -> &'static [Example] {
        &[
            Example(Middle, "»Wir gehen nicht fort«, sagt der Müller, »und wir bleiben auch nicht«"),
            Example(
                Middle,
                "The choice | there always was one | came down to a coin that the mayor threw in front of everybody.",
            ),
        ]
    }
}
