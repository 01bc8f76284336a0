//! Finds out what ROOT is, and where its parts lie.

use super::curation;
use super::reading::{TomlFile, decode};
use super::resolve;
use super::values::BaseUrl;
use super::{Config, Curation, SocialCards};
use crate::diag::Diagnostics;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A curator's project, or a plain folder of articles taken as one.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder that was named.
    pub root: PathBuf,
    /// Where the articles are.
    pub seeds: PathBuf,
    /// Where the site goes.
    pub output: PathBuf,
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
    /// A folder with `briefing.toml` or `seeds/` is a project, and so is the one around a `seeds/` with `briefing.toml` or
    /// `curation/` beside it; any other folder holds the articles itself, its site goes
    /// to `./site`, and its title is made from its name.
    ///
    /// # Errors
    /// When `root` is no folder or a file of the project cannot be read. What is wrong *in* the files goes to `diagnostics`.
    pub fn open(root: &Path, diagnostics: &mut Diagnostics) -> Result<Self, ConfigError> {
        if !root.is_dir() {
            return Err(ConfigError::NotAFolder { path: root.to_owned() });
        }
        if Self::is_at(root) {
            return Self::open_project(root, diagnostics);
        }
        match Self::of_seeds(root) {
            Some(project) => Self::open_project(&project, diagnostics),
            None => Ok(Self::plain(root)),
        }
    }

    /// The project whose `seeds/` a folder is, when there is more of it than that: naming its articles means their project.
    fn of_seeds(folder: &Path) -> Option<PathBuf> {
        let full = folder.canonicalize().ok()?;
        let project = full.parent().filter(|_| full.file_name().is_some_and(|name| name == "seeds"))?;
        (project.join(FILE).is_file() || project.join("curation").is_dir()).then_some(())?;
        let above = folder.parent().map(|above| if above.as_os_str().is_empty() { Path::new(".") } else { above });
        let shown = above.filter(|shown| shown.canonicalize().is_ok_and(|shown| shown == project));
        Some(shown.unwrap_or(project).to_owned())
    }

    /// Whether a folder is a project: it has `briefing.toml` or `seeds/`.
    pub fn is_at(folder: &Path) -> bool {
        folder.join(FILE).is_file() || folder.join("seeds").is_dir()
    }

    /// The project whose `seeds/` holds a path, or which has a `briefing.toml` above it: the nearest one.
    pub fn root_around(path: &Path) -> Option<PathBuf> {
        let full = path.canonicalize().ok()?;
        let root =
            full.ancestors().find(|folder| folder.join(FILE).is_file() || full.starts_with(folder.join("seeds")))?;
        // the user's own way of writing the path is kept where it shows the folder
        let shown = path.ancestors().find(|shorter| shorter.canonicalize().is_ok_and(|shorter| shorter == root));
        if let Some(shown) = shown.filter(|shown| !shown.as_os_str().is_empty()) {
            return Some(shown.to_owned());
        }
        let is_here = Path::new(".").canonicalize().is_ok_and(|here| here == root);
        Some(if is_here { PathBuf::from(".") } else { root.to_owned() })
    }

    /// All that a build reads of it, there or not yet.
    pub fn sources(&self) -> Vec<PathBuf> {
        if self.is_plain() {
            return vec![self.root.clone()];
        }
        [FILE, "seeds", "curation", "templates", "static"].map(|name| self.path(name)).to_vec()
    }

    /// A file or folder of it, as the user would write it.
    pub fn path(&self, name: &str) -> PathBuf {
        below(&self.root, name)
    }

    /// Has the site published at an address, whatever the configuration says.
    pub fn publish_at(&mut self, address: BaseUrl) {
        self.config.site.base_url = Some(address.into_string());
        self.config.emit.site.base_url.clone_from(&self.config.site.base_url);
    }

    /// Has the site written to a folder, wherever it would go by itself.
    pub fn write_to(&mut self, folder: PathBuf) {
        self.config.ingest.output = Some(folder.clone());
        self.output = folder;
    }

    /// Whether it is a plain folder of articles.
    pub fn is_plain(&self) -> bool {
        self.seeds == self.root
    }

    /// Leaves out what is drawn for others to show links with, where nobody will: in a preview.
    pub fn without_cards(&mut self) {
        self.config.emit.social_cards = Some(SocialCards::None);
    }

    /// A folder of articles without settings and decisions, whatever it holds besides.
    pub fn plain(folder: &Path) -> Self {
        let mut project = Self {
            root: folder.to_owned(),
            seeds: folder.to_owned(),
            output: PathBuf::from("site"),
            watched: Vec::new(),
            config: Config::default(),
            curation: Curation::default(),
        };
        project.config.ingest.output = Some(project.output.clone());
        project.config.site.title = title(folder, project.config.site.title);
        project.config.emit.site = project.config.site.clone();
        project
    }

    fn open_project(root: &Path, diagnostics: &mut Diagnostics) -> Result<Self, ConfigError> {
        let mut config = Config::default();
        config.site.title = title(root, config.site.title);
        let file = below(root, FILE);
        if let Some(text) = read_optional(&file, diagnostics)? {
            let mut reading = TomlFile::new(file.display().to_string(), &text, diagnostics);
            config = resolve::config(&mut reading, &text, config);
        }
        let folder = |name: &str| Some(below(root, name)).filter(|path| path.is_dir());
        config.emit.templates = folder("templates");
        config.emit.assets = folder("static");
        config.emit.site = config.site.clone();
        let watched =
            [Some(file).filter(|path| path.is_file()), folder("curation"), folder("templates"), folder("static")];
        Ok(Self {
            root: root.to_owned(),
            seeds: below(root, "seeds"),
            output: below(root, "site"),
            watched: watched.into_iter().flatten().collect(),
            curation: curation::load(&below(root, "curation"), diagnostics),
            config,
        })
    }
}

const FILE: &str = "briefing.toml";

/// `site` rather than `./site`.
fn below(root: &Path, name: &str) -> PathBuf {
    if root == Path::new(".") { PathBuf::from(name) } else { root.join(name) }
}

/// From the folder's real name, also for `.` and `..`.
fn title(folder: &Path, default: String) -> String {
    let full = folder.canonicalize();
    let name = full.as_deref().unwrap_or(folder).file_name().map(|name| name.to_string_lossy().into_owned());
    name.and_then(|name| resolve::title_of_folder(&name)).unwrap_or(default)
}

fn read_optional(path: &Path, diagnostics: &mut Diagnostics) -> Result<Option<String>, ConfigError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(ConfigError::Read { path: path.to_owned(), cause }),
    };
    Ok(decode(bytes, path, diagnostics))
}
