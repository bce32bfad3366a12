//! JPEG frames as cameras send them: without Huffman tables, and in a buffer with leftovers behind them.

use std::borrow::Cow;
use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

use crate::live::Frame;

use super::garbage::Garbage;

const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;
const HUFFMAN_TABLES: u8 = 0xC4;

/// Largest width and height of a frame.
const LARGEST_SIDE: u32 = 8192;

/// Most bytes that decoding one may take: a picture of 7680x4320 in three colours. A damaged header may claim anything.
const MOST_BYTES: u64 = 7680 * 4320 * 3;

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
    limits.max_alloc = Some(MOST_BYTES);
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
    let tables: [(u8, &[u8; 16], Vec<u8>); 4] = [
        (0x00, &DC_LUMA_COUNTS, DC_VALUES.to_vec()),
        (0x10, &AC_LUMA_COUNTS, ac_values(&AC_LUMA_FIRST)),
        (0x01, &DC_CHROMA_COUNTS, DC_VALUES.to_vec()),
        (0x11, &AC_CHROMA_COUNTS, ac_values(&AC_CHROMA_FIRST)),
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

/// The values of an AC table: `first` those with short codes, then the rest in ascending order, all with 16 bits. A value
/// is a run of 0 to 15 zeros and a size of 1 to 10 bits; besides these the end of a block and a run of 16 zeros.
fn ac_values(first: &[u8]) -> Vec<u8> {
    let sized = (0..16_u8).flat_map(|run| (1..=10_u8).map(move |size| run << 4 | size));
    let mut rest: Vec<u8> = [0x00, 0xF0].into_iter().chain(sized).filter(|value| !first.contains(value)).collect();
    rest.sort_unstable();
    [first, &rest].concat()
}

const DC_VALUES: [u8; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const DC_LUMA_COUNTS: [u8; 16] = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_CHROMA_COUNTS: [u8; 16] = [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0];
const AC_LUMA_COUNTS: [u8; 16] = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D];
const AC_CHROMA_COUNTS: [u8; 16] = [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77];

#[rustfmt::skip]
const AC_LUMA_FIRST: [u8; 37] = [
    0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22, 0x71,
    0x14, 0x32, 0x81, 0x91, 0xA1, 0x08, 0x23, 0x42, 0xB1, 0xC1, 0x15, 0x52, 0xD1, 0xF0, 0x24, 0x33, 0x62, 0x72,
    0x82,
];

#[rustfmt::skip]
const AC_CHROMA_FIRST: [u8; 43] = [
    0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71, 0x13, 0x22,
    0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xA1, 0xB1, 0xC1, 0x09, 0x23, 0x33, 0x52, 0xF0, 0x15, 0x62, 0x72, 0xD1,
    0x0A, 0x16, 0x24, 0x34, 0xE1, 0x25, 0xF1,
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
    fn the_tables_are_those_of_the_encoder() {
        let ours = standard_tables();
        assert_eq!(ours.len(), 2 + 2 + 4 * 17 + 2 * 12 + 2 * 162);
        let whole = jpeg();
        let found: Vec<&[u8]> = (0..whole.len() - 4)
            .filter(|at| whole[*at..*at + 2] == [0xFF, HUFFMAN_TABLES])
            .map(|at| &whole[at + 4..at + 2 + usize::from(u16::from_be_bytes([whole[at + 2], whole[at + 3]]))])
            .collect();
        assert!(!found.is_empty());
        for table in found {
            assert!(ours.windows(table.len()).any(|part| part == table), "{table:?}");
        }
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
