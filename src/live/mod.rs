//! What is shown while it happens: the meter, the picture. Only the newest of each counts.
//!
//! **Newest wins.** A level reading or a picture that nobody has looked at is replaced by the next one, never queued: a
//! slow reader sees fewer of them and none too late. What must not be lost (what was seen, how a check ended) is an event
//! and goes another way, through the engine. A session has one [`Live`], shared by whoever writes (a probe's thread, while
//! its device is open) and whoever reads (the window); a new kind of live value is a new field here, and reaches both ends
//! without another parameter anywhere.

mod latest;

pub use latest::{Latest, Waker};

/// The live values of a session. Cloning shares them.
#[derive(Clone, Default)]
pub struct Live {
    /// The microphone's level; empty while it is closed.
    pub levels: Latest<LevelReading>,
    /// The camera's picture; empty while it is closed.
    pub frames: Latest<Frame>,
}

impl Live {
    /// Who is to be woken when any of them changes. Only the first call counts.
    pub fn wake_by(&self, waker: &Waker) {
        let Self { levels, frames } = self;
        levels.wake_by(waker.clone());
        frames.wake_by(waker.clone());
    }
}

/// What the microphone gives now, about 30 times a second. Unfiltered, dBFS re 1.0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevelReading {
    /// RMS over the last 300 ms; at least -120.
    pub rms_dbfs: f32,
    /// Sample peak with the fall-back of IEC 60268-10 type I (20 dB in 1.7 s).
    pub peak_dbfs: f32,
    /// Greatest peak of the last 1.5 s.
    pub hold_dbfs: f32,
    /// A run of 3 or more full-scale samples came within the last second.
    pub clipping: bool,
    /// No sample above -80 dBFS for the last second.
    pub silent: bool,
}

/// A camera picture ready to show: 8-bit RGBA, rows from the top, not mirrored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// width x height x 4 bytes.
    pub rgba: Vec<u8>,
}
