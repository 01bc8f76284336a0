//! What a name's own words say against it.

use super::{Name, is_title_case, known_on};
use crate::annotate::backend::Candidate;
use crate::annotate::gazetteer::{Gazetteer, Standing};
use crate::annotate::lexicon::{Classes, Lexicon};
use crate::annotate::passage::{Case, Passage, Shape};
use crate::model::EntityKind;

/// What an apostrophe joins to a pronoun or an auxiliary.
const CONTRACTED: [&str; 6] = ["d", "ll", "m", "re", "t", "ve"];

/// Words that end the name of an honour or of a match.
const HONOURS: [&str; 10] =
    ["award", "awards", "cup", "final", "finals", "medal", "medals", "prize", "prizes", "trophy"];

/// Words that begin the name of an honour, with "of".
const ORDERS: [&str; 5] = ["award", "medal", "order", "prize", "star"];

/// Offices, illnesses and things in letters that are written like bodies.
const LETTERS: [&str; 40] = [
    "adhd", "atv", "avp", "btu", "cgi", "ciso", "cmo", "copd", "dj", "doa", "dui", "dwi", "emt", "evp", "ffp", "fps",
    "gmo", "gop", "hdmi", "hdr", "hpv", "hvac", "igp", "ioc", "ipo", "iq", "isp", "kpi", "lng", "mc", "mri", "oled",
    "ptsd", "rpg", "std", "svp", "tba", "vat", "vhs", "vp",
];

/// Family names that look like inflected words, sorted.
const INFLECTED_NAMES: [&str; 84] = [
    "banks", "bridges", "brooks", "browning", "burns", "canning", "childs", "cummings", "daniels", "darling",
    "dowling", "downing", "edwards", "ewing", "fielding", "fields", "fleming", "flowers", "gates", "golding", "grimes",
    "grooms", "harding", "hastings", "hawking", "hobbs", "hooks", "hughes", "james", "jennings", "jones", "keating",
    "keeling", "kelly", "knights", "lovely", "manning", "marks", "meadows", "mills", "moody", "myers", "parsons",
    "peoples", "perkins", "peters", "phillips", "powers", "priestly", "reed", "reeves", "rhodes", "richards", "rivers",
    "roberts", "robins", "rollins", "rowling", "sands", "saunders", "sellers", "shields", "simmons", "spalding",
    "sparks", "spears", "starling", "sterling", "stevens", "stirling", "stokes", "styles", "summers", "travers",
    "vickers", "waters", "watts", "weeks", "wells", "wilding", "williams", "winters", "withers", "woods",
];

/// Endings of those who live in a place or follow somebody.
const DWELLERS: [(&str, &str); 9] = [
    ("ans", "a"),
    ("ans", ""),
    ("ians", "ia"),
    ("ians", ""),
    ("ers", ""),
    ("ites", ""),
    ("is", ""),
    ("ns", ""),
    ("ies", ""),
];

/// Letters of an abbreviation that stands for too much by itself.
const SHORT: usize = 5;

impl Name<'_, '_> {
    /// Cuts what runs on beyond the name.
    pub(super) fn trim(&mut self) {
        self.trim_sentence();
        if self.is_known() {
            return;
        }
        match self.candidate.kind {
            Some(EntityKind::Person) => self.trim_person(),
            Some(EntityKind::Place) => self.trim_place(),
            _ => {}
        }
    }

    /// A full stop behind a word of some length ends a sentence, whatever capital follows.
    fn trim_sentence(&mut self) {
        let tokens = &self.passage.tokens;
        let ends = |at: usize| {
            tokens[at].is('.')
                && tokens.get(at + 1).is_some_and(|next| !next.glued)
                && tokens[at - 1].span.len() >= SHORT
                && !self.classes(at - 1).has(Classes::TITLE)
        };
        if let Some(at) = (self.candidate.from + 1..self.candidate.to).find(|&at| ends(at)) {
            self.candidate.to = at;
        }
    }

    /// An inflected word is no family name ("Jane Roe Detainees", "Jane Roe Submitted photo"), nor is an ordinary one behind
    /// a photographer's credit; in a headline it is the sentence that goes on.
    fn trim_person(&mut self) {
        let from = self.candidate.from;
        let mut to = self.candidate.to;
        if self.passage.case == Case::Headline {
            to = (from + 1..to).find(|&at| self.is_inflected(at)).unwrap_or(to);
        }
        let adverb = |at: &usize| self.passage.key(*at).ends_with("ly") && self.is_inflected(*at);
        to = (from + 1..to.saturating_sub(1)).find(adverb).unwrap_or(to);
        let parts = |to: usize| (from..to).filter(|&at| self.passage.tokens[at].is_capitalised()).count();
        let family = |at: usize| self.classes(at).has(Classes::FAMILY);
        let runs_on = |at: usize| {
            self.is_ordinary(at) || (family(at - 1) && !family(at) && !self.classes(at).has(Classes::GIVEN))
        };
        let is_text = self.is_inflected(to - 1) || (self.is_credit() && to > from + 1 && runs_on(to - 1));
        if parts(to) >= 3 && is_text && !self.is_ordinary(to - 2) {
            to -= 1;
        }
        self.candidate.to = to;
        if self.opens_with_word() {
            self.candidate.from = if parts(to) >= 3 { from + 1 } else { to };
        }
    }

    /// An ordinary word that the lists know as no part of a name.
    fn is_ordinary(&self, at: usize) -> bool {
        let name_part = Classes::GIVEN.or(Classes::FAMILY).or(Classes::PARTICLE);
        is_title_case(self.passage, at)
            && self.classes(at).has(Classes::WORD)
            && !self.classes(at).has(name_part)
            && !at.checked_sub(1).is_some_and(|before| self.passage.tokens[before].is('-'))
    }

    /// A plural, a participle or an adverb.
    fn is_inflected(&self, at: usize) -> bool {
        let key = self.passage.key(at);
        let ends = ["ed", "ing", "ly", "s"].iter().any(|ending| key.ends_with(ending));
        ends && key.len() > 4 && self.is_ordinary(at) && !is_inflected_name(key)
    }

    /// Whether the passage begins with the sign of a photographer's credit.
    fn is_credit(&self) -> bool {
        let first = self.candidate.from.min(3);
        (0..first).any(|at| {
            let token = &self.passage.tokens[at];
            token.is('©') || matches!(self.passage.key(at), "credit" | "photo" | "photograph" | "picture")
        })
    }

    /// Whether a name begins with a frequent word that only its sentence writes with a capital: "Enter Roe".
    fn opens_with_word(&self) -> bool {
        let first = &self.passage.tokens[self.candidate.from];
        let name_part = Classes::GIVEN.or(Classes::FAMILY).or(Classes::PARTICLE).or(Classes::TITLE);
        first.starts_sentence
            && first.shape == Shape::Title
            && self.candidate.to > self.candidate.from + 1
            && first.classes.has(Classes::WORD)
            && first.classes.has(Classes::COMMON)
            && !first.classes.has(name_part)
            && !self.is_confirmed()
    }

    /// "Florida Man": the place is what is known at the front.
    fn trim_place(&mut self) {
        let last = self.last();
        if self.is_one_word() || !last.has(Classes::COMMON) || last.has(Classes::PLACE_TAIL.or(Classes::FAMILY)) {
            return;
        }
        if let Some(hit) = known_on(self.passage, self.candidate.from, self.candidate.to - 1)
            && hit.sense.kind == Some(EntityKind::Place)
            && hit.sense.standing == Standing::Clear
        {
            self.candidate.to -= 1;
            self.candidate.known_as = hit.sense.known_as;
        }
    }

    /// Whether prose writes the name more than once.
    fn is_confirmed(&self) -> bool {
        self.article.in_prose.get(self.form()).is_some_and(|&count| count > 1)
    }

    /// Whether the words are no name.
    pub(super) fn is_nothing(&self) -> bool {
        if self.is_contraction() || self.is_seat() || self.is_owner_of_body() {
            return true;
        }
        if self.is_known() {
            return false;
        }
        self.is_model_number()
            || self.is_honour()
            || self.are_dwellers()
            || self.is_lone_abbreviation()
            || self.is_cut_off()
    }

    /// "You’re", "Don’t".
    fn is_contraction(&self) -> bool {
        let key = self.passage.key(self.candidate.from);
        let ending = key.rsplit_once(['\'', '’']).map(|(_, ending)| ending);
        self.is_one_word() && ending.is_some_and(|ending| CONTRACTED.contains(&ending))
    }

    /// "Mary’s Center": a place that a list doubts is none before a possessive and a body's word.
    fn is_owner_of_body(&self) -> bool {
        let tokens = &self.passage.tokens;
        let to = self.candidate.to;
        self.candidate.rule == "known-name-in-context"
            && tokens.get(to).is_some_and(|t| t.shape == Shape::Possessive)
            && tokens.get(to + 1).is_some_and(|t| t.is_capitalised() && t.classes.has(Classes::ORG_TAIL))
    }

    /// "(D-Minn.)": a legislator's party and state.
    fn is_seat(&self) -> bool {
        let at = self.candidate.from;
        let tokens = &self.passage.tokens;
        let party = matches!(self.passage.word(at), "D" | "R" | "I" | "DFL");
        let dash = |at: usize| tokens.get(at).is_some_and(|t| t.is('-') || t.is('–'));
        let behind = at >= 2 && dash(at - 1) && tokens[at].glued && matches!(self.passage.word(at - 2), "D" | "R");
        let opened = |at: usize| at > 0 && (tokens[at - 1].is('(') || tokens[at - 1].is(','));
        (party && dash(at + 1) && opened(at)) || (behind && opened(at - 2) && self.key_after() != "-")
    }

    /// Letters and digits: the number of a model or a share; no person has digits.
    fn is_model_number(&self) -> bool {
        let digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).count();
        let mixed = |at: usize| {
            let word = self.passage.word(at);
            digits(word) > 0 && word.contains(char::is_alphabetic)
        };
        let ends_in_digit = || self.form().ends_with(|c: char| c.is_ascii_digit());
        let rule = self.candidate.rule;
        let is_expanded = rule == "acronym-of-expansion" || rule == "expanded-acronym";
        match self.candidate.kind {
            Some(EntityKind::Person) => {
                let Candidate { from, to, .. } = self.candidate;
                (from..to).any(mixed)
                    || self.is_product()
                    || (self.is_one_word()
                        && to < self.passage.tokens.len()
                        && mixed(to)
                        && !self.passage.breaks_before(to))
            }
            _ => {
                self.is_one_word()
                    && mixed(self.candidate.from)
                    && !is_expanded
                    && (digits(self.form()) > 1 || ends_in_digit())
            }
        }
    }

    /// "Maker Model 6 Router", "iTunes".
    fn is_product(&self) -> bool {
        let tokens = &self.passage.tokens;
        let to = self.candidate.to;
        let number = tokens.get(to).is_some_and(|t| t.shape == Shape::Number && !t.glued && t.span.len() <= 2);
        let noun =
            tokens.get(to + 1).is_some_and(|t| is_title_case(self.passage, to + 1) && t.classes.has(Classes::WORD));
        (number && noun) || self.is_coined()
    }

    /// "Wi-Fi": two short halves that no list knows.
    fn is_coined(&self) -> bool {
        let Candidate { from, to, .. } = self.candidate;
        let half = |at: usize| {
            self.passage.tokens[at].span.len() <= 3 && !self.classes(at).has(Classes::GIVEN.or(Classes::FAMILY))
        };
        to - from == 3 && self.passage.tokens[from + 1].is('-') && half(from) && half(to - 1)
    }

    /// "Order of X" and what stands behind it; "X Prize".
    fn is_honour(&self) -> bool {
        let Candidate { from, to, kind, .. } = self.candidate;
        if kind != Some(EntityKind::Organisation) {
            return false;
        }
        let order = |at: usize| {
            is_title_case(self.passage, at)
                && ORDERS.contains(&self.passage.key(at))
                && self.passage.key(at + 1) == "of"
        };
        let begins = to - from > 2 && order(from);
        let behind = from >= 2 && order(from - 2);
        begins || behind || (!self.is_one_word() && HONOURS.contains(&self.passage.key(to - 1)))
    }

    /// "South Dakotans", "Kulobis": those of a place that the article or a list knows.
    fn are_dwellers(&self) -> bool {
        let Some(kind) = self.candidate.kind.filter(|kind| *kind != EntityKind::Person) else { return false };
        let form = self.form();
        // "Swifties" are no place; whether they are a body is another question
        let fans = kind == EntityKind::Place && self.is_one_word() && form.ends_with("ies");
        let is_place = |stem: &str| self.article.places.contains(stem) || is_known_place(stem);
        let of_place = DWELLERS.iter().any(|(ending, put)| {
            form.strip_suffix(ending)
                .filter(|stem| stem.len() > 3)
                .is_some_and(|stem| is_place(&format!("{stem}{put}")))
        });
        let camel =
            kind == EntityKind::Place && form.starts_with(char::is_lowercase) && form.contains(char::is_uppercase);
        fans || of_place || (camel && !self.passage.tokens[self.candidate.from].classes.has(Classes::PARTICLE))
    }

    /// Two to four capitals that stand once in the article, without an expansion or a word that speaks for a body.
    fn is_lone_abbreviation(&self) -> bool {
        if !self.is_one_word() || self.candidate.kind != Some(EntityKind::Organisation) {
            return false;
        }
        let word = self.form();
        if self.article.initials.contains(word) {
            return false;
        }
        if LETTERS.contains(&self.passage.key(self.candidate.from)) {
            return true;
        }
        let short = (2..SHORT).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
        let next = self.passage.tokens.get(self.candidate.to);
        let speaks = Classes::SPEECH.or(Classes::ORG_NOUN).or(Classes::ROLE).or(Classes::PERSON_VERB);
        let speaks = next.is_some_and(|t| t.shape == Shape::Possessive || t.classes.has(speaks));
        short && !speaks && self.candidate.rule == "sequence" && !self.is_confirmed() && self.candidate.confidence < 90
    }

    /// What is left of a name that the text runs through: a given name with an initial, a stretch of a headline.
    fn is_cut_off(&self) -> bool {
        let Candidate { from, to, kind, .. } = self.candidate;
        let tokens = &self.passage.tokens;
        if kind == Some(EntityKind::Person) {
            let word = self.last();
            let ordinary = word.has(Classes::WORD) && !word.has(Classes::FAMILY.or(Classes::GIVEN));
            // "John M. Ponytails": the plural of what is no name
            let spoken_of = matches!(self.key_before(), "my" | "his" | "her" | "our" | "their" | "your");
            let plural = (ordinary || (spoken_of && !word.has(Classes::FAMILY)))
                && to - from >= 2
                && tokens[to - 2].shape == Shape::Initial
                && self.passage.key(to - 1).ends_with('s');
            return to - from >= 2
                && (plural
                    || (tokens[to - 1].shape == Shape::Initial
                        && to - from == 2
                        && self.passage.word(to - 1).len() == 2
                        && tokens[from].shape == Shape::Title
                        && tokens.get(to).is_some_and(|t| t.shape == Shape::Title)));
        }
        let long = to - from > 3 && self.passage.case == Case::Headline && kind == Some(EntityKind::Place);
        long && !self.is_confirmed()
    }
}

/// Whether a word is a family name for all its ending.
pub(super) fn is_inflected_name(key: &str) -> bool {
    INFLECTED_NAMES.binary_search(&key).is_ok()
}

/// Whether a list knows a clear place by this name.
fn is_known_place(name: &str) -> bool {
    let passage = Passage::new(1, name, false, Lexicon::built_in());
    Gazetteer::built_in().at(&passage, 0, "en").is_some_and(|hit| {
        hit.to == passage.tokens.len()
            && hit.sense.kind == Some(EntityKind::Place)
            && hit.sense.standing == Standing::Clear
    })
}
