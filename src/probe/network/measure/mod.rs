//! The measurement against a server of our own, phase by phase.

mod call;
mod load;
mod queue;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use tokio::time::timeout_at;

use crate::model::observation::{Direction, PhaseId, UdpState};
use crate::model::run::{EventBody, Step};
use crate::probe::ports::NetworkPlan;
use crate::server::protocol::control::{ClientMessage, ServerMessage};
use crate::server::protocol::pacer::micros;
use crate::server::protocol::stream::Stream;

use super::client::Control;
use super::failure::Failure;
use super::ledger::{Ledger, PhaseLog};
use super::link::{Link, Sending};
use super::output::Output;
use super::stats::percentile;
use super::timing::Timing;

/// The round-trip line has a point each 100 ms.
const TICK: Duration = Duration::from_millis(100);

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
        if self.link.is_none() {
            tokio::time::sleep(self.drain()).await;
            return Ok(());
        }
        // Until all is there, or what is missing has had time enough. A load is known to lose some; what arrives yet is
        // counted with the next report.
        let from = Instant::now();
        let index = usize::from(running.index);
        let loaded = self.ledger.phases.get(index).is_some_and(|p| !p.loads.is_empty());
        loop {
            self.report().await?;
            if loaded || !self.missing(index) || from.elapsed() > self.drain() {
                return Ok(());
            }
            tokio::time::sleep(TICK).await;
        }
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

    /// Waits until what is still on its way counts as lost.
    async fn settle(&mut self) -> Result<(), Failure> {
        let slowest = self.ledger.phases.last().map_or(0.0, |p| p.round_trips.iter().map(|r| r.1).fold(0.0, f64::max));
        let window = self.timing.window.max(Duration::from_secs_f64((slowest * 3.0 / 1000.0).clamp(0.0, 6.0)));
        let from = Instant::now();
        while (0..self.ledger.phases.len()).any(|index| self.missing(index))
            && from.elapsed() + self.drain() < window
            && self.epoch.elapsed() < self.timing.whole
        {
            tokio::time::sleep(TICK).await;
            self.report().await?;
        }
        Ok(())
    }

    /// True while something of a phase is not accounted for.
    fn missing(&self, index: usize) -> bool {
        [Direction::Up, Direction::Down].iter().any(|way| self.ledger.loss(index, *way, None).lost > 0)
    }
}
