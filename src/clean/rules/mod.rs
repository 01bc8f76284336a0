//! The rules: one file a family, each with what it drops and a look-alike that it keeps.
//!
//! Input: a unit and the page around it. Output: a [`Verdict`]. A rule judges by evidence that the unit carries itself and
//! by its neighbours; what only the extent of the article can tell is decided in [`placed`](super::placed).
//!
//! The first rule of [`ALL`] that does not abstain decides: it names the removal, or protects the unit from the rules behind
//! it. A protected unit may still turn out to stand outside the article.

mod advertising;
mod appeal;
pub(crate) mod archive;
pub(crate) mod author;
mod consent;
mod counter;
mod discussion;
pub(crate) mod foreign;
mod form;
mod live;
mod media;
mod navigation;
mod phrase;
mod region;
mod related;
mod repeated;
mod reporting;
mod rights;
mod share;
mod slug;
mod speech;
mod stamp;
mod tags;

pub(crate) use phrase::PhraseRule;

pub(crate) use repeated::Repeats;

use super::fate::{Fate, Judged, Reason};
use super::page::{Page, Unit};

/// What a rule says of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It reads like the article, whatever the rules behind this one would say.
    Keep,
    /// It is no part of the article, for this reason.
    Drop(Reason),
    /// The rule has nothing to say.
    Abstain,
}

impl Verdict {
    /// Drops for a fixed reason when the evidence holds.
    pub(crate) fn drop_if(holds: bool, reason: &'static str) -> Self {
        if holds { Self::Drop(Reason::Borrowed(reason)) } else { Self::Abstain }
    }
}

/// What a line that a rule drops says about the lines around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bearing {
    /// Such lines stand in the middle of articles: an advertisement mark, a caption.
    Inside,
    /// Such lines stand around articles.
    Furniture,
    /// Such a line, as a label of its own, often stands where an article has ended.
    End,
}

/// Where an example stands in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// Between title and first paragraph.
    Head,
    /// Between two paragraphs.
    Middle,
    /// Behind the last paragraph.
    Tail,
}

/// Lines (separated by `\n`) at a spot of an article; the last of them is the one in question.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Example(
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "where it stands is for the tests; the line is documentation too")
    )]
    pub(crate) Spot,
    pub(crate) &'static str,
);

/// What is around a unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'c, 'a> {
    /// The page.
    pub(crate) page: &'c Page<'a>,
    /// Place of the unit.
    pub(crate) at: usize,
    /// How often each text occurs.
    pub(crate) repeats: &'c Repeats,
}

impl<'c, 'a> Context<'c, 'a> {
    /// The unit above.
    pub(crate) fn above(&self) -> Option<&'c Unit<'a>> {
        self.page.get(self.at.checked_sub(1))
    }

    /// The unit below.
    pub(crate) fn below(&self) -> Option<&'c Unit<'a>> {
        self.page.get(Some(self.at + 1))
    }

    /// Running text stands directly above and below: the unit is in the middle of something.
    pub(crate) fn is_between_text(&self) -> bool {
        let good = |unit: Option<&Unit<'_>>| unit.is_some_and(|unit| unit.evidence.good);
        good(self.above()) && good(self.below())
    }
}

/// A rule that knows one kind of page furniture.
pub(crate) trait Rule: Sync {
    /// Its name in the ledger: lower case, hyphens.
    fn id(&self) -> &'static str;
    /// What it takes out, one sentence.
    fn doc(&self) -> &'static str;
    /// What its lines say about their neighbours.
    fn bearing(&self) -> Bearing {
        Bearing::Furniture
    }
    /// Judges a unit.
    fn verdict(&self, unit: &Unit<'_>, context: &Context<'_, '_>) -> Verdict;
    /// Lines that it drops.
    fn drops(&self) -> &'static [Example];
    /// Lines that look alike and stay.
    fn keeps(&self) -> &'static [Example];
}

/// Every rule, in the order in which they are asked: the more telling first.
pub(crate) const ALL: &[&dyn Rule] = &[
    &region::PageRegion,
    &speech::Speech,
    &archive::ArchiveHeader,
    &related::SOURCE_LINK,
    &navigation::BACK_TO_TOP,
    &advertising::ADVERTISEMENT,
    &slug::ImageSlug,
    &counter::READING_COUNTER,
    &media::GALLERY,
    &media::PLAYER,
    &live::LIVE_CONTROLS,
    &live::LiveStamp,
    &share::PAGE_TOOLS,
    &share::SHARE_BAR,
    &discussion::COMMENTS,
    &appeal::PAYWALL,
    &appeal::NEWSLETTER,
    &advertising::APP_PROMPT,
    &consent::CONSENT,
    &related::RELATED_LINK,
    &related::RANKING,
    &tags::TAG_LIST,
    &rights::RIGHTS,
    &rights::DISCLAIMER,
    &reporting::ReportingCredit,
    &author::AUTHOR_BOX,
    &author::AuthorBio,
    &appeal::CALL_OUT,
    &navigation::LANGUAGE_SWITCH,
    &navigation::NAVIGATION,
    &navigation::SITE_LINKS,
    &form::FORM,
    &advertising::TICKER,
    &navigation::Menu,
    &stamp::DateLine,
    &slug::Address,
    &repeated::RepeatedLine,
    &foreign::ForeignTail,
];

/// Asks every rule about every undecided unit. Gives the bearing of each dropped unit.
pub(crate) fn judge(judged: &mut Judged<'_, '_>) -> Vec<Option<Bearing>> {
    let repeats = Repeats::of(judged.page);
    let mut bearings = vec![None; judged.fates.len()];
    for (at, bearing) in bearings.iter_mut().enumerate() {
        if !judged.fates[at].is_open() {
            continue;
        }
        let context = Context { page: judged.page, at, repeats: &repeats };
        let unit = &judged.page.units[at];
        let decision = ALL
            .iter()
            .map(|rule| (rule, rule.verdict(unit, &context)))
            .find(|(_, verdict)| *verdict != Verdict::Abstain);
        if let Some((rule, Verdict::Drop(reason))) = decision {
            *bearing = Some(rule.bearing());
            judged.fates[at] = Fate::Dropped { rule: rule.id(), reason };
        }
    }
    bearings
}

#[cfg(test)]
mod tests;
