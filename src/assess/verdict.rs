//! From findings to the verdict over the run (contract: "How findings become a verdict").

use super::advice;
use crate::model::assessment::CheckVerdict;
use crate::model::observation::ServerKind;
use crate::model::{
    Assessment, CheckId, Confidence, Door, Finding, LevelOutcome, LevelVerdict, Outcome, RunState, UnknownReason,
};

/// A check is its worst finding; information counts as good.
pub(super) fn check(findings: &[Finding], unknown: Option<UnknownReason>) -> CheckVerdict {
    let outcome = findings.iter().map(|f| f.outcome).max().unwrap_or(Outcome::Good);
    let deciding = findings.iter().filter(|f| f.outcome == Outcome::NotMeasured);
    let own = deciding.filter_map(|f| super::unknown::reason(f.id)).next();
    let not_measured = if outcome == Outcome::NotMeasured { own } else { None };
    CheckVerdict { outcome, unknown_reason: unknown.or(not_measured) }
}

/// Fills in verdict, confidence and door once every selected check has ended.
pub(super) fn whole(state: &RunState, assessment: &mut Assessment) {
    let selected = &state.requirement.checks;
    if selected.is_empty() || !state.all_ended() {
        return;
    }
    let verdicts: Vec<(CheckId, Outcome)> =
        selected.iter().filter_map(|c| Some((*c, assessment.checks.get(c)?.outcome))).collect();
    let Some(verdict) = verdicts.iter().map(|(_, outcome)| *outcome).max() else { return };
    let need = assessment.levels.iter().find(|l| l.id == state.requirement.need).cloned();
    assessment.verdict = Some(verdict);
    assessment.confidence = Some(confidence(state, &verdicts, verdict, need.as_ref()));
    assessment.door = door(&verdicts, verdict, need.as_ref(), &assessment.findings, state);
}

fn door(
    verdicts: &[(CheckId, Outcome)],
    verdict: Outcome,
    need: Option<&LevelVerdict>,
    findings: &[Finding],
    state: &RunState,
) -> Door {
    // The embedded server's levels are about this computer, not about the line.
    let local = state.observations.network.as_ref().is_some_and(|n| n.server.kind == ServerKind::Local);
    let need = need.filter(|_| !local).map(|l| l.outcome);
    match verdict {
        Outcome::Good => Door::Ready,
        Outcome::WatchOut if need == Some(LevelOutcome::AtRisk) => Door::Almost,
        Outcome::WatchOut => Door::Ready,
        Outcome::Problem => {
            let hopeless = |f: &Finding| f.outcome == Outcome::Problem && !advice::mendable(f.id);
            if need == Some(LevelOutcome::No) || findings.iter().any(hopeless) { Door::FixFirst } else { Door::Almost }
        }
        Outcome::NotMeasured => {
            let network = verdicts.contains(&(CheckId::Network, Outcome::NotMeasured));
            if network { Door::CannotSay } else { Door::Almost }
        }
    }
}

/// A problem is as sure as the surest check that has one; anything else as the least sure check.
fn confidence(
    state: &RunState,
    verdicts: &[(CheckId, Outcome)],
    verdict: Outcome,
    need: Option<&LevelVerdict>,
) -> Confidence {
    let of = |(check, outcome): &(CheckId, Outcome)| match (check, outcome) {
        (_, Outcome::NotMeasured) => Confidence::Low,
        (CheckId::Network, _) => need.map_or(Confidence::Low, |l| l.confidence),
        (CheckId::Camera, _) if state.observations.camera.as_ref().is_some_and(|c| c.frozen_ratio.is_none()) => {
            Confidence::Medium
        }
        _ => Confidence::High,
    };
    let problem = verdict == Outcome::Problem;
    let deciding = verdicts.iter().filter(|v| !problem || v.1 == verdict).map(of);
    let found = if problem { deciding.max() } else { deciding.min() };
    found.unwrap_or(Confidence::Low)
}
