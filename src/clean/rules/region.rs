//! What a marked-up page itself says about its parts.

use super::{Context, Example, Rule, Verdict};
use crate::clean::page::Unit;
use crate::model::Region;

/// `page-region`
#[derive(Debug)]
pub(crate) struct PageRegion;

impl Rule for PageRegion {
    fn id(&self) -> &'static str {
        "page-region"
    }

    fn doc(&self) -> &'static str {
        "What the page marks as navigation, sidebar, footer, form, comments, share bar, header or hidden, and what stands outside the article's own container."
    }

    fn verdict(&self, unit: &Unit<'_>, context: &Context<'_, '_>) -> Verdict {
        let reason = match unit.region {
            Region::Hidden => "not shown by the page",
            Region::Comments => "comment section",
            Region::Navigation => "navigation of the page",
            _ if !context.page.regions_hold => return Verdict::Abstain,
            Region::Header => "page header",
            Region::Aside => "sidebar or promotion beside the article",
            Region::Footer => "page footer",
            Region::Form => "form or dialog",
            Region::Share => "share bar",
            Region::Unknown if context.page.has_container => "outside the article's container",
            Region::Unknown | Region::Article | Region::Figure => return Verdict::Abstain,
        };
        Verdict::Drop(reason.into())
    }

    fn drops(&self) -> &'static [Example] {
        &[]
    }

    fn keeps(&self) -> &'static [Example] {
        &[]
    }
}
