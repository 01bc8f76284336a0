//! The words that dates are made of, and those that keep a number from being one.

/// How the names of the months begin, January first.
pub(super) const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// How the names of the days of the week begin, Monday first.
pub(super) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Days of the week with a meaning of their own: "Black Friday".
pub(super) const NAMED_WEEKDAYS: [&str; 18] = [
    "another",
    "any",
    "ash",
    "black",
    "bloody",
    "cyber",
    "each",
    "easter",
    "every",
    "following",
    "giving",
    "good",
    "one",
    "palm",
    "same",
    "second",
    "super",
    "that",
];

/// What makes a number of years or days too vague for a date: "more than 20 years ago".
pub(super) const VAGUE: [&str; 9] = ["about", "almost", "around", "least", "nearly", "over", "roughly", "some", "than"];

/// What stands before a bare year that is a date.
pub(super) const BEFORE_YEAR: [&str; 17] = [
    "after", "around", "before", "between", "by", "circa", "during", "early", "from", "in", "late", "mid", "of",
    "since", "through", "to", "until",
];

/// What follows a number that is no year.
pub(super) const COUNTED: [&str; 16] = [
    "armoured",
    "articles",
    "deaths",
    "dollars",
    "euros",
    "families",
    "feet",
    "homes",
    "kilometers",
    "kilometres",
    "km",
    "men",
    "meters",
    "metres",
    "miles",
    "people",
];

const NUMBERS: [(&str, i64); 18] = [
    ("a", 1),
    ("an", 1),
    ("eight", 8),
    ("eleven", 11),
    ("fifteen", 15),
    ("five", 5),
    ("forty", 40),
    ("four", 4),
    ("nine", 9),
    ("one", 1),
    ("seven", 7),
    ("six", 6),
    ("ten", 10),
    ("thirty", 30),
    ("three", 3),
    ("twelve", 12),
    ("twenty", 20),
    ("two", 2),
];

/// A small number as a word.
pub(super) fn number_word(word: &str) -> Option<i64> {
    NUMBERS.binary_search_by_key(&word, |(name, _)| name).ok().map(|found| NUMBERS[found].1)
}

/// The number that a word begins with, of so many digits and perhaps with an ordinal ending.
pub(super) fn number(word: &str, digits: std::ops::RangeInclusive<usize>) -> Option<i32> {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (number, ending) = word.split_at(end);
    (digits.contains(&end) && matches!(ending, "" | "st" | "nd" | "rd" | "th")).then(|| number.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(BEFORE_YEAR.is_sorted() && COUNTED.is_sorted() && NUMBERS.is_sorted());
        assert!(NAMED_WEEKDAYS.is_sorted() && VAGUE.is_sorted());
    }
}
