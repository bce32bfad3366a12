//! The run and its checks: begun, begun again, ended late, declared void.

use std::time::Duration;

use crate::model::check::Unknown;
use crate::model::run::{EventBody, Phase, Step, VoidReason};
use crate::model::{CheckId, ProbeEvent, Requirement, RunId, Target, UnknownReason};
use crate::probe::ports::NetworkPlan;

use super::engine::Engine;
use super::recorder::Recorder;

/// How often sleep and the network are looked at.
const VOID_EVERY: Duration = Duration::from_secs(2);
/// A network measurement that says nothing for this long has failed.
const NETWORK_DEADLINE: Duration = Duration::from_secs(45);
/// A watch of the background load that takes this long has failed.
const COMPUTER_DEADLINE: Duration = Duration::from_secs(40);

impl Engine {
    pub(super) fn start_run(&mut self, requirement: Requirement) {
        self.release_all();
        self.run_began = self.options.clock.elapsed();
        self.look_from_now();
        let started_at = self.options.clock.wall();
        let plan = self.state.plan;
        let run = RunId(format!("{:016x}", rand::random::<u64>()));
        if let Some(to) = &self.options.record {
            self.recorder = Some(Recorder::new(to, self.options.record_fault.clone()));
        }
        let checks = requirement.checks.clone();
        self.take(&ProbeEvent { run, check: None, at_ms: 0, body: EventBody::RunStarted { requirement, started_at } });
        self.apply(None, EventBody::Plan { counts: plan });
        for check in checks {
            match check {
                CheckId::Network | CheckId::Computer => self.again(check),
                CheckId::Sound | CheckId::Camera => self.wait_for_person(check),
            }
        }
        self.devices.list_once();
    }

    pub(super) fn wait_for_person(&mut self, check: CheckId) {
        self.apply(Some(check), EventBody::WaitingForPerson { step: Step::OpenPart });
    }

    /// What happened to clock and network until now is no matter any more.
    fn look_from_now(&mut self) {
        self.looked = self.options.clock.elapsed();
        let _ = (self.options.void)();
    }

    pub(super) fn again_all(&mut self, checks: Vec<CheckId>) {
        match self.state.phase {
            // What was measured before belongs to another network or another hour.
            Phase::Void(why) if why.spoils_what_was_measured() => {
                return self.start_run(self.state.requirement.clone());
            }
            Phase::Running => {}
            Phase::Idle | Phase::Finished | Phase::Void(_) => self.look_from_now(),
        }
        checks.into_iter().for_each(|c| self.again(c));
    }

    pub(super) fn again(&mut self, check: CheckId) {
        match check {
            CheckId::Network => self.start_network(),
            CheckId::Computer => self.start_computer(),
            CheckId::Sound | CheckId::Camera if self.parts.contains(&check) => self.open(check),
            // No microphone or camera is opened behind the person's back.
            CheckId::Sound | CheckId::Camera => {
                self.release(check);
                self.wait_for_person(check);
            }
        }
    }

    fn start_network(&mut self) {
        self.release(CheckId::Network);
        if self.options.far_end.target == Target::None {
            let unknown = Unknown::new(UnknownReason::Cancelled, "the network was not to be measured");
            self.apply(Some(CheckId::Network), EventBody::CheckUnknown { unknown });
            self.finish_if_done();
            return;
        }
        self.apply(Some(CheckId::Network), EventBody::CheckStarted);
        let sink = self.sink(CheckId::Network);
        let need = self.state.requirement.need;
        let plan = NetworkPlan {
            far_end: self.options.far_end.clone(),
            quick: self.options.quick,
            metered: self.options.metered,
            need,
        };
        self.begun.insert(CheckId::Network, self.options.clock.elapsed());
        self.network = Some(self.probes.network.start(plan, sink));
    }

    fn start_computer(&mut self) {
        self.release(CheckId::Computer);
        self.apply(Some(CheckId::Computer), EventBody::CheckStarted);
        let sink = self.sink(CheckId::Computer);
        self.begun.insert(CheckId::Computer, self.options.clock.elapsed());
        self.computer = Some(self.probes.computer.start(self.options.computer_s, sink));
    }

    pub(super) fn tick(&mut self) {
        let now = self.options.clock.elapsed();
        for (check, limit) in [(CheckId::Network, NETWORK_DEADLINE), (CheckId::Computer, COMPUTER_DEADLINE)] {
            let late = self.begun.get(&check).is_some_and(|begun| now.saturating_sub(*begun) > limit);
            if late {
                let unknown = Unknown::new(UnknownReason::Timeout, format!("no end after {} s", limit.as_secs()));
                self.apply(Some(check), EventBody::CheckUnknown { unknown });
                self.ended(check);
            }
        }
        if self.state.phase == Phase::Running && now.saturating_sub(self.looked) >= VOID_EVERY {
            self.looked = now;
            let why = (self.options.void)();
            let matters =
                |why: &VoidReason| *why != VoidReason::NetworkChanged || self.state.requirement.wants(CheckId::Network);
            if let Some(why) = why.filter(matters) {
                self.void(why);
            }
        }
        self.try_replacing_again(now);
    }

    pub(super) fn void(&mut self, why: VoidReason) {
        if self.state.phase == Phase::Running {
            self.release_all();
            self.apply(None, EventBody::RunVoid { why });
        }
    }
}
