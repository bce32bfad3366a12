//! The answer in words: the verdict and the sentence below it. Never claims what was not measured: a test walks through
//! every way in which the parts can come out.

use super::words::{capital, joined, names};
use crate::i18n::Texts;
use crate::model::{CheckId, Finding, FindingId, LevelOutcome, Outcome, Readiness, Snapshot};

/// The verdict in a few words.
#[must_use]
pub fn verdict(t: &Texts, door: Readiness) -> String {
    match door {
        Readiness::Ready => t.verdict_ready(),
        Readiness::Almost => t.verdict_almost(),
        Readiness::FixFirst => t.verdict_fix_first(),
        Readiness::CannotSay => t.verdict_cannot_say(),
    }
}

/// The verdict over the selected parts in a few words. Where some were left out it speaks of the others by name.
#[must_use]
pub fn heading(state: &Snapshot, t: &Texts) -> String {
    let a = &state.assessment;
    let fine =
        matches!(a.verdict, Some(Outcome::Good | Outcome::WatchOut)) && need(state) != Some(LevelOutcome::AtRisk);
    if state.is_whole() || !fine {
        return verdict(t, a.readiness);
    }
    let parts = &state.requirement.checks;
    super::words::capital(&t.result_parts_fine(count(parts.len()), names(t, parts)))
}

/// What a verdict means, in one to three sentences.
#[must_use]
pub fn sentence(state: &Snapshot, t: &Texts) -> String {
    if !state.is_whole() {
        return of_some(state, t);
    }
    let a = &state.assessment;
    let mut said = match a.readiness {
        Readiness::Ready => return ready(state, t),
        Readiness::Almost => almost(state, t),
        Readiness::FixFirst => vec![fix_first(state, t)],
        Readiness::CannotSay => vec![no_connection(state, t)],
    };
    // What is missing comes first: of a device that did not open nobody knows whether the call gets it.
    if let Some(missing) = not_heard_or_seen(state, t) {
        said.insert(0, missing);
    }
    let mut unchecked = a.unchecked();
    // The sentence about the connection has said that itself, and why.
    if a.readiness == Readiness::CannotSay {
        unchecked.retain(|check| *check != CheckId::Network);
    }
    if !unchecked.is_empty() {
        said.push(not_checked(t, &unchecked));
    }
    said.join(" ")
}

/// The same for a run of some parts: says nothing of the others but that they were left out.
fn of_some(state: &Snapshot, t: &Texts) -> String {
    let a = &state.assessment;
    let unanswered = state.unanswered();
    let problems = a.to_mend().filter(|group| group.outcome() == Outcome::Problem).count();
    let mut said: Vec<String> = match problems {
        _ if a.readiness == Readiness::FixFirst => vec![fix_first(state, t)],
        0 if unanswered.contains(&CheckId::Network) => vec![no_connection(state, t)],
        0 => line(state, t).into_iter().collect(),
        problems => std::iter::once(t.result_fix(count(problems))).chain(line(state, t)).collect(),
    };
    // What the sentence about the connection has told already is no remark beside it.
    let line_told = need(state) != Some(LevelOutcome::Holds) || found(state, FindingId::NetworkLossNotMeasured);
    let remarks = a.remarks().filter(|g| !(line_told && g.checks().first() == Some(&CheckId::Network))).count();
    if remarks > 0 && problems == 0 {
        said.push(t.result_checked_remarks(count(remarks)));
    }
    let silent: Vec<CheckId> =
        unanswered.into_iter().filter(|c| *c != CheckId::Network || a.readiness != Readiness::CannotSay).collect();
    if !silent.is_empty() {
        said.push(not_checked(t, &silent));
    }
    said.push(t.result_left_out(names(t, &state.left_out())));
    said.join(" ")
}

/// That they may not hear or see the candidate, where microphone or camera did not open.
fn not_heard_or_seen(state: &Snapshot, t: &Texts) -> Option<String> {
    use FindingId as F;
    let any = |ids: &[FindingId]| ids.iter().any(|id| found(state, *id));
    // A program that has the device may be the very one for the call.
    let heard = !any(&[F::SoundNoPermission, F::SoundUnplugged, F::SoundNoData]);
    let seen = !any(&[F::CameraNoPermission, F::CameraUnplugged, F::CameraNoFrames]);
    match (heard, seen) {
        (true, true) => None,
        (false, true) => Some(t.result_not_heard()),
        (true, false) => Some(t.result_not_seen()),
        (false, false) => Some(t.result_not_heard_or_seen()),
    }
}

/// "The sound and the picture were not checked."
fn not_checked(t: &Texts, parts: &[CheckId]) -> String {
    capital(&t.result_unchecked(count(parts.len()), names(t, parts)))
}

/// "internet, sound and picture".
#[must_use]
pub fn short_names(t: &Texts, parts: &[CheckId]) -> String {
    joined(t, parts.iter().map(|check| t.report_part(check.as_str()).to_lowercase()).collect())
}

fn ready(state: &Snapshot, t: &Texts) -> String {
    match state.assessment.remarks().count() {
        _ if found(state, FindingId::NetworkLossNotMeasured) => t.result_ready_loss(),
        0 => t.result_ready(),
        remarks => t.result_ready_remarks(count(remarks)),
    }
}

fn almost(state: &Snapshot, t: &Texts) -> Vec<String> {
    let a = &state.assessment;
    let problems = a.to_mend().filter(|group| group.outcome() == Outcome::Problem).count();
    let complete = a.unchecked().is_empty() && with(state, Outcome::NotMeasured).next().is_none();
    let line = line(state, t);
    if problems == 0 {
        return line.into_iter().collect();
    }
    let sound_line = need(state) == Some(LevelOutcome::Holds) && !found(state, FindingId::NetworkLossNotMeasured);
    if complete && sound_line {
        return vec![t.result_almost(count(problems))];
    }
    // That the line carries the call is no news beside what is to be mended.
    let line = line.filter(|_| !sound_line);
    [Some(t.result_fix(count(problems))), line].into_iter().flatten().collect()
}

fn fix_first(state: &Snapshot, t: &Texts) -> String {
    let things = count(state.assessment.to_mend().count());
    if need(state) == Some(LevelOutcome::No) { t.result_fix_first(things) } else { t.result_takes_longer(things) }
}

/// Why nothing can be said of the connection.
fn no_connection(state: &Snapshot, t: &Texts) -> String {
    let found = |id| found(state, id);
    if found(FindingId::NetworkThisComputerOnly) {
        t.result_cannot_say_trial()
    } else if found(FindingId::NetworkOffline) {
        t.result_cannot_say_offline()
    } else if found(FindingId::NetworkNotEnoughEvidence) || found(FindingId::NetworkStoppedHalfWay) {
        t.result_cannot_say_little()
    } else {
        t.result_cannot_say()
    }
}

/// What the connection carries, when it was measured.
fn line(state: &Snapshot, t: &Texts) -> Option<String> {
    match need(state)? {
        LevelOutcome::Holds if found(state, FindingId::NetworkLossNotMeasured) => Some(t.result_line_looks_good()),
        LevelOutcome::Holds => Some(t.result_line_carries()),
        LevelOutcome::AtRisk => Some(t.result_line_only_just()),
        LevelOutcome::No | LevelOutcome::NotEnoughEvidence => None,
    }
}

/// How the needed level came out, when the connection was measured.
fn need(state: &Snapshot) -> Option<LevelOutcome> {
    let a = &state.assessment;
    let level = a.levels.iter().find(|l| l.id == state.requirement.need)?;
    (!a.unchecked().contains(&CheckId::Network)).then_some(level.outcome)
}

fn with(state: &Snapshot, outcome: Outcome) -> impl Iterator<Item = &Finding> {
    state.assessment.findings.iter().filter(move |f| f.outcome == outcome)
}

fn found(state: &Snapshot, id: FindingId) -> bool {
    state.assessment.findings.iter().any(|f| f.id == id)
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}
