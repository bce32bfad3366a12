//! The sound part: where the person is, what the level means, and what can be done now.

use super::Status;
use crate::i18n::{Texts, number};
use crate::live::LevelReading;
use crate::model::observation::Heard;
use crate::model::run::{SoundStage, Stage};
use crate::model::text::one_line;
use crate::model::{CheckId, DeviceChoice, Snapshot};

/// The good zone of the meter in dBFS RMS over 300 ms (RFC 7874, section 4: -19 dBFS aimed at).
pub const GOOD_DBFS: (f32, f32) = (-28.0, -16.0);
/// Above this the level is too high for the meter.
pub const HIGH_DBFS: f32 = -12.0;
/// Below this nobody speaks.
const SPEECH_DBFS: f32 = -45.0;

/// What the pane shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Scene {
    /// The microphone is closed: say what will happen, then open it.
    Before,
    /// The system asks the person.
    AskingSystem,
    /// The device is being opened.
    Opening,
    /// Read the sentence aloud.
    Reading {
        /// Seconds of speech so far.
        speech_s: f64,
        /// Seconds of speech that are wanted.
        wanted_s: f64,
    },
    /// Enough is in: hear yourself back.
    Recorded,
    /// The recording plays.
    PlayingBack {
        /// Seconds that were played.
        at_s: f64,
        /// Its length in seconds.
        of_s: f64,
    },
    /// The tone plays.
    PlayingTone,
    /// Was the tone heard?
    Asking,
    /// The tone could not be played.
    ToneFailed,
    /// It has ended: what was found.
    Ended,
}

impl Scene {
    /// The scene of this state.
    #[must_use]
    pub fn of(state: &Snapshot) -> Self {
        match state.sound {
            SoundStage::AskingPermission => Self::AskingSystem,
            SoundStage::Opening => Self::Opening,
            SoundStage::Listening { speech_s, wanted_s } => Self::Reading { speech_s, wanted_s },
            SoundStage::Recorded => Self::Recorded,
            SoundStage::PlayingBack { at_s, of_s } => Self::PlayingBack { at_s, of_s },
            SoundStage::PlayingTone => Self::PlayingTone,
            SoundStage::Asking => Self::Asking,
            SoundStage::ToneFailed => Self::ToneFailed,
            SoundStage::Closed => match state.stage(CheckId::Sound) {
                Stage::Done | Stage::Unknown(_) => Self::Ended,
                _ => Self::Before,
            },
        }
    }

    /// Which of the three steps is open: 0 read aloud, 1 hear yourself, 2 hear a tone; 3 when all are done.
    #[must_use]
    pub fn step(&self) -> usize {
        match self {
            Self::Before | Self::AskingSystem | Self::Opening | Self::Reading { .. } => 0,
            Self::Recorded | Self::PlayingBack { .. } => 1,
            Self::PlayingTone | Self::Asking | Self::ToneFailed => 2,
            Self::Ended => 3,
        }
    }
}

/// The level in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelWord {
    /// The device gives digital silence.
    Silent,
    /// Nobody speaks.
    Quiet,
    /// Too soft.
    Soft,
    /// In the good zone.
    Good,
    /// Too loud.
    Loud,
}

impl LevelWord {
    /// The word for a level that is held for a moment: `held_rms_dbfs` is the greatest RMS of the last second and a half.
    #[must_use]
    pub fn of(reading: &LevelReading, held_rms_dbfs: f32) -> Self {
        if reading.silent {
            Self::Silent
        } else if reading.clipping || held_rms_dbfs > GOOD_DBFS.1 {
            Self::Loud
        } else if held_rms_dbfs < SPEECH_DBFS {
            Self::Quiet
        } else if held_rms_dbfs < GOOD_DBFS.0 {
            Self::Soft
        } else {
            Self::Good
        }
    }

    /// Its state and its words.
    #[must_use]
    pub fn words(self, texts: &Texts) -> (Status, String) {
        match self {
            Self::Silent => (Status::Fail, texts.sound_level_silent()),
            Self::Quiet => (Status::Waiting, texts.sound_level_quiet()),
            Self::Soft => (Status::Warn, texts.sound_level_soft()),
            Self::Good => (Status::Ok, texts.sound_level_good()),
            Self::Loud => (Status::Warn, texts.sound_level_loud()),
        }
    }
}

/// A choice among devices: the names to show and the index of the chosen one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// Names, as the system gives them.
    pub names: Vec<String>,
    /// What to ask for, in the same order.
    pub choices: Vec<DeviceChoice>,
    /// The chosen one.
    pub chosen: usize,
}

/// Devices as a choice. `devices` are (id, name, default).
#[must_use]
pub fn choice<'a>(devices: impl Iterator<Item = (&'a str, &'a str, bool)>, wanted: &DeviceChoice) -> Choice {
    let mut found = Choice::default();
    let mut default = 0;
    let mut chosen = None;
    for (index, (id, name, is_default)) in devices.enumerate() {
        if is_default {
            default = index;
        }
        let this = match wanted {
            DeviceChoice::Id(wanted) => wanted == id,
            DeviceChoice::Name(wanted) => name.to_lowercase().contains(&wanted.to_lowercase()),
            DeviceChoice::Default | DeviceChoice::File(_) => false,
        };
        if this && chosen.is_none() {
            chosen = Some(index);
        }
        found.names.push(one_line(name));
        found.choices.push(DeviceChoice::Id(id.to_owned()));
    }
    found.chosen = chosen.unwrap_or(default);
    found
}

/// The microphones.
#[must_use]
pub fn inputs(state: &Snapshot) -> Choice {
    let list = state.devices.inputs.iter().map(|d| (d.id.as_str(), d.name.as_str(), d.default));
    choice(list, &state.devices.input)
}

/// The outputs.
#[must_use]
pub fn outputs(state: &Snapshot) -> Choice {
    let list = state.devices.outputs.iter().map(|d| (d.id.as_str(), d.name.as_str(), d.default));
    choice(list, &state.devices.output)
}

/// The raw figures: name and value.
#[must_use]
pub fn technical(state: &Snapshot, texts: &Texts) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    if let Stage::Unknown(unknown) = state.stage(CheckId::Sound) {
        rows.push((texts.tech_detail(), one_line(&unknown.detail)));
    }
    let Some(heard) = &state.observations.sound else { return rows };
    let l = texts.language();
    let mut add = |name: String, value: Option<String>| rows.extend(value.map(|value| (name, value)));
    let level = |v: Option<f64>, unit: &str| v.map(|v| format!("{} {unit}", number::decimal(l, v, 1)));
    let percent = |v: Option<f64>| v.map(|v| number::percent(l, v));
    add(texts.sound_choose_input(), heard.input.as_ref().map(|i| one_line(&i.name)));
    let sampling = heard.input.as_ref().map(|i| format!("{} Hz, {}", i.sample_rate_hz, i.channels));
    add(texts.tech_sampling(), sampling);
    add(texts.tech_speech_level(), level(heard.speech_level_dbfs, "dBFS"));
    add(texts.tech_noise(), level(heard.noise_floor_dbfs, "dBFS"));
    add(texts.tech_snr(), level(heard.snr_db, "dB"));
    add(texts.tech_peak(), level(heard.peak_dbfs, "dBFS"));
    add(texts.tech_clipped(), percent(heard.clipped_ratio));
    add(texts.tech_speech(), percent(heard.speech_ratio));
    add(texts.tech_gaps(), crate::report::concluded(heard).dropouts.map(|n| n.to_string()));
    add(
        texts.tech_listened(),
        (heard.watched_s > 0.0).then(|| format!("{} s", number::decimal(l, heard.watched_s, 1))),
    );
    add(texts.sound_choose_output(), heard.output.as_ref().map(|o| one_line(&o.name)));
    rows
}

/// True when somebody was heard speaking: the sentence is on the recording.
#[must_use]
pub fn spoke(state: &Snapshot) -> bool {
    state.observations.sound.as_ref().is_some_and(|s| s.speech_level_dbfs.is_some())
}

/// The name of the output that was played on last.
#[must_use]
pub fn output_name(state: &Snapshot) -> Option<String> {
    let name = state.observations.sound.as_ref()?.output.as_ref()?.name.clone();
    Some(name).filter(|name| !name.is_empty())
}

/// The answer about the tone, once it is given.
#[must_use]
pub fn heard(state: &Snapshot) -> Heard {
    state.observations.sound.as_ref().and_then(|s| s.output.as_ref()).map_or(Heard::NotAsked, |o| o.heard)
}

#[cfg(test)]
mod tests {
    use super::*;
    fn reading(silent: bool, clipping: bool) -> LevelReading {
        LevelReading { rms_dbfs: -30.0, peak_dbfs: -20.0, hold_dbfs: -20.0, clipping, silent }
    }

    #[test]
    fn each_level_has_its_word() {
        assert_eq!(LevelWord::of(&reading(true, false), -120.0), LevelWord::Silent);
        assert_eq!(LevelWord::of(&reading(false, true), -20.0), LevelWord::Loud);
        assert_eq!(LevelWord::of(&reading(false, false), -60.0), LevelWord::Quiet);
        assert_eq!(LevelWord::of(&reading(false, false), -35.0), LevelWord::Soft);
        assert_eq!(LevelWord::of(&reading(false, false), -20.0), LevelWord::Good);
        assert_eq!(LevelWord::of(&reading(false, false), -10.0), LevelWord::Loud);
    }

    #[test]
    fn the_default_is_chosen_until_another_is() {
        let list = [("a", "Built-in", false), ("b", "Headset USB", true)];
        assert_eq!(choice(list.into_iter(), &DeviceChoice::Default).chosen, 1);
        assert_eq!(choice(list.into_iter(), &DeviceChoice::Id("a".into())).chosen, 0);
        assert_eq!(choice(list.into_iter(), &DeviceChoice::Name("built".into())).chosen, 0);
    }

    #[test]
    fn the_scene_follows_the_stage() {
        let mut state = Snapshot::default();
        assert_eq!(Scene::of(&state), Scene::Before);
        state.run.sound = SoundStage::Listening { speech_s: 1.0, wanted_s: 5.0 };
        assert_eq!(Scene::of(&state).step(), 0);
        state.run.sound = SoundStage::Recorded;
        assert_eq!(Scene::of(&state).step(), 1);
        state.run.sound = SoundStage::Asking;
        assert_eq!(Scene::of(&state).step(), 2);
        state.run.sound = SoundStage::Closed;
        state.run.stages.insert(CheckId::Sound, Stage::Done);
        assert_eq!(Scene::of(&state), Scene::Ended);
    }
}
