//! Pure judgement: observations in, findings and verdict out.
//!
//! | file | what |
//! |---|---|
//! | [`limits`] | every limit with its source |
//! | [`stats`] | exact bounds of a loss ratio, the sequential test |
//! | `levels`, `marks`, `tried` | which level of call the line carries, by which quantity, by which attempts |
//! | `mos` | the estimated audio score |
//! | `way` | on which side of the router the trouble lies |
//! | `network`, `sound`, `camera`, `computer` | observations to findings |
//! | [`picture`], [`pattern`] | what follows from the series of pictures and of programs' shares |
//! | [`spots`] | the places in the house in their order |
//! | `unknown` | a check without an answer to its finding |
//! | `advice` | what helps against which finding |
//! | `groups` | findings with one cause and one remedy, in the order of mending |
//! | [`mend`] | which finding the candidate can mend in minutes |
//! | `verdict` | findings to verdict, confidence and door |
//!
//! A limit in the evidence is always where good begins, also when the fail limit was crossed: it is what a person
//! compares with.

mod advice;
mod camera;
mod computer;
mod groups;
mod levels;
pub mod limits;
mod marks;
pub mod mend;
mod mos;
mod network;
pub mod pattern;
pub mod picture;
mod sound;
pub mod spots;
pub mod stats;
mod tried;
mod unknown;
mod verdict;
mod way;

pub use sound::concluded;

use crate::model::run::Stage;
use crate::model::{Assessment, CheckId, Finding, Outcome, RunState, Unknown, UnknownReason};

/// Derives the conclusions from a state. Pure, and quick enough for every event.
///
/// A check that runs (again) is judged on what was observed so far; the verdict waits until each selected check ended.
#[must_use]
pub fn judge(state: &RunState) -> Assessment {
    let mut assessment = Assessment::default();
    for check in &state.requirement.checks {
        let ended = state.stage(*check).ended();
        let Some((findings, unknown)) = findings(state, *check, &mut assessment) else { continue };
        let verdict = verdict::check(&findings, unknown);
        // While it runs, "too few samples" is no news.
        if !ended && verdict.outcome == Outcome::NotMeasured {
            if *check == CheckId::Network {
                assessment.levels.clear();
            }
            continue;
        }
        assessment.checks.insert(*check, verdict);
        assessment.findings.extend(findings);
    }
    let found = std::mem::take(&mut assessment.findings);
    assessment.groups = groups::of(found, &assessment.levels, state.requirement.need);
    assessment.findings = assessment.groups.iter().flat_map(|g| g.findings.iter().cloned()).collect();
    verdict::whole(state, &mut assessment);
    assessment
}

/// Judges these parts alone, as if there were no others: for a page that shows no more than them.
#[must_use]
pub fn judge_alone(run: &RunState, parts: &[CheckId]) -> Assessment {
    let mut run = run.clone();
    run.requirement.checks.retain(|check| parts.contains(check));
    let mut assessment = judge(&run);
    verdict::alone(&run, &mut assessment);
    assessment
}

/// What it means that this check came to no answer, apart from any run.
#[must_use]
pub fn unmeasured(check: CheckId, unknown: &Unknown) -> Finding {
    unknown::judge(&RunState::default(), check, unknown)
}

/// The findings of one check with the reason why it was not measured; `None`: nothing to say yet.
fn findings(
    state: &RunState,
    check: CheckId,
    assessment: &mut Assessment,
) -> Option<(Vec<Finding>, Option<UnknownReason>)> {
    if check == CheckId::Network
        && let Some(finding) = network::changed(state)
    {
        return Some((vec![finding], None));
    }
    let stage = state.stage(check);
    if let Stage::Unknown(unknown) = stage {
        let mut findings = vec![unknown::judge(state, check, unknown)];
        if check == CheckId::Sound {
            let told = findings.first().map(|f| f.id);
            findings.extend(sound::output_alone(state).filter(|f| Some(f.id) != told));
        }
        let reason = if unknown::in_use(state, check) { UnknownReason::InUse } else { unknown.reason };
        return Some((findings, Some(reason)));
    }
    let ended = stage.ended();
    let seen = &state.observations;
    let found = match check {
        CheckId::Network => seen.network.as_ref().map(|o| {
            let (findings, levels) = network::judge(o, state.requirement.need);
            assessment.levels = levels;
            assessment.network = network::figures(o);
            findings
        }),
        CheckId::Sound => {
            let measured = seen.sound.as_ref().filter(|o| ended || sound::has_measured(o));
            measured.map(|o| sound::judge(state, o))
        }
        CheckId::Camera => {
            assessment.camera = seen.camera.as_ref().map(picture::completed);
            let measured = assessment.camera.as_ref().filter(|o| ended || camera::has_measured(o));
            measured.map(camera::judge)
        }
        CheckId::Computer => {
            assessment.computer = seen.computer.as_ref().map(pattern::completed);
            assessment.computer.as_ref().map(|o| computer::judge(state, o))
        }
    };
    match found {
        Some(findings) => Some((findings, None)),
        // Ended without an observation: no answer, whatever the probe believes.
        None if ended => {
            let unknown = crate::model::Unknown::new(UnknownReason::NotEnoughEvidence, "ended without an observation");
            Some((vec![unknown::judge(state, check, &unknown)], Some(unknown.reason)))
        }
        None => None,
    }
}
