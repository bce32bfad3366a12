//! Playing the recording or the tone on an output, on a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use cpal::traits::{DeviceTrait, StreamTrait};
use cpal::{BufferSize, Data, StreamConfig};

use super::convert;
use super::devices;
use super::error::{passes, unknown};
use super::found::{Direction, Found};
use super::measure::resample;
use super::tone::test_tone;
use crate::model::{DeviceChoice, Unknown, UnknownReason};
use crate::os::audio::Quiet;

/// Frames per callback that are asked for on Linux.
const BLOCK_FRAMES: u32 = 1024;
/// What the device holds back when we have handed over the last sample.
const TAIL: Duration = Duration::from_millis(250);
/// An output that takes no samples for this long has gone.
const STUCK: Duration = Duration::from_secs(4);
/// How often the playing thread looks.
const TICK: Duration = Duration::from_millis(10);
/// A sound that is stopped fades away over this many samples.
const FADE_SAMPLES: f32 = 480.0;

/// What is to be played.
pub enum Sound {
    /// The test tone.
    Tone,
    /// A mono recording at this rate in Hz.
    Recording(Vec<f32>, u32),
}

/// How playing goes.
#[derive(Debug)]
pub enum Progress {
    /// The output of this name is open and plays.
    Playing(String),
    /// It has played to the end, or was stopped.
    Ended,
    /// It could not be played: no output, or it refused.
    Failed,
}

/// A sound that is being played. Dropping it stops it and releases the output.
pub struct Playback {
    progress: Receiver<Progress>,
    stop: Arc<AtomicBool>,
    played_us: Arc<AtomicU64>,
}

impl Playback {
    /// Begins to play.
    pub fn begin(sound: Sound, output: DeviceChoice) -> Self {
        let (report, progress) = sync_channel(4);
        let stop = Arc::new(AtomicBool::new(false));
        let played_us = Arc::new(AtomicU64::new(0));
        let (stopped, played) = (stop.clone(), played_us.clone());
        // Without the thread, or when it ends by a fault, `report` goes with it: that is a failure too.
        let _ = std::thread::Builder::new().name("gr-sound-out".to_owned()).spawn(move || {
            let end = match play(sound, &output, &report, &stopped, &played) {
                Ok(()) => Progress::Ended,
                Err(_) => Progress::Failed,
            };
            let _ = report.try_send(end);
        });
        Self { progress, stop, played_us }
    }

    /// How much of it was handed to the output.
    pub fn played(&self) -> Duration {
        Duration::from_micros(self.played_us.load(Ordering::Relaxed))
    }

    /// What happened next, if anything. After the end: a failure.
    pub fn poll(&self) -> Option<Progress> {
        match self.progress.try_recv() {
            Ok(progress) => Some(progress),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Progress::Failed),
        }
    }
}

impl Drop for Playback {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// The end that lives in the audio callback.
struct Player {
    samples: Vec<f32>,
    at: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    gain: f32,
    channels: usize,
}

impl Player {
    fn fill(&mut self, data: &mut Data) {
        let mut at = self.at.load(Ordering::Relaxed);
        let stopped = self.stop.load(Ordering::Relaxed);
        let (samples, gain) = (&self.samples, &mut self.gain);
        let mut next = || {
            if stopped {
                *gain = (*gain - 1.0 / FADE_SAMPLES).max(0.0);
            }
            let sample = samples.get(at).copied().unwrap_or(0.0) * *gain;
            at += 1;
            sample
        };
        convert::fill(data, self.channels, &mut next);
        self.at.store(at, Ordering::Relaxed);
    }
}

fn play(
    sound: Sound,
    output: &DeviceChoice,
    report: &SyncSender<Progress>,
    stop: &Arc<AtomicBool>,
    played_us: &AtomicU64,
) -> Result<(), Unknown> {
    let _quiet = Quiet::new();
    let found = devices::choose(devices::list(Direction::Output)?, output, Direction::Output)?;
    let name = found.info.name.clone();
    let format = match found.config {
        Some(config) => config,
        None => found.device.default_output_config().map_err(|e| unknown("asking the format of", &name, &e))?,
    };
    let rate = format.sample_rate();
    let samples = match sound {
        Sound::Tone => test_tone(rate),
        Sound::Recording(samples, from) => resample::whole(&samples, from, rate)
            .map_err(|e| Unknown::new(UnknownReason::Unsupported, format!("playing on {name}: {e}")))?,
    };
    if stop.load(Ordering::Relaxed) {
        return Ok(());
    }
    let length = samples.len();
    let at = Arc::new(AtomicUsize::new(0));
    let (errors, error) = sync_channel::<cpal::Error>(1);
    let stream = start(&found, format, &samples, &at, stop, &errors).map_err(|e| unknown("opening", &name, &e))?;
    let _ = report.try_send(Progress::Playing(name.clone()));
    let (mut seen, mut moved) = (0, Instant::now());
    let mut left = None;
    loop {
        std::thread::sleep(TICK);
        if let Ok(e) = error.try_recv() {
            drop(stream);
            return Err(unknown("playing on", &name, &e));
        }
        let now = at.load(Ordering::Relaxed);
        played_us.store(now.min(length) as u64 * 1_000_000 / u64::from(rate.max(1)), Ordering::Relaxed);
        if now != seen {
            (seen, moved) = (now, Instant::now());
        } else if moved.elapsed() > STUCK {
            return Err(Unknown::new(UnknownReason::Timeout, format!("playing on {name}: it takes no samples")));
        }
        if stop.load(Ordering::Relaxed) {
            left.get_or_insert(Instant::now() + Duration::from_millis(60));
        } else if now >= length {
            left.get_or_insert(Instant::now() + TAIL);
        }
        if left.is_some_and(|end| Instant::now() >= end) {
            return Ok(());
        }
    }
}

fn start(
    found: &Found,
    format: cpal::SupportedStreamConfig,
    samples: &[f32],
    at: &Arc<AtomicUsize>,
    stop: &Arc<AtomicBool>,
    errors: &SyncSender<cpal::Error>,
) -> Result<cpal::Stream, cpal::Error> {
    let fixed = cfg!(target_os = "linux").then_some(BufferSize::Fixed(BLOCK_FRAMES));
    let mut result = Err(cpal::Error::new(cpal::ErrorKind::UnsupportedConfig));
    for buffer_size in fixed.into_iter().chain([BufferSize::Default]) {
        let config = StreamConfig { buffer_size, ..format.config() };
        let mut player = Player {
            samples: samples.to_vec(),
            at: at.clone(),
            stop: stop.clone(),
            gain: 1.0,
            channels: usize::from(config.channels),
        };
        let errors = errors.clone();
        result = found.device.build_output_stream_raw(
            config,
            format.sample_format(),
            move |data, _| player.fill(data),
            move |error| {
                if !passes(&error) {
                    let _ = errors.try_send(error);
                }
            },
            None,
        );
        if !matches!(&result, Err(e) if e.kind() == cpal::ErrorKind::UnsupportedConfig) {
            break;
        }
    }
    let stream = result?;
    stream.play()?;
    Ok(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_has_gone_is_a_failure() {
        let (report, progress) = sync_channel(4);
        let playback = Playback { progress, stop: Arc::default(), played_us: Arc::default() };
        assert!(playback.poll().is_none());
        report.try_send(Progress::Playing("output".to_owned())).unwrap();
        drop(report);
        assert!(matches!(playback.poll(), Some(Progress::Playing(_))));
        assert!(matches!(playback.poll(), Some(Progress::Failed)));
    }
}
