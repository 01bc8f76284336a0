//! A picture of few colours as PNG.
//!
//! Input: pixels that are places in a palette. Output: the bytes of a file.
//!
//! 1. Up to sixteen colours, two pixels are a byte: half of what has to be pressed, and a letter presses better.
//! 2. Rows stand as they are: the differences that PNG offers say nothing of places in a palette.
//! 3. The rows are deflated by the encoder that also packs books, so the bytes are the same on every machine.

use super::canvas::Colour;

/// Measured on cards: the next level takes half as long again and saves three bytes in a hundred.
const LEVEL: u8 = 4;

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// Colours are places in a palette.
const INDEXED: u8 = 3;

/// The file of a picture.
///
/// # Panics
/// When the width does not divide the pixels.
pub(super) fn png(width: usize, pixels: &[u8], palette: &[Colour]) -> Vec<u8> {
    assert!(width > 0 && pixels.len().is_multiple_of(width), "rows are as wide as the picture");
    let height = pixels.len() / width;
    let depth: u8 = if palette.len() <= 16 { 4 } else { 8 };
    let mut header = Vec::with_capacity(13);
    header.extend((width as u32).to_be_bytes());
    header.extend((height as u32).to_be_bytes());
    header.extend([depth, INDEXED, 0, 0, 0]);
    let deflated = miniz_oxide::deflate::compress_to_vec_zlib(&rows(width, pixels, depth), LEVEL);

    let mut file = Vec::with_capacity(deflated.len() + 512);
    file.extend(SIGNATURE);
    chunk(&mut file, *b"IHDR", &header);
    chunk(
        &mut file,
        *b"PLTE",
        &palette.iter().flat_map(|&[red, green, blue, _]| [red, green, blue]).collect::<Vec<_>>(),
    );
    if palette.iter().any(|colour| colour[3] < u8::MAX) {
        chunk(&mut file, *b"tRNS", &palette.iter().map(|colour| colour[3]).collect::<Vec<_>>());
    }
    chunk(&mut file, *b"IDAT", &deflated);
    chunk(&mut file, *b"IEND", &[]);
    file
}

/// Each row with the sign in front that it stands as it is.
fn rows(width: usize, pixels: &[u8], depth: u8) -> Vec<u8> {
    let mut rows = Vec::with_capacity((width + 1) * (pixels.len() / width));
    for row in pixels.chunks_exact(width) {
        rows.push(0);
        if depth == 8 {
            rows.extend_from_slice(row);
            continue;
        }
        let (pairs, last) = row.as_chunks::<2>();
        rows.extend(pairs.iter().map(|[left, right]| left << 4 | right));
        rows.extend(last.first().map(|left| left << 4));
    }
    rows
}

fn chunk(file: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    file.extend((data.len() as u32).to_be_bytes());
    let start = file.len();
    file.extend(name);
    file.extend_from_slice(data);
    let checksum = crc32fast::hash(&file[start..]);
    file.extend(checksum.to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &[u8]) -> (u32, u32, Vec<u8>) {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("it is small")];
        let info = reader.next_frame(&mut pixels).expect("a frame");
        (info.width, info.height, pixels)
    }

    #[test]
    fn pictures_are_readable_at_any_width_and_number_of_colours() {
        for colours in [2_u8, 16, 17, 200] {
            let palette: Vec<Colour> = (0..colours).map(|n| [n, 255 - n, n / 2, 255]).collect();
            for width in 1..6 {
                let pixels: Vec<u8> = (0..width as u8 * 3).map(|n| n.wrapping_mul(7) % colours).collect();
                let shown: Vec<u8> = pixels.iter().flat_map(|&n| palette[usize::from(n)][..3].to_vec()).collect();
                assert_eq!(read(&png(width, &pixels, &palette)), (width as u32, 3, shown), "{colours} colours");
            }
        }
    }

    #[test]
    fn what_is_not_there_is_seen_through() {
        let palette = [[0, 0, 0, 0], [1, 2, 3, 255]];
        assert_eq!(read(&png(2, &[0, 1], &palette)).2, [0, 0, 0, 0, 1, 2, 3, 255]);
    }
}
