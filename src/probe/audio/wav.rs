//! Where the samples of a WAV recording stand, and how they are written down.
//!
//! RIFF, RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088) and Wave64 (Sony); PCM of 8 to 32 bits, floats of 32 and 64 bits,
//! A-law and mu-law (ITU-T G.711), plain or extensible. Programs write these headers with little care, so what can be
//! understood is: an unknown length (a pipe), a length beyond the end (cut off), odd chunks with and without their pad
//! byte, something before the header.

use std::io::{ErrorKind, Read, Seek, SeekFrom};

use super::measure::resample::RATES_HZ;

/// More channels than any microphone array or mixing desk gives. Own.
const MOST_CHANNELS: u16 = 128;
/// The header is looked for in this many bytes; tags and byte order marks may stand before it.
const HEADER_WITHIN: u64 = 64 * 1024;
/// So many chunks before the samples are no recording any more.
const MOST_CHUNKS: usize = 1_000;
/// Of a format chunk so many bytes mean something.
const FORMAT_BYTES: usize = 40;

/// How one sample is written down, little-endian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// 8 bits, 128 is silence.
    Unsigned8,
    /// 16 bits.
    Signed16,
    /// 24 bits.
    Signed24,
    /// 32 bits.
    Signed32,
    /// 32-bit float.
    Float32,
    /// 64-bit float.
    Float64,
    /// ITU-T G.711 A-law.
    ALaw,
    /// ITU-T G.711 mu-law.
    MuLaw,
}

impl Coding {
    /// Bytes of one sample.
    #[must_use]
    pub fn bytes(self) -> usize {
        match self {
            Self::Unsigned8 | Self::ALaw | Self::MuLaw => 1,
            Self::Signed16 => 2,
            Self::Signed24 => 3,
            Self::Signed32 | Self::Float32 => 4,
            Self::Float64 => 8,
        }
    }

    /// A sample with 1.0 as full scale, from [`Coding::bytes`] bytes; 0 from fewer.
    #[must_use]
    pub fn sample(self, bytes: &[u8]) -> f32 {
        let whole = |shift: u32| {
            let value = bytes.iter().rev().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
            f64::from((value << shift).cast_signed()) / f64::from(1_u32 << 31)
        };
        match self {
            Self::Unsigned8 => bytes.first().map_or(0.0, |b| (f32::from(*b) - 128.0) / 128.0),
            Self::Signed16 => whole(16) as f32,
            Self::Signed24 => whole(8) as f32,
            Self::Signed32 => whole(0) as f32,
            Self::Float32 => bytes.try_into().map_or(0.0, f32::from_le_bytes),
            Self::Float64 => bytes.try_into().map_or(0.0, |b| f64::from_le_bytes(b) as f32),
            Self::ALaw => bytes.first().map_or(0.0, |b| a_law(*b)),
            Self::MuLaw => bytes.first().map_or(0.0, |b| mu_law(*b)),
        }
    }
}

/// ITU-T G.711, table 1: 13 bits, every other bit inverted.
fn a_law(byte: u8) -> f32 {
    let bits = byte ^ 0x55;
    let (segment, step) = ((bits >> 4) & 7, i32::from(bits & 15));
    let size = match segment {
        0 => 2 * step + 1,
        segment => (2 * step + 33) << (segment - 1),
    };
    let signed = if bits & 0x80 == 0 { -size } else { size };
    signed as f32 / 4_096.0
}

/// ITU-T G.711, table 2: 14 bits, all bits inverted.
fn mu_law(byte: u8) -> f32 {
    let bits = !byte;
    let (segment, step) = ((bits >> 4) & 7, i32::from(bits & 15));
    let size = ((2 * step + 33) << segment) - 33;
    let signed = if bits & 0x80 == 0 { size } else { -size };
    signed as f32 / 8_192.0
}

/// What stands where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Samples per second and channel.
    pub rate_hz: u32,
    /// Channels, at least one.
    pub channels: u16,
    /// How a sample is written down.
    pub coding: Coding,
    /// Where the first sample begins, in bytes from the start.
    pub data_at: u64,
    /// How many bytes of samples there are.
    pub data_bytes: u64,
}

/// Why a file is no recording that can be read.
#[derive(Debug, thiserror::Error)]
pub enum WavError {
    /// Something else, by its first bytes.
    #[error("{0}, no WAV recording")]
    OtherKind(&'static str),
    /// A damaged header.
    #[error("a WAV recording with a damaged header: {0}")]
    Damaged(&'static str),
    /// A coding that is not read.
    #[error("a WAV recording in {0}, which is not read")]
    Coding(String),
    /// Nonsense for a sound device.
    #[error("a WAV recording of {rate_hz} Hz and {channels} channels, which no sound device has")]
    NoDevice {
        /// Samples per second.
        rate_hz: u32,
        /// Channels.
        channels: u16,
    },
    /// A header and nothing more.
    #[error("a WAV recording without any sound in it")]
    Empty,
    /// The file could not be read.
    #[error(transparent)]
    Read(#[from] std::io::Error),
}

/// The two ways to name chunks and to say how long they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// Names of 4 bytes, lengths of 32 bits, padded to 2 bytes.
    Riff,
    /// Names of 16 bytes, lengths of 64 bits that count the chunk's head, padded to 8 bytes.
    Wave64,
}

/// What each Wave64 name but the first ends in.
const WAVE64_TAIL: [u8; 12] = [0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A];
/// What the first one ends in.
const WAVE64_HEAD_TAIL: [u8; 12] = [0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00];
/// The length that says "not known", or "see the 64-bit one".
const UNKNOWN: u64 = u32::MAX as u64;

/// Reads the header; `length` is that of the file in bytes.
///
/// # Errors
/// When it is no WAV recording, is damaged, holds nothing, or is written down in a way that is not read.
pub fn layout(file: &mut (impl Read + Seek), length: u64) -> Result<Layout, WavError> {
    let (family, first) = header(file)?;
    let mut at = first;
    let (mut format, mut data, mut long) = (None, None, None);
    for _ in 0..MOST_CHUNKS {
        let Some((name, size, body)) = chunk(file, family, at)? else { break };
        match &name {
            b"fmt " => format = Some(read_format(file, body, size)?),
            b"ds64" => long = read_at(file, body + 8, 8)?.try_into().ok().map(u64::from_le_bytes),
            b"data" => data = data.or(Some(samples(file, family, body, size, long, length)?)),
            _ => {}
        }
        if let (Some(Format { rate_hz, channels, coding }), Some((data_at, data_bytes))) = (format, data) {
            let frame = coding.bytes() as u64 * u64::from(channels);
            return match data_bytes / frame * frame {
                0 => Err(WavError::Empty),
                data_bytes => Ok(Layout { rate_hz, channels, coding, data_at, data_bytes }),
            };
        }
        if size == UNKNOWN {
            break;
        }
        at = next(file, family, body, size)?;
    }
    match (format, data) {
        (None, _) => Err(WavError::Damaged("it does not say how the sound is written down")),
        (Some(_), _) => Err(WavError::Damaged("it has no samples")),
    }
}

/// Where the first chunk begins.
fn header(file: &mut (impl Read + Seek)) -> Result<(Family, u64), WavError> {
    let start = read_at(file, 0, HEADER_WITHIN as usize)?;
    if start.is_empty() {
        return Err(WavError::OtherKind("an empty file"));
    }
    for (at, found) in start.windows(40).enumerate() {
        let (head, kind) = (found.get(..4).unwrap_or_default(), found.get(8..12).unwrap_or_default());
        if matches!(head, b"RIFF" | b"RF64" | b"BW64") && kind == b"WAVE" {
            return Ok((Family::Riff, at as u64 + 12));
        }
        if head == b"riff" && found.get(4..16) == Some(&WAVE64_HEAD_TAIL) {
            return Ok((Family::Wave64, at as u64 + 40));
        }
    }
    // Shorter than any recording: its head alone.
    if start.get(..4) == Some(b"RIFF") && start.get(8..12) == Some(b"WAVE") {
        return Err(WavError::Damaged("it ends within its header"));
    }
    Err(WavError::OtherKind(kind(&start)))
}

/// What a file that is no WAV recording looks like.
fn kind(start: &[u8]) -> &'static str {
    let after_tag = |n: usize, what: &[u8]| start.get(n..n + what.len()) == Some(what);
    match start {
        [b'f', b'L', b'a', b'C', ..] => "a FLAC recording",
        [b'O', b'g', b'g', b'S', ..] => "an Ogg recording",
        [b'I', b'D', b'3', ..] => "an MP3 recording",
        [0xFF, second, ..] if second & 0xE0 == 0xE0 => "an MP3 or AAC recording",
        [b'F', b'O', b'R', b'M', ..] => "an AIFF recording",
        [b'c', b'a', b'f', b'f', ..] => "a CAF recording",
        [b'.', b's', b'n', b'd', ..] => "an AU recording",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "a WebM or Matroska file",
        [b'R', b'I', b'F', b'X', ..] => "a RIFX recording",
        [b'R', b'I', b'F', b'F', ..] => "a RIFF file of another kind",
        _ if after_tag(4, b"ftyp") => "an MP4 or M4A recording",
        _ => "something else",
    }
}

/// Name, length and place of a chunk's body; `None` at the end of the file.
fn chunk(file: &mut (impl Read + Seek), family: Family, at: u64) -> Result<Option<([u8; 4], u64, u64)>, WavError> {
    let head = read_at(file, at, 24)?;
    let Some(name) = head.get(..4).and_then(|n| <[u8; 4]>::try_from(n).ok()) else { return Ok(None) };
    match family {
        Family::Riff => {
            let size = head.get(4..8).and_then(|s| s.try_into().ok()).map(u32::from_le_bytes);
            Ok(size.map(|size| (name, u64::from(size), at + 8)))
        }
        Family::Wave64 => {
            let Some(size) = head.get(16..24).and_then(|s| s.try_into().ok()).map(u64::from_le_bytes) else {
                return Ok(None);
            };
            // Other names than those of RIFF mean nothing here.
            let name = if head.get(4..16) == Some(&WAVE64_TAIL) { name } else { *b"?   " };
            Ok(Some((name, size.saturating_sub(24), at + 24)))
        }
    }
}

/// Where the next chunk begins.
fn next(file: &mut (impl Read + Seek), family: Family, body: u64, size: u64) -> Result<u64, WavError> {
    let end = body.saturating_add(size);
    match family {
        Family::Wave64 => Ok(end.saturating_add(7) / 8 * 8),
        Family::Riff if size.is_multiple_of(2) => Ok(end),
        // An odd one is followed by a pad byte, which some programs leave out.
        Family::Riff => {
            let name = read_at(file, end, 4)?;
            Ok(if known(&name) { end } else { end.saturating_add(1) })
        }
    }
}

/// The chunks that stand about the samples.
fn known(name: &[u8]) -> bool {
    [&b"fmt "[..], b"data", b"LIST", b"fact", b"bext", b"JUNK", b"PEAK", b"cue ", b"smpl", b"id3 "].contains(&name)
}

/// Where the samples begin and how many bytes they have, cut to what is there.
fn samples(
    file: &mut (impl Read + Seek),
    family: Family,
    body: u64,
    size: u64,
    long: Option<u64>,
    length: u64,
) -> Result<(u64, u64), WavError> {
    let there = length.saturating_sub(body);
    let size = match (size, long) {
        (UNKNOWN, Some(long)) if long > 0 => long,
        // Written to a pipe: the length was not known, and nobody went back to put it in.
        (0, _) if family == Family::Riff && !known(&read_at(file, body, 4)?) => there,
        (size, _) => size,
    };
    Ok((body, size.min(there)))
}

#[derive(Debug, Clone, Copy)]
struct Format {
    rate_hz: u32,
    channels: u16,
    coding: Coding,
}

fn read_format(file: &mut (impl Read + Seek), body: u64, size: u64) -> Result<Format, WavError> {
    let bytes = read_at(file, body, FORMAT_BYTES.min(usize::try_from(size).unwrap_or(FORMAT_BYTES)))?;
    let short = |at: usize| bytes.get(at..at + 2).and_then(|b| b.try_into().ok()).map(u16::from_le_bytes);
    let rate = bytes.get(4..8).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
    let (Some(tag), Some(channels), Some(rate_hz), Some(block)) = (short(0), short(2), rate, short(12)) else {
        return Err(WavError::Damaged("it does not say how the sound is written down"));
    };
    if !RATES_HZ.contains(&rate_hz) || channels == 0 || channels > MOST_CHANNELS {
        return Err(WavError::NoDevice { rate_hz, channels });
    }
    // Extensible: the true one stands in the longer part.
    let tag = if tag == 0xFFFE { short(24).unwrap_or(tag) } else { tag };
    let bits = short(14).unwrap_or(0);
    // 20 bits stand in 24, and both may stand in 32, at the upper end.
    let room = block / channels;
    let container = if bits == 0 || (room == 4 && (17..32).contains(&bits)) { room } else { bits.div_ceil(8) };
    let coding = match (tag, container) {
        (1, 1) => Coding::Unsigned8,
        (1, 2) => Coding::Signed16,
        (1, 3) => Coding::Signed24,
        (1, 4) => Coding::Signed32,
        (3, 4) => Coding::Float32,
        (3, 8) => Coding::Float64,
        (6, 1) => Coding::ALaw,
        (7, 1) => Coding::MuLaw,
        (1, _) => return Err(WavError::Coding(format!("PCM of {bits} bits"))),
        (3, _) => return Err(WavError::Coding(format!("floats of {bits} bits"))),
        (2 | 17, _) => return Err(WavError::Coding("ADPCM".to_owned())),
        (0x31, _) => return Err(WavError::Coding("GSM 6.10".to_owned())),
        (0x55, _) => return Err(WavError::Coding("MP3".to_owned())),
        (tag, _) => return Err(WavError::Coding(format!("coding {tag:#06x}"))),
    };
    Ok(Format { rate_hz, channels, coding })
}

/// At most `count` bytes from a place on; fewer at the end of the file.
fn read_at(file: &mut (impl Read + Seek), at: u64, count: usize) -> Result<Vec<u8>, WavError> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = vec![0; count];
    let mut read = 0;
    while let Some(rest) = bytes.get_mut(read..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => break,
            Ok(count) => read += count,
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e.into()),
        }
    }
    bytes.truncate(read);
    Ok(bytes)
}
