//! A recording in place of a microphone, played in real time.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::Instant;

use hound::{SampleFormat, WavReader};

use crate::model::device::Transport;
use crate::model::observation::SoundInput;
use crate::model::{Unknown, UnknownReason};

/// What a file is called in place of a device's name.
const NAME: &str = "file";

/// Tells whether this is a recording that can stand in for a microphone.
///
/// # Errors
/// When it is missing, no ordinary file, no WAV file or has a format that cannot be read.
pub fn readable(path: &Path) -> Result<(), Unknown> {
    if !path.is_file() {
        return Err(Unknown::new(UnknownReason::Unsupported, format!("opening {}: not a file", path.display())));
    }
    FileInput::open(path).map(drop)
}

/// A WAV file that gives its samples as fast as a microphone would.
pub struct FileInput {
    reader: WavReader<BufReader<File>>,
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
    /// When it is missing, is no WAV file or has a format that cannot be read.
    pub fn open(path: &Path) -> Result<Self, Unknown> {
        let reader = WavReader::open(path).map_err(|e| {
            let reason = match e {
                hound::Error::IoError(_) => UnknownReason::NoDevice,
                _ => UnknownReason::Unsupported,
            };
            Unknown::new(reason, format!("opening {}: {e}", path.display()))
        })?;
        let spec = reader.spec();
        if spec.channels == 0 || spec.sample_rate == 0 {
            let detail = format!("opening {}: no channels or no sample rate", path.display());
            return Err(Unknown::new(UnknownReason::Unsupported, detail));
        }
        let input = SoundInput {
            name: NAME.to_owned(),
            sample_rate_hz: spec.sample_rate,
            channels: spec.channels,
            transport: Transport::File,
        };
        Ok(Self { reader, began: Instant::now(), given: 0, ended: false, input })
    }

    /// Appends the samples that are due by now, interleaved; returns how many.
    pub fn read(&mut self, out: &mut Vec<f32>) -> usize {
        let frames = (self.began.elapsed().as_secs_f64() * f64::from(self.input.sample_rate_hz)) as u64;
        let due = frames * u64::from(self.input.channels);
        let count = usize::try_from(due.saturating_sub(self.given)).unwrap_or(0);
        let spec = self.reader.spec();
        let before = out.len();
        match spec.sample_format {
            SampleFormat::Float => out.extend(self.reader.samples::<f32>().take(count).map_while(Result::ok)),
            SampleFormat::Int => {
                let scale = 1.0 / 2f64.powi(i32::from(spec.bits_per_sample) - 1);
                let samples = self.reader.samples::<i32>().take(count).map_while(Result::ok);
                out.extend(samples.map(|s| (f64::from(s) * scale) as f32));
            }
        }
        let read = out.len() - before;
        self.given += read as u64;
        self.ended = read < count;
        read
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
        let text = folder.path().join("text.wav");
        std::fs::write(&text, "not a recording at all, only text").unwrap();
        assert_eq!(FileInput::open(&text).err().unwrap().reason, UnknownReason::Unsupported);
    }

    #[test]
    fn gives_each_format_at_full_scale() {
        let folder = tempfile::tempdir().unwrap();
        for (bits, sample_format) in
            [(8, SampleFormat::Int), (16, SampleFormat::Int), (24, SampleFormat::Int), (32, SampleFormat::Float)]
        {
            let path = folder.path().join(format!("{bits}.wav"));
            let spec = hound::WavSpec { channels: 1, sample_rate: 48_000, bits_per_sample: bits, sample_format };
            let mut writer = hound::WavWriter::create(&path, spec).unwrap();
            for _ in 0..10 {
                match sample_format {
                    SampleFormat::Float => writer.write_sample(-0.5f32).unwrap(),
                    SampleFormat::Int => writer.write_sample(-(1i32 << (bits - 2))).unwrap(),
                }
            }
            writer.finalize().unwrap();
            let mut file = FileInput::open(&path).unwrap();
            let mut out = Vec::new();
            while !file.ended() {
                file.read(&mut out);
            }
            assert_eq!(out, vec![-0.5; 10], "{bits}");
        }
    }
}
