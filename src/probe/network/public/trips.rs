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
pub(super) const LANES: u8 = 4;
/// After the load the answers that are under way may take this long yet.
pub(super) const SETTLE: Duration = Duration::from_millis(3500);

/// One answer, or how long a question has waited for it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Trip {
    asked: Instant,
    at: Instant,
    ms: f64,
}

/// A question that waits.
#[derive(Debug, Clone, Copy)]
struct Question {
    asked: Instant,
    /// One that was asked later has been answered: what keeps this one is no queue, it was lost on its way.
    overtaken: bool,
}

/// The round trips of one load.
pub(super) struct Trips {
    asker: Asker,
    waiting: [Option<Question>; LANES as usize],
    under_way: JoinSet<(usize, Option<f64>)>,
    asked: Option<Instant>,
    /// The delay from tick to tick, in ms: in microseconds since the epoch.
    delays: Vec<(u64, f64)>,
    answered: Vec<Trip>,
    /// Those that ended without an answer: at least that long.
    unanswered: Vec<Trip>,
}

impl Trips {
    pub(super) fn new(asker: Asker) -> Self {
        let (waiting, under_way) = ([None; LANES as usize], JoinSet::new());
        let (delays, answered, unanswered) = (Vec::new(), Vec::new(), Vec::new());
        Self { asker, waiting, under_way, asked: None, delays, answered, unanswered }
    }

    /// Asks, if it is time and a lane is free.
    pub(super) fn ask_if_due(&mut self, now: Instant) {
        if self.asked.is_some_and(|t| now.saturating_duration_since(t) < PAUSE) {
            return;
        }
        let Some((lane, place)) = self.waiting.iter_mut().enumerate().find(|(_, q)| q.is_none()) else { return };
        *place = Some(Question { asked: now, overtaken: false });
        self.asked = Some(now);
        let asker = self.asker.clone();
        self.under_way.spawn(async move { (lane, asker.round_trip().await.ok().map(|(ms, _)| ms)) });
    }

    /// Collects what was answered; the newest round trip in ms. Notes the delay as it is now: the newest answer, or the age of
    /// what waits longer.
    pub(super) fn collect(&mut self, now: Instant, epoch: Instant) -> Option<f64> {
        let mut newest = None;
        while let Some(done) = self.under_way.try_join_next() {
            newest = done.ok().and_then(|done| self.done(done, now)).or(newest);
        }
        let known = self.answered.last().map(|trip| trip.ms);
        let delay = self.still_waiting(now).map(|trip| trip.ms).chain(known).fold(0.0, f64::max);
        self.delays.push((micros(now.saturating_duration_since(epoch)), delay));
        newest
    }

    /// The delay from tick to tick, in ms and microseconds since the epoch.
    pub(super) fn delays(&self) -> &[(u64, f64)] {
        &self.delays
    }

    /// The delay as it was last seen.
    pub(super) fn delay(&self) -> Duration {
        Duration::from_secs_f64(self.delays.last().map_or(0.0, |d| d.1) / 1000.0)
    }

    /// How long what left at this time waited, as far as is known: as the question that was asked nearest to it.
    pub(super) fn delay_at(&self, left: Instant) -> Duration {
        let apart =
            |trip: &&Trip| trip.asked.saturating_duration_since(left).max(left.saturating_duration_since(trip.asked));
        let nearest = self.answered.iter().min_by_key(apart);
        Duration::from_secs_f64(nearest.map_or(0.0, |trip| trip.ms) / 1000.0)
    }

    fn still_waiting(&self, now: Instant) -> impl Iterator<Item = Trip> {
        self.waiting.into_iter().flatten().filter(|q| !q.overtaken).map(move |q| waited(q.asked, now))
    }

    fn done(&mut self, (lane, ms): (usize, Option<f64>), now: Instant) -> Option<f64> {
        let question = self.waiting.get_mut(lane).and_then(Option::take)?;
        let asked = question.asked;
        if ms.is_some() {
            self.waiting.iter_mut().flatten().for_each(|q| q.overtaken |= q.asked < asked);
        }
        match ms.filter(|_| !question.overtaken) {
            Some(ms) => self.answered.push(Trip { asked, at: now, ms }),
            None if question.overtaken => return None,
            None => self.unanswered.push(waited(asked, now)),
        }
        ms
    }

    /// Waits for what is under way, but not for ever; all round trips with their time since `epoch` in microseconds.
    pub(super) async fn settle(&mut self, epoch: Instant) -> Vec<(u64, f64)> {
        let end = Instant::now() + SETTLE;
        while let Ok(Some(done)) =
            timeout(end.saturating_duration_since(Instant::now()), self.under_way.join_next()).await
        {
            if let Ok(done) = done {
                self.done(done, Instant::now());
            }
        }
        let at_least = self.unanswered.iter().copied().chain(self.still_waiting(Instant::now())).collect();
        let all = with_waiting(self.answered.clone(), at_least);
        all.into_iter().map(|trip| (micros(trip.at.saturating_duration_since(epoch)), trip.ms)).collect()
    }
}

fn waited(asked: Instant, now: Instant) -> Trip {
    Trip { asked, at: now, ms: now.saturating_duration_since(asked).as_secs_f64() * 1000.0 }
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
    use super::super::request::testing::asker;
    use super::*;

    #[test]
    fn a_question_that_waits_counts_with_its_age() {
        let start = Instant::now();
        let trip = |at: u64, ms: f64| Trip { asked: start, at: start + Duration::from_millis(at), ms };
        let answered = vec![trip(100, 20.0), trip(700, 600.0), trip(1500, 900.0)];
        let all = with_waiting(answered.clone(), vec![trip(2000, 1300.0), trip(1900, 80.0), trip(650, 620.0)]);
        let ms: Vec<f64> = all.iter().map(|t| t.ms).collect();
        assert_eq!(ms, [20.0, 620.0, 600.0, 900.0, 1300.0], "younger than usual says nothing");
        let none = with_waiting(Vec::new(), vec![trip(2000, 1500.0)]);
        assert_eq!(none, [trip(2000, 1500.0)], "also when nothing was answered at all");
        assert_eq!(with_waiting(answered.clone(), Vec::new()), answered);
        assert_eq!(waited(start, start + Duration::from_millis(250)).ms, 250.0);
    }

    #[test]
    fn a_question_that_was_overtaken_says_nothing_of_the_queue() {
        let (start, ms) = (Instant::now(), Duration::from_millis);
        let mut trips = Trips::new(asker());
        for n in 0..3 {
            trips.waiting[n as usize] = Some(Question { asked: start + ms(150) * n, overtaken: false });
        }
        trips.collect(start + ms(400), start);
        assert_eq!(trips.delay(), ms(400), "it may be the queue");
        // The second is answered: the first was lost, and counts neither now nor when it is sent again.
        assert_eq!(trips.done((1, Some(300.0)), start + ms(450)), Some(300.0));
        trips.collect(start + ms(500), start);
        assert_eq!(trips.delay(), ms(300));
        assert_eq!(trips.done((0, Some(1500.0)), start + ms(1500)), None);
        assert_eq!(trips.done((2, None), start + ms(2300)), None);
        assert_eq!((trips.answered.len(), trips.unanswered.len()), (1, 1));
        // What left at about that time waited as long.
        assert_eq!(trips.delay_at(start + ms(160)), ms(300));
    }
}
