//! How long each phase takes, and what the measurement waits for: every duration of it.

use std::time::Duration;

use crate::model::run::Step;
use crate::probe::ports::NetworkPlan;

/// A call under way is reviewed this often.
pub const REVIEW_EVERY: Duration = Duration::from_secs(1);
/// A report over TCP that takes longer than this, while datagrams come back, says that a call leaves no room on the line.
pub const CLOGGED: Duration = Duration::from_secs(2);
/// So many times the usual limit an answer over TCP may take while datagrams are answered: a retransmission is tried after
/// 0.2, 0.6, 1.4, 3, 6.2 and 12.6 s (RFC 6298).
pub const CHOKED: u32 = 2;
/// So much longer than usual a load may take, at most.
pub const LOAD_LONGER: f64 = 1.6;
/// The least that is left for a load where time runs out.
pub const LEAST_LOAD: Duration = Duration::from_secs(1);
/// The queue is to have been full for this long.
pub const FULL_FOR: Duration = Duration::from_millis(800);
/// A load that has nothing left to send is over when nothing has arrived for this long.
pub const DRIED_UP: Duration = Duration::from_millis(400);

/// The quiet watch is counted in stretches of this length: one that is over and settled is summed up, and its datagrams are
/// not gone through again.
pub const QUIET_STRETCH: Duration = Duration::from_secs(60);
/// A stretch is settled when the next one has gone on for this long: longer than any answer takes.
pub const QUIET_SETTLED: Duration = Duration::from_secs(15);
/// What the quiet watch has seen is told this often also where nothing happened.
pub const QUIET_TELL: Duration = Duration::from_secs(5);
/// Answers that stay away for this long do not come back.
pub const QUIET_SILENCE: Duration = Duration::from_secs(45);
/// A question of STUN is sent at once, and again after these times while nothing came back. `network.md`, section 1.
pub const STUN_TRIES: [Duration; 3] = [Duration::ZERO, Duration::from_millis(250), Duration::from_millis(750)];
/// Nothing came back by then: it does not any more. `network.md`, section 1.
pub const STUN_LIMIT: Duration = Duration::from_millis(1500);
/// After an error of a socket, so that a system that repeats it is not asked without end.
pub const SOCKET_PAUSE: Duration = Duration::from_millis(20);

/// The router is asked this often. `network.md`: gateway round trips alongside.
pub const GATEWAY_EVERY: Duration = Duration::from_millis(100);
/// A router that has not answered by then does not any more.
pub const GATEWAY_LIMIT: Duration = Duration::from_secs(1);

/// The signal of a Wi-Fi card is read this often.
pub const SIGNAL_EVERY: Duration = Duration::from_secs(1);

/// The kind of addresses that the system prefers may answer so much later than the other (RFC 8305, section 8).
pub const HEAD_START: Duration = Duration::from_millis(250);
/// Pages that tell of a sign-in page have to come by then. `system.md`, part 3.
pub const PORTAL_LIMIT: Duration = Duration::from_secs(5);

/// How long a step usually takes.
fn usual(step: Step) -> Duration {
    Duration::from_millis(step.usual_ms().unwrap_or_default())
}

/// Lengths of the phases and limits of one measurement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing {
    /// Unloaded line.
    pub idle: Duration,
    /// Trains.
    pub trains: Duration,
    /// Pretend call.
    pub call: Duration,
    /// The least that a level is tried for after a higher one was given up.
    pub least_attempt: Duration,
    /// Longest wait until the queue that a load of our own filled is empty.
    pub emptying: Duration,
    /// Load, each direction at most.
    pub load: Duration,
    /// Watch; zero leaves it out.
    pub watch: Duration,
    /// The watch is left out when less than this is left for it.
    pub least_watch: Duration,
    /// The whole measurement is to be over by then: the watch is shortened. Levels that are given up come on top.
    pub whole: Duration,
    /// Looking up the name and connecting.
    pub connect: Duration,
    /// An answer on the control connection.
    pub answer: Duration,
    /// A datagram that arrives later than this after the fastest is lost (or 3 round trips, if that is more).
    pub window: Duration,
    /// Bytes that the load may bring down at most.
    pub load_down_bytes: u64,
    /// Bytes that the load may take up at most.
    pub load_up_bytes: u64,
}

impl Timing {
    /// At most 20 s and 45 MB.
    #[must_use]
    pub fn standard() -> Self {
        Self {
            idle: usual(Step::NetworkIdle),
            trains: usual(Step::NetworkTrains),
            call: usual(Step::NetworkCall),
            least_attempt: Duration::from_secs(2),
            emptying: Duration::from_secs(3),
            load: usual(Step::NetworkLoadDown),
            watch: usual(Step::NetworkWatch),
            least_watch: Duration::from_secs(1),
            whole: Duration::from_millis(19_500),
            connect: Duration::from_secs(4),
            answer: Duration::from_secs(6),
            window: Duration::from_secs(1),
            // What is on its way when a load is stopped comes on top.
            load_down_bytes: 19_000_000,
            load_up_bytes: 12_000_000,
        }
    }

    /// At most 10 s.
    #[must_use]
    pub fn quick() -> Self {
        Self {
            idle: Duration::from_secs(1),
            call: Duration::from_secs(3),
            load: Duration::from_millis(1400),
            watch: Duration::ZERO,
            whole: Duration::from_millis(9500),
            ..Self::standard()
        }
    }

    /// At most 10 MB: a shorter call, and a second of datagrams instead of TCP load.
    #[must_use]
    pub fn metered() -> Self {
        Self {
            idle: Duration::from_secs(1),
            call: Duration::from_secs(4),
            load: Duration::from_secs(1),
            watch: Duration::ZERO,
            load_down_bytes: 2_000_000,
            load_up_bytes: 2_000_000,
            ..Self::standard()
        }
    }

    /// What this plan asks for.
    #[must_use]
    pub fn of(plan: &NetworkPlan) -> Self {
        let mut timing = if plan.metered { Self::metered() } else { Self::standard() };
        if plan.quick {
            let quick = Self::quick();
            timing = Self { load_down_bytes: timing.load_down_bytes, load_up_bytes: timing.load_up_bytes, ..quick };
        }
        timing
    }

    /// All phases together.
    #[must_use]
    pub fn phases(&self) -> Duration {
        self.idle + self.trains + self.call + self.load * 2 + self.watch
    }
}
