//! What a scenario says about a check, the devices, the line and the meter.

use serde::Deserialize;

use crate::live::LevelReading;
use crate::model::FindingId;
use crate::model::check::UnknownReason;
use crate::model::device::{AudioDevice, CameraDevice};
use crate::model::run::Step;

/// A check that ended without an answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnknownEntry {
    /// Why.
    pub reason: UnknownReason,
    /// The finding that names it more exactly.
    #[serde(default)]
    pub finding: Option<FindingId>,
    /// Technical detail.
    #[serde(default)]
    pub detail: String,
}

/// A check that is under way.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunningEntry {
    /// What it does.
    pub step: Step,
    /// Done, 0 to 1.
    #[serde(default)]
    pub fraction: Option<f64>,
    /// Seconds left.
    #[serde(default)]
    pub remaining_s: Option<f64>,
}

/// Devices.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviceEntries {
    /// Microphones.
    #[serde(default)]
    pub inputs: Vec<AudioDevice>,
    /// Outputs.
    #[serde(default)]
    pub outputs: Vec<AudioDevice>,
    /// Cameras.
    #[serde(default)]
    pub cameras: Vec<CameraDevice>,
}

/// A round-trip line made from a few figures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundTripEntry {
    /// Length in s, ten points a second.
    pub seconds: f64,
    /// Usual round trip in ms.
    pub usual_ms: f64,
    /// Peaks: at which second, how high in ms.
    #[serde(default)]
    pub peaks: Vec<(f64, f64)>,
    /// Lost datagrams, in s.
    #[serde(default)]
    pub lost: Vec<f64>,
    /// Gaps: from, to, in s.
    #[serde(default)]
    pub gaps: Vec<(f64, f64)>,
}

/// What the meter shows.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelEntry {
    /// RMS in dBFS.
    pub rms_dbfs: f32,
    /// Peak in dBFS.
    pub peak_dbfs: f32,
    /// The word for clipping shows.
    #[serde(default)]
    pub clipping: bool,
    /// The word for silence shows.
    #[serde(default)]
    pub silent: bool,
}

impl From<LevelEntry> for LevelReading {
    fn from(e: LevelEntry) -> Self {
        Self {
            rms_dbfs: e.rms_dbfs,
            peak_dbfs: e.peak_dbfs,
            hold_dbfs: e.peak_dbfs,
            clipping: e.clipping,
            silent: e.silent,
        }
    }
}

impl RoundTripEntry {
    /// The points: second and milliseconds; `None`: lost. The small unrest repeats itself: no chance in pictures.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred points")]
    pub fn points(&self) -> Vec<(f64, Option<f64>)> {
        let count = (self.seconds.clamp(0.0, 120.0) * 10.0) as u32;
        (0..count)
            .map(|i| {
                let at = f64::from(i) / 10.0;
                let near = |t: f64| (at - t).abs() < 0.05;
                if self.lost.iter().any(|t| near(*t)) || self.gaps.iter().any(|(a, b)| at >= *a && at < *b) {
                    return (at, None);
                }
                let unrest = ((f64::from(i) * 1.7).sin() + (f64::from(i) * 0.63).cos()) * self.usual_ms * 0.05;
                let peak = self.peaks.iter().map(|(t, high)| {
                    let away = (at - t).abs();
                    if away < 0.35 { (high - self.usual_ms) * (1.0 - away / 0.35) } else { 0.0 }
                });
                (at, Some(self.usual_ms + unrest + peak.fold(0.0, f64::max)))
            })
            .collect()
    }
}
