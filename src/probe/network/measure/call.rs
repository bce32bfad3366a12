//! The phases that are like a call: the unloaded line, trains for a first guess, the call itself, the watch after it.

use std::time::{Duration, Instant};

use crate::model::observation::{Direction, PhaseId};
use crate::model::run::Step;
use crate::model::{Level, demand};
use crate::probe::network::failure::Failure;
use crate::probe::network::level;
use crate::probe::network::stats::capacity;
use crate::probe::network::stats::loss::LossCount;
use crate::server::protocol::datagram::MAX_BYTES;
use crate::server::protocol::pacer::micros;
use crate::server::protocol::stream::{OVERHEAD_BYTES, Stream, TRAINS};

use super::Measurement;

/// A call is looked at this often.
const LOOK: Duration = Duration::from_secs(1);
/// More than this lost, its longest burst left out, is a clear failure: the call steps down. One long burst is
/// a drop-out, which a lower rate would not have prevented.
const CLEAR_FAILURE: f64 = 0.10;
/// The same above the level that is needed: there the question is only whether it holds, and what the attempt loses is our
/// own doing.
const FAILURE_ABOVE_NEED: f64 = 0.02;
/// So many looks in a row must show it.
const FAILURES: u32 = 2;
/// The least time that a level of the call is tried for.
const LEAST_CALL: Duration = Duration::from_secs(2);
/// The watch is left out when less than this is left for it.
const LEAST_WATCH: Duration = Duration::from_secs(1);

impl Measurement<'_> {
    pub(super) async fn plain(&mut self, id: PhaseId, step: Step, stream: Stream) -> Result<(), Failure> {
        let running = self.begin(id, step, Vec::new(), [stream; 2]).await?;
        let end = Instant::now() + Duration::from_millis(u64::from(stream.duration_ms));
        while Instant::now() < end {
            self.tick().await?;
        }
        self.end(running).await
    }

    /// Trains; gives a guess of the capacity in kbit/s, up and down.
    pub(super) async fn trains(&mut self) -> Result<[Option<f64>; 2], Failure> {
        let index = self.ledger.phases.len();
        self.plain(PhaseId::Trains, Step::NetworkTrains, Stream::trains(self.timing.trains)).await?;
        let guess = [Direction::Up, Direction::Down]
            .map(|way| capacity::from_trains(&self.ledger.flow(index, way, None), &TRAINS, MAX_BYTES + OVERHEAD_BYTES));
        // On a slow line the trains still queue; the call must not start behind them.
        let bits = TRAINS.iter().map(|n| f64::from(*n)).sum::<f64>() * (MAX_BYTES + OVERHEAD_BYTES) as f64 * 8.0;
        let slowest = guess.into_iter().flatten().fold(f64::INFINITY, f64::min);
        let queued = bits / (slowest * 1000.0) - self.timing.trains.as_secs_f64();
        if queued > 0.0 && queued.is_finite() && self.missing(index) {
            tokio::time::sleep(Duration::from_secs_f64(queued.min(1.5))).await;
        }
        Ok(guess)
    }

    pub(super) async fn call(&mut self, guess: [Option<f64>; 2]) -> Result<(), Failure> {
        let top = if self.plan.metered { Level::P720 } else { Level::Share };
        let mut at = level::start(self.plan.need, guess, top);
        let mut end = Instant::now() + self.timing.call;
        loop {
            let index = self.ledger.phases.len();
            let left = end.saturating_duration_since(Instant::now());
            let streams = [Direction::Up, Direction::Down].map(|way| level::stream(at, way, left));
            let running = self.begin(PhaseId::Call, Step::NetworkCall, Vec::new(), streams).await?;
            self.ledger.tried(index, at);
            let limit = if at > self.plan.need { FAILURE_ABOVE_NEED } else { CLEAR_FAILURE };
            let mut failed = self.call_at(index, end, limit).await?;
            self.end(running).await?;
            // Above the need it also counts when the end came first: some networks let the first seconds through.
            if at > self.plan.need {
                let lost = [Direction::Up, Direction::Down].map(|way| self.ledger.loss(index, way, None));
                failed |= too_much(&lost, &[LossCount::default(); 2], limit);
            }
            let Some(lower) = demand::below(at).filter(|_| failed) else { return Ok(()) };
            if let Some(phase) = self.ledger.phases.get_mut(index) {
                phase.stepped_down = true;
                // What a level above the needed one lost is our own load, not the line's fault.
                if at > self.plan.need {
                    phase.id = Some(PhaseId::Load);
                }
            }
            at = lower;
            end = end.max(Instant::now() + LEAST_CALL.min(self.timing.call));
        }
    }

    /// Watches the call at one level; true when it lost more than `limit` before the end.
    async fn call_at(&mut self, index: usize, end: Instant, limit: f64) -> Result<bool, Failure> {
        let mut look = Instant::now() + LOOK;
        let mut failing = 0;
        let mut before = [LossCount::default(); 2];
        while Instant::now() < end {
            self.tick().await?;
            if Instant::now() < look {
                continue;
            }
            look = Instant::now() + LOOK;
            // As of the question: the answer may be on its way for long, and what arrived meanwhile is not in it.
            let until = self.now_us().saturating_sub(micros(self.drain()));
            self.report().await?;
            let now = [Direction::Up, Direction::Down].map(|way| self.ledger.loss(index, way, Some(until)));
            failing = if too_much(&now, &before, limit) { failing + 1 } else { 0 };
            before = now;
            if failing == FAILURES {
                return Ok(true);
            }
            let seen = self.ledger.observe(self.epoch.elapsed().as_secs_f64(), Some(until));
            self.out.observed(seen);
        }
        Ok(false)
    }

    pub(super) async fn watch(&mut self) -> Result<(), Failure> {
        // The queue that our own load filled empties first.
        let loaded = self.ledger.phases.iter().filter(|p| !p.loads.is_empty());
        let slowest = loaded.flat_map(|p| &p.round_trips).map(|r| r.1).fold(0.0, f64::max);
        let left = self.timing.whole.saturating_sub(self.epoch.elapsed() + self.timing.window + self.drain());
        let length = self.timing.watch.min(left);
        if length.is_zero() || length < LEAST_WATCH.min(self.timing.watch) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_secs_f64((slowest / 1000.0).clamp(0.0, 1.0))).await;
        let at = self.plan.need.min(Level::P720);
        let streams = [Direction::Up, Direction::Down].map(|way| level::stream(at, way, length));
        let index = self.ledger.phases.len();
        let running = self.begin(PhaseId::Watch, Step::NetworkWatch, Vec::new(), streams).await?;
        self.ledger.tried(index, at);
        self.call_at(index, Instant::now() + length, CLEAR_FAILURE).await?;
        self.end(running).await
    }
}

/// True when more than `limit` of a direction was lost, since the last look or in all. The longest burst is left out.
fn too_much(now: &[LossCount; 2], before: &[LossCount; 2], limit: f64) -> bool {
    now.iter().zip(before).any(|(now, before)| {
        let burst = if now.longest > before.longest { now.longest } else { 0 };
        let lost = now.lost.saturating_sub(before.lost).saturating_sub(burst);
        let sent = now.sent.saturating_sub(before.sent).saturating_sub(burst);
        let recent = if sent > 0 { lost as f64 / sent as f64 } else { 0.0 };
        recent > limit || now.scattered_ratio().unwrap_or(0.0) > limit
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_that_begins_late_is_seen_and_a_drop_out_is_none() {
        let count = |sent, lost, longest| LossCount { sent, lost, longest, ..LossCount::default() };
        let clean = count(2000, 0, 0);
        let says = |now, before| too_much(&[now, clean], &[before, clean], 0.02);
        assert!(!says(clean, clean));
        assert!(says(count(2400, 20, 2), clean), "five in a hundred since the last look, though less than one in all");
        assert!(!says(count(2400, 180, 180), clean), "one drop-out");
        assert!(says(count(2400, 100, 2), count(2000, 100, 2)), "four in a hundred in all");
        assert!(!says(count(2400, 10, 2), count(2000, 8, 2)));
    }
}
