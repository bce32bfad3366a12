//! The checks that need nobody: network and computer. Begun, ended, given up when they say nothing for too long.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::common::Common;
use crate::live::Latest;
use crate::model::check::Unknown;
use crate::model::run::EventBody;
use crate::model::{CheckId, FarEnd, Level, ServerChoice, ServerTest, ServerTestState, Target, UnknownReason};
use crate::probe::ports::{ComputerProbe, NetworkPlan, NetworkProbe, Running};
use crate::session::far_end;

/// A network measurement that says nothing for this long has failed.
const NETWORK_DEADLINE: Duration = Duration::from_secs(45);
/// A watch of the background load that takes this long has failed.
const COMPUTER_DEADLINE: Duration = Duration::from_secs(40);

/// What a network check is to do, beside what the run needs.
#[derive(Clone)]
pub(super) struct NetworkSettings {
    pub(super) far_end: FarEnd,
    pub(super) quick: bool,
    pub(super) metered: bool,
}

pub(super) struct Checks {
    pub(super) network: Arc<dyn NetworkProbe>,
    pub(super) computer: Arc<dyn ComputerProbe>,
    pub(super) settings: NetworkSettings,
    /// Seconds that the background load is watched.
    pub(super) computer_s: u32,
    /// Those under way, and when they began.
    pub(super) running: BTreeMap<CheckId, (Duration, Box<dyn Running>)>,
    /// A server that is being tried out.
    pub(super) trying: Option<Box<dyn Running>>,
    /// What came of it.
    pub(super) server_test: Latest<ServerTest>,
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
        let plan = NetworkPlan { far_end: far_end::read(&choice), quick: true, metered: true, need };
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
        let NetworkSettings { far_end, quick, metered } = self.settings.clone();
        let plan = NetworkPlan { far_end, quick, metered, need };
        let running = self.network.start(plan, common.attempts.begin(check));
        self.running.insert(check, (common.journal.now(), running));
    }

    /// Begins the watch of the background load (again).
    pub(super) fn start_computer(&mut self, common: &mut Common) {
        let check = CheckId::Computer;
        self.release(check, common);
        common.journal.note(Some(check), EventBody::CheckStarted);
        let running = self.computer.start(self.computer_s, common.attempts.begin(check));
        self.running.insert(check, (common.journal.now(), running));
    }

    /// Lets go of what is under way.
    pub(super) fn release(&mut self, check: CheckId, common: &mut Common) {
        common.attempts.end(check);
        self.running.remove(&check);
    }

    /// The checks that have said nothing for too long, and how that is told.
    pub(super) fn overdue(&self, now: Duration) -> Vec<(CheckId, Unknown)> {
        let late = self.running.iter().filter_map(|(check, (began, _))| {
            let limit = if *check == CheckId::Network { NETWORK_DEADLINE } else { COMPUTER_DEADLINE };
            let late = now.saturating_sub(*began) > limit;
            late.then(|| (*check, Unknown::new(UnknownReason::Timeout, format!("no end after {} s", limit.as_secs()))))
        });
        late.collect()
    }
}
