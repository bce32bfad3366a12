//! The watch on the real computer: a busy program is found by name, a short one is not accused, and we never are.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod skips;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use greenroom::assess::judge;
use greenroom::model::observation::{AppClass, ComputerObservation, Observation};
use greenroom::model::run::{EventBody, Stage};
use greenroom::model::{CheckId, RunState};
use greenroom::os::process::Reader;
use greenroom::probe::computer::Probe;
use greenroom::probe::ports::{ComputerProbe, EventSink};

const HOG: &str = "busyloop-test";
const BLIP: &str = "blip-test";

fn sink() -> (EventSink, Receiver<EventBody>) {
    let (sender, receiver) = sync_channel(1000);
    let sink = EventSink::new(move |check, body| {
        assert_eq!(check, CheckId::Computer);
        let _ = sender.send(body);
    });
    (sink, receiver)
}

/// Programs to be ended, whatever happens.
#[derive(Default)]
struct Programs(Vec<PathBuf>);

impl Programs {
    /// A shell under a telling name. It must not be our child: those are left out.
    fn start(&mut self, folder: &Path, name: &str, script: &str) {
        let program = folder.join(name);
        std::fs::copy(std::fs::canonicalize("/bin/sh").unwrap(), &program).unwrap();
        let pid_file = folder.join(format!("{name}.pid"));
        self.0.push(pid_file.clone());
        let start = r#""$0" -c "$2" >/dev/null 2>&1 & echo $! > "$1""#;
        let done = Command::new("/bin/sh").args(["-c", start]).arg(program).arg(pid_file).arg(script).status();
        assert!(done.unwrap().success());
    }
}

/// Processor seconds that a program has used, by the system's own count (proc(5), fields 14 and 15, 100 a second).
fn used_s(pid_file: &Path) -> Option<f64> {
    let pid = std::fs::read_to_string(pid_file).ok()?;
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim())).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |i: usize| fields.get(i)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

impl Drop for Programs {
    fn drop(&mut self) {
        for file in &self.0 {
            let pid = std::fs::read_to_string(file).unwrap_or_default();
            let _ = Command::new("kill").args(["-9", pid.trim()]).stderr(std::process::Stdio::null()).status();
        }
    }
}

/// The observation with what follows from it.
fn judged(seen: ComputerObservation) -> ComputerObservation {
    let mut run = RunState::default();
    run.requirement.checks = vec![CheckId::Computer];
    run.stages.insert(CheckId::Computer, Stage::Done);
    run.observations.computer = Some(seen);
    judge(&run).computer.unwrap()
}

#[test]
fn a_hog_is_named_a_blip_is_not_and_we_never_are() {
    if skips::slow() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut programs = Programs::default();
    programs.start(folder.path(), HOG, "while :; do :; done");

    // Our own load, all the time: must not be held against anyone.
    let spin = Arc::new(AtomicBool::new(true));
    let spinning = spin.clone();
    let work = move || {
        while spinning.load(Ordering::Relaxed) {
            std::hint::spin_loop();
        }
    };
    let spinner = std::thread::Builder::new().name("gr-spin".into()).spawn(work).unwrap();

    let (sink, events) = sink();
    let hog_pid = folder.path().join(format!("{HOG}.pid"));
    let (begun, used_before) = (Instant::now(), used_s(&hog_pid));
    let running = Probe::new().start(12, sink);
    let (mut last, mut observations, mut ended): (Option<ComputerObservation>, u32, bool) = (None, 0, false);
    while let Ok(event) = events.recv_timeout(Duration::from_secs(20)) {
        match event {
            EventBody::Observed { observation: Observation::Computer(seen) } => {
                observations += 1;
                if observations == 4 {
                    programs.start(folder.path(), BLIP, "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done");
                }
                last = Some(*seen);
            }
            EventBody::CheckStep { .. } => {}
            EventBody::CheckEnded => {
                ended = true;
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    let (watched_s, used_after) = (begun.elapsed().as_secs_f64(), used_s(&hog_pid));
    drop(running);
    spin.store(false, Ordering::Relaxed);
    spinner.join().unwrap();
    drop(programs);

    assert!(ended, "the check did not end");
    assert!(begun.elapsed() < Duration::from_secs(25), "{:?}", begun.elapsed());
    assert_eq!(observations, 12);
    let seen = judged(last.unwrap());
    println!("{}", serde_json::to_string_pretty(&seen).unwrap());
    let loop_row = seen.apps.iter().find(|a| a.load.app == HOG).expect("the busy loop is told by name");
    let (load, cpus) = (&loop_row.load, Reader::new().unwrap().read(&HashSet::new()).cpus as f64);
    assert_eq!((load.class, load.processes), (AppClass::Other, 1));
    // The truth on a machine of any busyness: what the kernel counted for that process.
    if let (Some(before), Some(after)) = (used_before, used_after) {
        let truth = (after - before) / watched_s / cpus;
        assert!((load.cpu_ratio - truth).abs() < 0.05, "{} instead of {truth}", load.cpu_ratio);
    }
    if load.cpu_ratio >= 0.25 {
        assert!(seen.hogs.contains(load), "{:?}", seen.hogs);
    } else {
        skips::skip(format!("others use the machine, the busy loop got {:.0} % of it", load.cpu_ratio * 100.0));
    }
    assert!(seen.hogs.iter().all(|h| h.app != BLIP), "{:?}", seen.hogs);
    let own = std::env::current_exe().unwrap();
    let own = own.file_name().unwrap().to_str().unwrap();
    assert!(seen.apps.iter().all(|a| a.load.app != own), "{:?}", seen.apps);
    assert!(seen.own_ratio.unwrap() > 0.02, "{:?}", seen.own_ratio);
    assert_eq!(seen.samples, 12);
    assert!(seen.memory_available_ratio.unwrap() > 0.0);
    for ratio in [seen.cpu_busy_ratio, seen.own_ratio, seen.rest_ratio] {
        assert!((0.0..=1.0).contains(&ratio.unwrap()));
    }
}

#[test]
fn nothing_comes_after_it_is_cancelled() {
    let (sink, events) = sink();
    let running = Probe::new().start(30, sink);
    // The first step tells that it runs.
    assert!(matches!(events.recv_timeout(Duration::from_secs(10)), Ok(EventBody::CheckStep { .. })));
    let begun = Instant::now();
    drop(running);
    // The thread drops the sink when it ends; what came before the cancel may still be read.
    let end = loop {
        match events.recv_timeout(Duration::from_secs(10)) {
            Ok(EventBody::CheckEnded | EventBody::CheckUnknown { .. }) => panic!("an end after the cancel"),
            Ok(_) => {}
            Err(end) => break end,
        }
    };
    assert_eq!(end, RecvTimeoutError::Disconnected);
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
}
