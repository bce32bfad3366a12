//! The parts that a person opens, sound and camera: opened when asked, replaced at once, handed back when left.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use super::common::Common;
use crate::live::Live;
use crate::model::check::Unknown;
use crate::model::observation::Heard;
use crate::model::run::{CameraStage, DeviceKind, EventBody, RunState, SoundStage, Stage, Step};
use crate::model::{CheckId, DeviceChoice, FindingId, UnknownReason};
use crate::probe::ports::{CameraProbe, CameraRequest, CameraSession, Running, SoundProbe, SoundRequest, SoundSession};
use crate::session::input::Allowed;

/// From one try to the next to open a device in place of another.
const REPLACE_EVERY: Duration = Duration::from_millis(400);
/// How often it is tried again.
const REPLACE_TRIES: u32 = 3;
/// A device that still opens after this is in use by somebody else when it says so.
const REPLACE_WITHIN: Duration = Duration::from_secs(3);

/// A device that was let go for another one.
#[derive(Clone, Copy)]
struct Replaced {
    at: Duration,
    /// How often the system has said since that it is still in use.
    tries: u32,
}

pub(super) struct Parts {
    sound_probe: Arc<dyn SoundProbe>,
    camera_probe: Arc<dyn CameraProbe>,
    live: Live,
    /// Seconds of speech that are asked for.
    speech_s: f64,
    /// The parts that the person has open, also when their check has ended.
    open: BTreeSet<CheckId>,
    sound: Option<Box<dyn SoundSession>>,
    /// The tone, while the microphone is closed.
    tone: Option<Box<dyn Running>>,
    camera: Option<Box<dyn CameraSession>>,
    replaced: BTreeMap<CheckId, Replaced>,
    allowed: Allowed,
    /// The person can't speak, and the microphone is asked what it saw until then.
    leaving_out: Option<LeavingOut>,
}

/// What comes after a sound part that is being left out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LeavingOut {
    /// The tone was asked for meanwhile.
    tone: bool,
}

impl Parts {
    pub(super) fn new(sound: Arc<dyn SoundProbe>, camera: Arc<dyn CameraProbe>, live: Live, speech_s: f64) -> Self {
        Self {
            sound_probe: sound,
            camera_probe: camera,
            live,
            speech_s,
            open: BTreeSet::new(),
            sound: None,
            tone: None,
            camera: None,
            replaced: BTreeMap::new(),
            allowed: Allowed::default(),
            leaving_out: None,
        }
    }

    /// Nothing is to be tried again.
    pub(super) fn idle(&self) -> bool {
        self.replaced.is_empty()
    }

    /// True while the person has this part open.
    pub(super) fn has_open(&self, check: CheckId) -> bool {
        self.open.contains(&check)
    }

    /// The person opened it.
    pub(super) fn enter(&mut self, check: CheckId, common: &mut Common) {
        self.open.insert(check);
        self.open(check, common);
    }

    /// Opens the device of a part.
    pub(super) fn open(&mut self, check: CheckId, common: &mut Common) {
        self.release(check, common);
        let devices = common.journal.state().devices.clone();
        match check {
            CheckId::Sound => {
                common.journal.note(Some(check), EventBody::CheckStarted);
                let sink = common.attempts.begin(check);
                self.sound = Some(self.sound_probe.open(devices.input, sink, self.live.clone()));
            }
            CheckId::Camera => {
                common.journal.note(Some(check), EventBody::CheckStarted);
                let sink = common.attempts.begin(check);
                self.camera = Some(self.camera_probe.open(devices.camera, sink, self.live.clone()));
            }
            CheckId::Network | CheckId::Computer => return,
        }
        common.devices.set_awaited(check, true);
    }

    /// Hands the device of a part back.
    pub(super) fn release(&mut self, check: CheckId, common: &mut Common) {
        common.attempts.end(check);
        if check == CheckId::Sound {
            self.leaving_out = None;
        }
        let stage = match check {
            CheckId::Sound => {
                let (sound, tone) = (self.sound.take(), self.tone.take());
                (sound.is_some() || tone.is_some()).then_some(EventBody::Sound { stage: SoundStage::Closed })
            }
            CheckId::Camera => self.camera.take().map(|_| EventBody::Camera { stage: CameraStage::Closed }),
            CheckId::Network | CheckId::Computer => None,
        };
        let Some(stage) = stage else { return };
        match check {
            CheckId::Sound => self.live.levels.clear(),
            _ => self.live.frames.clear(),
        }
        common.journal.note(Some(check), stage);
    }

    /// Nobody has a part open any more; their devices were handed back.
    pub(super) fn forget(&mut self) {
        self.open.clear();
        self.replaced.clear();
    }

    /// Again what needs the person: no microphone or camera is opened behind their back.
    pub(super) fn again(&mut self, check: CheckId, common: &mut Common) {
        if self.has_open(check) {
            self.open(check, common);
        } else {
            self.release(check, common);
            wait_for_person(check, common);
        }
    }

    pub(super) fn watch(&mut self, check: CheckId, seconds: f64, common: &mut Common) {
        self.open(check, common);
        match check {
            CheckId::Sound => self.ask_sound(SoundRequest::Watch { seconds }),
            CheckId::Camera => self.ask_camera(CameraRequest::Watch { seconds }),
            CheckId::Network | CheckId::Computer => {}
        }
    }

    pub(super) fn leave(&mut self, check: CheckId, common: &mut Common) {
        self.open.remove(&check);
        common.devices.set_awaited(check, false);
        let open = self.is_live(check);
        self.release(check, common);
        if open && !common.journal.state().stage(check).ended() {
            wait_for_person(check, common);
        }
    }

    pub(super) fn read(&mut self, common: &mut Common) {
        if self.sound.is_none() {
            self.enter(CheckId::Sound, common);
        }
        self.ask_sound(SoundRequest::Read { speech_s: self.speech_s });
    }

    /// Plays the tone: by the open sound part, else on the output alone.
    pub(super) fn play_tone(&mut self, common: &mut Common) {
        if let Some(leaving) = &mut self.leaving_out {
            leaving.tone = true;
            return;
        }
        let output = common.journal.state().devices.output.clone();
        if self.sound.is_some() {
            return self.ask_sound(SoundRequest::PlayTone { output });
        }
        self.tone = None;
        self.tone = Some(self.sound_probe.play_tone(output, common.attempts.begin(CheckId::Sound)));
    }

    pub(super) fn stop_playing(&mut self, common: &mut Common) {
        if self.tone.is_some() {
            self.release(CheckId::Sound, common);
        }
        self.ask_sound(SoundRequest::StopPlaying);
    }

    /// The answer about the tone: ends the sound check, or the tone alone.
    pub(super) fn answer_tone(&mut self, heard: Heard, common: &mut Common) {
        common.journal.note(Some(CheckId::Sound), EventBody::ToneAnswered { heard });
        if self.tone.is_some() {
            self.release(CheckId::Sound, common);
        }
        self.ask_sound(SoundRequest::Finish);
    }

    /// What is playing goes on on the output that is chosen now.
    fn move_playing(&mut self, common: &mut Common) {
        let sounds = matches!(common.journal.state().sound, SoundStage::PlayingTone);
        if self.sound.is_none() && self.tone.is_some() && sounds {
            return self.play_tone(common);
        }
        let output = common.journal.state().devices.output.clone();
        self.ask_sound(SoundRequest::MoveTo { output });
    }

    pub(super) fn ask_sound(&mut self, request: SoundRequest) {
        if let Some(sound) = &self.sound {
            sound.request(request);
        }
    }

    fn ask_camera(&mut self, request: CameraRequest) {
        if let Some(camera) = &self.camera {
            camera.request(request);
        }
    }

    pub(super) fn picture_done(&mut self, common: &mut Common) {
        if self.camera.is_none() {
            self.skip(CheckId::Camera, FindingId::CameraSkipped, common);
        } else {
            self.ask_camera(CameraRequest::Finish);
        }
    }

    /// The person leaves this part out. What has ended keeps its result: a second click takes nothing away.
    pub(super) fn skip(&mut self, check: CheckId, finding: FindingId, common: &mut Common) {
        let unknown = Unknown::new(UnknownReason::Cancelled, "left out by the person").with_finding(finding);
        self.end_without(check, unknown, common);
    }

    /// The person can't speak now. A microphone that gives nothing at all is a fault all the same: it is asked what it saw;
    /// any other part is left out at once.
    pub(super) fn cannot_speak(&mut self, common: &mut Common) {
        let listening = matches!(common.journal.state().sound, SoundStage::Listening { .. });
        let silent = self.live.levels.get().1.is_some_and(|level| level.silent);
        if self.sound.is_some() && listening && silent && self.leaving_out.is_none() {
            self.leaving_out = Some(LeavingOut::default());
            self.ask_sound(SoundRequest::Finish);
        } else {
            self.skip(CheckId::Sound, FindingId::SoundSkipped, common);
        }
    }

    /// The end of a sound part that is being left out, and whether the tone comes next; `None`: it is not being left out.
    pub(super) fn take_leaving_out(&mut self, check: CheckId, body: &EventBody) -> Option<LeavingOut> {
        let ends = matches!(body, EventBody::CheckEnded | EventBody::CheckUnknown { .. });
        if check == CheckId::Sound && ends { self.leaving_out.take() } else { None }
    }

    /// Where there is a camera it was left out; where there is none, that is what is to be told.
    pub(super) fn skip_picture(&mut self, common: &mut Common) {
        let check = CheckId::Camera;
        let devices = &common.journal.state().devices;
        let none = devices.known && devices.cameras.is_empty() && !matches!(devices.camera, DeviceChoice::File(_));
        if none {
            let unknown = Unknown::new(UnknownReason::NoDevice, "no camera in the system's list");
            self.end_without(check, unknown, common);
        } else {
            self.skip(check, FindingId::CameraSkipped, common);
        }
    }

    fn end_without(&mut self, check: CheckId, unknown: Unknown, common: &mut Common) {
        common.devices.set_awaited(check, false);
        let ended = common.journal.state().stage(check).ended();
        self.release(check, common);
        if !ended {
            common.journal.note(Some(check), EventBody::CheckUnknown { unknown });
            common.journal.finish_if_done();
        }
    }

    pub(super) fn choose(&mut self, kind: DeviceKind, choice: DeviceChoice, common: &mut Common) {
        common.journal.note(None, EventBody::DeviceChosen { kind, choice });
        let check = match kind {
            DeviceKind::Input => CheckId::Sound,
            DeviceKind::Camera => CheckId::Camera,
            DeviceKind::Output => return self.move_playing(common),
        };
        let open = self.is_live(check);
        if open {
            self.replaced.insert(check, Replaced { at: common.journal.now(), tries: 0 });
        }
        if open || (self.has_open(check) && lacks_device(check, common.journal.state())) {
            self.open(check, common);
        }
    }

    /// Some systems need a moment until a device that was let go can be opened again: then it is tried once more.
    pub(super) fn is_still_being_released(&mut self, check: CheckId, body: &EventBody, common: &mut Common) -> bool {
        let EventBody::CheckUnknown { unknown } = body else { return false };
        let Some(replaced) = self.replaced.get_mut(&check) else { return false };
        let again = unknown.reason == UnknownReason::InUse && replaced.tries < REPLACE_TRIES;
        if again {
            replaced.tries += 1;
            self.release(check, common);
        } else {
            self.replaced.remove(&check);
        }
        again
    }

    pub(super) fn try_replacing_again(&mut self, now: Duration, common: &mut Common) {
        for (check, Replaced { at, tries }) in self.replaced.clone() {
            let waiting = tries > 0 && !self.is_live(check);
            if waiting && now.saturating_sub(at) >= REPLACE_EVERY * tries {
                self.open(check, common);
            } else if !waiting && now.saturating_sub(at) >= REPLACE_WITHIN {
                self.replaced.remove(&check);
            }
        }
    }

    /// A new list of devices: what was missing may be there now.
    pub(super) fn listed(&mut self, list: EventBody, allowed: Allowed, common: &mut Common) {
        let before = ids(common.journal.state());
        common.journal.note(None, list);
        let after = ids(common.journal.state());
        let was = std::mem::replace(&mut self.allowed, allowed);
        for (check, before, after, was, now) in [
            (CheckId::Sound, before.0, after.0, was.microphone, allowed.microphone),
            (CheckId::Camera, before.1, after.1, was.camera, allowed.camera),
        ] {
            let appeared = after.iter().any(|id| !before.contains(id));
            let permitted = was == Some(false) && now == Some(true);
            let waits = self.has_open(check) && common.devices.awaits_device(check);
            if waits && lacks_device(check, common.journal.state()) && (appeared || permitted) {
                self.open(check, common);
            }
        }
    }

    /// True while its device is open.
    pub(super) fn is_live(&self, check: CheckId) -> bool {
        match check {
            CheckId::Sound => self.sound.is_some(),
            CheckId::Camera => self.camera.is_some(),
            CheckId::Network | CheckId::Computer => false,
        }
    }
}

impl LeavingOut {
    /// True when the tone was asked for meanwhile.
    pub(super) fn tone(self) -> bool {
        self.tone
    }

    /// How the part ends: with what was seen of a microphone that gives nothing, else as left out.
    pub(super) fn end(self, body: EventBody, state: &RunState) -> EventBody {
        let silent =
            state.observations.sound.as_ref().is_some_and(|o| crate::assess::concluded(o).silent == Some(true));
        let too_short = match &body {
            EventBody::CheckUnknown { unknown } => {
                matches!(unknown.reason, UnknownReason::NotEnoughEvidence | UnknownReason::NoSpeech)
            }
            _ => true,
        };
        if silent || !too_short {
            return body;
        }
        let unknown = Unknown::new(UnknownReason::Cancelled, "left out by the person");
        EventBody::CheckUnknown { unknown: unknown.with_finding(FindingId::SoundSkipped) }
    }
}

/// The check waits until the person opens its part.
pub(super) fn wait_for_person(check: CheckId, common: &mut Common) {
    common.journal.note(Some(check), EventBody::WaitingForPerson { step: Step::OpenPart });
}

/// True when the check ended for want of a device or a permission, which may come: a plugged-in device, a closed program, a
/// changed setting.
pub(super) fn lacks_device(check: CheckId, state: &RunState) -> bool {
    let comes = [UnknownReason::NoDevice, UnknownReason::Unplugged, UnknownReason::NoPermission, UnknownReason::InUse];
    matches!(state.stage(check), Stage::Unknown(unknown) if comes.contains(&unknown.reason))
}

/// The ids of microphones and cameras.
fn ids(state: &RunState) -> (Vec<String>, Vec<String>) {
    let d = &state.devices;
    (d.inputs.iter().map(|i| i.id.clone()).collect(), d.cameras.iter().map(|c| c.id.clone()).collect())
}
