//! The parts that a person opens, sound and camera: opened when asked, replaced at once, handed back when left.

use std::time::Duration;

use super::engine::Engine;
use super::input::Allowed;
use crate::model::check::Unknown;
use crate::model::run::{DeviceKind, EventBody, Stage};
use crate::model::{CheckId, DeviceChoice, FindingId, UnknownReason};
use crate::probe::ports::{CameraRequest, SoundRequest};

/// From one try to the next to open a device in place of another.
const REPLACE_EVERY: Duration = Duration::from_millis(400);
/// How often it is tried again.
const REPLACE_TRIES: u32 = 3;
/// A device that still opens after this is in use by somebody else when it says so.
const REPLACE_WITHIN: Duration = Duration::from_secs(3);

impl Engine {
    pub(super) fn open(&mut self, check: CheckId) {
        self.release(check);
        match check {
            CheckId::Sound => {
                self.apply(Some(check), EventBody::CheckStarted);
                let sink = self.sink(check);
                let input = self.state.devices.input.clone();
                self.sound = Some(self.probes.sound.open(input, sink, self.live.clone()));
            }
            CheckId::Camera => {
                self.apply(Some(check), EventBody::CheckStarted);
                let sink = self.sink(check);
                let camera = self.state.devices.camera.clone();
                self.camera = Some(self.probes.camera.open(camera, sink, self.live.clone()));
            }
            CheckId::Network | CheckId::Computer => return self.again(check),
        }
        self.devices.want(check, true);
    }

    pub(super) fn watch(&mut self, check: CheckId, seconds: f64) {
        self.open(check);
        match check {
            CheckId::Sound => self.ask_sound(SoundRequest::Watch { seconds }),
            CheckId::Camera => self.ask_camera(CameraRequest::Watch { seconds }),
            CheckId::Network | CheckId::Computer => {}
        }
    }

    pub(super) fn leave(&mut self, check: CheckId) {
        self.parts.remove(&check);
        self.devices.want(check, false);
        let open = match check {
            CheckId::Sound => self.sound.is_some(),
            CheckId::Camera => self.camera.is_some(),
            CheckId::Network | CheckId::Computer => return,
        };
        self.release(check);
        if open && !self.state.stage(check).ended() {
            self.wait_for_person(check);
        }
    }

    pub(super) fn read(&mut self) {
        if self.sound.is_none() {
            self.parts.insert(CheckId::Sound);
            self.open(CheckId::Sound);
        }
        let speech_s = self.options.speech_s;
        self.ask_sound(SoundRequest::Read { speech_s });
    }

    pub(super) fn ask_sound(&mut self, request: SoundRequest) {
        if let Some(sound) = &self.sound {
            sound.request(request);
        }
    }

    pub(super) fn ask_camera(&mut self, request: CameraRequest) {
        if let Some(camera) = &self.camera {
            camera.request(request);
        }
    }

    /// The person leaves this part out. What has ended keeps its result: a second click takes nothing away.
    pub(super) fn skip(&mut self, check: CheckId, finding: FindingId) {
        self.devices.want(check, false);
        if self.state.stage(check).ended() {
            return self.release(check);
        }
        self.release(check);
        let unknown = Unknown::new(UnknownReason::Cancelled, "left out by the person").with_finding(finding);
        self.apply(Some(check), EventBody::CheckUnknown { unknown });
        self.finish_if_done();
    }

    pub(super) fn choose(&mut self, kind: DeviceKind, choice: DeviceChoice) {
        self.apply(None, EventBody::DeviceChosen { kind, choice });
        let (check, open) = match kind {
            DeviceKind::Input => (CheckId::Sound, self.sound.is_some()),
            DeviceKind::Camera => (CheckId::Camera, self.camera.is_some()),
            DeviceKind::Output => return,
        };
        if open {
            self.replaced.insert(check, (self.options.clock.elapsed(), 0));
        }
        if open || (self.parts.contains(&check) && self.lacks(check)) {
            self.open(check);
        }
    }

    /// Where there is a camera it was left out; where there is none, that is what is to be told.
    pub(super) fn skip_picture(&mut self) {
        let check = CheckId::Camera;
        let devices = &self.state.devices;
        let none = devices.known && devices.cameras.is_empty() && !matches!(devices.camera, DeviceChoice::File(_));
        if none && !self.state.stage(check).ended() {
            self.devices.want(check, false);
            self.release(check);
            let unknown = Unknown::new(UnknownReason::NoDevice, "no camera in the system's list");
            self.apply(Some(check), EventBody::CheckUnknown { unknown });
            self.finish_if_done();
        } else {
            self.skip(check, FindingId::CameraSkipped);
        }
    }

    /// Some systems need a moment until a device that was let go can be opened again: then it is tried once more.
    pub(super) fn still_being_released(&mut self, check: CheckId, body: &EventBody) -> bool {
        let EventBody::CheckUnknown { unknown } = body else { return false };
        let Some((at, tries)) = self.replaced.get(&check).copied() else { return false };
        let again = unknown.reason == UnknownReason::InUse && tries < REPLACE_TRIES;
        if again {
            self.replaced.insert(check, (at, tries + 1));
            self.release(check);
        } else {
            self.replaced.remove(&check);
        }
        again
    }

    /// True when the part ended for want of a device or a permission.
    fn lacks(&self, check: CheckId) -> bool {
        matches!(self.state.stage(check), Stage::Unknown(u) if waits_for_device(u.reason))
    }

    /// A new list of devices: what was missing may be there now.
    pub(super) fn listed(&mut self, body: EventBody, allowed: Allowed) {
        let before = self.ids();
        self.apply(None, body);
        let after = self.ids();
        let was = std::mem::replace(&mut self.allowed, allowed);
        for (check, before, after, was, now) in [
            (CheckId::Sound, before.0, after.0, was.microphone, allowed.microphone),
            (CheckId::Camera, before.1, after.1, was.camera, allowed.camera),
        ] {
            let appeared = after.iter().any(|id| !before.contains(id));
            let permitted = was == Some(false) && now == Some(true);
            if self.parts.contains(&check) && self.devices.wants(check) && self.lacks(check) && (appeared || permitted)
            {
                self.open(check);
            }
        }
    }

    /// The ids of microphones and cameras.
    fn ids(&self) -> (Vec<String>, Vec<String>) {
        let d = &self.state.devices;
        (d.inputs.iter().map(|i| i.id.clone()).collect(), d.cameras.iter().map(|c| c.id.clone()).collect())
    }

    fn sound_or_camera_closed(&self, check: CheckId) -> bool {
        match check {
            CheckId::Sound => self.sound.is_none(),
            _ => self.camera.is_none(),
        }
    }

    pub(super) fn try_replacing_again(&mut self, now: Duration) {
        for (check, (at, tries)) in self.replaced.clone() {
            let waiting = tries > 0 && self.sound_or_camera_closed(check);
            if waiting && now.saturating_sub(at) >= REPLACE_EVERY * tries {
                self.open(check);
            } else if !waiting && now.saturating_sub(at) >= REPLACE_WITHIN {
                self.replaced.remove(&check);
            }
        }
    }
}

/// Reasons that a plugged-in device, a closed program or a changed setting may lift.
pub(super) fn waits_for_device(reason: UnknownReason) -> bool {
    matches!(
        reason,
        UnknownReason::NoDevice | UnknownReason::Unplugged | UnknownReason::NoPermission | UnknownReason::InUse
    )
}
