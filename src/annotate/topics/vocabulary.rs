//! The built-in vocabulary of news subjects, from `data/topics.txt`.

use super::matcher::{Capitals, Matcher};
use std::sync::{Arc, LazyLock};

static TOPICS: &str = include_str!("../../../data/topics.txt");

/// A subject.
#[derive(Debug)]
pub(super) struct Subject {
    /// Identity.
    pub id: &'static str,
    /// Name.
    pub name: Arc<str>,
    /// IPTC Media Topics id.
    pub iptc: Option<Arc<str>>,
    /// Ids of the broader subjects, the nearest first.
    pub broader: Arc<[Arc<str>]>,
}

/// All subjects with their cues.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// The subjects in the file's order.
    pub subjects: Vec<Subject>,
    /// The cues; targets are positions in `subjects`.
    pub matcher: Matcher,
}

impl Vocabulary {
    /// The vocabulary that the program carries, built once.
    pub(super) fn built_in() -> &'static Self {
        static BUILT: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::parse(TOPICS));
        &BUILT
    }

    /// The subject with an id.
    pub(super) fn subject(&self, id: &str) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.id == id)
    }

    fn parse(file: &'static str) -> Self {
        let mut subjects: Vec<Subject> = Vec::new();
        let mut cues = Vec::new();
        for line in file.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            if let Some((weight, phrases)) = line.strip_prefix("  ").and_then(|line| line.split_once(' ')) {
                let (Ok(weight), Some(subject)) = (weight.parse::<f32>(), subjects.len().checked_sub(1)) else {
                    continue;
                };
                cues.extend(phrases.split(", ").map(|phrase| (phrase.to_owned(), subject as u32, weight)));
                continue;
            }
            let mut fields = line.split(" | ").map(str::trim);
            let mut field = || fields.next().filter(|field| *field != "-");
            let (Some(id), Some(name)) = (field(), field()) else { continue };
            let iptc = field().map(|number| Arc::from(format!("medtop:{number}")));
            let parent = field();
            // a broader subject stands before its narrower ones
            let above = parent.and_then(|parent| subjects.iter().find(|subject| subject.id == parent));
            let broader =
                parent.map(Arc::from).into_iter().chain(above.iter().flat_map(|above| above.broader.iter().cloned()));
            let broader = broader.collect();
            subjects.push(Subject { id, name: Arc::from(name), iptc, broader });
        }
        Self { subjects, matcher: Matcher::new(Capitals::Names, cues) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_slugs_and_parents_exist() {
        let subjects = &Vocabulary::built_in().subjects;
        let ids: BTreeSet<&str> = subjects.iter().map(|subject| subject.id).collect();
        assert_eq!(ids.len(), subjects.len());
        assert!(subjects.len() >= 300);
        let numbers: Vec<&str> = subjects.iter().filter_map(|subject| subject.iptc.as_deref()).collect();
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len(), "a number stands twice");
        for subject in subjects {
            assert_eq!(crate::text::slug(subject.id), subject.id);
            for broader in subject.broader.iter() {
                assert!(ids.contains(&**broader), "{}: no subject {broader}", subject.id);
                assert_ne!(&**broader, subject.id, "a circle");
            }
            if let Some(parent) = subject.broader.first() {
                let before = subjects.iter().take_while(|other| other.id != subject.id);
                assert!(before.into_iter().any(|other| other.id == &**parent), "{} stands before {parent}", subject.id);
            }
            if let Some(iptc) = &subject.iptc {
                let number = iptc.strip_prefix("medtop:").unwrap();
                assert!(number.len() == 8 && number.bytes().all(|b| b.is_ascii_digit()), "{iptc}");
            }
        }
    }

    #[test]
    fn cues_are_tidy() {
        let mut subject = "";
        let mut seen = BTreeSet::new();
        for line in TOPICS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let Some(cues) = line.strip_prefix("  ") else {
                subject = line;
                seen.clear();
                continue;
            };
            let (weight, phrases) = cues.split_once(' ').expect("a weight and phrases");
            assert!(matches!(weight, "0" | "1" | "2" | "3"), "{subject}: {weight}");
            for phrase in phrases.split(", ") {
                assert!(phrase.len() > 1 && phrase.trim() == phrase && !phrase.contains('’'), "{subject}: {phrase:?}");
                assert!(!phrase.trim_end_matches('*').contains('*'), "{subject}: {phrase:?}");
                assert!(seen.insert(phrase), "{subject}: {phrase:?} twice");
            }
        }
    }
}
