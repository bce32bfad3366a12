//! What the quiet watch adds to the answer. Only the newest stretches are gone through again; those before them are summed up.

use std::time::Duration;

use crate::model::observation::{
    Counting, Direction, DirectionObservation, DropOut, Histogram, LineWatch, NetworkObservation, PhaseCount, PhaseId,
    TriedDirection,
};

use super::ledger::Ledger;
use super::stats::delay::Delays;
use super::stats::flow::Flow;
use super::stats::gaps::{Gap, Stretch};
use super::stats::loss::LossCount;
use super::summary::{DROP_OUTS_KEPT, Watched};
use super::timing::QUIET_SETTLED;

/// Between two sends of ours more than this says that this computer was away: three times the stream's own spacing.
const AWAY_US: u64 = 75_000;
/// A drop-out of the answer and one of the watch that begin this close together are one.
const SAME_S: f64 = 0.001;

/// What was counted in one direction.
#[derive(Debug, Clone, Default)]
struct Way {
    loss: LossCount,
    pdv_ms: Histogram,
    bytes: u64,
}

impl Way {
    fn of(watched: &Watched, place: usize) -> Self {
        let Some(Stretch { flow, .. }) = watched.line.get(place) else { return Self::default() };
        Self {
            loss: watched.loss(place),
            pdv_ms: Histogram::of(Delays::of([flow]).pdv_ms),
            bytes: flow.packets.iter().map(|p| u64::from(p.bytes)).sum(),
        }
    }

    fn plus(self, other: &Self) -> Self {
        Self {
            loss: self.loss.plus(other.loss),
            pdv_ms: Histogram::sum([&self.pdv_ms, &other.pdv_ms]),
            bytes: self.bytes + other.bytes,
        }
    }
}

/// What some stretches of the watch came to.
#[derive(Debug, Clone, Default)]
struct Sum {
    up: Way,
    down: Way,
    rtt_ms: Histogram,
    drop_outs: Vec<DropOut>,
}

impl Sum {
    fn plus(self, other: &Self) -> Self {
        Self {
            up: self.up.plus(&other.up),
            down: self.down.plus(&other.down),
            rtt_ms: Histogram::sum([&self.rtt_ms, &other.rtt_ms]),
            drop_outs: self.drop_outs.iter().chain(&other.drop_outs).copied().collect(),
        }
    }
}

/// The account of a quiet watch.
#[derive(Debug)]
pub struct Quiet {
    answer: NetworkObservation,
    first: usize,
    asked: Duration,
    /// So many stretches are summed up.
    settled: usize,
    sum: Sum,
    /// When the clock was set, as after a pause of a virtual machine: what lies across it says nothing.
    breaks_us: Vec<u64>,
}

impl Quiet {
    /// After this answer, from the phase `first` on.
    #[must_use]
    pub fn new(answer: NetworkObservation, first: usize, asked: Duration) -> Self {
        Self { answer, first, asked, settled: 0, sum: Sum::default(), breaks_us: Vec::new() }
    }

    /// The clock was set.
    pub fn breaks_at(&mut self, at_us: u64) {
        self.breaks_us.push(at_us);
    }

    /// The answer with what was seen since. `over`: nothing more is under way, what has not arrived is lost.
    pub fn review(&mut self, ledger: &Ledger, now_us: u64, over: bool) -> NetworkObservation {
        // The phase before shows where a drop-out began.
        let from = (self.first + self.settled).saturating_sub(1);
        let start_us = |index: usize| ledger.phase_at(index).map_or(now_us, |phase| phase.start_us);
        let heard_us = ledger.heard_us.get(ledger.heard_us.partition_point(|at| *at < start_us(from))..);
        let heard_us = heard_us.unwrap_or_default();
        let watched = |direction| Watched::new(line(ledger, from, direction, over), direction, heard_us);
        let (up, mut down) = (watched(Direction::Up), watched(Direction::Down));
        down.was_silent_with(&up, heard_us);
        let pauses = pauses(ledger, self.first);
        let by_quic = ledger.counting == Counting::ByQuic;
        let gaps = |watched: &Watched, direction| -> Vec<(usize, DropOut)> {
            // The system notes when a datagram came, and sends of ours are known: only where this process itself notes what
            // came, its own pauses look like the line's.
            let own: &[(u64, u64)] = if by_quic && direction == Direction::Down { &pauses } else { &[] };
            let began_before = |gap: &Gap| self.settled == 0 && ends_us(gap, direction) > start_us(from + 1);
            let gaps = watched.gaps.iter().filter(|gap| gap.phase > 0 || began_before(gap));
            gaps.filter_map(|gap| Some((gap.phase.max(1), self.drop_out(gap, direction, own)?))).collect()
        };
        let gaps = [gaps(&up, Direction::Up), gaps(&down, Direction::Down)].concat();
        let sum_of = |place: usize| Sum {
            up: Way::of(&up, place),
            down: Way::of(&down, place),
            rtt_ms: ledger
                .phase_at(from + place)
                .map_or_else(Histogram::default, |phase| Histogram::of(phase.round_trips.iter().map(|trip| trip.1))),
            drop_outs: gaps.iter().filter(|gap| gap.0 == place).map(|gap| gap.1).collect(),
        };
        let all = (1..up.line.len()).fold(self.sum.clone(), |sum, place| sum.plus(&sum_of(place)));
        let pauses_us: u64 = pauses.iter().map(|(from, to)| to - from).sum();
        let watched_s = now_us.saturating_sub(start_us(self.first)) as f64 / 1e6;
        let seen = self.with(&all, watched_s, pauses_us as f64 / 1e6);
        // What both directions have gone on after is complete.
        let goes_on = [&up, &down].iter().all(|w| w.line.get(2).is_some_and(|next| !next.flow.packets.is_empty()));
        if goes_on && now_us.saturating_sub(start_us(from + 2)) > QUIET_SETTLED.as_micros() as u64 {
            self.sum = std::mem::take(&mut self.sum).plus(&sum_of(1));
            self.settled += 1;
        }
        seen
    }

    /// A gap as a drop-out, if it is long enough to be told and the line's own.
    fn drop_out(&self, gap: &Gap, direction: Direction, own: &[(u64, u64)]) -> Option<DropOut> {
        let (from, to) = (began_us(gap, direction), ends_us(gap, direction));
        if self.breaks_us.iter().any(|at| (from..=to).contains(at)) {
            return None;
        }
        let away: u64 = own.iter().map(|pause| pause.1.min(to).saturating_sub(pause.0.max(from))).sum();
        let length_ms = gap.length_ms - away as f64 / 1000.0;
        (length_ms > DropOut::LEAST_MS).then_some(DropOut {
            at_s: from as f64 / 1e6,
            direction,
            length_ms,
            phase: Some(PhaseId::QuietWatch),
            level: None,
            loaded: false,
        })
    }

    fn with(&self, sum: &Sum, watched_s: f64, own_pauses_s: f64) -> NetworkObservation {
        let mut seen = self.answer.clone();
        let same = |a: &DropOut, b: &DropOut| a.direction == b.direction && (a.at_s - b.at_s).abs() < SAME_S;
        // One that began before the watch is known there with its whole length.
        seen.drop_outs.retain(|old| !sum.drop_outs.iter().any(|new| same(old, new)));
        seen.drop_outs.extend(&sum.drop_outs);
        seen.drop_outs.sort_by(|a, b| b.length_ms.total_cmp(&a.length_ms));
        seen.drop_outs.truncate(DROP_OUTS_KEPT);
        seen.drop_outs.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
        add(&mut seen.up, &sum.up);
        add(&mut seen.down, &sum.down);
        for drop in &sum.drop_outs {
            let way = if drop.direction == Direction::Up { &mut seen.up } else { &mut seen.down };
            way.longest_gap_ms = Some(way.longest_gap_ms.unwrap_or(0.0).max(drop.length_ms));
        }
        if let Some(quiet) = &mut seen.quiet {
            quiet.rtt_ms = Histogram::sum([&quiet.rtt_ms, &sum.rtt_ms]);
            add_quiet(&mut quiet.up, &sum.up);
            add_quiet(&mut quiet.down, &sum.down);
        }
        let (from_s, asked_s) = (seen.duration_s, self.asked.as_secs_f64());
        let watched_s = watched_s.min(asked_s);
        seen.watch = Some(LineWatch { from_s, asked_s, watched_s, own_pauses_s, ended: None, changed_at_s: None });
        seen
    }
}

fn began_us(gap: &Gap, direction: Direction) -> u64 {
    if direction == Direction::Up { gap.sent_us } else { gap.arrived_us }
}

fn ends_us(gap: &Gap, direction: Direction) -> u64 {
    began_us(gap, direction).saturating_add((gap.length_ms * 1000.0) as u64)
}

/// One direction from this phase on. What has not been told to have arrived may still be on its way, unless it is over.
fn line(ledger: &Ledger, from: usize, direction: Direction, over: bool) -> Vec<Stretch> {
    let stretch = |index: usize| Stretch {
        flow: ledger.flow(index, direction, None),
        window_us: ledger.window_of(index),
        loaded: false,
    };
    let mut line: Vec<Stretch> = (from..ledger.phases.len()).map(stretch).collect();
    if !over {
        for Stretch { flow, .. } in line.iter_mut().rev() {
            let newest = flow.packets.iter().map(|packet| packet.seq).max();
            let Some(newest) = newest else {
                *flow = Flow::default();
                continue;
            };
            (flow.sent, flow.last_sent_us) = (newest.saturating_add(1).min(flow.sent), None);
            flow.sent_at_us.truncate(flow.sent as usize);
            break;
        }
    }
    line
}

/// When this computer itself was away, from and to in microseconds.
fn pauses(ledger: &Ledger, first: usize) -> Vec<(u64, u64)> {
    let sent: Vec<u64> =
        ledger.phases.iter().skip(first).flat_map(|phase| phase.sent.iter().map(|s| s.at_us)).collect();
    let pairs = sent.windows(2).filter_map(|pair| <[u64; 2]>::try_from(pair).ok());
    pairs.filter(|[a, b]| b.saturating_sub(*a) > AWAY_US).map(|[a, b]| (a + AWAY_US / 3, b)).collect()
}

/// The mean burst of `lost` before, with these bursts; `None` without loss.
fn burst_mean(before: Option<f64>, lost: u64, more: &LossCount) -> Option<f64> {
    let bursts = before.filter(|mean| *mean > 0.0).map_or(0.0, |mean| lost as f64 / mean) + more.bursts as f64;
    (bursts > 0.0).then(|| (lost + more.lost) as f64 / bursts)
}

fn add(way: &mut DirectionObservation, more: &Way) {
    let Way { loss, bytes, .. } = more;
    if loss.sent == 0 {
        return;
    }
    let (sent, lost) = (way.sent.unwrap_or(0), way.lost.unwrap_or(0));
    way.burst_mean = burst_mean(way.burst_mean, lost, loss);
    (way.sent, way.lost) = (Some(sent + loss.sent), Some(lost + loss.lost));
    way.loss_ratio = Some((lost + loss.lost) as f64 / (sent + loss.sent) as f64);
    way.reordered = Some(way.reordered.unwrap_or(0) + loss.reordered);
    way.duplicated = Some(way.duplicated.unwrap_or(0) + loss.duplicated);
    way.bytes += bytes;
    let LossCount { sent, lost, bursts, .. } = *loss;
    way.phases.push(PhaseCount { id: PhaseId::QuietWatch, sent, lost, bursts: Some(bursts) });
}

fn add_quiet(way: &mut TriedDirection, Way { loss, pdv_ms, .. }: &Way) {
    way.burst_mean = burst_mean(way.burst_mean, way.lost, loss);
    (way.sent, way.lost) = (way.sent + loss.sent, way.lost + loss.lost);
    way.longest_burst = Some(way.longest_burst.unwrap_or(0).max(loss.longest));
    way.pdv_ms = Histogram::sum([&way.pdv_ms, pdv_ms]);
}

#[cfg(test)]
mod tests;
