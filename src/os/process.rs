//! The processes of this computer with the processor time that they have used, and the load as a whole.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System, ThreadKind, UpdateKind};

/// What a process is. Read once when it is first seen, and again when asked for: a process between fork and exec still
/// bears its parent's name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// The system's short name (on Linux cut at 15 bytes).
    pub name: String,
    /// Path of the program file, where this user may see it.
    pub exe: Option<String>,
    /// Linux: the last part of its control group's path, `app-org.example.App-123.scope` for example.
    pub cgroup: Option<String>,
    /// A thread of the kernel.
    pub kernel: bool,
}

/// One process at one moment. Pids are used again by the system; pid and start together name one process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawProcess {
    /// Its number.
    pub pid: u32,
    /// Its parent's number, if it has one.
    pub parent: Option<u32>,
    /// When it started, in seconds since 1970.
    pub start_s: u64,
    /// How long it has run, in seconds.
    pub age_s: u64,
    /// Processor time of all its threads since it started, in ms.
    pub cpu_ms: u64,
    /// What it is.
    pub identity: Arc<Identity>,
}

/// All processes at one moment.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// When, by the monotonic clock.
    pub at: Instant,
    /// Share of all processors that was in use since the snapshot before, 0 to 1. Says nothing in the first one.
    pub busy_ratio: f64,
    /// Logical processors.
    pub cpus: usize,
    /// The processes, threads left out.
    pub processes: Vec<RawProcess>,
}

/// The processes can't be listed on this system.
#[derive(Debug, thiserror::Error)]
#[error("list processes: {0}")]
pub struct ProcessError(String);

/// Reads processes again and again at little cost.
pub struct Reader {
    system: System,
    busy: busy::Meter,
    known: HashMap<(u32, u64), Arc<Identity>>,
}

impl Reader {
    /// A reader that has read nothing yet.
    ///
    /// # Errors
    /// When the system is not supported.
    pub fn new() -> Result<Self, ProcessError> {
        let system = System::new().map_err(|e| ProcessError(e.to_string()))?;
        Ok(Self { system, busy: busy::Meter::new(), known: HashMap::new() })
    }

    /// Reads all processes. What a process is is only read for new ones and for those in `again`.
    pub fn read(&mut self, again: &HashSet<u32>) -> Snapshot {
        let busy_ratio = self.busy.read(&mut self.system);
        let at = Instant::now();
        // Threads are processes of their own to sysinfo unless told otherwise: their time would count twice.
        let times = ProcessRefreshKind::nothing().without_tasks().with_cpu();
        self.system.refresh_processes_specifics(ProcessesToUpdate::All, true, times);
        self.identify(again);
        let processes = self.system.processes().values().filter(|p| counts(p)).filter_map(|p| {
            let key = (p.pid().as_u32(), p.start_time());
            Some(RawProcess {
                pid: key.0,
                parent: p.parent().map(Pid::as_u32),
                start_s: key.1,
                age_s: p.run_time(),
                cpu_ms: p.accumulated_cpu_time(),
                identity: self.known.get(&key)?.clone(),
            })
        });
        let processes = processes.collect();
        Snapshot { at, busy_ratio: busy_ratio.clamp(0.0, 1.0), cpus: self.system.cpus().len().max(1), processes }
    }

    fn identify(&mut self, again: &HashSet<u32>) {
        let Self { system, known, .. } = self;
        known.retain(|(pid, start), _| system.process(Pid::from_u32(*pid)).is_some_and(|p| p.start_time() == *start));
        let wanted: Vec<Pid> = system
            .processes()
            .values()
            .filter(|p| again.contains(&p.pid().as_u32()) || !known.contains_key(&(p.pid().as_u32(), p.start_time())))
            .map(sysinfo::Process::pid)
            .collect();
        if wanted.is_empty() {
            return;
        }
        let names = ProcessRefreshKind::nothing().without_tasks().with_exe(UpdateKind::Always);
        system.refresh_processes_specifics(ProcessesToUpdate::Some(&wanted), false, names);
        for process in wanted.iter().filter_map(|pid| system.process(*pid)) {
            let key = (process.pid().as_u32(), process.start_time());
            let kernel = process.thread_kind() == Some(ThreadKind::Kernel);
            let fresh = Identity {
                name: process.name().to_string_lossy().into_owned(),
                exe: process.exe().map(|e| e.to_string_lossy().into_owned()).filter(|e| !e.is_empty()),
                cgroup: if kernel { None } else { cgroup_leaf(key.0) },
                kernel,
            };
            match known.get(&key) {
                Some(before) if **before == fresh => {}
                _ => {
                    known.insert(key, Arc::new(fresh));
                }
            }
        }
    }
}

/// Windows keeps what is idle as a process with the number 0.
fn counts(process: &sysinfo::Process) -> bool {
    process.pid().as_u32() != 0 && process.thread_kind() != Some(ThreadKind::Userland)
}

/// The load of all processors together.
#[cfg(not(windows))]
mod busy {
    use sysinfo::{CpuRefreshKind, System};

    pub(super) struct Meter;

    impl Meter {
        pub(super) fn new() -> Self {
            Self
        }

        pub(super) fn read(&mut self, system: &mut System) -> f64 {
            system.refresh_cpu_specifics(CpuRefreshKind::nothing().with_usage());
            f64::from(system.global_cpu_usage()) / 100.0
        }
    }
}

/// The load of all processors together. sysinfo asks the performance counters, which are slow to start and broken on
/// some computers; the system's own sums are neither.
#[cfg(windows)]
mod busy {
    use sysinfo::System;
    use windows_sys::Win32::Foundation::FILETIME;
    use windows_sys::Win32::System::Threading::GetSystemTimes;

    pub(super) struct Meter {
        idle: u64,
        all: u64,
    }

    impl Meter {
        pub(super) fn new() -> Self {
            Self { idle: 0, all: 0 }
        }

        pub(super) fn read(&mut self, _system: &mut System) -> f64 {
            let Some((idle, all)) = times() else {
                return 0.0;
            };
            let (waited, passed) = (idle.saturating_sub(self.idle), all.saturating_sub(self.all));
            (self.idle, self.all) = (idle, all);
            if passed == 0 { 0.0 } else { 1.0 - (waited as f64 / passed as f64).min(1.0) }
        }
    }

    /// Idle time and all time of all processors since the start, in units of 100 ns.
    #[expect(unsafe_code, reason = "the only call that tells it")]
    fn times() -> Option<(u64, u64)> {
        let mut times = [FILETIME::default(); 3];
        let [idle, kernel, user] = &mut times;
        // SAFETY: the three pointers are valid for the time of the call, which keeps none of them.
        let told = unsafe { GetSystemTimes(idle, kernel, user) } != 0;
        let [idle, kernel, user] = times.map(|t| (u64::from(t.dwHighDateTime) << 32) | u64::from(t.dwLowDateTime));
        // The kernel's time has the idle time in it.
        told.then(|| (idle, kernel.saturating_add(user)))
    }
}

#[cfg(target_os = "linux")]
fn cgroup_leaf(pid: u32) -> Option<String> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/cgroup")).ok()?;
    leaf_of(&text)
}

#[cfg(not(target_os = "linux"))]
fn cgroup_leaf(_pid: u32) -> Option<String> {
    None
}

/// The last part of the unified hierarchy's path (the line that begins with `0::`), cgroups(7).
#[cfg(any(target_os = "linux", test))]
fn leaf_of(text: &str) -> Option<String> {
    let path = text.lines().find_map(|l| l.strip_prefix("0::"))?;
    path.rsplit('/').next().filter(|leaf| !leaf.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unified_line_counts() {
        let text = "12:cpu:/x/y\n1:name=systemd:/a\n0::/user.slice/app.slice/app-flatpak-us.zoom.Zoom-77.scope\n";
        assert_eq!(leaf_of(text).as_deref(), Some("app-flatpak-us.zoom.Zoom-77.scope"));
        assert_eq!(leaf_of("0::/\n"), None);
        assert_eq!(leaf_of("1:cpu:/x\n"), None);
    }

    #[test]
    fn sees_this_process_once_with_its_program() {
        let mut reader = Reader::new().unwrap();
        let snapshot = reader.read(&HashSet::new());
        let own: Vec<_> = snapshot.processes.iter().filter(|p| p.pid == std::process::id()).collect();
        assert_eq!(own.len(), 1);
        let exe = std::env::current_exe().unwrap().canonicalize().unwrap();
        assert_eq!(own[0].identity.exe.as_deref(), exe.to_str());
        let second = reader.read(&HashSet::new());
        let again = second.processes.iter().find(|p| p.pid == std::process::id()).unwrap();
        assert!(Arc::ptr_eq(&own[0].identity, &again.identity));
        assert!(again.cpu_ms >= own[0].cpu_ms);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn threads_are_not_processes() {
        let (stop, wait) = std::sync::mpsc::sync_channel::<()>(0);
        let thread = std::thread::Builder::new()
            .name("gr-test".into())
            .spawn(move || {
                let _ = wait.recv();
            })
            .unwrap();
        let processes = Reader::new().unwrap().read(&HashSet::new()).processes;
        drop(stop);
        thread.join().unwrap();
        let folders = std::fs::read_dir("/proc").unwrap();
        let numbers = folders.filter_map(|f| f.ok()?.file_name().to_str()?.parse::<u32>().ok()).count();
        // Others come and go meanwhile; with threads it would be many more.
        assert!(processes.len() <= numbers + 50, "{} of {numbers}", processes.len());
        let tasks: HashSet<u32> = std::fs::read_dir("/proc/self/task")
            .unwrap()
            .filter_map(|f| f.ok()?.file_name().to_str()?.parse().ok())
            .filter(|t| *t != std::process::id())
            .collect();
        assert!(processes.iter().all(|p| !tasks.contains(&p.pid)));
    }
}
