//! Measuring at spots: a quick network measurement of its own, beside the run. What comes of it takes nothing away from the
//! run, enters no recording, and is published apart.

use std::sync::Arc;
use std::time::Duration;

use super::checks::Checks;
use super::common::Common;
use crate::assess;
use crate::live::Latest;
use crate::model::observation::{NetworkObservation, Observation, ServerKind};
use crate::model::run::{EventBody, RoundTripPoint};
use crate::model::spot::{SpotBoard, SpotFigures, SpotKind, SpotName, SpotStage, SpotTrial, SpotVisit};
use crate::model::{CheckId, Level, Target, Unknown, UnknownReason};
use crate::probe::ports::{NetworkPlan, Running};
use crate::session::options::{HotspotCheck, SpotWatch, VoidWatch};

/// The probe speaks as the network check does: one line, one measurement.
const CHECK: CheckId = CheckId::Network;
/// A measurement that says nothing for this long has failed.
const DEADLINE: Duration = Duration::from_secs(30);
/// How often sleep and the network are checked.
const EVERY: Duration = Duration::from_secs(1);
/// At most this many points of the round-trip line are kept.
const ROUND_TRIPS_KEPT: usize = 600;

/// One measurement under way.
struct UnderWay {
    began: Duration,
    checked_at: Duration,
    watch: VoidWatch,
    observation: Option<NetworkObservation>,
    _running: Box<dyn Running>,
}

pub(super) struct Spots {
    visits: Vec<SpotVisit>,
    board: SpotBoard,
    shown: Latest<SpotBoard>,
    watch: SpotWatch,
    on_hotspot: HotspotCheck,
    under_way: Option<UnderWay>,
    /// The person walks: another network is no news now.
    walking: bool,
}

impl Spots {
    pub(super) fn new(
        visits: Vec<SpotVisit>,
        watch: SpotWatch,
        on_hotspot: HotspotCheck,
        shown: Latest<SpotBoard>,
    ) -> Self {
        let board = SpotBoard::default();
        Self { visits, board, shown, watch, on_hotspot, under_way: None, walking: false }
    }

    /// Nothing is to be looked at until something comes.
    pub(super) fn idle(&self) -> bool {
        self.under_way.is_none()
    }

    /// True from the moment that the person begins to walk until the spots are left.
    pub(super) fn is_walking(&self) -> bool {
        self.walking
    }

    /// The person begins to walk through the house.
    pub(super) fn enter(&mut self, common: &Common) {
        self.walking = true;
        self.rank(common);
    }

    /// The person is back; what was being measured stays unranked.
    pub(super) fn leave(&mut self, common: &mut Common) {
        self.stop(common);
        self.walking = false;
    }

    /// Begins to measure at this spot (again).
    pub(super) fn measure(&mut self, name: SpotName, checks: &Checks, common: &mut Common) {
        // One line, one measurement: the check of the connection comes first.
        if checks.running.contains_key(&CHECK) {
            return;
        }
        self.stop(common);
        let hotspot = name == SpotName::Hotspot || (self.on_hotspot)();
        let kind = if hotspot { SpotKind::Hotspot } else { SpotKind::Place };
        self.board.trial = Some(SpotTrial {
            name,
            kind,
            stage: SpotStage::Running,
            at_s: 0.0,
            round_trips: Vec::new(),
            seen: SpotFigures::default(),
        });
        if checks.settings.far_end.target == Target::None {
            let unknown = Unknown::new(UnknownReason::Cancelled, "the network was not to be measured");
            return self.end(SpotStage::Failed(unknown), common);
        }
        let need = common.journal.state().requirement.need;
        let far_end = checks.settings.far_end.clone();
        let plan = NetworkPlan {
            far_end,
            quick: true,
            metered: checks.settings.metered || hotspot,
            need,
            watch: Duration::ZERO,
        };
        let (began, watch) = (common.journal.now(), (self.watch)());
        let running = checks.network.start(plan, common.attempts.begin(CHECK));
        self.under_way = Some(UnderWay { began, checked_at: began, watch, observation: None, _running: running });
        self.publish(common);
    }

    /// What is being measured is called otherwise. Between a place and the hotspot that is another measurement.
    pub(super) fn name(&mut self, name: SpotName, checks: &Checks, common: &mut Common) {
        let Some(trial) = self.board.trial.as_mut().filter(|_| self.under_way.is_some()) else { return };
        if (trial.name == SpotName::Hotspot) == (name == SpotName::Hotspot) {
            trial.name = name;
            self.publish(common);
        } else {
            self.measure(name, checks, common);
        }
    }

    /// The person goes on, or something else needs the line: what was being measured stays unranked.
    pub(super) fn stop(&mut self, common: &mut Common) {
        if self.under_way.is_some() {
            self.end(SpotStage::Left, common);
        }
    }

    /// Forgets a spot; `None`: all of them.
    pub(super) fn forget(&mut self, name: Option<&SpotName>, common: &mut Common) {
        self.visits.retain(|visit| name.is_some_and(|name| visit.name != *name));
        let gone = |of: &SpotName| name.is_none_or(|name| of == name);
        if self.board.trial.as_ref().is_some_and(|trial| gone(&trial.name)) {
            self.stop(common);
            self.board.trial = None;
        }
        self.rank(common);
    }

    /// True for an event of the measurement under way; it is taken in.
    pub(super) fn take(&mut self, body: &EventBody, common: &mut Common) -> bool {
        let Some(under_way) = &mut self.under_way else { return false };
        let Some(trial) = &mut self.board.trial else { return false };
        match body {
            EventBody::RoundTrip { at_s, rtt_ms } if trial.round_trips.len() < ROUND_TRIPS_KEPT => {
                trial.round_trips.push(RoundTripPoint { at_s: *at_s, rtt_ms: *rtt_ms });
            }
            EventBody::Observed { observation: Observation::Network(seen) } => {
                trial.seen = assess::spots::figures(seen);
                under_way.observation = Some((**seen).clone());
            }
            // Whoever was contacted is told for the run as well.
            EventBody::HostContacted { .. } => common.journal.note(Some(CHECK), body.clone()),
            EventBody::CheckEnded => {
                let stage = self.ended(common);
                self.end(stage, common);
                return true;
            }
            EventBody::CheckUnknown { unknown } => {
                self.end(SpotStage::Failed(unknown.clone()), common);
                return true;
            }
            _ => {}
        }
        self.publish(common);
        true
    }

    /// Keeps what was seen, if it says something about the place.
    fn ended(&mut self, common: &Common) -> SpotStage {
        let observation = self.under_way.as_mut().and_then(|under_way| under_way.observation.take());
        let (Some(observation), Some(trial)) = (observation, &self.board.trial) else {
            let unknown = Unknown::new(UnknownReason::NotEnoughEvidence, "ended without an observation");
            return SpotStage::Failed(unknown);
        };
        if observation.server.kind == ServerKind::Local {
            let unknown = Unknown::new(UnknownReason::ThisComputerOnly, "the server is on this computer");
            return SpotStage::Failed(unknown);
        }
        let visit = SpotVisit::new(trial.name.clone(), trial.kind, common.journal.clock.wall(), observation);
        let number = self.board.newest.as_ref().map_or(0, |(number, _)| *number) + 1;
        self.board.newest = Some((number, Arc::new(visit.clone())));
        self.visits.push(visit);
        SpotStage::Ranked
    }

    /// Looks at the time that passed, and whether what is being measured still says something.
    pub(super) fn tick(&mut self, common: &mut Common) {
        let now = common.journal.now();
        let Some(under_way) = &mut self.under_way else { return };
        if now.saturating_sub(under_way.began) > DEADLINE {
            let detail = format!("no end after {} s", DEADLINE.as_secs());
            return self.end(SpotStage::Failed(Unknown::new(UnknownReason::Timeout, detail)), common);
        }
        if now.saturating_sub(under_way.checked_at) >= EVERY {
            under_way.checked_at = now;
            if let Some(why) = (under_way.watch)() {
                return self.end(SpotStage::Void(why), common);
            }
            self.publish(common);
        }
    }

    /// The call needs another level: the order may be another one.
    pub(super) fn rank(&mut self, common: &Common) {
        self.board.ranked = assess::spots::rank(&self.visits, need(common));
        self.publish(common);
    }

    fn end(&mut self, stage: SpotStage, common: &mut Common) {
        if self.under_way.take().is_some() {
            common.attempts.end(CHECK);
        }
        if let Some(trial) = &mut self.board.trial {
            trial.stage = stage;
        }
        self.rank(common);
    }

    fn publish(&mut self, common: &Common) {
        if let (Some(under_way), Some(trial)) = (&self.under_way, &mut self.board.trial) {
            trial.at_s = common.journal.now().saturating_sub(under_way.began).as_secs_f64();
        }
        self.board.now = common.journal.clock.wall();
        self.shown.set(self.board.clone());
    }
}

fn need(common: &Common) -> Level {
    common.journal.state().requirement.need
}
