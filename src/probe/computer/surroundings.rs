//! What changes slowly: memory, power, and who holds the devices. Asked for at the start, every few seconds, and at the end.

use std::time::{Duration, Instant};

use crate::model::observation::ComputerObservation;
use crate::os::{memory, power};

use super::grouping::Grouping;
use super::holders;

/// Between two looks: power and holders are dear to ask for.
const PERIOD: Duration = Duration::from_secs(4);

/// The latest look.
#[derive(Debug, Default)]
pub struct Surroundings {
    looked: Option<Instant>,
    memory: Option<f64>,
    power: power::PowerState,
    camera: Vec<String>,
    microphone: Vec<String>,
}

impl Surroundings {
    /// Adds what is known; looks again when it is time or when this is the `last` sample.
    pub fn add_to(&mut self, observation: &mut ComputerObservation, grouping: &Grouping<'_>, last: bool) {
        if last || self.looked.is_none_or(|at| at.elapsed() >= PERIOD) {
            self.looked = Some(Instant::now());
            self.memory = memory::available_ratio();
            self.power = power::read();
            self.camera = holders::camera(grouping);
            self.microphone = holders::microphone(grouping);
        }
        if last {
            name(observation);
        }
        observation.memory_available_ratio = self.memory;
        observation.on_battery = self.power.on_battery;
        observation.battery_ratio = self.power.battery_ratio;
        observation.camera_held_by.clone_from(&self.camera);
        observation.microphone_held_by.clone_from(&self.microphone);
    }
}

/// Programs that go by the name of their file get that of the menus, where they stand in one.
fn name(observation: &mut ComputerObservation) {
    let rows = observation.apps.iter_mut().map(|row| &mut row.load);
    for load in rows.filter(|load| !load.known) {
        if let Some(name) = name_of(&load.app) {
            load.app = name;
            load.known = true;
        }
    }
}

#[cfg(target_os = "linux")]
fn name_of(program: &str) -> Option<String> {
    crate::os::desktop_entries::name_of(program)
}

/// Windows and macOS: folder and bundle have told the name already.
#[cfg(not(target_os = "linux"))]
fn name_of(_program: &str) -> Option<String> {
    None
}
