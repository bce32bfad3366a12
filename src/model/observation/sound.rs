//! What was heard of the microphone and the loudspeaker.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::Transport;

/// At or below this nothing comes in, in dBFS: muted or dead. A live microphone never stays there. Own.
pub const SILENT_DBFS: f64 = -80.0;

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

/// A stretch of digital silence with sound on both sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ZeroRun {
    /// When it began, in s.
    pub at_s: f64,
    /// Its length in ms.
    pub length_ms: f64,
    /// RMS of the 5 ms before, after a 300 Hz high-pass, in dBFS.
    pub before_dbfs: f64,
    /// RMS of the 5 ms after it, after the high-pass.
    pub after_dbfs: f64,
    /// The loudest 5 ms of the 60 ms before, after the high-pass.
    pub near_before_dbfs: f64,
    /// The loudest 5 ms of the 60 ms after it, after the high-pass.
    pub near_after_dbfs: f64,
    /// The last sample before, unfiltered.
    pub edge_before_dbfs: f64,
    /// The first sample after it, unfiltered.
    pub edge_after_dbfs: f64,
}

/// Mean power of the loud moments of a voice in four parts of the spectrum, in dBFS; `None` above half of the rate.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct VoiceBands {
    /// How many seconds were loud speech.
    pub loud_s: f64,
    /// 2.7 to 3.5 kHz.
    pub below_4_khz_dbfs: Option<f64>,
    /// 4.2 to 5 kHz.
    pub above_4_khz_dbfs: Option<f64>,
    /// 6 to 7.2 kHz.
    pub below_8_khz_dbfs: Option<f64>,
    /// 8.3 to 9.5 kHz.
    pub above_8_khz_dbfs: Option<f64>,
}

/// Steady lines at multiples of a mains frequency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MainsHum {
    /// 50 or 60 Hz.
    pub mains_hz: u32,
    /// How many of the first eight multiples stand still.
    pub lines: u32,
    /// Their level together, unfiltered RMS.
    pub level_dbfs: f64,
}

/// One channel while the voice is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChannelLevel {
    /// Which, from 1.
    pub channel: u16,
    /// This one carries the voice: the other figures are taken from it.
    pub carries_voice: bool,
    /// RMS while there is speech, after a 300 Hz high-pass.
    pub level_dbfs: f64,
    /// Correlation with the one that carries the voice: 1 the same, -1 the opposite; `None` when there is nothing on it.
    pub correlation: Option<f64>,
}

/// What was heard. Levels in dBFS re 1.0 (a full-scale sine reads -3.01 dBFS RMS), of the channel that carries the voice.
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
    /// Sample peak of the loudest channel, unfiltered.
    pub peak_dbfs: Option<f64>,
    /// Share of samples in runs of 3 or more at 0.985 of full scale or above.
    pub clipped_ratio: Option<f64>,
    /// Share of the watched time in which there was speech.
    pub speech_ratio: Option<f64>,
    /// Nothing above [`SILENT_DBFS`] in the whole watch. Derived from `swing_dbfs`; early recordings hold it instead.
    pub silent: Option<bool>,
    /// True when the voice ends at 4 kHz, as over a telephone; `None`: too little was said to tell. Derived from `bands`;
    /// early recordings hold it instead.
    pub narrow_band: Option<bool>,
    /// Interruptions of the sound. Derived from `zero_runs` and `samples_lost`; early recordings hold it instead.
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
    /// Half of the way from the lowest to the highest sample of the loudest channel: a constant offset adds nothing.
    #[serde(default)]
    pub swing_dbfs: Option<f64>,
    /// The loud moments of the voice by parts of the spectrum; `None`: nobody spoke.
    #[serde(default)]
    pub bands: Option<VoiceBands>,
    /// Steady lines of the mains, if any.
    #[serde(default)]
    pub hum: Vec<MainsHum>,
    /// Digital silence between sounds: an interruption, or a noise gate at work. At most a hundred.
    #[serde(default)]
    pub zero_runs: Vec<ZeroRun>,
    /// How many times the device or the system lost samples.
    #[serde(default)]
    pub samples_lost: Option<u64>,
    /// The channels, where there are several and somebody spoke.
    #[serde(default)]
    pub channel_levels: Vec<ChannelLevel>,
}
