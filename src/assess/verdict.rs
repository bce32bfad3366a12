//! From findings to the verdict over the run (contract: "How findings become a verdict").

use super::mend::mend;
use crate::model::assessment::CheckVerdict;
use crate::model::{
    Assessment, CheckId, Confidence, Finding, LevelOutcome, LevelVerdict, Outcome, Readiness, RunState, UnknownReason,
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
    let outcomes: Vec<Outcome> = selected.iter().filter_map(|c| Some(assessment.checks.get(c)?.outcome)).collect();
    let Some(verdict) = outcomes.into_iter().max() else { return };
    assessment.verdict = Some(verdict);
    assessment.readiness = readiness(state, assessment, verdict, &assessment.unchecked());
    assessment.confidence = Some(confidence(state, assessment));
}

/// The needed level, when the line was measured.
fn need(state: &RunState, assessment: &Assessment) -> Option<LevelVerdict> {
    assessment.levels.iter().find(|l| l.id == state.requirement.need).cloned()
}

/// Whether to go in, when there are no parts but the selected ones.
pub(super) fn alone(state: &RunState, assessment: &mut Assessment) {
    let Some(verdict) = assessment.verdict else { return };
    let selected = &state.requirement.checks;
    let unchecked: Vec<CheckId> = assessment.unchecked().into_iter().filter(|c| selected.contains(c)).collect();
    assessment.readiness = readiness(state, assessment, verdict, &unchecked);
    assessment.confidence = Some(confidence(state, assessment));
}

/// A part that was left out opens the door no further than one that could not be measured.
fn readiness(state: &RunState, assessment: &Assessment, verdict: Outcome, unchecked: &[CheckId]) -> Readiness {
    let need = need(state, assessment).map(|l| l.outcome);
    let waits = |f: &Finding| f.outcome == Outcome::Problem && !mend(f).in_minutes;
    match verdict {
        Outcome::Problem if need == Some(LevelOutcome::No) || assessment.findings.iter().any(waits) => {
            Readiness::FixFirst
        }
        Outcome::Problem => Readiness::Almost,
        _ if unchecked.contains(&CheckId::Network) => Readiness::CannotSay,
        _ if !unchecked.is_empty() || need == Some(LevelOutcome::AtRisk) => Readiness::Almost,
        _ => Readiness::Ready,
    }
}

/// As sure as the least sure part, for the sentence is about all of them. Only "fix first" stands on its own: one sure
/// reason is enough, as long as nothing that was to be measured is missing.
fn confidence(state: &RunState, assessment: &Assessment) -> Confidence {
    let need = need(state, assessment);
    let of = |check: CheckId, outcome: Outcome| match check {
        _ if outcome == Outcome::NotMeasured => Confidence::Low,
        CheckId::Network => need.as_ref().map_or(Confidence::Low, |l| l.confidence),
        CheckId::Camera if state.observations.camera.as_ref().is_some_and(|c| c.frozen_ratio.is_none()) => {
            Confidence::Medium
        }
        _ => Confidence::High,
    };
    let checks = assessment.checks.iter().map(|(check, verdict)| (*check, verdict.outcome));
    let least = checks.clone().map(|(check, outcome)| of(check, outcome)).min();
    let missing = checks.clone().any(|(_, outcome)| outcome == Outcome::NotMeasured);
    let problems = checks.filter(|(_, outcome)| *outcome == Outcome::Problem);
    let found = match assessment.readiness {
        Readiness::CannotSay => None,
        Readiness::FixFirst if !missing => problems.map(|(check, outcome)| of(check, outcome)).max(),
        _ => least,
    };
    found.unwrap_or(Confidence::Low)
}
