//! Without a server of our own: rates and delays by HTTP from a public host. Loss and datagrams are not measured.

mod flows;
mod request;
mod trips;
mod uplink;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::model::PublicServer;
use crate::model::observation::{Direction, Goodput, P95_SAMPLES, PhaseId, Server, ServerKind};
use crate::model::run::{EventBody, Step};
use crate::server::protocol::bins::Bins;
use crate::server::protocol::pacer::micros;
use crate::server::protocol::{LOAD_FLOWS, LOAD_FLOWS_MOST};

use super::failure::Failure;
use super::ledger::{Ledger, LoadResult, PhaseLog};
use super::load::{dry, result};
use super::output::Output;
use super::path_lookup;
use super::queue::{Queue, Sending};
use super::stats::rate;
use super::timing::{FULL_FOR, Timing};
use super::tls;
pub(in crate::probe::network) use flows::Work;
pub(in crate::probe::network) use request::{AGENT, Asker, find_proxy};
use request::{Refusal, chain};
use trips::Trips;
pub(in crate::probe::network) use uplink::Uplink;

/// Flows that are begun in addition, where those at work send all the time.
pub(in crate::probe::network) const MORE_FLOWS: u8 = 4;
/// Between questions while the line is idle; several may be under way, or a long line would give too few answers for a claim.
const IDLE_PAUSE: Duration = Duration::from_millis(30);
/// The idle line is asked for no longer than this, whatever came of it.
const IDLE_MOST: Duration = Duration::from_secs(4);
/// How often the flows are looked after.
const WATCH_PAUSE: Duration = Duration::from_millis(50);
const TICK: Duration = Duration::from_millis(100);
/// No data for this long ends a request, at most. A long body is answered only when it is through.
const STALL: Duration = Duration::from_secs(3);
const LOAD_STALL: Duration = Duration::from_secs(8);
/// Flows that fill the line, at most. A line of 10 Mbit/s with a second of queue took 32, where each leaves its slow start at
/// 16 to 20 segments; beyond that the delay is far over every limit.
const FLOWS_MOST: usize = 32;
/// So long may it take until connections are at hand.
const OPENING: Duration = Duration::from_secs(1);
/// HTTP needs longer than datagrams to show a rate: requests begin slowly.
const LOAD_FACTOR: f64 = 1.6;

/// So much longer, at most, while the queue still grows.
const LONGER: f64 = 1.4;

/// One measurement against one host.
pub(super) struct Public<'a> {
    pub server: &'a PublicServer,
    pub timing: &'a Timing,
    pub out: &'a Output,
    pub epoch: Instant,
    /// What was counted.
    pub ledger: Ledger,
    trusted: Vec<Vec<u8>>,
    /// For the flows that fill the line.
    flows: Asker,
    /// For round trips, over connections of their own that are open already when the line is full.
    trips: Asker,
}

impl<'a> Public<'a> {
    /// # Errors
    /// When the TLS library or the system's certificates cannot be used.
    pub(super) fn new(
        server: &'a PublicServer,
        timing: &'a Timing,
        out: &'a Output,
        epoch: Instant,
        trusted: &[Vec<u8>],
    ) -> Result<Self, Failure> {
        let proxy = find_proxy(&server.base_url);
        let asker = |stall| asker(server, timing.connect, stall, proxy.clone(), trusted);
        let far_end = Server { kind: ServerKind::Public, host: server.host().to_owned() };
        let ledger = Ledger::new(far_end, timing.window);
        Ok(Self {
            server,
            timing,
            out,
            epoch,
            ledger,
            trusted: trusted.to_vec(),
            flows: asker(LOAD_STALL)?,
            trips: asker(STALL.min(timing.answer))?,
        })
    }

    /// Idle round trips, then load both ways.
    ///
    /// # Errors
    /// When the host does not answer, answers something else, refuses before anything was measured, or stops half-way.
    pub(super) async fn run(&mut self) -> Result<(), Failure> {
        let host = self.server.host();
        self.out.contact(host, "latency");
        self.step(Step::NetworkIdle);
        self.idle().await?;
        self.observe();
        self.out.contact(host, "download");
        self.step(Step::NetworkLoadDown);
        self.load(Direction::Down).await?;
        self.observe();
        self.out.contact(host, "upload");
        self.step(Step::NetworkLoadUp);
        self.load(Direction::Up).await
    }

    fn step(&self, step: Step) {
        let load = self.timing.load.mul_f64(LOAD_FACTOR);
        let whole = self.timing.idle + load * 2 + Duration::from_secs(1);
        // A quick line is through at once, a slow one takes longer: nobody knows.
        self.out.step(step, self.epoch.elapsed().min(whole), whole, None);
    }

    fn observe(&self) {
        self.out.observed(self.ledger.observe(self.epoch.elapsed().as_secs_f64(), None));
    }

    async fn idle(&mut self) -> Result<(), Failure> {
        // The first request opens the connection; its time is not a round trip.
        let first = self.trips.round_trip().await.map_err(Refusal::failure)?;
        if let Some(peer) = first.1 {
            let route = tokio::task::spawn_blocking(move || path_lookup::find_route(peer)).await.unwrap_or(None);
            self.ledger.goes_by(route, self.epoch);
        }
        self.trips.clone().open_connections(trips::LANES).await;
        let start_us = micros(self.epoch.elapsed());
        let mut phase = PhaseLog { id: Some(PhaseId::Idle), start_us, ..PhaseLog::default() };
        let began = Instant::now();
        let (mut asked, mut under_way, mut pulse) = (began, JoinSet::new(), None::<Instant>);
        loop {
            let enough = phase.round_trips.len() as u64 >= P95_SAMPLES;
            if began.elapsed() >= self.timing.idle && (enough || began.elapsed() >= IDLE_MOST) {
                break;
            }
            if Instant::now() >= asked && under_way.len() < trips::LANES.into() {
                asked = Instant::now() + IDLE_PAUSE;
                let asker = self.trips.clone();
                under_way.spawn(async move { asker.round_trip().await });
            }
            let next = match under_way.is_empty() {
                true => None,
                false => timeout(IDLE_PAUSE, under_way.join_next()).await.ok().flatten(),
            };
            let Some(Ok(answer)) = next else {
                sleep(asked.saturating_duration_since(Instant::now()).min(IDLE_PAUSE)).await;
                continue;
            };
            let (ms, _) = answer.map_err(Refusal::failure)?;
            let at = self.epoch.elapsed();
            phase.round_trips.push((micros(at), ms));
            if pulse.is_none_or(|at| at.elapsed() >= TICK) {
                pulse = Some(Instant::now());
                self.out.emit(EventBody::RoundTrip { at_s: at.as_secs_f64(), rtt_ms: Some(ms) });
            }
        }
        self.ledger.phases.push(phase);
        Ok(())
    }

    async fn load(&mut self, direction: Direction) -> Result<(), Failure> {
        let _ = timeout(OPENING, self.flows.clone().open_connections(LOAD_FLOWS * 2)).await;
        let cap = match direction {
            Direction::Down => self.timing.load_down_bytes,
            Direction::Up => self.timing.load_up_bytes,
        };
        let uplink = if direction == Direction::Up { self.uplink().await } else { None };
        let work = Arc::new(Work::new(self.flows.clone(), uplink, cap));
        let mut tasks = JoinSet::new();
        begin_flows(&work, &mut tasks, LOAD_FLOWS.into(), direction);
        let mut phase = PhaseLog {
            id: Some(PhaseId::Load),
            loads: vec![direction],
            start_us: micros(self.epoch.elapsed()),
            ..PhaseLog::default()
        };
        let mut trips = Trips::new(self.trips.clone());
        let capped = self.watch(&work, &mut tasks, &mut trips, direction).await;
        let stopped = Instant::now();
        if work.is_steady(direction) {
            tasks.abort_all();
        }
        let (round_trips, ended_all) = tokio::join!(trips.settle(self.epoch), all_end(&mut tasks));
        let answered = ended_all && !work.has_starved();
        tasks.abort_all();
        phase.round_trips = round_trips;
        let bins = work.bins(|left| trips.delay_at(left));
        let load = showed(&work, direction, capped, answered, stopped, &bins);
        self.ledger.phases.push(phase);
        let kept = judged(&work, load, bins.bytes());
        let load = *kept.as_ref().unwrap_or(&load);
        match direction {
            Direction::Down => self.ledger.load_down = load,
            Direction::Up => self.ledger.load_up = load,
        }
        kept.map(drop)
    }

    /// What uploads by connections of our own. A proxy is asked request by request.
    async fn uplink(&self) -> Option<Uplink> {
        match find_proxy(&self.server.base_url) {
            Some(_) => None,
            None => Uplink::find(self.server, self.timing.connect, &self.trusted).await,
        }
    }

    /// Lets the flows work until the rate is known, a cap or the time has come; measures round trips meanwhile.
    async fn watch(&self, work: &Arc<Work>, tasks: &mut JoinSet<()>, trips: &mut Trips, direction: Direction) -> bool {
        let began = Instant::now();
        let end = began + self.timing.load.mul_f64(LOAD_FACTOR);
        let longest = began + self.timing.load.mul_f64(LOAD_FACTOR * LONGER);
        let mut pulse = Instant::now();
        let mut capped = false;
        let steady = work.is_steady(direction);
        let mut queue = Queue::new(began, if steady { Sending::Steadily } else { Sending::ByRequests });
        let most = if steady { LOAD_FLOWS_MOST.into() } else { FLOWS_MOST };
        let mut looking = JoinSet::new();
        look(work, &mut looking, direction);
        let mut opening = JoinSet::new();
        // A queue that still grows is given some more time.
        let known = |queue: &Queue| queue.full_for(Instant::now()) >= FULL_FOR;
        while Instant::now() < end || Instant::now() < longest && !known(&queue) {
            trips.ask_if_due(Instant::now());
            sleep(WATCH_PAUSE).await;
            let newest = trips.collect(Instant::now(), self.epoch);
            work.delay_us.store(micros(trips.delay()), Ordering::Relaxed);
            if let Some(ms) = newest.filter(|_| pulse.elapsed() >= TICK) {
                pulse = Instant::now();
                self.out.emit(EventBody::RoundTrip { at_s: self.epoch.elapsed().as_secs_f64(), rtt_ms: Some(ms) });
            }
            while tasks.try_join_next().is_some() {}
            if !steady && work.is_crowded(began.elapsed()) {
                queue.overflows(Instant::now());
            }
            let bins = work.bins(|left| trips.delay_at(left)).complete(work.certain_until(direction));
            let shown = if steady { bins.as_slice() } else { &[] };
            if queue.needs_more(Instant::now(), micros(self.epoch.elapsed()), trips.delays(), shown) {
                let more = |flows: usize| {
                    let wanted = if steady { MORE_FLOWS.into() } else { flows };
                    wanted.min(most - flows.min(most))
                };
                begin_flows(work, tasks, more(work.flows()), direction);
                if direction == Direction::Down || !steady {
                    // For the next time.
                    let next = u8::try_from(more(work.flows())).unwrap_or(0);
                    opening.spawn(self.flows.clone().open_connections(next));
                }
            }
            let all_handed_over = work.left.load(Ordering::Relaxed) == 0;
            if tasks.is_empty() || steady && all_handed_over && dry(&bins) {
                capped = all_handed_over;
                break;
            }
            if work.stop.load(Ordering::Relaxed) || known(&queue) && rate::steady(&bins) {
                break;
            }
        }
        work.stop.store(true, Ordering::Relaxed);
        capped
    }
}

/// What asks this host; `stall`: no data for this long ends a request.
///
/// # Errors
/// When the TLS library or the system's certificates cannot be used.
fn asker(
    server: &PublicServer,
    connect: Duration,
    stall: Duration,
    proxy: Option<String>,
    trusted: &[Vec<u8>],
) -> Result<Asker, Failure> {
    // A second call fails harmlessly: the provider is there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .connect_timeout(connect)
        .read_timeout(stall)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .user_agent(AGENT);
    let client = if trusted.is_empty() { client } else { client.tls_backend_preconfigured(tls::config(trusted)?) };
    let client = client.build().map_err(|e| Failure::System(format!("HTTP client: {}", chain(&e))))?;
    Ok(Asker { client, server: server.clone(), proxy })
}

/// What begins the requests that fill the line to this host.
///
/// # Errors
/// When the TLS library or the system's certificates cannot be used.
pub(in crate::probe::network) fn filler(
    server: &PublicServer,
    timing: &Timing,
    trusted: &[Vec<u8>],
) -> Result<Asker, Failure> {
    asker(server, timing.connect, LOAD_STALL, find_proxy(&server.base_url), trusted)
}

/// What a load showed that was stopped at a time. `capped`: it had moved all that it may. `answered`: every request was.
pub(in crate::probe::network) fn showed(
    work: &Work,
    direction: Direction,
    capped: bool,
    answered: bool,
    stopped: Instant,
    bins: &Bins,
) -> LoadResult {
    if work.is_steady(direction) && direction == Direction::Up {
        return result(rate::goodput, &bins.complete(stopped), bins.bytes(), bins.span(), capped);
    }
    let until = match direction {
        // All has arrived: how the time of a request is spread over its bytes matters less.
        Direction::Down if capped => bins.last().unwrap_or(stopped),
        Direction::Up if capped && answered => bins.last().unwrap_or(stopped),
        // What was not answered in time may have arrived all the same.
        Direction::Up if !answered => work.certain_until(direction).min(stopped),
        // Now that every request was answered, all is certain up to the moment in which no more were begun.
        Direction::Down | Direction::Up => stopped,
    };
    let bounded = capped || direction == Direction::Up && !answered;
    let rate_of = if direction == Direction::Up { rate::average } else { rate::goodput };
    let load = result(rate_of, &bins.complete(until), bins.bytes(), bins.span(), bounded);
    if direction == Direction::Up && answered { at_most(load, bins.bytes(), work.uploading()) } else { load }
}

/// When the bytes of an upload arrived is an estimate, and what comes too early in it makes a line look faster than it is. What
/// moved in all, and in which time, is known: the line is not much faster than that.
fn at_most(load: LoadResult, bytes: u64, span: Duration) -> LoadResult {
    /// So much a load of seconds loses by beginning slowly.
    const SLOW_START: f64 = 1.06;
    const SECONDS: f64 = 2.0;
    let span_s = span.as_secs_f64();
    if span_s < SECONDS {
        return load;
    }
    let most = rate::mbps(bytes, span_s) * SLOW_START;
    let within = |mbps: Option<f64>| mbps.map(|mbps| mbps.min(most));
    let goodput = Goodput { p10: within(load.goodput.p10), p50: within(load.goodput.p50) };
    LoadResult { goodput, ..load }
}

/// What a load showed, unless a flow of it failed. `bytes`: what it moved.
///
/// # Errors
/// When the host refused, or has gone.
pub(in crate::probe::network) fn judged(work: &Work, load: LoadResult, bytes: u64) -> Result<LoadResult, Failure> {
    match work.failure() {
        None => Ok(load),
        // Asked to stop: what was measured stands, as a lower bound.
        Some(Refusal::Enough(_)) if load.goodput.p50.is_some() => Ok(LoadResult { at_least: true, ..load }),
        Some(Refusal::Other(failure)) if bytes > 0 => Err(Failure::StoppedHalfWay(failure.to_string())),
        Some(refusal) => Err(refusal.failure()),
    }
}

/// Lets the requests that are under way come to their end; false when that takes too long.
pub(in crate::probe::network) async fn all_end(tasks: &mut JoinSet<()>) -> bool {
    timeout(trips::SETTLE, async { while tasks.join_next().await.is_some() {} }).await.is_ok()
}

/// Looks how much arrives upwards, where the system tells it.
pub(in crate::probe::network) fn look(work: &Arc<Work>, tasks: &mut JoinSet<()>, direction: Direction) {
    if direction == Direction::Up && work.is_steady(direction) {
        let work = work.clone();
        tasks.spawn(async move { work.look().await });
    }
}

/// Begins more flows.
pub(in crate::probe::network) fn begin_flows(
    work: &Arc<Work>,
    tasks: &mut JoinSet<()>,
    number: usize,
    direction: Direction,
) {
    for _ in 0..number {
        let (work, flow) = (work.clone(), work.begins(Instant::now()));
        tasks.spawn(async move {
            let outcome = match direction {
                Direction::Down => work.download().await,
                Direction::Up => work.upload(flow).await,
            };
            if let Err(refusal) = outcome {
                work.fails(refusal);
            }
        });
    }
}
