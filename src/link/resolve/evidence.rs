//! What a text itself says of two names being one: "X (ABC)", "X (Y, …)", "X, officially known as Y"; and of one name being
//! two people: "X, the son of X".

use super::name::{Form, Shape};
use super::table::Table;
use crate::link::block_text;
use crate::link::word_list::{WordList, words};
use crate::model::{Annotated, EntityKind, Mention};
use rayon::prelude::*;
use std::sync::LazyLock;

/// Longest text between two names that still joins them.
const LONGEST_GAP: usize = 80;
/// How far back an acronym in brackets looks for its expansion.
const REACH: usize = 3;

/// Longest text between a name and the same name of a relative.
const LONGEST_KINSHIP: usize = 160;
/// Words beside a name among which kin is looked for; marks count too.
const KIN_REACH: usize = 8;
/// Nobody is his own.
static KIN: WordList = LazyLock::new(|| {
    words(
        "aunt brother cousin daughter father grandfather grandson husband mother namesake nephew niece sister son uncle \
         wife",
    )
});

/// What a text says of two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Evidence {
    /// An acronym beside its expansion, one of them in brackets.
    Expansion {
        /// Surface of the acronym.
        acronym: u32,
        /// Name of the expansion.
        full: u32,
    },
    /// Two names, one in brackets, one a part of the other; or "also known as".
    Alias(u32, u32),
    /// This mention names somebody whom a relative's name was given to, by intention or by mistake.
    Namesake(u32),
    /// This part of a personal name stands for a relative of the person before it: "his son Ahmad".
    Relative {
        /// The mention of the relative.
        mention: u32,
        /// The last full name before it.
        of: Option<u32>,
    },
    /// The text speaks of kin beside this full name, which may be a relative's but for a word.
    Kin(u32),
}

/// The evidence of each article, in order of the text.
pub(crate) fn find(articles: &[Annotated], table: &Table<'_>) -> Vec<Vec<Evidence>> {
    articles
        .par_iter()
        .enumerate()
        .map(|(at, article)| {
            let pairs = Pairs { article, table, at };
            let found = |right| [pairs.before(right), pairs.namesake(right), pairs.relative(right), pairs.kin(right)];
            (0..article.mentions.len()).flat_map(found).flatten().collect()
        })
        .collect()
}

/// Pairs of mentions of one article.
#[derive(Clone, Copy)]
struct Pairs<'a> {
    article: &'a Annotated,
    table: &'a Table<'a>,
    at: usize,
}

impl Pairs<'_> {
    /// What the text says of a mention and one shortly before it.
    fn before(self, right: usize) -> Option<Evidence> {
        let b = &self.article.mentions[right];
        let text = block_text(self.article, b.at.block);
        let opened = text.get(..b.at.span.start as usize)?.trim_end_matches(' ');
        let opened = opened.strip_suffix("the").map_or(opened, |rest| rest.trim_end_matches(' '));
        if !opened.ends_with('(') {
            return self.known_as(right);
        }
        let closed = text.get(b.at.span.end as usize..)?.starts_with([')', ',', ';']);
        (1..=REACH.min(right)).filter(|_| closed).find_map(|back| {
            let a = &self.article.mentions[right - back];
            let gap = gap(text, a, b)?;
            let adjacent = gap.trim_start().starts_with('(');
            self.expansion(right - back, right).filter(|_| adjacent || !gap.contains('.')).or_else(|| {
                let whole = back == 1 && adjacent && self.contained(right - back, right);
                whole.then(|| Evidence::Alias(self.name(right - back), self.name(right)))
            })
        })
    }

    /// "X, the son of … X": the first of them is somebody else.
    fn namesake(self, right: usize) -> Option<Evidence> {
        let b = &self.article.mentions[right];
        let back = (1..=REACH.min(right)).find(|back| self.name(right - back) == self.name(right))?;
        let a = &self.article.mentions[right - back];
        if a.kind != EntityKind::Person || a.at.block != b.at.block {
            return None;
        }
        let text = block_text(self.article, b.at.block);
        let gap = text.get(a.at.span.end as usize..b.at.span.start as usize)?;
        (gap.len() <= LONGEST_KINSHIP && says_kin(gap)).then_some(Evidence::Namesake((right - back) as u32))
    }

    /// "his son Ahmad".
    fn relative(self, mention: usize) -> Option<Evidence> {
        let b = &self.article.mentions[mention];
        let single = |at: usize| self.table.names[self.name(at) as usize].form.shape == Shape::Single;
        if b.kind != EntityKind::Person || !single(mention) || !KIN.contains(word_before(self.article, b)) {
            return None;
        }
        let before = (1..=REACH.min(mention)).map(|back| mention - back);
        let of = before
            .filter(|&at| self.article.mentions[at].at.block == b.at.block)
            .find(|&at| self.article.mentions[at].kind == EntityKind::Person && !single(at));
        Some(Evidence::Relative { mention: mention as u32, of: of.map(|at| self.name(at)) })
    }

    /// "X’s father, Y", "Y, whose son X …".
    fn kin(self, mention: usize) -> Option<Evidence> {
        let b = &self.article.mentions[mention];
        if b.kind != EntityKind::Person || self.table.names[self.name(mention) as usize].form.shape == Shape::Single {
            return None;
        }
        let text = block_text(self.article, b.at.block);
        let (before, after) = (text.get(..b.at.span.start as usize)?, text.get(b.at.span.end as usize..)?);
        let is_kin = |word: &str| KIN.contains(word);
        let marks = |c: char| !c.is_alphabetic();
        let said = before.rsplit(marks).take(KIN_REACH).any(is_kin) || after.split(marks).take(KIN_REACH).any(is_kin);
        said.then(|| Evidence::Kin(self.name(mention)))
    }

    fn name(self, mention: usize) -> u32 {
        self.table.name(self.at, mention)
    }

    /// One is an acronym and the other has its initials.
    fn expansion(self, left: usize, right: usize) -> Option<Evidence> {
        let is_body = |mention: usize| self.article.mentions[mention].kind != EntityKind::Person;
        let spelled = |acronym: usize, full: usize| {
            let surface = self.table.mentions[self.at][acronym];
            let letters = Form::of(self.table.surfaces[surface as usize].text, EntityKind::Organisation).words;
            let own = self.table.surfaces[self.table.mentions[self.at][full] as usize].text;
            let fits = Form::of(own, EntityKind::Organisation).initials().contains(&letters);
            (self.table.acronym[surface as usize] && is_body(acronym) && is_body(full) && fits)
                .then(|| Evidence::Expansion { acronym: surface, full: self.name(full) })
        };
        spelled(right, left).or_else(|| spelled(left, right))
    }

    /// Both name the same kind of body or place, and all words of one are words of the other.
    fn contained(self, left: usize, right: usize) -> bool {
        let (a, b) = (&self.table.names[self.name(left) as usize], &self.table.names[self.name(right) as usize]);
        let within = |x: &Form, y: &Form| x.words.split(' ').take(16).all(|word| y.words.split(' ').any(|w| w == word));
        a.kind == b.kind && a.kind != EntityKind::Person && (within(&a.form, &b.form) || within(&b.form, &a.form))
    }

    /// "X, officially known as the Y".
    fn known_as(self, right: usize) -> Option<Evidence> {
        let left = right.checked_sub(1)?;
        let (a, b) = (&self.article.mentions[left], &self.article.mentions[right]);
        let gap = gap(block_text(self.article, b.at.block), a, b)?;
        (a.kind == b.kind && says_known_as(gap)).then(|| Evidence::Alias(self.name(left), self.name(right)))
    }
}

/// The word that stands right before a mention; empty when there is none.
pub(crate) fn word_before<'t>(article: &'t Annotated, mention: &Mention) -> &'t str {
    let before = block_text(article, mention.at.block).get(..mention.at.span.start as usize).unwrap_or("");
    let before = before.strip_suffix(' ').unwrap_or("");
    &before[before
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..]
}

/// The text between two mentions of a block, when it is short.
fn gap<'t>(text: &'t str, a: &Mention, b: &Mention) -> Option<&'t str> {
    if a.at.block != b.at.block {
        return None;
    }
    text.get(a.at.span.end as usize..b.at.span.start as usize).filter(|gap| gap.len() <= LONGEST_GAP)
}

/// ", the younger brother of …".
fn says_kin(gap: &str) -> bool {
    let Some(rest) = gap.strip_prefix(", ") else { return false };
    let words: Vec<&str> = rest.split(' ').take(5).collect();
    words.windows(2).any(|pair| KIN.contains(pair[0]) && pair[1] == "of") && !gap.contains(". ")
}

/// Adverbs that make "known as" a statement of a name.
const ADVERBS: [&str; 7] = ["also", "better", "commonly", "formally", "formerly", "officially", "previously"];

fn says_known_as(gap: &str) -> bool {
    let words: Vec<&str> =
        gap.split(|c: char| !c.is_alphabetic()).filter(|word| !matches!(*word, "" | "the")).collect();
    let words = match words.as_slice() {
        ["which" | "who", "is" | "was", rest @ ..] => rest,
        all => all,
    };
    let Some((adverb, rest)) = words.split_first() else { return false };
    let says = matches!(rest, ["called" | "named"] | ["known", "as"] | ["referred", "to", "as"]);
    says && ADVERBS.contains(adverb) && !gap.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinship_needs_the_words() {
        assert!(says_kin(", the son of the late leader "));
        assert!(says_kin(", younger brother of "));
        assert!(!says_kin(", leader of the sons of "));
        assert!(!says_kin(" and the son of "));
    }

    #[test]
    fn known_as_needs_the_words() {
        assert!(says_known_as(", officially known as the "));
        assert!(says_known_as(", also called “"));
        assert!(!says_known_as(", known for the "));
        assert!(!says_known_as(", who also called "));
        assert!(!says_known_as(". It is also known as "));
    }
}
