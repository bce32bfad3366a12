//! Findings about the connection.

use super::advice::{self, Line};
use super::levels;
use super::limits;
use super::marks::{self, Grade, Mark, positive};
use super::mos;
use super::way;
use crate::model::assessment::NetworkFigures;
use crate::model::observation::{Direction, InterfaceKind, NetworkObservation, ServerKind, UdpState};
use crate::model::run::{Phase, VoidReason};
use crate::model::{CheckId, Finding, FindingId, Level, LevelOutcome, LevelVerdict, Outcome, RunState};

/// What follows from the figures: intervals, the audio score, and of a trial the levels that would have been claimed of a line.
pub(super) fn figures(o: &NetworkObservation) -> NetworkFigures {
    let interval = |d| marks::counts(d).map(super::stats::Counts::interval);
    NetworkFigures {
        loss_up_ci95: interval(&o.up),
        loss_down_ci95: interval(&o.down),
        mos: mos::estimate(o),
        trial_levels: if o.server.kind == ServerKind::Local { levels::levels(o) } else { Vec::new() },
    }
}

/// Findings and levels of the connection. Against a server on this computer itself nothing is claimed of the line.
pub(super) fn judge(o: &NetworkObservation, need: Level) -> (Vec<Finding>, Vec<LevelVerdict>) {
    if o.server.kind == ServerKind::Local {
        let finding = Finding::new(FindingId::NetworkThisComputerOnly, Outcome::NotMeasured)
            .advise(advice::of(FindingId::NetworkThisComputerOnly));
        return (vec![finding], Vec::new());
    }
    let levels = levels::levels(o);
    let line = line(o, need, &levels);
    let marks = marks::marks(o, need);
    let mut findings: Vec<Finding> = marks.iter().filter_map(|mark| of_mark(o, mark, &line)).collect();
    let open = marks.iter().any(|m| m.grade == Grade::NotEnough);
    if open && !marks.iter().any(|m| m.grade == Grade::No) {
        findings.push(told(FindingId::NetworkNotEnoughEvidence, Outcome::NotMeasured));
    }
    if o.udp == UdpState::Blocked && !findings.iter().any(|f| f.id == FindingId::NetworkUdpBlocked) {
        findings.push(asked_in_vain(o, told(FindingId::NetworkUdpBlocked, Outcome::WatchOut)));
    }
    if marks::loss_is_missing(o) {
        findings.push(told(FindingId::NetworkLossNotMeasured, Outcome::WatchOut));
    }
    if findings.is_empty() {
        findings.push(good(o));
    }
    if let Some((side, told)) = way::side(o, &marks).and_then(|side| Some((side, way::finding(o, side)?))) {
        findings
            .push(told.advise(&advice::of_line(FindingId::NetworkBeforeRouter, &Line { side: Some(side), ..line })));
    }
    if let Some(weak) = way::weak_signal(o, &marks) {
        findings.push(weak.advise(&advice::of_line(FindingId::NetworkWifiWeak, &line)));
    }
    if let Some(late) = positive(o.sender_late_ratio).filter(|r| *r > limits::SENDER_LATE_RATIO) {
        findings.push(told(FindingId::NetworkTimingUnsure, Outcome::Good).number("ratio", late.min(1.0)));
    }
    if o.path.as_ref().is_some_and(|p| p.vpn) {
        findings.push(told(FindingId::NetworkVpn, Outcome::Good));
    }
    findings.extend(way::information(o));
    (findings, levels)
}

/// True when the run became void because the network changed: whatever was measured belongs to another line.
pub(super) fn changed(state: &RunState) -> Option<Finding> {
    let void = state.phase == Phase::Void(VoidReason::NetworkChanged) && state.requirement.wants(CheckId::Network);
    void.then(|| told(FindingId::NetworkChanged, Outcome::NotMeasured))
}

fn told(id: FindingId, outcome: Outcome) -> Finding {
    Finding::new(id, outcome).advise(advice::of(id))
}

fn line(o: &NetworkObservation, need: Level, levels: &[LevelVerdict]) -> Line {
    let voice = levels.iter().find(|l| l.id == Level::Audio);
    Line {
        kind: o.path.as_ref().map_or(InterfaceKind::Other, |p| p.interface_kind),
        vpn: o.path.as_ref().is_some_and(|p| p.vpn),
        side: None,
        voice_passes: need > Level::Audio && voice.is_some_and(|l| l.outcome == LevelOutcome::Holds),
    }
}

fn of_mark(o: &NetworkObservation, mark: &Mark, line: &Line) -> Option<Finding> {
    let outcome = match mark.grade {
        Grade::No => Outcome::Problem,
        Grade::AtRisk => Outcome::WatchOut,
        Grade::Holds | Grade::NotEnough => return None,
    };
    let finding = Finding::new(mark.id, outcome);
    let value = mark.value.unwrap_or(f64::NAN);
    let finding = match mark.id {
        FindingId::NetworkLossUp | FindingId::NetworkLossDown => {
            let [low, high] = mark.counts.map_or([f64::NAN; 2], super::stats::Counts::interval);
            finding.number("ratio", value).number("low", low).number("high", high).number("limit", mark.limit)
        }
        FindingId::NetworkSlowUp | FindingId::NetworkSlowDown => {
            finding.number("mbps", value).number("need_mbps", mark.limit)
        }
        FindingId::NetworkJitter => finding.number("pdv_ms", value).number("limit_ms", mark.limit),
        FindingId::NetworkGap => {
            let count = gaps(o, mark);
            finding.number("gap_ms", value).number("limit_ms", mark.limit).number("count", count)
        }
        FindingId::NetworkUdpBlocked => asked_in_vain(o, finding),
        _ => finding.number("rtt_ms", value).number("limit_ms", mark.limit),
    };
    let finding = match (mark.id, mark.direction) {
        (FindingId::NetworkJitter | FindingId::NetworkGap | FindingId::NetworkDelayUnderLoad, Some(way)) => {
            finding.text("direction", if way == Direction::Up { "up" } else { "down" })
        }
        _ => finding,
    };
    let line = Line { side: way::of_mark(o, mark), ..*line };
    Some(finding.advise(&advice::of_line(mark.id, &line)))
}

/// How many operators of STUN gave no answer.
fn asked_in_vain(o: &NetworkObservation, finding: Finding) -> Finding {
    match o.way.stun {
        Some(stun) if stun.answered == 0 => finding.number("operators", f64::from(stun.asked)),
        _ => finding,
    }
}

/// How many interruptions of that direction were longer than the good limit; at least the one that was found.
fn gaps(o: &NetworkObservation, mark: &Mark) -> f64 {
    let longer = o.drop_outs.iter().filter(|x| Some(x.direction) == mark.direction && x.length_ms > mark.limit);
    f64::from(u32::try_from(longer.count()).unwrap_or(u32::MAX)).max(1.0)
}

fn good(o: &NetworkObservation) -> Finding {
    let mut finding = Finding::new(FindingId::NetworkGood, Outcome::Good);
    let figures =
        [("rtt_ms", o.rtt_ms.p50), ("up_mbps", o.up.goodput_mbps.p50), ("down_mbps", o.down.goodput_mbps.p50)];
    for (key, value) in figures {
        if let Some(value) = positive(value) {
            finding = finding.number(key, value);
        }
    }
    if o.server.kind == ServerKind::Public && o.counts_loss() {
        finding = finding.text("host", &o.server.host);
    }
    finding
}
