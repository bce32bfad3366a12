//! What was seen of the way, phase by phase.

use std::time::{Duration, Instant};

use crate::model::observation::{Direction, GatewayObservation, GatewayPart, Histogram, WayObservation};

use super::ledger::{Ledger, PhaseLog};
use super::path_lookup::Route;
use super::timing::GATEWAY_EVERY;
use super::way::{Around, Beside, Families, Question, Signal};

/// Questions without an answer that are listed at most.
const UNANSWERED_KEPT: usize = 600;

impl Ledger {
    /// The way goes there; its router is asked, and its Wi-Fi card read, from now on. `epoch` is what all times count from.
    pub fn goes_by(&mut self, route: Option<Route>, epoch: Instant) {
        let Some(Route { path, router, wifi_card }) = route else { return };
        self.path = Some(path);
        self.beside = router.map(|router| Beside::begin(router, epoch));
        self.signal = wifi_card.map(Signal::begin);
    }

    /// What was seen of the way until now.
    #[must_use]
    pub fn way(&self) -> WayObservation {
        let Around { name_lookup_ms, proxy, families, stun } = &self.around;
        WayObservation {
            stun: *stun,
            gateway: self.gateway(),
            wifi: self.signal.as_ref().and_then(Signal::seen),
            name_lookup_ms: *name_lookup_ms,
            proxy: *proxy,
            families: families.as_ref().map(Families::seen),
        }
    }

    fn gateway(&self) -> Option<GatewayObservation> {
        let (asked_by, questions) = self.beside.as_ref()?.seen()?;
        let measured: Vec<Question> =
            questions.into_iter().filter(|q| self.phases.first().is_some_and(|p| q.at_us >= p.start_us)).collect();
        let unanswered = measured.iter().filter(|q| q.ms.is_none()).map(|q| q.at_us as f64 / 1e6);
        let loaded = |way| part(self.within(&measured, |p| p.loads.contains(&way)));
        Some(GatewayObservation {
            asked_by,
            every_ms: Duration::as_secs_f64(&GATEWAY_EVERY) * 1000.0,
            quiet: part(self.within(&measured, |p| !p.loaded())),
            loaded_up: loaded(Direction::Up),
            loaded_down: loaded(Direction::Down),
            unanswered_s: unanswered.take(UNANSWERED_KEPT).collect(),
        })
    }

    /// The questions that were asked during these phases.
    fn within<'a>(
        &'a self,
        questions: &'a [Question],
        of: impl Fn(&PhaseLog) -> bool + 'a,
    ) -> impl Iterator<Item = &'a Question> {
        questions.iter().filter(move |q| {
            let phase = self.phases.iter().take_while(|p| p.start_us <= q.at_us).last();
            phase.is_some_and(&of)
        })
    }
}

fn part<'a>(questions: impl Iterator<Item = &'a Question>) -> GatewayPart {
    let all: Vec<&Question> = questions.collect();
    let answered: Vec<f64> = all.iter().filter_map(|q| q.ms).collect();
    GatewayPart { sent: all.len() as u64, lost: (all.len() - answered.len()) as u64, rtt_ms: Histogram::of(answered) }
}
