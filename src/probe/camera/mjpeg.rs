//! JPEG frames as cameras send them: without Huffman tables, and in a buffer with leftovers behind them.

use std::borrow::Cow;
use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

use crate::model::live::Frame;

use super::pixel::Garbage;

const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;
const HUFFMAN_TABLES: u8 = 0xC4;

/// Largest width and height of a frame.
const LARGEST_SIDE: u32 = 8192;

/// The frame without what lies behind it in the buffer; `None` when it is no JPEG or has no end.
#[must_use]
pub fn trim(bytes: &[u8]) -> Option<&[u8]> {
    let (_, scan) = segments(bytes)?;
    let entropy = bytes.get(scan..)?;
    let end = entropy.windows(2).position(|pair| pair == [0xFF, END_OF_IMAGE])?;
    bytes.get(..scan + end + 2)
}

/// Decodes one frame.
///
/// # Errors
/// When it is no whole JPEG.
pub fn decode(bytes: &[u8]) -> Result<Frame, Garbage> {
    let jpeg = trim(bytes).ok_or_else(|| Garbage::Jpeg("no whole JPEG".to_owned()))?;
    let jpeg = with_tables(jpeg);
    let mut reader = ImageReader::with_format(Cursor::new(jpeg.as_ref()), ImageFormat::Jpeg);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    reader.limits(limits);
    let image = reader.decode().map_err(|error| Garbage::Jpeg(error.to_string()))?.into_rgba8();
    Ok(Frame { width: image.width(), height: image.height(), rgba: image.into_raw() })
}

/// Whether there are Huffman tables before the scan, and where the scan's header begins (its marker).
fn segments(bytes: &[u8]) -> Option<(bool, usize)> {
    if bytes.get(..2)? != [0xFF, 0xD8] {
        return None;
    }
    let (mut at, mut tables) = (2, false);
    loop {
        let [first, marker, high, low] = *bytes.get(at..)?.first_chunk::<4>()?;
        match (first, marker) {
            // A marker may be preceded by any number of fill bytes.
            (0xFF, 0xFF) => {
                at += 1;
                continue;
            }
            (0xFF, START_OF_SCAN) => return Some((tables, at)),
            (0xFF, HUFFMAN_TABLES) => tables = true,
            (0xFF, END_OF_IMAGE | 0) => return None,
            (0xFF, _) => {}
            _ => return None,
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
}

/// The frame with the standard Huffman tables where it brings none: the AVI convention for Motion JPEG lets a camera
/// leave them out, a decoder for files does not know that.
fn with_tables(jpeg: &[u8]) -> Cow<'_, [u8]> {
    match segments(jpeg) {
        Some((false, scan)) => {
            let (head, tail) = jpeg.split_at(scan.min(jpeg.len()));
            Cow::Owned([head, &standard_tables(), tail].concat())
        }
        _ => Cow::Borrowed(jpeg),
    }
}

/// One DHT segment with the four tables of ITU-T T.81, annex K.3.
fn standard_tables() -> Vec<u8> {
    let tables: [(u8, &[u8; 16], &[u8]); 4] = [
        (0x00, &DC_LUMA_COUNTS, &DC_VALUES),
        (0x10, &AC_LUMA_COUNTS, &AC_LUMA_VALUES),
        (0x01, &DC_CHROMA_COUNTS, &DC_VALUES),
        (0x11, &AC_CHROMA_COUNTS, &AC_CHROMA_VALUES),
    ];
    let length = 2 + tables.iter().map(|(_, counts, values)| 1 + counts.len() + values.len()).sum::<usize>();
    let mut segment = vec![0xFF, HUFFMAN_TABLES];
    segment.extend(u16::try_from(length).unwrap_or_default().to_be_bytes());
    for (class, counts, values) in tables {
        segment.push(class);
        segment.extend(counts);
        segment.extend(values);
    }
    segment
}

const DC_VALUES: [u8; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const DC_LUMA_COUNTS: [u8; 16] = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_CHROMA_COUNTS: [u8; 16] = [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0];
const AC_LUMA_COUNTS: [u8; 16] = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D];
const AC_CHROMA_COUNTS: [u8; 16] = [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77];

#[rustfmt::skip]
const AC_LUMA_VALUES: [u8; 162] = [
    0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22, 0x71,
    0x14, 0x32, 0x81, 0x91, 0xA1, 0x08, 0x23, 0x42, 0xB1, 0xC1, 0x15, 0x52, 0xD1, 0xF0, 0x24, 0x33, 0x62, 0x72,
    0x82, 0x09, 0x0A, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x34, 0x35, 0x36, 0x37,
    0x38, 0x39, 0x3A, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4A, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59,
    0x5A, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0x83,
    0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0xA2, 0xA3,
    0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xC2, 0xC3,
    0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xD9, 0xDA, 0xE1, 0xE2,
    0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA,
];

#[rustfmt::skip]
const AC_CHROMA_VALUES: [u8; 162] = [
    0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71, 0x13, 0x22,
    0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xA1, 0xB1, 0xC1, 0x09, 0x23, 0x33, 0x52, 0xF0, 0x15, 0x62, 0x72, 0xD1,
    0x0A, 0x16, 0x24, 0x34, 0xE1, 0x25, 0xF1, 0x17, 0x18, 0x19, 0x1A, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x35, 0x36,
    0x37, 0x38, 0x39, 0x3A, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4A, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58,
    0x59, 0x5A, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A,
    0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A,
    0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA,
    0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xD9, 0xDA,
    0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG of smooth colours; the encoder uses the standard Huffman tables.
    fn jpeg() -> Vec<u8> {
        let image = image::RgbImage::from_fn(48, 32, |x, y| image::Rgb([(x * 5) as u8, (y * 7) as u8, 90]));
        let mut bytes = Vec::new();
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
        bytes
    }

    fn without_tables(jpeg: &[u8]) -> Vec<u8> {
        let (mut at, mut out) = (2, jpeg[..2].to_vec());
        while jpeg[at + 1] != START_OF_SCAN {
            let end = at + 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
            if jpeg[at + 1] != HUFFMAN_TABLES {
                out.extend(&jpeg[at..end]);
            }
            at = end;
        }
        out.extend(&jpeg[at..]);
        out
    }

    #[test]
    fn a_frame_without_tables_is_the_same_picture() {
        let whole = jpeg();
        let bare = without_tables(&whole);
        assert!(bare.len() + 400 < whole.len(), "there were tables to take out");
        assert!(!segments(&bare).unwrap().0);
        assert_eq!(decode(&bare).unwrap(), decode(&whole).unwrap());
        let frame = decode(&whole).unwrap();
        assert_eq!((frame.width, frame.height, frame.rgba.len()), (48, 32, 48 * 32 * 4));
        assert!((i32::from(frame.rgba[4 * 47]) - 47 * 5).abs() < 12);
    }

    #[test]
    fn leftovers_behind_the_frame_are_cut_off() {
        let whole = jpeg();
        let mut buffer = whole.clone();
        buffer.extend([7; 300]);
        buffer.extend(&whole[whole.len() / 2..]);
        assert_eq!(trim(&buffer), Some(whole.as_slice()));
        assert_eq!(decode(&buffer).unwrap(), decode(&whole).unwrap());
    }

    #[test]
    fn damaged_frames_are_garbage_and_never_panic() {
        let whole = jpeg();
        for cut in 0..whole.len() {
            assert!(decode(&whole[..cut]).is_err(), "cut at {cut}");
        }
        for at in (0..whole.len()).step_by(3) {
            let mut damaged = whole.clone();
            damaged[at] = !damaged[at];
            let _ = decode(&damaged);
        }
        assert_eq!(trim(b"not a picture at all"), None);
    }
}
