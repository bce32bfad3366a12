//! Snapshots in, one observation out: shares of the whole computer by app, second after second. Pure.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};

use crate::model::observation::{AppClass, AppLoad, AppRow, ComputerObservation, LoadPattern};
use crate::os::process::{RawProcess, Snapshot};

use super::catalogue::{Catalogue, Os};
use super::grouping::{App, Grouping, Key, Owner, key};

/// At most this many apps are told of.
const MOST_APPS: usize = 12;
/// From this mean share of the whole computer on, an app is worth telling of …
const WORTH_TELLING: f64 = 0.005;
/// … and one that used so much in a single second.
const WORTH_TELLING_ONCE: f64 = 0.05;
/// A process that uses this share of the whole computer is asked for its name again: it may have become another program.
const ASK_AGAIN: f64 = 0.02;
/// Shares over less than this are noise: processor time comes in steps of 10 ms, and sysinfo keeps its old figure.
const SHORTEST: Duration = Duration::from_millis(250);

/// What one app used.
#[derive(Debug, Default)]
struct Usage {
    shares: Vec<f64>,
    processes: u32,
    runs: bool,
}

/// A watch under way.
pub struct Watch<'a> {
    grouping: Grouping<'a>,
    before: Option<(Instant, HashMap<Key, u64>)>,
    cpus: usize,
    apps: BTreeMap<App, Usage>,
    busy: Vec<f64>,
    own: Vec<f64>,
    rest: Vec<f64>,
}

impl<'a> Watch<'a> {
    /// For the program with the number `own`.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, os: Os, own: u32) -> Self {
        Self {
            grouping: Grouping::new(catalogue, os, own),
            before: None,
            cpus: 1,
            apps: BTreeMap::new(),
            busy: Vec::new(),
            own: Vec::new(),
            rest: Vec::new(),
        }
    }

    /// Samples so far: one less than snapshots.
    #[must_use]
    pub fn samples(&self) -> u32 {
        u32::try_from(self.busy.len()).unwrap_or(u32::MAX)
    }

    /// Tells whose each process is, as of the latest snapshot.
    #[must_use]
    pub fn grouping(&self) -> &Grouping<'a> {
        &self.grouping
    }

    /// Adds a snapshot. Gives the processes whose name is to be read again.
    pub fn add(&mut self, snapshot: &Snapshot) -> HashSet<u32> {
        self.grouping.update(&snapshot.processes);
        self.cpus = snapshot.cpus;
        let times = snapshot.processes.iter().map(|p| (key(p), p.cpu_ms)).collect();
        let Some((at, earlier)) = self.before.take() else {
            self.before = Some((snapshot.at, times));
            self.count(&snapshot.processes, &HashMap::new(), 0);
            return HashSet::new();
        };
        let wall = snapshot.at.saturating_duration_since(at);
        if wall < SHORTEST {
            self.before = Some((at, earlier));
            return HashSet::new();
        }
        let shares = shares(snapshot, &earlier, wall);
        self.before = Some((snapshot.at, times));
        let done = self.busy.len();
        let own = self.count(&snapshot.processes, &shares, done + 1);
        let apps: f64 = self.apps.values().filter_map(|u| u.shares.last()).sum();
        self.own.push(own);
        self.busy.push((snapshot.busy_ratio - own).clamp(0.0, 1.0));
        self.rest.push((snapshot.busy_ratio - own - apps).clamp(0.0, 1.0));
        shares.iter().filter(|(_, share)| **share >= ASK_AGAIN).map(|((pid, _), _)| *pid).collect()
    }

    /// Adds up by app; every series is `len` long afterwards. Gives our own share.
    fn count(&mut self, processes: &[RawProcess], shares: &HashMap<Key, f64>, len: usize) -> f64 {
        let mut own = 0.0;
        let mut now: BTreeMap<&App, (f64, u32)> = BTreeMap::new();
        for process in processes {
            let share = shares.get(&key(process)).copied().unwrap_or(0.0);
            match self.grouping.owner(key(process)) {
                Some(Owner::Own) => own += share,
                Some(Owner::App(app)) => {
                    let sum = now.entry(app).or_default();
                    sum.0 += share;
                    sum.1 += 1;
                }
                None => {}
            }
        }
        for usage in self.apps.values_mut() {
            usage.runs = false;
        }
        for (app, (share, count)) in now {
            let usage = self.apps.entry(app.clone()).or_default();
            usage.runs = true;
            usage.processes = count;
            // An app that came later used nothing before.
            usage.shares.resize(len.saturating_sub(1), 0.0);
            if len > 0 {
                usage.shares.push(share.min(1.0));
            }
        }
        for usage in self.apps.values_mut() {
            usage.shares.resize(len, 0.0);
        }
        own.min(1.0)
    }

    /// What was seen so far of the load; memory, power and devices are left empty.
    #[must_use]
    pub fn observation(&self) -> ComputerObservation {
        let mut rows: Vec<AppRow> = self.apps.iter().map(|(app, usage)| self.row(app, usage)).collect();
        rows.retain(|r| r.load.cpu_ratio >= WORTH_TELLING || r.shares.iter().any(|share| *share >= WORTH_TELLING_ONCE));
        rows.sort_by(|a, b| b.load.cpu_ratio.total_cmp(&a.load.cpu_ratio));
        rows.truncate(MOST_APPS);
        let known = |series: &[f64]| (!series.is_empty()).then(|| mean(series));
        ComputerObservation {
            cpu_busy_ratio: known(&self.busy),
            own_ratio: known(&self.own),
            rest_ratio: known(&self.rest),
            apps: rows,
            cpus: u32::try_from(self.cpus).unwrap_or(u32::MAX),
            other_meeting_apps: self.meeting_apps(),
            samples: self.samples(),
            ..ComputerObservation::default()
        }
    }

    fn row(&self, app: &App, usage: &Usage) -> AppRow {
        let load = AppLoad {
            app: app.name.clone(),
            class: app.class,
            cpu_ratio: mean(&usage.shares),
            processes: usage.processes,
            known: self.grouping.is_known(app),
        };
        let shares = usage.shares.iter().map(|share| (share * 10_000.0).round() / 10_000.0).collect();
        AppRow { load, shares, pattern: LoadPattern::default(), p90_ratio: 0.0 }
    }

    fn meeting_apps(&self) -> Vec<String> {
        let running = self.apps.iter().filter(|(app, usage)| app.class == AppClass::Meeting && usage.runs);
        running.map(|(app, _)| app.name.clone()).collect()
    }
}

/// The share of the whole computer that each process used since the snapshot before. Only differences of processor time
/// count: they cannot mix up a number that is used again, and a process that was idle until now is right at once.
fn shares(snapshot: &Snapshot, earlier: &HashMap<Key, u64>, wall: Duration) -> HashMap<Key, f64> {
    let capacity_ms = wall.as_secs_f64() * 1000.0 * snapshot.cpus.max(1) as f64;
    let share = |process: &RawProcess| {
        let used_ms = match earlier.get(&key(process)) {
            Some(before) => process.cpu_ms.saturating_sub(*before),
            // All of its time is new if it began after the snapshot before (ages are whole seconds, rounded down).
            None if process.age_s <= wall.as_secs() + 1 => process.cpu_ms,
            None => 0,
        };
        (key(process), (used_ms as f64 / capacity_ms).clamp(0.0, 1.0))
    };
    snapshot.processes.iter().map(share).collect()
}

/// Arithmetic mean; 0 for nothing.
fn mean(shares: &[f64]) -> f64 {
    if shares.is_empty() { 0.0 } else { shares.iter().sum::<f64>() / shares.len() as f64 }
}

#[cfg(test)]
#[path = "watch_tests.rs"]
mod tests;
