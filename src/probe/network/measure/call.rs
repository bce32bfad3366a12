//! The phases that are like a call: trains for a first guess, the call itself, the watch after it.

use std::time::{Duration, Instant};

use crate::model::observation::{Direction, PhaseId};
use crate::model::run::Step;
use crate::model::{Level, demand};
use crate::probe::network::failure::Failure;
use crate::probe::network::level;
use crate::probe::network::stats::capacity;
use crate::probe::network::stats::loss::LossCount;
use crate::probe::network::timing::{CLOGGED, REVIEW_EVERY};
use crate::server::protocol::datagram::MAX_BYTES;
use crate::server::protocol::pacer::micros;
use crate::server::protocol::stream::{OVERHEAD_BYTES, Stream, TRAINS};

use super::Measurement;
use super::peer::Peer;

const DIRECTIONS: [Direction; 2] = [Direction::Up, Direction::Down];
/// More than this lost, its longest burst left out, is a clear failure: the call steps down at once. One long burst is a
/// drop-out, which a lower rate would not have prevented.
const CLEAR_FAILURE: f64 = 0.10;
/// The same above the level that is needed: there the question is only whether it holds, and what the attempt loses is our
/// own doing.
const FAILURE_ABOVE_NEED: f64 = 0.02;
/// An attempt at the needed level or below that lost more than this by its end is followed by one at a lower level.
const FAILURE_AT_END: f64 = 0.03;
/// Less than this share of what another attempt lost is much less.
const MUCH_LESS: f64 = 0.5;
/// An attempt that fills a queue of this many ms asks more than the line carries.
const QUEUE_MS: f64 = 100.0;
/// Round trips that tell the queue, over this time.
const TRIPS: usize = 10;
const RECENTLY: Duration = Duration::from_millis(500);
/// So many reviews in a row must show it.
const FAILURES: u32 = 2;

impl<P: Peer> Measurement<'_, P> {
    /// Trains; gives a guess of the capacity in kbit/s, up and down. When it returns, their queue is empty.
    pub(super) async fn trains(&mut self) -> Result<[Option<f64>; 2], Failure> {
        let streams = [Stream::trains(self.timing.trains); 2];
        let index = self.go_over(PhaseId::Trains, Step::NetworkTrains, Vec::new(), streams).await?;
        self.let_pass(self.timing.trains).await?;
        self.pause(PhaseId::Trains).await?;
        self.until_empty().await?;
        self.collect(index).await?;
        let bytes = u16::try_from(MAX_BYTES).unwrap_or(u16::MAX);
        let flow = |direction| self.ledger.flow(usize::from(index), direction, None);
        Ok(DIRECTIONS
            .map(|direction| capacity::from_trains(&flow(direction), &TRAINS, bytes, MAX_BYTES + OVERHEAD_BYTES)))
    }

    /// The pretend call, at the highest level that the guess promises; from one that fails down to the first that holds.
    pub(super) async fn call(&mut self, guess: [Option<f64>; 2]) -> Result<(), Failure> {
        let top = if self.plan.metered { Level::P720 } else { Level::Share };
        let mut at = level::start(self.plan.need, guess, top);
        let planned = Instant::now() + self.timing.call;
        let mut end = planned;
        let mut given_up = Vec::new();
        loop {
            let index = self.begin_attempt(PhaseId::Call, Step::NetworkCall, at).await?;
            let mut failed = self.attempt(index, end).await?;
            let pause = self.pause(PhaseId::Load).await?;
            self.collect(index).await?;
            // It also counts when the end came first: some networks let the first seconds through.
            failed |= self.failed_at_end(index, at);
            if !failed {
                self.held = Some(at);
                self.quiet_was(pause);
                self.spare(&given_up, index);
                break;
            }
            let Some(lower) = demand::below(at) else { break };
            // A lower rate that loses as much shows that the rate is not why: the call goes on at the needed one.
            if given_up.last().is_some_and(|above| at < self.plan.need && self.loses_as_much(index, *above)) {
                self.held = Some(self.plan.need);
                self.until_empty().await?;
                break;
            }
            if let Some(phase) = self.ledger.phase_mut(index) {
                phase.stepped_down = true;
                // What a level above the needed one lost is our own load, not the line's fault.
                if at > self.plan.need {
                    phase.id = Some(PhaseId::Load);
                }
            }
            given_up.push(index);
            self.until_empty().await?;
            at = lower;
            end = end.max(Instant::now() + self.timing.least_attempt.min(self.timing.call));
        }
        self.extra = Instant::now().saturating_duration_since(planned);
        Ok(())
    }

    /// The share that a phase lost in its worse direction, its longest burst left out.
    fn lost(&self, index: u8) -> f64 {
        let ratios = DIRECTIONS
            .map(|direction| self.ledger.loss(usize::from(index), direction, None).scattered_ratio().unwrap_or(0.0));
        ratios.into_iter().fold(0.0, f64::max)
    }

    /// True when an attempt without a queue lost about as much as the one above it did.
    fn loses_as_much(&self, index: u8, above: u8) -> bool {
        let ended_us = self.ledger.phase(index).and_then(|p| p.round_trips.last()).map_or(0, |r| r.0);
        self.lost(index) > MUCH_LESS * self.lost(above) && !self.queue_fills(index, ended_us)
    }

    /// What was lost at levels that were given up is our own load, where a lower one lost far less.
    fn spare(&mut self, given_up: &[u8], held: u8) {
        let least = self.lost(held);
        for index in given_up {
            if least <= MUCH_LESS * self.lost(*index)
                && let Some(phase) = self.ledger.phase_mut(*index)
            {
                phase.id = Some(PhaseId::Load);
            }
        }
    }

    async fn begin_attempt(&mut self, id: PhaseId, step: Step, at: Level) -> Result<u8, Failure> {
        let length = self.timing.call.max(self.timing.watch).max(self.timing.least_attempt) + REVIEW_EVERY;
        let streams = DIRECTIONS.map(|direction| level::stream(at, direction, length));
        let index = self.go_over(id, step, Vec::new(), streams).await?;
        if let Some(phase) = self.ledger.phase_mut(index) {
            phase.tried = Some(at);
        }
        Ok(index)
    }

    /// Watches the call at one level; true when it clearly failed before the end.
    async fn attempt(&mut self, index: u8, end: Instant) -> Result<bool, Failure> {
        let at = self.ledger.phase(index).and_then(|p| p.tried);
        let limit = if at > Some(self.plan.need) { FAILURE_ABOVE_NEED } else { CLEAR_FAILURE };
        let mut next_review = Instant::now() + REVIEW_EVERY;
        let mut failing = 0;
        let mut before = [LossCount::default(); 2];
        let mut filling: Option<Instant> = None;
        // When a report was asked for, and up to when what was sent should be in it.
        let mut asked: Option<(Instant, u64)> = None;
        while Instant::now() < end {
            self.tick().await?;
            // The round trips are known here: the far end need not be asked through the very queue.
            filling = self.queue_fills(index, self.now_us()).then(|| filling.unwrap_or_else(Instant::now));
            if filling.is_some_and(|since| since.elapsed() >= REVIEW_EVERY) {
                return Ok(true);
            }
            match asked {
                None if Instant::now() >= next_review => {
                    next_review = Instant::now() + REVIEW_EVERY;
                    // As of the question: the answer may be on its way for long, and what arrived meanwhile is not in it.
                    asked = Some((Instant::now(), self.now_us().saturating_sub(micros(self.drain()))));
                    self.peer.ask().await?;
                }
                Some((_, until)) if self.peer.has_answered() => {
                    asked = None;
                    self.peer.count(&mut self.ledger);
                    let now = DIRECTIONS.map(|direction| self.ledger.loss(usize::from(index), direction, Some(until)));
                    failing = if too_much(&now, &before, limit) { failing + 1 } else { 0 };
                    before = now;
                    if failing == FAILURES {
                        return Ok(true);
                    }
                    self.out.observed(self.ledger.observe(self.epoch.elapsed().as_secs_f64(), Some(until)));
                }
                // Datagrams come back, but an answer over TCP does not: the call leaves no room on the line.
                Some((since, _)) if since.elapsed() >= CLOGGED && self.answers_come(index) => return Ok(true),
                _ => {}
            }
        }
        Ok(false)
    }

    /// True while datagrams are answered: the line is not cut.
    pub(super) fn answers_come(&self, index: u8) -> bool {
        let since = self.now_us().saturating_sub(micros(RECENTLY));
        self.ledger.phase(index).is_some_and(|p| p.median_since(since, 1).is_some())
    }

    /// True when an attempt that is over shows that the line does not carry its level.
    fn failed_at_end(&self, index: u8, at: Level) -> bool {
        let limit = if at > self.plan.need { FAILURE_ABOVE_NEED } else { FAILURE_AT_END };
        let lost = DIRECTIONS.map(|direction| self.ledger.loss(usize::from(index), direction, None));
        let ended_us = self.ledger.phase(index).and_then(|p| p.round_trips.last()).map_or(0, |r| r.0);
        too_much(&lost, &[LossCount::default(); 2], limit) || self.queue_fills(index, ended_us)
    }

    /// True when the round trips of the last half second before `now_us` show a queue that the quiet line did not have.
    fn queue_fills(&self, index: u8, now_us: u64) -> bool {
        let recent =
            self.ledger.phase(index).and_then(|p| p.median_since(now_us.saturating_sub(micros(RECENTLY)), TRIPS));
        matches!((recent, self.quiet_ms()), (Some(now), Some(quiet)) if now > quiet + QUEUE_MS)
    }

    /// The call again, at the needed level or at the one that held: recovery and drop-outs.
    pub(super) async fn watch(&mut self) -> Result<(), Failure> {
        // The queue that our own load filled empties first.
        self.pause(PhaseId::Load).await?;
        self.until_empty().await?;
        self.report().await?;
        let left = self.whole().saturating_sub(self.epoch.elapsed() + self.timing.window + self.drain());
        let length = self.timing.watch.min(left);
        if length.is_zero() || length < self.timing.least_watch.min(self.timing.watch) {
            return Ok(());
        }
        let at = self.plan.need.min(Level::P720).min(self.held.unwrap_or(Level::Audio));
        // What is on its way when it ends is waited for.
        self.over_at = Some(Instant::now() + length + self.drain());
        let index = self.begin_attempt(PhaseId::Watch, Step::NetworkWatch, at).await?;
        self.attempt(index, Instant::now() + length).await?;
        // A line that fails is not watched any longer.
        self.over_at = Some(Instant::now() + self.drain());
        Ok(())
    }
}

/// True when more than `limit` of a direction was lost, since the last review or in all. The longest burst is left out.
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
        assert!(
            says(count(2400, 20, 2), clean),
            "five in a hundred since the last review, though less than one in all"
        );
        assert!(!says(count(2400, 180, 180), clean), "one drop-out");
        assert!(says(count(2400, 100, 2), count(2000, 100, 2)), "four in a hundred in all");
        assert!(!says(count(2400, 10, 2), count(2000, 8, 2)));
    }
}
