//! Countries by their ISO 3166 code and by the name of their capital.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static COUNTRIES: &str = include_str!("../../data/countries.tsv");

struct Table {
    names: FxHashMap<&'static str, &'static str>,
    capitals: FxHashMap<&'static str, &'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { names: FxHashMap::default(), capitals: FxHashMap::default() };
    for line in COUNTRIES.lines() {
        let mut fields = line.split('\t');
        let (Some(code), Some(name), capital) = (fields.next(), fields.next(), fields.next()) else { continue };
        table.names.insert(code, name);
        if let Some(capital) = capital.filter(|capital| !capital.is_empty()) {
            table.capitals.entry(capital).or_insert(code);
        }
    }
    table
});

/// English name of a country by its code.
pub fn country_name(code: &str) -> Option<&'static str> {
    TABLE.names.get(code).copied()
}

/// Code of the country that a city is the capital of, by the gazetteer's name for it.
pub fn country_of_capital(city: &str) -> Option<&'static str> {
    TABLE.capitals.get(city).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_names_and_capitals() {
        assert_eq!(country_name("TJ"), Some("Tajikistan"));
        assert_eq!(country_name("XX"), None);
        assert_eq!(country_of_capital("Dushanbe"), Some("TJ"));
        assert_eq!(country_of_capital("Karachi"), None);
    }
}
