//! An open microphone: the sound library's callback on one end of a ring, our thread on the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cpal::traits::{DeviceTrait, StreamTrait};
use cpal::{BufferSize, Data, ErrorKind, Stream, StreamConfig, SupportedStreamConfig};
use rtrb::{Consumer, Producer, RingBuffer};

use super::convert;
use super::error::unknown;
use super::found::Found;
use crate::model::observation::SoundInput;
use crate::model::{Unknown, UnknownReason};

/// Frames per callback that are asked for on Linux. The default of sound servers came in bursts of up to 2 s.
const BLOCK_FRAMES: u32 = 1024;
/// The ring holds this many seconds.
const RING_S: u32 = 4;
/// Errors that are kept for the reading thread; a stream that has gone gives hundreds of thousands.
const ERRORS_KEPT: usize = 16;

/// An open microphone. Dropping it releases the device.
pub struct Capture {
    // The stream goes first: its callback writes into the ring.
    _stream: Stream,
    samples: Consumer<f32>,
    errors: Consumer<cpal::Error>,
    lost: Arc<AtomicU64>,
    lost_seen: u64,
    /// What is open.
    pub input: SoundInput,
}

/// The end that lives in the audio callback: it neither locks nor allocates.
pub struct CallbackEnd {
    ring: Producer<f32>,
    channels: usize,
    lost: Arc<AtomicU64>,
}

impl CallbackEnd {
    /// An end that writes whole frames into this ring and counts the samples that find no room.
    #[must_use]
    pub fn new(ring: Producer<f32>, channels: u16, lost: Arc<AtomicU64>) -> Self {
        Self { ring, channels: usize::from(channels), lost }
    }

    /// Stores what the device gave.
    pub fn store(&mut self, data: &Data) {
        let lost = convert::store(data, self.channels, &mut self.ring);
        if lost > 0 {
            self.lost.fetch_add(lost as u64, Ordering::Relaxed);
        }
    }
}

/// Opens a microphone and starts it. Blocks until the system has answered.
///
/// # Errors
/// In use, no permission, gone, or in a format that cannot be read.
pub fn open(found: &Found) -> Result<Capture, Unknown> {
    let name = found.info.name.as_str();
    let failed = |operation: &'static str| move |e: cpal::Error| unknown(operation, name, &e);
    let format = match found.config {
        Some(config) => config,
        None => found.device.default_input_config().map_err(failed("asking the format of"))?,
    };
    if !convert::supported(format.sample_format()) {
        let detail = format!("opening {name}: sample format {}", format.sample_format());
        return Err(Unknown::new(UnknownReason::Unsupported, detail));
    }
    let mut capture = None;
    for buffer_size in buffer_sizes() {
        match start(found, format, buffer_size) {
            // A device may refuse a block size and take its own.
            Err(e) if matches!(e.kind(), ErrorKind::UnsupportedConfig) && buffer_size != BufferSize::Default => {}
            other => {
                capture = Some(other);
                break;
            }
        }
    }
    match capture {
        Some(opened) => opened.map_err(failed("opening")),
        None => Err(Unknown::new(UnknownReason::Unsupported, format!("opening {name}: no block size"))),
    }
}

fn buffer_sizes() -> impl Iterator<Item = BufferSize> {
    let fixed = cfg!(target_os = "linux").then_some(BufferSize::Fixed(BLOCK_FRAMES));
    fixed.into_iter().chain([BufferSize::Default])
}

fn start(found: &Found, format: SupportedStreamConfig, buffer_size: BufferSize) -> Result<Capture, cpal::Error> {
    let config = StreamConfig { buffer_size, ..format.config() };
    let lost = Arc::new(AtomicU64::new(0));
    let room = RING_S as usize * config.sample_rate as usize * usize::from(config.channels);
    let (writer, samples) = RingBuffer::new(room.max(1));
    let (mut error_writer, errors) = RingBuffer::new(ERRORS_KEPT);
    let mut end = CallbackEnd::new(writer, config.channels, lost.clone());
    let stream = found.device.build_input_stream_raw(
        config,
        format.sample_format(),
        move |data, _| end.store(data),
        move |error| {
            let _ = error_writer.push(error);
        },
        None,
    )?;
    stream.play()?;
    let input = SoundInput {
        name: found.info.name.clone(),
        sample_rate_hz: config.sample_rate,
        channels: config.channels,
        transport: found.info.transport,
    };
    Ok(Capture { _stream: stream, samples, errors, lost, lost_seen: 0, input })
}

impl Capture {
    /// Appends what has come since the last call to `out`, interleaved; returns how many samples that were.
    pub fn read(&mut self, out: &mut Vec<f32>) -> usize {
        let count = self.samples.slots();
        if let Ok(chunk) = self.samples.read_chunk(count) {
            let (first, second) = chunk.as_slices();
            out.extend_from_slice(first);
            out.extend_from_slice(second);
            chunk.commit_all();
        }
        count
    }

    /// The next error that the sound library reported.
    pub fn error(&mut self) -> Option<cpal::Error> {
        self.errors.pop().ok()
    }

    /// True when samples were lost since the last call because we were too slow.
    pub fn lost(&mut self) -> bool {
        let lost = self.lost.load(Ordering::Relaxed);
        std::mem::replace(&mut self.lost_seen, lost) != lost
    }
}
