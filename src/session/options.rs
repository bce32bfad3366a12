//! What a session is started with. Everything that touches the world (clock, sleep, network) can be replaced in tests.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use super::devices::AllowedBy;
use super::snapshot::Judge;
use crate::model::run::VoidReason;
use crate::model::{CheckId, DeviceChoice};
use crate::os::permission::{self, Access};
use crate::probe::ports::ServerTarget;

/// A clock that only goes forward, and the time of day.
pub trait Clock: Send + Sync {
    /// Time since the session began.
    fn elapsed(&self) -> Duration;
    /// Now, RFC 3339 with offset.
    fn wall(&self) -> String;
}

/// The real clock.
#[derive(Debug)]
pub struct SystemClock(Instant);

impl Default for SystemClock {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Clock for SystemClock {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn wall(&self) -> String {
        jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}

/// Says that what was measured until now says nothing any more. Asked every two seconds of a run.
pub type VoidWatch = Box<dyn FnMut() -> Option<VoidReason> + Send>;

/// Where a run is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordTo {
    /// The file.
    pub path: PathBuf,
    /// An existing one may be overwritten.
    pub overwrite: bool,
}

/// What a session is started with.
pub struct SessionOptions {
    /// Against what the network is measured.
    pub server: ServerTarget,
    /// The server's secret.
    pub token: Option<String>,
    /// Certificates (DER) to trust when the server's address begins with `tls://`; none: the system decides.
    pub trusted: Vec<Vec<u8>>,
    /// At most 10 s of network.
    pub quick: bool,
    /// At most 10 MB of network.
    pub metered: bool,
    /// The microphone.
    pub input: DeviceChoice,
    /// The output.
    pub output: DeviceChoice,
    /// The camera.
    pub camera: DeviceChoice,
    /// Where the run is recorded, if at all.
    pub record: Option<RecordTo>,
    /// Gets the detail when the run can't be recorded; the run goes on without.
    pub record_fault: Arc<OnceLock<String>>,
    /// Seconds that the background load is watched (at least 10 for a claim).
    pub computer_s: u32,
    /// Seconds of speech that the window asks for.
    pub speech_s: f64,
    /// Derives the conclusions.
    pub judge: Judge,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Notices sleep and a changed network.
    pub void: VoidWatch,
    /// Tells whether the system lets this program use the device of a check.
    pub allowed: AllowedBy,
    /// Scripted observations stand in for devices.
    pub demo: bool,
}

impl Default for SessionOptions {
    fn default() -> Self {
        Self {
            server: ServerTarget::Public,
            token: None,
            trusted: Vec::new(),
            quick: false,
            metered: false,
            input: DeviceChoice::Default,
            output: DeviceChoice::Default,
            camera: DeviceChoice::Default,
            record: None,
            record_fault: Arc::default(),
            computer_s: 12,
            speech_s: 5.0,
            judge: crate::assess::judge,
            clock: Arc::new(SystemClock::default()),
            void: Box::new(|| None),
            allowed: Arc::new(|_| None),
            demo: false,
        }
    }
}

impl SessionOptions {
    /// Notices sleep, a set clock, another network and changed permissions on this computer.
    #[must_use]
    pub fn watching_this_computer(mut self) -> Self {
        let mut clock = crate::os::clock::Watch::new();
        let mut route = crate::os::network_change::snapshot();
        self.void = Box::new(move || {
            let slept = clock.look().is_some();
            let now = crate::os::network_change::snapshot();
            // A line that is gone for a moment is something to measure, not another network.
            let changed = now.online() && now != route;
            if slept || changed {
                route = now;
            }
            match (slept, changed) {
                (true, _) => Some(VoidReason::Slept),
                (false, true) => Some(VoidReason::NetworkChanged),
                (false, false) => None,
            }
        });
        self.allowed = Arc::new(|check| {
            let access = match check {
                CheckId::Camera => permission::camera(),
                _ => permission::microphone(),
            };
            match access {
                Access::Allowed => Some(true),
                Access::Denied | Access::NotAsked => Some(false),
                Access::Unknown => None,
            }
        });
        self
    }
}
