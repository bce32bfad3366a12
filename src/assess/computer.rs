//! Findings about background load, memory and power.

use super::advice;
use super::limits;
use crate::model::observation::{AppClass, ComputerObservation, LoadPattern};
use crate::model::{Finding, FindingId, Outcome};

/// Findings of an observation.
pub(super) fn judge(o: &ComputerObservation) -> Vec<Finding> {
    let mut findings = load(o);
    findings.extend(memory(o));
    findings.extend(power(o));
    findings.extend(programs(o));
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
    let mut findings = Vec::new();
    let Some(busy) = ratio(o.cpu_busy_ratio) else {
        return vec![told(FindingId::ComputerUnsupported, Outcome::NotMeasured)];
    };
    if busy >= limits::VERY_BUSY_RATIO {
        let finding = told(FindingId::ComputerVeryBusy, Outcome::Problem);
        findings.push(finding.number("ratio", busy).number("limit", limits::BUSY_RATIO));
    } else if busy >= limits::BUSY_RATIO {
        let finding = told(FindingId::ComputerBusy, Outcome::WatchOut);
        findings.push(finding.number("ratio", busy).number("limit", limits::BUSY_RATIO));
    }
    for hog in &o.hogs {
        findings.push(app(FindingId::ComputerHog, Outcome::WatchOut, &hog.app, hog.class, hog.cpu_ratio));
    }
    for row in o.apps.iter().filter(|row| row.pattern == LoadPattern::Bursty) {
        let much = row.p90_ratio >= limits::BURST_RATIO;
        let outcome = if much { Outcome::WatchOut } else { Outcome::Good };
        findings.push(app(FindingId::ComputerBursty, outcome, &row.load.app, row.load.class, row.p90_ratio));
    }
    findings
}

fn app(id: FindingId, outcome: Outcome, name: &str, class: AppClass, ratio: f64) -> Finding {
    Finding::new(id, outcome)
        .text("app", name)
        .text("class", class_word(class))
        .number("ratio", ratio)
        .advise(advice::of_class(class))
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

fn programs(o: &ComputerObservation) -> Vec<Finding> {
    let named = |id, outcome, name: &String| told(id, outcome).text("app", name);
    let mut findings = Vec::new();
    findings.extend(o.camera_held_by.iter().map(|n| named(FindingId::ComputerCameraHeld, Outcome::WatchOut, n)));
    findings
        .extend(o.microphone_held_by.iter().map(|n| named(FindingId::ComputerMicrophoneHeld, Outcome::WatchOut, n)));
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
