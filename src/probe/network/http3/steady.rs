//! The congestion control of a call: it sends at its rate, whatever was lost. How much may leave in all is what the call's rhythm
//! has granted: what was lost is sent again within that alone, or a line that loses much would be flooded with what it has just
//! lost.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use quinn_proto::congestion::{Controller, ControllerFactory};

/// Larger than this a window is not paced either (quinn-proto's pacer).
const WINDOW_BYTES: u64 = 1 << 40;
/// What may leave before the call begins: handshake, settings, requests.
const OPENING_BYTES: u64 = 64 * 1024;
/// Unused grants are kept up to this: what waits for a moment may still leave, and no flood gathers.
const KEPT_BYTES: u64 = 64 * 1024;

/// What may leave on a connection.
#[derive(Debug)]
pub struct Budget {
    granted: AtomicU64,
    sent: AtomicU64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { granted: AtomicU64::new(OPENING_BYTES), sent: AtomicU64::new(0) }
    }
}

impl Budget {
    /// So many bytes more may leave.
    pub fn grant(&self, bytes: u64) {
        let most = self.sent.load(Ordering::Relaxed) + KEPT_BYTES;
        let grown = self.granted.load(Ordering::Relaxed) + bytes;
        self.granted.store(grown.min(most.max(OPENING_BYTES)), Ordering::Relaxed);
    }

    fn is_spent(&self) -> bool {
        self.sent.load(Ordering::Relaxed) >= self.granted.load(Ordering::Relaxed)
    }
}

/// Makes such a control for a connection.
#[derive(Debug, Clone, Default)]
pub struct Steady(pub Arc<Budget>);

impl ControllerFactory for Steady {
    fn build(self: Arc<Self>, _: Instant, _: u16) -> Box<dyn Controller> {
        Box::new(Self(self.0.clone()))
    }
}

impl Controller for Steady {
    fn on_sent(&mut self, _: Instant, bytes: u64, _: u64) {
        self.0.sent.fetch_add(bytes, Ordering::Relaxed);
    }

    fn on_congestion_event(&mut self, _: Instant, _: Instant, _: bool, _: u64) {}

    fn on_mtu_update(&mut self, _: u16) {}

    fn window(&self) -> u64 {
        if self.0.is_spent() { 0 } else { WINDOW_BYTES }
    }

    fn clone_box(&self) -> Box<dyn Controller> {
        Box::new(self.clone())
    }

    fn initial_window(&self) -> u64 {
        WINDOW_BYTES
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_granted_may_leave_and_no_more() {
        let mut steady = Steady::default();
        let now = Instant::now();
        steady.on_sent(now, OPENING_BYTES - 1, 1);
        assert_eq!(steady.window(), WINDOW_BYTES);
        steady.on_sent(now, 1, 2);
        assert_eq!(steady.window(), 0, "a storm of what was lost ends here");
        steady.0.grant(1200);
        assert_eq!(steady.window(), WINDOW_BYTES);
        steady.on_sent(now, 1200, 3);
        assert_eq!(steady.window(), 0);
        // Nothing was sent for long: no flood has gathered.
        for _ in 0..1000 {
            steady.0.grant(1200);
        }
        steady.on_sent(now, KEPT_BYTES, 4);
        assert_eq!(steady.window(), 0);
    }
}
