//! The list of the five parts, and how far the whole check is.

use super::Status;
use crate::i18n::Texts;
use crate::model::plan::PlanProgress;
use crate::model::run::{CameraStage, Phase, SoundStage, Stage, Step};
use crate::model::{CheckId, Snapshot};
use crate::ui::route::Part;

/// The time left is told in steps of this many seconds: what changes more often is noise, and no listener could follow.
const STEP_S: f64 = 2.0;

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
    let mut fraction = None;
    let own = if check == CheckId::Sound { sound_line(state, texts) } else { None };
    let line = match stage {
        Stage::NotYet if state.phase == Phase::Idle => String::new(),
        Stage::NotYet => texts.parts_soon(),
        Stage::Waiting(_) | Stage::Running { .. } if own.is_some() => own.unwrap_or_default(),
        // The badge says that it waits; the line says for what.
        Stage::Waiting(Step::OpenPart) if check == CheckId::Sound => texts.step(Step::ReadAloud),
        Stage::Waiting(Step::OpenPart) if check == CheckId::Camera => texts.picture_sit_title(),
        Stage::Waiting(step) => texts.step(*step),
        Stage::Running { step, fraction: done, .. } => {
            fraction = *done;
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

fn plan_row(state: &Snapshot, texts: &Texts) -> PartRow {
    let counts = state.plan;
    let (status, line) = match counts.progress() {
        PlanProgress::Missing => (Status::None, texts.plan_line_none()),
        PlanProgress::Noted => (Status::None, texts.plan_line_noted(f64::from(counts.channels))),
        PlanProgress::Tried => (Status::Ok, texts.plan_line_tested(f64::from(counts.tested))),
    };
    PartRow {
        part: Part::PlanB,
        name: name(texts, Part::PlanB),
        status,
        short: texts.state(status),
        line,
        fraction: None,
        earlier: false,
    }
}

/// How far the whole is.
#[derive(Debug, Clone, PartialEq)]
pub struct Overall {
    /// Done, 0 to 1.
    pub fraction: f64,
    /// "About 4 seconds left" where the engine knows it, or what the person still does: how long that takes nobody knows.
    /// Empty when nothing runs.
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
    // The longest of what is left; nobody knows it as soon as one of them is not known.
    let (mut left_s, mut person) = (Some(0.0_f64), 0_u8);
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
                left_s = left_s.zip(remaining_s.filter(|s| s.is_finite())).map(|(a, b)| a.max(b));
            }
            Stage::Waiting(_) | Stage::NotYet => left_s = None,
        }
    }
    let running = state.phase == Phase::Running && !state.all_ended();
    let count = u32::try_from(checks.len()).unwrap_or(1).max(1);
    let words = match (running, state.phase) {
        (true, _) if person > 0 => texts.parts_overall_yours(f64::from(person)),
        (true, _) => match left_s.map(|s| (s / STEP_S).round() * STEP_S) {
            Some(s) if s >= STEP_S => texts.parts_overall_left(s),
            Some(_) => texts.parts_overall_soon(),
            None => texts.parts_overall_busy(),
        },
        (false, Phase::Finished) => texts.parts_overall_done(),
        (false, Phase::Void(why)) => texts.void_short(why),
        (false, _) => String::new(),
    };
    Overall { fraction: done / f64::from(count), words, running, finished: state.phase == Phase::Finished }
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
    use crate::model::run::EventBody;
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
    fn a_running_part_says_what_it_does_and_how_far_it_is() {
        let mut state = started();
        let body = EventBody::CheckStep { step: Step::NetworkCall, fraction: Some(0.4), remaining_s: Some(11.2) };
        tell(&mut state, CheckId::Network, body);
        let texts = Texts::new(Language::Nl);
        let rows = rows(&state, &texts);
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[0].status, Status::Running);
        assert_eq!((rows[0].line.clone(), rows[0].fraction), (texts.step(Step::NetworkCall), Some(0.4)));
        let all = overall(&state, &texts);
        assert!(all.running && all.fraction > 0.09 && all.fraction < 0.11, "{all:?}");
    }

    #[test]
    fn no_time_is_told_for_the_person_nor_where_the_engine_does_not_know_it() {
        let mut state = started();
        let texts = Texts::new(Language::En);
        assert_eq!(overall(&state, &texts).words, "2 parts left for you");
        tell(&mut state, CheckId::Sound, EventBody::CheckEnded);
        assert_eq!(overall(&state, &texts).words, "One part left for you");
        tell(&mut state, CheckId::Camera, EventBody::CheckEnded);
        let step = |step, remaining_s| EventBody::CheckStep { step, fraction: None, remaining_s };
        tell(&mut state, CheckId::Computer, step(Step::ComputerSampling, Some(3.0)));
        assert_eq!(overall(&state, &texts).words, texts.parts_overall_busy(), "the network has not begun");
        tell(&mut state, CheckId::Network, EventBody::CheckStarted);
        tell(&mut state, CheckId::Network, step(Step::NetworkCall, None));
        assert_eq!(overall(&state, &texts).words, texts.parts_overall_busy());
        let mut told = Vec::new();
        for left in [14.2, 9.9, 5.1, 2.9, 2.9, 0.9, 0.0] {
            tell(&mut state, CheckId::Network, step(Step::NetworkWatch, Some(left)));
            told.push(overall(&state, &texts).words);
            if left < 3.0 {
                tell(&mut state, CheckId::Computer, EventBody::CheckEnded);
            }
        }
        let about = |n: u8| format!("About {n} seconds left");
        let nearly = "Almost done".to_owned();
        assert_eq!(told, [about(14), about(10), about(6), about(4), about(2), nearly.clone(), nearly]);
    }

    /// Every word of a real measurement is held against what came: events of a measurement of this computer against a
    /// server within this program, and of one over a line of 1.5 Mbit/s.
    #[test]
    fn the_time_left_is_right_within_two_seconds_or_not_told() {
        let texts = Texts::new(Language::En);
        let here = include_str!("../../../tests/data/recordings/time_left_here.jsonl");
        let slow = include_str!("../../../tests/data/recordings/time_left_slow.jsonl");
        for (name, text) in [("here", here), ("slow", slow)] {
            let events: Vec<ProbeEvent> = text.lines().skip(1).map(|l| serde_json::from_str(l).unwrap()).collect();
            let end = events.last().unwrap().at_ms;
            let (mut state, mut told) = (Snapshot::default(), 0);
            for event in &events {
                state.run.apply(event);
                let words = overall(&state, &texts).words;
                let left_s = (end - event.at_ms) as f64 / 1000.0;
                let number = words.split(' ').find_map(|w| w.parse::<f64>().ok());
                if let Some(number) = number {
                    told += 1;
                    assert!((number - left_s).abs() <= 2.0, "{name}: {words} at {left_s} s before the end");
                }
                if words == texts.parts_overall_soon() {
                    assert!(left_s <= 2.0, "{name}: {words} at {left_s} s before the end");
                }
            }
            assert!(told > 5, "{name}: told {told} times");
        }
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
}
