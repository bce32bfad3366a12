//! The observation that follows from the account: figures of the whole line, and of each attempt by itself.

use crate::model::demand;
use crate::model::observation::{
    Counting, Direction, DirectionObservation, DropOut, Histogram, LevelTried, LoadedRtt, NetworkObservation,
    PhaseCount, PhaseId, QuietLine, TriedDirection,
};
use crate::server::protocol::control::Arrival;

use super::ledger::{Ledger, PhaseLog, unloaded};
use super::stats::delay::Delays;
use super::stats::gaps::{Gap, Heard, Stretch, gaps, silence_us};
use super::stats::loss::LossCount;
use super::stats::percentile;

/// Drop-outs that are listed at most.
pub(super) const DROP_OUTS_KEPT: usize = 100;
/// A load takes its time to fill the queue: round trips count from the first stretch of this length on, the median of which
/// reaches this share of the greatest.
const FILL_STRETCH_US: u64 = 200_000;
const FILLED: f64 = 0.9;

/// One direction, phase by phase.
pub(super) struct Watched {
    pub(super) line: Vec<Stretch>,
    losses: Vec<LossCount>,
    pub(super) gaps: Vec<Gap>,
}

impl Watched {
    fn of(ledger: &Ledger, direction: Direction, until_us: Option<u64>) -> Self {
        let line: Vec<Stretch> = (0..ledger.phases.len())
            .map(|index| Stretch {
                flow: ledger.flow(index, direction, until_us),
                window_us: ledger.window_of(index),
                loaded: ledger.phases.get(index).is_some_and(PhaseLog::loaded),
            })
            .collect();
        Self::new(line, direction, &ledger.heard_us)
    }

    /// `heard_us`: when anything at all came, where this side alone counts.
    pub(super) fn new(line: Vec<Stretch>, direction: Direction, heard_us: &[u64]) -> Self {
        let losses = line.iter().map(|s| LossCount::of(&s.flow, s.window_us)).collect();
        let heard = match direction {
            _ if heard_us.is_empty() => Heard::Nothing,
            Direction::Up => Heard::Back(heard_us),
            Direction::Down => Heard::Here(heard_us),
        };
        let gaps = gaps(&line, heard);
        Self { line, losses, gaps }
    }

    /// Where this side alone counts, the far end sends nothing while it is not asked. But it asks itself, again and again (RFC
    /// 9002, 6.2): when nothing at all came during a gap of the way there, the way back had it too.
    pub(super) fn was_silent_with(&mut self, there: &Self, heard_us: &[u64]) {
        /// So much of the gap must have been silent.
        const SILENT: f64 = 0.8;
        if heard_us.is_empty() {
            return;
        }
        for gap in there.gaps.iter().filter(|gap| gap.length_ms > DropOut::LEAST_MS) {
            let until_us = gap.sent_us.saturating_add((gap.length_ms * 1000.0) as u64);
            let known =
                self.gaps.iter().any(|own| own.length_ms > DropOut::LEAST_MS && meets(own, gap.sent_us, until_us));
            if !known && silence_us(heard_us, gap.sent_us, until_us) as f64 > gap.length_ms * 1000.0 * SILENT {
                self.gaps.push(Gap { arrived_us: gap.sent_us, ..*gap });
            }
        }
    }

    pub(super) fn loss(&self, index: usize) -> LossCount {
        self.losses.get(index).copied().unwrap_or_default()
    }

    fn sent(&self) -> u64 {
        self.losses.iter().map(|l| l.sent).sum()
    }

    /// The longest gap that belongs to one of these phases, in ms; `None` when nothing was watched there.
    fn longest_gap(&self, phases: &[usize]) -> Option<f64> {
        let watched = phases.iter().any(|i| self.line.get(*i).is_some_and(|s| s.flow.sent > 1));
        let found = self.gaps.iter().filter(|g| phases.contains(&g.phase)).map(|g| g.length_ms);
        watched.then(|| found.fold(0.0, f64::max))
    }

    /// What these phases together say of the direction, in which `mbps` were sent.
    fn figures(&self, phases: &[usize], mbps: f64) -> TriedDirection {
        let loss = phases.iter().map(|i| self.loss(*i)).fold(LossCount::default(), LossCount::plus);
        let flows: Vec<_> = phases.iter().filter_map(|i| self.line.get(*i)).map(|s| &s.flow).collect();
        TriedDirection {
            mbps,
            sent: loss.sent,
            lost: loss.lost,
            burst_mean: loss.burst_mean(),
            longest_burst: Some(loss.longest),
            longest_gap_ms: self.longest_gap(phases),
            pdv_ms: Histogram::of(Delays::of(flows).pdv_ms),
        }
    }
}

/// True for a gap that has some of this time.
fn meets(gap: &Gap, from_us: u64, until_us: u64) -> bool {
    gap.arrived_us < until_us && gap.arrived_us as f64 + gap.length_ms * 1000.0 > from_us as f64
}

impl Ledger {
    /// The observation as of now. `until_us`: of the phase under way only what left before; `None`: all is in.
    #[must_use]
    pub fn observe(&self, duration_s: f64, until_us: Option<u64>) -> NetworkObservation {
        let [up, mut down] = [Direction::Up, Direction::Down].map(|direction| Watched::of(self, direction, until_us));
        down.was_silent_with(&up, &self.heard_us);
        let (sent, late) = self
            .phases
            .iter()
            .flat_map(|p| &p.sent)
            .fold((0u64, 0u64), |(n, late), s| (n + 1, late + u64::from(s.late)));
        let counted = self.counting != Counting::None;
        let mut drop_outs: Vec<DropOut> = Vec::new();
        if counted {
            drop_outs.extend(self.drop_outs(&up, Direction::Up));
            drop_outs.extend(self.drop_outs(&down, Direction::Down));
        }
        drop_outs.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
        drop_outs.truncate(DROP_OUTS_KEPT);
        NetworkObservation {
            server: self.server.clone(),
            path: self.path.clone(),
            way: self.way(),
            udp: self.udp,
            counting: Some(self.counting),
            rtt_ms: self.rtt(),
            up: self.direction(Direction::Up, &up),
            down: self.direction(Direction::Down, &down),
            sender_late_ratio: (sent > 0).then(|| late as f64 / sent as f64),
            mos: None,
            drop_outs,
            levels_tried: self.levels_tried(&up, &down),
            quiet: if counted { self.quiet(&up, &down) } else { None },
            trial_levels: Vec::new(),
            duration_s,
            watch: None,
        }
    }

    fn direction(&self, direction: Direction, watched: &Watched) -> DirectionObservation {
        let load = if direction == Direction::Up { self.load_up } else { self.load_down };
        let mut seen = DirectionObservation {
            goodput_mbps: load.goodput,
            at_least: load.at_least,
            loaded_rtt_ms: self.loaded_rtt(direction),
            bytes: self.bytes(direction) + load.bytes,
            ..DirectionObservation::default()
        };
        if self.counting == Counting::None {
            return seen;
        }
        let mut total = LossCount::default();
        for (index, id) in self.phases.iter().enumerate().filter_map(|(index, p)| Some((index, p.id?))) {
            let loss = watched.loss(index);
            add_phase(&mut seen.phases, id, &loss);
            if unloaded(id) {
                total = total.plus(loss);
            }
        }
        let quiet = self.indices(|p| !p.loaded());
        let delays = Delays::of(quiet.iter().filter_map(|i| watched.line.get(*i)).map(|s| &s.flow).collect::<Vec<_>>());
        let loaded = watched.gaps.iter().filter(|g| self.phases.get(g.phase).is_some_and(PhaseLog::loaded));
        let long = loaded.map(|g| g.length_ms).filter(|ms| *ms > DropOut::LEAST_UNDER_LOAD_MS);
        seen.longest_gap_ms = watched.longest_gap(&quiet).map(|ms| long.fold(ms, f64::max));
        if total.sent > 0 {
            (seen.sent, seen.lost) = (Some(total.sent), Some(total.lost));
            seen.loss_ratio = total.ratio();
            (seen.reordered, seen.duplicated) = (Some(total.reordered), Some(total.duplicated));
            seen.burst_mean = total.burst_mean();
        }
        seen.jitter_ms = delays.jitter_ms;
        seen.pdv_p95_ms = percentile::p95(&delays.pdv_ms);
        seen.pdv_p99_ms = percentile::p99(&delays.pdv_ms);
        seen
    }

    fn drop_outs(&self, watched: &Watched, direction: Direction) -> Vec<DropOut> {
        let listed = watched.gaps.iter().filter_map(|gap| {
            let phase = self.phases.get(gap.phase)?;
            let loaded = phase.loaded();
            let least = if loaded { DropOut::LEAST_UNDER_LOAD_MS } else { DropOut::LEAST_MS };
            let at_us = if direction == Direction::Up { gap.sent_us } else { gap.arrived_us };
            (gap.length_ms > least).then_some(DropOut {
                at_s: at_us as f64 / 1e6,
                direction,
                length_ms: gap.length_ms,
                phase: phase.id,
                level: phase.tried,
                loaded,
            })
        });
        listed.collect()
    }

    fn indices(&self, keep: impl Fn(&PhaseLog) -> bool) -> Vec<usize> {
        self.phases.iter().enumerate().filter(|(_, p)| keep(p)).map(|(index, _)| index).collect()
    }

    fn round_trips(&self, phases: &[usize]) -> Histogram {
        let phases = phases.iter().filter_map(|i| self.phases.get(*i));
        Histogram::of(phases.flat_map(|p| p.round_trips.iter().map(|r| r.1)))
    }

    /// The line with no more than a voice on it.
    fn quiet(&self, up: &Watched, down: &Watched) -> Option<QuietLine> {
        let phases = self.indices(|p| p.id == Some(PhaseId::Idle));
        let voice = demand::VOICE_KBPS / 1000.0;
        let line = QuietLine {
            rtt_ms: self.round_trips(&phases),
            up: up.figures(&phases, voice),
            down: down.figures(&phases, voice),
        };
        (line.up.sent + line.down.sent > 0).then_some(line)
    }

    fn levels_tried(&self, up: &Watched, down: &Watched) -> Vec<LevelTried> {
        let tried = self.phases.iter().enumerate().filter_map(|(index, phase)| {
            let level = phase.tried?;
            let mbps = |direction| demand::wire_kbps(level, direction) / 1000.0;
            let last_us = phase.sent.last().map_or(phase.start_us, |s| s.at_us);
            Some(LevelTried {
                level,
                phase: if phase.id == Some(PhaseId::Watch) { PhaseId::Watch } else { PhaseId::Call },
                duration_s: last_us.saturating_sub(phase.start_us) as f64 / 1e6,
                stepped_down: phase.stepped_down,
                rtt_ms: self.round_trips(&[index]),
                up: up.figures(&[index], mbps(Direction::Up)),
                down: down.figures(&[index], mbps(Direction::Down)),
            })
        });
        if up.sent() + down.sent() == 0 {
            return Vec::new();
        }
        tried.filter(|t| t.up.sent + t.down.sent > 0).collect()
    }

    fn loaded_rtt(&self, direction: Direction) -> LoadedRtt {
        let loaded = self.phases.iter().filter(|p| p.loads.contains(&direction));
        let sorted = percentile::sorted(loaded.flat_map(|p| while_filled(&p.round_trips)));
        LoadedRtt { p50: percentile::of_sorted(&sorted, 0.5), p95: percentile::p95(&sorted) }
    }

    fn bytes(&self, direction: Direction) -> u64 {
        match direction {
            Direction::Down => self.phases.iter().map(|p| p.bytes_down).sum(),
            Direction::Up => {
                let size = |p: &PhaseLog, a: &Arrival| p.sent.get(a.0 as usize).map_or(0, |s| u64::from(s.bytes));
                self.phases.iter().flat_map(|p| p.arrived_there.iter().map(move |a| size(p, a))).sum()
            }
        }
    }
}

/// The round trips from the moment on at which the queue was full.
fn while_filled(trips: &[(u64, f64)]) -> impl Iterator<Item = f64> {
    let stretches: Vec<(u64, f64)> = trips
        .chunk_by(|a, b| a.0 / FILL_STRETCH_US == b.0 / FILL_STRETCH_US)
        .filter_map(|c| Some((c.first()?.0, percentile::median(c.iter().map(|r| r.1))?)))
        .collect();
    // The second greatest: a single one may be an accident.
    let medians = percentile::sorted(stretches.iter().map(|s| s.1));
    let greatest = medians.iter().rev().nth(1).copied().unwrap_or(0.0);
    let from = stretches.iter().find(|s| s.1 >= FILLED * greatest).map_or(0, |s| s.0);
    trips.iter().filter(move |r| r.0 >= from).map(|r| r.1)
}

fn add_phase(phases: &mut Vec<PhaseCount>, id: PhaseId, loss: &LossCount) {
    if loss.sent == 0 {
        return;
    }
    let place = match phases.iter().position(|p| p.id == id) {
        Some(place) => place,
        None => {
            phases.push(PhaseCount { id, sent: 0, lost: 0, bursts: Some(0) });
            phases.len() - 1
        }
    };
    if let Some(known) = phases.get_mut(place) {
        (known.sent, known.lost) = (known.sent + loss.sent, known.lost + loss.lost);
        known.bursts = known.bursts.map(|n| n + loss.bursts);
    }
}
