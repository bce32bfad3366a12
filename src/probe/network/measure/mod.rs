//! The measurement against a server of our own, phase by phase. From the first datagram to the last a voice goes both ways:
//! the line is never unwatched.

mod call;
mod load;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use tokio::time::{timeout, timeout_at};

use crate::model::Level;
use crate::model::observation::{Direction, PhaseId, UdpState};
use crate::model::run::{EventBody, Step};
use crate::probe::ports::NetworkPlan;
use crate::server::protocol::control::{ClientMessage, ServerMessage};
use crate::server::protocol::pacer::micros;
use crate::server::protocol::stream::Stream;

use super::client::Control;
use super::failure::Failure;
use super::ledger::{Ledger, PhaseLog};
use super::link::Link;
use super::output::Output;
use super::stats::percentile;
use super::timing::{CHOKED, Timing};

/// The round-trip line has a point each 100 ms.
const TICK: Duration = Duration::from_millis(100);
/// Voice datagrams a second where nothing else is sent: what the line is watched with.
const VOICE_PPS: u16 = 50;
/// Round trips that say how long the queue is now.
const RECENT: usize = 5;
/// A queue within this of the quiet line's round trip is empty, in ms.
const EMPTY_MS: f64 = 10.0;

/// A measurement under way.
pub struct Measurement<'a> {
    control: Control,
    link: Option<Link>,
    /// What was counted.
    pub ledger: Ledger,
    timing: &'a Timing,
    plan: &'a NetworkPlan,
    out: &'a Output,
    epoch: Instant,
    round_trips_reported: usize,
    pings: HashMap<u32, (u8, Instant)>,
    ended: HashMap<u8, (u32, u64)>,
    progress: HashMap<u8, (Vec<u64>, u64, Duration)>,
    /// Reports that were asked for, and those that have come.
    reports: (u32, u32),
    current: Option<u8>,
    watched_since: Option<Instant>,
    guess: [Option<f64>; 2],
    /// The highest level at which the pretend call was carried to its end.
    held: Option<Level>,
    /// What giving up levels took beyond the usual time.
    extra: Duration,
    /// When it will be over: known once the line has been filled, for until then each phase takes as long as it needs.
    over_at: Option<Instant>,
    step: Step,
}

impl<'a> Measurement<'a> {
    /// After the greeting. `ledger` carries what the path lookup found.
    #[must_use]
    pub fn new(
        control: Control,
        ledger: Ledger,
        epoch: Instant,
        timing: &'a Timing,
        plan: &'a NetworkPlan,
        out: &'a Output,
    ) -> Self {
        Self {
            control,
            link: None,
            ledger,
            timing,
            plan,
            out,
            epoch,
            round_trips_reported: 0,
            pings: HashMap::new(),
            ended: HashMap::new(),
            progress: HashMap::new(),
            reports: (0, 0),
            current: None,
            watched_since: None,
            guess: [None; 2],
            held: None,
            extra: Duration::ZERO,
            over_at: None,
            step: Step::NetworkPathLookup,
        }
    }

    /// All phases.
    ///
    /// # Errors
    /// When the server stops or refuses to go on, or this computer refuses sockets or threads.
    pub async fn run(&mut self) -> Result<(), Failure> {
        let system = |e: std::io::Error| Failure::System(format!("datagrams: {e}"));
        let link = Link::open(self.control.peer, self.control.key.clone(), self.control.session, self.epoch);
        let link = link.map_err(system)?;
        let passes = link.handshake().await;
        link.whole().map_err(system)?;
        self.ledger.udp = if passes { UdpState::Works } else { UdpState::Blocked };
        self.link = passes.then_some(link);
        self.go_over(PhaseId::Idle, Step::NetworkIdle, Vec::new(), [Self::voice(); 2]).await?;
        self.let_pass(self.timing.idle).await?;
        self.report().await?;
        self.observe(true);
        if passes {
            let guess = self.trains().await?;
            self.guess = guess;
            self.call(guess).await?;
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
        self.link.as_ref().map_or(Ok(()), Link::whole).map_err(system)?;
        self.end().await
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
        [up, down]: [Stream; 2],
    ) -> Result<u8, Failure> {
        let index = u8::try_from(self.ledger.phases.len()).unwrap_or(u8::MAX);
        self.step = step;
        self.tell_step();
        let start_us = self.now_us();
        self.ledger.phases.push(PhaseLog { id: Some(id), loads, start_us, ..PhaseLog::default() });
        self.current = Some(index);
        self.watched_since.get_or_insert_with(Instant::now);
        self.control.say(&ClientMessage::Begin { index, stream: down }).await?;
        if let Some(link) = &self.link {
            link.go_over(index, up).map_err(|e| Failure::System(format!("sending thread: {e}")))?;
        }
        Ok(index)
    }

    /// Goes over to a voice alone after a phase that may have filled the queue; what is lost meanwhile counts as `id`.
    async fn pause(&mut self, id: PhaseId) -> Result<u8, Failure> {
        self.go_over(id, self.step, Vec::new(), [Self::voice(); 2]).await
    }

    /// The voice goes on until the queue is empty, or for as long as that may take.
    async fn until_empty(&mut self) -> Result<(), Failure> {
        let (Some(index), Some(quiet_ms)) = (self.current.filter(|_| self.link.is_some()), self.quiet_ms()) else {
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
        if let Some(link) = &self.link {
            link.rest();
        }
        self.control.say(&ClientMessage::End { index }).await?;
        if self.link.is_none() {
            let until = tokio::time::Instant::now() + self.drain();
            while let Ok(message) = timeout_at(until, self.control.next()).await {
                let message = message?;
                self.apply_message(message);
            }
            return Ok(());
        }
        self.collect(index).await
    }

    /// Takes in what was counted in a phase that is over, until all is there or what is missing has had its time.
    async fn collect(&mut self, index: u8) -> Result<(), Failure> {
        let from = Instant::now();
        loop {
            self.report().await?;
            let reported = self.ended.contains_key(&index);
            if reported && (!self.missing(usize::from(index)) || from.elapsed() > self.drain()) {
                return Ok(());
            }
            self.expect_answer(from)?;
            self.tick().await?;
        }
    }

    /// Asks what arrived there and takes in what arrived here.
    async fn report(&mut self) -> Result<(), Failure> {
        if self.link.is_none() {
            return Ok(());
        }
        self.ask_report().await?;
        let since = Instant::now();
        while !self.has_reported() {
            match timeout(TICK, self.control.next()).await {
                Ok(message) => self.apply_message(message?),
                Err(_) => {
                    self.expect_answer(since)?;
                    self.report_round_trips();
                }
            }
        }
        self.read_own_counts();
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

    /// Asks what arrived there, without waiting for it.
    async fn ask_report(&mut self) -> Result<(), Failure> {
        self.reports.0 += 1;
        self.control.say(&ClientMessage::Report).await
    }

    /// True when all reports that were asked for have come.
    fn has_reported(&self) -> bool {
        self.reports.1 >= self.reports.0
    }

    fn read_own_counts(&mut self) {
        let Some(link) = &self.link else { return };
        for (index, phase) in (0u8..).zip(self.ledger.phases.iter_mut()) {
            let raw = link.phase(index);
            phase.sent = raw.sent;
            phase.arrived = raw.arrived;
            phase.bytes_down = raw.bytes;
            phase.sent_there = self.ended.get(&index).copied();
        }
    }

    fn apply_message(&mut self, message: ServerMessage) {
        match message {
            ServerMessage::Ended { index, sent, last_us } => {
                self.ended.insert(index, (sent, last_us));
            }
            ServerMessage::Arrivals { index, items } => self.ledger.arrived_there(index, &items),
            ServerMessage::Reported => self.reports.1 += 1,
            ServerMessage::Progress { index, bins, bytes, span_us } => {
                self.progress.insert(index, (bins, bytes, Duration::from_micros(span_us)));
            }
            ServerMessage::Pong { n } => {
                let at_us = self.now_us();
                if let Some((index, asked)) = self.pings.remove(&n)
                    && let Some(phase) = self.ledger.phase_mut(index)
                {
                    phase.round_trips.push((at_us, asked.elapsed().as_secs_f64() * 1000.0));
                }
            }
            // Only a greeting has these.
            ServerMessage::Challenge { .. } | ServerMessage::Welcome { .. } | ServerMessage::Refused { .. } => {}
        }
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
        if let (None, Some(index)) = (&self.link, self.current) {
            let n = u32::try_from(self.now_us() / 1000).unwrap_or(u32::MAX);
            self.pings.insert(n, (index, Instant::now()));
            self.control.say(&ClientMessage::Ping { n }).await?;
        }
        while let Ok(message) = timeout_at(until, self.control.next()).await {
            let message = message?;
            self.apply_message(message);
        }
        self.report_round_trips();
        self.tell_step();
        Ok(())
    }

    fn tell_step(&self) {
        let whole = self.timing.phases() + Duration::from_secs(2) + self.extra;
        let left = self.over_at.map(|at| at.saturating_duration_since(Instant::now()));
        self.out.step(self.step, self.epoch.elapsed().min(whole), whole, left);
    }

    fn report_round_trips(&mut self) {
        let at_s = self.epoch.elapsed().as_secs_f64();
        let fresh: Vec<f64> = match &self.link {
            Some(link) => {
                let fresh = link.round_trips(self.round_trips_reported);
                self.round_trips_reported += fresh.len();
                for r in &fresh {
                    if let Some(phase) = self.ledger.phase_mut(r.phase) {
                        phase.round_trips.push((r.at_us, r.ms));
                    }
                }
                fresh.into_iter().map(|r| r.ms).collect()
            }
            None => {
                let since = self.now_us().saturating_sub(micros(TICK));
                let phase = self.current.and_then(|index| self.ledger.phase(index));
                let trips = phase.map(|p| p.round_trips.as_slice()).unwrap_or_default();
                trips.iter().filter(|r| r.0 > since).map(|r| r.1).collect()
            }
        };
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
