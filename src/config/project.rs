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
    /// Only some of a project's articles were named, so that its decisions would not be found.
    #[error(
        "{} is a part of the project in {}, whose settings and decisions would be ignored: name {} instead",
        path.display(), project.display(), project.display()
    )]
    PartOfProject {
        /// What was named.
        path: PathBuf,
        /// Where the project is.
        project: PathBuf,
    },
    /// A project lies among the articles, so that its decisions would not be found.
    #[error(
        "{} holds a project in {}, whose settings and decisions would be ignored: name {} instead, or move it elsewhere",
        path.display(), project.display(), project.display()
    )]
    HoldsProject {
        /// What was named.
        path: PathBuf,
        /// Where the project is.
        project: PathBuf,
    },
}

impl Project {
    /// Opens a project.
    ///
    /// A folder with `briefing.toml` or `seeds/` is a project, and so is the one around a `seeds/` with `briefing.toml` or
    /// `curation/` beside it; any other folder holds the articles itself, and the decisions in a `curation/` among them; its
    /// site goes to `./site`, and its title is made from its name.
    ///
    /// # Errors
    /// When `root` is no folder, a file of the project cannot be read, or decisions would be ignored because a part of a
    /// project was named or one lies below. What is wrong *in* the files goes to `diagnostics`.
    pub fn open(root: &Path, diagnostics: &mut Diagnostics) -> Result<Self, ConfigError> {
        if !root.is_dir() {
            return Err(ConfigError::NotAFolder { path: root.to_owned() });
        }
        if has_settings_or_seeds(root) {
            return Self::open_project(root, diagnostics);
        }
        if let Some(project) = Self::of_seeds(root) {
            return Self::open_project(&project, diagnostics);
        }
        if let Some(project) = Self::root_around(root).filter(|project| is_part_of(root, project)) {
            return Err(ConfigError::PartOfProject { path: root.to_owned(), project });
        }
        if let Some(project) = project_below(root) {
            return Err(ConfigError::HoldsProject { path: root.to_owned(), project });
        }
        let mut project = Self::plain(root);
        if holds_decisions(root) {
            let decisions = below(root, "curation");
            project.curation = curation::load(&decisions, diagnostics);
            project.config.ingest.curation = Some(decisions);
        }
        Ok(project)
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

    /// Whether a folder is a project: it has `briefing.toml` or `seeds/`, or decisions in `curation/`.
    pub fn is_at(folder: &Path) -> bool {
        has_settings_or_seeds(folder) || holds_decisions(folder)
    }

    /// The project whose `seeds/` holds a path, or which has a `briefing.toml` or decisions above it: the nearest one.
    pub fn root_around(path: &Path) -> Option<PathBuf> {
        let full = path.canonicalize().ok()?;
        let root = full.ancestors().find(|folder| is_decided_on(folder) || full.starts_with(folder.join("seeds")))?;
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

fn has_settings_or_seeds(folder: &Path) -> bool {
    folder.join(FILE).is_file() || folder.join("seeds").is_dir()
}

/// Whether somebody said anything of the articles of a folder.
fn is_decided_on(folder: &Path) -> bool {
    folder.join(FILE).is_file() || holds_decisions(folder)
}

/// Whether a folder has a `curation/` of decisions. Articles may lie in a folder of that name, too.
fn holds_decisions(folder: &Path) -> bool {
    let Ok(entries) = folder.join("curation").read_dir() else { return false };
    entries.filter_map(Result::ok).any(|entry| {
        let path = entry.path();
        path.extension().is_some_and(|ending| ending == "toml")
            || (["articles", "editions"].contains(&&*entry.file_name().to_string_lossy()) && path.is_dir())
    })
}

/// A project in one of the folders below, the first in the order of the alphabet on the highest level.
fn project_below(folder: &Path) -> Option<PathBuf> {
    let mut level = vec![folder.to_owned()];
    while !level.is_empty() {
        let entries = level.iter().filter_map(|folder| folder.read_dir().ok()).flatten().filter_map(Result::ok);
        let mut folders: Vec<PathBuf> = entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
            .map(|entry| entry.path())
            .collect();
        folders.sort();
        if let Some(project) = folders.iter().find(|folder| is_decided_on(folder)) {
            return Some(project.clone());
        }
        level = folders;
    }
    None
}

/// Whether a folder holds some of the articles that a project's settings and decisions are for.
fn is_part_of(folder: &Path, project: &Path) -> bool {
    let seeds = if has_settings_or_seeds(project) { project.join("seeds") } else { project.to_owned() };
    let (Ok(folder), Ok(seeds)) = (folder.canonicalize(), seeds.canonicalize()) else { return false };
    is_decided_on(project) && folder != seeds && folder.starts_with(&seeds)
}

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
