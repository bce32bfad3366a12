//! The measurement against a server of our own, phase by phase.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use tokio::time::timeout_at;

use crate::model::Level;
use crate::model::observation::{Direction, Goodput, PhaseId, UdpState};
use crate::model::run::{EventBody, Step};
use crate::probe::ports::NetworkPlan;
use crate::server::protocol::control::{ClientMessage, ServerMessage};
use crate::server::protocol::datagram::MAX_BYTES;
use crate::server::protocol::pacer::micros;
use crate::server::protocol::stream::{OVERHEAD_BYTES, Stream, TRAINS, VOICE_BYTES};

use super::client::Control;
use super::failure::Failure;
use super::ledger::{Ledger, LoadResult, PhaseLog};
use super::level;
use super::link::{Link, Sending};
use super::load::{Flows, flows_for, result};
use super::output::Output;
use super::stats::{capacity, percentile, rate};
use super::timing::Timing;

/// The round-trip line has a point each 100 ms.
const TICK: Duration = Duration::from_millis(100);
/// A call is looked at this often.
const LOOK: Duration = Duration::from_secs(1);
/// Voice datagrams a second while TCP fills the line.
const LOAD_PPS: u16 = 100;
/// What these take of the line, as the TCP payload that would have had their place (1448 bytes of 1500 on the wire).
const OWN_MBPS: f64 = LOAD_PPS as f64 * (VOICE_BYTES + OVERHEAD_BYTES) as f64 * 8.0 / 1e6 * 1448.0 / 1500.0;
/// More than this lost, its longest burst left out, is a clear failure: the call steps down. One long burst is
/// a drop-out, which a lower rate would not have prevented.
const CLEAR_FAILURE: f64 = 0.10;
/// So many looks in a row must show it.
const FAILURES: u32 = 2;
/// The least time that a level of the call is tried for.
const LEAST_CALL: Duration = Duration::from_secs(2);
/// The watch is left out when less than this is left for it.
const LEAST_WATCH: Duration = Duration::from_secs(1);
/// Datagram rate that a metered measurement tries at most, in kbit/s.
const RAMP_KBPS: f64 = 7500.0;

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
    round_trips_told: usize,
    pings: HashMap<u32, Instant>,
    ended: HashMap<u8, (u32, u64)>,
    progress: HashMap<u8, (Vec<u64>, u64, Duration)>,
    reported: bool,
    current: Option<(u8, Instant)>,
    guess: [Option<f64>; 2],
    step: Step,
}

/// A phase under way.
struct Running {
    index: u8,
    sending: Option<Sending>,
}

impl<'a> Measurement<'a> {
    /// After the greeting. `ledger` carries what the first look found.
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
            round_trips_told: 0,
            pings: HashMap::new(),
            ended: HashMap::new(),
            progress: HashMap::new(),
            reported: false,
            current: None,
            guess: [None; 2],
            step: Step::NetworkLook,
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
        self.ledger.udp = if passes { UdpState::Works } else { UdpState::Blocked };
        self.link = passes.then_some(link);
        self.plain(PhaseId::Idle, Step::NetworkIdle, Stream::voice(50, self.timing.idle)).await?;
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
        Ok(())
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

    async fn begin(
        &mut self,
        id: PhaseId,
        step: Step,
        loads: Vec<Direction>,
        [up, down]: [Stream; 2],
    ) -> Result<Running, Failure> {
        let index = u8::try_from(self.ledger.phases.len()).unwrap_or(u8::MAX);
        self.step = step;
        self.tell_step();
        let start_us = self.now_us();
        self.ledger.phases.push(PhaseLog { id: Some(id), loads, start_us, ..PhaseLog::default() });
        self.current = Some((index, Instant::now()));
        self.control.say(&ClientMessage::Begin { index, stream: down }).await?;
        let sending = match &self.link {
            Some(link) => Some(link.send(index, up).map_err(|e| Failure::System(format!("sending thread: {e}")))?),
            None => None,
        };
        Ok(Running { index, sending })
    }

    /// Ends a phase on both sides and takes in what was counted.
    async fn end(&mut self, running: Running) -> Result<(), Failure> {
        if let Some(sending) = running.sending {
            sending.finish().await;
        }
        self.current = None;
        self.control.say(&ClientMessage::End { index: running.index }).await?;
        while !self.ended.contains_key(&running.index) {
            let message = self.control.answer().await?;
            self.take(message);
        }
        tokio::time::sleep(self.drain()).await;
        self.report().await
    }

    /// Asks what arrived there and takes in what arrived here.
    async fn report(&mut self) -> Result<(), Failure> {
        if self.link.is_none() {
            return Ok(());
        }
        self.reported = false;
        self.control.say(&ClientMessage::Report).await?;
        while !self.reported {
            let message = self.control.answer().await?;
            self.take(message);
        }
        self.take_own();
        Ok(())
    }

    fn take_own(&mut self) {
        let Some(link) = &self.link else { return };
        for (index, phase) in (0u8..).zip(self.ledger.phases.iter_mut()) {
            let raw = link.phase(index);
            phase.sent = raw.sent;
            phase.arrived = raw.arrived;
            phase.bytes_down = raw.bytes;
            phase.sent_there = self.ended.get(&index).copied();
        }
    }

    fn take(&mut self, message: ServerMessage) {
        match message {
            ServerMessage::Ended { index, sent, last_us } => {
                self.ended.insert(index, (sent, last_us));
            }
            ServerMessage::Arrivals { index, items } => self.ledger.arrived_there(index, &items),
            ServerMessage::Reported => self.reported = true,
            ServerMessage::Progress { index, bins, bytes, span_us } => {
                self.progress.insert(index, (bins, bytes, Duration::from_micros(span_us)));
            }
            ServerMessage::Pong { n } => {
                let at_us = self.now_us();
                if let (Some(asked), Some((index, _))) = (self.pings.remove(&n), self.current)
                    && let Some(phase) = self.ledger.phase_mut(index)
                {
                    phase.round_trips.push((at_us, asked.elapsed().as_secs_f64() * 1000.0));
                }
            }
            // Only a greeting has these.
            ServerMessage::Challenge { .. } | ServerMessage::Welcome { .. } | ServerMessage::Refused { .. } => {}
        }
    }

    /// Lets a tenth of a second pass: takes messages in, tells the round trips of that time.
    async fn tick(&mut self) -> Result<(), Failure> {
        let until = tokio::time::Instant::now() + TICK;
        if self.link.is_none() {
            let n = u32::try_from(self.now_us() / 1000).unwrap_or(u32::MAX);
            self.pings.insert(n, Instant::now());
            self.control.say(&ClientMessage::Ping { n }).await?;
        }
        while let Ok(message) = timeout_at(until, self.control.next()).await {
            let message = message?;
            self.take(message);
        }
        self.tell_round_trips();
        self.tell_step();
        Ok(())
    }

    fn tell_step(&self) {
        let whole = self.timing.phases() + Duration::from_secs(2);
        self.out.step(self.step, self.epoch.elapsed().min(whole), whole);
    }

    fn tell_round_trips(&mut self) {
        let at_s = self.epoch.elapsed().as_secs_f64();
        let fresh: Vec<f64> = match &self.link {
            Some(link) => {
                let fresh = link.round_trips(self.round_trips_told);
                self.round_trips_told += fresh.len();
                for r in &fresh {
                    if let Some(phase) = self.ledger.phase_mut(r.phase) {
                        phase.round_trips.push((r.at_us, r.ms));
                    }
                }
                fresh.into_iter().map(|r| r.ms).collect()
            }
            None => {
                let since = self.now_us().saturating_sub(micros(TICK));
                let phase = self.current.and_then(|(index, _)| self.ledger.phases.get(usize::from(index)));
                let trips = phase.map(|p| p.round_trips.as_slice()).unwrap_or_default();
                trips.iter().filter(|r| r.0 > since).map(|r| r.1).collect()
            }
        };
        match percentile::median(fresh) {
            Some(ms) => self.out.emit(EventBody::RoundTrip { at_s, rtt_ms: Some(ms) }),
            // Silence counts once answers could have come; trains are no steady stream.
            None if self.step != Step::NetworkTrains
                && self.current.is_some_and(|(_, since)| since.elapsed() > self.drain() + TICK) =>
            {
                self.out.emit(EventBody::RoundTrip { at_s, rtt_ms: None });
            }
            None => {}
        }
    }

    async fn plain(&mut self, id: PhaseId, step: Step, stream: Stream) -> Result<(), Failure> {
        let running = self.begin(id, step, Vec::new(), [stream; 2]).await?;
        let end = Instant::now() + Duration::from_millis(u64::from(stream.duration_ms));
        while Instant::now() < end {
            self.tick().await?;
        }
        self.end(running).await
    }

    /// Trains; gives a guess of the capacity in kbit/s, up and down.
    async fn trains(&mut self) -> Result<[Option<f64>; 2], Failure> {
        let index = self.ledger.phases.len();
        self.plain(PhaseId::Trains, Step::NetworkTrains, Stream::trains(self.timing.trains)).await?;
        let guess = [Direction::Up, Direction::Down]
            .map(|way| capacity::from_trains(&self.ledger.flow(index, way, None), &TRAINS, MAX_BYTES + OVERHEAD_BYTES));
        // On a slow line the trains still queue; the call must not start behind them.
        let bits = TRAINS.iter().map(|n| f64::from(*n)).sum::<f64>() * (MAX_BYTES + OVERHEAD_BYTES) as f64 * 8.0;
        let slowest = guess.into_iter().flatten().fold(f64::INFINITY, f64::min);
        let queued = bits / (slowest * 1000.0) - self.timing.trains.as_secs_f64();
        if queued > 0.0 && queued.is_finite() {
            tokio::time::sleep(Duration::from_secs_f64(queued.min(1.5))).await;
        }
        Ok(guess)
    }

    async fn call(&mut self, guess: [Option<f64>; 2]) -> Result<(), Failure> {
        let top = if self.plan.metered { Level::P720 } else { Level::Share };
        let mut at = level::start(self.plan.need, guess, top);
        let mut end = Instant::now() + self.timing.call;
        loop {
            let index = self.ledger.phases.len();
            let left = end.saturating_duration_since(Instant::now());
            let streams = [Direction::Up, Direction::Down].map(|way| level::stream(at, way, left));
            let running = self.begin(PhaseId::Call, Step::NetworkCall, Vec::new(), streams).await?;
            let failed = self.call_at(index, end).await?;
            self.end(running).await?;
            let Some(lower) = level::below(at).filter(|_| failed) else { return Ok(()) };
            // What a level above the needed one lost is our own load, not the line's fault.
            if at > self.plan.need
                && let Some(phase) = self.ledger.phases.get_mut(index)
            {
                phase.id = Some(PhaseId::Load);
            }
            at = lower;
            end = end.max(Instant::now() + LEAST_CALL.min(self.timing.call));
        }
    }

    /// Watches the call at one level; true when it clearly failed before the end.
    async fn call_at(&mut self, index: usize, end: Instant) -> Result<bool, Failure> {
        let mut look = Instant::now() + LOOK;
        let mut failing = 0;
        while Instant::now() < end {
            self.tick().await?;
            if Instant::now() < look {
                continue;
            }
            look = Instant::now() + LOOK;
            // As of the question: the answer may be on its way for long, and what arrived meanwhile is not in it.
            let until = self.now_us().saturating_sub(micros(self.drain()));
            self.report().await?;
            let lost = [Direction::Up, Direction::Down]
                .map(|way| self.ledger.loss(index, way, Some(until)).scattered_ratio().unwrap_or(0.0));
            failing = if lost.iter().any(|ratio| *ratio > CLEAR_FAILURE) { failing + 1 } else { 0 };
            if failing == FAILURES {
                return Ok(true);
            }
            let seen = self.ledger.observe(self.epoch.elapsed().as_secs_f64(), Some(until));
            let enough = (self.plan.enough)(&seen);
            self.out.observed(seen);
            if enough {
                return Ok(false);
            }
        }
        Ok(false)
    }

    async fn load(&mut self, way: Direction) -> Result<(), Failure> {
        let [up, down] = self.guess;
        let (step, cap, guess) = match way {
            Direction::Down => (Step::NetworkLoadDown, self.timing.load_down_bytes, down),
            Direction::Up => (Step::NetworkLoadUp, self.timing.load_up_bytes, up),
        };
        let cap = cap.min(self.control.grant.max_tcp_bytes / 2);
        let stream = Stream::voice(LOAD_PPS, self.timing.load + Duration::from_secs(1));
        let running = self.begin(PhaseId::Load, step, vec![way], [stream; 2]).await?;
        let index = running.index;
        let mut flows = Flows::open(&self.control, index, way, flows_for(guess), cap);
        let end = Instant::now() + self.timing.load;
        let mut capped = false;
        while Instant::now() < end && !capped {
            self.tick().await?;
            let (bins, bytes, _) = self.load_so_far(&flows, index, way);
            capped = bytes >= cap || flows.all_ended();
            if rate::steady(&bins) && self.queue_is_full(index) {
                break;
            }
        }
        let (bins, bytes, span) = self.load_so_far(&flows, index, way);
        let complete = if capped { (span.as_secs_f64() / rate::BIN_S) as usize } else { bins.len() };
        let mut load: LoadResult = result(bins.get(..complete).unwrap_or(&bins), bytes, span, capped);
        if self.link.is_some() {
            load.goodput = rate::plus(load.goodput, OWN_MBPS);
        }
        match way {
            Direction::Up => self.ledger.load_up = load,
            Direction::Down => self.ledger.load_down = load,
        }
        drop(flows);
        self.end(running).await
    }

    /// True when the round trip has stopped growing: until then the load has not shown its delay.
    fn queue_is_full(&self, index: u8) -> bool {
        const SPAN_US: u64 = 400_000;
        const GROWTH: f64 = 1.05;
        const JITTER_MS: f64 = 3.0;
        let trips = self.ledger.phases.get(usize::from(index)).map(|p| p.round_trips.as_slice()).unwrap_or_default();
        let now = self.now_us();
        let median = |spans_ago: u64| {
            let age = |at: u64| now.saturating_sub(at) / SPAN_US;
            percentile::median(trips.iter().filter(|r| age(r.0) == spans_ago).map(|r| r.1))
        };
        match (median(0), median(1)) {
            (Some(newer), Some(older)) => newer <= older * GROWTH + JITTER_MS,
            _ => false,
        }
    }

    fn load_so_far(&self, flows: &Flows, index: u8, way: Direction) -> (Vec<u64>, u64, Duration) {
        match way {
            Direction::Down => {
                let bins = flows.bins.get();
                (bins.complete(Instant::now()), bins.bytes(), bins.span())
            }
            Direction::Up => self.progress.get(&index).cloned().unwrap_or_default(),
        }
    }

    /// Instead of TCP load: a second of datagrams at the guessed rate, both ways.
    async fn ramp(&mut self, guess: [Option<f64>; 2]) -> Result<(), Failure> {
        let index = self.ledger.phases.len();
        let streams = guess.map(|kbps| {
            let kbps = kbps.unwrap_or(RAMP_KBPS).min(RAMP_KBPS) as u32;
            Stream::call(kbps, self.timing.load)
        });
        let ways = vec![Direction::Up, Direction::Down];
        let running = self.begin(PhaseId::Load, Step::NetworkLoadDown, ways, streams).await?;
        let end = Instant::now() + self.timing.load;
        while Instant::now() < end {
            self.tick().await?;
        }
        self.end(running).await?;
        for (way, stream) in [Direction::Up, Direction::Down].into_iter().zip(streams) {
            let flow = self.ledger.flow(index, way, None);
            let all = flow.packets.len() as f64 / f64::from(flow.sent.max(1));
            let times = || flow.packets.iter().map(|p| p.arrived_us);
            let (Some(first), Some(last)) = (times().min(), times().max()) else { continue };
            let offered = stream.schedule().iter().map(|s| u64::from(s.bytes)).sum::<u64>() as f64;
            let seconds = (last.saturating_sub(first) as f64 / 1e6).max(self.timing.load.as_secs_f64());
            let goodput = Goodput { p10: None, p50: Some(rate::mbps((offered * all) as u64, seconds)) };
            let load = LoadResult { goodput, at_least: all > 0.98, bytes: 0 };
            match way {
                Direction::Up => self.ledger.load_up = load,
                Direction::Down => self.ledger.load_down = load,
            }
        }
        self.observe(true);
        Ok(())
    }

    async fn watch(&mut self) -> Result<(), Failure> {
        // The queue that our own load filled empties first.
        let loaded = self.ledger.phases.iter().filter(|p| !p.loads.is_empty());
        let slowest = loaded.flat_map(|p| &p.round_trips).map(|r| r.1).fold(0.0, f64::max);
        let left = self.timing.whole.saturating_sub(self.epoch.elapsed() + self.timing.window + self.drain());
        let length = self.timing.watch.min(left);
        if length.is_zero() || length < LEAST_WATCH.min(self.timing.watch) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_secs_f64((slowest / 1000.0).clamp(0.0, 1.0))).await;
        let at = self.plan.need.min(Level::P720);
        let streams = [Direction::Up, Direction::Down].map(|way| level::stream(at, way, length));
        let index = self.ledger.phases.len();
        let running = self.begin(PhaseId::Watch, Step::NetworkWatch, Vec::new(), streams).await?;
        self.call_at(index, Instant::now() + length).await?;
        self.end(running).await
    }

    /// Waits until what is still on its way counts as lost.
    async fn settle(&mut self) -> Result<(), Failure> {
        let slowest = self.ledger.phases.last().map_or(0.0, |p| p.round_trips.iter().map(|r| r.1).fold(0.0, f64::max));
        let window = self.timing.window.max(Duration::from_secs_f64((slowest * 3.0 / 1000.0).clamp(0.0, 6.0)));
        let from = Instant::now();
        while self.missing() && from.elapsed() + self.drain() < window {
            tokio::time::sleep(TICK).await;
            self.report().await?;
        }
        Ok(())
    }

    /// True while something is not accounted for.
    fn missing(&self) -> bool {
        (0..self.ledger.phases.len())
            .flat_map(|index| [Direction::Up, Direction::Down].map(|way| self.ledger.loss(index, way, None).lost))
            .any(|lost| lost > 0)
    }
}
