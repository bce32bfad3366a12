//! What the tests with sound devices share.
#![allow(dead_code, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use greenroom::live::{Latest, LevelReading, Live};
use greenroom::model::DeviceChoice;
use greenroom::model::observation::{Observation, SoundObservation};
use greenroom::model::run::{EventBody, SoundStage};
use greenroom::probe::audio::Probe;
use greenroom::probe::ports::{EventSink, SoundProbe, SoundRequest, SoundSession};

/// A sound part under test, with all that it told.
pub struct Check {
    session: Option<Box<dyn SoundSession>>,
    events: Receiver<EventBody>,
    pub levels: Latest<LevelReading>,
    pub seen: Vec<EventBody>,
}

impl Check {
    pub fn open(choice: DeviceChoice) -> Self {
        let (send, events) = sync_channel(4096);
        let live = Live::default();
        let sink = EventSink::new(move |_, body| {
            let _ = send.try_send(body);
        });
        let session = Probe::new().open(choice, sink, live.clone());
        Self { session: Some(session), events, levels: live.levels, seen: Vec::new() }
    }

    pub fn ask(&self, request: SoundRequest) {
        self.session.as_ref().unwrap().request(request);
    }

    /// Waits for an event.
    pub fn until(&mut self, seconds: u64, what: impl Fn(&EventBody) -> bool) -> EventBody {
        let end = Instant::now() + Duration::from_secs(seconds);
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let event = self.events.recv_timeout(left);
            let event = event.unwrap_or_else(|_| panic!("not within {seconds} s; seen: {:#?}", self.seen));
            self.seen.push(event.clone());
            if what(&event) {
                return event;
            }
        }
    }

    /// Waits for a stage.
    pub fn stage(&mut self, seconds: u64, what: impl Fn(&SoundStage) -> bool) {
        self.until(seconds, |e| matches!(e, EventBody::Sound { stage } if what(stage)));
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.session = None;
    }

    /// How many events have come meanwhile.
    pub fn more_events(&self) -> usize {
        self.events.try_iter().count()
    }

    /// The last observation.
    pub fn observation(&self) -> SoundObservation {
        let last = self.seen.iter().rev().find_map(|e| match e {
            EventBody::Observed { observation: Observation::Sound(o) } => Some((**o).clone()),
            _ => None,
        });
        last.unwrap()
    }
}

/// True for the event that ends a check.
pub fn ended(event: &EventBody) -> bool {
    matches!(event, EventBody::CheckEnded | EventBody::CheckUnknown { .. })
}

/// Runs sox; `None` where it is missing or refuses.
pub fn sox(arguments: &[&str]) -> Option<()> {
    Command::new("sox")
        .args(arguments)
        .stderr(Stdio::null())
        .status()
        .ok()
        .filter(std::process::ExitStatus::success)
        .map(|_| ())
}

/// One figure in dB of sox's `stats`, over all channels of a file.
pub fn sox_figure(file: &std::path::Path, label: &str) -> f64 {
    let told = Command::new("sox").arg(file).args(["-n", "stats"]).output().unwrap();
    let told = String::from_utf8(told.stderr).unwrap();
    let line = told.lines().find(|l| l.starts_with(label)).unwrap();
    line[label.len()..].split_whitespace().next().unwrap().parse().unwrap()
}

/// The threads of the sound part that run now.
#[cfg(target_os = "linux")]
pub fn sound_threads() -> Vec<String> {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap().flatten();
    let names = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("comm")).ok());
    names
        .map(|name| name.trim().to_owned())
        .filter(|name| name.starts_with("gr-sound") || name.contains("cpal"))
        .collect()
}
