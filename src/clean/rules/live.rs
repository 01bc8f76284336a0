//! Live blogs: controls and time stamps.

use super::Spot::{Head, Middle, Tail};
use super::{Bearing, Context, Example, PhraseRule, Rule, Verdict};
use crate::clean::page::Unit;
use crate::clean::phrases::Class;

/// `live-controls`
pub(crate) static LIVE_CONTROLS: PhraseRule = PhraseRule {
    id: "live-controls",
    doc: "Buttons and switches of a live blog.",
    class: Class::Live,
    reason: "control of a live blog",
    bearing: Bearing::Inside,
    drops: &[Example(Head, "Newest first | Oldest first | Auto-refresh: on"), Example(Tail, "Load older posts")],
    keeps: &[Example(
        Middle,
        "The newest posts stand first on the ridge, the older posts are further down by the river.",
    )],
};

/// `live-stamp`
#[derive(Debug)]
pub(crate) struct LiveStamp;

impl Rule for LiveStamp {
    fn id(&self) -> &'static str {
        "live-stamp"
    }

    fn doc(&self) -> &'static str {
        "A time of day on a line of its own, as live blogs put over each entry."
    }

    fn bearing(&self) -> Bearing {
        Bearing::Inside
    }

    fn verdict(&self, unit: &Unit<'_>, _context: &Context<'_, '_>) -> Verdict {
        let stamp = unit.evidence.stamp;
        let holds = stamp.time
            && !stamp.day
            && !stamp.label
            && stamp.share > 0.99
            && unit.evidence.words <= 6
            && !unit.is_structural();
        Verdict::drop_if(holds && !unit.evidence.full_stop, "time stamp of an entry")
    }

    fn drops(&self) -> &'static [Example] {
        &[Example(Middle, "16:40 GMT"), Example(Middle, "2 hours ago")]
    }

    fn keeps(&self) -> &'static [Example] {
        &[Example(Middle, "At 16:40 GMT the light went and so did the network, and nothing more was seen.")]
    }
}
