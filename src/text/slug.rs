//! Names of pages: lower-case ASCII, short, stable.

use deunicode::deunicode_with_tofu;

/// Longest slug in bytes, so that whole paths stay well inside the limits of Windows and zip readers.
const LONGEST: usize = 80;

/// Lower-case ASCII letters and digits with single hyphens, cut at a word; empty when nothing of the text can be spelled.
///
/// Names that Windows reserves (`con`, `aux`, `com1`) get a trailing `-x`.
pub fn slug(text: &str) -> String {
    let spelled = deunicode_with_tofu(text, "-");
    let mut out = String::with_capacity(spelled.len().min(LONGEST));
    let mut gap = false;
    for c in spelled.chars() {
        if c.is_ascii_alphanumeric() {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.push(c.to_ascii_lowercase());
        } else if !matches!(c, '\'' | '’' | '`') {
            gap = true;
        }
    }
    if out.len() > LONGEST {
        let cut = out[..=LONGEST].rfind('-').filter(|&at| at > LONGEST / 2).unwrap_or(LONGEST);
        out.truncate(cut);
    }
    if is_reserved(&out) {
        out.push_str("-x");
    }
    out
}

fn is_reserved(slug: &str) -> bool {
    let numbered = |prefix| {
        slug.strip_prefix(prefix).is_some_and(|rest: &str| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(slug, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// A short, stable discriminator of a text: `len` characters of lower-case base 32 (without i, l, o, u), from its BLAKE3 hash.
pub fn short_hash(text: &str, len: usize) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    blake3::hash(text.as_bytes())
        .as_bytes()
        .iter()
        .take(len)
        .map(|byte| char::from(DIGITS[usize::from(byte % 32)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_ascii_and_short() {
        assert_eq!(slug("Kabul’s “new” régime – 2021!"), "kabuls-new-regime-2021");
        assert_eq!(slug("Душанбе"), "dushanbe");
        assert_eq!(slug("…"), "");
        assert_eq!(slug("CON"), "con-x");
        assert!(slug(&"word ".repeat(50)).len() <= LONGEST);
    }
}
