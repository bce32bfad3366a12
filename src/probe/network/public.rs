//! Without a server of our own: rates and delays by HTTP from a public host. Loss and datagrams are not measured.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::model::observation::{Direction, PhaseId, Server, ServerKind};
use crate::model::run::{EventBody, Step};
use crate::server::protocol::LOAD_FLOWS;
use crate::server::protocol::pacer::micros;

use super::failure::Failure;
use super::ledger::{Ledger, LoadResult, PhaseLog};
use super::load::{SharedBins, result};
use super::look;
use super::output::Output;
use super::servers::PublicServer;
use super::stats::rate;
use super::timing::Timing;

/// Round trips while the line is idle and while it is filled.
const IDLE_PAUSE: Duration = Duration::from_millis(50);
const LOADED_PAUSE: Duration = Duration::from_millis(150);
const TICK: Duration = Duration::from_millis(100);
/// A body of a request lasts about this long, so that rates can be seen in between.
const REQUEST_LENGTH: Duration = Duration::from_millis(300);
/// First and least length of an upload request.
const FIRST_UPLOAD: u64 = 64 * 1024;
/// A download request; shorter ones would wait for round trips.
const DOWNLOAD: u64 = 5_000_000;
/// No data for this long ends a request, at most.
const STALL: Duration = Duration::from_secs(3);
/// HTTP needs longer than datagrams to show a rate: requests begin slowly.
const LOAD_FACTOR: f64 = 1.6;

/// Why a request did not succeed.
enum Refusal {
    /// 403 or 429: the host has had enough of us.
    Enough(u16),
    Other(Failure),
}

type Trouble = Arc<Mutex<Option<Refusal>>>;

/// One measurement against one host.
pub(super) struct Public<'a> {
    pub server: &'a PublicServer,
    pub timing: &'a Timing,
    pub out: &'a Output,
    pub epoch: Instant,
    /// What was counted.
    pub ledger: Ledger,
    client: reqwest::Client,
}

impl<'a> Public<'a> {
    /// # Errors
    /// When the TLS library or the system's certificates cannot be used.
    pub(super) fn new(
        server: &'a PublicServer,
        timing: &'a Timing,
        out: &'a Output,
        epoch: Instant,
    ) -> Result<Self, Failure> {
        // A second call fails harmlessly: the provider is there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .connect_timeout(timing.connect)
            .read_timeout(STALL.min(timing.answer))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .user_agent(concat!("greenroom/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|e| Failure::System(format!("HTTP client: {}", chain(&e))))?;
        let far_end = Server { kind: ServerKind::Public, host: server.host().to_owned() };
        Ok(Self { server, timing, out, epoch, ledger: Ledger::new(far_end, timing.window), client })
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
        self.out.step(step, self.epoch.elapsed().min(whole), whole);
    }

    fn observe(&self) {
        self.out.observed(self.ledger.observe(self.epoch.elapsed().as_secs_f64(), None));
    }

    async fn idle(&mut self) -> Result<(), Failure> {
        // The first request opens the connection; its time is not a round trip.
        let first = round_trip(&self.client, self.server).await.map_err(Refusal::failure)?;
        self.ledger.path = match first.1 {
            Some(peer) => tokio::task::spawn_blocking(move || look::path(peer)).await.unwrap_or(None),
            None => None,
        };
        let start_us = micros(self.epoch.elapsed());
        let mut phase = PhaseLog { id: Some(PhaseId::Idle), start_us, ..PhaseLog::default() };
        let end = Instant::now() + self.timing.idle;
        while Instant::now() < end {
            let (ms, _) = round_trip(&self.client, self.server).await.map_err(Refusal::failure)?;
            let at = self.epoch.elapsed();
            self.out.emit(EventBody::RoundTrip { at_s: at.as_secs_f64(), rtt_ms: Some(ms) });
            phase.round_trips.push((micros(at), ms));
            sleep(IDLE_PAUSE.max(TICK.saturating_sub(Duration::from_secs_f64(ms / 1000.0)))).await;
        }
        self.ledger.phases.push(phase);
        Ok(())
    }

    async fn load(&mut self, way: Direction) -> Result<(), Failure> {
        let cap = match way {
            Direction::Down => self.timing.load_down_bytes,
            Direction::Up => self.timing.load_up_bytes,
        };
        let work = Arc::new(Work {
            client: self.client.clone(),
            server: self.server.clone(),
            left: AtomicU64::new(cap),
            stop: AtomicBool::new(false),
            bins: SharedBins::default(),
            done_until: Mutex::new(vec![None; usize::from(LOAD_FLOWS)]),
            trouble: Trouble::default(),
        });
        let mut tasks = JoinSet::new();
        for flow in 0..usize::from(LOAD_FLOWS) {
            let work = work.clone();
            tasks.spawn(async move {
                let outcome = match way {
                    Direction::Down => work.download().await,
                    Direction::Up => work.upload(flow).await,
                };
                if let Err(refusal) = outcome {
                    work.stop.store(true, Ordering::Relaxed);
                    work.trouble.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(refusal);
                }
            });
        }
        let mut phase = PhaseLog {
            id: Some(PhaseId::Load),
            loads: vec![way],
            start_us: micros(self.epoch.elapsed()),
            ..PhaseLog::default()
        };
        let ended = self.watch(&work, &mut tasks, &mut phase, way).await;
        self.ledger.phases.push(phase);
        let bins = work.bins.get();
        let complete = work.complete(way, ended.capped);
        let load: LoadResult = result(&complete, bins.bytes(), bins.span(), ended.capped);
        tasks.abort_all();
        let trouble = work.trouble.lock().unwrap_or_else(PoisonError::into_inner).take();
        match way {
            Direction::Down => self.ledger.load_down = load,
            Direction::Up => self.ledger.load_up = load,
        }
        match trouble {
            None => Ok(()),
            // Asked to stop: what was measured stands, as a lower bound.
            Some(Refusal::Enough(_)) if load.goodput.p50.is_some() => {
                let kept = if way == Direction::Up { &mut self.ledger.load_up } else { &mut self.ledger.load_down };
                kept.at_least = true;
                Ok(())
            }
            Some(Refusal::Other(failure)) if bins.bytes() > 0 => Err(Failure::StoppedHalfWay(failure.to_string())),
            Some(refusal) => Err(refusal.failure()),
        }
    }

    /// Lets the flows work until the rate is known, a cap or the time has come; measures round trips meanwhile.
    async fn watch(&self, work: &Work, tasks: &mut JoinSet<()>, phase: &mut PhaseLog, way: Direction) -> Ended {
        let end = Instant::now() + self.timing.load.mul_f64(LOAD_FACTOR);
        let mut pulse = Instant::now();
        let mut ended = Ended { capped: false };
        while Instant::now() < end {
            // The answer to a round trip under load may take its time; the flows go on meanwhile.
            tokio::select! {
                trip = round_trip(&self.client, self.server) => if let Ok((ms, _)) = trip {
                    let at = self.epoch.elapsed();
                    phase.round_trips.push((micros(at), ms));
                    if pulse.elapsed() >= TICK {
                        pulse = Instant::now();
                        self.out.emit(EventBody::RoundTrip { at_s: at.as_secs_f64(), rtt_ms: Some(ms) });
                    }
                    sleep(LOADED_PAUSE.min(end.saturating_duration_since(Instant::now()))).await;
                },
                () = sleep(LOADED_PAUSE) => {}
            }
            while tasks.try_join_next().is_some() {}
            if tasks.is_empty() {
                ended.capped = work.left.load(Ordering::Relaxed) == 0;
                break;
            }
            if work.stop.load(Ordering::Relaxed) || rate::steady(&work.complete(way, false)) {
                break;
            }
        }
        work.stop.store(true, Ordering::Relaxed);
        ended
    }
}

struct Ended {
    capped: bool,
}

/// What the flows of one direction share.
struct Work {
    client: reqwest::Client,
    server: PublicServer,
    left: AtomicU64,
    stop: AtomicBool,
    bins: SharedBins,
    /// Until when each upload flow's bytes are known to have arrived.
    done_until: Mutex<Vec<Option<Instant>>>,
    trouble: Trouble,
}

impl Work {
    /// Takes up to `wanted` bytes of what may still be moved.
    fn take(&self, wanted: u64) -> u64 {
        let wanted = wanted.min(self.server.max_request_bytes);
        let before = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |l| Some(l.saturating_sub(wanted)));
        before.unwrap_or(0).min(wanted)
    }

    fn going(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }

    async fn download(&self) -> Result<(), Refusal> {
        while self.going() {
            let wanted = self.take(DOWNLOAD);
            if wanted == 0 {
                return Ok(());
            }
            let request = self.client.get(self.server.download_url(wanted));
            let mut response = checked(request.send().await)?;
            let mut got = 0;
            while let Some(chunk) = response.chunk().await.map_err(|e| Refusal::of(&e))? {
                got += chunk.len() as u64;
                self.bins.add(chunk.len() as u64, Instant::now());
                if got > wanted {
                    return Err(Refusal::Other(Failure::Garbage("more bytes than were asked for".into())));
                }
                if !self.going() {
                    return Ok(());
                }
            }
            if got < wanted {
                return Err(Refusal::Other(Failure::Garbage(format!("{got} bytes instead of {wanted}"))));
            }
        }
        Ok(())
    }

    async fn upload(&self, flow: usize) -> Result<(), Refusal> {
        let mut length = FIRST_UPLOAD;
        while self.going() {
            let wanted = self.take(length);
            if wanted == 0 {
                return Ok(());
            }
            let mut body = vec![0u8; usize::try_from(wanted).unwrap_or(0)];
            rand::fill(body.as_mut_slice());
            let began = Instant::now();
            checked(self.client.post(self.server.upload_url()).body(body).send().await)?;
            // Only the answer shows that all has arrived; the bytes are spread evenly over the time that they took.
            let took = began.elapsed();
            self.spread(wanted, began, took);
            if let Some(place) = self.done_until.lock().unwrap_or_else(PoisonError::into_inner).get_mut(flow) {
                *place = Some(began + took);
            }
            let ideal = wanted as f64 * REQUEST_LENGTH.as_secs_f64() / took.as_secs_f64().max(0.001);
            length = (ideal as u64).clamp(FIRST_UPLOAD, length * 4);
        }
        Ok(())
    }

    fn spread(&self, bytes: u64, began: Instant, took: Duration) {
        const PARTS: u32 = 20;
        for part in 0..PARTS {
            let share = bytes / u64::from(PARTS) + if part == 0 { bytes % u64::from(PARTS) } else { 0 };
            self.bins.add(share, began + took * part / PARTS);
        }
    }

    /// The bins that are certain: for an upload those before the oldest unanswered request.
    fn complete(&self, way: Direction, capped: bool) -> Vec<u64> {
        let bins = self.bins.get();
        let until = match way {
            Direction::Down if capped => bins.last(),
            Direction::Down => Some(Instant::now()),
            Direction::Up => {
                let known = self.done_until.lock().unwrap_or_else(PoisonError::into_inner);
                known.iter().copied().collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().min())
            }
        };
        until.map(|t| bins.complete(t)).unwrap_or_default()
    }
}

/// One round trip in ms, the host's own time taken out, and where the answer came from.
async fn round_trip(
    client: &reqwest::Client,
    server: &PublicServer,
) -> Result<(f64, Option<std::net::SocketAddr>), Refusal> {
    let began = Instant::now();
    let response = checked(client.get(server.download_url(0)).send().await)?;
    let ms = began.elapsed().as_secs_f64() * 1000.0;
    let own = response.headers().get("server-timing").and_then(|v| v.to_str().ok()).and_then(server_ms).unwrap_or(0.0);
    let peer = response.remote_addr();
    if response.content_length().is_some_and(|n| n > 0) {
        return Err(Refusal::Other(Failure::Garbage("a page instead of nothing".into())));
    }
    // To the end, so that the connection can be used again.
    response.bytes().await.map_err(|e| Refusal::of(&e))?;
    Ok(((ms - own).max(0.0), peer))
}

/// The host's own share of the time, as `Server-Timing: x;dur=1.5` tells it (W3C Server Timing).
fn server_ms(header: &str) -> Option<f64> {
    let value = header.split(';').find_map(|part| part.trim().strip_prefix("dur="))?;
    value.split(',').next()?.trim().parse::<f64>().ok().filter(|ms| ms.is_finite() && *ms >= 0.0)
}

fn checked(response: reqwest::Result<reqwest::Response>) -> Result<reqwest::Response, Refusal> {
    let response = response.map_err(|e| Refusal::of(&e))?;
    match response.status().as_u16() {
        200..=299 => Ok(response),
        code @ (403 | 429) => Err(Refusal::Enough(code)),
        code => Err(Refusal::Other(Failure::Garbage(format!("HTTP status {code}")))),
    }
}

impl Refusal {
    fn of(error: &reqwest::Error) -> Self {
        let detail = chain(error);
        Self::Other(match () {
            () if error.is_connect() && !look::online() => Failure::Offline(detail),
            () if error.is_connect() || error.is_timeout() => Failure::NoAnswer(detail),
            () => Failure::Garbage(detail),
        })
    }

    fn failure(self) -> Failure {
        match self {
            Self::Enough(code) => Failure::Busy(format!("HTTP status {code}")),
            Self::Other(failure) => failure,
        }
    }
}

/// An error with its causes, without the address.
fn chain(error: &reqwest::Error) -> String {
    let mut text = String::new();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(c) = cause {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&c.to_string());
        cause = c.source();
    }
    if text.is_empty() { "request failed".into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hosts_own_time_is_read() {
        assert_eq!(server_ms("cfRequestDuration;dur=12.5"), Some(12.5));
        assert_eq!(server_ms("a;desc=\"x\";dur=3, b;dur=4"), Some(3.0));
        for none in ["", "a", "a;dur=", "a;dur=-1", "a;dur=NaN"] {
            assert_eq!(server_ms(none), None, "{none}");
        }
    }
}
