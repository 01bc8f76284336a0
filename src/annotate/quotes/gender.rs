//! Whether "she" can be a person, as far as the article tells: by "Mr" and "Ms", else by the given name.
//!
//! Only given names that are as good as always one of both are listed; anybody else can be either.

use crate::annotate::passage::Passage;
use crate::model::{EntityKind, Mention};
use crate::text::{fold, words};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a pronoun says of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

impl Gender {
    /// Of "she" or "he".
    pub(super) fn of_pronoun(word: &str) -> Option<Self> {
        match word {
            "she" => Some(Self::Female),
            "he" => Some(Self::Male),
            _ => None,
        }
    }

    /// The pronoun.
    pub(super) const fn pronoun(self) -> &'static str {
        match self {
            Self::Female => "she",
            Self::Male => "he",
        }
    }

    fn of_title(title: &str) -> Option<Self> {
        match title.trim_end_matches('.') {
            "Ms" | "Mrs" | "Miss" | "Madame" | "Lady" | "Dame" | "Queen" | "Princess" | "Sister" => Some(Self::Female),
            "Mr" | "Sir" | "Lord" | "King" | "Prince" | "Father" | "Brother" => Some(Self::Male),
            _ => None,
        }
    }

    fn of_given_name(name: &str) -> Option<Self> {
        static BY_NAME: LazyLock<FxHashMap<&str, Gender>> = LazyLock::new(|| {
            let women = FEMALE.split(' ').map(|name| (name, Gender::Female));
            women.chain(MALE.split(' ').map(|name| (name, Gender::Male))).collect()
        });
        BY_NAME.get(name).copied()
    }
}

/// The article's people by the last word of their names; `None` where two differ.
#[derive(Debug, Default)]
pub(super) struct Genders {
    by_family_name: FxHashMap<String, Option<Gender>>,
}

impl Genders {
    /// From all full names and titles of an article. `mentions` are sorted by place, as `passages` are.
    pub(super) fn new(passages: &[Passage<'_>], mentions: &[Mention]) -> Self {
        let mut found = Self::default();
        let mut rest = mentions;
        for passage in passages {
            let skipped = rest.partition_point(|mention| mention.at.block < passage.block);
            rest = &rest[skipped..];
            let here = rest.partition_point(|mention| mention.at.block == passage.block);
            for mention in rest[..here].iter().filter(|mention| mention.kind == EntityKind::Person) {
                found.read(passage.text, mention);
            }
        }
        found
    }

    fn read(&mut self, text: &str, mention: &Mention) {
        let (Some(gender), Some(name)) = (own(text, mention), last_word(text, mention)) else { return };
        let known = self.by_family_name.entry(name).or_insert(Some(gender));
        if *known != Some(gender) {
            *known = None;
        }
    }

    /// Whether a pronoun of a gender can mean a person. `text` is that of the mention's block.
    pub(super) fn agree(&self, gender: Gender, text: &str, mention: &Mention) -> bool {
        let by_name = || last_word(text, mention).and_then(|name| self.by_family_name.get(&name).copied().flatten());
        own(text, mention).or_else(by_name).is_none_or(|known| known == gender)
    }
}

/// What a mention says by itself.
fn own(text: &str, mention: &Mention) -> Option<Gender> {
    let titled = mention.title.and_then(|title| Gender::of_title(title.of(text)));
    titled.or_else(|| {
        let first = words(mention.at.span.of(text)).next()?.span;
        Gender::of_given_name(&fold(first.of(mention.at.span.of(text))))
    })
}

fn last_word(text: &str, mention: &Mention) -> Option<String> {
    let name = mention.at.span.of(text);
    words(name).last().map(|word| fold(word.span.of(name)))
}

/// Given names of women, folded and sorted.
const FEMALE: &str = "\
    abigail agnes aisha alejandra alexandra alexandria alice alicia alison allison amanda amelia amina amy ana \
    anastasia angela angelina anita anja ann anna anne annette annie antonia audrey barbara beatrice becky beth \
    bethany betsy betty beverly brenda bridget camilla carla carmen carol caroline carolyn catherine cathy charlotte \
    cheryl chiara christina christine cindy claire clara claudia colleen connie cristina cynthia daniela danielle \
    debbie deborah denise diana diane dolores donna doris dorothy edith eileen elaine eleanor elena elisabeth elise \
    eliza elizabeth ella ellen emily emma erica erika esther eva evelyn fatima fiona florence frances francesca \
    gabriela gabrielle geraldine gina gladys gloria grace greta gretchen hannah harriet hazel heather heidi helen \
    helena hillary holly ingrid irene irina isabel isabella isabelle jacqueline jane janet janice jeanne jennifer \
    jenny jessica jill joan joanna joanne josephine joyce juanita judith judy julia juliana julie juliet karen karin \
    kate katherine kathleen kathryn kathy katie katrina kayla kimberly kirsten kristen kristi kristin kristina laura \
    lauren leah leila linda lisa liz lois lorraine louise lucia lucy luisa lydia madeleine madeline malala margaret \
    margarita maria mariam marianne marie marilyn marina marjorie martha martina mary maureen megan melanie melissa \
    mercedes michelle miranda miriam molly monica nadia nancy naomi natalia natalie natasha nicole nina nora norma \
    olga olivia pamela patricia paula pauline peggy penelope phyllis priya rachel rebecca regina renee rita roberta \
    rosa rosemary ruth sabrina samantha sandra sara sarah sharon sheila shirley silvia sonia sonya sophia sophie \
    stacey stella stephanie sue susan susanna susanne suzanne svetlana sylvia tamara tara tatiana teresa theresa \
    tiffany tina ursula valentina valerie vanessa vera veronica victoria violet virginia vivian wendy yolanda yvonne \
    zoe";

/// Given names of men, folded and sorted.
const MALE: &str = "\
    aaron abdul abdullah abraham adam adrian ahmed alan albert alejandro alexander alfred ali allan allen alvin amir \
    andreas andrew andrey andy anthony antonio arnold arthur ashraf austin barack barry ben benjamin bernard bernie \
    bill billy bob bobby boris brad bradley brandon brendan brett brian bruce bryan carl carlos chad charles charlie \
    christopher chuck clarence clark claude clayton clifford clint colin craig curtis cyril dan daniel danny darren \
    dave david dean dennis derek dexter dick diego dmitry dominic donald doug douglas duncan dwayne dylan earl ed \
    eddie edgar edmund eduardo edward edwin elliott emmanuel enrique eric erik ernest ethan eugene evan felix \
    ferdinand fernando francisco frank franklin fred frederick gabriel gareth gary gavin geoffrey george gerald \
    gerard gilbert glen glenn gordon graham greg gregory guillermo gus gustav guy hamid hamza hank hans harold harry \
    harvey hassan hector henry herbert herman howard hubert hugh hugo hussein ian ibrahim igor imran isaac ivan jack \
    jacob jacques jake james jared jason javier jeff jeffrey jeremy jerome jerry jesus jim jimmy joe joel johan \
    johannes john johnny jonathan jorge jose joseph joshua juan julio justin karl keith ken kenneth kevin khalid \
    klaus kurt kyle larry lars lawrence leo leon leonard leonardo liam lloyd louis lucas luis luke malcolm manuel \
    marc marcelo marco marcus mario mark marshall martin marvin mathew matt matthew maurice max michael miguel mike \
    mikhail milton mitchell mohamed mohammad mohammed moses muhammad murray mustafa nathan nathaniel neil nelson \
    nicholas nick nigel noah norman oliver omar oscar otto owen pablo patrick paul pedro peter phil philip phillip \
    pierre rafael ralph ramon randall randy raymond reginald ricardo richard rick rob robert roberto rodney roger \
    roland ronald ross roy rupert russell ryan salman samuel saul scott sean sebastian sergei sergey seth simon \
    spencer stanley stefan stephen steve steven stuart ted terrence theodore thomas tim timothy todd tom tommy tony \
    travis trevor tyler vernon victor vincent vladimir walter warren wayne wesley wilfred william winston xavier \
    yusuf zachary";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_apart() {
        let list = |names: &'static str| names.split(' ').collect::<Vec<&str>>();
        let (women, men) = (list(FEMALE), list(MALE));
        assert!(women.is_sorted() && men.is_sorted());
        assert!(women.iter().all(|name| men.binary_search(name).is_err()));
    }
}
