//! The measurement, phase by phase, whatever the far end. From the first datagram to the last a voice goes both ways: the line
//! is never unwatched.

mod call;
mod load;
pub mod own;
pub mod peer;
mod watch_on;

use std::time::{Duration, Instant};

use tokio::time::{timeout, timeout_at};

use crate::model::Level;
use crate::model::observation::{Direction, PhaseId, UdpState};
use crate::model::run::{EventBody, Step};
use crate::probe::ports::NetworkPlan;
use crate::server::protocol::pacer::micros;
use crate::server::protocol::stream::Stream;

use super::failure::Failure;
use super::ledger::{Ledger, PhaseLog};
use super::output::Output;
use super::stats::percentile;
use super::timing::{CHOKED, Timing};
use peer::Peer;

/// The round-trip line has a point each 100 ms.
const TICK: Duration = Duration::from_millis(100);
/// Voice datagrams a second where nothing else is sent: what the line is watched with.
const VOICE_PPS: u16 = 50;
/// Round trips that say how long the queue is now.
const RECENT: usize = 5;
/// A queue within this of the quiet line's round trip is empty, in ms.
const EMPTY_MS: f64 = 10.0;

/// A measurement under way.
pub struct Measurement<'a, P> {
    peer: P,
    /// What was counted.
    pub ledger: Ledger,
    timing: &'a Timing,
    plan: &'a NetworkPlan,
    out: &'a Output,
    epoch: Instant,
    current: Option<u8>,
    watched_since: Option<Instant>,
    guess: [Option<f64>; 2],
    /// The highest level at which the pretend call was carried to its end.
    held: Option<Level>,
    /// The pretend call came to its end.
    called: bool,
    /// What giving up levels took beyond the usual time.
    extra: Duration,
    /// When it will be over: known once the line has been filled, for until then each phase takes as long as it needs.
    over_at: Option<Instant>,
    step: Step,
    /// The first phase of the quiet watch.
    quiet_from: Option<usize>,
    /// The answer stands: no more steps are told, and round trips once a second.
    stands: bool,
    /// Round trips in ms since the last that was told then.
    quiet_trips: Vec<f64>,
}

impl<'a, P: Peer> Measurement<'a, P> {
    /// Against this far end. `ledger` carries what the path lookup found.
    #[must_use]
    pub fn new(
        peer: P,
        ledger: Ledger,
        epoch: Instant,
        timing: &'a Timing,
        plan: &'a NetworkPlan,
        out: &'a Output,
    ) -> Self {
        Self {
            peer,
            ledger,
            timing,
            plan,
            out,
            epoch,
            current: None,
            watched_since: None,
            guess: [None; 2],
            held: None,
            called: false,
            extra: Duration::ZERO,
            over_at: None,
            step: Step::NetworkPathLookup,
            quiet_from: None,
            stands: false,
            quiet_trips: Vec::new(),
        }
    }

    /// All phases.
    ///
    /// # Errors
    /// When the far end stops or refuses to go on, or this computer refuses sockets or threads.
    pub async fn run(&mut self) -> Result<(), Failure> {
        let passes = self.peer.has_datagrams();
        self.ledger.udp = if passes { UdpState::Works } else { UdpState::Blocked };
        self.ledger.counting = self.peer.counting();
        self.go_over(PhaseId::Idle, Step::NetworkIdle, Vec::new(), [Self::voice(); 2]).await?;
        self.let_pass(self.timing.idle).await?;
        self.report().await?;
        self.observe(true);
        if passes {
            let guess = self.trains().await?;
            self.guess = guess;
            self.call(guess).await?;
            self.called = true;
            self.observe(true);
            if self.plan.metered {
                self.ramp(guess).await?;
            }
        }
        if !self.plan.metered {
            self.load(Direction::Down).await?;
            self.observe(true);
            self.load(Direction::Up).await?;
            self.observe(true);
        }
        if passes {
            self.watch().await?;
            self.settle().await?;
        }
        self.peer.whole()?;
        if passes && !self.plan.watch.is_zero() { self.go_quiet().await } else { self.end().await }
    }

    /// The pretend call came to its end, whatever came of it.
    #[must_use]
    pub fn has_called(&self) -> bool {
        self.called
    }

    fn voice() -> Stream {
        Stream::voice(VOICE_PPS, Duration::ZERO)
    }

    /// When the whole measurement is to be over: later, where levels were given up.
    fn whole(&self) -> Duration {
        self.timing.whole + self.extra
    }

    /// The observation as of now.
    fn observe(&self, under_way: bool) {
        let slack = self.drain();
        let until = under_way.then(|| self.now_us().saturating_sub(micros(slack)));
        self.out.observed(self.ledger.observe(self.epoch.elapsed().as_secs_f64(), until));
    }

    fn now_us(&self) -> u64 {
        micros(self.epoch.elapsed())
    }

    /// How long what is on its way may still take, usually.
    fn drain(&self) -> Duration {
        let slowest = self.ledger.rtt().p95.or(self.ledger.rtt().max).unwrap_or(0.0);
        Duration::from_millis(150) + Duration::from_secs_f64((slowest / 1000.0).clamp(0.0, 3.0)) * 2
    }

    /// The round trip of the quiet line in ms: what only a queue exceeds.
    fn quiet_ms(&self) -> Option<f64> {
        let quiet = self.ledger.phases.iter().find(|p| p.id == Some(PhaseId::Idle))?;
        let sorted = percentile::sorted(quiet.round_trips.iter().map(|r| r.1));
        percentile::of_sorted(&sorted, 0.95)
    }

    /// Goes over to the next phase on both sides; the one before ends. Gives its index.
    async fn go_over(
        &mut self,
        id: PhaseId,
        step: Step,
        loads: Vec<Direction>,
        streams: [Stream; 2],
    ) -> Result<u8, Failure> {
        self.step = step;
        self.tell_step();
        self.enter(id, loads, streams).await
    }

    async fn enter(&mut self, id: PhaseId, loads: Vec<Direction>, streams: [Stream; 2]) -> Result<u8, Failure> {
        let index = u8::try_from(self.ledger.phases.len()).unwrap_or(u8::MAX);
        let start_us = self.now_us();
        self.ledger.phases.push(PhaseLog { id: Some(id), loads, start_us, ..PhaseLog::default() });
        self.current = Some(index);
        self.watched_since.get_or_insert_with(Instant::now);
        self.peer.go_over(index, streams).await?;
        Ok(index)
    }

    /// Goes over to a voice alone after a phase that may have filled the queue; what is lost meanwhile counts as `id`.
    async fn pause(&mut self, id: PhaseId) -> Result<u8, Failure> {
        self.go_over(id, self.step, Vec::new(), [Self::voice(); 2]).await
    }

    /// The voice goes on until the queue is empty, or for as long as that may take.
    async fn until_empty(&mut self) -> Result<(), Failure> {
        let (Some(index), Some(quiet_ms)) = (self.current.filter(|_| self.peer.has_datagrams()), self.quiet_ms())
        else {
            return Ok(());
        };
        let from = Instant::now();
        while from.elapsed() < self.timing.emptying {
            self.tick().await?;
            let since = self.now_us().saturating_sub(micros(TICK * 2));
            let recent = self.ledger.phase(index).and_then(|p| p.median_since(since, RECENT));
            if recent.is_some_and(|ms| ms <= quiet_ms + EMPTY_MS) {
                break;
            }
        }
        Ok(())
    }

    /// Ends the last phase on both sides and takes in what is still on its way.
    async fn end(&mut self) -> Result<(), Failure> {
        let Some(index) = self.current.take() else { return Ok(()) };
        self.peer.end(index).await?;
        if self.peer.has_datagrams() {
            return self.collect(index).await;
        }
        let until = tokio::time::Instant::now() + self.drain();
        while let Ok(taken) = timeout_at(until, self.peer.next(&mut self.ledger)).await {
            taken?;
        }
        Ok(())
    }

    /// Takes in what was counted in a phase that is over, until all is there or what is missing has had its time.
    async fn collect(&mut self, index: u8) -> Result<(), Failure> {
        let from = Instant::now();
        loop {
            self.report().await?;
            let reported = self.peer.has_told(index);
            if reported && (!self.missing(usize::from(index)) || from.elapsed() > self.drain()) {
                return Ok(());
            }
            self.expect_answer(from)?;
            self.tick().await?;
        }
    }

    /// Asks what arrived there and takes in what arrived here.
    async fn report(&mut self) -> Result<(), Failure> {
        if !self.peer.has_datagrams() {
            return Ok(());
        }
        self.peer.ask().await?;
        let since = Instant::now();
        while !self.peer.has_answered() {
            match timeout(TICK, self.peer.next(&mut self.ledger)).await {
                Ok(taken) => taken?,
                Err(_) => {
                    self.expect_answer(since)?;
                    self.tell_round_trips();
                }
            }
        }
        self.peer.count(&mut self.ledger);
        Ok(())
    }

    /// An answer that was asked for at `since` has not come yet: an error once nobody can be there any more. On a line that our
    /// own load has choked TCP takes long to recover, while datagrams are answered again.
    fn expect_answer(&self, since: Instant) -> Result<(), Failure> {
        let (waited, limit) = (since.elapsed(), self.timing.answer);
        let answers_come = self.current.is_some_and(|index| self.answers_come(index));
        if waited > limit * CHOKED || waited > limit && !answers_come {
            return Err(Failure::StoppedHalfWay("control connection: no answer in time".into()));
        }
        Ok(())
    }

    /// Lets a time pass.
    async fn let_pass(&mut self, time: Duration) -> Result<(), Failure> {
        let end = Instant::now() + time;
        while Instant::now() < end {
            self.tick().await?;
        }
        Ok(())
    }

    /// Lets a tenth of a second pass: takes messages in, tells the round trips of that time.
    async fn tick(&mut self) -> Result<(), Failure> {
        let until = tokio::time::Instant::now() + TICK;
        if let Some(index) = self.current {
            self.peer.tick(index).await?;
        }
        while let Ok(taken) = timeout_at(until, self.peer.next(&mut self.ledger)).await {
            taken?;
        }
        self.tell_round_trips();
        self.tell_step();
        Ok(())
    }

    fn tell_step(&self) {
        if self.stands {
            return;
        }
        let whole = self.timing.phases() + Duration::from_secs(2) + self.extra;
        let left = self.over_at.map(|at| at.saturating_duration_since(Instant::now()));
        self.out.step(self.step, self.epoch.elapsed().min(whole), whole, left);
    }

    fn tell_round_trips(&mut self) {
        let at_s = self.epoch.elapsed().as_secs_f64();
        let fresh = self.peer.round_trips();
        for r in &fresh {
            if let Some(phase) = self.ledger.phase_mut(r.phase) {
                phase.round_trips.push((r.at_us, r.ms));
            }
        }
        let fresh = fresh.into_iter().map(|r| r.ms);
        if self.stands {
            return self.quiet_trips.extend(fresh);
        }
        match percentile::median(fresh) {
            Some(ms) => self.out.emit(EventBody::RoundTrip { at_s, rtt_ms: Some(ms) }),
            // Silence counts once answers could have come.
            None if self.watched_since.is_some_and(|since| since.elapsed() > self.drain() + TICK) => {
                self.out.emit(EventBody::RoundTrip { at_s, rtt_ms: None });
            }
            None => {}
        }
    }

    /// The voice goes on until what is still on its way counts as lost: what is cut off now is still seen.
    async fn settle(&mut self) -> Result<(), Failure> {
        let last = self.ledger.phases.len();
        let pause = self.pause(PhaseId::Load).await?;
        let slowest = self.ledger.phases.last().map_or(0.0, |p| p.round_trips.iter().map(|r| r.1).fold(0.0, f64::max));
        let window = self.timing.window.max(Duration::from_secs_f64((slowest * 3.0 / 1000.0).clamp(0.0, 6.0)));
        let from = Instant::now();
        self.report().await?;
        while (0..last).any(|index| self.missing(index))
            && from.elapsed() + self.drain() < window
            && self.epoch.elapsed() + self.drain() < self.whole()
        {
            self.tick().await?;
            self.report().await?;
        }
        self.quiet_was(pause);
        Ok(())
    }

    /// A pause after a phase that the line carried was the quiet line.
    fn quiet_was(&mut self, pause: u8) {
        if let Some(phase) = self.ledger.phase_mut(pause) {
            phase.id = Some(PhaseId::Idle);
        }
    }

    /// True while something of a phase is not accounted for.
    fn missing(&self, index: usize) -> bool {
        [Direction::Up, Direction::Down].iter().any(|direction| self.ledger.loss(index, *direction, None).lost > 0)
    }
}
