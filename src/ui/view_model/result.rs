//! The result: verdict, what to do first, remarks, and what is fine.

mod again;

use super::parts;
use crate::i18n::{Texts, number};
use crate::model::assessment::Group;
use crate::model::plan::PlanProgress;
use crate::model::run::Phase;
use crate::model::{CheckId, Confidence, Finding, Outcome, Readiness, Snapshot};
use crate::report;
use crate::report::sentence;
use crate::ui::route::Part;

pub use again::mended;

/// Where the run stands, as far as the result is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Nothing was started.
    Nothing,
    /// Parts are still under way.
    UnderWay,
    /// There is a verdict.
    Judged,
    /// The verdict is that of before: parts of it are being checked again.
    Again,
    /// The verdict is that of before: checking again was stopped.
    Stopped,
}

impl Stand {
    /// True when there is a result to show, be it an earlier one.
    #[must_use]
    pub fn shows(self) -> bool {
        matches!(self, Self::Judged | Self::Again | Self::Stopped)
    }

    /// True when the result is that of before.
    #[must_use]
    pub fn earlier(self) -> bool {
        matches!(self, Self::Again | Self::Stopped)
    }
}

/// A part that is fine, as a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Fine {
    /// Which part.
    pub part: Part,
    /// Its name.
    pub name: String,
    /// One line about it.
    pub line: String,
    /// A figure and its unit, where one reassures.
    pub value: Option<(String, String)>,
}

/// What a card says.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupWords {
    /// What the other side notices.
    pub effect: String,
    /// Why; may be empty.
    pub cause: String,
    /// What else comes of it, each without its full stop.
    pub also: Vec<String>,
    /// What helps; may be empty.
    pub remedy: String,
}

/// A hint about plan B: what, and what to do.
pub type PlanHint = (String, String);

/// Everything that the screen shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultView {
    /// Whether there is a verdict.
    pub stand: Stand,
    /// The picture.
    pub door: Readiness,
    /// The picture in words.
    pub door_name: String,
    /// The verdict in one or two words.
    pub verdict: String,
    /// What it means.
    pub sentence: String,
    /// "Measured at 13:23, fairly sure", and how long the line was watched on; empty when not known.
    pub measured: String,
    /// What to do first: one card for each cause and remedy, in the order of mending.
    pub first: Vec<Group>,
    /// What may stay as it is.
    pub remarks: Vec<Group>,
    /// The heading above the remarks: whether they may stay, or ask for something that is not urgent.
    pub remarks_title: String,
    /// What plan B lacks.
    pub plan: Option<PlanHint>,
    /// What is fine.
    pub fine: Vec<Fine>,
    /// Information that changes nothing, as sentences.
    pub notes: Vec<String>,
    /// The checks that "check again" repeats.
    pub again: Vec<CheckId>,
    /// Which parts those are; empty when it is everything.
    pub again_note: String,
}

impl ResultView {
    /// The result of a run.
    #[must_use]
    pub fn of(state: &Snapshot, texts: &Texts) -> Self {
        let stand = match (state.phase, state.assessment.verdict) {
            (_, Some(_)) => Stand::Judged,
            (Phase::Running, None) => Stand::UnderWay,
            (_, None) => Stand::Nothing,
        };
        let first: Vec<Group> = state.assessment.to_mend().cloned().collect();
        let remarks: Vec<Group> = state.assessment.remarks().cloned().collect();
        let mut again: Vec<CheckId> = Vec::new();
        for check in first.iter().flat_map(Group::checks) {
            if !again.contains(&check) {
                again.push(check);
            }
        }
        let door = if stand == Stand::Judged { state.assessment.readiness } else { Readiness::CannotSay };
        Self {
            stand,
            door,
            door_name: door_name(texts, door),
            verdict: verdict(texts, stand, door),
            sentence: sentence(state, texts, stand),
            measured: if stand == Stand::Judged { measured(state, texts) } else { String::new() },
            plan: plan_hint(state, texts),
            fine: fine(state, texts),
            notes: notes(state, texts),
            remarks_title: remarks_title(texts, !remarks.is_empty() && remarks.iter().all(|g| g.remedies().is_empty())),
            first,
            remarks,
            again_note: again_note(state, texts, &again),
            again,
        }
    }
}

impl ResultView {
    /// What is told of each card where there is room for a line only.
    #[must_use]
    pub fn heads(&self) -> Vec<Finding> {
        self.first.iter().filter_map(Group::head).cloned().collect()
    }
}

/// "only sound and picture"; empty when it is everything.
fn again_note(state: &Snapshot, texts: &Texts, again: &[CheckId]) -> String {
    let all = state.requirement.checks.iter().all(|check| again.contains(check));
    if all { String::new() } else { texts.result_again_note(sentence::short_names(texts, again)) }
}

/// The moment of a result on the candidate's clock.
#[must_use]
pub fn time(state: &Snapshot) -> Option<String> {
    report::measured_at(state).get(11..16).map(str::to_owned)
}

/// The words of a group: effect, cause and remedy of its head, and what else came of the same cause.
#[must_use]
pub fn words(group: &Group, texts: &Texts) -> Option<GroupWords> {
    let head = texts.finding(group.head()?);
    let mut also: Vec<String> = Vec::new();
    for other in group.others() {
        let effect = texts.finding(other).effect;
        // Both directions of a line may have the same words.
        if effect != head.effect && !also.contains(&effect) {
            also.push(effect);
        }
    }
    Some(GroupWords { effect: head.effect, cause: head.cause, also, remedy: head.remedy })
}

/// "Can stay as it is" only holds where nothing is asked: each row below says what to do, if there is anything to do.
fn remarks_title(texts: &Texts, may_stay: bool) -> String {
    if may_stay { texts.result_may_stay() } else { texts.result_better() }
}

/// A door and its verdict in words.
#[must_use]
pub fn words_of(texts: &Texts, readiness: Readiness) -> (String, String) {
    (door_name(texts, readiness), verdict(texts, Stand::Judged, readiness))
}

fn door_name(texts: &Texts, door: Readiness) -> String {
    match door {
        Readiness::Ready => texts.door_ready(),
        Readiness::Almost => texts.door_almost(),
        Readiness::FixFirst => texts.door_fix_first(),
        Readiness::CannotSay => texts.door_cannot_say(),
    }
}

fn verdict(texts: &Texts, stand: Stand, door: Readiness) -> String {
    match (stand, door) {
        (Stand::Nothing, _) => texts.verdict_none(),
        (Stand::UnderWay, _) => texts.verdict_under_way(),
        (_, door) => sentence::verdict(texts, door),
    }
}

fn sentence(state: &Snapshot, texts: &Texts, stand: Stand) -> String {
    match stand {
        Stand::Nothing => texts.result_none(),
        Stand::UnderWay => texts.result_under_way(),
        Stand::Judged | Stand::Again | Stand::Stopped => sentence::sentence(state, texts),
    }
}

fn measured(state: &Snapshot, texts: &Texts) -> String {
    let Some(time) = time(state) else { return String::new() };
    let told = measured_at(state, texts, time);
    report::watch::line(state, texts).map_or(told.clone(), |watched| format!("{told} · {watched}"))
}

fn measured_at(state: &Snapshot, texts: &Texts, time: String) -> String {
    match state.assessment.confidence {
        // Where nothing can be said there is nothing to be sure of.
        _ if state.assessment.readiness == Readiness::CannotSay => texts.result_measured_at(time),
        Some(Confidence::High) => texts.result_measured(texts.sure_high(), time),
        Some(Confidence::Medium) => texts.result_measured(texts.sure_medium(), time),
        Some(Confidence::Low) => texts.result_measured(texts.sure_low(), time),
        None => texts.result_measured_at(time),
    }
}

fn plan_hint(state: &Snapshot, texts: &Texts) -> Option<PlanHint> {
    match state.plan.progress() {
        PlanProgress::Missing => Some((texts.result_plan_missing(), texts.result_plan_missing_line())),
        PlanProgress::Noted => Some((texts.result_plan_untried(), texts.result_plan_untried_line())),
        PlanProgress::Tried => None,
    }
}

fn fine(state: &Snapshot, texts: &Texts) -> Vec<Fine> {
    let judged = |check: CheckId| state.assessment.checks.get(&check).is_some_and(|v| v.outcome == Outcome::Good);
    let mut rows: Vec<Fine> = CheckId::ALL
        .into_iter()
        .filter(|check| judged(*check))
        .map(|check| {
            let part = Part::Check(check);
            let line = state.assessment.of(check).next().map(|f| texts.finding(f).short).unwrap_or_default();
            Fine { part, name: parts::name(texts, part), line, value: value(state, texts, check) }
        })
        .collect();
    if state.plan.progress() == PlanProgress::Tried {
        let line = texts.plan_line_tested(f64::from(state.plan.tested));
        rows.push(Fine { part: Part::PlanB, name: parts::name(texts, Part::PlanB), line, value: None });
    }
    rows
}

/// The figure that stands at a row's right.
fn value(state: &Snapshot, texts: &Texts, check: CheckId) -> Option<(String, String)> {
    match check {
        CheckId::Network => {
            let ms = state.observations.network.as_ref()?.rtt_ms.p50.filter(|v| v.is_finite())?;
            Some((number::ms(texts.language(), ms), texts.unit_ms()))
        }
        CheckId::Computer => {
            let computer = state.observations.computer.as_ref()?;
            let ratio = computer.battery_ratio.filter(|v| v.is_finite() && computer.on_battery == Some(true))?;
            Some((format!("{}%", number::decimal(texts.language(), ratio * 100.0, 0)), texts.unit_battery()))
        }
        CheckId::Sound | CheckId::Camera => None,
    }
}

/// Information on parts: not the reassuring line itself, and never a remark.
fn notes(state: &Snapshot, texts: &Texts) -> Vec<String> {
    // A part that has something to mend is told of above.
    let told = |f: &&Finding| {
        let outcome = state.assessment.checks.get(&f.id.check()).map(|v| v.outcome);
        matches!(outcome, Some(Outcome::Problem | Outcome::NotMeasured))
    };
    let all = state.assessment.findings.iter().filter(|f| f.outcome == Outcome::Good);
    let others = all.filter(|f| !f.id.as_str().ends_with(".good") && !told(f));
    others
        .map(|f| {
            let words = texts.finding(f);
            format!("{}. {}", words.effect, words.cause)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use crate::model::assessment::{CheckVerdict, LevelOutcome, LevelVerdict, Urgency};
    use crate::model::{Assessment, FindingId, Level};

    fn group(urgency: Urgency, findings: &[(FindingId, Outcome)]) -> Group {
        Group { urgency, findings: findings.iter().map(|(id, outcome)| Finding::new(*id, *outcome)).collect() }
    }

    fn judged(readiness: Readiness, groups: Vec<Group>) -> Snapshot {
        let mut state = Snapshot::default();
        state.run.started_at = "2026-11-22T13:22:41+01:00".to_owned();
        state.run.measured_ms = 25_000;
        state.run.phase = Phase::Finished;
        let confidence = Some(Confidence::Medium);
        let good = CheckVerdict { outcome: Outcome::Good, unknown_reason: None };
        let checks = CheckId::ALL.into_iter().map(|check| (check, good)).collect();
        let verdict = Some(Outcome::Good);
        let findings = groups.iter().flat_map(|g| g.findings.clone()).collect();
        state.assessment =
            Assessment { checks, findings, groups, readiness, confidence, verdict, ..Assessment::default() };
        state
    }

    #[test]
    fn problems_come_first_and_each_check_is_repeated_once() {
        let state = judged(
            Readiness::Almost,
            vec![
                group(Urgency::Blocks, &[(FindingId::SoundSilent, Outcome::Problem)]),
                group(Urgency::Minutes, &[(FindingId::SoundToneNotHeard, Outcome::Problem)]),
                group(Urgency::Remark, &[(FindingId::ComputerOnBattery, Outcome::WatchOut)]),
                group(Urgency::Note, &[(FindingId::NetworkVpn, Outcome::Good)]),
            ],
        );
        let view = ResultView::of(&state, &Texts::new(Language::Nl));
        assert_eq!(view.first.len(), 2);
        assert_eq!(view.again, [CheckId::Sound]);
        assert_eq!(view.remarks.len(), 1);
        assert_eq!(view.verdict, "Bijna.");
        assert_eq!(view.measured, "Gemeten om 13:23 · vrij zeker");
        assert_eq!(view.notes.len(), 1);
        assert_eq!(view.again_note, "alleen geluid");
    }

    #[test]
    fn one_cause_is_one_card_which_tells_each_effect_once() {
        let cause = [
            (FindingId::NetworkLossUp, Outcome::Problem),
            (FindingId::NetworkLossDown, Outcome::Problem),
            (FindingId::NetworkLossDown, Outcome::WatchOut),
        ];
        let state = judged(Readiness::Almost, vec![group(Urgency::Longer, &cause)]);
        let texts = Texts::new(Language::En);
        let view = ResultView::of(&state, &texts);
        assert_eq!(view.first.len(), 1);
        assert_eq!(view.heads().len(), 1);
        let words = words(&view.first[0], &texts).unwrap();
        assert_eq!(words.also.len(), 1, "{words:?}");
        assert_ne!(words.also[0], words.effect);
    }

    #[test]
    fn what_puts_the_needed_level_at_risk_comes_first() {
        let loss = group(Urgency::Longer, &[(FindingId::NetworkLossUp, Outcome::WatchOut)]);
        let mut state = judged(Readiness::Almost, vec![loss]);
        let because = vec![FindingId::NetworkLossUp];
        let confidence = Confidence::High;
        state.assessment.levels =
            vec![LevelVerdict { id: Level::P720, outcome: LevelOutcome::AtRisk, confidence, because }];
        let view = ResultView::of(&state, &Texts::new(Language::En));
        assert_eq!((view.first.len(), view.remarks.len()), (1, 0));
        assert_eq!(view.sentence, "Your internet only just carries the call.");
    }

    #[test]
    fn loss_that_was_not_measured_is_told_with_the_verdict() {
        let loss = group(Urgency::Remark, &[(FindingId::NetworkLossNotMeasured, Outcome::WatchOut)]);
        let state = judged(Readiness::Ready, vec![loss]);
        let view = ResultView::of(&state, &Texts::new(Language::En));
        assert!(view.sentence.contains("not measured"), "{}", view.sentence);
    }

    #[test]
    fn without_a_run_there_is_no_door() {
        let view = ResultView::of(&Snapshot::default(), &Texts::new(Language::En));
        assert_eq!((view.stand, view.door), (Stand::Nothing, Readiness::CannotSay));
        assert!(view.measured.is_empty());
    }
}
