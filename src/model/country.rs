//! Names of countries by their ISO 3166 alpha-2 codes.

use std::sync::LazyLock;

static COUNTRIES: &str = include_str!("../../data/countries.tsv");

/// Code and English name, by code.
static TABLE: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = COUNTRIES.lines().map(|line| line.split('\t'));
    rows.filter_map(|mut fields| Some((fields.next()?, fields.next()?))).collect()
});

/// The English name of a country.
pub fn country_name(code: &str) -> Option<&'static str> {
    TABLE.binary_search_by_key(&code, |row| row.0).ok().map(|at| TABLE[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_sorted_and_have_names() {
        assert!(TABLE.is_sorted());
        assert_eq!(country_name("TJ"), Some("Tajikistan"));
        assert_eq!(country_name("XX"), None);
    }
}
