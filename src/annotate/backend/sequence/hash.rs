//! Hashes of words and features: fixed here, because the weights are stored under them.

/// Hash of a word.
pub(super) fn word(text: &str) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325u64;
    for chunk in text.as_bytes().chunks(8) {
        let mut bytes = [0u8; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        hash = mix(hash ^ chunk.len() as u64, u64::from_le_bytes(bytes));
    }
    hash
}

/// One hash of two, in this order.
pub(super) const fn mix(a: u64, b: u64) -> u64 {
    let folded = (a ^ b.rotate_left(31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let folded = (folded ^ (folded >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    folded ^ (folded >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stay_as_they_are() {
        assert_eq!(word("Kabul"), word("Kabul"));
        assert_ne!(word("ab"), word("ba"));
        assert_ne!(mix(1, 2), mix(2, 1));
        // the stored weights depend on it
        assert_eq!(mix(1, 2), MIXED);
    }

    const MIXED: u64 = 0x0734_EE3E_28E7_E631;
}
