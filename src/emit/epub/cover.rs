//! The cover: title, curator and holdings.
//!
//! Input: the site's own words. Output: a PNG, which every shelf of books shows; of a title in letters that no font of ours
//! has, an SVG that the reader's own type is put in.

use super::xhtml::{self, escape};
use crate::config::SiteSettings;
use crate::emit::book::Book;
use crate::emit::card::cover::{Cover, cover};
use crate::emit::card::font::drawable;
use crate::emit::html::wording::{clip, direction};
use crate::text::short_hash;
use std::fmt::Write;

const WIDTH: u32 = 1600;
const HEIGHT: u32 = 2400;
/// Room at the sides.
const MARGIN: u32 = 160;
/// Sizes of the title's type, and how many lines of each there is room for.
const SIZES: [(u32, usize); 5] = [(190, 5), (150, 7), (120, 9), (96, 11), (76, 14)];
/// Backgrounds: dark enough for white type of any size. The title chooses.
const GROUNDS: [[u8; 3]; 6] = [
    [0x1d, 0x3b, 0x53],
    [0x3b, 0x2f, 0x4a],
    [0x27, 0x44, 0x36],
    [0x4a, 0x2b, 0x2b],
    [0x2b, 0x3a, 0x4a],
    [0x40, 0x3a, 0x22],
];

/// The file of a cover.
pub(super) struct Picture {
    /// Its name.
    pub(super) file: &'static str,
    /// Its media type.
    pub(super) kind: &'static str,
    /// Its content.
    pub(super) bytes: Vec<u8>,
}

/// `cover.xhtml`.
pub(super) fn page(site: &SiteSettings, picture: &Picture) -> String {
    let (title, file) = (escape(&site.title), picture.file);
    let body = format!(
        "<section epub:type=\"cover\" class=\"cover\">\n<img src=\"{file}\" alt=\"Cover: {title}\"/>\n</section>\n"
    );
    xhtml::page(site, &site.title, "", &body)
}

/// The picture on it.
pub(super) fn picture(site: &SiteSettings, book: &Book) -> Picture {
    let Some(title) = drawable(&site.title) else {
        return Picture { file: "cover.svg", kind: "image/svg+xml", bytes: svg(site, book).into_bytes() };
    };
    let author = site.author.as_deref().and_then(drawable);
    let [red, green, blue] = ground(site);
    let bytes = cover(&Cover { title, author, holdings: drawable(&book.holdings) }, [red, green, blue, 255]);
    Picture { file: "cover.png", kind: "image/png", bytes }
}

fn svg(site: &SiteSettings, book: &Book) -> String {
    let [red, green, blue] = ground(site);
    let (type_size, lines) = SIZES
        .into_iter()
        .map(|(size, most)| (size, wrap(&site.title, size), most))
        .find(|(_, lines, most)| lines.len() <= *most)
        .map_or_else(|| (76, wrap(&clip(&site.title, 240), 76)), |(size, lines, _)| (size, lines));
    // writing to a string cannot fail
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" \
         height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"Georgia, 'Noto Serif', serif\" fill=\"#fff\" \
         text-anchor=\"middle\" direction=\"{}\">\n<title>{}</title>\n<path fill=\"#{red:02x}{green:02x}{blue:02x}\" d=\"M0 0h{WIDTH}v{HEIGHT}H0z\"/>\n\
         <path fill=\"none\" stroke=\"#fff\" stroke-opacity=\".5\" stroke-width=\"6\" d=\"M80 80h1440v2240H80z\"/>\n",
        direction(&site.language).replace("auto", "ltr"),
        escape(&site.title)
    );
    let mut line = |text: &str, size: u32, y: u32| {
        let _ = writeln!(out, "<text x=\"{}\" y=\"{y}\" font-size=\"{size}\">{}</text>", WIDTH / 2, escape(text));
    };
    let mut y = 420 + type_size;
    for text in &lines {
        line(text, type_size, y);
        y += type_size * 6 / 5;
    }
    if let Some(author) = &site.author {
        line(&clip(author, 50), 64, 1960);
    }
    for (nth, text) in wrap(&book.holdings, 44).iter().take(3).enumerate() {
        line(text, 44, 2100 + 60 * nth as u32);
    }
    out.push_str("</svg>\n");
    out
}

/// The background: the briefing's own colour, which is dark enough for paper of its own, else one that the title chooses.
fn ground(site: &SiteSettings) -> [u8; 3] {
    let hash = short_hash(&site.title, 1);
    site.look.picture_colour().unwrap_or(GROUNDS[usize::from(hash.as_bytes()[0]) % GROUNDS.len()])
}

/// Words in lines that fit between the margins, by what letters measure on average: no font is at hand.
fn wrap(text: &str, size: u32) -> Vec<String> {
    let room = f64::from(WIDTH - 2 * MARGIN) / f64::from(size);
    let width = |text: &str| text.chars().map(letter).sum::<f64>();
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let fits = lines.last().is_some_and(|line| width(line) + width(word) + letter(' ') <= room);
        if let (true, Some(line)) = (fits, lines.last_mut()) {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        // a word longer than a line, or a script without spaces
        let mut line = String::new();
        for c in word.chars() {
            if width(&line) + letter(c) > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
        lines.push(line);
    }
    lines
}

/// Width of a letter in parts of the size of the type, on the safe side.
fn letter(c: char) -> f64 {
    match c {
        ' ' | 'i' | 'j' | 'l' | '.' | ',' | ';' | ':' | '\'' | '!' | 'f' | 't' | 'r' => 0.36,
        'm' | 'w' | 'M' | 'W' | '—' => 0.95,
        'A'..='Z' => 0.75,
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' => 1.0,
        c if c.is_uppercase() => 0.78,
        _ => 0.58,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_any_length_fit_the_cover() {
        let book = Book { parts: Vec::new(), dates: None, holdings: "3 articles".to_owned() };
        for title in
            ["Water", "The border & <the> river", &"Panjakent ".repeat(60), &"水".repeat(300), &"x".repeat(999), ""]
        {
            let site = SiteSettings { title: title.to_owned(), ..SiteSettings::default() };
            let svg = svg(&site, &book);
            let lowest =
                svg.split(" y=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<u32>().ok()).max();
            assert!(lowest.is_some_and(|y| y < HEIGHT - 100), "{svg}");
            assert!(!svg.contains("<the>"));
        }
    }

    #[test]
    fn words_stay_whole_where_they_can() {
        assert_eq!(wrap("one two three", 400), ["one", "two", "three"]);
        assert_eq!(wrap("one two three", 60), ["one two three"]);
    }
}
