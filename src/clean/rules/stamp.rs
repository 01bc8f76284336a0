//! Lines that only say when.

use super::Spot::{Head, Middle, Tail};
use super::{Bearing, Context, Example, Rule, Verdict};
use crate::clean::dates::has_lengths_of_date;
use crate::clean::evidence::Evidence;
use crate::clean::page::Unit;

/// `date-line`
#[derive(Debug)]
pub(crate) struct DateLine;

impl Evidence {
    /// A line that says when and nothing else.
    pub(crate) fn stamp_like(&self) -> bool {
        let stamp = self.stamp;
        self.words <= 24 && stamp.share >= 0.7 && (stamp.day || stamp.time) && !self.quotes
    }
}

impl Rule for DateLine {
    fn id(&self) -> &'static str {
        "date-line"
    }

    fn doc(&self) -> &'static str {
        "Publication and update stamps; a bare date between two paragraphs stays, it may head what follows."
    }

    fn bearing(&self) -> Bearing {
        Bearing::Inside
    }

    fn verdict(&self, unit: &Unit<'_>, context: &Context<'_, '_>) -> Verdict {
        let evidence = &unit.evidence;
        if !evidence.stamp_like() || evidence.row || evidence.is_sentence(9) || unit.is_structural() {
            return Verdict::Abstain;
        }
        let stamp = evidence.stamp;
        let text = unit.text.trim();
        if evidence.words == 1 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-') && !has_lengths_of_date(text) {
            return Verdict::Abstain;
        }
        let holds = stamp.label || stamp.time || !context.is_between_text();
        Verdict::drop_if(holds && !unit.is_heading(), "says only when the page was published or updated")
    }

    fn drops(&self) -> &'static [Example] {
        &[
            Example(Middle, "Updated: 19 November 2019, 08:38 AM"),
            Example(Middle, "Last updated on Nov 19, 2019 at 10:02 pm EST"),
        ]
    }

    fn keeps(&self) -> &'static [Example] {
        &[
            Example(Middle, "15 August 2021"),
            Example(Tail, "02-751-1500"),
            Example(Middle, "Tue – Sat 4PM (Closed on Sun & Mon)"),
            Example(Head, "On 15 August 2021 the Taliban drove into Kabul and the president was gone."),
        ]
    }
}
