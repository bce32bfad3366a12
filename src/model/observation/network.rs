//! What was seen of the connection.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Histogram, LineWatch, WayObservation};
use crate::model::Level;
use crate::model::assessment::{LevelVerdict, MosRange};

/// The kind of far end that the network was measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServerKind {
    /// A `greenroom serve` on another computer.
    Greenroom,
    /// Public hosts by HTTP: no loss per direction.
    Public,
    /// The embedded server: measures this computer only.
    Local,
}

/// The far end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Server {
    /// Its kind.
    pub kind: ServerKind,
    /// Host (and port) as contacted.
    pub host: String,
}

/// How the path to the server leaves this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InterfaceKind {
    /// By cable.
    Wired,
    /// By Wi-Fi.
    Wifi,
    /// By a mobile network.
    Cellular,
    /// Within this computer.
    Loopback,
    /// Something else, a tunnel for example, or the system does not say.
    Other,
}

/// The path to the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NetworkPath {
    /// The kind of the interface in use.
    pub interface_kind: InterfaceKind,
    /// True when the path goes through a tunnel.
    pub vpn: bool,
    /// 4 or 6; `None` when unknown.
    pub ip_version: Option<u8>,
}

/// Whether UDP passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UdpState {
    /// Datagrams come back.
    Works,
    /// TCP works, datagrams do not come back.
    Blocked,
    /// Not tried, or no claim possible.
    #[default]
    Unknown,
}

/// How the datagrams that were lost are counted, and with them everything else that each of them tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Numbered datagrams, counted at the receiver of each direction.
    AtReceivers,
    /// On this side alone, of a QUIC connection (RFC 9000): upwards by acknowledgements, downwards by missing packet numbers with
    /// a hole in the stream.
    ByQuic,
    /// Not at all: there were no datagrams.
    #[default]
    None,
}

/// Round-trip times in milliseconds. A percentile is `None` when there are too few samples for it.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct RttSummary {
    /// Least.
    pub min: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// 95th percentile (59 samples or more).
    pub p95: Option<f64>,
    /// 99th percentile (300 samples or more).
    pub p99: Option<f64>,
    /// Greatest.
    pub max: Option<f64>,
    /// How many round trips.
    pub samples: u64,
}

/// A phase of the network measurement. Every datagram but the handshake belongs to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PhaseId {
    /// The unloaded line at 50 packets a second.
    Idle,
    /// Short bursts for a first guess of the capacity.
    Trains,
    /// A pretend video call, both ways.
    Call,
    /// TCP fills the line, an audio-rate stream goes on.
    Load,
    /// The pretend call again: recovery and drop-outs.
    Watch,
    /// A quiet stream after the answer, while the person does something else: rare drop-outs.
    QuietWatch,
}

/// Datagrams of one phase in one direction, counted at the receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PhaseCount {
    /// The phase.
    pub id: PhaseId,
    /// Datagrams sent.
    pub sent: u64,
    /// Of these, not received in time (window max(1 s, 3 RTT)).
    pub lost: u64,
    /// Runs of losses one after the other; `None` in old recordings.
    #[serde(default)]
    pub bursts: Option<u64>,
}

/// A rate as a call feels it: the troughs and the middle, in Mbit/s of TCP payload (10^6 bit/s).
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Goodput {
    /// 10th percentile of the 200 ms series.
    pub p10: Option<f64>,
    /// Median of the 200 ms series.
    pub p50: Option<f64>,
}

/// Round-trip times of the call stream while TCP fills this direction, in ms.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct LoadedRtt {
    /// Median.
    pub p50: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
}

/// One direction of the line. `sent`, `lost`, `loss_ratio` and `loss_ci95` cover idle, call, watch and quiet watch only:
/// loss that our own load causes is not the line's fault.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct DirectionObservation {
    /// Datagrams sent in idle, call, watch and quiet watch.
    pub sent: Option<u64>,
    /// Of these, lost.
    pub lost: Option<u64>,
    /// lost / sent.
    pub loss_ratio: Option<f64>,
    /// Clopper-Pearson 95 % interval of the ratio, corrected for bursts. Follows from the counts: filled in when a result is
    /// written, whatever a recording holds.
    #[serde(default)]
    pub loss_ci95: Option<[f64; 2]>,
    /// Every phase, the loaded one included.
    pub phases: Vec<PhaseCount>,
    /// Mean length of a loss burst in datagrams.
    pub burst_mean: Option<f64>,
    /// Longest time without a datagram, beyond the stream's own spacing, in ms. Under a load of our own only what is longer
    /// than its queue can explain.
    pub longest_gap_ms: Option<f64>,
    /// RFC 3550 interarrival jitter in ms; before the quiet watch.
    pub jitter_ms: Option<f64>,
    /// RFC 5481 PDV, 95th percentile, in ms; before the quiet watch.
    pub pdv_p95_ms: Option<f64>,
    /// RFC 5481 PDV, 99th percentile, in ms; before the quiet watch.
    pub pdv_p99_ms: Option<f64>,
    /// Datagrams that arrived after a later one.
    pub reordered: Option<u64>,
    /// Datagrams that arrived twice.
    pub duplicated: Option<u64>,
    /// TCP goodput.
    pub goodput_mbps: Goodput,
    /// True when the data cap came before the rate was known: the goodput is a lower bound.
    pub at_least: bool,
    /// Round trip of the call stream while this direction was filled.
    pub loaded_rtt_ms: LoadedRtt,
    /// Bytes of payload that this direction carried in the whole measurement.
    pub bytes: u64,
}

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the candidate.
    Up,
    /// To the candidate.
    Down,
}

/// A moment without connection.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DropOut {
    /// Seconds after the start of the measurement.
    pub at_s: f64,
    /// Which way.
    pub direction: Direction,
    /// Length in ms.
    pub length_ms: f64,
    /// The phase that it belongs to; `None` in old recordings.
    #[serde(default)]
    pub phase: Option<PhaseId>,
    /// The level of the pretend call that ran then; `None` without a call, and in old recordings.
    #[serde(default)]
    pub level: Option<Level>,
    /// A load of our own ran, or an attempt that was given up.
    #[serde(default)]
    pub loaded: bool,
}

impl DropOut {
    /// A stretch without datagrams of this length is worth telling, in ms.
    pub const LEAST_MS: f64 = 100.0;
    /// The same under a load of our own: more than a full queue can explain. `network.md`, "What a level is judged by".
    pub const LEAST_UNDER_LOAD_MS: f64 = 300.0;
}

/// One direction of an attempt at a level, counted at the receiver.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct TriedDirection {
    /// Rate of the pretend call in Mbit/s, IP and UDP headers included.
    pub mbps: f64,
    /// Datagrams sent.
    pub sent: u64,
    /// Of these, lost.
    pub lost: u64,
    /// Mean length of a loss burst in datagrams; `None` without loss.
    pub burst_mean: Option<f64>,
    /// Length of the longest loss burst in datagrams; `None` in old recordings.
    #[serde(default)]
    pub longest_burst: Option<u64>,
    /// Longest time without a datagram beyond the stream's own spacing, in ms; `None` in old recordings.
    #[serde(default)]
    pub longest_gap_ms: Option<f64>,
    /// Delay variation (RFC 5481) of each datagram; empty in old recordings.
    #[serde(default)]
    pub pdv_ms: Histogram,
}

/// A level that the pretend call really ran at, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LevelTried {
    /// The level.
    pub level: Level,
    /// Call or watch.
    pub phase: PhaseId,
    /// How long, in s.
    pub duration_s: f64,
    /// True when it lost or delayed so much that the call went on at a lower level.
    pub stepped_down: bool,
    /// Round trips meanwhile; empty in old recordings.
    #[serde(default)]
    pub rtt_ms: Histogram,
    /// From the candidate.
    pub up: TriedDirection,
    /// To the candidate.
    pub down: TriedDirection,
}

/// The line with no more than a voice on it: before the call, between phases once the queue was empty, and in the quiet
/// watch after them, whose gaps stand in the list of drop-outs alone.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct QuietLine {
    /// Round trips.
    pub rtt_ms: Histogram,
    /// From the candidate.
    pub up: TriedDirection,
    /// To the candidate.
    pub down: TriedDirection,
}

/// What was seen of the connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NetworkObservation {
    /// The far end.
    pub server: Server,
    /// The way there; `None` when the system does not tell.
    pub path: Option<NetworkPath>,
    /// What else was asked about it; nothing in old recordings.
    #[serde(default)]
    pub way: WayObservation,
    /// Whether UDP passes.
    pub udp: UdpState,
    /// How losses were counted; `None` in old recordings: see [`NetworkObservation::counting`].
    #[serde(default)]
    pub counting: Option<Counting>,
    /// Round trips of the unloaded phases, before the quiet watch.
    pub rtt_ms: RttSummary,
    /// From the candidate.
    pub up: DirectionObservation,
    /// To the candidate.
    pub down: DirectionObservation,
    /// Share of our own sends that left more than 2 ms late, before the quiet watch.
    pub sender_late_ratio: Option<f64>,
    /// Estimated audio score. Follows from the other figures: filled in when a result is written, whatever a recording holds.
    #[serde(default)]
    pub mos: Option<MosRange>,
    /// Moments without connection, in order.
    pub drop_outs: Vec<DropOut>,
    /// Levels that the pretend call ran at, in order; empty where there was no call, and in old recordings.
    #[serde(default)]
    pub levels_tried: Vec<LevelTried>,
    /// The quiet line by itself; `None` without datagrams, and in old recordings.
    #[serde(default)]
    pub quiet: Option<QuietLine>,
    /// What a trial against a server on this computer itself gave; else empty. Filled in when a result is written.
    #[serde(default)]
    pub trial_levels: Vec<LevelVerdict>,
    /// Length of the measurement in s, without the quiet watch.
    pub duration_s: f64,
    /// The quiet watch after it; `None` where there was none, and in old recordings.
    #[serde(default)]
    pub watch: Option<LineWatch>,
}

impl NetworkObservation {
    /// Seconds in which a drop-out would have been seen.
    #[must_use]
    pub fn observed_s(&self) -> f64 {
        self.duration_s + self.watch.map_or(0.0, |watch| (watch.watched_s - watch.own_pauses_s).max(0.0))
    }

    /// When the newest drop-out of the whole watch began, in seconds after the start of the measurement.
    #[must_use]
    pub fn last_drop_out_s(&self) -> Option<f64> {
        self.drop_outs.iter().map(|drop| drop.at_s).max_by(f64::total_cmp)
    }

    /// How losses were counted. Old recordings do not say it: only a server of our own counted them then.
    #[must_use]
    pub fn counting(&self) -> Counting {
        let public = self.server.kind == ServerKind::Public || self.udp == UdpState::Blocked;
        self.counting.unwrap_or(if public { Counting::None } else { Counting::AtReceivers })
    }

    /// Datagrams were counted, in each direction by itself.
    #[must_use]
    pub fn counts_loss(&self) -> bool {
        self.counting() != Counting::None
    }
}
