//! Text that people and other programs put into files: with or without a byte order mark, in the encodings that Windows
//! editors and shells write.

/// The text in a file's bytes: UTF-8, with or without a byte order mark, or UTF-16 with one. `None` when it is neither.
///
/// The mark is Unicode 16.0, section 23.8; Notepad writes it before UTF-8, Windows `PowerShell` 5 before UTF-16.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        if rest.is_empty() { String::from_utf16(&units).ok() } else { None }
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    }
}

/// Like [`decode`], with a replacement character for what can't be read: for files that may end in the middle of one.
#[must_use]
pub fn decode_lossy(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_and_without_a_mark() {
        let wide = |unit: fn(u16) -> [u8; 2]| "\u{feff}één".encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let marked = ["één".into(), "\u{feff}één".into(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)];
        for bytes in &marked {
            assert_eq!(decode(bytes).as_deref(), Some("één"), "{bytes:x?}");
            assert_eq!(decode_lossy(bytes), "één", "{bytes:x?}");
        }
        assert_eq!((decode(b""), decode(b"\xef\xbb\xbf")), (Some(String::new()), Some(String::new())));
        for bytes in [&b"\xff\xfea"[..], b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf\xff", b"a\xff"] {
            assert_eq!(decode(bytes), None, "{bytes:x?}");
        }
    }

    #[test]
    fn a_text_that_was_cut_off_is_read_as_far_as_it_goes() {
        assert_eq!(decode_lossy(b"caf\xc3"), "caf\u{fffd}");
        assert_eq!(decode_lossy(b"\xef\xbb\xbfcaf\xc3"), "caf\u{fffd}");
        assert_eq!(decode_lossy(b"\xff\xfea\x00b"), "a");
    }
}
