use std::sync::Arc;

use super::*;
use crate::os::process::Identity;

const OWN: u32 = 7;

fn process(pid: u32, exe: &str, cpu_ms: u64) -> RawProcess {
    let identity = Identity { name: "short".into(), exe: Some(exe.into()), ..Identity::default() };
    RawProcess { pid, parent: Some(1), start_s: 1000, age_s: 60, cpu_ms, identity: Arc::new(identity) }
}

/// Feeds one snapshot a second; `at` gives the processes of the i-th.
fn watched(snapshots: u32, cpus: usize, busy_ratio: f64, at: impl Fn(u64) -> Vec<RawProcess>) -> ComputerObservation {
    let mut watch = Watch::new(Catalogue::builtin(), Os::Linux, OWN);
    let start = Instant::now();
    for i in 0..u64::from(snapshots) {
        let processes = at(i);
        watch.add(&Snapshot { at: start + Duration::from_secs(i), busy_ratio, cpus, processes });
    }
    watch.observation()
}

#[test]
fn a_hog_by_name_with_its_share() {
    let seen = watched(13, 4, 0.30, |i| {
        vec![
            process(10, "/usr/bin/rclone", 5000 + i * 900),
            process(11, "/usr/bin/editor", i * 4),
            process(OWN, "/g", i * 100),
        ]
    });
    assert_eq!(seen.samples, 12);
    assert_eq!((seen.cpus, seen.apps.len()), (4, 1));
    let hog = &seen.apps[0].load;
    assert!(seen.apps[0].shares.len() == 12 && seen.apps[0].shares.iter().all(|share| (share - 0.225).abs() < 1e-9));
    assert_eq!((hog.app.as_str(), hog.class, hog.processes), ("rclone", AppClass::CloudSync, 1));
    assert!((hog.cpu_ratio - 0.225).abs() < 1e-9, "{}", hog.cpu_ratio);
    assert_eq!(seen.apps.len(), 1, "{:?}", seen.apps);
    assert!((seen.own_ratio.unwrap() - 0.025).abs() < 1e-9);
    assert!((seen.cpu_busy_ratio.unwrap() - 0.275).abs() < 1e-9);
    assert!((seen.rest_ratio.unwrap() - (0.30 - 0.025 - 0.225 - 0.001)).abs() < 1e-9);
}

#[test]
fn many_processes_of_one_app_add_up() {
    let seen =
        watched(13, 2, 0.5, |i| (0..31).map(|n| process(100 + n, "/opt/google/chrome/chrome", i * 20)).collect());
    assert_eq!((seen.apps[0].load.app.as_str(), seen.apps[0].load.processes), ("Chrome", 31));
    assert!((seen.apps[0].load.cpu_ratio - 0.31).abs() < 1e-9);
}

#[test]
fn a_blip_is_told_of() {
    let seen = watched(13, 1, 0.1, |i| vec![process(10, "/usr/bin/indexer", if i < 6 { 0 } else { 900 })]);
    assert_eq!(seen.apps[0].shares.iter().filter(|share| **share > 0.5).count(), 1);
}

#[test]
fn our_own_load_is_never_an_app() {
    let seen = watched(13, 1, 1.0, |i| vec![process(OWN, "/usr/bin/greenroom", i * 1000)]);
    assert!(seen.apps.is_empty());
    assert_eq!((seen.own_ratio, seen.cpu_busy_ratio, seen.rest_ratio), (Some(1.0), Some(0.0), Some(0.0)));
}

#[test]
fn what_no_process_explains_does_not_vanish() {
    let seen = watched(13, 1, 0.7, |_| vec![]);
    assert!(seen.apps.is_empty());
    assert!((seen.rest_ratio.unwrap() - 0.7).abs() < 1e-9);
}

#[test]
fn a_newcomer_counts_from_its_start_and_an_old_stranger_does_not() {
    let seen = watched(13, 1, 1.0, |i| {
        let mut all = Vec::new();
        if i >= 6 {
            let mut young = process(20, "/usr/bin/young", (i - 5) * 500);
            young.age_s = i - 6;
            all.push(young);
            // Hours of work before we could see it.
            all.push(process(21, "/usr/bin/old", 9_000_000));
        }
        all
    });
    assert_eq!(seen.apps.len(), 1, "{:?}", seen.apps);
    assert_eq!(seen.apps[0].load.app, "young");
    assert!((seen.apps[0].load.cpu_ratio - 7.0 * 0.5 / 12.0).abs() < 1e-9);
}

#[test]
fn a_number_used_again_is_not_a_negative_or_a_giant_share() {
    let seen = watched(13, 1, 0.2, |i| {
        let mut reused = process(30, "/usr/bin/x", if i < 6 { 100_000 } else { 10 });
        reused.start_s = if i < 6 { 1000 } else { 5000 };
        reused.age_s = if i < 6 { 60 } else { i - 6 };
        vec![reused]
    });
    assert!(seen.apps.iter().all(|a| a.load.cpu_ratio < 0.01), "{:?}", seen.apps);
}

#[test]
fn few_samples_are_told_as_few() {
    let seen = watched(6, 1, 1.0, |i| vec![process(10, "/usr/bin/rclone", i * 1000)]);
    assert_eq!(seen.samples, 5);
    assert_eq!(seen.apps[0].shares.len(), 5);
    let first = watched(1, 1, 1.0, |_| vec![]);
    assert_eq!((first.samples, first.cpu_busy_ratio), (0, None));
}

#[test]
fn meeting_programs_that_run() {
    let seen = watched(3, 1, 0.0, |i| {
        let mut all = vec![process(10, "/opt/zoom/zoom", 0)];
        if i == 0 {
            all.push(process(11, "/usr/lib/slack/slack", 0));
        }
        all
    });
    assert_eq!(seen.other_meeting_apps, ["Zoom"]);
}

#[test]
fn the_systems_own_work_has_a_row_of_its_own() {
    let seen = watched(13, 1, 1.0, |i| vec![process(10, "/usr/lib/systemd/systemd", i * 900)]);
    assert_eq!((seen.apps[0].load.app.as_str(), seen.apps[0].load.class), ("system", AppClass::System));
}

#[test]
fn two_snapshots_close_together_are_one_sample() {
    let mut watch = Watch::new(Catalogue::builtin(), Os::Linux, OWN);
    let start = Instant::now();
    for ms in [0, 100, 1000] {
        let processes = vec![process(10, "/usr/bin/x", ms)];
        watch.add(&Snapshot { at: start + Duration::from_millis(ms), busy_ratio: 1.0, cpus: 1, processes });
    }
    assert_eq!(watch.samples(), 1);
    assert!((watch.observation().apps[0].load.cpu_ratio - 1.0).abs() < 1e-9);
}
