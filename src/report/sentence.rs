//! The answer in words: the verdict and the sentence below it. Never claims what was not measured: a test walks through
//! every way in which the parts can come out.

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

/// What a verdict means, in one to three sentences.
#[must_use]
pub fn sentence(state: &Snapshot, t: &Texts) -> String {
    let a = &state.assessment;
    let mut said = match a.readiness {
        Readiness::Ready => return ready(state, t),
        Readiness::Almost => almost(state, t),
        Readiness::FixFirst => vec![fix_first(state, t)],
        Readiness::CannotSay => vec![cannot_say(state, t)],
    };
    let mut unchecked = a.unchecked();
    // The sentence about the connection has said that itself, and why.
    if a.readiness == Readiness::CannotSay && state.requirement.wants(CheckId::Network) {
        unchecked.retain(|check| *check != CheckId::Network);
    }
    if !unchecked.is_empty() {
        said.push(not_checked(t, &unchecked));
    }
    said.join(" ")
}

/// "The sound and the picture were not checked."
fn not_checked(t: &Texts, parts: &[CheckId]) -> String {
    super::words::capital(&t.result_unchecked(count(parts.len()), names(t, parts)))
}

/// "the internet, the sound and the picture".
pub(super) fn names(t: &Texts, parts: &[CheckId]) -> String {
    joined(t, parts.iter().map(|check| t.report_the_part(check.as_str())).collect())
}

/// "internet, sound and picture".
#[must_use]
pub fn short_names(t: &Texts, parts: &[CheckId]) -> String {
    joined(t, parts.iter().map(|check| t.report_part(check.as_str()).to_lowercase()).collect())
}

fn joined(t: &Texts, mut names: Vec<String>) -> String {
    let Some(last) = names.pop() else { return String::new() };
    if names.is_empty() { last } else { t.report_and(names.join(", "), last) }
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

fn cannot_say(state: &Snapshot, t: &Texts) -> String {
    let found = |id| found(state, id);
    if !state.requirement.wants(CheckId::Network) {
        match state.assessment.remarks().count() {
            _ if with(state, Outcome::NotMeasured).next().is_some() => t.result_cannot_say_more(),
            0 => t.result_checked_fine(),
            remarks => t.result_checked_remarks(count(remarks)),
        }
    } else if found(FindingId::NetworkThisComputerOnly) {
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
