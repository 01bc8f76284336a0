//! The look in three values: colour, font, width. What goes into the style sheet is checked down to its last character, and
//! a colour that could not be read on the page's own is refused.

use super::values::{Fault, fault};
use toml::Value;

/// Colours of the page behind the text, light and dark, as `static/style.css` has them.
const PAPER: [[u8; 3]; 2] = [[0xFB, 0xFA, 0xF6], [0x17, 0x19, 0x1A]];

/// Least contrast between text and what is behind it (WCAG 2, level AA).
const LEAST_CONTRAST: f64 = 4.5;

/// What a briefing changes of the look; nothing is the built-in one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// The colour of links and marks, for light and for dark pages: `#0f5257`.
    pub colour: Option<[String; 2]>,
    /// The font of texts and headings: a list of families as style sheets have it.
    pub font: Option<String>,
    /// Width of the column of text: `38rem`.
    pub width: Option<String>,
}

impl Look {
    /// The colour of pictures, which have paper of their own whatever the page is shown on: red, green, blue.
    pub fn picture_colour(&self) -> Option<[u8; 3]> {
        self.colour.as_ref().and_then(|[light, _]| hex(light))
    }

    /// The rule that makes it so; empty when nothing is changed.
    pub fn rule(&self) -> String {
        let colour = self.colour.as_ref().map(|[light, dark]| format!("--brand: light-dark({light}, {dark});"));
        let font = self.font.as_ref().map(|font| format!("--serif: {font};"));
        let width = self.width.as_ref().map(|width| format!("--measure: {width};"));
        let changed: Vec<String> = [colour, font, width].into_iter().flatten().collect();
        if changed.is_empty() { String::new() } else { format!("\n:root {{ {} }}\n", changed.join(" ")) }
    }
}

/// One colour, or one for light and one for dark pages.
pub(super) fn colour(value: &Value) -> Result<[String; 2], Fault> {
    let list = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let parsed: Option<Vec<[u8; 3]>> = list.iter().map(|colour| hex(colour.as_str()?)).collect();
    let (light, dark) = match parsed.as_deref() {
        Some(&[one]) => (one, lightened(one)),
        Some(&[light, dark]) => (light, dark),
        _ => {
            return fault(
                format!("`{}` is no colour", value.as_str().map_or_else(|| value.to_string(), str::to_owned)),
                "write six hexadecimal digits: colour = \"#0f5257\", or two colours, for light and dark pages: colour = \
                 [\"#0f5257\", \"#86c9c4\"]",
            );
        }
    };
    for (colour, paper, page) in [(light, PAPER[0], "light"), (dark, PAPER[1], "dark")] {
        let found = contrast(colour, paper);
        if found < LEAST_CONTRAST {
            let message = format!("`{}` cannot be read on {page} pages: its contrast is {found:.1}", shown(colour));
            let direction = if page == "light" { "a darker" } else { "a lighter" };
            return fault(message, &format!("text needs {LEAST_CONTRAST}; take {direction} colour"));
        }
    }
    Ok([shown(light), shown(dark)])
}

/// A list of font families: names, in quotation marks where they are several words.
pub(super) fn font(value: &str) -> Result<String, Fault> {
    let families: Option<Vec<String>> = value.split(',').map(family).collect();
    match families.filter(|families| !value.trim().is_empty() && families.len() <= 20) {
        Some(families) => Ok(families.join(", ")),
        None => fault(
            format!("`{value}` is no list of fonts"),
            "write names with commas between them, the last a general one: font = \"Charter, Georgia, serif\"",
        ),
    }
}

/// One family as style sheets have it, always safe within one: letters, digits, spaces and hyphens.
fn family(name: &str) -> Option<String> {
    const GENERIC: [&str; 6] = ["serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif"];
    let name = name.trim().trim_matches(['"', '\'']);
    let sound = name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    if name.is_empty() || name.len() > 80 || !sound {
        return None;
    }
    Some(if GENERIC.contains(&name) { name.to_owned() } else { format!("\"{name}\"") })
}

/// A width in `rem`, `em` or `ch` between what a phone shows and what an eye can follow.
pub(super) fn width(value: &str) -> Result<String, Fault> {
    const UNITS: [(&str, f64, f64); 3] = [("rem", 20.0, 60.0), ("em", 20.0, 60.0), ("ch", 35.0, 110.0)];
    let value = value.trim();
    let found = UNITS.iter().find_map(|&(unit, least, most)| {
        let number = value.strip_suffix(unit)?;
        let plain = number.len() <= 6 && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let number: f64 = number.parse().ok().filter(|_| plain)?;
        (least..=most).contains(&number).then(|| value.to_owned())
    });
    found.map_or_else(
        || {
            fault(
                format!("`{value}` is no width for a column of text"),
                "write 20 to 60 rem, or 35 to 110 characters: width = \"38rem\"",
            )
        },
        Ok,
    )
}

fn hex(text: &str) -> Option<[u8; 3]> {
    let digits = text.trim().strip_prefix('#')?;
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let part = |from: usize, len: usize| u8::from_str_radix(&digits[from..from + len], 16).ok();
    match digits.len() {
        3 => Some([part(0, 1)? * 17, part(1, 1)? * 17, part(2, 1)? * 17]),
        6 => Some([part(0, 2)?, part(2, 2)?, part(4, 2)?]),
        _ => None,
    }
}

fn shown([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The colour with as much white as dark pages need to show it well.
fn lightened(colour: [u8; 3]) -> [u8; 3] {
    /// Comfortable, not just legible.
    const WANTED: f64 = 7.5;
    let mixed = |share: u16| colour.map(|part| part + ((255 - u16::from(part)) * share / 100) as u8);
    (0..=100).map(mixed).find(|&mixed| contrast(mixed, PAPER[1]) >= WANTED).unwrap_or([255; 3])
}

/// Contrast of two colours as WCAG 2 defines it, 1 to 21.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let linear = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_made_fit_for_the_dark() {
        let one = |text: &str| colour(&Value::from(text));
        assert_eq!(one("#7A1F3D").map(|[light, _]| light), Ok("#7a1f3d".to_owned()));
        assert_eq!(one("#063").map(|[light, _]| light), Ok("#006633".to_owned()));
        let [_, dark] = one("#7a1f3d").expect("it is dark enough");
        assert!(contrast(hex(&dark).expect("a colour"), PAPER[1]) >= 7.0, "{dark}");
        let two = colour(&Value::from(vec!["#0f5257", "#86c9c4"]));
        assert_eq!(two, Ok(["#0f5257".to_owned(), "#86c9c4".to_owned()]));
    }

    #[test]
    fn what_cannot_be_read_or_is_no_colour_is_refused() {
        for text in ["#ffd000", "red", "#12", "#12345g", "#0f5257; } * { display: none", "", "url(x)", "#é1"] {
            assert!(colour(&Value::from(text)).is_err(), "{text}");
        }
        assert!(colour(&Value::from(vec!["#0f5257", "#0f5257"])).is_err(), "too dark for dark pages");
        assert!(colour(&Value::from(vec!["#0f5257", "#86c9c4", "#ffffff"])).is_err());
        assert!(colour(&Value::from(3)).is_err());
    }

    #[test]
    fn fonts_cannot_leave_their_place() {
        assert_eq!(font("Charter, 'Noto Serif', serif"), Ok("\"Charter\", \"Noto Serif\", serif".to_owned()));
        for text in ["", "a;b", "a}b", "url(http://x)", "a, ", "\\", "x\" ; } body {", "a\nb", "expression(1)", "<b>"] {
            assert!(font(text).is_err(), "{text}");
        }
    }

    #[test]
    fn widths_are_widths_of_text() {
        assert_eq!(width("42rem"), Ok("42rem".to_owned()));
        assert_eq!(width(" 66ch "), Ok("66ch".to_owned()));
        for text in ["", "42", "42px", "4rem", "400rem", "calc(1rem)", "-40rem", "4e1rem", "NaNrem", "infrem", "1;rem"]
        {
            assert!(width(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_rule_holds_what_was_changed() {
        assert_eq!(Look::default().rule(), "");
        let look = Look { width: Some("42rem".to_owned()), ..Look::default() };
        assert_eq!(look.rule(), "\n:root { --measure: 42rem; }\n");
    }
}
