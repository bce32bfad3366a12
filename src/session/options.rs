//! What a session is started with. Everything that touches the world (clock, sleep, network) can be replaced in tests.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use super::snapshot::Judge;
use crate::model::run::VoidReason;
use crate::model::{CheckId, DeviceChoice, FarEnd, RunState, SpotVisit};
use crate::os::clock::{Jump, Watch};
use crate::os::network_change;
use crate::os::permission::{self, Access};

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

/// Tells whether the system lets this program use the device of a check; `None` when it does not say.
pub type AllowedBy = Arc<dyn Fn(CheckId) -> Option<bool> + Send + Sync>;

/// Makes a watch for one measurement at a spot, from now on: it is about that measurement alone.
pub type SpotWatch = Arc<dyn Fn() -> VoidWatch + Send + Sync>;

/// Whether the way out is a phone's hotspot, as far as it can be recognised.
pub type HotspotCheck = Arc<dyn Fn() -> bool + Send + Sync>;

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
    pub far_end: FarEnd,
    /// At most 10 s of network.
    pub quick: bool,
    /// At most 10 MB of network.
    pub metered: bool,
    /// How long the line is watched on, quietly, once the answer about it stands; never where data is dear.
    pub watch: Duration,
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
    /// Notices sleep and a changed network while a spot is measured.
    pub spot_watch: SpotWatch,
    /// Recognises a phone's hotspot.
    pub on_hotspot: HotspotCheck,
    /// The spots that were measured before, oldest visit first.
    pub spots: Vec<SpotVisit>,
    /// Scripted observations stand in for devices.
    pub demo: bool,
    /// What is known at the start: nothing, or the end of a demonstration.
    pub begin: RunState,
}

impl Default for SessionOptions {
    fn default() -> Self {
        Self {
            far_end: FarEnd::default(),
            quick: false,
            metered: false,
            watch: Duration::ZERO,
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
            spot_watch: Arc::new(|| Box::new(|| None)),
            on_hotspot: Arc::new(|| false),
            spots: Vec::new(),
            demo: false,
            begin: RunState::default(),
        }
    }
}

impl SessionOptions {
    /// Notices sleep, a set clock, another network and changed permissions on this computer.
    #[must_use]
    pub fn watching_this_computer(mut self) -> Self {
        self.void = watch();
        self.spot_watch = Arc::new(watch);
        self.on_hotspot = Arc::new(|| network_change::snapshot().is_phone_hotspot());
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

/// Notices sleep, a set clock and another network from now on.
fn watch() -> VoidWatch {
    let mut clock = Watch::new();
    let mut route = network_change::snapshot();
    Box::new(move || {
        let jump = clock.read_jump();
        let now = network_change::snapshot();
        // A line that is gone for a moment is something to measure, not another network.
        let changed = now.online() && now != route;
        let why = void_reason(jump, changed);
        if why.is_some() {
            route = now;
        }
        why
    })
}

/// Why a run says nothing any more. Who wakes a computer often brings it to another network: then it is the sleep that is
/// told.
fn void_reason(jump: Option<Jump>, network_changed: bool) -> Option<VoidReason> {
    match jump {
        Some(Jump::Slept(_)) => Some(VoidReason::Slept),
        _ if network_changed => Some(VoidReason::NetworkChanged),
        Some(Jump::ClockSet(_)) => Some(VoidReason::ClockSet),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_is_told_for_what_it_is() {
        let hour = Duration::from_secs(3600);
        assert_eq!(void_reason(None, false), None);
        assert_eq!(void_reason(Some(Jump::ClockSet(hour)), false), Some(VoidReason::ClockSet));
        assert_eq!(void_reason(Some(Jump::Slept(hour)), false), Some(VoidReason::Slept));
        assert_eq!(void_reason(Some(Jump::Slept(hour)), true), Some(VoidReason::Slept));
        assert_eq!(void_reason(None, true), Some(VoidReason::NetworkChanged));
        // Another network says more about the measurement than a time service that has just been reached.
        assert_eq!(void_reason(Some(Jump::ClockSet(hour)), true), Some(VoidReason::NetworkChanged));
    }
}
