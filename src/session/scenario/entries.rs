//! What a scenario says about a check, the devices, the line and the meter.

use serde::Deserialize;

use crate::live::LevelReading;
use crate::model::check::UnknownReason;
use crate::model::device::{AudioDevice, CameraDevice};
use crate::model::observation::{
    Counting, DirectionObservation, Goodput, Histogram, InterfaceKind, LevelTried, LoadedRtt, NetworkObservation,
    NetworkPath, PhaseCount, PhaseId, RttSummary, Server, ServerKind, TriedDirection, UdpState, WayObservation,
};
use crate::model::run::Step;
use crate::model::spot::{SpotKind, SpotName, SpotVisit};
use crate::model::{FindingId, Level};

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

/// A spot that was measured, by the figures that are shown of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpotEntry {
    /// Its name.
    pub name: SpotName,
    /// Place or hotspot.
    #[serde(default)]
    pub kind: SpotKind,
    /// When it was measured, RFC 3339.
    pub measured_at: String,
    /// Usual round trip in ms.
    pub rtt_ms: f64,
    /// Datagrams sent, each way.
    pub sent: u64,
    /// Of these, lost on the way out.
    #[serde(default)]
    pub lost_up: u64,
    /// And on the way in.
    #[serde(default)]
    pub lost_down: u64,
    /// Longest gap on the way out in ms.
    pub gap_ms: f64,
    /// What the measurement took in MB.
    pub mb: f64,
}

/// A spot that is being measured.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpotTrialEntry {
    /// What will have been seen of it; its time is none yet.
    pub spot: SpotEntry,
    /// The round trips so far.
    pub round_trips: RoundTripEntry,
    /// Datagrams until now, and those lost on the way out.
    pub so_far: (u64, u64),
}

impl SpotEntry {
    /// What a quick measurement there saw.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few megabytes")]
    pub fn observation(&self) -> NetworkObservation {
        let way = |lost: u64, gap_ms: f64, mbps: f64| DirectionObservation {
            sent: Some(self.sent),
            lost: Some(lost),
            loss_ratio: Some(lost as f64 / self.sent.max(1) as f64),
            phases: vec![PhaseCount { id: PhaseId::Call, sent: self.sent, lost, bursts: None }],
            longest_gap_ms: Some(gap_ms),
            jitter_ms: Some(self.rtt_ms / 20.0),
            pdv_p95_ms: Some(self.rtt_ms / 4.0),
            pdv_p99_ms: Some(self.rtt_ms / 2.0),
            goodput_mbps: Goodput { p10: Some(mbps * 0.9), p50: Some(mbps) },
            loaded_rtt_ms: LoadedRtt { p50: Some(self.rtt_ms * 2.0), p95: Some(self.rtt_ms * 3.0) },
            bytes: (self.mb * 500_000.0) as u64,
            ..DirectionObservation::default()
        };
        let tried = |lost: u64, gap_ms: f64| TriedDirection {
            mbps: 2.1,
            sent: self.sent,
            lost,
            longest_gap_ms: Some(gap_ms),
            ..TriedDirection::default()
        };
        let (few, rtt) = (20.0, self.rtt_ms);
        NetworkObservation {
            server: Server { kind: ServerKind::Greenroom, host: String::new() },
            path: Some(NetworkPath { interface_kind: InterfaceKind::Wifi, vpn: false, ip_version: Some(4) }),
            way: WayObservation::default(),
            udp: UdpState::Works,
            counting: Some(Counting::AtReceivers),
            rtt_ms: RttSummary {
                min: Some(rtt * 0.9),
                p50: Some(rtt),
                p95: Some(rtt * 1.2),
                p99: None,
                max: Some(rtt * 1.5),
                samples: 290,
            },
            up: way(self.lost_up, self.gap_ms, 12.0),
            down: way(self.lost_down, few, 30.0),
            sender_late_ratio: Some(0.0),
            mos: None,
            drop_outs: Vec::new(),
            levels_tried: vec![LevelTried {
                level: Level::P720,
                phase: PhaseId::Call,
                duration_s: 3.0,
                stepped_down: false,
                rtt_ms: Histogram::default(),
                up: tried(self.lost_up, self.gap_ms),
                down: tried(self.lost_down, few),
            }],
            quiet: None,
            trial_levels: Vec::new(),
            duration_s: 9.6,
            watch: None,
        }
    }

    /// The same as it is kept.
    #[must_use]
    pub fn visit(&self) -> SpotVisit {
        SpotVisit::new(self.name.clone(), self.kind, self.measured_at.clone(), self.observation())
    }
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
