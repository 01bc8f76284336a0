//! The texts in a file, whatever its kind.
//!
//! Markup within a line, escapes and line ends separate words only. Where a passage ends (a block of a page, a string of
//! JSON) stands a [`BORDER`]: what follows need not belong to what went before.

use super::super::html::decode;
use crate::model::rights::PASSAGE;
use encoding_rs::Encoding;
use flate2::read::MultiGzDecoder;
use memchr::memchr;
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// PARAGRAPH SEPARATOR, where one text ends and another begins.
pub(super) const BORDER: char = '\u{2029}';
/// Markup in markup in markup: a page in a feed, its references escaped twice.
const DEEPEST: usize = 3;
/// Archives in archives.
const DEEPEST_ARCHIVE: usize = 2;
/// Bytes that are read of an archive, unpacked; a small file can claim to hold any number of them.
const LARGEST_ARCHIVE: u64 = 1 << 30;

/// Elements that stand within a line of text, `br` and `wbr` with them: the sentence goes on behind them. `bdi` is none:
/// what it isolates is a text of its own. The last ones are of pictures.
const INLINE: [&str; 40] = [
    "a", "abbr", "acronym", "b", "bdo", "big", "br", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "mark", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr", "tspan", "textPath",
];
/// Elements of office documents that end a passage; others separate pieces of a line, each with a look of its own.
const OFFICE_BLOCKS: [&str; 6] = ["h", "list-item", "p", "table-cell", "tc", "tr"];

/// Whether the words of a file could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Legible {
    /// It was read whole, or has no words.
    Whole,
    /// It may hold words that were not read.
    InPart,
}

/// Calls back with each text that a file holds.
pub(super) fn texts(path: &str, bytes: &[u8], each: &mut impl FnMut(&str)) -> Legible {
    unpacked(path, bytes, &mut Budget { depth: DEEPEST_ARCHIVE, bytes: LARGEST_ARCHIVE }, each)
}

/// What may still be unpacked.
#[derive(Clone, Copy)]
struct Budget {
    depth: usize,
    bytes: u64,
}

fn unpacked(path: &str, bytes: &[u8], budget: &mut Budget, each: &mut impl FnMut(&str)) -> Legible {
    if bytes.starts_with(b"PK\x03\x04") {
        return archive(bytes, budget, each).unwrap_or(Legible::InPart);
    }
    if bytes.starts_with(b"\x1F\x8B") {
        return packed(path, bytes, budget, each);
    }
    if bytes.starts_with(b"%PDF") {
        return Legible::InPart;
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        readings(path, &encoding.decode_with_bom_removal(bytes).0, each);
        return Legible::Whole;
    }
    match std::str::from_utf8(bytes) {
        // UTF-16 without a mark looks like this, too
        Ok(text) if text.contains('\0') => {
            readings(path, text, each);
            readings(path, &text.replace('\0', ""), each);
            return Legible::InPart;
        }
        Ok(text) => readings(path, text, each),
        Err(_) if is_wordless(bytes) => {
            // what a picture says of itself is read, too
            let said = bytes.utf8_chunks().map(|chunk| chunk.valid()).filter(|text| text.len() > PASSAGE * 2);
            said.for_each(|text| readings(path, text, each));
        }
        Err(_) => {
            readings(path, &String::from_utf8_lossy(bytes), each);
            return Legible::InPart;
        }
    }
    Legible::Whole
}

/// What gzip packed.
fn packed(path: &str, bytes: &[u8], budget: &mut Budget, each: &mut impl FnMut(&str)) -> Legible {
    if budget.depth == 0 {
        return Legible::InPart;
    }
    let mut content = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(budget.bytes).read_to_end(&mut content);
    budget.bytes -= content.len() as u64;
    let mut within = Budget { depth: budget.depth - 1, ..*budget };
    let legible = unpacked(path.strip_suffix(".gz").unwrap_or(path), &content, &mut within, each);
    budget.bytes = within.bytes;
    if read.is_err() || budget.bytes == 0 { Legible::InPart } else { legible }
}

/// The members of a ZIP archive: a copy of the site, an EPUB, an office document.
fn archive(bytes: &[u8], budget: &mut Budget, each: &mut impl FnMut(&str)) -> zip::result::ZipResult<Legible> {
    if budget.depth == 0 {
        return Ok(Legible::InPart);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut legible = Legible::Whole;
    for nth in 0..archive.len() {
        let Ok(mut member) = archive.by_index(nth) else {
            legible = Legible::InPart;
            continue;
        };
        let (name, mut content) = (member.name().map(Cow::into_owned).unwrap_or_default(), Vec::new());
        let read = member.by_ref().take(budget.bytes).read_to_end(&mut content);
        budget.bytes -= content.len() as u64;
        let mut within = Budget { depth: budget.depth - 1, ..*budget };
        let of_member = unpacked(&name, &content, &mut within, each);
        budget.bytes = within.bytes;
        if read.is_err() || budget.bytes == 0 || of_member == Legible::InPart {
            legible = Legible::InPart;
        }
    }
    Ok(legible)
}

/// Pictures, fonts, sound and moving pictures, by how they begin.
fn is_wordless(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 12] = [
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"\0\0\x01\0",
        b"wOFF",
        b"wOF2",
        b"OTTO",
        b"\0\x01\0\0",
        b"ID3",
        b"OggS",
        b"fLaC",
        b"\x1A\x45\xDF\xA3",
    ];
    let at = |from: usize, name: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(name));
    // a word can begin as a bitmap does
    let is_bitmap = bytes.starts_with(b"BM") && at(6, &[0; 4]);
    is_bitmap
        || BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
        || at(4, b"ftyp")
        || at(8, b"WEBP")
        || at(8, b"WAVE")
}

/// The ways to read a text.
fn readings(path: &str, text: &str, each: &mut impl FnMut(&str)) {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    if matches!(ending, "js" | "json" | "mjs" | "ndjson" | "webmanifest") {
        return layers(&unescaped(text, Quotes::EndStrings), DEEPEST, each);
    }
    layers(text, DEEPEST, each);
    if text.contains("%20") {
        // in an address, such as that of a letter to be written
        each(&without_percents(text));
    }
    if memchr(b'\\', text.as_bytes()).is_some() {
        layers(&unescaped(text, Quotes::AreText), DEEPEST, each);
    }
}

/// An address without its escapes. Bytes that are no text become replacement characters.
fn without_percents(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let digits = behind.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let escaped = digits.filter(|_| byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(escaped.unwrap_or(byte));
        rest = if escaped.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// What stands between tags, and what stands in them; both without character references, as long as there are any.
fn layers(text: &str, depth: usize, each: &mut impl FnMut(&str)) {
    let mut between = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        let inside = &rest[at + 1..];
        let is_tag = inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        between.push_str(&rest[..at]);
        rest = inside;
        between.push(if is_tag && is_block(inside) { BORDER } else { ' ' });
        if !is_tag {
            continue;
        }
        // without an end there is no tag from here on
        let Some(end) = memchr(b'>', inside.as_bytes()) else { break };
        if end > PASSAGE * 2 {
            each(&decode(&inside[..end]));
        }
        rest = &inside[end + 1..];
    }
    between.push_str(rest);
    match decode(&between) {
        Cow::Owned(decoded) if depth > 1 => layers(&decoded, depth - 1, each),
        Cow::Owned(decoded) => each(&decoded),
        Cow::Borrowed(text) => each(text),
    }
}

/// Whether a tag, from behind its `<`, begins or ends a passage.
fn is_block(tag: &str) -> bool {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric() && !"-:".contains(c)).unwrap_or(tag.len())];
    match name.split_once(':') {
        Some((_, local)) => OFFICE_BLOCKS.contains(&local),
        // comments and instructions are no part of the text
        None => !name.is_empty() && !INLINE.iter().any(|inline| name.eq_ignore_ascii_case(inline)),
    }
}

/// What a quotation mark without an escape is.
#[derive(Clone, Copy)]
enum Quotes {
    AreText,
    /// Every string is a passage of its own.
    EndStrings,
}

/// A text without the escapes of JSON and scripts.
fn unescaped(text: &str, quotes: Quotes) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        push_plain(&mut out, &rest[..at], quotes);
        rest = &rest[at + 1..];
        let Some(kind) = rest.chars().next() else { break };
        rest = &rest[kind.len_utf8()..];
        match kind {
            'n' => out.push('\n'),
            'r' | 't' | 'b' | 'f' => out.push(' '),
            'u' => {
                let code = rest.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                if let Some(code) = code {
                    rest = &rest[4..];
                    // halves of characters beyond the first plane separate words at most
                    out.push(char::from_u32(code).unwrap_or(' '));
                }
            }
            other => out.push(other),
        }
    }
    push_plain(&mut out, rest, quotes);
    out
}

fn push_plain(out: &mut String, text: &str, quotes: Quotes) {
    match quotes {
        Quotes::AreText => out.push_str(text),
        Quotes::EndStrings => out.extend(text.chars().map(|c| if c == '"' { BORDER } else { c })),
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::each_run;
    use super::*;
    use std::io::Write;
    use std::time::Instant;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    const SENTENCE: &str = "He said “don’t go to the river today”";

    fn hashes(path: &str, bytes: &[u8]) -> Vec<u64> {
        let mut found = Vec::new();
        texts(path, bytes, &mut |text| each_run(text, |run| found.extend((!run.is_parted).then_some(run.hash))));
        found
    }

    fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).expect("memory can be written");
        writer.write_all(bytes).expect("memory can be written");
        writer.finish().expect("memory can be written").into_inner()
    }

    #[test]
    fn the_same_words_have_the_same_hash_however_they_are_written() {
        let plain = hashes("a.txt", SENTENCE.as_bytes());
        assert_eq!(plain.len(), 2);
        for (path, other) in [
            ("a.html", "<p>HE <b>said</b> &#8220;don&#8217;t<br>go&nbsp;to the river today&#8221;"),
            ("a.html", "<p title=\"He said &quot;don't go to the river today&quot;\">"),
            ("a.json", "\"He said \\u201cdon\\u2019t go\\nto the river today\""),
            ("a.js", "x('He said \\u201cdon\\u2019t go\\nto the river today')"),
            ("a.txt", "mailto:?body=He%20said%20%E2%80%9Cdon%E2%80%99t%20go%20to%20the%20river%20today"),
            ("a.xml", "&lt;p&gt;He said don&amp;#8217;t &lt;i&gt;go&lt;/i&gt; to the river today"),
        ] {
            assert!(plain.iter().all(|run| hashes(path, other.as_bytes()).contains(run)), "{other}");
        }
    }

    #[test]
    fn passages_end_where_blocks_and_strings_end() {
        for (path, text) in [
            ("a.html", "<li>one two three four</li><li>five six seven eight</li>"),
            ("a.xml", "&lt;p&gt;one two three four&lt;/p&gt;&lt;p&gt;five six seven eight"),
            ("a.json", r#"["one two three four","five six seven eight"]"#),
            ("a.json", r#"["one two three four\n\nfive six seven eight"]"#),
            ("a.js", r#"x=[["one two three four"],["","five six seven eight"]]"#),
        ] {
            assert_eq!(hashes(path, text.as_bytes()), [] as [u64; 0], "{text}");
        }
    }

    #[test]
    fn other_encodings_and_archives_are_read() {
        let plain = hashes("a.txt", SENTENCE.as_bytes());
        let wide: Vec<u8> = "\u{FEFF}".chars().chain(SENTENCE.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect();
        assert_eq!(hashes("a.txt", &wide), plain);
        let page = zipped("OEBPS/a.xhtml", format!("<p>{SENTENCE}</p>").as_bytes());
        assert_eq!(hashes("a.epub", &page), plain);
        assert_eq!(hashes("a.zip", &zipped("site/a.epub", &page)), plain);
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(&page).expect("memory can be written");
        assert_eq!(hashes("a.epub.gz", &packer.finish().expect("memory can be written")), plain);
        let picture = [b"\x89PNG\xFF\xFEtEXtComment\0 ", SENTENCE.as_bytes(), b"\xFF\xC0"].concat();
        assert!(plain.iter().all(|run| hashes("a.png", &picture).contains(run)));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let legible = |bytes: &[u8]| texts("a", bytes, &mut |_| {});
        assert_eq!(legible(b"%PDF-1.7\n1 0 obj\n\x93\x8C\xA4"), Legible::InPart);
        assert_eq!(legible(b"\x1F\x8B\x08\0"), Legible::InPart);
        assert_eq!(legible(b"PK\x03\x04 but no archive"), Legible::InPart);
        assert_eq!(legible(b"\x89PNG\r\n\x1A\n\xFF\xFE"), Legible::Whole);
        assert_eq!(legible(b"Je l'ai vu \xE0 Paris"), Legible::InPart);
        let mut deep = b"words".to_vec();
        for _ in 0..=DEEPEST_ARCHIVE {
            deep = zipped("deeper.zip", &deep);
        }
        assert_eq!(legible(&deep), Legible::InPart);
    }

    #[test]
    fn an_archive_is_unpacked_only_so_far() {
        let large = zipped("zeros", &vec![b'0'; 1 << 20]);
        let mut budget = Budget { depth: 1, bytes: 1 << 10 };
        let mut read = 0;
        let legible = unpacked("a.zip", &large, &mut budget, &mut |text| read += text.len());
        assert_eq!((legible, read), (Legible::InPart, 1 << 10));
    }

    #[test]
    fn tags_that_never_end_cost_no_square() {
        let started = Instant::now();
        readings("a.html", &"<a".repeat(400_000), &mut |reading| assert!(!reading.is_empty()));
        // a square would take minutes
        assert!(started.elapsed().as_secs() < 20);
    }
}
