//! Cuts the sorted terms into files.
//!
//! A file holds a stretch of the alphabet. Terms are parted by their first letter; a letter that fills more than a file is
//! parted by the next, and so on; small neighbours share a file. So a change to one term moves no border but those of its
//! own letter, and most files of a rebuilt site stay as they were.

use super::postings::TermList;
use rayon::prelude::*;
use std::fmt::Write;

/// Size that a file should not exceed, in bytes.
const LIMIT: usize = 16 << 10;

/// One file of terms.
#[derive(Debug)]
pub(super) struct Shard {
    /// The least text that none of its terms is below, and all terms of the files before are.
    pub(super) from: String,
    /// `"term term …",[[posting, …], …]`
    pub(super) arguments: String,
}

/// A term with its list as it will stand in the file.
struct Encoded {
    term: String,
    list: String,
}

impl Encoded {
    fn size(&self) -> usize {
        self.term.len() + self.list.len() + 2
    }
}

/// Cuts the terms, which come sorted.
pub(super) fn cut(lists: Vec<TermList>) -> Vec<Shard> {
    let encoded: Vec<Encoded> =
        lists.into_par_iter().map(|list| Encoded { list: encode(&list), term: list.term }).collect();
    let mut ends = Vec::new();
    part(&encoded, 0, 0, &mut ends);
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let ranges: Vec<_> = starts.zip(ends.iter().copied()).collect();
    ranges
        .into_par_iter()
        .map(|(start, end)| {
            let before = start.checked_sub(1).map_or("", |last| encoded[last].term.as_str());
            shard(before, &encoded[start..end])
        })
        .collect()
}

/// Ascending numbers, each less the document of the one before. A list that was cut short begins with the number of
/// documents, negative.
fn encode(list: &TermList) -> String {
    let mut text = String::with_capacity(list.postings.len() * 4 + 2);
    text.push('[');
    if list.documents > list.postings.len() {
        write!(text, "-{},", list.documents).expect("writing to a String cannot fail");
    }
    let mut document = 0;
    for &posting in &list.postings {
        push_number(&mut text, posting - document * 16);
        text.push(',');
        document = posting / 16;
    }
    text.pop();
    text.push(']');
    text
}

fn push_number(text: &mut String, mut number: u32) {
    let mut digits = [0; 10];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    text.push_str(str::from_utf8(&digits[at..]).expect("digits are ASCII"));
}

/// Appends the ends of the files that the terms from `offset` on give, which share their first `depth` letters.
fn part(terms: &[Encoded], offset: usize, depth: usize, ends: &mut Vec<usize>) {
    let fits = |terms: &[Encoded]| terms.iter().map(Encoded::size).sum::<usize>() <= LIMIT;
    if terms.len() == 1 || fits(terms) {
        if !terms.is_empty() {
            ends.push(offset + terms.len());
        }
        return;
    }
    let letter = |term: &Encoded| term.term.chars().nth(depth);
    let (mut at, mut waiting, mut size) = (offset, 0, 0);
    for group in terms.chunk_by(|a, b| letter(a) == letter(b)) {
        let group_size: usize = group.iter().map(Encoded::size).sum();
        if waiting > 0 && size + group_size > LIMIT {
            ends.push(at);
            (waiting, size) = (0, 0);
        }
        if group_size > LIMIT {
            part(group, at, depth + 1, ends);
        } else {
            waiting += group.len();
            size += group_size;
        }
        at += group.len();
    }
    if waiting > 0 {
        ends.push(at);
    }
}

fn shard(before: &str, terms: &[Encoded]) -> Shard {
    let mut arguments = String::with_capacity(terms.iter().map(Encoded::size).sum::<usize>() + 8);
    // terms are letters and digits: nothing in them needs escaping
    arguments.push('"');
    for term in terms {
        arguments.push_str(&term.term);
        arguments.push(' ');
    }
    arguments.pop();
    arguments.push_str("\",[");
    for term in terms {
        arguments.push_str(&term.list);
        arguments.push(',');
    }
    arguments.pop();
    arguments.push(']');
    Shard { from: border(before, &terms[0].term), arguments }
}

/// The shortest beginning of `first` that is greater than `before`.
fn border(before: &str, first: &str) -> String {
    let mut others = before.chars();
    let end = first.char_indices().find(|&(_, c)| others.next() != Some(c));
    let end = end.map_or(first.len(), |(at, c)| at + c.len_utf8());
    first[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(term: &str, postings: usize) -> TermList {
        TermList {
            term: term.to_owned(),
            documents: postings,
            postings: (0..postings as u32).map(|n| n * 16 + 1).collect(),
        }
    }

    #[test]
    fn lists_are_differences() {
        let list =
            TermList { term: "x".to_owned(), documents: 3, postings: vec![3 * 16 + 5, 4 * 16 + 15, 104 * 16 + 1] };
        assert_eq!(encode(&list), "[53,31,1601]");
        assert_eq!(encode(&TermList { documents: 9000, ..list }), "[-9000,53,31,1601]");
    }

    #[test]
    fn borders_part_what_they_should() {
        assert_eq!(border("", "abc"), "a");
        assert_eq!(border("abacus", "abc"), "abc");
        assert_eq!(border("ab", "abc"), "abc");
        assert_eq!(border("kabul", "kyiv"), "ky");
    }

    #[test]
    fn a_change_moves_no_border_of_another_letter() {
        let terms = |extra: usize| -> Vec<TermList> {
            let mut lists: Vec<TermList> =
                (0..4000).zip(('a'..='z').cycle()).map(|(n, letter)| list(&format!("{letter}{n:04}"), 40)).collect();
            lists.extend((0..extra).map(|n| list(&format!("mz{n:04}"), 40)));
            lists.sort_by(|a, b| a.term.cmp(&b.term));
            lists
        };
        let (before, after) = (cut(terms(0)), cut(terms(300)));
        let same = before.iter().filter(|a| after.iter().any(|b| a.arguments == b.arguments)).count();
        assert!(before.len() > 26 && before.len() - same <= 2, "{same} of {}", before.len());
    }

    proptest! {
        #[test]
        fn every_term_lies_where_the_borders_say(terms in proptest::collection::btree_set("[a-d]{1,6}", 0..200), size in 1..2000usize) {
            let shards = cut(terms.iter().map(|term| list(term, size)).collect());
            let mut found = Vec::new();
            for (n, shard) in shards.iter().enumerate() {
                let held = shard.arguments[1..].split('"').next().unwrap_or_default();
                for term in held.split(' ') {
                    prop_assert!(term >= shard.from.as_str());
                    prop_assert!(shards.get(n + 1).is_none_or(|next| term < next.from.as_str()));
                    found.push(term.to_owned());
                }
                prop_assert!(shard.arguments.len() <= LIMIT + 10 || !held.contains(' '));
            }
            prop_assert_eq!(found, terms.into_iter().collect::<Vec<_>>());
        }
    }
}
