//! Round trips while the line is filled. A request that is still waiting has taken that long already: it counts with its age,
//! or the fullest queues would be the ones that are left out.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::probe::network::stats::percentile;
use crate::server::protocol::pacer::micros;

use super::request::Asker;

/// Between two questions.
const PAUSE: Duration = Duration::from_millis(150);
/// Questions that may wait for their answers at once: each needs a connection of its own.
const LANES: usize = 4;
/// The delay is known when it has not grown for this long.
const FULL_FOR: Duration = Duration::from_millis(800);
/// So much more than the longest until now is growth: beyond what a busy computer adds.
const GROWTH: f64 = 1.1;
const GROWTH_MS: f64 = 5.0;
/// After the load the answers that are under way may take this long yet.
pub(super) const SETTLE: Duration = Duration::from_millis(3500);

/// Opens the connections while the line is idle, so that no round trip under load has to begin with one.
pub(super) async fn open_connections(asker: &Asker) {
    let mut all = JoinSet::new();
    for _ in 0..LANES {
        let asker = asker.clone();
        all.spawn(async move { asker.round_trip().await.is_ok() });
    }
    while all.join_next().await.is_some() {}
}

/// One answer, or how long a question has waited for it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Trip {
    at: Instant,
    ms: f64,
}

/// The round trips of one load.
pub(super) struct Trips {
    asker: Asker,
    /// Since when the question of each lane waits.
    lanes: [Option<Instant>; LANES],
    under_way: JoinSet<(usize, Option<f64>)>,
    asked: Option<Instant>,
    /// The longest until now in ms, waiting ones included, and since when.
    longest: (f64, Option<Instant>),
    answered: Vec<Trip>,
    /// Those that ended without an answer, and those that still wait: at least that long.
    at_least: Vec<Trip>,
}

impl Trips {
    pub(super) fn new(asker: Asker) -> Self {
        let (lanes, under_way) = ([None; LANES], JoinSet::new());
        Self { asker, lanes, under_way, asked: None, longest: (0.0, None), answered: Vec::new(), at_least: Vec::new() }
    }

    /// Asks, if it is time and a lane is free.
    pub(super) fn ask_if_due(&mut self, now: Instant) {
        if self.asked.is_some_and(|t| now.saturating_duration_since(t) < PAUSE) {
            return;
        }
        let Some((lane, place)) = self.lanes.iter_mut().enumerate().find(|(_, since)| since.is_none()) else { return };
        *place = Some(now);
        self.asked = Some(now);
        let asker = self.asker.clone();
        self.under_way.spawn(async move { (lane, asker.round_trip().await.ok().map(|(ms, _)| ms)) });
    }

    /// Takes in what was answered; the newest round trip in ms.
    pub(super) fn take_in(&mut self, now: Instant) -> Option<f64> {
        let mut newest = None;
        while let Some(done) = self.under_way.try_join_next() {
            newest = done.ok().and_then(|done| self.done(done, now)).or(newest);
        }
        let waiting = self.lanes.iter().flatten().map(|since| waited(*since, now).ms);
        let longest = waiting.chain(newest).fold(0.0, f64::max);
        if self.longest.1.is_none() || longest > self.longest.0 * GROWTH + GROWTH_MS {
            self.longest = (longest, Some(now));
        }
        newest
    }

    /// How long the longest of them took or waits yet.
    pub(super) fn longest(&self) -> Duration {
        Duration::from_secs_f64(self.longest.0 / 1000.0)
    }

    /// True when the queue has stopped growing: what it adds is known.
    pub(super) fn is_known(&self, now: Instant) -> bool {
        self.longest.1.is_some_and(|since| now.saturating_duration_since(since) >= FULL_FOR)
    }

    fn done(&mut self, (lane, ms): (usize, Option<f64>), now: Instant) -> Option<f64> {
        let since = self.lanes.get_mut(lane).and_then(Option::take)?;
        match ms {
            Some(ms) => self.answered.push(Trip { at: now, ms }),
            None => self.at_least.push(waited(since, now)),
        }
        ms
    }

    /// Waits for what is under way, but not for ever; all round trips with their time since `epoch` in microseconds.
    pub(super) async fn settle(mut self, epoch: Instant) -> Vec<(u64, f64)> {
        let end = Instant::now() + SETTLE;
        while let Ok(Some(done)) =
            timeout(end.saturating_duration_since(Instant::now()), self.under_way.join_next()).await
        {
            if let Ok(done) = done {
                self.done(done, Instant::now());
            }
        }
        let now = Instant::now();
        let waiting = self.lanes.into_iter().flatten().map(|since| waited(since, now));
        let at_least = self.at_least.into_iter().chain(waiting).collect();
        let all = with_waiting(self.answered, at_least);
        all.into_iter().map(|trip| (micros(trip.at.saturating_duration_since(epoch)), trip.ms)).collect()
    }
}

fn waited(since: Instant, now: Instant) -> Trip {
    Trip { at: now, ms: now.saturating_duration_since(since).as_secs_f64() * 1000.0 }
}

/// All of them in order of time. A question without an answer counts with its age, unless it is younger than answers usually
/// were: then it says nothing yet.
fn with_waiting(answered: Vec<Trip>, at_least: Vec<Trip>) -> Vec<Trip> {
    let usual = percentile::median(answered.iter().map(|trip| trip.ms)).unwrap_or(0.0);
    let mut all = answered;
    all.extend(at_least.into_iter().filter(|trip| trip.ms >= usual));
    all.sort_by_key(|trip| trip.at);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_waits_counts_with_its_age() {
        let start = Instant::now();
        let trip = |at: u64, ms: f64| Trip { at: start + Duration::from_millis(at), ms };
        let answered = vec![trip(100, 20.0), trip(700, 600.0), trip(1500, 900.0)];
        let all = with_waiting(answered.clone(), vec![trip(2000, 1300.0), trip(1900, 80.0), trip(650, 620.0)]);
        let ms: Vec<f64> = all.iter().map(|t| t.ms).collect();
        assert_eq!(ms, [20.0, 620.0, 600.0, 900.0, 1300.0], "younger than usual says nothing");
        let none = with_waiting(Vec::new(), vec![trip(2000, 1500.0)]);
        assert_eq!(none, [trip(2000, 1500.0)], "also when nothing was answered at all");
        assert_eq!(with_waiting(answered.clone(), Vec::new()), answered);
        assert_eq!(waited(start, start + Duration::from_millis(250)).ms, 250.0);
    }
}
