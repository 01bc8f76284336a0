//! Files whose bytes are the trouble: damage, encodings, binary data.

use super::{PAGE, Random, TEXT, base};

pub(super) fn bit_flipped(random: &mut Random) -> Vec<u8> {
    let mut bytes = base(random).as_bytes().to_vec();
    for _ in 0..random.between(1, 60) {
        let at = random.below(bytes.len());
        bytes[at] ^= 1 << random.below(8);
    }
    bytes
}

pub(super) fn mixed_encodings(random: &mut Random) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..random.between(2, 8) {
        match random.below(4) {
            0 => bytes.extend(TEXT.as_bytes()),
            1 => bytes.extend(b"caf\xE9 \x93quoted\x94 \x96 na\xEFve\n"),
            2 => bytes.extend("Душанбе и Кабул\n".as_bytes()),
            _ => bytes.extend(b"\xC4\xF3\xF8\xE0\xED\xE1\xE5 \xE8 \xCA\xE0\xE1\xF3\xEB\n"),
        }
    }
    bytes
}

pub(super) fn nul_bytes(random: &mut Random) -> Vec<u8> {
    let mut bytes = base(random).as_bytes().to_vec();
    for _ in 0..random.between(1, 20) {
        let at = random.below(bytes.len());
        bytes[at] = 0;
    }
    bytes
}

fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

pub(super) fn lone_surrogates(random: &mut Random) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(utf16(TEXT, false));
    for _ in 0..random.between(1, 30) {
        let at = 2 + 2 * random.below((bytes.len() - 2) / 2);
        bytes[at + 1] = 0xD8 + (random.byte() & 7);
    }
    bytes.truncate(bytes.len() - random.below(3));
    bytes
}

pub(super) fn utf16_without_mark(random: &mut Random) -> Vec<u8> {
    let text = *random.pick(&[TEXT, PAGE, "Президент Таджикистана Эмомали Рахмон заявил об этом в Душанбе.\n"]);
    utf16(text, random.below(2) == 0)
}

pub(super) fn random_bytes(random: &mut Random) -> Vec<u8> {
    (0..random.between(1, 20_000)).map(|_| random.byte()).collect()
}

pub(super) fn binary_in_disguise(random: &mut Random) -> Vec<u8> {
    let all: [&[u8]; 7] = [
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"\x89PNG\r\n\x1A\n",
        b"GIF89a",
        b"\xFF\xD8\xFF\xE0",
        b"\x1F\x8B\x08",
        b"{\\rtf1 ",
    ];
    let mut bytes = random.pick(&all).to_vec();
    bytes.extend((0..random.between(10, 2_000)).map(|_| random.byte().max(1)));
    bytes
}
