//! Names made comparable: folded words, the parts that a person can be called by, initials.

use crate::link::word_list::{WordList, words};
use crate::model::EntityKind;
use crate::text::{fold, slug};
use std::sync::LazyLock;

/// What a name is able to stand for by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// It identifies: a full personal name, any name of an organisation or a place.
    Full,
    /// One part of a personal name: a surname, a given name.
    Single,
}

/// The comparable form of a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Form {
    /// Folded words with single spaces, without article, honorifics and legal forms.
    pub(crate) words: String,
    /// What it can stand for.
    pub(crate) shape: Shape,
}

/// Dropped before a personal name, even when one word is left.
static HONORIFICS: WordList = LazyLock::new(|| {
    words(
        "ambassador capt captain chancellor col colonel commander dame dr gen general gov governor hon lady \
         lieutenant lord lt maj major minister miss mme mr mrs ms president prof professor rev sen senator sgt sir",
    )
});

/// Dropped before a personal name of two words or more; alone with one word they are half of the name ("Pope Francis").
static STYLES: WordList = LazyLock::new(|| {
    words(
        "ayatollah baron baroness cardinal chief crown duke emir emperor empress imam king late maulana maulvi mullah \
         pope prince princess queen sheikh sultan",
    )
});

/// Words that join the parts of a personal name and are none themselves.
static PARTICLES: WordList = LazyLock::new(|| {
    words("af al av bin bint da das de del della den der di do dos du e ibn la le ten ter ud ul ur van von y zu")
});

/// Marks of generation behind a personal name.
static GENERATIONS: WordList = LazyLock::new(|| words("ii iii iv jr sr v vi vii viii"));

/// Legal forms behind the name of a company.
static LEGAL_FORMS: WordList = LazyLock::new(|| words("ag co corp gmbh inc llc ltd nv plc sa"));

/// British and American spellings within names of institutions.
const SPELLINGS: [(&str, &str); 10] = [
    ("centre", "center"),
    ("centres", "centers"),
    ("defence", "defense"),
    ("harbour", "harbor"),
    ("labour", "labor"),
    ("organisation", "organization"),
    ("organisations", "organizations"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("theatre", "theater"),
];

/// Kinds of place whose word may stand with the place's own name or not.
static PLACE_CLASSES: WordList = LazyLock::new(|| {
    words(
        "area autonomous county district governorate municipality oblast prefecture province region territory town \
         valley village",
    )
});

/// Words within a name that its initials may leave out.
static SMALL_WORDS: WordList = LazyLock::new(|| words("and at de for in of on the to und with"));

/// Longer names are not put into Latin letters: a slug is cut.
const LONGEST_SPELLED: usize = 60;

impl Form {
    /// The comparable form of a name as it stands in a text.
    pub(crate) fn of(text: &str, kind: EntityKind) -> Self {
        let folded = folded_words(text);
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        if words.len() > 1 && words[0] == "the" {
            words.remove(0);
        }
        match kind {
            EntityKind::Person => {
                let kept = &words[leading_titles(&words)..];
                words = kept.to_vec();
            }
            EntityKind::Organisation => {
                while words.len() > 1 && words.last().is_some_and(|word| LEGAL_FORMS.contains(word)) {
                    words.pop();
                }
                for word in &mut words {
                    if let Ok(at) = SPELLINGS.binary_search_by_key(word, |pair| pair.0) {
                        *word = SPELLINGS[at].1;
                    }
                }
            }
            EntityKind::Place => {}
        }
        let last = words.len().saturating_sub(1);
        for word in words.iter_mut().take(last) {
            if *word == "el" {
                *word = "al";
            }
        }
        let mut words = words.join(" ");
        if words.is_empty() {
            // nothing but signs: the name is what it is
            fold(text).trim().clone_into(&mut words);
        }
        let single = kind == EntityKind::Person && Self::parts_of(&words).len() < 2 && !starts_with_initial(&words);
        Self { words, shape: if single { Shape::Single } else { Shape::Full } }
    }

    /// The parts of a personal name, without particles, initials and marks of generation, at most sixteen.
    pub(crate) fn parts(&self) -> Vec<&str> {
        Self::parts_of(&self.words)
    }

    fn parts_of(words: &str) -> Vec<&str> {
        let is_part =
            |word: &&str| !PARTICLES.contains(word) && !GENERATIONS.contains(word) && word.chars().nth(1).is_some();
        words.split(' ').filter(is_part).take(16).collect()
    }

    /// What a person with this full name may be called by surname: the last part, alone and with its particles
    /// ("gogh", "van gogh"). The Arabic article is always left out, as texts do.
    pub(crate) fn surnames(&self) -> Vec<String> {
        let parts = self.parts();
        let Some(&last) = parts.last() else { return Vec::new() };
        let words: Vec<&str> = self.words.split(' ').collect();
        let at = words.iter().rposition(|word| *word == last).unwrap_or(0);
        let from = words[..at].iter().rposition(|word| !PARTICLES.contains(word)).map_or(at, |before| before + 1);
        let mut found = vec![last.to_owned()];
        let with: Vec<&str> = words[from..=at].iter().copied().filter(|word| *word != "al").collect();
        if with.len() > 1 {
            found.push(with.join(" "));
        }
        found
    }

    /// What a single part is looked up by among [`Form::surnames`].
    pub(crate) fn as_short(&self) -> String {
        let words: Vec<&str> =
            self.words.split(' ').filter(|word| *word != "al" && !GENERATIONS.contains(word)).collect();
        if words.is_empty() { self.words.clone() } else { words.join(" ") }
    }

    /// Shorter forms by which the same article may go on: without the first given names, or with an initial for them.
    pub(crate) fn shortenings(&self) -> Vec<String> {
        let words: Vec<&str> = self.words.split(' ').collect();
        let parts = self.parts();
        let (Some(first), Some(last), true) = (parts.first(), parts.last(), parts.len() > 1) else { return Vec::new() };
        let initial = first.chars().next().map(|c| format!("{c} {last}"));
        let tails = (1..words.len().min(8)).map(|from| words[from..].join(" "));
        initial.into_iter().chain(tails.filter(|tail| Self::parts_of(tail).len() > 1)).collect()
    }

    /// A full name of three or four parts with initials for the middle ones.
    pub(crate) fn with_middle_initials(&self) -> Option<String> {
        let words: Vec<&str> = self.words.split(' ').collect();
        let (first, last) = (words.first()?, words.last()?);
        let is_plain =
            |word: &&str| !PARTICLES.contains(word) && !GENERATIONS.contains(word) && word.chars().nth(1).is_some();
        if !(3..=4).contains(&words.len()) || !words.iter().all(is_plain) {
            return None;
        }
        let initials: Vec<&str> = words[1..words.len() - 1].iter().filter_map(|word| word.get(..1)).collect();
        Some(format!("{first} {} {last}", initials.join(" ")))
    }

    /// The name without middle initials, when it has some between two parts.
    pub(crate) fn without_initials(&self) -> Option<String> {
        let words: Vec<&str> = self.words.split(' ').collect();
        let inner = words.len().checked_sub(2).filter(|&inner| inner > 0)?;
        let kept: Vec<&str> = words
            .iter()
            .enumerate()
            .filter(|&(at, word)| at == 0 || at > inner || word.chars().nth(1).is_some())
            .map(|(_, word)| *word)
            .collect();
        (kept.len() < words.len() && Self::parts_of(&kept.join(" ")).len() > 1).then(|| kept.join(" "))
    }

    /// All words run together: "france24" for "France 24"; Greek and Cyrillic letters as Latin ones.
    pub(crate) fn squeezed(&self) -> String {
        let is_alphabetic = |c: char| c.is_ascii() || ('\u{370}'..='\u{52f}').contains(&c);
        if self.words.is_ascii() || self.words.len() > LONGEST_SPELLED || !self.words.chars().all(is_alphabetic) {
            return self.words.replace(' ', "");
        }
        slug(&self.words).replace('-', "")
    }

    /// The name of a place without the word for its kind ("panjshir" for "Panjshir Valley"), when it has one.
    pub(crate) fn without_class(&self) -> Option<&str> {
        let mut core = self.words.as_str();
        while let Some((rest, last)) = core.rsplit_once(' ') {
            if !PLACE_CLASSES.contains(last) {
                break;
            }
            core = rest;
        }
        (core.len() < self.words.len()).then_some(core)
    }

    /// The initials of its words, without and with small words ("dd", "dod"), and without what follows the last "of"
    /// ("nrf" for "National Resistance Front of Afghanistan"); none for a single word.
    pub(crate) fn initials(&self) -> Vec<String> {
        let first = |word: &str| word.chars().next();
        let main =
            |words: &str| words.split(' ').filter(|word| !SMALL_WORDS.contains(word)).filter_map(first).collect();
        let all: String = self.words.split(' ').filter_map(first).collect();
        let head = self.words.rsplit_once(" of ").map(|(head, _)| main(head));
        let mut found: Vec<String> = vec![main(&self.words), all];
        found.extend(head);
        found.retain(|letters| letters.chars().nth(1).is_some());
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// How many leading words are titles rather than name.
fn leading_titles(words: &[&str]) -> usize {
    let mut from = 0;
    while words.len() > from + 1
        && (HONORIFICS.contains(words[from]) || (STYLES.contains(words[from]) && words.len() - from > 2))
    {
        from += 1;
    }
    from
}

/// A name as written without what is only dress: article, titles before a person, a possessive ending.
pub(crate) fn display(text: &str, kind: EntityKind) -> &str {
    let mut bare = text.trim();
    for ending in ["'s", "’s", "'", "’"] {
        bare = bare.strip_suffix(ending).unwrap_or(bare);
    }
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for word in bare.split(' ').take(16) {
        if !word.is_empty() {
            words.push((at, word));
        }
        at += word.len() + 1;
    }
    let folded: Vec<String> = words.iter().map(|(_, word)| folded_words(word)).collect();
    let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
    let article = usize::from(folded.len() > 1 && folded[0] == "the");
    let titles = if kind == EntityKind::Person { leading_titles(&folded[article..]) } else { 0 };
    words.get(article + titles).map_or(bare, |&(from, _)| &bare[from..])
}

/// Whether a text is written as an acronym: two to eight capitals, with or without full stops and digits.
pub(crate) fn is_acronym(text: &str) -> bool {
    let mut capitals = 0;
    for c in text.chars() {
        if c.is_uppercase() {
            capitals += 1;
        } else if c != '.' && !c.is_ascii_digit() {
            return false;
        }
    }
    (2..=8).contains(&capitals)
}

/// Lower-case words of letters and digits; apostrophes and full stops vanish, everything else separates.
fn folded_words(text: &str) -> String {
    let folded = fold(text);
    let bare = folded.trim();
    let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix('\'')).unwrap_or(bare);
    let mut out = String::with_capacity(bare.len());
    let mut gap = false;
    for c in bare.chars() {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        } else if c == '&' {
            out.push_str(" and");
            gap = true;
        } else if !matches!(c, '\'' | '.') {
            gap = true;
        }
    }
    out
}

fn starts_with_initial(words: &str) -> bool {
    words.split_once(' ').is_some_and(|(first, _)| first.chars().nth(1).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityKind::{Organisation, Person, Place};

    fn words(text: &str, kind: EntityKind) -> String {
        Form::of(text, kind).words
    }

    #[test]
    fn spellings_are_sorted() {
        assert!(SPELLINGS.is_sorted());
    }

    #[test]
    fn names_are_compared_without_their_dress() {
        assert_eq!(words("the Taliban’s", Organisation), "taliban");
        assert_eq!(words("Al-Qaeda", Organisation), words("el Qaeda", Organisation));
        assert_eq!(words("U.S.", Place), "us");
        assert_eq!(words("President Émomali RAHMON", Person), "emomali rahmon");
        assert_eq!(words("Prince Karim Aga Khan IV", Person), "karim aga khan iv");
        assert_eq!(words("Pope Francis", Person), "pope francis");
        assert_eq!(words("Mr. Rahmon", Person), "rahmon");
        assert_eq!(words("World Health Organisation", Organisation), "world health organization");
        assert_eq!(words("Marks & Spencer plc", Organisation), "marks and spencer");
        assert_eq!(words("—", Person), "-");
    }

    #[test]
    fn one_part_does_not_identify_a_person() {
        let shape = |text| Form::of(text, Person).shape;
        assert_eq!(shape("Rahmon"), Shape::Single);
        assert_eq!(shape("al-Assad"), Shape::Single);
        assert_eq!(shape("J. Smith"), Shape::Full);
        assert_eq!(shape("Bashar al-Assad"), Shape::Full);
        assert_eq!(Form::of("Kabul", Place).shape, Shape::Full);
    }

    #[test]
    fn surnames_keep_their_particles() {
        let of = |text| Form::of(text, Person).surnames();
        assert_eq!(of("Vincent van Gogh"), ["gogh", "van gogh"]);
        assert_eq!(of("Bashar al-Assad"), ["assad"]);
        assert_eq!(of("Martin Luther King Jr"), ["king"]);
        assert_eq!(Form::of("al-Assad", Person).as_short(), "assad");
    }

    #[test]
    fn shorter_forms() {
        let of = |text| Form::of(text, Person).shortenings();
        assert_eq!(of("Aung San Suu Kyi"), ["a kyi", "san suu kyi", "suu kyi"]);
        assert_eq!(of("Ahmad Massoud"), ["a massoud"]);
        assert_eq!(Form::of("Donald J. Trump", Person).without_initials().as_deref(), Some("donald trump"));
        assert_eq!(Form::of("J. Smith", Person).without_initials(), None);
    }

    #[test]
    fn middle_names_may_be_initials() {
        let of = |text| Form::of(text, Person).with_middle_initials();
        assert_eq!(of("John Milo Ford").as_deref(), Some("john m ford"));
        assert_eq!(of("John M. Ford"), None);
        assert!(of("Osama bin Laden").is_none() && of("Sammy Davis Jr.").is_none());
    }

    #[test]
    fn initials_with_and_without_small_words() {
        let of = |text| Form::of(text, Organisation).initials();
        assert_eq!(of("Collective Security Treaty Organisation"), ["csto"]);
        assert_eq!(of("Department of Defense"), ["dd", "dod"]);
        assert!(of("National Resistance Front of Afghanistan").contains(&"nrf".to_owned()));
        assert!(of("Taliban").is_empty());
        assert!(is_acronym("U.N.") && is_acronym("G7N") && !is_acronym("Nato") && !is_acronym("A"));
    }

    #[test]
    fn shown_without_dress() {
        assert_eq!(display("the Taliban’s", Organisation), "Taliban");
        assert_eq!(display("Prince  Karim Aga Khan IV", Person), "Karim Aga Khan IV");
        assert_eq!(display("Mr. Rahmon", Person), "Rahmon");
        assert_eq!(display("The", Place), "The");
        assert_eq!(display(" ", Place), "");
    }

    #[test]
    fn places_without_their_class() {
        assert_eq!(Form::of("Panjshir Valley", Place).without_class(), Some("panjshir"));
        assert_eq!(Form::of("Gorno-Badakhshan Autonomous Province", Place).without_class(), Some("gorno badakhshan"));
        assert_eq!(Form::of("Province", Place).without_class(), None);
    }
}
