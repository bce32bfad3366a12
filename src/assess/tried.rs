//! What speaks for or against a level: the quiet line and the attempts. A level is judged by itself or by less: what an
//! attempt at a higher level did to the line says nothing against it.

use super::limits;
use super::stats::Counts;
use crate::model::Level;
use crate::model::demand::asks_no_more;
use crate::model::observation::{
    Direction, DirectionObservation, Histogram, LevelTried, NetworkObservation, PhaseId, TriedDirection,
};

/// One thing that was tried: the quiet line or an attempt.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub rtt: &'a Histogram,
    up: &'a TriedDirection,
    down: &'a TriedDirection,
    /// An attempt at a level; else the quiet line.
    pub attempt: bool,
}

impl<'a> Part<'a> {
    fn of(tried: &'a LevelTried) -> Self {
        Self { rtt: &tried.rtt_ms, up: &tried.up, down: &tried.down, attempt: true }
    }

    pub(super) fn way(&self, way: Direction) -> &'a TriedDirection {
        match way {
            Direction::Up => self.up,
            Direction::Down => self.down,
        }
    }

    pub(super) fn counts(&self, way: Direction) -> Option<Counts> {
        let tried = self.way(way);
        Counts::new(tried.sent, tried.lost, tried.burst_mean)
    }

    /// The counts without the longest burst: a drop-out that is judged as a gap is not to be judged again as loss.
    pub(super) fn scattered(&self, way: Direction) -> Option<Counts> {
        let tried = self.way(way);
        let burst = tried.longest_burst.unwrap_or(0).min(tried.lost);
        #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
        let mean = tried.burst_mean.and_then(|mean| {
            let others = tried.lost as f64 / mean - 1.0;
            (others >= 1.0).then(|| (tried.lost - burst) as f64 / others)
        });
        Counts::new(tried.sent.saturating_sub(burst), tried.lost - burst, mean)
    }
}

/// What speaks about one level.
#[derive(Debug)]
pub(super) struct Evidence<'a> {
    /// The quiet line and the attempts that asked no more than the level: they may condemn it.
    pub within: Vec<Part<'a>>,
    /// Attempts that asked more and were carried to their end, least demanding first: they may clear the level or warn, but never
    /// condemn it.
    pub above: Vec<Part<'a>>,
    /// An attempt that asked more was given up: figures of the whole line are not fit to condemn the level.
    pub given_up_above: bool,
}

/// What speaks about this level.
pub(super) fn evidence(o: &NetworkObservation, level: Level) -> Evidence<'_> {
    let within = |t: &&LevelTried| asks_no_more(t.level, level);
    let quiet = o.quiet.as_ref().map(|q| Part { rtt: &q.rtt_ms, up: &q.up, down: &q.down, attempt: false });
    let mut above: Vec<&LevelTried> = o.levels_tried.iter().filter(|t| !within(t) && !t.stepped_down).collect();
    above.sort_by(|a, b| (a.up.mbps + a.down.mbps).total_cmp(&(b.up.mbps + b.down.mbps)));
    Evidence {
        within: quiet.into_iter().chain(o.levels_tried.iter().filter(within).map(Part::of)).collect(),
        above: above.into_iter().map(Part::of).collect(),
        given_up_above: o.levels_tried.iter().any(|t| !within(&t) && t.stepped_down),
    }
}

impl Evidence<'_> {
    /// What was seen within the level, then the same with ever more of what was asked above it, until `judge` can say
    /// something. The flag: more than the level's own was needed for that.
    pub(super) fn widened<T>(&self, judge: impl Fn(&[Part<'_>]) -> Option<T>) -> Option<(T, bool)> {
        let mut parts = self.within.clone();
        if let Some(said) = judge(&parts) {
            return Some((said, false));
        }
        self.above.iter().find_map(|part| {
            parts.push(*part);
            judge(&parts).map(|said| (said, true))
        })
    }
}

/// The idle line of recordings that do not have the quiet line by itself.
pub(super) fn idle(o: &NetworkObservation, d: &DirectionObservation) -> Option<Counts> {
    if o.quiet.is_some() {
        return None;
    }
    let phase = d.phases.iter().find(|p| p.id == PhaseId::Idle)?;
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    let own = phase.bursts.filter(|n| *n > 0).map(|n| phase.lost as f64 / n as f64);
    Counts::new(phase.sent, phase.lost, own.or(d.burst_mean))
}

/// The attempts that asked at least as much and went through to their end.
fn carried(o: &NetworkObservation, level: Level) -> impl Iterator<Item = &LevelTried> {
    o.levels_tried.iter().filter(move |t| !t.stepped_down && asks_no_more(level, t.level))
}

/// True when an attempt that asked at least as much went through to its end, or when attempts were not recorded.
pub(super) fn shown(o: &NetworkObservation, level: Level) -> bool {
    o.levels_tried.is_empty() || carried(o, level).next().is_some()
}

/// True when an attempt that asked at least as much was carried in this direction, long enough to tell: the rate is there,
/// whatever TCP makes of the line.
pub(super) fn carried_rate(o: &NetworkObservation, level: Level, way: Direction) -> bool {
    let fail = limits::level(level).loss.fail;
    let long = carried(o, level).filter(|t| t.duration_s >= limits::ATTEMPT_S);
    long.filter_map(|t| Part::of(t).counts(way)).any(|counts| counts.ratio() <= fail)
}
