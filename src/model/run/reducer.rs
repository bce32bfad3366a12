//! How an event changes the state.

use super::{
    DeviceKind, EventBody, HostContact, NetworkProgress, Phase, ProbeEvent, RoundTripPoint, RunState, Stage, Step,
    VoidReason,
};
use crate::model::check::Unknown;
use crate::model::observation::{Heard, LineWatch, Observation, Observations, SoundOutput, WatchEnd};
use crate::model::{CheckId, UnknownReason};

/// At most this many points of the round-trip line are kept: 10 a second while it is measured, one a second in the quiet
/// watch.
const ROUND_TRIPS_KEPT: usize = 3600;

impl RunState {
    /// Takes one event in. Events of another run are dropped; `RunStarted` begins a new one.
    pub fn apply(&mut self, event: &ProbeEvent) {
        if let EventBody::RunStarted { requirement, started_at } = &event.body {
            self.id = event.run.clone();
            self.requirement = requirement.clone();
            self.started_at.clone_from(started_at);
            (self.at_ms, self.measured_ms) = (0, 0);
            self.phase = Phase::Running;
            self.stages.clear();
            self.observations = Observations::default();
            self.network_progress = NetworkProgress::default();
            self.round_trips.clear();
            self.hosts.clear();
        } else if event.run == self.id {
            self.at_ms = self.at_ms.max(event.at_ms);
            self.apply_body(event.check, &event.body);
            if matches!(
                event.body,
                EventBody::CheckEnded | EventBody::CheckUnknown { .. } | EventBody::WatchStarted { .. }
            ) {
                self.measured_ms = self.at_ms;
            }
        }
    }

    fn apply_body(&mut self, check: Option<CheckId>, body: &EventBody) {
        match body {
            EventBody::RunStarted { .. } => {}
            EventBody::RunFinished => self.phase = Phase::Finished,
            EventBody::RunVoid { why } => self.void(*why),
            EventBody::CheckStarted => {
                if check == Some(CheckId::Network) {
                    self.end_watch(WatchEnd::Left);
                    self.round_trips.clear();
                    self.network_progress = NetworkProgress { step_at_ms: self.at_ms, observed: false };
                }
                self.resume();
                let step = match check {
                    Some(CheckId::Network) => Step::NetworkPathLookup,
                    Some(CheckId::Computer) => Step::ComputerSampling,
                    Some(CheckId::Sound | CheckId::Camera) | None => Step::OpenDevice,
                };
                self.set(check, Stage::Running { step, fraction: None, remaining_s: None });
            }
            EventBody::CheckStep { step, fraction, remaining_s } => {
                let before = self.stage(CheckId::Network);
                let same = matches!(before, Stage::Running { step: before, .. } if before == step);
                if check == Some(CheckId::Network) && !same {
                    self.network_progress.step_at_ms = self.at_ms;
                }
                self.set(check, Stage::Running { step: *step, fraction: *fraction, remaining_s: *remaining_s });
            }
            EventBody::WaitingForPerson { step } => {
                self.resume();
                self.set(check, Stage::Waiting(*step));
            }
            EventBody::Observed { observation } => self.observe(observation.clone()),
            EventBody::WatchStarted { length_s } => {
                self.set(check, Stage::Done);
                if let Some(seen) = &mut self.observations.network {
                    seen.watch = Some(LineWatch {
                        from_s: seen.duration_s,
                        asked_s: *length_s,
                        watched_s: 0.0,
                        own_pauses_s: 0.0,
                        ended: None,
                        changed_at_s: None,
                    });
                }
            }
            EventBody::WatchEnded { why } => self.end_watch(*why),
            EventBody::CheckEnded => self.set(check, Stage::Done),
            EventBody::CheckUnknown { unknown } => self.set(check, Stage::Unknown(unknown.clone())),
            EventBody::RoundTrip { at_s, rtt_ms } => {
                if self.round_trips.len() < ROUND_TRIPS_KEPT {
                    self.round_trips.push(RoundTripPoint { at_s: *at_s, rtt_ms: *rtt_ms });
                }
            }
            EventBody::Devices { inputs, outputs, cameras } => {
                let d = &mut self.devices;
                d.inputs = inputs.clone().unwrap_or_else(|| std::mem::take(&mut d.inputs));
                d.outputs = outputs.clone().unwrap_or_else(|| std::mem::take(&mut d.outputs));
                d.cameras = cameras.clone().unwrap_or_else(|| std::mem::take(&mut d.cameras));
                d.known = true;
            }
            EventBody::Sound { stage } => self.sound = *stage,
            EventBody::Camera { stage } => self.camera = *stage,
            EventBody::OutputUsed { name } => {
                let sound = self.observations.sound.get_or_insert_default();
                sound.output = Some(SoundOutput { name: name.clone(), heard: Heard::NotAsked });
            }
            EventBody::ToneAnswered { heard } => {
                let sound = self.observations.sound.get_or_insert_default();
                if let Some(output) = &mut sound.output {
                    output.heard = *heard;
                } else {
                    let name = String::new();
                    sound.output = Some(SoundOutput { name, heard: *heard });
                }
            }
            EventBody::DeviceChosen { kind, choice } => match kind {
                DeviceKind::Input => self.devices.input = choice.clone(),
                DeviceKind::Output => self.devices.output = choice.clone(),
                DeviceKind::Camera => self.devices.camera = choice.clone(),
            },
            EventBody::HostContacted { host, purpose } => {
                let contact = HostContact { host: host.clone(), purpose: purpose.clone() };
                if !self.hosts.contains(&contact) {
                    self.hosts.push(contact);
                }
            }
            EventBody::Plan { counts } => self.plan = *counts,
            EventBody::NeedChanged { need } => self.requirement.need = *need,
        }
    }

    /// A check begins again after the run had ended or was stopped.
    fn resume(&mut self) {
        if matches!(self.phase, Phase::Finished | Phase::Void(_)) {
            self.phase = Phase::Running;
        }
    }

    /// The quiet watch is over, if there is one.
    fn end_watch(&mut self, why: WatchEnd) {
        if let Some(watch) = self.observations.network.as_mut().and_then(|seen| seen.watch.as_mut()) {
            watch.ended.get_or_insert(why);
        }
    }

    fn set(&mut self, check: Option<CheckId>, stage: Stage) {
        if let Some(check) = check {
            self.stages.insert(check, stage);
        }
    }

    fn observe(&mut self, observation: Observation) {
        match observation {
            Observation::Network(o) => {
                self.observations.network = Some(*o);
                self.network_progress.observed = true;
            }
            Observation::Sound(mut o) => {
                // The answer about the tone is the person's; a new measurement does not take it away.
                if o.output.is_none() {
                    o.output = self.observations.sound.take().and_then(|s| s.output);
                }
                self.observations.sound = Some(*o);
            }
            Observation::Camera(o) => self.observations.camera = Some(*o),
            Observation::Computer(o) => self.observations.computer = Some(*o),
        }
    }

    fn void(&mut self, why: VoidReason) {
        self.phase = Phase::Void(why);
        for check in self.requirement.checks.clone() {
            if !self.stage(check).ended() {
                let unknown = Unknown::new(UnknownReason::Cancelled, format!("run void: {why:?}"));
                self.set(Some(check), Stage::Unknown(unknown));
            }
        }
    }
}
