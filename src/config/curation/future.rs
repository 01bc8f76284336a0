//! Dates of the curator's records that have not come yet. Only the caller knows what day it is, so this is asked for.

use super::Curation;
use crate::diag::{Diagnostic, Diagnostics, Location};
use crate::model::PartialDate;
use chrono::NaiveDate;

impl Curation {
    /// Reports takedowns and corrections that are dated after today. The clocks of others may be a day ahead.
    pub fn report_future(&self, today: NaiveDate, diagnostics: &mut Diagnostics) {
        let takedowns = self.takedowns.iter().filter_map(|it| Some((it.date?, &it.path, it.line, "takedown", NOTICE)));
        let corrections = self.corrections.iter().map(|it| (it.date, &it.path, it.line, "correction", NEWS));
        for (date, path, line, what, effect) in takedowns.chain(corrections) {
            if is_to_come(date, today) {
                let fault = Diagnostic::warning("B086", format!("a {what} of {}, which has not come yet", date.long()));
                let fault = fault.at(Location::line(path.clone(), line));
                diagnostics.push(fault.help(format!("{effect}; write the day on which it was made")));
            }
        }
    }
}

const NOTICE: &str = "the notice tells readers this date";
const NEWS: &str = "pages tell readers this date, and feeds keep the article above newer ones until then";

/// Whether a day is to come wherever one is on earth.
pub fn is_to_come(date: PartialDate, today: NaiveDate) -> bool {
    today.succ_opt().is_some_and(|tomorrow| date.first_day() > tomorrow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_and_vague_dates_have_come() {
        let today = NaiveDate::from_ymd_opt(2021, 10, 2).expect("a day");
        let to_come = |text: &str| is_to_come(PartialDate::parse_iso(text).expect("a date"), today);
        assert!(["2021-10-02", "2021-10-03", "2021-10", "2021", "1999"].iter().all(|date| !to_come(date)));
        assert!(["2021-10-04", "2021-11", "2022", "9999-12-31"].iter().all(|date| to_come(date)));
    }
}
