//! The list of the five parts, and how far the whole check is.

use super::Status;
use crate::i18n::{Texts, number};
use crate::model::run::{CameraStage, Phase, SoundStage, Stage, Step};
use crate::model::{CheckId, Snapshot};
use crate::ui::route::Part;

/// What a measurement takes that has not said yet how far it is, in seconds: the network's phases with what lies between
/// them, and the samples of the computer.
const PLANNED_S: [(CheckId, f64); 2] = [(CheckId::Network, 19.0), (CheckId::Computer, 12.0)];
/// The time left is told in steps of this many seconds; the last step is "nearly done".
const STEP_S: f64 = 5.0;

/// One row of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct PartRow {
    /// Which part.
    pub part: Part,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub status: Status,
    /// The state in one or two words.
    pub short: String,
    /// One line about it.
    pub line: String,
    /// Done, 0 to 1, while it runs and that is known.
    pub fraction: Option<f64>,
    /// "12 s left", while it runs and that is known.
    pub left: Option<String>,
    /// True while it is checked again and an earlier result is still shown.
    pub earlier: bool,
}

/// The five rows.
#[must_use]
pub fn rows(state: &Snapshot, texts: &Texts) -> Vec<PartRow> {
    Part::ALL
        .into_iter()
        .filter(|part| match part {
            Part::Check(check) => state.requirement.wants(*check),
            Part::PlanB => true,
        })
        .map(|part| match part {
            Part::Check(check) => check_row(state, texts, check),
            Part::PlanB => plan_row(state, texts),
        })
        .collect()
}

/// The name of a part.
#[must_use]
pub fn name(texts: &Texts, part: Part) -> String {
    match part {
        Part::Check(CheckId::Network) => texts.part_internet(),
        Part::Check(CheckId::Sound) => texts.part_sound(),
        Part::Check(CheckId::Camera) => texts.part_picture(),
        Part::Check(CheckId::Computer) => texts.part_computer(),
        Part::PlanB => texts.part_planb(),
    }
}

fn check_row(state: &Snapshot, texts: &Texts, check: CheckId) -> PartRow {
    let stage = state.stage(check);
    let turn = persons_turn(state);
    let later = matches!(stage, Stage::Waiting(Step::OpenPart)) && turn.is_some() && turn != Some(check);
    let asked = check == CheckId::Sound
        && matches!(
            state.sound,
            SoundStage::Listening { .. } | SoundStage::Recorded | SoundStage::Asking | SoundStage::ToneFailed
        );
    let status = match (later, asked && !stage.ended()) {
        (true, _) => Status::None,
        (_, true) => Status::Waiting,
        _ => Status::of_check(state, check),
    };
    let found = state.assessment.of(check).next().map(|f| texts.finding(f));
    let short_finding = found.map(|f| if f.short.is_empty() { f.effect } else { f.short });
    let (mut fraction, mut left) = (None, None);
    let own = if check == CheckId::Sound { sound_line(state, texts) } else { None };
    let line = match stage {
        Stage::NotYet if state.phase == Phase::Idle => String::new(),
        Stage::NotYet => texts.parts_soon(),
        Stage::Waiting(_) | Stage::Running { .. } if own.is_some() => own.unwrap_or_default(),
        // The badge says that it waits; the line says for what.
        Stage::Waiting(Step::OpenPart) if check == CheckId::Sound => texts.step(Step::ReadAloud),
        Stage::Waiting(Step::OpenPart) if check == CheckId::Camera => texts.picture_sit_title(),
        Stage::Waiting(step) => texts.step(*step),
        Stage::Running { step, fraction: done, remaining_s } => {
            fraction = *done;
            left = seconds_left(texts, *remaining_s);
            texts.step(now(state, check, *step))
        }
        Stage::Done => short_finding.clone().unwrap_or_default(),
        Stage::Unknown(unknown) => short_finding.clone().unwrap_or_else(|| texts.reason(unknown.reason)),
    };
    PartRow {
        part: Part::Check(check),
        name: name(texts, Part::Check(check)),
        status,
        short: texts.state(status),
        line,
        fraction,
        left,
        earlier: !stage.ended() && state.assessment.checks.contains_key(&check),
    }
}

/// The person's step of the sound part, where it says more than the check's own.
fn sound_line(state: &Snapshot, texts: &Texts) -> Option<String> {
    match state.sound {
        SoundStage::Recorded | SoundStage::PlayingBack { .. } => Some(texts.sound_step_hear()),
        SoundStage::PlayingTone | SoundStage::Asking | SoundStage::ToneFailed => Some(texts.sound_step_tone()),
        _ => None,
    }
}

/// What a part does now: sound and picture know it better than their last step.
fn now(state: &Snapshot, check: CheckId, step: Step) -> Step {
    match (check, state.sound, state.camera) {
        (CheckId::Sound, SoundStage::AskingPermission, _) | (CheckId::Camera, _, CameraStage::AskingPermission) => {
            Step::SystemPermission
        }
        (CheckId::Sound, SoundStage::Listening { .. }, _) => Step::ReadAloud,
        (CheckId::Camera, _, CameraStage::Live) => Step::Watching,
        _ => step,
    }
}

/// "12 s left"; `None` when that is not known, or it takes longer than planned.
#[must_use]
pub fn seconds_left(texts: &Texts, seconds: Option<f64>) -> Option<String> {
    let seconds = seconds.filter(|s| s.is_finite() && *s > 0.0)?;
    Some(texts.parts_left(number::decimal(texts.language(), seconds.ceil(), 0)))
}

fn plan_row(state: &Snapshot, texts: &Texts) -> PartRow {
    let counts = state.plan;
    let (status, line) = match (counts.channels, counts.tested) {
        (0, _) => (Status::None, texts.plan_line_none()),
        (channels, 0) => (Status::None, texts.plan_line_noted(f64::from(channels))),
        (_, tested) => (Status::Ok, texts.plan_line_tested(f64::from(tested))),
    };
    PartRow {
        part: Part::PlanB,
        name: name(texts, Part::PlanB),
        status,
        short: texts.state(status),
        line,
        fraction: None,
        left: None,
        earlier: false,
    }
}

/// How far the whole is.
#[derive(Debug, Clone, PartialEq)]
pub struct Overall {
    /// Done, 0 to 1.
    pub fraction: f64,
    /// "About 15 seconds left", or what the person still does: how long that takes nobody knows. Empty when nothing runs.
    pub words: String,
    /// True while anything runs or waits for the person.
    pub running: bool,
    /// True when all parts have ended.
    pub finished: bool,
}

/// How far the whole is, over the selected checks.
#[must_use]
pub fn overall(state: &Snapshot, texts: &Texts) -> Overall {
    let checks = &state.requirement.checks;
    let mut done = 0.0;
    let (mut left_s, mut person) = (0.0_f64, 0_u8);
    for check in checks {
        match state.stage(*check) {
            Stage::Done | Stage::Unknown(_) => done += 1.0,
            Stage::Running { .. } | Stage::Waiting(_) | Stage::NotYet
                if matches!(check, CheckId::Sound | CheckId::Camera) =>
            {
                person += 1;
            }
            Stage::Running { fraction, remaining_s, .. } => {
                done += fraction.unwrap_or(0.0).clamp(0.0, 1.0);
                let planned = PLANNED_S.iter().find(|(c, _)| c == check).map_or(0.0, |(_, s)| *s);
                left_s = left_s.max(remaining_s.filter(|s| s.is_finite()).unwrap_or(planned));
            }
            Stage::Waiting(_) | Stage::NotYet => {}
        }
    }
    let running = state.phase == Phase::Running && !state.all_ended();
    let count = u32::try_from(checks.len()).unwrap_or(1).max(1);
    let words = match (running, state.phase) {
        (true, _) if person > 0 => texts.parts_overall_yours(f64::from(person)),
        (true, _) if left_s > STEP_S => texts.parts_overall_left((left_s / STEP_S).ceil() * STEP_S),
        (true, _) => texts.parts_overall_soon(),
        (false, Phase::Finished) => texts.parts_overall_done(),
        (false, Phase::Void(why)) => texts.void_short(why),
        (false, _) => String::new(),
    };
    Overall { fraction: done / f64::from(count), words, running, finished: state.phase == Phase::Finished }
}

/// The round trip to show as a number: the median of the last second, in ms.
#[must_use]
pub fn round_trip_now(state: &Snapshot) -> Option<f64> {
    let mut last: Vec<f64> = state.round_trips.iter().rev().take(10).filter_map(|p| p.rtt_ms).collect();
    last.sort_by(f64::total_cmp);
    last.get(last.len() / 2).copied()
}

/// The check that wants the person now: the first of sound and picture that has not ended.
#[must_use]
pub fn persons_turn(state: &Snapshot) -> Option<CheckId> {
    [CheckId::Sound, CheckId::Camera]
        .into_iter()
        .find(|check| state.requirement.wants(*check) && !state.stage(*check).ended())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use crate::model::run::{EventBody, RoundTripPoint};
    use crate::model::{ProbeEvent, Requirement, RunId};

    fn started() -> Snapshot {
        let mut state = Snapshot::default();
        let body = EventBody::RunStarted { requirement: Requirement::default(), started_at: String::new() };
        state.run.apply(&ProbeEvent { run: RunId::default(), check: None, at_ms: 0, body });
        state
    }

    fn tell(state: &mut Snapshot, check: CheckId, body: EventBody) {
        state.run.apply(&ProbeEvent { run: RunId::default(), check: Some(check), at_ms: 1, body });
    }

    #[test]
    fn a_running_part_says_what_and_how_long() {
        let mut state = started();
        let body = EventBody::CheckStep { step: Step::NetworkCall, fraction: Some(0.4), remaining_s: Some(11.2) };
        tell(&mut state, CheckId::Network, body);
        let texts = Texts::new(Language::Nl);
        let rows = rows(&state, &texts);
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[0].status, Status::Running);
        assert!(rows[0].left.as_deref().is_some_and(|l| l.contains("12")), "{:?}", rows[0].left);
        let all = overall(&state, &texts);
        assert!(all.running && all.fraction > 0.09 && all.fraction < 0.11, "{all:?}");
    }

    #[test]
    fn the_time_left_goes_down_and_no_time_is_told_for_the_person() {
        let mut state = started();
        let texts = Texts::new(Language::En);
        assert_eq!(overall(&state, &texts).words, "2 parts left for you");
        tell(&mut state, CheckId::Sound, EventBody::CheckEnded);
        assert_eq!(overall(&state, &texts).words, "One part left for you");
        tell(&mut state, CheckId::Camera, EventBody::CheckEnded);
        tell(&mut state, CheckId::Computer, EventBody::CheckEnded);
        tell(&mut state, CheckId::Network, EventBody::CheckStarted);
        let mut told = vec![overall(&state, &texts).words];
        for left in [14.2, 9.9, 5.1, 4.9, 0.0] {
            let body = EventBody::CheckStep { step: Step::NetworkCall, fraction: None, remaining_s: Some(left) };
            tell(&mut state, CheckId::Network, body);
            told.push(overall(&state, &texts).words);
        }
        let about = |n: u8| format!("About {n} seconds left");
        let nearly = "Almost done".to_owned();
        assert_eq!(told, [about(20), about(15), about(10), about(10), nearly.clone(), nearly]);
        assert_eq!(rows(&state, &texts)[0].left, None, "longer than planned: no time");
    }

    #[test]
    fn nobody_listens_while_something_plays() {
        let mut state = started();
        let texts = Texts::new(Language::En);
        tell(&mut state, CheckId::Sound, EventBody::CheckStarted);
        for (stage, line, status) in [
            (SoundStage::Recorded, texts.sound_step_hear(), Status::Waiting),
            (SoundStage::PlayingBack { at_s: 1.0, of_s: 5.0 }, texts.sound_step_hear(), Status::Running),
            (SoundStage::Asking, texts.sound_step_tone(), Status::Waiting),
        ] {
            tell(&mut state, CheckId::Sound, EventBody::Sound { stage });
            let row = &rows(&state, &texts)[1];
            assert_eq!((&row.line, row.status), (&line, status));
        }
    }

    #[test]
    fn nothing_is_left_when_all_have_ended() {
        let mut state = started();
        for check in CheckId::ALL {
            tell(&mut state, check, EventBody::CheckEnded);
        }
        assert_eq!(persons_turn(&state), None);
        assert!(!overall(&state, &Texts::new(Language::En)).running);
    }

    #[test]
    fn the_number_is_the_middle_of_the_last_second() {
        let mut state = started();
        assert_eq!(round_trip_now(&state), None);
        for (index, ms) in [9.0, 500.0, 24.0].into_iter().enumerate() {
            let at_s = f64::from(u8::try_from(index).unwrap());
            state.run.round_trips.push(RoundTripPoint { at_s, rtt_ms: Some(ms) });
        }
        assert_eq!(round_trip_now(&state), Some(24.0));
    }
}
