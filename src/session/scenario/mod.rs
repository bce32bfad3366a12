//! Scenarios: runs told in a file, for tests, pictures and demonstrations. The same names serve all levels.
//!
//! A scenario may build on another (`base`): its own values replace those of the base.

mod embedded;
mod entries;
mod error;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::snapshot::{Judge, of_events};
use crate::model::check::Unknown;
use crate::model::observation::{Observation, Observations};
use crate::model::plan::PlanB;
use crate::model::run::{CameraStage, EventBody, RoundTripPoint, SoundStage, Step, VoidReason};
use crate::model::spot::{SpotStage, SpotTrial};
use crate::model::{CheckId, Level, ProbeEvent, Requirement, RunId, Snapshot, SpotBoard, SpotVisit};

use crate::os::{files, text};

use embedded::source;

pub use embedded::names;
pub use entries::{DeviceEntries, LevelEntry, RoundTripEntry, RunningEntry, SpotEntry, SpotTrialEntry, UnknownEntry};
pub use error::ScenarioError;

/// A scenario is small.
const LIMIT_BYTES: u64 = 1024 * 1024;

/// A run told in a file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The level that the call needs.
    #[serde(default = "default_need")]
    pub need: Level,
    /// Wall clock of the start, RFC 3339.
    #[serde(default = "default_start")]
    pub started_at: String,
    /// What was seen.
    #[serde(default)]
    pub observations: Observations,
    /// Checks that ended without an answer.
    #[serde(default)]
    pub unknown: BTreeMap<CheckId, UnknownEntry>,
    /// Checks that are under way.
    #[serde(default)]
    pub running: BTreeMap<CheckId, RunningEntry>,
    /// Checks that wait for the person.
    #[serde(default)]
    pub waiting: BTreeMap<CheckId, Step>,
    /// The run became void.
    #[serde(default)]
    pub void: Option<VoidReason>,
    /// The devices that are there.
    #[serde(default)]
    pub devices: DeviceEntries,
    /// The round-trip line.
    #[serde(default)]
    pub round_trips: Option<RoundTripEntry>,
    /// Where the sound part is.
    #[serde(default)]
    pub sound: Option<SoundStage>,
    /// Where the camera is.
    #[serde(default)]
    pub camera: Option<CameraStage>,
    /// What the meter shows.
    #[serde(default)]
    pub level: Option<LevelEntry>,
    /// Plan B.
    #[serde(default)]
    pub plan: PlanB,
    /// The spots that were measured, oldest first.
    #[serde(default)]
    pub spots: Vec<SpotEntry>,
    /// The spot that is being measured.
    #[serde(default)]
    pub spot_trial: Option<SpotTrialEntry>,
    /// The scenario that tells what the parts under way will have seen, when a demonstration goes on.
    #[serde(default)]
    pub later: Option<String>,
}

fn default_need() -> Level {
    Level::P720
}

fn default_start() -> String {
    "2026-03-04T13:23:00+01:00".to_owned()
}

/// The scenario of this name; a name that ends in `.toml` is a file.
///
/// # Errors
/// When there is none, or it is damaged.
pub fn load(name: &str) -> Result<Scenario, ScenarioError> {
    if Path::new(name).extension().is_some_and(|x| x.eq_ignore_ascii_case("toml")) {
        let bytes = files::read_ordinary(Path::new(name), LIMIT_BYTES)?;
        let text = text::decode(&bytes).ok_or_else(|| damaged(name, "not a text"))?;
        return parse(name, &text);
    }
    parse(name, source(name)?)
}

/// Reads a scenario.
///
/// # Errors
/// When it is damaged or its base is unknown.
pub fn parse(name: &str, text: &str) -> Result<Scenario, ScenarioError> {
    let table = table(name, text, 0)?;
    table.try_into().map_err(|e: toml::de::Error| damaged(name, e.message()))
}

fn damaged(name: &str, detail: &str) -> ScenarioError {
    ScenarioError::Damaged { name: name.to_owned(), detail: detail.to_owned() }
}

fn table(name: &str, text: &str, depth: u8) -> Result<toml::Table, ScenarioError> {
    let mut own: toml::Table = text.parse().map_err(|e: toml::de::Error| damaged(name, &e.to_string()))?;
    let Some(base) = own.remove("base") else { return Ok(own) };
    let base = base.as_str().filter(|_| depth < 4).ok_or_else(|| damaged(name, "base is no name, or too deep"))?;
    let mut merged = table(base, source(base)?, depth + 1)?;
    merge(&mut merged, own);
    Ok(merged)
}

/// Own values replace the base's; tables are merged; the string `"none"` takes a value away.
fn merge(base: &mut toml::Table, own: toml::Table) {
    for (key, value) in own {
        match (base.get_mut(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => merge(below, above),
            (_, toml::Value::String(word)) if word == "none" => {
                base.remove(&key);
            }
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

impl Scenario {
    /// Its events, in order.
    #[must_use]
    pub fn events(&self) -> Vec<ProbeEvent> {
        let requirement = Requirement { need: self.need, checks: CheckId::ALL.to_vec() };
        let mut list = Vec::new();
        let mut add = |check, body| {
            let at_ms = 18_200;
            list.push(ProbeEvent { run: RunId("scenario".to_owned()), check, at_ms, body });
        };
        add(None, EventBody::RunStarted { requirement, started_at: self.started_at.clone() });
        let d = &self.devices;
        let (inputs, outputs, cameras) = (d.inputs.clone(), d.outputs.clone(), d.cameras.clone());
        add(None, EventBody::Devices { inputs: Some(inputs), outputs: Some(outputs), cameras: Some(cameras) });
        add(None, EventBody::Plan { counts: self.plan.counts() });
        for check in CheckId::ALL {
            if check == CheckId::Network {
                add(Some(check), EventBody::CheckStarted);
                for (at_s, rtt_ms) in self.round_trips.iter().flat_map(RoundTripEntry::points) {
                    add(Some(check), EventBody::RoundTrip { at_s, rtt_ms });
                }
            }
            if let Some(observation) = self.observation(check) {
                add(Some(check), EventBody::Observed { observation });
            }
            add(Some(check), self.end_of(check));
        }
        if let Some(stage) = self.sound {
            add(Some(CheckId::Sound), EventBody::Sound { stage });
        }
        if let Some(stage) = self.camera {
            add(Some(CheckId::Camera), EventBody::Camera { stage });
        }
        if let Some(why) = self.void {
            add(None, EventBody::RunVoid { why });
        } else if self.running.is_empty() && self.waiting.is_empty() {
            add(None, EventBody::RunFinished);
        }
        list
    }

    /// What this check saw, if anything.
    #[must_use]
    pub fn observation(&self, check: CheckId) -> Option<Observation> {
        let o = self.observations.clone();
        match check {
            CheckId::Network => o.network.map(|o| Observation::Network(Box::new(o))),
            CheckId::Sound => o.sound.map(|o| Observation::Sound(Box::new(o))),
            CheckId::Camera => o.camera.map(|o| Observation::Camera(Box::new(o))),
            CheckId::Computer => o.computer.map(|o| Observation::Computer(Box::new(o))),
        }
    }

    /// How this check ends, or where it stands.
    #[must_use]
    pub fn end_of(&self, check: CheckId) -> EventBody {
        if let Some(e) = self.unknown.get(&check) {
            let unknown = Unknown { finding: e.finding, ..Unknown::new(e.reason, e.detail.clone()) };
            return EventBody::CheckUnknown { unknown };
        }
        if let Some(e) = self.running.get(&check) {
            return EventBody::CheckStep { step: e.step, fraction: e.fraction, remaining_s: e.remaining_s };
        }
        match self.waiting.get(&check) {
            Some(step) => EventBody::WaitingForPerson { step: *step },
            None => EventBody::CheckEnded,
        }
    }

    /// This scenario when its parts under way have ended: what a demonstration that goes on arrives at.
    #[must_use]
    pub fn finished(&self) -> Self {
        let mut end = self.clone();
        end.running.clear();
        end.waiting.clear();
        (end.sound, end.camera) = (None, None);
        let Some(later) = self.later.as_deref().and_then(|name| load(name).ok()) else { return end };
        let (seen, will) = (&mut end.observations, later.observations);
        if seen.network.is_none() {
            seen.network = will.network;
            end.round_trips = later.round_trips;
        }
        seen.sound = seen.sound.take().or(will.sound);
        seen.camera = seen.camera.take().or(will.camera);
        seen.computer = seen.computer.take().or(will.computer);
        end
    }

    /// The visits of its spots, oldest first.
    #[must_use]
    pub fn visits(&self) -> Vec<SpotVisit> {
        self.spots.iter().map(SpotEntry::visit).collect()
    }

    /// Its spots, with the one that is being measured.
    #[must_use]
    pub fn board(&self) -> SpotBoard {
        let ranked = crate::assess::spots::rank(&self.visits(), self.need);
        let trial = self.spot_trial.as_ref().map(|entry| {
            let (sent, lost_up) = entry.so_far;
            let seen = SpotEntry { sent, lost_up, ..entry.spot.clone() }.observation();
            let points = entry.round_trips.points().into_iter();
            SpotTrial {
                name: entry.spot.name.clone(),
                kind: entry.spot.kind,
                stage: SpotStage::Running,
                at_s: entry.round_trips.seconds,
                round_trips: points.map(|(at_s, rtt_ms)| RoundTripPoint { at_s, rtt_ms }).collect(),
                seen: crate::assess::spots::figures(&seen),
            }
        });
        SpotBoard { ranked, trial, now: self.started_at.clone(), newest: None }
    }

    /// The state in which it ends or stands still.
    #[must_use]
    pub fn state(&self, judge: Judge) -> Snapshot {
        let mut snapshot = of_events(&self.events(), judge);
        snapshot.run.demo = true;
        snapshot
    }
}
