//! A recording in place of a microphone, played in real time.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::Instant;

use super::wav::{Layout, layout};
use crate::model::device::Transport;
use crate::model::observation::SoundInput;
use crate::model::{Unknown, UnknownReason};

/// What a file is called in place of a device's name.
const NAME: &str = "file";
/// After a pause of this program at most this many seconds are given at once.
const AT_ONCE_S: u64 = 1;

/// Tells whether this is a recording that can stand in for a microphone. Of its samples nothing is read.
///
/// # Errors
/// When it is missing, no ordinary file, no WAV recording or written down in a way that is not read.
pub fn readable(path: &Path) -> Result<(), Unknown> {
    FileInput::open(path).map(drop)
}

/// A WAV recording that gives its samples as fast as a microphone would. It is never read as a whole.
pub struct FileInput {
    reader: BufReader<File>,
    layout: Layout,
    left_bytes: u64,
    room: Vec<u8>,
    began: Instant,
    given: u64,
    ended: bool,
    /// What is open.
    pub input: SoundInput,
}

impl FileInput {
    /// Opens the file; its first sample is due now.
    ///
    /// # Errors
    /// When it is missing, no ordinary file, no WAV recording or written down in a way that is not read.
    pub fn open(path: &Path) -> Result<Self, Unknown> {
        let failed = |reason, detail: &dyn std::fmt::Display| {
            Unknown::new(reason, format!("opening {}: {detail}", path.display()))
        };
        let missing = |e: std::io::Error| failed(UnknownReason::NoDevice, &e);
        let there = std::fs::metadata(path).map_err(missing)?;
        // Opening a pipe would wait for whoever writes into it, and a device has no end.
        if !there.is_file() {
            return Err(failed(UnknownReason::Unsupported, &"not a file"));
        }
        let mut reader = BufReader::new(File::open(path).map_err(missing)?);
        let unsupported = |e: &dyn std::fmt::Display| failed(UnknownReason::Unsupported, e);
        let layout = layout(&mut reader, there.len()).map_err(|e| unsupported(&e))?;
        reader.seek(SeekFrom::Start(layout.data_at)).map_err(|e| unsupported(&e))?;
        let input = SoundInput {
            name: NAME.to_owned(),
            sample_rate_hz: layout.rate_hz,
            channels: layout.channels,
            transport: Transport::File,
        };
        let left_bytes = layout.data_bytes;
        Ok(Self { reader, layout, left_bytes, room: Vec::new(), began: Instant::now(), given: 0, ended: false, input })
    }

    /// Appends the samples that are due by now, interleaved; returns how many.
    pub fn read(&mut self, out: &mut Vec<f32>) -> usize {
        let rate = u64::from(self.layout.rate_hz);
        let frames = (self.began.elapsed().as_secs_f64() * rate as f64) as u64;
        let due = frames.saturating_sub(self.given).min(AT_ONCE_S * rate);
        let frame_bytes = self.layout.coding.bytes() as u64 * u64::from(self.layout.channels);
        let bytes = (due * frame_bytes).min(self.left_bytes);
        self.room.clear();
        // A file that shrinks or cannot be read on has come to its end.
        let read = self.reader.by_ref().take(bytes).read_to_end(&mut self.room).unwrap_or(0) as u64;
        let whole = read / frame_bytes * frame_bytes;
        self.left_bytes -= whole;
        self.given += whole / frame_bytes;
        self.ended = self.left_bytes == 0 || read < bytes;
        let samples = self.room.get(..whole as usize).unwrap_or_default().chunks_exact(self.layout.coding.bytes());
        let before = out.len();
        out.extend(samples.map(|bytes| self.layout.coding.sample(bytes)));
        out.len() - before
    }

    /// True when the last sample was given.
    pub fn ended(&self) -> bool {
        self.ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_recording_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let missing = FileInput::open(&folder.path().join("none.wav")).err().unwrap();
        assert_eq!(missing.reason, UnknownReason::NoDevice);
        let refused = FileInput::open(folder.path()).err().unwrap();
        assert_eq!((refused.reason, refused.detail.contains("not a file")), (UnknownReason::Unsupported, true));
    }

    #[test]
    fn gives_what_is_there_and_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        let spec = hound::WavSpec {
            channels: 2,
            sample_rate: 48_000,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut writer = hound::WavWriter::create(&path, spec).unwrap();
        (0..10).for_each(|_| writer.write_sample(-16_384_i16).unwrap());
        writer.finalize().unwrap();
        let mut file = FileInput::open(&path).unwrap();
        let mut out = Vec::new();
        while !file.ended() {
            file.read(&mut out);
        }
        assert_eq!(out, vec![-0.5; 10]);
        assert_eq!((file.read(&mut out), file.ended()), (0, true));
    }
}
