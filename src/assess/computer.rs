//! Findings about background load, memory and power.

use super::{advice, limits, unknown};
use crate::model::observation::{AppClass, AppLoad, AppRow, ComputerObservation, LoadPattern};
use crate::model::{CheckId, Finding, FindingId, Outcome, RunState};

/// Findings of an observation.
pub(super) fn judge(state: &RunState, o: &ComputerObservation) -> Vec<Finding> {
    let mut findings = load(o);
    findings.extend(memory(o));
    findings.extend(power(o));
    findings.extend(programs(state, o));
    if findings.iter().all(|f| f.outcome == Outcome::Good) {
        findings.insert(0, Finding::new(FindingId::ComputerGood, Outcome::Good));
    }
    findings
}

fn told(id: FindingId, outcome: Outcome) -> Finding {
    Finding::new(id, outcome).advise(advice::of(id))
}

fn ratio(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite() && *v >= 0.0)
}

fn load(o: &ComputerObservation) -> Vec<Finding> {
    if o.samples < limits::COMPUTER_SAMPLES_MIN {
        return vec![told(FindingId::ComputerStopped, Outcome::NotMeasured)];
    }
    let Some(busy) = ratio(o.cpu_busy_ratio) else {
        return vec![told(FindingId::ComputerUnsupported, Outcome::NotMeasured)];
    };
    let mut apps: Vec<Finding> = o
        .hogs
        .iter()
        .map(|hog| app(FindingId::ComputerHog, Outcome::WatchOut, hog, hog.cpu_ratio))
        .chain(o.apps.iter().filter(|row| bursty(row)).map(|row| {
            let much = row.p90_ratio >= limits::BURST_RATIO;
            let outcome = if much { Outcome::WatchOut } else { Outcome::Good };
            app(FindingId::ComputerBursty, outcome, &row.load, row.p90_ratio)
        }))
        .collect();
    let mut findings = Vec::new();
    if busy >= limits::VERY_BUSY_RATIO {
        findings.push(very_busy(o, busy));
        // The same cause, told once: the programs stay on record.
        apps.iter_mut().for_each(|f| f.outcome = Outcome::Good);
    } else if busy >= limits::BUSY_RATIO && named(o) < busy / 2.0 {
        let finding = told(FindingId::ComputerBusy, Outcome::WatchOut);
        findings.push(finding.number("ratio", busy).number("limit", limits::BUSY_RATIO));
    }
    findings.extend(apps);
    findings
}

/// The system's own work is nobody's to close.
fn bursty(row: &AppRow) -> bool {
    row.pattern == LoadPattern::Bursty && row.load.class != AppClass::System
}

/// What the hogs use together: when they are told by name, "the computer is busy" says the same again.
fn named(o: &ComputerObservation) -> f64 {
    o.hogs.iter().filter_map(|hog| ratio(Some(hog.cpu_ratio))).sum()
}

/// The whole computer is very busy: by whom, and what would be left of it without what the candidate can close.
fn very_busy(o: &ComputerObservation, busy: f64) -> Finding {
    let closable = |load: &&AppLoad| {
        load.known && !matches!(load.class, AppClass::System | AppClass::Antivirus | AppClass::Updater)
    };
    let rows = o.apps.iter().map(|row| &row.load);
    let besides = o.hogs.iter().filter(|hog| o.apps.iter().all(|row| row.load.app != hog.app));
    let shares = rows.chain(besides).filter(closable).filter_map(|load| ratio(Some(load.cpu_ratio)));
    let finding = Finding::new(FindingId::ComputerVeryBusy, Outcome::Problem)
        .number("ratio", busy)
        .number("limit", limits::BUSY_RATIO)
        .number("left", (busy - shares.sum::<f64>()).max(0.0));
    let Some(hog) = o.hogs.first() else { return finding.advise(advice::of(FindingId::ComputerVeryBusy)) };
    let finding = finding.text(if hog.known { "app" } else { "program" }, &hog.app);
    finding.advise(&advice::of_app(hog)).advise(advice::of(FindingId::ComputerVeryBusy))
}

/// An app by the name that a person knows; without one, by what it calls itself.
fn app(id: FindingId, outcome: Outcome, load: &AppLoad, ratio: f64) -> Finding {
    let key = if load.known && load.class != AppClass::System { "app" } else { "program" };
    Finding::new(id, outcome)
        .text(key, &load.app)
        .text("class", class_word(load.class))
        .number("ratio", ratio)
        .advise(&advice::of_app(load))
}

fn memory(o: &ComputerObservation) -> Option<Finding> {
    let free = ratio(o.memory_available_ratio)?;
    let (id, outcome) = if free < limits::MEMORY_VERY_LOW_RATIO {
        (FindingId::ComputerMemoryVeryLow, Outcome::Problem)
    } else if free < limits::MEMORY_RATIO {
        (FindingId::ComputerMemoryLow, Outcome::WatchOut)
    } else {
        return None;
    };
    Some(told(id, outcome).number("ratio", free).number("limit", limits::MEMORY_RATIO))
}

fn power(o: &ComputerObservation) -> Option<Finding> {
    o.on_battery.filter(|on| *on)?;
    let charge = ratio(o.battery_ratio);
    match charge {
        Some(charge) if charge < limits::BATTERY_RATIO => {
            Some(told(FindingId::ComputerBatteryLow, Outcome::Problem).number("ratio", charge))
        }
        _ => Some(told(FindingId::ComputerOnBattery, Outcome::WatchOut).number("ratio", charge.unwrap_or(f64::NAN))),
    }
}

fn programs(state: &RunState, o: &ComputerObservation) -> Vec<Finding> {
    let named = |id, outcome, name: &String| told(id, outcome).text("app", name);
    let mut findings = Vec::new();
    // Where the check of the device itself names the holder, this would tell the same again.
    if !unknown::in_use(state, CheckId::Camera) {
        findings.extend(o.camera_held_by.iter().map(|n| named(FindingId::ComputerCameraHeld, Outcome::WatchOut, n)));
    }
    if !unknown::in_use(state, CheckId::Sound) {
        let held = o.microphone_held_by.iter();
        findings.extend(held.map(|n| named(FindingId::ComputerMicrophoneHeld, Outcome::WatchOut, n)));
    }
    // It may be the very program of the interview, so it is no more than information; a holder was told already.
    let holds = |n: &String| o.camera_held_by.contains(n) || o.microphone_held_by.contains(n);
    let besides = o.other_meeting_apps.iter().filter(|n| !holds(n));
    findings.extend(besides.map(|n| named(FindingId::ComputerMeetingApp, Outcome::Good, n)));
    findings
}

/// The stable name of a class, as in JSON.
fn class_word(class: AppClass) -> &'static str {
    match class {
        AppClass::CloudSync => "cloud_sync",
        AppClass::Backup => "backup",
        AppClass::Updater => "updater",
        AppClass::Antivirus => "antivirus",
        AppClass::Game => "game",
        AppClass::Encoder => "encoder",
        AppClass::Torrent => "torrent",
        AppClass::Meeting => "meeting",
        AppClass::Remote => "remote",
        AppClass::Browser => "browser",
        AppClass::System => "system",
        AppClass::Other => "other",
    }
}
