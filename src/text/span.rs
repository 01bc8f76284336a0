//! Places in a text.

use std::ops::Range;

/// A byte range of a text, end exclusive, on character borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// From a range of byte offsets.
    ///
    /// # Panics
    /// When an offset is 4 GiB or more: ingest refuses far smaller files.
    pub fn new(range: Range<usize>) -> Self {
        let offset = |n: usize| u32::try_from(n).expect("ingest limits files to far below 4 GiB");
        Self { start: offset(range.start), end: offset(range.end) }
    }

    /// As a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text that it covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the other lies within this one.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Lines of a source file, counted from 1, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lines {
    /// First line.
    pub first: u32,
    /// Last line.
    pub last: u32,
}

impl Lines {
    /// One line.
    pub fn one(line: u32) -> Self {
        Self { first: line, last: line }
    }

    /// From first to last.
    pub fn new(first: u32, last: u32) -> Self {
        Self { first, last: last.max(first) }
    }

    /// The least range that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

/// Finds the line of a byte offset.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes a text; lines end at `\n`.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| Span::new(at..at + 1).end));
        Self { starts }
    }

    /// Line of a byte offset, from 1.
    pub fn line(&self, offset: usize) -> u32 {
        let offset = Span::new(offset..offset).start;
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// Lines of a byte range; an empty range stands on one line.
    pub fn lines(&self, range: Range<usize>) -> Lines {
        let last = range.end.saturating_sub(1).max(range.start);
        Lines::new(self.line(range.start), self.line(last))
    }

    /// Byte offset at which a line starts (lines from 1); `None` past the end.
    pub fn start(&self, line: u32) -> Option<usize> {
        self.starts.get(line.checked_sub(1)? as usize).map(|&start| start as usize)
    }
}

/// A byte span as Unicode code points of the text, for `briefing.json`.
pub fn code_points(text: &str, span: Span) -> (usize, usize) {
    if text.is_ascii() {
        return (span.start as usize, span.end as usize);
    }
    let start = text[..span.start as usize].chars().count();
    (start, start + span.of(text).chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_offsets() {
        let index = LineIndex::new("a\nbc\n\nd");
        assert_eq!([0, 1, 2, 4, 5, 6].map(|at| index.line(at)), [1, 1, 2, 2, 3, 4]);
        assert_eq!(index.lines(0..5), Lines::new(1, 2));
        assert_eq!(index.start(2), Some(2));
        assert_eq!(index.start(5), None);
    }

    #[test]
    fn offsets_in_code_points() {
        let text = "“é” x";
        let at = text.find('x').expect("there is an x");
        assert_eq!(code_points(text, Span::new(at..at + 1)), (4, 5));
    }
}
