//! ZIP archives with the same bytes for the same files: names in order, one fixed time, one way of packing.
//!
//! Input: names and bytes. Output: the archive.
//!
//! 1. [`Packed`] holds one file, deflated where that makes it smaller. Files are packed in parallel, wherever they are made.
//! 2. [`archive`] writes them one after the other, then the directory; in the large form (ZIP64) where the small one has
//!    no room.
//!
//! [`ZipSink`] takes a whole site as it is made and holds it packed.

use crate::model::{ArtifactSink, SinkError, UrlPath};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How hard to pack: more takes much longer for very little.
const LEVEL: u8 = 6;
/// 1 January 1980, the first day that the format knows: archives hold no time of their making.
const DAY: u16 = 1 << 5 | 1;
/// Plain file that everybody reads and its owner writes, as Unix has it.
const MODE: u32 = 0o100_644 << 16;
/// Version of the format that a reader must know: 2.0, and 4.5 for the large form.
const SMALL: u16 = 20;
const LARGE: u16 = 45;
/// The name is UTF-8.
const UTF8: u16 = 1 << 11;

/// A file of an archive, packed.
#[derive(Debug)]
pub struct Packed {
    name: String,
    checksum: u32,
    size: u32,
    is_deflated: bool,
    data: Vec<u8>,
}

impl Packed {
    /// Packs a file. `name` is its path in the archive with forward slashes.
    ///
    /// # Panics
    /// When the file is larger than 4 GiB, which no artifact of the program is.
    pub fn new(name: impl Into<String>, bytes: &[u8]) -> Self {
        let deflated = miniz_oxide::deflate::compress_to_vec(bytes, LEVEL);
        if deflated.len() < bytes.len() {
            return Self { data: deflated, is_deflated: true, ..Self::frame(name.into(), bytes) };
        }
        Self::stored(name, bytes)
    }

    /// Takes a file as it is.
    ///
    /// # Panics
    /// As [`Self::new`].
    pub fn stored(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self { data: bytes.to_vec(), ..Self::frame(name.into(), bytes) }
    }

    fn frame(name: String, bytes: &[u8]) -> Self {
        let size = u32::try_from(bytes.len()).expect("files of a site are smaller than 4 GiB");
        Self { name, checksum: crc32fast::hash(bytes), size, is_deflated: false, data: Vec::new() }
    }

    /// What the entry of the file and that of the directory have in common, from the version to the name's length.
    fn write_common(&self, out: &mut Vec<u8>, version: u16) {
        let flags = if self.name.is_ascii() { 0 } else { UTF8 };
        for number in [version, flags, if self.is_deflated { 8 } else { 0 }, 0, DAY] {
            out.extend(number.to_le_bytes());
        }
        for number in [self.checksum, self.data.len() as u32, self.size] {
            out.extend(number.to_le_bytes());
        }
        out.extend((self.name.len() as u16).to_le_bytes());
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend(b"PK\x03\x04");
        self.write_common(out, SMALL);
        out.extend(0_u16.to_le_bytes());
        out.extend(self.name.as_bytes());
        out.extend(&self.data);
    }

    fn write_listing(&self, out: &mut Vec<u8>, offset: u64) {
        let small = u32::try_from(offset).ok().filter(|&small| small != u32::MAX);
        out.extend(b"PK\x01\x02");
        out.extend((3_u16 << 8 | LARGE).to_le_bytes());
        self.write_common(out, if small.is_some() { SMALL } else { LARGE });
        // length of the extra field, of the comment, number of the disk, inner attributes
        for number in [if small.is_some() { 0_u16 } else { 12 }, 0, 0, 0] {
            out.extend(number.to_le_bytes());
        }
        out.extend(MODE.to_le_bytes());
        out.extend(small.unwrap_or(u32::MAX).to_le_bytes());
        out.extend(self.name.as_bytes());
        if small.is_none() {
            out.extend(1_u16.to_le_bytes());
            out.extend(8_u16.to_le_bytes());
            out.extend(offset.to_le_bytes());
        }
    }
}

/// Writes the files in the order given.
pub fn archive<'a>(files: impl IntoIterator<Item = &'a Packed>) -> Vec<u8> {
    let (mut out, mut listing, mut count) = (Vec::new(), Vec::new(), 0_u64);
    for file in files {
        file.write_listing(&mut listing, out.len() as u64);
        file.write(&mut out);
        count += 1;
    }
    let (start, length) = (out.len() as u64, listing.len() as u64);
    out.append(&mut listing);
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    if count >= u64::from(u16::MAX) || small(start) == u32::MAX || small(length) == u32::MAX {
        write_large_end(&mut out, count, (start, length));
    }
    out.extend(b"PK\x05\x06");
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    for number in [0, 0, count, count] {
        out.extend(number.to_le_bytes());
    }
    out.extend(small(length).to_le_bytes());
    out.extend(small(start).to_le_bytes());
    out.extend(0_u16.to_le_bytes());
    out
}

/// The end of an archive with more than 65,534 files or 4 GiB.
fn write_large_end(out: &mut Vec<u8>, count: u64, (start, length): (u64, u64)) {
    let at = out.len() as u64;
    out.extend(b"PK\x06\x06");
    out.extend(44_u64.to_le_bytes());
    out.extend((3_u16 << 8 | LARGE).to_le_bytes());
    out.extend(LARGE.to_le_bytes());
    out.extend([0; 8]);
    for number in [count, count, length, start] {
        out.extend(number.to_le_bytes());
    }
    out.extend(b"PK\x06\x07");
    out.extend(0_u32.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend(1_u32.to_le_bytes());
}

/// Takes the files of a site and packs them as they come, below one folder.
#[derive(Debug)]
pub struct ZipSink {
    folder: String,
    files: Mutex<BTreeMap<UrlPath, Packed>>,
}

impl ZipSink {
    /// An empty archive whose files will lie below `folder`.
    pub fn new(folder: &str) -> Self {
        Self { folder: folder.to_owned(), files: Mutex::default() }
    }

    /// The archive, its files sorted by path.
    pub fn into_archive(self) -> Vec<u8> {
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        archive(files.values())
    }
}

impl ArtifactSink for ZipSink {
    fn put(&self, path: &UrlPath, bytes: &[u8]) -> Result<(), SinkError> {
        let packed = Packed::new(format!("{}/{path}", self.folder), bytes);
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), packed);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(bytes: &[u8]) -> usize {
        bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte))
    }

    /// Names and contents as a reader finds them: by way of the directory at the end.
    fn read(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
        let end = archive.len() - 22;
        assert_eq!(&archive[end..end + 4], b"PK\x05\x06");
        let (count, mut at) = (number(&archive[end + 10..end + 12]), number(&archive[end + 16..end + 20]));
        let mut found = Vec::new();
        for _ in 0..count {
            assert_eq!(&archive[at..at + 4], b"PK\x01\x02");
            let (packed, name) = (number(&archive[at + 20..at + 24]), number(&archive[at + 28..at + 30]));
            let entry = number(&archive[at + 42..at + 46]);
            let data = entry + 30 + name;
            let data = &archive[data..data + packed];
            let bytes = match number(&archive[at + 10..at + 12]) {
                0 => data.to_vec(),
                _ => miniz_oxide::inflate::decompress_to_vec(data).expect("it was deflated"),
            };
            assert_eq!(number(&archive[at + 16..at + 20]) as u32, crc32fast::hash(&bytes));
            let text = String::from_utf8(archive[at + 46..at + 46 + name].to_vec()).expect("names are UTF-8");
            assert_eq!(number(&archive[at + 8..at + 10]) == usize::from(UTF8), !text.is_ascii());
            found.push((text, bytes));
            at += 46 + name;
        }
        found
    }

    #[test]
    fn what_is_packed_is_read_again() {
        let long = "so it goes ".repeat(1000).into_bytes();
        let files = [Packed::stored("mimetype", b"x"), Packed::new("Душанбе/a.html", &long), Packed::new("e", b"")];
        let packed = archive(&files);
        let read = read(&packed);
        assert_eq!(read[0], ("mimetype".to_owned(), b"x".to_vec()));
        assert_eq!(read[1], ("Душанбе/a.html".to_owned(), long));
        assert_eq!(read[2], ("e".to_owned(), Vec::new()));
        assert!(packed.len() < 1000);
        assert_eq!(packed, archive(&files));
    }

    #[test]
    fn files_of_a_site_lie_in_one_folder_by_name() {
        let sink = ZipSink::new("border");
        for path in ["people/b.html", "index.html", "articles/a.html"] {
            sink.put(&UrlPath::new(path), path.as_bytes()).expect("memory takes any file");
        }
        let names: Vec<String> = read(&sink.into_archive()).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["border/articles/a.html", "border/index.html", "border/people/b.html"]);
    }

    #[test]
    fn more_files_than_the_small_form_holds() {
        let files: Vec<Packed> = (0..70_000).map(|n| Packed::stored(n.to_string(), b"")).collect();
        let packed = archive(&files);
        let end = packed.len() - 22;
        assert_eq!(number(&packed[end + 10..end + 12]), 0xFFFF);
        let locator = end - 20;
        assert_eq!(&packed[locator..locator + 4], b"PK\x06\x07");
        let record = number(&packed[locator + 8..locator + 16]);
        assert_eq!(&packed[record..record + 4], b"PK\x06\x06");
        assert_eq!(number(&packed[record + 32..record + 40]), 70_000);
        let start = number(&packed[record + 48..record + 56]);
        assert_eq!(&packed[start..start + 4], b"PK\x01\x02");
    }
}
