//! What of an article may be shown, and by whose leave.

/// Words in a row that make a passage: so many of a withheld text must stand nowhere. Fewer are names and set phrases.
pub const PASSAGE: usize = 8;

/// What of an article may be shown; the stricter is the greater.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Display {
    /// The whole text.
    #[default]
    Full,
    /// Its beginning.
    Excerpt,
    /// Only title, source and link.
    LinkOnly,
    /// Nothing.
    Hidden,
}

impl Display {
    /// The word used in the curator's files and in `briefing.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Excerpt => "excerpt",
            Self::LinkOnly => "link-only",
            Self::Hidden => "hidden",
        }
    }
}

/// What may be shown of an article, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rights {
    /// What is shown.
    pub display: Display,
    /// The licence that it is shown under: a name such as `CC BY 4.0`, or an address.
    pub licence: Option<String>,
    /// Who permitted it, in the curator's words.
    pub permission: Option<String>,
}

/// The text of an article that readers must not get, for whoever checks that they don't. It is no part of the briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// Path of the source file, relative to the seeds.
    pub path: String,
    /// What is not shown, a block or the rest of one each.
    pub passages: Vec<String>,
}

/// An article that readers get nothing of. It is no part of the briefing; its curator can still name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// Its id.
    pub id: String,
    /// Path of the source file, relative to the seeds.
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Id of its publisher.
    pub publisher: Option<String>,
    /// Lines that the curator had taken out of it.
    pub struck: Vec<String>,
    /// How it is known that it was taken down; none when it is hidden otherwise.
    pub taken_down: Option<Recognised>,
}

/// How well an article is recognised as one that was taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recognised {
    /// By its bytes, its file, its id.
    Certainly,
    /// By the address of the original, which a later text can have, too.
    ByAddress,
    /// By an id that another file has now.
    ById,
    /// By its title.
    ByTitle,
}
