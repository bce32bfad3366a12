//! Recordings as programs write them: right, careless, damaged, and no recordings at all. All are made here.

#![cfg(feature = "devices")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]
#![allow(clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use std::io::Cursor;

#[cfg(unix)]
use greenroom::model::UnknownReason;
use greenroom::probe::audio::file::{FileInput, readable};
use greenroom::probe::audio::wav::{Coding, Layout, WavError, layout};

/// The samples that every recording here holds, two channels.
const SAMPLES: [f32; 6] = [0.5, -0.5, 0.25, -0.25, 0.0, -1.0];

fn format(tag: u16, bits: u16) -> Vec<u8> {
    format_of(tag, 2, 48_000, bits)
}

fn format_of(tag: u16, channels: u16, rate: u32, bits: u16) -> Vec<u8> {
    let block = channels.wrapping_mul(bits.div_ceil(8));
    let mut out = tag.to_le_bytes().to_vec();
    out.extend(channels.to_le_bytes());
    out.extend(rate.to_le_bytes());
    out.extend((rate.wrapping_mul(u32::from(block))).to_le_bytes());
    out.extend(block.to_le_bytes());
    out.extend(bits.to_le_bytes());
    out
}

fn extensible(tag: u16, bits: u16, valid: u16) -> Vec<u8> {
    let mut out = format(0xFFFE, bits);
    out.extend(22_u16.to_le_bytes());
    out.extend(valid.to_le_bytes());
    out.extend(3_u32.to_le_bytes());
    out.extend(tag.to_le_bytes());
    out.extend([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]);
    out
}

fn chunk(name: &[u8; 4], size: u32, body: &[u8]) -> Vec<u8> {
    let mut out = name.to_vec();
    out.extend(size.to_le_bytes());
    out.extend(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
    out
}

fn whole_chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    chunk(name, u32::try_from(body.len()).unwrap(), body)
}

fn riff(head: &[u8; 4], chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = chunks.concat();
    let mut out = head.to_vec();
    out.extend(u32::try_from(body.len() + 4).unwrap().to_le_bytes());
    out.extend(b"WAVE");
    out.extend(body);
    out
}

fn pcm16() -> Vec<u8> {
    SAMPLES.iter().flat_map(|s| ((s * 32_768.0) as i16).to_le_bytes()).collect()
}

fn plain() -> Vec<u8> {
    riff(b"RIFF", &[whole_chunk(b"fmt ", &format(1, 16)), whole_chunk(b"data", &pcm16())])
}

fn of(bytes: &[u8]) -> Result<Layout, WavError> {
    layout(&mut Cursor::new(bytes), bytes.len() as u64)
}

/// All samples of a recording.
fn read(bytes: &[u8]) -> Vec<f32> {
    let found = of(bytes).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((found.rate_hz, found.channels), (48_000, 2));
    let from = usize::try_from(found.data_at).unwrap();
    let data = &bytes[from..from + usize::try_from(found.data_bytes).unwrap()];
    data.chunks_exact(found.coding.bytes()).map(|b| found.coding.sample(b)).collect()
}

#[test]
fn every_coding_has_the_same_scale() {
    let bytes = |of: &dyn Fn(f32) -> Vec<u8>| -> Vec<u8> { SAMPLES.iter().flat_map(|s| of(*s)).collect() };
    let whole = |s: f32| ((f64::from(s) * 2_147_483_648.0) as i32).to_le_bytes();
    for (name, format, data) in [
        ("8 bits", format(1, 8), bytes(&|s| vec![(s * 128.0 + 128.0) as u8])),
        ("16 bits", format(1, 16), pcm16()),
        ("20 bits", format(1, 20), bytes(&|s| whole(s)[1..].to_vec())),
        ("24 bits", format(1, 24), bytes(&|s| whole(s)[1..].to_vec())),
        ("32 bits", format(1, 32), bytes(&|s| whole(s).to_vec())),
        ("32-bit float", format(3, 32), bytes(&|s| s.to_le_bytes().to_vec())),
        ("64-bit float", format(3, 64), bytes(&|s| f64::from(s).to_le_bytes().to_vec())),
        ("extensible 16 bits", extensible(1, 16, 16), pcm16()),
        ("extensible 20 bits in 24", extensible(1, 24, 20), bytes(&|s| whole(s)[1..].to_vec())),
        ("extensible 24 bits in 32", extensible(1, 32, 24), bytes(&|s| whole(s).to_vec())),
        ("extensible float", extensible(3, 32, 32), bytes(&|s| s.to_le_bytes().to_vec())),
    ] {
        let made = riff(b"RIFF", &[whole_chunk(b"fmt ", &format), whole_chunk(b"data", &data)]);
        assert_eq!(read(&made), SAMPLES, "{name}");
    }
}

/// The values of ITU-T G.711: the ends of the scale and the steps next to nothing.
#[test]
fn the_codings_of_the_telephone() {
    let of = |coding: Coding, byte: u8| coding.sample(&[byte]);
    let near = |a: f32, b: f32| (a - b).abs() < 1e-6;
    assert!(near(of(Coding::MuLaw, 0xFF), 0.0) && near(of(Coding::MuLaw, 0x7F), 0.0));
    assert!(near(of(Coding::MuLaw, 0x80), 8_031.0 / 8_192.0) && near(of(Coding::MuLaw, 0x00), -8_031.0 / 8_192.0));
    assert!(near(of(Coding::ALaw, 0xD5), 1.0 / 4_096.0) && near(of(Coding::ALaw, 0x55), -1.0 / 4_096.0));
    assert!(near(of(Coding::ALaw, 0xAA), 4_032.0 / 4_096.0) && near(of(Coding::ALaw, 0x2A), -4_032.0 / 4_096.0));
    for coding in [Coding::ALaw, Coding::MuLaw] {
        let tag = if coding == Coding::ALaw { 6 } else { 7 };
        let made = riff(b"RIFF", &[whole_chunk(b"fmt ", &format(tag, 8)), whole_chunk(b"data", &[0xAA, 0x2A])]);
        let found = read(&made);
        assert!(near(found[0], -found[1]) && found[0].abs() > 0.1, "{coding:?}: {found:?}");
    }
}

#[test]
fn a_length_that_is_not_known_or_not_there() {
    let format = whole_chunk(b"fmt ", &format(1, 16));
    for size in [0, u32::MAX, u32::MAX - 36, 0x7FFF_FFFF, 0x7FFF_F000, 13] {
        let made = riff(b"RIFF", &[format.clone(), chunk(b"data", size, &pcm16())]);
        assert_eq!(read(&made), SAMPLES, "{size:#x}");
        let mut piped = made.clone();
        piped[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(read(&piped), SAMPLES, "{size:#x}, the whole too");
        // Cut off in the midst of a frame: whole frames count.
        assert_eq!(read(&made[..made.len() - 3]), SAMPLES[..4], "{size:#x}, cut off");
    }
}

#[test]
fn what_stands_about_the_samples() {
    let (fmt, data) = (whole_chunk(b"fmt ", &format(1, 16)), whole_chunk(b"data", &pcm16()));
    let odd = whole_chunk(b"LIST", b"INFOx");
    let unpadded = odd[..odd.len() - 1].to_vec();
    let strange = whole_chunk(b"\xFF\x01zz", &[7; 33]);
    for (name, chunks) in [
        ("odd before", vec![odd.clone(), fmt.clone(), data.clone()]),
        ("odd between", vec![fmt.clone(), odd.clone(), data.clone()]),
        ("odd without its pad byte", vec![unpadded.clone(), fmt.clone(), unpadded, data.clone()]),
        ("unknown ones", vec![strange.clone(), fmt.clone(), strange.clone(), data.clone(), strange]),
        ("samples first", vec![data.clone(), fmt.clone()]),
        ("empty ones", vec![whole_chunk(b"JUNK", &[]), fmt.clone(), whole_chunk(b"fact", &[]), data.clone()]),
        ("something after", vec![fmt.clone(), data.clone(), odd]),
    ] {
        assert_eq!(read(&riff(b"RIFF", &chunks)), SAMPLES, "{name}");
    }
    for before in [&b"\xEF\xBB\xBF"[..], b"\0\0\0", b"ID3\x04\0\0\0\0\x02\x01 a tag that a music program wrote"] {
        assert_eq!(read(&[before, &plain()].concat()), SAMPLES, "after {before:?}");
    }
}

#[test]
fn the_long_forms() {
    let long = |data: u64| [16u64, data, 3].iter().flat_map(|n| n.to_le_bytes()).chain([0; 4]).collect::<Vec<u8>>();
    let data = chunk(b"data", u32::MAX, &pcm16());
    for head in [b"RF64", b"BW64"] {
        let chunks = [
            whole_chunk(b"ds64", &long(12)),
            whole_chunk(b"fmt ", &format(1, 16)),
            data.clone(),
            whole_chunk(b"LIST", b"INFO"),
        ];
        assert_eq!(read(&riff(head, &chunks)), SAMPLES);
    }

    let tail = [0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A];
    let part = |name: &[u8; 4], body: &[u8]| {
        let mut out = name.to_vec();
        out.extend(tail);
        out.extend((body.len() as u64 + 24).to_le_bytes());
        out.extend(body);
        out.resize(out.len().div_ceil(8) * 8, 0);
        out
    };
    let body = [part(b"junk", &[9; 5]), part(b"fmt ", &format(1, 16)), part(b"data", &pcm16())].concat();
    let mut wave64 = b"riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00".to_vec();
    wave64.extend((body.len() as u64 + 40).to_le_bytes());
    wave64.extend(b"wave");
    wave64.extend(tail);
    wave64.extend(body);
    assert_eq!(read(&wave64), SAMPLES);
}

#[test]
fn what_cannot_be_read_is_named() {
    let data = whole_chunk(b"data", &pcm16());
    let with = |format: Vec<u8>| riff(b"RIFF", &[whole_chunk(b"fmt ", &format), data.clone()]);
    for (bytes, told) in [
        (Vec::new(), "empty file"),
        (b"not a recording at all, only text".to_vec(), "something else"),
        (b"fLaC\0\0\0\x22".to_vec(), "FLAC"),
        (b"OggS\0\x02".to_vec(), "Ogg"),
        (b"ID3\x04\0\0\0\0\0\0".to_vec(), "MP3"),
        (b"\xFF\xFB\x90\x64".to_vec(), "MP3"),
        (b"\0\0\0\x20ftypM4A \0\0".to_vec(), "M4A"),
        (b"FORM\0\0\0\x04AIFF".to_vec(), "AIFF"),
        (b"RIFF\x04\0\0\0AVI ".to_vec(), "another kind"),
        (plain()[..20].to_vec(), "within its header"),
        (riff(b"RIFF", &[data.clone(), whole_chunk(b"LIST", b"INFO")]), "how the sound is written down"),
        (riff(b"RIFF", &[whole_chunk(b"fmt ", &format(1, 16)), whole_chunk(b"LIST", &[1; 40])]), "no samples"),
        (riff(b"RIFF", &[whole_chunk(b"fmt ", &format(1, 16)), whole_chunk(b"data", &[])]), "without any sound"),
        (with(format(2, 4)), "ADPCM"),
        (with(format(0x55, 0)), "MP3"),
        (with(format(0x1234, 16)), "0x1234"),
        (with(format(1, 64)), "PCM of 64 bits"),
        (with(format_of(1, 0, 48_000, 16)), "0 channels"),
        (with(format_of(1, 60_000, 48_000, 16)), "60000 channels"),
        (with(format_of(1, 2, 0, 16)), "0 Hz"),
        (with(format_of(1, 2, 4_000_000_000, 16)), "4000000000 Hz"),
    ] {
        let error = of(&bytes).err().unwrap_or_else(|| panic!("was read: {told}")).to_string();
        assert!(error.contains(told), "{error:?} does not say {told:?}");
    }
}

#[test]
fn headers_of_any_kind_end_the_search() {
    // A file full of empty chunks, and chunks that point beyond the end or backwards.
    let many = riff(b"RIFF", &vec![whole_chunk(b"JUNK", &[]); 200_000]);
    assert!(of(&many).is_err());
    let mut x = 1_u32;
    for _ in 0..2_000 {
        let mut bytes = plain();
        for _ in 0..4 {
            x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = (x >> 16) as usize % bytes.len();
            bytes[at] = (x >> 8) as u8;
        }
        if let Ok(found) = of(&bytes) {
            assert!(found.data_at + found.data_bytes <= bytes.len() as u64 && found.data_bytes > 0, "{found:?}");
            assert!(found.channels > 0 && found.rate_hz > 0, "{found:?}");
        }
    }
}

/// Hours of sound cost nothing: only the header is read, and then what is due.
#[test]
fn the_size_of_a_file_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hours.wav");
    let format = whole_chunk(b"fmt ", &format(1, 16));
    std::fs::write(&path, riff(b"RIFF", &[format, chunk(b"data", u32::MAX, &pcm16())])).unwrap();
    // Sparse: 200 GB that take no room.
    std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(200_000_000_000).unwrap();
    readable(&path).unwrap();
    let mut file = FileInput::open(&path).unwrap();
    let mut out = Vec::new();
    file.read(&mut out);
    assert!(out.len() <= 2 * 48_000 && !file.ended());
}

#[cfg(unix)]
#[test]
fn a_pipe_a_device_and_a_folder_are_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.wav");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [pipe.as_path(), std::path::Path::new("/dev/zero"), folder.path()] {
        let refused = readable(path).err().unwrap();
        assert_eq!(refused.reason, UnknownReason::Unsupported, "{}", path.display());
        assert!(refused.detail.contains("not a file"), "{}", refused.detail);
    }
}
