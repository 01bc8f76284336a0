//! Boxes and notes about the author.

use super::Spot::{Middle, Tail};
use super::{Bearing, Context, Example, PhraseRule, Rule, Verdict};
use crate::clean::names;
use crate::clean::page::Unit;
use crate::clean::phrases::Class;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// `author-box`
pub(crate) static AUTHOR_BOX: PhraseRule = PhraseRule {
    id: "author-box",
    doc: "Labels and links of a box about the author.",
    class: Class::Author,
    reason: "box about the author",
    bearing: Bearing::End,
    drops: &[Example(Tail, "About the author"), Example(Tail, "View all posts by Jane Doe")],
    keeps: &[Example(Middle, "About the author of the decree nothing was known, not even whether he could read it.")],
};

/// `author-bio`
#[derive(Debug)]
pub(crate) struct AuthorBio;

/// Words of a biography that say what somebody is by trade.
const TRADES: [&str; 34] = [
    " is an assistant professor",
    " is an associate professor",
    " is an independent ",
    " is the founder ",
    " es periodista",
    " est journaliste",
    " ist Journalist",
    " é jornalista",
    " is a columnist",
    " is a freelance",
    " is a journalist",
    " is a reporter",
    " is a writer",
    " is an author",
    " is an analyst",
    " is an editor",
    " is a correspondent",
    " is a staff ",
    " is a senior ",
    " is a contributing ",
    " is a contributor",
    " is a fellow ",
    " is the editor",
    " is the author of",
    " writes about ",
    " writes for ",
    " reports on ",
    " reports for ",
    " covers ",
    " is a political ",
    " is a research",
    " is professor ",
    " is a professor ",
    " is a visiting ",
];
/// All trades in one pass, the first in the text first.
static TRADE_FINDER: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(TRADES).expect("a few dozen words are far below the automaton's limits"));
/// How near the end a biography stands.
const TAIL: usize = 14;

impl Rule for AuthorBio {
    fn id(&self) -> &'static str {
        "author-bio"
    }

    fn doc(&self) -> &'static str {
        "A note at the end that says who the author is."
    }

    fn verdict(&self, unit: &Unit<'_>, context: &Context<'_, '_>) -> Verdict {
        let behind = context.page.units.len() - context.at <= TAIL * 3;
        let headed = context.above().is_some_and(|above| above.evidence.words <= 8);
        if context.at <= 3 || !(behind || headed) {
            return Verdict::Abstain;
        }
        let Some(name) = person(&unit.text) else { return Verdict::Abstain };
        // a biography stands behind the text, not between its paragraphs
        let text_below = || {
            let below = context.page.units[context.at + 1..].iter().take(TAIL);
            below.filter(|below| below.evidence.good && below.evidence.says.any.is_empty()).count()
        };
        let headed = context.above().is_some_and(|above| heads(above, name));
        let holds = headed || (behind && text_below() == 0);
        Verdict::drop_if(holds, "note about the author")
    }

    fn drops(&self) -> &'static [Example] {
        &[
            Example(
                Tail,
                "Rustam Bekov is a columnist for The Meridian Ledger and the author of two books of stories. He writes from Osh.",
            ),
            Example(
                Tail,
                "About Rustam Bekov\nRustam Bekov (rustam@ledger.example) is the editor of The Meridian Ledger.",
            ),
        ]
    }

    fn keeps(&self) -> &'static [Example] {
        &[
            Example(
                Middle,
                "Parvina Sohibova is a historian who has collected more than two hundred interviews with veterans.",
            ),
            Example(
                Tail,
                "“Read it first,” says Haidari, and gives him the pointer, and that is the end of the lesson.",
            ),
        ]
    }
}

/// "About NAME" or the name alone heads the note on them, wherever it stands.
fn heads(above: &Unit<'_>, name: &str) -> bool {
    let line = above.text.trim();
    let named =
        ["About ", "Sobre ", "Über ", "À propos de ", "Об авторе: "].iter().find_map(|about| line.strip_prefix(about));
    named.unwrap_or(line) == name
}

/// The person whom a biography is about: a name of two or more words, then a trade.
pub(crate) fn person(text: &str) -> Option<&str> {
    if text.len() > 700 || text.contains(['“', '"']) {
        return None;
    }
    let at = TRADE_FINDER.find(text)?.start();
    // "Jane Doe (jane@example.org) is …"
    let name = text[..at].split([',', '(']).next()?.trim().trim_start_matches(['—', '*', '•', '-']).trim();
    let name = names::behind_label(name).unwrap_or(name);
    (name.contains(' ') && names::is_person(name)).then_some(name)
}
