//! Looks for withheld text in everything that would be published.
//!
//! Eight words in a row of a text that may not be shown must stand in no file: not in pages, data, feeds, the search index,
//! scripts, nor in what a picture says of itself. The writers of those files never see such text, so that this check finds
//! what came by another way: a template, a file of `static/`, a curator's own words, a site built before the decision.
//!
//! 1. Every run of eight words of the withheld texts is hashed, but for those that also stand in texts that are shown, and
//!    for names.
//! 2. `reading`: every file is read as the texts in it: what stands between tags, what stands in them, and both once more
//!    without the escapes of JSON and of character references; archives member by member.
//! 3. `words`: a rolling hash over the words of each text is looked up. Where one passage ends and another begins, eight words
//!    may meet that stand so in a withheld text by chance: a match across such borders counts when it goes on for fifteen
//!    words, which takes more than the two that meet.
//!
//! Work grows with the texts and with the site.

mod reading;
mod words;

use self::reading::{Legible, texts};
use self::words::each_run;
use super::files::{CheckError, SiteFiles, SiteFolder};
use super::{file, push_some};
use crate::diag::{Diagnostic, Diagnostics};
use crate::emit::export::Exported;
use crate::model::rights::PASSAGE;
use crate::model::{Block, BlockKind, Briefing, UrlPath, Withheld};
use crate::text::tidy;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Withheld text in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leak {
    /// The file that has it.
    pub file: String,
    /// The article that may not be shown.
    pub article: String,
    /// Where it begins: eight words.
    pub words: String,
    /// Runs of eight words in the file that are this article's.
    pub runs: usize,
}

/// Every run of words that must stand nowhere.
#[derive(Debug, Default)]
pub struct Secrets {
    /// Hash of a run → the article that it is of.
    runs: FxHashMap<u64, u32>,
    articles: Vec<String>,
}

impl Secrets {
    /// Of the withheld texts, what no text that is shown says, too.
    pub fn new(withheld: &[Withheld], briefing: &Briefing) -> Self {
        let mut secrets = Self { articles: withheld.iter().map(|it| it.path.clone()).collect(), ..Self::default() };
        for (text, article) in withheld.iter().zip(0..) {
            for passage in &text.passages {
                each_run(passage, |run| _ = secrets.runs.entry(run.hash).or_insert(article));
            }
        }
        if !secrets.runs.is_empty() {
            let shown: FxHashSet<u64> = briefing
                .articles
                .par_iter()
                .fold(FxHashSet::default, |mut found, article| {
                    let clean = &article.annotated.article;
                    let blocks = clean.blocks.iter().map(|block| block.text.as_str());
                    let removed = clean.removed.iter().map(|removal| removal.text.as_str());
                    let head = [Some(clean.metadata.title.as_str()), clean.metadata.deck.as_deref()];
                    // lists of names that link articles, made by the program: names are known
                    let reasons = article.related.iter().map(|related| related.why.as_str());
                    for text in head.into_iter().flatten().chain(blocks).chain(removed).chain(reasons) {
                        each_run(text, |run| _ = secrets.runs.contains_key(&run.hash).then(|| found.insert(run.hash)));
                    }
                    for captioned in clean.blocks.iter().filter_map(captioned) {
                        each_run(&captioned, |run| _ = found.insert(run.hash));
                    }
                    found
                })
                .reduce(FxHashSet::default, |a, b| a.into_iter().chain(b).collect());
            secrets.runs.retain(|hash, _| !shown.contains(hash));
            let names = briefing.entities.iter().flat_map(|entity| {
                entity.variants.iter().map(|variant| &variant.text).chain(std::iter::once(&entity.name))
            });
            // the address of a notice is the old one, which was made from the title
            let addresses = briefing.taken_down.iter().map(|notice| &notice.slug);
            for name in names.chain(addresses) {
                each_run(name, |run| _ = secrets.runs.remove(&run.hash));
            }
        }
        secrets
    }

    /// Looks through a site in its folder.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn in_site(&self, folder: &Path, diagnostics: &mut Diagnostics) -> Result<Vec<Leak>, CheckError> {
        self.find(&SiteFolder(folder), diagnostics)
    }

    /// Looks through files in memory.
    ///
    /// # Errors
    /// None: memory can be read.
    pub fn in_files(
        &self,
        files: &BTreeMap<UrlPath, Vec<u8>>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<Leak>, CheckError> {
        self.find(files, diagnostics)
    }

    /// Looks through exports.
    ///
    /// # Errors
    /// None: memory can be read.
    pub fn in_exports(&self, files: &[Exported], diagnostics: &mut Diagnostics) -> Result<Vec<Leak>, CheckError> {
        self.find(&files, diagnostics)
    }

    fn find(&self, files: &dyn SiteFiles, diagnostics: &mut Diagnostics) -> Result<Vec<Leak>, CheckError> {
        if self.runs.is_empty() {
            return Ok(Vec::new());
        }
        let list = files.list()?;
        let found: Vec<(Vec<Leak>, Legible)> = list
            .par_iter()
            .map(|(path, _)| Ok(self.in_file(path, &files.read(path)?)))
            .collect::<Result<_, CheckError>>()?;
        let closed: Vec<&str> = list
            .iter()
            .zip(&found)
            .filter(|(_, (_, legible))| *legible == Legible::InPart)
            .map(|((path, _), _)| path.as_str())
            .collect();
        push_some(diagnostics, &closed, |path| {
            Diagnostic::warning("B067", "may hold withheld text: its words cannot be read")
                .at(file(path))
                .help("look into it yourself before you publish it")
        });
        let leaks: Vec<Leak> = found.into_iter().flat_map(|(leaks, _)| leaks).collect();
        push_some(diagnostics, &leaks, |leak| {
            Diagnostic::error("B066", format!("shows text of `{}` that is withheld: “{} …”", leak.article, leak.words))
                .at(file(&leak.file))
                .help("build again; if it stays, a template, a file of static/ or a text of curation/ has it")
        });
        Ok(leaks)
    }

    fn in_file(&self, path: &str, bytes: &[u8]) -> (Vec<Leak>, Legible) {
        let mut found: BTreeMap<u32, (usize, String)> = BTreeMap::new();
        let legible = texts(path, bytes, &mut |text| {
            let mut stretch = Vec::with_capacity(PASSAGE);
            each_run(text, |run| {
                let Some(&article) = self.runs.get(&run.hash) else { return stretch.clear() };
                stretch.push((article, run.text));
                // one border explains seven runs in a row
                if !run.is_parted || stretch.len() == PASSAGE {
                    for (article, words) in stretch.drain(..) {
                        found.entry(article).or_insert_with(|| (0, tidy(words).into_owned())).0 += 1;
                    }
                }
            });
        });
        let leak = |(article, (runs, words)): (u32, (usize, String))| Leak {
            file: path.to_owned(),
            article: self.articles[article as usize].clone(),
            words,
            runs,
        };
        (found.into_iter().map(leak).collect(), legible)
    }
}

/// What stands below a picture: the caption goes on in its credit.
fn captioned(block: &Block) -> Option<String> {
    match &block.kind {
        BlockKind::Figure { credit: Some(credit), .. } => Some(format!("{} {credit}", block.text)),
        _ => None,
    }
}
