//! Names of licences that have an address.

/// The address of a licence: that of a Creative Commons licence by its name (`CC BY-SA 4.0`, `cc0 1.0`), or the address
/// that the curator wrote instead of a name.
pub fn licence_address(text: &str) -> Option<String> {
    let text = text.trim();
    if text.starts_with("http://") || text.starts_with("https://") {
        return super::html::markup::url::outside(text);
    }
    let name = text.to_ascii_lowercase().replace("creative commons", "cc").replace(['-', '_'], " ");
    let mut words = name.split_whitespace();
    let first = words.next()?;
    let (terms, version): (Vec<&str>, Option<&str>) = {
        let rest: Vec<&str> = words.collect();
        match rest.split_last() {
            Some((last, terms)) if last.starts_with(|c: char| c.is_ascii_digit()) => (terms.to_vec(), Some(last)),
            _ => (rest, None),
        }
    };
    match (first, terms.as_slice()) {
        ("cc0", []) => Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned()),
        ("cc", ["by"] | ["by", "sa" | "nc" | "nd"] | ["by", "nc", "sa" | "nd"]) => {
            let version = version.filter(|version| ["1.0", "2.0", "2.5", "3.0", "4.0"].contains(version))?;
            Some(format!("https://creativecommons.org/licenses/{}/{version}/", terms.join("-")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::licence_address;

    #[test]
    fn licences_with_a_known_address() {
        let address = |text| licence_address(text);
        let cc = |path: &str| Some(format!("https://creativecommons.org/{path}/"));
        assert_eq!(address("CC BY 4.0"), cc("licenses/by/4.0"));
        assert_eq!(address("cc-by-nc-sa-3.0"), cc("licenses/by-nc-sa/3.0"));
        assert_eq!(address("Creative Commons BY-ND 2.5"), cc("licenses/by-nd/2.5"));
        assert_eq!(address("CC0 1.0"), cc("publicdomain/zero/1.0"));
        assert_eq!(address("https://example.org/terms"), Some("https://example.org/terms".to_owned()));
    }

    #[test]
    fn others_have_none() {
        for text in ["", "CC", "CC BY", "CC BY 9.9", "CC SA 4.0", "All rights reserved", "javascript:alert(1)"] {
            assert_eq!(licence_address(text), None, "{text}");
        }
    }
}
