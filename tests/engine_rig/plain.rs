//! Network and computer: a script each.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::pace::{Pace, Playing, Script};
use greenroom::model::{CheckId, FarEnd};
use greenroom::probe::ports::{ComputerProbe, EventSink, NetworkPlan, NetworkProbe, Running};

/// Says of the network what its script says.
#[derive(Default)]
pub struct FakeNetwork {
    /// What is said in each measurement.
    pub script: Script,
    /// When.
    pub pace: Pace,
    /// How often it was started.
    pub started: AtomicU32,
    /// Against what.
    pub asked: Mutex<Vec<FarEnd>>,
    /// How: quick, metered.
    pub plans: Mutex<Vec<(bool, bool)>>,
    /// How long it was to watch on.
    pub watches: Mutex<Vec<Duration>>,
}

impl NetworkProbe for FakeNetwork {
    fn start(&self, plan: NetworkPlan, sink: EventSink) -> Box<dyn Running> {
        self.started.fetch_add(1, Ordering::SeqCst);
        self.plans.lock().unwrap().push((plan.quick, plan.metered));
        self.watches.lock().unwrap().push(plan.watch);
        self.asked.lock().unwrap().push(plan.far_end);
        Box::new(Playing::begin(&self.pace, CheckId::Network, self.script.clone(), &sink))
    }
}

/// Says of the computer what its script says.
#[derive(Default)]
pub struct FakeComputer {
    /// What is said in each watch.
    pub script: Script,
    /// When.
    pub pace: Pace,
    /// How often it was started.
    pub started: AtomicU32,
}

impl ComputerProbe for FakeComputer {
    fn start(&self, _samples: u32, sink: EventSink) -> Box<dyn Running> {
        self.started.fetch_add(1, Ordering::SeqCst);
        Box::new(Playing::begin(&self.pace, CheckId::Computer, self.script.clone(), &sink))
    }
}
