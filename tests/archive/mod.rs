//! Looks into archives, without the program's own way to make them.

fn number(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte))
}

/// The files of an archive in its order, as a reader finds them.
pub(crate) fn unpack(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let end = archive.len() - 22;
    let (count, mut at) = (number(&archive[end + 10..end + 12]), number(&archive[end + 16..end + 20]));
    let mut found = Vec::new();
    for _ in 0..count {
        let (packed, name) = (number(&archive[at + 20..at + 24]), number(&archive[at + 28..at + 30]));
        let data = number(&archive[at + 42..at + 46]) + 30 + name;
        let data = &archive[data..data + packed];
        let is_packed = number(&archive[at + 10..at + 12]) == 8;
        let bytes =
            if is_packed { miniz_oxide::inflate::decompress_to_vec(data).expect("deflated") } else { data.to_vec() };
        found.push((String::from_utf8(archive[at + 46..at + 46 + name].to_vec()).expect("a name"), bytes));
        at += 46 + name;
    }
    found
}
