//! Which file of a project a text on the command line means, however its path is written.

use crate::config::{Project, closest};
use crate::pipeline::{Planned, id_of_path};
use std::path::Path;

/// A path as somebody typed it: relative to the seeds, to the project, or to the current folder.
#[derive(Debug)]
pub(super) struct TypedPath {
    /// What it comes to below the seeds, in each of these ways.
    below: Vec<String>,
}

impl TypedPath {
    pub(super) fn new(project: &Project, typed: &str) -> Self {
        let seeds = project.seeds.canonicalize().ok();
        let real = |path: &Path| -> Option<String> {
            let full = path.canonicalize().ok()?;
            Some(slashed(full.strip_prefix(seeds.as_deref()?).ok()?))
        };
        let written = typed.replace('\\', "/");
        let written = written.trim_start_matches("./");
        // a file that is gone has no real path; its name may begin with the folder's
        let shown = slashed(&project.seeds);
        let lexical =
            [shown.as_str(), "seeds"].into_iter().find_map(|seeds| written.strip_prefix(seeds)?.strip_prefix('/'));
        let ways = [real(Path::new(typed)), real(&project.root.join(typed)), lexical.map(str::to_owned)];
        let mut below: Vec<String> = ways.into_iter().flatten().chain([written.to_owned()]).collect();
        below.retain(|path| !path.is_empty());
        Self { below }
    }

    /// Whether this path is meant, to the letter.
    pub(super) fn is(&self, path: &str) -> bool {
        self.below.iter().any(|below| below == path)
    }

    /// Those of the paths that are meant: to the letter, else but for the ending that was left out. Several are ambiguous.
    pub(super) fn among<'p>(&self, paths: &[&'p str]) -> Vec<&'p str> {
        let is_stem = |path: &str| path.rsplit_once('.').is_some_and(|(stem, _)| self.is(stem));
        let mut found: Vec<&str> = paths.iter().copied().filter(|path| self.is(path)).collect();
        if found.is_empty() {
            found = paths.iter().copied().filter(|path| is_stem(path)).collect();
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The path that was most likely meant: spelled nearly so, or of this name in another folder.
    pub(super) fn meant<'p>(&self, paths: &[&'p str]) -> Option<&'p str> {
        let nearly = self.below.iter().find_map(|below| closest(below, paths.iter().copied()));
        let name = |path: &str| id_of_path(path.rsplit('/').next().unwrap_or(path));
        let wanted = self.below.last().map(|below| name(below))?;
        let mut alike = paths.iter().copied().filter(|path| name(path) == wanted);
        nearly.or_else(|| alike.next().filter(|_| alike.next().is_none()))
    }
}

/// Whether a text is written as paths are, and not as titles, names or ids.
pub(super) fn is_path(text: &str) -> bool {
    const STARTS: [&str; 6] = ["/", "./", "../", "~/", "seeds/", "curation/"];
    const ENDINGS: [&str; 11] =
        [".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".toml", ".pdf", ".doc", ".docx", ".rtf"];
    let lower = text.to_lowercase();
    STARTS.iter().any(|start| lower.starts_with(start))
        || ENDINGS.iter().any(|ending| lower.ends_with(ending))
        || (text.contains(['/', '\\']) && !text.contains(char::is_whitespace))
}

/// The paths of all files that were found, articles or not, shown or not.
pub(super) fn all_paths(planned: &Planned) -> Vec<&str> {
    let articles = planned.briefing.articles.iter().map(|article| article.annotated.article.source.path.as_str());
    let others = planned.briefing.skipped.iter().map(|skipped| skipped.path.as_str());
    articles.chain(others).collect()
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: [&str; 4] = ["2021/kabul.txt", "2021/kabul.md", "2022/The Heir.txt", "ferry.md"];

    fn among(typed: &str) -> Vec<&'static str> {
        TypedPath::new(&Project::plain(Path::new("nowhere")), typed).among(&PATHS)
    }

    #[test]
    fn paths_are_taken_however_they_are_written() {
        for typed in ["ferry.md", "./ferry.md", "seeds/ferry.md", "nowhere/ferry.md", "ferry", "seeds/ferry"] {
            assert_eq!(among(typed), ["ferry.md"], "{typed}");
        }
        assert_eq!(among("2022\\The Heir.txt"), ["2022/The Heir.txt"]);
        assert_eq!(among("2021/kabul"), ["2021/kabul.md", "2021/kabul.txt"]);
        assert_eq!(among("fery.md"), Vec::<&str>::new());
    }

    #[test]
    fn the_path_that_was_meant() {
        let meant = |typed: &str| TypedPath::new(&Project::plain(Path::new("nowhere")), typed).meant(&PATHS);
        assert_eq!(meant("seeds/fery.md"), Some("ferry.md"));
        assert_eq!(meant("the-heir.txt"), Some("2022/The Heir.txt"));
        assert_eq!(meant("kabul.html"), None);
    }

    #[test]
    fn titles_are_no_paths() {
        for path in ["seeds/x", "a/b", "014.txt", "The Heir.html", "..\\x.md", "~/raw"] {
            assert!(is_path(path), "{path}");
        }
        for title in ["The heir", "Iran/Iraq: a history", "and/or what", "3.5 percent", "U.S. troops leave"] {
            assert!(!is_path(title), "{title}");
        }
    }
}
