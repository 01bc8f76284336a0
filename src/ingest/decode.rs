//! From bytes to text with `\n` line ends, or the finding that it is no text.
//!
//! Input: a file's bytes and the encoding that the file itself declares. Output: [`Decoded`].
//!
//! 1. A byte-order mark decides. 2. The pattern of NUL bytes gives away UTF-16 without a mark; any other NUL is binary.
//! 3. Valid UTF-8 is UTF-8 whatever the file declares: browsers re-encode a page that they save and keep its old label.
//! 4. What the file declares. 5. UTF-8 with few bad bytes. 6. The guess of chardetng.
//!
//! Line ends become `\n` here (CR, LF and CR LF as an editor counts them), so that all later line numbers agree.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;
use std::borrow::Cow;

/// Text of a file.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// Lines end with `\n`; no byte-order mark.
    pub(super) text: Cow<'a, str>,
    /// WHATWG name of the encoding.
    pub(super) encoding: &'static str,
    /// Places that could not be decoded, each a U+FFFD now.
    pub(super) damaged: usize,
}

/// Why there is no text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Undecodable {
    /// It is something else.
    Binary,
}

/// Beginnings of files that may lack NUL bytes and still are no text.
const MAGIC: [&[u8]; 12] = [
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xFF\xD8\xFF",
    b"\x1F\x8B",
    b"BZh",
    b"7z\xBC\xAF",
    b"{\\rtf",
    b"\xD0\xCF\x11\xE0",
    b"\x7FELF",
    b"\xFD7zXZ",
];

/// How much of a file is looked at to tell UTF-16 and binary data.
const SAMPLE: usize = 1 << 16;

pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Result<Decoded<'a>, Undecodable> {
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Undecodable::Binary);
    }
    let (encoding, bom) = choose(bytes, declared)?;
    let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[bom..]);
    let damaged = if had_errors { text.matches(char::REPLACEMENT_CHARACTER).count() } else { 0 };
    if is_garbage(&text, damaged) {
        return Err(Undecodable::Binary);
    }
    Ok(Decoded { text: unify_line_ends(text), encoding: encoding.name(), damaged })
}

fn choose(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<(&'static Encoding, usize), Undecodable> {
    if let Some(found) = Encoding::for_bom(bytes) {
        return Ok(found);
    }
    if memchr(0, bytes).is_some() {
        return utf16_by_pattern(bytes).map(|encoding| (encoding, 0)).ok_or(Undecodable::Binary);
    }
    let escapes = memchr(0x1B, bytes).is_some();
    // ISO-2022-JP is the one encoding whose bytes are all ASCII
    let encoding = match declared {
        Some(encoding) if escapes && encoding == encoding_rs::ISO_2022_JP => encoding,
        _ => match utf8_trust(bytes) {
            Utf8Trust::Valid if !escapes => UTF_8,
            Utf8Trust::Valid => guess(bytes),
            Utf8Trust::Mostly => UTF_8,
            Utf8Trust::No => declared.filter(|&encoding| encoding != UTF_8).unwrap_or_else(|| guess(bytes)),
        },
    };
    Ok((encoding, 0))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// How far bytes are UTF-8.
enum Utf8Trust {
    Valid,
    /// Damaged UTF-8: cut within a character, or a few bytes of another encoding among many good sequences.
    Mostly,
    No,
}

fn utf8_trust(bytes: &[u8]) -> Utf8Trust {
    let (mut good, mut bad, mut cut) = (0_usize, 0_usize, 0_usize);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        let valid = chunk.valid();
        good += valid.len() - memchr_ascii(valid.as_bytes());
        match chunk.invalid() {
            [] => {}
            // a file cut in the middle of a character is not a sign of another encoding
            [first, ..] if chunks.peek().is_none() && *first >= 0xC2 => cut += 1,
            invalid => bad += invalid.len(),
        }
    }
    match (bad, cut) {
        (0, 0) => Utf8Trust::Valid,
        // non-ASCII bytes of good sequences against stray bytes; a lone cut counts only beside a good sequence
        (0, _) if good > 0 => Utf8Trust::Mostly,
        (bad, _) if bad > 0 && good >= 4 * bad => Utf8Trust::Mostly,
        _ => Utf8Trust::No,
    }
}

fn memchr_ascii(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| byte.is_ascii()).count()
}

/// UTF-16 without a mark: NUL bytes on one side of the pairs only, and what they decode to reads like text.
fn utf16_by_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let (mut first, mut second) = (0_usize, 0_usize);
    for pair in sample.as_chunks::<2>().0 {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    let enough = sample.len() / 2 / 50 + 1;
    let encoding = match (first, second) {
        (0, second) if second >= enough => UTF_16LE,
        (first, 0) if first >= enough => UTF_16BE,
        _ => return None,
    };
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let odd = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER || is_stray_control(c)).count();
    (odd * 50 <= text.chars().count()).then_some(encoding)
}

/// Control characters that no text holds.
fn is_stray_control(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0E'..='\x1A' | '\x1C'..='\x1F' | '\x7F')
}

/// More than one stray control character in fifty, or one undecodable place in five.
fn is_garbage(text: &str, damaged: usize) -> bool {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let (mut all, mut stray) = (0_usize, 0_usize);
    for c in text[..end].chars() {
        all += 1;
        stray += usize::from(is_stray_control(c));
    }
    stray * 50 > all || (damaged > 0 && damaged * 5 > text.chars().count())
}

fn unify_line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(at) = memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, &'static str, usize) {
        let decoded = decode(bytes, None).expect("it is text");
        (decoded.text.into_owned(), decoded.encoding, decoded.damaged)
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    /// Every way in which the same words reach us.
    #[test]
    fn finds_the_encoding() {
        let russian = "Президент Таджикистана Эмомали Рахмон заявил об этом в Душанбе, сообщает агентство.";
        let english = "Kabul’s “new” régime – 2021";
        let with_bom = |mut bom: Vec<u8>, bytes: Vec<u8>| {
            bom.extend(bytes);
            bom
        };
        let korean = "대통령은 오늘 서울에서 기자들에게 말했다. 회담은 내일 열린다.";
        let japanese = "大統領は今日、東京で記者団に語った。会談は明日開かれる。";
        let chinese = "总统今天在北京对记者说，会谈将于明天举行。";
        let encoded = |encoding: &'static Encoding, text: &str| encoding.encode(text).0.into_owned();
        let cases: [(&str, Vec<u8>, &str, &str); 13] = [
            ("plain ASCII", b"one".to_vec(), "one", "UTF-8"),
            ("UTF-8", english.as_bytes().to_vec(), english, "UTF-8"),
            ("UTF-8 with mark", with_bom(vec![0xEF, 0xBB, 0xBF], english.into()), english, "UTF-8"),
            ("UTF-16LE with mark", with_bom(vec![0xFF, 0xFE], utf16(english, u16::to_le_bytes)), english, "UTF-16LE"),
            ("UTF-16BE with mark", with_bom(vec![0xFE, 0xFF], utf16(english, u16::to_be_bytes)), english, "UTF-16BE"),
            ("UTF-16LE", utf16(english, u16::to_le_bytes), english, "UTF-16LE"),
            ("UTF-16BE", utf16(english, u16::to_be_bytes), english, "UTF-16BE"),
            ("Russian UTF-16LE", utf16(russian, u16::to_le_bytes), russian, "UTF-16LE"),
            ("windows-1252", encoded(encoding_rs::WINDOWS_1252, english), english, "windows-1252"),
            ("windows-1251", encoded(encoding_rs::WINDOWS_1251, russian), russian, "windows-1251"),
            ("EUC-KR", encoded(encoding_rs::EUC_KR, korean), korean, "EUC-KR"),
            ("Shift_JIS", encoded(encoding_rs::SHIFT_JIS, japanese), japanese, "Shift_JIS"),
            ("GBK", encoded(encoding_rs::GBK, chinese), chinese, "GBK"),
        ];
        for (name, bytes, expected, encoding) in cases {
            assert_eq!(text(&bytes), (expected.to_owned(), encoding, 0), "{name}");
        }
    }

    #[test]
    fn a_declaration_counts_only_where_the_bytes_leave_room() {
        let declared = Some(encoding_rs::ISO_8859_5);
        let cyrillic = encoding_rs::ISO_8859_5.encode("Душанбе").0.into_owned();
        assert_eq!(decode(&cyrillic, declared).expect("text").text, "Душанбе");
        assert_eq!(decode("Душанбе".as_bytes(), declared).expect("text").encoding, "UTF-8");
        let japanese = encoding_rs::ISO_2022_JP.encode("日本").0.into_owned();
        assert_eq!(decode(&japanese, Some(encoding_rs::ISO_2022_JP)).expect("text").text, "日本");
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut cut = "Душанбе и Кабул".as_bytes().to_vec();
        cut.pop();
        assert_eq!(text(&cut), ("Душанбе и Кабу\u{FFFD}".to_owned(), "UTF-8", 1));
        let mut mixed = "Душанбе и Кабул".as_bytes().to_vec();
        mixed.extend(b" caf\xE9 ");
        assert_eq!(text(&mixed), ("Душанбе и Кабул caf\u{FFFD} ".to_owned(), "UTF-8", 1));
        // a single high byte alone is no UTF-8
        assert_eq!(text(b"caf\xE9 noir et th\xE9").1, "windows-1252");
    }

    #[test]
    fn binary_is_binary() {
        let noise: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let without_nul: Vec<u8> = noise.iter().copied().filter(|&byte| byte != 0).collect();
        for bytes in [b"%PDF-1.4 text".as_slice(), b"a\0b", b"\x01\x02\x03\x04", &noise, &without_nul] {
            assert_eq!(decode(bytes, None).err(), Some(Undecodable::Binary));
        }
    }

    #[test]
    fn lone_surrogates_are_damage() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(utf16("a long enough text ", u16::to_le_bytes));
        bytes.extend([0x00, 0xD8]);
        bytes.extend(utf16(" goes on", u16::to_le_bytes));
        assert_eq!(text(&bytes).2, 1);
    }

    #[test]
    fn line_ends_are_as_an_editor_counts_them() {
        assert_eq!(text(b"a\r\nb\rc\n\r\nd\r").0, "a\nb\nc\n\nd\n");
        assert_eq!(text("a\u{85}b\u{2028}c".as_bytes()).0, "a\u{85}b\u{2028}c");
    }
}
