//! Names of authors, taken apart as far as that is safe.
//!
//! 1. A name with a word that only bodies have ("Agency", "Ministry"), or of a single word, is not taken apart.
//! 2. A name in a script in which the order of names differs from English, or is not known, is not taken apart.
//! 3. "Family, Given" is as it says. Else the last word is the family name, with the particles before it ("van", "bin"),
//!    and what follows a comma or stands at the end ("Jr.", "III") a suffix.

use crate::text::tidy;

/// An author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// A human being.
    Person {
        /// Family name.
        family: String,
        /// Given names.
        given: String,
        /// "van", "de la", "bin".
        particle: Option<String>,
        /// "Jr.", "III".
        suffix: Option<String>,
    },
    /// A body, or a name that is better left whole.
    Body(String),
}

/// Words that make a name one of a body; sorted.
const OF_BODIES: [&str; 47] = [
    "academy",
    "agencies",
    "agency",
    "and",
    "army",
    "association",
    "authority",
    "board",
    "broadcasting",
    "bureau",
    "center",
    "centre",
    "command",
    "commission",
    "committee",
    "company",
    "correspondent",
    "correspondents",
    "council",
    "department",
    "desk",
    "editor",
    "editorial",
    "editors",
    "foundation",
    "government",
    "group",
    "institute",
    "international",
    "league",
    "magazine",
    "media",
    "ministry",
    "network",
    "news",
    "newsroom",
    "of",
    "office",
    "organisation",
    "organization",
    "press",
    "radio",
    "reporter",
    "service",
    "staff",
    "team",
    "university",
];

/// Words before a family name that belong to it; sorted. Written with a small letter in the name.
const PARTICLES: [&str; 26] = [
    "al", "ap", "bin", "bint", "da", "dal", "de", "degli", "del", "della", "den", "der", "di", "dos", "du", "el",
    "ibn", "la", "le", "ten", "ter", "van", "vom", "von", "zu", "zur",
];

const SUFFIXES: [&str; 8] = ["II", "III", "IV", "Jr", "Jr.", "Sr", "Sr.", "V"];

impl Author {
    /// From a name as a byline has it.
    pub fn parse(name: &str) -> Self {
        let name = tidy(name).into_owned();
        let words: Vec<&str> = name.split_whitespace().collect();
        let of_bodies = |word: &&str| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            OF_BODIES.binary_search(&word.as_str()).is_ok()
        };
        let odd = |c: char| c.is_ascii_digit() || matches!(c, '@' | '/' | '(' | ')' | '&' | '|' | ':' | '<' | '>');
        if words.len() < 2 || words.iter().any(of_bodies) || name.contains(odd) || !name.chars().all(is_western) {
            return Self::Body(name);
        }
        match name.split_once(',') {
            None => Self::in_order(&words, None),
            Some((before, after)) => {
                let (before, after) = (before.trim(), after.trim());
                let inner: Vec<&str> = before.split_whitespace().collect();
                if SUFFIXES.contains(&after) && inner.len() > 1 {
                    Self::in_order(&inner, Some(after))
                } else if after.is_empty() || before.is_empty() || after.contains(',') {
                    Self::Body(name.clone())
                } else {
                    let (particle, family) = particle(&inner);
                    Self::Person { family, particle, given: after.to_owned(), suffix: None }
                }
            }
        }
    }

    /// Given names, particles, family name, suffix.
    fn in_order(words: &[&str], suffix: Option<&str>) -> Self {
        let (words, suffix) = match (words, suffix) {
            ([before @ .., last], None) if before.len() > 1 && SUFFIXES.contains(last) => (before, Some(*last)),
            _ => (words, suffix),
        };
        // the first word is given, whatever it is
        let family = (1..words.len()).find(|&at| is_particle(words[at]) && at + 1 < words.len());
        let family = family.unwrap_or(words.len() - 1);
        let (particle, name) = particle(&words[family..]);
        Self::Person { family: name, given: words[..family].join(" "), particle, suffix: suffix.map(str::to_owned) }
    }

    /// The name in the order in which it is spoken.
    pub fn spoken(&self) -> String {
        match self {
            Self::Body(name) => name.clone(),
            Self::Person { family, given, particle, suffix } => {
                let parts = [Some(given), particle.as_ref(), Some(family), suffix.as_ref()];
                parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// The particles at the beginning of a family name, and the rest of it.
fn particle(words: &[&str]) -> (Option<String>, String) {
    let count = words.iter().take(words.len().saturating_sub(1)).take_while(|word| is_particle(word)).count();
    let particle = (count > 0).then(|| words[..count].join(" "));
    (particle, words[count..].join(" "))
}

fn is_particle(word: &str) -> bool {
    PARTICLES.binary_search(&word).is_ok()
}

/// Scripts in which the last word of a byline is the family name.
fn is_western(c: char) -> bool {
    !c.is_alphabetic()
        || matches!(c, '\0'..='\u{24F}' | '\u{370}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' | '\u{2C60}'..='\u{2C7F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(family: &str, given: &str, particle: Option<&str>, suffix: Option<&str>) -> Author {
        Author::Person {
            family: family.to_owned(),
            given: given.to_owned(),
            particle: particle.map(str::to_owned),
            suffix: suffix.map(str::to_owned),
        }
    }

    #[test]
    fn lists_are_sorted() {
        assert!(OF_BODIES.is_sorted() && PARTICLES.is_sorted() && SUFFIXES.is_sorted());
    }

    #[test]
    fn people() {
        for (name, is) in [
            ("Bruce Pannier", person("Pannier", "Bruce", None, None)),
            ("Ludwig  van Beethoven", person("Beethoven", "Ludwig", Some("van"), None)),
            ("María José de la Cruz", person("Cruz", "María José", Some("de la"), None)),
            ("Mohammed bin Salman", person("Salman", "Mohammed", Some("bin"), None)),
            ("van Rossum, Guido", person("Rossum", "Guido", Some("van"), None)),
            ("Martin Luther King Jr.", person("King", "Martin Luther", None, Some("Jr."))),
            ("Sammy Davis, Jr.", person("Davis", "Sammy", None, Some("Jr."))),
            ("J. R. R. Tolkien", person("Tolkien", "J. R. R.", None, None)),
            ("Юлия Латынина", person("Латынина", "Юлия", None, None)),
            ("Leonardo da", person("da", "Leonardo", None, None)),
        ] {
            assert_eq!(Author::parse(name), is, "{name}");
        }
    }

    #[test]
    fn bodies_and_names_better_left_whole() {
        for name in [
            "Reuters",
            "Ministry of Defence",
            "News Desk",
            "AFP and Reuters",
            "王小明",
            "احمد مسعود",
            "Staff Reporter",
            "A, B, C",
            "Asia-Plus (Dushanbe)",
        ] {
            assert_eq!(Author::parse(name), Author::Body(name.to_owned()));
        }
    }

    #[test]
    fn names_are_spoken_as_they_were_written() {
        for name in ["Ludwig van Beethoven", "Martin Luther King Jr.", "Reuters"] {
            assert_eq!(Author::parse(name).spoken(), name);
        }
    }
}
