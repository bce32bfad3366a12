//! What was heard of the microphone and the loudspeaker.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::Transport;

/// The microphone in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SoundInput {
    /// Name.
    pub name: String,
    /// Sample rate in Hz.
    pub sample_rate_hz: u32,
    /// Channels.
    pub channels: u16,
    /// How it is attached.
    pub transport: Transport,
}

/// The answer to "did you hear it?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    /// Yes.
    Yes,
    /// No.
    No,
    /// The person cannot hear: never a fault.
    CannotHear,
    /// Nothing was asked.
    #[default]
    NotAsked,
}

/// The loudspeaker or headphones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SoundOutput {
    /// Name.
    pub name: String,
    /// Whether the test tone was heard.
    pub heard: Heard,
}

/// What was heard. Levels in dBFS re 1.0 (a full-scale sine reads -3.01 dBFS RMS).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct SoundObservation {
    /// The microphone.
    pub input: Option<SoundInput>,
    /// Active speech level, ITU-T P.56 method B, after a 300 Hz high-pass.
    pub speech_level_dbfs: Option<f64>,
    /// Noise floor, after a 300 Hz high-pass.
    pub noise_floor_dbfs: Option<f64>,
    /// Speech level minus noise floor.
    pub snr_db: Option<f64>,
    /// Sample peak, unfiltered.
    pub peak_dbfs: Option<f64>,
    /// Share of samples in runs of 3 or more at 0.985 of full scale or above.
    pub clipped_ratio: Option<f64>,
    /// Share of the watched time in which there was speech.
    pub speech_ratio: Option<f64>,
    /// No sample of the whole watch above -80 dBFS.
    pub silent: Option<bool>,
    /// True when the voice ends at 4 kHz, as over a telephone; `None`: too little was said to tell.
    pub narrow_band: Option<bool>,
    /// Interruptions in the stream.
    pub dropouts: Option<u64>,
    /// Echo loss in dB; `None`: not measured.
    pub echo_db: Option<f64>,
    /// The output and whether it was heard.
    pub output: Option<SoundOutput>,
    /// Events of clipping (runs of 3 or more full-scale samples).
    #[serde(default)]
    pub clip_events: u64,
    /// Watched time in s.
    #[serde(default)]
    pub watched_s: f64,
    /// Level (unfiltered RMS) of the whole watch in dBFS.
    #[serde(default)]
    pub rms_dbfs: Option<f64>,
}
