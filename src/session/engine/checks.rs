//! The checks that need nobody: network and computer. Begun, ended, given up when they say nothing for too long.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::common::Common;
use crate::live::Latest;
use crate::model::check::Unknown;
use crate::model::observation::WatchEnd;
use crate::model::run::EventBody;
use crate::model::{CheckId, FarEnd, Level, ServerChoice, ServerTest, ServerTestState, Target, UnknownReason};
use crate::probe::ports::{ComputerProbe, NetworkPlan, NetworkProbe, Running};
use crate::session::far_end;

/// A network measurement that says nothing for this long has failed.
const NETWORK_DEADLINE: Duration = Duration::from_secs(45);
/// So much longer than it was to take a quiet watch may take until it has ended.
const WATCH_GRACE: Duration = Duration::from_secs(60);
/// A watch of the background load that takes this long has failed.
const COMPUTER_DEADLINE: Duration = Duration::from_secs(40);

/// What a network check is to do, beside what the run needs.
#[derive(Clone)]
pub(super) struct NetworkSettings {
    pub(super) far_end: FarEnd,
    pub(super) quick: bool,
    pub(super) metered: bool,
    /// How long the line is watched on after the answer; not where data is dear.
    pub(super) watch: Duration,
}

pub(super) struct Checks {
    pub(super) network: Arc<dyn NetworkProbe>,
    pub(super) computer: Arc<dyn ComputerProbe>,
    pub(super) settings: NetworkSettings,
    /// Seconds that the background load is watched.
    pub(super) computer_s: u32,
    /// Those under way, and until when they may be.
    pub(super) running: BTreeMap<CheckId, Deadline>,
    /// A server that is being tried out.
    pub(super) trying: Option<Box<dyn Running>>,
    /// What came of it.
    pub(super) server_test: Latest<ServerTest>,
}

/// Something under way that has to end by then.
pub(super) struct Deadline {
    at: Duration,
    limit: Duration,
    /// Dropping it cancels.
    _running: Box<dyn Running>,
}

impl Checks {
    /// Nothing is under way.
    pub(super) fn idle(&self) -> bool {
        self.running.is_empty()
    }

    /// Measures against another server from the next check on.
    pub(super) fn use_server(&mut self, choice: &ServerChoice) {
        self.settings.far_end = far_end::read(choice);
    }

    /// Tries out a server; one that was under way is left.
    pub(super) fn test_server(&mut self, choice: ServerChoice, need: Level) {
        self.trying = None;
        self.server_test.set(ServerTest { of: choice.clone(), state: ServerTestState::Running });
        let plan =
            NetworkPlan { far_end: far_end::read(&choice), quick: true, metered: true, need, watch: Duration::ZERO };
        let shown = self.server_test.clone();
        let report = move |outcome: Result<_, _>| {
            let state = outcome.map_or_else(ServerTestState::Fails, ServerTestState::Answers);
            shown.set(ServerTest { of: choice, state });
        };
        self.trying = Some(self.network.try_server(plan, Box::new(report)));
    }

    /// Begins the network check (again).
    pub(super) fn start_network(&mut self, common: &mut Common) {
        let check = CheckId::Network;
        self.release(check, common);
        if self.settings.far_end.target == Target::None {
            let unknown = Unknown::new(UnknownReason::Cancelled, "the network was not to be measured");
            common.journal.note(Some(check), EventBody::CheckUnknown { unknown });
            return common.journal.finish_if_done();
        }
        common.journal.note(Some(check), EventBody::CheckStarted);
        let need = common.journal.state().requirement.need;
        let NetworkSettings { far_end, quick, metered, watch } = self.settings.clone();
        let watch = if metered { Duration::ZERO } else { watch };
        let plan = NetworkPlan { far_end, quick, metered, need, watch };
        let running = self.network.start(plan, common.attempts.begin(check));
        self.note_running(check, NETWORK_DEADLINE, running, common);
    }

    /// Begins the watch of the background load (again).
    pub(super) fn start_computer(&mut self, common: &mut Common) {
        let check = CheckId::Computer;
        self.release(check, common);
        common.journal.note(Some(check), EventBody::CheckStarted);
        let running = self.computer.start(self.computer_s, common.attempts.begin(check));
        self.note_running(check, COMPUTER_DEADLINE, running, common);
    }

    fn note_running(&mut self, check: CheckId, limit: Duration, running: Box<dyn Running>, common: &Common) {
        self.running.insert(check, Deadline { at: common.journal.now() + limit, limit, _running: running });
    }

    /// This check has its answer and watches on for this long.
    pub(super) fn goes_on(&mut self, check: CheckId, length: Duration) {
        if let Some(under_way) = self.running.get_mut(&check) {
            under_way.at += length + WATCH_GRACE;
        }
    }

    /// The quiet watch ends; the answer before it stands, with what was seen until now.
    pub(super) fn end_watch(&mut self, why: WatchEnd, common: &mut Common) {
        let check = CheckId::Network;
        if !common.journal.state().is_watching() {
            return;
        }
        common.journal.note(Some(check), EventBody::WatchEnded { why });
        common.attempts.end(check);
        self.running.remove(&check);
    }

    /// Lets go of what is under way.
    pub(super) fn release(&mut self, check: CheckId, common: &mut Common) {
        if check == CheckId::Network && common.journal.state().is_watching() {
            return self.end_watch(WatchEnd::Left, common);
        }
        common.attempts.end(check);
        self.running.remove(&check);
    }

    /// The checks that have said nothing for too long, and how that is told.
    pub(super) fn overdue(&self, now: Duration) -> Vec<(CheckId, Unknown)> {
        let late = self.running.iter().filter_map(|(check, Deadline { at, limit, .. })| {
            let late = now > *at;
            late.then(|| (*check, Unknown::new(UnknownReason::Timeout, format!("no end after {} s", limit.as_secs()))))
        });
        late.collect()
    }
}
