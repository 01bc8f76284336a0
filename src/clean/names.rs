//! Names of authors and of publishers, as bylines write them.
//!
//! Nothing here knows names: their shape is judged, and what stands around them.

/// Words that may stand in lower case inside a name.
const PARTICLES: [&str; 22] = [
    "al", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la",
    "le", "van", "von", "y", "zu",
];

/// Words of jobs and offices: what stands behind a name in a byline and is no name itself.
const JOBS: [&str; 36] = [
    "analyst",
    "anchor",
    "associate",
    "author",
    "blogger",
    "bureau",
    "business",
    "chief",
    "columnist",
    "contributing",
    "contributor",
    "correspondent",
    "critic",
    "deputy",
    "desk",
    "director",
    "editor",
    "editorial",
    "fellow",
    "freelance",
    "guest",
    "head",
    "journalist",
    "managing",
    "photographer",
    "political",
    "producer",
    "professor",
    "reporter",
    "senior",
    "special",
    "sports",
    "staff",
    "team",
    "writer",
    "writers",
];

/// Words by which a name shows itself as a medium's.
const MEDIA: [&str; 60] = [
    "afp",
    "agency",
    "ap",
    "blog",
    "broadcasting",
    "bulletin",
    "bureau",
    "chronicle",
    "courier",
    "daily",
    "digest",
    "dispatch",
    "echo",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "inquirer",
    "institute",
    "journal",
    "ledger",
    "magazine",
    "mail",
    "media",
    "mercury",
    "mirror",
    "monitor",
    "morning",
    "news",
    "newspaper",
    "observer",
    "online",
    "outlook",
    "post",
    "press",
    "radio",
    "record",
    "register",
    "report",
    "reporter",
    "reuters",
    "review",
    "sentinel",
    "service",
    "standard",
    "star",
    "sun",
    "telegraph",
    "television",
    "times",
    "today",
    "tribune",
    "tv",
    "voice",
    "weekly",
    "wire",
    "world",
    "zeitung",
];

/// Whether a word is capitalised like part of a name, or belongs to a script without case.
fn is_name_word(word: &str) -> bool {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return false };
    let body = |c: char| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‐' | 'ʼ' | '\u{200C}' | '·');
    (first.is_uppercase() || (first.is_alphabetic() && !first.is_lowercase())) && chars.all(body)
}

/// Whether a text has the shape of a person's name (or of a name that stands in for one: "Reuters").
pub(crate) fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() || words.len() > 5 || text.chars().count() > 48 || !words.iter().all(|word| word.len() < 40) {
        return false;
    }
    let particle =
        |word: &str| PARTICLES.binary_search(&word.to_lowercase().as_str()).is_ok() || word.starts_with("d'");
    is_name_word(words[0].trim_start_matches("d'"))
        && words.last().is_some_and(|word| is_name_word(word))
        && words.iter().all(|word| is_name_word(word) || particle(word))
        && !words.iter().any(|word| is_job(word))
}

fn is_job(word: &str) -> bool {
    JOBS.binary_search(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str()).is_ok()
}

/// Whether a text has the shape of a publication's name: one to seven words, the first and, of many, most capitalised.
pub(crate) fn is_publication(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&&str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    !words.is_empty()
        && words.len() <= 7
        && text.chars().count() <= 60
        && text.chars().any(char::is_alphabetic)
        && (words.len() <= 3 || words.iter().filter(capital).count() * 3 >= words.len() * 2)
        && words.first().is_some_and(|word| capital(&word))
        && !text.contains([':', '?', '!', '|'])
}

/// Whether the name says that it is a medium's ("Dispatch", "Times", "Press").
pub(crate) fn names_medium(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        MEDIA.binary_search(&word.as_str()).is_ok()
    }) || [".com", ".org", ".net"].iter().any(|ending| text.ends_with(ending))
}

/// The names of a byline and what follows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Names {
    /// The people.
    pub(crate) people: Vec<String>,
    /// A medium that is named behind them ("By A and B, Pamir Dispatch").
    pub(crate) medium: Option<String>,
}

/// Joints between the last two names of a list, with their spaces.
const JOINTS: [&str; 10] = [" and ", " & ", " y ", " et ", " und ", " e ", " и ", " و ", " con ", " with "];

/// Reads the part of a byline behind its label: "Timur Askarov in Farkhor and Jonas Wendelin, Pamir Dispatch".
pub(crate) fn names(text: &str) -> Option<Names> {
    let pieces = split_joints(text);
    let mut found = Names { people: Vec::new(), medium: None };
    for (at, piece) in pieces.iter().enumerate() {
        let last = at + 1 == pieces.len();
        let (head, cut) = cut_at_place(piece);
        let parts: Vec<&str> =
            head.split([',', ';']).map(|part| strip_label(part.trim())).filter(|part| !part.is_empty()).collect();
        // "A, B and C" lists people; "A and B, C" and "A, C" name a post, a medium or a place behind them
        let people = if last { people_before_comma(&parts, pieces.len()) } else { parts.len() };
        for name in &parts[..people.min(parts.len())] {
            let name = name.trim_end_matches('.');
            if !is_person(name) || (!name.contains(' ') && (at > 0 || pieces.len() > 1)) {
                // "in London and Paris": the list is over; at its start there is no list
                return (!found.people.is_empty()).then_some(found);
            }
            found.people.push(tidy_case(name));
        }
        if last && !cut {
            found.medium = parts.get(people).map(|part| part.trim_end_matches('.')).and_then(medium);
        }
        if last && cut && parts.len() > people {
            found.medium = medium(parts[people].trim_end_matches('.'));
        }
    }
    (!found.people.is_empty() && found.people.len() <= 12).then_some(found)
}

/// How many of the last piece's comma-separated parts are people.
fn people_before_comma(parts: &[&str], pieces: usize) -> usize {
    let several = pieces == 1 && parts.len() > 2;
    let all_people = || parts.iter().all(|part| part.contains(' ') && is_person(part) && !names_medium(part));
    if several && all_people() { parts.len() } else { 1 }
}

fn medium(name: &str) -> Option<String> {
    let name = name.trim();
    (is_publication(name) && names_medium(name)).then(|| name.to_owned())
}

fn split_joints(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((at, len)) =
        JOINTS.iter().filter_map(|joint| rest.find(joint).map(|at| (at, joint.len()))).min_by_key(|&(at, _)| at)
    {
        pieces.push(&rest[..at]);
        rest = &rest[at + len..];
    }
    pieces.push(rest);
    pieces
}

fn cut_at_place(piece: &str) -> (&str, bool) {
    let end = end_of_names(piece);
    (piece[..end].trim().trim_end_matches(',').trim(), end < piece.len())
}

/// "JANE DOE" is how a byline shouts, not how she writes herself; other forms stay.
fn tidy_case(name: &str) -> String {
    let shouted = name.contains(' ')
        && name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        && name.split_whitespace().all(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2);
    if !shouted {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut start = true;
    for c in name.chars() {
        if start {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphabetic();
    }
    out
}

/// Where what follows a list of names begins: a place, a medium, a date, a handle.
fn end_of_names(text: &str) -> usize {
    const ENDS: [&str; 17] = [
        " in ", " at ", " for ", " on ", " from ", " | ", " · ", " – ", " — ", " - ", " / ", " (", " @", " en ",
        " für ", " pour ", " в ",
    ];
    let mut end = text.len();
    for mark in ENDS {
        end = end.min(text.find(mark).unwrap_or(end));
    }
    if let Some(at) = text.find(|c: char| c.is_ascii_digit() || matches!(c, '|' | '•' | '<' | '[')) {
        end = end.min(at);
    }
    // "…, Pamir Dispatch. Vahdat": a stop after a word of more than two letters
    for (at, _) in text.match_indices(". ") {
        let word = text[..at].rsplit(' ').next().unwrap_or_default();
        if word.chars().count() > 2 {
            end = end.min(at);
            break;
        }
    }
    end
}

/// Words that open a byline, with what must follow them.
const LABELS: [&str; 57] = [
    "by",
    "by:",
    "written by",
    "words by",
    "words:",
    "story by",
    "story:",
    "text:",
    "text by",
    "author:",
    "authors:",
    "reported by",
    "report by",
    "posted by",
    "published by",
    "reporter:",
    "writer:",
    "byline:",
    "by-line:",
    "por",
    "por:",
    "texto:",
    "texto de",
    "escrito por",
    "redacción:",
    "autor:",
    "autora:",
    "publicado por",
    "publicado por:",
    "par",
    "par:",
    "texte:",
    "auteur:",
    "propos recueillis par",
    "von",
    "von:",
    "verfasst von",
    "text von",
    "di",
    "di:",
    "a cura di",
    "testo di",
    "autore:",
    "автор:",
    "авторы:",
    "автор",
    "текст:",
    "подготовил",
    "подготовила",
    "بقلم",
    "بقلم:",
    "كتب",
    "كتب:",
    "كتبت:",
    "نویسنده:",
    "گزارش:",
    "نوشته",
];

/// What stands behind a byline's label; `None` when the line has none.
pub(crate) fn behind_label(text: &str) -> Option<&str> {
    let line = text.trim().trim_start_matches(['—', '–', '-', '*', '_', '(']).trim_start();
    let mut best: Option<&str> = None;
    for label in LABELS {
        let Some(rest) = strip_ignoring_case(line, label) else { continue };
        let open = label.ends_with(':');
        if (open || rest.starts_with(char::is_whitespace)) && best.is_none_or(|found| rest.len() < found.len()) {
            best = Some(rest);
        }
        // "Text : …" of French typography
        if let (true, Some(rest)) = (!open, rest.trim_start().strip_prefix(':'))
            && best.is_none_or(|found| rest.len() < found.len())
        {
            best = Some(rest);
        }
    }
    best.map(str::trim)
}

fn strip_label(text: &str) -> &str {
    behind_label(text).unwrap_or(text)
}

fn strip_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in prefix.chars() {
        let c = rest.next()?;
        if c != expected && !c.to_lowercase().eq(std::iter::once(expected)) {
            return None;
        }
    }
    Some(rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(line: &str) -> Option<Vec<String>> {
        names(behind_label(line)?).map(|names| names.people)
    }

    #[test]
    fn bylines() {
        for (line, expected) in [
            ("By Valery Kulikov", vec!["Valery Kulikov"]),
            ("By Timur Askarov and Jonas Wendelin", vec!["Timur Askarov", "Jonas Wendelin"]),
            ("By Daler Shoev in Panj and Anora Yusufi in Tashkent", vec!["Daler Shoev", "Anora Yusufi"]),
            ("BY JANE DOE, JOHN ROE & MARY POE", vec!["Jane Doe", "John Roe", "Mary Poe"]),
            ("Text: Jonas Wendelin", vec!["Jonas Wendelin"]),
            ("Por María de la Cruz", vec!["María de la Cruz"]),
            ("Von Jürgen von der Lippe", vec!["Jürgen von der Lippe"]),
            ("Автор: Иван Петров", vec!["Иван Петров"]),
            ("بقلم: أحمد الخطيب", vec!["أحمد الخطيب"]),
            ("By Tom Krisher, AP Auto Writer", vec!["Tom Krisher"]),
        ] {
            assert_eq!(people(line), Some(expected.iter().map(ToString::to_string).collect()), "{line}");
        }
        let names = names("Nilufar Karimzoda and Henrik Solberg, Pamir Dispatch. Vahdat, 12 October 2021");
        assert_eq!(names.and_then(|names| names.medium).as_deref(), Some("Pamir Dispatch"));
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By seven the bread is sold, to mothers, conscripts and a colonel’s driver.",
            "By the time they posed for pictures the son was gone",
            "By winter",
            "Bystanders cheered",
            "Text messages were sent",
            "By 2030",
        ] {
            assert_eq!(people(line), None, "{line}");
        }
    }

    #[test]
    fn tables_are_sorted() {
        assert!(PARTICLES.is_sorted() && JOBS.is_sorted() && MEDIA.is_sorted());
    }
}
