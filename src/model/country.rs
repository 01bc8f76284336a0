//! Countries by their ISO 3166 code, and the country that a well-known place belongs to.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static COUNTRIES: &str = include_str!("../../data/countries.tsv");
static CITIES: &str = include_str!("../../data/cities.tsv");

struct Table {
    names: FxHashMap<&'static str, &'static str>,
    places: FxHashMap<&'static str, &'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { names: FxHashMap::default(), places: FxHashMap::default() };
    for line in COUNTRIES.lines() {
        let mut fields = line.split('\t');
        let (Some(code), Some(name), capital) = (fields.next(), fields.next(), fields.next()) else { continue };
        table.names.insert(code, name);
        table.places.insert(name, code);
        if let Some(capital) = capital.filter(|capital| !capital.is_empty()) {
            table.places.entry(capital).or_insert(code);
        }
    }
    for line in CITIES.lines() {
        // small towns share their names with others; large cities are meant by theirs
        if let [name, code, _, ..] = line.split('\t').collect::<Vec<_>>()[..] {
            table.places.entry(name).or_insert(code);
        }
    }
    table
});

/// English name of a country by its code.
pub fn country_name(code: &str) -> Option<&'static str> {
    TABLE.names.get(code).copied()
}

/// Code of the country that a country, a capital or a large city belongs to, by the gazetteer's name for it.
pub fn country_of(place: &str) -> Option<&'static str> {
    TABLE.places.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_their_country() {
        assert_eq!(country_of("Tajikistan"), Some("TJ"));
        assert_eq!(country_of("Dushanbe"), Some("TJ"));
        assert_eq!(country_of("Karachi"), Some("PK"));
        assert_eq!(country_of("Aachen"), None, "not large enough to be meant by its name alone");
        assert_eq!(country_name("TJ"), Some("Tajikistan"));
        assert_eq!(country_name("XX"), None);
    }
}
