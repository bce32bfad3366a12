//! Whether what was measured still says something: the computer may sleep, the clock or the network may change meanwhile.

use std::time::Duration;

use crate::model::CheckId;
use crate::model::run::{Phase, RunState, VoidReason};
use crate::session::options::VoidWatch;

/// How often sleep and the network are checked.
const EVERY: Duration = Duration::from_secs(2);

pub(super) struct Validity {
    watch: VoidWatch,
    checked_at: Duration,
}

impl Validity {
    pub(super) fn new(watch: VoidWatch) -> Self {
        Self { watch, checked_at: Duration::ZERO }
    }

    /// What happened to clock and network until now is no matter any more.
    pub(super) fn restart(&mut self, now: Duration) {
        self.checked_at = now;
        let _ = (self.watch)();
    }

    /// Why the run says nothing any more, if that is so.
    pub(super) fn lost(&mut self, now: Duration, state: &RunState) -> Option<VoidReason> {
        if state.phase != Phase::Running && !state.is_watching() || now.saturating_sub(self.checked_at) < EVERY {
            return None;
        }
        self.checked_at = now;
        let matters =
            |why: &VoidReason| *why != VoidReason::NetworkChanged || state.requirement.wants(CheckId::Network);
        (self.watch)().filter(matters)
    }
}
