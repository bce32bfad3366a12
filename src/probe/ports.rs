//! The small traits behind which all devices and the net stand.
//!
//! Rules for every implementation: `start` and `open` return at once and work on named threads of their own; progress and
//! results go to the [`EventSink`]; each check ends with exactly one `CheckEnded` or `CheckUnknown`; dropping the returned
//! handle cancels, releases every device within a second and emits nothing after that.

use std::sync::Arc;

use crate::model::device::{AudioDevice, CameraDevice};
use crate::model::live::{Frame, Latest, LevelReading};
use crate::model::run::EventBody;
use crate::model::{CheckId, DeviceChoice, Level, ServerReply, Unknown, UnknownReason};

/// Where events go. The session adds run and time. Cheap to clone; may block for a moment when the engine is behind.
#[derive(Clone)]
pub struct EventSink {
    send: Arc<dyn Fn(CheckId, EventBody) + Send + Sync>,
}

impl EventSink {
    /// A sink that hands each event to `send`.
    pub fn new(send: impl Fn(CheckId, EventBody) + Send + Sync + 'static) -> Self {
        Self { send: Arc::new(send) }
    }

    /// Hands one event on.
    pub fn emit(&self, check: CheckId, body: EventBody) {
        (self.send)(check, body);
    }
}

/// Something under way. Dropping it cancels.
pub trait Running: Send {
    /// Asks it to stop soon; it then ends without an event.
    fn cancel(&self);
}

/// Against what the network is measured.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ServerTarget {
    /// The public hosts of `assets/measurement_servers.toml`.
    #[default]
    Public,
    /// The embedded server on loopback.
    Local,
    /// Nothing: the network is not measured.
    None,
    /// A `greenroom serve`, as typed: HOST or HOST:PORT, `tls://` before it where the connection is to be encrypted.
    Host(String),
}

/// What the network probe is to do.
#[derive(Clone)]
pub struct NetworkPlan {
    /// Against what.
    pub target: ServerTarget,
    /// The secret that the server asks for, as typed or read; never sent.
    pub token: Option<String>,
    /// Certificates (DER) to trust under TLS; none: the system decides.
    pub trusted: Vec<Vec<u8>>,
    /// At most 10 s instead of 20.
    pub quick: bool,
    /// At most 10 MB.
    pub metered: bool,
    /// The level that the call needs: where the pretend call starts.
    pub need: Level,
}

/// Gets what came of trying out a server.
pub type ServerTold = Box<dyn FnOnce(Result<ServerReply, Unknown>) + Send>;

/// Measures the connection.
pub trait NetworkProbe: Send + Sync {
    /// Begins one measurement.
    fn start(&self, plan: NetworkPlan, sink: EventSink) -> Box<dyn Running>;

    /// Tries out whether the plan's own server would measure, in two seconds or so: `told` is called once, unless it is
    /// cancelled before. Unless a probe says otherwise, it can't.
    fn try_server(&self, plan: NetworkPlan, told: ServerTold) -> Box<dyn Running> {
        drop(plan);
        told(Err(Unknown::new(UnknownReason::Unsupported, "this probe tries out no servers")));
        Box::new(Nothing)
    }
}

/// Nothing is under way.
#[derive(Debug)]
struct Nothing;

impl Running for Nothing {
    fn cancel(&self) {}
}

/// Watches the background load.
pub trait ComputerProbe: Send + Sync {
    /// Begins a watch of `samples` seconds (at least 10 for a claim). Emits an observation every second.
    fn start(&self, samples: u32, sink: EventSink) -> Box<dyn Running>;
}

/// What the sound part is asked to do.
#[derive(Debug, Clone, PartialEq)]
pub enum SoundRequest {
    /// Collect `speech_s` seconds of speech (the window): stage `Listening` until they are in, then `Recorded`.
    Read {
        /// Seconds of speech.
        speech_s: f64,
    },
    /// Listen for a fixed time and end the check (the command line).
    Watch {
        /// Seconds.
        seconds: f64,
    },
    /// Play the recording on this output.
    PlayBack {
        /// Where.
        output: DeviceChoice,
    },
    /// Play the test tone on this output, then stage `Asking`.
    PlayTone {
        /// Where.
        output: DeviceChoice,
    },
    /// Stop what is playing.
    StopPlaying,
    /// End the check with what was observed.
    Finish,
}

/// The open sound part: microphone and, for a moment, the output. Dropping it releases both.
pub trait SoundSession: Send {
    /// Asks for something; returns at once.
    fn request(&self, request: SoundRequest);
}

/// Microphones and outputs.
pub trait SoundProbe: Send + Sync {
    /// The microphones that can capture, the default first. Blocks for up to a second.
    ///
    /// # Errors
    /// When the system's sound service cannot be asked.
    fn inputs(&self) -> Result<Vec<AudioDevice>, Unknown>;

    /// The outputs, the default first. Blocks for up to a second.
    ///
    /// # Errors
    /// When the system's sound service cannot be asked.
    fn outputs(&self) -> Result<Vec<AudioDevice>, Unknown>;

    /// Opens the microphone; the meter runs at once into `levels`. A failure arrives as `CheckUnknown`.
    fn open(&self, input: DeviceChoice, sink: EventSink, levels: Latest<LevelReading>) -> Box<dyn SoundSession>;
}

/// What the camera part is asked to do.
#[derive(Debug, Clone, PartialEq)]
pub enum CameraRequest {
    /// Watch for a fixed time from now, then end the check (the command line).
    Watch {
        /// Seconds.
        seconds: f64,
    },
    /// End the check with what was observed.
    Finish,
}

/// The open camera. Dropping it releases it.
pub trait CameraSession: Send {
    /// Asks for something; returns at once.
    fn request(&self, request: CameraRequest);
}

/// Cameras.
pub trait CameraProbe: Send + Sync {
    /// The cameras that can capture. Blocks for up to a second.
    ///
    /// # Errors
    /// When the system's camera service cannot be asked.
    fn cameras(&self) -> Result<Vec<CameraDevice>, Unknown>;

    /// Opens the camera; frames go to `frames`, an observation over the last seconds is emitted every second.
    /// A failure arrives as `CheckUnknown`.
    fn open(&self, camera: DeviceChoice, sink: EventSink, frames: Latest<Frame>) -> Box<dyn CameraSession>;
}

/// All probes of a session.
#[derive(Clone)]
pub struct Probes {
    /// The connection.
    pub network: Arc<dyn NetworkProbe>,
    /// Microphone and output.
    pub sound: Arc<dyn SoundProbe>,
    /// The camera.
    pub camera: Arc<dyn CameraProbe>,
    /// Background load.
    pub computer: Arc<dyn ComputerProbe>,
}
