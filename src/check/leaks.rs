//! Looks for withheld text in everything that would be published.
//!
//! Eight words in a row of a text that may not be shown must stand in no file: not in pages, data, feeds, the search index,
//! scripts, nor in what a picture says of itself. The writers of those files never see such text, so that this check finds
//! what came by another way: a template, a file of `static/`, a curator's own words, a site built before the decision.
//!
//! 1. Every run of eight words of the withheld texts is hashed, but for those that also stand in texts that are shown, and
//!    for names.
//! 2. Every file is read as text: what stands between tags, what stands in them, and both once more without the escapes of
//!    JSON and of character references. A rolling hash over its words is looked up.
//!
//! Work grows with the texts and with the site.

use super::files::{CheckError, SiteFiles, SiteFolder};
use super::html::decode;
use super::{file, push_some};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::rights::PASSAGE;
use crate::model::{Briefing, UrlPath, Withheld};
use crate::text::{fold, tidy};
use memchr::memchr;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::Hasher;
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
                each_run(passage, |hash, _| _ = secrets.runs.entry(hash).or_insert(article));
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
                    for text in head.into_iter().flatten().chain(blocks).chain(removed) {
                        each_run(text, |hash, _| _ = secrets.runs.contains_key(&hash).then(|| found.insert(hash)));
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
                each_run(name, |hash, _| _ = secrets.runs.remove(&hash));
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

    fn find(&self, files: &dyn SiteFiles, diagnostics: &mut Diagnostics) -> Result<Vec<Leak>, CheckError> {
        if self.runs.is_empty() {
            return Ok(Vec::new());
        }
        let list = files.list()?;
        let found: Vec<Vec<Leak>> = list
            .par_iter()
            .map(|(path, _)| Ok(self.in_text(path, &String::from_utf8_lossy(&files.read(path)?))))
            .collect::<Result<_, CheckError>>()?;
        let leaks: Vec<Leak> = found.into_iter().flatten().collect();
        push_some(diagnostics, &leaks, |leak| {
            Diagnostic::error("B066", format!("shows text of `{}` that is withheld: “{} …”", leak.article, leak.words))
                .at(file(&leak.file))
                .help("build again; if it stays, a template, a file of static/ or a text of curation/ has it")
        });
        Ok(leaks)
    }

    fn in_text(&self, path: &str, text: &str) -> Vec<Leak> {
        let mut found: BTreeMap<u32, (usize, String)> = BTreeMap::new();
        readings(text, &mut |reading| {
            each_run(reading, |hash, run| {
                if let Some(article) = self.runs.get(&hash) {
                    found.entry(*article).or_insert_with(|| (0, tidy(run).into_owned())).0 += 1;
                }
            });
        });
        let leak = |(article, (runs, words)): (u32, (usize, String))| Leak {
            file: path.to_owned(),
            article: self.articles[article as usize].clone(),
            words,
            runs,
        };
        found.into_iter().map(leak).collect()
    }
}

/// Markup in markup in markup: a page in a feed, its references escaped twice.
const DEEPEST: usize = 3;

/// The ways to read a file.
fn readings(text: &str, each: &mut impl FnMut(&str)) {
    layers(text, DEEPEST, each);
    if memchr(b'\\', text.as_bytes()).is_some() {
        layers(&unescaped(text), DEEPEST, each);
    }
}

/// What stands between tags, and what stands in them; both without character references, as long as there are any.
fn layers(text: &str, depth: usize, each: &mut impl FnMut(&str)) {
    let mut between = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        let inside = &rest[at + 1..];
        let is_tag = inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        between.push_str(&rest[..at]);
        between.push(' ');
        rest = inside;
        if !is_tag {
            continue;
        }
        // without an end there is no tag from here on
        let Some(end) = memchr(b'>', inside.as_bytes()) else { break };
        if end > PASSAGE * 2 {
            each(&decode(&inside[..end]));
        }
        rest = &inside[end + 1..];
    }
    between.push_str(rest);
    match decode(&between) {
        Cow::Owned(decoded) if depth > 1 => layers(&decoded, depth - 1, each),
        Cow::Owned(decoded) => each(&decoded),
        Cow::Borrowed(text) => each(text),
    }
}

/// A text without the escapes of JSON and scripts.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(kind) = rest.chars().next() else { break };
        rest = &rest[kind.len_utf8()..];
        match kind {
            'n' | 'r' | 't' | 'b' | 'f' => out.push(' '),
            'u' => {
                let code = rest.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                if let Some(code) = code {
                    rest = &rest[4..];
                    // halves of characters beyond the first plane separate words at most
                    out.push(char::from_u32(code).unwrap_or(' '));
                }
            }
            other => out.push(other),
        }
    }
    out.push_str(rest);
    out
}

const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// Calls back with the hash and the text of each run of eight words.
fn each_run(text: &str, mut each: impl FnMut(u64, &str)) {
    let oldest = (1..PASSAGE).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut ring = [(0_u64, 0_usize); PASSAGE];
    let (mut hash, mut count) = (0_u64, 0_usize);
    let mut rest = 0;
    while let Some((start, end)) = next_word(text, rest) {
        let slot = count % PASSAGE;
        hash = hash.wrapping_sub(ring[slot].0.wrapping_mul(oldest));
        let word = hash_of(&text[start..end]);
        hash = hash.wrapping_mul(BASE).wrapping_add(word);
        ring[slot] = (word, start);
        count += 1;
        rest = end;
        if count >= PASSAGE {
            each(hash, &text[ring[count % PASSAGE].1..end]);
        }
    }
}

/// The next run of letters and digits.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| match bytes[at] {
        byte if byte.is_ascii() => (byte.is_ascii_alphanumeric(), 1),
        _ => text[at..].chars().next().map_or((false, 1), |c| (c.is_alphanumeric() || is_mark(c), c.len_utf8())),
    };
    let mut start = from;
    while start < bytes.len() {
        let (is, length) = is_letter(start);
        if is {
            let mut end = start + length;
            while end < bytes.len() && !is_unspaced(text, start) && !is_unspaced(text, end) {
                let (is, length) = is_letter(end);
                if !is {
                    break;
                }
                end += length;
            }
            return Some((start, end));
        }
        start += length;
    }
    None
}

/// Whether a letter is of a script that writes no spaces: each of them counts as a word.
fn is_unspaced(text: &str, at: usize) -> bool {
    if text.as_bytes()[at].is_ascii() {
        return false;
    }
    let Some(c) = text[at..].chars().next() else { return false };
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Combining marks and joiners stand within words; folding drops them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
}

fn hash_of(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    if word.is_ascii() {
        for byte in word.bytes() {
            hasher.write_u8(byte.to_ascii_lowercase());
        }
    } else {
        for byte in fold(word).bytes() {
            hasher.write_u8(byte);
        }
    }
    // sums of products need words that differ in all bits
    hasher.finish().rotate_left(17).wrapping_mul(0xD6E8_FEB8_6659_FD93) | 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    fn runs(text: &str) -> usize {
        let mut runs = 0;
        each_run(text, |_, _| runs += 1);
        runs
    }

    #[test]
    fn letters_of_scripts_without_spaces_are_words() {
        assert_eq!(runs("one two three four five six seven"), 0);
        assert_eq!(runs("one, two – three four five six seven (eight)"), 1);
        assert_eq!(runs("渡し守はもう遅いと言"), 3);
    }

    #[test]
    fn the_same_words_have_the_same_hash_however_they_are_written() {
        let hash = |text: &str| {
            let mut found = Vec::new();
            readings(text, &mut |reading| each_run(reading, |hash, _| found.push(hash)));
            found
        };
        let plain = hash("He said “don’t go to the river today”");
        assert_eq!(plain.len(), 2);
        for other in [
            "<p>HE <b>said</b> &#8220;don&#8217;t go&nbsp;to the river today&#8221;",
            "<p title=\"He said &quot;don't go to the river today&quot;\">",
            "\"He said \\u201cdon\\u2019t go\\nto the river today\"",
            "&lt;p&gt;He said don&amp;#8217;t &lt;i&gt;go&lt;/i&gt; to the river today",
        ] {
            assert!(plain.iter().all(|run| hash(other).contains(run)), "{other}");
        }
    }

    #[test]
    fn tags_that_never_end_cost_no_square() {
        let started = Instant::now();
        readings(&"<a".repeat(400_000), &mut |reading| assert!(!reading.is_empty()));
        // a square would take minutes
        assert!(started.elapsed().as_secs() < 20);
    }
}
