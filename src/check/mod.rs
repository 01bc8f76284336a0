//! Finds what is wrong with a briefing and with its site.
//!
//! Input: the [`Briefing`](crate::model::Briefing), and the site as files in a folder or in memory. Output: reports, which
//! serialise for `check --json`, and [`Diagnostics`], which a person reads.
//!
//! 1. [`check_briefing`]: articles without source, date or title of their own, names that fit several entities, files of
//!    which nothing was left, titles that occur twice.
//! 2. [`check_site`], [`check_files`]: links and resources, pages that nobody links to, what hosts don't take, and on disk
//!    whether the files are those that were written.
//! 3. [`Secrets`]: whether text that may not be shown stands in any file.
//!
//! Errors are defects of the site, warnings want the curator, notes are gaps that the site shows as such.

mod address;
mod briefing;
mod files;
mod html;
mod leaks;
mod site;

pub use briefing::{BriefingReport, check_briefing};
pub use files::CheckError;
pub use leaks::{Leak, Secrets};
pub use site::{BrokenLink, FileSize, SiteReport, check_files, check_site};

use crate::diag::{Diagnostic, Diagnostics, Location};

/// Diagnostics of one kind that are shown; the report holds them all.
const SHOWN: usize = 20;

/// Adds a diagnostic for each of the first places, and one that counts the rest.
fn push_some<T>(diagnostics: &mut Diagnostics, found: &[T], make: impl Fn(&T) -> Diagnostic) {
    for item in found.iter().take(SHOWN) {
        diagnostics.push(make(item));
    }
    let Some(rest) = found.len().checked_sub(SHOWN).filter(|rest| *rest > 0) else { return };
    let last = make(&found[SHOWN]);
    let message = format!("{rest} more of the same kind ({})", last.code);
    diagnostics.push(Diagnostic { message, at: None, help: Some("--json lists all".to_owned()), ..last });
}

fn file(path: &str) -> Location {
    Location::file(path)
}
