//! Notices that the computer slept or that somebody set the clock: what was measured across that says nothing.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Shorter sleeps than this do no harm.
const SLEPT: Duration = Duration::from_secs(2);
/// Time services correct less than this without telling; more is a set clock or a paused virtual machine.
const CLOCK_SET: Duration = Duration::from_secs(5);

/// Three clocks at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// A steady clock that stands still while the computer sleeps.
    pub awake: Duration,
    /// A steady clock that goes on while it sleeps.
    pub always: Duration,
    /// The clock on the wall, since 1970.
    pub wall: Duration,
}

/// What happened between two readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jump {
    /// The computer slept this long.
    Slept(Duration),
    /// The wall clock was set forward or back by this much, or a virtual machine was paused.
    ClockSet(Duration),
}

/// What happened between two readings, if anything did.
#[must_use]
pub fn jump(before: Reading, after: Reading) -> Option<Jump> {
    let awake = after.awake.saturating_sub(before.awake);
    let always = after.always.saturating_sub(before.always);
    let slept = always.saturating_sub(awake);
    if slept >= SLEPT {
        return Some(Jump::Slept(slept));
    }
    let expected = before.wall + always;
    let off = after.wall.abs_diff(expected);
    (off >= CLOCK_SET).then_some(Jump::ClockSet(off))
}

/// Looks now and then.
#[derive(Debug)]
pub struct Watch {
    before: Reading,
}

impl Default for Watch {
    fn default() -> Self {
        Self::new()
    }
}

impl Watch {
    /// Begins now.
    #[must_use]
    pub fn new() -> Self {
        Self { before: read() }
    }

    /// What happened since the reading before, if anything did.
    pub fn read_jump(&mut self) -> Option<Jump> {
        let after = read();
        let found = jump(self.before, after);
        self.before = after;
        found
    }
}

/// The clocks are to be read at one moment: a reading that was interrupted for this long is done again.
const INTERRUPTED: Duration = Duration::from_millis(200);

fn read() -> Reading {
    let mut tries = 0;
    loop {
        tries += 1;
        let (awake, always) = steady();
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        if steady().1.saturating_sub(always) < INTERRUPTED || tries >= 5 {
            return Reading { awake, always, wall };
        }
    }
}

#[cfg(unix)]
fn steady() -> (Duration, Duration) {
    use nix::time::{ClockId, clock_gettime};
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let (awake, always) = (ClockId::CLOCK_MONOTONIC, ClockId::CLOCK_BOOTTIME);
    // macOS: the monotonic clock goes on while asleep, the uptime clock does not (clock_gettime(3)).
    #[cfg(target_os = "macos")]
    let (awake, always) = (ClockId::from_raw(libc::CLOCK_UPTIME_RAW), ClockId::CLOCK_MONOTONIC);
    #[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
    let (awake, always) = (ClockId::CLOCK_MONOTONIC, ClockId::CLOCK_MONOTONIC);
    let now = |clock| clock_gettime(clock).map_or(Duration::ZERO, Duration::from);
    (now(awake), now(always))
}

#[cfg(windows)]
#[expect(unsafe_code, reason = "the only call that tells the time awake")]
fn steady() -> (Duration, Duration) {
    use std::sync::OnceLock;
    use std::time::Instant;

    use windows_sys::Win32::System::WindowsProgramming::QueryUnbiasedInterruptTime;

    static BEGIN: OnceLock<Instant> = OnceLock::new();
    // The performance counter behind Instant goes on while asleep.
    let always = BEGIN.get_or_init(Instant::now).elapsed();
    let mut units = 0_u64;
    // SAFETY: the pointer is valid for one u64 for the time of the call, which keeps nothing.
    let told = unsafe { QueryUnbiasedInterruptTime(&raw mut units) } != 0;
    // Units of 100 ns.
    let awake = if told { Duration::from_nanos(units.saturating_mul(100)) } else { always };
    (awake, always)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(awake_s: u64, always_s: u64, wall_s: u64) -> Reading {
        let seconds = Duration::from_secs;
        Reading { awake: seconds(awake_s), always: seconds(always_s), wall: seconds(1_000_000 + wall_s) }
    }

    #[test]
    fn an_ordinary_interval_is_none() {
        assert_eq!(jump(reading(10, 10, 10), reading(12, 12, 12)), None);
        // A process that got no time for a minute has not slept.
        assert_eq!(jump(reading(10, 10, 10), reading(70, 70, 70)), None);
        // Corrections of a time service.
        assert_eq!(jump(reading(10, 10, 10), reading(12, 12, 16)), None);
        assert_eq!(jump(reading(10, 10, 10), reading(12, 12, 8)), None);
    }

    #[test]
    fn sleep_is_told_with_its_length() {
        let slept = Some(Jump::Slept(Duration::from_secs(600)));
        assert_eq!(jump(reading(10, 10, 10), reading(12, 612, 612)), slept);
        // Also when the clock was set meanwhile, and after earlier sleeps.
        assert_eq!(jump(reading(10, 5010, 10), reading(12, 5612, 99)), slept);
        assert_eq!(jump(reading(10, 10, 10), reading(12, 13, 13)), None);
    }

    #[test]
    fn a_set_clock_is_told_both_ways() {
        let set = Some(Jump::ClockSet(Duration::from_secs(3600)));
        assert_eq!(jump(reading(10, 10, 10_000), reading(12, 12, 13_602)), set);
        assert_eq!(jump(reading(10, 10, 10_000), reading(12, 12, 6_402)), set);
    }

    #[test]
    fn the_real_clocks_agree() {
        let mut watch = Watch::new();
        assert_eq!(watch.read_jump(), None);
        let now = read();
        assert!(now.awake > Duration::ZERO && now.always >= now.awake && now.wall > Duration::ZERO);
    }
}
