//! The picture: where the camera is, what is seen in words.

use super::Status;
use super::sound::{Choice, choice};
use crate::i18n::{Texts, number};
use crate::model::run::{CameraStage, Stage};
use crate::model::text::one_line;
use crate::model::{CheckId, DeviceChoice, FindingId, Outcome, Snapshot};

/// What the screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// The camera is closed: say what will happen, then open it.
    Before,
    /// There is no camera.
    NoCamera,
    /// The system asks the person.
    AskingSystem,
    /// The device is being opened.
    Opening,
    /// Frames come.
    Live,
    /// It has ended.
    Ended,
}

impl Scene {
    /// The scene of this state.
    #[must_use]
    pub fn of(state: &Snapshot) -> Self {
        match state.camera {
            CameraStage::AskingPermission => Self::AskingSystem,
            CameraStage::Opening => Self::Opening,
            CameraStage::Live => Self::Live,
            CameraStage::Closed => match state.stage(CheckId::Camera) {
                Stage::Done | Stage::Unknown(_) => Self::Ended,
                Stage::Running { .. } => Self::Opening,
                _ if no_camera(state) => Self::NoCamera,
                _ => Self::Before,
            },
        }
    }
}

fn no_camera(state: &Snapshot) -> bool {
    let devices = &state.devices;
    devices.known && devices.cameras.is_empty() && !matches!(devices.camera, DeviceChoice::File(_))
}

/// True while nothing can be seen on the picture, or it stands still: nobody would call that fine.
#[must_use]
pub fn fault(state: &Snapshot) -> bool {
    state.assessment.of(CheckId::Camera).any(|f| f.outcome == Outcome::Problem || f.id == FindingId::CameraNoFrames)
}

/// One word about the picture: what, how, and how good that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// What it is about.
    pub what: About,
    /// Its name.
    pub name: String,
    /// The word; `None`: not known yet.
    pub word: Option<(Status, String)>,
}

/// What a word is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The light on the picture.
    Light,
    /// How smoothly it moves.
    Motion,
    /// How many pixels it has.
    Size,
}

/// The words about light, motion and size. Judged by the findings; a part without a finding is good once it was seen.
#[must_use]
pub fn words(state: &Snapshot, texts: &Texts) -> Vec<Word> {
    let seen = state.observations.camera.as_ref();
    let judged = seen.is_some() && state.assessment.of(CheckId::Camera).next().is_some();
    let found = |id: FindingId| {
        state.assessment.of(CheckId::Camera).find(|f| f.id == id).map(|f| Status::of_outcome(f.outcome))
    };
    let pick = |cases: &[(FindingId, String)], good: String| {
        let hit = cases.iter().find_map(|(id, word)| {
            let unseen = *word == texts.picture_unseen();
            Some((found(*id).map(|state| if unseen { Status::Unknown } else { state })?, word.clone()))
        });
        hit.or_else(|| judged.then_some((Status::Ok, good)))
    };
    let light = [
        (FindingId::CameraBlack, texts.picture_black()),
        (FindingId::CameraNothingToSee, texts.picture_unseen()),
        (FindingId::CameraDark, texts.picture_dark()),
        (FindingId::CameraBright, texts.picture_bright()),
    ];
    let motion = [
        // On a black picture no movement is seen.
        (FindingId::CameraBlack, texts.picture_unseen()),
        (FindingId::CameraNothingToSee, texts.picture_unseen()),
        (FindingId::CameraFrozen, texts.picture_frozen()),
        (FindingId::CameraNoFrames, texts.picture_frozen()),
        (FindingId::CameraLowRate, texts.picture_jerky()),
        (FindingId::CameraModestRate, texts.picture_fair()),
    ];
    let size = [
        (FindingId::CameraNothingToSee, texts.picture_unseen()),
        (FindingId::CameraLowResolution, texts.picture_small()),
    ];
    vec![
        Word { what: About::Light, name: texts.picture_light(), word: pick(&light, texts.picture_good()) },
        Word { what: About::Motion, name: texts.picture_motion(), word: pick(&motion, texts.picture_smooth()) },
        Word { what: About::Size, name: texts.picture_size(), word: pick(&size, texts.picture_sharp()) },
    ]
}

/// The picture told in text, from what was seen.
#[must_use]
pub fn told(state: &Snapshot, texts: &Texts) -> String {
    let Some(seen) = &state.observations.camera else { return texts.picture_told_nothing() };
    let language = texts.language();
    let mut parts = Vec::new();
    for finding in state.assessment.of(CheckId::Camera) {
        let words = texts.finding(finding);
        // The short words of the others repeat the figures below.
        let sentence = if finding.id == FindingId::CameraGood { words.short } else { words.effect };
        let sentence = sentence.trim_end_matches('.').to_owned();
        if !sentence.is_empty() {
            parts.push(format!("{sentence}."));
        }
    }
    if let Some(format) = &seen.format {
        parts.push(texts.picture_told_size(f64::from(format.height), f64::from(format.width)));
    }
    if let Some(fps) = seen.distinct_fps.or(seen.delivered_fps) {
        parts.push(texts.picture_told_rate(number::decimal(language, fps, 0)));
    }
    if parts.is_empty() { texts.picture_told_nothing() } else { parts.join(" ") }
}

/// The cameras.
#[must_use]
pub fn cameras(state: &Snapshot) -> Choice {
    let list = state.devices.cameras.iter().map(|d| (d.id.as_str(), d.name.as_str(), false));
    choice(list, &state.devices.camera)
}

/// The raw figures for a helper.
#[must_use]
pub fn technical(state: &Snapshot, texts: &Texts) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    if let Stage::Unknown(unknown) = state.stage(CheckId::Camera) {
        rows.push((texts.tech_detail(), one_line(&unknown.detail)));
    }
    let seen = state.assessment.camera.as_ref().or(state.observations.camera.as_ref());
    let Some(seen) = seen else { return rows };
    let l = texts.language();
    let mut add = |name: String, value: Option<String>| {
        if let Some(value) = value {
            rows.push((name, value));
        }
    };
    add(texts.picture_choose(), seen.device.as_ref().map(|d| one_line(&d.name)));
    let format = |f: &crate::model::device::CameraFormat| {
        let rate = number::decimal(l, f.nominal_fps.fps(), f.nominal_fps.decimals());
        format!("{} x {} {}, {rate} / s", f.width, f.height, f.fourcc)
    };
    add(texts.tech_format(), seen.format.as_ref().map(format));
    let one = |v: Option<f64>| v.map_or("–".to_owned(), |v| number::decimal(l, v, 1));
    let rates = format!("{} / {}", one(seen.delivered_fps), one(seen.distinct_fps));
    add(texts.tech_frames(), seen.delivered_fps.or(seen.distinct_fps).map(|_| rates));
    add(texts.tech_brightness(), seen.brightness.map(|v| number::percent(l, v)));
    add(texts.tech_contrast(), seen.contrast.map(|v| number::percent(l, v)));
    add(texts.tech_frozen(), seen.frozen_ratio.map(|v| number::percent(l, v)));
    add(texts.tech_black(), seen.black_ratio.map(|v| number::percent(l, v)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use crate::model::Finding;
    use crate::model::observation::CameraObservation;

    #[test]
    fn nothing_is_claimed_before_it_was_seen() {
        let state = Snapshot::default();
        assert!(words(&state, &Texts::new(Language::Nl)).iter().all(|w| w.word.is_none()));
        assert_eq!(Scene::of(&state), Scene::Before);
    }

    #[test]
    fn on_a_black_picture_no_movement_is_claimed() {
        let mut state = Snapshot::default();
        state.run.observations.camera = Some(CameraObservation::default());
        state.assessment.findings = vec![Finding::new(FindingId::CameraBlack, Outcome::Problem)];
        let all = words(&state, &Texts::new(Language::En));
        assert_eq!(all[1].word, Some((Status::Unknown, "not visible".to_owned())));
        assert!(fault(&state));
    }

    #[test]
    fn without_a_camera_none_is_offered_to_be_turned_on() {
        let mut state = Snapshot::default();
        state.run.devices.known = true;
        assert_eq!(Scene::of(&state), Scene::NoCamera);
        state.run.devices.camera = DeviceChoice::File("picture.png".into());
        assert_eq!(Scene::of(&state), Scene::Before);
    }

    #[test]
    fn a_finding_decides_its_own_word() {
        let mut state = Snapshot::default();
        state.run.observations.camera = Some(CameraObservation::default());
        state.assessment.findings = vec![Finding::new(FindingId::CameraDark, Outcome::WatchOut)];
        let all = words(&state, &Texts::new(Language::En));
        assert_eq!(all[0].word.as_ref().map(|w| w.0), Some(Status::Warn));
        assert_eq!(all[1].word.as_ref().map(|w| w.0), Some(Status::Ok));
    }
}
