//! Credits of reporters, editors and agencies.

use super::Spot::{Middle, Tail};
use super::{Bearing, Context, Example, Rule, Verdict};
use crate::clean::page::Unit;
use crate::clean::phrases::Class;

/// `reporting-credit`
#[derive(Debug)]
pub(crate) struct ReportingCredit;

impl Rule for ReportingCredit {
    fn id(&self) -> &'static str {
        "reporting-credit"
    }

    fn doc(&self) -> &'static str {
        "Credits of reporters, editors and agencies at the end: “(Reporting by …; editing by …)”, “With Post wires”."
    }

    fn bearing(&self) -> Bearing {
        Bearing::Inside
    }

    fn verdict(&self, unit: &Unit<'_>, context: &Context<'_, '_>) -> Verdict {
        let says = unit.evidence.says.any.contains(Class::Credit);
        // a sentence may begin with "Compiled by" as well: a credit stands in brackets, or near the end
        let text_below =
            context.page.units[context.at + 1..].iter().take(12).filter(|below| below.evidence.good).count();
        let bracketed = unit.text.starts_with(['(', '[', '—', '–', '-', '*']);
        let holds = says && (bracketed || text_below == 0) && unit.evidence.words <= 60;
        Verdict::drop_if(holds, "credit of reporters or agencies")
    }

    fn drops(&self) -> &'static [Example] {
        &[
            Example(
                Tail,
                "(Reporting by Timur Askarov in Farkhor and Jonas Wendelin in Moscow; editing by Leyla Osmonova)",
            ),
            Example(Tail, "The Associated Press contributed to this report."),
        ]
    }

    fn keeps(&self) -> &'static [Example] {
        &[Example(
            Middle,
            "Compiled by hand over nine winters, the list of the dead was longer than anybody had feared.",
        )]
    }
}
