//! Phrases that say what somebody is, before and behind a name.

use crate::link::word_list::{WordList, words};
use std::sync::LazyLock;

/// Longest phrase in characters.
const LONGEST: usize = 72;
/// Words looked at on either side.
const REACH: usize = 14;
/// Words before the office in an apposition ("a former Central Asian security analyst").
const LEAD: usize = 7;

/// What people are called by: offices, professions, parts that they play.
static OFFICES: WordList = LazyLock::new(|| {
    words(
        "activist actor actress admiral adviser advisor advocate aide ambassador analyst anthropologist archbishop \
         architect artist astronaut athlete attorney author banker bishop boss broadcaster campaigner candidate captain \
         cardinal ceo chair chairman chairperson chairwoman chancellor chef chief cleric co-founder coach colonel \
         columnist commander commentator commissioner composer congressman congresswoman consul coordinator correspondent \
         councillor critic dean delegate designer diplomat director doctor economist editor emir engineer envoy executive \
         expert farmer fellow filmmaker founder general geologist governor head historian imam inspector investigator \
         journalist judge justice king lawmaker lawyer leader lecturer legislator lieutenant manager marshal mayor mep \
         minister monarch mp negotiator novelist nurse officer official owner painter photographer physician physicist \
         poet politician pope premier president priest principal producer professor prosecutor publisher rapporteur \
         reporter representative researcher scholar scientist secretary senator singer sociologist speaker specialist \
         spokesman spokesperson spokeswoman striker surgeon teacher undersecretary veteran vice-president warlord worker \
         writer",
    )
});

/// Lower-case words that belong to an office standing behind them.
static MODIFIERS: WordList = LazyLock::new(|| {
    words(
        "acting assistant chief defence defense deputy economic energy executive exiled finance first foreign former \
         founding general health honorary incoming interim interior justice late longtime managing military opposition \
         outgoing party political press prime rebel regional resistance security self-declared self-proclaimed \
         self-styled senior state then trade vice",
    )
});

/// Offices that say nothing without what they are held in.
static BARE: WordList =
    LazyLock::new(|| words("advisor adviser chief director executive head leader officer official representative"));

/// Whether a phrase is an office that by itself says nothing: "Leader".
pub(super) fn is_bare(phrase: &str) -> bool {
    BARE.contains(plain(phrase).as_str())
}

/// Forms of address that say nothing of what somebody is.
static ADDRESSES: WordList = LazyLock::new(|| words("dame dr lady lord miss mr mrs ms prof sir"));

/// Capitalised only because they begin a sentence.
static OPENERS: WordList = LazyLock::new(|| {
    words(
        "a according after also although an and as at because before both but by despite during earlier even following \
         for from he her here his how however if in instead it its last later like meanwhile my next not now on once only \
         our said says she since so still that the their then there these this those though today under unlike until what \
         when where while who why with yesterday yet your",
    )
});

/// A word as it is compared: lower case, without possessive and full stop.
fn plain(word: &str) -> String {
    let lower = word.to_lowercase();
    let bare = lower.trim_end_matches(['.', ',']);
    bare.strip_suffix("’s").or_else(|| bare.strip_suffix("'s")).unwrap_or(bare).to_owned()
}

fn is_office(word: &str) -> bool {
    let word = plain(word);
    OFFICES.contains(word.as_str()) || word.rsplit_once('-').is_some_and(|(_, last)| OFFICES.contains(last))
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

fn joins(word: &str) -> bool {
    matches!(word, "of" | "for" | "at" | "in" | "to")
}

/// What stands before a name in its sentence: "Tajik President", "the President of Tajikistan", "leader of the Front,".
pub(super) fn before(left: &str, title: Option<&str>) -> Option<String> {
    let mut words: Vec<&str> = left.split(' ').rev().filter(|word| !word.is_empty()).take(REACH).collect();
    words.reverse();
    let comma = words.last().is_some_and(|word| word.ends_with(','));
    let last = words.len().checked_sub(1)?;
    // the phrase begins behind the last mark of punctuation
    let ends_phrase = |word: &str| word.ends_with([',', ';', ':', '!', '?', ')', '”', '"', '—', '–']);
    let from = words[..last].iter().rposition(|word| ends_phrase(word)).map_or(0, |at| at + 1);
    let whole_sentence = from == 0 && left.split(' ').filter(|word| !word.is_empty()).nth(REACH).is_none();
    let titled = |word: &str| title.is_some_and(|title| title.split(' ').any(|part| part == word));
    let is_office = |word: &str| is_office(word) || (titled(word) && !ADDRESSES.contains(plain(word).as_str()));
    let office = (from..=last).rev().find(|&at| is_office(words[at]))?;
    let tail = &words[office + 1..];
    if !is_complement(tail) || (!comma && ends_phrase(words[last])) {
        return None;
    }
    let mut start = office;
    while start > from {
        let word = words[start - 1];
        let opens = whole_sentence && start == 1 && OPENERS.contains(plain(word).as_str());
        let belongs = is_office(word)
            || MODIFIERS.contains(word)
            || word.strip_prefix("ex-").is_some()
            || (is_capitalised(word) && !opens)
            || (word == "and" && start >= from + 2 && is_office(words[start - 2]));
        if !belongs {
            break;
        }
        start -= 1;
    }
    // "the president, Ahmad …" may be two people; "Tajikistan’s president, …" and "the head of …, X" are not
    if comma && tail.is_empty() && start == office {
        return None;
    }
    finished(&words[start..], office - start).or_else(|| {
        // of two offices the one that stands next to the name
        let second = words[start..office].iter().rposition(|word| *word == "and").map(|at| start + at + 1)?;
        finished(&words[second..], office - second)
    })
}

/// Of, at or for something with a name.
fn is_complement(words: &[&str]) -> bool {
    let Some((first, rest)) = words.split_first() else { return true };
    joins(first)
        && rest.last().is_some_and(|word| is_capitalised(word))
        && rest.iter().all(|word| is_capitalised(word) || joins(word) || matches!(*word, "the" | "and" | "&"))
}

/// What follows on the words behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// The name of another person.
    Person,
    /// Anything else.
    Other,
}

/// What stands behind a name in its sentence: ", the leader of the Front,".
///
/// `next` says that another person's name follows on what is given: a phrase that leads up to it is that person's.
pub(super) fn after(right: &str, next: Next) -> Option<String> {
    let mut rest = right.strip_prefix(", ")?;
    // "X, 35, a teacher"
    if let Some((age, behind)) = rest.split_once(", ")
        && !age.is_empty()
        && age.bytes().all(|byte| byte.is_ascii_digit())
    {
        rest = behind;
    }
    let rest = ["who is ", "who was "].iter().find_map(|lead| rest.strip_prefix(lead)).unwrap_or(rest);
    let article = ["the ", "a ", "an "].iter().find_map(|lead| rest.strip_prefix(lead));
    let phrase = article.unwrap_or(rest);
    let end = phrase.find([',', ';', ':', '.', '(', '—', '–', '"', '“', '”'])?;
    if next == Next::Person && phrase[end..].trim_start_matches([',', ' ']).is_empty() {
        return None;
    }
    let all: Vec<&str> = phrase[..end].split(' ').filter(|word| !word.is_empty()).take(2 * REACH).collect();
    let until = all.iter().position(|word| matches!(*word, "who" | "which" | "that" | "said" | "says" | "told"));
    let words = &all[..until.unwrap_or(all.len())];
    let office = words.iter().take(LEAD + 1).position(|word| is_office(word))?;
    // the office may be several words, of which the last one counts
    let office = (office..words.len().min(office + 4)).take_while(|&at| at == office || !joins(words[at]));
    let office = office.filter(|&at| is_office(words[at])).last()?;
    let led = words[..office].iter().all(|word| is_capitalised(word) || MODIFIERS.contains(word) || is_office(word));
    let apart = words.get(office + 1).is_none_or(|word| joins(word) || *word == "and");
    // ", the president said": the office speaks, and is somebody else's
    let speaks = until.is_some_and(|at| at == office + 1 && matches!(all[at], "said" | "says" | "told"));
    if (article.is_none() && !led) || !apart || speaks || words[..office].iter().any(|word| joins(word)) {
        return None;
    }
    finished(words, office)
}

/// The words as a phrase with a capital, cut to a sensible length behind the office.
fn finished(words: &[&str], office: usize) -> Option<String> {
    let mut end = words.len();
    loop {
        let phrase = words[..end].join(" ");
        let phrase = phrase.trim_end_matches([',', ' ']);
        if phrase.chars().count() <= LONGEST {
            let articles = ["the ", "The ", "A ", "An "];
            let phrase = articles.iter().find_map(|article| phrase.strip_prefix(article)).unwrap_or(phrase);
            let mut letters = phrase.chars();
            return letters.next().map(|first| first.to_uppercase().chain(letters).collect());
        }
        // drop the last complement: "… at the Institute in Paris"
        end = words[..end].iter().rposition(|word| joins(word) || *word == "and").filter(|&at| at > office)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_a_name() {
        for (left, role) in [
            ("Earlier Tajik President ", Some("Tajik President")),
            ("As for the President of Tajikistan ", Some("President of Tajikistan")),
            ("Tajikistan’s President ", Some("Tajikistan’s President")),
            ("When President ", Some("President")),
            (
                "he met former Vice President and self-declared Acting President ",
                Some("Former Vice President and self-declared Acting President"),
            ),
            (
                "along with the leader of the Afghan National Congress Party, ",
                Some("Leader of the Afghan National Congress Party"),
            ),
            (
                "the son of Afghanistan’s National Resistance Front leader and Soviet-era resistance leader ",
                Some("Soviet-era resistance leader"),
            ),
            ("KABUL, Oct 6 – The former Vice President ", Some("Former Vice President")),
            ("said the president, ", None),
            ("said Mr. ", None),
            ("In this respect, ", None),
            ("the leader smiled at ", None),
            ("", None),
        ] {
            assert_eq!(before(left, None).as_deref(), role, "{left}");
        }
        assert_eq!(before("the Mufti ", Some("Mufti")).as_deref(), Some("Mufti"));
        assert_eq!(before("said Mr. ", Some("Mr.")), None);
    }

    #[test]
    fn words_behind_a_name() {
        for (right, role) in [
            (", the leader of the National Resistance Front, said", Some("Leader of the National Resistance Front")),
            (
                ", leader of the National Parliamentary Party in Afghanistan.",
                Some("Leader of the National Parliamentary Party in Afghanistan"),
            ),
            (", 41, a teacher from Kulob, crossed", None),
            (", 41, a teacher, crossed", Some("Teacher")),
            (
                ", a former Central Asian security analyst at the Forum, says",
                Some("Former Central Asian security analyst at the Forum"),
            ),
            (", the president said", None),
            (", the president said on Monday.", None),
            (", a historian who shows the recordings to her students.", Some("Historian")),
            (", who told reporters that the minister, too, left", None),
            (" and the leader of Y,", None),
            (", President", None),
        ] {
            assert_eq!(after(right, Next::Other).as_deref(), role, "{right}");
        }
        assert_eq!(after(", former president of Y, ", Next::Person), None);
        assert!(after(", former president of Y, and ", Next::Person).is_some());
    }

    #[test]
    fn long_phrases_are_cut_behind_the_office() {
        let long = ", a professor of international journalism at the Carlos III University of Madrid in Spain, said";
        let role = after(long, Next::Other).unwrap();
        assert!(role.starts_with("Professor of international journalism") && role.chars().count() <= LONGEST, "{role}");
    }
}
