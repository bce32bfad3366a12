//! The engine: one thread that takes in commands and events in order, and hands each to whom it belongs.
//!
//! | file | owns |
//! |---|---|
//! | here | the loop, the run as a whole: begun, begun again, ended, void |
//! | `journal` | the state, the recorder, what readers see |
//! | `attempts` | the sinks of what is under way |
//! | `checks` | network and computer, and their deadlines |
//! | `parts` | sound and camera: the open devices |
//! | `spots` | measuring at spots, beside the run |
//! | `devices` | the thread that lists devices |
//! | `validity` | sleep, clock and network meanwhile |
//! | `recorder` | the file of a recording |

mod attempts;
mod checks;
mod common;
mod devices;
mod journal;
mod parts;
mod recorder;
mod spots;
mod validity;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use self::attempts::Attempts;
use self::checks::{Checks, NetworkSettings};
use self::common::Common;
use self::devices::DeviceWatch;
use self::journal::Journal;
use self::parts::{Parts, lacks_device, wait_for_person};
use self::spots::Spots;
use self::validity::Validity;
use super::changes::Changes;
use super::command::Command;
use super::input::{Inbox, Input, Next};
use super::options::SessionOptions;
use super::resources;
use crate::live::{Latest, Live};
use crate::model::observation::WatchEnd;
use crate::model::run::{EventBody, Phase, VoidReason};
use crate::model::{CheckId, Requirement, RunState, ServerTest, Snapshot, SpotBoard};
use crate::probe::ports::{Probes, SoundRequest};

/// How often deadlines are looked at.
const TICK: Duration = Duration::from_millis(100);

/// The ends at which the engine is held.
pub(super) struct Ends {
    pub(super) inbox: Arc<Inbox>,
    pub(super) published: Latest<Snapshot>,
    pub(super) live: Live,
    pub(super) server_test: Latest<ServerTest>,
    pub(super) spots: Latest<SpotBoard>,
}

pub(super) struct Engine {
    inbox: Arc<Inbox>,
    common: Common,
    checks: Checks,
    parts: Parts,
    spots: Spots,
    validity: Validity,
}

impl Engine {
    /// An engine that shows `initial` and has not begun anything.
    pub(super) fn new(probes: Probes, options: SessionOptions, initial: RunState, ends: Ends) -> Self {
        let Ends { inbox, published, live, server_test, spots } = ends;
        let devices = DeviceWatch::new(probes.clone(), options.allowed, inbox.clone());
        let journal = Journal {
            state: initial,
            judge: options.judge,
            changes: Changes::default(),
            published,
            clock: options.clock,
            record: options.record,
            record_fault: options.record_fault,
            recorder: None,
            began: Duration::ZERO,
        };
        let settings = NetworkSettings {
            far_end: options.far_end,
            quick: options.quick,
            metered: options.metered,
            watch: options.watch,
        };
        Self {
            common: Common { journal, attempts: Attempts::new(inbox.clone()), devices },
            checks: Checks {
                network: probes.network,
                computer: probes.computer,
                settings,
                computer_s: options.computer_s,
                running: BTreeMap::new(),
                trying: None,
                server_test,
            },
            parts: Parts::new(probes.sound, probes.camera, live, options.speech_s),
            spots: Spots::new(options.spots, options.spot_watch, options.on_hotspot, spots),
            validity: Validity::new(options.void),
            inbox,
        }
    }

    /// Works until the session ends; then everything is handed back.
    pub(super) fn run(mut self) {
        self.common.journal.publish();
        self.spots.rank(&self.common);
        loop {
            match self.inbox.next((!self.idle()).then_some(TICK)) {
                Next::Input(Input::Command(command)) => self.command(command),
                Next::Input(Input::Event(attempt, check, body)) => self.event(attempt, check, body),
                Next::Input(Input::Devices(list, allowed)) => self.parts.listed(list, allowed, &mut self.common),
                Next::Nothing => {}
                Next::Ended => break,
            }
            self.tick();
        }
        self.release_all();
    }

    fn state(&self) -> &RunState {
        self.common.journal.state()
    }

    /// Nothing is to be looked at until something comes.
    fn idle(&self) -> bool {
        let running = self.state().phase == Phase::Running;
        !running && self.checks.idle() && self.spots.idle() && self.parts.idle() && !self.common.devices.awaits_any()
    }

    fn tick(&mut self) {
        let now = self.common.journal.now();
        for (check, unknown) in self.checks.overdue(now) {
            if check == CheckId::Network && self.state().is_watching() {
                self.checks.end_watch(WatchEnd::NoAnswer, &mut self.common);
                continue;
            }
            self.common.journal.note(Some(check), EventBody::CheckUnknown { unknown });
            self.ended(check);
        }
        self.spots.tick(&mut self.common);
        // Who walks through the house, to the phone's hotspot too, comes back to the network of the run.
        let lost = if self.spots.is_walking() { None } else { self.validity.lost(now, self.common.journal.state()) };
        if let Some(why) = lost {
            self.lost(why);
        }
        self.parts.try_replacing_again(now, &mut self.common);
        self.hold_listing();
    }

    /// The list of devices is not read while that would disturb what is measured; somebody who waits for one comes first.
    fn hold_listing(&mut self) {
        let waits = |check: &CheckId| self.common.devices.awaits_device(*check) && !self.parts.is_live(*check);
        let held = resources::must_wait(resources::Work::ListDevices, &resources::under_way(self.state()))
            && !CheckId::ALL.iter().any(waits);
        self.common.devices.hold(held || !self.spots.idle());
    }

    fn event(&mut self, attempt: u64, check: CheckId, body: EventBody) {
        if !self.common.attempts.is_current(check, attempt)
            || self.parts.is_still_being_released(check, &body, &mut self.common)
        {
            return;
        }
        if check == CheckId::Network && self.spots.take(&body, &mut self.common) {
            return;
        }
        let ended = matches!(body, EventBody::CheckEnded | EventBody::CheckUnknown { .. });
        let watched_s = match body {
            EventBody::WatchStarted { length_s } => Some(length_s),
            _ => None,
        };
        let left_out = self.parts.take_leaving_out(check, &body);
        let body = left_out.map_or(body.clone(), |left_out| left_out.end(body, self.state()));
        self.common.journal.note(Some(check), body);
        if let Some(length_s) = watched_s {
            // The answer stands; what is still seen of the line sharpens it.
            self.checks.goes_on(check, Duration::from_secs_f64(length_s.max(0.0)));
            self.common.journal.finish_if_done();
        }
        if ended {
            self.ended(check);
        }
        if left_out.is_some_and(|left_out| left_out.tone()) {
            self.parts.play_tone(&mut self.common);
        }
    }

    fn command(&mut self, command: Command) {
        let common = &mut self.common;
        match command {
            Command::Start(requirement) => self.start_run(requirement),
            Command::Again(checks) => self.again_all(checks),
            Command::Stop => {
                self.void(VoidReason::Stopped);
                self.release_all();
            }
            Command::EndWatch => self.checks.end_watch(WatchEnd::Left, common),
            Command::OpenPart(check @ (CheckId::Network | CheckId::Computer)) => self.again(check),
            Command::OpenPart(check) => self.parts.enter(check, common),
            Command::Watch(check @ (CheckId::Network | CheckId::Computer), _) => self.again(check),
            Command::Watch(check, seconds) => self.parts.watch(check, seconds, common),
            Command::LeavePart(check) => self.parts.leave(check, common),
            Command::Read => self.parts.read(common),
            Command::PlayBack => {
                let output = common.journal.state().devices.output.clone();
                self.parts.ask_sound(SoundRequest::PlayBack { output });
            }
            Command::PlayTone => self.parts.play_tone(common),
            Command::StopPlaying => self.parts.stop_playing(common),
            Command::ToneAnswer(heard) => self.parts.answer_tone(heard, common),
            Command::SoundDone => self.parts.ask_sound(SoundRequest::Finish),
            Command::CannotSpeak => self.parts.cannot_speak(common),
            Command::SkipPicture => self.parts.skip_picture(common),
            Command::AwaitDevice(check) => common.devices.set_awaited(check, true),
            Command::PictureDone => self.parts.picture_done(common),
            Command::Choose(kind, choice) => self.parts.choose(kind, choice, common),
            Command::UseServer(choice) => self.checks.use_server(&choice),
            Command::TestServer(choice) => {
                let need = common.journal.state().requirement.need;
                self.checks.test_server(choice, need);
            }
            Command::ListDevices => common.devices.list_once(),
            Command::EnterSpots => {
                self.checks.end_watch(WatchEnd::Left, common);
                self.spots.enter(common);
            }
            Command::MeasureSpot(name) => {
                // One line, one measurement: the quiet watch of the spot before gives way.
                self.checks.end_watch(WatchEnd::Left, common);
                self.spots.measure(name, &self.checks, common);
            }
            Command::NameSpot(name) => self.spots.name(name, &self.checks, common),
            Command::LeaveSpot => self.spots.stop(common),
            Command::LeaveSpots => self.spots.leave(common),
            Command::ForgetSpot(name) => self.spots.forget(name.as_ref(), common),
            Command::Need(need) => {
                common.journal.note(None, EventBody::NeedChanged { need });
                self.spots.rank(common);
            }
            Command::Plan(counts) => common.journal.note(None, EventBody::Plan { counts }),
            Command::Shutdown => {}
        }
    }

    fn start_run(&mut self, requirement: Requirement) {
        self.release_all();
        self.validity.restart(self.common.journal.now());
        let plan = self.state().plan;
        let checks = requirement.checks.clone();
        self.common.journal.begin(requirement);
        self.common.journal.note(None, EventBody::Plan { counts: plan });
        for check in checks {
            match check {
                CheckId::Network | CheckId::Computer => self.again(check),
                CheckId::Sound | CheckId::Camera => wait_for_person(check, &mut self.common),
            }
        }
        self.common.devices.list_once();
    }

    fn again_all(&mut self, checks: Vec<CheckId>) {
        match self.state().phase {
            // What was measured before belongs to another network or another hour.
            Phase::Void(why) if why.spoils_what_was_measured() => {
                return self.start_run(self.state().requirement.clone());
            }
            Phase::Running => {}
            Phase::Idle | Phase::Finished | Phase::Void(_) => {
                self.validity.restart(self.common.journal.now());
            }
        }
        checks.into_iter().for_each(|check| self.again(check));
    }

    fn again(&mut self, check: CheckId) {
        match check {
            CheckId::Network => {
                self.spots.stop(&mut self.common);
                self.checks.start_network(&mut self.common);
            }
            CheckId::Computer => self.checks.start_computer(&mut self.common),
            CheckId::Sound | CheckId::Camera => self.parts.again(check, &mut self.common),
        }
    }

    /// A check has ended: its device is handed back at once.
    fn ended(&mut self, check: CheckId) {
        self.release(check);
        let missing = lacks_device(check, self.state());
        self.common.devices.set_awaited(check, missing);
        self.common.journal.finish_if_done();
    }

    /// What is measured now says nothing any more. An answer that stands still holds; only the watch after it ends.
    fn lost(&mut self, why: VoidReason) {
        match (self.state().phase, why) {
            (Phase::Running, _) => self.void(why),
            (_, VoidReason::Slept) => self.checks.end_watch(WatchEnd::Slept, &mut self.common),
            (_, VoidReason::NetworkChanged) => self.checks.end_watch(WatchEnd::NetworkChanged, &mut self.common),
            // Lengths of time are measured by another clock.
            (_, VoidReason::ClockSet | VoidReason::Stopped) => {}
        }
    }

    fn void(&mut self, why: VoidReason) {
        if self.state().phase == Phase::Running {
            self.release_all();
            self.common.journal.note(None, EventBody::RunVoid { why });
        }
    }

    fn release(&mut self, check: CheckId) {
        match check {
            CheckId::Network | CheckId::Computer => self.checks.release(check, &mut self.common),
            CheckId::Sound | CheckId::Camera => self.parts.release(check, &mut self.common),
        }
    }

    fn release_all(&mut self) {
        self.spots.stop(&mut self.common);
        for check in CheckId::ALL {
            self.common.devices.set_awaited(check, false);
            self.release(check);
        }
        self.parts.forget();
    }
}
