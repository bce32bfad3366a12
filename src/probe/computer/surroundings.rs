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
        observation.memory_available_ratio = self.memory;
        observation.on_battery = self.power.on_battery;
        observation.battery_ratio = self.power.battery_ratio;
        observation.camera_held_by.clone_from(&self.camera);
        observation.microphone_held_by.clone_from(&self.microphone);
    }
}
