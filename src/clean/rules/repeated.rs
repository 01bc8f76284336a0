//! Lines that stand on the page more than once.

use super::Spot::Middle;
use super::{Bearing, Context, Example, Rule, Verdict};
use crate::clean::page::{Page, Unit};
use crate::model::Region;
use rustc_hash::FxHashMap;

/// How often each text occurs, and where.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    by_hash: FxHashMap<u64, Vec<u32>>,
}

/// Fewest bytes of a key by which a repetition is one.
const LEAST: u32 = 12;
/// Two copies so near each other are an alternative text and its caption, or a headline and its teaser.
const NEAR: usize = 4;

impl Repeats {
    /// Counts the texts of a page.
    pub(crate) fn of(page: &Page<'_>) -> Self {
        let mut by_hash: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (at, unit) in page.units.iter().enumerate() {
            // a link to a heading, a menu's copy of a line are no first copies of it
            let counts = !page.has_container
                || (matches!(unit.region, Region::Article | Region::Figure) && unit.evidence.linked < 0.5);
            if unit.evidence.bytes >= LEAST && counts && !unit.is_structural() {
                by_hash.entry(unit.evidence.hash).or_default().push(at as u32);
            }
        }
        by_hash.retain(|_, places| places.len() > 1);
        Self { by_hash }
    }

    /// Where the unit's text stands, in order; empty when it stands once.
    pub(crate) fn places(&self, unit: &Unit<'_>) -> &[u32] {
        self.by_hash.get(&unit.evidence.hash).map_or(&[], Vec::as_slice)
    }
}

/// `repeated-line`
#[derive(Debug)]
pub(crate) struct RepeatedLine;

impl Rule for RepeatedLine {
    fn id(&self) -> &'static str {
        "repeated-line"
    }

    fn doc(&self) -> &'static str {
        "The second copy of a line, and every copy of one that keeps coming back."
    }

    fn bearing(&self) -> Bearing {
        Bearing::Inside
    }

    fn verdict(&self, unit: &Unit<'_>, context: &Context<'_, '_>) -> Verdict {
        let evidence = &unit.evidence;
        let places = context.repeats.places(unit);
        if places.is_empty() || evidence.words >= 70 {
            return Verdict::Abstain;
        }
        let own = places.partition_point(|&place| (place as usize) < context.at);
        let near = |other: Option<&u32>| other.is_some_and(|&other| (other as usize).abs_diff(context.at) <= NEAR);
        let copy_near = near(own.checked_sub(1).and_then(|i| places.get(i))) || near(places.get(own + 1));
        let refrain = places.len() > 2 && evidence.words <= 24;
        let first = own == 0;
        // a sentence of the article may be repeated as a pulled quote or a caption far away: its first copy stays
        let holds = match (evidence.good, first) {
            (true, true) => copy_near && evidence.words < 40 && places.len() > 2,
            (true, false) => copy_near || evidence.words < 30,
            (false, true) => refrain,
            (false, false) => true,
        };
        Verdict::drop_if(holds, "repeats another line of the page")
    }

    fn drops(&self) -> &'static [Example] {
        &[Example(Middle, "Fighters above the town of Bazarak\nFighters above the town of Bazarak")]
    }

    fn keeps(&self) -> &'static [Example] {
        &[Example(Middle, "“We had a song, and nothing else.”\n“We had a song, and no more than that.”")]
    }
}
