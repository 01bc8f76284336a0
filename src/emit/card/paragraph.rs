//! Lines: a text broken so that it fills an area, in the largest size that it fits in.
//!
//! Input: a text that can be drawn. Output: its lines.
//!
//! 1. Words are measured once; sizes only scale them.
//! 2. For each size, largest first, as many words as fit go on a line.
//! 3. The lines are then narrowed as far as their number allows, so that the last one is no orphan.
//! 4. What does not fit in the smallest size ends in an ellipsis.

#![expect(clippy::cast_sign_loss, reason = "the number of lines that fit is none or more")]

use super::font::{Line, Weight};

/// Where a text goes: width and height in pixels, the sizes to try, largest first.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    /// Longest line.
    pub width: f32,
    /// All lines together.
    pub height: f32,
    /// From baseline to baseline, in ems.
    pub leading: f32,
    /// Sizes in pixels an em.
    pub sizes: &'static [f32],
}

/// A text broken into lines.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// The lines.
    pub lines: Vec<Line>,
    /// Pixels an em.
    pub size: f32,
    /// From baseline to baseline, in pixels.
    pub leading: f32,
}

/// A word with its width in ems.
struct Word<'a> {
    text: &'a str,
    width: f32,
}

impl Paragraph {
    /// Breaks a text.
    pub fn new(text: &str, weight: Weight, area: Area) -> Self {
        let space = Line::new("a a", weight).width() - 2.0 * Line::new("a", weight).width();
        let words: Vec<Word<'_>> =
            text.split(' ').map(|text| Word { text, width: Line::new(text, weight).width() }).collect();
        let mut last = None;
        for &size in area.sizes {
            let measure = Measure { space, width: area.width / size };
            let most = (area.height / (size * area.leading)).floor().max(1.0) as usize;
            let fits = words.iter().all(|word| word.width <= measure.width);
            let rows = measure.rows(&words);
            last = Some((size, measure, most));
            if fits && rows.len() <= most {
                let rows = measure.balanced(&words, rows.len());
                let lines = rows.iter().map(|row| joined(&words[row.clone()]));
                return Self::of(lines, (text, weight), size, area);
            }
        }
        let Some((size, measure, most)) = last else { return Self::default() };
        Self::of(cut(text, weight, measure.width, most).into_iter(), (text, weight), size, area)
    }

    fn of(lines: impl Iterator<Item = String>, (text, weight): (&str, Weight), size: f32, area: Area) -> Self {
        let lines = lines.map(|line| Line::of(&line, weight, text)).collect();
        Self { lines, size, leading: size * area.leading }
    }

    /// From the first baseline to the last, in pixels.
    pub fn depth(&self) -> f32 {
        self.leading * self.lines.len().saturating_sub(1) as f32
    }
}

fn joined(words: &[Word<'_>]) -> String {
    words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

#[derive(Debug, Clone, Copy)]
struct Measure {
    space: f32,
    width: f32,
}

impl Measure {
    /// As many words as fit, line by line.
    fn rows(self, words: &[Word<'_>]) -> Vec<std::ops::Range<usize>> {
        let mut rows = Vec::new();
        let (mut start, mut width) = (0, 0.0);
        for (at, word) in words.iter().enumerate() {
            let longer = if at == start { word.width } else { width + self.space + word.width };
            if longer > self.width && at > start {
                rows.push(start..at);
                (start, width) = (at, word.width);
            } else {
                width = longer;
            }
        }
        rows.push(start..words.len());
        rows
    }

    /// The same number of lines, as even as they can be.
    fn balanced(self, words: &[Word<'_>], rows: usize) -> Vec<std::ops::Range<usize>> {
        let longest = words.iter().fold(0.0_f32, |longest, word| longest.max(word.width));
        let (mut narrow, mut wide) = (longest, self.width);
        for _ in 0..12 {
            let width = (narrow + wide) * 0.5;
            if (Self { width, ..self }).rows(words).len() > rows {
                narrow = width;
            } else {
                wide = width;
            }
        }
        Self { width: wide, ..self }.rows(words)
    }
}

/// So many lines of a text that does not fit, the last with an ellipsis; words that are longer than a line are broken.
fn cut(text: &str, weight: Weight, width: f32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() && lines.len() < most {
        let is_last = lines.len() + 1 == most;
        let whole = Line::new(rest, weight).width() <= width;
        let ending = if is_last && !whole { "…" } else { "" };
        let end = if whole { rest.len() } else { fitting(rest, weight, width, ending) };
        let line =
            rest[..end].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—'));
        lines.push(format!("{line}{ending}"));
        rest = rest[end..].trim_start();
    }
    lines
}

/// How much of a text fits on a line: up to the end of a word, or of a character where a word fills the line.
fn fitting(text: &str, weight: Weight, width: f32, ending: &str) -> usize {
    let fits = |end: usize| Line::new(&format!("{}{ending}", &text[..end]), weight).width() <= width;
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(1).take(200).collect();
    // one character always goes, or there would be no end
    let fitting = ends.partition_point(|&end| fits(end)).max(1);
    let end = ends.get(fitting - 1).copied().unwrap_or(text.len());
    text[..end].rfind(' ').filter(|&space| space > end / 3).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Area = Area { width: 600.0, height: 300.0, leading: 1.2, sizes: &[96.0, 60.0] };

    #[test]
    fn short_titles_are_large_and_long_ones_small() {
        let short = Paragraph::new("Emomali Rahmon", Weight::SemiBold, AREA);
        assert_eq!((short.size, short.lines.len()), (96.0, 2));
        let long = Paragraph::new("Why Tajikistan is the one that will not come around", Weight::SemiBold, AREA);
        assert_eq!((long.size, long.lines.len()), (60.0, 3));
        assert!(long.lines.iter().all(|line| line.width() * long.size <= AREA.width));
    }

    #[test]
    fn lines_are_even() {
        let title = Paragraph::new("The heir of Panjshir keeps away", Weight::SemiBold, AREA);
        let widths: Vec<f32> = title.lines.iter().map(Line::width).collect();
        let longest = widths.iter().fold(0.0_f32, |a, &b| a.max(b));
        assert!(widths.iter().all(|&width| width > longest * 0.5), "{widths:?}");
    }

    #[test]
    fn what_does_not_fit_is_cut() {
        for text in ["Wide words again and again ".repeat(20), "Donaudampfschifffahrt".repeat(30)] {
            let cut = Paragraph::new(text.trim(), Weight::SemiBold, AREA);
            assert!(cut.size < 61.0, "the smallest");
            assert!(cut.lines.len() <= 4);
            assert!(cut.lines.iter().all(|line| line.width() * cut.size <= AREA.width), "{text}");
        }
    }
}
