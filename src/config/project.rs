//! Finds out what ROOT is, and where its parts lie.

use super::{Config, Curation};
use crate::diag::Diagnostics;
use std::path::{Path, PathBuf};

/// A curator's project, or a plain folder of articles taken as one.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder that was named.
    pub root: PathBuf,
    /// Where the articles are.
    pub seeds: PathBuf,
    /// Where the site goes unless `-o` says otherwise.
    pub default_output: PathBuf,
    /// What else to watch: `briefing.toml`, `curation/`, `templates/`, `static/`, those that exist.
    pub watched: Vec<PathBuf>,
    /// Settings.
    pub config: Config,
    /// Decisions.
    pub curation: Curation,
}

/// The project cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// ROOT does not exist or is no folder.
    #[error("{} is not a folder", path.display())]
    NotAFolder {
        /// What was named.
        path: PathBuf,
    },
    /// A file that exists could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
}

impl Project {
    /// Opens a project.
    ///
    /// A folder with `briefing.toml` or `seeds/` is a project; any other folder holds the articles itself, its site goes
    /// to `./site`, and its title is made from its name.
    ///
    /// # Errors
    /// When `root` is no folder or a file of the project cannot be read. What is wrong *in* the files goes to `diagnostics`.
    pub fn open(root: &Path, _diagnostics: &mut Diagnostics) -> Result<Self, ConfigError> {
        if !root.is_dir() {
            return Err(ConfigError::NotAFolder { path: root.to_owned() });
        }
        let seeds = root.join("seeds");
        let is_project = root.join("briefing.toml").is_file() || seeds.is_dir();
        Ok(Self {
            root: root.to_owned(),
            default_output: if is_project { root.join("site") } else { PathBuf::from("site") },
            seeds: if is_project { seeds } else { root.to_owned() },
            watched: Vec::new(),
            config: Config::default(),
            curation: Curation::default(),
        })
    }
}
