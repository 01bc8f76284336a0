//! Pictures as inline SVG: the map, and who appears with whom.
//!
//! Input: names with their weights. Output: [`super::markup::Html`], the same bytes on every machine: integers in paths,
//! and no function of the machine's own mathematics library on the way to them (square roots are exact everywhere).

pub mod labels;
pub mod map;
pub mod network;
pub mod outlines;

/// How a link starts. With the prefix of SVG 1.1: readers of pictures that are no browsers know it so, and scripts that go
/// through a page's links by `a[href]` meet no link whose address is an object.
pub const LINK: &str = "<a xlink:href=\"";

/// Width of a text in thousandths of its font size; an estimate on the wide side, for any sans-serif font.
pub fn text_width(text: &str) -> i64 {
    let width = |c: char| match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | '\'' | '’' | '-' | ' ' => 360,
        'm' | 'w' | 'M' | 'W' => 880,
        c if c.is_uppercase() => 700,
        // scripts of the Far East are as wide as high
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' => 1000,
        _ => 570,
    };
    text.chars().map(width).sum()
}

/// The integer square root.
pub fn root(of: i64) -> i64 {
    of.max(0).isqrt()
}
