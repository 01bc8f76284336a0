//! Decides which pages exist and where: the one place where addresses are made.
//!
//! Input: the [`Briefing`]. Output: the [`SitePlan`], whose addresses are unique by construction.

use crate::config::PageSettings;
use crate::model::{Briefing, SitePlan};

/// Plans the site.
pub fn plan(_settings: &PageSettings, _briefing: &Briefing) -> SitePlan {
    SitePlan::default()
}
