//! What the probes saw. Stored as it was seen; every judgement is derived from it again.
//!
//! A value that was not measured is `None` and becomes `null` in JSON: never 0, NaN or a missing key.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CheckId, Transport};

/// The observations of one run, one slot for each check. `None`: not selected or nothing seen yet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Observations {
    /// The connection.
    pub network: Option<NetworkObservation>,
    /// Microphone and loudspeaker.
    pub sound: Option<SoundObservation>,
    /// The camera.
    pub camera: Option<CameraObservation>,
    /// Background load, memory, power.
    pub computer: Option<ComputerObservation>,
}

/// One check's observation, as it travels in an event. A later one replaces an earlier one of the same check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Observation {
    /// The connection.
    Network(Box<NetworkObservation>),
    /// Microphone and loudspeaker.
    Sound(Box<SoundObservation>),
    /// The camera.
    Camera(Box<CameraObservation>),
    /// Background load, memory, power.
    Computer(Box<ComputerObservation>),
}

impl Observation {
    /// The check that it belongs to.
    #[must_use]
    pub fn check(&self) -> CheckId {
        match self {
            Self::Network(_) => CheckId::Network,
            Self::Sound(_) => CheckId::Sound,
            Self::Camera(_) => CheckId::Camera,
            Self::Computer(_) => CheckId::Computer,
        }
    }
}

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

/// One direction of the line. `sent`, `lost`, `loss_ratio` and `loss_ci95` cover idle + call + watch only:
/// loss that our own load causes is not the line's fault.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct DirectionObservation {
    /// Datagrams sent in idle, call and watch.
    pub sent: Option<u64>,
    /// Of these, lost.
    pub lost: Option<u64>,
    /// lost / sent.
    pub loss_ratio: Option<f64>,
    /// Clopper-Pearson 95 % interval of the ratio.
    pub loss_ci95: Option<[f64; 2]>,
    /// Every phase, the loaded one included.
    pub phases: Vec<PhaseCount>,
    /// Mean length of a loss burst in datagrams.
    pub burst_mean: Option<f64>,
    /// Longest time without a datagram while the stream ran, beyond its own spacing, in ms.
    pub longest_gap_ms: Option<f64>,
    /// RFC 3550 interarrival jitter in ms.
    pub jitter_ms: Option<f64>,
    /// RFC 5481 PDV, 95th percentile, in ms.
    pub pdv_p95_ms: Option<f64>,
    /// RFC 5481 PDV, 99th percentile, in ms.
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
}

/// Estimated audio score (ITU-T G.107), as a range because Opus has no agreed loss factor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MosRange {
    /// Pessimistic (Bpl = 10).
    pub low: f64,
    /// Likely (Bpl = 20).
    pub high: f64,
}

/// What was seen of the connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NetworkObservation {
    /// The far end.
    pub server: Server,
    /// The way there; `None` when the system does not tell.
    pub path: Option<NetworkPath>,
    /// Whether UDP passes.
    pub udp: UdpState,
    /// Round trips of the unloaded phases.
    pub rtt_ms: RttSummary,
    /// From the candidate.
    pub up: DirectionObservation,
    /// To the candidate.
    pub down: DirectionObservation,
    /// Share of our own sends that left more than 2 ms late.
    pub sender_late_ratio: Option<f64>,
    /// Estimated audio score.
    pub mos: Option<MosRange>,
    /// Moments without connection, in order.
    pub drop_outs: Vec<DropOut>,
    /// Length of the measurement in s.
    pub duration_s: f64,
}

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
    /// Telephone quality; `None`: not measured.
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

/// A camera's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CameraName {
    /// Name, or `file`.
    pub name: String,
}

/// Where a face is in the picture. Ratios of the picture's height or width.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FaceObservation {
    /// Crown to chin, of the height.
    pub height_ratio: f64,
    /// Room above the crown, of the height.
    pub headroom_ratio: f64,
    /// Centre of the face, of the width.
    pub centre_x: f64,
    /// Eye line, of the height.
    pub eye_line_y: f64,
    /// Tilt of the head in degrees.
    pub roll_deg: f64,
}

/// What the camera showed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct CameraObservation {
    /// The camera.
    pub device: Option<CameraName>,
    /// The format in use.
    pub format: Option<super::device::CameraFormat>,
    /// Frames per second that the driver handed over.
    pub delivered_fps: Option<f64>,
    /// Frames per second that differ from the one before.
    pub distinct_fps: Option<f64>,
    /// Share of the watched time in which the picture stood still (mean luma difference below 0.02 for 1.5 s or more).
    pub frozen_ratio: Option<f64>,
    /// Share of frames that are black (99th percentile of the luma below 24, standard deviation below 4).
    pub black_ratio: Option<f64>,
    /// Mean luma 0 to 1.
    pub brightness: Option<f64>,
    /// Luma's 95th minus 5th percentile, 0 to 1.
    pub contrast: Option<f64>,
    /// Not measured yet.
    pub sharpness: Option<f64>,
    /// Not measured yet.
    pub backlight: Option<f64>,
    /// Not measured yet.
    pub colour_cast: Option<f64>,
    /// Not measured yet.
    pub background_clutter: Option<f64>,
    /// Faces; `None`: not measured.
    pub faces: Option<u32>,
    /// The face; `None`: not measured.
    pub face: Option<FaceObservation>,
    /// Watched time in s.
    #[serde(default)]
    pub watched_s: f64,
    /// Frames that could not be decoded, of all that came.
    #[serde(default)]
    pub garbage_ratio: f64,
}

/// The class of a program, which decides the advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AppClass {
    /// Keeps files the same here and elsewhere.
    CloudSync,
    /// Backup.
    Backup,
    /// Installs updates.
    Updater,
    /// Virus scanner or indexer.
    Antivirus,
    /// Game or launcher.
    Game,
    /// Encodes or streams video.
    Encoder,
    /// File sharing.
    Torrent,
    /// A meeting program.
    Meeting,
    /// Remote control or a virtual machine.
    Remote,
    /// A web browser.
    Browser,
    /// Part of the system.
    System,
    /// Anything else.
    Other,
}

/// How an app used the processor during the watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LoadPattern {
    /// Much, nearly all the time: at least 8 of 12 samples.
    Hog,
    /// Much, now and then.
    Bursty,
    /// At most 2 samples: ignored.
    Blip,
    /// Little.
    Quiet,
}

/// An app with its share of the whole computer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AppLoad {
    /// The name that a person knows.
    pub app: String,
    /// Its class.
    pub class: AppClass,
    /// Mean share of the whole computer's processors over the watch, 0 to 1.
    pub cpu_ratio: f64,
    /// How many processes it consists of.
    pub processes: u32,
}

/// An app with its pattern.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AppRow {
    /// The app.
    pub load: AppLoad,
    /// How it used the processor.
    pub pattern: LoadPattern,
    /// 90th percentile of its share, 0 to 1.
    pub p90_ratio: f64,
}

/// What was seen of the computer.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ComputerObservation {
    /// Mean share of all processors in use, our own load left out, 0 to 1.
    pub cpu_busy_ratio: Option<f64>,
    /// Free memory of all memory, 0 to 1.
    pub memory_available_ratio: Option<f64>,
    /// True on battery; `None` where there is no battery or the system does not say.
    pub on_battery: Option<bool>,
    /// Charge 0 to 1.
    pub battery_ratio: Option<f64>,
    /// Apps that use much processor all the time.
    pub hogs: Vec<AppLoad>,
    /// Programs that hold a camera now, by name.
    pub camera_held_by: Vec<String>,
    /// Programs that hold a microphone now, by name.
    pub microphone_held_by: Vec<String>,
    /// Meeting programs that run.
    pub other_meeting_apps: Vec<String>,
    /// Every app that used something worth telling, greatest share first.
    #[serde(default)]
    pub apps: Vec<AppRow>,
    /// Our own share, 0 to 1; never among the apps.
    #[serde(default)]
    pub own_ratio: Option<f64>,
    /// What no process explains (other users' and the system's own), 0 to 1.
    #[serde(default)]
    pub rest_ratio: Option<f64>,
    /// Samples of one second that the figures come from.
    #[serde(default)]
    pub samples: u32,
}
