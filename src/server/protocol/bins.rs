//! Bytes that arrive, by bins of 200 ms: the same series at both ends.

use std::ops::Range;
use std::time::{Duration, Instant};

/// Width of a bin.
pub const BIN: Duration = Duration::from_millis(200);
/// A session has an end, so the series has one.
const BINS_KEPT: usize = 1000;

/// Bytes by bin since the first of them arrived.
#[derive(Debug, Clone, Default)]
pub struct Bins {
    first: Option<Instant>,
    last: Option<Instant>,
    bins: Vec<u64>,
    bytes: u64,
}

impl Bins {
    /// Some bytes arrived.
    pub fn add(&mut self, bytes: u64, at: Instant) {
        let first = *self.first.get_or_insert(at);
        self.last = self.last.max(Some(at));
        self.bytes += bytes;
        let bin = whole(at.saturating_duration_since(first));
        if bin >= BINS_KEPT {
            return;
        }
        if self.bins.len() <= bin {
            self.bins.resize(bin + 1, 0);
        }
        if let Some(place) = self.bins.get_mut(bin) {
            *place += bytes;
        }
    }

    /// Some bytes arrived evenly over this time.
    pub fn spread(&mut self, bytes: u64, over: Range<Instant>) {
        const PARTS: u32 = 20;
        let length = over.end.saturating_duration_since(over.start);
        for part in 0..PARTS {
            let share = bytes / u64::from(PARTS) + if part == 0 { bytes % u64::from(PARTS) } else { 0 };
            self.add(share, over.start + length * part / PARTS);
        }
    }

    /// The complete bins.
    #[must_use]
    pub fn complete(&self, now: Instant) -> Vec<u64> {
        let Some(first) = self.first else { return Vec::new() };
        let mut bins = self.bins.clone();
        bins.resize(whole(now.saturating_duration_since(first)).min(BINS_KEPT), 0);
        bins
    }

    /// All bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// When the last byte arrived.
    #[must_use]
    pub fn last(&self) -> Option<Instant> {
        self.last
    }

    /// From the first to the last byte.
    #[must_use]
    pub fn span(&self) -> Duration {
        match (self.first, self.last) {
            (Some(first), Some(last)) => last.saturating_duration_since(first),
            _ => Duration::ZERO,
        }
    }
}

/// Whole bins in a time.
fn whole(time: Duration) -> usize {
    usize::try_from(time.as_millis() / BIN.as_millis()).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_by_time() {
        let start = Instant::now();
        let mut bins = Bins::default();
        for (ms, bytes) in [(0, 10), (199, 1), (200, 5), (650, 7)] {
            bins.add(bytes, start + Duration::from_millis(ms));
        }
        assert_eq!(bins.complete(start + Duration::from_millis(820)), [11, 5, 0, 7]);
        assert_eq!(bins.complete(start + Duration::from_millis(450)), [11, 5]);
        assert_eq!((bins.bytes(), bins.span()), (23, Duration::from_millis(650)));
        bins.add(1, start + Duration::from_secs(3600));
        assert_eq!((bins.bytes(), bins.bins.len()), (24, 4));
        assert!(Bins::default().complete(start).is_empty());
    }
}
