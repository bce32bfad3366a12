//! What the levels that the pretend call really ran at say about each level.

use super::limits;
use super::stats::Counts;
use crate::model::Level;
use crate::model::observation::{Direction, LevelTried, NetworkObservation, PhaseId, TriedDirection};

/// What a level asks of a direction, in Mbit/s.
fn asks(level: Level, way: Direction) -> f64 {
    let limits = limits::level(level);
    match way {
        Direction::Up => limits.up_mbps,
        Direction::Down => limits.down_mbps,
    }
}

fn of(tried: &LevelTried, way: Direction) -> &TriedDirection {
    match way {
        Direction::Up => &tried.up,
        Direction::Down => &tried.down,
    }
}

fn count(tried: &TriedDirection) -> Option<Counts> {
    Counts::new(tried.sent, tried.lost, tried.burst_mean)
}

/// The datagrams that speak for or against a level: the idle line and every attempt, except those that asked more than this
/// level and were given up. `None` where attempts were not recorded.
pub(super) fn counts(o: &NetworkObservation, level: Level, way: Direction) -> Option<Counts> {
    if o.levels_tried.is_empty() {
        return None;
    }
    let phases = if way == Direction::Up { &o.up.phases } else { &o.down.phases };
    let idle = phases.iter().find(|p| p.id == PhaseId::Idle).and_then(|p| Counts::new(p.sent, p.lost, None));
    let beyond = |t: &&LevelTried| t.stepped_down && asks(t.level, way) > asks(level, way);
    let attempts = o.levels_tried.iter().filter(|t| !beyond(t)).filter_map(|t| count(of(t, way)));
    idle.into_iter().chain(attempts).reduce(Counts::plus)
}

/// Each attempt that asked no more of this direction than the level does.
pub(super) fn attempts(o: &NetworkObservation, level: Level, way: Direction) -> impl Iterator<Item = Counts> {
    let within = move |t: &&LevelTried| asks(t.level, way) <= asks(level, way);
    o.levels_tried.iter().filter(within).filter_map(move |t| count(of(t, way)))
}

/// True when an attempt that asked at least as much went through to its end, or when attempts were not recorded.
pub(super) fn shown(o: &NetworkObservation, level: Level) -> bool {
    let enough = |t: &LevelTried| [Direction::Up, Direction::Down].iter().all(|w| asks(t.level, *w) >= asks(level, *w));
    o.levels_tried.is_empty() || o.levels_tried.iter().any(|t| !t.stepped_down && enough(t))
}
