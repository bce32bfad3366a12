//! Findings by cause and remedy, in the order in which a person is to mend them (contract: "Order of what to fix").
//!
//! First what makes the call impossible: not heard, not seen, no connection. Then what is mended in minutes, then the
//! rest; remarks and information after that. Findings of a check that call for the same thing first are one group, and
//! so is everything that one program causes.

use std::cmp::Reverse;

use super::mend::mend;
use crate::model::assessment::{Group, Urgency};
use crate::model::{Advice, CheckId, Finding, FindingId, Level, LevelOutcome, LevelVerdict, Outcome};

/// Which way of not having a call, in the order of telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blocked {
    /// Nobody hears the candidate.
    NotHeard,
    /// Nobody sees the candidate.
    NotSeen,
    /// There is no line, or none that carries the call.
    NoConnection,
    /// None of these.
    No,
}

/// What makes findings one.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cause {
    /// A program, whatever it does: it is to be closed.
    Program(String),
    /// The same check calls for the same thing, about the same program if any.
    Remedy(CheckId, Advice, Option<String>),
    /// The computer is busy with all of these programs.
    Load,
    /// Nothing to do about it: a finding for itself.
    Alone(usize),
}

/// The groups in the order of mending; each finding is in exactly one. `levels` and `need` tell what puts the call at
/// risk.
pub(super) fn of(findings: Vec<Finding>, levels: &[LevelVerdict], need: Level) -> Vec<Group> {
    let needed = levels.iter().find(|level| level.id == need);
    let causes: Vec<Cause> = findings.iter().enumerate().map(|(at, f)| cause(at, f, &findings)).collect();
    let mut gathered: Vec<(Cause, Vec<(Rank, Finding)>)> = Vec::new();
    for (finding, cause) in findings.into_iter().zip(causes) {
        let member = (Rank::of(&finding, needed), finding);
        match gathered.iter_mut().find(|(known, _)| *known == cause) {
            Some((_, members)) => members.push(member),
            None => gathered.push((cause, vec![member])),
        }
    }
    let mut groups: Vec<(Rank, Group)> = gathered
        .into_iter()
        .filter_map(|(_, mut members)| {
            // The worst gives the group its name; it presses as much as the most pressing.
            members.sort_by_key(|(rank, _)| (rank.outcome, *rank));
            let pressing = members.iter().map(|(rank, _)| *rank).min()?;
            let head = members.first()?.0;
            let rank = Rank { urgency: pressing.urgency, blocked: pressing.blocked, ..head };
            let findings = members.into_iter().map(|(_, finding)| finding).collect();
            Some((rank, Group { urgency: rank.urgency, findings }))
        })
        .collect();
    // The sorts are stable: what was found first stays first among equals.
    groups.sort_by_key(|(rank, _)| *rank);
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Where a finding stands; the least comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    urgency: Urgency,
    blocked: Blocked,
    outcome: Reverse<Outcome>,
    takes_longer: bool,
    check: CheckId,
}

impl Rank {
    fn of(finding: &Finding, needed: Option<&LevelVerdict>) -> Self {
        let takes_longer = finding.outcome != Outcome::Good && !mend(finding).in_minutes;
        let blocked = blocked(finding, needed);
        let urgency = match finding.outcome {
            Outcome::Good => Urgency::Note,
            Outcome::WatchOut if !at_risk(finding, needed) => Urgency::Remark,
            _ if blocked != Blocked::No => Urgency::Blocks,
            _ if takes_longer => Urgency::Longer,
            _ => Urgency::Minutes,
        };
        Self { urgency, blocked, outcome: Reverse(finding.outcome), takes_longer, check: finding.id.check() }
    }
}

/// Whether this finding is one of those for which the needed level does not hold.
fn at_risk(finding: &Finding, needed: Option<&LevelVerdict>) -> bool {
    let open = needed.filter(|level| matches!(level.outcome, LevelOutcome::AtRisk | LevelOutcome::No));
    open.is_some_and(|level| level.because.contains(&finding.id))
}

/// Of what was not measured only that which will fail in the call as well: a device that does not open, no network.
fn blocked(finding: &Finding, needed: Option<&LevelVerdict>) -> Blocked {
    use FindingId as F;
    let problem = finding.outcome == Outcome::Problem;
    let fails = problem || finding.outcome == Outcome::NotMeasured;
    match finding.id {
        F::SoundNoPermission | F::SoundInUse | F::SoundUnplugged | F::SoundNoData if fails => Blocked::NotHeard,
        F::CameraNoPermission | F::CameraInUse | F::CameraUnplugged | F::CameraNoFrames if fails => Blocked::NotSeen,
        F::NetworkOffline | F::NetworkPortal if fails => Blocked::NoConnection,
        id if problem => match id.check() {
            CheckId::Sound => Blocked::NotHeard,
            CheckId::Camera => Blocked::NotSeen,
            CheckId::Network if needed.is_some_and(|level| level.outcome == LevelOutcome::No) => Blocked::NoConnection,
            CheckId::Network | CheckId::Computer => Blocked::No,
        },
        _ => Blocked::No,
    }
}

fn cause(at: usize, finding: &Finding, all: &[Finding]) -> Cause {
    use Advice as A;
    use FindingId as F;
    let very_busy = || all.iter().any(|f| f.id == F::ComputerVeryBusy);
    match finding.id {
        F::ComputerVeryBusy => return Cause::Load,
        F::ComputerHog | F::ComputerBursty if very_busy() => return Cause::Load,
        // Little distance between voice and noise is the fault of whichever of the two stands out.
        F::SoundLowSnr => {
            let stands = |id: F| all.iter().find(|f| f.id == id && f.outcome >= finding.outcome);
            let soft = stands(F::SoundTooSoft).or_else(|| stands(F::SoundSoft));
            if let Some(other) = soft.or_else(|| stands(F::SoundNoisy)) {
                return by_remedy(at, other);
            }
        }
        _ => {}
    }
    let closed = matches!(
        finding.advice.first(),
        Some(A::CloseCameraApp | A::CloseMicrophoneApp | A::QuitMeetingApp | A::QuitApp)
    );
    match finding.get_text("app") {
        Some(app) if closed => Cause::Program(app.to_owned()),
        _ => by_remedy(at, finding),
    }
}

fn by_remedy(at: usize, finding: &Finding) -> Cause {
    let program = finding.get_text("app").or_else(|| finding.get_text("program")).map(str::to_owned);
    finding.advice.first().map_or(Cause::Alone(at), |advice| Cause::Remedy(finding.id.check(), *advice, program))
}

#[cfg(test)]
#[path = "groups_tests.rs"]
mod tests;
