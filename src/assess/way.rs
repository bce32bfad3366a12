//! On which side of the router the trouble lies: between this computer and it, or beyond.
//!
//! What went to the router beside the measurement is held against what went the whole way, quantity by quantity. A router that does
//! not answer, or answers too seldom, says nothing.

use super::limits::{self, BEYOND_SHARE, NEAR_SHARE};
use super::marks::{Grade, Mark, positive};
use super::stats::Counts;
use crate::model::observation::{
    Direction, GatewayObservation, GatewayPart, Histogram, InterfaceKind, NetworkObservation,
};
use crate::model::{Finding, FindingId, Outcome};

/// Where most of it comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Between this computer and its router.
    Near,
    /// Beyond the router.
    Beyond,
}

/// Questions to the router that a claim about a drop-out needs, lost or answered.
const QUESTIONS_IN_GAP: f64 = 2.0;
/// Questions without an answer that a claim about loss needs.
const LOST_MIN: u64 = 3;
/// A router that loses so much more than the whole way does answers only now and then: its losses are none of the line.
const THROTTLED: f64 = 0.05;
/// A queue of ours that shows on the whole way, in ms, is long enough to be looked for.
const QUEUE_MS: f64 = 30.0;
/// Questions under a load of ours that a claim needs.
const LOADED_MIN: u64 = 10;

/// The side on which most of what was found amiss comes about: what a call does by itself first, then what our own load does.
pub(super) fn side(o: &NetworkObservation, marks: &[Mark]) -> Option<Side> {
    let amiss = |load: bool| {
        let of_load = move |m: &&Mark| is_of_load(m.id) == load && m.grade >= Grade::AtRisk;
        let sides: Vec<Side> = marks.iter().filter(of_load).filter_map(|m| of_mark(o, m)).collect();
        match (sides.contains(&Side::Near), sides.contains(&Side::Beyond)) {
            (true, false) => Some(Side::Near),
            (false, true) => Some(Side::Beyond),
            _ => None,
        }
    };
    let by_itself = marks.iter().any(|m| m.grade >= Grade::AtRisk && !is_of_load(m.id));
    amiss(false).or_else(|| amiss(true).filter(|_| !by_itself))
}

fn is_of_load(id: FindingId) -> bool {
    matches!(id, FindingId::NetworkDelayUnderLoad | FindingId::NetworkSlowUp | FindingId::NetworkSlowDown)
}

/// The side on which this comes about; `None` where the router tells nothing of it.
pub(super) fn of_mark(o: &NetworkObservation, mark: &Mark) -> Option<Side> {
    let router = o.way.gateway.as_ref()?;
    match mark.id {
        FindingId::NetworkLossUp | FindingId::NetworkLossDown => loss(o, &router.quiet),
        FindingId::NetworkJitter => variation(o, &router.quiet, mark.limit),
        FindingId::NetworkDelay => by_share(router.quiet.rtt_ms.p95()?, positive(mark.value)?),
        FindingId::NetworkGap => gaps(o, router, mark),
        FindingId::NetworkDelayUnderLoad | FindingId::NetworkSlowUp | FindingId::NetworkSlowDown => {
            queue(o, router, mark.direction?)
        }
        _ => None,
    }
}

fn by_share(near: f64, whole: f64) -> Option<Side> {
    match near / whole {
        share if share >= NEAR_SHARE => Some(Side::Near),
        share if share <= BEYOND_SHARE => Some(Side::Beyond),
        _ => None,
    }
}

/// A question is lost when it or its answer is: held against both directions together.
fn loss(o: &NetworkObservation, router: &GatewayPart) -> Option<Side> {
    let [up, down] = [positive(o.up.loss_ratio)?, positive(o.down.loss_ratio)?];
    let whole = 1.0 - (1.0 - up.min(1.0)) * (1.0 - down.min(1.0));
    let counts = Counts::new(router.sent, router.lost, None)?;
    let near = counts.ratio();
    if near > 2.0 * whole + THROTTLED {
        return None;
    }
    if near >= NEAR_SHARE * whole && router.lost >= LOST_MIN && counts.surely_above(BEYOND_SHARE * whole) {
        Some(Side::Near)
    } else if near <= BEYOND_SHARE * whole && counts.surely_below(NEAR_SHARE * whole) {
        Some(Side::Beyond)
    } else {
        None
    }
}

/// How much slower than the quickest the slow ones are. A computer that sends late would be taken for the way.
fn variation(o: &NetworkObservation, router: &GatewayPart, limit: f64) -> Option<Side> {
    if positive(o.sender_late_ratio).is_some_and(|late| late > limits::SENDER_LATE_RATIO) {
        return None;
    }
    let tried = o.levels_tried.iter().filter(|t| !t.stepped_down).map(|t| &t.rtt_ms);
    let whole = Histogram::sum(o.quiet.iter().map(|q| &q.rtt_ms).chain(tried));
    let rise = |h: &Histogram| Some(h.p95()? - h.percentile(0.0)?);
    // Where the slow ones are so few that they don't show there, nothing can be said of them.
    let whole = rise(&whole).filter(|ms| *ms >= limit / 2.0)?;
    by_share(rise(&router.rtt_ms)?, whole)
}

/// What became of the questions that were asked while the connection was gone.
fn gaps(o: &NetworkObservation, router: &GatewayObservation, mark: &Mark) -> Option<Side> {
    let every_s = positive(Some(router.every_ms)).filter(|ms| *ms >= 1.0)? / 1000.0;
    let long = o.drop_outs.iter().filter(|gap| gap.length_ms > mark.limit && Some(gap.direction) == mark.direction);
    let (mut asked, mut lost) = (0.0, 0.0);
    for gap in long {
        let end_s = gap.at_s + gap.length_ms / 1000.0;
        let within = router.unanswered_s.iter().filter(|at| **at >= gap.at_s - every_s && **at <= end_s).count();
        let questions = (gap.length_ms / 1000.0 / every_s).floor();
        asked += questions;
        lost += f64::from(u32::try_from(within).unwrap_or(u32::MAX)).min(questions);
    }
    if asked < QUESTIONS_IN_GAP { None } else { by_share(lost, asked) }
}

/// How much of the queue that a load of ours fills stands before the router.
fn queue(o: &NetworkObservation, router: &GatewayObservation, way: Direction) -> Option<Side> {
    let (seen, part) = match way {
        Direction::Up => (&o.up, &router.loaded_up),
        Direction::Down => (&o.down, &router.loaded_down),
    };
    let whole = positive(seen.loaded_rtt_ms.p50)? - positive(o.rtt_ms.p50)?;
    if whole < QUEUE_MS || part.rtt_ms.count() < LOADED_MIN {
        return None;
    }
    // The queue takes its time to fill, and the questions are counted from the beginning.
    by_share((part.rtt_ms.percentile(0.75)? - router.quiet.rtt_ms.percentile(0.5)?).max(0.0), whole)
}

/// A weak Wi-Fi signal. What was measured outranks it: over a line on which nothing is amiss, or nothing before the router, it is
/// information.
pub(super) fn weak_signal(o: &NetworkObservation, marks: &[Mark]) -> Option<Finding> {
    let over_wifi = o.path.as_ref().is_some_and(|path| path.interface_kind == InterfaceKind::Wifi);
    let signal = o.way.wifi.and_then(|wifi| wifi.signal_dbm).filter(|dbm| dbm.is_finite() && over_wifi)?;
    if signal >= limits::WIFI_WEAK_DBM {
        return None;
    }
    let amiss = marks.iter().any(|m| m.grade >= Grade::AtRisk) && side(o, marks) != Some(Side::Beyond);
    let strength = if signal < limits::WIFI_VERY_WEAK_DBM { "very_weak" } else { "weak" };
    let finding = Finding::new(FindingId::NetworkWifiWeak, if amiss { Outcome::WatchOut } else { Outcome::Good });
    let finding = finding.text("strength", strength);
    Some(finding.number("signal_dbm", signal).number("limit_dbm", limits::WIFI_WEAK_DBM))
}

/// What is worth knowing of the way and takes nothing from the call.
pub(super) fn information(o: &NetworkObservation) -> Vec<Finding> {
    let told = |id| Finding::new(id, Outcome::Good);
    let slow = positive(o.way.name_lookup_ms).filter(|ms| *ms > limits::NAME_LOOKUP_MS);
    let slow = slow
        .map(|ms| told(FindingId::NetworkSlowNames).number("lookup_ms", ms).number("limit_ms", limits::NAME_LOOKUP_MS));
    let proxy = o.way.proxy.filter(|there| *there).map(|_| told(FindingId::NetworkProxied));
    let broken = o.way.families.filter(|f| f.ipv6.failed && positive(f.ipv4.connect_ms).is_some());
    let broken = broken.map(|_| told(FindingId::NetworkIpv6Broken));
    slow.into_iter().chain(proxy).chain(broken).collect()
}

/// What is told of the side. Nothing of a mobile network: the router is within the computer, or far away.
pub(super) fn finding(o: &NetworkObservation, side: Side) -> Option<Finding> {
    let kind = match o.path.as_ref()?.interface_kind {
        InterfaceKind::Wifi => "wifi",
        InterfaceKind::Wired => "wired",
        InterfaceKind::Other => "other",
        InterfaceKind::Cellular | InterfaceKind::Loopback => return None,
    };
    let (id, outcome) = match side {
        Side::Near => (FindingId::NetworkBeforeRouter, Outcome::WatchOut),
        Side::Beyond => (FindingId::NetworkBeyondRouter, Outcome::Good),
    };
    Some(Finding::new(id, outcome).text("kind", kind))
}
