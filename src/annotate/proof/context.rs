//! What stands around a name and says what it is.

use super::shape::is_inflected_name;
use super::{Name, form, known_on};
use crate::annotate::backend::Candidate;
use crate::annotate::gazetteer::Standing;
use crate::annotate::lexicon::Classes;
use crate::annotate::passage::{Passage, Shape};
use crate::model::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// What an apposition calls a body.
const BODIES: [&str; 44] = [
    "agency",
    "airline",
    "alliance",
    "bank",
    "brand",
    "broadcaster",
    "brokerage",
    "business",
    "carmaker",
    "charity",
    "coalition",
    "college",
    "company",
    "consultancy",
    "corporation",
    "developer",
    "faction",
    "firm",
    "foundation",
    "group",
    "institute",
    "label",
    "magazine",
    "maker",
    "manufacturer",
    "militia",
    "movement",
    "network",
    "newspaper",
    "ngo",
    "nonprofit",
    "operator",
    "organisation",
    "organization",
    "outlet",
    "party",
    "publisher",
    "retailer",
    "startup",
    "studio",
    "subsidiary",
    "supplier",
    "union",
    "website",
];

/// What it calls a place.
const PLACES: [&str; 26] = [
    "borough",
    "capital",
    "city",
    "county",
    "desert",
    "district",
    "gorge",
    "hamlet",
    "island",
    "lake",
    "mountain",
    "neighborhood",
    "neighbourhood",
    "peak",
    "port",
    "province",
    "region",
    "river",
    "settlement",
    "suburb",
    "town",
    "township",
    "tributary",
    "valley",
    "village",
    "volcano",
];

/// What stands before nothing but a place.
const BEFORE_PLACES: [&str; 4] = ["across", "atop", "near", "outside"];

/// Lower-case words behind the name of a unit.
const UNITS: [&str; 7] = ["army", "battalion", "brigade", "faction", "network", "regiment", "unit"];

/// Words that say where in a place.
const PARTS: [&str; 12] = [
    "central", "east", "eastern", "greater", "lower", "north", "northern", "south", "southern", "upper", "west",
    "western",
];

/// Weight of a sign that leaves no doubt: "X.info".
const CERTAIN: u32 = 100;

/// What people have and places have not.
const OF_PEOPLE: [&str; 16] = [
    "biography",
    "brother",
    "daughter",
    "days",
    "era",
    "grandson",
    "memoirs",
    "nephew",
    "portrait",
    "reign",
    "sister",
    "son",
    "time",
    "times",
    "widow",
    "wife",
];

/// Confidence of a finder that is not overruled by a given name alone.
const SURE: u8 = 95;

/// The most words of an apposition before its noun.
const LONGEST_APPOSITION: usize = 6;

/// The kind that an apposition behind a name gives it: ", a small charity in …".
pub(super) fn apposition(passage: &Passage<'_>, to: usize) -> Option<EntityKind> {
    let tokens = &passage.tokens;
    if !tokens.get(to)?.is(',') || to + 2 >= tokens.len() || !matches!(passage.key(to + 1), "a" | "an" | "the") {
        return None;
    }
    let end = tokens.len().min(to + 2 + LONGEST_APPOSITION);
    let is_word = |at: &usize| {
        let token = &tokens[*at];
        let joins = matches!(passage.key(*at), "of" | "in" | "from" | "for" | "at" | "on" | "that" | "which" | "who")
            || matches!(passage.key(*at), "based" | "with" | "near" | "about" | "and" | "where" | "whose" | "to");
        !joins
            && (token.shape != Shape::Mark(','))
            && (token.is_capitalised() || token.shape == Shape::Lower || token.is('-'))
    };
    let head = (to + 2..end).take_while(is_word).last()?;
    // a noun phrase that is cut off by the limit may go on
    if head + 1 == end || tokens[head].shape != Shape::Lower {
        return None;
    }
    // "according to Roe, the Acme port of": behind "the" a name means that the sentence goes on
    if passage.key(to + 1) == "the" && (to + 2..head).any(|at| tokens[at].is_capitalised()) {
        return None;
    }
    let noun = passage.key(head);
    if BODIES.binary_search(&noun).is_ok() {
        return Some(EntityKind::Organisation);
    }
    PLACES.binary_search(&noun).is_ok().then_some(EntityKind::Place)
}

impl Name<'_, '_> {
    /// The kind that the words of the name and those around it speak for, against the finders.
    pub(super) fn kind_by_context(&self) -> Option<EntityKind> {
        let kind = self.candidate.kind?;
        if self.candidate.title.is_some() {
            return None;
        }
        if let Some(known) = self.known_state(kind) {
            return Some(known);
        }
        if self.is_known() {
            return None;
        }
        if self.is_part_of_place() {
            return Some(EntityKind::Place);
        }
        if kind == EntityKind::Place && self.is_one_word() && UNITS.contains(&self.key_after()) {
            return Some(EntityKind::Organisation);
        }
        let places = kind == EntityKind::Person && !self.is_one_word() && !self.first().has(Classes::GIVEN);
        if places && BEFORE_PLACES.contains(&self.key_before()) && !self.last().has(Classes::FAMILY) {
            return Some(EntityKind::Place);
        }
        if kind == EntityKind::Place && self.is_one_word() && self.is_time_of_person() {
            return Some(EntityKind::Person);
        }
        (kind != EntityKind::Person && self.is_person()).then_some(EntityKind::Person)
    }

    /// A country of today or of yesterday is a place whatever it does; so is a name like the river's in "crossed the Panj".
    fn known_state(&self, kind: EntityKind) -> Option<EntityKind> {
        let hit = known_on(self.passage, self.candidate.from, self.candidate.to)?;
        let is_place = hit.sense.kind == Some(EntityKind::Place) && hit.sense.standing == Standing::Clear;
        let sure = !self.is_one_word() && kind == EntityKind::Organisation;
        (is_place && kind != EntityKind::Place && sure).then_some(EntityKind::Place)
    }

    /// "in the time of X": only people have such things.
    fn is_time_of_person(&self) -> bool {
        let from = self.candidate.from;
        let word = from.checked_sub(2).map_or("", |at| self.passage.key(at));
        let is_unknown = known_on(self.passage, from, self.candidate.to).is_none();
        self.key_before() == "of" && is_unknown && OF_PEOPLE.binary_search(&word).is_ok()
    }

    /// "Greater Waziristan".
    fn is_part_of_place(&self) -> bool {
        let Candidate { from, to, .. } = self.candidate;
        to - from >= 2
            && PARTS.binary_search(&self.passage.key(from)).is_ok()
            && known_on(self.passage, from + 1, to)
                .is_some_and(|hit| hit.sense.kind == Some(EntityKind::Place) && hit.sense.standing == Standing::Clear)
    }

    /// A given name or initials before a family name, or the family name of somebody whom the article names in full.
    fn is_person(&self) -> bool {
        let Candidate { from, to, .. } = self.candidate;
        let tokens = &self.passage.tokens;
        let things = Classes::ORG_TAIL.or(Classes::PLACE_TAIL).or(Classes::ORG_HEAD).or(Classes::PLACE_HEAD);
        let after = tokens.get(to).map(|t| t.classes).unwrap_or_default();
        let thing_follows = tokens.get(to).is_some_and(|t| t.is_capitalised() && !t.starts_sentence)
            || after.has(Classes::ORG_NOUN.or(Classes::PLACE_NOUN));
        if thing_follows
            || (from..to).any(|at| tokens[at].classes.has(things) && !tokens[at].classes.has(Classes::FAMILY))
        {
            return false;
        }
        let names = Classes::WORD.or(Classes::PEOPLE).or(Classes::CONNECTOR).or(Classes::PARTICLE);
        let family = |at: usize| {
            let is_family = tokens[at].classes.has(Classes::FAMILY) || is_inflected_name(self.passage.key(at));
            is_title(self.passage, at) && (is_family || !tokens[at].classes.has(names))
        };
        if self.is_one_word() || self.form().contains(['-', '‑']) && !self.form().contains(' ') {
            let elsewhere = self.article.families.contains(self.form());
            return elsewhere && !self.first().has(Classes::WORD) && known_on(self.passage, from, to).is_none();
        }
        if to - from != 2 || !family(to - 1) || known_on(self.passage, from, from + 1).is_some() {
            return false;
        }
        let first = &tokens[from];
        let last = tokens[to - 1].classes.has(Classes::FAMILY) || is_inflected_name(self.passage.key(to - 1));
        let vowels = |word: &str| word.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
        let letters = first.shape == Shape::Upper && first.span.len() == 2;
        let initials = first.shape == Shape::Initial
            || (first.shape == Shape::Upper && self.passage.word(from).contains('.') && first.span.len() <= 4)
            || (letters && last && !vowels(self.passage.word(from)));
        let given = first.shape == Shape::Title && first.classes.has(Classes::GIVEN);
        let owns = tokens.get(to).is_some_and(|t| t.shape == Shape::Possessive);
        let place = self.candidate.kind == Some(EntityKind::Place) && !first.classes.has(Classes::COMMON);
        let stands_for_body = !place && matches!(self.key_before(), "at" | "from" | "to" | "by" | "with");
        let doubtful = self.candidate.confidence < SURE || (place && owns);
        initials || (given && (last || place) && doubtful && !stands_for_body)
    }
}

fn is_title(passage: &Passage<'_>, at: usize) -> bool {
    passage.tokens[at].shape == Shape::Title
}

/// Lone words taken for persons that the article uses like things ("the Mac", "at Tor"), and never like persons.
pub(super) fn things<'p>(passages: &[Passage<'p>], kept: &[Candidate]) -> FxHashSet<&'p str> {
    let mut families: FxHashSet<&str> = FxHashSet::default();
    let mut signs: FxHashMap<&str, (u32, u32)> = FxHashMap::default();
    for candidate in kept.iter().filter(|c| c.kind == Some(EntityKind::Person)) {
        let passage = &passages[candidate.passage];
        let form = form(passages, candidate);
        if candidate.to > candidate.from + 1 {
            families.extend(form.split(' '));
            continue;
        }
        let Candidate { from, to, .. } = *candidate;
        let tokens = &passage.tokens;
        let before = from.checked_sub(1).map_or("", |at| passage.key(at));
        let person = Classes::SPEECH.or(Classes::PERSON_VERB);
        let after = tokens.get(to);
        let acts = after.is_some_and(|t| t.shape == Shape::Lower && t.classes.has(person));
        let said = from > 0 && tokens[from - 1].classes.has(Classes::SPEECH.or(Classes::ROLE));
        let thing_after =
            after.is_some_and(|t| t.is('.')) && tokens.get(to + 1).is_some_and(|t| t.glued && t.shape == Shape::Lower);
        // "the Roe administration" is Roe's
        let stops = after.is_none_or(|t| matches!(t.shape, Shape::Mark(_)) || t.classes.has(Classes::OPENER));
        let sign = signs.entry(form).or_default();
        sign.0 += u32::from(candidate.title.is_some() || acts || said || candidate.confidence == 100);
        sign.1 += u32::from(matches!(before, "at" | "on" | "via") || (before == "the" && stops))
            + u32::from(thing_after) * CERTAIN;
    }
    let things = signs.into_iter().filter(|(form, (person, thing))| thing > person && !families.contains(form));
    things.map(|(form, _)| form).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(BODIES.is_sorted() && PLACES.is_sorted() && PARTS.is_sorted() && OF_PEOPLE.is_sorted());
    }
}
