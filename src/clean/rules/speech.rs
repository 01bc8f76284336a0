//! What is certainly text: a sentence of speech.

use super::Spot::{Middle, Tail};
use super::{Context, Example, Rule, Verdict};
use crate::clean::page::Unit;

/// `speech`
#[derive(Debug)]
pub(crate) struct Speech;

impl Rule for Speech {
    fn id(&self) -> &'static str {
        "speech"
    }

    fn doc(&self) -> &'static str {
        "Protects a sentence that begins with quoted speech, whatever the speaker says."
    }

    fn verdict(&self, unit: &Unit<'_>, _context: &Context<'_, '_>) -> Verdict {
        let evidence = &unit.evidence;
        let opens = unit.text.starts_with(['“', '"', '«', '„']);
        let attributed = opens
            && evidence.good
            && evidence.words >= 12
            && evidence.full_stop
            && !unit.text.ends_with(['”', '"', '»']);
        if attributed { Verdict::Keep } else { Verdict::Abstain }
    }

    fn drops(&self) -> &'static [Example] {
        &[]
    }

    fn keeps(&self) -> &'static [Example] {
        &[
            Example(
                Middle,
                "“Subscribe to our newsletter,” the leaflet said, and there was no address on it, only a bird.",
            ),
            Example(
                Tail,
                "“All rights reserved,” he read aloud from the back of the ticket, and threw it into the river.",
            ),
        ]
    }
}
